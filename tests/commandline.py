"""A person at the command line: every call is a fresh start, as it would be in a shell."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from click.testing import CliRunner, Result

from backoffice.cli.root import backoffice
from backoffice.cli.session import Session
from backoffice.domain.clock import Clock


@dataclass
class CommandLine:
    """Runs line commands on one store, and says what went wrong where the exit code is not the expected one."""

    url: str | None
    clock: Clock
    calls: list[list[str]] = field(default_factory=list)

    def run(self, *arguments: str, code: int = 0, given: str = "") -> Result:
        """Run one command with `given` on its standard input."""
        self.calls.append(list(arguments))
        result = CliRunner().invoke(
            backoffice, list(arguments), input=given, obj=Session(self.url, self.clock), prog_name="backoffice"
        )
        assert result.exit_code == code, f"{arguments}: {result.exit_code}\n{result.stdout}\n{result.stderr}"
        return result

    def __call__(self, *arguments: str, code: int = 0, given: str = "") -> str:
        """The same, giving what was written to the standard output."""
        return self.run(*arguments, code=code, given=given).stdout

    def refused(self, *arguments: str, code: int = 1, given: str = "") -> str:
        """The same, giving the sentence on the error output."""
        return self.run(*arguments, code=code, given=given).stderr

    def json(self, *arguments: str, code: int = 0, given: str = "") -> Any:
        """The same, giving what the JSON output says."""
        return json.loads(self(*arguments, "--json", code=code, given=given))

    def rows(self, **wanted: Any) -> list[dict[str, Any]]:
        """The day's rows that have these values."""
        rows = self.json("today", "--with-names")["rows"]
        return [row for row in rows if all(row[key] == value for key, value in wanted.items())]

    def row(self, one: str) -> dict[str, Any]:
        """The row of an id."""
        return self.rows(id=one)[0]


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """An instant of November 2026 on the branch's wall clock."""
    from datetime import date

    from backoffice.domain.clock import instant_of

    return instant_of(date(2026, 11, day), hour * 60 + minute)

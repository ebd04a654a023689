"""`--language`, `--interpreter` and `--with` where a time is booked or moved: who is to interpret it (D46, D49)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from backoffice.cli.interpreting_typed import NONE, interpreter_option, new_order, with_option
from backoffice.cli.language_typed import LANGUAGE
from backoffice.domain.errors import Refused
from backoffice.wording import interpreting_line as words

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting import NewOrder

F = TypeVar("F", bound=Callable[..., Any])

booked_language_option = click.option(
    "--language",
    type=LANGUAGE,
    metavar="SPRACHE",
    help="Jemand muss dolmetschen: in dieser Sprache; sonst in der, die von der Person bekannt ist.",
)


def interpreting_options(function: F) -> F:
    """All three, for a booking of its own."""
    return booked_language_option(interpreter_option(with_option(function)))


@dataclass(frozen=True, slots=True)
class Interpreted:
    """Who is to interpret, as it was typed."""

    language: str | None = None
    """ISO 639-3."""
    way: str | None = None
    with_: str | None = None
    """The end of an interpreter's id."""

    @classmethod
    def of(cls, options: dict[str, Any]) -> "Interpreted":
        """What the options of a command say; they are taken out of `options`."""
        found = cls(options.pop("language", None), options.pop("interpreter", None), options.pop("with_", None))
        if found.nobody and found.with_ is not None:
            raise click.UsageError("--interpreter none und --with schließen einander aus.")
        return found

    @property
    def nobody(self) -> bool:
        """Whether it was said that nobody is to be ordered."""
        return self.way == NONE

    @property
    def somebody(self) -> bool:
        """Whether somebody is to be ordered."""
        return self.with_ is not None or (self.way is not None and not self.nobody)

    @property
    def longer(self) -> bool:
        """Whether the talk is proposed to take longer: an interpreter is needed, that much was said (D49)."""
        return self.somebody or self.language is not None

    def order(self, desk: "Desk", today: date, known: str | None) -> "NewOrder | None":
        """What is ordered for whoever is known to speak `known`. Refused: `which_language`, `interpreter_unknown`."""
        if not self.somebody and self.language is None:
            return None
        spoken = self.language or known
        if spoken is None:
            raise Refused("which_language", hinted=words.hinted(None))
        return new_order(desk, today, spoken, None if self.nobody else self.way, self.with_)

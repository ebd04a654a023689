"""The rule table of responsibility: read from a file, set as a whole; and that a hint is wrong here (D43)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import ConfigDict, SkipValidation

from backoffice.desk.command import Command, Done, OnAppointment, Scope, Work
from backoffice.desk.desk import Desk
from backoffice.desk.responsibility_views import KnownBranches
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.rules import Rule
from backoffice.exchange.rule_file import RuleFile
from backoffice.exchange.rule_lines import LineProblem
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Team
from backoffice.store.tables.takeovers import ResponsibilityRule

AT_ONCE = 500
"""Rules removed by one statement: an engine takes only so many values."""
DECIDED = ""
"""The reason of an appointment of which somebody said that it is right here: no file sets a hint on it again."""


@dataclass(frozen=True, slots=True)
class RulesRead:
    """A rule file with what its lines mean; with a problem nothing of it is to be stored."""

    file: RuleFile
    rules: tuple[Rule, ...]
    problems: tuple[LineProblem, ...]


def read_rules(desk: Desk, path: Path) -> RulesRead:
    """Read a rule file with the branches and teams of the house. `BadFile` where it cannot be read as one.

    Refused with `no_right` for whoever may not set rules.
    """
    from backoffice.exchange.rule_file import read_rule_file
    from backoffice.exchange.rule_lines import read_lines

    branches = desk.read(KnownBranches())
    file = read_rule_file(path)
    rules, problems = read_lines(file.lines, branches, new_id)
    return RulesRead(file, rules, problems)


class SetRules(Command):
    """Replace the whole rule table. Not undone: the file of before is read in again."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    kind: ClassVar[str] = "set_rules"
    right: ClassVar[Right] = Right.ADMINISTER
    undoable: ClassVar[bool] = False

    rules: SkipValidation[tuple[Rule, ...]]

    def scope(self, work: Work) -> Scope:
        """The whole house."""
        return Scope()

    def payload(self) -> dict[str, Any]:
        """Number and hash: the rules themselves are the table."""
        named = repr([rule[1:] for rule in self.rules])
        return {"rules": len(self.rules), "hash": hashlib.sha256(named.encode()).hexdigest()}

    def apply(self, work: Work) -> Done:
        """All or nothing. Refused: `unknown_branch` or `not_found` where one has gone since the file was read."""
        tx, of = work.tx, table(ResponsibilityRule)
        _must_be_there(work, Branch, {rule.branch_id for rule in self.rules})
        _must_be_there(work, Team, {rule.team_id for rule in self.rules if rule.team_id is not None})
        tx.lock("responsibility_rules")
        old = [row[0] for row in tx.all(sa.select(of.c.id))]
        for start in range(0, len(old), AT_ONCE):
            tx.purge(ResponsibilityRule, old[start : start + AT_ONCE])
        tx.insert_all(ResponsibilityRule, [rule._asdict() for rule in self.rules])
        return Done("rules_set", (), {"count": len(self.rules), "before": len(old)})


def _must_be_there(work: Work, model: type[Branch] | type[Team], ids: set[str]) -> None:
    of = table(model)
    there = {row[0] for row in work.tx.all(sa.select(of.c.id))}
    if ids - there:
        raise NotFound("unknown_branch" if model is Branch else "not_found", entity=of.name)


class KeepHere(OnAppointment):
    """*Wir sind zuständig*: take the hint off an appointment; no later file sets it again."""

    kind: ClassVar[str] = "keep_here"

    def apply(self, work: Work) -> Done:
        """Clear it. Refused `no_hint` where there is none."""
        row = work.appointment(self.appointment_id, self.version)
        if row.responsible_branch_id is None:
            raise Refused("no_hint")
        work.tx.change(Appointment, row, responsible_branch_id=None, responsible_reason=DECIDED)
        return Done("kept_here", (row.id,))

"""What the rule table says: listed, looked through, and asked who is responsible (D43).

What is asked is an argument of a query and nothing else: no statement, log or row holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.organisation_views import Branches
from backoffice.desk.views import BranchView
from backoffice.domain.errors import Refused
from backoffice.domain.responsibility import Candidate, Finder
from backoffice.domain.rights import Right
from backoffice.domain.rule_checks import Checked, check
from backoffice.domain.rules import Asked, Rule
from backoffice.exchange.rule_lines import KnownBranch
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Team
from backoffice.store.tables.takeovers import ResponsibilityRule

_r, _t = table(ResponsibilityRule), table(Team)
# Closed lists come as they are stored: their columns' own processors cost more than reading.
_RULES = sa.select(
    *(sa.type_coerce(_r.c[name], sa.String) if name in ("parity", "area") else _r.c[name] for name in Rule._fields)
).order_by(_r.c.rank, _r.c.position)


def finder(connection: sa.Connection) -> Finder:
    """The whole table, to be asked."""
    return Finder(connection.execute(_RULES).all())


def rules(connection: sa.Connection) -> list[Rule]:
    """The whole table, in order."""
    return [Rule._make(row) for row in connection.execute(_RULES)]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule with the names of its branch and its team."""

    rule: Rule
    branch: BranchView
    team: str | None


@dataclass(frozen=True, slots=True)
class FoundBranch:
    """A candidate with the names of its branch and its team."""

    candidate: Candidate
    branch: BranchView
    team: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """Who may be responsible, in the order of the rules."""

    candidates: tuple[FoundBranch, ...]
    rules: int
    """How many rules there are at all."""
    street_known: bool
    """False: a street was asked that no rule names; often it is only misspelled."""


@dataclass(frozen=True, slots=True)
class CheckedRules:
    """What is wrong with the table, with the branches by their ids."""

    checked: Checked
    rules: int
    branches: Mapping[str, BranchView]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in their order, for lists."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[RuleView, ...]:
        """Read them; refused with `no_right` for whoever has no grant at all."""
        branches, teams = _named(connection, actor)
        return tuple(
            RuleView(rule, branches[rule.branch_id], teams.get(rule.team_id or "")) for rule in rules(connection)
        )


@dataclass(frozen=True, slots=True)
class FindResponsible:
    """Who is responsible for somebody. To be read off the UI's thread: the table may be long."""

    asked: Asked

    def run(self, connection: sa.Connection, actor: Actor) -> Found:
        """Look it up; refused with `no_right` for whoever has no grant at all."""
        branches, teams = _named(connection, actor)
        table_ = finder(connection)
        street = self.asked.street
        return Found(
            tuple(
                FoundBranch(one, branches[one.branch_id], teams.get(one.team_id or ""))
                for one in table_.candidates(self.asked)
            ),
            len(table_.rows),
            street is None or table_.knows_street(street),
        )


@dataclass(frozen=True, slots=True)
class CheckRules:
    """Overlaps, gaps and branches without rules."""

    def run(self, connection: sa.Connection, actor: Actor) -> CheckedRules:
        """Look through the table; refused with `no_right` for whoever has no grant at all."""
        branches, _ = _named(connection, actor)
        found = rules(connection)
        return CheckedRules(check(found, list(branches)), len(found), branches)


@dataclass(frozen=True, slots=True)
class KnownBranches:
    """What a rule file may call the branches and teams of the house."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[KnownBranch, ...]:
        """Read them; refused with `no_right` for whoever may not set rules."""
        actor.require(Right.ADMINISTER)
        teams: dict[str, dict[str, str]] = {}
        for branch_id, name, team_id in connection.execute(sa.select(_t.c.branch_id, _t.c.name, _t.c.id)):
            teams.setdefault(branch_id, {})[name] = team_id
        return tuple(
            KnownBranch(branch.id, branch.code, branch.name, teams.get(branch.id, {}))
            for branch in Branches(everywhere=True).run(connection, actor)
        )


def _named(connection: sa.Connection, actor: Actor) -> tuple[dict[str, BranchView], dict[str, str]]:
    if not actor.grants:
        raise Refused("no_right", right=Right.SEE.value)
    branches = {branch.id: branch for branch in Branches(everywhere=True).run(connection, actor)}
    teams = {row[0]: row[1] for row in connection.execute(sa.select(_t.c.id, _t.c.name))}
    return branches, teams

"""Teams of a branch: tickets are addressed to them, and customers see their number when they call (D37)."""

from typing import ClassVar

import sqlalchemy as sa

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.organisation import Line, Name, NewTeam
from backoffice.domain.errors import Refused
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Team


class AddTeam(Command):
    """A further team at a branch."""

    kind: ClassVar[str] = "add_team"
    right: ClassVar[Right] = Right.OFFER
    undoable: ClassVar[bool] = False

    branch_id: str
    team: NewTeam

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Add it. Refused `team_exists`."""
        _check_free(work, self.branch_id, self.team.name)
        work.tx.insert(Team, branch_id=self.branch_id, **self.team.model_dump())
        return Done("team_added", (self.team.id,))


class ChangeTeam(Command):
    """Another name or number of a team. Tickets stay with it."""

    kind: ClassVar[str] = "change_team"
    right: ClassVar[Right] = Right.OFFER

    team_id: str
    name: Name
    phone: Line = ""
    shown_number: Line = ""
    """What customers see on their display when this team calls; empty: it is not said."""

    def scope(self, work: Work) -> Scope:
        """The team's branch."""
        return Scope(work.row(Team, self.team_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Change it. Refused `team_exists`."""
        row = work.row(Team, self.team_id)
        if row.name != self.name:
            _check_free(work, row.branch_id, self.name)
        work.tx.change(Team, row, name=self.name, phone=self.phone, shown_number=self.shown_number)
        return Done("team_changed", (self.team_id,))


def _check_free(work: Work, branch_id: str, name: str) -> None:
    teams = table(Team)
    work.tx.lock(f"teams:{branch_id}")
    if work.tx.first(sa.select(teams.c.id).where(teams.c.branch_id == branch_id, teams.c.name == name)):
        raise Refused("team_exists", team=name)

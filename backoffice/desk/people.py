"""Staff and their rights (D50): who is there, who may what, and that one administrator always remains."""

from typing import Annotated, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right, may_grant
from backoffice.domain.terms import Role
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup, Team
from backoffice.store.tables.people import RoleGrant, Staff

Login = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z_][A-Za-z0-9_.@\\-]{0,62}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Function = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]


class NewGrant(BaseModel):
    """A right that somebody new begins with, at the branch they work at (or in one group of it)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    role: Role
    group_id: str | None = None


class AddStaff(Command):
    """Somebody new, with what they are called on the screen, and the rights they begin with."""

    kind: ClassVar[str] = "add_staff"
    right: ClassVar[Right] = Right.OFFER
    undoable: ClassVar[bool] = False

    staff_id: str = Field(default_factory=new_id)
    login: Login
    name: Name
    function: Function = ""
    branch_id: str | None = None
    team_name: str | None = None
    grants: tuple[NewGrant, ...] = ()

    def scope(self, work: Work) -> Scope:
        """The branch they work at; the whole house where none is named."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Add them. Refused: `login_taken`, `team_not_here`, `no_right` (people without a branch: administration).

        Their rights are refused as `GrantRole` refuses them: `no_right_to_grant`, `unknown_group`.
        """
        if self.branch_id is None:
            work.actor.require(Right.ADMINISTER)
        staff = table(Staff)
        if work.tx.first(sa.select(staff.c.id).where(staff.c.login == self.login)) is not None:
            raise Refused("login_taken", login=self.login)
        team_id = None if self.team_name is None else _team(work, self.branch_id, self.team_name)
        work.tx.insert(
            Staff,
            id=self.staff_id,
            login=self.login,
            name=self.name,
            function=self.function,
            branch_id=self.branch_id,
            team_id=team_id,
        )
        for grant in self.grants:
            _check_grant(work, grant.role, self.branch_id, grant.group_id)
            work.tx.insert(
                RoleGrant,
                id=grant.id,
                staff_id=self.staff_id,
                role=grant.role,
                branch_id=self.branch_id,
                group_id=grant.group_id,
            )
        return Done("staff_added", (self.staff_id,))


class PlaceStaff(Command):
    """Where somebody works: their branch and team. No right comes with it."""

    kind: ClassVar[str] = "place_staff"
    right: ClassVar[Right] = Right.OFFER
    undoable: ClassVar[bool] = False

    staff_id: str
    branch_id: str | None = None
    team_name: str | None = None

    def scope(self, work: Work) -> Scope:
        """The branch they come to; the whole house where none is named."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Set it. Refused: `team_not_here`, `no_right` (also for whoever may not at the branch they leave)."""
        row = work.row(Staff, self.staff_id)
        if row.branch_id is None and self.staff_id != work.actor.id:
            work.actor.require(Right.ADMINISTER)
        if row.branch_id is not None:
            work.actor.require(Right.OFFER, row.branch_id)
        team_id = None if self.team_name is None else _team(work, self.branch_id, self.team_name)
        work.tx.change(Staff, row, branch_id=self.branch_id, team_id=team_id)
        return Done("staff_placed", (self.staff_id,))


def _team(work: Work, branch_id: str | None, name: str) -> str:
    """The id of a branch's team. Refused `team_not_here`."""
    teams = table(Team)
    team = work.tx.first(sa.select(teams.c.id).where(teams.c.branch_id == branch_id, teams.c.name == name))
    if team is None:
        raise Refused("team_not_here", team=name)
    return str(team.id)


def _check_grant(work: Work, role: Role, branch_id: str | None, group_id: str | None) -> None:
    """Refused: `no_right_to_grant`, `unknown_group`."""
    if not may_grant(work.actor.grants, role, branch_id):
        raise Refused("no_right_to_grant", role=role.value)
    if group_id is not None and work.row(ServicePointGroup, group_id).branch_id != branch_id:
        raise Refused("unknown_group")


class _OnGrant(Command):
    right: ClassVar[Right] = Right.OFFER
    undoable: ClassVar[bool] = False

    staff_id: str
    role: Role
    branch_id: str | None = None
    group_id: str | None = None

    def scope(self, work: Work) -> Scope:
        """Where the role holds."""
        return Scope(self.branch_id)

    def check(self, work: Work) -> None:
        """Refused: `own_rights`, `no_right_to_grant`, `unknown_group`."""
        if self.staff_id == work.actor.id:
            raise Refused("own_rights")
        work.row(Staff, self.staff_id)
        _check_grant(work, self.role, self.branch_id, self.group_id)

    def same(self, work: Work) -> list[sa.Row[tuple[str, ...]]]:
        """The grants that say exactly this."""
        grants = table(RoleGrant)
        return work.tx.all(
            sa.select(grants).where(
                grants.c.staff_id == self.staff_id,
                grants.c.role == self.role,
                grants.c.branch_id.is_not_distinct_from(self.branch_id),
                grants.c.group_id.is_not_distinct_from(self.group_id),
            )
        )


class GrantRole(_OnGrant):
    """Give somebody a role, at a branch, in a group, or everywhere."""

    kind: ClassVar[str] = "grant"

    grant_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Give it; giving it twice changes nothing. Nobody raises their own rights."""
        self.check(work)
        if not self.same(work):
            work.tx.insert(
                RoleGrant,
                id=self.grant_id,
                staff_id=self.staff_id,
                role=self.role,
                branch_id=self.branch_id,
                group_id=self.group_id,
            )
        return Done("granted", (self.staff_id,), {"role": self.role.value})


class RevokeRole(_OnGrant):
    """Take a role away. It acts at once, in running programs too."""

    kind: ClassVar[str] = "revoke"

    def apply(self, work: Work) -> Done:
        """Take it. Refused `grant_missing`, `last_administrator`."""
        self.check(work)
        work.tx.lock("administrators")
        found = self.same(work)
        if not found:
            raise Refused("grant_missing", role=self.role.value)
        for row in found:
            work.tx.delete(RoleGrant, row)
        require_administrator(work)
        return Done("revoked", (self.staff_id,), {"role": self.role.value})


def require_administrator(work: Work) -> None:
    """Refuse with `last_administrator` where nobody active would administer the house (D50)."""
    grants, staff = table(RoleGrant), table(Staff)
    left = work.tx.first(
        sa.select(grants.c.id)
        .join(staff, staff.c.id == grants.c.staff_id)
        .where(grants.c.role == Role.ADMIN, grants.c.branch_id.is_(None), staff.c.active)
    )
    if left is None:
        raise Refused("last_administrator")

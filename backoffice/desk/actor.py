"""Who sits here: somebody of the staff with the rights that stand right now."""

from dataclasses import dataclass

import sqlalchemy as sa

from backoffice.domain.errors import Refused
from backoffice.domain.rights import Grant, Right, may
from backoffice.domain.terms import Area, Role
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Team
from backoffice.store.tables.people import RoleGrant, Staff


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with their present rights."""

    id: str
    login: str
    name: str
    function: str
    branch_id: str | None
    team_id: str | None
    area: Area | None
    """The area of their team: a front desk shows short names (D57)."""
    grants: tuple[Grant, ...]

    def may(self, right: Right, branch_id: str | None = None, group_id: str | None = None) -> bool:
        """Whether this person has a right there."""
        return may(self.grants, right, branch_id, group_id)

    def require(self, right: Right, branch_id: str | None = None, group_id: str | None = None) -> None:
        """Refuse with `no_right` where this person lacks a right there."""
        if not self.may(right, branch_id, group_id):
            raise Refused("no_right", right=right.value)


def load(connection: sa.Connection, login: str) -> Actor:
    """The person behind a login. Refused: `unknown_account`, `account_inactive`.

    On PostgreSQL the login is the one the server checked (`session_user`), whatever was handed in.
    """
    staff, grants, teams = table(Staff), table(RoleGrant), table(Team)
    who = sa.text("session_user") if connection.dialect.name == "postgresql" else sa.literal(login)
    rows = connection.execute(
        sa.select(
            staff.c.id,
            staff.c.login,
            staff.c.name,
            staff.c.function,
            staff.c.branch_id,
            staff.c.team_id,
            sa.type_coerce(teams.c.area, sa.String).label("area"),
            staff.c.active,
            sa.type_coerce(grants.c.role, sa.String).label("role"),
            grants.c.branch_id.label("at_branch"),
            grants.c.group_id.label("at_group"),
        )
        .select_from(
            staff.outerjoin(grants, grants.c.staff_id == staff.c.id).outerjoin(teams, teams.c.id == staff.c.team_id)
        )
        .where(staff.c.login == who)
    ).all()
    if not rows:
        raise Refused("unknown_account", login=login)
    first = rows[0]
    if not first.active:
        raise Refused("account_inactive", login=login)
    return Actor(
        first.id,
        first.login,
        first.name,
        first.function,
        first.branch_id,
        first.team_id,
        Area(first.area) if first.area else None,
        tuple(Grant(Role(r.role), r.at_branch, r.at_group) for r in rows if r.role is not None),
    )

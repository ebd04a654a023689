"""Staff, what they may do, and the desks they sit at (D50)."""

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Field

from backoffice.domain.terms import Role
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class Staff(Row, table=True):
    """Somebody who works here. `login` is the OS account (local store) or the database login (shared store)."""

    id: str = key()
    login: str = text(63, unique=True)
    name: str = text(80)
    function: str = text(40)
    branch_id: str | None = ref("branch.id", nullable=True)
    team_id: str | None = ref("team.id", nullable=True)
    active: bool = True
    version: int = 1


class RoleGrant(Row, table=True):
    """A right with its scope: everywhere (no branch), one branch, or one group of it."""

    __tablename__ = "role_grant"

    id: str = key()
    staff_id: str = ref("staff.id", index=True)
    role: Role = one_of(Role, name="role")
    branch_id: str | None = ref("branch.id", nullable=True)
    group_id: str | None = ref("service_point_group.id", nullable=True)


class DeskSeat(Row, table=True):
    """A workstation, by the id kept in its user's settings folder, and how many ticket numbers it has drawn."""

    __tablename__ = "desk"

    id: str = Field(primary_key=True, sa_type=cast("Any", sa.String(32)))
    code: str = text(4, unique=True)
    """Given at its first contact with the store: the first part of its ticket numbers."""
    drawn: int = 0
    seen_at: datetime = instant()

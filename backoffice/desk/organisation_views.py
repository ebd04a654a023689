"""Branches, staff and concerns as they are chosen from."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.views import BranchView, ConcernView, StaffView
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area, Role
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, ConcernOffer, ServicePointGroup, Setting
from backoffice.store.tables.people import RoleGrant, Staff

_b, _s, _grant = table(Branch), table(Staff), table(RoleGrant)
_k, _offer, _g = table(Concern), table(ConcernOffer), table(ServicePointGroup)
_setting = table(Setting)

SEES_STAFF = frozenset({Role.ADMIN, Role.SITE_ADMIN})
"""Who gives rights may ask who somebody is (D50)."""


def branch_view(connection: sa.Connection, branch_id: str) -> BranchView:
    """A branch by its id; refused with `not_found`."""
    row = connection.execute(_branches().where(_b.c.id == branch_id)).first()
    if row is None:
        raise NotFound("unknown_branch")
    return BranchView(*row)


def _branches() -> sa.Select[Any]:
    return sa.select(_b.c.id, _b.c.code, _b.c.name, _b.c.address, _b.c.front_desk_phone).order_by(
        _b.c.position, _b.c.code
    )


@dataclass(frozen=True, slots=True)
class Branches:
    """The branches whose day the actor may see; with `everywhere` all of them (the directory)."""

    everywhere: bool = False

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[BranchView, ...]:
        """Read them in their own order."""
        found = [BranchView(*row) for row in connection.execute(_branches())]
        return tuple(b for b in found if self.everywhere or actor.may(Right.SEE, b.id))


@dataclass(frozen=True, slots=True)
class House:
    """The house's own settings."""

    def run(self, connection: sa.Connection, actor: Actor) -> "HouseView":
        """Read the name and whether this is the example office."""
        found = {row[0]: row[1] for row in connection.execute(sa.select(_setting.c.name, _setting.c.value))}
        return HouseView(found.get("house_name", ""), found.get("example") == "yes")


@dataclass(frozen=True, slots=True)
class HouseView:
    """What the house is called, and whether its data is invented."""

    name: str
    example: bool


@dataclass(frozen=True, slots=True)
class StaffOf:
    """The staff of a branch (None: of the whole house), by name; never with counts (D51)."""

    branch_id: str | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[StaffView, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE if self.branch_id else Right.ADMINISTER, self.branch_id)
        roles: dict[str, list[tuple[str, str | None, str | None]]] = {}
        for row in connection.execute(
            sa.select(_grant.c.staff_id, sa.type_coerce(_grant.c.role, sa.String), _b.c.code, _g.c.name).select_from(
                _grant.outerjoin(_b, _b.c.id == _grant.c.branch_id).outerjoin(_g, _g.c.id == _grant.c.group_id)
            )
        ):
            roles.setdefault(row[0], []).append((row[1], row[2], row[3]))
        query = (
            sa.select(_s.c.id, _s.c.name, _s.c.function, _s.c.login, _b.c.code, _s.c.active)
            .select_from(_s.outerjoin(_b, _b.c.id == _s.c.branch_id))
            .order_by(_s.c.name, _s.c.login)
        )
        if self.branch_id is not None:
            query = query.where(_s.c.branch_id == self.branch_id)
        return tuple(StaffView(*row, roles=tuple(sorted(roles.get(row[0], ())))) for row in connection.execute(query))


@dataclass(frozen=True, slots=True)
class StaffByLogin:
    """The id behind a login: for whoever gives rights somewhere."""

    login: str

    def run(self, connection: sa.Connection, actor: Actor) -> str:
        """Read it. Refused: `no_right` for whoever gives no rights anywhere, `unknown_person`."""
        if not any(grant.role in SEES_STAFF for grant in actor.grants):
            raise Refused("no_right", right=Right.OFFER.value)
        found = connection.scalar(sa.select(_s.c.id).where(_s.c.login == self.login))
        if found is None:
            raise Refused("unknown_person")
        return str(found)


@dataclass(frozen=True, slots=True)
class GroupsOf:
    """The service point groups of a branch, in their order."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Read (id, name); refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        rows = connection.execute(
            sa.select(_g.c.id, _g.c.name).where(_g.c.branch_id == self.branch_id).order_by(_g.c.position)
        )
        return tuple((row[0], row[1]) for row in rows)


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A concern of the catalogue, wherever it may be offered."""

    id: str
    area: Area
    title: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole catalogue of concerns (D20–D22): it is no secret."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Catalogued, ...]:
        """Read it by area and title."""
        rows = connection.execute(
            sa.select(_k.c.id, sa.type_coerce(_k.c.area, sa.String), _k.c.title).order_by(_k.c.area, _k.c.title)
        )
        return tuple(Catalogued(row[0], Area(row[1]), row[2]) for row in rows)


@dataclass(frozen=True, slots=True)
class ConcernsOf:
    """The concerns a branch offers, with the first group by position that does."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[ConcernView, ...]:
        """Read them by area and title."""
        actor.require(Right.SEE, self.branch_id)
        found: dict[str, ConcernView] = {}
        for row in connection.execute(
            sa.select(
                _k.c.id,
                sa.type_coerce(_k.c.area, sa.String),
                _k.c.title,
                _offer.c.minutes,
                _k.c.emergency,
                _k.c.sensitive,
                _g.c.name,
            )
            .select_from(_offer.join(_k, _k.c.id == _offer.c.concern_id).join(_g, _g.c.id == _offer.c.group_id))
            .where(_offer.c.branch_id == self.branch_id)
            .order_by(_k.c.area, _k.c.title, _g.c.position)
        ):
            found.setdefault(row[0], ConcernView(row[0], Area(row[1]), *row[2:]))
        return tuple(found.values())

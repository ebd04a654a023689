"""The Besetzung of a day as it is shown: point by point, who serves it and when nobody does (D36)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lent import lent_away_from, lent_to
from backoffice.desk.plan_of import points_of
from backoffice.desk.unserved import absences_of, away_of
from backoffice.domain.openings import Span, joined
from backoffice.domain.rights import Right
from backoffice.domain.staffing import Away, away_on
from backoffice.store.tables.absences import Staffing, Support
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup
from backoffice.store.tables.people import Staff

_support = table(Support)
_staffing, _staff, _group = table(Staffing), table(Staff), table(ServicePointGroup)


@dataclass(frozen=True, slots=True)
class StretchView:
    """Somebody, or nobody, serves a point over `[start, end)` minutes of the wall clock."""

    id: str
    start: int
    end: int
    staff_id: str | None
    """None: nobody (*unbesetzt*), or somebody who is away and whose lead the reader is not."""
    name: str
    room: str
    away: bool
    """Whoever it is, is not there for a part of it or for all of it."""


@dataclass(frozen=True, slots=True)
class PointStaffing:
    """A service point on a day. Without stretches nothing is said of it: it counts as staffed."""

    point_id: str
    point: str
    group_id: str
    group: str
    stretches: tuple[StretchView, ...]
    unserved: tuple[Span, ...]
    """When nobody serves it, absences of the point itself among them; open or not."""


@dataclass(frozen=True, slots=True)
class StaffingOf:
    """Who serves what at a branch on a day: the service points in service, by group and position."""

    branch_id: str
    day: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[PointStaffing, ...]:
        """Read it; refused with `no_right` outside the actor's branches.

        Whoever does not plan a group does not learn from it when somebody who is away comes back: a stretch of
        theirs names nobody.
        """
        actor.require(Right.SEE, self.branch_id)
        groups: Mapping[str, str] = dict(
            connection.execute(
                sa.select(_group.c.id, _group.c.name)
                .where(_group.c.branch_id == self.branch_id)
                .order_by(_group.c.position, _group.c.name)
            ).all()
        )
        points = [point for point in points_of(connection, self.branch_id) if point.in_service(self.day)]
        order = list(groups)
        points.sort(key=lambda point: (order.index(point.group_id), point.position, point.name))
        said = self._said(connection)
        away = away_of(connection, self.branch_id, self.day, self.day) if said else ()
        unserved: dict[str, list[Span]] = defaultdict(list)
        for one in absences_of(connection, self.branch_id, self.day, self.day):
            unserved[one.point_id].append((one.start, one.end))
        return tuple(
            PointStaffing(
                point.id,
                point.name,
                point.group_id,
                groups[point.group_id],
                tuple(self._view(row, away, actor, point.group_id) for row in said.get(point.id, ())),
                tuple(joined(unserved[point.id])),
            )
            for point in points
        )

    def _said(self, connection: sa.Connection) -> Mapping[str, Sequence[sa.Row[Any]]]:
        found: dict[str, list[sa.Row[Any]]] = defaultdict(list)
        for row in connection.execute(
            sa.select(_staffing, _staff.c.name)
            .select_from(_staffing.outerjoin(_staff, _staff.c.id == _staffing.c.staff_id))
            .where(_staffing.c.branch_id == self.branch_id, _staffing.c.day == self.day)
            .order_by(_staffing.c.start_minute, _staffing.c.id)
        ):
            found[row.service_point_id].append(row)
        return found

    def _view(self, row: sa.Row[Any], away: Sequence[Away], actor: Actor, group_id: str) -> StretchView:
        theirs = away_on((one for one in away if one.staff_id == row.staff_id), row.day)
        gone = any(start < row.end_minute and row.start_minute < end for start, end in theirs)
        told = not gone or row.staff_id == actor.id or actor.may(Right.PLAN, self.branch_id, group_id)
        return StretchView(
            row.id,
            row.start_minute,
            row.end_minute,
            row.staff_id if told else None,
            (row.name or "") if told else "",
            row.room,
            gone,
        )


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can serve a point here."""

    id: str
    login: str
    name: str
    lent: bool
    """From another branch, for some days."""
    away: bool
    """Lent to another branch on that day: can serve none here."""


@dataclass(frozen=True, slots=True)
class PeopleFor:
    """Who serves the service points of a branch on a day: its own people, and those who are lent to it."""

    branch_id: str
    day: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Colleague, ...]:
        """Read them by name; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        here = lent_to(self.branch_id, self.day, self.day)
        away = lent_away_from(self.branch_id, self.day, self.day)
        own = sa.or_(_staff.c.branch_id == self.branch_id, _staff.c.branch_id.is_(None))
        found = connection.execute(
            sa.select(_staff.c.id, _staff.c.login, _staff.c.name, ~own, _staff.c.id.in_(away))
            .where(_staff.c.active, sa.or_(own, _staff.c.id.in_(here)))
            .order_by(_staff.c.name, _staff.c.login)
        )
        return tuple(Colleague(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in found)

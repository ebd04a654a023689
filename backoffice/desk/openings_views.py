"""What was set about open time: the openings and closures of a branch, as they are listed and changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import CalendarOf, ClosureView
from backoffice.desk.plan_of import has_openings, openings_of
from backoffice.domain.availability import Span
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.rights import Right
from backoffice.domain.terms import Contingent, OpeningKind
from backoffice.store.tables.base import table
from backoffice.store.tables.openings import OpeningRow
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup

_opening, _group, _point = table(OpeningRow), table(ServicePointGroup), table(ServicePoint)


@dataclass(frozen=True, slots=True)
class PointView:
    """A service point as it is chosen. A temporary one has its days, both included, and a reason (D32)."""

    id: str
    name: str
    group_id: str
    active: bool
    first_day: date | None
    last_day: date | None
    reason: str

    @property
    def temporary(self) -> bool:
        """Opened for some days only."""
        return self.last_day is not None


@dataclass(frozen=True, slots=True)
class OpeningView:
    """An opening. `first_day` and `last_day` are included; `[start, end)` minutes of the wall clock."""

    id: str
    version: int
    kind: OpeningKind
    group_id: str
    group: str
    points: tuple[PointView, ...]
    """By position and name."""
    whole_group: bool
    """These are all lasting service points of the group that are active."""
    weekday: int | None
    first_day: date
    last_day: date
    start: int
    end: int
    breaks: tuple[Span, ...]
    contingent: Contingent
    reserved: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OpeningsView:
    """What a branch has set, and what it works by where it has set nothing."""

    openings: tuple[OpeningView, ...]
    """By group, kind, weekday, first day, start."""
    closures: tuple[ClosureView, ...]
    assumed: bool
    """No opening was ever set: the office hours count."""
    hours: OfficeHours
    points: tuple[PointView, ...]
    """All service points of the branch, by group and position: what an opening can be set for."""


@dataclass(frozen=True, slots=True)
class OpeningsOf:
    """The openings and closures of a branch that are not over on `since`."""

    branch_id: str
    since: date

    def run(self, connection: sa.Connection, actor: Actor) -> OpeningsView:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        points = _points(connection, self.branch_id)
        whole: dict[str, set[str]] = defaultdict(set)
        for point in points:
            if point.active and not point.temporary:
                whole[point.group_id].add(point.id)
        heads = {
            row.id: row
            for row in connection.execute(
                sa.select(_opening.c.id, _opening.c.version, _opening.c.group_id, _group.c.name, _group.c.position)
                .join(_group, _group.c.id == _opening.c.group_id)
                .where(_opening.c.branch_id == self.branch_id, _opening.c.last_day >= self.since)
            )
        }
        found = [
            (
                heads[one.id].position,
                OpeningView(
                    id=one.id,
                    version=heads[one.id].version,
                    kind=one.kind,
                    group_id=heads[one.id].group_id,
                    group=heads[one.id].name,
                    points=tuple(point for point in points if point.id in one.points),
                    whole_group=one.points == whole[heads[one.id].group_id],
                    weekday=one.weekday,
                    first_day=one.first_day,
                    last_day=one.last_day,
                    start=one.start,
                    end=one.end,
                    breaks=one.breaks,
                    contingent=one.contingent,
                    reserved=one.reserved,
                    reason=one.reason,
                ),
            )
            for one in openings_of(connection, self.branch_id, self.since, date.max)
        ]
        found.sort(key=lambda pair: (pair[0], *_order(pair[1])))
        calendar = CalendarOf(self.branch_id, self.since).run(connection, actor)
        return OpeningsView(
            tuple(view for _, view in found),
            calendar.closures,
            not found and not has_openings(connection, self.branch_id),
            calendar.hours,
            points,
        )


_KINDS = list(OpeningKind)


def _order(one: OpeningView) -> tuple[int, int, date, int, str]:
    weekday = 0 if one.weekday is None else one.weekday
    return _KINDS.index(one.kind), weekday, one.first_day, one.start, one.id


def _points(connection: sa.Connection, branch_id: str) -> tuple[PointView, ...]:
    found = connection.execute(
        sa.select(
            _point.c.id,
            _point.c.name,
            _point.c.group_id,
            _point.c.active,
            _point.c.first_day,
            _point.c.last_day,
            _point.c.reason,
        )
        .join(_group, _group.c.id == _point.c.group_id)
        .where(_point.c.branch_id == branch_id)
        .order_by(_group.c.position, _point.c.position, _point.c.name)
    )
    return tuple(PointView(*row) for row in found)

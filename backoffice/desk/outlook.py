"""Weeks ahead of a group: how much is planned, booked and free in each half day (D31)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.plan_of import busy_of, plan_of
from backoffice.domain.availability import ClosedSpan, Plan, PointDay, Span, Why
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.free_times import Busy
from backoffice.domain.openings import joined
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup

MOST_WEEKS = 53
NOON = 12 * 60
MORNING: Span = (0, NOON)
AFTERNOON: Span = (NOON, 1440)

_group = table(ServicePointGroup)

_TELLS = (Why.HOLIDAY, Why.CLOSURE, Why.SHUT, Why.ABSENT, Why.NO_OPENING, Why.NOT_IN_SERVICE)
"""Which reason is told where a half day is closed for several: what says most first."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """Minutes of half a day over all service points of a group."""

    planned: int
    """Open."""
    booked: int
    """Of appointments and holds, also where they lie outside open time."""
    free: int
    """Open, taken by nobody and not past."""
    why: Why | None = None
    """Why nothing is planned; None: something is."""
    reason: str = ""
    """The name of the holiday, closure or exception; of the Buchungsstopp where something is planned."""
    stopped: bool = False
    """A Buchungsstopp lies over all that is planned (D31)."""


@dataclass(frozen=True, slots=True)
class OutlookDay:
    """A day of the outlook: before and from 12:00."""

    day: date
    morning: HalfDay
    afternoon: HalfDay


@dataclass(frozen=True, slots=True)
class Outlook:
    """Weeks of a group, day by day without gap."""

    group_id: str
    group: str
    days: tuple[OutlookDay, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class GroupOutlook:
    """A group from `first` on for so many weeks of seven days. `now` decides what is past and which holds stand."""

    group_id: str
    first: date
    weeks: int
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Outlook:
        """Read it. Refused: `not_found`, `no_right` outside the actor's branches, `search_too_long` (days)."""
        group = connection.execute(
            sa.select(_group.c.branch_id, _group.c.name).where(_group.c.id == self.group_id)
        ).first()
        if group is None:
            raise NotFound("not_found", entity="service_point_group")
        actor.require(Right.SEE, group.branch_id)
        ahead = _Ahead.read(connection, group.branch_id, self.first, self.weeks, self.now)
        return ahead.of(self.group_id, group.name)


@dataclass(frozen=True, slots=True)
class BranchOutlook:
    """The same of all groups of a branch, in their order: which could help another one then (D33)."""

    branch_id: str
    first: date
    weeks: int
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Outlook, ...]:
        """Read it. Refused: `no_right` outside the actor's branches, `search_too_long` (days)."""
        actor.require(Right.SEE, self.branch_id)
        groups = connection.execute(
            sa.select(_group.c.id, _group.c.name)
            .where(_group.c.branch_id == self.branch_id)
            .order_by(_group.c.position, _group.c.name)
        ).all()
        ahead = _Ahead.read(connection, self.branch_id, self.first, self.weeks, self.now)
        return tuple(ahead.of(id_, name) for id_, name in groups)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was read of a branch for some weeks."""

    plan: Plan
    busy: Mapping[date, Sequence[Busy]]
    days: Sequence[date]
    now: tuple[date, int]

    @classmethod
    def read(cls, connection: sa.Connection, branch_id: str, first: date, weeks: int, now: datetime) -> "_Ahead":
        """Read it. Refused `search_too_long` (days)."""
        if not 0 < weeks <= MOST_WEEKS:
            raise Refused("search_too_long", first=first, last=first, days=7 * MOST_WEEKS)
        last = first + timedelta(days=7 * weeks - 1)
        busy: dict[date, list[Busy]] = defaultdict(list)
        for one in busy_of(connection, branch_id, first, last, now):
            busy[one.day].append(one)
        days = [first + timedelta(days=n) for n in range(7 * weeks)]
        return cls(plan_of(connection, branch_id, first, last), busy, days, wall(now))

    def of(self, group_id: str, name: str) -> Outlook:
        """One group of it."""
        days = (_day(self.plan, group_id, day, self.busy.get(day, ()), self.now) for day in self.days)
        return Outlook(group_id, name, tuple(days), self.plan.assumed)


def _day(plan: Plan, group_id: str, day: date, busy: Sequence[Busy], now: tuple[date, int]) -> OutlookDay:
    points = [point for point in plan.points if point.group_id == group_id]
    spans = [plan.day(point.id, day) for point in points]
    theirs = {
        point.id: joined([(one.start, one.end) for one in busy if one.point_id == point.id]) for point in points
    }
    taken = [theirs[point.id] for point in points]
    passed = 1440 if day < now[0] else now[1] if day == now[0] else 0
    return OutlookDay(day, _half(spans, taken, MORNING, passed), _half(spans, taken, AFTERNOON, passed))


def _half(days: Sequence[PointDay], taken: Sequence[Sequence[Span]], half: Span, passed: int) -> HalfDay:
    planned = booked = free = 0
    stops: list[str] = []
    for day, spans in zip(days, taken, strict=True):
        booked += sum(_common(span, half) for span in spans)
        for one in day.open:
            open_here = (max(one.start, half[0]), min(one.end, half[1]))
            if open_here[0] < open_here[1]:
                planned += open_here[1] - open_here[0]
                stops.append(one.stopped)
                ahead = (max(open_here[0], passed), open_here[1])
                free += max(0, ahead[1] - ahead[0]) - sum(_common(span, ahead) for span in spans)
    if planned:
        return HalfDay(planned, booked, free, None, next(filter(None, stops), ""), all(stops))
    why, name = _why(span for day in days for span in day.closed if _common((span.start, span.end), half))
    return HalfDay(0, booked, 0, why, name)


def _why(closed: Iterable[ClosedSpan]) -> tuple[Why, str]:
    """The reason that says most, with its name where it has one."""

    def ranked() -> Iterator[tuple[int, int, Why, str]]:
        for n, span in enumerate(closed):
            if span.why in _TELLS:
                yield _TELLS.index(span.why), n, span.why, span.name

    found = min(ranked(), default=None)
    return (Why.NO_OPENING, "") if found is None else (found[2], found[3])


def _common(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))

"""Who is left outside open time: a change of plan cancels nobody, it yields a list (D33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.booked import Booked, booked
from backoffice.desk.lines import lines
from backoffice.desk.plan_of import plan_of
from backoffice.desk.views import Line
from backoffice.domain.availability import ClosedSpan, Opening, Plan, PointDay, Why
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table

_a, _p = table(Appointment), table(Placement)

NO_CLAIMS = datetime.min.replace(tzinfo=UTC)
"""Whose claim still stands plays no part here."""
EVER = date.max


@dataclass(frozen=True, slots=True)
class AffectedLine:
    """An open appointment that needs another time or place, and why."""

    booked: Booked
    why: Why | None
    """Why its service point is closed then; None: it has no service point (*ohne Platz*)."""
    reason: str = ""
    """The name of the closure, holiday or exception."""

    @property
    def id(self) -> str:
        """Of the appointment."""
        return self.booked.id

    @property
    def day(self) -> date:
        """Of the appointment."""
        return self.booked.day

    @property
    def start(self) -> int:
        """Minute of the wall clock."""
        return self.booked.start

    @property
    def end(self) -> int:
        """Minute of the wall clock, not included."""
        return self.booked.end

    @property
    def group(self) -> str | None:
        """The name of its group."""
        return self.booked.group

    @property
    def place(self) -> str | None:
        """The name of its service point."""
        return self.booked.place


@dataclass(frozen=True, slots=True)
class Affected:
    """The open appointments of a branch from `first` to `last`, both included, that are left over, in time order.

    Those whose service point is not open for the whole of their time, and those *ohne Platz*.
    """

    branch_id: str
    first: date
    last: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[AffectedLine, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        here = (_a.c.day >= self.first, _a.c.day <= self.last, _a.c.status.not_in(ENDINGS))
        found = lines(connection, actor, self.branch_id, here, NO_CLAIMS)
        if not found:
            return ()
        plan = plan_of(connection, self.branch_id, found[0].day, found[-1].day)
        points = {point.name: point.id for point in plan.points}
        told = (_told(line, plan, points) for line in found)
        return tuple(one for one in told if one is not None)


def _told(line: Line, plan: Plan, points: dict[str, str]) -> AffectedLine | None:
    if line.no_place:
        return AffectedLine(booked(line), None)
    if line.place is None:
        return None
    closed = closed_in(plan.day(points[line.place], line.day), line.start, line.end)
    return None if closed is None else AffectedLine(booked(line), closed.why, closed.name)


def closed_in(day: PointDay, start: int, end: int) -> ClosedSpan | None:
    """The first closed span that `[start, end)` touches; None: it lies in open time."""
    return next((span for span in day.closed if span.start < end and start < span.end), None)


def left_outside(connection: sa.Connection, branch_id: str, changed: Sequence[Opening], since: date) -> int:
    """How many open appointments lie outside open time on the days and points that `changed` speak about.

    Counted from `since` on, with the plan as it stands now.
    """
    points = frozenset().union(*(opening.points for opening in changed))
    first = max(since, min(opening.first_day for opening in changed))
    last = max(opening.last_day for opening in changed)
    return sum(
        any(point in opening.points and opening.on(day) for opening in changed)
        for point, day in _outside(connection, branch_id, first, last, _p.c.service_point_id.in_(points))
    )


def all_outside(connection: sa.Connection, branch_id: str, since: date) -> int:
    """How many open appointments of a branch lie outside open time from `since` on."""
    return len(_outside(connection, branch_id, since, EVER))


def outside_of_point(connection: sa.Connection, branch_id: str, point_id: str, since: date) -> int:
    """How many open appointments of a service point lie outside its open time from `since` on."""
    return len(_outside(connection, branch_id, since, EVER, _p.c.service_point_id == point_id))


def _outside(
    connection: sa.Connection, branch_id: str, first: date, last: date, *limits: sa.ColumnElement[bool]
) -> list[tuple[str, date]]:
    placed = connection.execute(
        sa.select(_p.c.service_point_id, _a.c.day, _a.c.start_minute, _a.c.end_minute)
        .select_from(_a.join(_p, _p.c.appointment_id == _a.c.id))
        .where(_a.c.branch_id == branch_id, _a.c.day >= first, _a.c.day <= last, _a.c.status.not_in(ENDINGS), *limits)
    ).all()
    if not placed:
        return []
    plan = plan_of(connection, branch_id, min(row[1] for row in placed), max(row[1] for row in placed))
    return [
        (point, day) for point, day, start, end in placed if closed_in(plan.day(point, day), start, end) is not None
    ]

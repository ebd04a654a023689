"""Who is left outside open time: a change of plan cancels nobody, it yields a list (D33)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.attached import PromiseMark, promises_on
from backoffice.desk.booked import Booked, booked
from backoffice.desk.lines import lines
from backoffice.desk.plan_of import plan_of
from backoffice.desk.views import Line, OrderMark, ProposalMark
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
    order: OrderMark | None = None
    """The order for an interpreter, who is to come along to another time."""
    claimed_by: str | None = None
    """Who is serving them or about to; only where it was asked at an instant."""
    assigned_to: str | None = None
    """To whom the appointment was handed."""
    proposal: ProposalMark | None = None
    """What is proposed to the customer already (D33)."""
    promises: tuple[PromiseMark, ...] = ()
    """What it was given for: another time has to keep that, too."""

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
    now: datetime = NO_CLAIMS
    """By when a claim counts as past."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[AffectedLine, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        here = (_a.c.day >= self.first, _a.c.day <= self.last, _a.c.status.not_in(ENDINGS))
        found = lines(connection, actor, self.branch_id, here, self.now)
        if not found:
            return ()
        plan = plan_of(connection, self.branch_id, found[0].day, found[-1].day)
        points = {point.name: point.id for point in plan.points}
        told = [one for line in found if (one := self._told(line, plan, points)) is not None]
        kept = promises_on(connection, [one.id for one in told])
        return tuple(replace(one, promises=kept[one.id]) if one.id in kept else one for one in told)

    def _told(self, line: Line, plan: Plan, points: dict[str, str]) -> AffectedLine | None:
        closed = None
        if not line.no_place:
            if line.place is None:
                return None
            closed = closed_in(plan.day(points[line.place], line.day), line.start, line.end)
            if closed is None:
                return None
        return AffectedLine(
            booked(line),
            None if closed is None else closed.why,
            "" if closed is None else closed.name,
            order=line.order,
            proposal=line.proposal,
            claimed_by=None if self.now == NO_CLAIMS else line.claimed_by,
            assigned_to=line.assigned_to,
        )


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


def outside_on(
    connection: sa.Connection, branch_id: str, first: date, last: date, points: Collection[str], plan: Plan
) -> frozenset[str]:
    """The open appointments on these service points that lie outside a plan's open time, `last` included."""
    placed = _placed(connection, branch_id, first, last, _p.c.service_point_id.in_(sorted(points)))
    return frozenset(row[0] for row in placed if _lies_outside(plan, row))


def _outside(
    connection: sa.Connection, branch_id: str, first: date, last: date, *limits: sa.ColumnElement[bool]
) -> list[tuple[str, date]]:
    placed = _placed(connection, branch_id, first, last, *limits)
    if not placed:
        return []
    plan = plan_of(connection, branch_id, min(row[2] for row in placed), max(row[2] for row in placed))
    return [(row[1], row[2]) for row in placed if _lies_outside(plan, row)]


def _placed(
    connection: sa.Connection, branch_id: str, first: date, last: date, *limits: sa.ColumnElement[bool]
) -> Sequence[tuple[str, str, date, int, int]]:
    """The open appointments with a place: id, service point, day, start, end."""
    asked: sa.Select[Any] = (
        sa.select(_a.c.id, _p.c.service_point_id, _a.c.day, _a.c.start_minute, _a.c.end_minute)
        .select_from(_a.join(_p, _p.c.appointment_id == _a.c.id))
        .where(_a.c.branch_id == branch_id, _a.c.day >= first, _a.c.day <= last, _a.c.status.not_in(ENDINGS), *limits)
    )
    return [tuple(row) for row in connection.execute(asked)]


def _lies_outside(plan: Plan, row: tuple[str, str, date, int, int]) -> bool:
    _, point, day, start, end = row
    return closed_in(plan.day(point, day), start, end) is not None

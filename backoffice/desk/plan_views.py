"""The plan as screens and line commands see it: a day of service points, weeks ahead, and what was set (D26–D31)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.booked import Booked, booked
from backoffice.desk.lines import lines
from backoffice.desk.openings_views import OpeningsOf, OpeningsView, OpeningView, PointView
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.outlook import BranchOutlook, GroupOutlook, HalfDay, Outlook, OutlookDay
from backoffice.desk.plan_of import plan_of
from backoffice.desk.views import BranchView, Line
from backoffice.domain.availability import ClosedSpan, OpenSpan, Plan, Point
from backoffice.domain.rights import Right
from backoffice.domain.states import FREES_PLACE
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup
from backoffice.store.tables.proposals import Proposal, standing

__all__ = [
    "Booked",
    "BranchOutlook",
    "DayPlan",
    "GroupOutlook",
    "GroupPlan",
    "HalfDay",
    "Held",
    "OpeningView",
    "OpeningsOf",
    "OpeningsView",
    "Outlook",
    "OutlookDay",
    "PlannedDay",
    "PointPlan",
    "PointView",
]

_a, _hold, _group, _point = table(Appointment), table(Hold), table(ServicePointGroup), table(ServicePoint)
_proposal = table(Proposal)


@dataclass(frozen=True, slots=True)
class Held:
    """A time that is kept: `[start, end)` minutes. By a desk until an instant (D28), or (None) because it is proposed
    to somebody who has not answered yet (D33). Names nobody.
    """

    id: str
    start: int
    end: int
    until: datetime | None
    desk_id: str


@dataclass(frozen=True, slots=True)
class PointPlan:
    """A service point on a day. `open` and `closed` together cover 0..1440 without gap or overlap."""

    id: str
    name: str
    temporary: bool
    """Opened for some days only (D32)."""
    reason: str
    """Why it was opened; empty for a lasting one."""
    open: tuple[OpenSpan, ...]
    closed: tuple[ClosedSpan, ...]
    booked: tuple[Booked, ...]
    holds: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group on a day: its service points by position, and who is *ohne Platz* in it."""

    id: str
    name: str
    points: tuple[PointPlan, ...]
    without_place: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A branch on a day. `without_place`: those *ohne Platz* of whom no group is known."""

    branch: BranchView
    day: date
    groups: tuple[GroupPlan, ...]
    without_place: tuple[Booked, ...]
    assumed: bool
    """The branch has set no opening: these are its office hours."""

    @property
    def window(self) -> tuple[int, int] | None:
        """From the first to the last minute at which anything is open, booked or held; None: nothing is."""
        spans = [(span.start, span.end) for group in self.groups for point in group.points for span in point.open]
        spans += [(one.start, one.end) for group in self.groups for point in group.points for one in point.booked]
        spans += [(one.start, one.end) for group in self.groups for point in group.points for one in point.holds]
        spans += [(one.start, one.end) for group in self.groups for one in group.without_place]
        spans += [(one.start, one.end) for one in self.without_place]
        return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A branch's service points on a day. `now` decides which holds still stand."""

    branch_id: str
    day: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> PlannedDay:
        """Read it; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        plan = plan_of(connection, self.branch_id, self.day, self.day)
        here = (_a.c.day == self.day, _a.c.status.not_in(FREES_PLACE))
        found = lines(connection, actor, self.branch_id, here, self.now)
        placed: Mapping[str, list[Booked]] = defaultdict(list)
        for line in found:
            if line.place is not None:
                placed[line.place].append(booked(line))
        without = [line for line in found if line.no_place]
        points = _PointPlans(plan, self.day, placed, self._holds(connection), _reasons(connection, self.branch_id))
        groups = connection.execute(
            sa.select(_group.c.id, _group.c.name)
            .where(_group.c.branch_id == self.branch_id)
            .order_by(_group.c.position, _group.c.name)
        ).all()
        return PlannedDay(
            branch_view(connection, self.branch_id),
            self.day,
            tuple(GroupPlan(id_, name, points.of(id_), _those(without, name)) for id_, name in groups),
            _those(without, None),
            plan.assumed,
        )

    def _holds(self, connection: sa.Connection) -> Mapping[str, list[Held]]:
        found: Mapping[str, list[Held]] = defaultdict(list)
        for point, *held in connection.execute(
            sa.select(
                _hold.c.service_point_id,
                _hold.c.id,
                _hold.c.start_minute,
                _hold.c.end_minute,
                _hold.c.expires_at,
                _hold.c.desk_id,
            )
            .where(_hold.c.branch_id == self.branch_id, _hold.c.day == self.day, _hold.c.expires_at > self.now)
            .order_by(_hold.c.start_minute, _hold.c.id)
        ):
            found[point].append(Held(*held))
        of = _proposal.c
        proposed = standing(of.service_point_id, of.id, of.start_minute, of.end_minute).where(
            sa.func.coalesce(of.to_branch_id, of.branch_id) == self.branch_id, of.day == self.day
        )
        for point, id_, start, end in connection.execute(proposed.order_by(of.start_minute, of.id)):
            found[point].append(Held(id_, start, end, None, ""))
        return found


def _those(without: Sequence[Line], group: str | None) -> tuple[Booked, ...]:
    return tuple(booked(line) for line in without if line.group == group)


def _reasons(connection: sa.Connection, branch_id: str) -> dict[str, str]:
    """Why the temporary service points of a branch were opened."""
    found = connection.execute(
        sa.select(_point.c.id, _point.c.reason).where(
            _point.c.branch_id == branch_id, sa.or_(_point.c.first_day.is_not(None), _point.c.last_day.is_not(None))
        )
    )
    return {row[0]: row[1] for row in found}


@dataclass(frozen=True, slots=True)
class _PointPlans:
    """What was read of a day, put together point by point."""

    plan: Plan
    day: date
    placed: Mapping[str, Sequence[Booked]]
    holds: Mapping[str, Sequence[Held]]
    reasons: Mapping[str, str]

    def of(self, group_id: str) -> tuple[PointPlan, ...]:
        """A group's points that are in service; one that is not is shown where somebody is booked on it."""
        return tuple(self._one(point) for point in self._shown(group_id))

    def _shown(self, group_id: str) -> Iterable[Point]:
        there = self.plan.of_group(group_id, self.day)
        gone = [
            point
            for point in self.plan.points
            if point.group_id == group_id and point not in there and self.placed.get(point.name)
        ]
        return sorted((*there, *gone), key=lambda point: (point.position, point.name))

    def _one(self, point: Point) -> PointPlan:
        spans = self.plan.day(point.id, self.day)
        return PointPlan(
            point.id,
            point.name,
            point.id in self.reasons,
            self.reasons.get(point.id, ""),
            spans.open,
            spans.closed,
            tuple(self.placed.get(point.name, ())),
            tuple(self.holds.get(point.id, ())),
        )

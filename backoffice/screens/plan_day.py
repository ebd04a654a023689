"""A day of service points as cells of a grid: what is taken, what is open beside it, and why the rest is closed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from backoffice.desk.plan_views import Booked, Held, PlannedDay, PointPlan
from backoffice.desk.staffing_views import PointStaffing
from backoffice.domain.availability import OpenSpan, Span, Why
from backoffice.screens.plan_serving import served
from backoffice.widgets.day_grid import NO_PLACE, CellKind, GridCell, GridPoint
from backoffice.wording import openings as said
from backoffice.wording import plan_screen as words
from backoffice.wording import screens

USUAL_WINDOW = (480, 960)
"""What is shown of a day on which nothing is open: minutes of the wall clock."""
DAY_END = 1440
NOTHING_SAID: Mapping[str, PointStaffing] = {}


@dataclass(frozen=True, slots=True)
class DaySums:
    """What the line above the grid counts; times in minutes."""

    booked: int
    free: int
    held: int
    without_place: int


@dataclass(frozen=True, slots=True)
class DayWriter:
    """Writes a day as this desk shows it. `passed`: minutes of it that are over (1440: all of it)."""

    desk_id: str
    short_names: bool
    passed: int

    def points(self, day: PlannedDay, staffing: Mapping[str, PointStaffing] = NOTHING_SAID) -> tuple[GridPoint, ...]:
        """The columns, group by group; who serves them at this minute, on another day than today first."""
        minute = self.passed if 0 < self.passed < DAY_END else window(day)[0]
        found = []
        for group in day.groups:
            for point in group.points:
                who, shorter, room, unserved = served(staffing.get(point.id), minute)
                whole = shorter if self.short_names else who
                found.append(GridPoint(point.id, point.name, group.name, whole, shorter, room, unserved))
        return tuple(found)

    def cells(self, day: PlannedDay) -> tuple[GridCell, ...]:
        """Everything that stands in the grid."""
        found = [cell for group in day.groups for point in group.points for cell in self._of_point(point)]
        without = [*day.without_place, *(one for group in day.groups for one in group.without_place)]
        found += [self._booked(one, NO_PLACE, CellKind.NO_PLACE) for one in without]
        return tuple(found)

    def sums(self, day: PlannedDay) -> DaySums:
        """How many are booked, held and without a place, and how much is still free."""
        points = [point for group in day.groups for point in group.points]
        without = len(day.without_place) + sum(len(group.without_place) for group in day.groups)
        free = sum(end - start for point in points for _, (start, end) in self._left(point))
        booked = sum(len(point.booked) for point in points) + without
        return DaySums(booked, free, sum(len(point.holds) for point in points), without)

    def _of_point(self, point: PointPlan) -> Iterator[GridCell]:
        for span in point.closed:
            yield GridCell(point.id, span.start, span.end, CellKind.CLOSED, reason=why_closed(span.why, span.name))
        for one in point.booked:
            yield self._booked(one, point.id, CellKind.BOOKED)
        for hold in point.holds:
            yield self._held(hold, point.id)
        for opened, (start, end) in self._left(point):
            yield GridCell(point.id, start, end, _kind(opened), reason=opened.stopped)
        for opened in point.open:
            for start, end in without((opened.start, min(opened.end, self.passed)), _taken(point)):
                yield GridCell(point.id, start, end, CellKind.PAST)

    def _left(self, point: PointPlan) -> Iterator[tuple[OpenSpan, Span]]:
        """Open time that nobody has and that is not over."""
        for opened in point.open:
            for span in without((max(opened.start, self.passed), opened.end), _taken(point)):
                yield opened, span

    def _booked(self, one: Booked, point_id: str, kind: CellKind) -> GridCell:
        return GridCell(point_id, one.start, one.end, kind, label=self.name(one), appointment_id=one.id)

    def _held(self, hold: Held, point_id: str) -> GridCell:
        here = words.HELD_HERE if hold.desk_id == self.desk_id else ""
        return GridCell(point_id, hold.start, hold.end, CellKind.HELD, label=here)

    def name(self, one: Booked) -> str:
        """Whose appointment it is, as lists show them (D52, D57)."""
        if one.protected:
            return screens.PROTECTED
        return (one.short_name if self.short_names else one.name) or screens.NAMELESS


def why_closed(why: Why, name: str) -> str:
    """The name of what closes, which says most where there is little room; else the kind of reason, if any."""
    return name or ("" if why is Why.NO_OPENING else said.WHY[why.value])


def window(day: PlannedDay) -> tuple[int, int]:
    """From where to where the day is worth showing, in minutes."""
    return day.window or USUAL_WINDOW


def without(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span beside what is taken of it, in order; nothing of a span that is empty."""
    start, end = span
    for one in sorted(taken):
        if one[0] > start and start < end:
            yield start, min(one[0], end)
        start = max(start, one[1])
    if start < end:
        yield start, end


def _taken(point: PointPlan) -> list[Span]:
    return [*((one.start, one.end) for one in point.booked), *((one.start, one.end) for one in point.holds)]


def _kind(opened: OpenSpan) -> CellKind:
    """What open time is for staff: what stops it says most."""
    if opened.stopped:
        return CellKind.STOPPED
    if opened.reserved:
        return CellKind.RESERVED
    return CellKind.ONLINE if opened.contingent == "online" else CellKind.FREE

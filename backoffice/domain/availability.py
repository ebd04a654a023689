"""What a service point is on a day: its open spans, and for every closed minute the reason (D26, D27, D30, D31, D35).

A `Plan` holds what was decided; `Plan.day` answers. All times are minutes of the branch's wall clock, half-open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.domain.calendar import USUAL_CLOSURES, Closures, holiday_name
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.opening_checks import LONGEST_SERIES, check_openings
from backoffice.domain.openings import (
    WHOLE_DAY,
    Absent,
    ClosedSpan,
    Closing,
    Opening,
    OpenSpan,
    Point,
    PointDay,
    Span,
    Why,
    skipped,
)
from backoffice.domain.painting import paint, unserved
from backoffice.domain.terms import ClosureKind, OpeningKind

__all__ = [
    "LONGEST_SERIES",
    "WHOLE_DAY",
    "Absent",
    "ClosedSpan",
    "Closing",
    "OpenSpan",
    "Opening",
    "Plan",
    "Point",
    "PointDay",
    "Span",
    "Why",
    "assumed_plan",
    "check_openings",
    "skipped",
]

YEARLY_NAMES = {(12, 24): "Heiligabend", (12, 31): "Silvester"}
"""What the days of `USUAL_CLOSURES` are called, as a holiday has its name (D35)."""
NOT_THERE = PointDay((), (ClosedSpan(*WHOLE_DAY, Why.NOT_IN_SERVICE),))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a day brings from outside to all service points of a group."""

    closings: tuple[Closing, ...]
    stops: tuple[Closing, ...]
    gap: Span | None
    holiday: str | None
    yearly: str | None


@dataclass(slots=True)
class Plan:
    """What a branch has decided about open time. It remembers what it was asked: ask one plan often, change none."""

    points: tuple[Point, ...]
    openings: tuple[Opening, ...]
    closings: tuple[Closing, ...] = ()
    closures: Closures = USUAL_CLOSURES
    assumed: bool = False
    """No opening was ever set: these are the office hours (`assumed_plan`)."""
    absences: tuple[Absent, ...] = ()
    """When nobody serves a service point, whatever else says that it is open (D36)."""
    _by_id: dict[str, Point] = field(init=False, repr=False, compare=False)
    _weekly: dict[tuple[str, int], list[Opening]] = field(init=False, repr=False, compare=False)
    _dated: dict[tuple[str, date], list[Opening]] = field(init=False, repr=False, compare=False)
    _groups: dict[str, tuple[Point, ...]] = field(init=False, repr=False, compare=False)
    _absent: dict[str, list[Absent]] = field(init=False, repr=False, compare=False)
    _days: dict[tuple[str, date], PointDay] = field(init=False, repr=False, compare=False)
    _around: dict[tuple[str, date], _Around] = field(init=False, repr=False, compare=False)
    _painted: dict[tuple[object, ...], PointDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort openings by what they are asked by."""
        self._by_id = {point.id: point for point in self.points}
        self._weekly, self._dated, self._groups = {}, {}, {}
        self._days, self._around, self._painted = {}, {}, {}
        for opening in self.openings:
            for point in opening.points:
                if opening.kind is not OpeningKind.WEEKLY:
                    self._dated.setdefault((point, opening.first_day), []).append(opening)
                elif opening.weekday is not None:
                    self._weekly.setdefault((point, opening.weekday), []).append(opening)
        self._absent = {}
        for absent in self.absences:
            self._absent.setdefault(absent.point_id, []).append(absent)
        for group in {point.group_id for point in self.points}:
            of_it = (point for point in self.points if point.group_id == group)
            self._groups[group] = tuple(sorted(of_it, key=lambda point: (point.position, point.name, point.id)))

    def day(self, point_id: str, day: date) -> PointDay:
        """A service point on a day; one that is unknown, inactive or not there yet is closed all day.

        Per minute a forced opening comes before closure or holiday, these before a one-day exception, and that takes
        the place of the whole day's weekly series (D30). What is open then is closed where nobody serves the point.
        """
        found = self._days.get((point_id, day))
        if found is None:
            found = self._days[point_id, day] = self._find(point_id, day)
        return found

    def of_group(self, group_id: str, day: date) -> tuple[Point, ...]:
        """The service points of a group that are in service on a day, by position, then name."""
        return tuple(point for point in self._groups.get(group_id, ()) if point.in_service(day))

    def point(self, point_id: str) -> Point | None:
        """A service point by its id; None: not of this plan."""
        return self._by_id.get(point_id)

    def _find(self, point_id: str, day: date) -> PointDay:
        point = self._by_id.get(point_id)
        if point is None or not point.in_service(day):
            return NOT_THERE
        weekly = self._weekly.get((point_id, day.weekday()), ())
        openings = [opening for opening in weekly if opening.first_day <= day <= opening.last_day]
        openings += self._dated.get((point_id, day), ())
        around = self._around.get((point.group_id, day))
        if around is None:
            around = self._around[point.group_id, day] = self._look_around(point.group_id, day)
        absent = sorted({(one.start, one.end) for one in self._absent.get(point_id, ()) if one.on(day)})
        # Series repeat: most days of most points are painted from the very same values as another.
        key = (
            *(id(opening) for opening in openings),
            *(id(closing) for closing in (*around.closings, *around.stops)),
            around.gap,
            around.holiday,
            around.yearly,
            *absent,
        )
        found = self._painted.get(key)
        if found is None:
            found = paint(
                openings,
                around.closings,
                around.stops,
                gap=around.gap,
                holiday=around.holiday,
                yearly=around.yearly,
            )
            found = self._painted[key] = unserved(found, absent) if absent else found
        return found

    def _look_around(self, group_id: str, day: date) -> _Around:
        here = [
            closing
            for closing in self.closings
            if closing.first_day <= day <= closing.last_day and closing.group_id in (None, group_id)
        ]
        here.sort(key=lambda closing: (closing.start, closing.id))
        yearly = YEARLY_NAMES.get((day.month, day.day), "") if day in self.closures else None
        return _Around(
            tuple(closing for closing in here if closing.kind is ClosureKind.CLOSED),
            tuple(closing for closing in here if closing.kind is ClosureKind.BOOKING_STOP),
            skipped(day),
            holiday_name(day),
            yearly,
        )


def assumed_plan(
    points: Sequence[Point],
    hours: OfficeHours,
    closings: Iterable[Closing] = (),
    closures: Closures = USUAL_CLOSURES,
    absences: Iterable[Absent] = (),
) -> Plan:
    """The plan of a branch that never set an opening: all its points during its office hours, internal, `assumed`."""
    everywhere = frozenset(point.id for point in points)
    openings = tuple(
        Opening(
            id=f"assumed-{weekday}-{start}",
            kind=OpeningKind.WEEKLY,
            points=everywhere,
            first_day=date.min,
            last_day=date.max,
            weekday=weekday,
            start=start,
            end=end,
        )
        for weekday, spans in enumerate(hours.week)
        for start, end in spans
    )
    return Plan(tuple(points), openings, tuple(closings), closures, assumed=True, absences=tuple(absences))

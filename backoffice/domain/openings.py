"""What is said about open time: openings, closures, service points, and what comes of them for one day (D26–D31)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from backoffice.domain.clock import instant_of, wall
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind

Span = tuple[int, int]
"""Minutes of the wall clock of a day, half-open."""
WHOLE_DAY: Span = (0, 1440)


class Why(StrEnum):
    """Why a minute of a service point is closed."""

    NOT_IN_SERVICE = "not_in_service"
    """The point is inactive, or temporary and not there on that day (D32)."""
    CLOCK_CHANGE = "clock_change"
    """The wall clock skips this minute."""
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    SHUT = "shut"
    """A one-day exception says that the point is not open."""
    BREAK = "break"
    NO_OPENING = "no_opening"
    ABSENT = "absent"
    """It would be open, but nobody serves it (D36)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """When service points are open, and who sells the time.

    `first_day` and `last_day` are both included; everything but a weekly series has one day. `start` and `end` are
    half-open minutes of the wall clock, so a series keeps its time across clock changes (D35).
    """

    id: str
    kind: OpeningKind
    points: frozenset[str]
    first_day: date
    last_day: date
    weekday: int | None
    """Weekly series only: Monday 0."""
    start: int
    end: int
    contingent: Contingent = Contingent.INTERNAL
    reserved: bool = False
    """Late times for employed people and participants in measures (D31)."""
    reason: str = ""
    breaks: tuple[Span, ...] = ()

    def on(self, day: date) -> bool:
        """Whether it speaks about `day`."""
        if not self.first_day <= day <= self.last_day:
            return False
        return self.kind is not OpeningKind.WEEKLY or self.weekday == day.weekday()


@dataclass(frozen=True, slots=True)
class Closing:
    """A closure or Buchungsstopp: from `start` to `end` of each of its days (both included), of a group or of all."""

    id: str
    kind: ClosureKind
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440
    group_id: str | None = None
    name: str = ""
    house: bool = False
    """Of the whole house: no branch decided it (D31)."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Nobody serves a service point (D36): `[start, end)` minutes of each of its days, both included."""

    point_id: str
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440

    def on(self, day: date) -> bool:
        """Whether it speaks about `day`."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Point:
    """A service point; a temporary one has a first and a last day, both included (D32)."""

    id: str
    name: str
    group_id: str
    position: int = 0
    active: bool = True
    first_day: date | None = None
    last_day: date | None = None

    def in_service(self, day: date) -> bool:
        """Whether the point is there at all on `day`."""
        return (
            self.active
            and (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
        )


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Open minutes of one service point, all of one opening."""

    start: int
    end: int
    contingent: Contingent
    reserved: bool
    stopped: str
    """The name of the Buchungsstopp over it; empty: none."""
    opening_id: str


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """Closed minutes of one service point and why; `name` is that of the holiday, closure or exception."""

    start: int
    end: int
    why: Why
    name: str = ""


@dataclass(frozen=True, slots=True)
class PointDay:
    """A service point on a day: its open and its closed spans in order, together 0..1440 without gap or overlap."""

    open: tuple[OpenSpan, ...]
    closed: tuple[ClosedSpan, ...]

    def closed_at(self, minute: int) -> ClosedSpan | None:
        """The closed span a minute (0..1439) lies in; None: it is open."""
        return next((span for span in self.closed if span.start <= minute < span.end), None)

    def open_at(self, minute: int) -> OpenSpan | None:
        """The open span a minute (0..1439) lies in; None: it is closed."""
        return next((span for span in self.open if span.start <= minute < span.end), None)


def joined(spans: Sequence[Span]) -> list[Span]:
    """Spans in order with neighbours and overlaps made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without(spans: Iterable[Span], cut: Sequence[Span]) -> list[Span]:
    """What is left of spans, in order, where all of `cut` is taken away."""
    result: list[Span] = []
    for low, end in joined(list(spans)):
        start = low
        for first, last in joined(cut):
            if first < end and start < last:
                if start < first:
                    result.append((start, first))
                start = last
        if start < end:
            result.append((start, end))
    return result


@cache
def skipped(day: date) -> Span | None:
    """The minutes that the wall clock skips on a day (02:00 to 03:00 of one Sunday in March); None: it skips none."""
    if day.year in (date.min.year, date.max.year):
        return None
    length = instant_of(day + timedelta(days=1), 0) - instant_of(day, 0)
    if length >= timedelta(days=1):
        return None
    missing = [minute for minute in range(1440) if wall(instant_of(day, minute)) != (day, minute)]
    return (missing[0], missing[-1] + 1)

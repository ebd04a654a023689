"""When an office works: its hours on the wall clock, the working days between holidays and closures (D35, D38).

A working day is a matter of the calendar; office hours are the hours within it. A branch without hours on a Wednesday
still has a working day then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from backoffice.domain.calendar import USUAL_CLOSURES, Closures, is_working_day, next_working_day
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.errors import Refused

Span = tuple[int, int]
"""Minutes of a day, half-open."""

_FARTHEST = 400
"""Days that a search goes before it gives up: no closure lasts longer."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours of a week, Monday first: for each day its spans in order, half-open minutes of the wall clock."""

    week: tuple[tuple[Span, ...], ...]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int, int]]) -> "OfficeHours":
        """From (weekday 0..6, start, end) in any order. Refused `bad_hours` for empty or overlapping spans."""
        days: tuple[list[Span], ...] = tuple([] for _ in range(7))
        for weekday, start, end in sorted(spans):
            if not 0 <= start < end <= 1440:
                raise Refused("bad_hours")
            days[weekday].append((start, end))
        if any(one[1] > other[0] for day in days for one, other in pairwise(day)):
            raise Refused("bad_hours")
        return cls(tuple(tuple(day) for day in days))


USUAL_HOURS = OfficeHours.of([(day, 8 * 60, (18 if day == 3 else 16) * 60) for day in range(5)])
"""Mon to Fri 8–16, Thursday until 18 (assumed; D31: at least one day until 18:00): of branches that set none."""


@dataclass(slots=True)
class WorkCalendar:
    """Office hours and closures of one branch together; remembers what it was asked, since lists ask it much."""

    hours: OfficeHours = USUAL_HOURS
    closures: Closures = USUAL_CLOSURES
    _second: dict[date, tuple[date, bool]] = field(default_factory=dict, repr=False, compare=False)
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, repr=False, compare=False)
    _version: str = field(default="", repr=False, compare=False)

    @property
    def version(self) -> str:
        """A short name of exactly these hours and closures: kept with every promise made by them (D38)."""
        if not self._version:
            told = repr((self.hours.week, sorted(self.closures.yearly), sorted(self.closures.days)))
            self._version = f"HB-{sha256(told.encode()).hexdigest()[:8]}"
        return self._version

    def spans(self, day: date) -> tuple[Span, ...]:
        """The office hours of a day; none on a day that is not worked."""
        found = self._spans.get(day)
        if found is None:
            worked = is_working_day(day, self.closures)
            found = self._spans[day] = self.hours.week[day.weekday()] if worked else ()
        return found

    def two_working_days(self, after: date) -> tuple[date, bool]:
        """The day on which 48 hours of working days end that begin on `after`, and whether at its *end*.

        Begun on a working day they end at the same time of the second next one; begun on another day they are the
        next two working days in full.
        """
        found = self._second.get(after)
        if found is None:
            whole = not is_working_day(after, self.closures)
            day = next_working_day(next_working_day(after, self.closures), self.closures)
            found = self._second[after] = (day, whole)
        return found

    def last_instant(self, not_after: datetime) -> datetime | None:
        """The last instant of office time that is not later (the end of the hours counts); None: none in a year."""
        day, minute = wall(not_after)
        for start, end in reversed(self.spans(day)):
            if start <= minute:
                return not_after if minute < end else instant_of(day, end)
        for back in range(1, _FARTHEST):
            spans = self.spans(day - timedelta(days=back))
            if spans:
                return instant_of(day - timedelta(days=back), spans[-1][1])
        return None

    def day_still_worked(self, at: datetime) -> date | None:
        """The first day whose office hours are not over at an instant; None: none in a year."""
        today, minute = wall(at)
        for day in _days_from(today):
            spans = self.spans(day)
            if spans and (day > today or minute < spans[-1][1]):
                return day
        return None

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """How many minutes of office time lie between two instants; 0 where `end` is not later."""
        if end <= start:
            return 0
        (first, begin), (last, stop) = wall(start), wall(end)
        total = 0
        for day in _days_from(first):
            if day > last:
                break
            low, high = begin if day == first else 0, stop if day == last else 1440
            total += sum(max(0, min(b, high) - max(a, low)) for a, b in self.spans(day))
        return total

    def later(self, at: datetime, minutes: int) -> datetime:
        """The first instant by which so many minutes of office time have passed since `at`."""
        day, minute = wall(at)
        for current in _days_from(day):
            for start, end in self.spans(current):
                begin = max(start, minute) if current == day else start
                if end - begin >= minutes:
                    return instant_of(current, begin + minutes)
                minutes -= max(0, end - begin)
        return at + timedelta(days=_FARTHEST)

    def earlier(self, at: datetime, minutes: int) -> datetime:
        """The last instant since which at least so many minutes of office time have passed at `at`."""
        day, minute = wall(at)
        for back in range(_FARTHEST):
            current = day - timedelta(days=back)
            for start, end in reversed(self.spans(current)):
                stop = min(end, minute) if current == day else end
                if stop - start >= minutes:
                    return instant_of(current, stop - minutes)
                minutes -= max(0, stop - start)
        return at - timedelta(days=_FARTHEST)


def _days_from(first: date) -> Iterator[date]:
    day = first
    for _ in range(_FARTHEST):
        yield day
        day += _ONE_DAY

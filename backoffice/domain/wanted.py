"""What is asked of the search for free time, and what it answers (D27, D29, D31, D34)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from backoffice.domain.errors import Refused
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import Contingent

SHORTEST, LONGEST = 5, 120
"""Minutes of an appointment that is made here."""
FARTHEST = timedelta(days=366)
"""A search looks at no more than so many days."""
BOTH = frozenset(Contingent)

_NOON, _LATE = 12 * 60, 16 * 60


class DayPart(StrEnum):
    """The part of a day in which an appointment starts: before 12:00, before 16:00, later."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    LATE = "late"

    @property
    def starts(self) -> tuple[int, int]:
        """The starts that belong to it: half-open minutes of the wall clock."""
        match self:
            case DayPart.MORNING:
                return 0, _NOON
            case DayPart.AFTERNOON:
                return _NOON, _LATE
            case DayPart.LATE:
                return _LATE, 1440


class Busy(NamedTuple):
    """An appointment with a place, or an unexpired hold, over `[start, end)` minutes of a day.

    A tuple, since a search reads tens of thousands: any row of these seven values in this order will do.
    """

    holder_id: str
    point_id: str
    day: date
    start: int
    end: int
    movable: bool = False
    """May change its service point: not assigned, arrived, running, interpreted or about to start (D27)."""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """The time that is looked for: `minutes` long, on `first_day` to `last_day` (both included)."""

    group_ids: tuple[str, ...]
    minutes: int
    first_day: date
    last_day: date
    earliest: tuple[date, int]
    """No start before this moment of the wall clock: now; for the public now and the lead time (D34)."""
    weekdays: frozenset[int] | None = None
    """Monday 0; None: any."""
    part: DayPart | None = None
    from_minute: int = 0
    until_minute: int = 1440
    """The whole time lies between the two."""
    contingents: frozenset[Contingent] = BOTH
    reserved: bool = False
    """May use reserved times (D31)."""
    emergency: bool = False
    """Reserved times and a Buchungsstopp do not count, nor does `per_day` (D31)."""
    over_stop: bool = False
    """Staff go over a Buchungsstopp, with a reason (D31)."""
    repack: bool = True
    """Others may change places within the group where that makes room (D27)."""
    per_day: int | None = 3
    limit: int = 20
    step: int = TICK_MINUTES
    """Starts are multiples of it, counted from midnight."""
    elsewhere: tuple[tuple[date, int, int], ...] = ()
    """Where the customer is already: (day, start, end), half-open; nothing is offered that overlaps."""
    not_at: tuple[date, int] | None = None
    """A start that is no answer: where the appointment that is moved stands."""
    leave_out: frozenset[str] = frozenset()
    """Holders whose time counts as free: the appointment that is moved, one's own hold."""
    also: Callable[[date], int] | None = None
    """The starts of a day (a mask of ticks) at which whatever else is needed is free, too: an interpreter (D46)."""
    as_booked: bool = False
    """The length is what was promised once and is taken as it is (D13): imported and moved appointments."""
    prefer: Contingent = Contingent.INTERNAL
    """What comes first where both are free at one time: `ONLINE` for what the booking tool has sold."""

    def allows(self, contingent: Contingent, *, reserved: bool, stopped: str) -> bool:
        """Whether open time of this sort may be taken."""
        return (
            contingent in self.contingents
            and (not reserved or self.reserved or self.emergency)
            and (not stopped or self.over_stop or self.emergency)
        )

    def check(self) -> None:
        """Refused: `bad_duration` (minutes, shortest, longest) · `wish_backwards` (first, last, start, end: one of
        the two ends before it begins) · `search_too_long` (first, last, days)."""
        fits = 0 < self.minutes <= 1440 if self.as_booked else SHORTEST <= self.minutes <= LONGEST
        if not fits or (self.minutes % TICK_MINUTES and not self.as_booked):
            raise Refused("bad_duration", minutes=self.minutes, shortest=SHORTEST, longest=LONGEST)
        first, last = self.first_day, self.last_day
        if last < first or self.until_minute <= self.from_minute:
            raise Refused("wish_backwards", first=first, last=last, start=self.from_minute, end=self.until_minute)
        if last - first > FARTHEST:
            raise Refused("search_too_long", first=first, last=last, days=FARTHEST.days)
        if self.step <= 0 or self.step % TICK_MINUTES:
            raise ValueError(self.step)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be had, on a concrete service point (D27). Half-open minutes of the wall clock.

    A time that touches online time is online (it needs its task, D29); the same holds for reserved and stopped.
    """

    day: date
    start: int
    end: int
    group_id: str
    point_id: str
    contingent: Contingent
    reserved: bool
    stopped: str
    """The name of the Buchungsstopp it lies in; empty: none."""
    moves: tuple[tuple[str, str], ...] = ()
    """Who has to change places first: (holder, its new service point). All at once: two may swap."""

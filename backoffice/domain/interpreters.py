"""Who interprets: in which languages and ways, where, and when they can be had (D47, D49)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from backoffice.domain.calendar import USUAL_CLOSURES, holiday_name
from backoffice.domain.errors import Refused
from backoffice.domain.languages import is_signed
from backoffice.domain.terms import AvailabilityKind, InterpretingKind, Provider
from backoffice.domain.ticks import TICKS, inside, touched

NO_END = date.max
"""The last day of a series that nobody has ended."""
ALONE = frozenset({Provider.PERSON, Provider.COLLEAGUE})
"""These can be at one talk at a time; an agency or a hotline serves many."""
ALL_DAY = (1 << TICKS) - 1
HERE = frozenset({InterpretingKind.ON_SITE, InterpretingKind.SIGN, InterpretingKind.COLLEAGUE})
"""Somebody sits in the room: the way there counts."""


@dataclass(frozen=True, slots=True)
class Availability:
    """One line of when somebody can be had: `[start, end)` minutes of each of its days, both included."""

    id: str
    kind: AvailabilityKind
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440
    weekday: int | None = None
    """Weekly series only: Monday 0."""

    @property
    def ticks(self) -> int:
        """The whole ticks of it; being away touches those it begins or ends in, too."""
        return (touched if self.kind is AvailabilityKind.AWAY else inside)(self.start, self.end)

    def on(self, day: date) -> bool:
        """Whether it speaks about a day."""
        return self.first_day <= day <= self.last_day and self.weekday in (None, day.weekday())


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who can be asked."""

    id: str
    name: str
    provider: Provider
    languages: Mapping[str, str]
    """ISO 639-3 → dialect, empty where none is named."""
    by_phone: bool = False
    by_video: bool = False
    on_site: bool = False
    branches: frozenset[str] = frozenset()
    """The branches they serve; none named: all."""
    notice_minutes: int = 0
    contact: str = ""
    dial: str = ""
    cost_note: str = ""
    last_day: date | None = None
    times: tuple[Availability, ...] = ()
    keeper_id: str | None = None
    """The branch that keeps the entry; None: the administration."""
    version: int = 1
    _open: dict[date, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def alone(self) -> bool:
        """Whether their time can be taken once only (D49)."""
        return self.provider in ALONE

    @property
    def at_once(self) -> bool:
        """Whether nobody has to say yes: one dials, within the hours."""
        return self.provider is Provider.HOTLINE and self.notice_minutes == 0

    def on_request(self, day: date) -> bool:
        """Whether no weekly series and no single day is known that lasts until a day: they can be asked for any time
        of it. Until the last of what is known only that counts.
        """
        return all(time.kind is AvailabilityKind.AWAY or time.last_day < day for time in self.times)

    def serves(self, branch_id: str) -> bool:
        """Whether they work for a branch."""
        return not self.branches or branch_id in self.branches

    def kinds(self, language: str) -> tuple[InterpretingKind, ...]:
        """The ways in which they interpret a language, the quickest first; nothing where they do not speak it.

        Sign language is seen: on site or by video, never by phone (D47).
        """
        if language not in self.languages:
            return ()
        signed = is_signed(language)
        found = []
        if self.by_phone and not signed:
            found.append(InterpretingKind.PHONE)
        if self.by_video:
            found.append(InterpretingKind.VIDEO)
        if self.on_site:
            found.append(self._in_the_room(signed=signed))
        return tuple(found)

    def _in_the_room(self, *, signed: bool) -> InterpretingKind:
        if self.provider is Provider.COLLEAGUE:
            return InterpretingKind.COLLEAGUE
        return InterpretingKind.SIGN if signed else InterpretingKind.ON_SITE

    def open(self, day: date) -> int:
        """When they can be had on a day, as a mask of whole ticks: what one day says takes the place of the weekly
        series, being away of both. Nothing on holidays and closed days, and after their last day.
        """
        found = self._open.get(day)
        if found is None:
            found = self._open[day] = self._there(day)
        return found

    def _there(self, day: date) -> int:
        if (self.last_day is not None and day > self.last_day) or holiday_name(day) or day in USUAL_CLOSURES:
            return 0
        said: dict[AvailabilityKind, int] = {}
        for time in self.times:
            if time.on(day):
                said[time.kind] = said.get(time.kind, 0) | time.ticks
        series = ALL_DAY if self.on_request(day) else said.get(AvailabilityKind.WEEKLY, 0)
        return said.get(AvailabilityKind.ONE_DAY, series) & ~said.get(AvailabilityKind.AWAY, 0)


def check_times(times: Iterable[Availability]) -> None:
    """Refused `overlapping_times` where two of them mean the same minutes: a day on which they do, start and end of
    the one that is named first. A single day against the weekly series does not count, and being away may overlap
    anything.
    """
    for one, other in combinations(times, 2):
        same = (one.kind, one.weekday) == (other.kind, other.weekday) and one.kind is not AvailabilityKind.AWAY
        if same and one.start < other.end and other.start < one.end:
            first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
            if one.weekday is not None:
                first += timedelta(days=(one.weekday - first.weekday()) % 7)
            if first <= last:
                raise Refused("overlapping_times", day=first, start=one.start, end=one.end)

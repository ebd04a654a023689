"""The other half of a search: at which starts somebody can interpret, and who (D46, D47, D49).

The search for service points asks it for a mask of starts (`Wish.also`); so both are free at one time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from backoffice.domain.calendar import is_working_day, next_working_day
from backoffice.domain.interpreters import ALL_DAY, HERE, Interpreter
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import Channel, InterpretingKind, Provider
from backoffice.domain.ticks import BEFORE, BY, bits, runs, touched
from backoffice.domain.travel import Travel
from backoffice.domain.wanted import LONGEST

_DAY = 1440
_K = InterpretingKind
IN_PERSON_ORDER = (_K.SIGN, _K.COLLEAGUE, _K.ON_SITE, _K.VIDEO, _K.PHONE)
"""Whom one asks first where several can (assumed): colleagues before others, the room before the screen, that before
the telephone."""
BY_PHONE_ORDER = (_K.PHONE, _K.COLLEAGUE, _K.SIGN, _K.ON_SITE, _K.VIDEO)
"""The same where we call the customer: who interprets joins the call, or sits here."""
_PROVIDERS = (Provider.COLLEAGUE, Provider.PERSON, Provider.AGENCY, Provider.HOTLINE)


def interpreted_minutes(minutes: int) -> int:
    """How long an interpreted talk is proposed to take: 1.5 times as long, in full five minutes (D49)."""
    longer = -(-minutes * 3 // (2 * TICK_MINUTES)) * TICK_MINUTES
    return max(minutes, min(longer, LONGEST))


class Talk(NamedTuple):
    """What takes an interpreter's time: `[start, end)` minutes of the day.

    A tuple, since a search reads thousands: any row of these seven values in this order will do.
    """

    order_id: str
    interpreter_id: str
    branch_id: str
    day: date
    start: int
    end: int
    here: bool
    """They sit in the room there: the way counts."""


TalkSource = Callable[[date], Iterable[Any]]
"""Gives the talks of a day, of all branches."""


class Against(StrEnum):
    """What stands against somebody at a time, the first that holds."""

    LANGUAGE = "language"
    """They do not speak it, or not in that way."""
    BRANCH = "branch"
    """They do not serve the branch."""
    LEFT = "left"
    """They are not there any more by then."""
    CLOSED = "closed"
    """Outside the times they can be had."""
    NOTICE = "notice"
    """They have to be asked earlier."""
    TAKEN = "taken"
    WAY = "way"
    """Free, but the way from the talk before, or to the one after, takes too long."""
    REFUSED = "refused"
    """They have said no to this one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked for a time, and in which way."""

    interpreter: Interpreter
    kind: InterpretingKind


def asked_by(now: tuple[date, int], notice_minutes: int) -> tuple[date, int]:
    """The first moment of the wall clock that keeps somebody's notice.

    Less than a day is counted in minutes; each full day counts a working day (24 h on the wall clock; weekends,
    holidays and closures count nothing), as the deadlines do.
    """
    day, minute = now
    days, rest = divmod(notice_minutes, _DAY)
    if days and not is_working_day(day):
        day, minute = next_working_day(day), 0
    for _ in range(days):
        day = next_working_day(day)
    ahead, minute = divmod(minute + rest, _DAY)
    return day + timedelta(days=ahead), minute


@dataclass(slots=True)
class Interpreting:
    """Who can interpret a language at a branch; remembers the masks of what it was asked."""

    language: str
    branch_id: str
    interpreters: Sequence[Interpreter]
    talks: TalkSource
    travel: Travel
    now: tuple[date, int]
    """The wall clock, for what has to be asked in time."""
    kinds: frozenset[InterpretingKind] | None = None
    """None: any."""
    channel: Channel = Channel.IN_PERSON
    refused: frozenset[str] = frozenset()
    """Who has said no already."""
    rather: str | None = None
    """Who comes first wherever they are free: whoever was ordered already."""
    leave_out: str | None = None
    """The order that is made anew: its own time counts as free."""
    short_notice: bool = False
    """They said on the phone that they come all the same."""
    _ways: list[Candidate] = field(init=False, repr=False)
    _free: dict[tuple[date, str, bool], int] = field(default_factory=dict, repr=False)
    _starts: dict[tuple[date, int], int] = field(default_factory=dict, repr=False)
    _asked: dict[int, tuple[date, int]] = field(default_factory=dict, repr=False)
    _taken: dict[date, dict[str, tuple[int, int]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """All ways of all who can be asked, those first that are rather taken."""
        order = BY_PHONE_ORDER if self.channel is Channel.PHONE else IN_PERSON_ORDER
        found = [
            Candidate(one, kind)
            for one in self.interpreters
            if one.serves(self.branch_id) and one.id not in self.refused
            for kind in one.kinds(self.language)
            if self.kinds is None or kind in self.kinds
        ]
        self._ways = sorted(
            found,
            key=lambda way: (
                way.interpreter.id != self.rather,
                order.index(way.kind),
                _PROVIDERS.index(way.interpreter.provider),
                way.interpreter.name,
                way.interpreter.id,
            ),
        )

    @property
    def ways(self) -> tuple[Candidate, ...]:
        """Everybody who could be asked at some time, in order."""
        return tuple(self._ways)

    def starts(self, day: date, minutes: int) -> int:
        """The ticks of a day from which on somebody can interpret for so many minutes."""
        key = (day, minutes)
        found = self._starts.get(key)
        if found is None:
            found = 0
            length = -(-minutes // TICK_MINUTES)
            for way in self._ways:
                found |= runs(self._free_of(way, day), length)
            self._starts[key] = found
        return found

    def who(self, day: date, start: int, minutes: int) -> tuple[Candidate, ...]:
        """Everybody who can interpret `[start, start + minutes)` of a day, in order."""
        needed = _ticks(start, minutes)
        return tuple(way for way in self._ways if needed & ~self._free_of(way, day) == 0)

    def how_many(self, day: date, minutes: int) -> int:
        """How many people and services can interpret for so many minutes at some time of a day."""
        length = -(-minutes // TICK_MINUTES)
        return len({way.interpreter.id for way in self._ways if runs(self._free_of(way, day), length)})

    def first(self, kind: InterpretingKind, minutes: int, first_day: date, last_day: date) -> tuple[date, int] | None:
        """The first time, days included, at which somebody can interpret in that way, service points left aside."""
        ways = [way for way in self._ways if way.kind is kind]
        length = -(-minutes // TICK_MINUTES)
        for ahead in range((last_day - first_day).days + 1) if ways else ():
            day = first_day + timedelta(days=ahead)
            found = 0
            for way in ways:
                found |= runs(self._free_of(way, day), length)
            if day == self.now[0]:  # the five minutes that run still count
                found &= ~BY[self.now[1] // TICK_MINUTES * TICK_MINUTES]
            if found:
                return day, next(bits(found)) * TICK_MINUTES
        return None

    def against(
        self, one: Interpreter, kind: InterpretingKind, day: date, start: int, minutes: int
    ) -> Against | None:
        """What stands against somebody at `[start, start + minutes)`; None: nothing does."""
        if self.kinds is not None and kind not in self.kinds:
            return Against.LANGUAGE
        if one.id in self.refused:
            return Against.REFUSED
        found = cannot(one, self.language, kind, self.branch_id, day, start, start + minutes)
        if found is not None:
            return found
        needed = _ticks(start, minutes)
        if needed & ~self._in_time(one, day):
            return Against.NOTICE
        if one.alone and needed & self._busy(one, day, with_ways=False):
            return Against.TAKEN
        if one.alone and kind in HERE and needed & self._busy(one, day, with_ways=True):
            return Against.WAY
        return None

    def _free_of(self, way: Candidate, day: date) -> int:
        one, here = way.interpreter, way.kind in HERE
        key = (day, one.id, here)
        found = self._free.get(key)
        if found is None:
            found = one.open(day) & self._in_time(one, day)
            if found and one.alone:
                found &= ~self._busy(one, day, with_ways=here)
            self._free[key] = found
        return found

    def _in_time(self, one: Interpreter, day: date) -> int:
        """The ticks of a day that keep somebody's notice."""
        if self.short_notice:
            return ALL_DAY
        asked = self._asked.get(one.notice_minutes)
        if asked is None:
            asked = self._asked[one.notice_minutes] = asked_by(self.now, one.notice_minutes)
        if day < asked[0]:
            return 0
        if day > asked[0]:
            return ALL_DAY
        # Who needs no notice at all is there in the five minutes that run.
        minute = asked[1] if one.notice_minutes else asked[1] // TICK_MINUTES * TICK_MINUTES
        return ALL_DAY & ~BY[minute]

    def _busy(self, one: Interpreter, day: date, *, with_ways: bool) -> int:
        return self._of(day).get(one.id, (0, 0))[with_ways]

    def _of(self, day: date) -> dict[str, tuple[int, int]]:
        """What is taken of each on a day: by talks, and by talks and the ways from here and to here."""
        found = self._taken.get(day)
        if found is not None:
            return found
        found = self._taken[day] = {}
        ways: dict[str, tuple[int, int]] = {}
        for order, who, branch, _, start, end, here in self.talks(day):
            if order == self.leave_out:
                continue
            talk = with_way = BY[end] & ~BEFORE[start]
            if here and branch != self.branch_id:
                if branch not in ways:
                    ways[branch] = self.travel.to(branch), self.travel.coming_from(branch)
                there, back = ways[branch]
                with_way = touched(max(start - there, 0), min(end + back, _DAY))
            taken, gone = found.get(who, (0, 0))
            found[who] = taken | talk, gone | with_way
        return found


def cannot(
    one: Interpreter, language: str, kind: InterpretingKind, branch_id: str, day: date, start: int, end: int
) -> Against | None:
    """What stands against somebody at `[start, end)` of a day by what is known of them, whoever has ordered them.

    None: nothing does. An order that they have is to be made anew otherwise.
    """
    if kind not in one.kinds(language):
        return Against.LANGUAGE
    if not one.serves(branch_id):
        return Against.BRANCH
    if one.last_day is not None and day > one.last_day:
        return Against.LEFT
    return Against.CLOSED if _ticks(start, end - start) & ~one.open(day) else None


def _ticks(start: int, minutes: int) -> int:
    return touched(max(start, 0), min(start + minutes, _DAY))


def by_day(talks: Iterable[Any]) -> TalkSource:
    """Talks that have been read, as a search asks for them."""
    found: dict[date, list[Any]] = {}
    for talk in talks:
        found.setdefault(talk[3], []).append(talk)

    def of(day: date) -> Iterable[Any]:
        return found.get(day, ())

    return of


def kinds_of(ways: Iterable[Candidate]) -> Iterator[InterpretingKind]:
    """The ways in which anybody can be asked, in order, each once."""
    yield from dict.fromkeys(way.kind for way in ways)

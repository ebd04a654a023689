"""What a plan for a drop in capacity is made from, and what it says (D33): plain values, no names of people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from backoffice.domain.availability import Plan
from backoffice.domain.free_times import BusySource
from backoffice.domain.openings import Why
from backoffice.domain.rearrange_kinds import AT_ONCE, KEEPING_TIME, Kind
from backoffice.domain.terms import Channel, Contingent
from backoffice.domain.wanted import BOTH, Busy

TWO_WEEKS = timedelta(days=14)
"""How far ahead another day is looked for (assumed)."""

Starts = Callable[[str, date], int]
"""For an appointment and a day: the starts (a mask of ticks) at which somebody can interpret for it."""


class Stays(StrEnum):
    """Whether an appointment may change its service point for another (D27)."""

    MOVABLE = "movable"
    SETTLED = "settled"
    """Handed to somebody, or starting within 30 minutes."""
    HERE = "here"
    """Arrived, or the talk runs."""


@dataclass(frozen=True, slots=True)
class Promised:
    """An open appointment of the day: `[start, end)` minutes of the wall clock, its length as booked (D13)."""

    id: str
    start: int
    end: int
    group_id: str | None = None
    """None: nobody knows for what it is."""
    point_id: str | None = None
    """None: *ohne Platz* (D6)."""
    group_ids: tuple[str, ...] = ()
    """Which other groups offer its concern, the best first."""
    channel: Channel = Channel.IN_PERSON
    stays: Stays = Stays.MOVABLE
    interpreted: bool = False
    """Somebody is to interpret: it keeps its place, and where it cannot, its time."""
    emergency: bool = False
    reserved: bool = False
    """May use the times that are kept for employed people and participants in measures (D31)."""
    phone: bool = False
    """A number is known."""
    originals: bool = False
    """Papers are needed in the original."""
    imported: bool = False
    """The booking tool sold it: it stands on its time where there is some (D29)."""
    concern: str | None = None
    """By which other branches say whether they offer it."""
    elsewhere: tuple[tuple[date, int, int], ...] = ()
    """When the customer is elsewhere, or does not want to come: (day, start, end), half-open."""
    without: frozenset[Kind] = frozenset()
    """What is not wanted of what keeps the time: not by phone, not in another group."""

    @property
    def may_move(self) -> bool:
        """Whether it may change its service point to make room for another (D27)."""
        return self.stays is Stays.MOVABLE and not self.interpreted

    @property
    def tier(self) -> int:
        """Who comes first: 0 emergencies (D23), 1 who is here or has an interpreter coming, 2 everybody else."""
        if self.emergency:
            return 0
        return 1 if self.interpreted or self.stays is Stays.HERE else 2


@dataclass(frozen=True, slots=True)
class Extra:
    """A service point that could be opened for the day ("Wer springt ein?"), over `[start, end)` (D32)."""

    id: str
    group_id: str
    start: int
    end: int
    calls_only: bool = False
    """Somebody could call from elsewhere, but nobody can be received there."""


@dataclass(frozen=True, slots=True)
class OtherBranch:
    """A branch that could help out."""

    id: str
    plan: Plan
    busy: BusySource
    offers: Mapping[str, tuple[str, ...]]
    """Concern → the groups that offer it there."""
    interpreters: Starts | None = None
    """None: who needs an interpreter is not sent there."""


def _nothing(_first: date, _last: date) -> tuple[Busy, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The day of a branch after the drop: `plan` no longer has what is away, the appointments lie where they were."""

    plan: Plan
    day: date
    now: int
    """Minute of the wall clock of `day`; 0 for a day to come. No other time begins before it."""
    appointments: tuple[Promised, ...]
    taken: tuple[Busy, ...] = ()
    """What else takes service points on the day: holds, and talks that are over."""
    extras: tuple[Extra, ...] = ()
    contingents: frozenset[Contingent] = BOTH
    """Whose time may be used. What the booking tool sold may always use online time (D29)."""
    interpreters: Starts | None = None
    """None: who needs an interpreter gets no other time."""
    busy: BusySource = field(default=_nothing)
    """What is taken on the days after."""
    ahead: timedelta = TWO_WEEKS
    branches: tuple[OtherBranch, ...] = ()
    """In the order in which they are asked."""


class Lost(StrEnum):
    """Why an appointment needs a step."""

    NO_PLACE = "no_place"
    """It had none."""
    GONE = "gone"
    """Its service point is not there any more."""
    CLOSED = "closed"
    TAKEN = "taken"
    """Somebody else lies there, too."""


class Against(StrEnum):
    """Why a better kind of step was not to be had."""

    FULL = "full"
    """Open, and taken."""
    CLOSED = "closed"
    """Nothing is open then."""
    RESERVED = "reserved"
    """Open only as a reserved time (D31)."""
    CONTINGENT = "contingent"
    """Open only as the other seller's time (D29)."""
    NO_GROUP = "no_group"
    """No such group offers it."""
    NOBODY = "nobody"
    """Nobody was named who could step in, or call, for these groups then."""
    BY_PHONE = "by_phone"
    """It is by phone already."""
    NO_NUMBER = "no_number"
    ORIGINALS = "originals"
    HERE = "here"
    """The customer is here."""
    NOT_WANTED = "not_wanted"
    """The customer, or whoever plans, said no to it."""
    INTERPRETER = "interpreter"
    """The interpreter is ordered for this way, or nobody can interpret at another time."""
    NOT_OFFERED = "not_offered"
    """No other branch that was asked offers it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when an appointment stands, or could: minutes of the wall clock, half-open."""

    group_id: str | None
    point_id: str | None
    day: date
    start: int
    end: int
    channel: Channel
    branch_id: str | None = None
    """None: this branch."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is proposed for one affected appointment, and why."""

    id: str
    kind: Kind
    was: Place
    to: Place | None
    """None: nothing was found."""
    lost: Lost
    why: Why | None = None
    """Why its service point is closed then."""
    name: str = ""
    """Of the closure, holiday or exception."""
    against: tuple[tuple[Kind, Against], ...] = ()
    """For each better kind, what stood against it."""
    contingent: Contingent = Contingent.INTERNAL
    """Online where the new place touches online time (its task: D29)."""

    @property
    def at_once(self) -> bool:
        """Whether it applies when the plan is accepted; else it stays a proposal until the customer agrees."""
        return self.kind in AT_ONCE

    @property
    def keeps_time(self) -> bool:
        """Whether the customer comes, or is called, when it was promised."""
        return self.kind in KEEPING_TIME


@dataclass(frozen=True, slots=True)
class Aside:
    """An appointment that is not affected and changes its service point to make room, at its time, in its group."""

    id: str
    start: int
    end: int
    group_id: str
    from_point: str
    to_point: str


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """The plan. All at once: those who change places may swap."""

    steps: tuple[Step, ...]
    """One for each affected appointment, by start, then id."""
    aside: tuple[Aside, ...]
    """By start, then id."""
    opened: tuple[str, ...]
    """The extra points that it needs, in the order of the situation."""

    @property
    def kept(self) -> int:
        """How many affected appointments keep their time."""
        return sum(step.keeps_time for step in self.steps)

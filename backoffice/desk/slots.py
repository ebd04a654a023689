"""The search for free time as a desk asks it: by concern, over the groups that offer it, at any branch one may see.

It offers what `taking.take` gives: both ask the same rules of the same rows (D26–D31, D34).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreter_offers import OfferedInterpreter, WayView, offered, ways_of
from backoffice.desk.looking_for import LookedFor, LookingFor, OfferedGroup
from backoffice.desk.plan_of import busy_of, plan_of, settled_among, taken_of
from backoffice.desk.views import BranchView
from backoffice.domain.availability import Plan
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import (
    DayPart,
    Explanation,
    FreeTime,
    Wish,
    choose,
    explain,
    free_times,
    possible,
)
from backoffice.domain.openings import Why
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import Contingent

__all__ = [
    "DayGlance",
    "FreeTimesFor",
    "FreeTimesView",
    "OfferedGroup",
    "OfferedSlot",
    "WhyNot",
    "WhyNotView",
]

_WEEK = timedelta(days=6)
_ALL = 10_000
_HALVES = ((0, 720), (720, 1440))
_LOUDEST = (
    Why.HOLIDAY,
    Why.CLOSURE,
    Why.SHUT,
    Why.ABSENT,
    Why.NO_OPENING,
    Why.BREAK,
    Why.CLOCK_CHANGE,
    Why.NOT_IN_SERVICE,
)
"""Which reason is told of a day on which each service point has its own."""


@dataclass(frozen=True, slots=True)
class OfferedSlot:
    """A time that can be had now: `[start, end)` minutes of the wall clock of `day`."""

    day: date
    start: int
    end: int
    group_id: str
    group: str
    point_id: str
    point: str
    contingent: Contingent
    """`ONLINE` makes the task "in OTV nachtragen" (D29)."""
    reserved: bool
    """Kept for employed people and participants in measures (D31)."""
    stopped: str
    """The name of the Buchungsstopp it lies in; empty: none."""
    repacked: bool
    """Others of the group change their service points for it, at their own times (D27)."""
    interpreter: OfferedInterpreter | None = None
    """Who is free to interpret it, the one who is rather asked; None: nobody was looked for."""


@dataclass(frozen=True, slots=True)
class DayGlance:
    """A day at a glance: how many times one after another can be had before noon, and from noon on.

    None: not open then for what is looked for, or past. `why` and `name` say why nothing of the day is open; a `name`
    without `why` is that of a Buchungsstopp.
    """

    day: date
    morning: int | None
    afternoon: int | None
    why: Why | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class FreeTimesView:
    """What was found, and all that is said about it."""

    branch: BranchView
    concern_id: str | None
    concern: str
    """In full: for the one open record. Lists say less of a sensitive one (D24)."""
    sensitive: bool
    emergency: bool
    minutes: int
    """How long it takes in the first of the groups."""
    offered_minutes: int | None
    """What the branch offers there; shorter needs a reason (D34). None: the concern is of no catalogue."""
    groups: tuple[OfferedGroup, ...]
    offers: tuple[OfferedSlot, ...]
    assumed: bool
    """The branch never set an opening: these are its office hours."""
    week: tuple[DayGlance, ...] = ()
    """Monday to Sunday of the week that was glanced at."""
    ways: tuple[WayView, ...] = ()
    """The ways in which the language can be interpreted at all here, and from when on; places left aside."""


@dataclass(frozen=True, slots=True)
class WhyNotView:
    """What stands against one exact time; `offer` where it can be had after all."""

    explanation: Explanation
    groups: tuple[OfferedGroup, ...]
    points: tuple[tuple[str, str], ...]
    """The service points that were looked at (name, name of the group), in the order of the groups."""
    offer: OfferedSlot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTimesFor(LookingFor):
    """The first free times from `first` to `last`, both included; earliest first."""

    first: date
    last: date
    part: DayPart | None = None
    weekdays: frozenset[int] | None = None
    """Monday 0; None: any."""
    from_minute: int = 0
    until_minute: int = 1440
    """The whole time lies between the two."""
    per_day: int | None = 3
    """So many of one day; it does not bind an emergency."""
    limit: int = 20
    glance: date | None = None
    """The week of this day at a glance, whatever days, part and times were asked for."""

    def run(self, connection: sa.Connection, actor: Actor) -> FreeTimesView:
        """Search. Refused: what `looked_for` refuses, `bad_duration`, `wish_backwards`, `search_too_long`."""
        asked = self.looked_for(connection, actor)
        monday = None if self.glance is None else self.glance - timedelta(days=self.glance.weekday())
        wanted = [(self.first, self.last), *([] if monday is None else [(monday, monday + _WEEK)])]
        plan = plan_of(connection, self.branch_id, min(first for first, _ in wanted), max(last for _, last in wanted))
        busy = _Reader(connection, self.branch_id, self.now)
        wishes = [self._narrowed(wish) for wish in self.wishes(asked, self.first, self.last)]
        slot = _slots(plan, asked)
        return FreeTimesView(
            branch=asked.branch,
            concern_id=asked.concern_id,
            concern=asked.concern,
            sensitive=asked.sensitive,
            emergency=asked.emergency,
            minutes=asked.groups[0].minutes,
            offered_minutes=asked.offered_minutes,
            groups=asked.groups,
            offers=tuple(slot(one) for one in _search(plan, busy, wishes)),
            assumed=plan.assumed,
            week=() if monday is None else _week(plan, busy, self.wishes(asked, monday, monday + _WEEK)),
            ways=ways_of(asked.interpreting, asked.groups[0].minutes, self.first, self.last),
        )

    def _narrowed(self, wish: Wish) -> Wish:
        return replace(
            wish,
            part=self.part,
            weekdays=self.weekdays,
            from_minute=self.from_minute,
            until_minute=self.until_minute,
            per_day=self.per_day,
            limit=self.limit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot(LookingFor):
    """What stands against exactly this time, service point by service point (UX: `m`)."""

    day: date
    start: int

    def run(self, connection: sa.Connection, actor: Actor) -> WhyNotView:
        """Look. Refused: what `looked_for` refuses, `bad_duration`, `not_five_minutes`, `customer_busy`."""
        if self.start % TICK_MINUTES:
            raise Refused("not_five_minutes", start=self.start, end=self.start)
        asked = self.looked_for(connection, actor)
        length = asked.groups[0].minutes
        for day, start, end in asked.elsewhere:
            if day == self.day and start < self.start + length and self.start < end:
                raise Refused("customer_busy", day=day, start=start)
        plan = plan_of(connection, self.branch_id, self.day, self.day)
        busy = busy_of(connection, self.branch_id, self.day, self.day, self.now)
        wishes = self.wishes(asked, self.day, self.day)
        if not self.public:  # the five minutes that run can still be booked, as `take` has it
            day, minute = wall(self.now)
            wishes = [replace(wish, earliest=(day, minute // TICK_MINUTES * TICK_MINUTES)) for wish in wishes]
        everywhere = replace(wishes[0], group_ids=tuple(group.id for group in asked.groups))
        chosen = [choose(plan, busy, wish, self.day, self.start) for wish in wishes]
        offer = next((one for one in chosen if one is not None), None)
        return WhyNotView(
            explanation=explain(plan, busy, everywhere, self.day, self.start),
            groups=asked.groups,
            points=tuple(
                (point.name, group.name) for group in asked.groups for point in plan.of_group(group.id, self.day)
            ),
            offer=None if offer is None else _slots(plan, asked)(offer),
        )


class _Reader:
    """What is busy, read once for each span of days."""

    def __init__(self, connection: sa.Connection, branch_id: str, now: datetime) -> None:
        self._connection, self._branch_id, self._now = connection, branch_id, now
        self._read: dict[tuple[date, date], Sequence[Any]] = {}
        self._of = taken_of

    def __call__(self, first: date, last: date) -> Sequence[Any]:
        """From `first` to `last`, both included."""
        found = self._read.get((first, last))
        if found is None:
            found = self._read[first, last] = self._of(self._connection, self._branch_id, first, last, self._now)
        return found

    def promised_too_much(self, found: Iterable[FreeTime]) -> bool:
        """Whether somebody who keeps their place would have to move for these; from then on that is known of all."""
        wrong = bool(settled_among(self._connection, (holder for one in found for holder, _ in one.moves)))
        if wrong:
            self._read.clear()
            self._of = busy_of
        return wrong


def _search(plan: Plan, busy: _Reader, wishes: Sequence[Wish]) -> list[FreeTime]:
    """The free times of all wishes, which differ in groups and lengths only, as of one."""
    found = _found(plan, busy, wishes)
    return _found(plan, busy, wishes) if busy.promised_too_much(found) else found


def _found(plan: Plan, busy: _Reader, wishes: Sequence[Wish]) -> list[FreeTime]:
    found = [free_times(plan, busy, wish) for wish in wishes]
    if len(found) == 1:
        return list(found[0])
    per_day = None if wishes[0].emergency else wishes[0].per_day
    taken: list[FreeTime] = []
    of_day: dict[date, int] = {}
    for one in sorted((one for offers in found for one in offers), key=lambda one: (one.day, one.start)):
        if taken and taken[-1].day == one.day and one.start < taken[-1].end:
            continue
        if per_day is None or of_day.get(one.day, 0) < per_day:
            of_day[one.day] = of_day.get(one.day, 0) + 1
            taken.append(one)
    return taken[: wishes[0].limit]


def _slots(plan: Plan, asked: LookedFor) -> Callable[[FreeTime], OfferedSlot]:
    groups = {group.id: group.name for group in asked.groups}
    points = {point.id: point.name for point in plan.points}

    def slot(one: FreeTime) -> OfferedSlot:
        return OfferedSlot(
            day=one.day,
            start=one.start,
            end=one.end,
            group_id=one.group_id,
            group=groups[one.group_id],
            point_id=one.point_id,
            point=points[one.point_id],
            contingent=one.contingent,
            reserved=one.reserved,
            stopped=one.stopped,
            repacked=bool(one.moves),
            interpreter=offered(asked.interpreting, one.day, one.start, one.end - one.start),
        )

    return slot


def _week(plan: Plan, busy: _Reader, wishes: Sequence[Wish]) -> tuple[DayGlance, ...]:
    """What the days of the wishes look like, however many times of one are asked for."""
    found = _search(plan, busy, [replace(wish, per_day=None, limit=_ALL) for wish in wishes])
    first = wishes[0].first_day
    days = [first + timedelta(days=n) for n in range((wishes[0].last_day - first).days + 1)]
    # A day on which only nobody interprets is full, not closed.
    anyhow = [replace(wish, also=None) for wish in wishes]
    return tuple(_glance(plan, anyhow, [one.start for one in found if one.day == day], day) for day in days)


def _glance(plan: Plan, wishes: Sequence[Wish], starts: Sequence[int], day: date) -> DayGlance:
    could = [start for wish in wishes for start in possible(plan, (), wish, day)]
    morning, afternoon = (
        sum(low <= start < high for start in starts) if any(low <= start < high for start in could) else None
        for low, high in _HALVES
    )
    if could:
        return DayGlance(day, morning, afternoon)
    return DayGlance(day, None, None, *_closed_because(plan, wishes, day))


def _closed_because(plan: Plan, wishes: Sequence[Wish], day: date) -> tuple[Why | None, str]:
    """Why nothing of a day can be had even where nobody has booked; nothing for a day that is over."""
    if day < wishes[0].earliest[0]:
        return None, ""
    groups = [group for wish in wishes for group in wish.group_ids]
    days = [plan.day(point.id, day) for group in groups for point in plan.of_group(group, day)]
    stopped = next((span.stopped for there in days for span in there.open if span.stopped), "")
    if stopped:
        return None, stopped
    if any(there.open for there in days):  # open, but over by now, kept for others, or too short
        return None, ""
    closed = [span for there in days for span in there.closed]
    found = min(closed, key=lambda span: _LOUDEST.index(span.why), default=None)
    return (Why.NOT_IN_SERVICE, "") if found is None else (found.why, found.name)

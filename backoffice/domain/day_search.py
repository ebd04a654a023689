"""One day of a search: which service points a wish fits, and which of them is the best (D26, D27, D29)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from backoffice.domain.availability import Plan
from backoffice.domain.openings import OpenSpan, Point, PointDay, Span, joined
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.repacking import Lying, Sort, Table
from backoffice.domain.terms import Contingent
from backoffice.domain.ticks import BEFORE, BY, TICKS, inside, left_over, overlapping, runs, touched, union
from backoffice.domain.wanted import Busy, FreeTime, Wish


class Allows(Protocol):
    """Whether open time of a sort may be taken: `Wish.allows`."""

    def __call__(self, contingent: Contingent, *, reserved: bool, stopped: str) -> bool:
        """Whether it may."""


def ticks_open_for(day: PointDay, allows: Allows) -> int:
    """The open ticks of a service point that may be used."""
    spans = [
        (span.start, span.end)
        for span in day.open
        if allows(span.contingent, reserved=span.reserved, stopped=span.stopped)
    ]
    return sum(inside(start, end) for start, end in joined(spans))


def ticks_by_sort(day: PointDay) -> dict[Sort, int]:
    """All open ticks of a service point by what they are meant for, whatever is stopped."""
    spans: dict[Sort, list[Span]] = {}
    for span in day.open:
        spans.setdefault((span.contingent, span.reserved), []).append((span.start, span.end))
    return {sort: sum(inside(start, end) for start, end in joined(there)) for sort, there in spans.items()}


@dataclass(slots=True)
class Search:
    """A wish on a plan; remembers the masks of what repeats."""

    plan: Plan
    wish: Wish
    _open: dict[int, int] = field(default_factory=dict, repr=False)
    _sorts: dict[int, dict[Sort, int]] = field(default_factory=dict, repr=False)
    _starts: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Which starts the wish leaves on any day."""
        wish = self.wish
        low, high = wish.part.starts if wish.part is not None else (0, 1440)
        low, high = max(low, wish.from_minute), min(high, wish.until_minute - wish.minutes + 1)
        self._starts = sum(
            1 << tick
            for tick in range(TICKS)
            if low <= tick * TICK_MINUTES < high and not tick * TICK_MINUTES % wish.step
        )

    @property
    def ticks(self) -> int:
        """The length of the wish in ticks."""
        return -(-self.wish.minutes // TICK_MINUTES)

    def starts(self, day: date) -> int:
        """The starts that the wish leaves on a day, and at which what else is needed is free, too."""
        found = self.asked(day)
        also = self.wish.also
        return found & also(day) if found and also is not None else found

    def asked(self, day: date) -> int:
        """The starts that the wish leaves on a day, whatever is free."""
        wish = self.wish
        first, minute = wish.earliest
        if not max(wish.first_day, first) <= day <= wish.last_day:
            return 0
        if wish.weekdays is not None and day.weekday() not in wish.weekdays:
            return 0
        found = self._starts & ~BY[minute] if day == first else self._starts
        for there, start, end in wish.elsewhere:
            if there == day:
                found &= ~overlapping(start, end, wish.minutes)
        if wish.not_at is not None and wish.not_at[0] == day:
            found &= ~(1 << wish.not_at[1] // TICK_MINUTES)
        return found

    def asks_for(self, day: date, start: int) -> bool:
        """Whether the wish asks for an exact start, on the tick or not; `step` and `earliest` do not count."""
        wish = self.wish
        low, high = wish.part.starts if wish.part is not None else (0, 1440)
        return (
            wish.first_day <= day <= wish.last_day
            and (wish.weekdays is None or day.weekday() in wish.weekdays)
            and low <= start < high
            and wish.from_minute <= start
            and start + wish.minutes <= wish.until_minute
        )

    def open_ticks(self, day: PointDay) -> int:
        """The open ticks of a service point that the wish may use."""
        found = self._open.get(id(day))  # the plan keeps its days, and one day serves many points
        if found is None:
            found = self._open[id(day)] = ticks_open_for(day, self.wish.allows)
        return found

    def open_sorts(self, day: PointDay) -> dict[Sort, int]:
        """All open ticks of a service point by what they are meant for; a Buchungsstopp changes nothing here."""
        found = self._sorts.get(id(day))
        if found is None:
            found = self._sorts[id(day)] = ticks_by_sort(day)
        return found

    def is_open(self, day: date) -> bool:
        """Whether any service point of the wished groups has open time for the wish on a day."""
        points = (point for group in self.wish.group_ids for point in self.plan.of_group(group, day))
        return any(self.open_ticks(self.plan.day(point.id, day)) for point in points)


@dataclass(frozen=True, slots=True)
class Place:
    """A service point on the day: what of it the wish may use, and what of that is free."""

    point: Point
    day: PointDay
    open: int
    free: int
    starts: int
    """Where the wish fits at once; the starts that it asks for are not cut out."""


class DaySearch:
    """The service points of the wished groups on one day, in the order of the wish, then by position."""

    def __init__(self, search: Search, day: date, rows: Iterable[Busy]) -> None:
        """`rows` are the busy times of this day; those of other service points do no harm."""
        self.search = search
        self.day = day
        leave_out = search.wish.leave_out
        self.rows: Sequence[Busy] = [row for row in rows if row[0] not in leave_out] if leave_out else list(rows)
        taken: dict[str, int] = {}
        for _, point, _, start, end, *_ in self.rows:
            taken[point] = taken.get(point, 0) | (BY[end] & ~BEFORE[start])
        self.taken = taken
        self.places = list(self._places())
        self._tables: dict[str, Table] = {}

    def _places(self) -> Iterator[Place]:
        search, plan, length = self.search, self.search.plan, self.search.ticks
        for group in search.wish.group_ids:
            for point in plan.of_group(group, self.day):
                day = plan.day(point.id, self.day)
                ticks = search.open_ticks(day)
                if ticks:
                    free = ticks & ~self.taken.get(point.id, 0)
                    yield Place(point, day, ticks, free, runs(free, length))

    @property
    def direct(self) -> int:
        """The starts at which some service point is free as it is."""
        return union(place.starts for place in self.places)

    def best(self, start: int, *, rather: str | None = None) -> FreeTime | None:
        """The best service point that is free as it is over the wished length from `start` on; None: none is.

        `rather` comes first where it is free. Then: the preferred contingent, time that is not reserved, not stopped,
        the point whose gap is left least fragmented (it fills the gap; it leaves one piece; two), of these the one
        with the smallest rest, and at last the order of groups, then of points by position.
        """
        needed = touched(start, start + self.search.wish.minutes)
        fitting = [place for place in self.places if needed & ~place.free == 0]
        if not fitting:
            return None
        offers = [(place, self.offer(place, start)) for place in fitting]
        return min(
            offers, key=lambda one: (one[0].point.id != rather, *self.rank(one[1]), *left_over(one[0].free, needed))
        )[1]

    @property
    def by_moving(self) -> int:
        """The starts that may become free when others change places: by counting, which is not enough (D27)."""
        found = 0
        if self.search.wish.repack and any(row[5] for row in self.rows):
            for group in self.search.wish.group_ids:
                open_for_it = union(runs(place.open, self.search.ticks) for place in self._of(group))
                spare = union(
                    union(sorts.values()) & ~self.taken.get(point, 0) for point, sorts in self._sorts(group).items()
                )
                found |= open_for_it & runs(spare, self.search.ticks)
        return found

    def moved(self, start: int) -> FreeTime | None:
        """The time from `start` on where others change places in a group for it; None: they cannot.

        Fewest moves first, then as `best` has it, but for the gaps.
        """
        needed = touched(start, start + self.search.wish.minutes)
        found: FreeTime | None = None
        for group in self.search.wish.group_ids:
            table = self._table(group)
            fitting = (place for place in self._of(group) if needed & ~place.open == 0)
            offers = [self.offer(place, start) for place in fitting if table.counts(place.point.id, needed)]
            points = [offer.point_id for offer in sorted(offers, key=self.rank)]
            room = table.room_for(needed, points) if points else None
            if room is not None and (found is None or len(room.moves) < len(found.moves)):
                offer = next(offer for offer in offers if offer.point_id == room.point)
                found = replace(offer, moves=room.moves)
        return found

    @property
    def steps(self) -> int:
        """The effort of re-packing so far."""
        return sum(table.steps for table in self._tables.values())

    def _of(self, group: str) -> Iterator[Place]:
        return (place for place in self.places if place.point.group_id == group)

    def _sorts(self, group: str) -> dict[str, dict[Sort, int]]:
        """All service points of a group with their open time, also what the wish may not use."""
        search, plan = self.search, self.search.plan
        return {point.id: search.open_sorts(plan.day(point.id, self.day)) for point in plan.of_group(group, self.day)}

    def _table(self, group: str) -> Table:
        found = self._tables.get(group)
        if found is None:
            sorts = self._sorts(group)
            lying = [
                Lying(holder, point, touched(start, end), movable and not held)
                for holder, point, _, start, end, movable, held in self.rows
                if point in sorts
            ]
            found = self._tables[group] = Table(sorts, lying)
        return found

    def offer(self, place: Place, start: int) -> FreeTime:
        """What a time on a service point would be."""
        end = start + self.search.wish.minutes
        under = [span for span in place.day.open if span.start < end and start < span.end]
        return FreeTime(
            day=self.day,
            start=start,
            end=end,
            group_id=place.point.group_id,
            point_id=place.point.id,
            contingent=_contingent(under),
            reserved=any(span.reserved for span in under),
            stopped=next((span.stopped for span in under if span.stopped), ""),
        )

    def rank(self, offer: FreeTime) -> tuple[bool, bool, bool]:
        """What makes an offer worse than another at the same time, the weightiest first."""
        return offer.contingent is not self.search.wish.prefer, offer.reserved, bool(offer.stopped)


def _contingent(under: Sequence[OpenSpan]) -> Contingent:
    online = any(span.contingent is Contingent.ONLINE for span in under)
    return Contingent.ONLINE if online else Contingent.INTERNAL

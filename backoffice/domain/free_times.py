"""The search for free time on concrete service points (D26, D27, D29, D31, D34)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.day_search import DaySearch, Search
from backoffice.domain.explaining import Explanation, Obstacle, Reason, explain
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.ticks import bits, shortly_before
from backoffice.domain.wanted import Busy, DayPart, FreeTime, Wish

__all__ = [
    "Busy",
    "BusySource",
    "DayPart",
    "Explanation",
    "FreeTime",
    "Obstacle",
    "Reason",
    "Wish",
    "choose",
    "explain",
    "free_times",
    "possible",
]

BusySource = Callable[[date, date], Sequence[Busy]]
"""Gives what is busy from a first to a last day, both included; asked for two weeks at a time."""

READ_DAYS = 14
MOST_EFFORT = 1_000
"""Tries of re-packing in one search; then it goes on with what is free as it is. One time has a bound of its own."""


def free_times(plan: Plan, busy: BusySource, wish: Wish) -> tuple[FreeTime, ...]:
    """The first free times, earliest first: at most `limit`, on one day `per_day` that do not overlap each other.

    Refused as `Wish.check` says.
    """
    wish.check()
    search = Search(plan, wish)
    found: list[FreeTime] = []
    effort = MOST_EFFORT
    for days in _fortnights(search):
        rows: dict[date, list[Busy]] = {day: [] for day in days}
        for row in busy(days[0], days[-1]):
            if row[2] in rows:
                rows[row[2]].append(row)
        for day in days:
            there = DaySearch(search, day, rows[day])
            found += _of_day(there, wish.limit - len(found), effort)
            effort -= there.steps
            if len(found) >= wish.limit:
                return tuple(found)
    return tuple(found)


def possible(plan: Plan, busy: Iterable[Busy], wish: Wish, day: date) -> list[int]:
    """All starts of a day at which the wish can be had, in order, those by re-packing among them.

    `per_day`, `limit` and overlaps do not count, nor does the effort.

    Refused as `Wish.check` says.
    """
    wish.check()
    search = Search(plan, wish)
    asked = search.starts(day)
    found = DaySearch(search, day, (row for row in busy if row[2] == day))
    direct = found.direct & asked
    by_moving = (tick for tick in bits(found.by_moving & asked & ~direct) if found.moved(tick * TICK_MINUTES))
    return sorted(tick * TICK_MINUTES for tick in (*bits(direct), *by_moving))


def choose(
    plan: Plan,
    busy: Iterable[Busy],
    wish: Wish,
    day: date,
    start: int,
    *,
    rather: str | None = None,
) -> FreeTime | None:
    """The place for one exact time, the same for the same values; None: it cannot be had (`explain` says why).

    `rather` is a service point that comes first where it is free. Refused as `Wish.check` says.
    """
    wish.check()
    search = Search(plan, wish)
    if (day, start) < wish.earliest or not search.asks_for(day, start):
        return None
    if wish.also is not None and not wish.also(day) >> start // TICK_MINUTES & 1:
        return None
    there = DaySearch(search, day, (row for row in busy if row[2] == day))
    return there.best(start, rather=rather) or (there.moved(start) if wish.repack else None)


def _fortnights(search: Search) -> Iterator[list[date]]:
    """The days on which the wish can lie at all, two weeks at a time."""
    wish = search.wish
    first = max(wish.first_day, wish.earliest[0])
    for ahead in range(0, (wish.last_day - first).days + 1, READ_DAYS):
        days = [
            first + timedelta(days=n) for n in range(ahead, min(ahead + READ_DAYS, (wish.last_day - first).days + 1))
        ]
        # What else is needed is asked of a day when the search comes to it: most end in their first week.
        wanted = [day for day in days if search.asked(day) and search.is_open(day)]
        if wanted:
            yield wanted


def _of_day(found: DaySearch, room: int, effort: int) -> Iterator[FreeTime]:
    """The offers of a day, at most `room`; after so many tries of re-packing only what is free as it is.

    Nobody changes places to win less than the length of the talk: a time that is free as it is comes before another
    that overlaps it and needs re-packing.
    """
    wish = found.search.wish
    if wish.per_day is not None and not wish.emergency:
        room = min(room, wish.per_day)
    asked, direct = found.search.starts(found.day), found.direct
    left = direct & asked
    if asked & ~left:
        left |= found.by_moving & asked & ~shortly_before(left, found.search.ticks)
    while left and room > 0:
        tick = next(bits(left))
        left ^= 1 << tick
        start = tick * TICK_MINUTES
        if direct >> tick & 1:
            offer = found.best(start)
        elif found.steps < effort:
            offer = found.moved(start)
        else:
            left &= direct
            continue
        if offer is not None:
            yield offer
            room -= 1
            left &= -1 << -(-offer.end // TICK_MINUTES)

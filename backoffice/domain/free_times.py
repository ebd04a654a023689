"""The search for free time on concrete service points (D26, D27, D29, D31, D34)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.day_search import DaySearch, Search, bits
from backoffice.domain.explaining import Explanation, Obstacle, Reason, explain
from backoffice.domain.placing import TICK_MINUTES
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


def free_times(plan: Plan, busy: BusySource, wish: Wish) -> tuple[FreeTime, ...]:
    """The first free times, earliest first: at most `limit`, on one day `per_day` that do not overlap each other.

    Refused as `Wish.check` says.
    """
    wish.check()
    search = Search(plan, wish)
    found: list[FreeTime] = []
    for days in _fortnights(search):
        rows: dict[date, list[Busy]] = {day: [] for day in days}
        for row in busy(days[0], days[-1]):
            if row[2] in rows:
                rows[row[2]].append(row)
        for day in days:
            found += _of_day(DaySearch(search, day, rows[day]), wish.limit - len(found))
            if len(found) >= wish.limit:
                return tuple(found)
    return tuple(found)


def possible(plan: Plan, busy: Iterable[Busy], wish: Wish, day: date) -> list[int]:
    """All starts of a day at which the wish can be had, in order: `per_day`, `limit` and overlaps do not count.

    Refused as `Wish.check` says.
    """
    wish.check()
    found = DaySearch(Search(plan, wish), day, (row for row in busy if row[2] == day))
    return [tick * TICK_MINUTES for tick in bits(found.direct & found.search.starts(day))]


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
    return DaySearch(search, day, (row for row in busy if row[2] == day)).best(start, rather=rather)


def _fortnights(search: Search) -> Iterator[list[date]]:
    """The days on which the wish can lie at all, two weeks at a time."""
    wish = search.wish
    first = max(wish.first_day, wish.earliest[0])
    for ahead in range(0, (wish.last_day - first).days + 1, READ_DAYS):
        days = [
            first + timedelta(days=n) for n in range(ahead, min(ahead + READ_DAYS, (wish.last_day - first).days + 1))
        ]
        wanted = [day for day in days if search.starts(day) and search.is_open(day)]
        if wanted:
            yield wanted


def _of_day(found: DaySearch, room: int) -> Iterator[FreeTime]:
    wish = found.search.wish
    if wish.per_day is not None and not wish.emergency:
        room = min(room, wish.per_day)
    left = found.direct & found.search.starts(found.day)
    while left and room > 0:
        start = next(bits(left)) * TICK_MINUTES
        offer = found.best(start)
        if offer is not None:
            yield offer
            room -= 1
            left &= -1 << -(-offer.end // TICK_MINUTES)

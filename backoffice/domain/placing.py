"""Which service point an appointment gets: the first of its group, by position, that is free all the time (D26)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

TICK_MINUTES = 5
"""The grain of the guard against double booking: starts round down to it, ends up."""


def tick_range(start: int, end: int) -> range:
    """The ticks that `[start, end)` minutes touch."""
    return range(start // TICK_MINUTES, -(-end // TICK_MINUTES))


def covered(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` lies within spans (half-open, in order) that may join each other."""
    for first, last in spans:
        if first > start:
            return False
        start = max(start, last)
        if start >= end:
            return True
    return False


@dataclass(slots=True)
class Board:
    """What is taken on which service point; appointments are put on it one after the other."""

    points: Mapping[str, Sequence[str]]
    """Group → its service points by position."""
    taken: set[tuple[str, date, int]] = field(default_factory=set)
    is_open: Callable[[str, date, int, int], bool] = lambda *_: True
    """Whether a service point is open over `[start, end)` of a day."""

    def free(self, point: str, day: date, start: int, end: int) -> bool:
        """Whether a service point is open and free over `[start, end)`."""
        return not any((point, day, tick) in self.taken for tick in tick_range(start, end)) and self.is_open(
            point, day, start, end
        )

    def place(self, group: str | None, day: date, start: int, end: int, *, rather: str | None = None) -> str | None:
        """Take the first free service point of a group (`rather` first, where it is of that group); None: none."""
        candidates = list(self.points.get(group, ())) if group is not None else []
        if rather in candidates:
            candidates.insert(0, rather)
        for point in candidates:
            if point is not None and self.free(point, day, start, end):
                self.taken.update((point, day, tick) for tick in tick_range(start, end))
                return point
        return None

    def release(self, point: str, day: date, start: int, end: int) -> None:
        """Give back what an appointment had."""
        self.taken.difference_update((point, day, tick) for tick in tick_range(start, end))

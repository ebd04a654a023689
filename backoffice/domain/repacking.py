"""Who in a group changes places so that a time fits which no service point has free in one piece (D27).

Only those who may move do, at their own time of day, and onto open time of the sort they lie in now (the contingent
of D29, reserved or not): no time of the other seller is used up unseen. It is a search with bounds, so that a desk
never waits for it: at most `MOST_MOVES` appointments move, and after `MOST_STEPS` tries the answer is no. Fewest
moves win; among equals what comes first in the order of the service points. The same values give the same answer.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backoffice.domain.terms import Contingent

MOST_MOVES = 4
"""More people than these are not sent elsewhere for one booking."""
MOST_STEPS = 200
"""Tries for one time."""

Sort = tuple[Contingent, bool]
"""What open time is meant for: who sells it, and whether it is reserved."""


class Lying(NamedTuple):
    """Who lies where: `ticks` is a mask of the five minutes of the day."""

    holder: str
    point: str
    ticks: int
    movable: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What re-packing found: the service point for the new time, and who goes where for it."""

    point: str
    moves: tuple[tuple[str, str], ...]


class Table:
    """The service points of one group on one day, with all who lie on them."""

    def __init__(self, open_time: Mapping[str, Mapping[Sort, int]], lying: Iterable[Lying]) -> None:
        """`open_time`: of each point, by position, its open ticks by sort. All of `lying` lie on these points."""
        self.steps = 0
        """Tries so far, over all times asked for."""
        self.open_time = open_time
        self.fixed = dict.fromkeys(open_time, 0)
        """What nobody can clear, by point."""
        self.moving = dict.fromkeys(open_time, 0)
        """What those cover who may move, by point."""
        self._loose: dict[str, list[Lying]] = {point: [] for point in open_time}
        self._starts: dict[str, list[int]] = {point: [] for point in open_time}
        self._ends: dict[str, list[int]] = {point: [] for point in open_time}
        self._sorts: dict[str, Sort] = {}
        self._homes: dict[str, list[str]] = {}
        for start, one in sorted((_first(one.ticks), one) for one in lying):
            sort = self._sort_of(one)
            if sort is None or one.ticks & self.moving[one.point]:
                self.fixed[one.point] |= one.ticks
                continue
            self.moving[one.point] |= one.ticks
            self._loose[one.point].append(one)
            self._starts[one.point].append(start)
            self._ends[one.point].append(one.ticks.bit_length())
            self._sorts[one.holder] = sort
        self._spare: dict[Sort, int] = {}
        for point, sorts in open_time.items():
            for sort, ticks in sorts.items():
                free = ticks & ~self.fixed[point] & ~self.moving[point]
                self._spare[sort] = self._spare.get(sort, 0) | free

    def homes(self, one: Lying) -> list[str]:
        """Where else somebody who may move could lie, were all others away: the points by position."""
        found = self._homes.get(one.holder)
        if found is None:
            sort = self._sorts[one.holder]
            fits = (point for point, sorts in self.open_time.items() if one.ticks & ~sorts.get(sort, 0) == 0)
            found = self._homes[one.holder] = [point for point in fits if point != one.point]
        return found

    def movable_under(self, point: str, ticks: int) -> list[Lying]:
        """Who of those who may move lies under a time without gaps on a service point, in order."""
        if not ticks & self.moving[point]:
            return []
        first = bisect_right(self._ends[point], _first(ticks))
        return self._loose[point][first : bisect_left(self._starts[point], ticks.bit_length())]

    def counts(self, point: str, needed: int) -> bool:
        """Whether counting allows a time: nobody unmovable lies there, and each tick is free somewhere in its sort.

        Where it does not, no re-packing helps; where it does, maybe none does either (D27).
        """
        if needed & self.fixed[point]:
            return False
        sorts = self.open_time[point].items()
        return not any(needed & ticks & ~self._spare[sort] for sort, ticks in sorts)

    def room_for(self, needed: int, points: Sequence[str]) -> Room | None:
        """Room for a time on one of `points`, the best first; None: none found in the bounds.

        Each of the points is open for the time, and `counts` for it.
        """
        attempt = _Attempt(self)
        at_least = {point: len(self.movable_under(point, needed)) for point in points}
        found = any(
            attempt.place((("", needed, (point,)),), moves)
            for moves in range(1, MOST_MOVES + 1)
            for point in points
            if at_least[point] <= moves
        )
        self.steps += attempt.steps
        return Room(attempt.placed.pop(""), tuple(sorted(attempt.placed.items()))) if found else None

    def _sort_of(self, one: Lying) -> Sort | None:
        """The sort of open time somebody lies in and may move within; None: not to be moved."""
        if not one.movable:
            return None
        sorts = self.open_time[one.point].items()
        return next((sort for sort, ticks in sorts if one.ticks & ~ticks == 0), None)


_Pending = tuple[str, int, Sequence[str]]
"""Who needs a place ("" is the new time), over which ticks, and where that can be."""


class _Attempt:
    """One search: puts somebody on a service point, then those who lay there elsewhere, until all have a place."""

    def __init__(self, table: Table) -> None:
        self.steps = 0
        self.placed: dict[str, str] = {}
        self._table = table
        self._fixed = dict(table.fixed)
        self._up: set[str] = set()

    def place(self, pending: tuple[_Pending, ...], moves: int) -> bool:
        """Whether all pending get a place with at most so many more who move; if so, `placed` says where."""
        if not pending:
            return True
        who, ticks, points = pending[0]
        for point, in_the_way in self._options(ticks, points, moves):
            if self.steps == MOST_STEPS:
                return False
            self.steps += 1
            self._fixed[point] |= ticks
            self._up.update(one.holder for one in in_the_way)
            self.placed[who] = point
            after = tuple((one.holder, one.ticks, self._table.homes(one)) for one in in_the_way)
            if self.place((*pending[1:], *after), moves - len(in_the_way)):
                return True
            del self.placed[who]
            self._up.difference_update(one.holder for one in in_the_way)
            self._fixed[point] &= ~ticks
        return False

    def _options(self, ticks: int, points: Iterable[str], moves: int) -> list[tuple[str, list[Lying]]]:
        """Where somebody could lie and who would have to move for it, fewest first."""
        found: list[tuple[str, list[Lying]]] = []
        for point in points:
            if ticks & self._fixed[point]:
                continue
            in_the_way = [one for one in self._table.movable_under(point, ticks) if one.holder not in self._up]
            if len(in_the_way) <= moves:
                found.append((point, in_the_way))
        return sorted(found, key=lambda option: len(option[1]))


def _first(ticks: int) -> int:
    return (ticks & -ticks).bit_length() - 1

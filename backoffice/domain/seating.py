"""Who lies on which service point of a day, and chains of changing places that make room (D26, D27).

Times are masks of ticks, service points are numbers. A chain puts somebody on a point, those who lay there elsewhere,
and so on until all have a place: a search with bounds, fewest moves first. Unlike `repacking`, which answers for one
group and one time, the board goes on: what was found is taken, and can be taken back. The same board gives the same
answer.
"""

from collections.abc import Callable, Sequence

MOST_MOVES = 6
"""Longer chains are not looked for."""
MOST_STEPS = 400
"""Tries for one chain."""
NOWHERE = -1


class Sitter:
    """Somebody who lies on a service point, or needs one, over `ticks`."""

    __slots__ = ("affected", "home", "homes", "number", "point", "ranks", "ticks", "tier")

    def __init__(self, number: int, ticks: int, *, tier: int = 2, affected: bool = False) -> None:
        """`number` tells them apart."""
        self.number = number
        self.ticks = ticks
        self.tier = tier
        self.affected = affected
        self.point = NOWHERE
        self.home = NOWHERE
        """Of those who are not affected: their own point."""
        self.ranks: tuple[tuple[int, ...], ...] = ()
        """Of the affected: the points on which they could lie, by the rank of what that would be."""
        self.homes: tuple[int, ...] | None = None
        """Where they could lie, were all others away; None: not looked up so far."""

    @property
    def rank(self) -> int:
        """Of the affected: the rank of where they lie."""
        return next(rank for rank, points in enumerate(self.ranks) if self.point in points)


_Pending = tuple[tuple[Sitter, Sequence[int]], ...]
"""Who needs a place, and where that can be."""


class Board:
    """The service points of a day with all who lie on them."""

    def __init__(self, points: int, homes: Callable[[Sitter], tuple[int, ...]]) -> None:
        """`homes` says where else somebody who is not affected may lie."""
        self.taken = [0] * points
        """By anybody."""
        self.fixed = [0] * points
        """By those who do not move."""
        self._on: list[list[Sitter]] = [[] for _ in range(points)]
        self._homes = homes
        self._log: list[tuple[Sitter, int]] = []
        """Who changed places, and where they were before."""
        self._placed: list[tuple[Sitter, int]] = []
        self._up: set[int] = set()
        self._worse = True
        self._steps = 0
        self._short = False
        """Whether more moves could have led further."""

    def block(self, point: int, ticks: int) -> None:
        """Somebody lies there who does not move."""
        self.taken[point] |= ticks
        self.fixed[point] |= ticks

    def sit(self, one: Sitter, point: int) -> None:
        """Put somebody on a point that is free for them; `NOWHERE` takes their place away."""
        self._log.append((one, one.point))
        self._set(one, point)

    def mark(self) -> int:
        """Where the board stands now, for `undo`."""
        return len(self._log)

    def undo(self, mark: int) -> None:
        """All lie again where they lay at the mark."""
        before = dict(reversed(self._log[mark:]))
        del self._log[mark:]
        for one in before:
            self._set(one, NOWHERE)
        for one, point in before.items():
            self._set(one, point)

    def make_room(self, one: Sitter, points: Sequence[int], *, worse: bool = True) -> bool:
        """Put somebody on one of the points, the best first, and others elsewhere for it; False: nothing changed.

        Without `worse` none of the affected comes to lie where the rank is worse than now.
        """
        could = [point for point in points if not self.fixed[point] & one.ticks]
        if not could:
            return False
        fixed, self._steps, self._worse = list(self.fixed), 0, worse
        found = False
        for moves in range(1, MOST_MOVES + 1):
            self._short = False
            found = self._place(((one, could),), moves)
            if found or not self._short or self._steps >= MOST_STEPS:
                break
        self.fixed = fixed
        if found:
            placed, self._placed, self._up = self._placed, [], set()
            self._log += [(other, other.point) for other, _ in placed]
            for other, _ in placed:
                self._set(other, NOWHERE)
            for other, point in placed:
                self._set(other, point)
        return found

    def _set(self, one: Sitter, point: int) -> None:
        if one.point != NOWHERE:
            self.taken[one.point] ^= one.ticks
            self._on[one.point].remove(one)
        one.point = point
        if point != NOWHERE:
            self.taken[point] |= one.ticks
            self._on[point].append(one)

    def _place(self, pending: _Pending, moves: int) -> bool:
        """Whether all pending get a place with at most so many more who move; then `_placed` says where."""
        (one, points), *others = pending
        ticks, fixed, up = one.ticks, self.fixed, self._up
        for point, there in self._options(one, points, moves):
            if self._steps >= MOST_STEPS:
                return False
            self._steps += 1
            before = fixed[point]
            fixed[point] |= ticks
            self._placed.append((one, point))
            up.update([other.number for other in there])
            rest = (*others, *((other, self._elsewhere(other)) for other in there))
            if not rest or self._place(rest, moves - len(there)):
                return True
            up.difference_update([other.number for other in there])
            self._placed.pop()
            fixed[point] = before
        return False

    def _options(self, one: Sitter, points: Sequence[int], moves: int) -> list[tuple[int, list[Sitter]]]:
        """Where somebody could lie and who would have to go for it, fewest first."""
        ticks, fixed, taken, up = one.ticks, self.fixed, self.taken, self._up
        found: list[tuple[int, list[Sitter]]] = []
        for point in points:
            if fixed[point] & ticks:
                continue
            there: list[Sitter] = []
            if taken[point] & ticks:
                there = [other for other in self._on[point] if other.ticks & ticks and other.number not in up]
            if len(there) <= moves:
                found.append((point, there))
            else:
                self._short = True
        if len(found) > 1:
            found.sort(key=_how_many)
        return found

    def _elsewhere(self, one: Sitter) -> Sequence[int]:
        """Where else somebody could lie."""
        if one.affected and not self._worse:
            return [point for points in one.ranks[: one.rank + 1] for point in points if point != one.point]
        if one.homes is None:
            one.homes = self._homes(one)
        return one.homes


def _how_many(option: tuple[int, list[Sitter]]) -> int:
    return len(option[1])

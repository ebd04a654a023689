"""Who of the affected keeps the time that was promised: as many as possible, then as well as possible (D33).

A greedy with repairs. One after the other gets the best place that is free, emergencies first, short talks before
long ones; where none is free, others change places in a chain; where no chain helps, somebody with a longer talk, or
who comes after them, gives way. Then whoever could be placed better is, and who made room for nothing goes home.
"""

from collections.abc import Iterable, Sequence

from backoffice.domain.rearrange_ground import Ground
from backoffice.domain.seating import NOWHERE, Sitter
from backoffice.domain.terms import Contingent
from backoffice.domain.ticks import left_over


def best_point(ground: Ground, one: Sitter, points: Sequence[int]) -> int:
    """Of service points that are free for somebody: as the search for free time has it, the least fragmented gap.

    First unreserved time of the seller who sold it, then of the other, then the rest (D29, D31).
    """
    if len(points) == 1:
        return points[0]
    appointment = ground.appointments[one.number]
    allowed, taken = ground.allowed(appointment), ground.board.taken
    online = Contingent.ONLINE if appointment.imported else Contingent.INTERNAL
    offline = Contingent.INTERNAL if appointment.imported else Contingent.ONLINE
    preferred, other, ticks = (online, False), (offline, False), one.ticks

    def worse(point: int) -> tuple[int, int, int]:
        sorts = ground.spots[point].sorts
        sort = 2
        if not ticks & ~sorts.get(preferred, 0):
            sort = 0
        elif not ticks & ~sorts.get(other, 0):
            sort = 1
        return (sort, *left_over(allowed[point] & ~taken[point], ticks))

    return min(points, key=worse)


class Keeper:
    """Puts the affected on the board of a ground."""

    def __init__(self, ground: Ground) -> None:
        """Nobody is put anywhere so far."""
        self.ground = ground
        self.board = ground.board

    def keep(self) -> list[Sitter]:
        """Give as many as possible a place at their time; those who are left without one."""
        left: list[Sitter] = []
        for tier in range(3):
            coming = [one for one in self.ground.affected if one.tier == tier]
            left += [one for one in sorted(coming, key=self._comes) if not self._place(one)]
            while left and self._give_way(left):
                left.sort(key=self._comes)
        return left

    def settle(self) -> None:
        """Put whoever can be placed better there, where it makes it worse for no other; then send home who made room
        and need not have.
        """
        for one in sorted(self.ground.affected, key=self._comes):
            if one.point != NOWHERE and one.rank:
                self._improve(one)
        self._go_home()

    def _go_home(self) -> None:
        """Who made room and need not have; the place they leave may be another's home."""
        away = [one for one in self.ground.movable if one.point != one.home]
        while home := [one for one in away if not self.board.taken[one.home] & one.ticks]:
            self.board.sit(home[0], home[0].home)
            away.remove(home[0])

    def _comes(self, one: Sitter) -> tuple[int, int, int, str]:
        appointment = self.ground.appointments[one.number]
        return one.tier, one.ticks.bit_count(), appointment.end, appointment.id

    def _place(self, one: Sitter) -> bool:
        """The best free place, or one that others can make free."""
        if self._direct(one, one.ranks):
            return True
        return bool(one.homes) and self._hope(one) and self.board.make_room(one, one.homes or ())

    def _direct(self, one: Sitter, ranks: Iterable[Sequence[int]]) -> bool:
        taken, ticks = self.board.taken, one.ticks
        for points in ranks:
            free = [point for point in points if not taken[point] & ticks]
            if free:
                self.board.sit(one, best_point(self.ground, one, free))
                return True
        return False

    def _hope(self, one: Sitter) -> bool:
        """Whether counting leaves any: at each tick something is free where they could lie, or where somebody could
        go who lies there now. Nearly all searches that would fail are spared by it.
        """
        spots = self.ground.spots
        areas = {spots[point].area for point in one.homes or ()}
        missing = one.ticks
        for area in areas:
            missing &= ~self.ground.spare(area)
        if not missing:
            return True
        for other in self.ground.affected:
            if other.point == NOWHERE or not other.ticks & missing or spots[other.point].area not in areas:
                continue
            for area in {spots[point].area for point in other.homes or ()} - areas:
                missing &= ~(self.ground.spare(area) & other.ticks)
        return not missing

    def _give_way(self, left: list[Sitter]) -> bool:
        """One exchange after which more have a place, or those who come first, or the same number in less time."""
        for one in left:
            if self._place(one):
                left.remove(one)
                return True
            for other in self.ground.affected:
                if other.point != NOWHERE and other.tier >= one.tier and other.ticks & one.ticks:
                    mark = self.board.mark()
                    if self._exchange(one, other, left):
                        return True
                    self.board.undo(mark)
        return False

    def _exchange(self, one: Sitter, other: Sitter, left: list[Sitter]) -> bool:
        """Put somebody where another lies, and that other elsewhere, or a third into what becomes free as well."""
        self.board.sit(other, NOWHERE)
        self._go_home()
        if not self._direct(one, one.ranks):
            return False
        if self._place(other):
            left.remove(one)
            return True
        waiting = (third for third in left if third is not one)
        third = next((third for third in waiting if self._direct(third, third.ranks)), None)
        if third is None and other.tier == one.tier and other.ticks.bit_count() <= one.ticks.bit_count():
            return False
        left[:] = [waiting for waiting in left if waiting not in (one, third)] + [other]
        return True

    def _improve(self, one: Sitter) -> None:
        mark, better = self.board.mark(), one.ranks[: one.rank]
        self.board.sit(one, NOWHERE)
        points = [point for points in better for point in points]
        if not self._direct(one, better) and not self.board.make_room(one, points, worse=False):
            self.board.undo(mark)

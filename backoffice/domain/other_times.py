"""Another time for who cannot keep theirs: the same day, a later day, another branch (D33). All are proposals.

On the day the next start after the promised one comes first, then the nearest before it (assumed: who cannot be
told in time still comes in time). Later, and elsewhere, the first time that is free as it is: nobody changes places
for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.free_times import BusySource, free_times
from backoffice.domain.keeping import best_point
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rearrange_ground import Ground
from backoffice.domain.rearrange_values import Promised, Starts
from backoffice.domain.seating import Sitter
from backoffice.domain.terms import Channel
from backoffice.domain.ticks import BY, bits, overlapping, runs, union
from backoffice.domain.wanted import Busy, FreeTime, Wish

MOST_TRIES = 12
"""Starts of the day for which others are asked to change places."""
ANY_START = (1 << 1440 // TICK_MINUTES) - 1


def same_day(ground: Ground, one: Sitter) -> Sitter | None:
    """Somebody at another time of the day, put on the board; None: there is none.

    Where nothing is free as it is, others change places for it.
    """
    appointment = ground.appointments[one.number]
    asked = _asked(ground, appointment)
    length = -(-(appointment.end - appointment.start) // TICK_MINUTES)
    ranks = _points(ground, appointment)
    points = [point for rank in ranks for point in rank]
    allowed, board = ground.allowed(appointment), ground.board
    free = {point: runs(allowed[point] & ~board.taken[point], length) & asked for point in points}
    for start in _nearest(union(free.values()), appointment.start):
        moved = _at(ground, one, start, length, ranks)
        fitting = next(there for rank in ranks if (there := [point for point in rank if free[point] >> start & 1]))
        board.sit(moved, best_point(ground, moved, fitting))
        return moved
    could = union(runs(allowed[point] & ~board.fixed[point], length) for point in points) & asked
    spare = union(ground.spare(area) for area in {ground.spots[point].area for point in points})
    could &= runs(spare, length)  # counting is not enough (D27), but where it says no, nobody can make room
    for tries, start in enumerate(_nearest(could, appointment.start)):
        if tries == MOST_TRIES:
            break
        moved = _at(ground, one, start, length, ranks)
        if board.make_room(moved, moved.homes or ()):
            return moved
    return None


def _asked(ground: Ground, one: Promised) -> int:
    """The starts of the day that are left to an appointment, whatever is free."""
    situation = ground.situation
    found = ANY_START & ~BY[situation.now]
    for day, start, end in one.elsewhere:
        if day == situation.day:
            found &= ~overlapping(start, end, one.end - one.start)
    if one.interpreted:
        found &= situation.interpreters(one.id, situation.day) if situation.interpreters is not None else 0
    return found


def _points(ground: Ground, one: Promised) -> list[list[int]]:
    """Where it can be held on the day at all: its group, the others, extra points."""
    groups = ground.groups(one)
    extras = [ground.extras, ground.calls] if one.channel is Channel.PHONE else [ground.extras]
    return [
        *(ground.of_group.get(group, []) for group in groups),
        *(of.get(group, []) for of in extras for group in groups),
    ]


def _at(ground: Ground, one: Sitter, start: int, length: int, ranks: Sequence[Sequence[int]]) -> Sitter:
    """The same appointment at another tick of the day."""
    moved = Sitter(one.number, ((1 << length) - 1) << start, tier=one.tier, affected=True)
    allowed = ground.allowed(ground.appointments[one.number])
    moved.ranks = tuple(tuple(point for point in rank if not moved.ticks & ~allowed[point]) for rank in ranks)
    moved.homes = tuple(point for rank in moved.ranks for point in rank)
    return moved


def _nearest(starts: int, promised: int) -> Iterator[int]:
    """The later starts in order, then the earlier ones, the last first."""
    before = BY[promised]
    yield from bits(starts & ~before)
    yield from reversed(list(bits(starts & before)))


class OtherDays:
    """The free times of a branch on other days; what was proposed is taken."""

    def __init__(self, plan: Plan, busy: BusySource, interpreters: Starts | None) -> None:
        """`plan` and `busy` of the branch."""
        self._plan = plan
        self._busy = busy
        self._interpreters = interpreters
        self._read: dict[tuple[date, date], list[Busy]] = {}
        self._proposed: list[Busy] = []

    def first(self, one: Promised, groups: Sequence[str], wish: Wish) -> FreeTime | None:
        """The first time for an appointment in these groups; `wish` says when and in what time."""
        if not groups or wish.last_day < wish.first_day or (one.interpreted and self._interpreters is None):
            return None
        wish = replace(
            wish,
            group_ids=tuple(groups),
            minutes=one.end - one.start,
            elsewhere=one.elsewhere,
            also=_Interpreted(one.id, self._interpreters) if one.interpreted and self._interpreters else None,
            repack=False,
            per_day=1,
            limit=1,
        )
        return next(iter(free_times(self._plan, self._taken, wish)), None)

    def take(self, one: Promised, found: FreeTime) -> None:
        """Nobody else is offered that."""
        self._proposed.append(Busy(one.id, found.point_id, found.day, found.start, found.end))

    def _taken(self, first: date, last: date) -> list[Busy]:
        if (first, last) not in self._read:
            self._read[first, last] = list(self._busy(first, last))
        return self._read[first, last] + self._proposed


@dataclass(frozen=True, slots=True)
class _Interpreted:
    """When somebody can interpret for an appointment, as a search asks."""

    id: str
    interpreters: Starts

    def __call__(self, day: date) -> int:
        return self.interpreters(self.id, day)


class OtherTimes:
    """Later days here, and other branches."""

    def __init__(self, ground: Ground) -> None:
        """Nothing is proposed yet."""
        self._ground = ground
        situation = ground.situation
        self._here = OtherDays(situation.plan, situation.busy, situation.interpreters)
        self._there = [
            (branch, OtherDays(branch.plan, branch.busy, branch.interpreters)) for branch in situation.branches
        ]

    def here(self, one: Promised) -> FreeTime | None:
        """The first time on a later day; it is taken."""
        situation = self._ground.situation
        first, last = situation.day + timedelta(days=1), situation.day + situation.ahead
        wish = replace(self._ground.wish(one), first_day=first, last_day=last)
        found = self._here.first(one, self._ground.groups(one), wish)
        if found is not None:
            self._here.take(one, found)
        return found

    def elsewhere(self, one: Promised) -> tuple[str, FreeTime] | None:
        """The first time at another branch, of two at once that of the branch that is asked first; it is taken."""
        situation = self._ground.situation
        wish = replace(self._ground.wish(one), last_day=situation.day + situation.ahead)
        best: tuple[str, OtherDays, FreeTime] | None = None
        for branch, days in self._there:
            found = days.first(one, branch.offers.get(one.concern or "", ()), wish)
            if found is not None and (best is None or (found.day, found.start) < (best[2].day, best[2].start)):
                best = branch.id, days, found
        if best is None:
            return None
        best[1].take(one, best[2])
        return best[0], best[2]

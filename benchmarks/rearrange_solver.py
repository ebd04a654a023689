"""The same day for a solver (OR-Tools CP-SAT): the best there is, proven, for `benchmarks/rearrange.py`.

One boolean for each service point and time at which somebody could lie; nobody in two places, no two in one; who
makes room is at home or elsewhere. Where an appointment may lie is what `Ground` says (tests/rearrange_model.py says
it slowly, without masks); what is done with it, the solver finds alone.

The objective is the six points of `domain/rearrange.py`, in two steps: points 1 to 3, and what is proven of these is
kept while 4 to 6 are decided. Within a step each count weighs more than all after it together. Of the ways and
settings that were tried this is where the solver is quickest: one worker, a full linear relaxation, no probing.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ortools.sat.python import cp_model

from backoffice.domain.other_times import _asked, _points
from backoffice.domain.rearrange_ground import Ground
from backoffice.domain.rearrange_kinds import KEEPING_TIME, Kind
from backoffice.domain.rearrange_values import Promised, Rearrangement, Situation
from backoffice.domain.ticks import bits, runs

PROOF = 20
"""Seconds after which a step is given up."""

Score = tuple[int, ...]
"""More is better, the first that differs decides: emergencies that keep their time, who is here or interpreted, all;
then, of a whole plan, other times of the day, and, each negative, calls, extra points, other groups, who made room.
"""


class Unproven(Exception):
    """The solver found no proof in its time."""


class Model:
    """A day for the solver."""

    def __init__(self, situation: Situation, *, whole: bool) -> None:
        """`whole`: all six points; else only who keeps their time."""
        self.model = cp_model.CpModel()
        self.ground = Ground(situation)
        self.seconds = 0.0
        """What the solver took, without the making of the model."""
        self._all: list[Any] = []
        self._on: list[list[tuple[int, Any]]] = [[] for _ in self.ground.spots]
        self._kept: tuple[list[Any], ...] = ([], [], [])
        """By tier."""
        self._ranked: tuple[list[Any], ...] = ([], [], [], [])
        self._same_day: list[Any] = []
        self._aside: list[Any] = []
        self._movable()
        self._affected(whole=whole)
        for lying in self._on:
            # Of those that share a tick one begins last, and there they all lie.
            for tick in sorted({ticks & -ticks for ticks, _ in lying}):
                self.model.add_at_most_one([there for ticks, there in lying if ticks & tick])
        first, second, third = self._kept
        levels = [[(first, 1), (second, 1), ((*first, *second, *third), 1)]]
        if whole:
            _, other, extra, phone = self._ranked
            levels.append([(self._same_day, 1), (phone, -1), (extra, -1), (other, -1), (self._aside, -1)])
        self._steps: list[list[tuple[Sequence[Any], int]]] = levels

    def solve(self) -> Score:
        """The best score, proven; raises `Unproven`."""
        found: list[int] = []
        for step in self._steps:
            self.model.maximize(self._weighted(step))
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.linearization_level = 2
            solver.parameters.cp_model_probing_level = 0
            solver.parameters.symmetry_level = 0
            solver.parameters.max_time_in_seconds = PROOF
            status = solver.solve(self.model)
            self.seconds += solver.wall_time
            if status != cp_model.OPTIMAL:
                raise Unproven
            for variables, sign in step:
                count = sum(solver.value(one) for one in variables)
                self.model.add(sum(variables) == count)
                found.append(sign * count)
            self.model.clear_hints()
            for one in self._all:
                self.model.add_hint(one, solver.value(one))
        return tuple(found)

    def _weighted(self, step: Iterable[tuple[Sequence[Any], int]]) -> Any:
        weight, terms, most = 1, [], 1 + len(self.ground.affected) + len(self.ground.movable)
        for variables, sign in reversed(list(step)):
            terms += [sign * weight * one for one in variables]
            weight *= most
        return sum(terms)

    def _lies(self, point: int, ticks: int) -> Any:
        found = self.model.new_bool_var("")
        self._all.append(found)
        self._on[point].append((ticks, found))
        return found

    def _open(self, points: Iterable[int], ticks: int) -> list[Any]:
        fixed = self.ground.board.fixed
        return [self._lies(point, ticks) for point in points if not fixed[point] & ticks]

    def _movable(self) -> None:
        for one in self.ground.movable:
            others = self._open(self.ground._homes(one), one.ticks)
            self._aside += others
            self.model.add_exactly_one([self._lies(one.home, one.ticks), *others])

    def _affected(self, *, whole: bool) -> None:
        for one in self.ground.affected:
            ways = []
            for rank, points in enumerate(one.ranks):
                there = self._open(points, one.ticks)
                self._ranked[rank].extend(there)
                self._kept[one.tier].extend(there)
                ways += there
            if whole:
                others = list(self._other_times(self.ground.appointments[one.number], one.ticks))
                self._same_day += others
                ways += others
            self.model.add_at_most_one(ways)

    def _other_times(self, one: Promised, promised: int) -> Iterator[Any]:
        ground, length = self.ground, -(-(one.end - one.start) // 5)
        asked, allowed = _asked(ground, one), ground.allowed(one)
        for point in (point for rank in _points(ground, one) for point in rank):
            for start in bits(runs(allowed[point] & ~ground.board.fixed[point], length) & asked):
                ticks = ((1 << length) - 1) << start
                if ticks != promised:
                    yield self._lies(point, ticks)


def reached(situation: Situation, found: Rearrangement) -> Score:
    """The score of a plan of ours."""
    tier = {one.id: one.tier for one in situation.appointments}
    kept = [tier[step.id] for step in found.steps if step.keeps_time]
    kinds = [step.kind for step in found.steps]
    _, other, extra, phone = (-kinds.count(kind) for kind in KEEPING_TIME)
    same_day = kinds.count(Kind.SAME_DAY)
    return kept.count(0), kept.count(1), len(kept), same_day, phone, extra, other, -len(found.aside)

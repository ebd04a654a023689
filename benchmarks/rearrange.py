"""The plan for a drop in capacity against the proven optimum of a solver (OR-Tools CP-SAT), in one run.

Quality: 200 random days, eight in ten of a branch with 45 appointments and 3 of 8 service points away, the others
with 150 and 300. Points 1 to 3 of `domain/rearrange.py`: how many keep the time that was promised, against the most
there can be. Where a day of ours keeps more in all because it keeps fewer emergencies, the more is not counted; a day
is behind by what it keeps less of, of emergencies, of who is here or interpreted, or of all, whichever is most.

Time: the whole plan of a day, all six points, from the same values to the answer; of the solver only its own time to
the proof, not the making of its model. `python -m benchmarks.rearrange` shows what no goal is about: the solver's
time for points 1 to 3 alone, which is short, and how many get another time on the same day.

First the solver's model is held against trying all ways on small mornings, and no plan of ours may score better than
what is proven. A day that the solver does not prove is named and not counted. (Of 300 appointments that is most days:
the plans that are not counted here took it longest.) The solver is no part of the program: `pip install -c
constraints.txt '.[bench]'`. Without it this says so and measures nothing.
"""

import importlib.util
import random
import sys
import time
from collections.abc import Iterator
from statistics import median

from backoffice.domain.rearrange import rearrange
from benchmarks.rearrange_days import LARGE, MIDDLE, SMALL, Size, fresh, random_day
from tests.rearrange_model import brute_force, random_situation

Score = tuple[int, ...]
"""As `benchmarks/rearrange_solver.py` says."""
Result = tuple[str, float, float, float]
"""(what, ours, the solver's, ratio); milliseconds, but whole numbers are appointments."""

DAYS = 200
SIZES = (*[SMALL] * 8, MIDDLE, LARGE)
TIMED_SMALL, TIMED_LARGE = 60, 10
CHECKED = 60


def checked() -> None:
    """The solver's model is right: what it proves is what trying all ways finds."""
    from benchmarks.rearrange_solver import Model

    for seed in range(1000, 1000 + CHECKED):
        situation = random_situation(random.Random(seed), most=6, rich=seed % 2 == 0)
        assert Model(situation, whole=False).solve() == brute_force(situation), seed


def quality() -> list[Result]:
    """Who keeps their time: the sum of all days, and the worst day."""
    from benchmarks.rearrange_solver import Model, Unproven, reached

    draw, days = random.Random(7), []
    for number in range(DAYS):
        situation = random_day(draw, SIZES[number % len(SIZES)])
        mine = reached(situation, rearrange(situation))[:3]
        try:
            best = Model(situation, whole=False).solve()
        except Unproven:
            _say_unproven(f"day {number}")
            continue
        assert mine <= best, "better than the best: the model is wrong"
        days.append((max(theirs - ours for ours, theirs in zip(mine, best, strict=True)), mine, best))
    ours, theirs = sum(min(mine[2], best[2]) for _, mine, best in days), sum(best[2] for *_, best in days)
    exact = sum(mine == best for _, mine, best in days)
    behind, mine, best = max(days)
    what = f"{len(days)} days ({exact} exactly so)"
    return [
        (f"kept at their time, peer : ours, {what}", ours, theirs, theirs / ours),
        ("worst day: kept; instead of the ratio, how many are behind", mine[2], best[2], behind),
    ]


def _each(size: Size, days: int, *, whole: bool) -> Iterator[tuple[float, float, Score, Score]]:
    """Of each day that is proven: our milliseconds and the solver's, taking turns, our score and the best."""
    from benchmarks.rearrange_solver import Model, Unproven, reached

    draw = random.Random(11)
    situations = [random_day(draw, size) for _ in range(days)]
    rearrange(fresh(situations[0]))
    for number, situation in enumerate(situations):
        ground = fresh(situation)
        began = time.perf_counter()
        found = rearrange(ground)
        mine = time.perf_counter() - began
        model = Model(situation, whole=whole)
        try:
            best = model.solve()
        except Unproven:
            _say_unproven(f"day {number} of {size.appointments} appointments")
            continue
        score = reached(situation, found)
        assert score[: len(best)] <= best, "better than the best: the model is wrong"
        yield mine * 1000, model.seconds * 1000, score, best


def _timed(size: Size, days: int) -> tuple[Result, str]:
    """The whole plan of a day, medians over the days; and what it gives to those who lose their time."""
    rows = list(_each(size, days, whole=True))
    if not rows:
        raise SystemExit(f"rearrange: of {days} days with {size.appointments} appointments the solver proved none")
    ours, peer = median(row[0] for row in rows), median(row[1] for row in rows)
    what = f"{size.appointments} appointments, {size.away} of {size.points} away, {len(rows)} of {days} days proven"
    # Only where as many keep their time does the rest compare.
    alike = [(mine, best) for *_, mine, best in rows if mine[:3] == best[:3]]
    other, most = (sum(scores[which][3] for scores in alike) for which in (0, 1))
    said = f"another time on the same day, {len(alike)} days alike in points 1 to 3: ours {other}, solver {most}"
    return (what, ours, peer, ours / peer), said


def _say_unproven(day: str) -> None:
    print(f"rearrange: the solver did not prove {day}, which is not counted", file=sys.stderr)


def run() -> list[Result]:
    """Quality, then time for a branch and for a large one; nothing where the solver is not installed."""
    if importlib.util.find_spec("ortools") is None:
        print("rearrange: the solver is not installed, so nothing is compared (extra 'bench')", file=sys.stderr)
        return []
    checked()
    return [*quality(), _timed(SMALL, TIMED_SMALL)[0], _timed(LARGE, TIMED_LARGE)[0]]


def main() -> None:
    """Print what the goals leave out: points 1 to 3 alone, for which the solver needs little, and point 4."""
    for size, days in ((SMALL, TIMED_SMALL), (LARGE, TIMED_LARGE)):
        (what, ours, peer, ratio), said = _timed(size, days)
        print(f"{what}: ours {ours:.2f} ms, solver {peer:.2f} ms, ratio {ratio:.3f}\n  {said}")
        rows = list(_each(size, days, whole=False))
        ours, peer = median(row[0] for row in rows), median(row[1] for row in rows)
        print(f"  against points 1 to 3 alone: ours {ours:.2f} ms, solver {peer:.2f} ms, ratio {ours / peer:.3f}")


if __name__ == "__main__":
    main()

"""All benchmarks, or those named, as one table of ratios."""

import importlib
import importlib.util
import sys

GOALS: dict[str, tuple[float, ...]] = {
    "start": (1.25, 1.6),
    "store": (1.6, 5.0, 5.0, 2.5, 5.0, 5.0),
    "lists": (1 / 50, 0.6, 0.6),
    "imports": (1.3, 1.3),
    "tickets": (1.6, 2.5, 3.0),
    "slots": (3.0, 4.0, 5.0, 3.0, 4.0, 5.0, 5.0),
    "responsibility": (20.0, 2.0, 2.0),
    "interpreting": (2.0, 2.0),
    "rearrange": (1 / 0.98, 2.0, 1 / 20, 1 / 10),
}
"""What each module's rows may be at most, in their order. Only ratios are goals; times are of this machine."""


def shown(value: float) -> str:
    """Milliseconds; a whole number counts something."""
    return f"{value:>9}" if isinstance(value, int) else f"{value:>6.2f} ms"


def main(names: list[str]) -> int:
    """Run the named benchmarks (all that are here without a name) and print them; 1 where a goal was missed."""
    unknown = [name for name in names if name not in GOALS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(GOALS)}", file=sys.stderr)
        return 2
    missed = False
    print(f"{'what':<62} {'ours':>9} {'peer':>9} {'ratio':>7} {'goal':>6}")
    for name in names or GOALS:
        if importlib.util.find_spec(f"benchmarks.{name}") is None:
            continue
        rows = importlib.import_module(f"benchmarks.{name}").run()
        if not rows:  # it has said what it lacks
            continue
        for (what, ours, peer, ratio), goal in zip(rows, GOALS[name], strict=True):
            kept = ratio <= goal
            missed |= not kept
            print(f"{what:<62} {shown(ours)} {shown(peer)} {ratio:>7.3f} {goal:>6.3f}{'' if kept else '  missed'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Where the columns of a grid stand: how many fit, which are on the screen, how a cursor finds its place again."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What stands in a cell, the ink it is written with, and whether it is a block (its own paper)."""

    text: str = ""
    ink: str = "plain"
    block: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A column that is on the screen: which, from which cell of the line on, how wide with the cursor's cell."""

    column: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Widths:
    """How columns are set: the fixed part at the left, the least and most of a column, how many at the end stay."""

    side: int
    least: int
    most: int
    pinned: int = 0


def fit(count: int, width: int, widths: Widths) -> int:
    """How many of the columns that are not pinned have room in `width` cells; one at least."""
    return max(1, (width - widths.side) // widths.least - widths.pinned) if count > widths.pinned else 0


def place(count: int, first: int, width: int, widths: Widths) -> tuple[Shown, ...]:
    """The columns on the screen: from `first` on as many as fit, then the pinned ones."""
    free = count - widths.pinned
    many = min(free, fit(count, width, widths))
    here = [*range(first, min(first + many, free)), *range(free, count)]
    if not here:
        return ()
    each = max(2, min((width - widths.side) // len(here), widths.most))
    return tuple(Shown(column, widths.side + n * each, each) for n, column in enumerate(here))


def kept(old: Sequence[Hashable], at: int, new: Sequence[Hashable]) -> int:
    """Where what stood at `at` stands among the new ones; gone: the next of its old neighbours that is there."""
    found = {key: n for n, key in enumerate(new)}
    candidates = [*old[at:], *reversed(old[:at])]
    return next((found[key] for key in candidates if key in found), 0)

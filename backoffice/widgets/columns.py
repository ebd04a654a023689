"""Columns of a list: which of them fit a width, how wide each is, and how a row's cells are set into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.widgets.display import cell_len, cut, safe

Cell = str | tuple[str, str]
"""A text, or a text and the ink it is written with: one of `INKS`."""

INKS = ("plain", "muted", "strong", "urgent", "warning", "good", "info")
GAP = 2
LEAST = 4
"""Cells below which a column is not made narrower."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in cells; of the flexible one (there is one at most) the least it can do with.

    `priority` 0 stays at every width, higher ones are dropped first. `whole` (times, numbers) is never cut:
    what is too long takes its room from the cells after it.
    """

    header: str
    width: int
    priority: int = 0
    flexible: bool = False
    whole: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is shown: which cell of the row it takes, and its width in cells."""

    index: int
    column: Column
    width: int


def layout(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """The columns that fit in `width` cells, the flexible one taking what is left.

    Columns go by priority, the highest first and of equals the last, until the rest fits or has priority 0.
    """
    kept = list(enumerate(columns))
    while _needed(kept) > width:
        droppable = [item for item in kept if item[1].priority > 0]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda item: (item[1].priority, item[0])))
    widths = {i: c.width for i, c in kept}
    spare = width - _needed(kept)
    # Too narrow even so: the flexible column gives first, then the others from the right, times and numbers never.
    for i, c in sorted(kept, key=lambda item: (not item[1].flexible, -item[0])):
        if spare < 0 and not c.whole:
            given = min(-spare, max(0, widths[i] - LEAST))
            widths[i] -= given
            spare += given
        elif spare > 0 and c.flexible:
            widths[i] += spare
    return tuple(Placed(i, c, widths[i]) for i, c in kept)


def _needed(kept: Sequence[tuple[int, Column]]) -> int:
    return sum(c.width for _, c in kept) + GAP * max(0, len(kept) - 1)


def text_of(cell: Cell) -> str:
    """The text of a cell."""
    return cell if isinstance(cell, str) else cell[0]


def ink_of(cell: Cell) -> str:
    """The ink of a cell."""
    return "plain" if isinstance(cell, str) else cell[1]


def set_row(cells: Sequence[Cell], placed: Sequence[Placed]) -> list[tuple[str, str]]:
    """The row as (text, ink) pieces, gaps included, each cell cleaned and filled or cut to its column."""
    pieces: list[tuple[str, str]] = []
    debt = 0
    last = len(placed) - 1
    for n, place in enumerate(placed):
        cell = cells[place.index]
        width = place.width - debt
        debt = 0
        if place.column.whole:
            text = safe(text_of(cell))
            debt = max(0, cell_len(text) - width)
        else:
            text = cut(text_of(cell), max(0, width))
            debt = max(0, -width)
        room = max(0, width - cell_len(text))
        text = " " * room + text if place.column.right else text + " " * room
        pieces.append((text if n == last else text + " " * GAP, ink_of(cell)))
    return pieces

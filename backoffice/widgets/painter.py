"""How the lines of a list look: header, rows, and what is said where there are none. Painted once, then kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from backoffice.widgets.columns import Cell, Column, layout, set_row
from backoffice.widgets.display import CHANGED, CURSOR, MARK, fitted, wrapped
from backoffice.widgets.rows import T

GUTTER = 2
"""Two cells before the first column: the cursor, and the mark (or that another desk changed the row)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a row's line depends on besides its cells."""

    id: str
    at_cursor: bool = False
    focused: bool = False
    marked: bool = False
    changed: bool = False

    @property
    def gutter(self) -> str:
        """The two cells that tell it without any colour."""
        return (CURSOR if self.at_cursor else " ") + (MARK if self.marked else CHANGED if self.changed else " ")

    @property
    def paper(self) -> str:
        """The name of the style under the whole line; empty: the list's own."""
        if self.at_cursor:
            return "cursor" if self.focused else "blurred"
        return "changed" if self.changed else ""


class Painter(Generic[T]):
    """Makes strips of rows. `paper(name)` gives a full style, `ink(name)` one that only adds to it."""

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[T], Sequence[Cell]],
        paper: Callable[[str], Style],
        ink: Callable[[str], Style],
    ) -> None:
        self._columns = columns
        self._cells = cells
        self._paper_of = paper
        self._ink_of = ink
        self._styles: dict[tuple[str, str], Style] = {}
        self._kept: LRUCache[Look, Strip] = LRUCache(512)
        self._kept_width = 0
        self._placed = layout(columns, 0)

    def forget(self) -> None:
        """Paint everything anew: rows, colours or the time of day changed."""
        self._kept.clear()
        self._styles.clear()

    def set_columns(self, columns: Sequence[Column]) -> bool:
        """Paint other columns from now on; False where they are the same."""
        if columns == self._columns:
            return False
        self._columns = columns
        self._placed = layout(columns, self._kept_width - GUTTER)
        self._kept.clear()
        return True

    def resize(self, width: int) -> None:
        """Paint for lines of `width` cells from now on."""
        if width != self._kept_width:
            self._kept_width = width
            self._placed = layout(self._columns, width - GUTTER)
            self._kept.clear()

    def header(self) -> Strip:
        """The line above the rows."""
        pieces = set_row([c.header for c in self._columns], self._placed)
        return self._line(" " * GUTTER + "".join(text for text, _ in pieces), "header")

    def blank(self) -> Strip:
        """A line below the last row."""
        return self._line("", "")

    def sentence(self, text: str, y: int) -> Strip:
        """Line `y` (0-based, under the header) of a sentence that stands where rows would."""
        lines = wrapped(text, max(1, self._kept_width - 2 * GUTTER))
        return self._line(" " * GUTTER + lines[y - 1] if 1 <= y <= len(lines) else "", "empty")

    def row(self, row: T, look: Look) -> Strip:
        """The line of a row."""
        strip = self._kept.get(look)
        if strip is None:
            strip = self._kept[look] = self._paint(row, look)
        return strip

    def _paint(self, row: T, look: Look) -> Strip:
        base = self._style(look.paper)
        segments = [Segment(look.gutter, base + Style(bold=True))]
        for text, ink in set_row(self._cells(row), self._placed):
            # The cursor's paper has one ink: no other colour can be promised to be readable on it.
            plain = ink == "plain" or look.focused
            segments.append(Segment(text, base if plain else self._style(look.paper, ink)))
        return Strip(segments).adjust_cell_length(self._kept_width, base)

    def _line(self, text: str, paper: str) -> Strip:
        return Strip([Segment(fitted(text, self._kept_width), self._style(paper))], self._kept_width)

    def _style(self, paper: str, ink: str = "plain") -> Style:
        style = self._styles.get((paper, ink))
        if style is None:
            style = self._paper_of(paper)
            if ink != "plain":
                style += self._ink_of(ink)
            self._styles[paper, ink] = style
        return style

"""Lines of the frame: pieces of text in inks, filled to their width, never markup."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from backoffice.widgets.columns import INKS
from backoffice.widgets.display import cell_len, safe

Piece = tuple[str, str]
"""A text and the ink it is written with: one of `INKS`, or `key`."""


class Line(Widget):
    """The base of all lines: says what it shows as pieces, for the width there is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--key", *(f"line--{ink}" for ink in INKS)}
    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    Line > .line--key, Line > .line--strong { text-style: bold; }
    """

    def pieces(self, width: int) -> Sequence[Piece]:
        """What to show in `width` cells, already cut to fit."""
        raise NotImplementedError

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        """All lines: one, unless a kind of line says otherwise (and has `height: auto`)."""
        return [self.pieces(width)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One of the lines; below them it is blank."""
        base, width = self.rich_style, self.size.width
        shown = self.lines(width) if width > 0 else ()
        found = shown[y] if y < len(shown) else ()
        segments = [Segment(safe(text), base + self._ink(ink)) for text, ink in found]
        return Strip(segments).adjust_cell_length(width, base)

    def _ink(self, ink: str) -> Style:
        return self.get_component_rich_style(f"line--{ink}", partial=True)


def width_of(pieces: Sequence[Piece]) -> int:
    """Cells that the pieces take."""
    return sum(cell_len(safe(text)) for text, _ in pieces)


def both_ends(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """`left` at the left end and `right` at the right end of `width` cells; they fit, or `right` goes."""
    gap = width - width_of(left) - width_of(right)
    if gap < 1:
        return [*left]
    return [*left, (" " * gap, "plain"), *right]

"""A few words or a time, as large as the room allows: for the customer at the other side of the desk."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from backoffice.widgets.big_letters import can_draw, large
from backoffice.widgets.display import cell_len, cut, safe

LARGEST = 3


def enlarged(text: str, width: int, largest: int = LARGEST) -> list[str]:
    """The lines of `text` in the largest form that fits `width`; as it is where none does or it cannot be drawn."""
    text = safe(text)
    if can_draw(text):
        for scale in range(largest, 0, -1):
            lines = large(text, scale)
            if lines and max(map(len, lines)) <= width:
                return lines
    return [cut(text, width)]


class BigText(Widget):
    """Shows one text large, centred."""

    DEFAULT_CSS = "BigText { height: auto; width: 1fr; }"
    _text = ""
    _largest = LARGEST

    def show(self, text: str, largest: int = LARGEST) -> None:
        """Show this text, at most so large."""
        self._text, self._largest = text, largest
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the largest form takes."""
        return len(enlarged(self._text, width, self._largest))

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        lines = enlarged(self._text, width, self._largest)
        if y >= len(lines):
            return Strip.blank(width, style)
        side = (width - max(cell_len(line) for line in lines)) // 2
        return Strip([Segment(" " * side + lines[y], style)]).adjust_cell_length(width, style)

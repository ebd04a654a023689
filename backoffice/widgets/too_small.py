"""Under 60x16 one sentence says that the window is too small; everything behind it stays as it is."""

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from backoffice.widgets.display import fitted, wrapped
from backoffice.widgets.scrollbar import use_plain_scroll_bars
from backoffice.wording import labels

if TYPE_CHECKING:
    from textual.screen import Screen

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
WIDE = 100
"""From this width on the screen has the class `-wide`, and a detail pane is shown unless it is `-no-details`."""


class TooSmall(Widget):
    """Covers the whole screen while there is too little of it."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 100%; height: 100%; dock: top; }
    """

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        lines = wrapped(labels.TOO_SMALL.format(width=LEAST_WIDTH, height=LEAST_HEIGHT), max(2, width - 2))
        text = " " + lines[y] if y < len(lines) else ""
        return Strip([Segment(fitted(text, width), style)], width)


if TYPE_CHECKING:
    _Guarded = Screen[Any]
else:  # Textual takes the style sheet's type names from the first base that is a widget: this must not be one
    _Guarded = object


class RoomGuard(_Guarded):
    """Mix into a screen, first: it says so when its window is too small and takes no keys then (but Ctrl+Q).

    It also tells the style sheet how much room there is (`-wide`).
    """

    @property
    def too_small(self) -> bool:
        """Whether the sentence stands over everything now."""
        return self.has_class("-too-small")

    def on_mount(self) -> None:
        use_plain_scroll_bars()
        self.mount(TooSmall())

    def on_resize(self, event: events.Resize) -> None:
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        self.set_class(small, "-too-small")
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_key(self, event: events.Key) -> None:
        if self.too_small:
            event.stop()
            event.prevent_default()

"""Under 60x16 one sentence says that the window is too small; everything behind it stays as it is."""

from typing import Any

from rich.segment import Segment
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from backoffice.widgets.display import fitted, wrapped
from backoffice.wording import labels

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
WIDE = 100
"""From this width on the screen has the class `-wide`: there is room for a pane beside the list."""


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


class RoomGuard(Screen[Any]):
    """A screen that says so when its window is too small, and takes no keys then (quitting still works)."""

    DEFAULT_CSS = """
    RoomGuard { layers: base guard; }
    RoomGuard TooSmall { layer: guard; }
    RoomGuard.-too-small TooSmall { display: block; }
    RoomGuard.-wide FilterBar { width: 10; }
    RoomGuard.-wide FilterBar.-open { width: 36; }
    """

    @property
    def too_small(self) -> bool:
        """Whether the sentence stands over everything now."""
        return self.has_class("-too-small")

    def on_mount(self) -> None:
        self.mount(TooSmall())

    def on_resize(self, event: events.Resize) -> None:
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        self.set_class(small, "-too-small")
        self.set_class(event.size.width >= WIDE, "-wide")

    def on_key(self, event: events.Key) -> None:
        if self.too_small:
            event.stop()
            event.prevent_default()

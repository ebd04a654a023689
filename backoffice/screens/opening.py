"""The frame before anything is in it: painted at once, while desk and store are loaded in a thread."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.screen import Screen

from backoffice.widgets.frame_lines import ScreensLine, Tab, TopLine
from backoffice.widgets.line import Line, Piece
from backoffice.wording import screens as words

TABS = (Tab("today", "1", words.TODAY),)
"""The screens that exist, as the second line shows them."""


class _Patience(Line):
    """One sentence where the list is going to be; the list itself is loaded with the desk."""

    def pieces(self, width: int) -> Sequence[Piece]:
        return [(f"  {words.OPENING}", "muted")]


class Opening(Screen[None]):
    """The frame without anything in it, until the desk is there; where it cannot be, the reason and the way on."""

    DEFAULT_CSS = "Opening _Patience { margin-top: 2; }"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        yield _Patience()

    def on_mount(self) -> None:
        self.query_one(TopLine).show([words.day_label(self._today)])
        self.query_one(ScreensLine).show(TABS, "today")

"""The frame before anything is in it: painted at once, while desk and store are loaded in a thread."""

from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from backoffice.screens.columns import DAY
from backoffice.widgets.frame_lines import CountsLine, HintLine, ScreensLine, Tab, TopLine
from backoffice.widgets.notice_line import NoticeLine
from backoffice.widgets.record_list import RecordList
from backoffice.wording import screens as words

TABS = (Tab("today", "1", words.TODAY),)
"""The screens that exist, as the second line shows them."""


class Opening(Screen[None]):
    """The frame without anything in it, until the desk is there; where it cannot be, the reason and the way on."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        yield CountsLine()
        yield RecordList[Any](DAY, key=str, cells=lambda _row: (), search=str, empty=words.OPENING, id="rows")
        yield NoticeLine()
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one(TopLine).show([words.day_label(self._today)])
        self.query_one(ScreensLine).show(TABS, "today")

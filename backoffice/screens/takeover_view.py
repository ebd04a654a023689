"""Kundenansicht of what another branch said yes to: where to be when, large. No person's name is on it (D56)."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Middle
from textual.widget import Widget

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.clock import hhmm
from backoffice.domain.terms import Channel
from backoffice.screens.privacy import Cover, centred
from backoffice.widgets.big_text import BigText
from backoffice.wording import takeover_screen as words
from backoffice.wording import views


class TakenView(Cover):
    """The branch, day and time, and its address or that it calls. Any key comes back."""

    PASSES: ClassVar[frozenset[str]] = Cover.PASSES | {"f9"}

    def __init__(self, line: TakeoverLine) -> None:
        """`line`: one that was promised something (`promised`)."""
        super().__init__()
        self._line = line

    def compose(self) -> ComposeResult:
        with Middle():
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        line = self._line
        if line.promised is not None:
            day, start, _, channel = line.promised
            yield centred(line.other, "strong")
            yield centred("")
            yield _large(views.large_day(day))
            yield centred("")
            yield _large(f"{hhmm(start)} {views.OCLOCK}")
            yield centred("")
            yield centred(words.CALLS_YOU if channel is Channel.PHONE else line.other_address, "strong")
            yield centred("")
        yield centred(views.CUSTOMER_BACK, "muted")


def _large(text: str) -> BigText:
    big = BigText()
    big.show(text)
    return big

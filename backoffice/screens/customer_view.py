"""Kundenansicht: one date, large, for turning the screen round. No name at all stands on it (D56)."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Middle
from textual.widget import Widget

from backoffice.desk.views import Line
from backoffice.domain.clock import hhmm
from backoffice.domain.terms import Channel
from backoffice.screens.paging import Lines, Sheet
from backoffice.screens.privacy import Cover, centred
from backoffice.widgets.big_text import BigText
from backoffice.widgets.display import cut, wrapped
from backoffice.wording import views as words


class CustomerView(Cover):
    """Day, time and where; the concern only where everybody may read it (D24). Any key comes back."""

    PASSES: ClassVar[frozenset[str]] = Cover.PASSES | {"f9"}

    def __init__(self, line: Line, concern: str, branch_name: str) -> None:
        super().__init__()
        self.line = line
        self._concern = "" if line.sensitive else concern
        self._branch = branch_name

    def compose(self) -> ComposeResult:
        with Middle():
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        line = self.line
        yield centred(self._branch, "strong")
        yield centred("")
        yield _large(words.large_day(line.day))
        yield centred("")
        yield _large(f"{hhmm(line.start)} {words.OCLOCK}")
        yield centred("")
        if line.channel is Channel.PHONE:
            yield centred(words.CUSTOMER_CHANNEL_PHONE, "strong")
        elif line.place:
            yield _large(f"{words.CUSTOMER_PLACE} {line.place}")
        if self._concern:
            yield centred("")
            yield Sheet(self._concern_lines)
        yield centred("")
        yield centred(words.CUSTOMER_BACK, "muted")

    def _concern_lines(self, width: int) -> Lines:
        return [[(cut(text, width).center(width), "plain")] for text in wrapped(self._concern, max(10, width - 4))]


def _large(text: str) -> BigText:
    big = BigText()
    big.show(text)
    return big

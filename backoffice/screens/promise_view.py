"""Kundenansicht of a promised call: by when, large, for turning the screen round. No name stands on it (D56)."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Middle
from textual.widget import Widget

from backoffice.desk.ticket_views import TicketLine
from backoffice.screens.privacy import Cover, centred
from backoffice.widgets.big_text import BigText
from backoffice.wording import ticket_screen as words
from backoffice.wording.views import CUSTOMER_BACK


class PromiseView(Cover):
    """Until which day and time we call, and the ticket's number. Any key comes back."""

    PASSES: ClassVar[frozenset[str]] = Cover.PASSES | {"f9"}

    def __init__(self, line: TicketLine, branch_name: str) -> None:
        super().__init__()
        self._line = line
        self._branch = branch_name

    def compose(self) -> ComposeResult:
        with Middle():
            yield from self._widgets()

    def _widgets(self) -> Iterator[Widget]:
        line = self._line
        day, time = words.large_due(line.due_at)
        yield centred(self._branch, "strong")
        yield centred("")
        yield centred(words.CUSTOMER_CALL if line.phone else words.CUSTOMER_ANSWER, "strong")
        yield centred("")
        yield _large(day)
        yield centred("")
        yield _large(time)
        yield centred("")
        yield centred(line.number, "strong")
        yield centred("")
        yield centred(CUSTOMER_BACK, "muted")


def _large(text: str) -> BigText:
    big = BigText()
    big.show(text)
    return big

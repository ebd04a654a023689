"""A request in full, to be read: its appointment is still at the other branch, so there is no record to open."""

from collections.abc import Sequence

from backoffice.screens.paging import Lines, PageDialog, pairs
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import takeover_screen as words

SIDE = 10


class RequestDialog(PageDialog[None]):
    """Everything the two branches know of the request; nothing is changed here."""

    def __init__(self, name: str, found: Sequence[Pair]) -> None:
        """`name`: the person as lists show them (D57)."""
        super().__init__(words.REQUEST_TITLE)
        self._heading = name
        self._pairs = tuple(found)

    def text(self, width: int) -> Lines:
        return [[(self._heading, "strong")], *pairs(self._pairs, width, side=SIDE)]

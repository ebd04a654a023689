"""A request in full, to be read: its appointment is still at the other branch, so there is no record to open."""

from collections.abc import Callable, Sequence

from backoffice.screens.paging import Lines, PageDialog, pairs
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import takeover_screen as words

SIDE = 10


class RequestDialog(PageDialog[None]):
    """Everything the two branches know of the request; nothing is changed here, but the time goes on."""

    def __init__(self, read: Callable[[], tuple[str, Sequence[Pair]]]) -> None:
        """`read` gives the person as lists show them (D57), and the pairs, as they are known now."""
        super().__init__(words.REQUEST_TITLE)
        self._read = read
        self._found = read()

    def on_mount(self) -> None:
        self.set_interval(0.5, self.look_again)

    def look_again(self) -> None:
        """Write it anew where it says something else by now: free times were found, a minute went by."""
        found = self._read()
        if found != self._found:
            self._found = found
            self.rewrite()

    def text(self, width: int) -> Lines:
        heading, found = self._found
        return [[(heading, "strong")], *pairs(found, width, side=SIDE)]

"""A paper on the screen, and from there into a file: a digit or F2 writes it, and it is opened."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.screens.own_thread import in_own_thread
from backoffice.screens.paging import Lines, PageDialog, Sheet, hanging, hinted
from backoffice.wording import labels


class PaperDialog(PageDialog[str]):
    """Shows a paper; 1 or F2 writes it in its usual way. Gives what it said last, None for nothing."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.DIALOG, keys.Place.NUMBERED, keys.Place.TEXT)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in keys.bindings(keys.Place.FORM) if binding.action == "save"),
        *keys.bindings(keys.Place.NUMBERED),
    ]
    CHOICES: ClassVar[Sequence[str]]
    """What can be done with it, in the order of the digits; the first is the usual way."""
    USUAL: ClassVar[str]
    """What F2 does, for the last line."""
    ONLY: ClassVar[str]
    """What is said to another digit."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._busy = False
        self._said: str | None = None

    def written(self, number: int) -> tuple[str, bool]:
        """Do what a digit means: what is to be said, and whether it went well. Runs beside the screen."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """The paper, which scrolls, and under it what can be done with it."""
        yield from super().body()
        yield Sheet(self._choices, id="choices")

    def hints(self) -> Iterable[keys.Action]:
        """F2 for the usual way, the arrows, and the way back."""
        return hinted("save", self.USUAL), keys.action("line_down"), keys.action("close")

    def _choices(self, width: int) -> Lines:
        choices = enumerate(self.CHOICES, 1)
        return [[], *(row for number, text in choices for row in hanging(f"{number}  ", text, width, lead_ink="key"))]

    def action_save(self) -> None:
        """F2: the usual way."""
        self._save(1)

    def action_pick(self, number: int) -> None:
        """A digit."""
        if number <= len(self.CHOICES):
            self._save(number)
        else:
            self.say(self.ONLY)

    def action_close(self) -> None:
        """Esc: back, with what was said last."""
        self.dismiss(self._said)

    def _save(self, number: int) -> None:
        if not self._busy:
            self._busy = True
            self.say(labels.WORKING, ink="muted")
            self._write(number)

    @work(group="write", exit_on_error=False)
    async def _write(self, number: int) -> None:
        try:
            said, fine = await in_own_thread(lambda: self.written(number))
            self._said = said
            self.say(said, ink="good" if fine else "urgent")
        finally:
            self._busy = False

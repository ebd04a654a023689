"""Where no desk can be opened: why not, what helps, and another try (F5)."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.errors import BackofficeError
from backoffice.screens.dialog import Dialog
from backoffice.screens.paging import Lines, Sheet, hinted, paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.wording import views as words
from backoffice.wording.refusals import refusal

AGAIN, QUIT = "again", "quit"


class NoDesk(Dialog[bool]):
    """Dismisses with True to try again, with False to quit."""

    PLACES = keys.TROUBLE_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.TROUBLE)]

    def __init__(self, error: BackofficeError) -> None:
        self._said = refusal(error)
        super().__init__(self._said.title)
        self._ways_on = words.ways_on(error.code)

    def hints(self) -> Iterable[keys.Action]:
        """Esc ends the program here."""
        return (keys.action("pick_here"), keys.action("again"), hinted("close", words.QUIT_HINT))

    def body(self) -> Iterable[Widget]:
        """The sentences and the two ways on; trying again is the first."""
        yield Sheet(self._text)
        yield ChoiceList((Choice(AGAIN, words.NO_DESK_AGAIN), Choice(QUIT, words.NO_DESK_QUIT)))

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()

    def _text(self, width: int) -> Lines:
        lines = paragraph(self._said.message, width, "strong")
        if self._ways_on:
            lines += [[]]
            for line in self._ways_on:
                is_command = line.startswith(" ")
                lines += paragraph(line.strip(), width, "info" if is_command else "plain", indent=2 * is_command)
        else:
            lines += paragraph(self._said.remedy, width)
        return [*lines, []]

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.ids == (AGAIN,))

    def action_again(self) -> None:
        """F5."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Esc: nothing can be done here without a desk."""
        self.dismiss(False)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Quitting goes through here, so that the program ends saying that it had no store."""
        return key == "ctrl+q"

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+q":
            event.stop()
            event.prevent_default()
            self.dismiss(False)

"""One choice out of a few, by its digit."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from backoffice.screens.dialog import BoxDialog, Paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.wording import dialogs as words


class ChoiceDialog(BoxDialog[str]):
    """Titled choices: a digit or Enter gives the choice's id, Esc gives None. `intro` says what it is about."""

    def __init__(self, title: str, choices: Sequence[Choice], intro: str = "") -> None:
        super().__init__(title)
        self._choices = tuple(choices)
        self._intro = intro

    def body(self) -> Iterable[Widget]:
        if self._intro:
            yield Paragraph(self._intro, ink="strong", classes="intro")
        if self._choices:
            yield ChoiceList(self._choices, id="choices")
        else:
            yield Paragraph(words.NOTHING_TO_CHOOSE, ink="muted")

    @on(ChoiceList.Chosen)
    def _take(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.ids[0])

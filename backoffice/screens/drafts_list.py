"""The parked forms (F6) where there are several: bring one back, or throw one away."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.screens.dialog import Dialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.paging import Lines, Sheet, paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.wording import views as words
from backoffice.wording.help_texts import ABOUT_DRAFTS


class DraftsDialog(Dialog[str]):
    """Dismisses with the key of the draft that is to be opened again."""

    PLACES = keys.PARKED_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.PARKED)]
    ABOUT = ABOUT_DRAFTS

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(words.DRAFTS)
        self._drafts = drafts
        self._offered: str | None = None

    def body(self) -> Iterable[Widget]:
        """The drafts, the newest first; a sentence where there is none."""
        yield Sheet(self._empty)
        yield ChoiceList(self._choices())

    def _empty(self, width: int) -> Lines:
        return [] if self._drafts.parked else paragraph(words.NO_DRAFTS, width)

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(draft.key, draft.label) for draft in reversed(self._drafts.parked))

    @on(ChoiceList.Chosen)
    def _open(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.ids[0])

    def action_negative(self) -> None:
        """x: throw the draft under the cursor away; only the second press on the same one does it."""
        listed = self.query_one(ChoiceList)
        draft = next((d for d in self._drafts.parked if d.key == listed.cursor_id), None)
        if draft is None:
            return
        if self._offered != draft.key:
            self._offered = draft.key
            self.say(words.drop_draft(draft.label), ink="warning")
            return
        self._drafts.drop(draft.key)
        listed.set_choices(self._choices())
        self.query_one(Sheet).show(self._empty)
        self.say(words.dropped(draft.label), ink="plain")

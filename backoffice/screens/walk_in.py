"""Somebody came without an appointment: everything may be left empty (D12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from backoffice.desk.views import ConcernView
from backoffice.domain.text import fold, search_key
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.person_fields import a_field, family_field, given_field, number_field, phone_field
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import dialogs as words

TEXT_LIMIT = 160


@dataclass(frozen=True, slots=True)
class WalkInAnswer:
    """What was typed, "" where nothing was. With a `concern_id` the catalogue says the title."""

    concern_id: str | None
    concern_text: str
    family: str
    given: str
    phone: str
    number: str
    remark: str


class WalkInDialog(FormDialog[WalkInAnswer]):
    """Asks for concern, name, phone and number; all of it is optional. It is for today, and the title says so."""

    ABOUT = words.ABOUT_WALK_IN

    def __init__(self, concerns: Sequence[ConcernView], today: date) -> None:
        super().__init__(words.walk_in_today(today), draft_key="walk_in")
        self._concerns = tuple(concerns)

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.WALK_IN_INTRO, ink="muted", classes="intro")
        yield Picker(
            words.FIELD_CONCERN,
            tuple(pickable(concern) for concern in self._concerns),
            at_once=False,
            nothing=words.NOTHING_CONCERN,
            more=words.MORE,
            limit=TEXT_LIMIT,
            placeholder=words.PLACEHOLDER_CONCERN,
            id="concern",
        )
        yield family_field()
        yield given_field()
        yield phone_field()
        yield number_field()
        yield a_field(words.FIELD_REMARK, str.strip, "remark", TEXT_LIMIT)

    def result(self) -> WalkInAnswer:
        picker = self.query_one(Picker)
        typed = picker.text.strip()
        concern_id = picker.chosen or self._meant(picker)
        return WalkInAnswer(
            concern_id=concern_id,
            concern_text="" if concern_id else typed,
            **{
                name: self.query_one(f"#{name}", FormField).text.strip()
                for name in ("family", "given", "phone", "number", "remark")
            },
        )

    def _meant(self, picker: Picker) -> str | None:
        """The only concern that fits what was typed, or the one that is called exactly so."""
        if not picker.text.strip():
            return None
        found = picker.found
        exact = [choice for choice in found if fold(choice.label) == fold(picker.text.strip())]
        only = exact if len(exact) == 1 else found
        return only[0].id if len(only) == 1 else None


def pickable(concern: ConcernView) -> Pickable:
    """A concern as it is picked: by its title or its group."""
    hint = words.concern_hint(concern.group, concern.area.value, concern.minutes)
    return Pickable(Choice(concern.id, concern.title, hint), search_key(concern.title, concern.group))

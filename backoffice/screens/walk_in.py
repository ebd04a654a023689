"""Somebody came without an appointment: everything may be left empty (D12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from backoffice.desk.views import ConcernView
from backoffice.screens.concern_field import TEXT_LIMIT, concern_field, meant, pickable
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.person_fields import a_field, family_field, given_field, number_field, phone_field
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Picker
from backoffice.wording import dialogs as words


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
        yield concern_field(pickable(concern) for concern in self._concerns)
        yield family_field()
        yield given_field()
        yield phone_field()
        yield number_field()
        yield a_field(words.FIELD_REMARK, str.strip, "remark", TEXT_LIMIT)

    def result(self) -> WalkInAnswer:
        concern_id, concern_text = meant(self.query_one(Picker))
        return WalkInAnswer(
            concern_id=concern_id,
            concern_text=concern_text,
            **{
                name: self.query_one(f"#{name}", FormField).text.strip()
                for name in ("family", "given", "phone", "number", "remark")
            },
        )

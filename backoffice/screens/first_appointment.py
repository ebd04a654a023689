"""Who a first appointment is for, and what it is about (n 2): then the free times are looked for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from textual.widget import Widget

from backoffice import keys
from backoffice.desk.booking import Person
from backoffice.desk.views import ConcernView
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.screens.concern_field import concern_field, meant, pickable
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.person_fields import email_field, family_field, given_field, number_field, phone_field
from backoffice.screens.ticket_fields import typed
from backoffice.widgets.form_field import FormField
from backoffice.widgets.language_picker import LanguagePicker
from backoffice.widgets.picker import Picker
from backoffice.wording import booking_form as words


class FirstAppointmentForm(FormDialog[tuple[Person, str | None, str]]):
    """Gives the person, and the concern: its id, or (of no catalogue) what was typed."""

    ABOUT = words.ABOUT_FIRST

    def __init__(self, concerns: Sequence[ConcernView], draft_key: str) -> None:
        super().__init__(words.FIRST_WHO, draft_key=draft_key)
        self._concerns = tuple(concerns)

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.FIRST_INTRO, ink="muted", classes="intro")
        yield concern_field(pickable(concern) for concern in self._concerns)
        yield family_field()
        yield given_field()
        yield phone_field()
        yield email_field()
        yield number_field()
        yield LanguagePicker(at_once=False, id="language")

    def hints(self) -> Iterable[keys.Action]:
        return (replace(keys.action("save"), hint=words.HINT_TIMES), keys.action("next_field"), keys.action("park"))

    def result(self) -> tuple[Person, str | None, str]:
        """Refused `concern_missing`, `name_missing`, `phone_unreadable`, `language_not_chosen`."""
        concern_id, concern_text = meant(self.query_one("#concern", Picker))
        if not (concern_id or concern_text):
            raise Refused("concern_missing")
        said = {name: typed(self, name) for name in ("family", "given", "phone", "email", "number")}
        person = Person(**said, language=self.query_one(LanguagePicker).meant())
        person.columns()
        return person, concern_id, concern_text

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        match error.code:
            case "concern_missing":
                return self.query_one("#concern", Picker).field
            case "language_not_chosen":
                return self.query_one(LanguagePicker).field
            case "name_missing":
                return self.query_one("#family", FormField)
            case "phone_unreadable":
                return self.query_one("#phone", FormField)
        return None

"""Somebody came without an appointment: everything may be left empty (D12)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual.widget import Widget

from backoffice.desk.views import ConcernView
from backoffice.domain.errors import Refused
from backoffice.domain.identifiers import CustomerNumber, parse_number
from backoffice.domain.phones import Phone, international, parse_phone
from backoffice.domain.text import fold, search_key
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.form_field import FormField
from backoffice.widgets.picker import Pickable, Picker
from backoffice.wording import dialogs as words

V = TypeVar("V")

NAME_LIMIT, TEXT_LIMIT, NUMBER_LIMIT = 80, 160, 60


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
    """Asks for concern, name, phone and number; all of it is optional."""

    ABOUT = words.ABOUT_WALK_IN

    def __init__(self, concerns: Sequence[ConcernView]) -> None:
        super().__init__(words.WALK_IN_TITLE, draft_key="walk_in")
        self._concerns = tuple(concerns)

    def body(self) -> Iterable[Widget]:
        yield Paragraph(words.WALK_IN_INTRO, ink="muted", classes="intro")
        yield Picker(
            words.FIELD_CONCERN,
            tuple(_pickable(concern) for concern in self._concerns),
            at_once=False,
            nothing=words.NOTHING_CONCERN,
            more=words.MORE,
            limit=TEXT_LIMIT,
            placeholder=words.PLACEHOLDER_CONCERN,
            id="concern",
        )
        yield _field(words.FIELD_FAMILY, str.strip, "family", NAME_LIMIT)
        yield _field(words.FIELD_GIVEN, str.strip, "given", NAME_LIMIT)
        yield _field(words.FIELD_PHONE, _phone, "phone", NUMBER_LIMIT, _beside_phone)
        yield _field(words.FIELD_NUMBER, parse_number, "number", NUMBER_LIMIT, _beside_number)
        yield _field(words.FIELD_REMARK, str.strip, "remark", TEXT_LIMIT)

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


def _field(
    label: str, parse: Callable[[str], V], id_: str, limit: int, beside: Callable[[V], str] | None = None
) -> FormField[V]:
    return FormField(label, parse=parse, beside=beside, limit=limit, id=id_)


def _pickable(concern: ConcernView) -> Pickable:
    hint = words.concern_hint(concern.group, concern.area.value, concern.minutes)
    return Pickable(Choice(concern.id, concern.title, hint), search_key(concern.title, concern.group))


def _phone(text: str) -> Phone:
    """As the desk reads it. Refused `phone_unreadable` where it holds no number: it could not be called (D15)."""
    phone = parse_phone(text)
    if phone.e164 is None:
        raise Refused("phone_unreadable")
    return phone


def _beside_phone(phone: Phone) -> str:
    number = international(phone.e164 or "")
    return words.CHECK_PHONE.format(number=number) if phone.warning else number


def _beside_number(number: CustomerNumber) -> str:
    """Its canonical form; for a wrong shape a warning, never a refusal (D14)."""
    if number.warning is None:
        return number.customer_number or number.bg_number or ""
    return f"▲ {number.suggestion}?" if number.suggestion else words.CHECK_SHAPE

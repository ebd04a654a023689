"""The form of an agreement: with whom and when, or that it is to be caught up on (D31)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual import on
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import AgreementUnit
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.paging import hinted
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField, day_field
from backoffice.widgets.one_of import Labelled, OneOf
from backoffice.wording import plan_check as said
from backoffice.wording import plan_check_screen as words

LATER = "later"
NOTE_LIMIT = 120
MOST_SAID = 4
"""Lines about what is broken; the check tells all."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was said: a task has neither unit nor day."""

    unit: AgreementUnit | None
    agreed_on: date | None
    note: str


class AgreementForm(FormDialog[Agreed]):
    """`about`: what it is about, a sentence each. Where it was noted as a task before, it is agreed now (`owed`)."""

    parks = False

    def __init__(self, title: str, told: Sequence[str], today: date, *, owed: bool = False) -> None:
        super().__init__(title, draft_key="plan:agreement")
        self._told = tuple(told)
        self._today = today
        self._owed = owed

    def body(self) -> Iterable[Widget]:
        for text in self._told[:MOST_SAID]:
            yield Paragraph(text, ink="warning")
        if len(self._told) > MOST_SAID:
            yield Paragraph(said.MORE_SHORT.format(count=len(self._told) - MOST_SAID), ink="warning")
        yield Paragraph(" ", classes="gap")
        units = tuple(
            Choice(unit.value, said.UNIT_SHORT[unit.value], said.UNIT_HINT[unit.value]) for unit in AgreementUnit
        )
        later = () if self._owed else (Choice(LATER, words.LATER, words.LATER_HINT),)
        ticked = AgreementUnit.GBL_2.value if self._owed else LATER
        yield Labelled(words.FIELD_UNIT, OneOf((*units, *later), ticked, id="unit"))
        yield day_field(words.FIELD_DAY, self._today, self._today, id="day")
        if not self._owed:
            yield FormField(
                words.FIELD_NOTE,
                parse=str.strip,
                limit=NOTE_LIMIT,
                counted=True,
                placeholder=words.PLACEHOLDER_NOTE,
                id="note",
            )

    def hints(self) -> Iterable[keys.Action]:
        """Esc leaves everything as it is: nothing is parked."""
        return (keys.action("save"), keys.action("next_field"), hinted("park", keys.action("close").short))

    @property
    def _unit(self) -> AgreementUnit | None:
        chosen = self.query_one("#unit", OneOf).chosen
        return None if chosen in (None, LATER) else AgreementUnit(chosen)

    @on(ChoiceList.Ticked)
    def show_parts(self) -> None:
        """What is not agreed has no day."""
        self.query_one("#day", FormField).display = self._unit is not None

    def result(self) -> Agreed:
        """What stands there. Refused `agreed_in_future`."""
        unit = self._unit
        day = None if unit is None else self.query_one("#day", FormField).value
        if day is not None and day > self._today:
            raise Refused("agreed_in_future", day=day)
        note = self.query("#note")
        return Agreed(unit, day, note.first(FormField).text.strip() if note else "")

    def blamed(self, error: BackofficeError) -> FormField[Any] | None:
        return self.query_one("#day", FormField) if error.code == "agreed_in_future" else None

"""What is typed about an order: who said yes, and what came of it (D48)."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from backoffice.desk.interpreting_lines import OrderLine
from backoffice.domain.errors import Refused
from backoffice.domain.orders import LONGEST_MINUTES
from backoffice.domain.request_sheet import REMOTE
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.ticket_fields import typed
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.form_field import FormField
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.one_of import Labelled
from backoffice.widgets.text_input import TextInput
from backoffice.wording import interpreting_screen as words

FUNCTION_LIMIT, DIAL_LIMIT, REASON_LIMIT, MINUTES_LIMIT = 80, 80, 200, 3
ATTENDED, FAILED = "attended", "failed"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who said yes, by function; `dial` None: as it was ordered."""

    agreed_with: str
    dial: str | None


class ConfirmForm(FormDialog[Confirmed]):
    """`a F2`: who said yes, where it matters, and the number or room as it was ordered."""

    ABOUT = words.ABOUT_CONFIRM

    def __init__(self, title: str, key: str, lines: list[OrderLine], said: Iterable[str]) -> None:
        """`said`: what stands above the fields: whom one calls, and for when."""
        super().__init__(title, draft_key=key, about=lines[0].id)
        self._said = tuple(said)
        first = lines[0]
        self._usual = words.agreed_usually(first.provider and first.provider.value)
        self._dial = first.dial if len(lines) == 1 and first.kind in REMOTE else None

    def body(self) -> Iterable[Widget]:
        for text in self._said:
            yield Paragraph(text, ink="strong")
        yield FormField(
            words.FIELD_AGREED_WITH,
            parse=str.strip,
            limit=FUNCTION_LIMIT,
            placeholder=words.PLACEHOLDER_AGREED_WITH.format(usual=self._usual),
            id="agreed_with",
        )
        if self._dial is not None:
            yield FormField(
                words.FIELD_DIAL,
                self._dial,
                parse=str.strip,
                limit=DIAL_LIMIT,
                placeholder=words.PLACEHOLDER_DIAL,
                id="dial",
            )

    def on_mount(self) -> None:
        for field in self.query("#dial TextInput").results(TextInput):
            field.select_on_focus = True  # what is typed replaces what was ordered

    def result(self) -> Confirmed:
        return Confirmed(typed(self, "agreed_with"), None if self._dial is None else typed(self, "dial"))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it. `minutes` None: nobody interpreted, for this reason."""

    minutes: int | None
    reason: str


class ResultForm(FormDialog[Came]):
    """`e F2`: somebody interpreted for as long as the talk took; `e 2`: nobody did."""

    ABOUT = words.ABOUT_RESULT

    def __init__(self, title: str, line: OrderLine, said: Iterable[str]) -> None:
        super().__init__(title, draft_key=f"interpreted:{line.id}", about=line.id)
        self._said = tuple(said)
        self._minutes = line.end - line.start if line.talked is None else line.talked

    def body(self) -> Iterable[Widget]:
        for text in self._said:
            yield Paragraph(text, ink="strong")
        results = tuple(Choice(id_, label) for id_, label in words.RESULTS.items())
        yield Labelled(words.FIELD_RESULT, OneInLine(results, ATTENDED, id="result"))
        yield Vertical(
            FormField(
                words.FIELD_MINUTES,
                str(self._minutes),
                parse=parse_minutes,
                required=True,
                limit=MINUTES_LIMIT,
                id="minutes",
            ),
            classes="part",
            id="part-attended",
        )
        yield Vertical(
            FormField(
                words.FIELD_WHY,
                parse=str.strip,
                limit=REASON_LIMIT,
                counted=True,
                placeholder=words.PLACEHOLDER_FAILED,
                id="reason",
            ),
            classes="part",
            id="part-failed",
        )

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#result", OneInLine))  # at once: a digit may be on its way

    @property
    def _failed(self) -> bool:
        return self.query_one("#result", OneInLine).chosen == FAILED

    def show_parts(self) -> None:
        self.query_one("#part-attended").display = not self._failed
        self.query_one("#part-failed").display = self._failed

    @on(ChoiceList.Ticked)
    def _ticked(self) -> None:
        self.show_parts()

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.focus_next()

    def result(self) -> Came:
        if self._failed:
            return Came(None, typed(self, "reason"))
        return Came(self.query_one("#minutes", FormField).value, "")


def parse_minutes(text: str) -> int:
    """Whole minutes as people type them: `45`, `45 min`. Refused `bad_interpreted_minutes`."""
    digits = text.strip().removesuffix("min").strip()
    if not digits.isdecimal() or int(digits) > LONGEST_MINUTES:
        raise Refused("bad_interpreted_minutes", longest=LONGEST_MINUTES)
    return int(digits)

"""Dialling: the number large, what it is about, and one key for how it ended (D11, D39)."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from backoffice.desk.ticket_views import TicketRecord
from backoffice.domain.clock import Clock
from backoffice.domain.phones import international, national
from backoffice.domain.terms import AttemptResult
from backoffice.screens.dialog import BoxDialog, Paragraph
from backoffice.screens.ticket_choices import NEW_APPOINTMENT
from backoffice.widgets.big_letters import large
from backoffice.widgets.big_text import BigText
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.wording import history as told
from backoffice.wording import ticket_screen as words
from backoffice.wording import tickets
from backoffice.wording.screens import NAMELESS

LAY_DOWN = "lay_down"
WIDTH = 72
"""Cells that a number may take before it is parted over two lines."""
NOTES = 2
"""So many of the newest notes stand there."""


class DialDialog(BoxDialog[str]):
    """Gives `reached`, an attempt's result, `lay_down` or `new_appointment`; None after Esc: it stays *im Anruf*."""

    ABOUT = words.ABOUT_DIAL

    def __init__(self, record: TicketRecord, clock: Clock) -> None:
        super().__init__(f"{words.DIAL_TITLE} · {record.line.number}")
        self._record = record
        self._now = clock.now()

    def body(self) -> Iterable[Widget]:
        record = self._record
        for part in parted(spoken(record.phone)):
            big = BigText()
            big.show(part)
            yield big
        known = [record.name or NAMELESS, record.concern_title]
        yield Paragraph(" · ".join(part for part in known if part), ink="strong")
        wish = tickets.wish(record.line.wish, self._now)
        number = record.customer_number or record.bg_number or ""
        facts = [tickets.until(record.line.due_at, self._now, record.work_calendar), wish, number]
        yield Paragraph(" · ".join(part for part in facts if part))
        for note in record.notes[-NOTES:]:
            yield Paragraph(f"{told.at(note.at)} {note.by}: {note.text}", ink="muted")
        yield Paragraph("")
        yield ChoiceList(
            (
                Choice(AttemptResult.REACHED.value, words.REACHED, words.HINT_REACHED),
                Choice(AttemptResult.NO_ANSWER.value, words.NO_ANSWER, words.HINT_GOES_ON),
                Choice(AttemptResult.MESSAGE_LEFT.value, words.MESSAGE_LEFT, words.HINT_GOES_ON),
                Choice(AttemptResult.WRONG_NUMBER.value, words.WRONG_NUMBER, words.HINT_GOES_ON),
                Choice(LAY_DOWN, words.LAY_DOWN, words.HINT_LAY_DOWN),
                Choice(NEW_APPOINTMENT, words.NEW_APPOINTMENT, words.HINT_NEW_APPOINTMENT),
            ),
            id="choices",
        )

    def on_mount(self) -> None:
        self.set_focus(self.query_one(ChoiceList))  # at once: a digit may be on its way

    @on(ChoiceList.Chosen)
    def _take(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.ids[0])


def spoken(e164: str | None) -> str:
    """A number as it is dialled here, in the groups it is read out in."""
    if not e164:
        return ""
    apart = international(e164)
    return f"0{apart.removeprefix('+49').strip()}" if national(e164) else apart


def parted(number: str) -> tuple[str, ...]:
    """The number on one line, or on two where it would be too wide for letters that large."""
    if max((len(line) for line in large(number)), default=0) <= WIDTH or " " not in number:
        return (number,)
    groups = number.split()
    half = (len(groups) + 1) // 2
    return " ".join(groups[:half]), " ".join(groups[half:])

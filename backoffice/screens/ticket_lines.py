"""How one promised call is written: its cells in a list, its details beside it, its name in a sentence."""

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.deadlines import Limits
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.phones import international
from backoffice.domain.terms import Urgency
from backoffice.domain.text import search_key
from backoffice.domain.tickets import TicketStatus
from backoffice.screens.case_writer import PersonWriter
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import screens
from backoffice.wording import ticket_screen as words
from backoffice.wording import tickets as told
from backoffice.wording.labels import day_label
from backoffice.wording.states import ATTEMPT

COLUMNS = (
    Column(words.COLUMN_DUE, 15, whole=True),
    Column(words.COLUMN_LEFT, 13),
    Column(screens.COLUMN_CONCERN, 9, flexible=True),
    Column(screens.COLUMN_NAME, 12),
    Column(screens.COLUMN_STAND, 17),
    Column(words.COLUMN_WISH, 15, priority=2),
    Column(words.COLUMN_TEAM, 15, priority=3),
    Column(words.COLUMN_NUMBER, 8, priority=4, whole=True),
)
"""When it is due, how long that is, concern, name, stand, wish, team, number."""

_STAND = {status: search_key(told.STATUS[status.value]) for status in TicketStatus}
_OVERDUE, _UNACCEPTED = search_key(words.COUNT_OVERDUE), search_key(told.NOT_ACCEPTED)


@dataclass(slots=True)
class TicketWriter(PersonWriter):
    """Writes tickets as this desk shows them at one moment: with short or full names (D57), with drafts marked."""

    limits: Limits
    calendar: WorkCalendar
    short_names: bool
    drafts: Collection[str] = ()

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.limits.now

    @property
    def today(self) -> date:
        """Its day on the wall clock."""
        return self.now.astimezone(BREMEN).date()

    def concern(self, line: TicketLine) -> str:
        """The concern as lists show it (D24), an emergency first (D23)."""
        title = screens.SENSITIVE if line.sensitive else line.concern
        marks = {Urgency.EMERGENCY: screens.EMERGENCY, Urgency.URGENT: words.URGENT}
        return f"{marks[line.urgency]} {title}" if line.urgency in marks else title

    def left(self, line: TicketLine) -> tuple[str, str]:
        """How long still, in office hours, and the ink for it; nothing once it is closed."""
        if not line.open:
            return "", "muted"
        ink = "plain"
        if self.limits.overdue(line.due_at):
            ink = "urgent"
        elif self.limits.soon_due(line.due_at):
            ink = "warning"
        return told.short_left(line.due_at, self.limits, self.calendar), ink

    def stand(self, line: TicketLine) -> tuple[str, str]:
        """How it stands, in words, and the ink."""
        return stand(line, waits_too_long=line.unaccepted(self.limits))

    def cells(self, line: TicketLine) -> Sequence[Cell]:
        """The cells of `COLUMNS`."""
        base = "plain" if line.open else "muted"
        left, ink = self.left(line)
        said, stand_ink = self.stand(line)
        urgent = line.open and line.urgency is not Urgency.NORMAL
        open_now = line.wish is not None and line.wish.open_at(self.now)
        shown = f"{screens.DRAFT} · {said}" if line.id in self.drafts else said
        return (
            (told.due(line.due_at, self.today), ink if ink == "urgent" else base),
            (left, ink),
            (self.concern(line), "urgent" if urgent else base),
            (self.name(line), "strong" if line.open else base),
            (shown, stand_ink),
            (told.wish(line.wish, self.now), "good" if open_now else base),
            (line.team, base),
            (line.number, base),
        )

    def search(self, line: TicketLine) -> str:
        """What the filter looks through: what the row says, but never which colleague has it (D51)."""
        found = f"{line.search} {_STAND[line.status]}"
        if line.open and self.limits.overdue(line.due_at):
            found = f"{found} {_OVERDUE}"
        return f"{found} {_UNACCEPTED}" if line.unaccepted(self.limits) else found

    def brief(self, line: TicketLine) -> tuple[str, ...]:
        """What stands under the list where there is no room for details: first what is dialled."""
        return (
            self.name(line),
            phone(line) or line.other_way or "",
            line.number,
            told.wish(line.wish, self.now),
            line.team,
            line.customer_number or "",
        )

    def details(self, line: TicketLine) -> tuple[str, Sequence[Pair]]:
        """Title and pairs of the detail pane."""
        when = told.until(line.due_at, self.now, self.calendar) if line.open else told.due(line.due_at, self.today)
        tries = [f"{at.astimezone(BREMEN):%d.%m. %H:%M} {ATTEMPT[result.value]}" for at, result in line.attempts]
        misses = f" ({told.WISH_MISSES})" if line.wish_misses else ""
        wish = told.wish(line.wish, self.now)
        accepted = (line.accepted_by or "") if line.accepted_at else ""
        return (
            self.name(line),
            (
                Pair(screens.PAIR_PHONE, phone(line)),
                Pair(words.PAIR_OTHER_WAY, line.other_way or ""),
                Pair(words.PAIR_DUE, when.removeprefix("fällig ")),
                Pair(words.PAIR_STRICT, self._clock(line.strict_48h_at)),
                Pair(words.PAIR_INTERIM, self._clock(line.interim_at)),
                Pair(words.PAIR_WISH, f"{wish}{misses}" if wish else ""),
                Pair(words.PAIR_OWN_DEADLINE, day_label(line.customer_deadline) if line.customer_deadline else ""),
                Pair(screens.PAIR_CONCERN, self.concern(line)),
                Pair(words.PAIR_URGENCY, "" if line.urgency is Urgency.NORMAL else told.URGENCY[line.urgency.value]),
                Pair(screens.PAIR_STAND, self.stand(line)[0]),
                Pair(words.PAIR_ACCEPTED, accepted),
                Pair(words.PAIR_TEAM, line.team),
                Pair(words.PAIR_TICKET, line.number),
                Pair(screens.PAIR_NUMBER, line.customer_number or ""),
                Pair(words.PAIR_TRIES, "\n".join(tries)),
                Pair(words.PAIR_APPOINTMENT, self._appointment(line)),
                Pair(words.PAIR_CLOSED, self._clock(line.closed_at)),
            ),
        )

    def _clock(self, moment: datetime | None) -> str:
        return "" if moment is None else told.due(moment, self.today)

    def _appointment(self, line: TicketLine) -> str:
        if line.appointment_day is None or line.appointment_start is None:
            return ""
        return f"{day_label(line.appointment_day)} {hhmm(line.appointment_start)}"


def phone(line: TicketLine) -> str:
    """The number as it is dialled and read out; as it is stored until the library that spaces it is loaded."""
    if not line.phone:
        return ""
    return international(line.phone) if "phonenumbers" in sys.modules else line.phone


def stand(line: TicketLine, *, waits_too_long: bool = False) -> tuple[str, str]:
    """How a ticket stands, in words, and the ink. `waits_too_long`: somebody should have accepted it by now (D40)."""
    if line.fell_away:
        return f"▲ {told.FELL_AWAY}", "warning"
    if line.closed_as is not None:
        return f"√ {told.CLOSED_AS[line.closed_as.value]}", "muted"
    if line.status is TicketStatus.IN_PROGRESS:
        said = words.dialling(words.surname(line.claimed_by)) if line.claimed_by else told.STATUS[line.status.value]
        return f"► {said}", "good"
    if line.attempts:
        return words.tries(len(line.attempts)), "info"
    if line.status is TicketStatus.ACCEPTED:
        return words.accepted(words.surname(line.accepted_by or "")), "plain"
    return (told.NOT_ACCEPTED, "warning") if waits_too_long else (told.STATUS["new"], "info")

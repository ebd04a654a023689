"""The one open record of a ticket: what was promised to whom, what was tried, where it went (D24, D39, D45, D57)."""

import asyncio
from datetime import datetime, timedelta
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.ticket_record import TicketRecordOf
from backoffice.desk.ticket_views import LinkedView, MoveView, TicketRecord
from backoffice.domain.clock import BREMEN, Clock, hhmm
from backoffice.domain.errors import BackofficeError
from backoffice.domain.phones import international
from backoffice.domain.terms import Urgency
from backoffice.screens.paging import Lines, PageDialog, paragraph
from backoffice.screens.record_parts import entries, item, part
from backoffice.screens.ticket_lines import stand
from backoffice.widgets.detail_pane import Pair
from backoffice.widgets.display import cell_len, cut
from backoffice.wording import history as told
from backoffice.wording import languages, tickets, views
from backoffice.wording import ticket_screen as words
from backoffice.wording.labels import day_label
from backoffice.wording.refusals import refusal
from backoffice.wording.screens import EMERGENCY, NAMELESS
from backoffice.wording.states import ATTEMPT

INK = {"warning": "warning", "good": "good", "info": "info", "muted": "muted", "plain": "strong"}


class TicketRecordScreen(PageDialog[tuple[str, str]]):
    """Shows one ticket. Dismisses with `("undo", entry id)` where its newest change is to be taken back.

    `("reach", ticket id)`: how the person is reached is to be changed; `("ticket_time", ticket id)`: an appointment
    is to take its place.
    """

    PLACES = keys.TICKET_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.TICKET_RECORD)]
    ABOUT = words.ABOUT_TICKET_RECORD

    def __init__(self, desk: Desk, ticket_id: str, clock: Clock) -> None:
        super().__init__(words.RECORD)
        self._desk = desk
        self._ticket_id = ticket_id
        self._clock = clock
        self._record: TicketRecord | None = None
        self._offered: str | None = None

    def on_mount(self) -> None:
        self.reload()

    @work(exclusive=True, exit_on_error=False)
    async def reload(self) -> None:
        """Read the record again; what was read before stands until then."""
        if self._record is None:
            self.say(views.LOADING, ink="muted")
        try:
            query = TicketRecordOf(self._ticket_id, self._clock.now())
            record = await asyncio.to_thread(self._desk.read, query)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self._record = record
        self.say("", ink="plain")
        self.rewrite()

    def action_reload_record(self) -> None:
        """F5."""
        self.reload()

    def action_undo(self) -> None:
        """u: say what would be taken back; the second u takes it back."""
        newest = next((entry for entry in self._record.history if entry.undoable), None) if self._record else None
        if newest is None:
            self.say(views.NOTHING_TO_UNDO)
        elif self._offered == newest.entry_id:
            self.dismiss(("undo", newest.entry_id))
        else:
            self._offered = newest.entry_id
            self.say(told.undo_would(told.entry(newest.code, newest.changes), told.at(newest.at)), ink="warning")

    def action_correct(self) -> None:
        """f: phone, other way, wish, urgency."""
        if self._record is not None:
            self.dismiss(("reach", self._ticket_id))

    def action_follow_up(self) -> None:
        """t: an appointment instead of the call."""
        if self._record is not None:
            self.dismiss(("ticket_time", self._ticket_id))

    def action_responsibility(self) -> None:
        """z: whose case it is."""
        if self._record is not None:
            self.dismiss(("ticket_responsibility", self._ticket_id))

    def action_linked(self) -> None:
        """Enter: the appointment that it came from, or that settled it."""
        from backoffice.screens.record import RecordScreen

        record = self._record
        linked = record and (record.appointment or record.closing_appointment)
        if not linked:
            self.say(words.NO_APPOINTMENT)
        elif any(isinstance(below, RecordScreen) for below in self.app.screen_stack):
            self.dismiss(None)  # one came from there
        else:
            self.app.push_screen(RecordScreen(self._desk, linked.id, self._clock), self._appointment_closed)

    def _appointment_closed(self, answer: tuple[str, str] | None) -> None:
        """Back from the appointment: what is to be done with it is done on the list."""
        if answer is not None:
            self.dismiss(answer)

    # --- what it shows -------------------------------------------------------------------------------------------

    def text(self, width: int) -> Lines:
        """The record for a width; nothing before it is read."""
        record = self._record
        if record is None:
            return []
        return [
            *self._head(record, width),
            *part(words.PROMISE, self._promise(record), width),
            *part(words.CUSTOMER, _person(record), width),
            *part(words.REACH, self._reach(record), width),
            *entries(words.NOTES, [(told.at(n.at), n.by, n.text, "plain") for n in record.notes], width),
            *entries(
                words.ATTEMPTS,
                [(told.at(a.at), a.by, ATTEMPT[a.result.value], "plain") for a in record.attempts],
                width,
            ),
            *entries(
                words.INTERIMS,
                [
                    (told.at(i.at), i.by, f"bis {self._when(i.promised_at)}: {i.how}", "plain")
                    for i in record.interims
                ],
                width,
            ),
            *entries(words.MOVES, [(told.at(m.at), m.by, _move(m), "plain") for m in record.moves], width),
            *part(words.CLOSING, self._how_closed(record), width),
            *entries(words.HISTORY, [item(entry) for entry in record.history], width),
        ]

    def _head(self, record: TicketRecord, width: int) -> Lines:
        line = record.line
        said, ink = stand(line)
        right = cut(said, width // 2)
        title = f"{EMERGENCY} {record.concern_title}" if line.urgency is Urgency.EMERGENCY else record.concern_title
        name = cut(record.name or NAMELESS, width - cell_len(right) - 2)
        gap = " " * (width - cell_len(name) - cell_len(right))
        return [
            [(name, "strong"), (gap, "plain"), (right, INK.get(ink, "strong"))],
            *paragraph(f"{line.number} · {title}", width),
        ]

    def _when(self, instant: datetime | None) -> str:
        return "" if instant is None else tickets.due(instant, self._clock.now().astimezone(BREMEN).date())

    def _promise(self, record: TicketRecord) -> list[Pair]:
        line, now = record.line, self._clock.now()
        due = self._when(line.due_at)
        if line.open:
            late = now >= line.due_at + timedelta(minutes=1)
            left = tickets.OVERDUE if late else tickets.office_hours_left(record.minutes_left)
            due = f"{due}, {left}"
        reason = f" ({record.urgency_reason})" if record.urgency_reason else ""
        accepted = ""
        if line.accepted_at is not None:
            who = " ".join(part for part in (line.accepted_by, line.accepted_function) if part)
            accepted = f"{told.at(line.accepted_at)} {who}"
        return [
            Pair(words.DUE, due),
            Pair(words.STRICT, self._when(line.strict_48h_at)),
            Pair(words.POLICY, tickets.POLICY[line.policy.value]),
            Pair(words.CALENDAR, words.CALENDAR_CHANGED if record.calendar_changed else ""),
            Pair(words.URGENCY, f"{tickets.URGENCY[line.urgency.value]}{reason}"),
            Pair(words.CREATED, told.at(line.created_at)),
            Pair(words.BACKDATED, words.YES if record.backdated else ""),
            Pair(words.ORIGIN, tickets.ORIGIN[record.origin.value]),
            Pair(words.APPOINTMENT, _linked(record.appointment)),
            Pair(words.TEAM, f"{record.team.name} ({record.team.branch})"),
            Pair(words.DISPLAY, record.team.shown_number),
            Pair(words.ACCEPTED, accepted),
            Pair(words.SHARED, record.shared_with or ""),
        ]

    def _reach(self, record: TicketRecord) -> list[Pair]:
        line, now = record.line, self._clock.now()
        number = international(record.phone) if record.phone else ""
        raw = "" if number else record.phone_raw
        wish = tickets.wish(line.wish, now)
        own = day_label(line.customer_deadline) if line.customer_deadline else ""
        reason = f" ({record.customer_deadline_reason})" if record.customer_deadline_reason else ""
        return [
            Pair(views.PHONE, number or views.NO_PHONE),
            Pair(words.PHONE_AS_GIVEN, raw or ""),
            Pair(words.OTHER_WAY, line.other_way or ""),
            Pair("", words.WRITTEN_WANTED if line.wants_written else ""),
            Pair(words.WISH, f"{wish} ({tickets.WISH_MISSES})" if line.wish_misses else wish),
            Pair(words.OWN_DEADLINE, f"{own}{reason}" if own else ""),
        ]

    def _how_closed(self, record: TicketRecord) -> list[Pair]:
        line = record.line
        if line.closed_as is None or line.closed_at is None:
            return []
        return [
            Pair(words.CLOSED, f"{told.at(line.closed_at)} {tickets.CLOSED_AS[line.closed_as.value]}"),
            Pair(words.HOW, record.closed_how or ""),
            Pair(words.CLOSING_APPOINTMENT, _linked(record.closing_appointment)),
            Pair(words.KNOWN, told.at(record.known_at) if record.known_at else ""),
        ]


def _person(record: TicketRecord) -> list[Pair]:
    return [
        Pair(views.EMAIL, record.email or ""),
        Pair(views.CUSTOMER_NUMBER, record.customer_number or ""),
        Pair(views.BG_NUMBER, record.bg_number or ""),
        Pair(views.LANGUAGE, languages.name(record.language)),
    ]


def _linked(linked: LinkedView | None) -> str:
    return "" if linked is None else f"{day_label(linked.day)} {hhmm(linked.start)} {linked.name}".rstrip()


def _move(move: MoveView) -> str:
    reason = f": {move.reason}" if move.reason else ""
    way = move.from_team if move.from_team == move.to_team else f"{move.from_team} → {move.to_team}"
    return f"{tickets.MOVE[move.kind]} {way}{reason}"

"""The one open record: who, what, how it stands, what was done about it (D24, D57: full details stand only here)."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import keys
from backoffice.desk.desk import Desk
from backoffice.desk.record import RecordOf
from backoffice.desk.views import OutcomeView, Record, TicketRef
from backoffice.domain.clock import BREMEN, Clock
from backoffice.domain.errors import BackofficeError
from backoffice.domain.phones import international
from backoffice.domain.states import Status
from backoffice.screens.paging import Lines, PageDialog, paragraph
from backoffice.screens.record_interpreting import interpreting_of
from backoffice.screens.record_parts import entries, item, part
from backoffice.widgets.detail_pane import Pair
from backoffice.widgets.display import cell_len, cut
from backoffice.wording import history as told
from backoffice.wording import languages
from backoffice.wording import views as words
from backoffice.wording.help_texts import ABOUT_RECORD
from backoffice.wording.interpreting_ask import TITLE as INTERPRETING
from backoffice.wording.proposed import proposed
from backoffice.wording.refusals import refusal
from backoffice.wording.responsibility import HINT_LABEL, hint
from backoffice.wording.screens import EMERGENCY, NAMELESS
from backoffice.wording.stand import stand
from backoffice.wording.states import AREA, ATTEMPT, CHANNEL_LONG
from backoffice.wording.takeover_asking import HISTORY_TITLE as TAKEOVERS
from backoffice.wording.ticket_screen import NO_TICKET, TICKETS
from backoffice.wording.tickets import CLOSED_AS, due_at

if TYPE_CHECKING:
    from backoffice.desk.interpreting_lines import OrderLine
    from backoffice.desk.takeover_views import TakeoverLine

INK = {"waiting": "info", "running": "good", "warning": "warning", "quiet": "muted", "plain": "strong"}


class RecordScreen(PageDialog[tuple[str, str]]):
    """Shows one appointment. Dismisses with `("undo", entry id)` where its newest change is to be taken back.

    `("contact", appointment id)`: the person's data are to be changed.
    """

    PLACES = keys.RECORD_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.RECORD)]
    ABOUT = ABOUT_RECORD

    def __init__(self, desk: Desk, appointment_id: str, clock: Clock) -> None:
        super().__init__(words.RECORD)
        self._desk = desk
        self._appointment_id = appointment_id
        self._clock = clock
        self._record: Record | None = None
        self._requests: tuple[TakeoverLine, ...] = ()
        self._order: OrderLine | None = None
        self._offered: str | None = None

    def on_mount(self) -> None:
        self.reload()

    @work(exclusive=True, exit_on_error=False)
    async def reload(self) -> None:
        """Read the record again; what was read before stands until then."""
        if self._record is None:
            self.say(words.LOADING, ink="muted")
        try:
            record, self._requests, self._order = await asyncio.to_thread(self._read_all)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self._record = record
        self.say("", ink="plain")
        self.rewrite()

    def _read_all(self) -> "tuple[Record, tuple[TakeoverLine, ...], OrderLine | None]":
        """In a thread: the record, what branches asked of each other about it, and who is to interpret."""
        from backoffice.desk.interpreting_views import OrderFor
        from backoffice.desk.takeover_views import TakeoversAbout

        now, id_ = self._clock.now(), self._appointment_id
        record = self._desk.read(RecordOf(id_, now))
        return record, self._desk.read(TakeoversAbout(id_, now)), self._desk.read(OrderFor(id_, now))

    def action_reload_record(self) -> None:
        """F5."""
        self.reload()

    def action_undo(self) -> None:
        """u: say what would be taken back; the second u takes it back."""
        newest = next((item for item in self._record.history if item.undoable), None) if self._record else None
        if newest is None:
            self.say(words.NOTHING_TO_UNDO)
        elif self._offered == newest.entry_id:
            self.dismiss(("undo", newest.entry_id))
        else:
            self._offered = newest.entry_id
            self.say(told.undo_would(told.entry(newest.code, newest.changes), told.at(newest.at)), ink="warning")

    def action_callback(self) -> None:
        """r: promise a call to this person."""
        if self._record is not None:
            self.dismiss(("callback", self._appointment_id))

    def action_linked(self) -> None:
        """Enter: the newest ticket that this appointment led to."""
        from backoffice.screens.ticket_record import TicketRecordScreen

        tickets = self._record.tickets if self._record is not None else ()
        if not tickets:
            self.say(NO_TICKET)
        else:
            self.app.push_screen(TicketRecordScreen(self._desk, tickets[-1].id, self._clock), self._ticket_closed)

    def _ticket_closed(self, answer: tuple[str, str] | None) -> None:
        """Back from the ticket: what is to be done with it is done on the list."""
        if answer is not None and answer[0] != "appointment":
            self.dismiss(answer)

    def action_correct(self) -> None:
        """f: the form for name, phone, mail, number."""
        if self._record is not None:
            self.dismiss(("contact", self._appointment_id))

    def action_follow_up(self) -> None:
        """t: book what follows."""
        self._leave_to("follow_up")

    def action_move(self) -> None:
        """v: another time."""
        self._leave_to("move")

    def action_interpreting(self) -> None:
        """d: somebody who interprets."""
        self._leave_to("interpreting")

    def action_give_place(self) -> None:
        """p: a service point."""
        self._leave_to("give_place")

    def action_why(self) -> None:
        """m: why it has none."""
        self._leave_to("why")

    def action_slip(self) -> None:
        """k: its slip."""
        self._leave_to("slip")

    def action_responsibility(self) -> None:
        """z: whose case it is."""
        self._leave_to("responsibility")

    def _leave_to(self, what: str) -> None:
        """Close, and have it done where records are opened."""
        if self._record is not None:
            self.dismiss((what, self._appointment_id))

    # --- what it shows -------------------------------------------------------------------------------------------

    def text(self, width: int) -> Lines:
        """The record for a width; nothing before it is read."""
        record = self._record
        if record is None:
            return []
        return [
            *self._head(record, width),
            *part(words.PERSON, _person(record), width),
            *part(words.MATTER, _matter(record), width),
            *part(INTERPRETING, interpreting_of(record.line, self._order, self._clock.now()), width),
            *entries(words.NOTES, [(told.at(n.at), n.by, n.text, "plain") for n in record.notes], width),
            *entries(
                words.ATTEMPTS,
                [(told.at(a.at), a.by, ATTEMPT[a.result.value], "plain") for a in record.attempts],
                width,
            ),
            *entries(words.OUTCOMES, [*_outcomes(record)], width),
            *entries(TICKETS, [("", "", self._ticket(ticket), "plain") for ticket in record.tickets], width),
            *entries(TAKEOVERS, [*self._asked()], width),
            *entries(words.CHAIN, [*_chain(record)], width),
            *part(words.ON_SITE, _course(record), width),
            *part(words.BOOKING, _booking(record), width),
            *entries(words.HISTORY, [item(i) for i in record.history], width),
        ]

    def _ticket(self, ticket: TicketRef) -> str:
        today = self._clock.now().astimezone(BREMEN).date()
        closed = CLOSED_AS[ticket.closed_as.value] if ticket.closed_as else due_at(ticket.due_at, today)
        return f"{ticket.number} · {ticket.team} · {closed}"

    def _asked(self) -> Iterator[tuple[str, str, str, str]]:
        """What was asked of another branch, and what came of it: when, by whom, in a line."""
        from backoffice.screens.takeover_said import request

        today = self._clock.now().astimezone(BREMEN).date()
        for line in reversed(self._requests):
            yield told.at(line.asked_at), line.asked_function, request(line, today), "plain"

    def _head(self, record: Record, width: int) -> Lines:
        line = record.line
        how = stand(line, self._clock.now())
        right = cut(str(how), width // 2)
        name = cut(record.name or NAMELESS, width - cell_len(right) - 2)
        channel = words.UNKNOWN_CHANNEL if line.channel is None else CHANNEL_LONG[line.channel.value]
        when = f"{words.span(line.day, line.start, line.end, assumed=record.assumed_end)} · {channel}"
        gap = " " * (width - cell_len(name) - cell_len(right))
        first = [(name, "strong"), (gap, "plain"), (right, INK[how.style])]
        return [first, *paragraph(when, width), *paragraph(proposed(line), width, "warning")]


def _person(record: Record) -> list[Pair]:
    email = record.email or ""
    if email and record.email_is_office:
        email = f"{email} ({words.OFFICE_EMAIL})"
    number = international(record.phone) if record.phone else ""
    raw = record.phone_raw if record.phone_raw and record.phone_raw not in (number, record.phone) else ""
    as_written = record.number_raw if record.number_raw not in (record.customer_number, record.bg_number) else ""
    return [
        Pair(words.PHONE, number or words.NO_PHONE),
        Pair(words.PHONE_AS_WRITTEN, raw or ""),
        Pair(words.PHONE_NOTE, record.phone_note or ""),
        Pair(words.EMAIL, email),
        Pair(words.CUSTOMER_NUMBER, record.customer_number or ""),
        Pair(words.BG_NUMBER, record.bg_number or ""),
        Pair(words.NUMBER_AS_WRITTEN, as_written or ""),
        Pair(words.LANGUAGE, languages.name(record.language)),
    ]


def _matter(record: Record) -> list[Pair]:
    title = record.concern_title or "—"
    return [
        Pair(words.CONCERN, f"{EMERGENCY} {title}" if record.line.emergency else title),
        Pair(words.REASON, record.raised_reason or ""),
        Pair(words.AREA, AREA[record.area.value] if record.area else ""),
        Pair(words.REMARK, record.remark or ""),
        Pair(words.DOCUMENTS, record.documents),
        Pair(words.MISSING, record.missing),
        Pair(words.APPLICATION, words.APPLICATION_KEPT[record.application_kept] if record.application_kept else ""),
        Pair(words.INFO, record.info),
        Pair(HINT_LABEL, hint(record.responsible, record.responsible_reason) if record.responsible else ""),
    ]


def _course(record: Record) -> list[Pair]:
    line = record.line
    reason = record.reopen_reason if line.status is Status.REOPENED else ""
    return [
        Pair(words.GROUP, line.group or ""),
        Pair(words.PLACE, line.place or (words.NO_PLACE if line.no_place else "")),
        Pair(words.ASSIGNED, line.assigned_to or ""),
        Pair(words.ARRIVED, words.moment(line.arrived_at)),
        Pair(words.BEGUN, words.moment(line.begun_at)),
        Pair(words.ENDED, words.moment(line.ended_at)),
        Pair(words.BACKDATED, words.AFTERWARDS if line.backdated else ""),
        Pair(words.REOPENED, reason or ""),
    ]


def _booking(record: Record) -> list[Pair]:
    return [
        Pair(words.ORIGIN, words.ORIGINS[record.line.origin.value]),
        Pair(words.NUMBER, record.booking_number or ""),
        Pair(words.BOOKED_AT, words.moment(record.booked_at)),
        Pair(words.OVERRIDE, record.override_reason or ""),
    ]


def _chain(record: Record) -> Iterator[tuple[str, str, str, str]]:
    for other in record.linked:
        said = words.linked(other.relation.value, other.day, other.start, other.group, other.status.value)
        yield "", "", said, "plain"


def _outcomes(record: Record) -> Iterator[tuple[str, str, str, str]]:
    for outcome in record.outcomes:
        yield "", "", _outcome(outcome), "plain"


def _outcome(outcome: OutcomeView) -> str:
    more = (outcome.contact or "", outcome.agreed or "", words.FORWARDED if outcome.forwarded else "")
    linked = told.linked(outcome.linked, outcome.linked_day)
    return told.outcome(outcome.kind.value, more, linked)

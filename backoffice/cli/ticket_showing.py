"""`ticket show`: one promise with everything that was done for it, and its Verlauf."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say_table
from backoffice.cli.session import Session, names_option, pass_session
from backoffice.cli.ticket_rows import ticket_due, ticket_stand, when
from backoffice.cli.ticket_working import number_argument, pick_ticket
from backoffice.domain.clock import hhmm
from backoffice.domain.deadlines import Limits
from backoffice.domain.phones import international
from backoffice.wording import commands as words
from backoffice.wording import history, ticket_commands, tickets
from backoffice.wording.labels import day_label
from backoffice.wording.states import ATTEMPT

if TYPE_CHECKING:
    from backoffice.desk.ticket_views import LinkedView, TicketRecord

Facts = Iterator[tuple[str, str | None]]


@click.command(
    "show",
    cls=Command,
    help="Zeigt einen Rückruf mit Versuchen, Weg und Verlauf; Namen, Nummern und Texte nur mit --with-names.",
)
@number_argument
@names_option
@pass_session
def show(session: Session, number: str, with_names: bool) -> int:
    """Show one ticket."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.ticket_record import TicketRecordOf

        now = desk.clock.now()
        record = desk.read(TicketRecordOf(pick_ticket(desk, number).id, now))
    limits = Limits.at(now, record.work_calendar)
    facts = (*_promise(record, limits), *_person(record, limits, with_names=with_names), *_done(record, with_names))
    say_table((ticket_commands.RECORD[key], value) for key, value in facts if value)
    return DONE


def _promise(record: "TicketRecord", limits: Limits) -> Facts:
    line = record.line
    yield "number", line.number
    yield "due", None if line.closed_at else ticket_due(line, limits, record.work_calendar)
    yield "strict", when(line.strict_48h_at)
    changed = f" ({ticket_commands.CALENDAR_CHANGED})" if record.calendar_changed and line.open else ""
    yield "policy", f"{tickets.POLICY[line.policy.value]}{changed}"
    yield "stand", ticket_stand(line, limits)
    yield "team", f"{record.team.name} ({record.team.branch})"
    yield "shared", record.shared_with
    late = f" ({ticket_commands.BACKDATED})" if record.backdated else ""
    yield "created", f"{when(line.created_at)}, {tickets.ORIGIN[record.origin.value]}{late}"
    yield "appointment", _linked(record.appointment)
    if line.accepted_at:
        who = " ".join(part for part in (line.accepted_function, line.accepted_by) if part)
        yield "accepted", f"{when(line.accepted_at)} {who}".rstrip()


def _person(record: "TicketRecord", limits: Limits, *, with_names: bool) -> Facts:
    line = record.line
    sensitive = line.sensitive and not with_names
    yield "concern", words.SENSITIVE if sensitive else record.concern_title or words.NO_CONCERN
    reason = f": {record.urgency_reason}" if with_names and record.urgency_reason else ""
    yield "urgency", f"{tickets.URGENCY[line.urgency.value]}{reason}"
    misses = f" ({tickets.WISH_MISSES})" if line.wish_misses else ""
    yield "wish", f"{tickets.wish(line.wish, limits.now)}{misses}"
    why = f", {record.customer_deadline_reason}" if with_names and record.customer_deadline_reason else ""
    yield "own_deadline", f"{day_label(line.customer_deadline)}{why}" if line.customer_deadline else None
    yield "in_writing", ticket_commands.WANTS_WRITTEN if line.wants_written else None
    if not with_names:
        return
    yield "name", record.name or words.NO_NAME
    yield "phone", record.phone and international(record.phone)
    yield "other_way", line.other_way
    yield "email", record.email
    yield "person_number", record.customer_number or record.bg_number
    yield "language", record.language


def _done(record: "TicketRecord", with_names: bool) -> Facts:
    for attempt in record.attempts:
        yield "attempt", f"{when(attempt.at)} {attempt.by}: {ATTEMPT[attempt.result.value]}"
    for interim in record.interims:
        how = f", {interim.how}" if with_names else ""
        yield "interim", f"{when(interim.at)} {interim.by}: bis {when(interim.promised_at)} zugesagt{how}"
    for move in record.moves:
        way = move.to_team if move.from_team == move.to_team else f"{move.from_team} → {move.to_team}"
        why = f": {move.reason}" if with_names and move.reason else ""
        yield "move", f"{when(move.at)} {move.by}: {way} {tickets.MOVE[move.kind]}{why}"
    for note in record.notes:
        yield "note", f"{when(note.at)} {note.by}" + (f": {note.text}" if with_names else "")
    if record.line.closed_at and record.line.closed_as:
        how = f": {record.closed_how}" if with_names and record.closed_how else ""
        yield "closed", f"{when(record.line.closed_at)} {tickets.CLOSED_AS[record.line.closed_as.value]}{how}"
        yield "closing", _linked(record.closing_appointment)
    for item in record.history:
        undone = f" ({history.TAKEN_BACK})" if item.undone else ""
        done = history.entry(item.code, item.changes, with_names=with_names)
        yield "history", f"{when(item.at)} {item.by or history.SOMEBODY}: {done}{undone}"


def _linked(linked: "LinkedView | None") -> str | None:
    return f"{day_label(linked.day)} {hhmm(linked.start)} ({linked.id[-6:]})" if linked else None

"""`ticket new` and `ticket change`: promise a call, and correct how the person is reached."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from backoffice.cli.asking import Answers, at_terminal
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say
from backoffice.cli.session import Session, branch_of, branch_option, pass_session
from backoffice.cli.ticket_asking import Known, ask_reach, ask_ticket, hint_at, in_writing_option, urgency_option
from backoffice.cli.ticket_working import number_argument, pick_ticket
from backoffice.cli.tickets import team_option
from backoffice.cli.working import backdating, pick
from backoffice.domain.errors import Refused
from backoffice.domain.identifiers import parse_number
from backoffice.domain.phones import parse_phone
from backoffice.wording import ticket_commands as words
from backoffice.wording import tickets
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_prefill import Prefill
    from backoffice.desk.tickets import MakeTicket, NewTicket

Ask = Callable[..., "NewTicket"]


@click.command(
    "new",
    cls=Command,
    help=(
        "Sagt einen Rückruf zu: aus einem Termin oder einer Vorsprache (--appointment), sonst aus einem Anruf."
        " Gefragt wird (auf der Standardeingabe eine Zeile je Frage, oder ein JSON-Objekt): bei einem Anruf concern"
        " (ohne --concern), family, given, number; dann immer phone, other_way, wish, urgency_reason (nur bei"
        " --urgency urgent oder emergency), deadline, deadline_reason (nur mit Frist), note. Leer gilt, was im Termin"
        " steht."
        " Zuletzt steht der Satz für die Kund:in da."
    ),
)
@click.option("--appointment", metavar="KENNUNG", help="Aus diesem Termin oder dieser Vorsprache.")
@branch_option
@team_option
@urgency_option
@click.option("--concern", metavar="ANLIEGEN", help="Ein Anliegen des Katalogs (backoffice concern list).")
@in_writing_option
@backdating
@pass_session
def new(
    session: Session,
    appointment: str | None,
    branch: str | None,
    team: str | None,
    urgency: str | None,
    concern: str | None,
    in_writing: bool,
    at: int | None,
    day: date | None,
) -> int:
    """Promise a call."""
    if appointment is not None and branch is not None:
        raise click.UsageError("--branch und --appointment schließen einander aus: Ein Termin hat schon eine.")
    happened = session.happened(at, day)
    answers = Answers()
    with session.desk(promises=True) as desk:
        from backoffice.desk.picking import BranchOfAppointment
        from backoffice.desk.ticket_prefill import PrefillFor

        if appointment is None:
            prefill = desk.read(PrefillFor(branch_of(desk, branch).id))
        else:
            appointment_id = pick(desk, appointment).id
            prefill = desk.read(PrefillFor(desk.read(BranchOfAppointment(appointment_id)), appointment_id))
        ask = partial(
            ask_ticket, desk, answers, prefill, session.today, team=team, urgency=urgency, in_writing=in_writing
        )
        make = _from_call if appointment is None else _from_appointment
        done = desk.perform(make(desk, answers, prefill, concern, ask, session.today, happened))
    say(said(done.code, done.values))
    say(tickets.say(done.values, session.today))
    return DONE


def _from_appointment(
    desk: "Desk",
    _answers: Answers,
    prefill: "Prefill",
    concern: str | None,
    ask: Ask,
    today: date,
    happened: datetime | None,
) -> "MakeTicket":
    from backoffice.desk.tickets import MakeTicket

    hint_at(prefill.similar, today)
    ticket = ask(concern=_concern(prefill, concern) if concern else (None, ""))
    return desk.new(MakeTicket, ticket=ticket, appointment_id=prefill.appointment_id, happened_at=happened)


def _from_call(
    desk: "Desk",
    answers: Answers,
    prefill: "Prefill",
    concern: str | None,
    ask: Ask,
    today: date,
    happened: datetime | None,
) -> "MakeTicket":
    from backoffice.desk.ticket_picking import SimilarTickets
    from backoffice.desk.tickets import Caller, MakeTicket

    if concern is None:
        about = _concern(prefill, answers.text("concern", required=True), free=True)
    else:
        about = _concern(prefill, concern)
    caller = Caller(**{name: answers.text(name) for name in ("family", "given", "number")})
    ticket = ask(concern=about)
    number, phone = parse_number(caller.number), parse_phone(ticket.reach.phone).e164
    similar = SimilarTickets(prefill.branch_id, phone=phone, number=number.customer_number or number.bg_number)
    hint_at(desk.read(similar), today)
    return desk.new(MakeTicket, ticket=ticket, branch_id=prefill.branch_id, caller=caller, happened_at=happened)


def _concern(prefill: "Prefill", title: str, *, free: bool = False) -> tuple[str | None, str]:
    """The concern that is meant: of the catalogue, else (`free`) in these words. Refused `concern_unclear`."""
    from backoffice.domain.catalogue import concern_key

    found = [one.id for one in prefill.concerns if concern_key(one.title) == concern_key(title)]
    if found:
        return found[0], ""
    if not free:
        raise Refused("concern_unclear", title=title)
    return None, title


@click.command(
    "change",
    cls=Command,
    help=(
        "Ändert, wie und wann die Person erreichbar ist; die Frist bleibt. Gefragt wird (auf der Standardeingabe eine"
        " Zeile je Frage, oder ein JSON-Objekt): phone, other_way, wish, deadline, deadline_reason (nur mit Frist)."
        " Leer lässt eine Angabe, wie sie ist; - nimmt sie weg."
    ),
)
@number_argument
@click.option("--in-writing/--by-phone", default=None, help="Ob die Person die Antwort schriftlich wünscht.")
@pass_session
def change(session: Session, number: str, in_writing: bool | None) -> int:
    """Change how somebody is reached."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.ticket_record import TicketRecordOf
        from backoffice.desk.tickets import ChangeReach

        record = desk.read(TicketRecordOf(pick_ticket(desk, number).id, desk.clock.now()))
        line = record.line
        if at_terminal():
            click.echo(words.KEEP_OR_CLEAR, err=True)
        known = Known(
            record.phone_raw or record.phone or "",
            line.other_way or "",
            line.wish,
            line.customer_deadline,
            record.customer_deadline_reason or "",
        )
        reach = ask_reach(
            Answers(),
            session.today,
            known,
            in_writing=line.wants_written if in_writing is None else in_writing,
        )
        done = desk.perform(desk.new(ChangeReach, ticket_id=line.id, version=line.version, reach=reach))
    say(said(done.code, done.values))
    return DONE

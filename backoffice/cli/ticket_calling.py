"""Working promised calls: accept, dial, try, raise, note, tell how far it is (D39, D40)."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say
from backoffice.cli.session import DAY, TIME, Session, names_option, pass_session
from backoffice.cli.steps import RESULTS
from backoffice.cli.ticket_rows import reach_of
from backoffice.cli.ticket_working import (
    despite_dialling_option,
    number_argument,
    numbers_argument,
    on_each_ticket,
    on_ticket,
    pick_ticket,
)
from backoffice.cli.working import backdating
from backoffice.domain.clock import instant_of
from backoffice.domain.terms import Urgency
from backoffice.wording import commands, ticket_commands
from backoffice.wording.done import done as said

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_views import TicketLine

note_option = click.option("--note", is_flag=True, help="Fragt auch nach einer Notiz.")


@click.command("accept", cls=Command, help="Nimmt Rückrufe verbindlich an: Funktion und Uhrzeit werden festgehalten.")
@numbers_argument
@backdating
@pass_session
def accept(session: Session, numbers: tuple[str, ...], at: int | None, day: date | None) -> int:
    """Accept tickets."""

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_calls import AcceptTicket

        return on_ticket(desk, AcceptTicket, line, batch, session=session, at=at, day=day)

    return on_each_ticket(session, numbers, make)


@click.command(
    "dial",
    cls=Command,
    help=(
        "Ich rufe jetzt an: Zehn Minuten lang wählt niemand sonst diese Nummer. Mit --with-names stehen Name und"
        " Telefon da. Danach: ticket attempt, ticket close oder ticket lay-down."
    ),
)
@number_argument
@despite_dialling_option
@names_option
@pass_session
def dial(session: Session, number: str, despite_claim: bool, with_names: bool) -> int:
    """Claim a ticket's number for a call."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.ticket_calls import DialTicket

        line = pick_ticket(desk, number)
        done = desk.perform(desk.new(DialTicket, ticket_id=line.id, despite_claim=despite_claim))
    say(said(done.code, done.values))
    if with_names:
        say(ticket_commands.CALLER.format(name=line.name or commands.NO_NAME, phone=reach_of(line)))
    return DONE


@click.command("lay-down", cls=Command, help="Beendet einen Anruf, aus dem nichts wurde: Das Ticket bleibt offen.")
@number_argument
@pass_session
def lay_down(session: Session, number: str) -> int:
    """Give a dialled ticket back without an attempt."""

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_calls import LayDown

        return on_ticket(desk, LayDown, line, batch, session=session)

    return on_each_ticket(session, (number,), make)


@click.command(
    "attempt",
    cls=Command,
    help=(
        "Ein Anruf ohne Erfolg: Die Zusage gilt weiter. Wer die Person erreicht hat, schließt ab: ticket close"
        " --as reached."
    ),
)
@number_argument
@click.option(
    "--result",
    type=click.Choice(list(RESULTS)),
    default="no-answer",
    show_default=True,
    help="Keine Antwort, Nachricht hinterlassen, falsche Nummer oder gar keine.",
)
@note_option
@backdating
@despite_dialling_option
@pass_session
def attempt(
    session: Session, number: str, result: str, note: bool, at: int | None, day: date | None, despite_claim: bool
) -> int:
    """Log a call that reached nobody."""
    written = Answers().text("note", required=True) if note else ""

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_calls import TryTicket

        return on_ticket(
            desk,
            TryTicket,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            result=RESULTS[result],
            note=written,
            despite_claim=despite_claim,
        )

    return on_each_ticket(session, (number,), make)


@click.command(
    "raise",
    cls=Command,
    help=(
        "Macht Rückrufe dringender. Die Begründung wird gefragt oder steht auf der Standardeingabe; ein Notfall ist"
        " noch heute fällig."
    ),
)
@numbers_argument
@click.option(
    "--urgency",
    type=click.Choice([Urgency.URGENT.value, Urgency.EMERGENCY.value]),
    required=True,
    help="Dringend oder Notfall.",
)
@pass_session
def raise_(session: Session, numbers: tuple[str, ...], urgency: str) -> int:
    """Raise the urgency of tickets."""
    reason = Answers().text("urgency_reason", required=True)

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_calls import RaiseTicket

        return on_ticket(desk, RaiseTicket, line, batch, session=session, urgency=urgency, reason=reason)

    return on_each_ticket(session, numbers, make)


@click.command(
    "note",
    cls=Command,
    help="Eine kurze Notiz zum Rückruf. Der Text wird gefragt oder steht auf der Standardeingabe.",
)
@number_argument
@backdating
@pass_session
def note(session: Session, number: str, at: int | None, day: date | None) -> int:
    """Add a note to a ticket."""
    text = Answers().text("ticket_note", required=True)

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.tickets import NoteTicket

        return on_ticket(desk, NoteTicket, line, batch, session=session, at=at, day=day, text=text)

    return on_each_ticket(session, (number,), make)


@click.command(
    "interim",
    cls=Command,
    help=(
        "Zwischennachricht: ein zweiter zugesagter Zeitpunkt neben der Frist, die bleibt. Wie sie mitgeteilt wurde,"
        " wird gefragt oder steht auf der Standardeingabe."
    ),
)
@number_argument
@click.option("--day", type=DAY, help="Bis zu diesem Tag; sonst heute.")
@click.option("--time", "minute", type=TIME, required=True, help="Bis zu dieser Uhrzeit.")
@pass_session
def interim(session: Session, number: str, day: date | None, minute: int) -> int:
    """Promise a second time beside the first."""
    how = Answers().text("told_how", required=True)

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_calls import Interim

        promised_at = instant_of(day or session.today, minute)
        return on_ticket(desk, Interim, line, batch, session=session, promised_at=promised_at, how=how)

    return on_each_ticket(session, (number,), make)

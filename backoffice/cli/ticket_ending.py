"""Tickets go to another team or back, and end: the clock goes on until a promise is kept (D36, D39)."""

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.booking_typed import WHEN, Wanted, When, group_option, minutes_option, of_ticket
from backoffice.cli.german import Command
from backoffice.cli.session import Session, pass_session
from backoffice.cli.ticket_calling import note_option
from backoffice.cli.ticket_working import (
    despite_dialling_option,
    number_argument,
    numbers_argument,
    on_each_ticket,
    on_ticket,
    still_open,
)
from backoffice.cli.tickets import branch_by_code, team_of
from backoffice.cli.working import backdating, pick
from backoffice.domain.tickets import ClosedAs

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.ticket_views import TicketLine

ENDS = {
    ClosedAs.REACHED.value: "answered",
    ClosedAs.WRITTEN.value: "written_how",
    ClosedAs.APPOINTMENT.value: "known_how",
    ClosedAs.VOID.value: "void_reason",
}
"""How a promise ends, and what is asked then."""


@click.command(
    "hand-over",
    cls=Command,
    help=(
        "Gibt Rückrufe an ein anderes Team, mit --branch an eines einer anderen Geschäftsstelle. Die Frist läuft"
        " weiter; das Team muss annehmen. Warum, wird gefragt oder steht auf der Standardeingabe."
    ),
)
@numbers_argument
@click.option("--team", metavar="NAME", required=True, help="An dieses Team (backoffice teams zeigt alle).")
@click.option("--branch", metavar="KÜRZEL", help="Wenn es das Team einer anderen Geschäftsstelle ist.")
@backdating
@despite_dialling_option
@pass_session
def hand_over(
    session: Session,
    numbers: tuple[str, ...],
    team: str,
    branch: str | None,
    at: int | None,
    day: date | None,
    despite_claim: bool,
) -> int:
    """Hand tickets to another team."""
    reason = cache(partial(Answers().text, "move_reason", required=True))

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_moves import HandOver

        still_open(line)
        to = team_of(desk, branch_by_code(desk, branch or line.branch), team)
        return on_ticket(
            desk,
            HandOver,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            team_id=to.id,
            reason=reason(),
            despite_claim=despite_claim,
        )

    return on_each_ticket(session, numbers, make)


@click.command(
    "return",
    cls=Command,
    help=(
        "Gibt Rückrufe an das Team zurück, von dem sie kamen. Warum, wird gefragt oder steht auf der Standardeingabe."
    ),
)
@numbers_argument
@backdating
@despite_dialling_option
@pass_session
def return_(session: Session, numbers: tuple[str, ...], at: int | None, day: date | None, despite_claim: bool) -> int:
    """Return tickets to where they came from."""
    reason = cache(partial(Answers().text, "move_reason", required=True))

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_moves import ReturnTicket

        still_open(line)
        return on_ticket(
            desk,
            ReturnTicket,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            reason=reason(),
            despite_claim=despite_claim,
        )

    return on_each_ticket(session, numbers, make)


@click.command(
    "give-back",
    cls=Command,
    help=(
        "Angenommen, aber nicht zu halten: Das Team hat die Rückrufe wieder. Warum, wird gefragt oder steht auf der"
        " Standardeingabe; es darf leer bleiben."
    ),
)
@numbers_argument
@despite_dialling_option
@pass_session
def give_back(session: Session, numbers: tuple[str, ...], despite_claim: bool) -> int:
    """Give accepted tickets back to their team."""
    reason = cache(partial(Answers().text, "move_reason"))

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_moves import GiveBack

        still_open(line)
        return on_ticket(desk, GiveBack, line, batch, session=session, reason=reason(), despite_claim=despite_claim)

    return on_each_ticket(session, numbers, make)


@click.command(
    "close",
    cls=Command,
    help=(
        "Schließt einen Rückruf ab: reached (gesprochen), written (schriftlich beantwortet), appointment (ein Termin,"
        " von dem die Person weiß) oder void (hinfällig). Gefragt wird oder auf der Standardeingabe steht eine Zeile:"
        " answered (darf leer bleiben), written_how, known_how oder void_reason; mit --note noch note."
    ),
)
@number_argument
@click.option("--as", "as_", type=click.Choice(list(ENDS)), required=True, help="Wie die Zusage endet.")
@click.option("--appointment", metavar="KENNUNG", help="Dieser kommende Termin, bei --as appointment.")
@click.option("--book", type=WHEN, help="Bei --as appointment: zu dieser Zeit gleich buchen, „24.11. 10:00“.")
@group_option
@minutes_option
@note_option
@backdating
@despite_dialling_option
@pass_session
def close(
    session: Session,
    number: str,
    as_: str,
    appointment: str | None,
    book: When | None,
    group: str | None,
    minutes: int | None,
    note: bool,
    at: int | None,
    day: date | None,
    despite_claim: bool,
) -> int:
    """Close a ticket."""
    ended = ClosedAs(as_)
    if (appointment is not None) + (book is not None) != (ended is ClosedAs.APPOINTMENT):
        raise click.UsageError("--as appointment braucht genau eins: --appointment KENNUNG oder --book ZEITPUNKT.")
    if book is None and (group is not None or minutes is not None):
        raise click.UsageError("--group und --minutes gehören zu --book.")
    answers = Answers()

    def make(desk: "Desk", line: "TicketLine", batch: str | None) -> Any:
        from backoffice.desk.ticket_closing import ByAppointment, CloseTicket, Reached, Void, Written

        still_open(line)
        instead = pick(desk, appointment).id if appointment is not None else None
        booking = of_ticket(desk, line.id, Wanted(book, group, minutes)) if book is not None else None
        how = answers.text(ENDS[as_], required=ended is not ClosedAs.REACHED)
        written = answers.text("note", required=True) if note else ""
        end: Any
        if ended is ClosedAs.APPOINTMENT:
            end = ByAppointment(appointment_id=instead, booking=booking, how=how)
        else:
            end = {ClosedAs.REACHED: Reached, ClosedAs.WRITTEN: Written, ClosedAs.VOID: Void}[ended](how=how)
        return on_ticket(
            desk,
            CloseTicket,
            line,
            batch,
            session=session,
            at=at,
            day=day,
            end=end,
            note=written,
            despite_claim=despite_claim,
        )

    return on_each_ticket(session, (number,), make)

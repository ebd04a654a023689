"""`takeover accept` and `takeover promise`: what the branch that was asked says yes to."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from backoffice.cli.asking import Answers
from backoffice.cli.booking_typed import WHEN, Wanted, When, booking_at, from_known, group_option, place_for
from backoffice.cli.german import Command
from backoffice.cli.guard import DONE
from backoffice.cli.output import say
from backoffice.cli.session import DAY, TIME, Session, pass_session
from backoffice.cli.takeover_typed import phone_option, request_argument
from backoffice.cli.ticket_asking import ask_ticket, in_writing_option, urgency_option
from backoffice.cli.tickets import team_option
from backoffice.wording.done import done as said
from backoffice.wording.tickets import after_promise

if TYPE_CHECKING:
    from backoffice.desk.command import Command as DeskCommand
    from backoffice.desk.desk import Desk
    from backoffice.desk.takeover_picking import TakeoverRef


def _picked(desk: "Desk", ending: str, *, to_accept: bool = False) -> "TakeoverRef":
    from backoffice.desk.takeover_picking import PickedTakeover

    return desk.read(PickedTakeover(ending, desk.clock.now() if to_accept else None))


def _wanted(when: When, group: str | None, *, phone: bool) -> Wanted:
    return Wanted(when, group, channel="phone" if phone else "in-person")


def _carried_out(session: Session, desk: "Desk", command: "DeskCommand") -> int:
    done = desk.perform(command)
    for sentence in (said(done.code, done.values), after_promise(done.code, done.values, session.today)):
        if sentence:
            say(sentence)
    return DONE


@click.command(
    "accept",
    cls=Command,
    help="Übernimmt den Termin zu einer Zeit, die hier frei ist (backoffice slots zeigt sie); die Dauer bleibt.",
)
@request_argument
@click.option("--at", type=TIME, required=True, help="Zu dieser Uhrzeit.")
@click.option("--day", type=DAY, help="An diesem Tag, sonst heute.")
@group_option
@phone_option
@pass_session
def accept(session: Session, one: str, at: int, day: date | None, group: str | None, phone: bool) -> int:
    """Take a case over."""
    with session.desk(promises=True) as desk:
        from backoffice.desk.takeover_prefill import TakeoverPrefill, length
        from backoffice.desk.takeovers import AcceptTakeover

        request = _picked(desk, one, to_accept=True)
        known = desk.read(TakeoverPrefill(request.id, desk.clock.now()))
        wanted = _wanted((day or session.today, at), group, phone=phone)
        about: dict[str, Any] = {
            "concern_id": known.concern_id,
            "concern_text": "" if known.concern_id else known.concern,
            "emergency": True if known.raised else None,
        }
        # As long as it was, over a Buchungsstopp too: the time was promised once (D31, D45).
        looked = Wanted(wanted.when, group, length(known.minutes or 0), reason="over_stop")
        place = place_for(desk, known.branch.id, looked, **about)
        command = desk.new(
            AcceptTakeover,
            appointment_id=request.appointment_id,
            takeover_id=request.id,
            booking=booking_at(place, wanted, known.channel),
        )
        return _carried_out(session, desk, command)


@click.command(
    "promise",
    cls=Command,
    help=(
        "Sagt statt der Übernahme einen Termin hier oder einen Rückruf zu. Den Termin mit --at „24.11. 10:00“, den"
        " Rückruf mit --call."
        " Beim Rückruf wird gefragt (auf der Standardeingabe eine Zeile je Frage, oder ein JSON-Objekt): phone,"
        " other_way, wish, urgency_reason (nur bei --urgency urgent oder emergency), deadline, deadline_reason (nur"
        " mit Frist), note."
    ),
)
@request_argument
@click.option("--at", "when", type=WHEN, help="Termin hier zu dieser Zeit: „24.11. 10:00“.")
@group_option
@phone_option
@click.option("--call", is_flag=True, help="Rückruf eines Teams von hier.")
@team_option
@urgency_option
@in_writing_option
@pass_session
def promise(
    session: Session,
    one: str,
    when: When | None,
    group: str | None,
    phone: bool,
    call: bool,
    team: str | None,
    urgency: str | None,
    in_writing: bool,
) -> int:
    """Promise a time or a call instead."""
    if (when is not None) == call:
        raise click.UsageError("Genau eins von --at und --call.")
    if call and (group or phone):
        raise click.UsageError("--group und --phone gehören zu --at.")
    if not call and (team or urgency or in_writing):
        raise click.UsageError("--team, --urgency und --in-writing gehören zu --call.")
    with session.desk(promises=True) as desk:
        from backoffice.desk.takeover_prefill import TakeoverPrefill, TakeoverTicketPrefill
        from backoffice.desk.takeover_promises import CommitTakeover

        request = _picked(desk, one)
        values: dict[str, Any]
        if when is not None:
            known = desk.read(TakeoverPrefill(request.id, desk.clock.now(), promises=True))
            values = {"booking": from_known(desk, known, _wanted(when, group, phone=phone))}
        else:
            prefill = desk.read(TakeoverTicketPrefill(request.id))
            values = {
                "ticket": ask_ticket(
                    desk, Answers(), prefill, session.today, team=team, urgency=urgency, in_writing=in_writing
                )
            }
        return _carried_out(session, desk, desk.new(CommitTakeover, takeover_id=request.id, **values))

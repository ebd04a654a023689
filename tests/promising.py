"""Making and reading tickets in tests."""

from datetime import timedelta
from typing import Any

from backoffice.desk.answers import RecordAnswer
from backoffice.desk.arrivals import Arrive, Leave
from backoffice.desk.desk import Desk
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.ticket_calls import AcceptTicket, DialTicket, Interim, LayDown, RaiseTicket, TryTicket
from backoffice.desk.ticket_closing import CloseTicket, Reached
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.ticket_moves import GiveBack, HandOver, ReturnTicket
from backoffice.desk.ticket_record import TicketRecordOf
from backoffice.desk.ticket_views import TicketLine, TicketRecord
from backoffice.desk.tickets import Caller, ChangeReach, MakeTicket, NewTicket, NoteTicket, Reach
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Answer, Area, AttemptResult, Urgency
from backoffice.domain.wishes import Wish
from tests.office import MONDAY, Office

PHONE = "030 23125115"


def new_ticket(office: Office, *, desk: Desk | None = None, team: str = "Leistungsteam 1", **more: Any) -> NewTicket:
    """What a form gives: a number drawn by the desk, a phone, a team; the rest as given."""
    reach = more.pop("reach", None) or Reach(phone=PHONE)
    return NewTicket(number=(desk or office.desk).draw_number(), team_id=office.team(team), reach=reach, **more)


def promise(
    office: Office,
    appointment_id: str | None = None,
    *,
    desk: Desk | None = None,
    happened_at: Any = None,
    **more: Any,
) -> str:
    """Make a ticket from an appointment, or from a call where none is named; returns its id."""
    at = desk or office.desk
    caller = more.pop("caller", None)
    if appointment_id is None:
        caller = caller or Caller(family="Kanarius", given="Ida")
        more.setdefault("concern_text", "Nachfrage zum Bescheid")
    ticket = new_ticket(office, desk=at, **more)
    at.perform(
        at.new(
            MakeTicket,
            ticket=ticket,
            appointment_id=appointment_id,
            branch_id=None if appointment_id else office.branch_id,
            caller=caller,
            happened_at=happened_at,
        )
    )
    return ticket.id


def open_tickets(office: Office, desk: Desk | None = None, **more: Any) -> tuple[TicketLine, ...]:
    """The branch's list as it stands."""
    at = desk or office.desk
    return at.read(TicketsOf(office.branch_id, at.clock.now(), **more)).lines


def ticket_of(office: Office, ticket_id: str, desk: Desk | None = None) -> TicketRecord:
    """The open record."""
    at = desk or office.desk
    return at.read(TicketRecordOf(ticket_id, at.clock.now()))


def work(office: Office, kind: Any, ticket_id: str, desk: Desk | None = None, **values: Any) -> Any:
    """Perform a command on a ticket."""
    at = desk or office.desk
    return at.perform(at.new(kind, ticket_id=ticket_id, **values))


def second_branch(office: Office) -> tuple[str, str]:
    """A branch NORD with one team; returns both ids."""
    branch_id, team_id = new_id(), new_id()
    office.desk.perform(
        office.desk.new(
            AddBranch,
            branch_id=branch_id,
            code="NORD",
            name="Geschäftsstelle Nord",
            teams=(NewTeam(id=team_id, name="Leistungsteam Nord", area=Area.BENEFITS),),
        )
    )
    return branch_id, team_id


def one_of_each(office: Office, do: Any) -> None:
    """Every command about promises once, in an order in which each is possible; `do(kind, **values)` performs it."""
    call, left = new_ticket(office, concern_text="Frage", note="gelber Zettel"), office.book(720, place="L2-1")
    do(MakeTicket, ticket=call, branch_id=office.branch_id, caller=Caller(family="Groß", number="214C345678"))
    one: dict[str, Any] = {"ticket_id": call.id}
    do(AcceptTicket, **one)
    do(DialTicket, **one)
    do(LayDown, **one)
    do(TryTicket, **one, result=AttemptResult.NO_ANSWER, note="Mailbox")
    do(NoteTicket, **one, text="Mailbox")
    do(ChangeReach, **one, reach=Reach(phone=PHONE, wish=Wish(MONDAY, 840, 960), customer_deadline=MONDAY))
    do(RaiseTicket, **one, urgency=Urgency.URGENT, reason="Räumung droht")
    do(Interim, **one, promised_at=office.desk.clock.now() + timedelta(hours=4), how="am Telefon")
    do(GiveBack, **one, reason="Termin dazwischen")
    do(HandOver, **one, team_id=office.team("Leistungsteam 2"), reason="dort bekannt")
    do(ReturnTicket, **one, reason="nicht unseres")
    do(CloseTicket, **one, end=Reached(how="erklärt"))
    do(Arrive, appointment_id=left)
    do(Leave, appointment_id=left)
    do(RecordAnswer, appointment_id=left, answer=Answer.WAIVED, how="am Telefon")
    do(LeaveForToday, staff_id=office.desk.actor.id, branch_id=office.branch_id)

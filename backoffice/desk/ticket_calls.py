"""Working a ticket: accept it bindingly, dial, try, and what is said in between (D39, D40)."""

from datetime import datetime
from typing import Any, ClassVar, Literal

import sqlalchemy as sa
from pydantic import AwareDatetime, Field

from backoffice.desk.calendar import calendar_of
from backoffice.desk.command import Done, Work
from backoffice.desk.noting import NoteText
from backoffice.desk.tickets import Long, OnTicket, Short, add_ticket_note, open_only
from backoffice.domain.deadlines import Deadline, raised
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import BROKEN
from backoffice.domain.terms import AttemptResult, Urgency
from backoffice.domain.tickets import TicketStatus, TicketStep, ticket_step
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.people import Staff
from backoffice.store.tables.ticket_work import TicketAttempt, TicketInterim
from backoffice.store.tables.tickets import CallbackTicket, TicketClaim

Failed = Literal[
    AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT, AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER
]


class AcceptTicket(OnTicket):
    """Take the promise over bindingly: function and time are kept (D40)."""

    kind: ClassVar[str] = "accept_ticket"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Set *angenommen*. Conflict `ticket_accepted` (who, when) where a colleague was first.

        A ticket that was closed by an appointment which fell away is open again by it: its clock never stopped (D39).
        """
        ticket = work.ticket(self.ticket_id)
        if _fell_away(work, ticket):
            work.ticket(self.ticket_id, self.version)
            work.tx.change(
                CallbackTicket,
                ticket,
                status=TicketStatus.ACCEPTED,
                **NOT_CLOSED,
                accepted_by=work.actor.id,
                accepted_function=work.actor.function,
                accepted_at=self.at(),
            )
            return Done("ticket_reopened", (ticket.id,), {"number": ticket.number})
        open_only(ticket)
        if ticket.accepted_at is not None:
            raise Conflict(
                "ticket_accepted", who=_name(work, ticket.accepted_by), when=ticket.accepted_at, fresh=ticket.version
            )
        work.ticket(self.ticket_id, self.version)  # otherwise changed: the person should see it first
        status = ticket_step(ticket.status, TicketStep.ACCEPT)
        work.tx.change(CallbackTicket, ticket, status=status, **acceptance(work, ticket, self.at()))
        return Done("ticket_accepted", (ticket.id,), {"number": ticket.number})


NOT_CLOSED: dict[str, Any] = {
    "closed_as": None,
    "closed_at": None,
    "closed_how": None,
    "closing_appointment_id": None,
    "known_at": None,
}


def _fell_away(work: Work, ticket: sa.Row[Any]) -> bool:
    """Whether the appointment that closed a ticket does not stand any more (D9)."""
    if ticket.closing_appointment_id is None:
        return False
    return work.row(Appointment, ticket.closing_appointment_id).status in BROKEN


def acceptance(work: Work, ticket: sa.Row[Any], at: datetime) -> dict[str, Any]:
    """The columns of an acceptance by the actor; none where somebody has accepted already."""
    if ticket.accepted_at is not None:
        return {}
    return {"accepted_by": work.actor.id, "accepted_function": work.actor.function, "accepted_at": at}


class DialTicket(OnTicket):
    """I am dialling: nobody else dials this number meanwhile (D11). Runs the acceptance where it is missing."""

    kind: ClassVar[str] = "dial_ticket"

    despite_claim: bool = False

    def apply(self, work: Work) -> Done:
        """Set *im Gespräch* and the claim. Refused `ticket_closed`, `no_phone`; Conflict `claimed`."""
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if ticket.phone is None:
            raise Refused("no_phone")
        claim_ticket(work, ticket, self, despite=self.despite_claim)
        status = ticket_step(ticket.status, TicketStep.CALL)
        work.tx.change(CallbackTicket, ticket, status=status, **acceptance(work, ticket, self.at()))
        return Done("ticket_dialled", (ticket.id,), {"number": ticket.number})


class LayDown(OnTicket):
    """Dialled, but nothing came of it and nothing is to be logged: back to *angenommen*."""

    kind: ClassVar[str] = "lay_down_ticket"

    def apply(self, work: Work) -> Done:
        """Give the claim back. Refused `ticket_wrong_state` where nobody is dialling; Conflict `claimed`."""
        ticket = work.ticket(self.ticket_id, self.version)
        if ticket.status is not TicketStatus.IN_PROGRESS:
            raise Refused("ticket_wrong_state", step=TicketStep.CALL.value, status=ticket.status.value)
        check_ticket_claim(work, ticket, despite=False)
        release_ticket(work, ticket)
        work.tx.change(CallbackTicket, ticket, status=ticket_step(ticket.status, TicketStep.ATTEMPT))
        return Done("ticket_laid_down", (ticket.id,), {"number": ticket.number})


class TryTicket(OnTicket):
    """A call that did not reach the customer: the promise goes on (D39). One that did closes it (`CloseTicket`)."""

    kind: ClassVar[str] = "try_ticket"
    offline_safe: ClassVar[bool] = True

    result: Failed
    attempt_id: str = Field(default_factory=new_id)
    note: NoteText = ""
    note_id: str = Field(default_factory=new_id)
    despite_claim: bool = False

    def apply(self, work: Work) -> Done:
        """Keep the attempt. Refused `ticket_closed`, `has_number` (*keine Nummer* where there is one).

        Who tries has accepted. Values: the ticket's number, how many attempts on how many half-days.
        """
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if self.result is AttemptResult.NO_NUMBER and ticket.phone:
            raise Refused("has_number")
        check_ticket_claim(work, ticket, despite=self.despite_claim)
        at = self.at()
        add_attempt(work, ticket, self.attempt_id, at, self.result)
        add_ticket_note(work, ticket.id, ticket.branch_id, self.note_id, at, self.note)
        release_ticket(work, ticket)
        status = ticket_step(ticket.status, TicketStep.ATTEMPT)
        work.tx.change(
            CallbackTicket, ticket, status=status, entered=ticket.entered + 1, **acceptance(work, ticket, at)
        )
        return Done(
            "ticket_tried", (ticket.id,), {"number": ticket.number, "count": len(attempts_of(work, ticket.id))}
        )


def add_attempt(work: Work, ticket: sa.Row[Any], attempt_id: str, at: datetime, result: AttemptResult) -> None:
    """Write one call down."""
    work.tx.insert(
        TicketAttempt,
        id=attempt_id,
        ticket_id=ticket.id,
        branch_id=ticket.branch_id,
        staff_id=work.actor.id,
        at=at,
        result=result,
        phone=ticket.phone,
    )


def attempts_of(work: Work, ticket_id: str) -> list[tuple[datetime, AttemptResult, str | None]]:
    """A ticket's calls in time order: when, what came of it, the number that was dialled."""
    attempts = table(TicketAttempt)
    query = sa.select(attempts.c.at, attempts.c.result, attempts.c.phone).where(attempts.c.ticket_id == ticket_id)
    return [(row.at, row.result, row.phone) for row in work.tx.all(query.order_by(attempts.c.at, attempts.c.id))]


class RaiseTicket(OnTicket):
    """More urgent, and why. An emergency is due by the end of today, never later than it was (D23, D38)."""

    kind: ClassVar[str] = "raise_ticket"
    offline_safe: ClassVar[bool] = True

    urgency: Literal[Urgency.URGENT, Urgency.EMERGENCY]
    reason: Long

    def apply(self, work: Work) -> Done:
        """Raise it. Refused: `ticket_closed`, `urgency_reason_missing`, `not_raised` (it is as urgent already)."""
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if not self.reason:
            raise Refused("urgency_reason_missing")
        order = list(Urgency)
        if order.index(self.urgency) >= order.index(ticket.urgency):
            raise Refused("not_raised", urgency=ticket.urgency.value)
        values: dict[str, Any] = {"urgency": self.urgency, "urgency_reason": self.reason}
        due_at = ticket.due_at
        if self.urgency is Urgency.EMERGENCY:
            known = Deadline(ticket.policy, ticket.calendar, ticket.nominal_at, ticket.due_at, ticket.strict_48h_at)
            now = raised(known, self.made_at, calendar_of(work.tx.connection, ticket.branch_id))
            due_at = now.due_at
            values.update(calendar=now.calendar, nominal_at=now.nominal_at, due_at=now.due_at)
        work.tx.change(CallbackTicket, ticket, **values)
        told = {"number": ticket.number, "urgency": self.urgency.value, "due_at": due_at.isoformat()}
        return Done("ticket_raised", (ticket.id,), told)


class Interim(OnTicket):
    """Zwischennachricht: a second promised time beside the first; overdue stays overdue (D39)."""

    kind: ClassVar[str] = "interim_ticket"
    offline_safe: ClassVar[bool] = True

    promised_at: AwareDatetime
    how: Short
    interim_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Keep it. Refused: `ticket_closed`, `promise_in_past`, `how_missing`."""
        ticket = work.ticket(self.ticket_id)
        open_only(ticket)
        if not self.how:
            raise Refused("how_missing")
        at = self.at()
        if self.promised_at <= at:
            raise Refused("promise_in_past")
        work.tx.insert(
            TicketInterim,
            id=self.interim_id,
            ticket_id=ticket.id,
            branch_id=ticket.branch_id,
            staff_id=work.actor.id,
            at=at,
            promised_at=self.promised_at,
            how=self.how,
        )
        work.tx.change(CallbackTicket, ticket, entered=ticket.entered + 1)
        told = {
            "number": ticket.number,
            "promised_at": self.promised_at.isoformat(),
            "due_at": ticket.due_at.isoformat(),
        }
        return Done("interim_told", (ticket.id,), told)


# --- who is dialling ----------------------------------------------------------------------------------------------


def check_ticket_claim(work: Work, ticket: sa.Row[Any], *, despite: bool) -> None:
    """Conflict `ticket_claimed` where a colleague is dialling this number right now (D11)."""
    held = work.seen(TicketClaim, ticket.id)
    if held is None or despite or held.staff_id == work.actor.id:
        return
    raise Conflict("ticket_claimed", who=_name(work, held.staff_id), when=held.at)


def claim_ticket(work: Work, ticket: sa.Row[Any], command: OnTicket, *, despite: bool) -> None:
    """Put the actor's claim in place of the one that was seen; Conflict where somebody else was quicker."""
    check_ticket_claim(work, ticket, despite=despite)
    release_ticket(work, ticket)
    got = work.tx.insert_if_free(
        TicketClaim,
        ticket_id=ticket.id,
        branch_id=ticket.branch_id,
        staff_id=work.actor.id,
        desk_id=command.desk_id,
        at=command.made_at,
    )
    work.forget(TicketClaim, ticket.id)
    if not got:
        held = work.seen(TicketClaim, ticket.id)
        raise Conflict("ticket_claimed", who=held and _name(work, held.staff_id), when=held.at if held else None)


def release_ticket(work: Work, ticket: sa.Row[Any]) -> None:
    """Take the claim away that this command saw, never a newer one."""
    held = work.seen(TicketClaim, ticket.id)
    if held is not None:
        work.tx.delete(TicketClaim, held)
        work.forget(TicketClaim, ticket.id)


def _name(work: Work, staff_id: str | None) -> str | None:
    staff = work.seen(Staff, staff_id) if staff_id else None
    return staff.name if staff else None

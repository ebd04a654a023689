"""A promise ends with contact made, a written answer, or an appointment of which the customer knows (D39)."""

from typing import Annotated, Any, ClassVar, Literal

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from backoffice.desk.booking import NewBooking, book, follow_up
from backoffice.desk.command import Done, Work
from backoffice.desk.noting import NoteText
from backoffice.desk.ticket_calls import acceptance, add_attempt, attempts_of, check_ticket_claim, release_ticket
from backoffice.desk.ticket_persons import same_person_as
from backoffice.desk.tickets import Long, OnTicket, add_ticket_note, open_only
from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import AttemptResult, Origin
from backoffice.domain.tickets import ClosedAs, TicketStep, check_written, ticket_step
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.organisation import ServicePointGroup
from backoffice.store.tables.tickets import CallbackTicket


class _End(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def check(self, work: Work, ticket: sa.Row[Any]) -> None:
        """Refuse an end that keeps no promise."""

    def columns(self, at: Any) -> dict[str, Any]:
        """The ticket's columns."""
        return {"closed_how": getattr(self, "how", None) or None}


class Reached(_End):
    """*erreicht*: spoken with the customer. `how`: what was answered, in a few words (may be empty)."""

    kind: Literal[ClosedAs.REACHED] = ClosedAs.REACHED
    how: Long = ""
    attempt_id: str = Field(default_factory=new_id)


class Written(_End):
    """*schriftlich*: answered in writing; `how`: by letter, by mail, when."""

    kind: Literal[ClosedAs.WRITTEN] = ClosedAs.WRITTEN
    how: Long

    def check(self, work: Work, ticket: sa.Row[Any]) -> None:
        """Refused: `how_missing`; `too_few_attempts` before three tries on two half-days (D39)."""
        if not self.how:
            raise Refused("how_missing")
        tried = attempts_of(work, ticket.id)
        check_written(
            [(at, result) for at, result, _ in tried],
            has_phone=ticket.phone is not None,
            same_number=bool(tried) and tried[-1][2] == ticket.phone,
            wants_written=ticket.wants_written,
        )


class ByAppointment(_End):
    """*Termin*: the customer has an appointment and knows it; `how` they were told, `known_at` when (None: now)."""

    kind: Literal[ClosedAs.APPOINTMENT] = ClosedAs.APPOINTMENT
    appointment_id: str | None = None
    booking: NewBooking | None = None
    """Booked with the closing, for the person of the ticket; one of both is given."""
    how: Long
    known_at: AwareDatetime | None = None

    @property
    def target(self) -> str:
        """The appointment, booked before or now."""
        return self.booking.id if self.booking is not None else self.appointment_id or ""

    def check(self, work: Work, ticket: sa.Row[Any]) -> None:
        """Refused: `how_missing`; `bad_appointment` (not open, or of a branch that has nothing to do with it);
        `other_person` (neither number, phone nor name is the same).
        """
        if not self.how:
            raise Refused("how_missing")
        if (self.appointment_id is None) == (self.booking is None):
            raise Refused("bad_appointment")
        if self.appointment_id is None:
            return
        row = work.row(Appointment, self.appointment_id)
        if row.status in ENDINGS | {Status.PRESUMED_CANCELLED} or row.branch_id not in (
            ticket.branch_id,
            ticket.shared_with_branch_id,
        ):
            raise Refused("bad_appointment")
        if not same_person_as(
            work.row(Customer, ticket.customer_id), ticket.phone, work.row(Customer, row.customer_id)
        ):
            raise Refused("other_person")

    def columns(self, at: Any) -> dict[str, Any]:
        """The appointment, and since when it is known."""
        return {
            "closed_how": self.how,
            "closing_appointment_id": self.target,
            "known_at": self.known_at or at,
        }


class Void(_End):
    """*hinfällig*: it was no promise — made by mistake, twice, waived; `how` is the reason. Keeps nothing."""

    kind: Literal[ClosedAs.VOID] = ClosedAs.VOID
    how: Long

    def check(self, work: Work, ticket: sa.Row[Any]) -> None:
        """Refused `reason_missing`."""
        if not self.how:
            raise Refused("reason_missing")


End = Annotated[Reached | Written | ByAppointment | Void, Field(discriminator="kind")]


class CloseTicket(OnTicket):
    """The promise is kept, or was none."""

    kind: ClassVar[str] = "close_ticket"
    offline_safe: ClassVar[bool] = True
    chooses_place: ClassVar[bool] = True

    end: End
    note: NoteText = ""
    note_id: str = Field(default_factory=new_id)
    despite_claim: bool = False

    def apply(self, work: Work) -> Done:
        """Close it. Refused: `ticket_closed`, what the end refuses, `appointment_over`; Conflict `ticket_claimed`.

        Values: the number, how it ended, whether that was after the due instant.
        """
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        check_ticket_claim(work, ticket, despite=self.despite_claim)
        at = self.at()
        self.end.check(work, ticket)
        told: dict[str, Any] = {}
        if isinstance(self.end, ByAppointment):
            if self.end.booking is not None:
                told = {"booking": self._book(work, ticket, self.end.booking)}
            row = work.row(Appointment, self.end.target)
            # One that is booked now may begin in this minute: whether its time can be had, `book` says.
            if self.end.booking is None and instant_of(row.day, row.start_minute) <= at:
                raise Refused("appointment_over")
            known_at = self.end.known_at or at
            if known_at > at:
                raise Refused("in_future")
            if known_at < ticket.created_at:
                raise Refused("before_ticket", when=ticket.created_at)
        if isinstance(self.end, Reached):
            add_attempt(work, ticket, self.end.attempt_id, at, AttemptResult.REACHED)
        add_ticket_note(work, ticket.id, ticket.branch_id, self.note_id, at, self.note)
        release_ticket(work, ticket)
        kept = {} if self.end.kind is ClosedAs.VOID else acceptance(work, ticket, at)
        work.tx.change(
            CallbackTicket,
            ticket,
            status=ticket_step(ticket.status, TicketStep.CLOSE),
            closed_as=self.end.kind,
            closed_at=at,
            **kept,
            **self.end.columns(at),
        )
        told |= {"number": ticket.number, "closed_as": self.end.kind.value, "late": at > ticket.due_at}
        return Done("ticket_closed", (ticket.id,), told)

    def _book(self, work: Work, ticket: sa.Row[Any], booking: NewBooking) -> dict[str, Any]:
        """For the person of the ticket, following the appointment that it came from (D9)."""
        before = work.row(Appointment, ticket.appointment_id) if ticket.appointment_id else None
        if work.row(ServicePointGroup, booking.group_id).branch_id != ticket.branch_id:
            raise Refused("of_other_branch")
        if before is not None and before.branch_id == ticket.branch_id:
            return follow_up(work, booking, before, self)
        if booking.concern_id is None and not booking.concern_text:
            text = "" if ticket.concern_id else ticket.concern_text
            booking = booking.model_copy(update={"concern_id": ticket.concern_id, "concern_text": text})
        return book(work, booking, ticket.customer_id, self, origin=Origin.FOLLOW_UP)

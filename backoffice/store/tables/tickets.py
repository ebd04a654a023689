"""Callback tickets: binding promises to call (D37–D40), and who is on the phone right now."""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.deadlines import Policy
from backoffice.domain.terms import TicketOrigin, Urgency
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class CallbackTicket(Row, table=True):
    """Rückruf-Ticket, addressed to a team. Its deadline is computed when it is made and then kept (D38, D39)."""

    __tablename__ = "callback_ticket"
    __table_args__ = (
        sa.Index(None, "branch_id", "status", "due_at"),
        sa.CheckConstraint("(status = 'closed') = (closed_as IS NOT NULL)", name="closed"),
    )

    id: str = key()
    number: str = text(16, unique=True)
    """What people say and type: `R-7K-Q2M`."""
    branch_id: str = ref("branch.id")
    """Whose duty it is now."""
    shared_with_branch_id: str | None = ref("branch.id", nullable=True)
    """The branch that made it, where another one has it now: it goes on seeing its promise."""
    team_id: str = ref("team.id")
    origin_team_id: str | None = ref("team.id", nullable=True)
    """The team of whoever made it: where it is returned to when nobody else handed it on."""
    customer_id: str = ref("customer.id", index=True)
    appointment_id: str | None = ref("appointment.id", nullable=True)
    origin: TicketOrigin = one_of(TicketOrigin, name="origin")
    concern_id: str | None = ref("concern.id", nullable=True)
    concern_text: str = text(160)
    phone: str | None = text(20, nullable=True)
    """The number to dial (E.164): it may be another than the customer's own."""
    phone_raw: str | None = text(80, nullable=True)
    other_way: str | None = text(80, nullable=True)
    """How else the customer is reached: by mail, by letter."""
    wants_written: bool = False
    """The customer wants the answer in writing (D39)."""
    wish_day: date | None = None
    wish_start: int | None = None
    wish_end: int | None = None
    """`[wish_start, wish_end)` in minutes of the wall clock; all three None: no wish."""
    urgency: Urgency = one_of(Urgency, name="urgency", default=Urgency.NORMAL)
    urgency_reason: str | None = text(200, nullable=True)
    customer_deadline: date | None = None
    """The customer's own deadline: a lease, a disconnection."""
    customer_deadline_reason: str | None = text(120, nullable=True)
    policy: Policy = one_of(Policy, name="policy")
    calendar: str = text(20)
    """The name of the hours and closures it was computed with: a later closure does not change a promise."""
    created_at: datetime = instant()
    nominal_at: datetime = instant()
    due_at: datetime = instant()
    strict_48h_at: datetime = instant()
    backdated: bool = False
    status: TicketStatus = one_of(TicketStatus, name="status", default=TicketStatus.NEW)
    accepted_by: str | None = ref("staff.id", nullable=True)
    accepted_function: str | None = text(40, nullable=True)
    accepted_at: datetime | None = instant(nullable=True)
    closed_as: ClosedAs | None = one_of(ClosedAs, name="closed_as", nullable=True)
    closed_at: datetime | None = instant(nullable=True)
    closed_how: str | None = text(200, nullable=True)
    """What was said, written, or why it is void."""
    closing_appointment_id: str | None = ref("appointment.id", nullable=True)
    known_at: datetime | None = instant(nullable=True)
    """When the customer was told of that appointment."""
    entered: int = 0
    """How much was entered about it (calls, interim messages): an undo sees by it that others built on it."""
    version: int = 1


class TicketClaim(Row, table=True):
    """Who is dialling this number right now (D11): it stands until the call is over, or somebody takes it over."""

    __tablename__ = "ticket_claim"

    ticket_id: str = ref("callback_ticket.id", primary_key=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    desk_id: str = text(32)
    at: datetime = instant()

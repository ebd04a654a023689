"""Customers, their appointments, and everything a desk adds to them (DOMAIN.md §2).

What several desks touch at once stands in rows of its own (claim, placement, assignment, notes, attempts), so that an
appointment's `version` moves only with status, time, outcome or contact data.
"""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.states import Status
from backoffice.domain.terms import Answer, ApplicationKept, AttemptResult, Channel, Contingent, Origin, Outcome
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class Customer(Row, table=True):
    """A snapshot of a person per chain of cases at one branch; nothing merges by itself."""

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    shared_with_branch_id: str | None = ref("branch.id", nullable=True)
    copied_from: str | None = text(32, nullable=True)
    name: str = text(160)
    family: str | None = text(80, nullable=True)
    given: str | None = text(80, nullable=True)
    phone: str | None = text(20, nullable=True)
    phone_raw: str | None = text(80, nullable=True)
    phone_note: str | None = text(80, nullable=True)
    email: str | None = text(120, nullable=True)
    customer_number: str | None = text(20, nullable=True)
    bg_number: str | None = text(20, nullable=True)
    number_raw: str | None = text(60, nullable=True)
    language: str | None = text(3, nullable=True)
    protected: bool = False
    version: int = 1


class Appointment(Row, table=True):
    """Termin: wall clock of its branch, `[start_minute, end_minute)` on `day` (D13, D26)."""

    __table_args__ = (
        sa.Index(None, "branch_id", "day", "start_minute"),
        sa.Index(None, "branch_id", "status", "day"),  # what is open or owes something, however long ago
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="interval"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    shared_with_branch_id: str | None = ref("branch.id", nullable=True)
    customer_id: str = ref("customer.id", index=True)
    follows_id: str | None = ref("appointment.id", nullable=True)
    concern_id: str | None = ref("concern.id", nullable=True)
    concern_text: str = text(160)
    group_id: str | None = ref("service_point_group.id", nullable=True)
    channel: Channel | None = one_of(Channel, name="channel", nullable=True)
    """Unknown where the file did not say."""
    day: date
    start_minute: int
    end_minute: int
    assumed_end: bool = False
    """The file named neither end nor duration: the end is the offer's (or the catalogue's) duration."""
    status: Status = one_of(Status, name="status", default=Status.BOOKED)
    origin: Origin = one_of(Origin, name="origin")
    raised_reason: str | None = text(200, nullable=True)
    """Raised to an emergency by somebody, and why (D23)."""
    remark: str | None = text(400, nullable=True)
    booking_number: str | None = text(40, nullable=True)
    booked_at: datetime | None = instant(nullable=True)
    arrived_at: datetime | None = instant(nullable=True)
    begun_at: datetime | None = instant(nullable=True)
    ended_at: datetime | None = instant(nullable=True)
    backdated: bool = False
    """Entered afterwards (D18 Nachtrag)."""
    reopen_reason: str | None = text(200, nullable=True)
    moved_from_id: str | None = ref("appointment.id", nullable=True)
    """The appointment that was moved here: the trace old → new (D45)."""
    documents: str = text(400)
    """What this customer is still to bring, beyond what the concern always needs."""
    contingent: Contingent | None = one_of(Contingent, name="contingent", nullable=True)
    """Whose time it stands on, where we booked it (D29)."""
    override_reason: str | None = text(200, nullable=True)
    """Why it is shorter than the branch offers, or lies in a Buchungsstopp (D31, D34)."""
    application_kept: ApplicationKept | None = one_of(ApplicationKept, name="application_kept", nullable=True)
    """The answer to D17's question, where it was asked."""
    responsible_branch_id: str | None = ref("branch.id", nullable=True)
    responsible_reason: str | None = text(160, nullable=True)
    """Where the rules place it by the address of its file, and why; a hint: a person decides (D43). None: nowhere
    else, nobody knows, or somebody decided; then the reason is empty, and no file asks again.
    """
    version: int = 1


class Placement(Row, table=True):
    """Which service point an appointment has; no row means *ohne Platz* (D6)."""

    appointment_id: str = ref("appointment.id", primary_key=True)
    branch_id: str = ref("branch.id")
    service_point_id: str = ref("service_point.id")


class Claim(Row, table=True):
    """Who is serving or about to serve this customer (D11); no `expires_at` while the talk runs."""

    appointment_id: str = ref("appointment.id", primary_key=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    desk_id: str = text(32)
    at: datetime = instant()
    expires_at: datetime | None = instant(nullable=True)


class Assignment(Row, table=True):
    """To whom an appointment was handed for today (D50)."""

    appointment_id: str = ref("appointment.id", primary_key=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()


class Note(Row, table=True):
    """A short note (D19); append-only."""

    id: str = key()
    appointment_id: str = ref("appointment.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    text: str = text(200)


class Attempt(Row, table=True):
    """A call that was made or tried (D16); append-only."""

    id: str = key()
    appointment_id: str = ref("appointment.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    result: AttemptResult = one_of(AttemptResult, name="result")


class OutcomeRow(Row, table=True):
    """One of the outcomes an appointment ended with (D9)."""

    __tablename__ = "outcome"

    id: str = key()
    appointment_id: str = ref("appointment.id", index=True)
    branch_id: str = ref("branch.id")
    kind: Outcome = one_of(Outcome, name="kind")
    at: datetime | None = instant(nullable=True)
    """When it was given: what was reopened since does not count any more. None: of an earlier program."""
    contact: str | None = text(120, nullable=True)
    """Who was reached, by function; or the contact of another Jobcenter."""
    agreed: str | None = text(200, nullable=True)
    linked_id: str | None = ref("appointment.id", nullable=True)
    ticket_id: str | None = ref("callback_ticket.id", nullable=True)
    """The promised call (*Rückruf*)."""
    forwarded: bool = False
    """The application was accepted and forwarded to the other Jobcenter."""


class AnswerRow(Row, table=True):
    """What settled an appointment that still owed something: a written answer, or that the customer waived (D9)."""

    __tablename__ = "answer"

    id: str = key()
    appointment_id: str = ref("appointment.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    kind: Answer = one_of(Answer, name="kind")
    about: Status = one_of(Status, name="about")
    """Where the appointment stood: the answer settles that, and no later ending."""
    how: str = text(200)

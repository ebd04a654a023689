"""Who is responsible, and what one branch asks of another: rules, takeovers, the directory (D43–D45)."""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.terms import Area, Channel, Parity, TakeoverStatus
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class ResponsibilityRule(Row, table=True):
    """One line of the rule table: what is named all has to hold; what is not named says nothing (D43)."""

    __tablename__ = "responsibility_rule"

    id: str = key()
    rank: int
    """Lower ranks come first; rules of one rank are equal to each other."""
    position: int
    """The line of the file it was read from."""
    branch_id: str = ref("branch.id", index=True)
    team_id: str | None = ref("team.id", nullable=True)
    postcode: str | None = text(5, nullable=True)
    street: str | None = text(80, nullable=True)
    """As it is written in the file."""
    first_number: str | None = text(8, nullable=True)
    last_number: str | None = text(8, nullable=True)
    """House numbers, both included: `12`, `12a`."""
    parity: Parity = one_of(Parity, name="parity", default=Parity.ALL)
    under_age: int | None = None
    area: Area | None = one_of(Area, name="area", nullable=True)
    first_letter: str | None = text(2, nullable=True)
    last_letter: str | None = text(2, nullable=True)
    """Of the family name, both included."""
    digits: str | None = text(10, nullable=True)
    """Final digits of the customer's number that it means: `01234`."""
    note: str = text(120)


class Takeover(Row, table=True):
    """Terminübernahme: one branch asks another to take over an appointment that was booked at the wrong one (D44).

    The duty stays with `branch_id`, where the customer is, until it is `agreed` or `accepted`.
    """

    __table_args__ = (
        sa.Index(None, "to_branch_id", "status", "expires_at"),
        sa.Index(None, "branch_id", "asked_at"),
        sa.CheckConstraint("branch_id <> to_branch_id", name="two_branches"),
        sa.CheckConstraint(
            "status NOT IN ('agreed', 'accepted') OR (linked_id IS NOT NULL AND day IS NOT NULL)", name="moved"
        ),
        sa.CheckConstraint(
            "(day IS NULL) = (start_minute IS NULL) AND (day IS NULL) = (end_minute IS NULL)", name="time"
        ),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    to_branch_id: str = ref("branch.id")
    appointment_id: str = ref("appointment.id", index=True)
    status: TakeoverStatus = one_of(TakeoverStatus, name="status", default=TakeoverStatus.ASKED)
    reason: str = text(200)
    """Why the other branch is responsible."""
    waits_here: bool = True
    """The customer stands here: 15 minutes (D44)."""
    wish_day: date | None = None
    wish_start: int | None = None
    asked_at: datetime = instant()
    asked_by: str = ref("staff.id")
    asked_function: str = text(40)
    expires_at: datetime = instant()
    """By when an answer is needed; for what was agreed by phone: when that was."""
    agreed_with: str | None = text(80, nullable=True)
    """The function of whoever said yes on the phone."""
    answered_at: datetime | None = instant(nullable=True)
    answered_by: str | None = ref("staff.id", nullable=True)
    answered_function: str = text(40)
    answer: str = text(200)
    """Why not; or what else was said."""
    day: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    channel: Channel | None = one_of(Channel, name="channel", nullable=True)
    """What the customer was told: `[start_minute, end_minute)` of the wall clock. Stays as it was said."""
    linked_id: str | None = ref("appointment.id", nullable=True, index=True)
    """The appointment at the other branch: moved there, or (declined, lapsed) promised there."""
    ticket_id: str | None = ref("callback_ticket.id", nullable=True)
    """The call that the other branch promised instead."""
    confirmed_at: datetime | None = instant(nullable=True)
    confirmed_by: str | None = ref("staff.id", nullable=True)
    """The other branch saw what was agreed by phone, and left or corrected it."""
    version: int = 1


class DirectoryEntry(Row, table=True):
    """Whom to call at a branch: a function, never a person's private number."""

    __tablename__ = "directory_entry"

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    team_id: str | None = ref("team.id", nullable=True)
    function: str = text(80)
    phone: str = text(40)
    hours: str = text(120)
    """When somebody answers there: `Mo–Do 08:00–15:30, Fr 08:00–12:00`."""
    deputy: str = text(120)
    """Who answers otherwise, by function."""
    note: str = text(160)
    position: int = 0
    version: int = 1

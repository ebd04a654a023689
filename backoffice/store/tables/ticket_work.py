"""What is done about a callback ticket: calls, notes, interim messages, moves between teams. All append-only."""

from datetime import datetime
from enum import StrEnum

from backoffice.domain.terms import AttemptResult
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class TicketAttempt(Row, table=True):
    """A call that was made or tried (D39)."""

    __tablename__ = "ticket_attempt"

    id: str = key()
    ticket_id: str = ref("callback_ticket.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    result: AttemptResult = one_of(AttemptResult, name="result")
    phone: str | None = text(20, nullable=True)
    """The number that was dialled (E.164): a wrong number says nothing about the next one."""


class TicketNote(Row, table=True):
    """A short note (D19)."""

    __tablename__ = "ticket_note"

    id: str = key()
    ticket_id: str = ref("callback_ticket.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    text: str = text(200)


class TicketInterim(Row, table=True):
    """Zwischennachricht: a second promised time beside the first; overdue stays overdue (D39)."""

    __tablename__ = "ticket_interim"

    id: str = key()
    ticket_id: str = ref("callback_ticket.id", index=True)
    branch_id: str = ref("branch.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    promised_at: datetime = instant()
    how: str = text(120)


class MoveKind(StrEnum):
    """Why a ticket went from one team to another, or back to its own."""

    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    RELEASED = "released"
    """Who had accepted it left (D36)."""


class TicketMove(Row, table=True):
    """A ticket that went to another team, or was given back; the clock goes on."""

    __tablename__ = "ticket_move"

    id: str = key()
    ticket_id: str = ref("callback_ticket.id", index=True)
    branch_id: str = ref("branch.id")
    """Where it stood before."""
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    kind: MoveKind = one_of(MoveKind, name="kind")
    from_team_id: str = ref("team.id")
    to_team_id: str = ref("team.id")
    reason: str = text(200)

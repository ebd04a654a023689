"""What somebody holds goes back when they are not there: so that nobody waits for them (D36)."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from backoffice.desk.command import Command, Work
from backoffice.desk.talks import Interrupt
from backoffice.desk.ticket_moves import NO_ACCEPTANCE, note_move
from backoffice.domain.absences import Days
from backoffice.domain.ids import derived_id
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.tickets import TicketStatus, TicketStep, ticket_step
from backoffice.store.tables.appointments import Appointment, Assignment, Claim
from backoffice.store.tables.base import table
from backoffice.store.tables.ticket_work import MoveKind
from backoffice.store.tables.tickets import CallbackTicket, TicketClaim

_a = table(Appointment)


def hand_back(
    work: Work, command: Command, staff_id: str, *, of: sa.ColumnElement[bool] | None = None
) -> dict[str, int]:
    """Put running talks back to waiting, end claims and assignments, return accepted tickets to their teams.

    Of the assignments those of appointments that meet `of` (None: all; then the account ends, and no right is asked).
    The tickets' clocks go on (D39). Returns how many `talks`, `tickets` and `assigned` it were. Refused `no_right`
    where the actor may not say at a branch that somebody is not there.
    """
    asks = of is not None
    return {
        "talks": _claims(work, command, staff_id, asks=asks),
        "tickets": _tickets(work, command, staff_id, asks=asks),
        "assigned": unassign(work, staff_id, of=of),
    }


def unassign(work: Work, staff_id: str, *, of: sa.ColumnElement[bool] | None) -> int:
    """Take from somebody what was handed to them, as far as it meets `of` (None: all); says how many it were."""
    assigned = table(Assignment)
    still_open = sa.select(_a.c.id).where(_a.c.status.not_in(ENDINGS))
    if of is not None:
        still_open = still_open.where(of)
    theirs = work.tx.all(
        sa.select(assigned)
        .where(assigned.c.staff_id == staff_id, assigned.c.appointment_id.in_(still_open))
        .order_by(assigned.c.appointment_id)
    )
    for one in theirs:
        if of is not None:
            _allowed(work, staff_id, one.branch_id)
        work.tx.delete(Assignment, one)
    return len(theirs)


def before_now(day: date, minute: int) -> sa.ColumnElement[bool]:
    """The condition that an appointment began before a minute of a day, or is of an earlier day."""
    return sa.or_(_a.c.day < day, sa.and_(_a.c.day == day, _a.c.start_minute <= minute))


def lying_in(parts: Iterable[Days]) -> sa.ColumnElement[bool]:
    """The condition that an appointment has a minute in common with an absence."""
    return sa.or_(
        *(
            sa.and_(
                _a.c.day >= part.first_day,
                _a.c.day <= part.last_day,
                _a.c.start_minute < part.end,
                _a.c.end_minute > part.start,
            )
            for part in parts
        )
    )


def _claims(work: Work, command: Command, staff_id: str, *, asks: bool) -> int:
    claims = table(Claim)
    talks = 0
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id).order_by(claims.c.appointment_id)):
        if asks:
            _allowed(work, staff_id, held.branch_id)
        if work.tx.get(Appointment, held.appointment_id).status is Status.IN_PROGRESS:
            Interrupt(
                id=command.id,
                made_at=command.made_at,
                desk_id=command.desk_id,
                appointment_id=held.appointment_id,
                despite_claim=True,
            ).apply(work)
            talks += 1
        else:
            work.tx.delete(Claim, held)
    return talks


def _tickets(work: Work, command: Command, staff_id: str, *, asks: bool) -> int:
    claims, tickets = table(TicketClaim), table(CallbackTicket)
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id).order_by(claims.c.ticket_id)):
        if asks:
            _allowed(work, staff_id, held.branch_id)
        work.tx.delete(TicketClaim, held)
    accepted = work.tx.all(
        sa.select(tickets)
        .where(tickets.c.accepted_by == staff_id, tickets.c.status != TicketStatus.CLOSED)
        .order_by(tickets.c.id)
    )
    for ticket in accepted:
        if asks:
            _allowed(work, staff_id, ticket.branch_id)
        move = derived_id(command.id, ticket.id)
        note_move(work, MoveKind.RELEASED, ticket, move, command.made_at, ticket.team_id, "")
        status = ticket_step(ticket.status, TicketStep.MOVE_ON)
        work.tx.change(CallbackTicket, ticket, status=status, **NO_ACCEPTANCE)
    return len(accepted)


def _allowed(work: Work, staff_id: str, branch_id: str) -> None:
    """Everybody hands back what they hold themselves; for a colleague where one may say that they are not there."""
    if staff_id != work.actor.id:
        work.actor.require(Right.LEAVE, branch_id)

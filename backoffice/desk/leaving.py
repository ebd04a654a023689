"""Somebody is away from now on: what they hold goes back, so that nobody waits for them (D36)."""

from datetime import date
from typing import ClassVar

import sqlalchemy as sa

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.talks import Interrupt
from backoffice.desk.ticket_moves import NO_ACCEPTANCE, note_move
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import derived_id
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.tickets import TicketStatus, TicketStep, ticket_step
from backoffice.store.tables.appointments import Appointment, Assignment, Claim
from backoffice.store.tables.base import table
from backoffice.store.tables.people import Staff
from backoffice.store.tables.ticket_work import MoveKind
from backoffice.store.tables.tickets import CallbackTicket, TicketClaim


class LeaveForToday(Command):
    """*Ab jetzt nicht da*, entered by the person or any colleague. No reason is asked or kept (D36)."""

    kind: ClassVar[str] = "leave_for_today"

    staff_id: str
    branch_id: str
    """Where it is entered: a branch the person works at."""

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Hand back what they hold today. Refused `not_of_this_branch` for somebody of another one, `no_right` where
        they hold something at a branch whose work the actor may not do.
        """
        person = work.row(Staff, self.staff_id)
        if person.branch_id not in (None, self.branch_id):
            raise Refused("not_of_this_branch")
        talks, tickets = hand_back(work, self, self.staff_id, until=wall(self.made_at)[0])
        return Done("left_for_today", (self.staff_id,), {"talks": talks, "tickets": tickets})


def hand_back(work: Work, command: Command, staff_id: str, *, until: date | None = None) -> tuple[int, int]:
    """Put running talks back to waiting, end claims and assignments, return accepted tickets to their teams.

    Assignments for days after `until` stay; None: none stays. The tickets' clocks go on (D39). Returns how many talks
    and how many tickets it were. Refused `no_right` where the actor lacks it for one of them.
    """
    return _appointments(work, command, staff_id, until), _tickets(work, command, staff_id)


def _appointments(work: Work, command: Command, staff_id: str, until: date | None) -> int:
    claims, assigned, a = table(Claim), table(Assignment), table(Appointment)
    talks = 0
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id).order_by(claims.c.appointment_id)):
        row = work.row(Appointment, held.appointment_id)
        _allowed(work, command, staff_id, Right.WORK, row.branch_id, row.group_id)
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
    still_open = sa.select(a.c.id).where(a.c.status.not_in(ENDINGS))
    if until is not None:
        still_open = still_open.where(a.c.day <= until)
    for one in work.tx.all(
        sa.select(assigned)
        .where(assigned.c.staff_id == staff_id, assigned.c.appointment_id.in_(still_open))
        .order_by(assigned.c.appointment_id)
    ):
        _allowed(work, command, staff_id, Right.ASSIGN, one.branch_id)
        work.tx.delete(Assignment, one)
    return talks


def _tickets(work: Work, command: Command, staff_id: str) -> int:
    claims, tickets = table(TicketClaim), table(CallbackTicket)
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id).order_by(claims.c.ticket_id)):
        _allowed(work, command, staff_id, Right.CALL_BACK, held.branch_id)
        work.tx.delete(TicketClaim, held)
    accepted = work.tx.all(
        sa.select(tickets)
        .where(tickets.c.accepted_by == staff_id, tickets.c.status != TicketStatus.CLOSED)
        .order_by(tickets.c.id)
    )
    for ticket in accepted:
        _allowed(work, command, staff_id, Right.CALL_BACK, ticket.branch_id)
        move = derived_id(command.id, ticket.id)
        note_move(work, MoveKind.RELEASED, ticket, move, command.made_at, ticket.team_id, "")
        status = ticket_step(ticket.status, TicketStep.MOVE_ON)
        work.tx.change(CallbackTicket, ticket, status=status, **NO_ACCEPTANCE)
    return len(accepted)


def _allowed(
    work: Work, command: Command, staff_id: str, right: Right, branch_id: str, group: str | None = None
) -> None:
    """Everybody hands back what they hold themselves; what a colleague holds takes the right of its own branch.

    An account that is switched off, or on again by an undo, is the administration's: it holds nothing any more.
    """
    if staff_id != work.actor.id and isinstance(command, LeaveForToday):
        work.actor.require(right, branch_id, group)

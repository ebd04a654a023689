"""Somebody is away from now on: what they hold goes back, so that nobody waits for them (D36)."""

from typing import ClassVar

import sqlalchemy as sa

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.talks import Interrupt
from backoffice.desk.ticket_moves import NO_ACCEPTANCE, note_move
from backoffice.domain.errors import Refused
from backoffice.domain.ids import derived_id
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
        """Hand everything back. Refused `not_of_this_branch` for somebody of another one."""
        person = work.row(Staff, self.staff_id)
        if person.branch_id not in (None, self.branch_id):
            raise Refused("not_of_this_branch")
        talks, tickets = hand_back(work, self, self.staff_id)
        return Done("left_for_today", (self.staff_id,), {"talks": talks, "tickets": tickets})


def hand_back(work: Work, command: Command, staff_id: str) -> tuple[int, int]:
    """Put running talks back to waiting, end claims and assignments, return accepted tickets to their teams.

    The tickets' clocks go on (D39). Returns how many talks and how many tickets it were.
    """
    return _appointments(work, command, staff_id), _tickets(work, command, staff_id)


def _appointments(work: Work, command: Command, staff_id: str) -> int:
    claims, assigned, a = table(Claim), table(Assignment), table(Appointment)
    talks = 0
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id)):
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
    for one in work.tx.all(
        sa.select(assigned).where(assigned.c.staff_id == staff_id, assigned.c.appointment_id.in_(still_open))
    ):
        work.tx.delete(Assignment, one)
    return talks


def _tickets(work: Work, command: Command, staff_id: str) -> int:
    claims, tickets = table(TicketClaim), table(CallbackTicket)
    for held in work.tx.all(sa.select(claims).where(claims.c.staff_id == staff_id)):
        work.tx.delete(TicketClaim, held)
    accepted = work.tx.all(
        sa.select(tickets).where(tickets.c.accepted_by == staff_id, tickets.c.status != TicketStatus.CLOSED)
    )
    for ticket in accepted:
        move = derived_id(command.id, ticket.id)
        note_move(work, MoveKind.RELEASED, ticket, move, command.made_at, ticket.team_id, "")
        status = ticket_step(ticket.status, TicketStep.MOVE_ON)
        work.tx.change(CallbackTicket, ticket, status=status, **NO_ACCEPTANCE)
    return len(accepted)

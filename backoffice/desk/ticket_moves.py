"""Tickets go to another team or back. The clock goes on, the reason is kept, nobody drops them (D36, D39, D40)."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.command import Done, Work
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.ticket_calls import check_ticket_claim, release_ticket
from backoffice.desk.tickets import Long, OnTicket, open_only
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.tickets import TicketStep, ticket_step
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Team
from backoffice.store.tables.ticket_work import MoveKind, TicketMove
from backoffice.store.tables.tickets import CallbackTicket

NO_ACCEPTANCE: dict[str, Any] = {"accepted_by": None, "accepted_function": None, "accepted_at": None}


class _Move(OnTicket):
    reason: Long
    move_id: str = Field(default_factory=new_id)
    copy_id: str = Field(default_factory=new_id)
    """The customer's copy, where another branch gets the ticket."""
    despite_claim: bool = False

    def move(self, work: Work, kind: MoveKind, ticket: sa.Row[Any], team: sa.Row[Any]) -> None:
        at = self.at()
        check_ticket_claim(work, ticket, despite=self.despite_claim)
        release_ticket(work, ticket)
        note_move(work, kind, ticket, self.move_id, at, team.id, self.reason)
        values: dict[str, Any] = {"team_id": team.id, "status": ticket_step(ticket.status, TicketStep.MOVE_ON)}
        if team.branch_id != ticket.branch_id:
            values.update(_to_branch(work, ticket, team.branch_id, self.copy_id))
        work.tx.change(CallbackTicket, ticket, **values, **NO_ACCEPTANCE)


class HandOver(_Move):
    """Another team of this or another branch calls. It has to accept; the due instant stays."""

    kind: ClassVar[str] = "hand_over_ticket"
    offline_safe: ClassVar[bool] = True

    team_id: str

    def apply(self, work: Work) -> Done:
        """Hand it over.

        Refused: `ticket_closed`, `reason_missing`, `unknown_team`, `same_team`.
        """
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if not self.reason:
            raise Refused("reason_missing")
        team = work.seen(Team, self.team_id)
        if team is None:
            raise Refused("unknown_team")
        if team.id == ticket.team_id:
            raise Refused("same_team", team=team.name)
        self.move(work, MoveKind.HANDED_OVER, ticket, team)
        told = {"number": ticket.number, "team": team.name, "due_at": ticket.due_at.isoformat()}
        return Done("ticket_handed_over", (ticket.id,), told)


class ReturnTicket(_Move):
    """It is not ours: back to the team it came from, with the reason."""

    kind: ClassVar[str] = "return_ticket"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Return it. Refused: `ticket_closed`, `reason_missing`, `nowhere_to_return` (hand it over instead)."""
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if not self.reason:
            raise Refused("reason_missing")
        team = work.seen(Team, came_from(work, ticket) or "")
        if team is None or team.id == ticket.team_id:
            raise Refused("nowhere_to_return")
        self.move(work, MoveKind.RETURNED, ticket, team)
        told = {"number": ticket.number, "team": team.name, "due_at": ticket.due_at.isoformat()}
        return Done("ticket_returned", (ticket.id,), told)


class GiveBack(_Move):
    """Accepted, but I cannot keep it: the team has it again, not accepted (D36)."""

    kind: ClassVar[str] = "give_back_ticket"

    def apply(self, work: Work) -> Done:
        """Give it back. Refused: `ticket_closed`, `not_accepted`."""
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        if ticket.accepted_at is None:
            raise Refused("not_accepted")
        self.move(work, MoveKind.RELEASED, ticket, work.row(Team, ticket.team_id))
        return Done("ticket_given_back", (ticket.id,), {"number": ticket.number})


def note_move(
    work: Work, kind: MoveKind, ticket: sa.Row[Any], move_id: str, at: datetime, to_team: str, reason: str
) -> None:
    """Keep which way a ticket went, and why."""
    work.tx.insert(
        TicketMove,
        id=move_id,
        ticket_id=ticket.id,
        branch_id=ticket.branch_id,
        staff_id=work.actor.id,
        at=at,
        kind=kind,
        from_team_id=ticket.team_id,
        to_team_id=to_team,
        reason=reason,
    )


def came_from(work: Work, ticket: sa.Row[Any]) -> str | None:
    """The team that handed a ticket on last, else the one that made it; None: nobody's team."""
    moves = table(TicketMove)
    last = work.tx.first(
        sa.select(moves.c.from_team_id)
        .where(
            moves.c.ticket_id == ticket.id,
            moves.c.to_team_id == ticket.team_id,
            moves.c.kind == MoveKind.HANDED_OVER,
        )
        .order_by(moves.c.at.desc(), moves.c.id.desc())
    )
    team: str | None = last.from_team_id if last is not None else ticket.origin_team_id
    return team


def _to_branch(work: Work, ticket: sa.Row[Any], branch_id: str, copy_id: str) -> dict[str, Any]:
    """The ticket's columns at another branch. The customer is copied there; the first branch goes on seeing it.

    Where the copies lead back to a customer of that branch, the ticket comes home to them.
    """
    first = ticket.shared_with_branch_id or ticket.branch_id
    return {
        "branch_id": branch_id,
        "customer_id": customer_at(work, ticket.customer_id, branch_id, copy_id),
        "shared_with_branch_id": None if first == branch_id else first,
    }

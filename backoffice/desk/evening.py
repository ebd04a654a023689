"""The end of a day: what is still open, and who is still owed an answer (UX: Tagesabschluss; D9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.day import DayOf
from backoffice.desk.otv import CountOtvTasks
from backoffice.desk.promises import OpenSince, Owed, Owing, overdue, overdue_values
from backoffice.desk.proposal_counts import CountProposals
from backoffice.desk.ticket_lines import CountTickets
from backoffice.desk.ticket_views import TicketCounts
from backoffice.desk.views import Day
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.rights import Right, may_in_any_group
from backoffice.domain.tickets import TicketStatus
from backoffice.store.tables.agreements import PlanAgreement
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket

_t = table(CallbackTicket)
_branch: sa.BindParameter[str] = sa.bindparam("branch")
_due_by = sa.select(sa.func.count()).where(
    _t.c.branch_id == _branch,
    _t.c.status != TicketStatus.CLOSED,
    _t.c.due_at <= sa.bindparam("by", type_=_t.c.due_at.type),
    ~overdue(_branch),
)
_agreement = table(PlanAgreement)
_to_agree = sa.select(sa.func.count()).where(_agreement.c.branch_id == _branch, _agreement.c.agreed_on.is_(None))


@dataclass(frozen=True, slots=True)
class Evening:
    """What stands between a branch and the end of its day.

    `day.lines` are the appointments that still need something: first those that have not ended (of earlier days, then
    of today), then those that owe an answer (`owed` says why). Where both holds for one it is told as owed.
    """

    day: Day
    owed: Mapping[str, Owed]
    tickets: TicketCounts
    due_today: int = 0
    """Promised calls that are not late yet and due by the end of today."""
    otv: int = 0
    """What is still to be entered or cancelled in the booking tool (D29)."""
    untold: int = 0
    """Proposals of which nobody has told the customer (D33)."""
    agreements: int = 0
    """What is still to be agreed about the plan, for those who plan; the day is over in spite of it (D31)."""

    @property
    def still_open(self) -> int:
        """Appointments that have not ended, of today and of days before."""
        return sum(line.id not in self.owed for line in self.day.lines)

    @property
    def done(self) -> bool:
        """Nothing is open, nobody is owed anything, no promise is overdue or to be kept today, no task is left."""
        return not (self.day.lines or self.tickets.overdue or self.due_today or self.otv or self.untold)


@dataclass(frozen=True, slots=True)
class EveningOf:
    """The end of a branch's day."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Evening:
        """Read it; refused with `no_right` outside the actor's branches."""
        today, _ = wall(self.now)
        day = DayOf(self.branch_id, today, self.now).run(connection, actor)
        owing = Owing(self.branch_id, self.now).run(connection, actor)
        owed = {line.id: why for line, why in owing}
        # A ticket settles what an appointment owes, but not that nobody entered how it ended.
        since = [line for line in OpenSince(self.branch_id, self.now).run(connection, actor) if line.id not in owed]
        still_open = [line for line in day.lines if line.open and line.id not in owed]
        lines = (*since, *still_open, *(line for line, _ in owing))
        return Evening(
            Day(day.branch, today, lines, day.imported, day.counts),
            owed,
            CountTickets(self.branch_id, self.now).run(connection, actor),
            connection.scalar(_due_by, self._due(today)) or 0,
            CountOtvTasks(self.branch_id).run(connection, actor),
            CountProposals(self.branch_id).run(connection, actor).untold,
            self._to_agree(connection, actor),
        )

    def _to_agree(self, connection: sa.Connection, actor: Actor) -> int:
        if not may_in_any_group(actor.grants, Right.PLAN, self.branch_id):
            return 0
        return connection.scalar(_to_agree, {"branch": self.branch_id}) or 0

    def _due(self, today: date) -> dict[str, Any]:
        end = instant_of(today, 1440)
        return {"branch": self.branch_id, "by": end, **overdue_values(self.now)}

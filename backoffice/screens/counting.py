"""The quiet counts in the top lines of every screen: no pop-ups, nothing that interrupts a conversation (D41)."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import work

from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.offering import Offering
from backoffice.screens.shared import Shared

if TYPE_CHECKING:  # the day is shown before anything about tickets is loaded
    from backoffice.desk.takeover_views import TakeoverCounts
    from backoffice.desk.ticket_views import TicketCounts


@dataclass(frozen=True, slots=True)
class _Counted:
    """What waits on the screens of a branch; `open`: of a day that is not listed here."""

    tickets: "TicketCounts"
    takeovers: "TakeoverCounts"
    interpreting: int
    open: int | None
    otv: int
    to_tell: int


class Counting(Offering[R], Generic[R]):
    """A screen whose top lines count what waits on the others."""

    LISTS_DAY: ClassVar[bool] = False
    """Whether the day is listed here, so that its rows are what is counted."""

    def show_frame(self) -> None:
        """Write the lines above the list."""
        raise NotImplementedError

    @work(exclusive=True, group="count", exit_on_error=False)
    async def recount(self) -> None:
        """The quiet counts; where they cannot be read, the list itself says why.

        What was counted of a branch that is shown no longer is thrown away.
        """
        shared = Shared.of(self.app)
        branch, day, now = shared.branch, shared.day, self.desk.clock.now()
        if branch is None:
            return
        listed = None if self.LISTS_DAY else day or wall(now)[0]
        try:
            found = await asyncio.to_thread(self._count, branch.id, listed, now)
        except BackofficeError:
            return
        if (shared.branch, shared.day) != (branch, day):
            return
        before = _told(shared)
        shared.tickets, shared.takeovers = found.tickets, found.takeovers
        shared.interpreting, shared.otv, shared.to_tell = found.interpreting, found.otv, found.to_tell
        if found.open is not None:
            shared.today = replace(shared.today, count=str(found.open))
        if before != _told(shared):
            self.show_frame()

    def _count(self, branch_id: str, day: date | None, now: datetime) -> "_Counted":
        from backoffice.desk.day import DayOf
        from backoffice.desk.interpreting_views import CountOrders
        from backoffice.desk.otv import CountOtvTasks
        from backoffice.desk.proposal_counts import CountProposals
        from backoffice.desk.takeover_views import CountTakeovers
        from backoffice.desk.ticket_lines import CountTickets

        read = self.desk.read
        return _Counted(
            read(CountTickets(branch_id, now)),
            read(CountTakeovers(branch_id, now)),
            read(CountOrders(branch_id, now)),
            None if day is None else read(DayOf(branch_id, day, now)).counts.open,
            read(CountOtvTasks(branch_id)),
            read(CountProposals(branch_id)).all,
        )

    def show_tab_today(self, label: str, open_: int, day: date | None) -> None:
        """What the tab of *Heute* says, on every screen; `day` is None where that is the present day."""
        shared = Shared.of(self.app)
        shared.today, shared.day = replace(shared.today, label=label, count=str(open_)), day


def _told(shared: Shared) -> tuple[object, ...]:
    """All that the top lines say in numbers."""
    return shared.tickets, shared.takeovers, shared.interpreting, shared.today, shared.otv, shared.to_tell

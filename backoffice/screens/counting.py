"""The quiet counts in the top lines of every screen: no pop-ups, nothing that interrupts a conversation (D41)."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Generic

from textual import work

from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.offering import Offering
from backoffice.screens.shared import Shared

if TYPE_CHECKING:  # the day is shown before anything about tickets is loaded
    from backoffice.desk.ticket_views import TicketCounts


class Counting(Offering[R], Generic[R]):
    """A screen whose top lines count what waits on the others."""

    def show_frame(self) -> None:
        """Write the lines above the list."""
        raise NotImplementedError

    @work(exclusive=True, group="count", exit_on_error=False)
    async def recount(self) -> None:
        """The quiet counts of tickets; where they cannot be read, the list itself says why."""
        branch = Shared.of(self.app).branch
        if branch is None:
            return
        try:
            counts = await asyncio.to_thread(self._count, branch.id)
        except BackofficeError:
            return
        shared = Shared.of(self.app)
        if shared.tickets != counts:
            shared.tickets = counts
            self.show_frame()

    def _count(self, branch_id: str) -> "TicketCounts":
        from backoffice.desk.ticket_lines import CountTickets

        return self.desk.read(CountTickets(branch_id, self.desk.clock.now()))

    def show_tab_today(self, label: str, open_: int) -> None:
        """What the tab of *Heute* says, on every screen."""
        shared = Shared.of(self.app)
        shared.today = replace(shared.today, label=label, count=str(open_))

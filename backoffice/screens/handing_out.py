"""W on *Heute*: the day is handed out, once somebody has accepted the proposal (D50, D51)."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.organisation_views import StaffOf
from backoffice.desk.views import StaffView
from backoffice.domain.errors import BackofficeError
from backoffice.screens.looking import Looking
from backoffice.wording.refusals import refusal

if TYPE_CHECKING:
    from backoffice.desk.handing_out import HandOutView

Instead = Mapping[str, str | None]
"""Who gets an appointment in place of the proposal, by its id; None: nobody."""

CHOSEN_WRONG = frozenset({"not_of_this_branch", "not_there_then"})
"""The codes of refusals that are about who was chosen by hand, and no change of the day."""


class HandingOut(Looking):
    """What opens the proposal and carries out what was accepted."""

    @work(exclusive=True, group="hand_out", exit_on_error=False)
    async def action_hand_out(self) -> None:
        """W: the proposal, made now."""
        from backoffice.desk.handing_out import HandOutFor

        branch = self.day.branch.id
        query = HandOutFor(branch, self.shown_day, self.desk.clock.now())
        try:
            with self.waiting():
                seen, staff = await asyncio.to_thread(
                    lambda: (self.desk.read(query), self.desk.read(StaffOf(branch)))
                )
        except BackofficeError as error:
            self.refused(error)
            return
        self._show_proposal(seen, staff, {}, "")

    def _show_proposal(self, seen: "HandOutView", staff: Sequence[StaffView], instead: Instead, notice: str) -> None:
        from backoffice.desk.handing_out import HandOut, as_seen
        from backoffice.screens.handing_out_dialog import HandOutDialog
        from backoffice.screens.privacy import uncovered

        def chosen(accepted: Instead | None) -> None:
            if accepted is None:
                return

            def again(error: BackofficeError) -> None:
                if error.code in CHOSEN_WRONG:  # nothing changed under it: what was chosen is not lost
                    self._show_proposal(seen, staff, accepted, str(refusal(error)))

            pairs = as_seen(seen, accepted)
            command = self.desk.new(HandOut, branch_id=seen.branch.id, day=seen.day, pairs=pairs, seen_at=seen.now)
            self.carry_out([command], {}, otherwise=again)

        dialog = HandOutDialog(seen, staff, self.desk.actor.id, self.writer, instead, notice)
        uncovered(self.app, lambda: self.app.push_screen(dialog, chosen))

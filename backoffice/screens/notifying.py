"""6: who is to be told of another time, on every screen with a list (D33)."""

import asyncio
from typing import Generic

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.promising import Promising
from backoffice.screens.shared import Shared


class Notifying(Promising[R], Generic[R]):
    """What opens the list."""

    @work(exclusive=True, group="notify", exit_on_error=False)
    async def action_to_tell(self) -> None:
        """6: the list, read now."""
        from backoffice.desk.proposal_views import ProposalsOf
        from backoffice.screens.notify_dialog import NotifyDialog
        from backoffice.screens.privacy import uncovered

        branch = Shared.of(self.app).branch
        if branch is None:
            return
        try:
            with self.waiting():
                found = await asyncio.to_thread(self.desk.read, ProposalsOf(branch.id, self.desk.clock.now()))
        except BackofficeError as error:
            self.refused(error)
            return
        dialog = NotifyDialog(self.desk, branch.id, found, short_names=self.short_names, changed=self._done_in_dialog)
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda _: self._dialog_closed()))

    def _done_in_dialog(self, done: Done, undoes: str | None) -> None:
        """It was changed here: u takes it back without a question."""
        made = Shared.of(self.app).made
        made.pop(undoes or "", None)
        made[done.entry_id] = self.here

    def _dialog_closed(self) -> None:
        """The counts say what is left."""
        self.recount()
        self.load(flash=True)

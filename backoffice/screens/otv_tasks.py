"""q: what is still to be done in the booking tool, on every screen with a list (D29)."""

import asyncio
from typing import Generic

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.promising import Promising
from backoffice.screens.shared import Shared


class OtvTasks(Promising[R], Generic[R]):
    """What opens the list."""

    @work(exclusive=True, group="otv", exit_on_error=False)
    async def action_otv_tasks(self) -> None:
        """q: the list, read now."""
        from backoffice.desk.otv import OtvTasksOf
        from backoffice.screens.otv_dialog import OtvDialog
        from backoffice.screens.privacy import uncovered

        branch = Shared.of(self.app).branch
        if branch is None:
            return
        try:
            with self.waiting():
                tasks = await asyncio.to_thread(self.desk.read, OtvTasksOf(branch.id))
        except BackofficeError as error:
            self.refused(error)
            return
        dialog = OtvDialog(
            self.desk,
            tasks,
            wall(self.desk.clock.now())[0],
            short_names=self.short_names,
            changed=self._otv_changed,
        )
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda _: self._otv_closed()))

    def _otv_changed(self, done: Done, undoes: str | None) -> None:
        """It was changed here: u takes it back without a question."""
        made = Shared.of(self.app).made
        made.pop(undoes or "", None)
        made[done.entry_id] = self.here

    def _otv_closed(self) -> None:
        """The counts say what is left."""
        self.recount()
        self.load(flash=True)

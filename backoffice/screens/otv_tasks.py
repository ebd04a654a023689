"""q: what is still to be done in the booking tool, on every screen with a list (D29)."""

import asyncio
from typing import Generic

from textual import work

from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.rearranging import Rearranging
from backoffice.screens.shared import Shared


class OtvTasks(Rearranging[R], Generic[R]):
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
            changed=self._done_in_dialog,
        )
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda _: self._dialog_closed()))

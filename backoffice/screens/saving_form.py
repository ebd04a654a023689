"""A form that is carried out before it closes: what the desk refuses stands under its field, and nothing is lost."""

import asyncio
from typing import Any

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.domain.errors import BackofficeError
from backoffice.screens.dialog import FormDialog
from backoffice.widgets.notice_line import NoticeLine

SLOW = 0.2
"""Seconds from which it says that something is being written."""


class SavingForm(FormDialog[Any]):
    """`result()` gives one command; the form is dismissed with what it did (a `Done`)."""

    def __init__(self, desk: Desk, title: str, *, draft_key: str) -> None:
        super().__init__(title, draft_key=draft_key)
        self.desk = desk
        self._carrying_out = False

    def saved(self, result: Command) -> None:
        """Have the desk do it; a second F2 meanwhile does nothing."""
        if not self._carrying_out:
            self._carrying_out = True
            self._carry_out(result)

    @work(group="write", exit_on_error=False)
    async def _carry_out(self, command: Command) -> None:
        slow = self.set_timer(SLOW, self.query_one(NoticeLine).working)
        try:
            done: Done = await asyncio.to_thread(self.desk.perform, command)
        except BackofficeError as error:
            self.query_one(NoticeLine).clear()
            self.show_refusal(error)
            return
        finally:
            slow.stop()
            self._carrying_out = False
        self.dismiss(done)

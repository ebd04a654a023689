"""A list in a dialog on which things are done at once, one after the other; u takes the last one back."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.domain.errors import BackofficeError
from backoffice.screens.paging import WideDialog
from backoffice.wording import rearranging_screen as texts
from backoffice.wording.done import done as said
from backoffice.wording.refusals import refusal

T = TypeVar("T")


class DoingDialog(WideDialog[T]):
    """What stands in it is read by `load`, after each change and whenever the store changes."""

    def __init__(self, title: str, desk: Desk, changed: Callable[[Done, str | None], object]) -> None:
        """`changed` is told what was done here, and (or None) which entry was taken back by it."""
        super().__init__(title)
        self.desk = desk
        self._tell = changed
        self._done: list[tuple[str, str]] = []
        """What was done here, the newest last: the entry, the name of whom it was about."""

    def load(self) -> Any:
        """Read again what is listed."""
        raise NotImplementedError

    def store_changed(self) -> None:
        """Another desk did something, too."""
        self.load()

    def do(self, command: Command, name: str) -> None:
        """Carry a command out about somebody, say what happened, read again."""
        self._carry_out(command, name)

    @work(group="write", exit_on_error=False)
    async def _carry_out(self, command: Command, name: str) -> None:
        try:
            done = await asyncio.to_thread(self.desk.perform, command)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            self.load()
            return
        if done.undoable:
            self._done.append((done.entry_id, name))
        self._tell(done, None)
        self.say(said(done.code, done.values, name), ink="good")
        self.load()

    def action_undo(self) -> None:
        """u: what was done last here."""
        if self._done:
            self._take_back(*self._done[-1])
        else:
            self.say(texts.NOTHING_TO_UNDO, ink="info")

    @work(group="write", exit_on_error=False)
    async def _take_back(self, entry: str, name: str) -> None:
        from backoffice.desk.undo import Undo

        try:
            done = await asyncio.to_thread(self.desk.perform, self.desk.new(Undo, undoes=entry))
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self._done = [one for one in self._done if one[0] != entry]
        self._tell(done, entry)
        self.say(said(done.code, done.values, name))
        self.load()

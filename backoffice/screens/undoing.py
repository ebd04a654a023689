"""The one way back (u): my newest change, an older one only after it was shown."""

import asyncio
from datetime import timedelta
from typing import Generic

from textual import work

from backoffice.desk.views import Undoable
from backoffice.domain.clock import BREMEN
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import Changing, R
from backoffice.screens.shared import Shared
from backoffice.wording import screens as words
from backoffice.wording.done import done as said

OLD_UNDO = timedelta(minutes=2)
"""From this age on `u` first shows what it would take back."""


class Undoing(Changing[R], Generic[R]):
    """A screen on which changes are taken back."""

    _undo_shown: str | None = None
    """What the last `u` only showed."""

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """u: my newest change; an older one, or one of another day, is shown first and wants a second u."""
        from backoffice.desk.undo import LastChange

        try:
            last = await asyncio.to_thread(self.desk.read, LastChange(self.desk.id))
        except BackofficeError as error:
            self.refused(error)
            return
        if last is None:
            self.say(words.NOTHING_TO_UNDO)
            return
        elsewhere = Shared.of(self.app).made.get(last.undoes, self.here) != self.here
        old = self.desk.clock.now() - last.made_at > OLD_UNDO or elsewhere
        if old and self._undo_shown != last.undoes:
            self._undo_shown = last.undoes
            self.say(words.undo_would(self._described(last), f"{last.made_at.astimezone(BREMEN):%H:%M}"))
            return
        self._undo_shown = None
        self.undo(last.undoes)

    def undo(self, undoes: str) -> None:
        """Take an entry (or a batch) back."""
        from backoffice.desk.undo import Undo

        command = self.desk.new(Undo, undoes=undoes)
        self.carry_out([command], {line.id: self.row_name(line) for line in self.shown_rows})

    def _described(self, last: Undoable) -> str:
        names = [self.row_name(line) for line in self.shown_rows if line.id in last.ids]
        return said(last.code, {"outcomes": (), "count": len(last.ids)}, names[0] if names else "")

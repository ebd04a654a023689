"""The one way back (u): my newest change, an older one only after it was shown."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Generic

from textual import work
from textual.worker import WorkerError

from backoffice.desk.views import Undoable
from backoffice.domain.clock import BREMEN
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import Changing, R
from backoffice.screens.naming import called
from backoffice.screens.shared import Shared
from backoffice.wording import screens as words
from backoffice.wording.done import done as said

OLD_UNDO = timedelta(minutes=2)
"""From this age on `u` first shows what it would take back."""
NAMED = 2
"""Up to so many records of one change are named: one promise touches an appointment and a ticket."""


class Undoing(Changing[R], Generic[R]):
    """A screen on which changes are taken back."""

    _undo_shown: str | None = None
    """What the last `u` only showed."""

    def __init__(self) -> None:
        super().__init__()
        self._one_undo = asyncio.Lock()

    @property
    def short_names(self) -> bool:
        """Whether this desk shows short names."""
        raise NotImplementedError

    @work(group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """u: my newest change; an older one, or one of another day, is shown first and wants a second u.

        Every press counts, however quickly they follow: each waits for the one before it, and for what is being
        written, for that is what it takes back.
        """
        async with self._one_undo:
            await self._written()
            await self._take_newest_back()

    async def _written(self) -> None:
        """Wait until what was entered before this is written, or refused."""
        for worker in [worker for worker in self.workers if worker.group == "write" and not worker.is_finished]:
            with suppress(WorkerError):
                await worker.wait()

    async def _take_newest_back(self) -> None:
        from backoffice.desk.undo import LastChange

        def read() -> tuple[Undoable | None, dict[str, str]]:
            found = self.desk.read(LastChange(self.desk.id))
            return found, {} if found is None else self._names(found.ids)

        try:
            last, names = await asyncio.to_thread(read)
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
            self.say(words.undo_would(self._described(last, names), f"{last.made_at.astimezone(BREMEN):%H:%M}"))
            return
        self._undo_shown = None
        self.undo(last.undoes, names)

    def undo(self, undoes: str, names: Mapping[str, str] | None = None) -> None:
        """Take an entry (or a batch) back; `names` of records that stand on no row here (any more)."""
        from backoffice.desk.undo import Undo

        command = self.desk.new(Undo, undoes=undoes)
        self.carry_out([command], {**(names or {}), **{line.id: self.row_name(line) for line in self.shown_rows}})

    def _names(self, ids: Sequence[str]) -> dict[str, str]:
        """Whom a change was about, as the list names them; who has left the list is read. Of many none is named."""
        names = {line.id: self.row_name(line) for line in self.shown_rows if line.id in ids}
        for id_ in ids if len(ids) <= NAMED else ():
            if id_ not in names and (name := self._name_of(id_)):
                names[id_] = name
        return names

    def _name_of(self, record_id: str) -> str:
        """The person of an appointment, or the number and person of a ticket; empty where it is neither."""
        from backoffice.desk.record import RecordOf
        from backoffice.desk.ticket_record import TicketRecordOf

        now = self.desk.clock.now()
        with suppress(BackofficeError):
            return called(self.desk.read(RecordOf(record_id, now)).line, short=self.short_names)
        with suppress(BackofficeError):
            line = self.desk.read(TicketRecordOf(record_id, now)).line
            shown = words.PROTECTED if line.protected else line.short_name if self.short_names else line.name
            return " ".join(part for part in (line.number, shown) if part)
        return ""

    def _described(self, last: Undoable, names: Mapping[str, str]) -> str:
        name = next((names[id_] for id_ in last.ids if id_ in names), "")
        return said(last.code, {"outcomes": (), "count": len(last.ids)}, name)

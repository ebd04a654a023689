"""What leaves the house is done after the commit, and its result is a change of its own (ARCHITECTURE: Command)."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.desk import Desk
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import FileState, ImportRun
from backoffice.store.tables.journal import Outbox, OutboxState

_o = table(Outbox)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something this desk still has to do."""

    id: str
    kind: str
    run_id: str
    path: str
    sha256: str
    """What the file held when it was read."""


@dataclass(frozen=True, slots=True)
class WaitingAt:
    """What still has to leave the house from one desk, the oldest first."""

    desk_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Waiting, ...]:
        """Read it."""
        rows = connection.execute(
            sa.select(_o.c.id, _o.c.kind, _o.c.payload, _o.c.branch_id)
            .where(_o.c.desk_id == self.desk_id, _o.c.state == OutboxState.WAITING, _o.c.kind == "delete_file")
            .order_by(_o.c.id)
        )
        return tuple(
            Waiting(row.id, row.kind, row.payload["run_id"], row.payload["path"], row.payload.get("sha256", ""))
            for row in rows
            if actor.may(Right.IMPORT, row.branch_id)
        )


class FileDeleted(Command):
    """The source file was deleted, or could not be (then it is tried again at the next start).

    Where another file lies in its place by now, nothing is deleted, and nothing is tried again.
    """

    kind: ClassVar[str] = "file_deleted"
    right: ClassVar[Right] = Right.IMPORT
    undoable: ClassVar[bool] = False

    outbox_id: str
    deleted: bool
    replaced: bool = False

    def scope(self, work: Work) -> Scope:
        """The branch whose file it was."""
        return Scope(work.row(Outbox, self.outbox_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Mark the row and, where it is gone, the run. No personal data is kept of it (D53)."""
        row = work.row(Outbox, self.outbox_id)
        if row.state is not OutboxState.WAITING:
            return Done("file_deleted", (row.payload["run_id"],))
        if self.replaced:
            work.tx.change(Outbox, row, state=OutboxState.GIVEN_UP, tried_at=self.made_at)
            run = work.row(ImportRun, row.payload["run_id"])
            work.tx.change(ImportRun, run, file_state=FileState.KEPT)  # where it went, if anywhere, nobody knows
            return Done("file_replaced", (run.id,))
        state = OutboxState.DONE if self.deleted else OutboxState.WAITING
        work.tx.change(Outbox, row, state=state, tried_at=self.made_at)
        if not self.deleted:
            return Done("file_not_deleted", (row.payload["run_id"],))
        run = work.row(ImportRun, row.payload["run_id"])
        work.tx.change(ImportRun, run, file_state=FileState.DELETED)
        return Done("file_deleted", (run.id,))


def deliver(desk: Desk) -> tuple[Done, ...]:
    """Do what waits at this desk: after a change, and once at every start. Gives an answer for each."""
    from backoffice.exchange.source_file import Deletion, delete_source

    answers: list[Done] = []
    for waiting in desk.read(WaitingAt(desk.id)):
        now = delete_source(Path(waiting.path), waiting.sha256)
        command = desk.new(
            FileDeleted,
            outbox_id=waiting.id,
            deleted=now is Deletion.GONE,
            replaced=now is Deletion.REPLACED,
        )
        answers.append(desk.perform(command))
    return tuple(answers)

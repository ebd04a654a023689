"""Files about people that still lie somewhere: booking files, backups, upgrade copies, papers (D53)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.request_sheets import sheets_folder, sheets_left
from backoffice.desk.slips import slips_folder, slips_left
from backoffice.domain.clock import wall
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.store import journal
from backoffice.store.copies import upgrade_copies
from backoffice.store.store import Store
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import FileState, ImportRun
from backoffice.store.tables.journal import Outbox, OutboxState
from backoffice.store.tables.organisation import Branch
from backoffice.store.tables.people import Staff
from backoffice.store.transaction import Transaction

_run, _b, _o = table(ImportRun), table(Branch), table(Outbox)

COPY = "store_copy"
"""What the outbox calls a copy of the whole store that is to be deleted some day; a person does it, no worker."""
COPY_STAYS = timedelta(days=14)
"""How long a copy of the store may stay unless something else was said (assumed)."""


class FileKind(StrEnum):
    """What lies there."""

    SOURCE = "source"
    """A booking file that was kept, or could not be deleted yet."""
    BACKUP = "backup"
    UPGRADE = "upgrade"
    SLIP = "slip"
    """A Terminzettel of this user: it names nobody."""
    SHEET = "sheet"
    """A request sheet for an interpreter, written by this user: it names nobody."""


@dataclass(frozen=True, slots=True)
class FileLeft:
    """A file: where it lies, since when, until when it may; no date: it should be gone already."""

    kind: FileKind
    path: str
    made_at: datetime
    """When a copy was written, or a booking file was read in."""
    delete_by: date | None
    branch: str | None = None
    day: date | None = None
    ref: str | None = None
    """The import run of a kept booking file, the outbox row of a backup."""


@dataclass(frozen=True, slots=True)
class FilesLeft:
    """All files that still lie somewhere: booking files of the actor's branches, copies for the administration.

    `store` is the file of a local store: copies that upgrades made lie beside it. `data` is the folder with this
    user's own papers: whoever may read them there is shown them, no right is needed.
    """

    store: Path | None = None
    data: Path | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[FileLeft, ...]:
        """Read them, those first that are to be deleted first."""
        found = {file.path: file for branch, file in _sources(connection) if actor.may(Right.IMPORT, branch)}
        if actor.may(Right.ADMINISTER):
            found |= {file.path: file for file in (*_backups(connection), *_upgrades(self.store))}
        found |= {file.path: file for file in _papers(self.data)}
        return tuple(sorted(found.values(), key=lambda f: (f.delete_by or date.min, f.made_at, f.path)))


def _sources(connection: sa.Connection) -> Iterator[tuple[str, FileLeft]]:
    runs = connection.execute(
        sa.select(_run, _b.c.code).join(_b, _b.c.id == _run.c.branch_id).where(_run.c.file_state != FileState.DELETED)
    ).all()
    for row in runs:
        if row.file_state is FileState.KEPT and row.kept_path is not None:
            yield row.branch_id, _source(row, row.kept_path, row.delete_by)
    by_id = {row.id: row for row in runs}
    waiting = sa.select(_o.c.payload).where(_o.c.state == OutboxState.WAITING, _o.c.kind == "delete_file")
    for payload in connection.scalars(waiting):
        run = by_id.get(payload["run_id"])
        if run is not None:  # else read in by another desk, or deleted there, between the two statements
            yield run.branch_id, _source(run, payload["path"], None)


def _source(row: sa.Row[Any], path: str, delete_by: date | None) -> FileLeft:
    return FileLeft(FileKind.SOURCE, path, row.imported_at, delete_by, row.code, row.day, row.id)


def _backups(connection: sa.Connection) -> Iterator[FileLeft]:
    rows = connection.execute(
        sa.select(_o.c.id, _o.c.payload).where(_o.c.state == OutboxState.WAITING, _o.c.kind == COPY)
    )
    for row in rows:
        made_at, until = row.payload["made_at"], row.payload["delete_by"]
        yield FileLeft(
            FileKind.BACKUP,
            row.payload["path"],
            datetime.fromisoformat(made_at),
            date.fromisoformat(until),
            ref=row.id,
        )


def _upgrades(store: Path | None) -> Iterator[FileLeft]:
    for copy in upgrade_copies(store) if store else ():
        yield FileLeft(FileKind.UPGRADE, str(copy.path), copy.made_at, copy_until(copy.made_at))


def _papers(data: Path | None) -> Iterator[FileLeft]:
    if data is None:
        return
    for kind, papers in (
        (FileKind.SLIP, slips_left(slips_folder(data))),
        (FileKind.SHEET, sheets_left(sheets_folder(data))),
    ):
        for paper in papers:
            yield FileLeft(kind, str(paper.path), paper.made_at, paper.delete_by)


def copy_until(made_at: datetime) -> date:
    """Until which day a copy of the store may stay."""
    return wall(made_at + COPY_STAYS)[0]


def note_backup(store: Store, path: Path, made_at: datetime, delete_by: date, login: str, desk_id: str) -> str:
    """Remember a backup that is about to be written; returns the id to `forget_backup` it by.

    No `Command`: whoever may read the file may copy it, with or without an account here. Journaled like one, without
    the path. Noted before it is written, so that one which is broken off is listed as well.
    """
    entry_id, outbox_id = new_id(), new_id()
    values = {"path": str(path), "made_at": made_at.isoformat(), "delete_by": delete_by.isoformat()}
    staff = table(Staff)

    def work(tx: Transaction) -> None:
        if journal.find(tx, entry_id) is not None:
            return  # written already, only the answer was lost
        who = tx.first(sa.select(staff.c.id).where(staff.c.login == login))
        _write_entry(tx, entry_id, who.id if who else None, made_at, desk_id)
        tx.insert(Outbox, id=outbox_id, entry_id=entry_id, desk_id=desk_id, branch_id=None, kind=COPY, payload=values)

    store.write(work)
    return outbox_id


def forget_backup(store: Store, outbox_id: str) -> None:
    """A backup that was noted did not come about."""
    store.write(lambda tx: tx.purge(Outbox, [outbox_id]))


def _write_entry(tx: Transaction, entry_id: str, actor_id: str | None, made_at: datetime, desk_id: str) -> None:
    journal.write(
        tx,
        journal.Entry(
            id=entry_id,
            kind="note_backup",
            schema=1,
            actor_id=actor_id,
            desk_id=desk_id,
            branch_id=None,
            made_at=made_at,
            batch_id=None,
            undoes=None,
            undoable=False,
            code="backup_noted",
            result={"ids": [], "values": {}},
            payload={},
        ),
    )


class DeleteKept(Command):
    """A booking file that was kept has served its purpose: it goes the way of all others (`outbox.deliver`)."""

    kind: ClassVar[str] = "delete_kept"
    right: ClassVar[Right] = Right.IMPORT
    undoable: ClassVar[bool] = False

    run_id: str
    outbox_id: str = Field(default_factory=new_id)

    def scope(self, work: Work) -> Scope:
        """The branch whose file it is."""
        return Scope(work.row(ImportRun, self.run_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Send it for deletion at this desk; a file that is already on its way stays on it."""
        run = work.row(ImportRun, self.run_id)
        if run.file_state is not FileState.KEPT or run.kept_path is None:
            return Done("file_sent", (run.id,))
        work.outbox(
            Outbox,
            id=self.outbox_id,
            entry_id=self.id,
            desk_id=self.desk_id,
            branch_id=run.branch_id,
            kind="delete_file",
            payload={"run_id": run.id, "path": run.kept_path, "sha256": run.file_hash},
        )
        work.tx.change(ImportRun, run, file_state=FileState.PENDING, kept_path=None)
        return Done("file_sent", (run.id,))


class CopyDeleted(Command):
    """A copy of the store was deleted: what stays is that there was one, of which day (D53)."""

    kind: ClassVar[str] = "copy_deleted"
    right: ClassVar[Right] = Right.ADMINISTER
    undoable: ClassVar[bool] = False

    what: FileKind
    made_on: date
    outbox_id: str | None = None

    def scope(self, work: Work) -> Scope:
        """The whole house."""
        return Scope()

    def apply(self, work: Work) -> Done:
        """Note it, and forget where it lay."""
        if self.outbox_id is not None:
            work.tx.purge(Outbox, [self.outbox_id])
        return Done("copy_deleted", (), {"what": self.what.value, "made_on": self.made_on.isoformat()})

"""Booking files that still lie somewhere: kept ones with their deletion date, and those not yet deleted (D53)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import FileState, ImportRun
from backoffice.store.tables.journal import Outbox, OutboxState
from backoffice.store.tables.organisation import Branch

_run, _b, _o = table(ImportRun), table(Branch), table(Outbox)


@dataclass(frozen=True, slots=True)
class FileLeft:
    """A file: of which branch and day, where it lies, until when it may; no date: it should be gone already."""

    branch: str
    day: date
    path: str
    delete_by: date | None


@dataclass(frozen=True, slots=True)
class FilesLeft:
    """All files that still lie somewhere, of the branches whose files the actor may see, the oldest day first."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[FileLeft, ...]:
        """Read them."""
        kept = connection.execute(
            sa.select(_run.c.branch_id, _b.c.code, _run.c.day, _run.c.kept_path, _run.c.delete_by)
            .join(_b, _b.c.id == _run.c.branch_id)
            .where(_run.c.file_state == FileState.KEPT, _run.c.kept_path.is_not(None))
        ).all()
        runs = {row.id: row for row in connection.execute(sa.select(_run.c.id, _run.c.day))}
        waiting = connection.execute(
            sa.select(_o.c.branch_id, _b.c.code, _o.c.payload)
            .join(_b, _b.c.id == _o.c.branch_id)
            .where(_o.c.state == OutboxState.WAITING, _o.c.kind == "delete_file")
        ).all()
        found = [(row.branch_id, FileLeft(row.code, row.day, row.kept_path, row.delete_by)) for row in kept]
        found += [
            (row.branch_id, FileLeft(row.code, runs[row.payload["run_id"]].day, row.payload["path"], None))
            for row in waiting
        ]
        seen = {f.path: f for branch_id, f in found if actor.may(Right.IMPORT, branch_id)}
        return tuple(sorted(seen.values(), key=lambda f: (f.day, f.branch, f.path)))

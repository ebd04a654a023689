"""The journal: every command with what it did to each row; history, undo and idempotency read it (ARCHITECTURE)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalEntry, JournalPayload, JournalRow
from backoffice.store.transaction import Transaction
from backoffice.store.version import HEAD

_entry = table(JournalEntry)
_row = table(JournalRow)
_payload = table(JournalPayload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the journal keeps of a command."""

    id: str
    kind: str
    schema: int
    actor_id: str | None
    desk_id: str
    branch_id: str | None
    made_at: datetime
    batch_id: str | None
    undoes: str | None
    undoable: bool
    code: str
    result: dict[str, Any]
    payload: dict[str, Any]


def write(tx: Transaction, entry: Entry) -> None:
    """Add an entry with the images of all rows the transaction touched."""
    tx.connection.execute(
        sa.insert(_entry).values(
            id=entry.id,
            kind=entry.kind,
            schema_version=entry.schema,
            revision=HEAD,
            actor_id=entry.actor_id,
            desk_id=entry.desk_id,
            branch_id=entry.branch_id,
            made_at=entry.made_at,
            at=tx.now,
            batch_id=entry.batch_id,
            undoes=entry.undoes,
            undoable=entry.undoable,
            code=entry.code,
            result=entry.result,
        )
    )
    if tx.touched:
        tx.connection.execute(
            sa.insert(_row),
            [
                {
                    "entry_id": entry.id,
                    "position": position,
                    "branch_id": touched.branch_id,
                    "entity": touched.entity,
                    "row_id": touched.row_id,
                    "about": touched.about,
                    "before": touched.before,
                    "after": touched.after,
                }
                for position, touched in enumerate(tx.touched)
            ],
        )
    tx.connection.execute(sa.insert(_payload).values(entry_id=entry.id, payload=entry.payload))


def find(tx: Transaction, entry_id: str) -> sa.Row[Any] | None:
    """The entry of a command that was already carried out, or None."""
    return tx.connection.execute(sa.select(_entry).where(_entry.c.id == entry_id)).first()


def not_undone(entry: Any = _entry) -> sa.ColumnElement[bool]:
    """The condition that nothing has undone an entry, neither alone nor with its batch."""
    later = _entry.alias()
    return ~sa.exists(
        sa.select(later.c.id).where(sa.or_(later.c.undoes == entry.c.id, later.c.undoes == entry.c.batch_id))
    )


def rows_of(tx: Transaction, entry_id: str) -> list[sa.Row[Any]]:
    """What an entry did, the last change first."""
    return tx.all(sa.select(_row).where(_row.c.entry_id == entry_id).order_by(_row.c.position.desc()))

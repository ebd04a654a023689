"""The journal in three tables, so that it can be purged, and what still has to leave the house."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from backoffice.store.tables.base import ID, Row, document, instant, key, one_of, ref, text


class JournalEntry(Row, table=True):
    """One command that was carried out. No personal data; append-only. `id` is the command's."""

    __tablename__ = "journal_entry"
    __table_args__ = (sa.Index(None, "desk_id", "at"),)

    id: str = key()
    kind: str = text(40)
    schema_version: int = 1
    revision: str = text(40)
    """The store's schema when it was written: images of another one cannot be put back."""
    actor_id: str | None = ref("staff.id", nullable=True)
    desk_id: str = text(32)
    branch_id: str | None = ref("branch.id", nullable=True)
    made_at: datetime = instant()
    """Domain time: when the person did it."""
    at: datetime = instant()
    """Record time: when the store took it."""
    batch_id: str | None = Field(default=None, sa_type=ID, nullable=True, index=True)
    undoes: str | None = Field(default=None, sa_type=ID, nullable=True, index=True)
    undoable: bool = False
    code: str = text(40)
    result: dict[str, Any] = document()
    """Ids and plain values of the answer, so that the same command gets the same answer twice."""


class JournalRow(Row, table=True):
    """What one entry did to one row. Images are emptied when the row is purged."""

    __tablename__ = "journal_row"
    __table_args__ = (sa.Index(None, "row_id"),)

    entry_id: str = ref("journal_entry.id", primary_key=True)
    position: int = Field(primary_key=True)
    branch_id: str | None = ref("branch.id", nullable=True)
    entity: str = text(40)
    row_id: str = text(60)
    about: str | None = Field(default=None, sa_type=ID, nullable=True, index=True)
    """The appointment or ticket a row belongs to: its Verlauf is found by it, also for rows that are gone."""
    before: dict[str, Any] | None = document(nullable=True)
    after: dict[str, Any] | None = document(nullable=True)


ERASED = "entity IN ('absence', 'staffing', 'support')"
"""Of what images go though the row is gone already: an index finds these few among all (`indexes`)."""


class JournalPayload(Row, table=True):
    """The command itself (an import: hash and counts only)."""

    __tablename__ = "journal_payload"

    entry_id: str = ref("journal_entry.id", primary_key=True)
    payload: dict[str, Any] = document()


class OutboxState(StrEnum):
    """Where something that leaves the house stands."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class Outbox(Row, table=True):
    """Something to do outside the store after the commit: delete a file, later send a mail."""

    id: str = key()
    entry_id: str = ref("journal_entry.id")
    desk_id: str = text(32)
    branch_id: str | None = ref("branch.id", nullable=True)
    kind: str = text(40)
    payload: dict[str, Any] = document()
    state: OutboxState = one_of(OutboxState, name="state", default=OutboxState.WAITING)
    tried_at: datetime | None = instant(nullable=True)
    version: int = 1

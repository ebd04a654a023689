"""What was read from booking files: runs, the base values of the merge, the chosen columns (D3, D4, D53)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from backoffice.store.tables.base import Row, document, instant, key, one_of, ref, text


class FileState(StrEnum):
    """What became of the source file (D53); `pending` is retried."""

    PENDING = "pending"
    DELETED = "deleted"
    KEPT = "kept"


class ImportRun(Row, table=True):
    """One confirmed import. Holds no personal data."""

    __tablename__ = "import_run"

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    day: date
    file_hash: str = text(64)
    file_name: str = text(200)
    made_at: datetime | None = instant(nullable=True)
    """The file's own time stamp; None where it has none."""
    imported_at: datetime = instant()
    counts: dict[str, Any] = document()
    file_state: FileState = one_of(FileState, name="file_state")
    delete_by: date | None = None
    kept_path: str | None = text(400, nullable=True)
    """Where a kept file lies, on the workstation that imported it (D53: listed with place and deletion date)."""
    version: int = 1


class ImportRow(Row, table=True):
    """The last values a file stated for an appointment: the base of the next merge. Purged with it."""

    __tablename__ = "import_row"

    appointment_id: str = ref("appointment.id", primary_key=True)
    branch_id: str = ref("branch.id", index=True)
    run_id: str = ref("import_run.id")
    base: dict[str, Any] = document()


class ColumnMapping(Row, table=True):
    """Which heading means which field in this branch's files (D3): heading → field or null."""

    __tablename__ = "column_mapping"

    branch_id: str = ref("branch.id", primary_key=True)
    mapping: dict[str, Any] = document()

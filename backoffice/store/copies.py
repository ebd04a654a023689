"""Files that are copies of a local store: found beside it, told from other files, and deleted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

BEFORE = ".before-"
"""Between a store's file name and the revision it was copied for."""
SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite leaves beside a file that somebody opened and lost."""
_FIRST_BYTES = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A copy, and when it was written (UTC, by the file system)."""

    path: Path
    made_at: datetime


def upgrade_copies(store: Path) -> tuple[CopyFile, ...]:
    """The copies that upgrades left beside a store, the oldest first.

    They are looked for, not remembered: an upgrade that was broken off remembers nothing, and leaves its copy.
    """
    try:
        beside = [path for path in store.parent.iterdir() if path.name.startswith(store.name + BEFORE)]
        copies = [path for path in beside if not path.name.endswith(SIDE_FILES) and is_store(path)]
        found = [CopyFile(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in copies]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda copy: (copy.made_at, copy.path)))


def is_store(path: Path) -> bool:
    """Whether a file looks like a local store: nothing else is ever deleted as a copy of one."""
    try:
        with path.open("rb") as file:
            return file.read(len(_FIRST_BYTES)) == _FIRST_BYTES
    except OSError:
        return False


def delete_copy(path: Path) -> bool:
    """Delete a copy with what may lie beside it; says whether it is gone. Never raises."""
    try:
        for side in SIDE_FILES:
            path.with_name(path.name + side).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True

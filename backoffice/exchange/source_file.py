"""The files themselves: the newest one to offer, and deleting one after its purpose is fulfilled (D53)."""

import hashlib
from enum import StrEnum
from pathlib import Path

SUFFIX = ".xlsx"


class Deletion(StrEnum):
    """What became of a file that is to be deleted."""

    GONE = "gone"
    HELD = "held"
    """It could not be read or deleted, and is tried again later."""
    REPLACED = "replaced"
    """Another file lies there now: nobody has read it yet, so it stays."""


def delete_source(path: Path, sha256: str) -> Deletion:
    """Delete a file where it still has the content that was read. Never raises."""
    try:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                return Deletion.REPLACED
        path.unlink(missing_ok=True)
    except FileNotFoundError:
        return Deletion.GONE
    except OSError:
        return Deletion.HELD
    return Deletion.GONE


def newest_file(folder: Path) -> Path | None:
    """The .xlsx file of a folder that was changed last, to be preselected; None where there is none.

    Lock files of office programs and hidden files are not offered. A folder that cannot be read has none.
    """
    newest: tuple[float, str, Path] | None = None
    try:
        for path in folder.iterdir():
            if path.suffix.lower() != SUFFIX or path.name.startswith((".", "~$")):
                continue
            try:
                if not path.is_file():
                    continue
                changed = path.stat().st_mtime
            except OSError:
                continue
            if newest is None or (changed, path.name) > newest[:2]:
                newest = (changed, path.name, path)
    except OSError:
        return None
    return newest[2] if newest else None

"""The files themselves: the newest one to offer, and deleting one after its purpose is fulfilled (D53)."""

from enum import StrEnum
from pathlib import Path

SUFFIX = ".xlsx"


class Deletion(StrEnum):
    """What became of a source file."""

    DELETED = "deleted"
    GONE = "gone"
    """It was not there any more."""
    OPEN = "open"
    """Another program holds it, or the right is missing: to be tried again."""
    FAILED = "failed"


def delete_source(path: Path) -> Deletion:
    """Delete a file and say what became of it; never raises, so that it can be tried again later."""
    try:
        path.unlink()
    except FileNotFoundError:
        return Deletion.GONE
    except PermissionError:
        return Deletion.OPEN
    except OSError:
        return Deletion.FAILED
    return Deletion.DELETED


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

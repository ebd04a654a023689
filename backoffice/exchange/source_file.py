"""The files themselves: the newest one to offer, and deleting one after its purpose is fulfilled (D53)."""

from pathlib import Path

SUFFIX = ".xlsx"


def delete_source(path: Path) -> bool:
    """Delete a file; whether it is gone. Never raises: a file that is open elsewhere is tried again later."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


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

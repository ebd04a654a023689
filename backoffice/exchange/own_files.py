"""Files that the program writes for its user: all or nothing, never over another one, and found again (D53)."""

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


class Fault(StrEnum):
    """Why a file could not be written."""

    NO_ROOM = "no_room"
    NO_RIGHT = "no_right"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that was found, and when it was written (UTC, by the file system)."""

    path: Path
    made_at: datetime


def names_of(stem: str, *kinds: str) -> re.Pattern[str]:
    """The names of files of ours: `stem` is a pattern, `kinds` are endings.

    They take in what is left of one whose writing was broken off; nothing else is ever listed or deleted.
    """
    return re.compile(rf"\.?{stem}(-\d+)?\.({'|'.join(kinds)})(\.\w+\.tmp)?")


def write(content: bytes, folder: Path, stem: str, kind: str) -> Path | Fault:
    """Write `stem.kind`, or `stem-2.kind` and so on where that is taken; only this user may read it."""
    draft: Path | None = None
    taken: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=f".{stem}.{kind}.", suffix=".tmp", dir=folder)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        taken = _take_name(folder, stem, kind)
        draft.replace(taken)
    except OSError as error:
        for path in (draft, taken):
            if path is not None:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        return _fault(error)
    return taken


def as_text_file(text: str) -> bytes:
    """Plain text as the editors and printers of Windows need it: UTF-8 with a mark, and CRLF."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig", errors="replace")


def found(folder: Path, ours: re.Pattern[str]) -> tuple[OwnFile, ...]:
    """The files of a folder that are `ours`, the oldest first; none where it cannot be read."""
    try:
        return tuple(sorted(_found(folder, ours), key=lambda file: (file.made_at, file.path)))
    except OSError:
        return ()


def delete(path: Path, ours: re.Pattern[str]) -> bool:
    """Delete a file; says whether it is gone. Never raises, and never deletes what is not `ours`."""
    if not ours.fullmatch(path.name) or path.is_dir():
        return False
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _found(folder: Path, ours: re.Pattern[str]) -> Iterator[OwnFile]:
    for path in folder.iterdir():
        if ours.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            with suppress(FileNotFoundError):  # another window has cleared up meanwhile
                yield OwnFile(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _take_name(folder: Path, stem: str, kind: str) -> Path:
    """The first free name, taken by an empty file, so that two windows never take the same one."""
    for number in count(1):
        path = folder / (f"{stem}.{kind}" if number == 1 else f"{stem}-{number}.{kind}")
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError  # pragma: no cover - count() never ends


def _fault(error: OSError) -> Fault:
    if error.errno in _NO_ROOM:
        return Fault.NO_ROOM
    return Fault.NO_RIGHT if error.errno in _NO_RIGHT else Fault.UNREACHABLE

"""Terminzettel as files: written all or nothing, never over another one, and found again (D53).

A name tells day and time of the appointment and nothing of a person: `Terminzettel-2026-11-24-1020.pdf`.
"""

import errno
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

from backoffice.domain.slip import SlipLine

NAME = "Terminzettel"
_OURS = re.compile(rf"\.?{NAME}-\d{{4}}-\d\d-\d\d-\d{{4}}(-\d+)?\.(pdf|txt)(\.\w+\.tmp)?")
"""Slips, and what is left of one whose writing was broken off; nothing else is ever listed or deleted."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


class Fault(StrEnum):
    """Why a slip could not be written."""

    NO_ROOM = "no_room"
    NO_RIGHT = "no_right"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Saved:
    """A slip that lies on the disk. `whole`: every character could be written as it was given."""

    path: Path
    whole: bool = True


@dataclass(frozen=True, slots=True)
class SlipFile:
    """A slip that was found, and when it was written (UTC, by the file system)."""

    path: Path
    made_at: datetime


def save_pdf(lines: Sequence[SlipLine], folder: Path, day: date, start: int) -> Saved | Fault:
    """Write a slip as a PDF for the appointment at minute `start` of `day`. Slow: call it in a thread."""
    from backoffice.exchange.slip_pdf import make_pdf

    pdf = make_pdf(lines, NAME)
    written = _write(pdf.content, folder, _stem(day, start), "pdf")
    return Saved(written, pdf.whole) if isinstance(written, Path) else written


def save_text(text: str, folder: Path, day: date, start: int) -> Saved | Fault:
    """Write a slip as plain text: UTF-8 with a mark and CRLF, which the editors and printers of Windows need."""
    content = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig", errors="replace")
    written = _write(content, folder, _stem(day, start), "txt")
    return Saved(written) if isinstance(written, Path) else written


def slips_in(folder: Path) -> tuple[SlipFile, ...]:
    """The slips of a folder, the oldest first; none where it cannot be read."""
    try:
        return tuple(sorted(_found(folder), key=lambda slip: (slip.made_at, slip.path)))
    except OSError:
        return ()


def delete_slip(path: Path) -> bool:
    """Delete a slip; says whether it is gone. Never raises, and never deletes what is none."""
    if not _OURS.fullmatch(path.name) or path.is_dir():
        return False
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _found(folder: Path) -> Iterator[SlipFile]:
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            with suppress(FileNotFoundError):  # another window has cleared up meanwhile
                yield SlipFile(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _stem(day: date, start: int) -> str:
    return f"{NAME}-{day.isoformat()}-{start // 60:02d}{start % 60:02d}"


def _write(content: bytes, folder: Path, stem: str, kind: str) -> Path | Fault:
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

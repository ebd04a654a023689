"""What is looked at before anything of a booking file is parsed: kind, size, and what the archive would unfold to.

Limits and their reasons were measured: an archive of 440 KB can unfold to 400 MB, one of 618 KB to four million rows.
"""

import re
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

from backoffice.domain.errors import BadFile

MIB = 1024 * 1024
MAX_FILE = 5 * MIB
MAX_MEMBERS = 100
MAX_UNFOLDED = 50 * MIB
MAX_PART = 20 * MIB
"""One part of the archive: the parser holds a whole text or a whole row in memory."""
MAX_TAGS = 400_000
"""All tags of all parts: 5,000 rows of 13 texts stay below, and the parser takes some µs for each."""
MAX_ROW_TAGS = 25_000
"""Rows of a sheet, empty ones included."""
MAX_TAGS_AT_ONCE = 40_000
"""Tags of a part that is read as one tree (styles, relations): ordinary ones have hundreds."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 256 * 1024
_STREAMED = ("xl/worksheets/", "xl/sharedStrings")
_TEXTS = {".csv", ".txt", ".tsv"}


def read_checked(path: Path, most_tags: int = MAX_TAGS) -> bytes:
    """The bytes of an .xlsx file that is safe to parse; every other file is `BadFile` with a code that says why."""
    data = read_bytes(path)
    _check_kind(path, data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_members(archive.infolist())
            _check_parts(archive, most_tags)
    except BadFile:
        raise
    except Exception as error:
        raise BadFile("file_damaged", file=path.name) from error
    return data


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of an ordinary size, whatever they are; `BadFile` where there is none to read."""
    name = path.name
    if name.startswith(("~$", ".~lock.")):
        raise BadFile("file_lock_marker", file=name)
    try:
        if path.is_dir():
            raise BadFile("file_is_folder", file=name)
        if not path.exists():
            raise BadFile("file_missing", file=name)
        if not path.is_file():
            raise BadFile("file_unreadable", file=name)
        size = path.stat().st_size
        if size > MAX_FILE:
            raise BadFile("file_too_big", file=name, size=f"{size / MIB:.1f}".replace(".", ","))
        with path.open("rb") as source:
            data = source.read(MAX_FILE + 1)
    except PermissionError as error:
        raise BadFile("file_locked", file=name) from error
    except (OSError, ValueError) as error:
        raise BadFile("file_unreadable", file=name) from error
    if not data:
        raise BadFile("file_empty", file=name)
    return data


def _check_kind(path: Path, data: bytes) -> None:
    name = path.name
    if data.startswith(_OLE):
        raise BadFile("file_password" if _ENCRYPTED in data else "file_old_xls", file=name)
    if data.startswith(b"PK"):
        return
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head")) or b"<table" in head:
        raise BadFile("file_html", file=name)
    is_text = b"\0" not in data[:4096] and not head.startswith(b"%pdf")
    if path.suffix.lower() in _TEXTS or (is_text and re.search(rb"[;,\t][^\n]*\n", data[:4096])):
        raise BadFile("file_csv", file=name)
    raise BadFile("file_not_excel", file=name)


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = {m.filename for m in members}
    if any(m.flag_bits & 0x1 for m in members):
        raise BadFile("file_password")
    if "content.xml" in names and "mimetype" in names:
        raise BadFile("file_ods")
    if "xl/workbook.bin" in names:
        raise BadFile("file_xlsb")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise BadFile("file_not_excel")
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNFOLDED:
        raise BadFile("file_bomb")
    if len(names) < len(members) or any(_odd_name(name) for name in names):
        raise BadFile("file_damaged")
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        raise BadFile("file_macros")
    if any("externallinks/" in n.lower() for n in names):
        raise BadFile("file_links")


def _odd_name(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def _check_parts(archive: zipfile.ZipFile, most_tags: int) -> None:
    """Unfold every XML part once, in pieces: its true size, its checksum, its tags, no entities of its own."""
    tags = rows = 0
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        if member.file_size > MAX_PART:
            raise BadFile("file_bomb")
        in_part = 0
        with archive.open(member) as part:
            tail = b""
            while piece := part.read(_CHUNK):
                if _ENTITY.search(tail + piece):
                    raise BadFile("file_entities")
                in_part += piece.count(b"<")
                rows += piece.count(b"<row")
                tail = piece[-16:]
        tags += in_part
        at_once = not member.filename.startswith(_STREAMED)
        if tags > most_tags or rows > MAX_ROW_TAGS or (at_once and in_part > MAX_TAGS_AT_ONCE):
            raise BadFile("file_bomb")

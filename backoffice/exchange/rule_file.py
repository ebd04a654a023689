"""Rule files in: an Excel workbook or a CSV text becomes lines of texts under the columns we know (D43).

What a line means is `rule_lines`; here only the file is opened, its headings found, its cells cleaned (D55).
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backoffice.domain.errors import BadFile
from backoffice.domain.text import clean, same_key, unescape_formula
from backoffice.exchange.cells import plain_text
from backoffice.exchange.preflight import MAX_FILE, read_bytes, read_checked
from backoffice.exchange.sheets import MAX_COLUMNS, Cell, Odd, Row, open_book, rows_of

MAX_RULES = 20_000
MAX_TAGS = 1_500_000
"""20,000 rows of 14 cells stay below; the parser takes some µs for each, and an import is a rare thing."""
HEADER_WITHIN = 20
CELL = 160
_SEPARATORS = ";,\t"


class RuleColumn(StrEnum):
    """The columns of a rule file."""

    RANK = "rank"
    BRANCH = "branch"
    TEAM = "team"
    POSTCODE = "postcode"
    STREET = "street"
    FIRST_NUMBER = "first_number"
    LAST_NUMBER = "last_number"
    PARITY = "parity"
    UNDER_AGE = "under_age"
    AREA = "area"
    FIRST_LETTER = "first_letter"
    LAST_LETTER = "last_letter"
    DIGITS = "digits"
    NOTE = "note"


_HEADINGS: Mapping[RuleColumn, str] = {
    RuleColumn.RANK: "Rang|Reihenfolge|Priorität|Vorrang|Stufe",
    RuleColumn.BRANCH: "Geschäftsstelle|Geschäftsstelle (Kürzel)|Kürzel|Standort|Dienststelle|GSt|zuständig",
    RuleColumn.TEAM: "Team|Teamname",
    RuleColumn.POSTCODE: "PLZ|Postleitzahl",
    RuleColumn.STREET: "Straße|Str|Straßenname",
    RuleColumn.FIRST_NUMBER: "von|Hausnummer von|Hausnr von|HNr von|Nr von|von Hausnummer|von Nr",
    RuleColumn.LAST_NUMBER: "bis|Hausnummer bis|Hausnr bis|HNr bis|Nr bis|bis Hausnummer|bis Nr",
    RuleColumn.PARITY: "Seite|gerade/ungerade|Straßenseite|Seite (gerade/ungerade)|Seite (gerade/ungerade/alle)",
    RuleColumn.UNDER_AGE: "unter Alter|Alter unter|unter|Alter|unter Jahren",
    RuleColumn.AREA: "Bereich|Fachbereich",
    RuleColumn.FIRST_LETTER: "Buchstabe von|von Buchstabe|Anfangsbuchstabe von|Name von",
    RuleColumn.LAST_LETTER: "Buchstabe bis|bis Buchstabe|Anfangsbuchstabe bis|Name bis",
    RuleColumn.DIGITS: "Endziffern|Endziffer|Endziffer Kundennummer|Endziffern der Nummer",
    RuleColumn.NOTE: "Hinweis|Bemerkung|Anmerkung|Notiz",
}
_COLUMN_OF = {same_key(word): column for column, words in _HEADINGS.items() for word in words.split("|")}
_NEEDED = frozenset({RuleColumn.RANK, RuleColumn.BRANCH})


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of a rule file: its number, its cells as cleaned texts, and what of them is no value or too long."""

    number: int
    cells: Mapping[RuleColumn, str]
    odd: Mapping[RuleColumn, str]
    """`formula`, `cell_error` or `too_long`."""


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file, read."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    """Headings that were understood, as written …"""
    unknown: tuple[str, ...]
    """… and those that were not: they are not taken over."""
    lines: tuple[RawLine, ...]


def read_rule_file(path: Path) -> RuleFile:
    """Read a rule file; it is left as it is, and nothing is stored. Every failure is `BadFile`."""
    try:
        data = read_bytes(path)
        rows = _rows_of_book(path) if _is_book(path, data) else list(_rows_of_text(path, data))
    except BadFile as error:
        raise _ours(error, path) from error
    header, columns = _header(rows, path)
    lines = tuple(line for row in rows[header + 1 :] if (line := _line(row, columns)) is not None)
    if not lines:
        raise BadFile("rules_none", file=path.name)
    headings = [
        (i, clean(plain_text(cell), 40).text) for i, cell in enumerate(rows[header].cells) if cell is not None
    ]
    return RuleFile(
        path.name,
        hashlib.sha256(data).hexdigest(),
        tuple(text for i, text in headings if i in columns),
        tuple(text for i, text in headings if i not in columns),
        lines,
    )


def _ours(error: BadFile, path: Path) -> BadFile:
    """What stands against a file, said of a rule file: most of those sentences speak of booking lists."""
    match error.code:
        case "file_missing" | "file_is_folder":
            return BadFile("rules_missing", file=path.name)
        case "file_html" | "file_not_excel" | "file_csv":
            return BadFile("rules_neither", file=path.name)
        case "file_empty" | "no_sheet":
            return BadFile("rules_none", file=path.name)
        case "file_damaged":
            return BadFile("rules_damaged", file=path.name)
        case "file_bomb" | "file_entities" | "file_macros" | "file_links":
            return BadFile("rules_suspicious", file=path.name)
        case "file_too_big" | "too_many_rows" | "too_many_columns":
            return BadFile("rules_too_many", file=path.name, rows=MAX_RULES, columns=MAX_COLUMNS, size=MAX_FILE >> 20)
    return BadFile(error.code, **{"file": path.name, **error.values})


# --- cells -----------------------------------------------------------------------------------------------------


def _is_book(path: Path, data: bytes) -> bool:
    return path.suffix.lower() not in (".csv", ".txt", ".tsv") or data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def _rows_of_book(path: Path) -> list[Row]:
    """The rows of the first sheet that is not empty."""
    with open_book(read_checked(path, MAX_TAGS)) as book:
        for sheet in book.sheets:
            if not sheet.hidden and (rows := list(rows_of(sheet, MAX_RULES + HEADER_WITHIN))):
                return rows
    raise BadFile("no_sheet")


def _rows_of_text(path: Path, data: bytes) -> Iterator[Row]:
    """The rows of a text as spreadsheets write it: UTF-8 or Windows, with semicolons, commas or tabs."""
    text = _decoded(data)
    if "\0" in text or text.lstrip()[:1] == "<":
        raise BadFile("rules_neither", file=path.name)
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = found = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            filled: list[Cell] = [cell if cell.strip() else None for cell in cells]
            while filled and filled[-1] is None:
                filled.pop()
            if not filled:
                continue
            found += 1
            if found > MAX_RULES + HEADER_WITHIN or len(filled) > MAX_COLUMNS:
                raise BadFile("too_many_rows")
            yield Row(number, tuple(filled))
    except csv.Error as error:
        raise BadFile("file_damaged") from error


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _header(rows: Sequence[Row], path: Path) -> tuple[int, dict[int, RuleColumn]]:
    """Which row has the headings, and which column means what: the first of its kind counts."""
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        columns: dict[int, RuleColumn] = {}
        for place, cell in enumerate(row.cells):
            column = _COLUMN_OF.get(same_key(cell)) if isinstance(cell, str) else None
            if column is not None and column not in columns.values():
                columns[place] = column
        if set(columns.values()) >= _NEEDED:
            return index, columns
    raise BadFile("rules_no_headings" if rows else "rules_none", file=path.name)


def _line(row: Row, columns: Mapping[int, RuleColumn]) -> RawLine | None:
    """None where nothing stands under a column that we know."""
    cells: dict[RuleColumn, str] = {}
    odd: dict[RuleColumn, str] = {}
    for place, column in columns.items():
        cell = row.cells[place] if place < len(row.cells) else None
        if isinstance(cell, Odd):
            odd[column] = cell.code
            continue
        cleaned = clean(unescape_formula(plain_text(cell)), CELL)
        if cleaned.cut:
            odd[column] = "too_long"
        elif cleaned.text:
            cells[column] = cleaned.text
    return RawLine(row.number, cells, odd) if cells or odd else None

"""Booking files in: one .xlsx of the booking tool becomes a `BookingFile`, or a `BadFile` (D2, D3)."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field, Issue, Known
from backoffice.domain.columns import Choices, Mapped
from backoffice.domain.errors import BadFile
from backoffice.domain.names import split_name
from backoffice.domain.text import clean
from backoffice.exchange.addresses import addresses_of
from backoffice.exchange.cells import when
from backoffice.exchange.headings import HEADER_WITHIN, columns_of, find_header, first_of_body, width_of
from backoffice.exchange.preflight import read_checked
from backoffice.exchange.remarks import about_branch, about_day, unsaid
from backoffice.exchange.rows import RowReader, Shape
from backoffice.exchange.sheets import Book, Cell, Row, Sheet, is_ambiguous, open_book, quick_rows_of, rows_of
from backoffice.exchange.titles import branch_name, read_titles

Progress = Callable[[int, int], None]
"""Rows done, of so many; 0 while the number is not known."""

_STEP = 25
_MOST = 0.8
_MOST_SHEETS = 20
_LISTED_GAPS = 20


@dataclass(frozen=True, slots=True)
class _Table:
    """The one table of a file: its sheet, its header (row 0 without cells where it has none), what stands around."""

    sheet: Sheet
    above: Sequence[Row]
    head: Row
    body: Sequence[Row]


def read_booking_file(
    path: Path,
    known: Known,
    mapping: Mapped | None = None,
    progress: Progress | None = None,
) -> BookingFile:
    """Read one booking file (D2, D3). Nothing is stored, the file is left as it is.

    `mapping` is the branch's saved choice, heading (or `#C`, the letter of a column without one) → field; None for
    one means "ignore this column". Where the file names no day, `day` is None in it and in its rows, and a person
    has to say it. Where no column is known to hold the time, or there are no headings and nobody has chosen columns
    by their letters yet, `missing` says so and the file has columns but no rows. Every failure is `BadFile`.
    """
    choices = Choices(mapping or {})
    try:
        data = read_checked(path)
        with open_book(data) as book:
            table, others = _find_table(book, choices, progress)
            return _read_table(path, data, book, table, others, known, choices, progress)
    except BadFile as error:
        if "file" in error.values:
            raise
        raise BadFile(error.code, file=path.name, **error.values) from error


# --- the table -------------------------------------------------------------------------------------------------


def _find_table(book: Book, choices: Choices, progress: Progress | None) -> tuple[_Table, tuple[str, ...]]:
    """The sheet with the bookings; and the names of other sheets that hold something."""
    if not book.sheets:
        raise BadFile("no_sheet")
    if len(book.sheets) > _MOST_SHEETS:
        raise BadFile("too_many_sheets", sheets=_MOST_SHEETS)
    others: tuple[str, ...] = ()
    sheet = book.sheets[0]
    if len(book.sheets) > 1:
        sheet, others = _choose(book.sheets, choices)
    rows = _all_rows(sheet, progress)
    if not rows:
        raise BadFile("no_rows")
    header = find_header(rows, choices)
    if header is None:
        first = first_of_body(rows)
        if first is None:
            raise BadFile("no_header")
        return _Table(sheet, rows[:first], Row(0, ()), rows[first:]), others
    if header.index + 1 == len(rows):
        raise BadFile("no_rows")
    return _Table(sheet, rows[: header.index], rows[header.index], rows[header.index + 1 :]), others


def _choose(sheets: Sequence[Sheet], choices: Choices) -> tuple[Sheet, tuple[str, ...]]:
    """The one sheet that looks like a list, by its first rows; a hidden one only where no visible one does.

    Where none has headings, the one with the widest rows.
    """
    heads = [(sheet, _first_rows(sheet)) for sheet in sheets]
    filled = [sheet for sheet, rows in heads if rows]
    lists = []
    for sheet, rows in heads:
        header = find_header(rows, choices)
        if header is not None and header.index + 1 < len(rows):
            lists.append(sheet)
    lists = [sheet for sheet in lists if not sheet.hidden] or lists
    if len(lists) > 1:
        raise BadFile("two_lists", sheets=", ".join(_said(sheet.name) for sheet in lists))
    if not filled:
        raise BadFile("no_rows")
    if not lists:
        lists = [max(heads, key=lambda head: (not head[0].hidden and bool(head[1]), width_of(head[1])))[0]]
    return lists[0], tuple(_said(sheet.name) for sheet in filled if sheet is not lists[0])


def _said(name: str) -> str:
    return clean(name, 40).text


def _all_rows(sheet: Sheet, progress: Progress | None) -> list[Row]:
    rows: list[Row] = []
    for row in quick_rows_of(sheet):
        rows.append(row)
        if progress and len(rows) % _STEP == 0:
            progress(len(rows), 0)
    return list(rows_of(sheet)) if any(map(is_ambiguous, rows)) else rows


def _first_rows(sheet: Sheet) -> list[Row]:
    rows: list[Row] = []
    for row in rows_of(sheet):
        rows.append(row)
        if row.number > HEADER_WITHIN or len(rows) > HEADER_WITHIN:
            break
    return rows


# --- its rows --------------------------------------------------------------------------------------------------


def _read_table(
    path: Path,
    data: bytes,
    book: Book,
    table: _Table,
    others: tuple[str, ...],
    known: Known,
    choices: Choices,
    progress: Progress | None,
) -> BookingFile:
    columns, issues = columns_of(table.head, table.body, known, choices, book.epoch)
    missing = _missing(table, columns, choices, book)
    tail = [row for row in table.body[-5:] if sum(c is not None for c in row.cells) <= 2]
    said = read_titles(table.above, tail, table.sheet.name, path.stem, known)
    days = _days(columns, table.body, book)
    if _several(days):
        if not missing:
            raise BadFile("several_days", days=", ".join(f"{day:%d.%m.%Y}" for day in sorted(days)[:7]))
        days.clear()  # a column taken for the day may be another one: a person is asked anyway
    day = days.most_common(1)[0][0] if days else said.day
    branches = _branches(columns, table.body, known)
    branch = branches.most_common(1)[0][0] if branches else said.branch
    rows: list[BookedRow] = []
    ignored: list[Issue] = []
    if not missing:
        by_hand = frozenset(c.field for c in columns if c.field and choices.key(c.header, c.index) is not None)
        by_comma = _names_by_comma(columns, table.body)
        shape = Shape(columns, day, branch, book.epoch, known, by_comma, Field.START in by_hand)
        rows, ignored = _read_rows(table, RowReader(shape), progress)
    return BookingFile(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=_said(table.sheet.name),
        header_row=table.head.number,
        branch=branch,
        day=day,
        made_at=said.made_at,
        columns=columns,
        rows=tuple(rows),
        ignored=tuple(ignored),
        issues=(
            *about_day(day, said.day),
            *about_branch(branches, said.branch, known),
            *unsaid(columns, rows),
            *issues,
            *((Issue("other_sheets", None, (("sheets", ", ".join(others)),)),) if others else ()),
        ),
        addresses=addresses_of(columns, table.body) if rows else {},
        missing=missing,
    )


def _missing(table: _Table, columns: Sequence[Column], choices: Choices, book: Book) -> str | None:
    """What a person has to say before rows can be read: where the time stands, or what the letters mean.

    Without headings the time has to have been chosen: a guess is shown, and nothing is stored because of it.
    """
    timed = [column for column in columns if _holds_time(column, table, book)]
    if table.head.number:
        return None if timed else "no_start_column"
    if any(choices.key(column.header, column.index) is not None for column in timed):
        return None
    return "no_header" if timed or not choices.letters else "no_start_column"


def _holds_time(column: Column, table: _Table, book: Book) -> bool:
    if column.field is not Field.DAY:
        return column.field is Field.START
    cells = {row.cells[column.index] for row in table.body if column.index < len(row.cells)}
    return any(when(cell, book.epoch).minute is not None for cell in cells)


def _read_rows(table: _Table, reader: RowReader, progress: Progress | None) -> tuple[list[BookedRow], list[Issue]]:
    rows: list[BookedRow] = []
    ignored: list[Issue] = []
    before = table.head.number or table.body[0].number - 1
    total = len(table.body)
    for done, row in enumerate(table.body, 1):
        gaps = range(before + 1, row.number)[: max(0, _LISTED_GAPS - len(ignored))]
        ignored.extend(Issue("row_empty", None, (("row", str(number)),)) for number in gaps)
        before = row.number
        read = reader.read(row)
        if isinstance(read, BookedRow):
            rows.append(read)
        else:
            ignored.append(read)
        if progress and (done % _STEP == 0 or done == total):
            progress(done, total)
    if not rows:
        raise BadFile("no_rows")
    return rows, ignored


def _cells(columns: Iterable[Column], fields: set[Field], rows: Sequence[Row]) -> Iterable[Cell]:
    indices = [c.index for c in columns if c.field in fields]
    return (row.cells[i] for row in rows for i in indices if i < len(row.cells))


def _days(columns: Sequence[Column], rows: Sequence[Row], book: Book) -> Counter[date]:
    """How often the rows name which day."""
    days: Counter[date] = Counter()
    for cell, count in Counter(_cells(columns, {Field.DAY, Field.START}, rows)).items():
        day = when(cell, book.epoch).day
        if day:
            days[day] += count
    return days


def _several(days: Counter[date]) -> bool:
    """A list is for one day (D2): one for several is refused."""
    return bool(days) and days.most_common(1)[0][1] < _MOST * days.total()


def _branches(columns: Sequence[Column], rows: Sequence[Row], known: Known) -> Counter[str]:
    texts = Counter(cell for cell in _cells(columns, {Field.BRANCH}, rows) if isinstance(cell, str))
    named: Counter[str] = Counter()
    for text, count in texts.items():
        cleaned = clean(text, 120).text
        named[branch_name(cleaned, known) or cleaned] += count
    return named


def _names_by_comma(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """One column of names, nearly all "Family, Given": then the file does separate them."""
    names = [cell for cell in _cells(columns, {Field.NAME}, rows) if isinstance(cell, str)]
    return bool(names) and sum(split_name(name) is not None for name in names) >= _MOST * len(names)

"""From the checked bytes of an .xlsx file to plain rows of plain values: the only module that reads with openpyxl."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from backoffice.domain.errors import BackofficeError, BadFile

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_ROWS = 5_000
MAX_COLUMNS = 64
LAST_ROW = 1_048_576
MAX_BARE_ROWS = 20_000
"""Rows that hold a format and nothing else: office programs write some, a bomb writes millions."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is no value: `formula` or `cell_error`."""

    code: str


_SUSPECT = ("=", "#")
_PLAIN_TYPES = frozenset({str, int, float, bool, datetime, date, time, timedelta, type(None)})

FORMULA = Odd("formula")
ERROR = Odd("cell_error")

Cell = str | int | float | bool | datetime | date | time | timedelta | Odd | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its 1-based number and its cells, without empty ones at the end."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet by its name, not yet read."""

    name: str
    hidden: bool
    source: Any
    """openpyxl's own worksheet."""


@dataclass(frozen=True, slots=True)
class Book:
    """An open workbook: its worksheets, and the day that its bare date numbers count from."""

    sheets: tuple[Sheet, ...]
    epoch: datetime


@contextmanager
def open_book(data: bytes) -> Iterator[Book]:
    """Open checked bytes; whatever goes wrong inside the block is `BadFile`, never another error."""
    import openpyxl
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise BadFile("reader_unprotected")
    workbook: Workbook | None = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not know is nothing we read
            workbook = openpyxl.load_workbook(
                BytesIO(data), read_only=True, data_only=False, keep_links=False, rich_text=False
            )
            sheets = tuple(
                Sheet(ws.title, ws.sheet_state != "visible", ws)
                for ws in workbook.worksheets
                if hasattr(ws, "reset_dimensions")
            )
            yield Book(sheets, workbook.epoch)
    except BackofficeError:
        raise
    except Exception as error:
        code = "file_entities" if type(error).__module__.startswith("defusedxml") else "file_damaged"
        raise BadFile(code) from error
    finally:
        if workbook is not None:
            workbook.close()


def rows_of(sheet: Sheet, most: int = MAX_ROWS) -> Iterator[Row]:
    """The rows of a sheet that hold something, within the caps: every cell a value, a formula or an error.

    The sheet's own statement of its size is not believed: where it is wrong, appointments would be missing
    without a word. Refused: `too_many_rows`, `too_many_columns`.
    """
    return _rows(sheet, _values, most)


def quick_rows_of(sheet: Sheet) -> Iterator[Row]:
    """The same, a little faster, without telling formulas and errors from text: see `is_ambiguous`."""
    return _rows(sheet, None, MAX_ROWS)


def is_ambiguous(row: Row) -> bool:
    """Whether a quickly read row holds what may be a formula or an error: then the sheet is read again."""
    return any((type(cell) is str and cell[:1] in _SUSPECT) or type(cell) not in _PLAIN_TYPES for cell in row.cells)


def _rows(sheet: Sheet, read: Callable[[tuple[Any, ...]], tuple[Cell, ...]] | None, most: int) -> Iterator[Row]:
    sheet.source.reset_dimensions()
    found = bare = number = 0
    cells: tuple[Any, ...]
    for number, cells in enumerate(sheet.source.iter_rows(max_row=LAST_ROW + 1, values_only=read is None), 1):
        if not cells:
            continue
        values = read(cells) if read else _trimmed(cells)
        if not values:
            bare += len(cells) // MAX_COLUMNS + 1
            if bare > MAX_BARE_ROWS:
                raise BadFile("too_many_rows", rows=MAX_ROWS)
            continue
        if len(values) > MAX_COLUMNS:
            raise BadFile("too_many_columns", columns=MAX_COLUMNS)
        found += 1
        if found > most:
            raise BadFile("too_many_rows", rows=most)
        yield Row(number, values)
    if number > LAST_ROW:
        raise BadFile("file_damaged")


def _values(cells: tuple[Any, ...]) -> tuple[Cell, ...]:
    values: list[Cell] = []
    for cell in cells:
        value = cell.value
        kind = cell.data_type
        if kind == "f":
            value = FORMULA
        elif kind == "e":
            value = ERROR
        values.append(value)
    return _trimmed(values)


def _trimmed(cells: Sequence[Any]) -> tuple[Cell, ...]:
    """Blank texts as nothing, and nothing at the end."""
    values = [None if type(cell) is str and (not cell or cell.isspace()) else cell for cell in cells]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)

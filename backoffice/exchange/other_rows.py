"""Rows of a booking file that are no bookings: totals, footers, headings once more, cancelled and free slots."""

from collections.abc import Mapping, Sequence

from backoffice.domain.bookings import Column, Field
from backoffice.domain.text import same_key
from backoffice.exchange.cells import plain_text
from backoffice.exchange.sheets import Cell, Row

_TOTALS = frozenset(
    map(same_key, ("Summe", "Gesamt", "Insgesamt", "Anzahl", "Total", "Seite", "Stand", "Ende", "Erstellt"))
)
_CANCELLED = tuple(map(same_key, ("storniert", "storno", "abgesagt", "cancelled", "canceled", "gelöscht", "deleted")))
PERSON = (Field.NAME, Field.FAMILY, Field.GIVEN, Field.PHONE, Field.EMAIL, Field.NUMBER)
"""Fields that only a booking fills."""


def why_no_booking(row: Row, cells: Mapping[Field, Cell], columns: Sequence[Column], *, starts: bool) -> str | None:
    """The issue code of a row that is no booking; None for one that is, or may be and needs a person's look.

    `starts`: the row has a readable time. A row that names a person is never dropped for want of one.
    """
    person = any(cells.get(f) is not None for f in PERSON)
    if starts:
        status = cells.get(Field.STATUS)
        if status is not None and same_key(plain_text(status)).startswith(_CANCELLED):
            return "row_cancelled"
        named = any(cells.get(f) is not None for f in (Field.BOOKING_NUMBER, Field.CONCERN, Field.REMARK))
        return None if person or named else "row_free"
    filled = [cell for cell in row.cells if cell is not None]
    first = plain_text(filled[0]).replace(":", " ").split()
    reachable = any(cells.get(f) is not None for f in (Field.PHONE, Field.EMAIL, Field.NUMBER))
    if len(filled) == 1 or (first and same_key(first[0]) in _TOTALS and not reachable):
        return "row_footer"
    if _is_header(row, columns):
        return "row_header"
    return None if person or len(filled) > 2 else "row_footer"


def _is_header(row: Row, columns: Sequence[Column]) -> bool:
    again = 0
    for column in columns:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        again += isinstance(cell, str) and same_key(cell) == same_key(column.header) and bool(column.header)
    return again > 1 and again * 2 > sum(c is not None for c in row.cells)

"""Where the people of a booking file live, for one look-up in the rules: beside its rows, never in them (D43)."""

from collections.abc import Sequence

from backoffice.domain.bookings import Column, Field
from backoffice.domain.streets import Address, address
from backoffice.domain.text import clean
from backoffice.exchange.cells import plain_text
from backoffice.exchange.sheets import Cell, Odd, Row

_LONGEST = 160
_FIELDS = (Field.STREET, Field.HOUSE_NUMBER, Field.POSTCODE)


def addresses_of(columns: Sequence[Column], rows: Sequence[Row]) -> dict[int, Address]:
    """The addresses that name a street, by their rows' numbers; none where the file has no column for streets."""
    where = {column.field: column.index for column in columns if column.field in _FIELDS}
    if Field.STREET not in where:
        return {}
    found: dict[int, Address] = {}
    for row in rows:
        cells = (row.cells[where[f]] if f in where and where[f] < len(row.cells) else None for f in _FIELDS)
        at = address(*map(_text, cells))
        if at.street is not None:
            found[row.number] = at
    return found


def _text(cell: Cell) -> str:
    return "" if isinstance(cell, Odd) else clean(plain_text(cell), _LONGEST).text

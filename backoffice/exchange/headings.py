"""What the columns of a booking file mean: guessed from their headings, then held against their cells (D3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise

from backoffice.domain.bookings import Column, Field, Issue, Known
from backoffice.domain.columns import SEVERAL, Choices
from backoffice.domain.text import clean, same_key
from backoffice.exchange.cells import plain_text, when
from backoffice.exchange.looks import Looks
from backoffice.exchange.sheets import Cell, Row
from backoffice.exchange.synonyms import BARE_NUMBER, BY_LOOK_ONLY, field_of_heading

HEADER_WITHIN = 20
"""The header is one of so many first rows."""
HEADING_LENGTH = 80
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - wall clock of a file
SAMPLES, SAMPLE_LENGTH = 3, 40
_LOOKED_AT = 12
_BARE = BARE_NUMBER | BY_LOOK_ONLY
_WORDS = re.compile(r"[^\d]{1,37}(?:\d{1,2})?")
"""A heading as any list has it: words, perhaps with a number behind them ("Freitextfeld 2")."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header row stands (index into the rows read) and how much of it was understood."""

    index: int
    score: int


def find_header(rows: Sequence[Row], choices: Choices) -> Header | None:
    """The header among the first rows: the one with the most fields named by its headings; None: there is none.

    Where no row names two fields, the first row of at least three short words with a time in the row below. A row
    with a time in it that names only few fields is a booking whose words happen to be headings, too.
    """
    chosen = choices.headings
    best: Header | None = None
    for index, row in enumerate(rows):
        if row.number > HEADER_WITHIN:
            break
        words = [c for c in row.cells if isinstance(c, str)]
        named = {field_of_heading(w) for w in words if len(w) <= HEADING_LENGTH} - {None}
        own = sum(same_key(w) in chosen for w in words)
        bare = own + sum(same_key(w) in _BARE - chosen for w in words)
        score = 2 * len(named) + bare
        if len(named) + bare < 2 or not (named or own) or (best is not None and score <= best.score):
            continue
        if 2 * (len(named) + bare) > sum(c is not None for c in row.cells) or not _has_time(row):
            best = Header(index, score)
    return best or _header_by_shape(rows)


def _has_time(row: Row) -> bool:
    return any(when(cell, _EPOCH).minute is not None for cell in row.cells)


def _header_by_shape(rows: Sequence[Row]) -> Header | None:
    for index, (row, below) in enumerate(pairwise(rows)):
        if row.number > HEADER_WITHIN:
            break
        cells = [c for c in row.cells if c is not None]
        words = [c for c in cells if isinstance(c, str) and _WORDS.fullmatch(c)]
        if len(words) == len(cells) >= 3 and _has_time(below) and not _has_time(row):
            return Header(index, 0)
    return None


def width_of(rows: Sequence[Row]) -> int:
    """How many cells the fullest of these rows fills."""
    return max((sum(c is not None for c in row.cells) for row in rows), default=0)


def first_of_body(rows: Sequence[Row]) -> int | None:
    """Where the bookings begin in a sheet without headings: its first row that is not much emptier than the others.

    None where no row has two cells: that is no table.
    """
    most = width_of(rows)
    if most < 2:
        return None
    return next(i for i, row in enumerate(rows) if sum(c is not None for c in row.cells) * 2 > most)


def columns_of(
    header: Row, rows: Sequence[Row], known: Known, choices: Choices, epoch: datetime
) -> tuple[tuple[Column, ...], tuple[Issue, ...]]:
    """Every column with its meaning, and what is to be said about the guessing.

    A saved choice goes before every guess; None in it means: ignore this column. A guess that its cells
    contradict is dropped; a column without a known heading may be recognised by its cells alone.
    """
    width = max((len(r.cells) for r in (header, *rows)), default=0)
    headings = [_heading(header.cells[i] if i < len(header.cells) else None) for i in range(width)]
    telling = _telling(rows)
    samples = [[r.cells[i] for r in telling if i < len(r.cells) and r.cells[i] is not None] for i in range(width)]
    chosen = [choices.key(heading, i) is not None for i, heading in enumerate(headings)]
    looks = Looks(known, epoch)
    fields: list[Field | None] = [
        choices.field(heading, i) if chosen[i] else looks.agreed(heading, same_key(heading), samples[i])
        for i, heading in enumerate(headings)
    ]
    issues = _one_each(fields, headings, chosen)
    for i, (heading, sample) in enumerate(zip(headings, samples, strict=True)):
        if fields[i] is None and not chosen[i]:
            fields[i] = looks.alone(heading, sample, {f for f in fields if f})
    if Field.FAMILY not in fields and Field.GIVEN in fields and Field.NAME in fields:
        fields[fields.index(Field.NAME)] = Field.FAMILY  # "Name" beside "Vorname" is the family name
    columns = tuple(
        Column(i, heading, field, len(sample), _shown(sample, known))
        for i, (heading, field, sample) in enumerate(zip(headings, fields, samples, strict=True))
        if heading or sample
    )
    unknown = (c for c in columns if c.field is None and not chosen[c.index])
    named = (Issue("unknown_column", None, (("column", c.header or c.letter),)) for c in unknown)
    return columns, (*issues, *named)


def _telling(rows: Sequence[Row]) -> list[Row]:
    """The rows that look like bookings: a total or a footer says nothing about its column."""
    filled = [sum(c is not None for c in row.cells) for row in rows]
    most = max(filled, default=0)
    return [row for row, count in zip(rows, filled, strict=True) if count * 2 >= most]


def _heading(cell: Cell) -> str:
    return clean(plain_text(cell), HEADING_LENGTH).text


def _shown(sample: Sequence[Cell], known: Known) -> tuple[str, ...]:
    """The first different texts of a column; what is not to be shown to others is left out (D24)."""
    shown: list[str] = []
    for cell in sample[:_LOOKED_AT]:
        shown_as = cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell
        text = clean(plain_text(shown_as), SAMPLE_LENGTH).text
        if text and text not in shown and same_key(text) not in known.sensitive:
            shown.append(text)
        if len(shown) == SAMPLES:
            break
    return tuple(shown)


def _one_each(fields: list[Field | None], headings: Sequence[str], chosen: Sequence[bool]) -> list[Issue]:
    """A field has one column, the saved choice or the first; the others are shown as not used."""
    issues = []
    for field in {f for f in fields if f and f not in SEVERAL and fields.count(f) > 1}:
        indices = [i for i, f in enumerate(fields) if f is field]
        first = next((i for i in indices if chosen[i]), indices[0])
        for i in indices:
            if i != first:
                fields[i] = None
                issues.append(Issue("second_column", field, (("column", headings[i]),)))
    return sorted(issues, key=lambda issue: issue.values)

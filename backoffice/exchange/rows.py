"""From one row of cells to one booking: every field cleaned (D55), what is odd said beside it, nothing invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from backoffice.domain.bookings import LENGTHS, BookedRow, Column, Field, Issue, Known
from backoffice.domain.identifiers import CustomerNumber, parse_number
from backoffice.domain.names import full_name, split_name
from backoffice.domain.phones import Phone, parse_phone, parse_phone_number_cell
from backoffice.domain.terms import Channel
from backoffice.domain.text import clean, is_clean, same_key, unescape_formula
from backoffice.exchange.cells import (
    NEVER,
    When,
    channel_in_remark,
    channel_of,
    email_in,
    looks_like_phone,
    minutes_long,
    plain_text,
    time_within,
    when,
)
from backoffice.exchange.other_rows import PERSON, why_no_booking
from backoffice.exchange.sheets import Cell, Odd, Row
from backoffice.exchange.titles import branch_name

LIMIT = 120
"""Characters of a field that is not stored as it is; the number in a phone cell may stand behind a long text."""
LIMITS: Mapping[Field, int] = {**LENGTHS, Field.PHONE: LIMIT}

_NEEDED = frozenset({Field.START, Field.DAY, Field.NAME, Field.FAMILY, Field.GIVEN})
"""A formula in one of these is a problem: what it would show is not known."""
_REPEATED = frozenset({Field.BRANCH, Field.GROUP, Field.CONCERN, Field.CHANNEL})
_TEXTUAL = frozenset(
    {*PERSON, Field.BOOKING_NUMBER, Field.BRANCH, Field.GROUP, Field.CONCERN, Field.CHANNEL, Field.REMARK}
)
_JOINERS = {Field.REMARK: "; ", Field.NUMBER: " / ", Field.PHONE: " / "}


@dataclass(frozen=True, slots=True)
class Shape:
    """What holds for all rows of a file."""

    columns: tuple[Column, ...]
    day: date | None
    """The day of the list: what its rows say, or title rows or file name; None: nobody says it."""
    branch: str | None
    epoch: datetime
    known: Known
    names_by_comma: bool
    """The one name column separates family and given name by a comma, throughout."""
    start_by_hand: bool = False
    """A person said which column holds the time: it is looked for in whatever its cells say."""


@dataclass(slots=True)
class _Findings:
    notes: list[Issue]
    problems: list[Issue]

    def note(self, code: str, field: Field | None = None, **values: str) -> None:
        self.notes.append(Issue(code, field, tuple(values.items())))

    def problem(self, code: str, field: Field | None = None, **values: str) -> None:
        self.problems.append(Issue(code, field, tuple(values.items())))


class RowReader:
    """Reads the rows of one file; remembers what it has understood, since cells repeat."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._columns: dict[Field, list[int]] = {}
        for column in shape.columns:
            if column.field is not None:
                self._columns.setdefault(column.field, []).append(column.index)
        self._single = [(f, indices[0]) for f, indices in self._columns.items() if len(indices) == 1]
        self._several = [(f, indices) for f, indices in self._columns.items() if len(indices) > 1]
        self._silent_on_channel = Field.CHANNEL not in self._columns
        self._moments: dict[Cell, When] = {}
        self._titles: set[str] = set()
        self._channels: dict[str, Channel | None] = {}
        self._own_branch: set[str] = set()
        self._groups = {same_key(g): g for g in shape.known.groups}

    def read(self, row: Row) -> BookedRow | Issue:
        """The booking of a row; or, as an issue with its row number, why the row is none."""
        found = _Findings([], [])
        cells = self._cells(row.cells, found)
        ignored = why_no_booking(row, cells, self._shape.columns, starts=self._starts(cells))
        if ignored:
            return Issue(ignored, None, (("row", str(row.number)),))
        texts = {f: self._text(f, cell, found) for f, cell in cells.items() if cell is not None and f in _TEXTUAL}
        start, end, day = self._time(cells, found)
        name, family, given = self._name(texts, found)
        phone = self._phone(cells.get(Field.PHONE), texts.get(Field.PHONE), found)
        number = self._number(texts.get(Field.NUMBER), found)
        channel, remark = self._channel(texts, found)
        if channel is Channel.PHONE and phone.e164 is None:
            found.note("phone_missing", Field.PHONE)
        self._branch(texts.get(Field.BRANCH), found)
        return BookedRow(
            row=row.number,
            booking_number=texts.get(Field.BOOKING_NUMBER),
            day=day,
            start=start,
            end=end,
            channel=channel,
            concern=texts.get(Field.CONCERN),
            group=self._group(texts.get(Field.GROUP)),
            name=name,
            family=family,
            given=given,
            phone=phone.e164,
            phone_raw=phone.raw or None,
            phone_note=phone.note,
            email=self._email(texts.get(Field.EMAIL), found),
            customer_number=number.customer_number,
            bg_number=number.bg_number,
            number_raw=number.raw or None,
            remark=remark,
            booked_at=_moment(self._when(cells.get(Field.BOOKED_AT))),
            notes=tuple(found.notes),
            problems=tuple(found.problems),
        )

    # --- cells ---

    def _cells(self, row: Sequence[Cell], found: _Findings) -> dict[Field, Cell]:
        """The cell of each field that has a column; several columns of one field put together."""
        width = len(row)
        cells: dict[Field, Cell] = {}
        for field, index in self._single:
            cell = row[index] if index < width else None
            cells[field] = self._odd(field, cell, found) if type(cell) is Odd else cell
        for field, indices in self._several:
            several = [self._odd(field, row[i], found) for i in indices if i < width]
            filled = [cell for cell in several if cell is not None]
            if len(filled) > 1:
                cells[field] = _JOINERS[field].join(dict.fromkeys(map(plain_text, filled)))
            else:
                cells[field] = filled[0] if filled else None
        return cells

    def _odd(self, field: Field, cell: Cell, found: _Findings) -> Cell:
        if not isinstance(cell, Odd):
            return cell
        if field in _NEEDED:
            found.problem(cell.code, field)
        else:
            found.note(cell.code, field)
        return None

    def _text(self, field: Field, cell: Cell, found: _Findings) -> str | None:
        text = cell if isinstance(cell, str) else plain_text(cell)
        if text in self._titles:
            return text
        limit = LIMITS.get(field, LIMIT)
        if text[:1] != "'" and is_clean(text, limit):
            if field in _REPEATED:
                self._titles.add(text)
            return text or None
        if text[:1] == "'":
            text = unescape_formula(text)
        cleaned = clean(text, limit)
        if cleaned.changed:
            found.note("shortened" if cleaned.cut else "characters_removed", field)
        return cleaned.text or None

    def _when(self, cell: Cell) -> When:
        if cell not in self._moments:
            text = clean(cell, LIMIT).text if isinstance(cell, str) else cell
            self._moments[cell] = when(text, self._shape.epoch)
        return self._moments[cell]

    def _start(self, cell: Cell) -> When:
        said = self._when(cell)
        return time_within(cell) if self._shape.start_by_hand and said == NEVER else said

    def _starts(self, cells: Mapping[Field, Cell]) -> bool:
        start = self._start(cells.get(Field.START)).minute
        return start is not None or self._when(cells.get(Field.DAY)).minute is not None

    # --- fields ---

    def _time(self, cells: Mapping[Field, Cell], found: _Findings) -> tuple[int | None, int | None, date | None]:
        """Start, end and day, from separate or combined cells."""
        start_cell, day_cell = cells.get(Field.START), cells.get(Field.DAY)
        at, on = self._start(start_cell), self._when(day_cell)
        start = on.minute if at.minute is None else at.minute
        if start is None and not any(p.field is Field.START for p in found.problems):
            found.problem("no_start" if start_cell is None else "start_unreadable", Field.START)
        day = on.day or at.day or self._shape.day
        if day_cell is not None and on.day is None:
            found.problem("day_unreadable", Field.DAY)
        elif day != self._shape.day and day is not None:
            found.problem("other_day_in_row", Field.DAY, day=day.isoformat())
        return start, self._end(start, at, cells, found), day

    def _end(self, start: int | None, at: When, cells: Mapping[Field, Cell], found: _Findings) -> int | None:
        end = at.end if at.end is not None else self._when(cells.get(Field.END)).minute
        length = cells.get(Field.DURATION)
        if end is None and cells.get(Field.END) is not None:
            found.note("end_unreadable", Field.END)
        if end is None and length is not None:
            minutes = minutes_long(length)
            if minutes is None:
                found.note("duration_unreadable", Field.DURATION)
            elif start is not None:
                end = min(start + minutes, 1440)
        if end is not None and start is not None and end <= start:
            found.note("end_before_start", Field.END)
            return None
        return end if start is not None else None

    def _name(self, texts: Mapping[Field, str | None], found: _Findings) -> tuple[str | None, str | None, str | None]:
        """Name as shown, family, given; the parts only where the file separates them (D5)."""
        name, family, given = (texts.get(f) for f in (Field.NAME, Field.FAMILY, Field.GIVEN))
        if name and not family and not given and self._shape.names_by_comma:
            family, given = split_name(name) or (None, None)
        shown = _fitting(full_name(name, family, given), Field.NAME, found)
        family, given = _fitting(family, Field.FAMILY, found), _fitting(given, Field.GIVEN, found)
        if shown is None:
            found.note("no_name", Field.NAME)
        elif email_in(shown):
            found.problem("name_is_email", Field.NAME)
            return None, None, None
        elif looks_like_phone(shown):
            found.problem("name_is_phone", Field.NAME)
            return None, None, None
        return shown, family, given

    def _phone(self, cell: Cell, text: str | None, found: _Findings) -> Phone:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            phone = parse_phone_number_cell(cell)
        else:
            phone = parse_phone(text)
        if phone.warning == "phone_email":
            found.problem(phone.warning, Field.PHONE)
        elif phone.warning:
            found.note(phone.warning, Field.PHONE)
        note = _fitting(phone.note, Field.PHONE, found)
        return replace(phone, raw=_fitting(phone.raw, Field.PHONE, found) or "", note=note)

    def _number(self, text: str | None, found: _Findings) -> CustomerNumber:
        if text and email_in(text):
            found.problem("number_is_email", Field.NUMBER)
            return CustomerNumber("")
        number = parse_number(text)
        if number.warning:
            values = {"suggestion": number.suggestion} if number.suggestion else {}
            found.note(number.warning, Field.NUMBER, **values)
        return number

    def _email(self, text: str | None, found: _Findings) -> str | None:
        if text is None:
            return None
        email = email_in(text) if "@" in text else None
        if email is None:
            if looks_like_phone(text):
                found.problem("email_is_phone", Field.EMAIL)
            else:
                found.note("email_invalid", Field.EMAIL)
        return email

    def _channel(self, texts: Mapping[Field, str | None], found: _Findings) -> tuple[Channel | None, str | None]:
        """The channel, from its own column or from the remark, and what is left of the remark."""
        remark = texts.get(Field.REMARK)
        if self._silent_on_channel:
            return channel_in_remark(remark) if remark else (None, None)
        text = texts.get(Field.CHANNEL)
        if text is None:
            return None, remark
        if text not in self._channels:
            self._channels[text] = channel_of(text)
        if self._channels[text] is None:
            found.note("channel_unknown", Field.CHANNEL, text=text)
        return self._channels[text], remark

    def _group(self, text: str | None) -> str | None:
        return self._groups.get(same_key(text), text) if text else None

    def _branch(self, text: str | None, found: _Findings) -> None:
        """A row of another branch than the file's stops for a person: the file is for one branch (D2)."""
        if text and self._shape.branch and text not in self._own_branch:
            named = branch_name(text, self._shape.known) or text
            if same_key(named) != same_key(self._shape.branch):
                found.problem("other_branch", Field.BRANCH, branch=named)
            else:
                self._own_branch.add(text)


def _fitting(text: str | None, field: Field, found: _Findings) -> str | None:
    """What was put together from cells, or cut out of one, as long as it can be stored; said once per field."""
    limit = LENGTHS[field]
    if text is None or len(text) <= limit:
        return text
    if not any(n.code == "shortened" and n.field is field for n in found.notes):
        found.note("shortened", field)
    return text[:limit].rstrip()


def _moment(said: When) -> datetime | None:
    """Naive wall time; a day without a time is not a moment."""
    if said.day is None or said.minute is None:
        return None
    return datetime.combine(said.day, time()) + timedelta(minutes=said.minute)

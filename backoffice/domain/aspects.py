"""The facts of a booking that are compared one by one, each by what it means, not by how it is written (D4, D5)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from backoffice.domain.bookings import BookedRow, Field
from backoffice.domain.matching import number_key
from backoffice.domain.names import name_key
from backoffice.domain.text import same_key

Value = str | int | date | datetime | None
"""A fact as it is shown: minutes of day for a start, minutes for a duration, otherwise text."""

Meaning = tuple[Hashable | None, ...]
"""What a row says, fact by fact in the order of ASPECTS; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A fact that is compared and taken as one."""

    field: Field
    attributes: tuple[str, ...]
    shown: Callable[[BookedRow], Value]
    fixed_once_here: bool = False
    """Not taken any more once the customer has arrived or is being talked to."""


def length(row: BookedRow) -> int | None:
    """Minutes from start to end; None where one of both is not known."""
    return None if row.start is None or row.end is None else row.end - row.start


def _number(row: BookedRow) -> Hashable | None:
    if row.customer_number or row.bg_number:
        return row.customer_number, row.bg_number
    return same_key(row.number_raw or "") or None


@lru_cache(maxsize=512)
def _folded(title: str | None) -> str | None:
    """For concerns and groups only: few, often repeated, and no personal data."""
    return same_key(title or "") or (title or None)


ASPECTS = (
    Aspect(Field.BOOKING_NUMBER, ("booking_number",), lambda r: r.booking_number),
    Aspect(Field.DAY, ("day",), lambda r: r.day, fixed_once_here=True),
    Aspect(Field.START, ("start",), lambda r: r.start, fixed_once_here=True),
    Aspect(Field.DURATION, (), length),
    Aspect(Field.CHANNEL, ("channel",), lambda r: r.channel, fixed_once_here=True),
    Aspect(Field.CONCERN, ("concern",), lambda r: r.concern),
    Aspect(Field.GROUP, ("group",), lambda r: r.group),
    Aspect(Field.NAME, ("name", "family", "given"), lambda r: r.name),
    Aspect(Field.PHONE, ("phone", "phone_raw", "phone_note"), lambda r: r.phone),
    Aspect(Field.EMAIL, ("email",), lambda r: r.email),
    Aspect(
        Field.NUMBER,
        ("customer_number", "bg_number", "number_raw"),
        lambda r: r.customer_number or r.bg_number or r.number_raw,
    ),
    Aspect(Field.REMARK, ("remark",), lambda r: r.remark),
    Aspect(Field.BOOKED_AT, ("booked_at",), lambda r: r.booked_at),
)


def meaning(row: BookedRow) -> Meaning:
    """What a row says, whatever way it is written; written out, since an import asks it a thousand times."""
    return (
        number_key(row.booking_number),
        row.day,
        row.start,
        length(row),
        row.channel,
        _folded(row.concern),
        _folded(row.group),
        name_key(row.name, row.family, row.given) or None,
        row.phone or None,
        row.email.casefold() if row.email else None,
        _number(row),
        " ".join(row.remark.casefold().split()) if row.remark else None,
        row.booked_at,
    )


def with_fact(row: BookedRow, aspect: Aspect, source: BookedRow) -> BookedRow:
    """`row` with one fact as `source` states it."""
    if aspect.field is Field.DURATION:
        minutes = length(source)
        start = source.start if row.start is None else row.start
        return row if minutes is None or start is None else replace(row, end=min(start + minutes, 1440))
    changed = replace(row, **{name: getattr(source, name) for name in aspect.attributes})
    return _keeping_length(changed, row) if aspect.field is Field.START else changed


def _keeping_length(row: BookedRow, before: BookedRow) -> BookedRow:
    """A row that was moved keeps its length, unless the file says another one (D13)."""
    minutes = length(before)
    return row if minutes is None or row.start is None else replace(row, end=min(row.start + minutes, 1440))

"""What a booking file as a whole is to be told about: its day, its branch, what no column says (D2, D3)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from backoffice.domain.bookings import BookedRow, Column, Field, Issue, Known
from backoffice.exchange.titles import branch_name

_MISSED: tuple[tuple[str, frozenset[Field]], ...] = (
    ("no_booking_number", frozenset({Field.BOOKING_NUMBER})),
    ("no_duration", frozenset({Field.DURATION, Field.END})),
    ("no_group", frozenset({Field.GROUP})),
    ("no_concern", frozenset({Field.CONCERN})),
    ("no_name_column", frozenset({Field.NAME, Field.FAMILY, Field.GIVEN})),
    ("no_phone", frozenset({Field.PHONE})),
    ("no_number", frozenset({Field.NUMBER})),
)
"""What the preview says is unknown, not wrong, where no column speaks about it."""


def about_day(day: date | None, said: date | None) -> Iterable[Issue]:
    """Which day it is for: by its rows, else by its titles."""
    if day is None:
        yield Issue("no_day", Field.DAY)
    elif said is not None and said != day:
        yield Issue("day_conflict", Field.DAY, (("said", said.isoformat()), ("rows", day.isoformat())))


def about_branch(branches: Counter[str], said: str | None, known: Known) -> Iterable[Issue]:
    """Which branch it is for, and whether it is one of ours."""
    if len(branches) > 1:
        yield Issue("several_branches", Field.BRANCH, (("branches", ", ".join(sorted(branches))),))
    elif not branches and said is None:
        yield Issue("no_branch", Field.BRANCH)
    elif known.branches and not any(branch_name(b, known) for b in (*branches, *([said] if said else ()))):
        yield Issue("unknown_branch", Field.BRANCH, (("branch", next(iter(branches), said or "")),))


def unsaid(columns: Sequence[Column], rows: Sequence[BookedRow]) -> Iterable[Issue]:
    """What no column speaks about."""
    fields = {c.field for c in columns}
    for code, missed in _MISSED:
        if not fields & missed:
            yield Issue(code, next(iter(sorted(missed))))
    if Field.CHANNEL not in fields:
        known = any(row.channel for row in rows)
        yield Issue("channel_from_remark" if known else "no_channel", Field.CHANNEL)

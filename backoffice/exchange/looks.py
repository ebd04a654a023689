"""Recognising columns by what stands in their cells, where headings are silent or wrong (D3)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from backoffice.domain.bookings import Field, Known
from backoffice.domain.identifiers import parse_number
from backoffice.domain.text import same_key
from backoffice.exchange.cells import channel_of, email_in, looks_like_phone, minutes_long, plain_text, when
from backoffice.exchange.sheets import Cell
from backoffice.exchange.synonyms import BARE_NUMBER, GROUP_IF_KNOWN, HIDDEN_AS_TEXT, field_of_heading

_SAMPLE = 60
MOST = 0.8
_HALF = 0.5

Look = Callable[[Cell], bool]


class Looks:
    """Recognises columns by their cells."""

    def __init__(self, known: Known, epoch: datetime) -> None:
        self._groups = frozenset(map(same_key, known.groups))
        self._concerns = frozenset(map(same_key, known.concerns))
        self._branches = frozenset(same_key(name) for pair in known.branches for name in pair)
        self._epoch = epoch

    def agreed(self, heading: str, key: str, sample: Sequence[Cell]) -> Field | None:
        """The field that a heading names, unless its cells say otherwise."""
        if key in BARE_NUMBER:
            return _bare_number(sample)
        if key in GROUP_IF_KNOWN:
            return Field.GROUP if self._share(sample, self._is_group) >= _HALF else None
        field = field_of_heading(heading)
        if field is None or not sample:
            return field
        expected: dict[Field, Look] = {
            Field.DAY: lambda c: self._when_day(c) is not None,
            Field.START: self._is_time,
            Field.END: self._is_time,
            Field.DURATION: lambda c: minutes_long(c) is not None,
            Field.CHANNEL: _is_channel,
            Field.BOOKED_AT: lambda c: self._when_day(c) is not None,
        }
        look = expected.get(field)
        return field if look is None or self._share(sample, look) >= _HALF else None

    def alone(self, heading: str, sample: Sequence[Cell], taken: set[Field]) -> Field | None:
        """A field that the cells show by themselves, where nothing else speaks about it."""
        if not sample or same_key(heading) in HIDDEN_AS_TEXT:
            return None
        shown: tuple[tuple[Field, Look], ...] = (
            (Field.EMAIL, lambda c: isinstance(c, str) and email_in(c) is not None),
            (Field.START, self._is_time),
            (Field.CHANNEL, _is_channel),
            (Field.GROUP, self._is_group),
            (Field.CONCERN, lambda c: isinstance(c, str) and same_key(c) in self._concerns),
            (Field.BRANCH, lambda c: isinstance(c, str) and same_key(c) in self._branches),
            (Field.NUMBER, _is_number),
            (Field.PHONE, looks_like_phone),
        )
        for field, look in shown:
            if field not in taken and self._share(sample, look) >= MOST:
                return field
        days = {self._when_day(c) for c in sample[:_SAMPLE]}
        return Field.DAY if Field.DAY not in taken and len(days) == 1 and None not in days else None

    def _share(self, sample: Sequence[Cell], look: Look) -> float:
        part = sample[:_SAMPLE]
        return sum(map(look, part)) / len(part) if part else 0.0

    def _is_group(self, cell: Cell) -> bool:
        return isinstance(cell, str) and same_key(cell) in self._groups

    def _is_time(self, cell: Cell) -> bool:
        return when(cell, self._epoch).minute is not None

    def _when_day(self, cell: Cell) -> date | None:
        return when(cell, self._epoch).day


def _is_channel(cell: Cell) -> bool:
    return isinstance(cell, str) and channel_of(cell) is not None and len(cell) < 40


def _is_number(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    number = parse_number(cell)
    return bool(number.customer_number or number.bg_number)


def _bare_number(sample: Sequence[Cell]) -> Field | None:
    """What a column called "Nr." counts: 1, 2, 3 … is a position, unique texts are booking numbers."""
    texts = [plain_text(c).strip() for c in sample]
    digits = [t for t in texts if t.rstrip(".").isdigit()]
    if len(digits) >= len(texts) * MOST and digits:
        counted = [int(t.rstrip(".")) for t in digits]
        if counted == list(range(1, len(counted) + 1)):
            return Field.POSITION
    if sum(_is_number(t) for t in texts) > len(texts) * _HALF:
        return Field.NUMBER
    return Field.BOOKING_NUMBER if len(set(texts)) > len(texts) * MOST else None

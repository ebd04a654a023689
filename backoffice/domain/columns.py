"""Which column of a file a person's choice is about: by its heading, or by its letter where it has none (D3)."""

import re
from collections.abc import Mapping, Sequence

from backoffice.domain.bookings import BookingFile, Column, Field
from backoffice.domain.text import same_key

Mapped = Mapping[str, Field | None]
"""What was chosen: heading, or `#C` for a column without one → field; None: do not take this column over."""

SEVERAL = frozenset({Field.NUMBER, Field.PHONE, Field.REMARK})
"""Fields that several columns may speak about at once: their cells are put together."""

_LETTER_KEY = re.compile(r"#[A-Z]{1,2}")
_LETTER = re.compile(r"(?:spalte|column)?\s*#?\s*([a-z]{1,2})", re.IGNORECASE)


class Choices:
    """A saved choice, to be asked column by column. Headings are compared folded, letters as they are."""

    def __init__(self, mapping: Mapped) -> None:
        self._mapping = mapping
        self._folded = {same_key(key): key for key in mapping if not _LETTER_KEY.fullmatch(key)}
        self._folded.pop("", None)

    @property
    def headings(self) -> frozenset[str]:
        """The headings that were chosen, folded."""
        return frozenset(self._folded)

    @property
    def letters(self) -> bool:
        """Whether a column was chosen by its letter: there was a file without headings."""
        return any(_LETTER_KEY.fullmatch(key) for key in self._mapping)

    def key(self, heading: str, index: int) -> str | None:
        """The key under which something was chosen for a column; None where nothing was."""
        own = Column(index, heading, None).key
        if own in self._mapping:
            return own
        return self._folded.get(same_key(heading)) if heading else None

    def field(self, heading: str, index: int) -> Field | None:
        """The field chosen for a column; None: nothing, or not to be taken over."""
        key = self.key(heading, index)
        return None if key is None else self._mapping[key]


def together(earlier: Mapped, now: Mapped) -> dict[str, Field | None]:
    """An earlier choice and what was chosen now; a field that has one column goes to the column chosen now."""
    claimed = {field for field in now.values() if field is not None and field not in SEVERAL}
    return {**{key: field for key, field in earlier.items() if field not in claimed}, **now}


def confirmed(file: BookingFile, chosen: Mapped) -> dict[str, Field | None]:
    """`chosen` for this file; where it has no headings, with all that was guessed of its columns and shown.

    Letters say nothing by themselves: what the person saw when choosing holds for the next file, not a new guess.
    """
    if file.header_row:
        return dict(chosen)
    return together({column.key: column.field for column in file.columns if column.field is not None}, chosen)


def meant(text: str, columns: Sequence[Column]) -> Column | None:
    """The column that somebody typed: its heading first, then its letter ("C", "Spalte C"); None: there is none."""
    wanted = same_key(text)
    for column in columns:
        if column.header and (column.header == text or (wanted and same_key(column.header) == wanted)):
            return column
    letter = _LETTER.fullmatch(text.strip())
    return next((c for c in columns if letter and c.letter == letter[1].upper()), None)

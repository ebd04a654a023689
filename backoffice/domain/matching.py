"""Which row of a file is which appointment of ours: the passes of D5, each only on what is left and unique."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from backoffice.domain.bookings import BookedRow, KnownBooking
from backoffice.domain.names import name_key
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import Origin
from backoffice.domain.text import same_key

Key = Hashable
Keys = Callable[[BookedRow], Iterable[Key]]

_SIGNS = re.compile(r"[\W_]+")

MOVABLE = frozenset({Status.BOOKED, Status.PRESUMED_CANCELLED})
"""Only these are found again at another time: who is done or has cancelled and stands there anew, is new."""


def number_key(number: str | None) -> str | None:
    """A booking number without prefix, punctuation and leading zeros: `B-70001` = `70001` (D5)."""
    compact = _SIGNS.sub("", number.casefold()) if number else ""
    digits = compact.lstrip("abcdefghijklmnopqrstuvwxyzäöüß")
    if digits.isdigit():
        return digits.lstrip("0") or "0"
    return compact or None


@dataclass(frozen=True, slots=True)
class Identity:
    """How rows of one file are told apart: what is silent in the whole file is no part of a key."""

    day: date | None
    office_emails: frozenset[str] = frozenset()
    by_concern: bool = True
    by_name: bool = True

    @classmethod
    def of(cls, rows: Sequence[BookedRow], day: date | None, office_emails: Iterable[str]) -> "Identity":
        """The identity rules for the rows of one file."""
        return cls(
            day,
            frozenset(address.casefold() for address in office_emails),
            any(r.concern for r in rows),
            any(r.name or r.family or r.given for r in rows),
        )

    def persons(self, row: BookedRow) -> tuple[str, ...]:
        """The numbers and the e-mail that stand for a person; an office-owned address never does (D5)."""
        found = [number for number in (row.customer_number, row.bg_number) if number]
        if not found and row.number_raw:
            found.append(same_key(row.number_raw))
        if row.email and row.email.casefold() not in self.office_emails:
            found.append(row.email.casefold())
        return tuple(found)

    def number(self, row: BookedRow) -> Iterable[Key]:
        """Pass 1: the booking number."""
        key = number_key(row.booking_number)
        return () if key is None else (key,)

    def booking(self, row: BookedRow) -> Iterable[Key]:
        """Pass 2: start, concern, number or e-mail, name."""
        if row.start is None:
            return ()
        return ((self._when(row), key) for key in self.moved(row))

    def moved(self, row: BookedRow) -> Iterable[Key]:
        """Pass 3: the same without start."""
        what = self._what(row)
        return ((*what, person) for person in self.persons(row))

    def nameless(self, row: BookedRow) -> Iterable[Key]:
        """After pass 2, for rows with neither number nor e-mail on one side: start, concern, name."""
        name = self._name(row)
        return ((self._when(row), *self._what(row)),) if row.start is not None and name else ()

    def linked(self, row: BookedRow) -> Iterable[Key]:
        """One of our own bookings, entered online as well: start, and name or number (D4)."""
        if row.start is None:
            return
        name = self._name(row)
        if name:
            yield self._when(row), name
        for number in (row.customer_number, row.bg_number):
            if number:
                yield self._when(row), number

    def _when(self, row: BookedRow) -> tuple[date | None, int | None]:
        return row.day or self.day, row.start

    def _what(self, row: BookedRow) -> tuple[str, frozenset[str]]:
        return (same_key(row.concern or "") if self.by_concern else ""), self._name(row)

    def _name(self, row: BookedRow) -> frozenset[str]:
        return name_key(row.name, row.family, row.given) if self.by_name else frozenset()

    def contradict(self, row: BookedRow, known: BookedRow) -> bool:
        """Both name a person by the same kind of number or address, and not the same one; other kinds say nothing."""
        if row.customer_number and known.customer_number:
            return row.customer_number != known.customer_number
        return _all_differ(self._kinds(row), self._kinds(known))

    def strangers(self, row: BookedRow, known: BookedRow) -> bool:
        """Nothing but the booking number (and perhaps the start) agrees: the number was given to somebody else.

        Without this, a tool that counts its numbers anew would put one person's talk on another one's record.
        """
        one, other = {**self._kinds(row), "phone": row.phone}, {**self._kinds(known), "phone": known.phone}
        if any(value and value == other[kind] for kind, value in one.items()):
            return False
        if not (known_name := self._name(known)) or not (row_name := self._name(row)):
            return False
        if known_name & row_name:  # a family's names overlap, and a name may be spelt out: its number tells
            number, known_number = row.customer_number, known.customer_number
            nested = known_name <= row_name or row_name <= known_name
            return not nested and bool(number and known_number) and number != known_number
        return _all_differ(one, other) or row.start is None or self._when(row) != self._when(known)

    def same_person(self, row: BookedRow, known: BookedRow) -> bool:
        """Something that stands for the person agrees and nothing speaks against it: a number alone is not enough.

        Names agree where one holds all words of the other. Another phone is another person, unless a number or
        an address of the person's own is the same; another name only where the customer number is.
        """
        one, other = self._kinds(row), self._kinds(known)
        both = {kind for kind, value in one.items() if value and other[kind]}
        agreed = {kind for kind in both if one[kind] == other[kind]}
        if "customer_number" in both:
            return "customer_number" in agreed
        mine, theirs = self._name(row), self._name(known)
        named = bool(mine and theirs)
        if named and not (mine <= theirs or theirs <= mine):
            return False
        if row.phone and known.phone and row.phone != known.phone and not agreed:
            return False
        if not named and both - agreed and not agreed:
            return False
        return named or bool(agreed) or (row.phone is not None and row.phone == known.phone)

    def _kinds(self, row: BookedRow) -> dict[str, str | None]:
        """What stands for a person, by kind: only like is compared with like."""
        numbered = row.customer_number or row.bg_number
        email = row.email.casefold() if row.email else None
        return {
            "customer_number": row.customer_number,
            "bg_number": row.bg_number,
            "number_raw": None if numbered or not row.number_raw else same_key(row.number_raw),
            "email": None if email in self.office_emails else email,
        }


@dataclass(slots=True)
class Matches:
    """What belongs together: row index → index of the known booking, and which of them are only linked."""

    known_of: dict[int, int] = field(default_factory=dict)
    linked: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    def add(self, row: int, known: int) -> None:
        """Keep a pair; neither of the two is looked at again."""
        self.known_of[row] = known
        self.taken.add(known)


def match(
    rows: dict[int, BookedRow],
    known: Sequence[KnownBooking],
    identity: Identity,
    meaning: Callable[[BookedRow], Key],
) -> Matches:
    """Find for each row (by index) the appointment it speaks about, if there is exactly one (D5).

    Before the passes, rows that say exactly what the last import said (`meaning`) are the same rows: without
    this, a row with neither number nor name, or two that look alike, would be new each time.
    """
    matches = Matches()
    if not known:
        return matches
    in_order = sorted(enumerate(known), key=lambda pair: pair[1].id)
    said = {i: k.base or k.current for i, k in in_order if k.base or k.origin is Origin.IMPORTED}
    movable = {i: row for i, row in said.items() if known[i].status in MOVABLE}
    own = {
        i: k.current
        for i, k in enumerate(known)
        if k.base is None and k.origin is not Origin.IMPORTED and k.status not in FREES_PLACE
    }
    passes: tuple[tuple[Keys, dict[int, BookedRow], Callable[[BookedRow, BookedRow], bool]], ...] = (
        (identity.number, said, identity.strangers),
        (identity.booking, said, _never),
        (identity.nameless, said, identity.contradict),
        (identity.moved, movable, _never),
    )
    for row, other in _same_pairs(rows, said, meaning):
        matches.add(row, other)
    for keys, candidates, against in passes:
        for row, other in _unique_pairs(rows, candidates, keys, matches):
            if not against(rows[row], candidates[other]):
                matches.add(row, other)
    for row, other in _unique_pairs(rows, own, identity.linked, matches):
        if not identity.contradict(rows[row], own[other]):
            matches.add(row, other)
            matches.linked.add(row)
    return matches


def _all_differ(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> bool:
    """Of what both have, nothing is the same; False where they have nothing of one kind."""
    both = [(value, other[kind]) for kind, value in one.items() if value and other[kind]]
    return bool(both) and all(value != known for value, known in both)


def _never(_row: BookedRow, _known: BookedRow) -> bool:
    return False


def _same_pairs(
    rows: dict[int, BookedRow], known: dict[int, BookedRow], meaning: Callable[[BookedRow], Key]
) -> list[tuple[int, int]]:
    def keys(row: BookedRow) -> tuple[Key]:
        return (meaning(row),)

    left, right = _by_key(rows.items(), keys), _by_key(known.items(), keys)
    return [
        pair
        for key, indices in left.items()
        if len(indices) == len(right.get(key, ()))
        for pair in zip(indices, right[key], strict=True)
    ]


def _unique_pairs(
    rows: dict[int, BookedRow], known: dict[int, BookedRow], keys: Keys, matches: Matches
) -> list[tuple[int, int]]:
    """Pairs of which each side shares keys with exactly one of the other side, among what is left."""
    left = _by_key(((i, row) for i, row in rows.items() if i not in matches.known_of), keys)
    right = _by_key(((i, row) for i, row in known.items() if i not in matches.taken), keys)
    forth: dict[int, set[int]] = defaultdict(set)
    back: dict[int, set[int]] = defaultdict(set)
    for key, row_indices in left.items():
        for one in row_indices:
            for other in right.get(key, ()):
                forth[one].add(other)
                back[other].add(one)
    pairs = ((one, next(iter(others))) for one, others in forth.items() if len(others) == 1)
    return [(one, other) for one, other in pairs if len(back[other]) == 1]


def _by_key(rows: Iterable[tuple[int, BookedRow]], keys: Keys) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = defaultdict(list)
    for index, row in rows:
        for key in keys(row):
            found[key].append(index)
    return found


def duplicates(rows: Sequence[BookedRow], identity: Identity) -> dict[int, tuple[int, str]]:
    """Rows that repeat an earlier one: index → (index of the first, `duplicate_number` or `duplicate_row`).

    Which one is the first does not hang on the order of the file.
    """
    numbers = {number_key(row.booking_number) for row in rows}
    if None not in numbers and len(numbers) == len(rows):
        return {}
    repeated: dict[int, tuple[int, str]] = {}
    by_number: dict[Key, int] = {}
    by_booking: dict[Key, int] = {}
    for index in sorted(range(len(rows)), key=lambda i: (_content(rows[i]), rows[i].row)):
        row = rows[index]
        number = number_key(row.booking_number)
        if number is not None and number in by_number:
            repeated[index] = (by_number[number], "duplicate_number")
            continue
        keys = [*identity.booking(row)] or [*identity.nameless(row)]
        first = next((by_booking[key] for key in keys if key in by_booking), None)
        if first is not None and (number is None or number_key(rows[first].booking_number) is None):
            repeated[index] = (first, "duplicate_row")
            continue
        if number is not None:
            by_number[number] = index
        for key in keys:
            by_booking.setdefault(key, index)
    return repeated


def _content(row: BookedRow) -> tuple[str, ...]:
    values = (row.day, row.start, row.name, row.concern, row.booking_number, row.email, row.number_raw, row.phone)
    return tuple("" if value is None else f"{value:>4}" if isinstance(value, int) else str(value) for value in values)

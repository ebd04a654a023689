"""A booking that stands on another day and is found again by its booking number alone (D5, D45).

Somebody rebooks online to another day: the number stays, the day's own file no longer has the row, the other day's
file has it. Only what nobody worked on moves with it; everything else stays as it is and the row is told about it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backoffice.domain.bookings import BookedRow, Issue, KnownBooking
from backoffice.domain.clock import hhmm
from backoffice.domain.matching import Identity, number_key
from backoffice.domain.states import ENDINGS, Status


class Verdict(StrEnum):
    """What becomes of a row whose booking number stands on another day."""

    MOVES = "moves"
    STAYS = "stays"
    """A file made later named the appointment where it stands: this one is out of date about it."""
    NEW = "new"
    """A second appointment: the first is over, being worked on, or not surely the same booking."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The appointment on another day that has a row's number, and what follows from it."""

    known: KnownBooking
    verdict: Verdict

    @property
    def note(self) -> Issue:
        """What the row says about it: which day and time it is."""
        row = self.known.current
        where = (("day", row.day.isoformat() if row.day else ""), ("start", hhmm(row.start or 0)))
        match self.verdict:
            case Verdict.MOVES:
                return Issue("moved_from_day", values=where)
            case Verdict.STAYS:
                return Issue("stands_on_other_day", values=where)
            case Verdict.NEW:
                return Issue("number_on_other_day", values=(*where, ("status", self.known.status.value)))


@dataclass(frozen=True, slots=True)
class Present:
    """What the verdicts depend on beside the rows: the wall clock, and how old the file is."""

    today: date
    minute: int
    made_at: datetime | None
    """When the file says it was made, on the wall clock; None: it does not say."""
    read_before: bool
    """This very file was imported before: what moved since then moved for a later reason."""


def find_elsewhere(
    rows: Mapping[int, BookedRow], known: Sequence[KnownBooking], identity: Identity, present: Present
) -> dict[int, Elsewhere]:
    """For rows (by index) that no appointment of their own day matched: the one on another day with their number.

    Rows whose person is somebody else's are left out: a tool may count its numbers anew each day.
    """
    if not known:
        return {}
    numbered: dict[str, list[KnownBooking]] = defaultdict(list)
    for booking in sorted(known, key=lambda k: k.id):
        for number in {number_key(row.booking_number) for row in (booking.base, booking.current) if row}:
            if number is not None:
                numbered[number].append(booking)
    found: dict[int, Elsewhere] = {}
    for index, row in rows.items():
        same = [k for k in numbered.get(number_key(row.booking_number) or "", ()) if _same_person(row, k, identity)]
        if same:
            found[index] = _judged(same, present)
    return _each_once(found)


def _same_person(row: BookedRow, known: KnownBooking, identity: Identity) -> bool:
    return identity.same_person(row, known.current) or (
        known.base is not None and identity.same_person(row, known.base)
    )


def _judged(same: Sequence[KnownBooking], present: Present) -> Elsewhere:
    live = [k for k in same if k.status not in ENDINGS]
    if len(live) != 1:
        # Nothing left to move, or nobody knows which: the latest is named.
        return Elsewhere(max(live or same, key=_when), Verdict.NEW)
    (known,) = live
    if _out_of_date(known, present):
        return Elsewhere(known, Verdict.STAYS)
    return Elsewhere(known, Verdict.MOVES if _may_move(known, present) else Verdict.NEW)


def _when(known: KnownBooking) -> tuple[date, int]:
    return known.current.day or date.min, known.current.start or 0


def _out_of_date(known: KnownBooking, present: Present) -> bool:
    if present.read_before:
        return True
    return present.made_at is not None and known.named_at is not None and present.made_at < known.named_at


def _may_move(known: KnownBooking, present: Present) -> bool:
    """Untouched and still to come, or presumed cancelled because its own day's file no longer had it."""
    if present.made_at is not None and present.made_at == known.named_at:
        return False  # files of one moment name it on both days: two bookings with one number
    if known.status is Status.PRESUMED_CANCELLED:
        return True
    return known.status is Status.BOOKED and not known.touched and _when(known) > (present.today, present.minute)


def _each_once(found: dict[int, Elsewhere]) -> dict[int, Elsewhere]:
    """An appointment that several rows would move moves for none of them."""
    moved: dict[str, int] = defaultdict(int)
    for one in found.values():
        moved[one.known.id] += 1
    return {
        index: one if moved[one.known.id] == 1 else Elsewhere(one.known, Verdict.NEW) for index, one in found.items()
    }

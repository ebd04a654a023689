"""The three-way merge of a booking file: last import, this import, staff's work (D4, D5). Nothing is stored here."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from backoffice.domain.aspects import Meaning, meaning
from backoffice.domain.bookings import BookedRow, BookingFile, Field, Issue, KnownBooking
from backoffice.domain.comparing import compared
from backoffice.domain.elsewhere import Elsewhere, Present, Verdict, find_elsewhere
from backoffice.domain.matching import Identity, duplicates, match, number_key
from backoffice.domain.merge_plan import FieldChange, MergePlan, PlanRow, RowState
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import Origin

__all__ = ["FieldChange", "KnownBooking", "MergePlan", "PlanRow", "RowState", "merge", "number_key"]


def _no_title(_row: BookedRow) -> str | None:
    return None


def merge(
    file: BookingFile,
    known: Sequence[KnownBooking],
    *,
    today: date,
    minute: int,
    office_emails: Collection[str] = (),
    elsewhere: Sequence[KnownBooking] = (),
    read_before: bool = False,
    title_of: Callable[[BookedRow], str | None] = _no_title,
) -> MergePlan:
    """Compare a file with what the house knows about its branch and days (D4, D5).

    `today` and `minute` are the present on the branch's wall clock. `known` may hold other days too: they can be
    found as moved, but only bookings of the file's days can vanish. The same file twice changes nothing, the
    order of its rows changes nothing, and no row that staff touched is ever taken away.

    `elsewhere` are bookings of other days whose numbers the file names: they are found by that number alone, see
    `elsewhere.Verdict`. `read_before`: this very file was imported already. `title_of`: what the catalogue calls a
    row's concern.
    """
    rows = tuple(row if row.day else replace(row, day=file.day) for row in file.rows)
    identity = Identity.of(rows, file.day, office_emails)
    repeated = duplicates(rows, identity)
    singles = {i: row for i, row in enumerate(rows) if i not in repeated}
    meaning_of = _remembered()
    found = match(singles, known, identity, meaning_of)
    strays = {
        i: row for i, row in singles.items() if i not in found.known_of and not row.problems and row.start is not None
    }
    others = find_elsewhere(strays, elsewhere, identity, Present(today, minute, file.made_at, read_before))
    planned: list[PlanRow] = []
    for index, row in enumerate(rows):
        ours = known[found.known_of[index]] if index in found.known_of else None
        if index in repeated:
            first, code = repeated[index]
            issue = Issue(code, Field.BOOKING_NUMBER, (("row", str(rows[first].row)),))
            planned.append(_problem(row, None, (*row.problems, issue)))
        elif row.problems or row.start is None:
            planned.append(_problem(row, ours, row.problems or (Issue("no_start", Field.START),)))
        elif index in others:
            planned.append(_from_elsewhere(row, others[index], meaning_of, title_of))
        elif ours is None:
            planned.append(PlanRow(state=RowState.NEW, row=row, merged=row, new_base=row, notes=row.notes))
        elif index in found.linked:
            planned.append(_linked(row, ours))
        else:
            planned.append(compared(row, ours, meaning_of, title_of))
    days = {row.day for row in rows} | {file.day}
    missing = [k for i, k in enumerate(known) if i not in found.taken and _day(k) in days]
    planned.extend(_missing(missing))
    planned.sort(key=_place_in_day)
    counts = Counter(p.state for p in planned)
    future = [k for k in known if _expected(k) and _day(k) in days and _is_future(k.current, today, minute)]
    gone = {p.known_id for p in planned if p.state is RowState.VANISHED}
    return MergePlan(
        rows=tuple(planned),
        counts={state: counts[state] for state in RowState},
        vanishing=sum(k.id in gone for k in future),
        untouched=len(future),
    )


def _remembered() -> Callable[[BookedRow], Meaning]:
    """`meaning`, worked out once for each row of this merge."""
    known: dict[int, tuple[BookedRow, Meaning]] = {}

    def meaning_of(row: BookedRow) -> Meaning:
        if id(row) not in known:
            known[id(row)] = row, meaning(row)  # the row is kept, so that nothing else gets its id
        return known[id(row)][1]

    return meaning_of


def _day(known: KnownBooking) -> date | None:
    return (known.base or known.current).day or known.current.day


def _place_in_day(planned: PlanRow) -> tuple[date, int, int, str]:
    row = planned.row
    return row.day or date.min, -1 if row.start is None else row.start, row.row, planned.known_id or ""


def _expected(known: KnownBooking) -> bool:
    """Booked through a file and untouched: the only ones whose absence says something."""
    return known.origin is Origin.IMPORTED and known.status is Status.BOOKED and not known.touched


def _is_future(row: BookedRow, today: date, minute: int) -> bool:
    return row.day is None or row.day > today or (row.day == today and (row.start or 0) > minute)


def _missing(known: Iterable[KnownBooking]) -> Iterable[PlanRow]:
    for k in known:
        if _expected(k):
            yield PlanRow(state=RowState.VANISHED, row=k.current, known_id=k.id, version=k.version)
        elif (k.base is not None or k.origin is Origin.IMPORTED) and k.status not in FREES_PLACE | {
            Status.PRESUMED_CANCELLED
        }:
            note = Issue("missing_but_touched")
            yield PlanRow(state=RowState.UNCHANGED, row=k.current, known_id=k.id, version=k.version, notes=(note,))


def _problem(row: BookedRow, known: KnownBooking | None, problems: tuple[Issue, ...]) -> PlanRow:
    return PlanRow(
        state=RowState.PROBLEM,
        row=row,
        known_id=known.id if known else None,
        version=known.version if known else None,
        notes=row.notes,
        problems=problems,
    )


def _linked(row: BookedRow, known: KnownBooking) -> PlanRow:
    return PlanRow(
        state=RowState.LINKED,
        row=row,
        known_id=known.id,
        version=known.version,
        new_base=row,
        notes=(*row.notes, Issue("linked_own_booking")),
    )


def _from_elsewhere(
    row: BookedRow,
    other: Elsewhere,
    meaning_of: Callable[[BookedRow], Meaning],
    title_of: Callable[[BookedRow], str | None],
) -> PlanRow:
    """A row whose number stands on another day: it moves with its trace (D45), stays, or is a second appointment."""
    known = other.known
    match other.verdict:
        case Verdict.MOVES:
            moved = compared(row, known, meaning_of, title_of)
            return replace(moved, notes=(*moved.notes, other.note))
        case Verdict.STAYS:
            notes = (*row.notes, other.note)
            return PlanRow(state=RowState.UNCHANGED, row=row, known_id=known.id, version=known.version, notes=notes)
        case Verdict.NEW:
            return PlanRow(state=RowState.NEW, row=row, merged=row, new_base=row, notes=(*row.notes, other.note))

"""The three-way merge of a booking file: last import, this import, staff's work (D4, D5). Nothing is stored here."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from backoffice.domain.aspects import ASPECTS, Aspect, Meaning, Value, meaning, with_fact
from backoffice.domain.bookings import BookedRow, BookingFile, Field, Issue, KnownBooking
from backoffice.domain.matching import Identity, duplicates, match, number_key
from backoffice.domain.states import ENDINGS, FREES_PLACE, Status
from backoffice.domain.terms import Origin

__all__ = ["FieldChange", "KnownBooking", "MergePlan", "PlanRow", "RowState", "merge", "number_key"]

FEW = 5
SHARE = 0.30
"""So many, and this share of the untouched rows with a future start, may not vanish without acceptance (D4)."""

REAPPEARED = "reappeared"


class RowState(StrEnum):
    """What an import would do with a row (D4)."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    VANISHED = "vanished"
    LINKED = "linked"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field on which the file differs from the last one: the three sides, and whether the file's is taken."""

    field: Field
    base: Value
    theirs: Value
    ours: Value
    taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One row of the preview."""

    state: RowState
    row: BookedRow
    """As the file states it; for a vanished one what we know."""
    known_id: str | None = None
    version: int | None = None
    merged: BookedRow | None = None
    """What the appointment is to say afterwards; None: nothing about it changes."""
    new_base: BookedRow | None = None
    """What is to be kept as the last import's word; None: it stays as it is."""
    changes: tuple[FieldChange, ...] = ()
    notes: tuple[Issue, ...] = ()
    problems: tuple[Issue, ...] = ()

    @property
    def reappeared(self) -> bool:
        """It was presumed cancelled and is in the file again: it is booked."""
        return any(note.code == REAPPEARED for note in self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What an import would do, in the order of the day."""

    rows: tuple[PlanRow, ...]
    counts: Mapping[RowState, int]
    """For every state, zero included."""
    vanishing: int
    """Untouched rows with a future start that this file no longer names …"""
    untouched: int
    """… of so many."""

    @property
    def too_many_vanished(self) -> bool:
        """Goes on only with an explicit acceptance of that (D4)."""
        return self.vanishing >= FEW and self.vanishing > SHARE * self.untouched


def merge(
    file: BookingFile,
    known: Sequence[KnownBooking],
    *,
    today: date,
    minute: int,
    office_emails: Collection[str] = (),
) -> MergePlan:
    """Compare a file with what the house knows about its branch and days (D4, D5).

    `today` and `minute` are the present on the branch's wall clock. `known` may hold other days too: they can be
    found as moved, but only bookings of the file's days can vanish. The same file twice changes nothing, the
    order of its rows changes nothing, and no row that staff touched is ever taken away.
    """
    rows = tuple(row if row.day else replace(row, day=file.day) for row in file.rows)
    identity = Identity.of(rows, file.day, office_emails)
    repeated = duplicates(rows, identity)
    singles = {i: row for i, row in enumerate(rows) if i not in repeated}
    meaning_of = _remembered()
    found = match(singles, known, identity, meaning_of)
    planned: list[PlanRow] = []
    for index, row in enumerate(rows):
        ours = known[found.known_of[index]] if index in found.known_of else None
        if index in repeated:
            first, code = repeated[index]
            issue = Issue(code, Field.BOOKING_NUMBER, (("row", str(rows[first].row)),))
            planned.append(_problem(row, None, (*row.problems, issue)))
        elif row.problems or row.start is None:
            planned.append(_problem(row, ours, row.problems or (Issue("no_start", Field.START),)))
        elif ours is None:
            planned.append(PlanRow(state=RowState.NEW, row=row, merged=row, new_base=row, notes=row.notes))
        elif index in found.linked:
            planned.append(_linked(row, ours))
        else:
            planned.append(_compared(row, ours, meaning_of))
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


# --- one row against one appointment ---------------------------------------------------------------------------


def _compared(theirs: BookedRow, known: KnownBooking, meaning_of: Callable[[BookedRow], Meaning]) -> PlanRow:
    ours, base = known.current, known.base or known.current
    sides = meaning_of(theirs), meaning_of(base), meaning_of(ours)
    if sides[0] == sides[1] and known.base is not None and known.status is Status.BOOKED:
        # The ordinary row of a second import: nothing new was said.
        return PlanRow(
            state=RowState.UNCHANGED, row=theirs, known_id=known.id, version=known.version, notes=theirs.notes
        )
    changes: list[FieldChange] = []
    notes = [*theirs.notes, *_notes_on_status(known.status)]
    new_base = theirs if known.base is None else base
    merged = ours
    for aspect, said, before, now in zip(ASPECTS, *sides, strict=True):
        if said is None:
            if before is not None and _unreadable(theirs, aspect):
                notes.append(Issue("unreadable_now", aspect.field))
            continue
        if said == before:
            continue
        if known.base is not None:
            new_base = with_fact(new_base, aspect, theirs)
        if said == now:
            continue
        # What no file said and nobody worked on is the program's own guess: the file knows better.
        unclaimed = now == before or (before is None and not known.touched)
        taken = unclaimed and _may_take(aspect, known)
        shown = aspect.shown
        changes.append(FieldChange(aspect.field, shown(base), shown(theirs), shown(ours), taken))
        if taken:
            merged = with_fact(merged, aspect, theirs)
        else:
            notes.append(Issue("ours_kept", aspect.field))
    return PlanRow(
        state=_state(changes, known.status),
        row=theirs,
        known_id=known.id,
        version=known.version,
        merged=None if merged == ours else merged,
        new_base=None if new_base is known.base else new_base,
        changes=tuple(changes),
        notes=tuple(notes),
    )


def _state(changes: Sequence[FieldChange], status: Status) -> RowState:
    if any(c.taken and c.field in {Field.START, Field.DAY} for c in changes):
        return RowState.MOVED
    return RowState.CHANGED if changes or status is Status.PRESUMED_CANCELLED else RowState.UNCHANGED


def _notes_on_status(status: Status) -> tuple[Issue, ...]:
    if status is Status.PRESUMED_CANCELLED:
        return (Issue(REAPPEARED),)
    if status in FREES_PLACE:
        return (Issue("listed_though_ended", None, (("status", status.value),)),)
    return ()


def _may_take(aspect: Aspect, known: KnownBooking) -> bool:
    """What is over, or what we booked ourselves, no file changes; where somebody is here, time and way are facts."""
    if known.origin is not Origin.IMPORTED or known.status in ENDINGS:
        return False
    return not aspect.fixed_once_here or known.status in {Status.BOOKED, Status.PRESUMED_CANCELLED}


def _unreadable(theirs: BookedRow, aspect: Aspect) -> bool:
    """There is a text in the cell, but nothing that could be understood: no reason to forget what was known."""
    return aspect.field is Field.PHONE and bool(theirs.phone_raw)

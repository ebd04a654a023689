"""One row of a file against one appointment: last import, this import, staff's work, fact by fact (D4)."""

from collections.abc import Callable, Sequence

from backoffice.domain.aspects import ASPECTS, Aspect, Meaning, with_fact
from backoffice.domain.bookings import BookedRow, Field, Issue, KnownBooking
from backoffice.domain.merge_plan import FieldChange, PlanRow, RowState
from backoffice.domain.states import ENDINGS, FREES_PLACE, Status
from backoffice.domain.terms import Origin
from backoffice.domain.text import same_key


def compared(
    theirs: BookedRow,
    known: KnownBooking,
    meaning_of: Callable[[BookedRow], Meaning],
    title_of: Callable[[BookedRow], str | None],
) -> PlanRow:
    """What a row of the file does to its appointment.

    `title_of` is what the catalogue calls a row's concern now (None: it does not know it): a text that nobody
    understood when it came is understood as soon as the catalogue knows it, unless somebody chose meanwhile.
    """
    ours, base = known.current, known.base or known.current
    sides = meaning_of(theirs), meaning_of(base), meaning_of(ours)
    title = None if known.understood else _understood(theirs, known, title_of)
    if sides[0] == sides[1] and known.base is not None and known.status is Status.BOOKED and title is None:
        # The ordinary row of a second import: nothing new was said.
        return PlanRow(
            state=RowState.UNCHANGED, row=theirs, known_id=known.id, version=known.version, notes=theirs.notes
        )
    changes: list[FieldChange] = []
    notes = [*theirs.notes, *_notes_on_status(known.status)]
    new_base = theirs if known.base is None else base
    merged, understood = ours, False
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
    if title is not None and all(change.field is not Field.CONCERN for change in changes):
        changes.append(FieldChange(Field.CONCERN, base.concern, title, ours.concern, taken=True))
        understood = True
    return PlanRow(
        state=_state(changes, known.status),
        row=theirs,
        known_id=known.id,
        version=known.version,
        merged=None if merged == ours and not understood else merged,
        new_base=None if new_base is known.base else new_base,
        changes=tuple(changes),
        notes=tuple(notes),
    )


def _understood(theirs: BookedRow, known: KnownBooking, title_of: Callable[[BookedRow], str | None]) -> str | None:
    """The catalogue's title for the text that stands, where the file says the same text again."""
    if known.origin is not Origin.IMPORTED or known.status in ENDINGS or not theirs.concern:
        return None
    same = same_key(theirs.concern) == same_key(known.current.concern or "")
    return title_of(theirs) if same else None


def _state(changes: Sequence[FieldChange], status: Status) -> RowState:
    if any(c.taken and c.field in {Field.START, Field.DAY} for c in changes):
        return RowState.MOVED
    return RowState.CHANGED if changes or status is Status.PRESUMED_CANCELLED else RowState.UNCHANGED


def _notes_on_status(status: Status) -> tuple[Issue, ...]:
    if status is Status.PRESUMED_CANCELLED:
        return (Issue("reappeared"),)
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

"""What a merge comes to, as plain values: each row with its state and changes, and the counts (D4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backoffice.domain.aspects import Value
from backoffice.domain.bookings import BookedRow, Field, Issue

FEW = 5
SHARE = 0.30
"""So many, and this share of the untouched rows with a future start, may not vanish without acceptance (D4)."""

_REAPPEARED = "reappeared"


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
        return any(note.code == _REAPPEARED for note in self.notes)


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

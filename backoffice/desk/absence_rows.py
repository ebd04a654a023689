"""What commands about absences have in common: who belongs where, what is entered already, writing it down."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Command, Work
from backoffice.desk.lent import lent_away_from, lent_to
from backoffice.domain.absences import Days, until
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.ids import derived_id
from backoffice.domain.terms import AbsenceKind
from backoffice.store.tables.absences import Absence, Staffing, Support
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePoint

_absence, _staffing, _support, _point = table(Absence), table(Staffing), table(Support), table(ServicePoint)


def lock_absences(work: Work, branch_id: str, staff_id: str | None = None) -> None:
    """Enter absences at a branch, and of a person, one after the other: two leads do not choose the same points."""
    work.tx.lock(f"absences:{branch_id}")
    if staff_id is not None:
        work.tx.lock(f"absences-of:{staff_id}")


def touching(of: sa.Table, parts: Iterable[Days]) -> sa.ColumnElement[bool]:
    """The condition that a row with days and a span of each has a minute in common with one of `parts`."""
    return sa.or_(
        *(
            sa.and_(
                of.c.first_day <= part.last_day,
                of.c.last_day >= part.first_day,
                of.c.start_minute < part.end,
                of.c.end_minute > part.start,
            )
            for part in parts
        )
    )


def belongs(work: Work, person: sa.Row[Any], branch_id: str, first: date, last: date) -> bool:
    """Whether somebody works at a branch: as their own, or lent to it on one of these days."""
    if person.branch_id in (None, branch_id):
        return True
    lent = lent_to(branch_id, first, last).where(_support.c.staff_id == person.id)
    return work.tx.first(lent) is not None


def lent_away(work: Work, staff_id: str, branch_id: str, day: date) -> bool:
    """Whether somebody is lent to another branch than this on a day."""
    lent = lent_away_from(branch_id, day, day).where(_support.c.staff_id == staff_id)
    return work.tx.first(lent) is not None


def served_by(work: Work, staff_id: str, first: date, last: date) -> list[sa.Row[Any]]:
    """The service points that somebody serves on these days, at whatever branch: id, branch, group."""
    return work.tx.all(
        sa.select(_point.c.id, _point.c.branch_id, _point.c.group_id)
        .distinct()
        .join(_staffing, _staffing.c.service_point_id == _point.c.id)
        .where(_staffing.c.staff_id == staff_id, _staffing.c.day >= first, _staffing.c.day <= last)
        .order_by(_point.c.id)
    )


def insert_absence(
    work: Work,
    command: Command,
    entry_id: str,
    branch_id: str,
    kind: AbsenceKind,
    parts: Sequence[Days],
    *,
    staff_id: str | None = None,
    points: Sequence[tuple[str, str]] = (),
    group_id: str | None = None,
) -> tuple[str, ...]:
    """Write an absence of a person (its lead's `group_id`), or of service points (id, group); gives the rows' ids."""
    whom = [{"staff_id": staff_id, "service_point_id": None, "group_id": group_id}] if staff_id else []
    whom += [{"staff_id": None, "service_point_id": point, "group_id": group} for point, group in points]
    rows = [
        {
            "id": derived_id(entry_id, f"{one['staff_id'] or one['service_point_id']}:{number}"),
            "branch_id": branch_id,
            "entry_id": entry_id,
            "kind": kind,
            **one,
            "first_day": part.first_day,
            "last_day": part.last_day,
            "start_minute": part.start,
            "end_minute": part.end,
            "entered_at": command.made_at,
            "entered_by": work.actor.id,
            "entered_function": work.actor.function,
        }
        for one in whom
        for number, part in enumerate(parts)
    ]
    work.tx.insert_all(Absence, rows)
    return tuple(str(row["id"]) for row in rows)


def end_absence(work: Work, row: sa.Row[Any], now: tuple[date, int]) -> None:
    """Let an absence end at `now`; one that never began goes altogether."""
    left = until(Days(row.first_day, row.last_day, row.start_minute, row.end_minute), now)
    if left is None:
        work.tx.delete(Absence, row)
    else:
        work.tx.change(
            Absence,
            row,
            first_day=left.first_day,
            last_day=left.last_day,
            start_minute=left.start,
            end_minute=left.end,
        )


def refuse_overlap(
    work: Work, parts: Sequence[Days], what: str, *, staff_id: str | None = None, point: str = ""
) -> None:
    """Nobody, and no service point, is entered as away twice. Refused `absence_overlaps` (what, first, last)."""
    of = _absence.c.staff_id == staff_id if staff_id else _absence.c.service_point_id == point
    found = work.tx.first(sa.select(_absence).where(of, touching(_absence, parts)).order_by(_absence.c.first_day))
    if found is not None:
        raise Refused("absence_overlaps", what=what, first=found.first_day, last=found.last_day)


def check_put_back(work: Work, rows: Iterable[str]) -> None:
    """Absences that an undo brought back stand beside what was entered meanwhile: else Conflict `undo_blocked`."""
    for one in [work.tx.find(Absence, row_id) for row_id in dict.fromkeys(rows)]:
        if one is None:
            continue
        lock_absences(work, one.branch_id, one.staff_id)
        of = _absence.c.staff_id == one.staff_id
        if one.staff_id is None:
            of = _absence.c.service_point_id == one.service_point_id
        part = Days(one.first_day, one.last_day, one.start_minute, one.end_minute)
        other = sa.select(_absence.c.id).where(of, _absence.c.id != one.id, touching(_absence, [part]))
        if work.tx.first(other) is not None:
            raise Conflict("undo_blocked")

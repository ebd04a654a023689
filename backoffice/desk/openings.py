"""Openings as something that is set: weekly series, one-day exceptions, shut days, forced openings (D26, D30, D31).

None of it cancels anybody: every answer says how many open appointments are left outside open time (D33).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa

from backoffice.desk.affected import all_outside, left_outside
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.new_openings import NewBreak, NewOpening, NewOpeningPoint, Reason, check_parts, opened, series
from backoffice.desk.plan_of import has_openings, openings_of
from backoffice.domain.availability import Opening, check_openings
from backoffice.domain.clock import wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import OpeningKind
from backoffice.store.tables.base import table
from backoffice.store.tables.openings import OpeningBreak, OpeningPoint, OpeningRow
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup

__all__ = [
    "AddOpenings",
    "EndOpening",
    "NewBreak",
    "NewOpening",
    "NewOpeningPoint",
    "Reason",
    "RemoveOpening",
    "check_parts",
    "check_put_back",
    "delete_opening",
    "fit",
    "insert_opening",
    "lock_plan",
    "opened",
    "series",
]

_of, _break = table(OpeningPoint), table(OpeningBreak)


class AddOpenings(Command):
    """Set when service points of a group are open, or are not. All or none of them."""

    kind: ClassVar[str] = "add_openings"
    right: ClassVar[Right] = Right.PLAN

    branch_id: str
    group_id: str
    openings: tuple[NewOpening, ...]

    def scope(self, work: Work) -> Scope:
        """The group."""
        return Scope(self.branch_id, self.group_id)

    def apply(self, work: Work) -> Done:
        """Set them. Refused: `no_openings`, `bad_group` (of another branch), `breaks_overlap` (start_minute,
        end_minute), `opening_in_past` (last), `point_left_group`, `point_inactive`, `point_not_there` (point: a
        temporary one that is not there then), and what `check_openings` refuses.

        Values: `count`, `affected`, `first_plan` (the branch had no plan of its own until now: from now on a group
        is open only where an opening says so).
        """
        if not self.openings:
            raise Refused("no_openings")
        if work.row(ServicePointGroup, self.group_id).branch_id != self.branch_id:
            raise Refused("bad_group")
        for opening in self.openings:
            check_parts(opening)
        lock_plan(work, self.group_id)
        today = wall(self.made_at)[0]
        new = [opening.value() for opening in self.openings]
        self._check(work, new, today)
        first_plan = not has_openings(work.tx.connection, self.branch_id)
        for opening in self.openings:
            insert_opening(work, self.branch_id, self.group_id, opening)
        connection = work.tx.connection
        affected = (
            all_outside(connection, self.branch_id, today)
            if first_plan
            else left_outside(connection, self.branch_id, new, today)
        )
        told = {"count": len(new), "affected": affected, "first_plan": first_plan}
        return Done("openings_added", tuple(opening.id for opening in self.openings), told)

    def _check(self, work: Work, new: Sequence[Opening], today: date) -> None:
        over = next((one for one in new if one.last_day < today), None)
        if over is not None and over.first_day <= over.last_day:
            raise Refused("opening_in_past", last=over.last_day)
        names = check_points(work, self.group_id, new)
        fit(work, self.branch_id, new, names)


def lock_plan(work: Work, group_id: str) -> None:
    """Keep other desks out of a group's openings until this change is stored."""
    work.tx.lock(f"openings:{group_id}")


def check_points(work: Work, group_id: str, new: Iterable[Opening]) -> dict[str, str]:
    """The names of the service points that are opened. Refused as `AddOpenings` says."""
    names: dict[str, str] = {}
    for opening in new:
        for point_id in sorted(opening.points):
            point = work.row(ServicePoint, point_id)
            if point.group_id != group_id:
                raise Refused("point_left_group", point=point.name)
            if not point.active:
                raise Refused("point_inactive", point=point.name)
            if (point.last_day or date.max) < opening.first_day or opening.last_day < (point.first_day or date.min):
                raise Refused("point_not_there", point=point.name, first=point.first_day, last=point.last_day)
            names[point_id] = point.name
    return names


def fit(work: Work, branch_id: str, new: Sequence[Opening], names: dict[str, str]) -> None:
    """Refuse what `check_openings` refuses, with the names of service points and with minutes to be said."""
    first, last = min(one.first_day for one in new), max(one.last_day for one in new)
    try:
        check_openings(new, openings_of(work.tx.connection, branch_id, first, last))
    except Refused as error:
        told: dict[str, Any] = dict(error.values)
        for name in ("start", "end"):
            if name in told:
                told[f"{name}_minute"] = told.pop(name)
        if "points" in told:
            told["points"] = ", ".join(sorted(names.get(point, point) for point in told["points"]))
        raise Refused(error.code, **told) from error


def insert_opening(work: Work, branch_id: str, group_id: str, new: NewOpening) -> None:
    """Write an opening with its points and breaks."""
    work.tx.insert(
        OpeningRow,
        id=new.id,
        branch_id=branch_id,
        group_id=group_id,
        kind=new.kind,
        weekday=new.weekday,
        first_day=new.first_day,
        last_day=new.last_day,
        start_minute=new.start,
        end_minute=new.end,
        contingent=new.contingent,
        reserved=new.reserved,
        reason=new.reason,
    )
    its = {"opening_id": new.id, "branch_id": branch_id}
    work.tx.insert_all(
        OpeningPoint, [{"id": point.id, "service_point_id": point.point_id, **its} for point in new.points]
    )
    work.tx.insert_all(
        OpeningBreak,
        [{"id": one.id, "start_minute": one.start, "end_minute": one.end, **its} for one in new.breaks],
    )


class _OnOpening(Command):
    right: ClassVar[Right] = Right.PLAN

    opening_id: str
    version: int | None = None
    """What the person saw (None: whatever stands now)."""

    def scope(self, work: Work) -> Scope:
        """The group of the opening."""
        row = work.row(OpeningRow, self.opening_id)
        return Scope(row.branch_id, row.group_id)

    def opening(self, work: Work) -> sa.Row[Any]:
        """The opening as it stands; Conflict `changed_meanwhile` where the person saw another version."""
        row = work.row(OpeningRow, self.opening_id)
        lock_plan(work, row.group_id)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("opening", row.id)
        return row

    def end(self, work: Work, row: sa.Row[Any], last_day: date) -> dict[str, Any]:
        """Let a series end on a day; gives what is told of it."""
        was = self.value(work, row)
        work.tx.change(OpeningRow, row, last_day=last_day)
        today = wall(self.made_at)[0]
        return {
            "last_day": last_day.isoformat(),
            "affected": left_outside(work.tx.connection, row.branch_id, [was], today),
        }

    def value(self, work: Work, row: sa.Row[Any]) -> Opening:
        """The opening as rules see it."""
        found = openings_of(work.tx.connection, row.branch_id, row.first_day, row.last_day)
        return next(one for one in found if one.id == row.id)


class EndOpening(_OnOpening):
    """A weekly series ends earlier than it was to: `last_day` is the last on which it counts."""

    kind: ClassVar[str] = "end_opening"

    last_day: date

    def apply(self, work: Work) -> Done:
        """End it. Refused: `not_a_series`, `opening_in_past` (last), `opening_ends_before` (last: it ends on that day
        or earlier anyway), `series_never` (first, last: it would never count; then it is to be removed).

        Values: `last_day`, `affected`.
        """
        row = self.opening(work)
        if row.kind is not OpeningKind.WEEKLY:
            raise Refused("not_a_series", day=row.first_day)
        if self.last_day < wall(self.made_at)[0]:
            raise Refused("opening_in_past", last=self.last_day)
        if self.last_day >= row.last_day:
            raise Refused("opening_ends_before", last=row.last_day)
        if not begun(row, self.last_day):
            raise Refused("series_never", first=row.first_day, last=self.last_day)
        return Done("opening_ended", (row.id,), self.end(work, row, self.last_day))


class RemoveOpening(_OnOpening):
    """Take an opening away that has not begun to count. A series that has is ended with today instead.

    An exception of today is lifted for what is left of the day.
    """

    kind: ClassVar[str] = "remove_opening"

    def apply(self, work: Work) -> Done:
        """Remove or end it. Refused `opening_over` (last): it counts no more, and what was is not rewritten.

        Answers `opening_removed`, or `opening_ended` with `instead`; values: `affected`, `last_day`.
        """
        row = self.opening(work)
        today = wall(self.made_at)[0]
        if row.last_day < today:
            raise Refused("opening_over", last=row.last_day)
        if row.kind is OpeningKind.WEEKLY and begun(row, today):
            if row.last_day == today:
                raise Refused("opening_over", last=row.last_day)
            return Done("opening_ended", (row.id,), {**self.end(work, row, today), "instead": True})
        was = self.value(work, row)
        delete_opening(work, row)
        return Done(
            "opening_removed",
            (row.id,),
            {"affected": left_outside(work.tx.connection, row.branch_id, [was], today)},
        )


def begun(row: sa.Row[Any], day: date) -> bool:
    """Whether a weekly series counts on any day up to `day`."""
    ahead = (row.weekday - row.first_day.weekday()) % 7
    return bool((day - row.first_day).days >= ahead)


def delete_opening(work: Work, row: sa.Row[Any]) -> None:
    """Remove an opening with its points and breaks."""
    for part in work.tx.all(sa.select(_of).where(_of.c.opening_id == row.id).order_by(_of.c.id)):
        work.tx.delete(OpeningPoint, part)
    for part in work.tx.all(sa.select(_break).where(_break.c.opening_id == row.id).order_by(_break.c.id)):
        work.tx.delete(OpeningBreak, part)
    work.tx.delete(OpeningRow, row)


def check_put_back(work: Work, opening_ids: Iterable[str]) -> None:
    """What an undo brought back must still fit beside what was set meanwhile: else Conflict `undo_blocked`."""
    for row in [work.tx.find(OpeningRow, id_) for id_ in dict.fromkeys(opening_ids)]:
        if row is None:
            continue
        lock_plan(work, row.group_id)
        present = openings_of(work.tx.connection, row.branch_id, row.first_day, row.last_day)
        mine = next(one for one in present if one.id == row.id)
        try:
            check_openings([mine], present)
        except Refused as error:
            raise Conflict("undo_blocked") from error

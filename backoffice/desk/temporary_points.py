"""Temporary service points: who overbooks on purpose opens one more, with a reason and an end (D32)."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field, StringConstraints

from backoffice.desk.actor import Actor
from backoffice.desk.affected import outside_of_point
from backoffice.desk.calendar import calendar_of
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.openings import (
    NewBreak,
    NewOpening,
    NewOpeningPoint,
    Reason,
    check_parts,
    delete_opening,
    fit,
    insert_opening,
    lock_plan,
)
from backoffice.desk.plan_of import has_openings
from backoffice.domain.availability import Span
from backoffice.domain.calendar import is_working_day
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.terms import Contingent, OpeningKind
from backoffice.store.tables.base import table
from backoffice.store.tables.openings import OpeningPoint, OpeningRow
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup

MOST_DAYS = 10
"""Working days; a point that is needed longer is a lasting one."""
MOST_BREAKS = 3
LONGEST = timedelta(days=30)
"""From the first to the last day, so that nobody counts working days through a slip of the keyboard."""

PointName = Annotated[
    str, BeforeValidator(cleaner(40)), StringConstraints(strip_whitespace=True, min_length=1, max_length=40)
]

_point, _group, _of, _opening = table(ServicePoint), table(ServicePointGroup), table(OpeningPoint), table(OpeningRow)


def _drawn() -> tuple[str, ...]:
    return tuple(new_id() for _ in range(MOST_DAYS * (2 + MOST_BREAKS)))


class OpenTemporaryPoint(Command):
    """One more service point on the working days from `first_day` to `last_day`, both included, and why."""

    kind: ClassVar[str] = "open_temporary_point"
    right: ClassVar[Right] = Right.PLAN

    point_id: str = Field(default_factory=new_id)
    group_id: str
    name: PointName
    first_day: date
    last_day: date
    start: int
    end: int
    """`[start, end)` minutes of the wall clock of each day."""
    breaks: tuple[Span, ...] = ()
    contingent: Contingent = Contingent.INTERNAL
    reason: Reason
    drawn: tuple[str, ...] = Field(default_factory=_drawn)
    """Ids for the openings, drawn by whoever makes the command."""

    def scope(self, work: Work) -> Scope:
        """The group."""
        return Scope(work.row(ServicePointGroup, self.group_id).branch_id, self.group_id)

    def apply(self, work: Work) -> Done:
        """Open it. Refused: `temporary_without_reason`, `opening_in_past` (last), `point_name_taken` (point),
        `series_backwards`, `temporary_too_long` (most), `no_working_day` (first, last), `too_many_breaks` (most),
        `breaks_overlap`, and what `check_openings` refuses.

        Values: `point`, `days` (how many), `assumed`: the branch has set no opening, so that this point is open in
        the office hours like all others; an opening for it alone would close them.
        """
        group = work.row(ServicePointGroup, self.group_id)
        if not self.reason:
            raise Refused("temporary_without_reason")
        if self.first_day < wall(self.made_at)[0]:
            raise Refused("opening_in_past", last=self.first_day)
        if len(self.breaks) > MOST_BREAKS:
            raise Refused("too_many_breaks", most=MOST_BREAKS)
        lock_plan(work, self.group_id)
        assumed = not has_openings(work.tx.connection, group.branch_id)
        new = self._openings(self._days(work, group.branch_id))
        for one in new:
            check_parts(one)
        self._insert(work, group.branch_id)
        fit(work, group.branch_id, [one.value() for one in new], {self.point_id: self.name})
        for one in () if assumed else new:
            insert_opening(work, group.branch_id, self.group_id, one)
        told = {"point": self.name, "days": len(new), "assumed": assumed}
        return Done("temporary_point_opened", (self.point_id,), told)

    def _days(self, work: Work, branch_id: str) -> list[date]:
        if self.last_day < self.first_day:
            raise Refused("series_backwards", first=self.first_day, last=self.last_day)
        if self.last_day - self.first_day > LONGEST:
            raise Refused("temporary_too_long", most=MOST_DAYS)
        closures = calendar_of(work.tx.connection, branch_id).closures
        every = (self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1))
        days = [day for day in every if is_working_day(day, closures)]
        if not days:
            raise Refused("no_working_day", first=self.first_day, last=self.last_day)
        if len(days) > MOST_DAYS:
            raise Refused("temporary_too_long", most=MOST_DAYS)
        return days

    def _openings(self, days: list[date]) -> list[NewOpening]:
        ids = iter(self.drawn)
        return [
            NewOpening(
                id=next(ids),
                kind=OpeningKind.ONE_DAY,
                points=(NewOpeningPoint(id=next(ids), point_id=self.point_id),),
                first_day=day,
                last_day=day,
                start=self.start,
                end=self.end,
                contingent=self.contingent,
                breaks=tuple(NewBreak(id=next(ids), start=start, end=end) for start, end in self.breaks),
            )
            for day in days
        ]

    def _insert(self, work: Work, branch_id: str) -> None:
        work.tx.lock(f"points:{branch_id}")
        there = work.tx.all(
            sa.select(_point.c.name, _point.c.position, _point.c.group_id).where(_point.c.branch_id == branch_id)
        )
        if any(row.name == self.name for row in there):
            raise Refused("point_name_taken", point=self.name)
        work.tx.insert(
            ServicePoint,
            id=self.point_id,
            branch_id=branch_id,
            group_id=self.group_id,
            name=self.name,
            position=1 + max((row.position for row in there if row.group_id == self.group_id), default=0),
            first_day=self.first_day,
            last_day=self.last_day,
            reason=self.reason,
        )


class CloseTemporaryPoint(Command):
    """A temporary service point is needed no longer: it ends with today; one that has not begun is not opened."""

    kind: ClassVar[str] = "close_temporary_point"
    right: ClassVar[Right] = Right.PLAN

    point_id: str

    def scope(self, work: Work) -> Scope:
        """The group of the point."""
        row = work.row(ServicePoint, self.point_id)
        return Scope(row.branch_id, row.group_id)

    def apply(self, work: Work) -> Done:
        """Close it. Refused: `not_temporary` (point), `opening_over` (last: it is gone by then anyway).

        Values: `point`, `affected`. Who is booked on it keeps time and point, and is listed.
        """
        row = work.row(ServicePoint, self.point_id)
        today = wall(self.made_at)[0]
        if row.last_day is None:
            raise Refused("not_temporary", point=row.name)
        if row.last_day <= today or not row.active:
            raise Refused("opening_over", last=row.last_day)
        lock_plan(work, row.group_id)
        for opening in self._coming(work, today):
            delete_opening(work, opening)
        if today < row.first_day:
            work.tx.change(ServicePoint, row, active=False)
        else:
            work.tx.change(ServicePoint, row, last_day=today)
        affected = outside_of_point(work.tx.connection, row.branch_id, row.id, today)
        return Done("temporary_point_closed", (row.id,), {"point": row.name, "affected": affected})

    def _coming(self, work: Work, today: date) -> list[sa.Row[Any]]:
        """Its openings after today: they are of this point alone."""
        alone = sa.select(_of.c.opening_id).group_by(_of.c.opening_id).having(sa.func.count() == 1)
        return work.tx.all(
            sa.select(_opening)
            .join(_of, _of.c.opening_id == _opening.c.id)
            .where(
                _of.c.service_point_id == self.point_id,
                _opening.c.kind != OpeningKind.WEEKLY,
                _opening.c.first_day > today,
                _opening.c.id.in_(alone),
            )
            .order_by(_opening.c.id)
        )


@dataclass(frozen=True, slots=True)
class ProposePointName:
    """A name for the next temporary service point of a group: `L1-Z1`, not used in its branch so far."""

    group_id: str
    but: frozenset[str] = frozenset()
    """Names that are spoken for already."""

    def run(self, connection: sa.Connection, actor: Actor) -> str:
        """Find it. Refused: `not_found`, `no_right` outside the actor's branches."""
        branch_id = connection.scalar(sa.select(_group.c.branch_id).where(_group.c.id == self.group_id))
        if branch_id is None:
            raise NotFound("not_found", entity="service_point_group")
        actor.require(Right.SEE, branch_id)
        there = connection.execute(
            sa.select(_point.c.name, _point.c.group_id).where(_point.c.branch_id == branch_id)
        ).all()
        prefixes = Counter(_prefix(row.name) for row in there if row.group_id == self.group_id)
        prefix = max(prefixes, key=lambda one: (prefixes[one], one), default="")
        taken = {row.name for row in there} | self.but
        return next(name for n in range(1, len(taken) + 2) if (name := f"{prefix}Z{n}") not in taken)


def _prefix(name: str) -> str:
    """What stands before a point's own number: `L1-` of `L1-2` and of `L1-Z1`."""
    return re.sub(r"Z?\d+$", "", name)[:30]

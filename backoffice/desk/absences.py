"""Absences as a lead enters them: of a person, of service points, or of so many points of a group (D36).

Nothing is cancelled by it (D33): the answer says how many lose their place, and what nobody is left to do.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.absence_effects import Before, before, by_branch, together
from backoffice.desk.absence_rows import (
    belongs,
    insert_absence,
    lock_absences,
    refuse_overlap,
    served_by,
    touching,
)
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.handing_back import before_now, hand_back, lying_in, unassign
from backoffice.desk.plan_of import plan_of
from backoffice.domain.absences import Candidate, Days, ahead, pick
from backoffice.domain.availability import Plan, Point
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import AbsenceKind
from backoffice.store.tables.absences import Absence
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePoint, ServicePointGroup
from backoffice.store.tables.people import Staff

LONGEST = 366
"""Days; longer is a slip of the keyboard."""

_a, _p, _absence = table(Appointment), table(Placement), table(Absence)
_group = table(ServicePointGroup)


class EnterAbsence(Command):
    """Somebody, or some service points, are away: `[start, end)` of each of the days, both included. Never why.

    Named is exactly one of: `staff_id`; `point_ids`; `group_id`, of which `count` points are away (None: all).
    """

    kind: ClassVar[str] = "enter_absence"
    right: ClassVar[Right] = Right.PLAN

    entry_id: str = Field(default_factory=new_id)
    branch_id: str
    staff_id: str | None = None
    point_ids: tuple[str, ...] = ()
    group_id: str | None = None
    count: int | None = None
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440

    def scope(self, work: Work) -> Scope:
        """The group; beyond one group the branch. Of a person: the groups of the points they serve on these days."""
        work.row(Branch, self.branch_id)
        if self.staff_id is not None:
            return Scope(self.branch_id, self._lead(work, self.staff_id))
        groups = (
            {self.group_id} if self.group_id else {work.row(ServicePoint, id_).group_id for id_ in self.point_ids}
        )
        return Scope(self.branch_id, groups.pop() if len(groups) == 1 else None)

    def _lead(self, work: Work, staff_id: str) -> str | None:
        """In whose name it is entered: the branch's, or that of a group; all groups it touches are the actor's."""
        if work.actor.may(Right.PLAN, self.branch_id):
            return None
        served = served_by(work, staff_id, self.first_day, self.last_day)
        groups = sorted({row.group_id for row in served if row.branch_id == self.branch_id})
        for group in groups:
            work.actor.require(Right.PLAN, self.branch_id, group)
        if not groups:
            there = work.tx.all(
                sa.select(_group.c.id).where(_group.c.branch_id == self.branch_id).order_by(_group.c.position)
            )
            groups = [row.id for row in there if work.actor.may(Right.PLAN, self.branch_id, row.id)]
        return groups[0] if groups else None

    def apply(self, work: Work) -> Done:
        """Enter it. What of it is over by now is left out. Refused: `absence_of_nobody`, `series_backwards`,
        `absence_too_long` (most), `span_backwards`, `not_five_minutes`, `absence_over` (last), `absence_overlaps`
        (what, first, last); of a person `not_of_this_branch`; of points `bad_group`, `bad_point`, `point_inactive`,
        `too_few_points` (asked, left).

        Values: what `Before.told` tells; of points `points` (their names) and `counted`; of a person `talks`,
        `tickets` and `assigned`: what they gave back; `unplaced`: they serve no service point then.
        """
        parts = self._parts()
        lock_absences(work, self.branch_id, self.staff_id)
        if self.staff_id is not None:
            return self._person(work, work.row(Staff, self.staff_id), parts)
        points = self._counted(work, parts) if self.group_id else self._named(work, parts)
        looked = self._look(work, {self.branch_id: frozenset(point.id for point in points)}, parts)
        ids = insert_absence(
            work,
            self,
            self.entry_id,
            self.branch_id,
            AbsenceKind.COUNTED if self.count is not None else AbsenceKind.PLANNED,
            parts,
            points=[(point.id, point.group_id) for point in points],
        )
        told = {"points": [point.name for point in points], "counted": self.count is not None}
        return Done("absence_entered", ids, {**told, **_told(work, looked)})

    def _parts(self) -> tuple[Days, ...]:
        named = (self.staff_id is not None, bool(self.point_ids), self.group_id is not None)
        if sum(named) != 1 or (self.count is not None and self.group_id is None):
            raise Refused("absence_of_nobody")
        if self.last_day < self.first_day:
            raise Refused("series_backwards", first=self.first_day, last=self.last_day)
        if (self.last_day - self.first_day).days >= LONGEST:
            raise Refused("absence_too_long", most=LONGEST)
        if not 0 <= self.start < self.end <= 1440:
            raise Refused("span_backwards", start=self.start, end=self.end)
        if self.start % TICK_MINUTES or self.end % TICK_MINUTES:
            raise Refused("not_five_minutes", start=self.start, end=self.end)
        parts = ahead(Days(self.first_day, self.last_day, self.start, self.end), wall(self.made_at))
        if not parts:
            raise Refused("absence_over", last=self.last_day)
        return parts

    def _look(self, work: Work, points: Any, parts: tuple[Days, ...]) -> list[Before]:
        days, now = (parts[0].first_day, parts[-1].last_day), wall(self.made_at)
        return [before(work.tx.connection, branch, days, now, ids) for branch, ids in sorted(points.items())]

    # --- a person ---

    def _person(self, work: Work, person: sa.Row[Any], parts: tuple[Days, ...]) -> Done:
        first, last = parts[0].first_day, parts[-1].last_day
        if not belongs(work, person, self.branch_id, first, last):
            raise Refused("not_of_this_branch")
        refuse_overlap(work, parts, person.name, staff_id=person.id)
        served = by_branch([(row.branch_id, row.id) for row in served_by(work, person.id, first, last)])
        looked = self._look(work, served, parts)
        group = self._lead(work, person.id)
        ids = insert_absence(
            work, self, self.entry_id, self.branch_id, AbsenceKind.PLANNED, parts, staff_id=person.id, group_id=group
        )
        told: dict[str, Any] = self._given_back(work, person.id, parts)
        told |= {} if served else {"unplaced": True}
        return Done("absence_entered", ids, {**told, **_told(work, looked)})

    def _given_back(self, work: Work, staff_id: str, parts: tuple[Days, ...]) -> dict[str, int]:
        """What was handed to them for that time goes back; where it begins now, all that they hold (D36)."""
        today, minute = wall(self.made_at)
        of = lying_in(parts)
        if any(part.first_day <= today <= part.last_day and part.start <= minute < part.end for part in parts):
            return hand_back(work, self, staff_id, of=sa.or_(of, before_now(today, minute)))
        return {"talks": 0, "tickets": 0, "assigned": unassign(work, staff_id, of=of)}

    # --- service points ---

    def _named(self, work: Work, parts: tuple[Days, ...]) -> list[Point]:
        found = []
        for id_ in dict.fromkeys(self.point_ids):
            row = work.row(ServicePoint, id_)
            if row.branch_id != self.branch_id:
                raise Refused("bad_point")
            if not row.active:
                raise Refused("point_inactive", point=row.name)
            refuse_overlap(work, parts, row.name, point=id_)
            found.append(Point(row.id, row.name, row.group_id, row.position))
        return sorted(found, key=lambda point: (point.position, point.name))

    def _counted(self, work: Work, parts: tuple[Days, ...]) -> list[Point]:
        """The points of the group that are chosen: of those with open time then, and nobody away already."""
        group_id = str(self.group_id)
        if work.row(ServicePointGroup, group_id).branch_id != self.branch_id:
            raise Refused("bad_group")
        first, last = parts[0].first_day, parts[-1].last_day
        plan = plan_of(work.tx.connection, self.branch_id, first, last)
        away = {row.service_point_id for row in work.tx.all(sa.select(_absence).where(touching(_absence, parts)))}
        could = [
            point
            for point in sorted(plan.points, key=lambda one: (one.position, one.name, one.id))
            if point.group_id == group_id and point.id not in away and _open_in(plan, point.id, parts)
        ]
        booked = self._booked(work, parts)
        chosen = pick([Candidate(point.id, booked[point.id]) for point in could], self.count)
        return [point for point in could if point.id in chosen]

    def _booked(self, work: Work, parts: tuple[Days, ...]) -> Counter[str]:
        """How many open appointments lie on each service point then."""
        placed = sa.select(_p.c.service_point_id).join(_a, _a.c.id == _p.c.appointment_id)
        here = (_a.c.branch_id == self.branch_id, _a.c.status.not_in(ENDINGS), lying_in(parts))
        return Counter(row.service_point_id for row in work.tx.all(placed.where(*here)))


def _open_in(plan: Plan, point_id: str, parts: Sequence[Days]) -> bool:
    """Whether a service point has any open time in an absence."""
    return any(
        span.start < part.end and part.start < span.end
        for part in parts
        for ahead_ in range((part.last_day - part.first_day).days + 1)
        for span in plan.day(point_id, part.first_day + timedelta(days=ahead_)).open
    )


def _told(work: Work, looked: Sequence[Before]) -> dict[str, Any]:
    return together([one.told(work.tx.connection) for one in looked])

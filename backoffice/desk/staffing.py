"""Besetzung: who serves a service point on a day, from–to, in which room, or that nobody does (D36)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backoffice.desk.absence_effects import before
from backoffice.desk.absence_rows import belongs, lent_away
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.taking import FARTHEST
from backoffice.domain.clock import wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.staffing import Stretch, check_stretches
from backoffice.store.tables.absences import Staffing
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePoint
from backoffice.store.tables.people import Staff

MOST = 10
"""Stretches of one service point on one day."""

Room = Annotated[str, BeforeValidator(cleaner(40)), StringConstraints(strip_whitespace=True, max_length=40)]

_staffing, _point = table(Staffing), table(ServicePoint)


class NewStretch(BaseModel):
    """Somebody serves the point over `[start, end)`, in a room; None: nobody does (*unbesetzt*)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    start: int
    end: int
    staff_id: str | None = None
    room: Room = ""


class SetStaffing(Command):
    """Say who serves a service point on a day: takes the place of all that was said of it for that day.

    Without any stretch nothing is said any more, and the point counts as staffed.
    """

    kind: ClassVar[str] = "set_staffing"
    right: ClassVar[Right] = Right.PLAN

    service_point_id: str
    day: date
    stretches: tuple[NewStretch, ...] = ()
    seen: tuple[str, ...] | None = None
    """The ids of the stretches that the person saw (None: whatever stands now)."""

    def scope(self, work: Work) -> Scope:
        """The group of the point."""
        point = work.row(ServicePoint, self.service_point_id)
        return Scope(point.branch_id, point.group_id)

    def apply(self, work: Work) -> Done:
        """Set it. Refused: `point_inactive`, `point_not_there` (first, last), `staffing_over` (day), `too_far` (day),
        `too_many_stretches` (most), what `check_stretches` refuses, `person_inactive`, `not_lent_here` (somebody of
        another branch), `lent_away` (day), `serves_elsewhere` (point, start_minute, end_minute: nobody serves two
        points at once). Conflict `changed_meanwhile` where the person saw something else.

        Values: `point`, `day`, and what `Before.told` tells.
        """
        point, today = work.row(ServicePoint, self.service_point_id), wall(self.made_at)[0]
        self._check(point, today)
        work.tx.lock(f"staffing:{self.day}")
        connection, days = work.tx.connection, (self.day, self.day)
        looked = before(connection, point.branch_id, days, wall(self.made_at), [point.id])
        self._clear(work, point)
        self._check_people(work, point.branch_id)
        work.tx.insert_all(
            Staffing,
            [
                {
                    "id": one.id,
                    "branch_id": point.branch_id,
                    "service_point_id": point.id,
                    "day": self.day,
                    "start_minute": one.start,
                    "end_minute": one.end,
                    "staff_id": one.staff_id,
                    "room": one.room,
                }
                for one in self.stretches
            ],
        )
        told = {"point": point.name, "day": self.day.isoformat(), **looked.told(connection)}
        return Done("staffing_set" if self.stretches else "staffing_cleared", (point.id,), told)

    def _check(self, point: sa.Row[Any], today: date) -> None:
        if not point.active:
            raise Refused("point_inactive", point=point.name)
        if not (point.first_day or date.min) <= self.day <= (point.last_day or date.max):
            raise Refused("point_not_there", point=point.name, first=point.first_day, last=point.last_day)
        if self.day < today:
            raise Refused("staffing_over", day=self.day)
        if self.day > today + FARTHEST:
            raise Refused("too_far", day=self.day)
        if len(self.stretches) > MOST:
            raise Refused("too_many_stretches", most=MOST)
        check_stretches([Stretch(point.id, self.day, one.start, one.end, one.staff_id) for one in self.stretches])

    def _clear(self, work: Work, point: sa.Row[Any]) -> None:
        there = work.tx.all(
            sa.select(_staffing)
            .where(_staffing.c.service_point_id == point.id, _staffing.c.day == self.day)
            .order_by(_staffing.c.start_minute, _staffing.c.id)
        )
        if self.seen is not None and set(self.seen) != {row.id for row in there}:
            raise work.tx.conflict("staffing", next((row.id for row in there), ""))
        for row in there:
            work.tx.delete(Staffing, row)

    def _check_people(self, work: Work, branch_id: str) -> None:
        for staff_id in sorted({one.staff_id for one in self.stretches if one.staff_id is not None}):
            person = work.row(Staff, staff_id)
            if not person.active:
                raise Refused("person_inactive")
            if not belongs(work, person, branch_id, self.day, self.day):
                raise Refused("not_lent_here", day=self.day)
            if lent_away(work, staff_id, branch_id, self.day):
                raise Refused("lent_away", day=self.day)
            spans = [(one.start, one.end) for one in self.stretches if one.staff_id == staff_id]
            other = serving_elsewhere(work, staff_id, self.day, spans, self.service_point_id)
            if other is not None:
                raise Refused(
                    "serves_elsewhere", point=other.name, start_minute=other.start_minute, end_minute=other.end_minute
                )


def serving_elsewhere(
    work: Work, staff_id: str, day: date, spans: Sequence[tuple[int, int]], point_id: str
) -> sa.Row[Any] | None:
    """Another service point that somebody serves at the same time (name, start_minute, end_minute)."""
    at_once = (sa.and_(_staffing.c.start_minute < end, _staffing.c.end_minute > start) for start, end in spans)
    return work.tx.first(
        sa.select(_point.c.name, _staffing.c.start_minute, _staffing.c.end_minute)
        .join(_point, _point.c.id == _staffing.c.service_point_id)
        .where(
            _staffing.c.staff_id == staff_id,
            _staffing.c.day == day,
            _staffing.c.service_point_id != point_id,
            sa.or_(*at_once),
        )
        .order_by(_staffing.c.start_minute, _staffing.c.id)
    )


def check_put_back(work: Work, rows: Iterable[str]) -> None:
    """Who serves a point again by an undo must not serve another one meanwhile: else Conflict `undo_blocked`."""
    for one in [work.tx.find(Staffing, row_id) for row_id in dict.fromkeys(rows)]:
        if one is None:
            continue
        work.tx.lock(f"staffing:{one.day}")
        span = (one.start_minute, one.end_minute)
        here = sa.select(_staffing.c.id).where(
            _staffing.c.service_point_id == one.service_point_id,
            _staffing.c.day == one.day,
            _staffing.c.id != one.id,
            _staffing.c.start_minute < one.end_minute,
            _staffing.c.end_minute > one.start_minute,
            sa.or_(
                _staffing.c.staff_id.is_not_distinct_from(one.staff_id),
                _staffing.c.staff_id.is_(None) != sa.literal(one.staff_id is None),
            ),
        )
        twice = one.staff_id and serving_elsewhere(work, one.staff_id, one.day, [span], one.service_point_id)
        if twice or work.tx.first(here) is not None:
            raise Conflict("undo_blocked")

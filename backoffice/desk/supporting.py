"""Zeitweise Unterstützung: a branch lends people or service points to another one for some days.

Somebody who is lent can serve points there and none at home. A service point that is lent is closed at home; there it
is opened as a temporary one (D32), in that branch's own plan and by its own rights.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.absence_effects import before, by_branch, together
from backoffice.desk.absence_rows import served_by
from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.store.tables.absences import Staffing, Support
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePoint
from backoffice.store.tables.people import Staff

LONGEST = 92
"""Days; who works elsewhere for longer is placed there."""

_support, _staffing = table(Support), table(Staffing)
_point, _staff = table(ServicePoint), table(Staff)
_gives, _takes = table(Branch).alias("gives"), table(Branch).alias("takes")


class Lend(Command):
    """Somebody, or a service point, is another branch's from `first_day` to `last_day`, both included."""

    kind: ClassVar[str] = "lend"
    right: ClassVar[Right] = Right.OFFER

    support_id: str = Field(default_factory=new_id)
    branch_id: str
    to_branch_id: str
    staff_id: str | None = None
    service_point_id: str | None = None
    first_day: date
    last_day: date

    def scope(self, work: Work) -> Scope:
        """The branch that gives: it decides. What becomes of it there, the other one does."""
        return Scope(work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Lend them. Refused: `lend_nobody`, `lend_to_itself`, `series_backwards`, `lend_over` (last),
        `absence_too_long` (most), `not_of_this_branch`, `person_inactive`, `bad_point`, `point_inactive`,
        `lent_already` (first, last).

        Values: `to` (the branch), `point`, and what `Before.told` tells of the branch that gives.
        """
        now = wall(self.made_at)
        self._check(work, now[0])
        to = work.row(Branch, self.to_branch_id)
        work.tx.lock(f"support:{self.staff_id or self.service_point_id}")
        name = self._lent(work)
        of = _support.c.staff_id == self.staff_id
        if self.staff_id is None:
            of = _support.c.service_point_id == self.service_point_id
        touching = (of, _support.c.first_day <= self.last_day, _support.c.last_day >= self.first_day)
        other = work.tx.first(sa.select(_support).where(*touching).order_by(_support.c.first_day))
        if other is not None:
            raise Refused("lent_already", first=other.first_day, last=other.last_day)
        days = (max(self.first_day, now[0]), self.last_day)
        looked = [
            before(work.tx.connection, branch, days, now, points)
            for branch, points in self._closes(work).items()
            if branch != self.to_branch_id
        ]
        work.tx.insert(
            Support,
            id=self.support_id,
            branch_id=self.branch_id,
            to_branch_id=self.to_branch_id,
            staff_id=self.staff_id,
            service_point_id=self.service_point_id,
            first_day=self.first_day,
            last_day=self.last_day,
        )
        told = together([one.told(work.tx.connection) for one in looked])
        return Done("lent", (self.support_id,), {"to": to.name, "point": name, **told})

    def _check(self, work: Work, today: date) -> None:
        if (self.staff_id is None) == (self.service_point_id is None):
            raise Refused("lend_nobody")
        if self.branch_id == self.to_branch_id:
            raise Refused("lend_to_itself")
        if self.last_day < self.first_day:
            raise Refused("series_backwards", first=self.first_day, last=self.last_day)
        if self.last_day < today:
            raise Refused("lend_over", last=self.last_day)
        if (self.last_day - self.first_day).days >= LONGEST:
            raise Refused("absence_too_long", most=LONGEST)

    def _lent(self, work: Work) -> str:
        """The name of the service point; a person's is not said."""
        if self.staff_id is not None:
            person = work.row(Staff, self.staff_id)
            if person.branch_id != self.branch_id:
                raise Refused("not_of_this_branch")
            if not person.active:
                raise Refused("person_inactive")
            return ""
        point = work.row(ServicePoint, str(self.service_point_id))
        if point.branch_id != self.branch_id:
            raise Refused("bad_point")
        if not point.active:
            raise Refused("point_inactive", point=point.name)
        return str(point.name)

    def _closes(self, work: Work) -> dict[str, frozenset[str]]:
        if self.staff_id is None:
            return {self.branch_id: frozenset({str(self.service_point_id)})}
        served = served_by(work, self.staff_id, self.first_day, self.last_day)
        return dict(by_branch([(row.branch_id, row.id) for row in served]))


class Recall(Command):
    """Support ends earlier: from today on they are back. Where they were to serve there, nobody does then."""

    kind: ClassVar[str] = "recall"
    right: ClassVar[Right] = Right.OFFER

    support_id: str

    def scope(self, work: Work) -> Scope:
        """The branch that gave."""
        return Scope(work.row(Support, self.support_id).branch_id)

    def apply(self, work: Work) -> Done:
        """End it. Refused `lend_over` (last). Values: `to`, and `unserved`: how many stretches there lost them."""
        row, today = work.row(Support, self.support_id), wall(self.made_at)[0]
        if row.last_day < today:
            raise Refused("lend_over", last=row.last_day)
        if row.first_day < today:
            work.tx.change(Support, row, last_day=today - timedelta(days=1))
        else:
            work.tx.delete(Support, row)
        there = work.tx.all(
            sa.select(_staffing)
            .where(
                _staffing.c.staff_id == row.staff_id,
                _staffing.c.branch_id == row.to_branch_id,
                _staffing.c.day >= max(today, row.first_day),
                _staffing.c.day <= row.last_day,
            )
            .order_by(_staffing.c.id)
        )
        there = there if row.staff_id is not None else []  # a point that is lent serves nobody's stretch
        for stretch in there:
            work.tx.change(Staffing, stretch, staff_id=None)
        to = work.row(Branch, row.to_branch_id)
        return Done("recalled", (row.id,), {"to": to.name, "unserved": len(there)})


@dataclass(frozen=True, slots=True)
class SupportView:
    """Who or what is lent, from where to where, on which days, both included."""

    id: str
    branch_id: str
    branch: str
    to_branch_id: str
    to_branch: str
    staff_id: str | None
    name: str
    """Of the person, or of the service point."""
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SupportOf:
    """What a branch gives and gets from a day on, in the order in which it begins."""

    branch_id: str
    since: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[SupportView, ...]:
        """Read it; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        found = connection.execute(
            sa.select(
                _support.c.id,
                _support.c.branch_id,
                _gives.c.name,
                _support.c.to_branch_id,
                _takes.c.name,
                _support.c.staff_id,
                sa.func.coalesce(_staff.c.name, _point.c.name),
                _support.c.first_day,
                _support.c.last_day,
            )
            .select_from(
                _support.join(_gives, _gives.c.id == _support.c.branch_id)
                .join(_takes, _takes.c.id == _support.c.to_branch_id)
                .outerjoin(_staff, _staff.c.id == _support.c.staff_id)
                .outerjoin(_point, _point.c.id == _support.c.service_point_id)
            )
            .where(
                sa.or_(_support.c.branch_id == self.branch_id, _support.c.to_branch_id == self.branch_id),
                _support.c.last_day >= self.since,
            )
            .order_by(_support.c.first_day, _support.c.id)
        )
        return tuple(SupportView(*row) for row in found)

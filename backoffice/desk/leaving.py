"""*Ab jetzt nicht da*, and here again: entered by the person or any colleague, without a reason (D36)."""

from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.absence_effects import before, by_branch, together
from backoffice.desk.absence_rows import belongs, end_absence, insert_absence, lock_absences, served_by
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.handing_back import before_now, hand_back, lying_in
from backoffice.domain.absences import Days
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.openings import without
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.terms import AbsenceKind
from backoffice.store.tables.absences import Absence
from backoffice.store.tables.base import table
from backoffice.store.tables.people import Staff

_absence = table(Absence)


class _OfPerson(Command):
    right: ClassVar[Right] = Right.LEAVE

    staff_id: str
    branch_id: str
    """Where it is entered: a branch the person works at."""

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def today(self, work: Work) -> list[sa.Row[Any]]:
        """The absences of the person that touch today. Refused `not_of_this_branch` for somebody of another one."""
        today = wall(self.made_at)[0]
        lock_absences(work, self.branch_id, self.staff_id)
        if not belongs(work, work.row(Staff, self.staff_id), self.branch_id, today, today):
            raise Refused("not_of_this_branch")
        touching = (_absence.c.first_day <= today, _absence.c.last_day >= today)
        return work.tx.all(
            sa.select(_absence).where(_absence.c.staff_id == self.staff_id, *touching).order_by(_absence.c.id)
        )


class LeaveForToday(_OfPerson):
    """*Ab jetzt nicht da*, for the rest of the day or until a minute of it. No reason is asked or kept (D36)."""

    kind: ClassVar[str] = "leave_for_today"

    entry_id: str = Field(default_factory=new_id)
    until: int = 1440
    """Minute of the wall clock; it is told to nobody but their lead."""

    def apply(self, work: Work) -> Done:
        """Enter it and hand back what they hold. Refused `not_of_this_branch` for somebody of another one,
        `not_five_minutes`, `span_backwards` where `until` is over, `no_right` where they hold something at a branch
        at which the actor may not say so.

        Values: `talks`, `tickets`, `assigned` (what went back), and what `Before.told` tells. An absence of today
        that is entered already stays as it is.
        """
        (day, minute), start = wall(self.made_at), wall(self.made_at)[1] // TICK_MINUTES * TICK_MINUTES
        if self.until % TICK_MINUTES:
            raise Refused("not_five_minutes", start=start, end=self.until)
        if not minute < self.until <= 1440:
            raise Refused("span_backwards", start=start, end=self.until)
        there = self.today(work)
        for one in there:
            work.tx.concerns(Absence, one)
        taken = [(one.start_minute, one.end_minute) for one in there]
        parts = [Days(day, day, *span) for span in without([(start, self.until)], taken)]
        served = by_branch([(row.branch_id, row.id) for row in served_by(work, self.staff_id, day, day)])
        looked = [
            before(work.tx.connection, branch, (day, day), (day, minute), points)
            for branch, points in sorted(served.items())
        ]
        ids = insert_absence(
            work, self, self.entry_id, self.branch_id, AbsenceKind.LEFT, parts, staff_id=self.staff_id
        )
        rest = lying_in([Days(day, day, start, self.until)])
        back = hand_back(work, self, self.staff_id, of=sa.or_(rest, before_now(day, minute)))
        told = together([one.told(work.tx.connection) for one in looked])
        return Done("left_for_today", ids, {**back, **told})


class ComeBack(_OfPerson):
    """Here again, earlier than it was said: ends what was entered as *ab jetzt nicht da*."""

    kind: ClassVar[str] = "come_back"

    def apply(self, work: Work) -> Done:
        """End it. Refused: `not_of_this_branch`, `not_away`, `absence_planned` (their lead entered and ends it)."""
        day, minute = wall(self.made_at)
        there = [one for one in self.today(work) if minute < one.end_minute]
        left = [one for one in there if one.kind is AbsenceKind.LEFT]
        if not there:
            raise Refused("not_away")
        if not left:
            raise Refused("absence_planned")
        for one in left:
            end_absence(work, one, (day, minute))
        return Done("came_back", tuple(one.id for one in left))

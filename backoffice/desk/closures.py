"""Closures and Buchungsstopps: closed time of a group, a branch or the whole house (D30, D31)."""

from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field

from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import ClosureKind
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.calendar import Closure
from backoffice.store.tables.organisation import Branch, ServicePointGroup

LONGEST_CLOSURE = 60
"""Days; longer is a slip of the keyboard."""

ClosureName = Annotated[str, BeforeValidator(cleaner(80))]

_a = table(Appointment)


class _ClosureCommand(Command):
    """A group's closure is its lead's, a branch's the branch's, one of the whole house the administration's."""

    right: ClassVar[Right] = Right.PLAN

    @classmethod
    def right_for(cls, group_id: str | None) -> Right:
        """Beyond the groups of its leads it is the branch's (the house's: who may do this there, administers)."""
        return Right.OFFER if group_id is None else cls.right

    def of_whom(self, branch_id: str | None, group_id: str | None, work: Work) -> Scope:
        if branch_id is None:
            work.actor.require(Right.ADMINISTER)
        elif group_id is None:
            work.actor.require(self.right_for(None), branch_id)
        return Scope(branch_id, group_id)


class AddClosure(_ClosureCommand):
    """Closed days, both included, or a span of each: of a group, a branch, or the whole house (no branch named).

    Nothing is cancelled by it (D33). A Buchungsstopp closes nothing, it stops new bookings (D31).
    """

    kind: ClassVar[str] = "add_closure"

    closure_id: str = Field(default_factory=new_id)
    branch_id: str | None = None
    group_id: str | None = None
    closes: ClosureKind = ClosureKind.CLOSED
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440
    """`[start, end)` minutes of each of the days."""
    name: ClosureName

    def scope(self, work: Work) -> Scope:
        """The group, the branch, or the whole house."""
        return self.of_whom(self.branch_id, self.group_id, work)

    def apply(self, work: Work) -> Done:
        """Add it. Refused: `closure_nameless`, `bad_closure` (ends before it begins, or longer than 60 days),
        `end_before_start`, `not_five_minutes`, `bad_group` (of another branch).

        Values: `affected`, how many open appointments lie in the closed time: they are listed, not cancelled.
        """
        if not self.name:
            raise Refused("closure_nameless")
        if not 0 <= (self.last_day - self.first_day).days < LONGEST_CLOSURE:
            raise Refused("bad_closure", most=LONGEST_CLOSURE)
        if not 0 <= self.start < self.end <= 1440:
            raise Refused("end_before_start", start=self.start, end=self.end)
        if self.start % TICK_MINUTES or self.end % TICK_MINUTES:
            raise Refused("not_five_minutes", start=self.start, end=self.end)
        if self.branch_id is not None:
            work.row(Branch, self.branch_id)
        if self.group_id is not None and work.row(ServicePointGroup, self.group_id).branch_id != self.branch_id:
            raise Refused("bad_group")
        work.tx.insert(
            Closure,
            id=self.closure_id,
            branch_id=self.branch_id,
            group_id=self.group_id,
            kind=self.closes,
            first_day=self.first_day,
            last_day=self.last_day,
            start_minute=self.start,
            end_minute=self.end,
            name=self.name,
        )
        return Done("closure_added", (self.closure_id,), {"affected": self._affected(work)})

    def _affected(self, work: Work) -> int:
        if self.closes is ClosureKind.BOOKING_STOP:
            return 0
        return work.tx.connection.scalar(sa.select(sa.func.count()).select_from(_a).where(*inside(self))) or 0


def inside(closure: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that an appointment without an ending touches the closed time (of a row, a view or a command)."""
    of_branch = () if closure.branch_id is None else (_a.c.branch_id == closure.branch_id,)
    of_group = () if closure.group_id is None else (_a.c.group_id == closure.group_id,)
    return (
        *of_branch,
        *of_group,
        _a.c.day >= closure.first_day,
        _a.c.day <= closure.last_day,
        _a.c.start_minute < closure.end,
        _a.c.end_minute > closure.start,
        _a.c.status.not_in(ENDINGS),
    )


class RemoveClosure(_ClosureCommand):
    """The days are worked after all. Promises already made keep their due instants."""

    kind: ClassVar[str] = "remove_closure"

    closure_id: str

    def scope(self, work: Work) -> Scope:
        """The closure's group or branch, or the whole house."""
        row = work.row(Closure, self.closure_id)
        return self.of_whom(row.branch_id, row.group_id, work)

    def apply(self, work: Work) -> Done:
        """Remove it."""
        work.tx.delete(Closure, work.row(Closure, self.closure_id))
        return Done("closure_removed", (self.closure_id,))

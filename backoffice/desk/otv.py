"""What is still to be entered or cancelled in the booking tool by hand: it sells time, too (D29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.errors import Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import Contingent, Origin, OtvTaskKind
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import OtvTask
from backoffice.store.tables.imports import ImportRow

_task, _a, _customer = table(OtvTask), table(Appointment), table(Customer)


def enters_otv(work: Work, appointment_id: str, branch_id: str, task_id: str, at: datetime) -> None:
    """We booked a time that the booking tool sells: it has to be told, else it sells it again."""
    work.tx.insert(
        OtvTask, id=task_id, branch_id=branch_id, appointment_id=appointment_id, kind=OtvTaskKind.ENTER, at=at
    )


def leaves_otv(work: Work, row: sa.Row[Any], task_id: str, at: datetime, *, late: bool = False) -> bool:
    """An appointment is cancelled or moved: whether the booking tool has to be told, and the task for it.

    An imported one goes on being reminded of. One of ours that was entered there, too, by us or by the customer (a
    booking file named it, D4); where it still waits to be entered, that is no longer needed. After the start (`late`)
    there is nothing left to remind of.
    """
    named = work.tx.find(ImportRow, row.id) is not None
    waiting = work.tx.first(
        sa.select(_task).where(
            _task.c.appointment_id == row.id, _task.c.kind == OtvTaskKind.ENTER, _task.c.done_at.is_(None)
        )
    )
    if waiting is not None:
        work.tx.delete(OtvTask, waiting)
    elif row.origin is Origin.IMPORTED or row.contingent is Contingent.ONLINE:
        named = True
    if not named or late:
        return False
    work.tx.insert(
        OtvTask, id=task_id, branch_id=row.branch_id, appointment_id=row.id, kind=OtvTaskKind.CANCEL, at=at
    )
    return True


class TickOtvTask(Command):
    """It was done in the booking tool."""

    kind: ClassVar[str] = "tick_otv_task"
    right: ClassVar[Right] = Right.ASSIGN

    task_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The branch of the task: whoever hands out the day does it."""
        return Scope(work.row(OtvTask, self.task_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Tick it. Refused `task_done` where it was ticked before."""
        row = work.row(OtvTask, self.task_id)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("otv_task", self.task_id)
        if row.done_at is not None:
            raise Refused("task_done", when=row.done_at)
        work.tx.change(OtvTask, row, done_at=self.made_at, done_by=work.actor.id)
        return Done("otv_task_ticked", (self.task_id,), {"kind": row.kind.value})


@dataclass(frozen=True, slots=True)
class OtvTaskView:
    """A line of the list: what to do, for which time, and by what it is found there."""

    id: str
    version: int
    kind: OtvTaskKind
    at: datetime
    appointment_id: str
    day: date
    start: int
    end: int
    booking_number: str | None
    concern: str
    """Empty where it is sensitive (D24)."""
    sensitive: bool
    name: str
    """Empty where the person is protected, and then there is no e-mail either (D52)."""
    email: str | None


@dataclass(frozen=True, slots=True)
class OtvTasksOf:
    """What a branch has still to do in the booking tool, the nearest appointments first."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OtvTaskView, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        from backoffice.store.tables.organisation import Concern

        concern = table(Concern)
        columns: list[sa.ColumnElement[Any]] = [
            _task.c.id,
            _task.c.version,
            _task.c.kind,
            _task.c.at,
            _a.c.id,
            _a.c.day,
            _a.c.start_minute,
            _a.c.end_minute,
            _a.c.booking_number,
            _a.c.concern_text,
            sa.func.coalesce(concern.c.sensitive, sa.false()),
            _customer.c.name,
            _customer.c.email,
            _customer.c.protected,
        ]
        found = connection.execute(
            sa.select(*columns)
            .select_from(
                _task.join(_a, _a.c.id == _task.c.appointment_id)
                .join(_customer, _customer.c.id == _a.c.customer_id)
                .outerjoin(concern, concern.c.id == _a.c.concern_id)
            )
            .where(_task.c.branch_id == self.branch_id, _task.c.done_at.is_(None))
            .order_by(_a.c.day, _a.c.start_minute, _task.c.id)
        )
        sees_protected = actor.may(Right.OFFER, self.branch_id)
        return tuple(_view(row, sees_protected=sees_protected) for row in found)


def _view(row: Sequence[Any], *, sees_protected: bool) -> OtvTaskView:
    *what, concern, sensitive, name, email, protected = row
    if protected and not sees_protected:
        name, email = "", None
    told: list[Any] = [*what, "" if sensitive else concern, bool(sensitive), name, email]
    return OtvTaskView(*told)


@dataclass(frozen=True, slots=True)
class CountOtvTasks:
    """How many there are: a quiet count."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> int:
        """Count them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        waiting = sa.select(sa.func.count()).select_from(_task)
        return connection.scalar(waiting.where(_task.c.branch_id == self.branch_id, _task.c.done_at.is_(None))) or 0

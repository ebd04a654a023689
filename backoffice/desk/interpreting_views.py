"""Orders for interpreters as screens and line commands ask for them: what is to be done, and since when (D48)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreting_lines import (
    TO_DO,
    Matter,
    OrderLine,
    all_lines,
    matter_of,
    order_lines,
    query,
)
from backoffice.desk.promises import failed_interpreters
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound
from backoffice.domain.orders import LIVE
from backoffice.domain.rights import Right
from backoffice.domain.terms import OrderStatus
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment

_o, _a = table(InterpreterAssignment), table(Appointment)

LOOK_BACK = timedelta(days=14)
"""How long is asked what came of an order of which nobody has said it (assumed)."""
_ORDER = tuple(Matter)


@dataclass(frozen=True, slots=True)
class OrdersOf:
    """The orders of a branch that are to do, confirmed for today or later, or were done today.

    Those to do first, in the order of `Matter`; what waits for an answer the longest first, else by day and time.
    """

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OrderLine, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        today = wall(self.now)[0]
        values = {"branch": self.branch_id, "today": today, "since": today - LOOK_BACK}
        found = order_lines(
            connection, actor, connection.execute(_of_branch(), values).all(), self.branch_id, self.now
        )
        return tuple(sorted((line for line in found if not _settled_before(line, today)), key=_place))


@dataclass(frozen=True, slots=True)
class CountOrders:
    """How many orders of a branch are to do: for the quiet count in the top line."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> int:
        """Count; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        today = wall(self.now)[0]
        values = {"branch": self.branch_id, "today": today, "since": today - LOOK_BACK}
        rows = connection.execute(_counted(), values).all()
        owing = failed_interpreters(connection, self.branch_id)
        return sum(matter_of(row, owing, self.now) in TO_DO for row in rows)


@dataclass(frozen=True, slots=True)
class OrdersWithin:
    """All orders of a branch from `first` to `last`, both included, whatever became of them; by day and time."""

    branch_id: str
    first: date
    last: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OrderLine, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        values = {"branch": self.branch_id, "first": self.first, "last": self.last}
        found = order_lines(connection, actor, connection.execute(_within(), values).all(), self.branch_id, self.now)
        return tuple(sorted(found, key=lambda line: (line.day, line.start, line.id)))


@dataclass(frozen=True, slots=True)
class OrderOf:
    """One order."""

    order_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> OrderLine:
        """Read it. Refused: `not_found`, `no_right`."""
        return _only(connection, actor, _o.c.id == self.order_id, self.now)


@dataclass(frozen=True, slots=True)
class OrderFor:
    """The present order of an appointment; None: it has none."""

    appointment_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> OrderLine | None:
        """Read it. Refused `no_right`."""
        present = sa.and_(
            _o.c.appointment_id == self.appointment_id, ~_o.c.replaced, _o.c.status != OrderStatus.CANCELLED
        )
        try:
            return _only(connection, actor, present, self.now)
        except NotFound:
            return None


def _only(connection: sa.Connection, actor: Actor, limit: sa.ColumnElement[bool], now: datetime) -> OrderLine:
    row = connection.execute(query().where(limit)).first()
    if row is None:
        raise NotFound("not_found", entity="interpreter_assignment")
    actor.require(Right.SEE, row.branch_id)
    return all_lines(connection, actor, [row], row.branch_id, now)[0]


# Built once: the count is read every few seconds.


@cache
def _counted() -> sa.Select[Any]:
    """No more of each order than tells what is to be done: the count stands on every screen."""
    return (
        sa.select(
            _o.c.status,
            _o.c.day,
            _o.c.end_minute,
            _o.c.interpreter_id,
            _o.c.told_at,
            _o.c.appointment_id,
            _a.c.status.label("appointment_status"),
        )
        .join(_a, _a.c.id == _o.c.appointment_id)
        .where(*_present())
    )


@cache
def _of_branch() -> sa.Select[Any]:
    return query().where(*_present())


def _present() -> tuple[sa.ColumnElement[bool], ...]:
    today, since = sa.bindparam("today", type_=sa.Date), sa.bindparam("since", type_=sa.Date)
    to_tell = sa.and_(
        _o.c.status == OrderStatus.CANCELLED,
        _o.c.interpreter_id.is_not(None),
        _o.c.told_at.is_(None),
        _o.c.day >= today,
    )
    return (
        _o.c.branch_id == sa.bindparam("branch"),
        ~_o.c.replaced,
        sa.or_(
            sa.and_(_o.c.status.in_({*LIVE, OrderStatus.FAILED}), _o.c.day >= since),
            to_tell,
            sa.and_(_o.c.status == OrderStatus.ATTENDED, _o.c.day == today),
        ),
    )


@cache
def _within() -> sa.Select[Any]:
    first, last = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)
    return query().where(
        _o.c.branch_id == sa.bindparam("branch"),
        _o.c.day >= first,
        _o.c.day <= last,
        _o.c.status != OrderStatus.CANCELLED,
    )


def _settled_before(line: OrderLine, today: date) -> bool:
    """It failed before today, and something was promised since."""
    return line.matter is Matter.DONE and line.status is OrderStatus.FAILED and line.day < today


def _place(line: OrderLine) -> tuple[Any, ...]:
    asked = line.requested_at if line.matter is Matter.REQUESTED else None
    waits = asked.timestamp() if asked is not None else 0.0
    return _ORDER.index(line.matter), waits, line.day, line.start, line.id

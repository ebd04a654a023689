"""Orders that an interpreter cannot keep, because they leave or are away: counted and listed, never dropped (D48)."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.domain.errors import Refused
from backoffice.domain.orders import ARRANGED
from backoffice.domain.rights import Right
from backoffice.domain.terms import AvailabilityKind, OrderStatus
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreters import Interpreter, InterpreterTime
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Branch

_o, _i, _t, _b = table(InterpreterAssignment), table(Interpreter), table(InterpreterTime), table(Branch)
_LIVE = (_o.c.status.in_(ARRANGED), ~_o.c.replaced)


def after(day: date) -> sa.ColumnElement[bool]:
    """The condition that an order lies after a day."""
    return _o.c.day > day


def within(first_day: date, last_day: date, start: int, end: int) -> sa.ColumnElement[bool]:
    """The condition that an order touches `[start, end)` of one of the days, both included."""
    return sa.and_(_o.c.day.between(first_day, last_day), _o.c.start_minute < end, _o.c.end_minute > start)


def live_orders(connection: sa.Connection, interpreter_id: str, where: sa.ColumnElement[bool]) -> int:
    """How many orders of an interpreter are requested or confirmed, of those that a condition means."""
    mine = sa.select(sa.func.count()).select_from(_o).where(*_live(interpreter_id), where)
    return connection.scalar(mine) or 0


def _live(interpreter_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _o.c.interpreter_id == interpreter_id, *_LIVE


@dataclass(frozen=True, slots=True)
class OrderBeyond:
    """An order for which somebody else is to be found; who the customer is stands in the appointment."""

    id: str
    appointment_id: str
    interpreter_id: str
    branch: str
    """The branch's code."""
    day: date
    start: int
    end: int
    language: str
    status: OrderStatus


@dataclass(frozen=True, slots=True)
class OrdersBeyond:
    """The live orders of an interpreter, from a day on, that lie beyond their last day or while they are away.

    Without an interpreter those of all.
    """

    interpreter_id: str | None
    since: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OrderBeyond, ...]:
        """Read them by day and time; refused with `no_right` for whoever has no right at all."""
        if not actor.grants:
            raise Refused("no_right", right=Right.SEE.value)
        away = sa.exists().where(
            _t.c.interpreter_id == _o.c.interpreter_id,
            _t.c.kind == AvailabilityKind.AWAY,
            _t.c.first_day <= _o.c.day,
            _t.c.last_day >= _o.c.day,
            _t.c.start_minute < _o.c.end_minute,
            _t.c.end_minute > _o.c.start_minute,
        )
        query = (
            sa.select(
                _o.c.id,
                _o.c.appointment_id,
                _o.c.interpreter_id,
                _b.c.code,
                _o.c.day,
                _o.c.start_minute,
                _o.c.end_minute,
                _o.c.language,
                _o.c.status,
            )
            .select_from(_o.join(_b, _b.c.id == _o.c.branch_id).join(_i, _i.c.id == _o.c.interpreter_id))
            .where(*_LIVE, _o.c.day >= self.since, sa.or_(_o.c.day > _i.c.last_day, away))
            .order_by(_o.c.day, _o.c.start_minute, _o.c.id)
        )
        if self.interpreter_id is not None:
            query = query.where(_o.c.interpreter_id == self.interpreter_id)
        return tuple(OrderBeyond(*row) for row in connection.execute(query))

"""Orders that an interpreter cannot keep by what is known of them: counted and listed, never dropped (D48)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreters_of import interpreters_of
from backoffice.domain.errors import Refused
from backoffice.domain.interpreting import Against, cannot
from backoffice.domain.orders import ARRANGED
from backoffice.domain.rights import Right
from backoffice.domain.terms import OrderStatus
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Branch

_o, _b = table(InterpreterAssignment), table(Branch)
_LIVE = (_o.c.status.in_(ARRANGED), ~_o.c.replaced)


def live_orders(connection: sa.Connection, interpreter_id: str) -> int:
    """How many orders of an interpreter are requested or confirmed."""
    mine = sa.select(sa.func.count()).select_from(_o).where(_o.c.interpreter_id == interpreter_id, *_LIVE)
    return connection.scalar(mine) or 0


def orders_beyond(connection: sa.Connection, interpreter_id: str, since: date) -> int:
    """How many live orders of an interpreter, from a day on, they cannot keep by what is known of them now."""
    return len(_beyond(connection, _o.c.interpreter_id == interpreter_id, since))


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
    against: Against
    """Why they cannot."""


@dataclass(frozen=True, slots=True)
class OrdersBeyond:
    """The live orders of an interpreter, from a day on, that they cannot keep: they are not there then, or do not
    interpret that language, in that way or at that branch any more. Without an interpreter those of all.
    """

    interpreter_id: str | None
    since: date

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OrderBeyond, ...]:
        """Read them by day and time; refused with `no_right` for whoever has no right at all."""
        if not actor.grants:
            raise Refused("no_right", right=Right.SEE.value)
        of = sa.true() if self.interpreter_id is None else _o.c.interpreter_id == self.interpreter_id
        return _beyond(connection, of, self.since)


def _beyond(connection: sa.Connection, of: sa.ColumnElement[bool], since: date) -> tuple[OrderBeyond, ...]:
    query = (
        sa.select(_o, _b.c.code)
        .join(_b, _b.c.id == _o.c.branch_id)
        .where(of, *_LIVE, _o.c.day >= since)
        .order_by(_o.c.day, _o.c.start_minute, _o.c.id)
    )
    rows = connection.execute(query).all()
    why = against(connection, rows, since)
    return tuple(
        OrderBeyond(
            row.id,
            row.appointment_id,
            row.interpreter_id,
            row.code,
            row.day,
            row.start_minute,
            row.end_minute,
            row.language,
            OrderStatus(row.status),
            why[row.id],
        )
        for row in rows
        if row.id in why
    )


def against(connection: sa.Connection, orders: Iterable[sa.Row[Any]], since: date) -> dict[str, Against]:
    """What stands against those who were asked for these orders, by what is known of them now; by order."""
    asked = [row for row in orders if row.interpreter_id is not None]
    if not asked:
        return {}
    ids = {row.interpreter_id for row in asked}
    people = {one.id: one for one in interpreters_of(connection, since=since, ids=ids)}
    found = {
        row.id: cannot(
            people[row.interpreter_id],
            row.language,
            row.kind,
            row.branch_id,
            row.day,
            row.start_minute,
            row.end_minute,
        )
        for row in asked
    }
    return {order_id: why for order_id, why in found.items() if why is not None}

"""Finding an order for an interpreter by the end of its id, or of its appointment's, as line commands do (D54)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.interpreting_views import OrderOf
from backoffice.desk.picking import check_ending
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import OrderStatus
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment

_a, _o = table(Appointment), table(InterpreterAssignment)


@dataclass(frozen=True, slots=True)
class PickedOrder:
    """One order; of an appointment's the one that counts now, or (`to_tell`) one called off that is to be told."""

    ending: str
    now: datetime
    to_tell: bool = False

    def run(self, connection: sa.Connection, actor: Actor) -> OrderLine:
        """Its line. Refused: `id_shape`, `order_unknown`, `no_order` (of that appointment), `id_ambiguous`.

        What the actor may not see does not exist here.
        """
        ending = check_ending(self.ending)
        rows = connection.execute(
            sa.select(_o).where(sa.or_(_o.c.id.like(f"%{ending}"), _o.c.appointment_id.like(f"%{ending}")))
        ).all()
        rows = [row for row in rows if actor.may(Right.SEE, row.branch_id)]
        named = [row for row in rows if row.id.endswith(ending)]
        by_appointment: dict[str, list[sa.Row[Any]]] = {}
        for row in rows:
            if row.appointment_id.endswith(ending):
                by_appointment.setdefault(row.appointment_id, []).append(row)
        found = {row.id for row in (*named, *(self._present(of) for of in by_appointment.values()))}
        if not found:
            raise self._nothing(connection, actor, ending)
        if len(found) > 1:
            raise Refused("id_ambiguous", id=ending, count=len(found))
        return OrderOf(found.pop(), self.now).run(connection, actor)

    def _present(self, rows: list[sa.Row[Any]]) -> sa.Row[Any]:
        """What is meant of the orders of one appointment: the newest of those that are meant at all."""
        off = OrderStatus.CANCELLED
        told_of = [row for row in rows if row.status is off and row.interpreter_id and row.told_at is None]
        present = [row for row in rows if row.status is not off and not row.replaced]
        meant = (told_of or present) if self.to_tell else (present or told_of)
        return max(meant or rows, key=lambda row: (row.needed_at, row.id))

    def _nothing(self, connection: sa.Connection, actor: Actor, ending: str) -> Refused:
        there = connection.execute(sa.select(_a.c.branch_id).where(_a.c.id.like(f"%{ending}"))).all()
        if any(actor.may(Right.SEE, row.branch_id) for row in there):
            return Refused("no_order")
        return NotFound("order_unknown", id=ending)

"""Finding a request between two branches by the end of its id, as line commands name it (D54)."""

from dataclasses import dataclass

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.picking import check_ending
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.takeovers import Takeover

_t = table(Takeover)


@dataclass(frozen=True, slots=True)
class TakeoverRef:
    """A request, and the appointment (of the branch that asked) that it is about."""

    id: str
    appointment_id: str


@dataclass(frozen=True, slots=True)
class PickedTakeover:
    """One request, by the last characters of its id."""

    ending: str

    def run(self, connection: sa.Connection, actor: Actor) -> TakeoverRef:
        """Find it. Refused: `id_shape`, `takeover_unknown`, `id_ambiguous`.

        Of branches that the actor may not see there are none here.
        """
        ending = check_ending(self.ending)
        query = sa.select(_t.c.id, _t.c.appointment_id, _t.c.branch_id, _t.c.to_branch_id)
        rows = connection.execute(query.where(_t.c.id.like(f"%{ending}"))).all()
        rows = [row for row in rows if actor.may(Right.SEE, row.branch_id) or actor.may(Right.SEE, row.to_branch_id)]
        if not rows:
            raise NotFound("takeover_unknown", id=ending)
        if len(rows) > 1:
            raise Refused("id_ambiguous", id=ending, count=len(rows))
        return TakeoverRef(rows[0].id, rows[0].appointment_id)

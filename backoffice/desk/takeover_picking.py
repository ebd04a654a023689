"""Finding a request between two branches by the end of its id, as line commands name it (D54)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.picking import check_ending
from backoffice.desk.takeovers import check_waiting
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.takeovers import Takeover

_t, _a = table(Takeover), table(Appointment)


@dataclass(frozen=True, slots=True)
class TakeoverRef:
    """A request, and the appointment (of the branch that asked) that it is about."""

    id: str
    appointment_id: str


@dataclass(frozen=True, slots=True)
class PickedTakeover:
    """One request, by the last characters of its id."""

    ending: str
    to_answer_at: datetime | None = None
    """It is to be accepted at this instant: refused before anything else is asked where it cannot be any more."""

    def run(self, connection: sa.Connection, actor: Actor) -> TakeoverRef:
        """Find it. Refused: `id_shape`, `takeover_unknown`, `id_ambiguous`; `takeover_lapsed`, `takeover_answered`,
        `takeover_over`.

        Of branches that the actor may not see there are none here.
        """
        ending = check_ending(self.ending)
        rows = connection.execute(sa.select(_t).where(_t.c.id.like(f"%{ending}"))).all()
        rows = [row for row in rows if actor.may(Right.SEE, row.branch_id) or actor.may(Right.SEE, row.to_branch_id)]
        if not rows:
            raise NotFound("takeover_unknown", id=ending)
        if len(rows) > 1:
            raise Refused("id_ambiguous", id=ending, count=len(rows))
        if self.to_answer_at is not None:
            about = connection.execute(sa.select(_a.c.status).where(_a.c.id == rows[0].appointment_id)).one()
            check_waiting(rows[0], about, self.to_answer_at)
        return TakeoverRef(rows[0].id, rows[0].appointment_id)

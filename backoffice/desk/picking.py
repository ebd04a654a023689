"""Finding an appointment by the end of its id: what line commands are given instead of a name (D54).

Ids begin with the time they were made, so that those of one import begin alike; their ends are random.
"""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.views import Line
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table

_a = table(Appointment)

SHORTEST = 4
_SHAPE = re.compile(r"[0-9a-f]{4,32}")


def check_ending(typed: str) -> str:
    """The end of an id as it is stored. Refused `id_shape`."""
    ending = typed.strip().casefold()
    if not _SHAPE.fullmatch(ending):
        raise Refused("id_shape", shortest=SHORTEST)
    return ending


@dataclass(frozen=True, slots=True)
class Picked:
    """One appointment of any day, by the last characters of its id."""

    ending: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Line:
        """Its line. Refused: `id_shape`, `id_unknown`, `id_ambiguous`.

        What the actor may not see does not exist here.
        """
        ending = check_ending(self.ending)
        rows = connection.execute(sa.select(_a.c.id, _a.c.branch_id).where(_a.c.id.like(f"%{ending}"))).all()
        rows = [row for row in rows if actor.may(Right.SEE, row.branch_id)]
        if not rows:
            raise NotFound("id_unknown", id=ending)
        if len(rows) > 1:
            raise Refused("id_ambiguous", id=ending, count=len(rows))
        return lines(connection, actor, rows[0].branch_id, [_a.c.id == rows[0].id], self.now)[0]


@dataclass(frozen=True, slots=True)
class BranchOfAppointment:
    """At which branch an appointment is."""

    appointment_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> str:
        """The branch's id. Refused `not_found` (also where the actor may not see it)."""
        branch_id = connection.scalar(sa.select(_a.c.branch_id).where(_a.c.id == self.appointment_id))
        if branch_id is None or not actor.may(Right.SEE, branch_id):
            raise NotFound("not_found", entity="appointment")
        return str(branch_id)

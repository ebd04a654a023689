"""*Ohne Anschluss-Zusage*: which endings still owe the customer an answer (D9)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import LineQuery
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Origin
from backoffice.store.tables.appointments import Appointment, OutcomeRow, Placement
from backoffice.store.tables.base import table

_a, _p, _o = table(Appointment), table(Placement), table(OutcomeRow)
_linked = _a.alias("linked")

OWING = (Status.PRESUMED_CANCELLED, Status.CANCELLED_BY_OFFICE, Status.NOT_REACHED, Status.LEFT)
BROKEN = (Status.CANCELLED_BY_CUSTOMER, Status.CANCELLED_BY_OFFICE, Status.NO_SHOW, Status.PRESUMED_CANCELLED)
"""A link to an appointment in one of these settles nothing."""


def owed() -> sa.ColumnElement[bool]:
    """The condition that an appointment still owes something; `owed_values` gives the values of its parameters.

    Past without ending counts from the next day on (within the day it is simply still open); past *ohne Platz* from
    its start on.
    """
    day, minute = sa.bindparam("owed_day", type_=sa.Date), sa.bindparam("owed_minute", type_=sa.Integer)
    started = sa.or_(_a.c.day < day, sa.and_(_a.c.day == day, _a.c.start_minute <= minute))
    open_ = _a.c.status.not_in(ENDINGS)
    unplaced = ~sa.exists(sa.select(_p.c.appointment_id).where(_p.c.appointment_id == _a.c.id).correlate(_a))
    settled_elsewhere = sa.exists(
        sa.select(_o.c.id)
        .join(_linked, _linked.c.id == _o.c.linked_id)
        .where(_o.c.appointment_id == _a.c.id, _linked.c.status.in_(BROKEN))
        .correlate(_a)
    )
    return sa.or_(
        _a.c.status.in_(OWING),
        sa.and_(open_, _a.c.day < day),
        sa.and_(_a.c.status == Status.BOOKED, _a.c.origin != Origin.WALK_IN, started, unplaced),
        sa.and_(_a.c.status == Status.DONE, settled_elsewhere),
    )


def owed_values(now: datetime) -> dict[str, Any]:
    """The values of `owed` at an instant."""
    day, minute = wall(now)
    return {"owed_day": day, "owed_minute": minute}


_OWING_LINES = LineQuery(_a.c.day <= sa.bindparam("until"), _a.c.day >= sa.bindparam("since"), owed())


@dataclass(frozen=True, slots=True)
class OpenPromises:
    """Everything of a branch that still owes an answer, the oldest first."""

    branch_id: str
    now: datetime
    look_back: timedelta = timedelta(days=14)

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        day, _ = wall(self.now)
        limits = {"until": day, "since": day - self.look_back, **owed_values(self.now)}
        return _OWING_LINES.run(connection, actor, self.branch_id, self.now, **limits)

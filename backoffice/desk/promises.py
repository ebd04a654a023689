"""*Ohne Anschluss-Zusage*: which endings still owe the customer an answer, and which promises are overdue (D9)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import LineQuery
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Origin
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.store.tables.appointments import AnswerRow, Appointment, OutcomeRow, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket

_a, _p, _o, _t, _answer = (table(of) for of in (Appointment, Placement, OutcomeRow, CallbackTicket, AnswerRow))
_linked, _follower, _promised = _a.alias("linked"), _a.alias("follower"), _t.alias("promised")

OWING = (Status.PRESUMED_CANCELLED, Status.CANCELLED_BY_OFFICE, Status.NOT_REACHED, Status.LEFT)
BROKEN = (Status.CANCELLED_BY_CUSTOMER, Status.CANCELLED_BY_OFFICE, Status.NO_SHOW, Status.PRESUMED_CANCELLED)
"""A link to an appointment in one of these settles nothing."""
LOOK_BACK = timedelta(days=14)
"""How far back is looked: nothing without ending is kept longer (D53)."""


class Owed(StrEnum):
    """Why an appointment stands on the list."""

    NO_ENDING = "no_ending"
    NO_PLACE = "no_place"
    PRESUMED_CANCELLED = "presumed_cancelled"
    CANCELLED_BY_OFFICE = "cancelled_by_office"
    NOT_REACHED = "not_reached"
    LEFT = "left"
    BROKEN_LINK = "broken_link"
    """What it ended with was cancelled, voided or undone, and nothing took its place."""


def owed() -> sa.ColumnElement[bool]:
    """The condition that an appointment still owes something; `owed_values` gives the values of its parameters.

    Past without ending counts from the next day on (within the day it is simply still open); past *ohne Platz* from
    its start on. A ticket that is not void, a follow-up, a written answer or "Kund:in verzichtet" settles each of
    them. An overdue ticket is listed as a ticket.
    """
    day, minute = sa.bindparam("owed_day", type_=sa.Date), sa.bindparam("owed_minute", type_=sa.Integer)
    started = sa.or_(_a.c.day < day, sa.and_(_a.c.day == day, _a.c.start_minute <= minute))
    open_ = _a.c.status.not_in(ENDINGS)
    unplaced = ~sa.exists(sa.select(_p.c.appointment_id).where(_p.c.appointment_id == _a.c.id).correlate(_a))
    return sa.and_(
        sa.or_(
            _a.c.status.in_(OWING),
            sa.and_(open_, _a.c.day < day),
            sa.and_(_a.c.status == Status.BOOKED, _a.c.origin != Origin.WALK_IN, started, unplaced),
            sa.and_(_a.c.status == Status.DONE, _broken_link()),
        ),
        ~_settled(),
    )


def _broken_link() -> sa.ColumnElement[bool]:
    elsewhere = (
        sa.select(_o.c.id)
        .join(_linked, _linked.c.id == _o.c.linked_id)
        .where(_o.c.appointment_id == _a.c.id, _linked.c.status.in_(BROKEN))
    )
    voided = (
        sa.select(_o.c.id)
        .join(_promised, _promised.c.id == _o.c.ticket_id)
        .where(_o.c.appointment_id == _a.c.id, _promised.c.closed_as == ClosedAs.VOID)
    )
    return sa.or_(sa.exists(elsewhere.correlate(_a)), sa.exists(voided.correlate(_a)))


def _settled() -> sa.ColumnElement[bool]:
    ticket = sa.select(_t.c.id).where(
        _t.c.appointment_id == _a.c.id, sa.or_(_t.c.closed_as.is_(None), _t.c.closed_as != ClosedAs.VOID)
    )
    answer = sa.select(_answer.c.id).where(_answer.c.appointment_id == _a.c.id)
    follower = sa.select(_follower.c.id).where(_follower.c.follows_id == _a.c.id, _follower.c.status.not_in(BROKEN))
    return sa.or_(*(sa.exists(found.correlate(_a)) for found in (ticket, answer, follower)))


def owed_values(now: datetime) -> dict[str, Any]:
    """The values of `owed` at an instant."""
    day, minute = wall(now)
    return {"owed_day": day, "owed_minute": minute}


def overdue(branch: sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    """The condition that a ticket of a branch is past its due instant; `overdue_values` gives its parameters."""
    return sa.and_(
        _t.c.branch_id == branch,
        _t.c.status != TicketStatus.CLOSED,
        _t.c.due_at <= sa.bindparam("overdue_at", type_=_t.c.due_at.type),
    )


def overdue_values(now: datetime) -> dict[str, Any]:
    """The values of `overdue` at an instant: the minute that was promised still counts."""
    return {"overdue_at": now - timedelta(minutes=1)}


def why_owed(line: Line, now: datetime) -> Owed:
    """Why a line of the list stands on it."""
    day, _ = wall(now)
    if line.status in OWING:
        return Owed(line.status.value)
    if line.status is Status.DONE:
        return Owed.BROKEN_LINK
    return Owed.NO_ENDING if line.day < day else Owed.NO_PLACE


_OWING_LINES = LineQuery(_a.c.day <= sa.bindparam("until"), _a.c.day >= sa.bindparam("since"), owed())
_OPEN_LINES = LineQuery(
    _a.c.day < sa.bindparam("until"), _a.c.day >= sa.bindparam("since"), _a.c.status.not_in(ENDINGS)
)


@dataclass(frozen=True, slots=True)
class OpenPromises:
    """Every appointment of a branch that still owes an answer, the oldest first."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        day, _ = wall(self.now)
        limits = {"until": day, "since": day - LOOK_BACK, **owed_values(self.now)}
        return _OWING_LINES.run(connection, actor, self.branch_id, self.now, **limits)


@dataclass(frozen=True, slots=True)
class OpenSince:
    """*Offen seit gestern*: appointments of earlier days without an ending, the oldest first."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        day, _ = wall(self.now)
        limits = {"until": day, "since": day - LOOK_BACK}
        return _OPEN_LINES.run(connection, actor, self.branch_id, self.now, **limits)

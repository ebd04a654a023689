"""*Ohne Anschluss-Zusage*: which endings still owe the customer an answer, and which promises are overdue (D9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import LineQuery
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.rights import Right
from backoffice.domain.states import BROKEN, ENDINGS, Status
from backoffice.domain.terms import OrderStatus, Origin, Outcome, TakeoverStatus
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.store.tables.appointments import AnswerRow, Appointment, OutcomeRow, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

_a, _p, _o, _t, _answer = (table(of) for of in (Appointment, Placement, OutcomeRow, CallbackTicket, AnswerRow))
_linked, _follower, _closing = (_a.alias(name) for name in ("linked", "follower", "closing"))
_promised = _t.alias("promised")
_order = table(InterpreterAssignment)
_asked, _again = table(Takeover), table(Takeover).alias("again")

OWING = (Status.PRESUMED_CANCELLED, Status.CANCELLED_BY_OFFICE, Status.NOT_REACHED, Status.LEFT)
LOOK_BACK = timedelta(days=60)
"""How long after an appointment was finished is looked whether what it was linked to still stands."""

_OPEN = tuple(status for status in Status if status not in ENDINGS)


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
    FOLLOW_UP_GONE = "follow_up_gone"
    """The same, where it ended with a follow-up."""
    LEFT_HERE = "left_here"
    """Another branch was asked to take it over, and declined or did not answer (D44)."""
    INTERPRETER_FAILED = "interpreter_failed"
    """Nobody came to interpret, and nothing was promised since (D48)."""


def owed() -> sa.ColumnElement[bool]:
    """The condition that an appointment still owes something; `owed_values` gives the values of its parameters.

    Past without ending counts from the next day on (within the day it is simply still open); past *ohne Platz* from
    its start on; what we cancelled at once, whatever its day. A ticket that stands or was kept, a follow-up, a
    written answer or "Kund:in verzichtet" settles each of them, as far as it came after what it settles. Nothing
    leaves the list by growing old. An overdue ticket is listed as a ticket.
    """
    day, minute = sa.bindparam("owed_day", type_=sa.Date), sa.bindparam("owed_minute", type_=sa.Integer)
    since = sa.bindparam("owed_since", type_=sa.Date)
    failed = _a.c.id.in_(sa.bindparam("owed_failed", expanding=True))  # only what came since settles a failure
    started = sa.or_(_a.c.day < day, sa.and_(_a.c.day == day, _a.c.start_minute <= minute))
    unplaced = ~sa.exists(sa.select(_p.c.appointment_id).where(_p.c.appointment_id == _a.c.id).correlate(_a))
    return sa.and_(
        sa.or_(
            _a.c.status == Status.CANCELLED_BY_OFFICE,
            sa.and_(_a.c.status.in_(OWING), _a.c.day <= day),
            sa.and_(_a.c.status.in_(_OPEN), _a.c.day < day),
            sa.and_(_a.c.status == Status.BOOKED, _a.c.origin != Origin.WALK_IN, started, unplaced),
            sa.and_(_a.c.status == Status.DONE, _a.c.day >= since, _broken_link()),
            sa.and_(_a.c.status.in_(_OPEN), _a.c.day == day, _left_here()),
            sa.and_(_a.c.status.in_(_OPEN), failed),
        ),
        sa.or_(~_settled(), failed),
    )


def _left_here() -> sa.ColumnElement[bool]:
    """Another branch was asked and did not take it over: it is to be settled here (D44).

    On its day, that is: before, it stands as it was booked, and from the next day on it has no ending anyway.
    """
    at = sa.bindparam("owed_at", type_=_asked.c.expires_at.type)
    no = sa.or_(
        _asked.c.status == TakeoverStatus.DECLINED,
        sa.and_(_asked.c.status == TakeoverStatus.ASKED, _asked.c.expires_at <= at),
    )
    waiting = sa.select(_again.c.id).where(
        _again.c.appointment_id == _a.c.id, _again.c.status == TakeoverStatus.ASKED, _again.c.expires_at > at
    )
    found = sa.select(_asked.c.id).where(_asked.c.appointment_id == _a.c.id, no)
    return sa.and_(sa.exists(found.correlate(_a)), ~sa.exists(waiting.correlate(_a)))


def _counts() -> sa.ColumnElement[bool]:
    # Outcomes of before a reopening do not count: it was finished anew, with others.
    return sa.and_(_o.c.appointment_id == _a.c.id, sa.or_(_o.c.at.is_(None), _o.c.at >= _a.c.ended_at))


def _broken_link() -> sa.ColumnElement[bool]:
    counts = _counts()
    elsewhere = (
        sa.select(_o.c.id).join(_linked, _linked.c.id == _o.c.linked_id).where(counts, _linked.c.status.in_(BROKEN))
    )
    voided = (
        sa.select(_o.c.id)
        .join(_promised, _promised.c.id == _o.c.ticket_id)
        .where(counts, sa.or_(_promised.c.closed_as == ClosedAs.VOID, fell_away(_promised)))
    )
    return sa.or_(sa.exists(elsewhere.correlate(_a)), sa.exists(voided.correlate(_a)))


def fell_away(tickets: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a ticket was closed by an appointment that does not stand any more: its promise is open again (D9)."""
    closing = sa.select(_closing.c.id).where(
        _closing.c.id == tickets.c.closing_appointment_id, _closing.c.status.in_(BROKEN)
    )
    return sa.and_(tickets.c.closing_appointment_id.is_not(None), sa.exists(closing.correlate(tickets)))


def _settled() -> sa.ColumnElement[bool]:
    kept = sa.and_(_t.c.closed_as != ClosedAs.VOID, _t.c.closed_at >= sa.func.coalesce(_a.c.ended_at, _t.c.closed_at))
    ticket = sa.select(_t.c.id).where(
        _t.c.appointment_id == _a.c.id, sa.or_(_t.c.closed_as.is_(None), sa.and_(kept, ~fell_away(_t)))
    )
    answer = sa.select(_answer.c.id).where(
        _answer.c.appointment_id == _a.c.id,
        _answer.c.about == _a.c.status,
        _answer.c.at >= sa.func.coalesce(_a.c.ended_at, _answer.c.at),
    )
    # One that was moved answers nothing itself: what it was moved to follows the same appointment.
    gone = BROKEN | {Status.MOVED}
    follower = sa.select(_follower.c.id).where(_follower.c.follows_id == _a.c.id, _follower.c.status.not_in(gone))
    return sa.or_(*(sa.exists(found.correlate(_a)) for found in (ticket, answer, follower)))


def owed_values(connection: sa.Connection, branch_id: str, now: datetime) -> dict[str, Any]:
    """The values of `owed` for a branch at an instant.

    Whose interpreter failed is read first, on whatever day: they are few, and a database that looked into another
    table for every appointment to come would take ten times as long.
    """
    day, minute = wall(now)
    return {
        "owed_day": day,
        "owed_minute": minute,
        "owed_since": day - LOOK_BACK,
        "owed_at": now,
        "owed_failed": sorted(failed_interpreters(connection, branch_id)),
    }


def failed_interpreters(connection: sa.Connection, branch_id: str) -> frozenset[str]:
    """The open appointments of a branch whose interpreter failed, and of which nothing was promised since (D48).

    Somebody who is asked, a ticket, a call that took place, a follow-up, a written answer: what came before the
    failure promises nothing about it, and that somebody is needed is no promise.
    """
    return frozenset(connection.scalars(_failed(), {"branch": branch_id}))


@cache
def _failed() -> sa.Select[tuple[str]]:
    of, at = _order.c.appointment_id, _order.c.answered_at
    later = _order.alias("later")
    asked = sa.select(later.c.id).where(
        later.c.appointment_id == of,
        ~later.c.replaced,
        later.c.status.in_((OrderStatus.REQUESTED, OrderStatus.CONFIRMED, OrderStatus.ATTENDED)),
    )
    stands = sa.or_(_t.c.closed_as.is_(None), sa.and_(_t.c.closed_as != ClosedAs.VOID, ~fell_away(_t)))
    ticket = sa.select(_t.c.id).where(
        _t.c.appointment_id == of, stands, sa.or_(_t.c.created_at >= at, _t.c.closed_at >= at)
    )
    answer = sa.select(_answer.c.id).where(_answer.c.appointment_id == of, _answer.c.at >= at)
    follower = sa.select(_follower.c.id).where(
        _follower.c.follows_id == of, _follower.c.booked_at >= at, _follower.c.status.not_in(BROKEN | {Status.MOVED})
    )
    since = (sa.exists(found.correlate(_order)) for found in (asked, ticket, answer, follower))
    return (
        sa.select(of)
        .join(_a, _a.c.id == of)
        .where(
            _order.c.branch_id == sa.bindparam("branch"),
            _order.c.status == OrderStatus.FAILED,
            _a.c.status.in_(_OPEN),
            ~sa.or_(*since),
        )
        .distinct()
    )


def overdue(branch: sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    """The condition that a promise is not kept in time; `overdue_values` gives its parameters.

    Past its due instant, at the branch whose duty it is; until another branch has accepted it, at the one that handed
    it over, too (D44: the duty stays until the other says yes). Or closed by an appointment that fell away.
    """
    ours = sa.or_(_t.c.branch_id == branch, sa.and_(_t.c.shared_with_branch_id == branch, _t.c.accepted_at.is_(None)))
    late = sa.and_(
        _t.c.status != TicketStatus.CLOSED, _t.c.due_at <= sa.bindparam("overdue_at", type_=_t.c.due_at.type)
    )
    return sa.and_(ours, sa.or_(late, fell_away(_t)))


def overdue_values(now: datetime) -> dict[str, Any]:
    """The values of `overdue` at an instant: the minute that was promised still counts."""
    return {"overdue_at": now - timedelta(minutes=1)}


def why_owed(line: Line, now: datetime, failed: frozenset[str]) -> Owed:
    """Why a line of the list stands on it, as far as the line itself says (`Owing` knows more).

    `failed`: whose interpreter failed.
    """
    day, minute = wall(now)
    if line.status in OWING:
        return Owed(line.status.value)
    if line.status is Status.DONE:
        return Owed.BROKEN_LINK
    if line.day < day:
        return Owed.NO_ENDING
    if line.id in failed:
        return Owed.INTERPRETER_FAILED
    started = (line.day, line.start) <= (day, minute)
    unplaced = line.status is Status.BOOKED and line.origin is not Origin.WALK_IN and not line.place and started
    return Owed.NO_PLACE if unplaced else Owed.LEFT_HERE


_OWING_LINES = LineQuery(owed())
_OPEN_LINES = LineQuery(_a.c.day < sa.bindparam("until"), _a.c.status.in_(_OPEN))


@dataclass(frozen=True, slots=True)
class Owing:
    """Every appointment of a branch that still owes an answer, the oldest first, each with why."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[tuple[Line, Owed], ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        values = owed_values(connection, self.branch_id, self.now)
        found = _OWING_LINES.run(connection, actor, self.branch_id, self.now, **values)
        failed = frozenset(values["owed_failed"])
        whys = {line.id: why_owed(line, self.now, failed) for line in found}
        broken = [id_ for id_, why in whys.items() if why is Owed.BROKEN_LINK]
        if broken:
            whys |= dict.fromkeys(connection.scalars(_follow_up_gone(broken)), Owed.FOLLOW_UP_GONE)
        return tuple((line, whys[line.id]) for line in found)


def _follow_up_gone(ids: Sequence[str]) -> sa.Select[tuple[str]]:
    """Which of these appointments ended with a follow-up that did not take place."""
    return (
        sa.select(_a.c.id)
        .join(_o, _counts())
        .join(_linked, _linked.c.id == _o.c.linked_id)
        .where(_a.c.id.in_(ids), _o.c.kind == Outcome.FOLLOW_UP, _linked.c.status.in_(BROKEN))
    )


@dataclass(frozen=True, slots=True)
class OpenSince:
    """*Offen seit gestern*: appointments of earlier days without an ending, the oldest first."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read the list; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        return _OPEN_LINES.run(connection, actor, self.branch_id, self.now, until=wall(self.now)[0])

"""Tickets as lists show them: one statement and its attempts, one pass, frozen lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of
from backoffice.desk.lines import instant_text, moment
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.promises import fell_away, overdue, overdue_values
from backoffice.desk.ticket_views import TicketCounts, TicketLine, TicketList
from backoffice.domain.deadlines import Limits, Policy
from backoffice.domain.names import short_name
from backoffice.domain.phones import national
from backoffice.domain.rights import Right
from backoffice.domain.terms import AttemptResult, Urgency
from backoffice.domain.text import search_key
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.domain.wishes import Wish
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, Team
from backoffice.store.tables.people import Staff
from backoffice.store.tables.ticket_work import MoveKind, TicketAttempt, TicketInterim, TicketMove
from backoffice.store.tables.tickets import CallbackTicket, TicketClaim

_t, _c, _k, _a = table(CallbackTicket), table(Customer), table(Concern), table(Appointment)
_b, _team, _claim = table(Branch), table(Team), table(TicketClaim)
_try, _interim, _move = table(TicketAttempt), table(TicketInterim), table(TicketMove)
_claimer, _accepter = table(Staff).alias("claimer"), table(Staff).alias("accepter")

_raw = sa.String

_last_interim = (
    sa.select(sa.func.max(_interim.c.promised_at))
    .where(_interim.c.ticket_id == _t.c.id)
    .correlate(_t)
    .scalar_subquery()
)

CLOSED_FOR = timedelta(days=1)
"""How long closed tickets stay on the list *erledigt*."""


def ticket_query() -> sa.Select[Any]:
    """The statement behind all ticket lists; callers add what limits it."""
    return (
        sa.select(
            _t.c.id,
            _t.c.version,
            _t.c.number,
            _b.c.code,
            _t.c.branch_id,
            _t.c.team_id,
            _team.c.name.label("team"),
            _t.c.origin_team_id,
            sa.type_coerce(_t.c.status, _raw).label("status"),
            sa.type_coerce(_t.c.closed_as, _raw).label("closed_as"),
            instant_text(_t.c.closed_at).label("closed_at"),
            sa.type_coerce(_t.c.urgency, _raw).label("urgency"),
            _t.c.concern_text,
            _k.c.title,
            _k.c.sensitive,
            _c.c.protected,
            _c.c.name,
            _c.c.family,
            _c.c.given,
            _t.c.phone,
            _t.c.other_way,
            _t.c.wants_written,
            _c.c.customer_number,
            _c.c.bg_number,
            _c.c.number_raw,
            _t.c.wish_day,
            _t.c.wish_start,
            _t.c.wish_end,
            _t.c.customer_deadline,
            sa.type_coerce(_t.c.policy, _raw).label("policy"),
            instant_text(_t.c.created_at).label("created_at"),
            instant_text(_t.c.due_at).label("due_at"),
            instant_text(_t.c.strict_48h_at).label("strict_48h_at"),
            _accepter.c.name.label("accepted_by"),
            _t.c.accepted_function,
            instant_text(_t.c.accepted_at).label("accepted_at"),
            _claim.c.staff_id.label("claim_staff"),
            _claimer.c.name.label("claimed_by"),
            instant_text(_last_interim).label("interim_at"),
            fell_away(_t).label("fell_away"),
            _t.c.appointment_id,
            _a.c.day,
            _a.c.start_minute,
        )
        .select_from(
            _t.join(_c, _c.c.id == _t.c.customer_id)
            .join(_b, _b.c.id == _t.c.branch_id)
            .join(_team, _team.c.id == _t.c.team_id)
            .outerjoin(_k, _k.c.id == _t.c.concern_id)
            .outerjoin(_a, _a.c.id == _t.c.appointment_id)
            .outerjoin(_claim, _claim.c.ticket_id == _t.c.id)
            .outerjoin(_claimer, _claimer.c.id == _claim.c.staff_id)
            .outerjoin(_accepter, _accepter.c.id == _t.c.accepted_by)
        )
        .order_by(_t.c.due_at, _t.c.created_at, _t.c.id)
    )


class TicketQuery:
    """The statements behind one kind of list, built once. Its limits may hold bind parameters."""

    def __init__(self, *limits: sa.ColumnElement[bool]) -> None:
        ids = sa.select(_t.c.id).where(*limits)
        self._rows = ticket_query().where(*limits)
        self._attempts = (
            sa.select(_try.c.ticket_id, instant_text(_try.c.at), sa.type_coerce(_try.c.result, _raw))
            .where(_try.c.ticket_id.in_(ids))
            .order_by(_try.c.at, _try.c.id)
        )
        # A team that handed a ticket on goes on seeing where it went.
        self._moved = sa.select(_move.c.ticket_id).where(
            _move.c.ticket_id.in_(ids),
            _move.c.kind == MoveKind.HANDED_OVER,
            _move.c.from_team_id == sa.bindparam("ticket_team", type_=_raw),
        )

    def run(self, connection: sa.Connection, actor: Actor, **values: Any) -> tuple[TicketLine, ...]:
        """The lines that meet the limits, the first due first."""
        values["ticket_team"] = actor.team_id or ""
        rows = connection.execute(self._rows, values).all()
        attempts: dict[str, list[tuple[datetime, AttemptResult]]] = {}
        for ticket_id, at, result in connection.execute(self._attempts, values):
            attempts.setdefault(ticket_id, []).append((_moment(at), _RESULT[result]))
        moved = {row[0] for row in connection.execute(self._moved, values)}
        viewed = values.get("branch")
        return tuple(_line(row, actor, attempts, moved, viewed) for row in rows)


_RESULT = {member.value: member for member in AttemptResult}
_STATUS = {member.value: member for member in TicketStatus}
_CLOSED: dict[str | None, ClosedAs | None] = {None: None, **{member.value: member for member in ClosedAs}}
_URGENCY = {member.value: member for member in Urgency}
_POLICY = {member.value: member for member in Policy}


def _moment(value: Any) -> datetime:
    found = moment(value)
    assert found is not None  # noqa: S101  (the column is NOT NULL)
    return found


def _line(
    row: Sequence[Any],
    actor: Actor,
    attempts: dict[str, list[tuple[datetime, AttemptResult]]],
    moved: set[str],
    viewed: str | None,
) -> TicketLine:
    (
        row_id, version, number, branch, branch_id, team_id, team, origin_team, status, closed_as, closed_at, urgency,
        concern_text, title, sensitive, protected, name, family, given, phone, other_way, wants_written,
        customer_number, bg_number, number_raw, wish_day, wish_start, wish_end, customer_deadline, policy,
        created_at, due_at, strict_at, accepted_by, accepted_function, accepted_at, claim_staff, claimed_by,
        interim_at, lost, appointment_id, appointment_day, appointment_start,
    ) = row  # fmt: skip
    hidden = protected and not actor.may(Right.OFFER, branch_id)
    concern = "" if sensitive else (title or concern_text)
    person_number = customer_number or bg_number or number_raw
    if hidden:
        name = phone = other_way = person_number = family = given = None
    mine = team_id == actor.team_id
    # Seen here although another branch has it: only those that this branch made are shown to it. One ticket by itself
    # is seen from no branch's list: there it is elsewhere where the person cannot work it.
    elsewhere = not actor.may(Right.CALL_BACK, branch_id) if viewed is None else branch_id != viewed
    handed = not mine and (
        elsewhere or row_id in moved or (actor.team_id is not None and origin_team == actor.team_id)
    )
    return TicketLine(
        id=row_id,
        version=version,
        number=number,
        branch=branch,
        team_id=team_id,
        team=team,
        mine=mine,
        handed_over=handed,
        status=_STATUS[status],
        closed_as=_CLOSED[closed_as],
        closed_at=closed_at and _moment(closed_at),
        fell_away=bool(lost),
        urgency=_URGENCY[urgency],
        concern=concern,
        sensitive=bool(sensitive),
        protected=bool(hidden),
        name=name or "",
        short_name=short_name(name or "", family, given),
        phone=phone,
        other_way=other_way,
        wants_written=bool(wants_written),
        customer_number=person_number,
        wish=None if wish_start is None else Wish(wish_day, wish_start, wish_end),
        customer_deadline=customer_deadline,
        policy=_POLICY[policy],
        created_at=_moment(created_at),
        due_at=_moment(due_at),
        strict_48h_at=_moment(strict_at),
        accepted_by=accepted_by,
        accepted_function=accepted_function,
        accepted_at=accepted_at and _moment(accepted_at),
        claimed_by=claimed_by,
        claim_is_mine=claim_staff == actor.id,
        attempts=tuple(attempts.get(row_id, ())),
        interim_at=interim_at and _moment(interim_at),
        appointment_id=appointment_id,
        appointment_day=appointment_day,
        appointment_start=appointment_start,
        search=search_key(name, concern, number, phone, national(phone), person_number, team, branch),
    )


_branch: sa.BindParameter[str] = sa.bindparam("branch")
_here = sa.or_(_t.c.branch_id == _branch, _t.c.shared_with_branch_id == _branch)
_still = sa.or_(_t.c.status != TicketStatus.CLOSED, fell_away(_t))
_OPEN = TicketQuery(_here, _still)
_CLOSED_SINCE = TicketQuery(
    _here, _t.c.status == TicketStatus.CLOSED, _t.c.closed_at >= sa.bindparam("since", type_=_t.c.closed_at.type)
)
_OVERDUE = TicketQuery(overdue(_branch))
_counts = sa.select(
    sa.func.count(),
    sa.func.count().filter(_t.c.team_id == sa.bindparam("team", type_=_raw)),
).where(_t.c.branch_id == _branch, _t.c.status != TicketStatus.CLOSED)
_late = sa.select(sa.func.count()).select_from(_t).where(overdue(_branch))
_unaccepted = sa.select(sa.func.count()).where(
    _t.c.branch_id == _branch,
    _t.c.status == TicketStatus.NEW,
    sa.or_(
        _t.c.created_at <= sa.bindparam("waits", type_=_t.c.created_at.type),
        sa.and_(
            _t.c.urgency == Urgency.EMERGENCY,
            _t.c.created_at <= sa.bindparam("waits_emergency", type_=_t.c.created_at.type),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TicketsOf:
    """The open tickets of a branch, own and handed over; with `closed` those closed in the last day instead."""

    branch_id: str
    now: datetime
    closed: bool = False

    def run(self, connection: sa.Connection, actor: Actor) -> TicketList:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        calendar = calendar_of(connection, self.branch_id)
        limits = Limits.at(self.now, calendar)
        if self.closed:
            lines = _CLOSED_SINCE.run(connection, actor, branch=self.branch_id, since=self.now - CLOSED_FOR)
        else:
            lines = _OPEN.run(connection, actor, branch=self.branch_id)
        return TicketList(
            branch_view(connection, self.branch_id),
            lines,
            calendar,
            limits,
            _count(connection, actor, self.branch_id, limits),
        )


@dataclass(frozen=True, slots=True)
class OverdueTickets:
    """The promises of a branch that are past their due instant: the other half of *ohne Anschluss-Zusage* (D9)."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[TicketLine, ...]:
        """Read them, the oldest first; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        return _OVERDUE.run(connection, actor, branch=self.branch_id, **overdue_values(self.now))


@dataclass(frozen=True, slots=True)
class CountTickets:
    """Only the quiet numbers, for the top line of every screen (D41)."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> TicketCounts:
        """Count; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        return _count(connection, actor, self.branch_id, Limits.at(self.now, calendar_of(connection, self.branch_id)))


def _count(connection: sa.Connection, actor: Actor, branch_id: str, limits: Limits) -> TicketCounts:
    found = connection.execute(_counts, {"branch": branch_id, "team": actor.team_id or ""}).one()
    late = connection.scalar(_late, {"branch": branch_id, **overdue_values(limits.now)})
    waiting = connection.scalar(
        _unaccepted,
        {"branch": branch_id, "waits": limits.unaccepted, "waits_emergency": limits.unaccepted_emergency},
    )
    return TicketCounts(found[0], late or 0, found[1], waiting or 0)


def lines_of_tickets(
    connection: sa.Connection, actor: Actor, *limits: sa.ColumnElement[bool]
) -> tuple[TicketLine, ...]:
    """The lines of tickets that meet limits made for this once; the caller has checked who may see them."""
    return TicketQuery(*limits).run(connection, actor)

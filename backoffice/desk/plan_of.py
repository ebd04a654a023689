"""The plan of a branch and what is booked on it, read for whoever looks for free time (D26, D30)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.calendar import calendar_of
from backoffice.desk.unserved import absences_of
from backoffice.domain.availability import Closing, Opening, Plan, Point, assumed_plan
from backoffice.domain.clock import wall
from backoffice.domain.free_times import Busy
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import OpeningKind
from backoffice.store.occupancy import record_time
from backoffice.store.tables.appointments import Appointment, Assignment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.calendar import Closure
from backoffice.store.tables.openings import OpeningBreak, OpeningPoint, OpeningRow
from backoffice.store.tables.organisation import ServicePoint

SETTLED_BEFORE = timedelta(minutes=30)
"""From here on before its start nobody changes an appointment's service point any more (D27)."""

_point, _opening, _of, _break = table(ServicePoint), table(OpeningRow), table(OpeningPoint), table(OpeningBreak)
_closure, _hold = table(Closure), table(Hold)
_a, _p, _customer, _assigned = table(Appointment), table(Placement), table(Customer), table(Assignment)


def plan_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> Plan:
    """When the service points of a branch are open from `first` to `last`, both included.

    A branch that has never had an opening works as before there were any: its service points are open in its office
    hours, and the plan says that this is assumed.
    """
    points = points_of(connection, branch_id)
    closings = closings_of(connection, branch_id, first, last)
    openings = openings_of(connection, branch_id, first, last)
    absences = absences_of(connection, branch_id, first, last)
    if not openings and not has_openings(connection, branch_id):
        return assumed_plan(points, calendar_of(connection, branch_id).hours, closings, absences=absences)
    return Plan(points, openings, closings, absences=absences)


def has_openings(connection: sa.Connection, branch_id: str) -> bool:
    """Whether the branch has, or had, a plan of its own."""
    return (
        connection.execute(sa.select(_opening.c.id).where(_opening.c.branch_id == branch_id).limit(1)).first()
        is not None
    )


def points_of(connection: sa.Connection, branch_id: str) -> tuple[Point, ...]:
    """The service points of a branch, in and out of service."""
    return tuple(Point(*row) for row in connection.execute(_points(), {"branch": branch_id}))


def openings_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> tuple[Opening, ...]:
    """The openings of a branch that touch these days."""
    days = {"branch": branch_id, "first": first, "last": last}
    points: dict[str, set[str]] = defaultdict(set)
    for opening_id, point_id in connection.execute(_opened(), days):
        points[opening_id].add(point_id)
    breaks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for opening_id, start, end in connection.execute(_breaks(), days):
        breaks[opening_id].append((start, end))
    return tuple(
        Opening(
            id=row.id,
            kind=OpeningKind(row.kind),
            points=frozenset(points[row.id]),
            first_day=row.first_day,
            last_day=row.last_day,
            weekday=row.weekday,
            start=row.start_minute,
            end=row.end_minute,
            contingent=row.contingent,
            reserved=row.reserved,
            reason=row.reason,
            breaks=tuple(sorted(breaks[row.id])),
        )
        for row in connection.execute(_openings(), days)
    )


def closings_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> tuple[Closing, ...]:
    """The closures and Buchungsstopps of a branch that touch these days, those of the whole house too."""
    found = connection.execute(_closings(), {"branch": branch_id, "first": first, "last": last})
    return tuple(
        Closing(
            id=row.id,
            kind=row.kind,
            first_day=row.first_day,
            last_day=row.last_day,
            start=row.start_minute,
            end=row.end_minute,
            group_id=row.group_id,
            name=row.name,
            house=row.branch_id is None,
        )
        for row in found
    )


def busy_of(connection: sa.Connection, branch_id: str, first: date, last: date, now: datetime) -> tuple[Busy, ...]:
    """What has a service point of the branch from `first` to `last`, both included: appointments and standing holds.

    Movable (D27) is what is booked, handed to nobody, needs no interpreter, and starts over 30 minutes after `now`.
    """
    days = {"branch": branch_id, "first": first, "last": last}
    fixed = frozenset(connection.scalars(_settled(), days))
    return tuple(
        Busy(holder, point, day, start, end, bool(movable) and holder not in fixed, bool(held))
        for holder, point, day, start, end, movable, held in taken_of(connection, branch_id, first, last, now)
    )


def taken_of(connection: sa.Connection, branch_id: str, first: date, last: date, now: datetime) -> Sequence[Any]:
    """The same as fast as the store gives it: rows in the shape of `Busy`, for a search that reads many.

    Here `movable` is what the appointment itself tells. Who is handed to somebody or needs an interpreter, which
    other tables know, `settled_among` says of the few that are to move.
    """
    day, minute = wall(now + SETTLED_BEFORE)
    days = {"branch": branch_id, "first": first, "last": last}
    # `all` hands over what the driver fetched; a loop over the result would fetch row by row.
    placed = connection.execute(_placed(), {**days, "day": day, "minute": minute}).all()
    held = connection.execute(_held(record_time(connection, now)), days).all()
    return [*placed, *held]


def settled_among(connection: sa.Connection, holders: Iterable[str]) -> frozenset[str]:
    """Which of these appointments are handed to somebody or need an interpreter: they keep their place (D27)."""
    asked = sorted(set(holders))
    if not asked:
        return frozenset()
    return frozenset(connection.scalars(sa.select(_a.c.id).where(_a.c.id.in_(asked), _settled_otherwise())))


# The statements of every booking and every search: to put one together takes as long as to run it.


@cache
def _points() -> sa.Select[Any]:
    return sa.select(
        _point.c.id,
        _point.c.name,
        _point.c.group_id,
        _point.c.position,
        _point.c.active,
        _point.c.first_day,
        _point.c.last_day,
    ).where(_point.c.branch_id == sa.bindparam("branch"))


@cache
def _openings() -> sa.Select[Any]:
    return sa.select(_opening).where(*_touching(_opening)).order_by(_opening.c.id)


@cache
def _opened() -> sa.Select[Any]:
    theirs = sa.select(_of.c.opening_id, _of.c.service_point_id)
    return theirs.join(_opening, _opening.c.id == _of.c.opening_id).where(*_touching(_opening))


@cache
def _breaks() -> sa.Select[Any]:
    within = sa.select(_break.c.opening_id, _break.c.start_minute, _break.c.end_minute)
    return within.join(_opening, _opening.c.id == _break.c.opening_id).where(*_touching(_opening))


@cache
def _closings() -> sa.Select[Any]:
    of_branch, *days = _touching(_closure)
    everywhere = sa.or_(of_branch, _closure.c.branch_id.is_(None))
    return sa.select(_closure).where(everywhere, *days).order_by(_closure.c.id)


def _touching(of: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    first, last = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)
    return of.c.branch_id == sa.bindparam("branch"), of.c.first_day <= last, of.c.last_day >= first


@cache
def _placed() -> sa.Select[Any]:
    day, minute = sa.bindparam("day", type_=sa.Date), sa.bindparam("minute", type_=sa.Integer)
    later = sa.or_(_a.c.day > day, sa.and_(_a.c.day == day, _a.c.start_minute > minute))
    return (
        sa.select(
            _a.c.id,
            _p.c.service_point_id,
            _a.c.day,
            _a.c.start_minute,
            _a.c.end_minute,
            # As numbers: making each a bool would cost a third of the reading.
            sa.type_coerce(sa.and_(_a.c.status == Status.BOOKED, later), sa.Integer),
            sa.null(),  # not held; nothing is quicker to read than NULL
        )
        .join(_p, _p.c.appointment_id == _a.c.id)
        .where(*_within(_a), _a.c.status.not_in(FREES_PLACE))
    )


def _held(now: sa.ColumnElement[datetime]) -> sa.CompoundSelect[Any]:
    return sa.union_all(_holds().where(_hold.c.expires_at > now), _proposed())


@cache
def _holds() -> sa.Select[Any]:
    return sa.select(*_kept(_hold)).where(*_within(_hold))


@cache
def _proposed() -> sa.Select[Any]:
    """What is proposed to customers is kept for them, at whatever branch their appointment is (D33)."""
    from backoffice.store.tables.proposals import Proposal, standing

    of = table(Proposal)
    branch: sa.BindParameter[str] = sa.bindparam("branch")
    first, last = _days()
    there = sa.func.coalesce(of.c.to_branch_id, of.c.branch_id) == branch
    return standing(*_kept(of)).where(there, of.c.day >= first, of.c.day <= last)


def _kept(of: sa.Table) -> tuple[Any, ...]:
    """The columns of what is kept for somebody, in the shape of `Busy`."""
    where = (of.c.service_point_id, of.c.day, of.c.start_minute, of.c.end_minute)
    return of.c.id, *where, sa.literal_column("0", sa.Integer), sa.literal_column("1", sa.Integer)


@cache
def _settled() -> sa.Select[Any]:
    return sa.select(_a.c.id).where(*_within(_a), _a.c.status == Status.BOOKED, _settled_otherwise())


def _days() -> tuple[sa.BindParameter[date], sa.BindParameter[date]]:
    return sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)


def _within(of: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    first, last = _days()
    return of.c.branch_id == sa.bindparam("branch"), of.c.day >= first, of.c.day <= last


def _settled_otherwise() -> sa.ColumnElement[bool]:
    assigned = sa.exists().where(_assigned.c.appointment_id == _a.c.id)
    interpreted = sa.exists().where(_customer.c.id == _a.c.customer_id, _customer.c.language.is_not(None))
    return sa.or_(assigned, interpreted)

"""Appointments as lists show them: one statement, one pass, frozen lines."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.views import Line, OrderMark, ProposalMark
from backoffice.domain.names import short_name
from backoffice.domain.phones import national
from backoffice.domain.rights import Right
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus, Origin, ToldBy
from backoffice.domain.text import search_key
from backoffice.store.tables.appointments import (
    Appointment,
    Assignment,
    Attempt,
    Claim,
    Customer,
    Note,
    Placement,
)
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Branch, Concern, ServicePoint, ServicePointGroup
from backoffice.store.tables.people import Staff
from backoffice.store.tables.proposals import Proposal, standing

_a, _c, _k = table(Appointment), table(Customer), table(Concern)
_p, _sp, _g = table(Placement), table(ServicePoint), table(ServicePointGroup)
_claim, _assigned = table(Claim), table(Assignment)
_claimer, _assignee = table(Staff).alias("claimer"), table(Staff).alias("assignee")
_n, _t, _o, _pr = table(Note), table(Attempt), table(InterpreterAssignment), table(Proposal)
_elsewhere = table(Branch).alias("elsewhere")

# Enums and instants come raw and are typed once below: the column types' own processors cost half of the time.
_raw = sa.String


def instant_text(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """An instant as the database gives it; `moment` reads it."""
    return sa.type_coerce(column, _raw)


def query() -> sa.Select[Any]:
    """The statement behind all lists; callers add what limits and orders it."""
    # The catalogue's area and flags stand in `concern`; an unmapped concern has none.
    return (
        sa.select(
            _a.c.id,
            _a.c.version,
            _a.c.day,
            _a.c.start_minute,
            _a.c.end_minute,
            sa.type_coerce(_a.c.channel, _raw).label("channel"),
            sa.type_coerce(_a.c.status, _raw).label("status"),
            sa.type_coerce(_a.c.origin, _raw).label("origin"),
            _a.c.concern_text,
            _a.c.raised_reason,
            _a.c.remark,
            instant_text(_a.c.arrived_at).label("arrived_at"),
            instant_text(_a.c.begun_at).label("begun_at"),
            instant_text(_a.c.ended_at).label("ended_at"),
            _a.c.backdated,
            _a.c.booking_number,
            _k.c.title,
            _k.c.emergency,
            _k.c.sensitive,
            sa.and_(_k.c.application, _a.c.application_kept.is_(None)).label("application"),
            _c.c.name,
            _c.c.family,
            _c.c.given,
            _c.c.phone,
            _c.c.customer_number,
            _c.c.bg_number,
            _c.c.number_raw,
            _c.c.protected,
            _g.c.name.label("group_name"),
            _sp.c.name.label("place"),
            _claim.c.staff_id.label("claim_staff"),
            instant_text(_claim.c.expires_at).label("expires_at"),
            _claimer.c.name.label("claimed_by"),
            _assigned.c.staff_id.label("assigned_staff"),
            _assignee.c.name.label("assigned_to"),
            _elsewhere.c.code.label("responsible"),
        )
        .select_from(
            _a.join(_c, _c.c.id == _a.c.customer_id)
            .outerjoin(_k, _k.c.id == _a.c.concern_id)
            .outerjoin(_g, _g.c.id == _a.c.group_id)
            .outerjoin(_p, _p.c.appointment_id == _a.c.id)
            .outerjoin(_sp, _sp.c.id == _p.c.service_point_id)
            .outerjoin(_claim, _claim.c.appointment_id == _a.c.id)
            .outerjoin(_claimer, _claimer.c.id == _claim.c.staff_id)
            .outerjoin(_assigned, _assigned.c.appointment_id == _a.c.id)
            .outerjoin(_assignee, _assignee.c.id == _assigned.c.staff_id)
            .outerjoin(_elsewhere, _elsewhere.c.id == _a.c.responsible_branch_id)
        )
        .order_by(_a.c.day, _a.c.start_minute, _c.c.name, _a.c.id)
    )


class LineQuery:
    """The statements behind one kind of list, built once: building them anew costs as much as reading.

    Its limits may hold bind parameters, whose values `run` is given.
    """

    def __init__(self, *limits: sa.ColumnElement[bool]) -> None:
        wanted = (_a.c.branch_id == sa.bindparam("line_branch"), *limits)
        ids = sa.select(_a.c.id).where(*wanted)
        self._rows = query().where(*wanted)
        self._attempts = (
            sa.select(_t.c.appointment_id, sa.func.count(), sa.type_coerce(sa.func.max(_t.c.at), _raw))
            .where(_t.c.appointment_id.in_(ids))
            .group_by(_t.c.appointment_id)
        )
        self._notes = (
            sa.select(_n.c.appointment_id, sa.func.count())
            .where(_n.c.appointment_id.in_(ids))
            .group_by(_n.c.appointment_id)
        )
        self._orders = sa.select(
            _o.c.appointment_id,
            sa.type_coerce(_o.c.status, _raw),
            _o.c.language,
            sa.type_coerce(_o.c.kind, _raw),
        ).where(_o.c.appointment_id.in_(ids), ~_o.c.replaced, _o.c.status != OrderStatus.CANCELLED)
        told_by = sa.type_coerce(_pr.c.told_by, _raw)
        proposed = standing(_pr.c.appointment_id, _pr.c.day, _pr.c.start_minute, told_by)
        self._proposals = proposed.where(_pr.c.appointment_id.in_(ids))

    def run(
        self, connection: sa.Connection, actor: Actor, branch_id: str, now: datetime, **values: Any
    ) -> tuple[Line, ...]:
        """The lines of one branch that meet the limits, in time order. A claim past its end is not shown."""
        values["line_branch"] = branch_id
        rows = connection.execute(self._rows, values).all()
        attempts = {row[0]: (row[1], moment(row[2])) for row in connection.execute(self._attempts, values)}
        notes = {row[0]: row[1] for row in connection.execute(self._notes, values)}
        orders = {row[0]: _mark(*row[1:]) for row in connection.execute(self._orders, values)}
        sees_protected = actor.may(Right.OFFER, branch_id)
        found = (_line(row, actor, attempts, notes, orders, now, sees_protected=sees_protected) for row in rows)
        proposed = {row[0]: _proposed(*row[1:]) for row in connection.execute(self._proposals, values)}
        if not proposed:
            return tuple(found)
        return tuple(replace(line, proposal=proposed[line.id]) if line.id in proposed else line for line in found)


def lines(
    connection: sa.Connection,
    actor: Actor,
    branch_id: str,
    limits: Iterable[sa.ColumnElement[bool]],
    now: datetime,
) -> tuple[Line, ...]:
    """The lines of one branch that meet limits made for this once (`LineQuery` for a list that is read often)."""
    return LineQuery(*limits).run(connection, actor, branch_id, now)


def moment(value: Any) -> datetime | None:
    """An instant (aware, UTC) from what the database gave for `instant_text`."""
    # SQLite keeps an instant as text in UTC, PostgreSQL gives it aware.
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


_STATUS = {member.value: member for member in Status}
_CHANNEL: dict[str | None, Channel | None] = {None: None, **{member.value: member for member in Channel}}
_ORIGIN = {member.value: member for member in Origin}
_NO_ATTEMPT: tuple[int, datetime | None] = (0, None)


def _line(
    row: Sequence[Any],
    actor: Actor,
    attempts: dict[str, tuple[int, datetime | None]],
    notes: dict[str, int],
    orders: dict[str, OrderMark],
    now: datetime,
    *,
    sees_protected: bool,
) -> Line:
    (
        row_id, version, day, start, end, channel, status, origin, concern_text, raised, remark,
        arrived, begun, ended, backdated, booking_number, title, emergency, sensitive, application,
        name, family, given, phone, customer_number, bg_number, number_raw, protected,
        group, place, claim_staff, expires, claimed_by, assigned_staff, assigned_to, responsible,
    ) = row  # fmt: skip
    hidden = protected and not sees_protected and assigned_staff != actor.id
    if claim_staff is not None and expires is not None:
        until = moment(expires)
        if until is not None and until <= now:
            claim_staff = claimed_by = None
    concern = "" if sensitive else (title or concern_text)
    number = customer_number or bg_number or number_raw
    if hidden:
        name = phone = number = remark = family = given = responsible = None
    count, last = attempts.get(row_id, _NO_ATTEMPT)
    return Line(
        id=row_id,
        version=version,
        day=day,
        start=start,
        end=end,
        channel=_CHANNEL[channel],
        status=_STATUS[status],
        origin=_ORIGIN[origin],
        concern=concern,
        emergency=bool(emergency) or raised is not None,
        sensitive=bool(sensitive),
        protected=bool(hidden),
        name=name or "",
        short_name=short_name(name or "", family, given),
        phone=phone,
        number=number,
        remark=remark,
        group=group,
        place=place,
        arrived_at=arrived and moment(arrived),
        begun_at=begun and moment(begun),
        ended_at=ended and moment(ended),
        claimed_by=claimed_by,
        claim_is_mine=claim_staff == actor.id,
        assigned_to=assigned_to,
        assigned_to_me=assigned_staff == actor.id,
        attempts=count,
        last_attempt_at=last,
        notes=notes.get(row_id, 0),
        backdated=bool(backdated),
        search=search_key(name, concern, phone, national(phone), number, booking_number, place, group),
        application=bool(application),
        responsible=responsible,
        order=None if hidden else orders.get(row_id),
    )


def _mark(status: str, language: str, kind: str | None) -> OrderMark:
    return OrderMark(OrderStatus(status), language, None if kind is None else InterpretingKind(kind))


def _proposed(day: date, start: int, told_by: str | None) -> ProposalMark:
    return ProposalMark(day, start, None if told_by is None else ToldBy(told_by))

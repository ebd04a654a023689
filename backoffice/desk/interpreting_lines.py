"""An order for an interpreter with its appointment, as lists show it: one statement, frozen lines (D46–D48)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.orders_beyond import against
from backoffice.desk.promises import failed_interpreters
from backoffice.domain.clock import wall
from backoffice.domain.interpreting import Against
from backoffice.domain.names import short_name
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, FREES_PLACE, Status
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus, Provider
from backoffice.domain.text import search_key
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreters import Interpreter
from backoffice.store.tables.interpreting import InterpreterAssignment, InterpreterRefusal
from backoffice.store.tables.organisation import Concern, ServicePoint, ServicePointGroup

_o, _no, _i = table(InterpreterAssignment), table(InterpreterRefusal), table(Interpreter)
_a, _c, _k, _g = table(Appointment), table(Customer), table(Concern), table(ServicePointGroup)
_p, _sp = table(Placement), table(ServicePoint)


class Matter(StrEnum):
    """What is to be done about an order, the most pressing first."""

    FAILED = "failed"
    """The customer is owed a new promise."""
    NEEDED = "needed"
    REQUESTED = "requested"
    """No answer yet."""
    TO_TELL = "to_tell"
    """Called off, and whoever was asked does not know it yet."""
    NO_RESULT = "no_result"
    """The talk is over, and nobody has said whether somebody interpreted."""
    CONFIRMED = "confirmed"
    DONE = "done"
    """Interpreted, failed and promised anew, or called off and known to be."""


TO_DO = (Matter.FAILED, Matter.NEEDED, Matter.REQUESTED, Matter.TO_TELL, Matter.NO_RESULT)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order with its appointment. `[start, end)` minutes of `day`."""

    id: str
    version: int
    matter: Matter
    status: OrderStatus
    language: str
    dialect: str
    kind: InterpretingKind | None
    day: date
    start: int
    end: int
    was: tuple[date, int] | None
    """When it was before the appointment was moved."""
    interpreter_id: str | None
    interpreter: str
    provider: Provider | None
    contact: str
    dial: str
    cost_note: str
    leaves: date | None
    """The interpreter's last day, where it is before this one."""
    cannot: Against | None
    """Why they cannot keep it by what is known of them now: somebody else is to be found."""
    needed_at: datetime
    requested_at: datetime | None
    requested_function: str
    answered_at: datetime | None
    answered_function: str
    agreed_with: str
    minutes: int | None
    """How long somebody interpreted, once that was noted."""
    talked: int | None
    """How long the talk took, as far as it is known by its beginning and end."""
    reason: str
    told_at: datetime | None
    told_to: str
    refused: tuple[tuple[str, str], ...]
    """Who has said no, and why."""
    appointment_id: str
    appointment_version: int
    appointment_status: Status
    appointment_day: date
    appointment_start: int
    appointment_end: int
    channel: Channel | None
    concern: str
    """Empty where it is sensitive (D24)."""
    sensitive: bool
    emergency: bool
    protected: bool
    """The person is protected and this actor may not see them: no name (D52)."""
    name: str
    short_name: str
    group: str | None
    place: str | None
    search: str


@cache
def query() -> sa.Select[Any]:
    """The statement behind all lists of orders; callers add what limits it."""
    return sa.select(
        _o,
        _i.c.name.label("interpreter"),
        _i.c.provider,
        _i.c.contact,
        _i.c.cost_note,
        _i.c.last_day,
        _a.c.version.label("appointment_version"),
        _a.c.status.label("appointment_status"),
        _a.c.day.label("appointment_day"),
        _a.c.start_minute.label("appointment_start"),
        _a.c.end_minute.label("appointment_end"),
        _a.c.begun_at,
        _a.c.ended_at,
        _a.c.channel,
        _a.c.concern_text,
        _a.c.raised_reason,
        _k.c.title,
        _k.c.sensitive,
        _k.c.emergency,
        _c.c.name,
        _c.c.family,
        _c.c.given,
        _c.c.protected,
        _g.c.name.label("group_name"),
        _sp.c.name.label("place"),
    ).select_from(
        _o.join(_a, _a.c.id == _o.c.appointment_id)
        .join(_c, _c.c.id == _a.c.customer_id)
        .outerjoin(_i, _i.c.id == _o.c.interpreter_id)
        .outerjoin(_k, _k.c.id == _a.c.concern_id)
        .outerjoin(_g, _g.c.id == _a.c.group_id)
        .outerjoin(_p, _p.c.appointment_id == _a.c.id)
        .outerjoin(_sp, _sp.c.id == _p.c.service_point_id)
    )


def matter_of(row: sa.Row[Any], owing: frozenset[str], now: datetime) -> Matter | None:
    """What is to be done; None: nothing any more, the appointment went another way."""
    status, over = OrderStatus(row.status), Status(row.appointment_status) in ENDINGS
    if status is OrderStatus.FAILED:
        return Matter.FAILED if row.appointment_id in owing else Matter.DONE
    if status is OrderStatus.CANCELLED:
        return Matter.TO_TELL if row.interpreter_id is not None and row.told_at is None else Matter.DONE
    if status is OrderStatus.ATTENDED:
        return Matter.DONE
    if status is OrderStatus.NEEDED:
        return None if over else Matter.NEEDED
    if (row.day, row.end_minute) <= wall(now) or over:
        # Whoever somebody brought along was never ordered: nothing is to be said of them afterwards.
        return Matter.NO_RESULT if row.interpreter_id is not None else Matter.DONE
    return Matter.REQUESTED if status is OrderStatus.REQUESTED else Matter.CONFIRMED


def order_lines(
    connection: sa.Connection, actor: Actor, rows: Iterable[sa.Row[Any]], branch_id: str, now: datetime
) -> list[OrderLine]:
    """The lines of these rows, in their order; of a need that went with its appointment none."""
    found = all_lines(connection, actor, rows, branch_id, now)
    return [line for line in found if line.status is not OrderStatus.NEEDED or line.matter is not Matter.DONE]


def all_lines(
    connection: sa.Connection, actor: Actor, rows: Iterable[sa.Row[Any]], branch_id: str, now: datetime
) -> list[OrderLine]:
    """A line for each of these rows, in their order; where nothing is to be done any more it is `DONE`."""
    rows = list(rows)
    owing = failed_interpreters(connection, branch_id)
    refused = _refusals(connection, [row.id for row in rows if row.status in LIVE])
    sees_protected = actor.may(Right.OFFER, branch_id)
    today = wall(now)[0]
    cannot = against(connection, [row for row in rows if row.status in ARRANGED and row.day >= today], today)
    return [
        _line(
            row,
            matter_of(row, owing, now) or Matter.DONE,
            refused.get(row.id, ()),
            cannot.get(row.id),
            hidden=bool(row.protected) and not sees_protected,
        )
        for row in rows
    ]


def _refusals(connection: sa.Connection, order_ids: list[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    if not order_ids:
        return {}
    rows = connection.execute(
        sa.select(_no.c.assignment_id, _i.c.name, _no.c.reason)
        .join(_i, _i.c.id == _no.c.interpreter_id)
        .where(_no.c.assignment_id.in_(order_ids))
        .order_by(_no.c.at, _no.c.id)
    )
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows:
        found[row.assignment_id] = (*found.get(row.assignment_id, ()), (row.name, row.reason))
    return found


def _line(
    row: sa.Row[Any], matter: Matter, refused: tuple[tuple[str, str], ...], cannot: Against | None, *, hidden: bool
) -> OrderLine:
    concern = "" if row.sensitive else row.title or row.concern_text
    name = "" if hidden else row.name
    leaves = row.last_day is not None and row.last_day < row.day and row.status in ARRANGED
    return OrderLine(
        id=row.id,
        version=row.version,
        matter=matter,
        status=OrderStatus(row.status),
        language=row.language,
        dialect=row.dialect,
        kind=row.kind,
        day=row.day,
        start=row.start_minute,
        end=row.end_minute,
        was=None if row.was_day is None else (row.was_day, row.was_start),
        interpreter_id=row.interpreter_id,
        interpreter=row.interpreter or "",
        provider=row.provider,
        contact=row.contact or "",
        dial=row.dial,
        cost_note=row.cost_note or "",
        leaves=row.last_day if leaves else None,
        cannot=cannot,
        needed_at=row.needed_at,
        requested_at=row.requested_at,
        requested_function=row.requested_function,
        answered_at=row.answered_at,
        answered_function=row.answered_function,
        agreed_with=row.agreed_with,
        minutes=row.minutes,
        talked=_minutes(row.begun_at, row.ended_at),
        reason=row.reason,
        told_at=row.told_at,
        told_to=row.told_to,
        refused=refused,
        appointment_id=row.appointment_id,
        appointment_version=row.appointment_version,
        appointment_status=Status(row.appointment_status),
        appointment_day=row.appointment_day,
        appointment_start=row.appointment_start,
        appointment_end=row.appointment_end,
        channel=row.channel,
        concern=concern,
        sensitive=bool(row.sensitive),
        emergency=bool(row.emergency) or row.raised_reason is not None,
        protected=hidden,
        name=name,
        short_name=short_name(name, None if hidden else row.family, None if hidden else row.given),
        group=row.group_name,
        place=None if row.appointment_status in FREES_PLACE else row.place,
        search=search_key(name, concern, row.interpreter, row.language, row.group_name),
    )


def _minutes(begun_at: datetime | None, ended_at: datetime | None) -> int | None:
    """Full minutes between two instants, one that has begun with them."""
    if begun_at is None or ended_at is None or ended_at < begun_at:
        return None
    return -int(-(ended_at - begun_at).total_seconds() // 60)

"""Ordering interpreters in tests, as a person at a desk does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import NewBooking
from backoffice.desk.calendar import HoursSpan
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.interpreters import AddInterpreter
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_lines import Matter, OrderLine
from backoffice.desk.interpreting_views import OrderFor, OrdersOf
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.orders import OrderInterpreter
from backoffice.desk.promises import Owed, Owing
from backoffice.domain.errors import Refused
from backoffice.domain.terms import InterpretingKind, OrderStatus, Provider
from backoffice.domain.week import parse_week
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.occupancy import Occupancy
from backoffice.wording.refusals import refusal
from tests.office import MONDAY, Office

_o, _ticks = table(InterpreterAssignment), table(Occupancy)

PHONE, VIDEO, ON_SITE, COLLEAGUE, COMPANION, SIGN = (
    InterpretingKind.PHONE,
    InterpretingKind.VIDEO,
    InterpretingKind.ON_SITE,
    InterpretingKind.COLLEAGUE,
    InterpretingKind.COMPANION,
    InterpretingKind.SIGN,
)
TIGRINYA = "tir"


def person(office: Office, name: str = "Yohannes Beispiel", **more: Any) -> str:
    """Somebody who comes on site for Tigrinya; their id."""
    values = {"provider": Provider.PERSON, "languages": {TIGRINYA: ""}, "on_site": True, "contact": "0", **more}
    return add(office, name, **values)


def hotline(office: Office, name: str = "Hotline", **more: Any) -> str:
    """A line that one dials at once, for Tigrinya and Dari; its id."""
    values = {"provider": Provider.HOTLINE, "languages": {TIGRINYA: "", "prs": ""}, "by_phone": True, **more}
    return add(office, name, **{"dial": "030 23125-999", **values})


def add(office: Office, name: str, **values: Any) -> str:
    """An interpreter of the office's branch."""
    desk = office.desk
    command = desk.new(AddInterpreter, **{"branch_id": office.branch_id, "name": name, **values})
    desk.perform(command)
    return command.interpreter_id


def order(
    office: Office,
    appointment_id: str,
    interpreter_id: str | None = None,
    kind: InterpretingKind | None = None,
    *,
    desk: Desk | None = None,
    **more: Any,
) -> Done:
    """Order somebody for an appointment; with neither, only note the need."""
    desk = desk or office.desk
    said = {name: more.pop(name) for name in ("language", "dialect", "adult", "short_notice", "dial") if name in more}
    wanted = NewOrder(**{"language": TIGRINYA, "kind": kind, "interpreter_id": interpreter_id, **said})
    return desk.perform(desk.new(OrderInterpreter, appointment_id=appointment_id, order=wanted, **more))


def move(
    office: Office, appointment_id: str, start: int, *, day: date = MONDAY, desk: Desk | None = None, **more: Any
) -> Done:
    """Move an appointment within Leistung 1; `order` and the like go into the booking."""
    desk = desk or office.desk
    booking = NewBooking(**{"group_id": office.groups["Leistung 1"], "day": day, "start": start, **more})
    return desk.perform(desk.new(MoveAppointment, appointment_id=appointment_id, booking=booking))


def of(office: Office, appointment_id: str) -> OrderLine | None:
    """The present order of an appointment."""
    return office.desk.read(OrderFor(appointment_id, office.desk.clock.now()))


def matters(office: Office, branch_id: str | None = None) -> list[tuple[Matter, str]]:
    """What is to do about orders, as (matter, name of the customer)."""
    found = office.desk.read(OrdersOf(branch_id or office.branch_id, office.desk.clock.now()))
    return [(line.matter, line.name) for line in found]


def rows(office: Office) -> list[sa.Row[Any]]:
    """All orders as the store has them, the oldest first."""
    return office.desk.store.read(lambda c: c.execute(sa.select(_o).order_by(_o.c.needed_at, _o.c.id)).all())


def busy(office: Office, interpreter_id: str) -> list[tuple[date, int]]:
    """The minutes at which five minutes of somebody's time are taken."""
    wanted = sa.select(_ticks.c.day, _ticks.c.tick).where(_ticks.c.resource_id == interpreter_id)
    found = office.desk.store.read(lambda c: c.execute(wanted).all())
    return sorted((row.day, row.tick * 5) for row in found)


def do(office: Office, kind: Any, **values: Any) -> Done:
    """Perform a command at the office's desk."""
    return office.desk.perform(office.desk.new(kind, **values))


def refused(code: str, work: Callable[..., Any], *args: Any, **values: Any) -> dict[str, Any]:
    """The values of a refusal that has to come, and whose sentence is whole."""
    with pytest.raises(Refused) as caught:
        work(*args, **values)
    assert caught.value.code == code, caught.value
    said = refusal(caught.value)
    assert "?" not in str(said) or code == "who_was_told", said
    return dict(caught.value.values)


def stood(office: Office, appointment_id: str) -> tuple[OrderStatus, str] | None:
    """How the present order of an appointment stands, and who it is."""
    found = of(office, appointment_id)
    return found and (found.status, found.interpreter)


def owed(office: Office) -> dict[str, Owed]:
    """What still owes somebody something, and why."""
    found = office.desk.read(Owing(office.branch_id, office.desk.clock.now()))
    return {line.id: why for line, why in found}


def spans(text: str) -> tuple[HoursSpan, ...]:
    """A week as people type it."""
    week = parse_week(text)
    return tuple(
        HoursSpan(weekday=weekday, start=start, end=end)
        for weekday, of_day in enumerate(week.week)
        for start, end in of_day
    )

"""Interpreters who are ordered for today in the example office: what its screen 4 shows at first."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backoffice.demo.install import HOME_BRANCH
from backoffice.demo.office import OFFICE
from backoffice.domain.clock import FixedClock, wall
from backoffice.domain.ids import new_id
from backoffice.domain.terms import InterpretingKind, Provider

if TYPE_CHECKING:
    from collections.abc import Callable

    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.views import Line
    from backoffice.domain.interpreters import Interpreter

ORDERED = 3
AGO = timedelta(minutes=40)
"""How long before the example was opened they were ordered."""


def order_interpreters(desk: "Desk", day: date) -> int:
    """Order for the first of whom the booking file says which language they speak, once a day; gives how many.

    One stands, one was asked and has not answered, of one it is only noted; the others keep their hints.
    """
    from backoffice.desk.day import DayOf
    from backoffice.desk.desk import Desk
    from backoffice.desk.interpreter_views import Interpreters
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.orders import ConfirmInterpreter, OrderInterpreter
    from backoffice.desk.organisation_views import Branches

    branch = next((b for b in desk.read(Branches()) if b.code == HOME_BRANCH), None)
    now = desk.clock.now()
    if branch is None or wall(now)[0] != day:
        return 0
    login = next(person.login for person in OFFICE.branch(HOME_BRANCH).staff if person.team)
    # Not the desk of whoever looks at it: `u` takes back only what they did.
    other = Desk(desk.store, desk.login if desk.store.shared else login, new_id(), FixedClock(now - AGO))
    lines = desk.read(DayOf(branch.id, day, now)).lines
    if any(line.order is not None for line in lines):
        return 0
    agency = next(view.of for view in other.read(Interpreters(day)) if view.of.provider is Provider.AGENCY)
    orders: list[Callable[[str, str], NewOrder | None]] = [
        lambda one, code: _free_then(other, one, code),
        # The agency wants to be asked two days before; on the phone it said that it would try.
        lambda _, code: _of(agency, code) if code in agency.languages else None,
        lambda _, code: NewOrder(language=code),
    ]
    for line, code in _hinted(lines, wall(now)[1]):
        order = orders[0](line.id, code) if orders else None
        if order is not None:
            done = other.perform(other.new(OrderInterpreter, appointment_id=line.id, order=order))
            if len(orders) == ORDERED and done.code == "interpreter_requested":
                other.perform(other.new(ConfirmInterpreter, order_id=order.id, agreed_with="Disposition"))
            orders.pop(0)
    return ORDERED - len(orders)


def _free_then(desk: "Desk", appointment_id: str, code: str) -> "NewOrder | None":
    """Whoever is free at the appointment's own time, and has to be asked."""
    from backoffice.desk.interpreting import NewOrder
    from backoffice.desk.interpreting_prefill import InterpretingFor

    found = desk.read(InterpretingFor(appointment_id, desk.clock.now(), language=code)).then
    someone = next((one for one in found if not one.at_once), None)
    if someone is None:
        return None
    return NewOrder(language=code, kind=someone.kind, interpreter_id=someone.id)


def _of(agency: "Interpreter", code: str) -> "NewOrder":
    from backoffice.desk.interpreting import NewOrder

    return NewOrder(language=code, kind=InterpretingKind.ON_SITE, interpreter_id=agency.id, short_notice=True)


def _hinted(lines: "tuple[Line, ...]", minute: int) -> "list[tuple[Line, str]]":
    """Who is still to come and names a language."""
    from backoffice.domain.language_hints import hinted

    hints = ((line, hinted(line.remark)) for line in lines if line.open and line.start > minute)
    return [(line, hint.code) for line, hint in hints if hint is not None and hint.code is not None]

"""An order is found by the end of its id or of its appointment's; a change of mind about one stays in order (D48)."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.order_picking import PickedOrder
from backoffice.desk.orders import CancelInterpreter, NotNeeded
from backoffice.domain.errors import BackofficeError
from backoffice.domain.terms import OrderStatus, Role
from backoffice.wording.refusals import refusal
from tests.office import MONDAY, Office
from tests.ordering import COMPANION, ON_SITE, PHONE, TIGRINYA, hotline, move, of, order, person, rows
from tests.two_branches import two_branches

S = OrderStatus


def pick(office: Office, ending: str, **more: Any) -> OrderLine:
    return office.desk.read(PickedOrder(ending, office.desk.clock.now(), **more))


def refused(code: str, work: Any, *args: Any, **values: Any) -> None:
    with pytest.raises(BackofficeError) as caught:
        work(*args, **values)
    assert caught.value.code == code
    assert "?" not in str(refusal(caught.value))


def test_by_its_own_id_and_by_its_appointment(office: Office) -> None:
    one, other, who = office.book(600), office.book(700), person(office)
    order(office, one, who)
    found = pick(office, one[-6:])
    assert (found.appointment_id, found.status) == (one, S.REQUESTED)
    assert pick(office, found.id[-8:].upper()).id == found.id
    assert pick(office, found.id).version == found.version
    refused("no_order", pick, office, other[-8:])
    refused("order_unknown", pick, office, "0" * 32)
    refused("id_shape", pick, office, "xyz")


def test_of_several_orders_the_one_that_is_meant(office: Office) -> None:
    one, who = office.book(600), person(office)
    order(office, one, who)
    first = pick(office, one).id
    office.desk.perform(office.desk.new(CancelInterpreter, order_id=first))
    assert (pick(office, one).status, pick(office, one, to_tell=True).id) == (S.NEEDED, first)
    office.desk.perform(office.desk.new(NotNeeded, appointment_id=one))
    assert pick(office, one).id == first  # nothing is needed any more: what is left is to be told
    ids = {row.id for row in rows(office)}
    assert len(ids) == 2


def test_orders_of_other_branches_are_not_there(office: Office) -> None:
    both = two_branches(office)
    one = office.book(600)
    order(office, one, person(office))
    with pytest.raises(BackofficeError, match="order_unknown"):
        both.there.read(PickedOrder(one[-8:], office.desk.clock.now()))
    here = office.colleague("anna", "Anna Amt", Role.CASEWORKER)
    assert here.read(PickedOrder(one[-8:], office.desk.clock.now())).appointment_id == one


def test_who_is_ordered_is_not_let_go_by_noting_the_need(office: Office) -> None:
    one, who = office.book(600), person(office)
    order(office, one, who)
    refused("already_ordered", order, office, one)
    assert pick(office, one).status is S.REQUESTED
    order(office, one, language="amh")  # another language: nobody who was ordered is of use
    assert (pick(office, one).status, pick(office, one).language) == (S.NEEDED, "amh")


def test_a_companion_who_does_not_come_leaves_the_need(office: Office) -> None:
    one = office.book(600)
    order(office, one, kind=COMPANION, adult=True)
    done = office.desk.perform(office.desk.new(CancelInterpreter, order_id=pick(office, one).id))
    assert done.values["to_tell"] is False
    assert (pick(office, one).status, pick(office, one).kind) == (S.NEEDED, None)


def test_a_move_that_names_the_way_keeps_whoever_comes_that_way(office: Office) -> None:
    who, other = person(office), person(office, "Aaron Beispiel")
    line = hotline(office)
    one = office.book(600)
    order(office, one, who)
    wanted = NewOrder(language=TIGRINYA, kind=ON_SITE)
    two = move(office, one, 700, order=wanted).ids[0]
    assert (of(office, two).interpreter_id, len(rows(office))) == (who, 1)  # nobody was called off
    busy = office.book(800, place="L1-2")
    order(office, busy, who)
    three = move(office, two, 800, order=wanted).ids[0]
    assert of(office, three).interpreter_id == other
    assert pick(office, three).status is S.REQUESTED
    four = move(office, three, 900, day=MONDAY + timedelta(days=1), order=NewOrder(language=TIGRINYA, kind=PHONE))
    assert of(office, four.ids[0]).interpreter_id == line


def test_a_booking_that_only_notes_the_language_calls_nobody_off(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who)
    two = move(office, one, 700, order=NewOrder(language=TIGRINYA)).ids[0]
    assert (of(office, two).interpreter_id, of(office, two).status) == (who, S.REQUESTED)
    three = move(office, two, 800, order=NewOrder(language="amh")).ids[0]
    assert (of(office, three).language, of(office, three).status) == ("amh", S.NEEDED)

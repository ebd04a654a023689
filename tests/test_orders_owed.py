"""What a failed interpreter owes and until when; what is told of orders that cannot be kept (D9, D48)."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.booking import BookAppointment, BookFollowUp, NewBooking, Person
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.finishing import Finish
from backoffice.desk.interpreter_times import AddInterpreterDay, SetInterpreterHours
from backoffice.desk.interpreters import ChangeInterpreter, LeaveInterpreter
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_lines import Matter
from backoffice.desk.interpreting_prefill import InterpretingFor, InterpretingOffers
from backoffice.desk.interpreting_views import CountOrders, OrdersOf
from backoffice.desk.orders import (
    CancelInterpreter,
    ConfirmInterpreter,
    DeclineInterpreter,
    InterpreterFailed,
    NotNeeded,
    stamp,
)
from backoffice.desk.promises import Owed
from backoffice.desk.tickets import MakeTicket, NewTicket, Reach
from backoffice.desk.undo import Undo
from backoffice.domain.errors import Conflict
from backoffice.domain.interpreting import Against
from backoffice.domain.terms import OrderStatus, Outcome, Provider
from tests.office import MONDAY, Office
from tests.ordering import (
    COMPANION,
    ON_SITE,
    PHONE,
    TIGRINYA,
    busy,
    do,
    hotline,
    matters,
    move,
    of,
    order,
    owed,
    person,
    refused,
    spans,
    stood,
)

S = OrderStatus
TUESDAY = MONDAY + timedelta(days=1)


# --- what a failure owes, and until when (D9, D48) ---------------------------------------------------------------


def test_a_failure_owes_a_new_promise_until_there_is_one(office: Office) -> None:
    who, line = person(office), hotline(office)
    one = office.book(600, day=TUESDAY)
    order(office, one, who)
    assert owed(office) == {}
    do(office, InterpreterFailed, order_id=of(office, one).id, reason="krank gemeldet")
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}
    assert matters(office) == [(Matter.FAILED, "Weiß, Thea")]
    assert office.desk.read(CountOrders(office.branch_id, office.desk.clock.now())) == 1
    assert busy(office, who) == []
    refused("wrong_order_state", do, office, ConfirmInterpreter, order_id=of(office, one).id)
    done = order(office, one, line, PHONE)
    assert owed(office) == {}
    do(office, Undo, undoes=done.entry_id)
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}
    moved = move(office, one, 700, day=TUESDAY).ids[0]
    assert owed(office) == {}
    assert stood(office, moved) == (S.NEEDED, "")


def test_a_failure_that_was_talked_about_is_done(office: Office) -> None:
    who = person(office)
    one = office.book(515)
    order(office, one, who)
    do(office, InterpreterFailed, order_id=of(office, one).id)
    do(office, Finish, appointment_id=one, outcomes=({"kind": Outcome.SETTLED},))
    assert (owed(office), matters(office)) == ({}, [(Matter.DONE, "Weiß, Thea")])


def failed(office: Office, who: str, **more: Any) -> str:
    """Somebody whose interpreter has failed."""
    one = office.book(600, day=TUESDAY, **more)
    order(office, one, who)
    office.desk.clock.advance(minutes=5)
    do(office, InterpreterFailed, order_id=of(office, one).id)
    return one


def test_what_was_promised_before_the_failure_promises_nothing_about_it(office: Office) -> None:
    who = person(office)
    one = office.book(600, day=TUESDAY)
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=700)
    do(office, BookFollowUp, appointment_id=one, booking=booking)
    earlier = NewTicket(number="R-22-223", team_id=office.team(), reach=Reach(phone="030 23125115"))
    do(office, MakeTicket, ticket=earlier, appointment_id=one)
    office.desk.clock.advance(minutes=5)
    order(office, one, who)
    do(office, InterpreterFailed, order_id=of(office, one).id)
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}
    assert matters(office)[0] == (Matter.FAILED, "Weiß, Thea")
    office.desk.clock.advance(minutes=5)
    later = NewTicket(number="R-22-224", team_id=office.team(), reach=Reach(phone="030 23125115"))
    do(office, MakeTicket, ticket=later, appointment_id=one)
    assert owed(office) == {}


def test_that_somebody_is_needed_is_no_promise(office: Office) -> None:
    who, other = person(office), person(office, "Zeray Beispiel")
    one = failed(office, who)
    refused("already_ordered", order, office, one)
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}
    order(office, one, other)
    assert owed(office) == {}
    do(office, DeclineInterpreter, order_id=of(office, one).id)
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}
    order(office, one, other)
    do(office, CancelInterpreter, order_id=of(office, one).id, told_to="Disposition")
    assert (stood(office, one), owed(office)) == ((S.NEEDED, ""), {one: Owed.INTERPRETER_FAILED})


def test_who_says_no_after_the_start_has_failed(office: Office) -> None:
    who = person(office)
    one = office.book(515)
    order(office, one, who)
    office.desk.clock.advance(minutes=20)
    refused("declined_too_late", do, office, DeclineInterpreter, order_id=of(office, one).id)
    do(office, InterpreterFailed, order_id=of(office, one).id)
    assert owed(office) == {one: Owed.INTERPRETER_FAILED}


# --- what is known of an interpreter changes, orders are listed (issue: listed, never dropped) ---------------------


def test_orders_that_cannot_be_kept_any_more_are_told_and_marked(office: Office) -> None:
    who = person(office, by_phone=True)
    one = office.book(600, day=TUESDAY)
    order(office, one, who, ON_SITE)

    def cannot() -> Against | None:
        return of(office, one).cannot

    assert cannot() is None
    done = do(office, SetInterpreterHours, interpreter_id=who, since=TUESDAY, spans=spans("mo-fr 13-16"))
    assert (done.values["orders"], cannot()) == (1, Against.CLOSED)
    do(office, Undo, undoes=done.entry_id)
    done = do(office, AddInterpreterDay, interpreter_id=who, day=TUESDAY, start=480, end=540)
    assert (done.values["orders"], cannot()) == (1, Against.CLOSED)
    do(office, Undo, undoes=done.entry_id)
    entry = {"provider": Provider.PERSON, "name": "Yohannes Beispiel", "languages": {"prs": ""}, "on_site": True}
    done = do(office, ChangeInterpreter, interpreter_id=who, **entry)
    assert (done.values["orders"], cannot()) == (1, Against.LANGUAGE)
    do(office, Undo, undoes=done.entry_id)
    done = do(office, LeaveInterpreter, interpreter_id=who, last_day=MONDAY)
    assert (done.values["orders"], cannot()) == (1, Against.LEFT)
    assert [line.matter for line in office.desk.read(OrdersOf(office.branch_id, office.desk.clock.now()))] == [
        Matter.REQUESTED
    ]


def test_not_needed_calls_off_what_was_ordered_for_other_talks(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one)
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=600)
    two = do(office, BookFollowUp, appointment_id=one, booking=booking).ids[0]
    order(office, two, who)
    assert do(office, NotNeeded, appointment_id=one).values["to_tell"] is True
    assert (of(office, two), busy(office, who)) == (None, [])


def test_what_was_typed_goes_along_and_short_notice_too(office: Office) -> None:
    who = person(office, notice_minutes=1440)
    one = office.book(600)
    order(office, one, who, short_notice=True)
    refused("interpreter_not_free", move, office, one, 700)
    wanted = NewOrder(language=TIGRINYA, interpreter_id=who, short_notice=True, dialect="aus Keren", dial="0999")
    moved = of(office, move(office, one, 700, order=wanted).ids[0])
    assert (moved.status, moved.dialect, moved.dial) == (S.REQUESTED, "aus Keren", "0999")


def test_an_undo_says_that_the_interpreter_knows_it_otherwise(office: Office) -> None:
    who, line = person(office), hotline(office)
    one = office.book(600, day=TUESDAY)
    done = order(office, one, who)
    assert do(office, Undo, undoes=done.entry_id).values["tell_interpreter"] is True
    assert do(office, Undo, undoes=order(office, one, line, PHONE).entry_id).values["tell_interpreter"] is False
    order(office, one, who)
    do(office, ConfirmInterpreter, order_id=of(office, one).id, agreed_with="selbst")
    done = do(office, CancelInterpreter, order_id=of(office, one).id, told_to="Disposition")
    assert do(office, Undo, undoes=done.entry_id).values["tell_interpreter"] is True
    assert (stood(office, one), of(office, one).agreed_with) == ((S.REQUESTED, "Yohannes Beispiel"), "")


def test_nonsense_is_refused_in_words(office: Office) -> None:
    line = hotline(office)
    one = office.book(480)
    for minutes in (-10, 0, 100_000):
        refused("bad_interpreted_minutes", order, office, one, line, PHONE, now=True, minutes=minutes)
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=600, concern_text="x", minutes=20)
    nobody = Person(family="Alem", language="qqq")
    refused("unknown_language", do, office, BookAppointment, booking=booking, person=nobody)


def test_whose_time_is_over_is_not_told(office: Office) -> None:
    who = person(office)
    one = office.book(515)
    order(office, one, who)
    office.desk.clock.advance(minutes=60)
    assert "to_tell" not in do(office, CancelByCustomer, appointment_id=one).values
    assert matters(office) == []


# --- two at one order, and what is asked again -------------------------------------------------------------------


def test_whom_a_colleague_has_ordered_since_is_not_replaced_unseen(office: Office) -> None:
    who, other = person(office), person(office, "Zeray Beispiel")
    one = office.book(600, day=TUESDAY)
    seen = stamp(of(office, one))
    order(office, one, who, seen=seen)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        order(office, one, other, seen=seen)
    refused("already_ordered", order, office, one, who)  # nobody is called off and asked again for the same
    order(office, one, other, seen=stamp(of(office, one)))
    assert stood(office, one) == (S.REQUESTED, "Zeray Beispiel")


def test_whoever_declined_one_time_is_offered_for_others_and_the_talk_grows_once(office: Office) -> None:
    who = person(office)
    one = office.book(600, day=TUESDAY)

    def offers() -> InterpretingOffers:
        return office.desk.read(InterpretingFor(one, office.desk.clock.now()))

    order(office, one, who)
    do(office, DeclineInterpreter, order_id=of(office, one).id)
    found = offers()
    assert (found.then, found.minutes) == ((), 30)
    assert {slot.interpreter.name for slot in found.times if slot.interpreter} == {"Yohannes Beispiel"}
    assert [way.kind for way in found.ways] == [ON_SITE]
    one = move(office, one, 700, day=TUESDAY, minutes=30, order=NewOrder(language=TIGRINYA, interpreter_id=who)).ids[
        0
    ]
    assert offers().minutes == 30
    do(office, DeclineInterpreter, order_id=of(office, one).id)
    assert offers().minutes == 30


def test_a_companion_is_never_asked_how_it_went(office: Office) -> None:
    one = office.book(510)
    order(office, one, kind=COMPANION, adult=True)
    office.desk.clock.advance(hours=1)
    assert matters(office) == [(Matter.DONE, "Weiß, Thea")]

"""Booking forms where somebody has to interpret: times for both by default, without on demand (D46, D49)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.booking import BookFollowUp
from backoffice.desk.booking_prefill import FollowUpPrefill, MovePrefill
from backoffice.desk.first_prefill import FirstPrefill
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.orders import InterpreterFailed
from backoffice.desk.record import RecordOf
from backoffice.domain.clock import wall
from backoffice.domain.states import Status
from backoffice.domain.terms import OrderStatus
from backoffice.screens.booking import BookingDialog
from backoffice.screens.booking_interpreting import called_off, new_order, order_of, ways, who, wish_of
from backoffice.screens.booking_search import find
from backoffice.widgets.language_picker import LanguagePicker
from backoffice.wording import booking_form as words
from tests.driver import Driver, at_desk
from tests.frames import assert_fits
from tests.office import MONDAY, Office
from tests.ordering import COMPANION, ON_SITE, TIGRINYA, matters, of, order, person
from tests.views import read

S = OrderStatus
TWO_DAYS = 2 * 1440
WEDNESDAY = MONDAY + timedelta(days=2)
SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def found(office: Office, appointment_id: str, *, moves: bool = False) -> Any:
    query = MovePrefill if moves else FollowUpPrefill
    prefill = office.desk.read(query(appointment_id, office.desk.clock.now()))
    return find(office.desk, prefill, moves=moves, hold_id=None)


def test_who_speaks_another_language_is_offered_times_for_both(office: Office) -> None:
    one, somebody = office.book(540), person(office, notice_minutes=TWO_DAYS)
    order(office, one)
    there = found(office, one)
    assert (there.wish.language, there.wish.longer, there.wish.leave_out) == (TIGRINYA, True, None)
    first = there.view.offers[0]
    assert (first.day, first.start, first.end) == (WEDNESDAY, 510, 540)
    assert who(first) == "vor Ort: Yohannes Beispiel"
    booking = there.wanted.booking(first, order=new_order(there.wish, there.order, first))
    assert booking.minutes == 30
    new = office.desk.perform(office.desk.new(BookFollowUp, appointment_id=one, booking=booking)).ids[0]
    ordered = of(office, new)
    assert (ordered.status, ordered.kind, ordered.interpreter_id) == (S.REQUESTED, ON_SITE, somebody)
    # Without: nobody is asked, but that somebody is needed is not forgotten.
    without = replace(there.wanted, interpreting=None)
    plain = office.desk.read(without.times(office.desk.clock.now(), None, None)).offers[0]
    assert (plain.day, plain.end - plain.start, plain.interpreter) == (MONDAY, 20, None)
    alone = without.booking(plain, order=new_order(None, there.order, plain))
    other = office.desk.perform(office.desk.new(BookFollowUp, appointment_id=one, booking=alone)).ids[0]
    assert of(office, other).status is S.NEEDED


def test_nobody_else_is_looked_for_where_no_language_is_known(office: Office) -> None:
    one = office.book(540)
    assert found(office, one).wish is None
    assert found(office, one).view.ways == ()


def test_a_move_takes_who_was_ordered_along_where_they_can(office: Office) -> None:
    one, somebody = office.book(540), person(office, "Zula Beispiel")
    person(office, "Almaz Beispiel")
    order(office, one, somebody, dialect="aus Keren")
    there = found(office, one, moves=True)
    # It is as long as it was made, and the one who was ordered is offered first.
    assert (there.wish.rather, there.wish.leave_out, there.wish.longer) == (somebody, there.order.id, False)
    first = there.view.offers[0]
    assert (first.end - first.start, who(first)) == (20, "vor Ort: Zula Beispiel")
    booking = there.wanted.booking(first, order=new_order(there.wish, there.order, first))
    command = office.desk.new(MoveAppointment, appointment_id=one, version=there.prefill.version, booking=booking)
    moved = of(office, office.desk.perform(command).ids[0])
    assert (moved.id, moved.interpreter, moved.dialect, moved.status) == (
        there.order.id, "Zula Beispiel", "aus Keren", S.REQUESTED,
    )  # fmt: skip


def test_a_companion_comes_along_by_themselves(office: Office) -> None:
    one = office.book(540)
    order(office, one, kind=COMPANION, adult=True)
    there = found(office, one, moves=True)
    assert there.wish is None
    assert there.view.offers[0].day == MONDAY
    # For what follows nobody knows whether they come again.
    person(office)
    assert found(office, one).wish is not None


def test_after_a_failure_somebody_is_looked_for_as_at_first(office: Office) -> None:
    one, somebody = office.book(540), person(office)
    order(office, one, somebody)
    office.desk.perform(office.desk.new(InterpreterFailed, order_id=of(office, one).id))
    there = found(office, one, moves=True)
    assert (there.wish.leave_out, there.wish.rather, there.wish.longer) == (None, somebody, True)


def test_only_who_was_asked_is_called_off(office: Office) -> None:
    one, somebody = office.book(540), person(office)
    order(office, one)
    assert called_off(found(office, one, moves=True).order, moves=True) == ""
    order(office, one, somebody)
    there = found(office, one, moves=True)
    assert called_off(there.order, moves=True) == "Yohannes Beispiel"
    assert called_off(there.order, moves=False) == called_off(None, moves=True) == ""
    assert words.without("Tigrinya", "Yohannes Beispiel").startswith("▲ Ohne Sprachmittlung: Kann Yohannes Beispiel")


def test_no_time_for_both_says_what_there_is(office: Office) -> None:
    one = office.book(540)
    order(office, one, language="prs")
    there = found(office, one)
    assert there.view.offers == ()
    text = words.nobody_and_no_time(ways(there.view, "prs", wall(office.desk.clock.now())))
    assert "Für Dari ist hier niemand eingetragen" in text
    assert text.endswith("d sucht ohne Sprachmittlung.")


def test_a_day_on_which_nobody_interprets_is_full_not_closed(office: Office) -> None:
    one = office.book(540)
    person(office, notice_minutes=TWO_DAYS)
    order(office, one)
    week = found(office, one).view.week
    assert [(day.morning, day.afternoon, day.why) for day in week[:2]] == [(0, 0, None), (0, 0, None)]
    assert week[2].morning


def test_an_order_at_another_branch_is_nobodys_business_here(office: Office) -> None:
    one = office.book(540)
    prefill = office.desk.read(FollowUpPrefill(one, office.desk.clock.now()))
    assert order_of(office.desk, replace(prefill, appointment_id=None)) is None
    assert order_of(office.desk, replace(prefill, appointment_id="0" * 32)) is None
    assert wish_of(replace(prefill, language="ara"), None, moves=False).language == "ara"


def test_a_first_appointment_knows_the_language_that_was_said(office: Office) -> None:
    values = {"concern_id": None, "concern_text": "Frage", "name": "Tekle", "has_phone": False, "email": ""}
    query = FirstPrefill(branch_id=office.branch_id, now=office.desk.clock.now(), **values)
    assert office.desk.read(query).language is None
    assert office.desk.read(replace(query, language=TIGRINYA)).language == TIGRINYA


# --- the form ------------------------------------------------------------------------------------------------------


def form(desk: Driver) -> BookingDialog:
    assert isinstance(desk.app.screen, BookingDialog), desk.shown
    return desk.app.screen


@SQLITE
async def test_d_looks_without_and_with_and_a_move_says_who_is_called_off(office: Office, clock) -> None:
    one, somebody = office.book(540, name="Arndt, Ida"), person(office, notice_minutes=TWO_DAYS)
    order(office, one, somebody, short_notice=True)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("v")
        assert "▌1  Mi 25.11. 08:30–08:50  vor Ort: Yohannes Beispiel" in desk.shown
        assert "Mit Sprachmittlung Tigrinya (d sucht ohne)." in read(desk.app)
        assert_fits(desk.app)
        await desk.press("d")
        assert "Kann Yohannes Beispiel dann nicht, wird abbestellt" in read(desk.app)
        assert "▌1  Mo 23.11. 08:30–08:50" in desk.shown
        # Put aside and brought back it looks without, still.
        await desk.press("1", "escape", "f6")
        assert "√ Mo 23.11. 08:30–08:50" in desk.shown
        await desk.press("f2")
        said = " ".join(desk.notice.split())
        assert "▲ Sprachmittlung fehlt noch." in said
        assert "bitte absagen" in said
        assert office.status(one) == Status.MOVED
        (new,) = office.desk.read(RecordOf(one, clock.now())).linked
        assert of(office, new.id).status is S.NEEDED
        assert {matter.value for matter, _ in matters(office)} == {"needed", "to_tell"}


@SQLITE
async def test_who_is_taken_meanwhile_is_said_and_a_first_appointment_asks_for_the_language(
    office: Office, clock
) -> None:
    somebody, other = person(office, "Yohannes Beispiel"), office.book(620, name="Haile, Sara", place="L1-2")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("n", "2")
        await desk.type("bescheid")
        await desk.press("enter")
        await desk.type("tekle")
        desk.app.screen.query_one(LanguagePicker).field.focus_input()
        await desk.type("tigrin")
        await desk.press("f2")
        assert "1  Mo 23.11. 08:30–09:00  Leistung 1  vor Ort: Yohannes Beispiel" in desk.shown
        form(desk).times.focus()
        await desk.press("1")
        order(office, other, somebody, now=True)
        await desk.press("f2")
        assert "Yohannes Beispiel ist dann schon vergeben" in read(desk.app)
        assert form(desk).chosen is None
        await desk.press("1", "f2")
        found = [line for line in matters(office) if line[1] == "tekle"]
        assert [matter.value for matter, _ in found] == ["requested"]

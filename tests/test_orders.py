"""Ordering interpreters: from the need to what came of it, along with whatever becomes of the appointment (D48)."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import BookAppointment, BookFollowUp, NewBooking, Person
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice
from backoffice.desk.checking import check
from backoffice.desk.interpreter_times import SetInterpreterHours
from backoffice.desk.interpreters import SetTravel
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_lines import Matter
from backoffice.desk.interpreting_views import OrdersOf
from backoffice.desk.orders import (
    CancelInterpreter,
    ConfirmInterpreter,
    DeclineInterpreter,
    InterpreterAttended,
    NotNeeded,
    TellCancelled,
)
from backoffice.desk.record import RecordOf
from backoffice.desk.undo import Undo
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.interpreting import Against
from backoffice.domain.terms import OrderStatus, Origin, Role
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from tests.hammer import booking_file, import_of
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
    person,
    refused,
    rows,
    spans,
    stood,
)
from tests.two_branches import another_branch, seat, two_branches

TUESDAY = MONDAY + timedelta(days=1)
S = OrderStatus
_a = table(Appointment)


def test_from_the_need_to_who_came(office: Office) -> None:
    one, who = office.book(600), person(office)
    order(office, one)
    assert stood(office, one) == (S.NEEDED, "")
    assert office.desk.read(RecordOf(one, office.desk.clock.now())).language == TIGRINYA
    assert matters(office) == [(Matter.NEEDED, "Weiß, Thea")]
    assert order(office, one, who).code == "interpreter_requested"
    assert stood(office, one) == (S.REQUESTED, "Yohannes Beispiel")
    assert busy(office, who) == [(MONDAY, minute) for minute in (600, 605, 610, 615)]
    order_id = of(office, one).id
    do(office, ConfirmInterpreter, order_id=order_id, agreed_with="Disposition")
    assert matters(office) == [(Matter.CONFIRMED, "Weiß, Thea")]
    assert office.desk.read(RecordOf(one, office.desk.clock.now())).line.order.status is S.CONFIRMED
    refused("order_ahead", do, office, InterpreterAttended, order_id=order_id, minutes=30)
    office.desk.clock.advance(hours=2, minutes=10)
    assert matters(office) == [(Matter.NO_RESULT, "Weiß, Thea")]
    refused("bad_interpreted_minutes", do, office, InterpreterAttended, order_id=order_id, minutes=-5)
    do(office, InterpreterAttended, order_id=order_id, minutes=35)
    assert (of(office, one).minutes, matters(office)) == (35, [(Matter.DONE, "Weiß, Thea")])
    assert not office.desk.store.read(check)


def test_a_hotline_is_confirmed_at_once_serves_many_and_begins_now(office: Office) -> None:
    line = hotline(office)
    one, two = office.book(480, name="Alem, Saba"), office.book(480, place="L1-2", name="Haile, Tesfay")
    assert order(office, one, line, PHONE, now=True).code == "interpreter_confirmed"
    order(office, two, line, PHONE, now=True)
    found = of(office, one)
    assert (found.start, found.end, found.dial) == (510, 540, "030 23125-999")  # 08:30, 1.5 times as long
    assert busy(office, line) == []
    refused("order_in_past", order, office, one, line, PHONE)
    refused("not_today", order, office, office.book(600, day=TUESDAY), line, PHONE, now=True)
    do(office, CancelByCustomer, appointment_id=two)  # nobody has to be told
    assert matters(office) == [(Matter.CONFIRMED, "Alem, Saba")]


def test_nobody_interprets_twice_at_once(office: Office) -> None:
    who, other = person(office), person(office, "Zeray Beispiel")
    one, two, three = office.book(600), office.book(600, place="L1-2"), office.book(620)
    order(office, one, who)
    values = refused("interpreter_not_free", order, office, two, who)
    assert (values["against"], values["following"]) == (Against.TAKEN, ("Zeray Beispiel", ON_SITE))
    order(office, two, kind=ON_SITE)
    assert stood(office, two) == (S.REQUESTED, "Zeray Beispiel")
    four = office.book(610, place=None)
    refused("no_interpreter", order, office, four, kind=ON_SITE)
    order(office, three, who)  # half-open: one ends when the other begins
    assert busy(office, other) == [(MONDAY, minute) for minute in (600, 605, 610, 615)]


def test_what_stands_against_somebody(office: Office) -> None:
    who = person(office, notice_minutes=1440)
    one, later = office.book(600), office.book(600, day=TUESDAY, name="Haile, Tesfay")
    assert refused("interpreter_not_free", order, office, one, who)["against"] is Against.NOTICE
    order(office, one, who, short_notice=True)  # said on the phone that they come all the same
    assert refused("interpreter_not_free", order, office, later, who, PHONE)["against"] is Against.LANGUAGE
    assert refused("interpreter_not_free", order, office, later, who, language="prs")["against"] is Against.LANGUAGE
    do(
        office, SetInterpreterHours, interpreter_id=who, since=TUESDAY,
        spans=spans("mo-fr 13-16"),
    )  # fmt: skip
    assert refused("interpreter_not_free", order, office, later, who)["against"] is Against.CLOSED
    elsewhere = another_branch(office, "Nord")
    north = person(office, "Nur Nord", branches=(elsewhere,))
    assert refused("interpreter_not_free", order, office, later, north)["against"] is Against.BRANCH
    refused("unknown_language", order, office, later, language="qqq")
    refused("no_signing_by_phone", order, office, later, kind=PHONE, language="gsg")


def test_the_way_between_branches_counts_on_site_only(office: Office) -> None:
    both = two_branches(office)
    who = person(office, by_phone=True)
    do(office, SetTravel, from_branch_id=both.mitte, to_branch_id=both.north, minutes=30)
    here = office.book(600)
    order(office, here, who, ON_SITE)
    there = seat(office, both.north, "nord_2", "Nora Nord", Role.CASEWORKER)

    def north(start: int) -> str:
        booking = NewBooking(group_id=both.group(), day=MONDAY, start=start)
        concern = office.concerns["Fragen zum Bescheid"]
        command = there.new(
            BookAppointment,
            booking=booking.model_copy(update={"concern_id": concern}),
            person=Person(family="Tekle", language=TIGRINYA),
        )
        return there.perform(command).ids[0]

    early, near, far = north(560), north(640), north(650)
    for too_near in (early, near):
        values = refused("interpreter_not_free", order, office, too_near, who, ON_SITE, desk=there)
        assert values["against"] is Against.WAY
    order(office, early, who, PHONE, desk=there)  # on the phone nobody travels
    order(office, far, who, ON_SITE, desk=there)
    assert [line[0] for line in matters(office, both.north)] == [Matter.NEEDED, Matter.REQUESTED, Matter.REQUESTED]
    assert not office.desk.store.read(check)


def test_children_never_interpret_and_a_companion_is_only_recorded(office: Office) -> None:
    one = office.book(600)
    refused("children_never", order, office, one, kind=COMPANION)
    assert of(office, one) is None
    order(office, one, kind=COMPANION, adult=True)
    found = of(office, one)
    assert (found.status, found.kind, found.interpreter_id) == (S.CONFIRMED, COMPANION, None)
    refused("only_companion", do, office, DeclineInterpreter, order_id=found.id)
    moved = move(office, one, 700).ids[0]
    assert of(office, moved).status is S.CONFIRMED


def test_whoever_declined_is_not_offered_again(office: Office) -> None:
    who, other = person(office), person(office, "Zeray Beispiel")
    one = office.book(600)
    order(office, one, who)
    do(office, DeclineInterpreter, order_id=of(office, one).id, reason="krank")
    assert (stood(office, one), busy(office, who)) == ((S.NEEDED, ""), [])
    assert of(office, one).refused == (("Yohannes Beispiel", "krank"),)
    order(office, one, kind=ON_SITE)
    assert of(office, one).interpreter_id == other
    do(office, DeclineInterpreter, order_id=of(office, one).id)
    refused("no_interpreter", order, office, one, kind=ON_SITE)
    another = move(office, one, 700, order=NewOrder(language=TIGRINYA, kind=ON_SITE))  # the no was for ten o'clock
    assert stood(office, another.ids[0]) == (S.REQUESTED, "Yohannes Beispiel")
    do(office, Undo, undoes=another.entry_id)
    order(office, one, who)  # asked by name all the same: somebody has talked to them
    assert stood(office, one) == (S.REQUESTED, "Yohannes Beispiel")


def test_a_move_carries_the_order_along_and_asks_anew(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who)
    do(office, ConfirmInterpreter, order_id=of(office, one).id)
    done = move(office, one, 700)
    two = done.ids[0]
    found = of(office, two)
    assert (found.status, found.was, found.start) == (S.REQUESTED, (MONDAY, 600), 700)
    assert done.values["interpreting"] == "requested"
    assert of(office, one) is None
    assert busy(office, who) == [(MONDAY, minute) for minute in (700, 705, 710, 715)]
    do(office, Undo, undoes=done.entry_id)
    assert stood(office, one) == (S.CONFIRMED, "Yohannes Beispiel")
    assert busy(office, who) == [(MONDAY, minute) for minute in (600, 605, 610, 615)]


def test_a_move_to_when_the_interpreter_cannot_is_refused_unless_said(office: Office) -> None:
    who, line = person(office), hotline(office)
    one, two = office.book(600), office.book(700, place="L1-2")
    order(office, one, who)
    order(office, two, who)
    values = refused("interpreter_not_free", move, office, one, 700)
    assert (values["against"], values["following"]) == (Against.TAKEN, ("Hotline", PHONE))
    assert office.status(one) == "booked"
    by_phone = move(office, one, 700, order=NewOrder(language=TIGRINYA, kind=PHONE, interpreter_id=line)).ids[0]
    assert stood(office, by_phone) == (S.CONFIRMED, "Hotline")
    assert matters(office)[-1][0] is Matter.CONFIRMED
    assert Matter.TO_TELL in [matter for matter, _ in matters(office)]
    let_go = move(office, two, 720, let_interpreter_go=True)
    # Yohannes is free then: whoever may keep the order keeps it
    assert stood(office, let_go.ids[0]) == (S.REQUESTED, "Yohannes Beispiel")


def test_let_go_where_nobody_can_is_looked_for_and_told(office: Office) -> None:
    who = person(office)
    one, two = office.book(600), office.book(700, place="L1-2")
    order(office, one, who)
    order(office, two, who)
    moved = move(office, one, 700, let_interpreter_go=True).ids[0]
    assert stood(office, moved) == (S.NEEDED, "")
    to_tell = next(
        line
        for line in office.desk.read(OrdersOf(office.branch_id, office.desk.clock.now()))
        if line.matter is Matter.TO_TELL
    )
    refused("who_was_told", do, office, TellCancelled, order_id=to_tell.id, told_to="")
    do(office, TellCancelled, order_id=to_tell.id, told_to="Anrufbeantworter")
    refused("nobody_to_tell", do, office, TellCancelled, order_id=to_tell.id, told_to="noch einmal")
    assert Matter.TO_TELL not in [matter for matter, _ in matters(office)]


@pytest.mark.parametrize("kind", [CancelByCustomer, CancelByOffice])
def test_a_cancelled_appointment_takes_its_order_along(office: Office, kind: Any) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who)
    done = do(office, kind, appointment_id=one)
    assert done.values["to_tell"] is True
    assert (matters(office)[0][0], busy(office, who)) == (Matter.TO_TELL, [])
    do(office, Undo, undoes=done.entry_id)
    assert stood(office, one) == (S.REQUESTED, "Yohannes Beispiel")
    assert len(busy(office, who)) == 4


def test_an_undo_finds_the_interpreter_given_away(office: Office) -> None:
    who = person(office)
    one, two = office.book(600), office.book(605, place="L1-2")
    order(office, one, who)
    cancelled = do(office, CancelByCustomer, appointment_id=one)
    order(office, two, who)
    back = do(office, Undo, undoes=cancelled.entry_id)
    assert back.values["no_interpreter"] is True
    assert (stood(office, one), office.status(one)) == ((S.NEEDED, ""), "booked")
    assert not office.desk.store.read(check)


def test_what_is_booked_for_somebody_who_needs_a_language_says_so(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who)
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=600)
    follow = do(office, BookFollowUp, appointment_id=one, booking=booking)
    assert (follow.values["interpreting"], stood(office, follow.ids[0])) == ("needed", (S.NEEDED, ""))
    assert stood(office, one) == (S.REQUESTED, "Yohannes Beispiel")
    wanted = NewOrder(language=TIGRINYA, interpreter_id=who)
    with_order = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=660, order=wanted)
    again = do(office, BookFollowUp, appointment_id=one, booking=with_order)
    assert stood(office, again.ids[0]) == (S.REQUESTED, "Yohannes Beispiel")
    do(office, Undo, undoes=again.entry_id)
    assert [row.status for row in rows(office)] == [S.REQUESTED, S.NEEDED]


def test_not_needed_after_all(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    refused("no_order", do, office, NotNeeded, appointment_id=one)
    order(office, one, who)
    done = do(office, NotNeeded, appointment_id=one)
    assert done.values["to_tell"] is True
    assert of(office, one) is None
    assert office.desk.read(RecordOf(one, office.desk.clock.now())).language is None


def test_called_off_but_still_needed(office: Office) -> None:
    who = person(office)
    one = office.book(600)
    order(office, one, who, dialect="aus Keren")
    done = do(office, CancelInterpreter, order_id=of(office, one).id, reason="doppelt", told_to="Disposition")
    assert done.values["to_tell"] is False
    assert (stood(office, one), of(office, one).dialect) == ((S.NEEDED, ""), "aus Keren")
    assert matters(office) == [(Matter.NEEDED, "Weiß, Thea")]


def test_another_one_is_ordered_instead(office: Office) -> None:
    who, other = person(office), person(office, "Zeray Beispiel")
    one = office.book(600)
    order(office, one, who)
    order(office, one, other)
    assert stood(office, one) == (S.REQUESTED, "Zeray Beispiel")
    assert (busy(office, who), len(busy(office, other))) == ([], 4)
    assert [matter for matter, _ in matters(office)] == [Matter.REQUESTED, Matter.TO_TELL]


def test_ended_appointments_need_nobody(office: Office) -> None:
    one = office.book(600)
    do(office, CancelByCustomer, appointment_id=one)
    refused("order_for_ended", order, office, one)


def test_a_takeover_takes_the_order_along_where_the_interpreter_goes_there(office: Office) -> None:
    both = two_branches(office)
    who = person(office, branches=(office.branch_id,))
    everywhere = person(office, "Zeray Beispiel")
    one, two = office.book(600), office.book(600, place="L1-2", name="Haile, Tesfay")
    order(office, one, who)
    order(office, two, everywhere)
    first = both.accept(both.ask(one), start=690).ids[0]
    second = both.accept(both.ask(two), start=690).ids[0]
    assert stood(office, first) == (S.NEEDED, "")
    assert stood(office, second) == (S.REQUESTED, "Zeray Beispiel")
    assert matters(office) == [(Matter.TO_TELL, "Weiß, Thea")]
    assert len(matters(office, both.north)) == 2
    assert not office.desk.store.read(check)


def test_only_whoever_works_there_orders(office: Office) -> None:
    both = two_branches(office)
    one, who = office.book(600), person(office)
    refused("no_right", order, office, one, who, desk=both.there)
    order(office, one, who)
    order_id = of(office, one).id
    with pytest.raises(Refused, match="no_right"):
        both.there.perform(both.there.new(ConfirmInterpreter, order_id=order_id))
    with pytest.raises(Refused, match="no_right"):
        both.there.read(OrdersOf(both.mitte, office.desk.clock.now()))


def test_two_who_saw_the_same_order_meet(office: Office) -> None:
    one, who = office.book(600), person(office)
    order(office, one, who)
    found = of(office, one)
    do(office, ConfirmInterpreter, order_id=found.id, version=found.version)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        do(office, DeclineInterpreter, order_id=found.id, version=found.version)


def test_a_language_is_needed_in_every_talk_to_come(office: Office) -> None:
    one = office.book(600)
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=TUESDAY, start=600)
    two = do(office, BookFollowUp, appointment_id=one, booking=booking).ids[0]
    assert of(office, two) is None
    order(office, one, person(office))
    assert (of(office, two).status, of(office, two).language) == (S.NEEDED, TIGRINYA)
    order(office, one, language="amh")
    assert of(office, two).language == "amh"
    do(office, NotNeeded, appointment_id=one)
    assert (of(office, one), of(office, two)) == (None, None)


def test_a_booking_file_that_moves_a_talk_moves_its_order(office: Office) -> None:
    def bring(*rows: tuple[int, str]) -> None:
        now = office.desk.clock.now()
        office.desk.perform(import_of(booking_file(MONDAY, rows), office.branch_id, now))

    who = person(office)
    taken = office.book(700, name="Haile, Tesfay", place=None, origin=Origin.BOOKED)
    order(office, taken, who)
    bring((600, "Alem"))
    wanted = sa.select(_a.c.id).where(_a.c.start_minute == 600)
    one = office.desk.store.read(lambda c: c.scalar(wanted))
    order(office, one, who)
    do(office, ConfirmInterpreter, order_id=of(office, one).id)
    bring((640, "Alem"))
    found = of(office, one)
    assert (found.status, found.start, found.end, found.was) == (S.REQUESTED, 640, 660, (MONDAY, 600))
    bring((705, "Alem"))
    assert stood(office, one) == (S.NEEDED, "")
    assert len(busy(office, who)) == 4
    assert not office.desk.store.read(check)

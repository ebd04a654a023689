"""Handing a case over at its edges: what the other branch sees afterwards, odd times, undo, and a file read again."""

from datetime import timedelta

import pytest

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.booking import NewBooking
from backoffice.desk.checking import check
from backoffice.desk.contact import CorrectContact
from backoffice.desk.finishing import Commitment, Finish, Settled
from backoffice.desk.importing import ImportDay
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.record import RecordOf
from backoffice.desk.takeover_prefill import FreeForTakeover, TakeoverPrefill, TakeoverTicketPrefill
from backoffice.desk.takeovers import AcceptTakeover, AskTakeover
from backoffice.desk.undo import Undo
from backoffice.domain.bookings import BookedRow
from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Channel
from backoffice.store.transaction import Transaction
from tests.office import MONDAY, Office
from tests.test_importing import as_file
from tests.test_importing import row as file_row
from tests.test_takeovers import code
from tests.two_branches import TwoBranches, another_branch, two_branches


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


def codes(desk, id_, clock):
    return [item.code for item in desk.read(RecordOf(id_, clock.now())).history]


def test_what_they_do_with_it_later_is_not_told_where_it_came_from(both: TwoBranches, clock) -> None:
    one = both.office.book()
    new_id = both.accept(both.ask(one)).ids[0]
    before = codes(both.here, one, clock)
    clock.advance(minutes=1)
    booking = NewBooking(group_id=both.group(), day=MONDAY, start=660)
    moved = both.there.perform(both.there.new(MoveAppointment, appointment_id=new_id, booking=booking))
    assert codes(both.here, one, clock) == before
    both.there.perform(both.there.new(Undo, undoes=moved.entry_id))
    assert codes(both.here, one, clock) == before
    assert "moved" in codes(both.there, new_id, clock)


def test_the_outcome_says_what_they_promised_and_not_what_became_of_it(both: TwoBranches, clock) -> None:
    one = both.office.book()
    time = AgreedTime(day=MONDAY + timedelta(days=1), start=660)
    ending = Commitment(to_branch_id=both.north, contact="EZ Nord", time=time)
    both.here.perform(both.here.new(Finish, appointment_id=one, outcomes=(ending,)))
    for start in (700, 720):
        booking = NewBooking(group_id=both.group(), day=MONDAY, start=start)
        there = both.rows(both.north, time.day) + both.rows(both.north)
        last = next(row.id for row in there if row.status == "booked")
        both.there.perform(both.there.new(MoveAppointment, appointment_id=last, booking=booking))
    record = both.here.read(RecordOf(one, clock.now()))
    (outcome,) = record.outcomes
    assert (outcome.linked_day, outcome.linked) == (time.day, "11:00"), "with its day, and nothing of their record"
    assert [item.code for item in record.history] == ["finished"]


@pytest.mark.parametrize("start", [-5, 1435, 1440, 2000])
def test_an_agreed_time_lies_within_a_day(both: TwoBranches, start) -> None:
    one = both.office.book()
    assert code(both.agree, one, start, day=MONDAY + timedelta(days=1)) == "beyond_the_day"
    assert both.office.status(one) == "booked"


def test_what_they_need_for_an_answer_is_theirs_until_there_is_none_to_give(both: TwoBranches, clock) -> None:
    one = both.office.book(phone="+493023125115")
    asked = both.ask(one)
    now = clock.now()
    queries = (TakeoverPrefill(asked, now), FreeForTakeover(asked, now), TakeoverTicketPrefill(asked))
    for query in queries:
        both.there.read(query)
        assert code(both.here.read, query) == "not_found"
    both.withdraw(asked)
    for query in queries:
        assert code(both.there.read, query) == "takeover_answered"
    over = both.ask(one)
    both.here.perform(both.here.new(Finish, appointment_id=one, outcomes=(Settled(),)))
    assert code(both.there.read, TakeoverTicketPrefill(over)) == "takeover_over"


def test_a_no_is_not_taken_back_once_somebody_else_is_asked(both: TwoBranches) -> None:
    east = another_branch(both.office, "Ost")
    one = both.office.book()
    asked = both.ask(one)
    no = both.decline(asked)
    again = both.ask(one, to_branch_id=east)
    assert code(both.there.perform, both.there.new(Undo, undoes=no.entry_id)) == "undo_blocked"
    assert both.line(again).stand is Stand.WAITING


def test_nobody_promises_behind_the_back_of_whoever_is_asked_now(both: TwoBranches, clock) -> None:
    east = another_branch(both.office, "Ost")
    one = both.office.book()
    asked = both.ask(one)
    clock.advance(minutes=20)
    both.ask(one, to_branch_id=east)
    booking = NewBooking(group_id=both.group(), day=MONDAY, start=700)
    assert code(both.commit, asked, booking=booking) == "asked_elsewhere"
    assert both.rows(both.north) == []
    clock.advance(minutes=20)
    both.commit(asked, booking=booking)
    assert len(both.rows(both.north)) == 1, "nobody answers there either"


def test_the_places_are_asked_for_before_the_appointment(both: TwoBranches, monkeypatch) -> None:
    """In the order of everybody who books: of two that wait for each other one would be thrown out."""
    said: list[str] = []
    lock, change = Transaction.lock, Transaction.change

    def locking(tx, name):
        said.append(name.split(":")[0])
        return lock(tx, name)

    def changing(tx, model, row, **values):
        said.append(model.__name__)
        return change(tx, model, row, **values)

    monkeypatch.setattr(Transaction, "lock", locking)
    monkeypatch.setattr(Transaction, "change", changing)
    for hand_over in (both.agree, lambda one: both.accept(both.ask(one), start=700)):
        one = both.office.book(place=None)
        said.clear()
        hand_over(one)
        assert said.index("places") < said.index("Appointment")


def named(number: int) -> dict[str, str]:
    return {"name": f"Weiß{number}, Thea", "family": f"Weiß{number}", "given": "Thea"}


def row(number: int, **values) -> BookedRow:
    return file_row(number, **{**named(number), **values})


def bring(both: TwoBranches, branch_id: str, *rows: BookedRow) -> None:
    file, desk = as_file(*rows), both.office.desk
    desk.perform(desk.new(ImportDay, branch_id=branch_id, file=file, ids=ImportDay.ids_for(file)))


def test_a_file_read_again_brings_nothing_back_that_was_taken_over(both: TwoBranches) -> None:
    def there() -> list[tuple[str, int, str]]:
        return [
            (name, one.start_minute, one.status.value)
            for name, branch in (("M", both.mitte), ("N", both.north))
            for one in both.rows(branch)
        ]

    bring(both, both.mitte, row(1), row(2, start=620), row(3, start=640))
    one, two, three = (found.id for found in both.rows(both.mitte))
    both.accept(both.ask(one), start=700)
    both.agree(two, 720)
    waits = both.ask(three)
    known = there()
    assert known == [
        *(("M", 600, "taken_over"), ("M", 620, "taken_over"), ("M", 640, "booked")),
        *(("N", 700, "booked"), ("N", 720, "booked")),
    ]
    bring(both, both.mitte, row(1), row(2, start=620), row(3, start=640))
    assert there() == known
    bring(both, both.mitte, row(1, start=800), row(2, start=620, phone="+493023125115"))
    assert there() == [*known[:2], ("M", 640, "presumed_cancelled"), *known[3:]]
    assert code(both.accept, waits, start=760) == "wrong_state", "whoever is presumed gone is first looked for here"
    bring(both, both.mitte, row(1), row(2, start=620), row(3, start=640))
    assert there() == known
    entered_online = {**named(1), "start": 700, "booking_number": "B-77", "group": "Leistung Nord"}
    bring(both, both.north, row(77, **entered_online))
    assert there() == known, "their own booking, entered in the booking tool as well"
    both.accept(waits, start=760)
    assert both.office.desk.store.read(check) == ()


def test_who_comes_home_is_reached_by_what_was_said_meanwhile(both: TwoBranches, clock) -> None:
    there = both.agree(both.office.book(customer_number="214L123456")).ids[1]
    both.there.perform(both.there.new(CorrectContact, appointment_id=there, phone="030 23125115", number="1"))
    asking = both.there.new(AskTakeover, appointment_id=there, to_branch_id=both.mitte, reason="doch dort")
    both.there.perform(asking)
    booking = NewBooking(group_id=both.office.groups["Leistung 1"], day=MONDAY, start=720, channel=Channel.PHONE)
    home = both.here.new(AcceptTakeover, appointment_id=there, takeover_id=asking.takeover_id, booking=booking)
    done = both.here.perform(home)
    record = both.here.read(RecordOf(booking.id, clock.now()))
    assert (record.phone, record.customer_number) == ("+493023125115", "214L123456"), "what was known stays"
    both.here.perform(both.here.new(Undo, undoes=done.entry_id))
    assert both.office.status(there) == "booked"

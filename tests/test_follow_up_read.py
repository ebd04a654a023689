"""What lists know of follow-ups and applications, on both engines: why somebody is owed an answer, what is asked."""

from backoffice.desk.booking import BookFollowUp, NewBooking
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice
from backoffice.desk.day import DayOf
from backoffice.desk.evening import EveningOf
from backoffice.desk.finishing import Callback, Finish, FollowUp, Settled
from backoffice.desk.promises import Owed, Owing
from backoffice.desk.ticket_closing import CloseTicket, Void
from backoffice.domain.clock import FixedClock
from backoffice.domain.terms import ApplicationKept
from tests.office import MONDAY, Office
from tests.promising import new_ticket, work


def whys(office: Office) -> dict[str, Owed]:
    return {line.id: why for line, why in office.desk.read(Owing(office.branch_id, office.desk.clock.now()))}


def test_a_follow_up_that_fell_through_is_told_apart_from_a_promise_that_did(office: Office) -> None:
    with_time, with_call = office.book(480), office.book(480, place="L1-2")
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=MONDAY, start=600)
    call = new_ticket(office)
    for appointment_id, ending in ((with_time, FollowUp(booking=booking)), (with_call, Callback(ticket=call))):
        office.desk.perform(office.desk.new(Finish, appointment_id=appointment_id, outcomes=(Settled(), ending)))
    assert whys(office) == {}
    work(office, CloseTicket, call.id, end=Void(how="doppelt"))
    office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=booking.id))
    assert whys(office) == {with_time: Owed.FOLLOW_UP_GONE, with_call: Owed.BROKEN_LINK}
    again = NewBooking(group_id=office.groups["Leistung 1"], day=MONDAY, start=660)
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=with_time, booking=again))
    assert whys(office) == {with_call: Owed.BROKEN_LINK}


def test_a_line_says_whether_an_application_is_still_to_be_asked_for(office: Office) -> None:
    claim = office.book(
        480, concern="Neuantrag stellen", place="E-1", group_id=office.groups["Eingangszone"], minutes=60
    )
    office.book(500)

    def asked() -> dict[str, bool]:
        day = office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))
        return {line.id: line.application for line in day.lines}

    assert [claim] == [id_ for id_, application in asked().items() if application]
    booking = NewBooking(group_id=office.groups["Eingangszone"], day=MONDAY, start=600)
    ended = office.desk.new(
        Finish, appointment_id=claim, outcomes=(FollowUp(booking=booking),), application_kept=ApplicationKept.NO
    )
    office.desk.perform(ended)
    assert [booking.id] == [id_ for id_, application in asked().items() if application]


def test_the_end_of_the_day_counts_what_is_left_in_the_booking_tool(office: Office, clock: FixedClock) -> None:
    gone = office.book(600)
    office.desk.perform(office.desk.new(CancelByOffice, appointment_id=gone))
    evening = office.desk.read(EveningOf(office.branch_id, clock.now()))
    assert (evening.otv, evening.done) == (1, False)

"""*Ohne Anschluss-Zusage*: who stands on it, what takes them off, and what puts them back (D9)."""

from datetime import timedelta

import pytest

from backoffice.desk.answers import RecordAnswer
from backoffice.desk.arrivals import Arrive, Leave
from backoffice.desk.calling import LogAttempt
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice
from backoffice.desk.day import DayOf
from backoffice.desk.evening import EveningOf
from backoffice.desk.finishing import Callback, Finish, Settled, SettledWith
from backoffice.desk.promises import OpenSince, Owed, Owing
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_closing import CloseTicket, Reached, Void
from backoffice.desk.ticket_lines import OverdueTickets
from backoffice.desk.tickets import Caller, MakeTicket
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Refused
from backoffice.domain.terms import Answer, AttemptResult, Channel, Urgency
from tests.office import MONDAY, Office
from tests.promising import new_ticket, promise, work

TUESDAY = MONDAY + timedelta(days=1)


def owed(office: Office) -> dict[str, Owed]:
    now = office.desk.clock.now()
    return {line.id: why for line, why in office.desk.read(Owing(office.branch_id, now))}


def counted(office: Office) -> int:
    return office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now())).counts.no_promise


def do(office: Office, kind, appointment_id: str, **values) -> None:
    office.desk.perform(office.desk.new(kind, appointment_id=appointment_id, **values))


def take_back(office: Office) -> None:
    last = office.desk.read(LastChange(office.desk.id))
    assert last is not None
    office.desk.perform(office.desk.new(Undo, undoes=last.undoes))


def owing(office: Office) -> dict[str, Owed]:
    """One appointment of each kind that owes something, with the reason it is listed for."""
    left, not_reached = office.book(480), office.book(480, channel=Channel.PHONE, place="L1-2")
    by_office, no_place = office.book(600), office.book(481, place=None)
    do(office, Arrive, left)
    do(office, Leave, left)
    do(office, LogAttempt, not_reached, result=AttemptResult.NO_NUMBER)
    do(office, CancelByOffice, by_office)
    return {
        left: Owed.LEFT,
        not_reached: Owed.NOT_REACHED,
        by_office: Owed.CANCELLED_BY_OFFICE,
        no_place: Owed.NO_PLACE,
    }


def test_each_kind_is_listed_with_its_reason(office: Office) -> None:
    expected = owing(office)
    assert owed(office) == expected
    assert counted(office) == len(expected)


def test_a_ticket_settles_each_of_them_until_it_is_void(office: Office) -> None:
    expected = owing(office)
    tickets = [promise(office, appointment_id) for appointment_id in expected]
    assert owed(office) == {}
    assert counted(office) == 0
    work(office, CloseTicket, tickets[0], end=Reached())
    assert owed(office) == {}
    work(office, CloseTicket, tickets[1], end=Void(how="doppelt"))
    assert list(owed(office)) == [list(expected)[1]]
    take_back(office)
    assert owed(office) == {}


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_settles_them_and_is_shown(office: Office, answer: Answer) -> None:
    left = next(iter(owing(office)))
    with pytest.raises(Refused, match="how_missing"):
        do(office, RecordAnswer, left, answer=answer, how="")
    do(office, RecordAnswer, left, answer=answer, how="am Telefon, 23.11.")
    assert left not in owed(office)
    record = office.desk.read(RecordOf(left, office.desk.clock.now()))
    assert [(a.kind, a.how) for a in record.answers] == [(answer, "am Telefon, 23.11.")]
    assert office.status(left) == "left"
    take_back(office)
    assert left in owed(office)


def test_an_answer_belongs_to_an_ending_that_owes_something(office: Office) -> None:
    cancelled, coming = office.book(600), office.book(660, place="L1-2")
    do(office, CancelByCustomer, cancelled)
    with pytest.raises(Refused, match="nothing_owed"):
        do(office, RecordAnswer, cancelled, answer=Answer.WAIVED, how="am Telefon")
    with pytest.raises(Refused, match="still_open"):
        do(office, RecordAnswer, coming, answer=Answer.WAIVED, how="am Telefon")


def test_a_void_promise_of_an_ending_is_owed_again(office: Office) -> None:
    one = office.book()
    ticket = new_ticket(office)
    do(office, Finish, one, outcomes=(Callback(ticket=ticket),))
    assert owed(office) == {}
    work(office, CloseTicket, ticket.id, end=Void(how="versehentlich"))
    assert owed(office) == {one: Owed.BROKEN_LINK}
    promise(office, one)
    assert owed(office) == {}


def test_settled_in_an_appointment_that_was_cancelled_is_owed_again(office: Office) -> None:
    one, other = office.book(), office.book(600, place="L1-2")
    do(office, Finish, one, outcomes=(SettledWith(linked_id=other),))
    assert owed(office) == {}
    do(office, CancelByCustomer, other)
    assert owed(office) == {one: Owed.BROKEN_LINK}


def test_what_stayed_open_is_owed_from_the_next_day_on(office: Office, clock: FixedClock) -> None:
    one = office.book()
    assert owed(office) == {}
    clock.advance(days=1)
    now = clock.now()
    assert owed(office) == {one: Owed.NO_ENDING}
    assert [line.id for line in office.desk.read(OpenSince(office.branch_id, now))] == [one]
    promise(office, one)
    assert owed(office) == {}
    # The promise is kept by the ticket, but the appointment itself still wants an ending.
    assert [line.id for line in office.desk.read(OpenSince(office.branch_id, now))] == [one]


def test_an_overdue_promise_counts_and_its_minute_still_does_not(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    clock.advance(days=2)
    assert office.desk.read(OverdueTickets(office.branch_id, clock.now())) == ()
    assert counted(office) == 0
    clock.advance(minutes=1)
    assert [line.id for line in office.desk.read(OverdueTickets(office.branch_id, clock.now()))] == [made]
    assert counted(office) == 1
    work(office, CloseTicket, made, end=Reached())
    assert counted(office) == 0


def test_the_promise_goes_on_where_the_appointment_was_long_ago(office: Office, clock: FixedClock) -> None:
    promise(office)
    clock.instant += timedelta(days=40)
    assert counted(office) == 1


def test_the_end_of_the_day_is_reached_step_by_step(office: Office, clock: FixedClock) -> None:
    def evening():
        return office.desk.read(EveningOf(office.branch_id, clock.now()))

    yesterday, today, left = (
        office.book(600),
        office.book(610, place="L1-2", day=TUESDAY),
        office.book(540, day=TUESDAY),
    )
    promise(office, yesterday)
    clock.advance(days=1)
    do(office, Arrive, left)
    do(office, Leave, left)
    seen = evening()
    assert [line.id for line in seen.day.lines] == [yesterday, today, left]
    assert (seen.owed, seen.still_open, seen.done) == ({left: Owed.LEFT}, 2, False)
    for appointment_id in (yesterday, today):
        do(office, Finish, appointment_id, outcomes=(Settled(),))
    do(office, RecordAnswer, left, answer=Answer.WAIVED, how="am Telefon")
    assert evening().done
    clock.advance(days=2)
    late = evening()
    assert (late.day.lines, late.tickets.overdue, late.done) == ((), 1, False)


def test_a_day_with_a_call_to_come_is_not_over(office: Office) -> None:
    office.desk.perform(
        office.desk.new(
            MakeTicket,
            ticket=new_ticket(office, urgency=Urgency.EMERGENCY, urgency_reason="dunkel", concern_text="Strom"),
            branch_id=office.branch_id,
            caller=Caller(family="Groß"),
        )
    )
    evening = office.desk.read(EveningOf(office.branch_id, office.desk.clock.now()))
    assert (evening.due_today, evening.tickets.overdue, evening.done) == (1, 0, False)

"""Promises that fall away, old answers to new debts, and what never leaves the list by growing old (D9, D39)."""

from datetime import timedelta

import pytest

from backoffice.desk.answers import RecordAnswer
from backoffice.desk.arrivals import Arrive, Leave
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice, RejectCancelled
from backoffice.desk.finishing import Callback, Finish, Settled, SettledWith
from backoffice.desk.promises import OpenSince, Owed, Owing
from backoffice.desk.talks import Reopen
from backoffice.desk.ticket_calls import AcceptTicket, DialTicket, TryTicket
from backoffice.desk.ticket_closing import ByAppointment, CloseTicket, Reached, Written
from backoffice.desk.ticket_lines import OverdueTickets
from backoffice.desk.ticket_moves import HandOver
from backoffice.desk.tickets import ChangeReach, Reach
from backoffice.desk.undo import Undo
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.states import Status
from backoffice.domain.terms import Answer, AttemptResult, Role
from tests.hammer import booking_file, import_of
from tests.office import MONDAY, Office
from tests.promising import new_ticket, open_tickets, promise, second_branch, ticket_of, work

TUESDAY = MONDAY + timedelta(days=1)


def do(office: Office, kind, appointment_id: str, **values):
    return office.desk.perform(office.desk.new(kind, appointment_id=appointment_id, **values))


def owed(office: Office) -> dict[str, Owed]:
    now = office.desk.clock.now()
    return {line.id: why for line, why in office.desk.read(Owing(office.branch_id, now))}


def unkept(office: Office, branch_id: str | None = None) -> list[str]:
    query = OverdueTickets(branch_id or office.branch_id, office.desk.clock.now())
    return [line.id for line in office.desk.read(query)]


def test_an_appointment_that_was_to_keep_a_promise_falls_away(office: Office, clock: FixedClock) -> None:
    called, one = promise(office), office.book()
    coming = office.book(600, day=TUESDAY, phone="+493023125115")  # the number both are called at
    ticket = new_ticket(office)
    do(office, Finish, one, outcomes=(Callback(ticket=ticket),))
    for made in (called, ticket.id):
        work(office, CloseTicket, made, end=ByAppointment(appointment_id=coming, how="am Telefon"))
    assert (owed(office), unkept(office), open_tickets(office)) == ({}, [], ())
    clock.advance(hours=1)
    do(office, CancelByCustomer, coming)
    assert owed(office) == {one: Owed.BROKEN_LINK}
    assert set(unkept(office)) == {called, ticket.id}
    assert {line.id for line in open_tickets(office) if line.fell_away and line.open} == {called, ticket.id}
    # Accepting one opens it again; its clock never stopped.
    due = ticket_of(office, called).line.due_at
    assert work(office, AcceptTicket, called).code == "ticket_reopened"
    line = ticket_of(office, called).line
    assert (line.closed_as, line.accepted_by, line.due_at, line.fell_away) == (None, "Chefin Test", due, False)
    work(office, CloseTicket, called, end=Reached())
    assert unkept(office) == [ticket.id]


def test_only_an_appointment_that_stands_keeps_a_promise(office: Office, clock: FixedClock) -> None:
    made, coming = promise(office), office.book(600, day=TUESDAY, name="Kanarius, Ida")
    gone = office.book(660, day=TUESDAY, status=Status.PRESUMED_CANCELLED)
    with pytest.raises(Refused, match="bad_appointment"):
        work(office, CloseTicket, made, end=ByAppointment(appointment_id=gone, how="am Telefon"))
    for known_at, code in (
        (clock.now() + timedelta(days=1), "in_future"),
        (clock.now() - timedelta(days=1), "before"),
    ):
        end = ByAppointment(appointment_id=coming, how="am Telefon", known_at=known_at)
        with pytest.raises(Refused, match=code):
            work(office, CloseTicket, made, end=end)


def test_an_old_answer_settles_no_new_debt(office: Office, clock: FixedClock) -> None:
    one = office.book(600, status=Status.PRESUMED_CANCELLED)
    do(office, RecordAnswer, one, answer=Answer.WRITTEN, how="Brief")
    assert owed(office) == {}
    for kind in (RejectCancelled, Arrive, Leave):
        clock.advance(minutes=5)
        do(office, kind, one)
    assert owed(office) == {one: Owed.LEFT}


def test_a_promise_kept_before_settles_no_new_debt(office: Office, clock: FixedClock) -> None:
    one, other = office.book(600), office.book(660, place="L1-2")
    ticket = new_ticket(office)
    do(office, Finish, one, outcomes=(Callback(ticket=ticket),))
    work(office, CloseTicket, ticket.id, end=Reached())
    clock.advance(minutes=5)
    do(office, Reopen, one, reason="doch nicht")
    with pytest.raises(Refused, match="bad_ticket"):
        do(office, Finish, one, outcomes=(Callback(ticket_id=ticket.id),))
    do(office, Finish, one, outcomes=(SettledWith(linked_id=other),))
    clock.advance(minutes=5)
    do(office, CancelByCustomer, other)
    assert owed(office) == {one: Owed.BROKEN_LINK}
    do(office, Reopen, one, reason="selbst geklärt")
    clock.advance(minutes=5)
    do(office, Finish, one, outcomes=(Settled(),))
    assert owed(office) == {}


def test_nobody_leaves_the_list_by_growing_old(office: Office, clock: FixedClock) -> None:
    left, open_one = office.book(600), office.book(660, place="L1-2")
    do(office, Arrive, left)
    do(office, Leave, left)
    clock.advance(days=45)
    assert owed(office) == {left: Owed.LEFT, open_one: Owed.NO_ENDING}
    since = office.desk.read(OpenSince(office.branch_id, clock.now()))
    assert [line.id for line in since] == [open_one]


def test_whom_we_cancel_is_owed_an_answer_at_once(office: Office) -> None:
    coming = office.book(600, day=MONDAY + timedelta(days=3))
    do(office, CancelByOffice, coming)
    assert owed(office) == {coming: Owed.CANCELLED_BY_OFFICE}


def test_a_promise_is_work_that_an_import_respects(office: Office, clock: FixedClock) -> None:
    first = import_of(booking_file(MONDAY, [(600, "Erst"), (660, "Zweit")]), office.branch_id, clock.now())
    office.desk.perform(first)
    promised = first.ids[1]
    promise(office, promised)
    again = import_of(booking_file(MONDAY, [(720, "Dritt")], name="spaeter.xlsx"), office.branch_id, clock.now())
    office.desk.perform(again)
    assert office.status(promised) == "booked"
    assert office.status(first.ids[3]) == "presumed_cancelled"


def test_the_duty_stays_until_the_other_branch_says_yes(office: Office, clock: FixedClock) -> None:
    branch, team = second_branch(office)
    made = promise(office)
    work(office, HandOver, made, team_id=team, reason="Umzug dorthin")
    clock.advance(days=3)
    assert unkept(office) == unkept(office, branch) == [made]
    work(office, AcceptTicket, made)
    assert (unkept(office), unkept(office, branch)) == ([], [made])


def test_a_wrong_number_says_nothing_about_the_next_one(office: Office) -> None:
    made = promise(office)
    work(office, TryTicket, made, result=AttemptResult.WRONG_NUMBER)
    work(office, ChangeReach, made, reach=Reach(phone="030 23125199"))
    with pytest.raises(Refused, match="too_few_attempts"):
        work(office, CloseTicket, made, end=Written(how="Brief"))


def test_a_call_is_the_callers_while_it_lasts(office: Office, clock: FixedClock) -> None:
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    made = promise(office)
    work(office, DialTicket, made, other)
    clock.advance(minutes=50)
    with pytest.raises(Conflict, match="ticket_claimed"):
        work(office, DialTicket, made)
    work(office, DialTicket, made, despite_claim=True)
    assert ticket_of(office, made).line.claim_is_mine


def test_what_others_built_on_is_not_taken_back(office: Office, clock: FixedClock) -> None:
    other = office.colleague("oeztuerk", "Frau Öztürk", Role.CASEWORKER)
    made = promise(office)
    accepted = work(office, AcceptTicket, made)
    tried = work(office, TryTicket, made, other, result=AttemptResult.NO_ANSWER)
    with pytest.raises(Conflict):
        office.desk.perform(office.desk.new(Undo, undoes=accepted.entry_id))
    work(office, CloseTicket, made, end=Reached())
    with pytest.raises(Conflict):
        office.desk.perform(office.desk.new(Undo, undoes=tried.entry_id))

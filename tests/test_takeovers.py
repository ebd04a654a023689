"""Handing a case to the responsible branch: asked, agreed by phone, declined, lapsed, promised (D44, D45, D52)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.booking import NewBooking
from backoffice.desk.finishing import Commitment, Finish, Settled
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.noting import AddNote
from backoffice.desk.otv import OtvTasksOf
from backoffice.desk.promises import Owed, Owing
from backoffice.desk.record import RecordOf
from backoffice.desk.takeover_views import CountTakeovers, TakeoversAbout
from backoffice.desk.talks import Begin
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.undo import Undo
from backoffice.domain.errors import BackofficeError, Conflict, NotFound, Refused
from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Channel, Outcome, Role
from backoffice.store.tables.appointments import Customer, Note
from backoffice.store.tables.base import table
from backoffice.wording.done import done as said
from tests.office import MONDAY, Office
from tests.promising import new_ticket
from tests.two_branches import TwoBranches, seat, two_branches


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


def code(call, *args, **values) -> str:
    with pytest.raises(BackofficeError) as refused:
        call(*args, **values)
    return refused.value.code


def owed(both: TwoBranches) -> dict[str, Owed]:
    found = both.here.read(Owing(both.mitte, both.here.clock.now()))
    return {line.id: why for line, why in found}


def test_asked_and_accepted_the_case_is_theirs_with_all_that_was_known(both: TwoBranches, clock) -> None:
    office, here, there = both.office, both.here, both.there
    one = office.book(540, name="Yıldız, Elif", phone="+493023125115", remark="Rollstuhl")
    here.perform(here.new(Begin, appointment_id=one))
    here.perform(here.new(AddNote, appointment_id=one, text="Mietvertrag liegt vor."))
    asked = both.ask(one)
    line = both.line(asked, there)
    assert (line.incoming, line.stand, line.decides, line.other) == (
        True,
        Stand.WAITING,
        True,
        "Geschäftsstelle Mitte",
    )
    assert (line.name, line.concern, line.reason) == ("Yıldız, Elif", "Fragen zum Bescheid", "Wohnt im Bezirk Nord")
    assert line.expires_at == clock.now() + timedelta(minutes=15)
    assert both.line(asked).decides is False, "we wait"
    assert there.read(CountTakeovers(both.north, clock.now())).incoming == 1

    clock.advance(minutes=4)
    done = both.accept(asked)
    new_id = done.ids[0]
    assert office.status(one) == "taken_over"
    (moved,) = both.rows(both.north)
    assert (moved.id, moved.moved_from_id, moved.origin) == (new_id, one, "takeover")
    assert (moved.start_minute, moved.end_minute) == (600, 620), "as long as it was (D45)"
    record = there.read(RecordOf(new_id, clock.now()))
    assert (record.name, record.phone, record.remark) == ("Yıldız, Elif", "+493023125115", "Rollstuhl")
    assert [note.text for note in record.notes] == ["Mietvertrag liegt vor."]
    customer = table(Customer)
    copied = office.desk.store.read(
        lambda c: c.execute(sa.select(customer).where(customer.c.branch_id == both.north)).one()
    )
    assert copied.copied_from is not None
    told = both.line(asked)
    assert (told.stand, told.promised) == (Stand.ACCEPTED, (MONDAY, 600, 620, Channel.IN_PERSON))
    assert (
        here.read(
            OtvTasksOf(
                both.mitte,
            )
        )[0].kind
        == "cancel"
    ), "OTV still knows the old time"
    assert owed(both) == {}


def test_the_asking_branch_keeps_the_trace_and_sees_nothing_new(both: TwoBranches, clock) -> None:
    one = both.office.book()
    asked = both.ask(one)
    new_id = both.accept(asked).ids[0]
    booking = NewBooking(group_id=both.group(), day=MONDAY, start=660)
    both.there.perform(both.there.new(MoveAppointment, appointment_id=new_id, booking=booking))
    assert both.line(asked).promised == (MONDAY, 600, 620, Channel.IN_PERSON), "what was said, not what became of it"
    assert both.line(asked).linked_id is None
    assert both.line(asked, both.there).linked_id == booking.id, "they follow it to where it is"
    assert code(both.here.read, RecordOf(new_id, clock.now())) == "no_right"
    assert code(both.here.read, RecordOf(booking.id, clock.now())) == "no_right"
    record = both.here.read(RecordOf(one, clock.now()))
    assert record.linked == (), "no way into the other branch"
    assert code(both.there.read, RecordOf(one, clock.now())) == "no_right"
    assert [line.id for line in both.here.read(TakeoversAbout(one, clock.now()))] == [asked]
    assert [line.id for line in both.there.read(TakeoversAbout(booking.id, clock.now()))] == [asked]
    assert both.there.read(TakeoversAbout(one, clock.now())) == ()


def test_before_it_is_accepted_they_see_the_request_and_not_the_record(both: TwoBranches, clock) -> None:
    one = both.office.book()
    both.ask(one)
    assert code(both.there.read, RecordOf(one, clock.now())) == "no_right"
    assert code(both.there.perform, both.there.new(Arrive, appointment_id=one)) == "no_right"


def test_nobody_else_answers_and_nobody_else_asks(both: TwoBranches) -> None:
    one = both.office.book()
    assert code(both.there.perform, both.there.new(Arrive, appointment_id=one)) == "no_right"
    asked = both.ask(one)
    for desk in (both.here,):
        assert code(both.accept, asked, desk=desk) == "no_right"
    strange = seat(both.office, both.north, "tm_nord", "Toni Nord", Role.APPOINTMENT_MANAGER)
    assert code(both.accept, asked, desk=strange) == "no_right", "who hands out lists does not decide"
    from backoffice.desk.takeovers import AskTakeover, DeclineTakeover, WithdrawTakeover

    assert code(both.here.perform, both.here.new(DeclineTakeover, takeover_id=asked, reason="nein")) == "no_right"
    assert code(both.there.perform, both.there.new(WithdrawTakeover, takeover_id=asked)) == "no_right"
    two = both.office.book(600)
    asking = both.there.new(AskTakeover, appointment_id=two, to_branch_id=both.mitte, reason="x")
    assert code(both.there.perform, asking) == "no_right"


def test_declined_it_stays_here_and_is_owed_until_it_is_settled(both: TwoBranches) -> None:
    one = both.office.book()
    asked = both.ask(one)
    assert owed(both) == {}
    assert code(both.decline, asked, reason="") == "reason_missing"
    both.decline(asked)
    line = both.line(asked)
    assert (line.stand, line.answer, line.decides) == (Stand.DECLINED, "Wir sind voll", True)
    assert owed(both) == {one: Owed.LEFT_HERE}
    assert both.office.status(one) == "booked"
    assert code(both.accept, asked) == "takeover_answered"
    both.here.perform(both.here.new(Finish, appointment_id=one, outcomes=(Settled(),)))
    assert owed(both) == {}
    assert both.line(asked).decides is False


def test_nobody_answers_and_the_duty_is_still_here(both: TwoBranches, clock) -> None:
    one = both.office.book()
    asked = both.ask(one)
    clock.advance(minutes=14, seconds=59)
    assert both.line(asked).stand is Stand.WAITING
    clock.advance(seconds=1)
    assert both.line(asked).stand is Stand.LAPSED
    assert owed(both) == {one: Owed.LEFT_HERE}
    assert code(both.accept, asked) == "takeover_lapsed"
    assert code(both.decline, asked) == "takeover_lapsed"
    assert both.office.status(one) == "booked"
    again = both.ask(one)
    assert owed(both) == {}, "asked again, they have time again"
    assert [line.id for line in both.lines(both.there)] == [again]
    both.accept(again)
    assert both.office.status(one) == "taken_over"


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"to_branch_id": "own"}, "own_branch"),
        ({"to_branch_id": "0" * 32}, "not_found"),
        ({"reason": " "}, "reason_missing"),
        ({"answer_by": timedelta()}, "answer_in_past"),
        ({"answer_by": timedelta(days=1)}, "answer_too_late"),
    ],
)
def test_what_cannot_be_asked(both: TwoBranches, clock, more, refused) -> None:
    one = both.office.book()
    if more.get("to_branch_id") == "own":
        more = {"to_branch_id": both.mitte}
    if "answer_by" in more:
        more = {"answer_by": clock.now() + more["answer_by"]}
    assert code(both.ask, one, **more) == refused
    assert both.lines() == ()


def test_asked_once_at_a_time(both: TwoBranches) -> None:
    one = both.office.book()
    asked = both.ask(one)
    assert code(both.ask, one) == "takeover_pending"
    both.withdraw(asked)
    assert both.line(asked, both.there).stand is Stand.WITHDRAWN
    assert code(both.accept, asked) == "takeover_answered"
    both.ask(one)


def test_what_is_done_is_not_asked_and_what_is_done_meanwhile_is_not_taken(both: TwoBranches) -> None:
    one, two = both.office.book(540), both.office.book(600)
    asked = both.ask(one)
    for id_ in (one, two):
        both.here.perform(both.here.new(Finish, appointment_id=id_, outcomes=(Settled(),)))
    assert code(both.ask, two) == "wrong_state"
    assert both.line(asked, both.there).stand is Stand.OVER
    assert both.line(asked, both.there).decides is False
    assert code(both.accept, asked) == "takeover_over"
    assert both.rows(both.north) == []


def test_the_time_that_went_meanwhile_moves_nothing(both: TwoBranches) -> None:
    for n in range(2):
        other = both.office.book(480 + 20 * n)
        both.accept(both.ask(other))
    one = both.office.book(540)
    asked = both.ask(one)
    with pytest.raises(Refused) as refused:
        both.accept(asked)
    assert refused.value.code == "time_not_free"
    assert both.office.status(one) == "booked"
    assert both.line(asked).stand is Stand.WAITING
    both.accept(asked, start=620)
    assert both.office.status(one) == "taken_over"


def test_a_group_of_ours_is_no_answer_of_theirs(both: TwoBranches) -> None:
    asked = both.ask(both.office.book())
    assert code(both.accept, asked, group_id=both.office.groups["Leistung 1"]) == "of_other_branch"


def test_the_same_time_by_phone(both: TwoBranches) -> None:
    one = both.office.book(600, phone="+493023125115")
    asked = both.ask(one)
    both.accept(asked, channel=Channel.PHONE)
    assert both.line(asked).promised == (MONDAY, 600, 620, Channel.PHONE)
    without = both.ask(both.office.book(700))
    assert code(both.accept, without, channel=Channel.PHONE) == "phone_missing"


def test_agreed_by_phone_it_is_theirs_at_once_and_they_confirm(both: TwoBranches, clock) -> None:
    one = both.office.book()
    assert code(both.agree, one, agreed_with=" ") == "agreed_with_missing"
    assert code(both.agree, one, to_branch_id=both.mitte) == "own_branch"
    assert code(both.agree, one, day=MONDAY - timedelta(days=1)) == "in_past"
    done = both.agree(one, 600)
    assert both.office.status(one) == "taken_over"
    (row,) = both.rows(both.north)
    assert (row.id, row.start_minute, row.origin) == (done.ids[1], 600, "takeover")
    (line,) = both.lines(both.there)
    assert (line.stand, line.decides, line.agreed_with) == (Stand.AGREED, True, "Eingangszone Nord")
    both.confirm(line.id)
    assert [one.decides for one in both.lines(both.there)] == [False]
    assert code(both.confirm, line.id) == "nothing_to_confirm"
    assert owed(both) == {}


def test_agreed_by_phone_it_stands_even_without_a_free_place(both: TwoBranches) -> None:
    for n in range(2):
        both.agree(both.office.book(480 + 20 * n), 600)
    one = both.office.book(540)
    done = both.agree(one, 600)
    assert done.values["no_place"] is True
    assert "Dort ist dann nichts offen oder frei" in said(done.code, done.values)
    assert len(both.rows(both.north)) == 3
    assert both.agree(both.office.book(700), 603).values["no_place"] is True, "what was said on the phone is said"


def test_agreed_on_the_phone_while_the_request_waits(both: TwoBranches) -> None:
    one = both.office.book()
    asked = both.ask(one)
    both.agree(one)
    assert code(both.accept, asked) == "takeover_answered"
    assert [line.stand for line in both.lines()] == [Stand.AGREED]
    assert len(both.rows(both.north)) == 1


def test_they_do_not_take_it_but_promise_a_call(both: TwoBranches, clock) -> None:
    one = both.office.book(phone="+493023125115")
    asked = both.ask(one)
    ticket = new_ticket(both.office, desk=both.there).model_copy(update={"team_id": both.team()})
    both.commit(asked, ticket=ticket, answer="Heute niemand da")
    line = both.line(asked)
    assert (line.stand, line.ticket, line.answer) == (Stand.DECLINED, ticket.number, "Heute niemand da")
    assert code(both.commit, asked, ticket=ticket.model_copy(update={"id": "1" * 32})) == "takeover_answered"
    ending = Commitment(takeover_id=asked)
    both.here.perform(both.here.new(Finish, appointment_id=one, outcomes=(ending,)))
    record = both.here.read(RecordOf(one, clock.now()))
    (outcome,) = record.outcomes
    assert (outcome.kind, outcome.contact, outcome.ticket.number) == (Outcome.COMMITMENT, "EZ-N1", ticket.number)
    assert owed(both) == {}
    (theirs,) = both.there.read(TicketsOf(both.north, clock.now())).lines
    assert (theirs.number, theirs.handed_over) == (ticket.number, False)
    (ours,) = both.here.read(TicketsOf(both.mitte, clock.now())).lines
    assert ours.handed_over, "who promised goes on seeing it"


def test_they_promise_an_appointment_after_it_lapsed(both: TwoBranches, clock) -> None:
    one = both.office.book()
    asked = both.ask(one)
    clock.advance(minutes=20)
    booking = NewBooking(group_id=both.group(), day=MONDAY + timedelta(days=1), start=600)
    assert code(both.commit, asked) == "commitment_missing"
    both.commit(asked, booking=booking)
    assert both.line(asked).promised == (MONDAY + timedelta(days=1), 600, 620, Channel.IN_PERSON)
    assert both.office.status(one) == "booked", "it is settled here all the same"
    both.here.perform(both.here.new(Finish, appointment_id=one, outcomes=(Commitment(takeover_id=asked),)))
    assert owed(both) == {}


def test_we_note_what_they_promised(both: TwoBranches, clock) -> None:
    from backoffice.desk.agreed_time import AgreedTime

    one, two = both.office.book(540), both.office.book(600, phone="+493023125115")

    def finish(id_: str, **more):
        ending = Commitment(to_branch_id=both.north, **more)
        return both.here.perform(both.here.new(Finish, appointment_id=id_, outcomes=(ending,)))

    time = AgreedTime(day=MONDAY, start=660)
    assert code(finish, one, time=time) == "agreed_with_missing"
    assert code(finish, one, contact="Teamleitung") == "commitment_missing"
    finish(one, contact="Teamleitung Nord", time=time)
    (row,) = both.rows(both.north)
    assert (row.follows_id, row.start_minute) == (one, 660)
    ticket = new_ticket(both.office, desk=both.here).model_copy(update={"team_id": both.team()})
    finish(two, contact="Teamleitung Nord", ticket=ticket)
    (theirs,) = both.there.read(TicketsOf(both.north, clock.now())).lines
    assert theirs.number == ticket.number
    assert owed(both) == {}
    wrong = new_ticket(both.office, desk=both.here)
    three = both.office.book(700)
    assert code(finish, three, contact="x", ticket=wrong) == "team_of_other_branch"


def test_a_protected_person_travels_only_knowingly(both: TwoBranches, clock) -> None:
    one = both.office.book(protected=True)
    assert code(both.ask, one) == "protected_stays"
    assert code(both.ask, one, knowingly=True) == "protected_stays", "who may not see them cannot decide it"
    assert code(both.agree, one) == "protected_stays"
    site = seat(both.office, both.mitte, "sa_mitte", "Sina Mitte", Role.SITE_ADMIN)
    from backoffice.desk.takeovers import AskTakeover

    asking = {"appointment_id": one, "to_branch_id": both.north, "reason": "Wohnort"}
    assert code(site.perform, site.new(AskTakeover, **asking)) == "protected_stays"
    command = site.new(AskTakeover, **asking, knowingly=True)
    site.perform(command)
    line = both.line(command.takeover_id, both.there)
    assert (line.protected, line.name, line.short_name) == (True, "", "")


def test_undone_it_comes_back_and_nobody_is_in_charge_twice(both: TwoBranches) -> None:
    one = both.office.book()
    asked = both.ask(one)
    done = both.accept(asked)
    assert code(both.here.perform, both.here.new(Undo, undoes=done.entry_id)) == "no_right"
    both.there.perform(both.there.new(Undo, undoes=done.entry_id))
    assert both.office.status(one) == "booked"
    assert both.rows(both.north) == []
    assert both.line(asked).stand is Stand.WAITING
    note = table(Note)
    assert both.office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(note))) == 0
    done = both.agree(one)
    both.there.perform(both.there.new(Arrive, appointment_id=done.ids[1]))
    with pytest.raises(Conflict):
        both.here.perform(both.here.new(Undo, undoes=done.entry_id))
    assert both.office.status(one) == "taken_over"


def test_the_verlauf_tells_it_from_both_sides(both: TwoBranches, clock) -> None:
    one = both.office.book()
    asked = both.ask(one)
    both.decline(asked)
    again = both.ask(one)
    clock.advance(minutes=1)
    new_id = both.accept(again).ids[0]
    here = [item.code for item in both.here.read(RecordOf(one, clock.now())).history]
    there = [item.code for item in both.there.read(RecordOf(new_id, clock.now())).history]
    assert here == ["takeover_accepted", "takeover_asked", "takeover_declined", "takeover_asked"]
    assert there[:2] == ["takeover_accepted", "takeover_asked"]


def test_a_request_about_nothing_is_not_found(both: TwoBranches) -> None:
    with pytest.raises(NotFound):
        both.decline("0" * 32)

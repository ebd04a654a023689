"""A day at the desk, command by command, on both engines (D7–D12, D16–D19)."""

import pytest

from backoffice.desk.arrivals import Arrive, Leave, NoShow
from backoffice.desk.calling import LogAttempt
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice, ConfirmCancelled, RejectCancelled
from backoffice.desk.day import DayOf
from backoffice.desk.finishing import Finish, OtherJobcenter, PlacementContact, Settled, SettledWith
from backoffice.desk.noting import AddNote, Assign
from backoffice.desk.record import RecordOf
from backoffice.desk.search import Search
from backoffice.desk.talks import Begin, ClaimAppointment, Interrupt, ReleaseClaim, Reopen
from backoffice.desk.undo import LastChange, Undo
from backoffice.desk.walk_ins import WalkIn
from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Status
from backoffice.domain.terms import AttemptResult, Channel, Outcome, Role
from tests.office import MONDAY, Office


def day(office: Office):
    return office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))


def line(office: Office, appointment_id: str):
    return next(line for line in day(office).lines if line.id == appointment_id)


def do(office: Office, kind, appointment_id: str, desk=None, **values):
    desk = desk or office.desk
    return desk.perform(desk.new(kind, appointment_id=appointment_id, **values))


def test_the_usual_way(office: Office) -> None:
    one = office.book()
    assert do(office, Arrive, one).code == "arrived"
    seen = line(office, one)
    assert (seen.status, seen.arrived_at) == (Status.ARRIVED, office.desk.clock.now())
    assert day(office).counts.waiting == 1
    do(office, Begin, one)
    seen = line(office, one)
    assert seen.status is Status.IN_PROGRESS
    assert seen.claim_is_mine
    do(office, Finish, one, outcomes=(Settled(),), note="Bescheid erklärt")
    seen = line(office, one)
    assert (seen.status, seen.claimed_by, seen.notes) == (Status.DONE, None, 1)
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert [o.kind for o in record.outcomes] == [Outcome.SETTLED]
    assert [item.code for item in record.history] == ["finished", "begun", "arrived"]
    assert record.history[0].by == "Chefin Test"


def test_finishing_runs_the_steps_before_it(office: Office) -> None:
    one = office.book()
    do(office, Finish, one, outcomes=(Settled(),))
    seen = line(office, one)
    now = office.desk.clock.now()
    assert (seen.status, seen.arrived_at, seen.begun_at, seen.ended_at) == (Status.DONE, now, now, now)


def test_done_needs_an_outcome_and_each_only_once(office: Office) -> None:
    one = office.book()
    with pytest.raises(Refused, match="no_outcome"):
        do(office, Finish, one, outcomes=())
    with pytest.raises(Refused, match="same_outcome_twice"):
        do(office, Finish, one, outcomes=(Settled(), Settled()))
    with pytest.raises(Refused, match="contact_missing"):
        do(office, Finish, one, outcomes=(PlacementContact(contact="", agreed="meldet sich"),))
    with pytest.raises(Refused, match="other_jobcenter_missing"):
        do(office, Finish, one, outcomes=(OtherJobcenter(),))
    assert office.status(one) == "booked"


def test_outcomes_combine_and_link(office: Office) -> None:
    one, other = office.book(), office.book(600, place="L1-2", name="Weiß, Max")
    with pytest.raises(Refused, match="bad_link"):
        do(office, Finish, one, outcomes=(SettledWith(linked_id=one),))
    do(
        office,
        Finish,
        one,
        outcomes=(
            SettledWith(linked_id=other),
            PlacementContact(contact="Teamleitung M&I 2", agreed="ruft morgen an"),
            OtherJobcenter(contact="JC Umland, Servicestelle", forwarded=True),
        ),
    )
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert {o.kind for o in record.outcomes} == {
        Outcome.SETTLED_WITH,
        Outcome.PLACEMENT_CONTACT,
        Outcome.OTHER_JOBCENTER,
    }
    assert next(o.linked for o in record.outcomes if o.linked) == "10:00 Weiß, Max"
    # What it was settled in falls through: now it owes an answer (D9).
    assert day(office).counts.no_promise == 0
    do(office, CancelByCustomer, other)
    assert day(office).counts.no_promise == 1


def test_no_show_only_after_the_start_and_they_may_still_come(office: Office, clock) -> None:
    one = office.book(540)
    with pytest.raises(Refused, match="not_started"):
        do(office, NoShow, one)
    clock.advance(minutes=45)
    do(office, NoShow, one)
    assert line(office, one).ended_at is not None
    do(office, Arrive, one)
    seen = line(office, one)
    assert (seen.status, seen.ended_at) == (Status.ARRIVED, None)
    do(office, Leave, one)
    assert day(office).counts.no_promise == 1


def test_interrupting_puts_the_customer_back_to_waiting_and_a_call_back_on_the_list(office: Office) -> None:
    here, call = office.book(), office.book(channel=Channel.PHONE, place="L1-2", phone="+493023125115")
    for one in (here, call):
        do(office, Begin, one)
        do(office, Interrupt, one)
        assert line(office, one).claimed_by is None
    assert office.status(here) == "arrived"
    assert office.status(call) == "booked"
    assert line(office, call).begun_at is None


def test_two_calls_ten_minutes_apart(office: Office, clock) -> None:
    call = office.book(510, channel=Channel.PHONE, phone="+493023125115")
    first = do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER)
    assert (first.code, first.values["count"], first.values["late"]) == ("attempted", 1, False)
    clock.advance(minutes=5)
    assert do(office, LogAttempt, call, result=AttemptResult.MESSAGE_LEFT).code == "attempted"
    assert office.status(call) == "booked"
    clock.advance(minutes=5)
    assert do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER).code == "not_reached"
    assert office.status(call) == "not_reached"
    assert line(office, call).attempts == 3
    do(office, Begin, call)  # they call back
    assert office.status(call) == "in_progress"


def test_calling_late_is_said_and_a_wrong_number_ends_it_at_once(office: Office, clock) -> None:
    call = office.book(510, channel=Channel.PHONE, phone="+493023125115")
    silent = office.book(510, channel=Channel.PHONE, place="L1-2")
    with pytest.raises(Refused, match="has_number"):
        do(office, LogAttempt, call, result=AttemptResult.NO_NUMBER)
    clock.advance(minutes=11)
    done = do(office, LogAttempt, call, result=AttemptResult.WRONG_NUMBER)
    assert (done.code, done.values["late"]) == ("not_reached", True)
    assert do(office, LogAttempt, silent, result=AttemptResult.NO_NUMBER).code == "not_reached"
    here = office.book(place="L2-1")
    with pytest.raises(Refused, match="phone_only"):
        do(office, LogAttempt, here, result=AttemptResult.NO_ANSWER)


def test_cancelling_before_and_after_the_start(office: Office, clock) -> None:
    early, late, ours = office.book(540), office.book(510, place="L1-2"), office.book(515, place="L2-1")
    assert do(office, CancelByCustomer, early).values["late"] is False
    assert do(office, CancelByCustomer, late).values["late"] is True
    do(office, CancelByOffice, ours)
    assert day(office).counts.no_promise == 1
    gone = office.book(505, place="L2-2")
    with pytest.raises(Refused, match="already_started"):
        do(office, CancelByOffice, gone)
    assert line(office, early).place == "L1-1"  # the trace stays, the time is free again:
    assert office.book(540, place="L1-1")


def test_a_presumed_cancellation_is_for_a_person_to_decide(office: Office) -> None:
    one = office.book(status=Status.PRESUMED_CANCELLED)
    two = office.book(place="L1-2", status=Status.PRESUMED_CANCELLED)
    three = office.book(place="L2-1", status=Status.PRESUMED_CANCELLED)
    assert day(office).counts.no_promise == 3
    do(office, ConfirmCancelled, one)
    do(office, RejectCancelled, two)
    do(office, Arrive, three)
    assert [office.status(i) for i in (one, two, three)] == ["cancelled_by_customer", "booked", "arrived"]
    assert day(office).counts.no_promise == 0


def test_reopening_needs_a_reason_and_keeps_what_was_done(office: Office) -> None:
    one = office.book()
    do(office, Finish, one, outcomes=(Settled(),))
    do(office, Reopen, one, reason="Nachweis fehlte doch")
    assert line(office, one).open
    do(office, Finish, one, outcomes=(OtherJobcenter(forwarded=True),))
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert len(record.outcomes) == 2
    assert record.reopen_reason == "Nachweis fehlte doch"


def test_walk_in_waits_since_now(office: Office) -> None:
    concern = office.concerns["Umzugswunsch"]
    done = office.desk.perform(
        office.desk.new(
            WalkIn,
            branch_id=office.branch_id,
            concern_id=concern,
            family="Groß",
            given="Max",
            phone="030 23125-122",
            number="214M234567",
        )
    )
    seen = line(office, done.ids[0])
    assert (seen.start, seen.end, seen.status, seen.name) == (510, 530, Status.ARRIVED, "Groß, Max")
    assert (seen.phone, seen.number, seen.group, seen.no_place) == (
        "+493023125122",
        "214M234567",
        "Leistung 1",
        False,
    )
    nameless = office.desk.perform(office.desk.new(WalkIn, branch_id=office.branch_id))
    assert line(office, nameless.ids[0]).name == ""
    with pytest.raises(Refused, match="phone_unreadable"):
        office.desk.perform(office.desk.new(WalkIn, branch_id=office.branch_id, phone="keine"))


def test_work_of_the_last_working_day_can_be_entered_afterwards(office: Office, clock) -> None:
    clock.advance(days=1)
    one = office.book(540)
    do(office, Finish, one, outcomes=(Settled(),), happened_at=instant_of(MONDAY, 560))
    record = office.desk.read(RecordOf(one, clock.now()))
    assert record.line.backdated
    assert record.line.ended_at == instant_of(MONDAY, 560)
    two = office.book(540, place="L1-2")
    with pytest.raises(Refused, match="in_future"):
        do(office, Arrive, two, happened_at=instant_of(MONDAY, 540).replace(year=2027))
    clock.advance(days=1)
    with pytest.raises(Refused, match="too_long_ago"):
        do(office, Arrive, two, happened_at=instant_of(MONDAY, 540))


def test_an_appointment_of_another_day_does_not_arrive_today(office: Office, clock) -> None:
    clock.advance(days=-3)
    one = office.book()
    for kind, values in ((Arrive, {}), (Begin, {}), (Finish, {"outcomes": (Settled(),)})):
        with pytest.raises(Refused, match="not_today"):
            do(office, kind, one, **values)
    do(office, CancelByCustomer, one)


def test_notes_are_short_clean_and_never_move_the_version(office: Office) -> None:
    one = office.book()
    before = line(office, one).version
    do(office, AddNote, one, text="\x1b[2Jgelber\u202e Zettel")
    record = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert record.notes[0].text == "[2Jgelber Zettel"
    assert record.line.version == before
    with pytest.raises(Refused, match="note_empty"):
        do(office, AddNote, one, text="\u200b")
    with pytest.raises(ValueError, match="200"):
        office.desk.new(AddNote, appointment_id=one, text="x" * 201)


def test_assigning_and_taking_back(office: Office) -> None:
    one = office.book()
    me = office.desk.actor.id
    do(office, Assign, one, staff_id=me)
    assert line(office, one).assigned_to_me
    assert day(office).counts.mine == 1
    do(office, Assign, one, staff_id=None)
    assert line(office, one).assigned_to is None


def test_the_same_command_twice_is_one_change(office: Office) -> None:
    one = office.book()
    command = office.desk.new(AddNote, appointment_id=one, text="einmal")
    first, second = office.desk.perform(command), office.desk.perform(command)
    assert (first.code, first.ids, first.entry_id) == (second.code, second.ids, second.entry_id)
    assert line(office, one).notes == 1


def test_who_saw_an_older_version_is_told_who_changed_it(office: Office) -> None:
    one = office.book()
    seen = line(office, one).version
    do(office, Arrive, one)
    with pytest.raises(Conflict) as told:
        do(office, NoShow, one, version=seen)
    assert told.value.who == "Chefin Test"
    assert told.value.when is not None
    assert told.value.fresh == seen + 1


def test_undo_gives_back_what_was_and_only_once(office: Office) -> None:
    one = office.book()
    do(office, Arrive, one)
    before = office.desk.read(RecordOf(one, office.desk.clock.now()))
    do(office, Finish, one, outcomes=(Settled(),), note="fertig")
    last = office.desk.read(LastChange(office.desk.id))
    assert last.code == "finished"
    undo = office.desk.new(Undo, undoes=last.undoes)
    office.desk.perform(undo)
    after = office.desk.read(RecordOf(one, office.desk.clock.now()))
    assert (after.line.status, after.line.arrived_at, after.line.ended_at, after.line.begun_at) == (
        before.line.status,
        before.line.arrived_at,
        before.line.ended_at,
        before.line.begun_at,
    )
    assert (after.outcomes, after.notes) == ((), ())
    assert after.line.version > before.line.version + 1
    with pytest.raises(Refused, match="already_undone"):
        office.desk.perform(office.desk.new(Undo, undoes=last.undoes))
    assert office.desk.read(LastChange(office.desk.id)).code == "arrived"


def test_undo_conflicts_where_somebody_went_on(office: Office) -> None:
    one = office.book()
    arrived = do(office, Arrive, one)
    do(office, Begin, one)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        office.desk.perform(office.desk.new(Undo, undoes=arrived.entry_id))
    assert office.status(one) == "in_progress"


def test_undoing_a_cancellation_whose_place_was_taken_keeps_the_customer(office: Office) -> None:
    one = office.book(600)
    cancelled = do(office, CancelByCustomer, one)
    two = office.book(610, name="Neu, Er")
    done = office.desk.perform(office.desk.new(Undo, undoes=cancelled.entry_id))
    assert done.values["no_place"] is True
    seen = line(office, one)
    assert (seen.status, seen.place, seen.no_place) == (Status.BOOKED, None, True)
    assert line(office, two).place == "L1-1"


def test_marked_rows_are_undone_together(office: Office) -> None:
    ids = [office.book(540 + 30 * n, place="L1-1") for n in range(3)]
    ended = office.book(700, status=Status.DONE)
    batch = new_id()
    answers = office.desk.perform_all(
        office.desk.new(Arrive, appointment_id=i, batch_id=batch) for i in [*ids, ended]
    )
    assert [getattr(a, "code", None) for a in answers] == ["arrived"] * 3 + ["wrong_state"]
    last = office.desk.read(LastChange(office.desk.id))
    assert last.undoes == batch
    office.desk.perform(office.desk.new(Undo, undoes=last.undoes))
    assert {office.status(i) for i in ids} == {"booked"}


def test_a_walk_in_that_was_undone_leaves_nothing(office: Office) -> None:
    done = office.desk.perform(office.desk.new(WalkIn, branch_id=office.branch_id, family="Irrtum"))
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert day(office).lines == ()
    with pytest.raises(NotFound):
        office.desk.read(RecordOf(done.ids[0], office.desk.clock.now()))


def test_search_finds_over_all_days_in_any_spelling(office: Office) -> None:
    one = office.book(name="Müller-Lüdenscheidt, Jörg", customer_number="214A123456")
    office.book(600, name="Schmidt, Petra")
    for words in ("mueller", "müller jörg", "MULLER", "214A123456", "ludenscheidt"):
        found = office.desk.read(Search(office.branch_id, words, office.desk.clock.now()))
        assert [hit.id for hit in found] == [one], words


def test_a_claim_keeps_the_colleague_off_until_it_expires(office: Office, clock) -> None:
    other = office.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    one = office.book()
    do(office, ClaimAppointment, one)
    with pytest.raises(Conflict) as told:
        do(office, Begin, one, desk=other)
    assert told.value.who == "Chefin Test"
    clock.advance(minutes=11)
    do(office, Begin, one, desk=other)
    clock.advance(hours=2)  # a running talk never expires
    with pytest.raises(Conflict, match="claimed"):
        do(office, Finish, one, outcomes=(Settled(),))
    do(office, Finish, one, outcomes=(Settled(),), despite_claim=True)


def test_the_front_desk_notes_the_arrival_of_somebody_a_colleague_has_claimed(office: Office) -> None:
    other = office.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    one = office.book()
    do(office, ClaimAppointment, one, desk=other)
    do(office, Arrive, one)
    seen = line(office, one)
    assert (seen.status, seen.claimed_by) == (Status.ARRIVED, "Kollege Zwei")


def test_giving_a_claim_back(office: Office) -> None:
    one = office.book()
    do(office, ClaimAppointment, one)
    assert line(office, one).claim_is_mine
    do(office, ReleaseClaim, one)
    assert line(office, one).claimed_by is None


def test_rights_are_checked_where_the_change_happens(office: Office) -> None:
    one = office.book()
    manager = office.colleague("tm", "Termin Management", Role.APPOINTMENT_MANAGER)
    analyst = office.colleague("zkl", "Zentrale", Role.ANALYST)
    with pytest.raises(Refused, match="no_right"):
        do(office, Arrive, one, desk=manager)
    do(office, Assign, one, desk=manager, staff_id=manager.actor.id)
    with pytest.raises(Refused, match="no_right"):
        analyst.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))
    with pytest.raises(Refused, match="no_right"):
        analyst.read(RecordOf(one, office.desk.clock.now()))


def test_a_protected_person_is_hidden_from_ordinary_lists(office: Office) -> None:
    one = office.book(protected=True, phone="+493023125115")
    other = office.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    now = office.desk.clock.now()
    seen = other.read(DayOf(office.branch_id, MONDAY, now)).lines[0]
    assert (seen.name, seen.phone, seen.protected) == ("", None, True)
    assert other.read(Search(office.branch_id, "weiß", now)) == ()
    with pytest.raises(NotFound, match="protected"):
        other.read(RecordOf(one, now))
    assert office.desk.read(RecordOf(one, now)).name == "Weiß, Thea"


def test_undo_needs_the_right_of_what_it_takes_back(office: Office) -> None:
    one = office.book()
    done = do(office, Arrive, one)
    manager = office.colleague("tm", "Termin Management", Role.APPOINTMENT_MANAGER)
    with pytest.raises(Refused, match="no_right"):
        manager.perform(manager.new(Undo, undoes=done.entry_id))


def test_a_lead_of_one_group_takes_back_what_they_did(office: Office) -> None:
    from backoffice.desk.people import GrantRole

    lead = office.colleague("lead", "Leitung Eins")
    office.desk.perform(
        office.desk.new(
            GrantRole,
            staff_id=lead.actor.id,
            role=Role.GROUP_LEAD,
            branch_id=office.branch_id,
            group_id=office.groups["Leistung 1"],
        )
    )
    one = office.book()
    done = do(office, Arrive, one, desk=lead)
    lead.perform(lead.new(Undo, undoes=done.entry_id))
    assert office.status(one) == "booked"


def test_one_of_a_batch_taken_back_alone_leaves_the_others_to_u(office: Office) -> None:
    ids = [office.book(540 + 30 * n) for n in range(2)]
    batch = new_id()
    first, _ = office.desk.perform_all(office.desk.new(Arrive, appointment_id=i, batch_id=batch) for i in ids)
    office.desk.perform(office.desk.new(Undo, undoes=first.entry_id))
    office.desk.perform(office.desk.new(Undo, undoes=office.desk.read(LastChange(office.desk.id)).undoes))
    assert {office.status(i) for i in ids} == {"booked"}
    assert office.desk.read(LastChange(office.desk.id)) is None


def test_two_appointments_cannot_settle_each_other(office: Office) -> None:
    one, two = office.book(), office.book(600)
    do(office, Finish, one, outcomes=(SettledWith(linked_id=two),))
    with pytest.raises(Refused, match="circular_link"):
        do(office, Finish, two, outcomes=(SettledWith(linked_id=one),))


def test_what_is_entered_afterwards_keeps_its_order(office: Office, clock) -> None:
    one = office.book(500)
    do(office, Arrive, one)
    clock.advance(minutes=30)
    with pytest.raises(Refused, match="before_last_step"):
        do(office, Finish, one, outcomes=(Settled(),), happened_at=instant_of(MONDAY, 500))
    clock.advance(days=-3)
    clock.advance(minutes=-30)
    two = office.book(600)
    with pytest.raises(Refused, match="not_today"):
        do(office, Finish, two, outcomes=(Settled(),), happened_at=clock.now())


def test_a_caller_who_came_in_waits_after_an_interruption(office: Office) -> None:
    call = office.book(channel=Channel.PHONE, phone="+493023125115")
    do(office, Arrive, call)
    do(office, Begin, call)
    do(office, Interrupt, call)
    assert office.status(call) == "arrived"


def test_an_unknown_channel_may_be_a_call_and_attempts_may_be_entered_in_any_order(office: Office) -> None:
    one = office.book(480, channel=None, phone="+493023125115")
    do(office, LogAttempt, one, result=AttemptResult.NO_ANSWER, note="Mailbox voll")
    done = do(office, LogAttempt, one, result=AttemptResult.NO_ANSWER, happened_at=instant_of(MONDAY, 495))
    assert done.code == "not_reached"
    assert line(office, one).notes == 1


def test_text_typed_at_the_desk_is_cleaned_everywhere(office: Office) -> None:
    done = office.desk.perform(
        office.desk.new(
            WalkIn,
            branch_id=office.branch_id,
            family="Bö\u202ese\x1b[2J",
            given="x" * 200,
            number="9\u200b" + "1" * 100,
        )
    )
    record = office.desk.read(RecordOf(done.ids[0], office.desk.clock.now()))
    assert record.family == "Böse[2J"
    assert len(record.name) <= 160
    assert len(record.number_raw or "") <= 60


def test_the_verlauf_remembers_a_note_that_was_taken_back(office: Office) -> None:
    one = office.book()
    noted = do(office, AddNote, one, text="Irrtum")
    office.desk.perform(office.desk.new(Undo, undoes=noted.entry_id))
    history = office.desk.read(RecordOf(one, office.desk.clock.now())).history
    assert [item.code for item in history] == ["undone", "noted"]
    assert history[1].undone


def test_no_list_can_be_searched_by_colleague(office: Office) -> None:
    one = office.book()
    do(office, Assign, one, staff_id=office.desk.actor.id)
    assert office.desk.read(Search(office.branch_id, "chefin", office.desk.clock.now())) == ()


def test_calls_before_the_booked_time_write_nobody_off(office: Office, clock) -> None:
    call = office.book(540, channel=Channel.PHONE, phone="+493023125115")
    first = do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER)
    assert first.values["retry_at"] == instant_of(MONDAY, 540).isoformat()
    clock.advance(minutes=12)
    assert do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER).code == "attempted"
    clock.advance(minutes=20)
    assert do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER).code == "attempted"
    clock.advance(minutes=10)
    assert do(office, LogAttempt, call, result=AttemptResult.NO_ANSWER).code == "not_reached"
    assert line(office, call).attempts == 4


def test_a_phone_is_found_however_it_is_typed(office: Office) -> None:
    one = office.book(phone="+491713920088")
    for words in ("0171 3920088", "01713920088", "0171/3920088", "0171-3920088", "+49 171 3920088", "(0171)3920088"):
        assert [hit.id for hit in office.desk.read(Search(office.branch_id, words, office.desk.clock.now()))] == [
            one
        ], words

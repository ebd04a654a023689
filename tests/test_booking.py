"""Booking on service points that are really free: hold, book, follow up, move, place, on both engines (D26–D34)."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import BookAppointment, BookFollowUp, NewBooking, Person
from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice
from backoffice.desk.checking import check
from backoffice.desk.closures import AddClosure
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Finish, FollowUp, Settled
from backoffice.desk.giving_place import GivePlace
from backoffice.desk.holding import HoldTime, ReleaseHold
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.noting import Assign
from backoffice.desk.openings import AddOpenings, series
from backoffice.desk.otv import CountOtvTasks, OtvTasksOf, TickOtvTask
from backoffice.desk.people import GrantRole
from backoffice.desk.promises import Owing
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_closing import ByAppointment, CloseTicket
from backoffice.desk.undo import Undo
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.explaining import Reason
from backoffice.domain.states import Status
from backoffice.domain.terms import ApplicationKept, Channel, ClosureKind, Contingent, OtvTaskKind, Outcome, Role
from backoffice.store.tables.appointments import Appointment, Customer, OutcomeRow, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.organisation import Concern
from backoffice.store.tables.tickets import CallbackTicket
from backoffice.wording.done import done as said
from tests.hammer import booking_file, import_of
from tests.office import MONDAY, Office
from tests.promising import promise

TUESDAY = MONDAY + timedelta(days=1)
SUNDAY = MONDAY - timedelta(days=1)
_a, _p, _hold = table(Appointment), table(Placement), table(Hold)


def booking(
    office: Office, start: int = 600, day: date = TUESDAY, group: str = "Leistung 1", **more: Any
) -> NewBooking:
    values: dict[str, Any] = {"concern_id": office.concerns["Fragen zum Bescheid"]}
    return NewBooking(group_id=office.groups[group], day=day, start=start, **values | more)


def do(office: Office, kind: Any, desk: Desk | None = None, **values: Any) -> Any:
    desk = desk or office.desk
    return desk.perform(desk.new(kind, **values))


def book(
    office: Office,
    start: int = 600,
    desk: Desk | None = None,
    *,
    person: str = "Kowalska",
    given: str = "",
    **more: Any,
) -> str:
    wanted = booking(office, start, **more)
    do(office, BookAppointment, desk, booking=wanted, person=Person(family=person, given=given, phone="030 23125115"))
    return wanted.id


def row(office: Office, appointment_id: str) -> Any:
    return office.desk.store.read(lambda c: c.execute(sa.select(_a).where(_a.c.id == appointment_id)).one())


def place(office: Office, appointment_id: str) -> str | None:
    names = {id_: name for name, id_ in office.points.items()}
    found = office.desk.store.read(
        lambda c: c.scalar(sa.select(_p.c.service_point_id).where(_p.c.appointment_id == appointment_id))
    )
    return names.get(found)


def whole(office: Office) -> None:
    assert office.desk.store.read(check) == ()


def reasons(refused: pytest.ExceptionInfo[Refused]) -> list[Reason]:
    assert refused.value.code in ("time_not_free", "no_place_free")
    return [obstacle.reason for obstacle in refused.value.values["explanation"].obstacles]


# --- booking -------------------------------------------------------------------------------------------------------


def test_a_first_appointment_gets_a_concrete_service_point(office: Office) -> None:
    one, two = book(office), book(office, person="Weiß")
    assert (place(office, one), place(office, two)) == ("L1-1", "L1-2")
    seen = row(office, one)
    assert (seen.day, seen.start_minute, seen.end_minute, seen.status) == (TUESDAY, 600, 620, Status.BOOKED)
    assert seen.concern_text == "Fragen zum Bescheid"
    whole(office)


def test_a_third_does_not_fit_two_points_and_nothing_is_left_behind(office: Office) -> None:
    book(office), book(office)
    with pytest.raises(Refused) as refused:
        book(office)
    assert reasons(refused) == [Reason.TAKEN]
    count = office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(table(Customer))))
    assert count == 2
    whole(office)


def test_others_of_the_group_change_places_where_that_makes_room(office: Office) -> None:
    morning, noon = book(office, 600, minutes=60), book(office, 660, minutes=60)
    assert {place(office, morning), place(office, noon)} == {"L1-1"}
    do(office, GivePlace, appointment_id=noon, point_id=office.points["L1-2"])
    wide = book(office, 630, minutes=60)  # 10:30 to 11:30: each point has one of them in the way
    assert place(office, morning) == place(office, noon) != place(office, wide)
    whole(office)


def test_two_change_places_at_once(office: Office) -> None:
    before, after = book(office, 600, minutes=40), book(office, 660, minutes=40)
    fixed = book(office, 640, minutes=20)
    do(office, GivePlace, appointment_id=fixed, point_id=office.points["L1-2"])
    colleague = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    do(office, Assign, appointment_id=fixed, staff_id=colleague.sign_in().id)
    assert place(office, before) == place(office, after) == "L1-1"
    wanted = booking(office, 630, minutes=40)
    done = do(office, BookAppointment, booking=wanted, person=Person(family="Weiß"))
    assert done.values["moved_others"] == 2
    assert place(office, before) == place(office, after) == place(office, fixed) == "L1-2"
    assert place(office, wanted.id) == "L1-1"
    whole(office)
    do(office, Undo, undoes=done.entry_id)
    assert place(office, before) == place(office, after) == "L1-1"
    whole(office)


def test_who_is_assigned_keeps_the_place(office: Office) -> None:
    morning, noon = book(office, 600, minutes=60), book(office, 660, minutes=60)
    do(office, GivePlace, appointment_id=noon, point_id=office.points["L1-2"])
    colleague = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    for one in (morning, noon):
        do(office, Assign, appointment_id=one, staff_id=colleague.sign_in().id)
    with pytest.raises(Refused) as refused:
        book(office, 630, minutes=60)
    assert reasons(refused) == [Reason.TAKEN]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"day": MONDAY, "start": 480}, "in_past"),
        ({"day": MONDAY + timedelta(days=900)}, "too_far"),
        ({"start": 602}, "not_five_minutes"),
        ({"minutes": 0, "override_reason": "eilt"}, "bad_duration"),
        ({"minutes": 7, "override_reason": "eilt"}, "bad_duration"),
        ({"minutes": 125}, "bad_duration"),
        ({"minutes": 10}, "short_without_reason"),
        ({"concern_id": None}, "concern_missing"),
        ({"group": "Eingangszone"}, "concern_not_offered"),
        ({"concern_id": None, "concern_text": "etwas anderes"}, "minutes_missing"),
    ],
)
def test_what_is_refused(office: Office, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        book(office, **{"start": 600} | more)
    assert refused.value.code == code


def test_shorter_with_a_reason_is_kept_with_it(office: Office) -> None:
    one = book(office, minutes=10, override_reason="nur eine Unterschrift")
    assert row(office, one).override_reason == "nur eine Unterschrift"
    assert row(office, one).end_minute == 610


def test_closed_is_closed_whatever_the_reason(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        book(office, day=MONDAY + timedelta(days=6), override_reason="ausnahmsweise")
    assert reasons(refused) == [Reason.CLOSED]
    do(
        office,
        AddClosure,
        branch_id=office.branch_id,
        group_id=office.groups["Leistung 1"],
        first_day=TUESDAY,
        last_day=TUESDAY,
        start=600,
        end=720,
        name="Teamtag",
    )
    with pytest.raises(Refused) as refused:
        book(office, 700)
    (obstacle,) = refused.value.values["explanation"].obstacles
    assert (obstacle.name, obstacle.points) == ("Teamtag", ("L1-1", "L1-2"))
    book(office, 720)


def test_a_booking_stop_gives_way_to_a_reason_and_to_emergencies(office: Office) -> None:
    stop = {"branch_id": office.branch_id, "first_day": TUESDAY, "last_day": TUESDAY, "name": "Monatswechsel"}
    do(office, AddClosure, closes=ClosureKind.BOOKING_STOP, **stop)
    with pytest.raises(Refused) as refused:
        book(office)
    assert reasons(refused) == [Reason.STOPPED]
    book(office, override_reason="vom Team zugesagt")
    book(office, concern_id=office.concerns["Finanzielle Notlage / ausbleibende Zahlung"])


def test_a_call_needs_a_number(office: Office) -> None:
    wanted = booking(office, channel=Channel.PHONE)
    with pytest.raises(Refused) as refused:
        do(office, BookAppointment, booking=wanted, person=Person(family="Kowalska"))
    assert refused.value.code == "phone_missing"


def test_a_booking_is_undone(office: Office) -> None:
    wanted = booking(office)
    done = do(office, BookAppointment, booking=wanted, person=Person(family="Kowalska"))
    do(office, Undo, undoes=done.entry_id)
    assert place(office, wanted.id) is None
    book(office), book(office)
    whole(office)


# --- holds ---------------------------------------------------------------------------------------------------------


def hold(office: Office, start: int = 600, desk: Desk | None = None, **more: Any) -> str:
    done = do(
        office, HoldTime, desk, group_id=office.groups["Leistung 1"], day=TUESDAY, start=start, minutes=20, **more
    )
    return str(done.ids[0])


def expire(office: Office) -> None:
    long_ago = office.desk.store.time() - timedelta(seconds=1)
    office.desk.store.administer(
        lambda c: c.execute(sa.update(_hold).values(expires_at=long_ago))
    ) if office.desk.store.shared else office.desk.store.write(
        lambda tx: tx.connection.execute(sa.update(_hold).values(expires_at=long_ago))
    )


def holds(office: Office) -> int:
    return office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(_hold))) or 0


def test_a_held_time_is_nobody_elses(office: Office) -> None:
    mine = hold(office)
    other = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    hold(office, desk=other)
    third = office.colleague("dritte", "Lang, Ida", Role.CASEWORKER)
    with pytest.raises(Refused) as refused:
        book(office, desk=third)
    assert reasons(refused) == [Reason.HELD]
    one = book(office, hold_id=mine)
    assert place(office, one) == "L1-1"
    assert holds(office) == 1
    whole(office)


def test_a_hold_expires_by_itself(office: Office) -> None:
    hold(office)
    other = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    hold(office, desk=other)
    expire(office)
    third = office.colleague("dritte", "Lang, Ida", Role.CASEWORKER)
    assert place(office, book(office, desk=third)) == "L1-1"
    assert holds(office) == 1  # the other one gives way when its place is wanted
    whole(office)


def test_one_desk_holds_one_time(office: Office) -> None:
    first = hold(office)
    with pytest.raises(Refused) as refused:
        hold(office, 700)
    assert (refused.value.code, refused.value.values["start"]) == ("hold_already", 600)
    hold(office, 610, instead_of=first)  # its own ten minutes are no obstacle
    assert holds(office) == 1
    whole(office)


def test_a_hold_is_given_back_by_its_own_desk_only(office: Office) -> None:
    mine = hold(office)
    other = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    do(office, ReleaseHold, other, hold_id=mine, branch_id=office.branch_id)
    assert holds(office) == 1
    do(office, ReleaseHold, hold_id=mine, branch_id=office.branch_id)
    do(office, ReleaseHold, hold_id=mine, branch_id=office.branch_id)
    assert holds(office) == 0
    whole(office)


def test_a_hold_that_expired_while_it_was_talked_about_is_no_obstacle_to_its_own_desk(office: Office) -> None:
    mine = hold(office)
    expire(office)
    assert place(office, book(office, hold_id=mine)) == "L1-1"
    assert holds(office) == 0
    whole(office)


# --- follow-ups ----------------------------------------------------------------------------------------------------


def test_a_follow_up_is_linked_and_brings_what_is_known(office: Office) -> None:
    first = office.book(540, customer_number="214C345678", documents="Mietvertrag")
    wanted = booking(office, concern_id=None)
    do(office, BookFollowUp, appointment_id=first, booking=wanted)
    old, new = row(office, first), row(office, wanted.id)
    assert (new.follows_id, new.customer_id, new.documents) == (first, old.customer_id, "Mietvertrag")
    assert new.concern_text == old.concern_text


def test_a_talk_ends_with_a_follow_up_in_one_change(office: Office) -> None:
    first = office.book(540)
    wanted = booking(office, concern_id=None, documents="Kontoauszüge")
    done = do(office, Finish, appointment_id=first, outcomes=(Settled(), FollowUp(booking=wanted)))
    assert done.values["follow_up"]["start"] == 600
    assert row(office, first).status is Status.DONE
    record = office.desk.read(RecordOf(first, office.desk.clock.now()))
    assert {outcome.kind for outcome in record.outcomes} == {Outcome.SETTLED, Outcome.FOLLOW_UP}
    do(office, Undo, undoes=done.entry_id)
    assert row(office, first).status is Status.BOOKED
    assert place(office, wanted.id) is None
    whole(office)


def test_where_the_time_is_gone_the_talk_has_not_ended(office: Office) -> None:
    book(office), book(office)
    first = office.book(540)
    with pytest.raises(Refused) as refused:
        do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=booking(office)),))
    assert reasons(refused) == [Reason.TAKEN]
    assert row(office, first).status is Status.BOOKED


def test_a_follow_up_that_was_booked_before_is_the_one_that_is_meant(office: Office) -> None:
    first = office.book(540)
    wanted = booking(office, concern_id=None)
    do(office, BookFollowUp, appointment_id=first, booking=wanted)
    do(office, Finish, appointment_id=first, outcomes=(FollowUp(linked_id=wanted.id),))
    other = office.book(560, place="L1-2")
    with pytest.raises(Refused) as refused:
        do(office, Finish, appointment_id=other, outcomes=(FollowUp(linked_id=wanted.id),))
    assert refused.value.code == "bad_link"


def test_a_cancelled_follow_up_owes_an_answer_again(office: Office) -> None:
    first = office.book(540)
    wanted = booking(office, concern_id=None)
    do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=wanted),))
    assert not office.desk.read(Owing(office.branch_id, office.desk.clock.now()))
    do(office, CancelByCustomer, appointment_id=wanted.id)
    owing = office.desk.read(Owing(office.branch_id, office.desk.clock.now()))
    assert [line.id for line, _ in owing] == [first]


def test_an_application_without_an_answer_asks_once(office: Office) -> None:
    concern = next(
        title
        for title, id_ in office.concerns.items()
        if office.desk.store.read(
            lambda c, i=id_: c.scalar(sa.select(table(Concern).c.application).where(table(Concern).c.id == i))
        )
    )
    first = office.book(540, concern=concern)
    wanted = booking(office)
    with pytest.raises(Refused) as refused:
        do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=wanted),))
    assert refused.value.code == "application_question"
    kept = ApplicationKept.YES
    do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=wanted),), application_kept=kept)
    assert row(office, first).application_kept is kept
    second = office.book(560, concern=concern)
    do(office, Finish, appointment_id=second, outcomes=(Settled(),))


def test_a_callback_becomes_an_appointment(office: Office) -> None:
    first = office.book(540, phone="+493023125115")
    ticket = promise(office, appointment_id=first)
    wanted = booking(office, concern_id=None)
    end = ByAppointment(booking=wanted, how="am Telefon gesagt")
    done = do(office, CloseTicket, ticket_id=ticket, end=end)
    assert done.values["booking"]["start"] == 600
    closed = office.desk.store.read(
        lambda c: c.execute(sa.select(table(CallbackTicket)).where(table(CallbackTicket).c.id == ticket)).one()
    )
    assert closed.closing_appointment_id == wanted.id
    assert row(office, wanted.id).follows_id == first
    do(office, Undo, undoes=done.entry_id)
    assert place(office, wanted.id) is None


# --- moving, cancelling, placing -----------------------------------------------------------------------------------


def test_a_move_keeps_old_and_new_and_the_duration(office: Office) -> None:
    first = office.book(540, minutes=37, documents="Mietvertrag")
    wanted = booking(office, 615, concern_id=None)
    done = do(office, MoveAppointment, appointment_id=first, booking=wanted)
    old, new = row(office, first), row(office, wanted.id)
    assert (old.status, new.moved_from_id, new.end_minute - new.start_minute) == (Status.MOVED, first, 37)
    assert (new.documents, done.values["otv"]) == ("Mietvertrag", True)
    (task,) = office.desk.read(OtvTasksOf(office.branch_id))
    assert (task.kind, task.appointment_id) == (OtvTaskKind.CANCEL, first)
    whole(office)
    do(office, Undo, undoes=done.entry_id)
    assert (row(office, first).status, place(office, first)) == (Status.BOOKED, "L1-1")
    assert office.desk.read(CountOtvTasks(office.branch_id)) == 0
    whole(office)


def test_ten_minutes_later_on_the_same_place(office: Office) -> None:
    one, two = book(office), book(office, person="Weiß")
    wanted = booking(office, 610, concern_id=None)
    do(office, MoveAppointment, appointment_id=one, booking=wanted)
    assert place(office, wanted.id) == "L1-1"
    assert place(office, two) == "L1-2"
    whole(office)


def test_what_was_promised_with_it_is_promised_with_the_new_one(office: Office) -> None:
    first = office.book(540)
    follow = booking(office, concern_id=None)
    do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=follow),))
    moved = booking(office, 700, concern_id=None)
    done = do(office, MoveAppointment, appointment_id=follow.id, booking=moved)
    linked = office.desk.store.read(lambda c: c.scalar(sa.select(table(OutcomeRow).c.linked_id)))
    assert (linked, row(office, moved.id).follows_id) == (moved.id, first)
    assert not office.desk.read(Owing(office.branch_id, office.desk.clock.now()))
    do(office, Undo, undoes=done.entry_id)
    linked = office.desk.store.read(lambda c: c.scalar(sa.select(table(OutcomeRow).c.linked_id)))
    assert linked == follow.id
    do(office, MoveAppointment, appointment_id=follow.id, booking=booking(office, 720, concern_id=None))
    newest = office.desk.store.read(lambda c: c.scalar(sa.select(table(OutcomeRow).c.linked_id)))
    do(office, CancelByCustomer, appointment_id=newest)
    owing = office.desk.read(Owing(office.branch_id, office.desk.clock.now()))
    assert [line.id for line, _ in owing] == [first]


def test_nothing_is_moved_to_where_it_stands(office: Office) -> None:
    one = book(office)
    with pytest.raises(Refused) as refused:
        do(office, MoveAppointment, appointment_id=one, booking=booking(office, concern_id=None))
    assert refused.value.code == "nothing_moves"
    do(office, MoveAppointment, appointment_id=one, booking=booking(office, concern_id=None, group="Leistung 2"))


def test_one_person_is_not_in_two_places_at_once(office: Office) -> None:
    first = office.book(540)
    do(office, BookFollowUp, appointment_id=first, booking=booking(office, concern_id=None))
    with pytest.raises(Refused) as refused:
        do(office, BookFollowUp, appointment_id=first, booking=booking(office, 610, concern_id=None))
    assert (refused.value.code, refused.value.values["start"]) == ("customer_busy", 600)
    do(office, BookFollowUp, appointment_id=first, booking=booking(office, 620, concern_id=None))
    family = booking(office, 610, concern_id=None, override_reason="die Tochter kommt zur selben Zeit")
    do(office, BookFollowUp, appointment_id=first, booking=family)


def test_two_move_the_same_appointment_and_one_does(office: Office) -> None:
    first = office.book(540)
    do(office, MoveAppointment, appointment_id=first, booking=booking(office, 600, concern_id=None), version=1)
    with pytest.raises((Conflict, Refused)) as refused:
        do(office, MoveAppointment, appointment_id=first, booking=booking(office, 700, concern_id=None), version=1)
    assert refused.value.code in ("changed_meanwhile", "wrong_state")


def test_cancelling_what_was_imported_is_told_to_the_booking_tool(office: Office) -> None:
    first, second = office.book(540, day=TUESDAY), office.book(560, day=TUESDAY, place="L1-2")
    do(office, CancelByCustomer, appointment_id=first)
    do(office, CancelByOffice, appointment_id=second)
    tasks = office.desk.read(OtvTasksOf(office.branch_id))
    assert [task.appointment_id for task in tasks] == [first, second]
    do(office, TickOtvTask, task_id=tasks[0].id)
    assert office.desk.read(CountOtvTasks(office.branch_id)) == 1
    with pytest.raises(Refused) as refused:
        do(office, TickOtvTask, task_id=tasks[0].id)
    assert refused.value.code == "task_done"
    do(office, CancelByCustomer, appointment_id=book(office))
    assert office.desk.read(CountOtvTasks(office.branch_id)) == 1


def test_ohne_platz_gets_a_place(office: Office) -> None:
    one = office.book(540, place=None, minutes=23)
    done = do(office, GivePlace, appointment_id=one)
    assert (place(office, one), done.values["place"]) == ("L1-1", "L1-1")
    with pytest.raises(Refused) as refused:
        do(office, GivePlace, appointment_id=one)
    assert refused.value.code == "has_place"
    do(office, GivePlace, appointment_id=one, point_id=office.points["L2-1"])
    assert place(office, one) == "L2-1"
    whole(office)


def test_without_a_free_point_it_stays_without(office: Office) -> None:
    office.book(540, place="L1-1"), office.book(545, place="L1-2")
    one = office.book(550, place=None)
    with pytest.raises(Refused) as refused:
        do(office, GivePlace, appointment_id=one)
    assert reasons(refused) == [Reason.TAKEN]
    nobody_knows = office.book(700, place=None, group_id=None)
    with pytest.raises(Refused) as refused:
        do(office, GivePlace, appointment_id=nobody_knows)
    assert refused.value.code == "no_group"


def test_who_may_not_work_here_books_nothing(office: Office) -> None:
    manager = office.colleague("manager", "Lang, Ida", Role.APPOINTMENT_MANAGER)
    with pytest.raises(Refused) as refused:
        book(office, desk=manager)
    assert refused.value.code == "no_right"
    with pytest.raises(Refused):
        hold(office, desk=manager)


def test_the_record_tells_what_came_before_and_after(office: Office) -> None:
    first = office.book(540)
    follow = booking(office, concern_id=None, documents="Mietvertrag")
    do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=follow),))
    moved = booking(office, 700, concern_id=None)
    do(office, MoveAppointment, appointment_id=follow.id, booking=moved)

    def linked(of: str) -> list[tuple[str, str]]:
        record = office.desk.read(RecordOf(of, office.desk.clock.now()))
        return [(other.id, other.relation.value) for other in record.linked]

    assert linked(first) == [(follow.id, "follow_up"), (moved.id, "follow_up")]
    assert linked(follow.id) == [(first, "comes_from"), (moved.id, "moved_to")]
    assert linked(moved.id) == [(first, "comes_from"), (follow.id, "moved_from")]
    record = office.desk.read(RecordOf(first, office.desk.clock.now()))
    (outcome,) = record.outcomes
    assert (outcome.linked, outcome.linked_day) == ("11:40", TUESDAY)
    assert office.desk.read(RecordOf(moved.id, office.desk.clock.now())).missing == "Mietvertrag"


# --- what the booking tool brings ----------------------------------------------------------------------------------


def bring(office: Office, *rows: tuple[int, str], day: date = TUESDAY) -> Any:
    return office.desk.perform(import_of(booking_file(day, rows), office.branch_id, office.desk.clock.now()))


def on(office: Office, day: date = TUESDAY) -> list[Any]:
    return list(office.desk.read(DayOf(office.branch_id, day, office.desk.clock.now())).lines)


def test_what_we_booked_and_somebody_entered_online_too_is_one_row(office: Office) -> None:
    one = book(office, 600, person="Weiß", given="Thea")
    done = bring(office, (600, "Weiß"))
    assert done.values["counts"]["linked"] == 1
    assert [line.id for line in on(office)] == [one]


def test_an_import_onto_taken_times_is_kept_without_a_place_and_placed_with_one_command(office: Office) -> None:
    mine = [book(office, 600), book(office, 600)]
    bring(office, (600, "Neu"))
    (new,) = [line for line in on(office) if line.id not in mine]
    assert new.no_place
    with pytest.raises(Refused):
        do(office, GivePlace, appointment_id=new.id)
    do(office, CancelByCustomer, appointment_id=mine[0])
    done = do(office, GivePlace, appointment_id=new.id)
    assert done.values["place"] == "L1-1"
    whole(office)


def test_outside_the_openings_an_import_has_no_place(office: Office) -> None:
    point = office.points["L1-1"]
    week = series([TUESDAY.weekday()], [point], MONDAY, MONDAY + timedelta(days=365), (540, 600))
    group = office.groups["Leistung 1"]
    do(office, AddOpenings, branch_id=office.branch_id, group_id=group, openings=week)
    bring(office, (480, "Früh"), (540, "Passt"), (590, "Ragt"), (600, "Spät"))
    assert {line.name.partition(",")[0]: line.place for line in on(office)} == {
        "Früh": None,
        "Passt": "L1-1",
        "Ragt": None,
        "Spät": None,
    }
    with pytest.raises(Refused) as refused:
        book(office, 600)
    assert reasons(refused) == [Reason.CLOSED]
    book(office, 560)


def test_whoever_works_here_books_for_the_group_that_is_responsible(office: Office) -> None:
    lead = office.colleague("leitung", "Lang, Ida", branch=False)
    staff_id = lead.sign_in().id
    group = office.groups["Leistung 2"]
    grant = {"staff_id": staff_id, "role": Role.GROUP_LEAD, "branch_id": office.branch_id, "group_id": group}
    office.desk.perform(office.desk.new(GrantRole, **grant))
    mine = hold(office, desk=lead)
    assert place(office, book(office, desk=lead, hold_id=mine)) == "L1-1"
    manager = office.colleague("manager", "Öztürk, Kaan", Role.APPOINTMENT_MANAGER)
    with pytest.raises(Refused) as refused:
        hold(office, 700, desk=manager)
    assert refused.value.code == "no_right"


def test_a_late_cancellation_leaves_nothing_to_enter_online(office: Office) -> None:
    group, point = office.groups["Leistung 1"], office.points["L1-1"]
    week = series([TUESDAY.weekday()], [point], MONDAY, MONDAY + timedelta(days=99), (540, 720))
    week = tuple(one.model_copy(update={"contingent": Contingent.ONLINE}) for one in week)
    do(office, AddOpenings, branch_id=office.branch_id, group_id=group, openings=week)
    one = book(office, 600)
    (task,) = office.desk.read(OtvTasksOf(office.branch_id))
    assert (task.kind, task.appointment_id) == (OtvTaskKind.ENTER, one)
    office.desk.clock.advance(days=1, hours=3)
    done = do(office, CancelByCustomer, appointment_id=one)
    assert done.values == {"late": True, "otv": False}
    assert office.desk.read(CountOtvTasks(office.branch_id)) == 0


def test_an_undo_names_the_time_that_somebody_was_told(office: Office) -> None:
    first = office.book(540)
    done = do(office, Finish, appointment_id=first, outcomes=(FollowUp(booking=booking(office)),))
    undone = do(office, Undo, undoes=done.entry_id)
    assert "Termin Di 24.11. 10:00 gilt nicht mehr: Bitte der Person Bescheid sagen." in said(
        undone.code, undone.values
    )

"""What bookings do to those beside them: those who made room, holds, the booking tool (D26–D31)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from backoffice.cli.slots import ahead_of
from backoffice.desk.booking import BookAppointment, BookFollowUp, Person
from backoffice.desk.by_the_way import REPACK
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.closures import AddClosure, RemoveClosure
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Finish, FollowUp, SettledWith
from backoffice.desk.giving_place import GivePlace
from backoffice.desk.holding import HoldTime, ReleaseHold
from backoffice.desk.import_rows import known_bookings
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.noting import Assign
from backoffice.desk.otv import OtvTasksOf
from backoffice.desk.outlook import GroupOutlook
from backoffice.desk.people import GrantRole
from backoffice.desk.slots import FreeTimesFor
from backoffice.desk.temporary_points import OpenTemporaryPoint
from backoffice.desk.undo import Undo
from backoffice.desk.verlauf import history
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Contingent, OtvTaskKind, Role
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.organisation import ServicePoint
from tests.hammer import booking_file, import_of
from tests.office import MONDAY, Office
from tests.planning import set_openings, weekly
from tests.test_booking import TUESDAY, book, booking, do, place, row, whole

GROUP = "Leistung 1"
_hold, _point = table(Hold), table(ServicePoint)


@dataclass
class Crowd:
    """10:00 to 11:00 and 11:00 to 12:00, once side by side, now one after the other: `wide` is 10:30 to 11:30."""

    morning: str
    noon: str
    wide: str
    entry: str

    def places(self, office: Office) -> tuple[str | None, str | None]:
        return place(office, self.morning), place(office, self.noon)


@pytest.fixture
def crowd(office: Office) -> Crowd:
    morning, noon = book(office, 600, minutes=60), book(office, 660, minutes=60)
    do(office, GivePlace, appointment_id=noon, point_id=office.points["L1-2"])
    wide = booking(office, 630, minutes=60)
    done = do(office, BookAppointment, booking=wide, person=Person(family="Weiß"))
    assert done.values["moved_others"] == 1
    return Crowd(morning, noon, wide.id, done.entry_id)


def lead(office: Office, group: str = GROUP) -> Desk:
    desk = office.colleague("leitung", "Lead, Lea")
    values = {"branch_id": office.branch_id, "group_id": office.groups[group]}
    do(office, GrantRole, staff_id=desk.sign_in().id, role=Role.GROUP_LEAD, **values)
    desk.sign_in()
    return desk


def tasks(office: Office) -> list[tuple[OtvTaskKind, str]]:
    return [(task.kind, task.appointment_id) for task in office.desk.read(OtvTasksOf(office.branch_id))]


# --- who made room -------------------------------------------------------------------------------------------------


def test_undo_leads_those_who_made_room_back(office: Office, crowd: Crowd) -> None:
    do(office, Undo, undoes=crowd.entry)
    assert crowd.places(office) == ("L1-1", "L1-2")
    whole(office)


def test_undo_costs_nobody_the_place_who_only_made_room(office: Office, crowd: Crowd) -> None:
    others = [book(office, 600, minutes=30), book(office, 690, minutes=30)]
    was = crowd.places(office)
    done = do(office, Undo, undoes=crowd.entry)
    assert crowd.places(office) == was
    assert all(place(office, one) for one in others)
    assert not done.values["no_place"]
    whole(office)


def test_undo_leaves_who_is_handed_to_somebody_where_they_are(office: Office, crowd: Crowd) -> None:
    was = crowd.places(office)
    colleague = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    for one in (crowd.morning, crowd.noon):
        do(office, Assign, appointment_id=one, staff_id=colleague.sign_in().id)
    do(office, Undo, undoes=crowd.entry)
    assert crowd.places(office) == was
    whole(office)


def test_who_made_room_since_can_still_be_undone(office: Office) -> None:
    wanted = booking(office, 600, minutes=60)
    first = do(office, BookAppointment, booking=wanted, person=Person(family="Kowalska"))
    noon = book(office, 660, minutes=60)
    do(office, GivePlace, appointment_id=noon, point_id=office.points["L1-2"])
    book(office, 630, minutes=60)
    do(office, Undo, undoes=first.entry_id)
    assert place(office, wanted.id) is None
    whole(office)


def test_a_batch_comes_back_with_all_places_but_the_one_that_is_gone(office: Office) -> None:
    gone, free, batch = book(office, 600), book(office, 660), new_id()
    for one in (gone, free):
        do(office, CancelByCustomer, appointment_id=one, batch_id=batch)
    book(office, 600), book(office, 600)
    assert do(office, Undo, undoes=batch).values["no_place"]
    assert (place(office, gone), place(office, free)) == (None, "L1-1")
    whole(office)


def test_somebody_elses_booking_is_not_undone_from_the_record_of_who_made_room(office: Office, crowd: Crowd) -> None:
    of = {one: office.desk.store.read(lambda c, one=one: history(c, one)) for one in (crowd.morning, crowd.wide)}
    assert [(item.code, item.undoable) for item in of[crowd.morning]] == [("booked", False), ("booked", True)]
    assert [item.undoable for item in of[crowd.wide]] == [True]


def test_a_file_still_speaks_for_who_made_room(office: Office) -> None:
    early, late = office.book(600, 60, day=TUESDAY), office.book(660, 60, day=TUESDAY, place="L1-2")
    done = do(office, BookAppointment, booking=booking(office, 630, minutes=60), person=Person(family="Weiß"))
    assert done.values["moved_others"] == 1
    known = office.desk.store.read(lambda c: known_bookings(c, office.branch_id, [TUESDAY]))
    assert [one.touched for one in known if one.id in (early, late)] == [False, False]
    do(office, Undo, undoes=done.entry_id)
    known = office.desk.store.read(lambda c: known_bookings(c, office.branch_id, [TUESDAY]))
    assert [one.touched for one in known if one.id in (early, late)] == [False, False]


def test_all_commands_for_which_others_change_places_are_known() -> None:
    choosing = {kind for kind, command in Command.known().items() if command.chooses_place}
    # Who orders an interpreter chooses a person, and what is proposed next is free as it is: nobody moves for it.
    assert choosing - {"import_day", "order_interpreter", "decline_proposal"} | {"undo", "accept_plan"} == REPACK


# --- holds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "minutes"), [(615, 60), (585, 60), (615, 30), (585, 90)])
def test_a_time_over_ones_own_is_held_and_taken(office: Office, start: int, minutes: int) -> None:
    one, _ = book(office, 600, minutes=60), book(office, 600, minutes=60)
    values = {"group_id": office.groups[GROUP], "day": TUESDAY, "start": start, "minutes": minutes}
    held = do(office, HoldTime, leaving=one, **values)
    whole(office)
    wanted = booking(office, start, minutes=minutes, hold_id=held.ids[0])
    do(office, MoveAppointment, appointment_id=one, booking=wanted)
    assert place(office, wanted.id) == "L1-1"
    assert office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(_hold))) == 0
    whole(office)


def test_who_leads_one_group_gives_back_what_they_hold(office: Office) -> None:
    desk = lead(office)
    values = {"group_id": office.groups[GROUP], "day": TUESDAY, "start": 600, "minutes": 20}
    held = do(office, HoldTime, desk, **values)
    for _ in range(2):  # the second time there is nothing to give back
        do(office, ReleaseHold, desk, hold_id=held.ids[0], branch_id=office.branch_id)
    do(office, HoldTime, desk, **values)


def test_a_hold_that_expired_does_not_keep_a_temporary_point(office: Office) -> None:
    days = {"first_day": TUESDAY, "last_day": TUESDAY, "start": 480, "end": 720}
    opened = do(office, OpenTemporaryPoint, group_id=office.groups[GROUP], name="L1-Z1", reason="Andrang", **days)
    book(office, 600), book(office, 600)
    do(office, HoldTime, group_id=office.groups[GROUP], day=TUESDAY, start=600, minutes=20)
    over = datetime(2020, 1, 1, tzinfo=UTC)
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(_hold).values(expires_at=over)))
    do(office, Undo, undoes=opened.entry_id)
    named = sa.select(_point.c.id).where(_point.c.name == "L1-Z1")
    assert office.desk.store.read(lambda c: c.scalar(named)) is None
    whole(office)


# --- what is promised, and what the booking tool is told -----------------------------------------------------------


def test_what_was_moved_away_is_no_answer(office: Office) -> None:
    one, wanted = office.book(480), booking(office, 600)
    do(office, BookFollowUp, appointment_id=one, booking=wanted)
    moved_to = booking(office, 660)
    do(office, MoveAppointment, appointment_id=wanted.id, booking=moved_to)
    for outcome in (FollowUp(linked_id=wanted.id), SettledWith(linked_id=wanted.id)):
        with pytest.raises(Refused) as refused:
            do(office, Finish, appointment_id=one, outcomes=(outcome,))
        assert refused.value.code == "bad_link"
    do(office, Finish, appointment_id=one, outcomes=(FollowUp(linked_id=moved_to.id),))


def test_one_of_ours_that_comes_to_lie_on_online_time_is_to_be_entered(office: Office) -> None:
    set_openings(
        office,
        *weekly(office, (480, 600), names=("L1-1",)),
        *weekly(office, (480, 600), names=("L1-2",), contingent=Contingent.ONLINE),
    )
    one = book(office, 540)
    assert tasks(office) == []
    done = do(office, GivePlace, appointment_id=one, point_id=office.points["L1-2"])
    assert tasks(office) == [(OtvTaskKind.ENTER, one)]
    assert row(office, one).contingent is Contingent.ONLINE
    do(office, Undo, undoes=done.entry_id)
    assert tasks(office) == []
    assert row(office, one).contingent is Contingent.INTERNAL


def test_what_the_customer_booked_online_too_is_to_be_cancelled_there(office: Office) -> None:
    one = book(office, 600, given="Thea")
    file = booking_file(TUESDAY, [(600, "Kowalska")])
    office.desk.perform(import_of(file, office.branch_id, office.desk.clock.now()))
    do(office, CancelByCustomer, appointment_id=one)
    assert tasks(office) == [(OtvTaskKind.CANCEL, one)]


def test_the_list_for_the_booking_tool_names_nobody_who_is_protected(office: Office) -> None:
    one = office.book(
        600, day=TUESDAY, name="Geheim, Gerda", protected=True, email="g@example.org",
        concern="Aktuelle gesundheitliche Situation",
    )  # fmt: skip
    do(office, CancelByCustomer, appointment_id=one)
    colleague = office.colleague("kollege", "Öztürk, Kaan", Role.CASEWORKER)
    (task,) = colleague.read(OtvTasksOf(office.branch_id))
    assert (task.name, task.email, task.concern, task.sensitive) == ("", None, "", True)
    (seen,) = office.desk.read(OtvTasksOf(office.branch_id))
    assert (seen.name, seen.email) == ("Geheim, Gerda", "g@example.org")


# --- bad input, and rights -----------------------------------------------------------------------------------------


def test_no_minutes_are_not_as_long_as_it_was(office: Office) -> None:
    one = book(office, 600)
    with pytest.raises(Refused) as refused:
        do(office, MoveAppointment, appointment_id=one, booking=booking(office, 660, minutes=0))
    assert refused.value.code == "bad_duration"


def test_weeks_beyond_all_calendars_are_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.desk.read(GroupOutlook(office.groups[GROUP], MONDAY, 10**9, office.desk.clock.now()))
    assert refused.value.code == "search_too_long"


def test_a_search_from_the_last_day_of_all_finds_nothing(office: Office) -> None:
    last = ahead_of(date.max)
    values = {"branch_id": office.branch_id, "now": office.desk.clock.now(), "minutes": 20}
    assert office.desk.read(FreeTimesFor(first=date.max, last=last, **values)).offers == ()


def test_undoing_a_closure_takes_what_closing_took(office: Office) -> None:
    desk = office.colleague("leitung", "Lead, Lea", Role.GROUP_LEAD)
    days = {"branch_id": office.branch_id, "first_day": TUESDAY, "last_day": TUESDAY}
    of_branch = do(office, AddClosure, name="Umzug", **days)
    for kind, values in ((RemoveClosure, {"closure_id": of_branch.ids[0]}), (Undo, {"undoes": of_branch.entry_id})):
        with pytest.raises(Refused) as refused:
            do(office, kind, desk, **values)
        assert refused.value.code == "no_right"
    of_group = do(office, AddClosure, name="Teamtag", group_id=office.groups[GROUP], **days)
    do(office, Undo, desk, undoes=of_group.entry_id)

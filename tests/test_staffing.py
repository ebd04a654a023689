"""Besetzung: who serves which service point, what it closes, who may say so, and who sees it (D36, D50, D51)."""

from datetime import timedelta

import pytest

from backoffice.desk.accounts import DeactivateStaff
from backoffice.desk.command import Command
from backoffice.desk.desk import Desk
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.people import GrantRole, PlaceStaff
from backoffice.desk.staffing import MOST, NewStretch, SetStaffing
from backoffice.desk.undo import Undo
from backoffice.domain.availability import Why
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Role
from backoffice.wording.done import done as said
from tests.absent import day_of, enter, hours, staff, staffed
from tests.office import MONDAY, Office
from tests.promising import second_branch

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)


def lead_of(office: Office, login: str, group: str) -> Desk:
    """Somebody who leads one group, and no more."""
    desk = office.colleague(login, login.capitalize())
    office.desk.perform(
        office.desk.new(
            GrantRole,
            staff_id=desk.actor.id,
            role=Role.GROUP_LEAD,
            branch_id=office.branch_id,
            group_id=office.groups[group],
        )
    )
    desk.sign_in()
    return desk


@pytest.fixture
def berta(office: Office) -> Desk:
    return office.colleague("berta", "Berta B", Role.CASEWORKER)


@pytest.fixture
def carl(office: Office) -> Desk:
    return office.colleague("carl", "Carl C", Role.CASEWORKER)


def test_a_day_is_said_replaced_and_taken_back(office: Office, berta: Desk, carl: Desk) -> None:
    assert staffed(office, "L1-1").stretches == ()
    assert hours(office) == [(8, 16)], "nothing is said: it counts as staffed"
    told = staff(office, "L1-1", (480, 720, berta.actor.id), (720, 780, None), (780, 960, carl.actor.id))
    assert said(told.code, told.values) == "L1-1, Mo 23.11.2026: Besetzung eingetragen."
    found = staffed(office, "L1-1")
    assert [(one.start, one.end, one.name, one.room) for one in found.stretches] == [
        (480, 720, "Berta B", "1.04"),
        (720, 780, "", "1.04"),
        (780, 960, "Carl C", "1.04"),
    ]
    assert (found.group, found.unserved) == ("Leistung 1", ((720, 780),))
    assert hours(office) == [(8, 12), (13, 16)]
    assert day_of(office).closed_at(720).why is Why.ABSENT
    assert hours(office, "L1-2") == hours(office, day=TUESDAY) == [(8, 16)]

    staff(office, "L1-1", (480, 960, None))
    assert hours(office) == []
    again = staff(office, "L1-1")
    assert again.code == "staffing_cleared"
    assert hours(office) == [(8, 16)]
    office.desk.perform(office.desk.new(Undo, undoes=again.entry_id))
    assert hours(office) == []


def test_who_loses_their_place_is_told_and_stays_booked(office: Office) -> None:
    office.book(540, place="L1-1")
    office.book(600, place="L1-1")
    office.book(600, place="L1-2")
    told = staff(office, "L1-1", (480, 590, None))
    assert told.values["affected"] == 1
    assert "Ein Termin verliert den Platz: abgesagt ist nichts." in said(told.code, told.values)
    assert staff(office, "L1-1", (480, 960, None)).values["affected"] == 1, "only whom it adds"
    assert staff(office, "L1-1").values["affected"] == 0


def test_whoever_is_away_closes_their_point_unless_somebody_else_serves_it(
    office: Office, berta: Desk, carl: Desk
) -> None:
    staff(office, "L1-1", (480, 720, berta.actor.id), (720, 960, carl.actor.id))
    staff(office, "L1-2", (720, 960, berta.actor.id))
    office.book(600, place="L1-1")
    office.book(780, place="L1-2")
    told = enter(office, staff_id=berta.actor.id, start=600, end=840)
    assert told.values["affected"] == 2
    assert hours(office) == [(8, 10), (12, 16)]
    assert hours(office, "L1-2") == [(8, 12), (14, 16)]
    staff(office, "L1-1", (480, 720, berta.actor.id), (540, 720, carl.actor.id))
    assert hours(office) == [(8, 16)], "Carl is there, too"
    assert staffed(office, "L1-1").stretches[0].away


def test_what_no_point_can_be(office: Office, berta: Desk, clock: FixedClock) -> None:
    def refused(code: str, *stretches: tuple[int, int, str | None], point: str = "L1-1", day=MONDAY) -> Refused:
        with pytest.raises(Refused, match=code) as error:
            staff(office, point, *stretches, day=day)
        return error.value

    me = berta.actor.id
    refused("staffing_over", (480, 720, None), day=MONDAY - timedelta(days=1))
    refused("too_far", (480, 720, None), day=MONDAY + timedelta(days=800))
    refused("span_backwards", (720, 480, None))
    refused("not_five_minutes", (481, 720, None))
    refused("staffed_and_not", (480, 720, None), (600, 960, me))
    refused("staffed_twice", (480, 720, me), (600, 960, me))
    refused("too_many_stretches", *((480 + 5 * n, 485 + 5 * n, None) for n in range(MOST + 1)))
    with pytest.raises(NotFound, match="not_found"):
        staff(office, "L1-1", (480, 720, new_id()))
    staff(office, "L1-1", (480, 720, me))
    twice = refused("serves_elsewhere", (700, 960, me), point="L2-1")
    assert (twice.values["point"], twice.values["start_minute"]) == ("L1-1", 480)
    staff(office, "L2-1", (720, 960, me))
    staff(office, "L1-1", (480, 700, me))
    north, _ = second_branch(office)
    dora = office.colleague("dora", "Dora D")
    office.desk.perform(office.desk.new(PlaceStaff, staff_id=dora.actor.id, branch_id=north))
    refused("not_lent_here", (480, 720, dora.actor.id), point="E-1")
    office.desk.perform(office.desk.new(DeactivateStaff, staff_id=me))
    refused("person_inactive", (480, 720, me))


def test_two_leads_at_once(office: Office, berta: Desk) -> None:
    seen = tuple(one.id for one in staffed(office, "L1-1").stretches)
    staff(office, "L1-1", (480, 960, berta.actor.id))
    late = office.desk.new(
        SetStaffing,
        service_point_id=office.points["L1-1"],
        day=MONDAY,
        stretches=(NewStretch(start=480, end=960),),
        seen=seen,
    )
    with pytest.raises(Conflict, match="changed_meanwhile"):
        office.desk.perform(late)
    present = tuple(one.id for one in staffed(office, "L1-1").stretches)
    office.desk.perform(late.model_copy(update={"id": new_id(), "seen": present}))
    assert hours(office) == []


def test_an_undo_puts_nobody_on_two_points(office: Office, berta: Desk) -> None:
    staff(office, "L1-1", (480, 960, berta.actor.id))
    gone = staff(office, "L1-1")
    staff(office, "L2-1", (480, 720, berta.actor.id))
    with pytest.raises(Conflict, match="undo_blocked"):
        office.desk.perform(office.desk.new(Undo, undoes=gone.entry_id))
    staff(office, "L2-1")
    office.desk.perform(office.desk.new(Undo, undoes=gone.entry_id))
    assert staffed(office, "L1-1").stretches[0].name == "Berta B"


def test_a_lead_staffs_their_own_group_and_takes_it_back(office: Office, berta: Desk) -> None:
    lead = lead_of(office, "lena", "Leistung 1")
    made = staff(office, "L1-1", (480, 960, berta.actor.id), desk=lead)
    with pytest.raises(Refused, match="no_right"):
        staff(office, "L2-1", (480, 960, None), desk=lead)
    with pytest.raises(Refused, match="no_right"):
        staff(office, "L1-1", (480, 960, None), desk=berta)
    with pytest.raises(Refused, match="no_right"):
        berta.perform(berta.new(Undo, undoes=made.entry_id))
    lead.perform(lead.new(Undo, undoes=made.entry_id))
    assert staffed(office, "L1-1").stretches == ()


def test_nobody_else_learns_from_it_when_somebody_comes_back(office: Office, berta: Desk, carl: Desk) -> None:
    staff(office, "L1-1", (480, 960, berta.actor.id))
    staff(office, "L1-1", (480, 960, berta.actor.id), day=TUESDAY)
    assert staffed(office, "L1-1", desk=carl).stretches[0].name == "Berta B"
    berta.perform(berta.new(LeaveForToday, staff_id=berta.actor.id, branch_id=office.branch_id, until=720))
    seen = staffed(office, "L1-1", desk=carl).stretches[0]
    assert (seen.staff_id, seen.name, seen.away) == (None, "", True)
    assert staffed(office, "L1-1", TUESDAY, carl).stretches[0].name == "Berta B"
    for desk in (berta, lead_of(office, "lena", "Leistung 1")):
        assert staffed(office, "L1-1", desk=desk).stretches[0].name == "Berta B"
    assert staffed(office, "L1-1", desk=lead_of(office, "lars", "Leistung 2")).stretches[0].name == ""


def test_what_was_entered_can_be_stored_and_done_again(office: Office, berta: Desk) -> None:
    command = office.desk.new(
        SetStaffing,
        service_point_id=office.points["L1-1"],
        day=MONDAY,
        stretches=(NewStretch(start=480, end=960, staff_id=berta.actor.id, room=" 1.04 "),),
    )
    done = office.desk.perform(command)
    again = Command.known()["set_staffing"].model_validate(command.payload())
    assert again == command
    assert office.desk.perform(again) == done
    assert [one.room for one in staffed(office, "L1-1").stretches] == ["1.04"]

"""The search as a desk asks it: what it offers can be booked, what it refuses says why, on both engines (D25–D34)."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import BookAppointment, BookFollowUp, NewBooking, Person
from backoffice.desk.booking_prefill import FollowUpPrefill, MovePrefill, TicketBookingPrefill
from backoffice.desk.closures import AddClosure
from backoffice.desk.holding import HoldTime
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.noting import Assign
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint
from backoffice.desk.slots import FreeTimesFor, FreeTimesView, OfferedSlot, WhyNot, WhyNotView
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.explaining import Reason
from backoffice.domain.free_times import DayPart
from backoffice.domain.ids import new_id
from backoffice.domain.openings import Why
from backoffice.domain.terms import Area, Channel, ClosureKind, Contingent, Role
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ConcernOffer, Setting
from tests.office import MONDAY, Office
from tests.planning import set_openings, single, weekly
from tests.promising import promise

TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
_offer, _c, _a = table(ConcernOffer), table(Customer), table(Appointment)


def about(office: Office, **more: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"branch_id": office.branch_id, "now": office.desk.clock.now()}
    if not {"concern_id", "concern_text", "leaving"} & more.keys():
        values["concern_id"] = office.concerns["Fragen zum Bescheid"]
    return values | more


def search(office: Office, desk: Any = None, **more: Any) -> FreeTimesView:
    days = {"first": TUESDAY, "last": FRIDAY}
    return (desk or office.desk).read(FreeTimesFor(**about(office, **days | more)))


def why(office: Office, start: int, day: date = TUESDAY, **more: Any) -> WhyNotView:
    return office.desk.read(WhyNot(**about(office, day=day, start=start, **more)))


def book(office: Office, slot: OfferedSlot, **more: Any) -> str:
    booking = NewBooking(
        group_id=slot.group_id,
        day=slot.day,
        start=slot.start,
        **{"concern_id": office.concerns["Fragen zum Bescheid"]} | more,
    )
    office.desk.perform(office.desk.new(BookAppointment, booking=booking, person=Person(family="Albers")))
    return booking.id


def set_offer(office: Office, group: str, **values: Any) -> None:
    """Change what a group offers for questions about the decision."""
    office.desk.store.write(
        lambda tx: tx.connection.execute(
            sa.update(_offer)
            .where(
                _offer.c.group_id == office.groups[group],
                _offer.c.concern_id == office.concerns["Fragen zum Bescheid"],
            )
            .values(**values)
        )
    )


def elsewhere(office: Office) -> str:
    """A second branch with a group of its own that offers nothing of the catalogue."""
    branch_id = new_id()
    group = NewGroup(name="Leistung Nord", area=Area.BENEFITS, points=(NewPoint(name="N-1"),), offers=())
    office.desk.perform(
        office.desk.new(AddBranch, branch_id=branch_id, code="NORD", name="Geschäftsstelle Nord", groups=(group,))
    )
    return branch_id


# --- what is offered ----------------------------------------------------------------------------------------------


def test_every_group_that_offers_the_concern_is_searched(office: Office) -> None:
    view = search(office)
    assert [(group.name, group.minutes) for group in view.groups] == [("Leistung 1", 20), ("Leistung 2", 20)]
    assert (view.concern, view.minutes, view.offered_minutes) == ("Fragen zum Bescheid", 20, 20)
    assert view.assumed
    assert not view.emergency
    assert [(slot.day, slot.start, slot.point) for slot in view.offers[:4]] == [
        (TUESDAY, 480, "L1-1"), (TUESDAY, 500, "L1-1"), (TUESDAY, 520, "L1-1"),
        (TUESDAY + timedelta(days=1), 480, "L1-1"),
    ]  # fmt: skip


def test_a_named_group_is_searched_alone_and_the_first_named_comes_first(office: Office) -> None:
    two, one = office.groups["Leistung 2"], office.groups["Leistung 1"]
    assert {slot.point for slot in search(office, group_ids=(two,)).offers} == {"L2-1"}
    assert search(office, group_ids=(two, one)).offers[0].group == "Leistung 2"


def test_groups_that_take_differently_long_are_offered_as_one_list(office: Office) -> None:
    set_offer(office, "Leistung 2", minutes=30)
    set_openings(office, *weekly(office, (600, 640)))
    set_openings(office, *weekly(office, (480, 540), names=("L2-1", "L2-2")), group="Leistung 2")
    view = search(office, per_day=9)
    of_tuesday = [(slot.start, slot.end, slot.group) for slot in view.offers if slot.day == TUESDAY]
    assert of_tuesday == [
        (480, 510, "Leistung 2"), (510, 540, "Leistung 2"), (600, 620, "Leistung 1"), (620, 640, "Leistung 1"),
    ]  # fmt: skip
    assert [slot.day for slot in search(office, per_day=1).offers].count(TUESDAY) == 1
    assert len(search(office, limit=3).offers) == 3


def test_parts_weekdays_and_times_narrow_it(office: Office) -> None:
    assert {slot.start >= 960 for slot in search(office, part=DayPart.LATE).offers} == {True}
    assert {slot.day for slot in search(office, weekdays=frozenset({4})).offers} == {FRIDAY}
    between = search(office, from_minute=600, until_minute=640, per_day=None).offers
    assert {(slot.start, slot.end) for slot in between} == {(600, 620), (620, 640)}


def test_what_is_offered_can_be_booked_where_it_was_offered(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 560), names=("L1-1",)))
    group = office.groups["Leistung 1"]
    taken = []
    while offers := search(office, group_ids=(group,), last=TUESDAY).offers:
        taken.append((offers[0].start, offers[0].point))
        book(office, offers[0])
    assert taken == [(480, "L1-1"), (500, "L1-1"), (520, "L1-1"), (540, "L1-1")]


def test_the_present_moment_binds_everybody_and_the_lead_time_the_public_only(office: Office) -> None:
    set_offer(office, "Leistung 1", lead_minutes=24 * 60)
    set_offer(office, "Leistung 2", lead_minutes=48 * 60)
    today = search(office, first=MONDAY).offers[0]
    assert (today.day, today.start) == (MONDAY, 510)
    outside = search(office, first=MONDAY, public=True).offers
    assert (outside[0].day, outside[0].start, outside[0].group) == (TUESDAY, 510, "Leistung 1")
    assert all(
        (slot.day, slot.start) >= (MONDAY + timedelta(days=2), 510) for slot in outside if slot.group[-1] == "2"
    )
    assert [one.reason for one in why(office, 480, public=True).explanation.obstacles] == [Reason.TOO_EARLY]
    assert why(office, 480).offer is not None


def test_own_hold_counts_as_free_and_that_of_others_does_not(office: Office) -> None:
    group = office.groups["Leistung 1"]
    set_openings(office, *weekly(office, (480, 500), names=("L1-1",)))
    hold = office.desk.new(HoldTime, group_id=group, day=TUESDAY, start=480, minutes=20)
    office.desk.perform(hold)
    assert not search(office, group_ids=(group,), last=TUESDAY).offers
    assert search(office, group_ids=(group,), last=TUESDAY, hold_id=hold.hold_id).offers
    obstacles = why(office, 480, group_ids=(group,)).explanation.obstacles
    assert [(one.reason, one.points) for one in obstacles if one.reason is Reason.HELD] == [(Reason.HELD, ("L1-1",))]


def test_online_reserved_and_stopped_times_are_marked(office: Office) -> None:
    group = (office.groups["Leistung 1"],)
    morning = weekly(office, (480, 500), names=("L1-1",), contingent=Contingent.ONLINE)
    late = weekly(office, (1020, 1040), names=("L1-1",), reserved=True)
    set_openings(office, *morning, *late)
    (online,) = search(office, group_ids=group, last=TUESDAY).offers
    assert online.contingent is Contingent.ONLINE
    both = search(office, group_ids=group, last=TUESDAY, reserved=True).offers
    assert [slot.reserved for slot in both] == [False, True]
    office.desk.perform(
        office.desk.new(
            AddClosure,
            branch_id=office.branch_id,
            closes=ClosureKind.BOOKING_STOP,
            first_day=TUESDAY,
            last_day=TUESDAY,
            name="Monatswechsel",
        )
    )
    assert not search(office, group_ids=group, last=TUESDAY).offers
    (over,) = search(office, group_ids=group, last=TUESDAY, over_stop=True).offers
    assert over.stopped == "Monatswechsel"
    urgent = office.concerns["Finanzielle Notlage / ausbleibende Zahlung"]
    view = search(office, concern_id=urgent, group_ids=group, last=TUESDAY)
    assert view.emergency
    assert [slot.start for slot in view.offers] == [480, 1020]
    assert not search(office, concern_id=urgent, group_ids=group, last=TUESDAY, emergency=False).offers


# --- re-packing ---------------------------------------------------------------------------------------------------


def crossed(office: Office) -> tuple[str, str]:
    """L1-1 is open for 40 minutes, L1-2 for an hour; on L1-2 somebody has 8:00, and an hour fits nowhere else."""
    set_openings(
        office,
        *weekly(office, (480, 520), names=("L1-1",)),
        *weekly(office, (480, 540), names=("L1-2",)),
    )
    return office.groups["Leistung 1"], office.book(480, 20, place="L1-2", day=TUESDAY)


def test_others_change_places_where_that_makes_room(office: Office) -> None:
    group, _ = crossed(office)
    (slot,) = search(office, group_ids=(group,), minutes=60, last=TUESDAY).offers
    assert (slot.start, slot.point, slot.repacked) == (480, "L1-2", True)
    assert why(office, 480, group_ids=(group,), minutes=60).offer == slot


@pytest.mark.parametrize("kept", ["interpreted", "assigned"])
def test_nobody_who_keeps_a_place_is_sent_away_by_the_fast_search(office: Office, kept: str) -> None:
    group, one = crossed(office)
    free = search(office, group_ids=(group,), minutes=60, last=TUESDAY + timedelta(days=1)).offers
    assert [slot.day for slot in free] == [TUESDAY, TUESDAY + timedelta(days=1)]
    if kept == "assigned":
        office.desk.perform(office.desk.new(Assign, appointment_id=one, staff_id=office.desk.actor.id))
    else:
        person = sa.select(_a.c.customer_id).where(_a.c.id == one).scalar_subquery()
        office.desk.store.write(
            lambda tx: tx.connection.execute(sa.update(_c).where(_c.c.id == person).values(language="ara"))
        )
    free = search(office, group_ids=(group,), minutes=60, last=TUESDAY + timedelta(days=1), glance=TUESDAY)
    assert [(slot.day, slot.repacked) for slot in free.offers] == [(TUESDAY + timedelta(days=1), False)]
    assert [day.morning for day in free.week[:3]] == [None, 0, 1]
    assert why(office, 480, group_ids=(group,), minutes=60).offer is None


# --- why not, and the week ----------------------------------------------------------------------------------------


def test_why_not_names_each_service_point_with_its_group(office: Office) -> None:
    office.book(600, place="L1-1", day=TUESDAY)
    view = why(office, 600)
    assert view.points == (
        ("L1-1", "Leistung 1"), ("L1-2", "Leistung 1"), ("L2-1", "Leistung 2"), ("L2-2", "Leistung 2"),
    )  # fmt: skip
    assert [(one.reason, one.points) for one in view.explanation.obstacles] == [(Reason.TAKEN, ("L1-1",))]
    assert view.offer is not None
    assert view.offer.point == "L1-2"
    with pytest.raises(Refused) as refused:
        why(office, 602)
    assert refused.value.code == "not_five_minutes"


def test_the_five_minutes_that_run_can_still_be_asked_for(office: Office, clock: Any) -> None:
    clock.advance(minutes=2)
    assert why(office, 510, MONDAY).offer is not None
    clock.advance(minutes=3)
    assert why(office, 510, MONDAY).offer is None


def test_a_week_at_a_glance_counts_times_and_says_why_a_day_is_closed(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 540), names=("L1-1", "L1-2")))
    set_openings(office, single(office, day=FRIDAY, start=780, end=840))
    office.desk.perform(
        office.desk.new(
            AddClosure,
            branch_id=office.branch_id,
            first_day=TUESDAY,
            last_day=TUESDAY,
            name="Personalversammlung",
        )
    )
    for place in ("L1-1", "L1-2"):
        office.book(480, 60, place=place, day=MONDAY + timedelta(days=2))
    view = search(office, group_ids=(office.groups["Leistung 1"],), glance=MONDAY, part=DayPart.LATE)
    assert view.offers == ()
    assert [(day.day.day, day.morning, day.afternoon) for day in view.week] == [
        (23, 1, None), (24, None, None), (25, 0, None), (26, 3, None), (27, None, 3), (28, None, None),
        (29, None, None),
    ]  # fmt: skip
    assert (view.week[1].why, view.week[1].name) == (Why.CLOSURE, "Personalversammlung")
    assert view.week[5].why is Why.NO_OPENING
    before = search(office, glance=MONDAY - timedelta(days=7))
    assert {(day.morning, day.why) for day in before.week} == {(None, None)}, "what is over needs no reason"


# --- refused ------------------------------------------------------------------------------------------------------


def test_refusals(office: Office) -> None:
    nord = elsewhere(office)
    cases: list[tuple[str, dict[str, Any]]] = [
        ("concern_not_offered", {"concern_id": office.concerns["Stellenangebote"]}),
        ("concern_not_offered", {"group_ids": (office.groups["Eingangszone"],)}),
        ("concern_not_offered", {"branch_id": nord}),
        ("bad_group", {"branch_id": nord, "group_ids": (office.groups["Leistung 1"],)}),
        ("minutes_missing", {"concern_text": "Brief abgeben"}),
        ("bad_duration", {"minutes": 7}),
        ("bad_duration", {"minutes": 0}),
        ("bad_duration", {"minutes": 125}),
        ("wish_backwards", {"last": MONDAY - timedelta(days=1)}),
        ("wish_backwards", {"from_minute": 600, "until_minute": 600}),
        ("search_too_long", {"last": MONDAY + timedelta(days=500)}),
        ("not_found", {"concern_id": new_id()}),
        ("of_other_branch", {"branch_id": nord, "leaving": office.book()}),
    ]
    for code, more in cases:
        with pytest.raises(Refused, match=code):
            search(office, **more)


def test_only_a_branch_that_one_may_see_is_searched(office: Office) -> None:
    nord = elsewhere(office)
    colleague = office.colleague("anna", "Anna Test", Role.CASEWORKER)
    assert search(office, colleague).offers
    with pytest.raises(Refused, match="no_right"):
        search(office, colleague, branch_id=nord, concern_id=None, concern_text="Post", minutes=10)
    free = search(office, branch_id=nord, concern_id=None, concern_text="Post", minutes=10)
    assert (free.branch.code, free.offers[0].point) == ("NORD", "N-1")


# --- moving -------------------------------------------------------------------------------------------------------


def test_a_move_keeps_length_concern_and_urgency_and_leaves_its_place(office: Office) -> None:
    one = office.book(480, 47, place="L1-1", day=TUESDAY, raised_reason="Strom weg")
    view = search(office, leaving=one, last=TUESDAY)
    assert (view.minutes, view.concern, view.emergency) == (47, "Fragen zum Bescheid", True)
    assert view.groups[0].name == "Leistung 1"
    slot = search(office, leaving=one, last=TUESDAY, group_ids=(office.groups["Leistung 1"],)).offers[0]
    assert (slot.start, slot.end, slot.point) == (485, 532, "L1-1"), (
        "its own time is free for it, but for where it stands"
    )
    booking = NewBooking(group_id=slot.group_id, day=TUESDAY, start=490)
    office.desk.perform(office.desk.new(MoveAppointment, appointment_id=one, booking=booking))
    assert office.status(one) == "moved"


# --- what the dialog opens with -----------------------------------------------------------------------------------


def test_the_prefill_of_a_follow_up(office: Office) -> None:
    nord = elsewhere(office)
    now = office.desk.clock.now()
    one = office.book(
        540, 30, documents="Kontoauszüge", channel=Channel.PHONE, phone="+493023125115", email="thea@example.org"
    )  # fmt: skip
    known = office.desk.read(FollowUpPrefill(one, now))
    assert (known.branch.code, known.appointment_id, known.concern) == ("MITTE", one, "Fragen zum Bescheid")
    assert (known.group_id, known.day, known.start, known.minutes) == (office.groups["Leistung 1"], MONDAY, 540, 30)
    assert (known.channel, known.documents, known.has_phone) == (Channel.PHONE, "Kontoauszüge", True)
    assert (known.name, known.language, known.raised, known.application) == ("Weiß, Thea", None, False, False)
    assert known.usual_documents
    assert known.other_open == 0, "the one that it comes from does not count"
    assert [branch.id for branch in known.branches] == [nord]
    assert "Fragen zum Bescheid" in {concern.title for concern in known.concerns}
    assert office.desk.read(MovePrefill(one, now)) == known


def test_other_open_appointments_are_counted_by_e_mail(office: Office) -> None:
    now = office.desk.clock.now()
    one = office.book(540, email="thea@example.org")
    office.book(600, place="L1-2", email="Thea@Example.org")
    office.book(620, place="L1-2", email="thea@example.org", day=MONDAY - timedelta(days=7))
    done = office.book(640, place="L1-2", email="thea@example.org")
    office.desk.store.write(
        lambda tx: tx.connection.execute(sa.update(_a).where(_a.c.id == done).values(status="cancelled_by_customer"))
    )
    office.book(660, place="L1-2", email="thea@example.org", protected=True)
    assert office.desk.read(FollowUpPrefill(one, now)).other_open == 1
    office.desk.store.write(lambda tx: _make_office_owned(tx, "thea@example.org"))
    assert office.desk.read(FollowUpPrefill(one, now)).other_open == 0


def _make_office_owned(tx: Any, email: str) -> None:
    setting = table(Setting)
    tx.connection.execute(sa.delete(setting).where(setting.c.name == "office_emails"))
    tx.connection.execute(sa.insert(setting).values(name="office_emails", value=email))


def test_the_prefill_of_a_ticket_brings_along_what_its_appointment_still_needs(office: Office) -> None:
    one = office.book(540, documents="Mietvertrag", raised_reason="Räumung")
    ticket = promise(office, one)
    known = office.desk.read(TicketBookingPrefill(ticket, office.desk.clock.now()))
    assert (known.ticket_id, known.appointment_id, known.minutes, known.group_id) == (ticket, None, None, None)
    assert (known.documents, known.raised, known.name) == ("Mietvertrag", True, "Weiß, Thea")
    assert known.concern_id == office.concerns["Fragen zum Bescheid"]


def test_a_prefill_shows_nothing_to_whom_nothing_is_shown(office: Office) -> None:
    now = office.desk.clock.now()
    one = office.book(540, protected=True, email="a@example.org")
    office.book(600, place="L1-2", email="a@example.org")
    nord = elsewhere(office)
    office.branch_id, here = nord, office.branch_id
    stranger = office.colleague("nora", "Nora Test", Role.CASEWORKER)
    office.branch_id = here
    colleague = office.colleague("anna", "Anna Test", Role.CASEWORKER)
    with pytest.raises(NotFound):
        stranger.read(FollowUpPrefill(one, now))
    hidden = colleague.read(FollowUpPrefill(one, now))
    assert (hidden.name, hidden.other_open, hidden.branches) == ("", 0, ())
    assert office.desk.read(FollowUpPrefill(one, now)).name == "Weiß, Thea"


def test_a_follow_up_at_another_branch_can_be_found_and_booked(office: Office) -> None:
    nord = elsewhere(office)
    one = office.book(540)
    slot = search(office, branch_id=nord, concern_id=None, concern_text="Post", minutes=10).offers[0]
    booking = NewBooking(group_id=slot.group_id, day=slot.day, start=slot.start, minutes=10, concern_text="Post")
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=one, booking=booking))
    assert office.status(booking.id) == "booked"


def test_nobody_is_offered_a_time_at_which_they_are_somewhere_else(office: Office) -> None:
    one = office.book(540)
    prefill = office.desk.read(FollowUpPrefill(one, office.desk.clock.now()))
    offered = search(office, customer_id=prefill.customer_id)
    first = offered.offers[0]
    booking = NewBooking(
        group_id=first.group_id, day=first.day, start=first.start, concern_id=office.concerns["Fragen zum Bescheid"]
    )
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=one, booking=booking))
    again = search(office, customer_id=prefill.customer_id)
    assert (first.day, first.start) in [(slot.day, slot.start) for slot in search(office).offers], (
        "another may have it"
    )
    assert all(slot.day != first.day or slot.start >= first.end for slot in again.offers)
    with pytest.raises(Refused) as refused:
        why(office, first.start, first.day, customer_id=prefill.customer_id)
    assert (refused.value.code, refused.value.values["start"]) == ("customer_busy", first.start)
    assert why(office, first.start, first.day, customer_id=prefill.customer_id, over_stop=True).offer is not None


def test_where_it_stands_is_no_time_to_move_it_to(office: Office) -> None:
    one = office.book(600, day=TUESDAY, place="L1-1")
    stays = {"concern_id": None, "leaving": one}
    here = search(office, group_ids=(office.groups["Leistung 1"],), per_day=None, limit=99, **stays)
    assert (TUESDAY, 600) not in [(slot.day, slot.start) for slot in here.offers]
    there = search(office, group_ids=(office.groups["Leistung 2"],), from_minute=600, until_minute=620, **stays)
    assert (there.offers[0].day, there.offers[0].start) == (TUESDAY, 600)

"""Openings as something people set: rules, rights, two desks at once, undo, who is left outside (D26, D30–D33)."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.affected import Affected
from backoffice.desk.closures import AddClosure
from backoffice.desk.desk import Desk
from backoffice.desk.offers import OffersOf, SetOffer, StopOffer
from backoffice.desk.openings import AddOpenings, EndOpening, RemoveOpening
from backoffice.desk.people import AddStaff, GrantRole, NewGrant
from backoffice.desk.plan_of import plan_of
from backoffice.desk.temporary_points import CloseTemporaryPoint, OpenTemporaryPoint, ProposePointName
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.availability import PointDay, Why
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import BackofficeError, Conflict, NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Contingent, OpeningKind, Role
from backoffice.store.roles import grant_login
from backoffice.store.store import open_store
from backoffice.store.tables.base import table
from backoffice.store.tables.openings import OpeningRow
from backoffice.store.tables.organisation import ServicePoint
from tests.office import MONDAY, Office
from tests.planning import GROUP, YEAR_END, listed, set_openings, single, weekly
from tests.promising import second_branch

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=n) for n in range(1, 6))
SWITCH = date(2027, 3, 28)


def perform(office: Office, kind: Any, **values: Any) -> Any:
    return office.desk.perform(office.desk.new(kind, **values))


def undo(office: Office, desk: Desk | None = None) -> Any:
    desk = desk or office.desk
    last = desk.read(LastChange(desk.id))
    assert last is not None
    return desk.perform(desk.new(Undo, undoes=last.undoes))


def day_of(office: Office, point: str = "L1-1", day: date = MONDAY) -> PointDay:
    return office.desk.store.read(lambda c: plan_of(c, office.branch_id, day, day)).day(office.points[point], day)


def spans(office: Office, point: str = "L1-1", day: date = MONDAY) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in day_of(office, point, day).open]


def lead_of(office: Office, login: str, group: str) -> Desk:
    """Somebody who leads one group."""
    staff_id = new_id()
    perform(
        office,
        AddStaff,
        staff_id=staff_id,
        login=login,
        name=f"Leitung {login}",
        branch_id=office.branch_id,
        grants=(NewGrant(role=Role.GROUP_LEAD, group_id=office.groups[group]),),
    )
    store = office.desk.store
    if store.shared:
        store.administer(lambda connection: grant_login(connection, login, None))
        store = open_store(store.place.url.set(username=login).render_as_string(), office.desk.clock)
        office.opened.append(store)
    return Desk(store, login, f"desk-{login}", office.desk.clock)


# -- setting --


def test_a_series_on_several_weekdays_is_one_change_and_one_undo(office: Office) -> None:
    done = set_openings(office, *weekly(office, (480, 720), breaks=[(600, 615)], contingent=Contingent.ONLINE))
    assert (done.code, done.values["count"], done.values["first_plan"]) == ("openings_added", 5, True)
    assert spans(office) == [(480, 600), (615, 720)]
    assert day_of(office).closed_at(605).why is Why.BREAK
    assert day_of(office).open_at(700).contingent is Contingent.ONLINE
    assert spans(office, day=SATURDAY) == []
    view = listed(office)
    assert [one.weekday for one in view.openings] == [0, 1, 2, 3, 4]
    assert view.openings[0].breaks == ((600, 615),)
    assert view.openings[0].whole_group
    assert not view.assumed
    undo(office)
    assert listed(office).openings == ()
    assert listed(office).assumed
    assert spans(office) == [(480, 960)]  # the office hours again


def test_exceptions_shut_days_and_forced_openings_come_in_their_order(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 720)))
    set_openings(office, single(office, day=TUESDAY, start=600, end=900, reason="später wegen Schulung"))
    shut = single(office, OpeningKind.SHUT, WEDNESDAY, names=("L1-1",), reason="Umzug")
    assert set_openings(office, shut).values["first_plan"] is False
    assert spans(office, day=TUESDAY) == [(600, 900)]
    assert spans(office, day=WEDNESDAY) == []
    assert spans(office, "L1-2", WEDNESDAY) == [(480, 720)]
    perform(office, AddClosure, branch_id=office.branch_id, first_day=THURSDAY, last_day=THURSDAY, name="Versammlung")
    assert spans(office, day=THURSDAY) == []
    set_openings(
        office, single(office, OpeningKind.FORCED, THURSDAY, start=540, end=600, reason="Notdienst", names=("L1-2",))
    )
    assert spans(office, "L1-2", THURSDAY) == [(540, 600)]
    assert spans(office, "L1-1", THURSDAY) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"start": 600, "end": 600}, "end_before_start"),
        ({"start": 481, "end": 600}, "not_five_minutes"),
        ({"start": 480, "end": 600, "breaks": ((470, 490),)}, "break_outside"),
        ({"start": 480, "end": 600, "breaks": ((500, 520), (500, 530))}, "breaks_overlap"),
        ({"start": 480, "end": 600, "names": ()}, "no_points"),
        ({"start": 480, "end": 600, "kind": OpeningKind.FORCED}, "forced_without_reason"),
        ({"start": 480, "end": 600, "kind": OpeningKind.SHUT}, "bad_opening"),
        ({"start": 480, "end": 600, "last_day": TUESDAY}, "bad_opening"),
        ({"start": 480, "end": 600, "day": MONDAY - timedelta(days=1)}, "opening_in_past"),
        ({"start": 150, "end": 300, "day": SWITCH}, "time_skipped"),
        ({"start": 60, "end": 300, "day": SWITCH}, None),
        ({"start": 480, "end": 600, "names": ("L2-1",)}, "point_left_group"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    office: Office, values: dict[str, Any], code: str | None
) -> None:
    before = listed(office).openings
    if code is None:
        assert set_openings(office, single(office, **values)).code == "openings_added"
        return
    with pytest.raises(Refused) as refused:
        set_openings(office, *weekly(office, (780, 900)), single(office, **values))
    assert refused.value.code == code
    assert listed(office).openings == before


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"last_day": date.max}, "series_without_end"),
        ({"last_day": date(2031, 11, 24)}, "series_too_long"),
        ({"first_day": FRIDAY, "last_day": MONDAY}, "series_backwards"),
        ({"first_day": TUESDAY, "last_day": FRIDAY, "weekdays": [0]}, "series_never"),
        ({"first_day": date(2026, 1, 1), "last_day": date(2026, 11, 22)}, "opening_in_past"),
    ],
)
def test_series_that_cannot_be(office: Office, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        set_openings(office, *weekly(office, **values))


def test_nothing_at_all_or_another_branchs_group_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="no_openings"):
        set_openings(office)
    other, _team = second_branch(office)
    with pytest.raises(Refused, match="bad_group"):
        perform(
            office,
            AddOpenings,
            branch_id=other,
            group_id=office.groups[GROUP],
            openings=weekly(office),
        )


def test_an_overlap_names_points_day_and_time(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 720), weekdays=[2]))
    with pytest.raises(Refused) as refused:
        set_openings(office, *weekly(office, (700, 780), weekdays=[0, 2], names=("L1-2",)))
    assert refused.value.code == "openings_overlap"
    told = refused.value.values
    assert (told["points"], told["day"], told["start_minute"], told["end_minute"]) == ("L1-2", WEDNESDAY, 700, 720)
    set_openings(office, *weekly(office, (720, 780), weekdays=[0, 2], names=("L1-2",)))


def test_a_point_that_is_out_of_service_is_refused(office: Office) -> None:
    point = table(ServicePoint)

    def retire(tx: Any) -> None:
        row = tx.get(ServicePoint, office.points["L1-2"])
        tx.change(ServicePoint, row, active=False)

    office.desk.store.write(retire)
    with pytest.raises(Refused, match="point_inactive"):
        set_openings(office, *weekly(office))
    assert office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(point))) == 6
    set_openings(office, *weekly(office, names=("L1-1",)))
    assert listed(office).openings[0].whole_group


def test_two_desks_cannot_set_what_overlaps(office: Office) -> None:
    desks = [office.desk, office.colleague("zweite", "Zweite Leitung", Role.GROUP_LEAD)]
    together = threading.Barrier(2)
    answers: list[object] = []

    def set_one(desk: Desk) -> None:
        together.wait()
        try:
            answers.append(set_openings(office, *weekly(office, (480, 720)), desk=desk).code)
        except BackofficeError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=set_one, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, answers)) == ["openings_added", "openings_overlap"]
    assert len(listed(office).openings) == 5


# -- rights --


def test_a_lead_plans_their_own_group_only_and_takes_back_what_they_did(office: Office) -> None:
    lead = lead_of(office, "leitung1", GROUP)
    set_openings(office, *weekly(office), desk=lead)
    with pytest.raises(Refused, match="no_right"):
        set_openings(office, *weekly(office, names=("L2-1",)), desk=lead, group="Leistung 2")
    undo(office, lead)
    assert listed(office).openings == ()
    set_openings(office, *weekly(office, names=("L2-1",)), group="Leistung 2")
    theirs = listed(office).openings[0]
    for command in (
        lead.new(EndOpening, opening_id=theirs.id, last_day=FRIDAY),
        lead.new(RemoveOpening, opening_id=theirs.id),
        lead.new(Undo, undoes=office.desk.read(LastChange(office.desk.id)).undoes),
        lead.new(
            OpenTemporaryPoint,
            group_id=office.groups["Leistung 2"],
            name="L2-Z1",
            first_day=MONDAY,
            last_day=MONDAY,
            start=480,
            end=720,
            reason="Andrang",
        ),
    ):
        with pytest.raises(Refused, match="no_right"):
            lead.perform(command)


def test_caseworkers_and_other_branches_plan_nothing(office: Office) -> None:
    worker = office.colleague("sachb", "Sach Bearbeitung", Role.CASEWORKER)
    with pytest.raises(Refused, match="no_right"):
        set_openings(office, *weekly(office), desk=worker)
    other, _ = second_branch(office)
    elsewhere = office.colleague("nord", "Leitung Nord")
    nord = elsewhere.actor.id
    perform(office, GrantRole, staff_id=nord, role=Role.SITE_ADMIN, branch_id=other)
    with pytest.raises(Refused, match="no_right"):
        set_openings(office, *weekly(office), desk=elsewhere)
    with pytest.raises(Refused, match="no_right"):
        listed(office, desk=elsewhere)
    analyst = office.colleague("auswert", "Aus Wertung", Role.ANALYST, branch=False)
    with pytest.raises(Refused, match="no_right"):
        listed(office, desk=analyst)
    with pytest.raises(Refused, match="no_right"):
        analyst.read(Affected(office.branch_id, MONDAY, MONDAY))


# -- ending and removing --


def test_a_series_ends_earlier_and_can_be_taken_back(office: Office) -> None:
    set_openings(office, *weekly(office, weekdays=[0]))
    one = listed(office).openings[0]
    next_monday = MONDAY + timedelta(days=7)
    done = perform(office, EndOpening, opening_id=one.id, last_day=MONDAY + timedelta(days=6), version=one.version)
    assert (done.code, done.values["last_day"]) == ("opening_ended", "2026-11-29")
    assert spans(office, day=next_monday) == []
    assert spans(office) == [(480, 720)]
    with pytest.raises(Conflict, match="changed_meanwhile"):
        perform(office, EndOpening, opening_id=one.id, last_day=MONDAY, version=one.version)
    undo(office)
    assert spans(office, day=next_monday) == [(480, 720)]


def test_an_end_that_is_none_is_refused(office: Office) -> None:
    set_openings(office, *weekly(office, weekdays=[2]), single(office, day=FRIDAY, start=480, end=540))
    view = listed(office)
    weekly_one = next(one for one in view.openings if one.kind is OpeningKind.WEEKLY)
    other = next(one for one in view.openings if one.kind is OpeningKind.ONE_DAY)
    for opening, last, code in (
        (other, FRIDAY, "not_a_series"),
        (weekly_one, MONDAY - timedelta(days=1), "opening_in_past"),
        (weekly_one, YEAR_END, "opening_ends_before"),
        (weekly_one, TUESDAY, "series_never"),
    ):
        with pytest.raises(Refused, match=code):
            perform(office, EndOpening, opening_id=opening.id, last_day=last)
    with pytest.raises(NotFound):
        perform(office, EndOpening, opening_id=new_id(), last_day=FRIDAY)


def test_what_has_not_begun_is_removed_and_what_has_is_ended(office: Office, clock: FixedClock) -> None:
    set_openings(
        office,
        *weekly(office, weekdays=[0]),
        *weekly(office, weekdays=[1], first_day=MONDAY - timedelta(days=3)),
        single(office, day=FRIDAY, start=480, end=540, breaks=((500, 510),)),
    )
    today, tomorrow, friday = sorted(listed(office).openings, key=lambda one: (one.weekday is None, one.weekday))
    assert perform(office, RemoveOpening, opening_id=friday.id).code == "opening_removed"
    assert perform(office, RemoveOpening, opening_id=tomorrow.id).code == "opening_removed"
    ended = perform(office, RemoveOpening, opening_id=today.id)
    assert (ended.code, ended.values["instead"], ended.values["last_day"]) == ("opening_ended", True, "2026-11-23")
    assert [one.id for one in listed(office).openings] == [today.id]
    with pytest.raises(Refused, match="opening_over"):
        perform(office, RemoveOpening, opening_id=today.id)
    clock.advance(days=1)
    with pytest.raises(Refused, match="opening_over"):
        perform(office, RemoveOpening, opening_id=today.id)
    for _ in range(3):
        undo(office)
    back = listed(office).openings
    assert {one.id for one in back} == {today.id, tomorrow.id, friday.id}
    assert next(one for one in back if one.id == friday.id).breaks == ((500, 510),)


def test_an_exception_of_today_can_be_lifted(office: Office) -> None:
    set_openings(office, *weekly(office))
    shut = set_openings(office, single(office, OpeningKind.SHUT, names=("L1-1",), reason="krank gemeldet")).ids[0]
    assert spans(office) == []
    perform(office, RemoveOpening, opening_id=shut)
    assert spans(office) == [(480, 720)]


def test_undo_brings_nothing_back_onto_what_was_set_meanwhile(office: Office) -> None:
    set_openings(office, *weekly(office, weekdays=[2]))
    one = listed(office).openings[0]
    perform(office, RemoveOpening, opening_id=one.id)
    removed = office.desk.read(LastChange(office.desk.id)).undoes
    set_openings(office, *weekly(office, (600, 780), weekdays=[2], names=("L1-2",)))
    with pytest.raises(Conflict, match="undo_blocked"):
        perform(office, Undo, undoes=removed)
    assert len(listed(office).openings) == 1
    undo(office)
    perform(office, Undo, undoes=removed)
    assert [opening.id for opening in listed(office).openings] == [one.id]


# -- who is left outside --


def test_nobody_is_cancelled_and_everybody_left_outside_is_counted_and_listed(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 960)))
    early = office.book(540, place="L1-1")
    late = office.book(900, place="L1-2", name="Abel, Ute", concern="Mitteilung Schwangerschaft")
    across = office.book(710, place="L1-1")
    without = office.book(560, place=None)
    office.book(900, place="L2-1", group_id=office.groups["Leistung 2"])
    done = set_openings(office, single(office, start=480, end=720, reason="Personalversammlung"))
    assert done.values["affected"] == 2
    found = office.desk.read(Affected(office.branch_id, MONDAY, MONDAY))
    assert [(one.id, one.why) for one in found if one.group == GROUP] == [
        (without, None),
        (across, Why.NO_OPENING),
        (late, Why.NO_OPENING),
    ]
    assert {one.reason for one in found if one.place in ("L1-1", "L1-2")} == {"Personalversammlung"}
    assert office.status(late) == office.status(across) == "booked"
    hers = next(one for one in found if one.id == late)
    assert (hers.place, hers.booked.name) == ("L1-2", "Abel, Ute")
    assert (hers.booked.sensitive, hers.booked.concern) == (True, "")  # D24
    undo(office)
    left = [one.id for one in office.desk.read(Affected(office.branch_id, MONDAY, MONDAY))]
    assert early not in left
    assert late not in left


def test_the_first_plan_of_a_branch_says_who_of_all_groups_is_left_outside(office: Office) -> None:
    office.book(540, place="L1-1")
    office.book(540, place="L2-1", group_id=office.groups["Leistung 2"])
    done = set_openings(office, *weekly(office))
    assert done.values == {"count": 5, "affected": 1, "first_plan": True}


def test_ending_and_removing_count_only_what_they_change(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 720), weekdays=[0, 1]))
    for day in (MONDAY, TUESDAY, TUESDAY + timedelta(days=7)):
        office.book(540, place="L1-1", day=day)
    office.book(900, place="L1-1", day=WEDNESDAY)  # outside before, too
    tuesdays = next(one for one in listed(office).openings if one.weekday == 1)
    assert perform(office, EndOpening, opening_id=tuesdays.id, last_day=TUESDAY).values["affected"] == 1
    assert perform(office, RemoveOpening, opening_id=tuesdays.id).values["affected"] == 1


# -- temporary points --


def temporary(office: Office, **values: Any) -> Any:
    usual = {
        "group_id": office.groups[GROUP],
        "name": "L1-Z1",
        "first_day": THURSDAY,
        "last_day": MONDAY + timedelta(days=8),
        "start": 480,
        "end": 720,
        "reason": "Andrang zum Monatsende",
    }
    return perform(office, OpenTemporaryPoint, **{**usual, **values})


def test_a_temporary_point_is_open_on_the_working_days_of_its_span(office: Office) -> None:
    set_openings(office, *weekly(office))
    assert office.desk.read(ProposePointName(office.groups[GROUP])) == "L1-Z1"
    done = temporary(office, breaks=((600, 615),))
    assert (done.code, dict(done.values)) == (
        "temporary_point_opened",
        {"point": "L1-Z1", "days": 4, "assumed": False},
    )
    assert office.desk.read(ProposePointName(office.groups[GROUP])) == "L1-Z2"
    office.points["L1-Z1"] = done.ids[0]
    assert spans(office, "L1-Z1", THURSDAY) == [(480, 600), (615, 720)]
    assert spans(office, "L1-Z1", SATURDAY) == []
    assert spans(office, "L1-Z1", WEDNESDAY) == []
    assert day_of(office, "L1-Z1", WEDNESDAY).closed[0].why is Why.NOT_IN_SERVICE
    view = next(point for point in listed(office).points if point.name == "L1-Z1")
    assert (view.temporary, view.reason) == (True, "Andrang zum Monatsende")
    assert all(one.whole_group for one in listed(office).openings if one.kind is OpeningKind.WEEKLY)
    undo(office)
    assert "L1-Z1" not in {point.name for point in listed(office).points}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"reason": " "}, "temporary_without_reason"),
        ({"name": "L1-1"}, "point_name_taken"),
        ({"last_day": MONDAY + timedelta(days=28)}, "temporary_too_long"),
        ({"last_day": date(2027, 11, 23)}, "temporary_too_long"),
        ({"first_day": SATURDAY, "last_day": SATURDAY}, "no_working_day"),
        ({"first_day": MONDAY - timedelta(days=1)}, "opening_in_past"),
        ({"last_day": WEDNESDAY}, "series_backwards"),
        ({"end": 480}, "end_before_start"),
        ({"start": 482}, "not_five_minutes"),
        ({"breaks": ((0, 5),) * 4}, "too_many_breaks"),
        ({"breaks": ((500, 510), (505, 515))}, "breaks_overlap"),
    ],
)
def test_temporary_points_that_cannot_be(office: Office, values: dict[str, Any], code: str) -> None:
    set_openings(office, *weekly(office))
    with pytest.raises(Refused, match=code):
        temporary(office, **values)
    assert len(listed(office).points) == 6


def test_a_temporary_point_of_a_branch_without_plan_is_open_in_its_office_hours(office: Office) -> None:
    done = temporary(office)
    assert done.values["assumed"] is True
    office.points["L1-Z1"] = done.ids[0]
    assert spans(office, "L1-Z1", FRIDAY) == [(480, 960)]
    assert spans(office, "L1-1", FRIDAY) == [(480, 960)]
    assert listed(office).assumed


def test_a_temporary_point_closes_earlier_and_says_who_is_still_booked_on_it(
    office: Office, clock: FixedClock
) -> None:
    set_openings(office, *weekly(office))
    point = temporary(office).ids[0]
    office.points["L1-Z1"] = point
    office.book(540, place="L1-Z1", day=FRIDAY)
    clock.advance(days=3)
    done = perform(office, CloseTemporaryPoint, point_id=point)
    assert (done.code, done.values["affected"]) == ("temporary_point_closed", 1)
    assert spans(office, "L1-Z1", THURSDAY) == [(480, 720)]
    assert day_of(office, "L1-Z1", FRIDAY).closed[0].why is Why.NOT_IN_SERVICE
    with pytest.raises(Refused, match="opening_over"):
        perform(office, CloseTemporaryPoint, point_id=point)
    with pytest.raises(Refused, match="not_temporary"):
        perform(office, CloseTemporaryPoint, point_id=office.points["L1-1"])
    undo(office)
    assert spans(office, "L1-Z1", FRIDAY) == [(480, 720)]


def test_a_temporary_point_that_has_not_begun_is_not_opened(office: Office) -> None:
    set_openings(office, *weekly(office))
    point = temporary(office).ids[0]
    perform(office, CloseTemporaryPoint, point_id=point)
    office.points["L1-Z1"] = point
    assert day_of(office, "L1-Z1", THURSDAY).closed[0].why is Why.NOT_IN_SERVICE
    assert not [one for one in listed(office).openings if one.kind is OpeningKind.ONE_DAY]
    with pytest.raises(Refused, match="point_inactive"):
        set_openings(office, single(office, day=THURSDAY, names=("L1-Z1",), start=480, end=540))


def test_a_temporary_point_with_somebody_on_it_is_not_undone(office: Office) -> None:
    set_openings(office, *weekly(office))
    office.points["L1-Z1"] = temporary(office).ids[0]
    office.book(540, place="L1-Z1", day=FRIDAY)
    with pytest.raises(Conflict, match="undo_blocked"):
        undo(office)


# -- offers --


def offer(office: Office, title: str, group: str = GROUP) -> Any:
    return next(
        one for one in office.desk.read(OffersOf(office.branch_id)) if (one.title, one.group) == (title, group)
    )


def test_offers_are_set_changed_and_stopped(office: Office) -> None:
    title = "Darlehen für Strom-, Gas- oder Wasserschulden"
    values = {
        "branch_id": office.branch_id,
        "group_id": office.groups[GROUP],
        "concern_id": office.concerns[title],
        "lead_minutes": 1440,
    }
    assert perform(office, SetOffer, minutes=30, **values).code == "offer_set"
    assert perform(office, SetOffer, minutes=45, **values).code == "offer_changed"
    assert (offer(office, title).minutes, offer(office, title).lead_minutes) == (45, 1440)
    undo(office)
    assert offer(office, title).minutes == 30
    assert perform(office, StopOffer, offer_id=offer(office, title).id).code == "offer_stopped"
    with pytest.raises(StopIteration):
        offer(office, title)
    for minutes, lead, code in ((7, 0, "bad_duration"), (0, 0, "bad_duration"), (20, -1, "bad_lead")):
        with pytest.raises(Refused, match=code):
            perform(office, SetOffer, minutes=minutes, **{**values, "lead_minutes": lead})


def test_what_a_branch_has_to_offer_stays_in_one_group_at_least(office: Office) -> None:
    title = "Fragen zum Bescheid"
    perform(office, StopOffer, offer_id=offer(office, title).id)
    with pytest.raises(Refused, match="offer_mandatory"):
        perform(office, StopOffer, offer_id=offer(office, title, "Leistung 2").id)
    lead = lead_of(office, "leitung1", GROUP)
    with pytest.raises(Refused, match="no_right"):
        lead.perform(lead.new(StopOffer, offer_id=offer(office, title, "Leistung 2").id))


def test_a_command_made_twice_is_one_change(office: Office) -> None:
    command = office.desk.new(
        AddOpenings, branch_id=office.branch_id, group_id=office.groups[GROUP], openings=weekly(office)
    )
    assert office.desk.perform(command).ids == office.desk.perform(command).ids
    rows = office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(table(OpeningRow))))
    assert rows == 5

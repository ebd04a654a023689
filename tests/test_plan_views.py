"""The plan as it is seen: a day point by point, weeks ahead in half days, and what was set (D26–D31, D52, D57)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.desk.closures import AddClosure
from backoffice.desk.holding import HoldTime
from backoffice.desk.outlook import _half
from backoffice.desk.plan_of import plan_of
from backoffice.desk.plan_views import BranchOutlook, DayPlan, GroupOutlook, Outlook, PlannedDay, PointPlan
from backoffice.desk.temporary_points import OpenTemporaryPoint
from backoffice.domain.availability import OpenSpan, PointDay, Why
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.states import Status
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind, Origin, Role
from tests.office import MONDAY, Office
from tests.planning import GROUP, listed, set_openings, single, weekly

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)


def seen(office: Office, day: date = MONDAY, desk: Any = None, now: datetime | None = None) -> PlannedDay:
    desk = desk or office.desk
    return desk.read(DayPlan(office.branch_id, day, now or desk.clock.now()))


def held_at(office: Office) -> datetime:
    """Hold 11:30 in the group; gives when, by the store's clock, which decides when it expires."""
    now = office.desk.store.time()
    office.desk.perform(office.desk.new(HoldTime, group_id=office.groups[GROUP], day=MONDAY, start=690, minutes=20))
    return now


def point(office: Office, name: str, day: date = MONDAY, desk: Any = None) -> PointPlan:
    found = seen(office, day, desk)
    return next(one for group in found.groups for one in group.points if one.name == name)


def outlook(office: Office, weeks: int = 1, first: date = MONDAY, group: str = GROUP) -> Outlook:
    return office.desk.read(GroupOutlook(office.groups[group], first, weeks, office.desk.clock.now()))


def test_a_day_shows_open_time_appointments_and_holds_of_each_point(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 720), breaks=[(600, 615)]))
    late = office.book(660, place="L1-1", name="Abel, Ute", concern="Mitteilung Schwangerschaft")
    early = office.book(540, place="L1-1")
    gone = office.book(480, place="L1-2", status=Status.CANCELLED_BY_CUSTOMER)
    without = office.book(540, place=None)
    nobody = office.book(540, place=None, group_id=None)
    office.book(540, place=None, status=Status.NO_SHOW)
    office.book(540, place=None, origin=Origin.WALK_IN)
    now = held_at(office)
    found = seen(office, now=now)
    assert [group.name for group in found.groups] == ["Eingangszone", GROUP, "Leistung 2"]
    one, other = found.groups[1].points
    assert [line.id for line in one.booked] == [early, late]
    assert [line.id for line in (*one.booked, *other.booked)].count(gone) == 0
    assert (one.booked[1].concern, one.booked[1].sensitive) == ("", True)
    assert one.booked[0].short_name == "Weiß, T."
    assert [(span.start, span.end) for span in one.open] == [(480, 600), (615, 720)]
    assert [(span.start, span.end, span.why) for span in one.closed] == [
        (0, 480, Why.NO_OPENING),
        (600, 615, Why.BREAK),
        (720, 1440, Why.NO_OPENING),
    ]
    (held,) = [*one.holds, *other.holds]
    assert (held.start, held.end, held.desk_id) == (690, 710, office.desk.id)
    assert timedelta(minutes=5) <= held.until - now < timedelta(minutes=5, seconds=30)
    assert [line.id for line in found.groups[1].without_place] == [without]
    assert [line.id for line in found.without_place] == [nobody]
    assert found.window == (480, 720)
    assert not found.assumed


def test_expired_holds_are_not_shown(office: Office) -> None:
    now = held_at(office)
    for later, count in ((timedelta(minutes=4), 1), (timedelta(minutes=6), 0)):
        assert sum(len(one.holds) for one in seen(office, now=now + later).groups[1].points) == count


def test_a_branch_without_plan_shows_its_office_hours_and_says_so(office: Office) -> None:
    found = seen(office)
    assert found.assumed
    assert found.window == (480, 960)
    assert seen(office, SATURDAY).window is None
    assert outlook(office).assumed
    assert listed(office).assumed


def test_protected_people_have_no_name_there(office: Office) -> None:
    office.book(540, place="L1-1", name="Geheim, Gerda", protected=True)
    worker = office.colleague("sachb", "Sach Bearbeitung", Role.CASEWORKER)
    shown = point(office, "L1-1", desk=worker).booked[0]
    assert (shown.name, shown.short_name, shown.protected) == ("", "", True)
    assert point(office, "L1-1").booked[0].name == "Geheim, Gerda"


def test_a_point_out_of_service_is_shown_only_while_somebody_is_booked_on_it(office: Office) -> None:
    set_openings(office, *weekly(office))
    made = office.desk.perform(
        office.desk.new(
            OpenTemporaryPoint,
            group_id=office.groups[GROUP],
            name="L1-Z1",
            first_day=MONDAY,
            last_day=MONDAY,
            start=480,
            end=720,
            reason="Andrang",
        )
    )
    office.points["L1-Z1"] = made.ids[0]
    extra = point(office, "L1-Z1")
    assert (extra.temporary, extra.reason, [(s.start, s.end) for s in extra.open]) == (True, "Andrang", [(480, 720)])
    assert [one.name for one in seen(office).groups[1].points] == ["L1-1", "L1-2", "L1-Z1"]
    assert [one.name for one in seen(office, TUESDAY).groups[1].points] == ["L1-1", "L1-2"]
    office.book(540, place="L1-Z1", day=TUESDAY)
    assert point(office, "L1-Z1", TUESDAY).closed[0].why is Why.NOT_IN_SERVICE


def test_weeks_ahead_in_half_days(office: Office, clock: FixedClock) -> None:
    set_openings(office, *weekly(office, (480, 720)), *weekly(office, (780, 960), names=("L1-1",), weekdays=[0]))
    office.book(470, 30, place="L1-1")  # begins before it opens
    office.book(480, 20, place="L1-2")
    office.book(700, 40, place="L1-1", day=TUESDAY)  # ends after noon, outside
    found = outlook(office, 2)
    assert len(found.days) == 14
    monday, tuesday = found.days[:2]
    assert (monday.morning.planned, monday.morning.booked) == (480, 50)
    assert monday.morning.free == 2 * (720 - 510)  # half past eight it is: what is past is free for nobody
    assert (monday.afternoon.planned, monday.afternoon.booked, monday.afternoon.free) == (180, 0, 180)
    assert (tuesday.morning.planned, tuesday.morning.booked, tuesday.morning.free) == (480, 20, 460)
    assert (tuesday.afternoon.planned, tuesday.afternoon.booked) == (0, 20)
    assert tuesday.afternoon.why is Why.NO_OPENING
    assert found.days[5].morning.why is Why.NO_OPENING
    clock.advance(days=1)
    assert outlook(office).days[0].afternoon.free == 0


def test_closed_half_days_say_why(office: Office) -> None:
    set_openings(office, *weekly(office, (480, 960), last_day=date(2027, 1, 31)))
    set_openings(office, single(office, OpeningKind.SHUT, TUESDAY, reason="Umzug"))
    for values in (
        {"first_day": MONDAY, "last_day": MONDAY, "start": 720, "name": "Personalversammlung"},
        {
            "first_day": date(2026, 11, 30),
            "last_day": date(2026, 12, 1),
            "name": "Monatswechsel",
            "closes": ClosureKind.BOOKING_STOP,
        },
    ):
        office.desk.perform(office.desk.new(AddClosure, branch_id=office.branch_id, **values))
    days = {one.day: one for one in outlook(office, 6).days}
    monday, tuesday, stop, xmas = (days[day] for day in (MONDAY, TUESDAY, date(2026, 12, 1), date(2026, 12, 25)))
    assert (monday.afternoon.why, monday.afternoon.reason) == (Why.CLOSURE, "Personalversammlung")
    assert monday.morning.why is None
    assert (tuesday.morning.why, tuesday.morning.reason) == (Why.SHUT, "Umzug")
    assert (stop.morning.stopped, stop.morning.reason, stop.morning.why) == (True, "Monatswechsel", None)
    assert (xmas.morning.why, xmas.morning.reason) == (Why.HOLIDAY, "Erster Weihnachtstag")
    assert days[date(2026, 12, 24)].morning.reason == "Heiligabend"


def test_an_outlook_that_cannot_be(office: Office) -> None:
    for weeks in (0, 54):
        with pytest.raises(Refused, match="search_too_long"):
            outlook(office, weeks)
    with pytest.raises(NotFound):
        office.desk.read(GroupOutlook("nicht-da", MONDAY, 1, office.desk.clock.now()))


def test_analysts_and_other_branches_see_no_plan(office: Office) -> None:
    analyst = office.colleague("auswert", "Aus Wertung", Role.ANALYST, branch=False)
    for query in (
        DayPlan(office.branch_id, MONDAY, office.desk.clock.now()),
        GroupOutlook(office.groups[GROUP], MONDAY, 1, office.desk.clock.now()),
        BranchOutlook(office.branch_id, MONDAY, 1, office.desk.clock.now()),
    ):
        with pytest.raises(Refused, match="no_right"):
            analyst.read(query)


spans = st.tuples(st.integers(0, 287), st.integers(1, 60)).map(lambda t: (t[0] * 5, min(1440, (t[0] + t[1]) * 5)))


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=5), st.integers(0, 1440))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
def test_half_days_count_what_minutes_say(
    open_: list[tuple[int, int]], taken: list[tuple[int, int]], passed: int
) -> None:
    """Against counting minute by minute; neither open spans nor appointments of one point overlap (D26)."""

    def apart(some: list[tuple[int, int]]) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        for start, end in sorted(some):
            if not kept or kept[-1][1] <= start:
                kept.append((start, end))
        return kept

    open_, taken = apart(open_), apart(taken)
    day = PointDay(tuple(OpenSpan(a, b, Contingent.INTERNAL, False, "", "") for a, b in open_), ())
    is_open = {m for a, b in open_ for m in range(a, b)}
    is_taken = {m for a, b in taken for m in range(a, b)}
    for half in ((0, 720), (720, 1440)):
        here = set(range(*half))
        found = _half([day], [taken], half, passed)
        assert found.planned == len(is_open & here)
        assert found.booked == len(is_taken & here)
        assert found.free == len({m for m in (is_open - is_taken) & here if m >= passed})


def test_what_was_set_is_listed_by_group_with_closures(office: Office) -> None:
    set_openings(office, *weekly(office, names=("L2-1",), weekdays=[0]), group="Leistung 2")
    set_openings(office, single(office, day=TUESDAY, start=480, end=600), *weekly(office, weekdays=[3, 0]))
    office.desk.perform(
        office.desk.new(AddClosure, branch_id=office.branch_id, first_day=TUESDAY, last_day=TUESDAY, name="Umzug")
    )
    view = listed(office)
    assert [(one.group, one.kind, one.weekday) for one in view.openings] == [
        (GROUP, OpeningKind.WEEKLY, 0),
        (GROUP, OpeningKind.WEEKLY, 3),
        (GROUP, OpeningKind.ONE_DAY, None),
        ("Leistung 2", OpeningKind.WEEKLY, 0),
    ]
    assert [one.name for one in view.openings[0].points] == ["L1-1", "L1-2"]
    assert [one.whole_group for one in view.openings] == [True, True, True, False]
    assert [one.name for one in view.closures] == ["Umzug"]
    assert [one.kind for one in listed(office, MONDAY + timedelta(days=2)).openings].count(OpeningKind.ONE_DAY) == 0
    plan = office.desk.store.read(lambda c: plan_of(c, office.branch_id, MONDAY, TUESDAY))
    assert len(plan.openings) == 4


def test_the_outlook_of_a_branch_says_of_each_group_what_its_own_says(office: Office) -> None:
    set_openings(office, *weekly(office))
    office.book(540)
    now = office.desk.clock.now()
    found = office.desk.read(BranchOutlook(office.branch_id, MONDAY, 2, now))
    assert [one.group for one in found] == ["Eingangszone", "Leistung 1", "Leistung 2"]
    assert list(found) == [office.desk.read(GroupOutlook(one.group_id, MONDAY, 2, now)) for one in found]
    assert found[1].days[0].morning.booked == 20
    with pytest.raises(Refused, match="search_too_long"):
        office.desk.read(BranchOutlook(office.branch_id, MONDAY, 0, now))

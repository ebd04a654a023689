"""Whether a plan keeps the rules: plainly, and against a week walked minute by minute (D20, D21, D31, D35)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain.availability import Absent, Closing, Opening, Plan, Point, assumed_plan
from backoffice.domain.calendar import USUAL_CLOSURES
from backoffice.domain.folding import folded, summed
from backoffice.domain.free_times import Busy, possible
from backoffice.domain.office_time import USUAL_HOURS
from backoffice.domain.policy import (
    Cure,
    CureCode,
    Finding,
    Mandatory,
    OfferingGroup,
    Offers,
    PlanPolicy,
    Severity,
    added,
    check_plan,
    free_until,
    needs_agreement,
)
from backoffice.domain.terms import Area, ClosureKind, OpeningKind, PlanRule
from backoffice.domain.wanted import Wish
from backoffice.wording.plan_check import sentence, when
from tests.plan_model import HOLIDAYS, YEARLY, minute_of, plans

MONDAY = date(2026, 11, 23)
NOW = (MONDAY, 510)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
POINTS = (Point("p", "L1-1", "g", 1), Point("q", "E-1", "e", 1))
NOTHING = Offers()


def weekly(weekday: int, start: int, end: int, **more: Any) -> Opening:
    given = {
        "id": f"w{weekday}-{start}",
        "points": frozenset({"p"}),
        "first_day": date(2026, 1, 1),
        "last_day": date(2027, 12, 31),
        **more,
    }
    return Opening(kind=OpeningKind.WEEKLY, weekday=weekday, start=start * 60, end=end * 60, **given)


LONG = weekly(3, 16, 18, reserved=True)
GOOD = (*(weekly(day, 8, 12) for day in range(5)), LONG)
"""Five mornings, and Thursday until 18:00, reserved: nothing is to be found."""


def plan(*openings: Opening, closings: Sequence[Closing] = (), points: Sequence[Point] = POINTS) -> Plan:
    return Plan(tuple(points), openings, tuple(closings))


def closing(first: date, last: date | None = None, kind: ClosureKind = ClosureKind.CLOSED, **more: Any) -> Closing:
    return Closing(**{"id": f"c{first}{kind}", "kind": kind, "first_day": first, "last_day": last or first, **more})


def stop(first: date, last: date | None = None, **more: Any) -> Closing:
    return closing(first, last, ClosureKind.BOOKING_STOP, **{"name": "Monatswechsel", **more})


def check(of: Plan, days: tuple[date, date] = (MONDAY, MONDAY), **more: Any) -> tuple[Finding, ...]:
    given: dict[str, Any] = {"offers": NOTHING, "busy": None, "now": NOW, "policy": PlanPolicy(), **more}
    return check_plan(of, given["offers"], given["busy"], days, given["now"], given["policy"])


def brief(found: Sequence[Finding]) -> list[tuple[PlanRule, date, int, int]]:
    return [(one.rule, one.first_day, one.there, one.wanted) for one in found]


# --- weeks --------------------------------------------------------------------------------------------------------


def test_a_plan_that_keeps_everything_is_not_spoken_of() -> None:
    assert check(plan(*GOOD), (MONDAY, MONDAY + 3 * WEEK)) == ()
    assert check(plan(*GOOD[:4], LONG)) == (), "four days are enough"
    assert check(Plan((), ())) == (), "a branch without service points has no plan to keep"
    assert check(plan(*GOOD, points=[replace(POINTS[0], active=False)])) == ()


def test_three_days_are_not_enough_and_the_cure_is_told() -> None:
    only = plan(*(one for one in GOOD if one.weekday in (0, 1, 3)))
    (found,) = check(only, (MONDAY + DAY, MONDAY + 2 * DAY))
    assert found == Finding(
        PlanRule.FOUR_DAYS,
        Severity.ERROR,
        MONDAY,
        MONDAY + 6 * DAY,
        there=3,
        wanted=4,
        cures=(Cure(CureCode.OPEN_DAY, MONDAY + 4 * DAY, start=480, end=720),),
    )
    assert needs_agreement(found)
    (late,) = check(only, now=(MONDAY + 5 * DAY, 600))
    assert late.cures == (), "nobody opens a day that is over"


def test_what_closes_is_rather_taken_back() -> None:
    closed = closing(MONDAY + DAY, MONDAY + 2 * DAY, name="Umzug")
    (found,) = check(plan(*GOOD, closings=[closed]))
    assert (found.there, found.cures) == (3, (Cure(CureCode.LIFT, MONDAY + 2 * DAY, name="Umzug"),))
    shut = Opening("s", OpeningKind.SHUT, frozenset({"p"}), MONDAY, MONDAY, None, 0, 1440, reason="Inventur")
    (found,) = check(plan(*GOOD[:4], LONG, shut))
    assert found.cures == (Cure(CureCode.LIFT, MONDAY, name="Inventur"),)
    of_group = closing(MONDAY, MONDAY + DAY, group_id="g")
    other = weekly(0, 8, 12, id="q", points=frozenset({"q"}))
    (found,) = check(plan(*GOOD, other, closings=[of_group, closing(MONDAY + 4 * DAY)]))
    assert (found.there, found.cures[0].day) == (3, MONDAY + 4 * DAY), "one group is open: that day is"


@pytest.mark.parametrize(
    ("monday", "free"),
    [
        (date(2026, 5, 11), "Christi Himmelfahrt, a Thursday: the long day falls away"),
        (date(2026, 12, 21), "Heiligabend and Christmas"),
    ],
)
def test_in_a_week_with_holidays_it_is_a_hint(monday: date, free: str) -> None:
    found = check(plan(*GOOD[:4], LONG), (monday, monday), now=(monday, 0))
    assert PlanRule.LATE_DAY in {one.rule for one in found}, free
    assert {one.severity for one in found} == {Severity.HINT}
    assert not any(needs_agreement(one) for one in found)
    assert all(cure.day is None or cure.day.weekday() != 3 for one in found for cure in one.cures)


def test_what_the_house_closes_is_no_decision_of_the_branch() -> None:
    days = closing(MONDAY, MONDAY + DAY, name="Betriebsversammlung")
    (own,) = check(plan(*GOOD, closings=[days]))
    (house,) = check(plan(*GOOD, closings=[replace(days, house=True)]))
    assert (own.severity, house.severity) == (Severity.ERROR, Severity.HINT)
    assert house.cures == ()
    assert added((own,), (house,)) == ()
    assert added((house,), (own,)) == (own,), "it weighs more now"
    reformation = date(2026, 10, 31)  # a Saturday, and nobody works then anyway
    (one,) = check(plan(*GOOD[:2], LONG), (reformation, reformation), now=(reformation - WEEK, 0))
    assert (one.there, one.severity) == (3, Severity.ERROR)


def test_what_is_not_planned_yet_breaks_nothing() -> None:
    def until(last: date) -> list[tuple[PlanRule, date, int, int]]:
        of = plan(*(replace(one, last_day=last) for one in GOOD))
        return brief(check(of, (MONDAY, MONDAY + 30 * WEEK)))

    spring, january = date(2027, 3, 17), date(2027, 1, 20)  # both a Wednesday
    assert [one for one in until(spring) if one[1] > date(2027, 1, 4)] == [], "not even the week in which it ends"
    found = [one for one in until(january) if one[1] > date(2027, 1, 4)]
    assert found[0] == (PlanRule.FOUR_DAYS, date(2027, 1, 18), 3, 4)
    assert found[-1] == (PlanRule.LATE_DAY, MONDAY + 13 * WEEK, 0, 1080), "a quarter ahead everything is planned"


def test_one_day_is_long() -> None:
    short = plan(*GOOD[:5], weekly(1, 13, 16))
    (found,) = check(short)
    assert (found.rule, found.there, found.wanted) == (PlanRule.LATE_DAY, 960, 1080)
    assert found.cures == (Cure(CureCode.OPEN_LATE, MONDAY + DAY, start=960, end=1080),)
    (found,) = check(plan(*GOOD[:5]))
    assert found.cures[0].day == MONDAY + 3 * DAY, "of days that are alike the usual one"
    later = PlanPolicy(late_end=1085)
    assert brief(check(plan(*GOOD), policy=later)) == [(PlanRule.LATE_DAY, MONDAY, 1080, 1085)]
    assert brief(check(plan())) == [(PlanRule.FOUR_DAYS, MONDAY, 0, 4), (PlanRule.LATE_DAY, MONDAY, 0, 1080)]
    assert [cure.start for one in check(plan()) for cure in one.cures] == [480, 480, 480, 480, 960]


def test_where_nobody_is_there_somebody_has_to_be() -> None:
    """A branch that is short of staff reduces its times as one that closes (D31, D36)."""
    sick = tuple(Absent("p", day, day) for day in (MONDAY, MONDAY + DAY))
    thursday = replace(plan(*GOOD), absences=(Absent("p", MONDAY + 3 * DAY, MONDAY + 3 * DAY, 960),))
    (found,) = check(replace(plan(*GOOD), absences=sick))
    assert (found.there, found.severity) == (3, Severity.ERROR)
    assert found.cures == (Cure(CureCode.STAFF, MONDAY + DAY, start=480, end=720),)
    assert sentence([found], {}).endswith("Hilft: Di 24.11. 08:00–12:00 einen Platz besetzen.")
    (found,) = check(thursday)
    assert (found.rule, found.there) == (PlanRule.LATE_DAY, 720)
    assert found.cures == (Cure(CureCode.STAFF, MONDAY + 3 * DAY, start=960, end=1080),)
    both = replace(plan(*GOOD[:3], LONG), absences=sick[:1], closings=(closing(MONDAY + DAY, name="Umzug"),))
    (found,) = check(both)
    assert [(cure.code, cure.day) for cure in found.cures] == [
        (CureCode.STAFF, MONDAY),
        (CureCode.LIFT, MONDAY + DAY),
    ]


def test_late_times_are_kept_for_those_who_work() -> None:
    (found,) = check(plan(*GOOD[:5], weekly(3, 13, 18), weekly(1, 16, 18)))
    assert (found.rule, found.there, found.wanted) == (PlanRule.LATE_RESERVED, 0, 1)
    assert found.cures == (Cure(CureCode.RESERVE_LATE, MONDAY + 3 * DAY, start=960, end=1080),)
    (found,) = check(plan(*GOOD[:5], weekly(3, 13, 18), weekly(1, 16, 18)), now=(MONDAY + 4 * DAY, 0))
    assert found.cures == ()
    hours = assumed_plan(POINTS, USUAL_HOURS)
    (found,) = check(hours)
    assert (found.rule, found.severity) == (PlanRule.LATE_RESERVED, Severity.HINT), "office hours cannot say it"


# --- Buchungsstopps -----------------------------------------------------------------------------------------------


def stops(*closings: Closing, **more: Any) -> tuple[Finding, ...]:
    return check(plan(*GOOD, closings=closings), (MONDAY, MONDAY + 2 * WEEK), **more)


def test_a_stop_of_three_days_at_the_turn_of_the_month() -> None:
    assert stops(stop(date(2026, 11, 30), date(2026, 12, 2))) == ()
    (found,) = stops(stop(date(2026, 11, 29), date(2026, 12, 3)))
    assert found == Finding(
        PlanRule.STOP_LENGTH,
        Severity.ERROR,
        date(2026, 11, 29),
        date(2026, 12, 3),
        there=5,
        wanted=3,
        cures=(Cure(CureCode.SHORTEN_STOP, days=2, name="Monatswechsel"),),
    )
    working = PlanPolicy(calendar_days=False)  # the 29th is a Sunday
    assert brief(stops(stop(date(2026, 11, 28), date(2026, 12, 2)), policy=working)) == []
    assert brief(stops(stop(date(2026, 11, 27), date(2026, 12, 2)), policy=working)) == [
        (PlanRule.STOP_LENGTH, date(2026, 11, 27), 4, 3)
    ]


def test_stops_at_one_turn_count_together() -> None:
    two = (stop(date(2026, 11, 27), date(2026, 11, 28)), stop(date(2026, 11, 30), date(2026, 12, 1), name="Rest"))
    (found,) = stops(*two)
    assert (found.first_day, found.last_day, found.there) == (date(2026, 11, 27), date(2026, 12, 1), 4)
    assert found.cures[0].name == "Rest"
    assert brief(stops(two[1])) == []


def test_a_stop_at_no_turn_of_a_month() -> None:
    (found,) = stops(stop(date(2026, 12, 8), date(2026, 12, 9), name="Wartung"))
    assert (found.rule, found.there, found.wanted) == (PlanRule.STOP_AWAY, 2, 0)
    assert found.cures == (Cure(CureCode.END_STOP, date(2026, 12, 1), name="Wartung"),)
    assert check(plan(*GOOD, closings=[stop(date(2026, 12, 8))])) == (), "another week"
    assert stops(stop(date(2026, 12, 3))) == (), "the third is still one of the first days"
    assert [one.rule for one in stops(stop(date(2026, 12, 4)))] == [PlanRule.STOP_AWAY]


def test_a_group_is_spoken_of_where_its_own_stops_make_the_difference() -> None:
    branch, group = stop(date(2026, 11, 30), date(2026, 12, 1)), stop(date(2026, 12, 2), date(2026, 12, 3))
    (found,) = stops(branch, replace(group, group_id="g"))
    assert (found.group_id, found.there) == ("g", 4)
    long = stop(date(2026, 11, 28), date(2026, 12, 1))
    assert [one.group_id for one in stops(long, replace(group, group_id="g", last_day=date(2026, 12, 2)))] == [
        None,
        "g",
    ]
    inside = replace(group, group_id="g", first_day=date(2026, 11, 29), last_day=date(2026, 11, 29))
    assert [one.group_id for one in stops(long, inside)] == [None]


# --- what is offered ----------------------------------------------------------------------------------------------

EMERGENCY = Mandatory("n", Area.BENEFITS, 20, emergency=True, offers=(("g", 20),))
MOVING = Mandatory("u", Area.BENEFITS, 20, offers=(("g", 30), ("e", 20)))
YOUTH = Mandatory("j", Area.YOUTH_FRONT_DESK, 10)
GROUPS = (OfferingGroup("e", Area.FRONT_DESK), OfferingGroup("g", Area.BENEFITS))


def test_mandatory_concerns_of_the_areas_that_are_there() -> None:
    offers = Offers(GROUPS, (replace(EMERGENCY, offers=()), MOVING, YOUTH))
    (found,) = check(plan(*GOOD), offers=offers)
    assert (found.rule, found.severity, found.concern_id) == (PlanRule.MANDATORY, Severity.ERROR, "n")
    assert found.cures == (Cure(CureCode.OFFER, group_id="g", concern_id="n"),)
    youth = Offers((OfferingGroup("j", Area.YOUTH_FRONT_DESK),), (EMERGENCY, MOVING, YOUTH))
    assert [one.concern_id for one in check(plan(*GOOD), offers=youth)] == ["j"], "a Jugendberufsagentur apart"


def taken(*days: date, until: int = 720) -> Callable[[date, date], list[Busy]]:
    rows = [Busy(f"h{day}", "p", day, 480, until) for day in days]
    return lambda first, last: [row for row in rows if first <= row.day <= last]


def test_there_is_a_free_time_in_the_next_working_days() -> None:
    offers = Offers(GROUPS, (EMERGENCY, MOVING))
    days = [MONDAY + n * DAY for n in range(14)]
    assert free_until(plan(*GOOD), MONDAY, 10) == date(2026, 12, 4)
    assert check(plan(*GOOD), offers=offers, busy=taken(*days[:11])) == (), "the last of them is free"
    (found,) = check(plan(*GOOD), offers=offers, busy=taken(*days))
    assert (found.rule, found.severity, found.concern_id) == (PlanRule.FREE_TIME, Severity.HINT, "u")
    assert (found.first_day, found.last_day) == (MONDAY, date(2026, 12, 4))
    assert found.cures == (Cure(CureCode.OPEN_MORE, date(2026, 12, 4), end=30, group_id="g", concern_id="u"),)
    reserved = check(plan(*GOOD[:5]), offers=offers, busy=taken(*days))
    assert {one.concern_id for one in reserved if one.rule is PlanRule.FREE_TIME} == {"n", "u"}
    twenty = check(plan(*GOOD), offers=offers, busy=taken(*days, until=700))
    assert [one.concern_id for one in twenty] == ["u"], "twenty minutes are too short here, and E-1 is not open"
    wide = plan(*GOOD, weekly(4, 8, 9, id="q", points=frozenset({"q"})))
    assert check(wide, offers=offers, busy=taken(*days)) == ()
    stopped = plan(*GOOD, closings=[stop(date(2026, 11, 24), date(2026, 12, 4))])
    now = (MONDAY, 719)
    found_then = check(stopped, offers=offers, busy=taken(), now=now)
    assert [one.concern_id for one in found_then if one.rule is PlanRule.FREE_TIME] == ["u"], "emergencies go on"


def test_closed_days_are_no_working_days() -> None:
    closed = [closing(MONDAY, MONDAY + 4 * DAY), closing(date(2026, 11, 30), start=720)]
    assert free_until(plan(*GOOD, closings=closed), MONDAY, 5) == date(2026, 12, 4)
    assert free_until(plan(closings=[closing(MONDAY, MONDAY + 100 * DAY)]), MONDAY, 5) == MONDAY + 59 * DAY


# --- before and after ---------------------------------------------------------------------------------------------


def test_what_a_change_adds() -> None:
    before = check(plan(*GOOD[:3]), (MONDAY, MONDAY + WEEK))
    after = check(plan(*GOOD[:2]), (MONDAY, MONDAY + WEEK))
    assert brief(before)[0] == (PlanRule.FOUR_DAYS, MONDAY, 3, 4)
    assert added(before, before) == ()
    assert added(before, after) == tuple(one for one in after if one.rule is PlanRule.FOUR_DAYS), "worse than before"
    assert added(after, before) == ()
    assert added((), before) == before
    moved = replace(before[0], first_day=MONDAY + 8 * WEEK, last_day=MONDAY + 8 * WEEK + 6 * DAY)
    assert added(before, (moved,)) == (moved,), "another week"


# --- against a week that is walked --------------------------------------------------------------------------------

NIGHTLY = PlanPolicy(late_end=300, late_from=240, usual=(60, 120))
"""All happens at night in random plans."""


@st.composite
def grounds(draw: st.DrawFn) -> tuple[Plan, date]:
    """A random plan, some closings of the whole house, and a day of its fortnight."""
    of, first = draw(plans())
    houses = draw(st.lists(st.booleans(), min_size=len(of.closings), max_size=len(of.closings)))
    closings = tuple(
        replace(one, house=house and one.group_id is None) for one, house in zip(of.closings, houses, strict=True)
    )
    return replace(of, closings=closings), first + draw(st.integers(0, 9)) * DAY


def open_pieces(of: Plan, day: date) -> list[tuple[int, bool]]:
    """The open pieces of all service points: the end of each, and whether it is reserved.

    Between two edges of whatever is set, and of the hour that the clock skips, one minute is as the next.
    """
    edges = {0, 120, 180, 299, 300, 1440}
    edges |= {edge for one in of.openings for span in ((one.start, one.end), *one.breaks) for edge in span}
    edges |= {edge for one in (*of.closings, *of.absences) for edge in (one.start, one.end)}
    pieces = list(pairwise(sorted(edges)))
    found = ((end, minute_of(of, point.id, day, start)) for point in of.points for start, end in pieces)
    return [(end, what.reserved) for end, what in found if what.why is None]


def walked(of: Plan, monday: date) -> list[tuple[PlanRule, int, bool]]:
    """D31, read aloud: (rule, what is there, whether it is a hint only)."""
    days = [monday + n * DAY for n in range(7)]
    if not any(point.in_service(day) for point in of.points for day in days):
        return []
    pieces = {day: open_pieces(of, day) for day in days}
    hint = any(
        day in HOLIDAYS
        or (day.month, day.day) in YEARLY
        or day in of.closures.days
        or any(
            one.house and one.kind is ClosureKind.CLOSED and one.first_day <= day <= one.last_day
            for one in of.closings
        )
        for day in days[:5]
    )
    found = []
    opened = [day for day in days if pieces[day]]
    if len(opened) < 4:
        found.append((PlanRule.FOUR_DAYS, len(opened), hint))
    late = [reserved for day in days for end, reserved in pieces[day] if end >= 300]
    if not late:
        last = max((end for day in days for end, _ in pieces[day]), default=0)
        found.append((PlanRule.LATE_DAY, last, hint))
    elif not any(late):
        found.append((PlanRule.LATE_RESERVED, 0, hint))
    return found


@given(grounds())
@settings(max_examples=60)
def test_weeks_are_as_they_are_walked(ground: tuple[Plan, date]) -> None:
    of, day = ground
    monday = day - day.weekday() * DAY
    found = check(of, (day, day), policy=NIGHTLY, now=(monday, 0))
    weeks = [one for one in found if one.rule not in (PlanRule.STOP_LENGTH, PlanRule.STOP_AWAY)]
    assert [(one.rule, one.there, one.severity is Severity.HINT) for one in weeks] == walked(of, monday)
    assert all((one.first_day, one.last_day) == (monday, monday + 6 * DAY) for one in weeks)


def cured(of: Plan, finding: Finding) -> Plan:
    """The plan after all that was proposed: by force on any point that is there, or with somebody who is."""
    new = []
    for number, cure in enumerate(finding.cures):
        day = cure.day
        assert day is not None
        if cure.code is CureCode.STAFF:
            of = replace(of, absences=tuple(one for one in of.absences if not one.on(day)))
            continue
        if cure.code is CureCode.LIFT:
            closings = tuple(one for one in of.closings if one.kind is not ClosureKind.CLOSED or not covers(one, day))
            shut = tuple(one for one in of.openings if one.kind is not OpeningKind.SHUT or not one.on(day))
            of = replace(of, closings=closings, openings=shut)
            continue
        away = {one.point_id for one in of.absences if one.on(day) and one.start < cure.end and cure.start < one.end}
        point = next(point for point in of.points if point.in_service(day) and point.id not in away)
        late = cure.code is CureCode.OPEN_LATE
        new.append(
            Opening(
                f"cure{number}",
                OpeningKind.FORCED,
                frozenset({point.id}),
                day,
                day,
                None,
                cure.start,
                cure.end,
                reserved=late,
            )
        )
    opened = {(point, one.first_day) for one in new for point in one.points}
    others = tuple(
        one  # two openings by force on one point and day would contradict each other
        for one in of.openings
        if one.kind is not OpeningKind.FORCED or not any((point, one.first_day) in opened for point in one.points)
    )
    return replace(of, openings=(*new, *others))


def covers(closing: Closing, day: date) -> bool:
    return closing.first_day <= day <= closing.last_day


@given(grounds(), st.integers(0, 6))
@settings(max_examples=60)
def test_what_is_proposed_cures_it(ground: tuple[Plan, date], passed: int) -> None:
    of, day = ground
    monday = day - day.weekday() * DAY
    now = (monday + passed * DAY, 0)
    for one in check(of, (day, day), policy=NIGHTLY, now=now):
        if one.rule in (PlanRule.STOP_LENGTH, PlanRule.STOP_AWAY):
            assert one.cures
            continue
        assert all(cure.day is not None and cure.day >= now[0] for cure in one.cures)
        assert all(
            cure.day not in HOLIDAYS and cure.day not in USUAL_CLOSURES
            for cure in one.cures
            if cure.code is not CureCode.RESERVE_LATE
        )
        if one.cures and one.rule is not PlanRule.LATE_RESERVED:  # a series in the way would stay unreserved
            after = check(cured(of, one), (day, day), policy=NIGHTLY, now=now)
            assert one.rule not in {other.rule for other in after}
        if one.rule is PlanRule.FOUR_DAYS and one.cures:
            assert len(one.cures) == one.wanted - one.there


@st.composite
def turns(draw: st.DrawFn) -> list[Closing]:
    """Some Buchungsstopps of a winter, of a branch and of two groups."""
    return [
        stop(
            first := date(2026, 11, 1) + draw(st.integers(0, 100)) * DAY,
            first + draw(st.integers(0, 6)) * DAY,
            id=f"s{number}",
            group_id=draw(st.sampled_from([None, None, "g", "e"])),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


def stop_days(closings: Sequence[Closing], group: str | None) -> set[date]:
    of = [one for one in closings if one.group_id in (None, group)]
    return {day for one in of for n in range(7) if (day := one.first_day + n * DAY) <= one.last_day}


def walked_stops(closings: Sequence[Closing], group: str | None) -> set[tuple[PlanRule, date, date, int]]:
    """Each day looks for its row, and each row for a first of the month nearby."""
    days = stop_days(closings, group)
    firsts = [date(year, month, 1) for year in (2026, 2027) for month in range(1, 13)]
    found: set[tuple[PlanRule, date, date, int]] = set()
    at: dict[date, list[date]] = {}
    for day in sorted(days):
        if day - DAY in days:
            continue
        row = [day]
        while row[-1] + DAY in days:
            row.append(row[-1] + DAY)
        near = [first for first in firsts if any(first - 3 * DAY <= one <= first + 2 * DAY for one in row)]
        if near:
            at.setdefault(near[0], []).extend(row)
        else:
            found.add((PlanRule.STOP_AWAY, row[0], row[-1], len(row)))
    return found | {(PlanRule.STOP_LENGTH, d[0], d[-1], len(d)) for d in at.values() if len(d) > 3}


@given(turns())
def test_stops_are_as_they_are_walked(closings: list[Closing]) -> None:
    found = check(plan(*GOOD, closings=closings), (date(2026, 11, 2), date(2027, 3, 1)), now=(date(2026, 11, 2), 0))
    of_stops = [one for one in found if one.rule in (PlanRule.STOP_LENGTH, PlanRule.STOP_AWAY)]
    for group in (None, "g", "e"):
        told = {
            (one.rule, one.first_day, one.last_day, one.there) for one in of_stops if one.group_id in (None, group)
        }
        asked = walked_stops(closings, group)
        if group is None:
            whole = asked
            assert told == asked
        else:
            own = {(one.rule, one.first_day, one.last_day, one.there) for one in of_stops if one.group_id == group}
            assert own == asked - whole
            assert told == asked | whole


@given(grounds(), st.integers(0, 400))
@settings(max_examples=40)
def test_free_time_is_what_the_search_finds(ground: tuple[Plan, date], minute: int) -> None:
    of, day = ground
    concern = Mandatory("u", Area.BENEFITS, 20, offers=(("A", 20), ("B", 45)))
    offers = Offers((OfferingGroup("A", Area.BENEFITS),), (concern,))
    last = free_until(of, day, 4)
    found = check(of, (day, day), offers=offers, busy=lambda first, last: [], now=(day, minute), policy=FOUR_FREE)
    every = [day + n * DAY for n in range((last - day).days + 1)]
    there = any(
        possible(of, (), Wish((group,), length, day, last, (day, minute)), one)
        for group, length in concern.offers
        for one in every
    )
    assert (PlanRule.FREE_TIME in {one.rule for one in found}) is not there


FOUR_FREE = replace(NIGHTLY, free_days=4)


# --- what says the same is told once ------------------------------------------------------------------------------


def test_weeks_in_a_row_are_one_line_and_other_years_too() -> None:
    three = plan(*GOOD[:2], LONG)
    found = check(three, (MONDAY, MONDAY + 9 * WEEK))
    groups = folded(found)
    assert sorted(map(repr, (one for group in groups for one in group))) == sorted(map(repr, found)), (
        "nothing is lost"
    )
    assert [when(group) for group in groups if group[0].rule is PlanRule.FOUR_DAYS] == [
        "KW 48–51",
        "KW 52–53",
        "KW 1–4",
    ]
    assert [when(group) for group in groups if group[0].rule is PlanRule.LATE_DAY] == ["KW 52–53"]
    first = sentence(groups[0], {})
    assert first == "KW 48–51: 3 Tage offen, 4 sollen es sein. Hilft: Fr 27.11. 08:00–12:00 öffnen, ebenso danach."
    apart = folded(found, lambda one: one.first_day == MONDAY)
    assert [when(group) for group in apart][:2] == ["KW 48", "KW 49–51"]
    other_cure = folded(
        check(plan(*GOOD[:2], LONG, weekly(4, 8, 10, first_day=MONDAY + WEEK)), (MONDAY, MONDAY + WEEK))
    )
    assert [when(group) for group in other_cure] == ["KW 48"]


def test_what_a_change_adds_is_told_rule_by_rule() -> None:
    stop_ = stop(date(2026, 11, 27), date(2026, 12, 2))
    found = check(plan(*GOOD[:3], closings=[stop_, stop(date(2026, 12, 10))]), (MONDAY, MONDAY + 9 * WEEK))
    assert [sentence(group, {}).partition(". Hilft")[0] for group in summed(found)] == [
        "KW 48 und 7 weitere Wochen: 3 Tage offen, 4 sollen es sein",
        "KW 48 und 7 weitere Wochen: längster Tag bis 12:00, einer soll bis 18:00 gehen",
        "27.11.–02.12.: Buchungsstopp an 6 Tagen, höchstens 3 dürfen es sein",
        "10.12.: Buchungsstopp an 1 Tag abseits vom Monatswechsel",
    ]
    hints = [one for one in found if one.severity is Severity.HINT]
    assert [when(group) for group in summed(hints)] == ["KW 52–53", "KW 52–53"]
    full = Offers(GROUPS, (EMERGENCY, MOVING, replace(MOVING, concern_id="v")))
    (lacking,) = folded(check(plan(*GOOD), offers=full, busy=taken(*(MONDAY + n * DAY for n in range(14)))))
    assert sentence(lacking, {"g": "Leistung 1"}) == (
        "für 2 Pflichtanliegen ist bis Fr 04.12. nichts frei."
        " Hilft: in Leistung 1 bis Fr 04.12. mindestens 30 min öffnen."
    )

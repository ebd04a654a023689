"""What a service point is on a day, and which openings are refused (D26, D30, D31, D35)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain.availability import (
    Absent,
    ClosedSpan,
    Closing,
    Opening,
    OpenSpan,
    Plan,
    Point,
    PointDay,
    Why,
    assumed_plan,
    check_openings,
    skipped,
)
from backoffice.domain.calendar import Closures
from backoffice.domain.errors import Refused
from backoffice.domain.office_time import USUAL_HOURS
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind
from tests.plan_model import Minute, minute_of, plans

MONDAY = date(2026, 9, 7)
REFORMATION = date(2028, 10, 31)  # a Tuesday
POINT = Point("p", "L1-1", "g", 1)


def weekly(start: int, end: int, **more: Any) -> Opening:
    given = {"id": "w", "weekday": 0, "first_day": date(2026, 1, 1), "last_day": date(2028, 12, 31), **more}
    return Opening(kind=OpeningKind.WEEKLY, points=frozenset({"p"}), start=start * 60, end=end * 60, **given)


def single(kind: OpeningKind, start: int, end: int, day: date = MONDAY, **more: Any) -> Opening:
    given = {"id": kind.value, **more}
    days = {"first_day": day, "last_day": day, "weekday": None}
    return Opening(kind=kind, points=frozenset({"p"}), start=start * 60, end=end * 60, **days, **given)


def plan(*openings: Opening, closings: tuple[Closing, ...] = (), points: tuple[Point, ...] = (POINT,)) -> Plan:
    return Plan(points, openings, closings)


def hours(day: PointDay) -> list[tuple[float, float]]:
    return [(span.start / 60, span.end / 60) for span in day.open]


def reasons(day: PointDay) -> list[tuple[float, float, Why, str]]:
    return [(span.start / 60, span.end / 60, span.why, span.name) for span in day.closed]


def closed(start: float, end: float, kind: ClosureKind = ClosureKind.CLOSED, **more: Any) -> Closing:
    given = {"id": "c", "first_day": MONDAY, "last_day": MONDAY, "name": "Personalversammlung", **more}
    return Closing(kind=kind, start=int(start * 60), end=int(end * 60), **given)


def test_a_series_with_a_break() -> None:
    day = plan(weekly(8, 16, breaks=((720, 750),))).day("p", MONDAY)
    assert hours(day) == [(8, 12), (12.5, 16)]
    assert reasons(day) == [
        (0, 8, Why.NO_OPENING, ""),
        (12, 12.5, Why.BREAK, ""),
        (16, 24, Why.NO_OPENING, ""),
    ]
    assert plan(weekly(8, 16)).day("p", MONDAY + timedelta(days=1)).open == ()


def test_the_exception_takes_the_place_of_the_whole_day() -> None:
    one = single(OpeningKind.ONE_DAY, 10, 12, reason="Teamtag")
    day = plan(weekly(8, 16), one).day("p", MONDAY)
    assert hours(day) == [(10, 12)]
    assert reasons(day) == [(0, 10, Why.NO_OPENING, "Teamtag"), (12, 24, Why.NO_OPENING, "Teamtag")]
    assert hours(plan(weekly(8, 16), one).day("p", MONDAY + timedelta(days=7))) == [(8, 16)]


def test_a_point_that_is_shut_says_why() -> None:
    day = plan(weekly(8, 16), single(OpeningKind.SHUT, 0, 24, reason="Umzug")).day("p", MONDAY)
    assert reasons(day) == [(0, 24, Why.SHUT, "Umzug")]


def test_a_holiday_beats_the_series_and_the_exception_but_not_the_forced_opening() -> None:
    series = weekly(8, 16, weekday=1)
    exception = single(OpeningKind.ONE_DAY, 8, 12, REFORMATION)
    forced = single(OpeningKind.FORCED, 9, 11, REFORMATION, reason="Nachholtag", breaks=((600, 615),))
    assert reasons(plan(series, exception).day("p", REFORMATION)) == [(0, 24, Why.HOLIDAY, "Reformationstag")]
    bare = plan(series)
    assert bare.day("p", REFORMATION).open == ()
    assert hours(bare.day("p", REFORMATION + timedelta(days=7))) == [(8, 16)], "the next Tuesday is another day"
    day = plan(series, exception, forced).day("p", REFORMATION)
    assert hours(day) == [(9, 10), (10.25, 11)]
    assert reasons(day) == [
        (0, 9, Why.HOLIDAY, "Reformationstag"),
        (10, 10.25, Why.BREAK, ""),
        (11, 24, Why.HOLIDAY, "Reformationstag"),
    ]


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 12, 24), "Heiligabend"), (date(2026, 12, 31), "Silvester")]
)  # fmt: skip
def test_the_yearly_closures_are_closures_with_their_names(day: date, name: str) -> None:
    found = plan(weekly(8, 16, weekday=3)).day("p", day)
    assert reasons(found) == [(0, 24, Why.CLOSURE, name)]


def test_other_days_without_a_name_close_too() -> None:
    bare = Plan((POINT,), (weekly(8, 16),), closures=Closures(days=frozenset({MONDAY})))
    assert reasons(bare.day("p", MONDAY)) == [(0, 24, Why.CLOSURE, "")]


def test_a_closure_closes_its_times_and_its_group() -> None:
    shut = closed(10, 11.5, group_id="g")
    other = Point("q", "L2-1", "h")
    everywhere = replace(weekly(8, 16), points=frozenset({"p", "q"}))
    found = plan(everywhere, closings=(shut,), points=(POINT, other))
    assert hours(found.day("p", MONDAY)) == [(8, 10), (11.5, 16)]
    assert (10, 11.5, Why.CLOSURE, "Personalversammlung") in reasons(found.day("p", MONDAY))
    assert hours(found.day("q", MONDAY)) == [(8, 16)]


def test_a_closure_of_several_days_closes_its_times_on_each() -> None:
    found = plan(weekly(8, 16), weekly(8, 16, id="v", weekday=1), closings=(
        closed(8, 10, last_day=MONDAY + timedelta(days=1)),
    ))  # fmt: skip
    assert hours(found.day("p", MONDAY)) == hours(found.day("p", MONDAY + timedelta(days=1))) == [(10, 16)]


def test_a_booking_stop_marks_and_closes_nothing() -> None:
    stop = closed(9, 10, ClosureKind.BOOKING_STOP, name="Monatswechsel")
    day = plan(weekly(8, 16), closings=(stop,)).day("p", MONDAY)
    internal = Contingent.INTERNAL
    assert day.open == (
        OpenSpan(480, 540, internal, False, "", "w"),
        OpenSpan(540, 600, internal, False, "Monatswechsel", "w"),
        OpenSpan(600, 960, internal, False, "", "w"),
    )
    nameless = plan(weekly(8, 16), closings=(replace(stop, name=""),)).day("p", MONDAY)
    assert nameless.open[1].stopped, "a stop without a name is a stop"


def test_a_forced_opening_is_not_stopped() -> None:
    stop = closed(0, 24, ClosureKind.BOOKING_STOP, name="Monatswechsel")
    day = plan(single(OpeningKind.FORCED, 9, 10, reason="x"), weekly(8, 16), closings=(stop,)).day("p", MONDAY)
    assert [(span.start, span.stopped) for span in day.open] == [
        (480, "Monatswechsel"),
        (540, ""),
        (600, "Monatswechsel"),
    ]


def test_points_that_are_not_there() -> None:
    away = replace(POINT, active=False)
    temporary = replace(POINT, first_day=MONDAY, last_day=MONDAY + timedelta(days=7))
    whole = (ClosedSpan(0, 1440, Why.NOT_IN_SERVICE),)
    forced = single(OpeningKind.FORCED, 9, 10, reason="x")
    assert plan(weekly(8, 16), forced, points=(away,)).day("p", MONDAY).closed == whole
    assert plan(weekly(8, 16)).day("nobody", MONDAY).closed == whole
    found = plan(weekly(8, 16), points=(temporary,))
    open_on = [n for n in range(-7, 22, 7) if found.day("p", MONDAY + timedelta(days=n)).open]
    assert open_on == [0, 7]
    assert found.of_group("g", MONDAY - timedelta(days=1)) == ()


def test_a_group_is_in_order() -> None:
    points = tuple(Point(name, name, "g", position) for name, position in (("c", 2), ("b", 1), ("a", 2)))
    assert [point.id for point in plan(points=points).of_group("g", MONDAY)] == ["b", "a", "c"]
    assert plan(points=points).of_group("h", MONDAY) == ()


def test_nobody_serves_a_point_whatever_opened_it() -> None:
    forced = single(OpeningKind.FORCED, 16, 18, reason="Nachholtag")
    away = Absent("p", MONDAY, MONDAY + timedelta(days=7), 600, 1020)
    found = Plan((POINT,), (weekly(8, 16, breaks=((720, 750),)), forced), absences=(away,))
    day = found.day("p", MONDAY)
    assert hours(day) == [(8, 10), (17, 18)]
    assert reasons(day) == [
        (0, 8, Why.NO_OPENING, ""),
        (10, 12, Why.ABSENT, ""),
        (12, 12.5, Why.BREAK, ""),
        (12.5, 17, Why.ABSENT, ""),
        (18, 24, Why.NO_OPENING, ""),
    ], "what is closed anyway keeps its reason"
    assert hours(found.day("p", MONDAY + timedelta(days=7))) == [(8, 10)]
    assert hours(found.day("p", MONDAY + timedelta(days=14))) == [(8, 12), (12.5, 16)]
    twice = Plan((POINT,), (weekly(8, 16),), absences=(away, replace(away, start=540, end=660)))
    assert hours(twice.day("p", MONDAY)) == [(8, 9)]
    holiday = Plan((POINT,), (weekly(8, 16, weekday=1),), absences=(Absent("p", REFORMATION, REFORMATION),))
    assert reasons(holiday.day("p", REFORMATION)) == [(0, 24, Why.HOLIDAY, "Reformationstag")]
    assumed = assumed_plan(
        [POINT, replace(POINT, id="q")], USUAL_HOURS, absences=[Absent("p", MONDAY, MONDAY, 0, 720)]
    )
    assert (hours(assumed.day("p", MONDAY)), hours(assumed.day("q", MONDAY))) == ([(12, 16)], [(8, 16)])


def test_series_keep_wall_time_and_a_skipped_hour_is_closed() -> None:
    sunday = weekly(1, 4, weekday=6)
    spring = plan(sunday).day("p", date(2026, 3, 29))
    assert hours(spring) == [(1, 2), (3, 4)]
    assert (2, 3, Why.CLOCK_CHANGE, "") in reasons(spring)
    assert hours(plan(sunday).day("p", date(2026, 10, 25))) == [(1, 4)]
    assert skipped(date(2026, 3, 29)) == (120, 180)
    assert [skipped(day) for day in (date(2026, 10, 25), date(2026, 3, 30), date.min, date.max)] == [None] * 4


def test_a_branch_without_openings_has_its_office_hours() -> None:
    found = assumed_plan([POINT], USUAL_HOURS)
    assert found.assumed
    assert hours(found.day("p", MONDAY)) == [(8, 16)]
    assert hours(found.day("p", MONDAY + timedelta(days=3))) == [(8, 18)]
    assert hours(found.day("p", MONDAY + timedelta(days=5))) == []
    assert found.day("p", MONDAY).open[0].contingent is Contingent.INTERNAL


@settings(max_examples=80, deadline=None)
@given(plans(), st.integers(0, 13), st.data())
def test_every_minute_is_what_the_rules_say(drawn: tuple[Plan, date], ahead: int, data: st.DataObject) -> None:
    found, first = drawn
    day = first + timedelta(days=ahead)
    point = data.draw(st.sampled_from(found.points)).id
    there = found.day(point, day)
    spans = sorted([*there.open, *there.closed], key=lambda span: span.start)
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end == 1440
    for span in spans:
        said = (
            Minute(None, "", span.contingent, span.reserved, span.stopped, span.opening_id)
            if isinstance(span, OpenSpan)
            else Minute(span.why, span.name)
        )
        meant = {minute_of(found, point, day, minute) for minute in range(span.start, span.end)}
        assert meant == {said}
    assert found.day(point, day) is there


FORCED = single(OpeningKind.FORCED, 8, 12, reason="Nachholtag")
SHUT = single(OpeningKind.SHUT, 0, 24)
ONCE = single(OpeningKind.ONE_DAY, 8, 12)
SPRING = date(2026, 3, 29)


@pytest.mark.parametrize(
    ("opening", "code", "values"),
    [
        (weekly(12, 8), "end_before_start", {"start": 720, "end": 480}),
        (weekly(8, 8), "end_before_start", {}),
        (weekly(8, 16, breaks=((750, 720),)), "end_before_start", {"start": 750, "end": 720}),
        (replace(ONCE, start=483), "not_five_minutes", {"minute": 483}),
        (weekly(8, 16, breaks=((720, 752),)), "not_five_minutes", {"minute": 752}),
        (weekly(8, 25), "bad_opening", {}),
        (weekly(8, 16, weekday=None), "bad_opening", {}),
        (weekly(8, 16, weekday=7), "bad_opening", {}),
        (replace(ONCE, last_day=MONDAY + timedelta(days=1)), "bad_opening", {}),
        (replace(SHUT, end=720), "bad_opening", {}),
        (weekly(8, 16, breaks=((450, 490),)), "break_outside", {"start": 450, "end": 490}),
        (weekly(8, 16, breaks=((950, 970),)), "break_outside", {}),
        (replace(FORCED, reason=" "), "forced_without_reason", {"day": MONDAY}),
        (replace(ONCE, points=frozenset()), "no_points", {}),
        (weekly(8, 16, last_day=date.max), "series_without_end", {}),
        (weekly(8, 16, last_day=date(2025, 12, 31)), "series_backwards", {"last": date(2025, 12, 31)}),
        (weekly(8, 16, last_day=date(2031, 1, 2)), "series_too_long", {"years": 5}),
        (weekly(8, 16, first_day=date(2026, 9, 8), last_day=date(2026, 9, 13)), "series_never", {"weekday": 0}),
        (weekly(8, 16, first_day=date.max - timedelta(days=1), last_day=date.max), "series_without_end", {}),
        (replace(ONCE, first_day=SPRING, last_day=SPRING, start=150), "time_skipped", {"start": 120, "end": 180}),
        (replace(FORCED, first_day=SPRING, last_day=SPRING, start=60, end=150), "time_skipped", {"day": SPRING}),
    ],
)
def test_what_no_opening_can_be(opening: Opening, code: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        check_openings([opening], [])
    assert refused.value.code == code
    assert values.items() <= refused.value.values.items()
    assert refused.value.values["opening"] == opening.id


@pytest.mark.parametrize(
    "opening",
    [
        weekly(8, 16, breaks=((480, 490), (950, 960))),
        weekly(0, 24, last_day=date(2031, 1, 1)),
        weekly(8, 16, first_day=MONDAY, last_day=MONDAY),
        FORCED,
        SHUT,
        replace(ONCE, first_day=SPRING, last_day=SPRING, start=60, end=180),
        replace(ONCE, first_day=SPRING, last_day=SPRING, start=180, end=240),
    ],
)
def test_what_an_opening_can_be(opening: Opening) -> None:
    check_openings([opening], [])


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        (weekly(8, 12), weekly(11, 16, id="v"), date(2026, 1, 5)),
        (weekly(8, 12), weekly(8, 12, id="v", contingent=Contingent.ONLINE, first_day=MONDAY), MONDAY),
        (weekly(8, 12, last_day=MONDAY), weekly(8, 12, id="v", first_day=date(2026, 9, 2)), MONDAY),
        (ONCE, replace(ONCE, id="other"), MONDAY),
        (ONCE, SHUT, MONDAY),
        (FORCED, replace(FORCED, id="other", start=715, end=780), MONDAY),
    ],
)
def test_openings_that_overlap(one: Opening, other: Opening, day: date) -> None:
    for first, second in ((one, other), (other, one)):
        with pytest.raises(Refused) as refused:
            check_openings([first], [second])
        found = refused.value.values
        assert (refused.value.code, found["day"], found["other"]) == ("openings_overlap", day, second.id)
        assert found["start"] == max(one.start, other.start)
        assert found["end"] == min(one.end, other.end)
        assert found["points"] == ("p",)
        with pytest.raises(Refused):
            check_openings([first, second], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly(8, 12), weekly(12, 16, id="v")),
        (weekly(8, 12), weekly(8, 12, id="v", weekday=1)),
        (weekly(8, 12), replace(weekly(8, 12, id="v"), points=frozenset({"q"}))),
        (weekly(8, 12, last_day=date(2026, 9, 6)), weekly(8, 12, id="v", first_day=MONDAY)),
        (weekly(8, 12, last_day=date(2026, 9, 8)), weekly(8, 12, id="v", first_day=date(2026, 9, 8))),
        (weekly(8, 12), ONCE),
        (ONCE, FORCED),
        (ONCE, replace(ONCE, id="v", first_day=SPRING, last_day=SPRING)),
        (weekly(8, 12), weekly(9, 13)),  # the same one, changed
    ],
)
def test_openings_that_stand_beside_each_other(one: Opening, other: Opening) -> None:
    check_openings([one], [other])
    check_openings([other], [one])

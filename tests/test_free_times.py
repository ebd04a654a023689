"""The search for free time: examples, and random plans against a model that tries every minute (D26–D34)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain.availability import Closing, Opening, Plan, Point, Why
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import (
    Busy,
    DayPart,
    Explanation,
    FreeTime,
    Obstacle,
    Reason,
    Wish,
    choose,
    explain,
    free_times,
    possible,
)
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind
from tests.plan_model import brute_starts, exists, plans, rows_of, ticks_of, wished, wishes

MONDAY = date(2026, 9, 7)
TUESDAY = date(2026, 9, 8)
POINTS = tuple(Point(f"p{n}", f"L1-{n}", "g", n) for n in range(1, 5))
NAMES = [point.id for point in POINTS]


def opening(start: float, end: float, *points: str, **more: Any) -> Opening:
    """A series of every Monday."""
    given = {
        "id": f"w{start}{points}{len(more)}",
        "kind": OpeningKind.WEEKLY,
        "first_day": MONDAY,
        "last_day": date(2026, 12, 31),
        "weekday": 0,
        **more,
    }
    return Opening(points=frozenset(points or NAMES), start=int(start * 60), end=int(end * 60), **given)


def every_day(start: float, end: float, *points: str, **more: Any) -> list[Opening]:
    return [opening(start, end, *points, id=f"d{day}{start}{points}", weekday=day, **more) for day in range(5)]


def wish(minutes: int = 30, **more: Any) -> Wish:
    given = {
        "group_ids": ("g",),
        "minutes": minutes,
        "first_day": MONDAY,
        "last_day": MONDAY,
        "earliest": (MONDAY, 0),
        **more,
    }
    return Wish(**given)


def busy(point: str, start: float, end: float, day: date = MONDAY, **more: Any) -> Busy:
    return Busy(f"{point}-{start}", point, day, round(start * 60), round(end * 60), **more)


def plan(*openings: Opening, closings: tuple[Closing, ...] = ()) -> Plan:
    return Plan(POINTS, openings, closings)


def source(rows: Sequence[Busy]) -> Any:
    """What a desk would read, and nothing else of it."""
    return lambda first, last: [row for row in rows if first <= row.day <= last]


def found(there: Plan, what: Wish, *rows: Busy) -> tuple[FreeTime, ...]:
    return free_times(there, source(rows), what)


def times(offers: Sequence[FreeTime]) -> list[tuple[int, float, str]]:
    """Day of the month, hour, service point."""
    return [(offer.day.day, offer.start / 60, offer.point_id) for offer in offers]


def test_the_first_free_times_of_a_day_follow_each_other() -> None:
    offers = found(plan(opening(8, 12, "p1")), wish(), busy("p1", 8.5, 9))
    assert times(offers) == [(7, 8, "p1"), (7, 9, "p1"), (7, 9.5, "p1")]
    assert offers[0] == FreeTime(MONDAY, 480, 510, "g", "p1", Contingent.INTERNAL, reserved=False, stopped="")


def test_the_list_is_not_one_morning() -> None:
    there = plan(*every_day(8, 16, "p1"))
    what = wish(last_day=MONDAY + timedelta(days=60), limit=7)
    assert [day for day, *_ in times(found(there, what))] == [7, 7, 7, 8, 8, 8, 9]
    assert len(found(there, replace(what, per_day=None))) == 7
    assert {day for day, *_ in times(found(there, replace(what, emergency=True)))} == {7}


def test_counting_is_not_enough() -> None:
    """The example of D27: nobody can move, and half an hour on each side is no hour."""
    there = plan(opening(8, 9, "p1"), opening(9, 10, "p2"))
    assert possible(there, [], wish(minutes=60, from_minute=510, until_minute=570), MONDAY) == []
    assert possible(there, [], wish(minutes=60), MONDAY) == [480, 540]


def test_openings_that_touch_are_one_time() -> None:
    there = plan(opening(8, 9, "p1"), opening(9, 10, "p1", contingent=Contingent.ONLINE))
    offer = choose(there, [], wish(minutes=60), MONDAY, 510)
    assert offer is not None
    assert offer.contingent is Contingent.ONLINE, "what touches online time needs its task"


def test_busy_times_at_odd_minutes_round_out() -> None:
    there = plan(opening(8, 10, "p1"))
    assert possible(there, [busy("p1", 8 + 33 / 60, 8 + 46 / 60)], wish(minutes=30), MONDAY) == [
        480,
        *range(530, 571, 5),
    ]


def test_at_one_time_internal_comes_first_then_what_is_not_reserved_then_the_point_by_position() -> None:
    online = opening(8, 9, "p1", contingent=Contingent.ONLINE)
    late = opening(8, 9, "p2", reserved=True)
    there = plan(online, late, opening(8, 9, "p3", "p4"))
    what = wish(reserved=True)
    rows: list[Busy] = []
    order = []
    while (offer := choose(there, rows, what, MONDAY, 480)) is not None:
        order.append(offer.point_id)
        rows.append(busy(offer.point_id, 8, 8.5))
    assert order == ["p3", "p4", "p2", "p1"]
    first = choose(there, [], replace(what, prefer=Contingent.ONLINE), MONDAY, 480)
    assert first is not None
    assert first.point_id == "p1"


def test_the_gap_is_left_least_fragmented() -> None:
    there = plan(opening(8, 12, "p1", "p2", "p3", "p4"))
    rows = [
        busy("p1", 8, 8.5),  # leaves two pieces around nine o'clock
        busy("p2", 8, 9),  # leaves one, to twelve
        busy("p3", 8, 9),
        busy("p3", 11, 12),  # leaves one, shorter
    ]
    chosen = choose(there, rows, wish(), MONDAY, 540)
    assert chosen is not None
    assert chosen.point_id == "p3"
    exact = choose(there, [*rows, busy("p4", 8, 9), busy("p4", 9.5, 12)], wish(), MONDAY, 540)
    assert exact is not None
    assert exact.point_id == "p4"
    rather = choose(there, rows, wish(), MONDAY, 540, rather="p1")
    assert rather is not None
    assert rather.point_id == "p1"
    without = choose(there, rows, wish(), MONDAY, 480, rather="p1")
    assert without is not None
    assert without.point_id == "p4", "the wanted one is taken"


def test_day_parts_go_by_the_start() -> None:
    there = plan(opening(8, 18, "p1"))
    for part, first, last in (
        (DayPart.MORNING, 480, 715),
        (DayPart.AFTERNOON, 720, 955),
        (DayPart.LATE, 960, 1050),
    ):
        starts = possible(there, [], wish(part=part), MONDAY)
        assert (starts[0], starts[-1]) == (first, last)


def test_from_and_until_hold_the_whole_time() -> None:
    starts = possible(plan(opening(8, 18, "p1")), [], wish(from_minute=603, until_minute=662), MONDAY)
    assert starts == [605, 610, 615, 620, 625, 630]


def test_nothing_begins_before_the_earliest_moment() -> None:
    there = plan(*every_day(8, 10, "p1"))
    what = wish(earliest=(TUESDAY, 541), last_day=TUESDAY + timedelta(days=1), per_day=1)
    assert times(found(there, what)) == [(8, 545 / 60, "p1"), (9, 8, "p1")]


def test_weekdays_and_steps() -> None:
    there = plan(*every_day(8, 16, "p1"))
    what = wish(last_day=MONDAY + timedelta(days=13), weekdays=frozenset({3}), per_day=1, limit=9)
    assert [day for day, *_ in times(found(there, what))] == [10, 17]
    assert possible(there, [], wish(step=60, minutes=60), MONDAY) == [60 * hour for hour in range(8, 16)]


def test_reserved_time_and_stops() -> None:
    stop = Closing("s", ClosureKind.BOOKING_STOP, MONDAY, MONDAY, name="Monatswechsel")
    there = plan(opening(16, 18, "p1", reserved=True), opening(8, 9, "p1"), closings=(stop,))
    assert found(there, wish()) == ()
    assert {offer.stopped for offer in found(there, wish(over_stop=True))} == {"Monatswechsel"}
    assert times(found(there, wish(over_stop=True, per_day=9)))[-1][1] == 8.5
    assert possible(there, [], wish(over_stop=True, reserved=True), MONDAY)[-1] == 1050
    assert possible(there, [], wish(emergency=True), MONDAY)[-1] == 1050


def test_a_stop_at_an_odd_minute_splits_no_time_for_those_who_go_over_it() -> None:
    stop = Closing("s", ClosureKind.BOOKING_STOP, MONDAY, MONDAY, end=513, name="Monatswechsel")
    there = plan(opening(8, 9, "p1"), closings=(stop,))
    assert possible(there, [], wish(25), MONDAY) == [515]
    assert possible(there, [], wish(25, over_stop=True), MONDAY) == list(range(480, 516, 5))
    for over in ({"over_stop": True}, {"emergency": True}):
        assert explain(there, [], wish(25, **over), MONDAY, 495).free == ("L1-1",)


def test_contingents() -> None:
    there = plan(opening(8, 9, "p1", contingent=Contingent.ONLINE), opening(9, 10, "p1"))
    assert possible(there, [], wish(minutes=60), MONDAY) == list(range(480, 541, 5))
    assert possible(there, [], wish(minutes=60, contingents=frozenset({Contingent.INTERNAL})), MONDAY) == [540]
    assert possible(there, [], wish(minutes=60, contingents=frozenset({Contingent.ONLINE})), MONDAY) == [480]


def test_what_is_moved_does_not_stand_in_its_own_way() -> None:
    there = plan(opening(8, 8.5, "p1"))
    mine = busy("p1", 8, 8.5)
    assert possible(there, [mine], wish(), MONDAY) == []
    assert possible(there, [mine], wish(leave_out=frozenset({mine.holder_id})), MONDAY) == [480]


def test_the_busy_times_are_read_two_weeks_at_a_time_and_only_where_something_is_open() -> None:
    asked: list[tuple[date, date]] = []

    def read(first: date, last: date) -> list[Busy]:
        asked.append((first, last))
        return []

    there = plan(*every_day(8, 16, "p1"))
    far = wish(last_day=MONDAY + timedelta(days=83))
    free_times(there, read, replace(far, limit=3))
    assert asked == [(MONDAY, MONDAY + timedelta(days=11))], "Monday to the Friday of the second week"
    asked.clear()
    free_times(there, read, replace(far, limit=1000))
    assert len(asked) == 6
    assert all((last - first).days < 14 for first, last in asked)
    asked.clear()
    free_times(there, read, replace(far, weekdays=frozenset({5, 6})))
    assert asked == []


@pytest.mark.parametrize("minutes", [0, 7, -30, 125, 3])
def test_lengths_that_are_none(minutes: int) -> None:
    there = plan(opening(8, 16, "p1"))
    for ask in (
        lambda what: found(there, what),
        lambda what: possible(there, [], what, MONDAY),
        lambda what: choose(there, [], what, MONDAY, 480),
        lambda what: explain(there, [], what, MONDAY, 480),
    ):
        with pytest.raises(Refused) as refused:
            ask(wish(minutes=minutes))
        assert refused.value.code == "bad_duration"
        assert refused.value.values == {"minutes": minutes, "shortest": 5, "longest": 120}


def test_what_was_promised_once_keeps_its_length() -> None:
    there = plan(opening(8, 12, "p1"))
    for minutes, last in ((7, 710), (150, 570)):
        assert possible(there, [], wish(minutes=minutes, as_booked=True), MONDAY)[-1] == last
    imported = choose(there, [], wish(minutes=7, as_booked=True), MONDAY, 543)
    assert imported is not None
    assert (imported.start, imported.end) == (543, 550)
    with pytest.raises(Refused):
        found(there, wish(minutes=0, as_booked=True))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"first_day": TUESDAY}, "wish_backwards"),
        ({"from_minute": 600, "until_minute": 600}, "wish_backwards"),
        ({"last_day": MONDAY + timedelta(days=367)}, "search_too_long"),
    ],
)
def test_wishes_that_are_none(more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        found(plan(), wish(**more))
    assert refused.value.code == code


def test_the_hour_that_the_clock_skips_is_not_sold() -> None:
    sunday = date(2026, 3, 29)
    there = plan(opening(1, 4, "p1", weekday=6, first_day=sunday))
    what = wish(first_day=sunday, last_day=sunday, earliest=(sunday, 0), minutes=60)
    assert possible(there, [], what, sunday) == [60, 180]
    assert choose(there, [], replace(what, minutes=30), sunday, 150) is None
    told = explain(there, [], replace(what, minutes=30), sunday, 150)
    assert told.obstacles[0] == Obstacle(Reason.CLOSED, ("L1-1", "L1-2", "L1-3", "L1-4"), Why.CLOCK_CHANGE)


def test_each_point_says_what_stands_against_it() -> None:
    there = plan(
        opening(8, 16, "p1", "p2", breaks=((720, 750),)),
        opening(8, 10, "p3"),
        opening(8, 16, "p4", contingent=Contingent.ONLINE),
    )
    rows = [busy("p1", 9.75, 10.1), busy("p2", 10.4, 11, held=True)]
    internal = wish(contingents=frozenset({Contingent.INTERNAL}))
    assert explain(there, rows, internal, MONDAY, 600) == Explanation(
        MONDAY,
        600,
        630,
        (
            Obstacle(Reason.TAKEN, ("L1-1",)),
            Obstacle(Reason.HELD, ("L1-2",)),
            Obstacle(Reason.CLOSED, ("L1-3",), Why.NO_OPENING),
            Obstacle(Reason.ONLINE, ("L1-4",)),
        ),
    )
    noon = explain(there, rows, wish(), MONDAY, 705)
    assert noon.obstacles == (
        Obstacle(Reason.CLOSED, ("L1-1", "L1-2"), Why.BREAK),
        Obstacle(Reason.CLOSED, ("L1-3",), Why.NO_OPENING),
    )
    assert noon.free == ("L1-4",)
    assert noon.possible


def test_reasons_of_the_wish_come_first() -> None:
    there = plan(opening(8, 16))
    early = explain(there, [], wish(earliest=(MONDAY, 481)), MONDAY, 480)
    assert early.obstacles == (Obstacle(Reason.TOO_EARLY),)
    assert (early.free, early.possible) == (("L1-1", "L1-2", "L1-3", "L1-4"), False)
    for more in ({"part": DayPart.LATE}, {"weekdays": frozenset({1})}, {"until_minute": 500}, {"from_minute": 481}):
        assert explain(there, [], wish(**more), MONDAY, 480).obstacles == (Obstacle(Reason.OUTSIDE_WISH),)
    nobody = explain(there, [], wish(group_ids=("h",)), MONDAY, 480)
    assert nobody.obstacles == (Obstacle(Reason.NO_POINTS),)
    assert not nobody.possible


def test_holidays_stops_and_reserved_times_are_named() -> None:
    reformation = date(2028, 10, 31)
    series = opening(8, 16, weekday=1, last_day=date(2028, 12, 31))
    what = wish(first_day=reformation, last_day=reformation)
    told = explain(plan(series), [], what, reformation, 600)
    assert told.obstacles == (
        Obstacle(Reason.CLOSED, ("L1-1", "L1-2", "L1-3", "L1-4"), Why.HOLIDAY, "Reformationstag"),
    )
    stop = Closing("s", ClosureKind.BOOKING_STOP, MONDAY, MONDAY, name="Monatswechsel", end=720)
    there = plan(opening(8, 16, "p1"), opening(16, 18, "p1", reserved=True), closings=(stop,))
    assert explain(there, [], wish(), MONDAY, 600).obstacles == (
        Obstacle(Reason.STOPPED, ("L1-1",), None, "Monatswechsel"),
        Obstacle(Reason.CLOSED, ("L1-2", "L1-3", "L1-4"), Why.NO_OPENING),
    )
    assert explain(there, [], wish(), MONDAY, 970).obstacles[0] == Obstacle(Reason.RESERVED, ("L1-1",))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Plan, list[Busy], Wish]:
    there, first = draw(plans())
    return there, draw(rows_of(first)), draw(wishes(first))


@settings(max_examples=100, deadline=None)
@given(situations(), st.integers(0, 9))
def test_possible_is_what_trying_every_minute_finds(situation: tuple[Plan, list[Busy], Wish], ahead: int) -> None:
    there, rows, what = situation
    day = what.first_day + timedelta(days=ahead)
    direct = possible(there, rows, replace(what, repack=False), day)
    assert direct == brute_starts(there, rows, what, day)
    assert set(direct) <= set(possible(there, rows, replace(what, repack=True), day))


@settings(max_examples=120, deadline=None)
@given(situations())
def test_offers_keep_their_promises(situation: tuple[Plan, list[Busy], Wish]) -> None:
    there, rows, what = situation
    offers = free_times(there, source(rows), what)
    assert len(offers) <= what.limit
    assert offers == tuple(sorted(offers, key=lambda offer: (offer.day, offer.start)))
    assert offers == free_times(there, source(rows[::-1]), what), "the order of reading does not matter"
    for day in {offer.day for offer in offers}:
        of_day = [offer for offer in offers if offer.day == day]
        assert what.per_day is None or what.emergency or len(of_day) <= what.per_day
        assert all(one.end <= two.start for one, two in pairwise(of_day))
        assert {offer.start for offer in of_day} <= set(possible(there, rows, what, day))
    for offer in offers:
        assert offer == choose(there, rows, what, offer.day, offer.start)
        assert offer.end == offer.start + what.minutes
        assert wished(what, offer.day, offer.start)
        assert exists(offer.day, offer.start)
        assert offer.group_id in what.group_ids
        assert what.repack or not offer.moves
        away = {holder for holder, _ in offer.moves} | what.leave_out
        ground = set(ticks_of(offer.start, offer.end))
        assert not any(
            ground & set(ticks_of(row.start, row.end))
            for row in rows
            if row.point_id == offer.point_id and row.day == offer.day and row.holder_id not in away
        )


@settings(max_examples=60, deadline=None)
@given(situations())
def test_a_whole_list_leaves_nothing_free_before_it(situation: tuple[Plan, list[Busy], Wish]) -> None:
    """Where nothing bounds the list, each day begins with its first possible time."""
    there, rows, what = situation
    last_day = min(what.last_day, what.first_day + timedelta(days=3))
    what = replace(what, repack=False, per_day=None, limit=10_000, last_day=last_day)
    offers = free_times(there, source(rows), what)
    for ahead in range((what.last_day - what.first_day).days + 1):
        day = what.first_day + timedelta(days=ahead)
        starts, last = [], 0
        for start in brute_starts(there, rows, what, day):
            if start >= last:
                starts.append(start)
                last = start + what.minutes
        assert [offer.start for offer in offers if offer.day == day] == starts


@settings(max_examples=120, deadline=None)
@given(situations(), st.integers(0, 9), st.integers(10, 75))
def test_explaining_and_choosing_agree(situation: tuple[Plan, list[Busy], Wish], ahead: int, fifth: int) -> None:
    there, rows, what = situation
    what = replace(what, repack=False)
    day, start = what.first_day + timedelta(days=ahead), fifth * 5
    told = explain(there, rows, what, day, start)
    chosen = choose(there, rows, what, day, start)
    assert told.possible == (chosen is not None)
    named = [*told.free, *(name for obstacle in told.obstacles for name in obstacle.points)]
    there_are = [point.name for group in what.group_ids for point in there.of_group(group, day)]
    assert sorted(named) == sorted(there_are)
    if chosen is not None:
        point = there.point(chosen.point_id)
        assert point is not None
        assert point.name in told.free


@given(situations(), st.integers(0, 15), st.integers(0, 1430), st.integers(1, 120), st.integers(0, 287))
@settings(max_examples=60)
def test_nobody_is_offered_what_overlaps_where_they_are_or_where_they_stand(
    situation: tuple[Plan, list[Busy], Wish], ahead: int, start: int, length: int, stands: int
) -> None:
    there, rows, what = situation
    day, end = what.first_day + timedelta(days=ahead), min(start + length, 1440)
    bound = replace(what, elsewhere=((day, start, end), (day + timedelta(days=1), 0, 1440)), not_at=(day, stands * 5))
    free = [s for s in possible(there, rows, what, day) if not (s < end and start < s + what.minutes)]
    assert possible(there, rows, bound, day) == [s for s in free if s != stands * 5]
    assert possible(there, rows, bound, day + timedelta(days=1)) == []
    for offer in free_times(there, source(rows), bound):
        assert (offer.day, offer.start) != (day, stands * 5)
        assert offer.day != day or offer.start + what.minutes <= start or end <= offer.start

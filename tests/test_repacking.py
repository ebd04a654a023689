"""Who changes places so that a time fits, and who never does (D27, D29)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain import free_times as search
from backoffice.domain.availability import Opening, Plan, Point
from backoffice.domain.free_times import Busy, FreeTime, Wish, choose, free_times, possible
from backoffice.domain.repacking import MOST_MOVES, MOST_STEPS, Lying, Table
from backoffice.domain.terms import Contingent, OpeningKind
from tests.plan_model import Minute, minute_of, ticks_of, usable

MONDAY = date(2026, 9, 7)
POINTS = tuple(Point(f"p{n}", f"L1-{n}", "g", n) for n in range(1, 4))
INTERNAL = (Contingent.INTERNAL, False)


def opening(start: float, end: float, point: str, **more: Any) -> Opening:
    return Opening(
        id=f"{point}-{start}",
        kind=OpeningKind.ONE_DAY,
        points=frozenset({point}),
        first_day=MONDAY,
        last_day=MONDAY,
        weekday=None,
        start=round(start * 60),
        end=round(end * 60),
        **more,
    )


def plan(*openings: Opening) -> Plan:
    return Plan(POINTS, openings)


def wish(minutes: int = 60, **more: Any) -> Wish:
    return Wish(("g",), minutes, MONDAY, MONDAY, (MONDAY, 0), **more)


def busy(holder: str, point: str, start: float, end: float, **more: Any) -> Busy:
    return Busy(holder, point, MONDAY, round(start * 60), round(end * 60), **{"movable": True, **more})


TWO = plan(opening(8, 10, "p1"), opening(8, 10, "p2"))
CROSSED = [busy("x", "p1", 8, 9), busy("y", "p2", 9, 10)]
"""An hour is free on each, at another time: 8:30 to 9:30 needs one of them to change places."""


def test_one_moves_and_there_is_room() -> None:
    late = [busy("x", "p1", 8, 8.5), busy("y", "p2", 8.5, 10)]
    made = choose(TWO, late, wish(90), MONDAY, 510)
    assert made is not None
    assert (made.point_id, made.moves) == ("p1", ()), "nobody moves where it is free as it is"
    made = choose(TWO, [busy("x", "p1", 8, 9), busy("y", "p2", 9, 10)], wish(120), MONDAY, 480)
    assert made is not None
    assert made == FreeTime(
        MONDAY, 480, 600, "g", "p1", Contingent.INTERNAL, reserved=False, stopped="", moves=(("x", "p2"),)
    )


def test_nobody_moves_who_may_not() -> None:
    for more in ({"movable": False}, {"held": True}):
        fixed = [busy("x", "p1", 8, 9, **more), busy("y", "p2", 9, 10, **more)]
        assert choose(TWO, fixed, wish(120), MONDAY, 480) is None
    one = [busy("x", "p1", 8, 9, movable=False), busy("y", "p2", 9, 10)]
    made = choose(TWO, one, wish(120), MONDAY, 480)
    assert made is not None
    assert (made.point_id, made.moves) == ("p2", (("y", "p1"),))
    assert choose(TWO, CROSSED, wish(120, repack=False), MONDAY, 480) is None


def test_counting_alone_makes_no_room() -> None:
    """At each minute of 8:30 to 9:30 one of them is open and free, yet on none the whole hour (D27)."""
    there = plan(opening(8, 9, "p1"), opening(9, 10, "p2"))
    assert choose(there, [busy("x", "p1", 8, 8.5)], wish(60), MONDAY, 510) is None


def test_two_may_swap() -> None:
    there = plan(opening(8, 9, "p1"), opening(8, 8.5, "p2"))
    rows = [busy("long", "p1", 8, 8.5), busy("short", "p2", 8, 8.25)]
    made = choose(there, rows, wish(40), MONDAY, 500)
    assert made is not None
    assert (made.point_id, made.moves) == ("p1", (("long", "p2"), ("short", "p1")))


def test_a_chain_of_moves() -> None:
    there = plan(opening(8, 10, "p1"), opening(8, 9, "p2"), opening(8, 9, "p3"))
    rows = [busy("x", "p1", 8, 9), busy("y", "p2", 8, 8.5), busy("z", "p3", 8.5, 9)]
    made = choose(there, rows, wish(120), MONDAY, 480)
    assert made is not None
    assert made.point_id == "p1"
    assert dict(made.moves) in ({"x": "p2", "y": "p3"}, {"x": "p3", "z": "p2"})


def test_each_point_keeps_its_own_hours_and_sort() -> None:
    short = plan(opening(8, 10, "p1"), opening(8, 8.75, "p2"), opening(9, 10, "p2"))
    assert choose(short, [busy("x", "p1", 8, 9)], wish(120), MONDAY, 480) is None
    for more in ({"contingent": Contingent.ONLINE}, {"reserved": True}):
        other = plan(opening(8, 10, "p1"), opening(8, 9, "p2", **more))
        assert choose(other, [busy("x", "p1", 8, 9)], wish(120, reserved=True), MONDAY, 480) is None
    both = {"contingent": Contingent.ONLINE}
    online = plan(opening(8, 10, "p1", **both), opening(8, 9, "p2", **both))
    assert choose(online, [busy("x", "p1", 8, 9)], wish(120), MONDAY, 480) is not None


def test_two_sorts_are_no_place_for_one() -> None:
    """Counting says that each minute of the internal time is free somewhere; x would lie half in online time."""
    there = plan(
        opening(8, 10, "p1"),
        opening(8, 8.5, "p2", contingent=Contingent.ONLINE),
        opening(8.5, 9, "p2"),
        opening(8, 9, "p3"),
    )
    rows = [busy("x", "p1", 8, 9), busy("y", "p3", 8.5, 9, movable=False)]
    assert choose(there, rows, wish(120), MONDAY, 480) is None
    internal = plan(opening(8, 10, "p1"), opening(8, 9, "p2"), opening(8, 9, "p3"))
    assert choose(internal, rows, wish(120), MONDAY, 480) is not None


def test_no_more_than_four_move() -> None:
    there = plan(opening(8, 10, "p1"), opening(8, 9, "p2"))
    for minutes, moving in ((15, 4), (10, None)):
        rows = [busy(f"x{at}", "p1", at / 60, (at + minutes) / 60) for at in range(480, 540, minutes)]
        made = choose(there, rows, wish(120), MONDAY, 480)
        assert (None if made is None else len(made.moves)) == moving


def test_the_group_with_the_fewest_moves_wins() -> None:
    points = tuple(Point(name, name, group) for name, group in (("p1", "g"), ("p2", "g"), ("q1", "h"), ("q2", "h")))
    there = Plan(points, tuple(opening(8, 10 if name[1] == "1" else 9, name) for name in ("p1", "p2", "q1", "q2")))
    two = [busy("a", "p1", 8, 8.5), busy("b", "p1", 8.5, 9)]
    one = [busy("c", "q1", 8, 9)]
    for groups in (("g", "h"), ("h", "g")):
        made = choose(there, [*two, *one], replace(wish(120), group_ids=groups), MONDAY, 480)
        assert made is not None
        assert (made.group_id, made.moves) == ("h", (("c", "q2"),))


def test_who_lies_outside_of_open_time_stays() -> None:
    there = plan(opening(8.5, 10, "p1"), opening(8, 10, "p2"))
    outside = [busy("x", "p1", 8, 9), busy("y", "p2", 9.5, 10, movable=False)]
    assert choose(there, outside, wish(90), MONDAY, 510) is None


def test_nobody_is_sent_to_another_group() -> None:
    points = (POINTS[0], replace(POINTS[1], group_id="h"))
    there = Plan(points, (opening(8, 10, "p1"), opening(8, 10, "p2")))
    assert choose(there, [busy("x", "p1", 8, 9)], wish(120), MONDAY, 480) is None


def test_a_time_that_is_free_as_it_is_comes_before_one_that_moves_people_for_a_few_minutes() -> None:
    rows = [busy("x", "p1", 8, 8.25), busy("y", "p2", 9, 9.25)]
    offers = free_times(TWO, lambda first, last: rows, wish(75))
    assert 480 in possible(TWO, rows, wish(75), MONDAY)
    assert [(offer.start, offer.moves) for offer in offers] == [(495, ())]
    early = free_times(TWO, lambda first, last: rows, wish(75, until_minute=555))
    assert [(offer.start, offer.moves) for offer in early] == [(480, (("x", "p2"),))]


def test_the_effort_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Very many ways that all lead nowhere: the search gives up, and says no for this time only."""
    points = [f"p{n:02}" for n in range(12)]
    lying = [Lying(f"{point}-{n}", point, 0b111 << 3 * n, movable=True) for point in points for n in range(4)]
    spare = {"low": {INTERNAL: 0b000000011111}, "high": {INTERNAL: 0b111111100000}}
    table = Table({**{point: {INTERNAL: (1 << 12) - 1} for point in points}, **spare}, lying)
    assert table.room_for(0b111111 << 3, points) is None
    assert table.steps == MOST_STEPS
    assert table.counts("p00", 0b111111 << 3)
    assert not Table({point: {INTERNAL: (1 << 12) - 1} for point in points}, lying).counts("p00", 1)

    monkeypatch.setattr(search, "MOST_EFFORT", 0)
    rows = [busy("x", "p1", 8, 9), busy("y", "p2", 9, 10)]
    assert free_times(TWO, lambda first, last: rows, wish(120)) == ()
    assert possible(TWO, rows, wish(120), MONDAY) == [480]


@st.composite
def tight(draw: st.DrawFn) -> tuple[Plan, list[Busy], Wish]:
    """Three service points of two hours, nearly full; at most seven may move."""
    sorts = st.sampled_from([{}, {}, {}, {}, {}, {}, {"contingent": Contingent.ONLINE}, {"reserved": True}])
    openings, rows = [], []
    fill = draw(st.sampled_from([4, 5, 6]))
    for point in POINTS:
        cut = draw(st.sampled_from([480] * 6 + [525, 540]))
        end = draw(st.sampled_from([600, 600, 600, 570]))
        if cut > 480:
            openings.append(opening(8, cut / 60, point.id, **draw(sorts)))
        openings.append(opening(cut / 60, end / 60, point.id, **draw(sorts)))
        at = 480
        while at < 600:
            length = draw(st.sampled_from([10, 15, 20, 23, 30]))
            if draw(st.integers(0, 9)) < fill:
                movable = draw(st.integers(0, 9)) > 0 and sum(row.movable for row in rows) < 7
                rows.append(busy(f"h{len(rows)}", point.id, at / 60, (at + length) / 60, movable=movable))
            at += -(-length // 5) * 5
    minutes = draw(st.sampled_from([20, 30, 45, 60]))
    contingents = draw(st.sampled_from([frozenset(Contingent), frozenset({Contingent.INTERNAL})]))
    return plan(*openings), rows, wish(minutes, contingents=contingents, reserved=draw(st.booleans()))


Board = dict[str, list[Minute]]


def board(there: Plan) -> Board:
    """What each minute of each service point is, from eight on."""
    return {point.id: [minute_of(there, point.id, MONDAY, minute) for minute in range(480, 660)] for point in POINTS}


def may_lie(minutes: Board, point: str, row: Busy) -> bool:
    """Whether somebody may be on a service point: within open time of the one sort they lie in now."""
    home, there = (
        {(found.why, found.contingent, found.reserved) for found in (minutes[where][m - 480] for m in ground)}
        for where, ground in ((row.point_id, ticks_of(row.start, row.end)), (point, ticks_of(row.start, row.end)))
    )
    return len(home) == 1 and next(iter(home))[0] is None and there == home


def valid(rows: Sequence[Busy]) -> bool:
    """Whether no two lie on each other."""
    taken: set[tuple[str, int]] = set()
    for row in rows:
        ground = {(row.point_id, minute) for minute in ticks_of(row.start, row.end)}
        if ground & taken:
            return False
        taken |= ground
    return True


def ways(minutes: Board, rows: Sequence[Busy], moves: int) -> Iterator[list[Busy]]:
    """All ways to send exactly so many to other service points."""
    movable = [row for row in rows if row.movable and not row.held]
    homes = {
        row.holder_id: [point.id for point in POINTS if point.id != row.point_id and may_lie(minutes, point.id, row)]
        for row in movable
    }
    for chosen in combinations(movable, moves):
        for targets in product(*(homes[row.holder_id] for row in chosen)):
            sent = {row.holder_id: target for row, target in zip(chosen, targets, strict=True)}
            now = [row._replace(point_id=sent.get(row.holder_id, row.point_id)) for row in rows]
            if valid(now):
                yield now


def fewest_moves(minutes: Board, rows: Sequence[Busy], what: Wish, start: int) -> int | None:
    """How many have to move so that a time can be had; None: more than may, or it cannot."""
    end = start + what.minutes
    can = [
        point for point in POINTS if all(usable(what, found) for found in minutes[point.id][start - 480 : end - 480])
    ]
    for moves in range(MOST_MOVES + 1):
        for now in ways(minutes, rows, moves):
            if any(valid([*now, Busy("new", point.id, MONDAY, start, end)]) for point in can):
                return moves
    return None


@settings(max_examples=100, deadline=None)
@given(tight(), st.data())
def test_room_is_found_exactly_where_trying_all_ways_finds_it(
    situation: tuple[Plan, list[Busy], Wish], data: st.DataObject
) -> None:
    there, rows, what = situation
    minutes = board(there)
    direct = possible(there, rows, replace(what, repack=False), MONDAY)
    starts = range(480, 600 - what.minutes + 1, 5)
    asked = [start for start in starts if start not in direct] or starts
    for start in data.draw(st.lists(st.sampled_from(asked), max_size=3, unique=True)):
        made = choose(there, rows, what, MONDAY, start)
        found = None if made is None else len(made.moves)
        assert found == fewest_moves(minutes, rows, what, start)


@settings(max_examples=150, deadline=None)
@given(tight())
def test_every_offer_is_a_valid_arrangement(situation: tuple[Plan, list[Busy], Wish]) -> None:
    there, rows, what = situation
    minutes = board(there)
    offers = free_times(there, lambda first, last: rows, replace(what, per_day=None))
    assert offers == free_times(there, lambda first, last: rows[::-1], replace(what, per_day=None))
    for offer in offers:
        by_holder = {row.holder_id: row for row in rows}
        for holder, point in offer.moves:
            row = by_holder[holder]
            assert row.movable
            assert may_lie(minutes, point, row)
            by_holder[holder] = row._replace(point_id=point)
        assert valid([*by_holder.values(), Busy("new", offer.point_id, MONDAY, offer.start, offer.end)])
        assert len(dict(offer.moves)) == len(offer.moves) <= MOST_MOVES
        assert offer.start in possible(there, rows, what, MONDAY)
        assert offer == choose(there, rows, what, MONDAY, offer.start)

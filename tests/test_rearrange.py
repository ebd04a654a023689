"""What becomes of each appointment that lost its place: one step, of the best kind there is (D33)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from backoffice.domain.availability import Absent, Closing, Plan, Point, Why
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import (
    Against,
    Extra,
    Lost,
    OtherBranch,
    Place,
    Promised,
    Rearrangement,
    Stays,
    Step,
)
from backoffice.domain.terms import Channel, ClosureKind
from backoffice.domain.wanted import Busy
from tests.rearranging import ALL, MONDAY, POINTS, TUESDAY, full, only, opening, plan, planned, promised, went

K, A = Kind, Against


def test_nothing_is_lost_nothing_is_done() -> None:
    assert planned(plan(*ALL), promised("x", "a1", 480, 500), *full("a2")) == Rearrangement((), (), ())


def test_same_time_same_group() -> None:
    away = plan(*ALL, absences=(Absent("a1", MONDAY, MONDAY),))
    step = only(away, promised("x", "a1", 480, 500))
    here = Place("a", "a1", MONDAY, 480, 500, Channel.IN_PERSON)
    there = Place("a", "a2", MONDAY, 480, 500, Channel.IN_PERSON)
    assert step == Step("x", K.SAME_GROUP, here, there, Lost.CLOSED, Why.ABSENT)
    assert (step.at_once, step.keeps_time) == (True, True)


@pytest.mark.parametrize(
    ("there", "one", "lost"),
    [
        (plan(*ALL), promised("x", None, 480, 500), (Lost.NO_PLACE, None, "")),
        (plan(*ALL), promised("x", "a9", 480, 500), (Lost.GONE, None, "")),
        (plan(*ALL), promised("x", "a1", 590, 610), (Lost.CLOSED, Why.NO_OPENING, "")),
        (
            plan(*ALL, closings=(Closing("c", ClosureKind.CLOSED, MONDAY, MONDAY, 480, 500, "a", "Probealarm"),)),
            promised("x", "a1", 490, 510),
            (Lost.CLOSED, Why.CLOSURE, "Probealarm"),
        ),
    ],
)
def test_why_it_is_affected(there: Plan, one: Promised, lost: tuple[Lost, Why | None, str]) -> None:
    step = only(there, one)
    assert (step.lost, step.why, step.name) == lost


def test_of_two_on_one_point_who_may_move_goes() -> None:
    found = planned(
        plan(*ALL), promised("x", "a1", 480, 500), promised("y", "a1", 490, 510, stays=Stays.HERE, emergency=True)
    )
    assert went(found) == {"x": (K.SAME_GROUP, "a2", 480)}
    assert found.steps[0].lost is Lost.TAKEN


def test_a_stop_and_odd_minutes_cost_nobody_their_place() -> None:
    stop = Closing("c", ClosureKind.BOOKING_STOP, MONDAY, MONDAY)
    assert not planned(plan(opening("a1", 482), closings=(stop,)), promised("x", "a1", 482, 495)).steps
    step = only(plan(*ALL, closings=(stop,)), promised("x", None, 480, 500))
    assert step.kind is K.SAME_GROUP, "who is booked stays booked (D31)"


def test_same_time_other_group_in_the_order_given() -> None:
    points = (*POINTS, Point("c1", "C1", "c"))
    there = Plan(points, (*ALL[1:], opening("c1")))
    step = only(there, promised("x", "a1", 480, 500, group_ids=("c", "b")), *full("a2"))
    assert (step.kind, step.to and step.to.point_id) == (K.OTHER_GROUP, "c1")
    assert step.against == ((K.SAME_GROUP, A.FULL),)
    assert step.at_once


def test_who_was_given_a_place_though_nobody_knows_for_what_stays_in_that_group() -> None:
    lost = promised("x", "a1", 480, 500, group_id=None)
    assert only(plan(*ALL[1:]), lost).kind is K.SAME_GROUP
    nowhere = only(plan(*ALL[1:]), promised("x", None, 480, 500, group_id=None))
    assert nowhere.kind is K.NOTHING
    assert nowhere.against == (
        (K.SAME_GROUP, A.NO_GROUP),
        (K.OTHER_GROUP, A.NO_GROUP),
        (K.EXTRA, A.NOBODY),
        (K.PHONE, A.NO_NUMBER),
        (K.SAME_DAY, A.NO_GROUP),
        (K.OTHER_DAY, A.NO_GROUP),
        (K.OTHER_BRANCH, A.NOT_OFFERED),
    )


def test_same_time_on_an_extra_point() -> None:
    extras = (Extra("x2", "a", 480, 540), Extra("x1", "b", 480, 600), Extra("x3", "a", 480, 490))
    found = planned(plan(), promised("x", "a1", 480, 500), promised("y", "a1", 540, 560), extras=extras)
    assert went(found) == {"x": (K.EXTRA, "x2", 480), "y": (K.SAME_DAY, "x2", 520)}
    assert found.opened == ("x2",)
    assert found.steps[0].against == ((K.SAME_GROUP, A.CLOSED), (K.OTHER_GROUP, A.NO_GROUP))
    closed = plan(closings=(Closing("c", ClosureKind.CLOSED, MONDAY, MONDAY, 480, 500),))
    assert went(planned(closed, promised("x", "a1", 480, 500), extras=extras[:1])) == {"x": (K.SAME_DAY, "x2", 500)}


CALLS = (Extra("t1", "a", 480, 600, calls_only=True),)


def test_same_time_by_phone_is_a_proposal() -> None:
    found = planned(plan(), promised("x", "a1", 480, 500, phone=True), extras=CALLS)
    (step,) = found.steps
    assert step.to == Place("a", "t1", MONDAY, 480, 500, Channel.PHONE)
    assert (step.kind, step.at_once, step.keeps_time) == (K.PHONE, False, True)
    assert found.opened == ("t1",)


@pytest.mark.parametrize(
    ("more", "against"),
    [
        ({}, A.NO_NUMBER),
        ({"phone": True, "originals": True}, A.ORIGINALS),
        ({"phone": True, "stays": Stays.HERE}, A.HERE),
        ({"phone": True, "interpreted": True}, A.INTERPRETER),
    ],
)
def test_who_cannot_be_called(more: dict[str, Any], against: Against) -> None:
    step = only(plan(), promised("x", "a1", 480, 500, **more), extras=CALLS)
    assert step.kind is K.NOTHING
    assert dict(step.against)[K.PHONE] is against
    assert dict(only(plan(), promised("x", "a1", 480, 500, phone=True)).against)[K.PHONE] is A.NOBODY


def test_a_call_from_elsewhere_stays_a_call() -> None:
    step = only(plan(), promised("x", "a1", 480, 500, channel=Channel.PHONE), extras=CALLS)
    assert (step.kind, step.at_once) == (K.EXTRA, True)
    late = only(plan(), promised("x", "a1", 590, 610, channel=Channel.PHONE), extras=CALLS)
    assert (late.kind, late.to and late.to.start) == (K.SAME_DAY, 580)
    assert dict(late.against)[K.PHONE] is A.BY_PHONE


def test_the_same_day_later_before_earlier() -> None:
    x = promised("x", "a1", 520, 540)
    taken = full("a2", start=520, end=545)
    assert went(planned(plan(ALL[1]), x, *taken)) == {"x": (K.SAME_DAY, "a2", 545)}
    until = plan(opening("a2", 480, 545))
    assert went(planned(until, x, *taken)) == {"x": (K.SAME_DAY, "a2", 500)}
    assert went(planned(until, x, *taken, now=501)) == {"x": (K.NOTHING, None, None)}
    busy = promised("x", "a1", 520, 540, elsewhere=((MONDAY, 540, 570),))
    assert went(planned(plan(ALL[1]), busy, *taken)) == {"x": (K.SAME_DAY, "a2", 570)}


def test_others_make_room_for_another_time_of_the_day() -> None:
    there = plan(opening("a1", 480, 520), opening("a2", 480, 540))
    x, y = promised("x", None, 530, 570), promised("y", "a2", 500, 520)
    found = planned(there, x, y, *full("a1", end=495))
    assert went(found) == {"x": (K.SAME_DAY, "a2", 500)}
    assert [one.to_point for one in found.aside] == ["a1"]


def test_another_day_the_first_time_and_each_only_once() -> None:
    there = plan(opening("a1", 480, 540, TUESDAY), opening("b1", 480, 600, TUESDAY))

    def busy(first: date, last: date) -> Sequence[Busy]:
        assert first == last == TUESDAY
        return [Busy("n", "a1", TUESDAY, 480, 500)]

    x, y, z = (promised(name, "a1", 480, 500) for name in "xyz")
    found = planned(there, z, y, x, busy=busy)
    assert went(found) == {"x": (K.OTHER_DAY, "a1", 500), "y": (K.OTHER_DAY, "a1", 520), "z": (K.NOTHING, None, None)}
    assert {step.to.day for step in found.steps if step.to} == {TUESDAY}
    first = planned(
        there, z, y, promised("x", "a1", 480, 500), promised("w", "a1", 580, 600, emergency=True), busy=busy
    )
    assert went(first)["w"] == (K.OTHER_DAY, "a1", 500), "emergencies first"
    assert went(planned(there, x, busy=busy, ahead=timedelta(0)))["x"][0] is K.NOTHING


def test_on_another_day_nobody_makes_room_and_nobody_is_at_two_places() -> None:
    there = plan(opening("a1", 480, 540, TUESDAY), opening("a2", 480, 600, TUESDAY))
    rows = [Busy("m", "a2", TUESDAY, 480, 540, movable=True)]
    found = planned(there, promised("x", "a1", 480, 600), promised("y", "a1", 480, 500), busy=lambda *_: rows)
    assert went(found) == {"x": (K.NOTHING, None, None), "y": (K.OTHER_DAY, "a1", 480)}
    bound = promised("y", "a1", 480, 500, elsewhere=((TUESDAY, 470, 521), (MONDAY, 0, 1440)))
    assert went(planned(there, bound, busy=lambda *_: rows)) == {"y": (K.OTHER_DAY, "a2", 540)}


def branch(name: str, start: int, **more: Any) -> OtherBranch:
    there = Plan((Point("z", "Z", "zg"),), (opening("z", start, start + 30, TUESDAY),))
    return OtherBranch(name, there, lambda *_: (), {"k": ("zg",)}, **more)


def test_another_branch_the_earliest_then_the_first_asked() -> None:
    x = promised("x", "a1", 480, 500, concern="k")
    step = only(plan(), x, branches=(branch("n", 600), branch("o", 540), branch("w", 540)))
    assert step.to == Place("zg", "z", TUESDAY, 540, 560, Channel.IN_PERSON, "o")
    assert (step.kind, step.at_once) == (K.OTHER_BRANCH, False)
    assert dict(step.against)[K.OTHER_DAY] is A.FULL
    two = planned(
        plan(), x, promised("y", "a1", 500, 520, concern="k"), branches=(branch("o", 540), branch("w", 540))
    )
    assert [step.to.branch_id for step in two.steps if step.to] == ["o", "w"], "the first is taken by then"
    other = only(plan(), promised("x", "a1", 480, 500, concern="q"), branches=(branch("o", 540),))
    assert dict(other.against)[K.OTHER_BRANCH] is A.NOT_OFFERED


def test_who_needs_an_interpreter_gets_only_times_with_one() -> None:
    x = promised("x", "a1", 480, 500, interpreted=True, concern="k")
    there = plan(opening("a2", 500, 600))
    asked: list[tuple[str, date]] = []

    def interpreters(name: str, day: date) -> int:
        asked.append((name, day))
        return 1 << 560 // 5

    assert went(planned(there, x, interpreters=interpreters)) == {"x": (K.SAME_DAY, "a2", 560)}
    assert asked == [("x", MONDAY)]
    without = only(there, x, branches=(branch("o", 540),))
    assert without.kind is K.NOTHING
    told = dict(without.against)
    assert (told[K.SAME_DAY], told[K.OTHER_DAY], told[K.OTHER_BRANCH]) == (A.INTERPRETER,) * 3
    west = branch("w", 540, interpreters=lambda _name, _day: 1 << 545 // 5)
    assert went(planned(there, x, branches=(branch("o", 540), west))) == {"x": (K.OTHER_BRANCH, "z", 545)}

"""Who comes first, who makes room, and in whose time: what a plan weighs (D23, D27, D29, D31, D33)."""

from backoffice.domain.availability import Plan, Point
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import Against, Aside, Extra, Stays
from backoffice.domain.terms import Contingent
from backoffice.domain.wanted import Busy
from tests.rearranging import ALL, MONDAY, full, only, opening, plan, planned, promised, went

K, A = Kind, Against


def test_emergencies_and_who_is_here_come_before_the_others() -> None:
    rows = [
        promised("plain", "a1", 480, 500),
        promised("here", "a1", 480, 520, stays=Stays.HERE),
        promised("emergency", "a1", 480, 540, emergency=True),
    ]
    kinds = {name: kind for name, (kind, *_) in went(planned(plan(ALL[1]), *rows)).items()}
    assert kinds == {"emergency": K.SAME_GROUP, "here": K.SAME_DAY, "plain": K.SAME_DAY}
    kinds = {name: kind for name, (kind, *_) in went(planned(plan(ALL[1]), *rows[:2])).items()}
    assert kinds == {"here": K.SAME_GROUP, "plain": K.SAME_DAY}


def test_other_times_are_given_out_by_the_start() -> None:
    rows = [promised("late", "a1", 500, 510), promised("early", "a1", 480, 500), promised("first", "a1", 470, 500)]
    found = went(planned(plan(opening("a2", 520, 570)), *rows))
    assert found == {
        "first": (K.SAME_DAY, "a2", 520),
        "early": (K.SAME_DAY, "a2", 550),
        "late": (K.NOTHING, None, None),
    }


def test_two_short_talks_before_a_long_one() -> None:
    rows = [
        promised("long", "a1", 480, 540),
        promised("one", "a1", 480, 505),
        promised("two", "a1", 505, 560),
    ]
    found = went(planned(plan(ALL[1]), *rows))
    assert [name for name, (kind, *_) in found.items() if kind is K.SAME_GROUP] == ["one", "two"]


def test_who_is_not_affected_makes_room_and_keeps_time_and_group() -> None:
    there = plan(opening("a1", 480, 540), ALL[1])
    x, y = promised("x", None, 540, 600), promised("y", "a2", 500, 540)
    assert not planned(there, x, y).aside, "nobody moves who need not"
    long = promised("x", None, 510, 570)
    found = planned(there, long, y)
    assert went(found) == {"x": (K.SAME_GROUP, "a2", 510)}
    assert found.aside == (Aside("y", 500, 540, "a", "a2", "a1"),)
    for fixed in ({"stays": Stays.SETTLED}, {"stays": Stays.HERE}, {"interpreted": True}):
        stays = planned(there, long, promised("y", "a2", 500, 540, **fixed))
        assert (stays.aside, stays.kept) == ((), 0)
    hold = Busy("h", "a1", MONDAY, 505, 510, held=True)
    assert planned(there, long, y, taken=(hold,)).kept == 0


def test_nobody_makes_room_on_an_extra_point_or_in_time_of_another_sort() -> None:
    x, y = promised("x", None, 510, 570), promised("y", "a2", 500, 540)
    extra = Extra("e", "a", 500, 545)
    assert planned(plan(ALL[1]), x, y, extras=(extra,)).kept == 0
    for sort in ({"contingent": Contingent.ONLINE}, {"reserved": True}):
        assert planned(plan(opening("a1", 480, 540, **sort), ALL[1]), x, y).kept == 0


def test_reserved_time_is_for_those_who_may() -> None:
    there = plan(opening("a2", reserved=True))
    x = promised("x", "a1", 480, 500)
    step = only(there, x)
    assert (step.kind, step.against[0]) == (K.NOTHING, (K.SAME_GROUP, A.RESERVED))
    for more in ({"reserved": True}, {"emergency": True}):
        assert only(there, promised("x", "a1", 480, 500, **more)).kind is K.SAME_GROUP
    both = plan(opening("a2", reserved=True), opening("b1"))
    found = only(both, promised("x", "a1", 480, 500, reserved=True, group_ids=("b",)))
    assert found.to is not None
    assert found.to.point_id == "a2", "its own group before unreserved time"


def test_the_time_of_the_other_seller() -> None:
    there = plan(opening("a2", contingent=Contingent.ONLINE), opening("b1"))
    internal = frozenset({Contingent.INTERNAL})
    x = promised("x", "a1", 480, 500)
    assert only(there, x).contingent is Contingent.ONLINE
    strict = only(there, x, contingents=internal)
    assert (strict.kind, strict.against[0]) == (K.NOTHING, (K.SAME_GROUP, A.CONTINGENT))
    assert only(there, promised("x", "a1", 480, 500, imported=True), contingents=internal).kind is K.SAME_GROUP
    two = plan(opening("a1", contingent=Contingent.ONLINE), opening("a2"))
    for imported, point in ((True, "a1"), (False, "a2")):
        found = only(two, promised("x", None, 480, 500, imported=imported))
        assert (found.to and found.to.point_id) == point


def test_the_gap_is_left_least_fragmented() -> None:
    there = plan(*ALL[:2])
    found = only(there, promised("x", None, 500, 520), *full("a2", end=500))
    assert (found.to and found.to.point_id) == "a2"


def test_rather_one_more_makes_room_than_another_group() -> None:
    rows = [promised("x", None, 500, 520, group_ids=("b",)), *full("a1", "a2", start=510, end=600)]
    assert went(planned(plan(*ALL), *rows)) == {"x": (K.OTHER_GROUP, "b1", 500)}
    moving = [promised("x", None, 500, 520, group_ids=("b",)), promised("m", "a1", 510, 530)]
    found = planned(plan(opening("a1"), opening("a2", 505, 600), opening("b1")), *moving)
    assert went(found) == {"x": (K.SAME_GROUP, "a1", 500)}
    assert [one.id for one in found.aside] == ["m"]


def test_who_made_room_for_nothing_goes_home() -> None:
    """First one of group b makes room, which is quicker; then two of its own group do, which is better."""
    points = tuple(Point(name, name.upper(), name[0]) for name in ("a1", "a2", "a3", "b1", "b2"))
    spans = (("a1", 480, 600), ("a2", 480, 515), ("a3", 505, 540), ("b1", 480, 600), ("b2", 490, 520))
    there = Plan(points, tuple(opening(*span) for span in spans))
    rows = [
        promised("x", None, 490, 530, group_ids=("b",)),
        promised("m", "a1", 490, 510),
        promised("n", "a1", 510, 530),
        promised("y", "b1", 490, 520),
    ]
    found = planned(there, *rows)
    assert went(found) == {"x": (K.SAME_GROUP, "a1", 490)}
    assert [(one.id, one.to_point) for one in found.aside] == [("m", "a2"), ("n", "a3")]


def test_who_made_room_goes_home_when_somebody_else_gives_way() -> None:
    """`short` gets its place by sending `m` to a1, where `long` and `last` fit only while `m` is at home."""
    there = plan(opening("a1", 510, 600), opening("a2", 480, 600))
    rows = [
        promised("short", None, 505, 525),
        promised("m", "a2", 517, 562),
        promised("fixed", "a2", 570, 600, stays=Stays.SETTLED),
        promised("long", None, 510, 555),
        promised("last", None, 555, 600),
    ]
    found = planned(there, *rows)
    assert {step.id for step in found.steps if step.keeps_time} == {"long", "last"}
    assert found.aside == ()

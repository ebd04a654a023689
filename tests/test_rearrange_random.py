"""Random mornings: what a plan may never do, and how near it comes to the best (D26, D27, D29, D31, D33)."""

import random
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain.rearrange import rearrange
from backoffice.domain.rearrange_kinds import AT_ONCE, Kind
from backoffice.domain.rearrange_values import Promised, Rearrangement, Situation, Stays, Step
from backoffice.domain.terms import Channel
from tests.rearrange_model import (
    MONDAY,
    TUESDAY,
    Board,
    brute_force,
    free,
    greedy,
    kept_by,
    random_situation,
    situations,
)

KINDS = tuple(Kind)


@settings(max_examples=150, deadline=None)
@given(situations)
def test_a_plan_keeps_the_rules(situation: Situation) -> None:
    board, found = Board(situation), rearrange(situation)
    affected = {one.id: one for one in situation.appointments if board.affected(one)}
    assert sorted(step.id for step in found.steps) == sorted(affected), "one step for each of them"
    assert list(found.steps) == sorted(found.steps, key=lambda step: (step.was.start, step.id))
    later = Board(situation, TUESDAY)
    for step in found.steps:
        _check_step(affected[step.id], step)
        _check_place(situation, board, later, affected[step.id], step)
    _check_aside(board, found, affected)
    _check_that_nobody_lies_on_another(situation, found)
    used = {step.to.point_id for step in found.steps if step.to is not None}
    assert list(found.opened) == sorted(extra.id for extra in situation.extras if extra.id in used)


def _check_step(one: Promised, step: Step) -> None:
    assert (step.was.point_id, step.was.start, step.was.end) == (one.point_id, one.start, one.end)
    assert [kind for kind, _ in step.against] == list(KINDS[: KINDS.index(step.kind)])
    assert (step.to is None) == (step.kind is Kind.NOTHING)
    assert step.at_once == (step.kind in AT_ONCE)
    if step.to is not None:
        assert step.to.end - step.to.start == one.end - one.start
        assert not step.at_once or (step.to.start, step.to.channel) == (one.start, one.channel)


def _check_aside(board: Board, found: Rearrangement, affected: Mapping[str, Promised]) -> None:
    by_id = {one.id: one for one in board.situation.appointments}
    for there in found.aside:
        one = by_id[there.id]
        assert one.id not in affected
        assert one.stays is Stays.MOVABLE
        assert not one.interpreted
        assert (there.from_point, there.start, there.end) == (one.point_id, one.start, one.end)
        assert there.from_point[0] == there.to_point[0] == there.group_id, "within the group"
        sorts = [
            {(minute.why, minute.contingent, minute.reserved) for minute in board.of(point, one.start, one.end)}
            for point in (there.from_point, there.to_point)
        ]
        assert sorts[0] == sorts[1]
        assert len(sorts[0]) == 1


def _check_that_nobody_lies_on_another(situation: Situation, found: Rearrangement) -> None:
    aside = {one.id: one.to_point for one in found.aside}
    steps = {step.id: step.to for step in found.steps}
    today = [(row.point_id, row.start, row.end) for row in situation.taken]
    today += [
        (aside.get(one.id, one.point_id or ""), one.start, one.end)
        for one in situation.appointments
        if one.id not in steps
    ]
    here, west = [("a1", 485, 495)], [("a1", 480, 490)]
    for to in filter(None, steps.values()):
        places = west if to.branch_id else today if to.day == MONDAY else here
        places.append((to.point_id or "", to.start, to.end))
    assert free(today)
    for one in found.aside:
        home = (one.from_point, one.start, one.end)
        assert not free([*(place for place in today if place != (one.to_point, one.start, one.end)), home]), (
            "for nothing"
        )
    assert free(here)
    assert free(west)


def _check_place(situation: Situation, board: Board, later: Board, one: Promised, step: Step) -> None:
    if step.to is None:
        return
    to, extras = step.to, {extra.id: extra for extra in situation.extras}
    home = one.group_id or (one.point_id or " ")[0]
    extra = extras.get(to.point_id or "")
    if to.branch_id is None and to.day == MONDAY:
        if extra is None:
            assert board.open_for(one, to.point_id or "", to.start, to.end)
        else:
            assert board.extra_open(extra, to.start, to.end)
            assert not extra.calls_only or to.channel is Channel.PHONE
    elif to.branch_id is None:
        assert later.open_for(one, to.point_id or "", to.start, to.end)
    assert to.branch_id is not None or to.group_id in (home, *one.group_ids)
    match step.kind:
        case Kind.SAME_GROUP:
            assert (to.group_id, extra) == (home, None)
        case Kind.OTHER_GROUP:
            assert to.group_id != home
        case Kind.EXTRA:
            assert extra is not None
        case Kind.PHONE:
            assert extra is not None
            assert extra.calls_only
            assert one.phone
            assert not one.originals
            assert one.channel is Channel.IN_PERSON
        case _:
            assert (to.day, to.start) != (MONDAY, one.start)
            assert (to.day, to.start) >= (MONDAY, situation.now)
            assert not any(to.day == day and to.start < end and start < to.end for day, start, end in one.elsewhere)
            if one.interpreted:
                assert situation.interpreters is not None
                assert 540 <= to.start < 600
    assert (to.channel is one.channel) == (step.kind is not Kind.PHONE)


@settings(max_examples=60, deadline=None)
@given(situations, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(situation: Situation, draw: random.Random) -> None:
    def shuffled(values: tuple) -> tuple:
        return tuple(draw.sample(values, len(values)))

    plan = situation.plan
    other = replace(
        situation,
        plan=replace(plan, points=shuffled(plan.points), openings=shuffled(plan.openings)),
        appointments=shuffled(situation.appointments),
        extras=shuffled(situation.extras),
        taken=shuffled(situation.taken),
    )
    assert rearrange(situation) == rearrange(other)


def test_no_worse_than_first_come_first_served() -> None:
    better = 0
    for seed in range(300):
        situation = random_situation(random.Random(seed), most=(6, 10, 16, 24)[seed % 4])
        ours, plain = kept_by(situation, rearrange(situation)), greedy(situation)
        assert ours >= plain, seed
        better += ours > plain
    assert better > 30


def test_on_small_mornings_it_is_the_best_there_is() -> None:
    """All ways are tried."""
    for seed in range(100):
        situation = random_situation(random.Random(seed), most=6, rich=seed % 2 == 0)
        best, ours = brute_force(situation), kept_by(situation, rearrange(situation))
        assert ours == best, seed

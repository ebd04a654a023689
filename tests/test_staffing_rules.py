"""Who serves what, and which points are away, as values: no store (D36)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.absences import Candidate, Days, ahead, pick, until
from backoffice.domain.errors import Refused
from backoffice.domain.openings import Absent, without
from backoffice.domain.staffing import Away, Stretch, check_stretches, unstaffed

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


def serves(who: str | None, start: int, end: int, point: str = "p", day: date = MONDAY) -> Stretch:
    return Stretch(point, day, start, end, who)


def test_a_point_is_closed_while_whoever_serves_it_is_away() -> None:
    away = [Away("anna", MONDAY, TUESDAY, 600, 720)]
    assert unstaffed([serves("anna", 480, 960)], away) == (Absent("p", MONDAY, MONDAY, 600, 720),)
    assert unstaffed([serves("anna", 480, 660)], away) == (Absent("p", MONDAY, MONDAY, 600, 660),)
    assert unstaffed([serves("anna", 720, 960), serves("berta", 600, 720)], away) == ()
    assert unstaffed([serves("anna", 480, 960), serves("berta", 600, 660)], away) == (
        Absent("p", MONDAY, MONDAY, 660, 720),
    ), "somebody else is there for a part of it"
    assert unstaffed([serves("berta", 480, 960)], away) == ()
    assert unstaffed([], away) == (), "a point of which nothing is said counts as staffed"


def test_what_is_said_to_be_unserved_is_closed() -> None:
    assert unstaffed([serves(None, 480, 720), serves("anna", 720, 960)], []) == (
        Absent("p", MONDAY, MONDAY, 480, 720),
    )
    both = [Away("anna", MONDAY, MONDAY), Away("berta", TUESDAY, TUESDAY, 480, 500)]
    found = unstaffed(
        [serves("anna", 480, 500), serves("anna", 480, 500, "q", TUESDAY), serves("berta", 485, 495)], both
    )
    assert found == (
        Absent("p", MONDAY, MONDAY, 480, 485),
        Absent("p", MONDAY, MONDAY, 495, 500),
    )


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_spans_are_cut_minute_by_minute(spans: list[tuple[int, int]], cut: list[tuple[int, int]]) -> None:
    def minutes(of: list[tuple[int, int]]) -> set[int]:
        return {minute for start, end in of for minute in range(start, end)}

    left = without(spans, cut)
    assert minutes(left) == minutes(spans) - minutes(cut)
    assert left == sorted(left)
    assert all(end < start for (_, end), (start, _) in pairwise(left)), "in as few as can be"


@given(
    st.lists(st.tuples(st.sampled_from([None, "anna", "berta"]), SPANS), max_size=5),
    st.lists(st.tuples(st.sampled_from(["anna", "berta"]), SPANS), max_size=4),
)
def test_minute_by_minute_somebody_is_there_or_the_point_is_closed(
    said: list[tuple[str | None, tuple[int, int]]], gone: list[tuple[str, tuple[int, int]]]
) -> None:
    found = unstaffed(
        [serves(who, *span) for who, span in said], [Away(who, MONDAY, TUESDAY, *span) for who, span in gone]
    )
    for minute in range(30):
        named = [who for who, (start, end) in said if start <= minute < end]
        away = {who for who, (start, end) in gone if start <= minute < end}
        closed = bool(named) and not any(who is not None and who not in away for who in named)
        assert any(one.start <= minute < one.end for one in found) == closed


@pytest.mark.parametrize(
    ("stretches", "code"),
    [
        ([serves("anna", 600, 600)], "span_backwards"),
        ([serves("anna", 600, 1445)], "span_backwards"),
        ([serves("anna", 601, 720)], "not_five_minutes"),
        ([serves("anna", 480, 720), serves(None, 700, 800)], "staffed_and_not"),
        ([serves("anna", 480, 720), serves("anna", 700, 800)], "staffed_twice"),
        ([serves(None, 480, 720), serves(None, 700, 800)], "staffed_twice"),
    ],
)
def test_how_no_point_can_be_staffed(stretches: list[Stretch], code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_stretches(stretches)


def test_how_a_point_can_be_staffed() -> None:
    check_stretches([])
    check_stretches([serves("anna", 480, 720), serves(None, 720, 800), serves("anna", 800, 960)])
    check_stretches([serves("anna", 480, 720), serves("berta", 700, 800)])


@pytest.mark.parametrize(
    ("whole", "now", "left"),
    [
        (Days(TUESDAY, TUESDAY), (MONDAY, 600), [Days(TUESDAY, TUESDAY)]),
        (Days(MONDAY, MONDAY), (MONDAY, 603), [Days(MONDAY, MONDAY, 600)]),
        (
            Days(MONDAY, TUESDAY, 480, 720), (MONDAY, 603),
            [Days(MONDAY, MONDAY, 600, 720), Days(TUESDAY, TUESDAY, 480, 720)],
        ),
        (Days(MONDAY, TUESDAY, 480, 720), (MONDAY, 470), [Days(MONDAY, TUESDAY, 480, 720)]),
        (Days(MONDAY, TUESDAY, 480, 720), (MONDAY, 720), [Days(TUESDAY, TUESDAY, 480, 720)]),
        (Days(MONDAY, TUESDAY, 480, 720), (TUESDAY, 300), [Days(TUESDAY, TUESDAY, 480, 720)]),
        (Days(MONDAY, MONDAY, 480, 720), (MONDAY, 720), []),
        (Days(MONDAY, MONDAY), (TUESDAY, 0), []),
    ],
)  # fmt: skip
def test_what_is_over_is_left_as_it_was(whole: Days, now: tuple[date, int], left: list[Days]) -> None:
    assert list(ahead(whole, now)) == left


@pytest.mark.parametrize(
    ("whole", "now", "left"),
    [
        (Days(MONDAY, TUESDAY), (MONDAY, 603), Days(MONDAY, MONDAY, 0, 600)),
        (Days(MONDAY, TUESDAY), (TUESDAY, 0), Days(MONDAY, MONDAY)),
        (Days(MONDAY, TUESDAY, 480, 720), (TUESDAY, 480), Days(MONDAY, MONDAY, 480, 720)),
        (Days(MONDAY, TUESDAY, 480, 720), (TUESDAY, 500), Days(TUESDAY, TUESDAY, 480, 500)),
        (Days(MONDAY, TUESDAY, 480, 720), (TUESDAY, 900), Days(TUESDAY, TUESDAY, 480, 720)),
        (Days(TUESDAY, TUESDAY), (MONDAY, 900), None),
        (Days(MONDAY, MONDAY, 480, 720), (MONDAY, 482), None),
    ],
)
def test_what_is_left_of_an_absence_that_ends(whole: Days, now: tuple[date, int], left: Days | None) -> None:
    assert until(whole, now) == left


@given(
    st.integers(0, 3), st.integers(0, 3), SPANS.map(lambda one: (one[0] * 5, one[1] * 5)),
    st.integers(-1, 5), st.integers(0, 170),
)  # fmt: skip
def test_ahead_and_until_part_every_absence_in_two(
    first: int, length: int, span: tuple[int, int], today: int, minute: int
) -> None:
    whole = Days(MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length), *span)
    now = (MONDAY + timedelta(days=today), minute)

    def minutes(*parts: Days) -> set[tuple[int, int]]:
        return {
            (day, at)
            for part in parts
            for day in range((part.first_day - MONDAY).days, (part.last_day - MONDAY).days + 1)
            for at in range(part.start, part.end)
        }

    turn = (today, minute // 5 * 5)
    coming = {one for one in minutes(whole) if one >= turn}
    assert minutes(*ahead(whole, now)) == coming
    left = until(whole, now)
    gone = minutes(left) if left else set()
    assert gone <= minutes(whole) - coming, "nothing of it lies ahead any more"
    assert bool(gone) == bool(minutes(whole) - coming)


def test_so_many_points_less_are_those_that_lose_the_fewest() -> None:
    four = [Candidate("a", 2), Candidate("b", 0), Candidate("c", 2), Candidate("d", 5)]
    assert pick(four, 1) == ("b",)
    assert pick(four, 2) == ("b", "c"), "of two that lose as many the last"
    assert pick(four, 3) == ("b", "c", "a")
    assert set(pick(four, None)) == set("abcd")
    assert pick([Candidate(name, 1) for name in "abc"], 2) == ("c", "b")
    for count in (0, -1, 5):
        with pytest.raises(Refused, match="too_few_points"):
            pick(four, count)
    with pytest.raises(Refused, match="too_few_points"):
        pick([], None)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.data())
def test_no_other_choice_loses_fewer(booked: list[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(booked)))
    chosen = pick([Candidate(str(n), one) for n, one in enumerate(booked)], count)
    assert len(set(chosen)) == count
    assert sum(booked[int(one)] for one in chosen) == sum(sorted(booked)[:count])

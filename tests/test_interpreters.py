"""Who interprets, and when they can be had: the rules alone (D47, D49)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.errors import Refused
from backoffice.domain.interpreters import ALL_DAY, NO_END, Availability, Interpreter, check_times
from backoffice.domain.terms import AvailabilityKind, InterpretingKind, Provider
from backoffice.domain.ticks import TICKS, inside
from backoffice.domain.travel import ASSUMED_TRAVEL, Travel

MONDAY = date(2026, 11, 23)
TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)
_K, _A, _P = InterpretingKind, AvailabilityKind, Provider


def weekly(weekday: int, start: int, end: int, first: date = MONDAY, last: date = NO_END) -> Availability:
    return Availability(f"w{weekday}{start}", _A.WEEKLY, first, last, start * 60, end * 60, weekday)


def single(day: date, start: int, end: int) -> Availability:
    return Availability(f"d{day}{start}", _A.ONE_DAY, day, day, start * 60, end * 60)


def away(first: date, last: date | None = None, start: int = 0, end: int = 24) -> Availability:
    return Availability(f"a{first}{start}", _A.AWAY, first, last or first, start * 60, end * 60)


def who(*times: Availability, **values: Any) -> Interpreter:
    told: dict[str, Any] = {"provider": _P.PERSON, "languages": {"tir": "", "gsg": ""}, "on_site": True, **values}
    return Interpreter(id="i1", name="Selam Beispiel", times=times, **told)


def hours(one: Interpreter, day: date) -> list[tuple[int, int]]:
    """When they can be had on a day, as spans of minutes."""
    mask, found = one.open(day), []
    for tick in range(TICKS):
        if mask >> tick & 1:
            if found and found[-1][1] == tick * 5:
                found[-1] = (found[-1][0], tick * 5 + 5)
            else:
                found.append((tick * 5, tick * 5 + 5))
    return found


# --- when they can be had ----------------------------------------------------------------------------------------


def test_of_whom_nothing_is_known_can_be_asked_for_any_time_but_while_they_are_away() -> None:
    one = who(away(TUESDAY), away(NEXT_MONDAY, start=8, end=12))
    assert one.open(MONDAY) == ALL_DAY
    assert one.open(TUESDAY) == 0
    assert hours(one, NEXT_MONDAY) == [(0, 480), (720, 1440)]


def test_the_week_counts_from_its_first_to_its_last_day() -> None:
    one = who(weekly(0, 8, 12, last=NEXT_MONDAY), weekly(0, 13, 15, last=NEXT_MONDAY), weekly(1, 9, 10))
    assert hours(one, MONDAY) == [(480, 720), (780, 900)]
    assert hours(one, TUESDAY) == [(540, 600)]
    assert hours(one, MONDAY + timedelta(days=2)) == []
    assert hours(one, MONDAY - timedelta(days=7)) == []
    assert hours(one, NEXT_MONDAY) == hours(one, MONDAY)
    assert hours(one, NEXT_MONDAY + timedelta(days=7)) == []


def test_after_the_last_of_what_is_known_any_time_can_be_asked_for_again() -> None:
    one = who(weekly(0, 8, 12, last=NEXT_MONDAY), single(NEXT_MONDAY + timedelta(days=2), 8, 9))
    assert not one.on_request(NEXT_MONDAY + timedelta(days=2))
    assert one.open(NEXT_MONDAY + timedelta(days=1)) == 0
    assert one.on_request(NEXT_MONDAY + timedelta(days=3))
    assert one.open(NEXT_MONDAY + timedelta(days=3)) == ALL_DAY


def test_a_single_day_takes_the_place_of_the_week_and_being_away_of_both() -> None:
    one = who(
        weekly(0, 8, 12), weekly(1, 8, 12), single(MONDAY, 13, 14), single(MONDAY, 15, 16), away(MONDAY, start=15)
    )
    assert hours(one, MONDAY) == [(780, 840)]
    assert hours(one, TUESDAY) == [(480, 720)]
    assert hours(who(weekly(0, 8, 12), away(MONDAY, NEXT_MONDAY)), NEXT_MONDAY) == []
    part = Availability("a", _A.AWAY, MONDAY, MONDAY, 602, 603)
    assert hours(who(weekly(0, 8, 12), part), MONDAY) == [(480, 600), (605, 720)]  # five minutes begun are gone
    odd = Availability("w", _A.WEEKLY, MONDAY, NO_END, 482, 498, 0)
    assert hours(who(odd), MONDAY) == [(485, 495)]  # and only whole ones are there


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2026, 12, 25), date(2026, 10, 31), date(2026, 12, 31)])
def test_nobody_can_be_had_on_a_holiday_or_a_closed_day(day: date) -> None:
    for one in (who(), who(weekly(day.weekday(), 8, 12, first=date(2026, 1, 1))), who(single(day, 8, 12))):
        assert one.open(day) == 0


def test_nobody_can_be_had_after_their_last_day() -> None:
    for one in (who(last_day=MONDAY), who(weekly(0, 8, 12), weekly(1, 8, 12), last_day=MONDAY)):
        assert one.open(MONDAY) > 0
        assert one.open(TUESDAY) == 0
    assert who(single(TUESDAY, 8, 12), last_day=MONDAY).open(TUESDAY) == 0


@given(
    st.lists(
        st.builds(
            lambda kind, first, length, start, end, weekday: Availability(
                "x",
                kind,
                MONDAY + timedelta(days=first),
                MONDAY + timedelta(days=first if kind is _A.ONE_DAY else first + length),
                start,
                start + end,
                weekday if kind is _A.WEEKLY else None,
            ),
            st.sampled_from(list(_A)),
            st.integers(0, 10),
            st.integers(0, 10),
            st.integers(0, 1200),
            st.integers(1, 240),
            st.integers(0, 6),
        ),
        max_size=6,
    ),
    st.integers(0, 20),
)
def test_open_time_is_said_by_something_and_never_while_away(times: list[Availability], ahead: int) -> None:
    day = MONDAY + timedelta(days=ahead)
    one = who(*times)
    mask = one.open(day)
    here = [time for time in times if time.on(day)]
    for time in here:
        if time.kind is _A.AWAY:
            assert mask & time.ticks == 0
    if not one.on_request(day):
        kind = _A.ONE_DAY if any(time.kind is _A.ONE_DAY for time in here) else _A.WEEKLY
        for tick in range(TICKS):
            said = any(inside(time.start, time.end) >> tick & 1 for time in here if time.kind is kind)
            assert said or not mask >> tick & 1
    assert one.open(day) == mask, "asked twice it says the same"


# --- what overlaps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ([weekly(0, 8, 12), weekly(0, 11, 13)], (MONDAY, 480, 720)),
        ([weekly(2, 8, 12), weekly(2, 8, 12)], (MONDAY + timedelta(days=2), 480, 720)),
        ([weekly(0, 8, 12), weekly(1, 9, 10), weekly(0, 9, 10, first=TUESDAY)], (NEXT_MONDAY, 480, 720)),
        ([single(TUESDAY, 8, 9), single(TUESDAY, 8, 10)], (TUESDAY, 480, 540)),
    ],
)
def test_two_times_of_one_kind_do_not_overlap(times: list[Availability], told: tuple[date, int, int]) -> None:
    with pytest.raises(Refused) as caught:
        check_times(times)
    values = caught.value.values
    assert (caught.value.code, values["day"], values["start"], values["end"]) == ("overlapping_times", *told)


@pytest.mark.parametrize(
    "times",
    [
        [],
        [weekly(0, 8, 12), weekly(0, 12, 13), weekly(1, 8, 12)],
        [weekly(0, 8, 12, last=TUESDAY), weekly(0, 8, 12, first=NEXT_MONDAY)],
        [weekly(0, 8, 12, last=TUESDAY), weekly(0, 8, 12, first=TUESDAY)],  # no Monday that both mean
        [weekly(0, 8, 12), single(MONDAY, 8, 12), away(MONDAY), away(MONDAY, start=8, end=9)],
        [single(MONDAY, 8, 12), single(TUESDAY, 8, 12)],
    ],
)
def test_other_times_stand_beside_each_other(times: list[Availability]) -> None:
    check_times(times)


# --- in which way, and where -------------------------------------------------------------------------------------


def test_in_which_ways_they_interpret_a_language() -> None:
    every = {"by_phone": True, "by_video": True}
    assert who(**every).kinds("tir") == (_K.PHONE, _K.VIDEO, _K.ON_SITE)
    assert who(**every).kinds("gsg") == (_K.VIDEO, _K.SIGN)
    assert who(**every).kinds("tur") == ()
    assert who(**every, provider=_P.COLLEAGUE).kinds("tir") == (_K.PHONE, _K.VIDEO, _K.COLLEAGUE)
    assert who(on_site=False, by_phone=True).kinds("gsg") == ()
    assert who().kinds("tir") == (_K.ON_SITE,)


def test_who_serves_many_and_who_needs_not_be_asked() -> None:
    assert [kind for kind in _P if who(provider=kind).alone] == [_P.PERSON, _P.COLLEAGUE]
    assert [kind for kind in _P if who(provider=kind).at_once] == [_P.HOTLINE]
    assert not who(provider=_P.HOTLINE, notice_minutes=30).at_once
    assert (who().serves("any"), who(branches=frozenset({"a"})).serves("a")) == (True, True)
    assert not who(branches=frozenset({"a"})).serves("b")


def test_one_way_stands_for_the_other_where_that_is_unknown() -> None:
    ways = Travel("m", {"n": 20, "w": 30}, {"n": 25, "s": 35})
    assert (ways.to("n"), ways.coming_from("n")) == (20, 25)
    assert (ways.to("w"), ways.coming_from("w"), ways.to("s"), ways.coming_from("s")) == (30, 30, 35, 35)
    assert (ways.to("m"), ways.coming_from("m"), ways.to("x"), ways.coming_from("x")) == (
        0, 0, ASSUMED_TRAVEL, ASSUMED_TRAVEL,
    )  # fmt: skip

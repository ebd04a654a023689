"""Ticket numbers, wishes, states, and when a written answer may end a promise (D37, D39, D40)."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Refused
from backoffice.domain.terms import AttemptResult
from backoffice.domain.ticket_numbers import SIGNS, desk_code, parse_ticket_number, ticket_number
from backoffice.domain.tickets import (
    TICKET_WAYS,
    TicketStatus,
    TicketStep,
    check_written,
    half_day,
    ticket_step,
)
from backoffice.domain.wishes import Wish, parse_wish

MONDAY = date(2026, 11, 23)


def test_a_code_that_begins_with_r_is_not_cut() -> None:
    assert parse_ticket_number("RAB-Q2M") == "R-RAB-Q2M"
    assert parse_ticket_number("R RAB-Q2M") == "R-RAB-Q2M"
    assert parse_ticket_number("R-RA-Q2M") == "R-RA-Q2M"
    assert parse_ticket_number("r7kq2m") == "R-7K-Q2M"


def test_numbers_are_unique_short_and_unlike_their_neighbours() -> None:
    codes = [desk_code(n) for n in range(1200)]
    assert len(set(codes)) == 1200
    assert {len(code) for code in codes[:961]} == {2}
    assert {len(code) for code in codes[961:]} == {3}
    numbers = [ticket_number("7K", n) for n in range(31**3 + 50)]
    assert len(set(numbers)) == len(numbers)
    assert numbers[0] == "R-7K-222"
    assert all(one[5] != other[5] for one, other in pairwise(numbers[: 31**3]))
    assert not set("".join(numbers[:2000]).replace("R-7K-", "")) - set(SIGNS)


@given(st.integers(0, 31**2 + 31**3), st.integers(0, 31**3 + 1000))
def test_a_number_is_read_however_it_is_typed(desk: int, counter: int) -> None:
    number = ticket_number(desk_code(desk), counter)
    assert parse_ticket_number(number) == number
    assert parse_ticket_number(f"  {number.lower()} ") == number
    assert parse_ticket_number(number.removeprefix("R-")) == number
    assert parse_ticket_number(number.removeprefix("R-").replace("-", " ")) == number


@pytest.mark.parametrize("text", ["", "R", "7K", "R-7K-", "Schmidt, Petra", "R-0K-Q2M", "030 23125115"])
def test_what_is_no_number(text: str) -> None:
    assert parse_ticket_number(text) is None


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", None),
        ("egal", None),
        ("ab 16", Wish(None, 960, 1440)),
        ("ab 16 Uhr", Wish(None, 960, 1440)),
        ("bis 12", Wish(None, 0, 720)),
        ("14-16", Wish(None, 840, 960)),
        ("14:30 bis 16.15 Uhr", Wish(None, 870, 975)),
        ("Vormittags", Wish(None, 480, 720)),
        ("mi 9-11", Wish(date(2026, 11, 25), 540, 660)),
        ("morgen ab 14 Uhr", Wish(date(2026, 11, 24), 840, 1440)),
        ("24.11. nachmittags", Wish(date(2026, 11, 24), 720, 1080)),
        ("heute", Wish(MONDAY)),
    ],
)
def test_wishes_as_people_say_them(typed: str, wish: Wish | None) -> None:
    assert parse_wish(typed, MONDAY) == wish


@pytest.mark.parametrize("typed", ["bald", "16-14", "ab 25", "20.11. ab 9", "mo mi", "ab"])
def test_wishes_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="wish_unknown"):
        parse_wish(typed, MONDAY)


@given(st.text(max_size=30))
def test_any_text_is_a_wish_none_or_refused(text: str) -> None:
    with suppress(Refused):
        wish = parse_wish(text, MONDAY)
        assert wish is None or wish.start < wish.end


def test_a_wish_is_open_and_can_miss_the_promise() -> None:
    wish = Wish(MONDAY, 840, 960)
    assert wish.open_at(instant_of(MONDAY, 840))
    assert not wish.open_at(instant_of(MONDAY, 960))
    assert not wish.open_at(instant_of(date(2026, 11, 24), 850))
    assert Wish(None, 840, 960).open_at(instant_of(date(2026, 11, 24), 850))
    made = instant_of(MONDAY, 480)
    assert wish.misses(made, instant_of(MONDAY, 839))
    assert not wish.misses(made, instant_of(MONDAY, 840))
    evening = Wish(None, 17 * 60, 20 * 60)
    assert evening.misses(made, instant_of(MONDAY, 16 * 60))
    assert not evening.misses(made, instant_of(MONDAY, 17 * 60))
    assert not evening.misses(made, instant_of(MONDAY + timedelta(days=1), 480))
    assert evening.misses(instant_of(MONDAY, 20 * 60), instant_of(MONDAY + timedelta(days=1), 480))
    assert not evening.misses(instant_of(MONDAY, 18 * 60), instant_of(MONDAY, 19 * 60))


def test_the_ways_of_a_ticket() -> None:
    assert ticket_step(TicketStatus.NEW, TicketStep.ACCEPT) is TicketStatus.ACCEPTED
    assert ticket_step(TicketStatus.NEW, TicketStep.CALL) is TicketStatus.IN_PROGRESS
    assert ticket_step(TicketStatus.IN_PROGRESS, TicketStep.ATTEMPT) is TicketStatus.ACCEPTED
    assert ticket_step(TicketStatus.ACCEPTED, TicketStep.MOVE_ON) is TicketStatus.NEW
    for step in TicketStep:
        with pytest.raises(Refused, match="ticket_wrong_state"):
            ticket_step(TicketStatus.CLOSED, step)
        assert TicketStatus.CLOSED not in TICKET_WAYS[step]


def at(day: int, hour: int) -> datetime:
    return instant_of(date(2026, 11, day), hour * 60)


NO_ANSWER, WRONG = AttemptResult.NO_ANSWER, AttemptResult.WRONG_NUMBER


@pytest.mark.parametrize(
    ("attempts", "tried", "half_days"),
    [
        ([], 0, 0),
        ([(at(23, 9), NO_ANSWER), (at(24, 9), NO_ANSWER)], 2, 2),
        ([(at(23, h), NO_ANSWER) for h in (8, 9, 10, 11)], 4, 1),
        ([(at(23, 8), WRONG), (at(23, 9), NO_ANSWER)], 2, 1),
    ],
)
def test_not_in_writing_before_three_tries_on_two_half_days(
    attempts: list[tuple[datetime, AttemptResult]], tried: int, half_days: int
) -> None:
    with pytest.raises(Refused, match="too_few_attempts") as refused:
        check_written(attempts, has_phone=True, wants_written=False)
    assert refused.value.values == {"tried": tried, "half_days": half_days}


def test_in_writing_after_them_or_without_a_number_or_where_it_is_wanted() -> None:
    tries = [(at(23, 9), NO_ANSWER), (at(23, 10), NO_ANSWER), (at(23, 14), AttemptResult.MESSAGE_LEFT)]
    check_written(tries, has_phone=True, wants_written=False)
    check_written([], has_phone=False, wants_written=False)
    check_written([], has_phone=True, wants_written=True)
    check_written([(at(23, 9), WRONG)], has_phone=True, wants_written=False)


def test_noon_begins_the_second_half_day() -> None:
    assert half_day(datetime(2026, 11, 23, 10, 59, tzinfo=UTC)) == (MONDAY, False)
    assert half_day(datetime(2026, 11, 23, 11, 0, tzinfo=UTC)) == (MONDAY, True)

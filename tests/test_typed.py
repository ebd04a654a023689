"""Days and times as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.domain.typed import WEEKDAYS, parse_day, parse_time
from backoffice.wording import labels

MONDAY = date(2026, 11, 23)
days = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24.11.", date(2026, 11, 24)),
        ("24.11", date(2026, 11, 24)),
        ("24. 11.", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("3.1.", date(2027, 1, 3)),
        ("20.11.", date(2026, 11, 20)),
        ("heute", MONDAY),
        (" Morgen ", date(2026, 11, 24)),
        ("gestern", date(2026, 11, 22)),
        ("übermorgen", date(2026, 11, 25)),
        ("mo", date(2026, 11, 30)),
        ("Di", date(2026, 11, 24)),
        ("so.", date(2026, 11, 29)),
        ("freitag", date(2026, 11, 27)),
        ("+3", date(2026, 11, 26)),
        ("-1", date(2026, 11, 22)),
        ("+2w", date(2026, 12, 7)),
        ("- 1 w", date(2026, 11, 16)),
    ],
)
def test_a_day_as_typed(text, day):
    assert parse_day(text, MONDAY) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day_empty"),
        ("   ", "day_empty"),
        ("bald", "day_unknown"),
        ("m", "day_unknown"),
        ("mon", "day_unknown"),
        ("24", "day_unknown"),
        ("+w", "day_unknown"),
        ("31.02.", "day_not_in_calendar"),
        ("31.2.2026", "day_not_in_calendar"),
        ("1.13.", "day_not_in_calendar"),
        ("0000-01-01", "day_not_in_calendar"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(text, code):
    with pytest.raises(Refused) as refused:
        parse_day(text, MONDAY)
    assert refused.value.code == code
    assert len(labels.REFUSALS[code]) == 3


def test_the_calendar_ends():
    with pytest.raises(Refused) as refused:
        parse_day("+9999w", date(9990, 1, 1))
    assert refused.value.code == "day_too_far"
    with pytest.raises(Refused):
        parse_day("morgen", date.max)


@given(days, days)
def test_a_day_written_out_is_that_day(day, today):
    assert parse_day(f"{day:%d.%m.%Y}", today) == day
    assert parse_day(labels.day_label(day)[3:], today) == day


@given(days)
def test_day_and_month_mean_the_nearest_such_day(today):
    for text in ("15.6.", "1.1.", "31.12."):
        day = parse_day(text, today)
        assert abs(day - today) <= timedelta(days=183)
        assert day == parse_day(f"{day:%d.%m.}", today)


@given(days, st.sampled_from(range(7)))
def test_a_weekday_is_the_next_one_and_never_today(today, weekday):
    day = parse_day(WEEKDAYS[weekday][:2], today)
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7


@given(days, st.integers(-9999, 9999))
def test_steps_count_calendar_days(today, step):
    assert parse_day(f"{step:+d}", today) - today == timedelta(days=step)


def code_of(call):
    """The code of the refusal that `call` ends with; None where it is understood."""
    try:
        call()
    except Refused as refused:
        return refused.code
    return None


@given(st.text(max_size=12) | st.text("0123456789.:-+w ", max_size=8), days)
def test_whatever_is_typed_is_understood_or_refused_with_a_sentence(text, today):
    for call in (lambda: parse_day(text, today), lambda: parse_time(text)):
        assert code_of(call) in {None, *labels.REFUSALS}


@given(st.integers(0, 1439))
def test_every_minute_can_be_typed_in_every_way(minute):
    clock = hhmm(minute)
    for text in (clock, clock.replace(":", "."), clock.replace(":", ""), f"{clock} Uhr", f" {clock} "):
        assert parse_time(text) == minute


@pytest.mark.parametrize(
    ("text", "minute"), [("9", 540), ("09", 540), ("930", 570), ("9.30", 570), ("0", 0), ("14 Uhr", 840)]
)
def test_short_times(text, minute):
    assert parse_time(text) == minute


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "time_empty"),
        ("Uhr", "time_empty"),
        ("gleich", "time_unknown"),
        ("9:5", "time_unknown"),
        ("14300", "time_unknown"),
        ("24:00", "time_not_on_clock"),
        ("25", "time_not_on_clock"),
        ("975", "time_not_on_clock"),
    ],
)
def test_what_is_no_time_is_refused_with_a_sentence(text, code):
    with pytest.raises(Refused) as refused:
        parse_time(text)
    assert refused.value.code == code

"""The working days of Bremen (D35, D18)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.calendar import (
    Closures,
    holiday_name,
    holidays_between,
    is_working_day,
    last_working_day,
    next_working_day,
)
from backoffice.domain.errors import Refused

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
closed_days = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40)


def easter(year: int) -> date:
    """Easter Sunday by Gauss' rule in the form of Butcher: another way than the library's."""
    a, b, c = year % 19, *divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def expected(year: int) -> dict[date, str]:
    """Bremen's holidays written down from the law, for the years from 1995 on."""
    sunday = easter(year)
    names = {
        date(year, 1, 1): "Neujahr",
        sunday - timedelta(2): "Karfreitag",
        sunday + timedelta(1): "Ostermontag",
        sunday + timedelta(39): "Christi Himmelfahrt",
        sunday + timedelta(50): "Pfingstmontag",
        date(year, 10, 3): "Tag der Deutschen Einheit",
        date(year, 12, 25): "Erster Weihnachtstag",
        date(year, 12, 26): "Zweiter Weihnachtstag",
    }
    may = date(year, 5, 1)
    names[may] = "Christi Himmelfahrt und Erster Mai" if may in names else "Erster Mai"
    if year >= 2017:
        names[date(year, 10, 31)] = "Reformationstag"
    return names


@pytest.mark.parametrize("year", range(1995, 2101))
def test_every_year_has_the_holidays_of_the_law_and_no_others(year: int) -> None:
    assert dict(holidays_between(date(year, 1, 1), date(year, 12, 31))) == expected(year)


def test_there_are_ten_since_2018() -> None:
    assert len(holidays_between(date(2018, 1, 1), date(2018, 12, 31))) == 10
    assert len(holidays_between(date(2016, 1, 1), date(2016, 12, 31))) == 9


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2016, 10, 31), None),
        (date(2017, 10, 31), "Reformationstag"),
        (date(2018, 10, 31), "Reformationstag"),
        (date(2026, 4, 3), "Karfreitag"),
        (date(2026, 4, 5), None),  # Easter Sunday is no public holiday in Bremen
        (date(2026, 6, 4), None),  # nor is Corpus Christi
        (date(2026, 12, 24), None),
        (date(2026, 12, 31), None),
        (date(1994, 11, 16), "Buß- und Bettag"),
        (date(1990, 12, 25), None),  # outside the known years: no name is invented
        (date(2101, 1, 1), None),
    ],
)
def test_names(day: date, name: str | None) -> None:
    assert holiday_name(day) == name


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), True),
        (date(2026, 12, 31), False),
        (date(2028, 10, 31), False),
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_closures_are_the_callers_decision() -> None:
    christmas_eve = date(2026, 12, 24)
    assembly = date(2026, 11, 23)
    assert is_working_day(christmas_eve, closures=frozenset())
    assert not is_working_day(assembly, closures=Closures(days=frozenset({assembly})))
    assert not is_working_day(christmas_eve, closures=Closures(days=frozenset({assembly})))
    assert not is_working_day(date(2026, 12, 25), closures=frozenset())  # a holiday stays one


@pytest.mark.parametrize(
    ("after", "following"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 4, 2), date(2026, 4, 7)),  # over Easter
        (date(2026, 12, 23), date(2026, 12, 28)),  # over Christmas
        (date(2026, 12, 30), date(2027, 1, 4)),  # over the turn of the year
    ],
)
def test_the_working_day_after_and_back(after: date, following: date) -> None:
    assert next_working_day(after) == following
    assert last_working_day(following) == after


@given(days)
def test_weekends_and_holidays_are_never_worked(day: date) -> None:
    off = day.weekday() >= 5 or (day.year >= 1995 and day in expected(day.year))
    off = off or (day.month, day.day) in {(12, 24), (12, 31)}
    assert not (off and is_working_day(day))
    assert off or is_working_day(day) or day.year < 1995


@given(days)
def test_no_working_day_is_skipped(day: date) -> None:
    following = next_working_day(day)
    assert following > day
    assert is_working_day(following)
    assert not any(is_working_day(day + timedelta(n)) for n in range(1, (following - day).days))
    assert (following - day).days <= 6


@given(days.filter(is_working_day))
def test_there_and_back(day: date) -> None:
    assert last_working_day(next_working_day(day)) == day
    assert next_working_day(last_working_day(day)) == day


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), closed_days)
def test_extra_closures_only_take_days_away(day: date, closed: frozenset[date]) -> None:
    fewer = Closures(days=closed)
    assert is_working_day(day, fewer) == (is_working_day(day) and day not in closed)
    assert next_working_day(day, fewer) >= next_working_day(day)


def test_a_year_without_a_working_day_is_refused_instead_of_searched_forever() -> None:
    class Always:
        def __contains__(self, day: object) -> bool:
            return True

    with pytest.raises(Refused, match="never_open"):
        next_working_day(date(2026, 11, 23), Always())


def test_asking_again_does_not_build_the_year_again(monkeypatch: pytest.MonkeyPatch) -> None:
    import holidays

    holiday_name(date(2040, 1, 1))
    monkeypatch.setattr(holidays, "country_holidays", None)
    assert holiday_name(date(2040, 12, 25)) == "Erster Weihnachtstag"

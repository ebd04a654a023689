"""Which days are worked in Bremen: public holidays, closures, and the working days between them (D35).

A holiday is law and comes from the `holidays` library; a closure is the house's own decision (24 and 31
December by default, a staff assembly, …), so the caller may bring others. Neither is a working day, and only
the first has a name.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from backoffice.domain.errors import Refused

FIRST_YEAR, LAST_YEAR = 1991, 2100
"""The years whose holidays are known. Outside them only weekends and closures count."""

_SATURDAY = 5
_LONGEST_SEARCH = 366


@dataclass(frozen=True, slots=True)
class Closures:
    """Closed days: some every year, some once. `day in closures` is all that is asked of it."""

    yearly: frozenset[tuple[int, int]] = frozenset({(12, 24), (12, 31)})
    """(month, day)."""
    days: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        """Whether the house is closed on `day`, holidays and weekends left aside."""
        return isinstance(day, date) and ((day.month, day.day) in self.yearly or day in self.days)


USUAL_CLOSURES = Closures()
"""24 and 31 December: closures, not holidays (D35)."""


@cache
def _holidays_of(year: int) -> Mapping[date, str]:
    from holidays import country_holidays

    # The language is said, because otherwise the names follow the machine's locale.
    found = country_holidays("DE", subdiv="HB", language="de", years=year)
    return {day: " und ".join(found.get_list(day)) for day in found}


def holiday_name(day: date) -> str | None:
    """German name of Bremen's public holiday on `day`, or None; two on one day are joined (D35)."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return _holidays_of(day.year).get(day)


def holidays_between(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Bremen's public holidays from `first` to `last`, both included, in order (D35)."""
    years = range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1)
    found = ((day, name) for year in years for day, name in _holidays_of(year).items())
    return tuple(sorted((day, name) for day, name in found if first <= day <= last))


def is_working_day(day: date, closures: Container[date] = USUAL_CLOSURES) -> bool:
    """Whether `day` is neither Saturday, Sunday, public holiday nor closed (D35)."""
    return day.weekday() < _SATURDAY and day not in closures and holiday_name(day) is None


def next_working_day(after: date, closures: Container[date] = USUAL_CLOSURES) -> date:
    """The first working day later than `after`. Refused `never_open` where a whole year is closed."""
    return _seek(after, 1, closures)


def last_working_day(before: date, closures: Container[date] = USUAL_CLOSURES) -> date:
    """The last working day earlier than `before`: how far back a Nachtrag reaches (D18).

    Refused `never_open` where a whole year is closed.
    """
    return _seek(before, -1, closures)


def _seek(start: date, step: int, closures: Container[date]) -> date:
    for distance in range(1, _LONGEST_SEARCH + 1):
        day = start + timedelta(days=step * distance)
        if is_working_day(day, closures):
            return day
    raise Refused("never_open", days=_LONGEST_SEARCH)

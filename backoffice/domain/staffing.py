"""Who serves which service point on a day, and what comes of it when somebody is away (D36).

A service point of which nothing is said for a day, or for a part of it, counts as staffed (*assumed*).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from backoffice.domain.errors import Refused
from backoffice.domain.openings import Absent, Span, without
from backoffice.domain.placing import TICK_MINUTES


@dataclass(frozen=True, slots=True)
class Stretch:
    """Besetzung: somebody serves a service point over `[start, end)` of a day; None: nobody does (*unbesetzt*)."""

    point_id: str
    day: date
    start: int
    end: int
    staff_id: str | None


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is not there: `[start, end)` minutes of each of the days, both included."""

    staff_id: str
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440


def unstaffed(stretches: Iterable[Stretch], away: Iterable[Away]) -> tuple[Absent, ...]:
    """When nobody serves a service point, day by day.

    That is what is *unbesetzt*, and the parts in which whoever serves it is away; but not where somebody else who is
    there serves it, too.
    """
    absences: dict[str, list[Away]] = defaultdict(list)
    for one in away:
        absences[one.staff_id].append(one)
    gone: dict[tuple[str, date], list[Span]] = defaultdict(list)
    there: dict[tuple[str, date], list[Span]] = defaultdict(list)
    for stretch in stretches:
        where, whole = (stretch.point_id, stretch.day), (stretch.start, stretch.end)
        serves: list[Span] = []
        if stretch.staff_id is not None:
            serves = without([whole], away_on(absences.get(stretch.staff_id, ()), stretch.day))
        there[where] += serves
        gone[where] += without([whole], serves)
    return tuple(
        Absent(point, day, day, start, end)
        for (point, day), spans in gone.items()
        for start, end in without(spans, there[point, day])
    )


def away_on(absences: Iterable[Away], day: date) -> list[Span]:
    """When on a day somebody is away, by all of their absences."""
    return [(one.start, one.end) for one in absences if one.first_day <= day <= one.last_day]


def check_stretches(stretches: Sequence[Stretch]) -> None:
    """Whether one service point can be staffed like that on a day.

    Two people at one point can be. Refused: `span_backwards` (start, end), `not_five_minutes`, `staffed_and_not`
    (start_minute: somebody and *unbesetzt* at once), `staffed_twice` (start_minute: the same person twice at once).
    """
    for one in stretches:
        if not 0 <= one.start < one.end <= 1440:
            raise Refused("span_backwards", start=one.start, end=one.end)
        if one.start % TICK_MINUTES or one.end % TICK_MINUTES:
            raise Refused("not_five_minutes", start=one.start, end=one.end)
    for one, other in combinations(stretches, 2):
        both = max(one.start, other.start)
        if both < min(one.end, other.end):
            if (one.staff_id is None) != (other.staff_id is None):
                raise Refused("staffed_and_not", start_minute=both)
            if one.staff_id == other.staff_id:
                raise Refused("staffed_twice", start_minute=both)

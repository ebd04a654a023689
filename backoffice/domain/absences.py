"""Absences as they are entered: what of them is still to come, and which service points a count means (D36)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from backoffice.domain.errors import Refused
from backoffice.domain.placing import TICK_MINUTES


@dataclass(frozen=True, slots=True)
class Days:
    """`[start, end)` minutes of each of the days, both included."""

    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440


def ahead(whole: Days, now: tuple[date, int]) -> tuple[Days, ...]:
    """What of an absence is not over at `now` (day and minute of the wall clock): what was is not changed any more.

    Today counts from the five minutes that run, so it can be another span than the days after it. Empty: all is over.
    """
    today, minute = now
    if today < whole.first_day:
        return (whole,)
    if whole.last_day < today:
        return ()
    parts = []
    start = max(whole.start, minute // TICK_MINUTES * TICK_MINUTES)
    if start == whole.start:
        return (Days(today, whole.last_day, start, whole.end),)
    if start < whole.end:
        parts.append(Days(today, today, start, whole.end))
    if today < whole.last_day:
        parts.append(Days(today + timedelta(days=1), whole.last_day, whole.start, whole.end))
    return tuple(parts)


def until(whole: Days, now: tuple[date, int]) -> Days | None:
    """What is left of an absence that ends at `now`: today's part, or the days before; None: it never began."""
    today, minute = now
    end = min(whole.end, minute // TICK_MINUTES * TICK_MINUTES)
    if whole.first_day <= today <= whole.last_day and whole.start < end:
        return Days(today, today, whole.start, end)
    if whole.first_day < today:
        last = min(whole.last_day, today - timedelta(days=1))
        return Days(whole.first_day, last, whole.start, whole.end)
    return None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service point of a group that could be without anybody, and how many appointments are booked on it then."""

    point_id: str
    booked: int


def pick(candidates: Iterable[Candidate], count: int | None) -> tuple[str, ...]:
    """Which service points "so many less" means, of `candidates` in the order of their group (None: all of them).

    Those that lose the fewest booked appointments; among equals the last of the group first. Refused:
    `too_few_points` (asked, left).
    """
    found = list(candidates)
    wanted = len(found) if count is None else count
    if not 0 < wanted <= len(found):
        raise Refused("too_few_points", asked=max(wanted, 1), left=len(found))
    order = sorted(range(len(found)), key=lambda n: (found[n].booked, -n))
    return tuple(found[n].point_id for n in order[:wanted])

"""Whether openings may be set as they were typed: what is refused, and with which values (D30, D35)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backoffice.domain.errors import Refused
from backoffice.domain.openings import WHOLE_DAY, Opening, skipped
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import OpeningKind

LONGEST_SERIES = 5
"""A weekly series ends within so many years."""

_LAYER = {
    OpeningKind.WEEKLY: 0,
    OpeningKind.ONE_DAY: 1,
    OpeningKind.SHUT: 1,  # both are the one exception of a point's day, and contradict each other
    OpeningKind.FORCED: 2,
}


def check_openings(new: Sequence[Opening], present: Iterable[Opening]) -> None:
    """Refuse openings that cannot be, alone or beside each other and those `present`.

    A present one whose id is among the new ones is being replaced and stands against nothing.

    Refused, each with `opening` (its id): `no_points` · `bad_opening` (minutes of no day, a weekday that is none, an
    exception of several days) · `not_five_minutes` (minute) · `end_before_start` (start, end; also of a break) ·
    `break_outside` (start, end) · `forced_without_reason` (day) · `time_skipped` (day, start, end: a single opening
    that begins or ends in the hour that the clock skips) · `series_without_end`, `series_backwards`,
    `series_too_long` (years), `series_never` (weekday), each with first and last · `openings_overlap` (other, points,
    day, start, end: of one kind, on a common point, day and minute).
    """
    for opening in new:
        _check_minutes(opening)
        _check_days(opening)
    replaced = {opening.id for opening in new}
    beside = [opening for opening in present if opening.id not in replaced]
    for index, opening in enumerate(new):
        for other in (*beside, *new[:index]):
            _check_beside(opening, other)


def _check_minutes(opening: Opening) -> None:
    if not opening.points:
        raise Refused("no_points", opening=opening.id)
    if opening.kind is OpeningKind.SHUT and (opening.start, opening.end) != WHOLE_DAY:
        raise Refused("bad_opening", opening=opening.id)
    for start, end in ((opening.start, opening.end), *opening.breaks):
        for minute in (start, end):
            if not 0 <= minute <= 1440:
                raise Refused("bad_opening", opening=opening.id)
            if minute % TICK_MINUTES:
                raise Refused("not_five_minutes", opening=opening.id, minute=minute)
        if end <= start:
            raise Refused("end_before_start", opening=opening.id, start=start, end=end)
    for start, end in opening.breaks:
        if start < opening.start or opening.end < end:
            raise Refused("break_outside", opening=opening.id, start=start, end=end)


def _check_days(opening: Opening) -> None:
    first, last = opening.first_day, opening.last_day
    if opening.kind is OpeningKind.WEEKLY:
        _check_series(opening)
        return
    if first != last:
        raise Refused("bad_opening", opening=opening.id)
    if opening.kind is OpeningKind.FORCED and not opening.reason.strip():
        raise Refused("forced_without_reason", opening=opening.id, day=first)
    gap = skipped(first)
    if gap is not None and (gap[0] <= opening.start < gap[1] or gap[0] < opening.end < gap[1]):
        raise Refused("time_skipped", opening=opening.id, day=first, start=gap[0], end=gap[1])


def _check_series(opening: Opening) -> None:
    first, last, weekday = opening.first_day, opening.last_day, opening.weekday
    if weekday is None or not 0 <= weekday <= 6:
        raise Refused("bad_opening", opening=opening.id)
    if last == date.max:
        raise Refused("series_without_end", opening=opening.id, first=first, last=last)
    if last < first:
        raise Refused("series_backwards", opening=opening.id, first=first, last=last)
    if (last.year - LONGEST_SERIES, last.month, last.day) > (first.year, first.month, first.day):
        raise Refused("series_too_long", opening=opening.id, first=first, last=last, years=LONGEST_SERIES)
    if _next(weekday, first) > last:
        raise Refused("series_never", opening=opening.id, first=first, last=last, weekday=weekday)


def _check_beside(opening: Opening, other: Opening) -> None:
    if _LAYER[opening.kind] != _LAYER[other.kind]:
        return
    start, end = max(opening.start, other.start), min(opening.end, other.end)
    if start >= end:
        return
    points = opening.points & other.points
    day = _common_day(opening, other) if points else None
    if day is not None:
        raise Refused(
            "openings_overlap",
            opening=opening.id,
            other=other.id,
            points=tuple(sorted(points)),
            day=day,
            start=start,
            end=end,
        )


def _common_day(one: Opening, other: Opening) -> date | None:
    """The first day both speak about; None: there is none."""
    if one.weekday != other.weekday:
        return None
    first, last = max(one.first_day, other.first_day), min(one.last_day, other.last_day)
    if first > last:
        return None
    day = first if one.weekday is None else _next(one.weekday, first)
    return day if day <= last else None


def _next(weekday: int, day: date) -> date:
    """The first such weekday from a day on; `date.max` where the calendar ends before."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead) if (date.max - day).days >= ahead else date.max

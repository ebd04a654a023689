"""Weeks ahead as cells of a heat map, of a group or of all: half days, in minutes, and who is affected in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from backoffice.desk.affected import AffectedLine
from backoffice.desk.plan_views import HalfDay, Outlook, OutlookDay
from backoffice.screens.plan_day import why_closed
from backoffice.widgets.heat_map import HeatCell, HeatPart
from backoffice.widgets.weeks_map import WeekRow
from backoffice.wording import plan_screen as texts
from backoffice.wording import plan_words as words

WEEKS, OVERVIEW_WEEKS = 8, 4
SATURDAY, NOON = 5, 720

PARTS = (HeatPart("morning", words.MORNING), HeatPart("afternoon", words.AFTERNOON))


Hit = Mapping[tuple[str | None, date, str], int]
"""How many are affected, by group (its name), day and part of the day."""


NOBODY_HIT: Hit = {}


def hit_by(affected: Iterable[AffectedLine]) -> Hit:
    """How many need another time or place in each half day of each group."""
    return Counter((one.group, one.day, "morning" if one.start < NOON else "afternoon") for one in affected)


def heat_cells(outlook: Outlook, hit: Hit = NOBODY_HIT) -> tuple[HeatCell, ...]:
    """The half days in order; a weekend on which nothing is planned, booked or affected is left out."""
    cells = (_cells(day, outlook.group, hit) for day in outlook.days)
    return tuple(cell for found in cells if not _idle_weekend(found) for cell in found)


def week_rows(outlooks: Iterable[Outlook], hit: Hit) -> tuple[WeekRow, ...]:
    """All groups one under the other, each with its next weeks."""
    return tuple(
        WeekRow(outlook.group_id, outlook.group, days[0].day, _week(days, outlook.group, hit))
        for outlook in outlooks
        for days in (outlook.days[7 * n : 7 * n + 7] for n in range(OVERVIEW_WEEKS))
        if days
    )


def free_elsewhere(outlooks: Iterable[Outlook], group_id: str, day: date, part: str) -> str:
    """Which other groups have time in a half day, the one with most first."""
    found = []
    for outlook in outlooks:
        half = next((getattr(one, part) for one in outlook.days if one.day == day), None)
        if outlook.group_id != group_id and half is not None and half.free > 0 and not half.stopped:
            found.append((half.free, outlook.group))
    found.sort(key=lambda one: -one[0])
    return words.free_elsewhere((name, words.amount(free, minutes=True)) for free, name in found)


def _week(days: Sequence[OutlookDay], group: str, hit: Hit) -> Mapping[tuple[int, str], HeatCell]:
    return {(cell.day.weekday(), cell.part): cell for day in days for cell in _cells(day, group, hit)}


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _cells(day: OutlookDay, group: str, hit: Hit) -> tuple[HeatCell, ...]:
    return tuple(
        HeatCell(
            *(day.day, part, half.planned, half.booked, half.free, _reason(half), half.stopped),
            affected=hit.get((group, day.day, part), 0),
        )
        for part, half in (("morning", day.morning), ("afternoon", day.afternoon))
    )


def _reason(half: HalfDay) -> str:
    """Why nothing is planned, or what stops bookings there or on some of its service points."""
    if half.why is not None:
        return why_closed(half.why, half.reason)
    if half.stopped:
        return texts.stop(half.reason)
    return texts.partly(texts.stop(half.reason)) if half.reason else ""


def _idle_weekend(cells: Sequence[HeatCell]) -> bool:
    told = any(cell.planned or cell.booked or cell.affected for cell in cells)
    return cells[0].day.weekday() >= SATURDAY and not told

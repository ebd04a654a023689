"""Weeks ahead of a group as cells of a heat map: half days, in minutes."""

from collections.abc import Iterator
from datetime import date, timedelta

from backoffice.desk.plan_views import HalfDay, Outlook, OutlookDay
from backoffice.screens.plan_day import why_closed
from backoffice.widgets.heat_map import HeatCell, HeatPart
from backoffice.wording import plan_screen as texts
from backoffice.wording import plan_words as words

WEEKS = 8
SATURDAY = 5

PARTS = (HeatPart("morning", words.MORNING), HeatPart("afternoon", words.AFTERNOON))


def heat_cells(outlook: Outlook) -> tuple[HeatCell, ...]:
    """The half days in order; a weekend on which nothing is planned or booked is left out."""
    return tuple(cell for day in outlook.days if not _idle_weekend(day) for cell in _cells(day))


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _cells(day: OutlookDay) -> Iterator[HeatCell]:
    for part, half in (("morning", day.morning), ("afternoon", day.afternoon)):
        yield HeatCell(day.day, part, half.planned, half.booked, half.free, _reason(half), half.stopped)


def _reason(half: HalfDay) -> str:
    """Why nothing is planned, or what stops bookings there or on some of its service points."""
    if half.why is not None:
        return why_closed(half.why, half.reason)
    if half.stopped:
        return texts.stop(half.reason)
    return texts.partly(texts.stop(half.reason)) if half.reason else ""


def _idle_weekend(day: OutlookDay) -> bool:
    halves = (day.morning, day.afternoon)
    return day.day.weekday() >= SATURDAY and not any(half.planned or half.booked for half in halves)

"""Days and times the way people type them: `24.11.`, `morgen`, `mo`, `+2w`; `1430`, `14.30`, `9`."""

import re
from datetime import date, timedelta

from backoffice.domain.errors import Refused

DAYS_FROM_TODAY = {
    "vorgestern": -2,
    "gestern": -1,
    "heute": 0,
    "morgen": 1,
    "übermorgen": 2,
    "uebermorgen": 2,
}
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")

_GERMAN_DAY = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})(?:\.\s*(?P<year>\d{2}|\d{4})?)?")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_STEP = re.compile(r"(?P<sign>[+-])\s*(?P<count>\d{1,4})\s*(?P<unit>[tdw]?)")
_CLOCK = re.compile(r"(?P<hours>\d{1,2})(?:\s*[.:,]\s*(?P<minutes>\d{2}))?")
_BARE_CLOCK = re.compile(r"(?P<hours>\d{1,2})(?P<minutes>\d{2})")


def parse_day(text: str, today: date) -> date:
    """The day that `text` means when it is typed on `today`.

    - `24.11.` is that day in the year that makes it nearest to today; `24.11.26`, `24.11.2026` name the year.
    - `heute`, `morgen`, `gestern` (also `übermorgen`, `vorgestern`).
    - `mo` … `so` (or written out) is the next such day, never today itself.
    - `+3`, `-1` are calendar days from today, `+2w` weeks.

    Refused: `day_empty`, `day_unknown` (not a day at all), `day_not_in_calendar` (31.02.), `day_too_far`
    (the calendar ends).
    """
    typed = " ".join(text.casefold().split())
    if not typed:
        raise Refused("day_empty")
    if typed in DAYS_FROM_TODAY:
        return _shifted(today, DAYS_FROM_TODAY[typed], text)
    if (weekday := parse_weekday(typed)) is not None:
        return _shifted(today, (weekday - today.weekday() - 1) % 7 + 1, text)
    if step := _STEP.fullmatch(typed):
        days = int(step["count"]) * (7 if step["unit"] == "w" else 1)
        return _shifted(today, -days if step["sign"] == "-" else days, text)
    written = _GERMAN_DAY.fullmatch(typed) or _ISO_DAY.fullmatch(typed)
    if written is None:
        raise Refused("day_unknown", text=text)
    return _in_calendar(int(written["day"]), int(written["month"]), written["year"], today, text)


def parse_time(text: str) -> int:
    """The minute of day (0..1439) that `text` means: `14:30`, `14.30`, `1430`, `930`, `9` (also with `Uhr`).

    Refused: `time_empty`, `time_unknown` (not a time at all), `time_not_on_clock` (25:00, 9:75).
    """
    typed = text.casefold().removesuffix("uhr").strip()
    if not typed:
        raise Refused("time_empty")
    clock = _CLOCK.fullmatch(typed) or _BARE_CLOCK.fullmatch(typed)
    if clock is None:
        raise Refused("time_unknown", text=text)
    hours, minutes = int(clock["hours"]), int(clock["minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise Refused("time_not_on_clock", text=text)
    return hours * 60 + minutes


def parse_weekday(typed: str) -> int | None:
    """0..6 for `mo`, `mo.`, `montag`, …; at least two letters, so that `m` and `s` stay unknown."""
    name = typed.removesuffix(".")
    if len(name) != 2 and name not in WEEKDAYS:
        return None
    return next((i for i, full in enumerate(WEEKDAYS) if full.startswith(name)), None)


def _shifted(today: date, days: int, text: str) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise Refused("day_too_far", text=text) from None


def _in_calendar(day: int, month: int, year: str | None, today: date, text: str) -> date:
    if year is not None:
        years = [int(year) + (2000 if len(year) == 2 else 0)]
    else:
        years = [today.year - 1, today.year, today.year + 1]
    candidates = [d for y in years if (d := _date_or_none(y, month, day)) is not None]
    if not candidates:
        raise Refused("day_not_in_calendar", text=text)
    return min(candidates, key=lambda d: abs(d - today))


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

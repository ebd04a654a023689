"""Office hours of a week the way people type them: `mo-mi 8-16, do 8-18, fr 8-12` (D31, D38)."""

import re
from itertools import groupby

from backoffice.domain.clock import hhmm
from backoffice.domain.errors import Refused
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.typed import parse_time, parse_weekday

SHORT_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
CLOSED = frozenset({"zu", "geschlossen", "frei"})

_DAYS = re.compile(r"(?P<first>[a-z]+\.?)(?: ?(?:-|bis) ?(?P<last>[a-z]+\.?))?")
_SPAN = re.compile(r"(?P<start>\d[\d.:]*)(?: ?uhr)? ?(?:-|bis) ?(?P<end>\d[\d.:]*)(?: ?uhr)?")
_BETWEEN = re.compile(r" ?(?:und|u\.|\+|/|&) ?| ")
_END_OF_DAY = frozenset({"24", "24:00", "24.00", "2400"})


def parse_week(text: str) -> OfficeHours:
    """The week that was typed: parts between commas, each days and then spans.

    Days are one (`do`) or a range (`mo-mi`, also over the weekend: `sa-mo`); spans are `8-16`, `8:30-12 und 13-16`,
    `8 bis 16 Uhr`. A part without times has those of the next one (`mo, mi 8-12`), a part without days belongs to
    the days before it (`do 8-12, 13-18`); `sa zu` says what is true anyway of a day that is not named.

    Refused: `hours_unknown` with the part that was not understood, `bad_hours` (ends before it begins, or two spans
    of one day overlap), `no_hours` (nothing typed, or nothing but closed days).
    """
    spans: list[tuple[int, int, int]] = []
    waiting: list[int] = []
    days: list[int] = []
    for part in re.split(r"[,;\n]", text.casefold().replace("–", "-").replace("—", "-")):
        typed = " ".join(part.split())
        if not typed:
            continue
        named, rest = _days_of(typed, part)
        if named and not rest:
            waiting += named
            continue
        if named:
            days, waiting = [*waiting, *named], []
        elif not days or waiting:
            raise Refused("hours_unknown", text=part.strip())
        if rest not in CLOSED:
            spans += [(day, *span) for span in _spans_of(rest, part) for day in days]
    if waiting:
        raise Refused("hours_unknown", text=SHORT_DAYS[waiting[-1]])
    if not spans:
        raise Refused("no_hours")
    return OfficeHours.of(spans)


def week_text(hours: OfficeHours) -> str:
    """The week as it is shown, and can be typed again: `Mo-Mi 08:00-16:00, Do 08:00-18:00, Fr 08:00-12:00`."""
    parts = []
    for spans, found in groupby(range(7), key=lambda day: hours.week[day]):
        days = list(found)
        if spans:
            named = SHORT_DAYS[days[0]] if len(days) == 1 else f"{SHORT_DAYS[days[0]]}-{SHORT_DAYS[days[-1]]}"
            parts.append(f"{named} {' und '.join(f'{hhmm(start)}-{hhmm(end)}' for start, end in spans)}")
    return ", ".join(parts)


def _days_of(typed: str, part: str) -> tuple[list[int], str]:
    """The days a part begins with (none: it begins with a time), and what follows them."""
    found = _DAYS.match(typed)
    if found is None:
        return [], typed
    first = parse_weekday(found["first"])
    last = first if found["last"] is None else parse_weekday(found["last"])
    if first is None or last is None:
        raise Refused("hours_unknown", text=part.strip())
    return [(first + n) % 7 for n in range((last - first) % 7 + 1)], typed[found.end() :].lstrip(" :")


def _spans_of(rest: str, part: str) -> list[tuple[int, int]]:
    spans = []
    while rest:
        found = _SPAN.match(rest)
        if found is None:
            raise Refused("hours_unknown", text=part.strip())
        spans.append((_minute(found["start"], part), _minute(found["end"], part)))
        rest = rest[found.end() :]
        if rest:
            between = _BETWEEN.match(rest)
            if between is None or between.end() == len(rest):
                raise Refused("hours_unknown", text=part.strip())
            rest = rest[between.end() :]
    return spans


def _minute(text: str, part: str) -> int:
    if text in _END_OF_DAY:
        return 1440
    try:
        return parse_time(text)
    except Refused as error:
        raise Refused("hours_unknown", text=part.strip()) from error

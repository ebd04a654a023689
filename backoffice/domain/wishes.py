"""When a customer wants to be called: a day, a span of it, or both (D37). A wish never moves a deadline."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backoffice.domain.clock import instant_of, wall
from backoffice.domain.errors import Refused
from backoffice.domain.typed import parse_day, parse_time

PARTS_OF_DAY = {
    "früh": (0, 10 * 60),
    "vormittag": (8 * 60, 12 * 60),
    "mittag": (11 * 60, 14 * 60),
    "nachmittag": (12 * 60, 18 * 60),
    "abend": (16 * 60, 20 * 60),
}
"""Half-open minutes of a day (assumed)."""

_SPAN = re.compile(r"(?:von )?(?P<start>[\d.:]+)(?: uhr)? ?(?:-|–|bis) ?(?P<end>[\d.:]+)(?: uhr)?")
_FROM = re.compile(r"(?:ab|nach) (?P<start>[\d.:]+)(?: uhr)?")
_UNTIL = re.compile(r"(?:bis|vor) (?P<end>[\d.:]+)(?: uhr)?")


@dataclass(frozen=True, slots=True)
class Wish:
    """A window for the call: on `day` (None: any day), `[start, end)` in minutes of the wall clock."""

    day: date | None = None
    start: int = 0
    end: int = 1440

    def open_at(self, instant: datetime) -> bool:
        """Whether the customer wants to be called right now."""
        day, minute = wall(instant)
        return (self.day is None or self.day == day) and self.start <= minute < self.end

    def misses(self, created_at: datetime, due_at: datetime) -> bool:
        """Whether the window opens only after the due instant: kept and flagged, the due instant stays.

        Without a day it opens daily: missed where it is never open from the promise (`created_at`) until it is due.
        """
        if self.day is not None:
            return instant_of(self.day, self.start) > due_at
        day, minute = wall(created_at)
        if minute >= self.end:  # over for the day on which it was promised
            day, minute = day + timedelta(days=1), 0
        return (day, max(minute, self.start)) > wall(due_at)


def parse_wish(text: str, today: date) -> Wish | None:
    """The wish that was typed: `ab 16`, `14-16`, `vormittags`, `mi 9-11`, `morgen ab 14 Uhr`, `24.11.`.

    Nothing typed or `egal` is no wish (None). Refused `wish_unknown`, also for a span that ends before it begins and
    a day that is over.
    """
    typed = " ".join(text.casefold().replace(",", " ").split())
    if typed in ("", "egal", "jederzeit", "immer"):
        return None
    found = _time_of(typed)
    day: date | None = None
    if found is None:
        first, _, rest = typed.partition(" ")
        rest = rest.removeprefix("um ").strip()
        try:
            day = parse_day(first, today)
        except Refused as error:
            raise Refused("wish_unknown", text=text) from error
        found = _time_of(rest) if rest else (0, 1440)
    if found is None or found[0] >= found[1] or (day is not None and day < today):
        raise Refused("wish_unknown", text=text)
    return Wish(day, *found)


def _time_of(typed: str) -> tuple[int, int] | None:
    part = PARTS_OF_DAY.get(typed.removesuffix("s"))
    if part is not None:
        return part
    for form in (_SPAN, _FROM, _UNTIL):
        if match := form.fullmatch(typed):
            times = match.groupdict()
            start, end = times.get("start"), times.get("end")
            try:
                return (parse_time(start) if start else 0, parse_time(end) if end else 1440)
            except Refused:
                return None
    return None

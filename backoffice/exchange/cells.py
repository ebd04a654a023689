"""What one cell means: days, times, lengths, channels, addresses, as people and spreadsheets write them.

Everything here is a function of one cell and says None where the cell does not say it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backoffice.domain.terms import Channel
from backoffice.domain.text import same_key
from backoffice.exchange.sheets import Cell

_MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]
_DATE = re.compile(
    r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<sd>\d{1,2})/(?P<sm>\d{1,2})/(?P<sy>\d{4})(?!\d)"
    rf"|(?<!\d)(?P<wd>\d{{1,2}})\.?\s*(?P<wm>{'|'.join(_MONTHS)})\s*(?P<wy>\d{{4}})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:[.,]\d+)?)?(?![\d.:])|(?=\s*(?:uhr|h)\b))", re.IGNORECASE
)
_SPOKEN_TIME = re.compile(r"(?<!\d)(\d{1,2})\s*(?:uhr|h)\s*(\d{2})(?!\d)", re.IGNORECASE)
_AROUND_TIME = re.compile(
    r"^(?:(?:mo|di|mi|do|fr|sa|so)(?:ntag|enstag|ttwoch|nnerstag|eitag|mstag|nnabend)?|uhr|h|um|von|bis|am|ab|t|den"
    r"|[\s,;.\-–—/|()])*$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"^(?:(?P<h>\d{1,2}(?:[.,]\d+)?)\s*(?:h|std\.?|stunden?))?\s*(?:(?P<m>\d{1,3})\s*(?:min(?:uten|\.)?|')?)?$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_PHONE = re.compile(r"'?[+(0][\d\s()/.\-]{4,}\d")
_CENTURY = 2000
_SERIALS = range(20_000, 80_000)
"""Bare Excel day numbers of this century and a little around."""
LONGEST = 600
"""Minutes; a longer "duration" is something else."""

PHONE_WORDS = frozenset(
    map(same_key, ("telefonisch", "telefon", "tel", "telefontermin", "per telefon", "anruf", "telefonat", "phone"))
)
PERSON_WORDS = frozenset(
    map(
        same_key,
        (
            "persönlich", "pers", "vor ort", "präsenz", "präsenztermin", "persönlicher termin",
            "persönliche vorsprache", "vorsprache", "in person", "persönlich vor ort", "vor-ort-termin",
        ),
    )
)  # fmt: skip
_FIRST_PART = re.compile(r"^([^;,|/–-]+)\s*[;,|/–-]\s*(.*)$")


@dataclass(frozen=True, slots=True)
class When:
    """A point or span on the wall clock, as far as a cell says it: day, minute of day, exclusive end."""

    day: date | None = None
    minute: int | None = None
    end: int | None = None


NEVER = When()


def when(cell: Cell, epoch: datetime) -> When:
    """Day and time in a cell: real Excel values, fractions, day numbers, text with weekday, "08:30 Uhr"."""
    match cell:
        case datetime():
            # A bare time may come as a moment of the epoch's first days.
            day = cell.date() if cell.year > 1904 else None
            if day and cell.time() == time():
                return When(day)  # a date without a time; nobody books midnight
            return When(*_rounded(day, cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6))
        case date():
            return When(cell)
        case time():
            return When(*_rounded(None, cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6))
        case timedelta():
            seconds = cell.total_seconds()
            return When(*_rounded(None, seconds)) if 0 <= seconds < 86_400 else NEVER
        case bool():
            return NEVER
        case int() | float():
            return _from_number(cell, epoch)
        case str():
            return _from_text(cell)
        case _:
            return NEVER


def _rounded(day: date | None, seconds: float) -> tuple[date | None, int]:
    """Excel keeps times as fractions of a day, so that 8:30 may come as 8:29:59.99."""
    minute = int((seconds + 0.5) // 60)
    return day, min(minute, 1439)


def _from_number(value: float, epoch: datetime) -> When:
    if 0 <= value < 1:
        return When(*_rounded(None, value * 86_400))
    if int(value) not in _SERIALS:
        return NEVER
    moment = epoch + timedelta(days=int(value))
    fraction = value - int(value)
    return When(moment.date()) if not fraction else When(*_rounded(moment.date(), fraction * 86_400))


def _from_text(text: str) -> When:
    found = _DATE.search(text)
    day = _date(found) if found else None
    if found and day is None:
        return NEVER
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    times = [(int(t[1]), int(t[2] or 0)) for t in _TIME.finditer(rest)]
    if not _AROUND_TIME.match(_TIME.sub(" ", rest)) or len(times) > 2:
        return NEVER
    if not all(h < 24 and m < 60 for h, m in times[:1]) or not all(h * 60 + m <= 1440 for h, m in times[1:]):
        return NEVER
    minutes = [h * 60 + m for h, m in times]
    return When(day, minutes[0] if minutes else None, minutes[1] if len(minutes) > 1 else None)


def time_within(cell: Cell) -> When:
    """The time, or span, somewhere in a cell of which a person said that it holds one; NEVER where there is none.

    Reads what no cell says unmistakably by itself: 830, "0830", "8h30", "8 Uhr 30", "Platz 3, 08:30".
    """
    text = plain_text(cell).strip()
    compact = re.fullmatch(r"(\d{1,2})(\d{2})", text)
    if compact:
        text = f"{compact[1]}:{compact[2]}"
    text = _DATE.sub(" ", _SPOKEN_TIME.sub(r"\1:\2", text))
    times = [int(t[1]) * 60 + int(t[2] or 0) for t in _TIME.finditer(text) if int(t[2] or 0) < 60]
    if not 1 <= len(times) <= 2 or not times[0] < 1440 or times[-1] > 1440:
        return NEVER
    return When(None, times[0], times[1] if len(times) > 1 else None)


def _date(found: re.Match[str]) -> date | None:
    part = found.groupdict()
    year = part["y"] or part["iy"] or part["sy"] or part["wy"]
    month = part["m"] or part["im"] or part["sm"]
    month_number = int(month) if month else _MONTHS.index(part["wm"].lower()) + 1
    day = part["d"] or part["id"] or part["sd"] or part["wd"]
    try:
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), month_number, int(day))
    except ValueError:
        return None


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """Every day that a text names, with where it stands (half-open)."""
    return [(day, m.start(), m.end()) for m in _DATE.finditer(text) if (day := _date(m))]


def minutes_long(cell: Cell) -> int | None:
    """A duration in minutes (1..600): a number, a time, "20 Min.", "0:20", "1,5 h"."""
    found: float | None = None
    match cell:
        case bool():
            pass
        case int() | float():
            found = cell * 1440 if 0 < cell < 1 else cell
        case time():
            found = cell.hour * 60 + cell.minute
        case timedelta():
            found = cell.total_seconds() / 60
        case str():
            found = _text_minutes(cell.strip())
    if found is None or not 0 < round(found) <= LONGEST:
        return None
    return round(found)


def _text_minutes(text: str) -> float | None:
    clock = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*h)?", text)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    spoken = _DURATION.match(text)
    if not text or not spoken:
        return None
    return float((spoken["h"] or "0").replace(",", ".")) * 60 + int(spoken["m"] or 0)


def channel_of(text: str) -> Channel | None:
    """The way a talk is held, where a cell says it unmistakably; None also for video and the like."""
    key = same_key(text)
    phone = key in PHONE_WORDS or "telefon" in key or "anruf" in key
    person = key in PERSON_WORDS or "person" in key or "vorort" in key or "prasenz" in key
    if phone == person:
        return None
    return Channel.PHONE if phone else Channel.IN_PERSON


def channel_in_remark(text: str) -> tuple[Channel | None, str | None]:
    """The channel where a remark names it as a part of its own, and the remark without that part."""
    parts = [part.strip() for part in re.split("[;|]", text)]
    for index, part in enumerate(parts):
        channel = _channel_word(part)
        if channel:
            return channel, "; ".join(p for i, p in enumerate(parts) if i != index and p) or None
    first = _FIRST_PART.match(text)
    channel = _channel_word(first[1]) if first else None
    return (channel, first[2].strip() or None) if first and channel else (None, text)


def _channel_word(text: str) -> Channel | None:
    key = same_key(text)
    if key in PHONE_WORDS:
        return Channel.PHONE
    return Channel.IN_PERSON if key in PERSON_WORDS else None


def email_in(text: str) -> str | None:
    """The first mail address in a text."""
    found = _EMAIL.search(text)
    return found[0].removeprefix("mailto:") if found else None


def looks_like_phone(cell: Cell) -> bool:
    """Digits and signs that begin like a number to dial."""
    return isinstance(cell, str) and bool(_PHONE.fullmatch(cell.strip())) and _from_text(cell) == NEVER


def plain_text(cell: Cell) -> str:
    """A cell as text, numbers undamaged: `70001`, never `70001.0`."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return f"{cell:%d.%m.%Y %H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case time():
            return f"{cell:%H:%M}"
        case bool():
            return "ja" if cell else "nein"
        case int() | float():
            return str(cell)
        case _:
            return ""

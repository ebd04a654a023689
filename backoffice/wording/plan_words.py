"""The plan in words: what a service point is at a time, how full a day is, and the times that are offered."""

from collections.abc import Iterable, Mapping
from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.labels import WEEKDAY_SHORT

CELL: Mapping[str, str] = {
    "closed": "geschlossen",
    "free": "frei",
    "booked": "belegt",
    "held": "vorgemerkt",
    "reserved": "reserviert",
    "online": "online",
    "stopped": "Buchungsstopp",
    "no_place": "ohne Platz",
    "past": "vorbei",
}
"""What a service point is at a time; `no_place` is the column of those who have none."""

STOPPED_SHORT = "Stopp"

MEANS: Mapping[str, str] = {
    "reserved": "für Berufstätige und Maßnahmen",
    "online": "in OTV nachtragen",
}
"""What is said of it where the caller gives no reason."""

NO_POINTS = "Für diesen Tag gibt es hier keinen Serviceplatz."
NO_DAYS = "Für diese Wochen ist nichts geplant."
NO_TIMES = "In diesem Zeitraum ist nichts frei. m sagt, warum."

TIME = "Zeit"
NOBODY = "niemand"
NOTHING = "nichts geplant"

FULL = "voll"
SHUT = "zu"
CLOSED = "geschlossen"

MARKS: Mapping[str, str] = {
    "online": "online: in OTV nachtragen",
    "reserved": "reserviert für Berufstätige",
    "stopped": "Buchungsstopp",
}
"""What is to be known of an offered time before it is taken."""

MORNING, AFTERNOON = "Vormittag", "Nachmittag"


def day_short(day: date, today: date | None = None) -> str:
    """`Di 24.11.`; with the year where it is another one than today's: `Mo 04.01.2027`."""
    year = f"{day.year:04d}" if today is not None and day.year != today.year else ""
    return f"{WEEKDAY_SHORT[day.weekday()]} {day:%d.%m.}{year}"


def week(day: date) -> str:
    """`KW 48`: the week after ISO 8601 that a day lies in."""
    return f"KW {day.isocalendar().week}"


def distance(day: date, today: date) -> str:
    """How far off a day is, as people say it: `heute`, `morgen`, `in 5 Tagen`, `in 3 Wochen`; nothing: past."""
    days = (day - today).days
    if days < 0:
        return ""
    if days < 3:
        return ("heute", "morgen", "übermorgen")[days]
    if days < 14:
        return f"in {days} Tagen"
    return f"in {days // 7} Wochen"


def span(start: int, end: int) -> str:
    """`10:20–10:40` of two minutes of the day."""
    return f"{hhmm(start)}–{hhmm(end)}"


# --- the grid of a day ------------------------------------------------------------


def hidden_left(count: int) -> str:
    """Columns that are further left: `← 5`."""
    return f"← {count}" if count else ""


def hidden_right(count: int) -> str:
    """Columns that are further right: `→ 12`."""
    return f"→ {count}" if count else ""


def more(count: int) -> str:
    """Appointments that begin in the same half hour and have no room in the cell: `+2`."""
    return f"+{count}" if count else ""


def goes_on(end: int | None) -> str:
    """What began further up: its end where that is near."""
    return "│" if end is None else f"│ bis {hhmm(end)}"


def begins(start: int, what: str) -> str:
    """`09:10 Kowa…`."""
    return f"{hhmm(start)} {what}"


def named(what: str, who: str) -> str:
    """`vorgemerkt, Öztürk`."""
    return f"{what}, {who}"


def ends(what: str, end: int) -> tuple[str, str]:
    """`frei bis 12:15`, and shorter."""
    return f"{what} bis {hhmm(end)}", f"{what} –{hhmm(end)}"


def piece(kind: str, times: str, label: str = "", reason: str = "") -> str:
    """One thing under the cursor: `belegt 10:10–10:40, Kowa…`, `geschlossen: Reformationstag`, `frei`."""
    said = f"{CELL[kind]} {times}".rstrip()
    if label:
        said = named(said, label)
    why = reason or MEANS.get(kind, "")
    return f"{said}: {why}" if why else said


def under_cursor(point: str, start: int, end: int, pieces: Iterable[str], *, empty: str = NOTHING) -> str:
    """`L1-2, 10:30–11:00: frei 10:30–10:40 · belegt 10:40–11:00, Kowa…`."""
    return f"{point}, {span(start, end)}: {' · '.join(pieces) or empty}"


# --- weeks ahead ------------------------------------------------------------------


def amount(value: int, *, minutes: bool) -> str:
    """A number of times as it is; minutes as hours: `3:20`."""
    return f"{value // 60}:{value % 60:02d}" if minutes else str(value)


def free(number: str) -> str:
    """`12 frei`."""
    return f"{number} frei"


def heat_legend(*, minutes: bool) -> str:
    """What the numbers and shades are, over all columns."""
    unit = " (Stunden)" if minutes else ""
    return f"frei · gebucht/geplant{unit}   ░ viel frei  ▒ halb  ▓ wenig  █ voll"


def half_short(weekday: int, *, first: bool) -> str:
    """The heading of half a day where there is little room: `Mo v`, then `n`."""
    return f"{WEEKDAY_SHORT[weekday]} v" if first else "n"


def weeks_legend() -> str:
    """What the shades and the mark are."""
    return f"frei (Stunden)   ░ viel frei  ▒ halb  ▓ wenig  █ voll  {hit(2)} betroffen"


def affected_then(day: date, part: str, count: int, group: str) -> str:
    """`Leistung 1, Mo 23.11. Vormittag: ▲ 3 betroffen`."""
    return f"{group}, {day_short(day)} {part}: {hit(count)} betroffen"


def free_elsewhere(found: Iterable[tuple[str, str]]) -> str:
    """`frei dann: Leistung 2 4:00 h, Eingangszone 1:30 h`, or that nobody else has time."""
    said = ", ".join(f"{name} {hours} h" for name, hours in found)
    return f"frei dann: {said}" if said else "dann ist keine andere Gruppe frei"


def heat_narrow_legend(*, minutes: bool) -> str:
    """The same where there is room for what is free only."""
    unit = " (Stunden)" if minutes else ""
    return f"frei{unit}   ░ viel frei  ▒ halb  ▓ wenig  █ voll"


def hit(count: int) -> str:
    """How many need another time or place: `▲ 3`."""
    return f"▲ {count}"


def heat_cell(
    day: date, part: str, numbers: tuple[str, str, str] | None, reason: str, affected: int = 0, of: str = ""
) -> str:
    """`Mo 23.11. Vormittag: 20 geplant, 8 gebucht, 12 frei`, or why there is nothing; None: nothing is planned.

    What is to be known besides stands before the numbers: a short line is cut at its end. `of`: of which group.
    """
    said = f"{f'{of}, ' if of else ''}{day_short(day)} {part}: {f'{hit(affected)} betroffen, ' if affected else ''}"
    if numbers is None:
        return said + (f"{CLOSED}, {reason}" if reason else NOTHING)
    planned, booked, free_ = numbers
    return f"{said}{f'{reason} · ' if reason else ''}{planned} geplant, {booked} gebucht, {free_} frei"


# --- times that are offered -------------------------------------------------------


def offered(day: date, start: int, end: int, today: date) -> str:
    """`Di 24.11. 10:20–10:40`."""
    return f"{day_short(day, today)} {span(start, end)}"


def mark(text: str) -> str:
    """A mark by its code; any other text stands for itself."""
    return MARKS.get(text, text)


def offered_said(when: str, place: str, off: str, marks: Iterable[str]) -> str:
    """A time with all that is to be known of it: `Di 24.11. 10:20–10:40, L1, morgen · online: in OTV nachtragen`."""
    said = ", ".join(part for part in (when, place, off) if part)
    return " · ".join((said, *(mark(text) for text in marks)))


def pages(first: int, last: int, total: int) -> str:
    """Which of the times are seen, and the key for the others: `1–9 von 20 · Bild↓ weitere`."""
    back = "Bild↑ frühere" if first > 1 else ""
    on = "Bild↓ weitere" if last < total else ""
    return " · ".join(text for text in (f"{first}–{last} von {total}", back, on) if text)


def glance(count: int | None) -> str:
    """Free times of half a day: `3 frei`, `voll`, or a dash where it is not open."""
    return "—" if count is None else FULL if count == 0 else free(str(count))


def glance_closed(reason: str) -> str:
    """A day without any opening."""
    return f"{CLOSED}: {reason}" if reason else CLOSED

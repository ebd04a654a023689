"""Callback tickets in words: states, urgency, by when, how long still, wishes, and what to say to the customer."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.deadlines import Limits
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.wishes import Wish

STATUS: Mapping[str, str] = {
    "new": "neu",
    "accepted": "angenommen",
    "in_progress": "im Anruf",
    "closed": "abgeschlossen",
}

CLOSED_AS: Mapping[str, str] = {
    "reached": "erreicht",
    "written": "schriftlich",
    "appointment": "Termin",
    "void": "hinfällig",
}

URGENCY: Mapping[str, str] = {"emergency": "Notfall", "urgent": "dringend", "normal": "normal"}

ORIGIN: Mapping[str, str] = {
    "appointment": "aus einem Termin",
    "walk_in": "aus einer Vorsprache",
    "call": "aus einem Anruf",
}

POLICY: Mapping[str, str] = {
    "working_days": "48-Stunden-Regel nach Arbeitstagen",
    "elapsed": "48 Stunden ohne Unterbrechung",
}

ANSWER: Mapping[str, str] = {"written": "schriftlich beantwortet", "waived": "Kund:in verzichtet"}

MOVE: Mapping[str, str] = {
    "handed_over": "weitergegeben",
    "returned": "zurückgegeben",
    "released": "an das Team zurück",
}

OWED: Mapping[str, str] = {
    "no_ending": "ohne Ende",
    "no_place": "ohne Platz",
    "presumed_cancelled": "vermutlich storniert",
    "cancelled_by_office": "von uns abgesagt",
    "not_reached": "nicht erreicht",
    "left": "ohne Gespräch gegangen",
    "broken_link": "Zusage weggefallen",
    "follow_up_gone": "Folgetermin fällt aus",
    "left_here": "Übernahme kam nicht zustande",
    "interpreter_failed": "Sprachmittlung ausgefallen",
}

SAY = "Sagen Sie:"
DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
LONG_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
REACHABLE = "jetzt erreichbar"
WISH_MISSES = "erst nach der Frist"
OVERDUE, SOON, NOT_ACCEPTED = "überf.", "bald", "nicht angenommen"
FELL_AWAY = "Termin weggefallen"


def _local(instant: datetime) -> tuple[date, str]:
    """The day and time of an instant as people say it: a midnight is the end of the day before."""
    local = instant.astimezone(BREMEN)
    if local.hour == local.minute == 0:
        before = date.fromordinal(local.date().toordinal() - 1)
        return before, "24:00"
    return local.date(), f"{local:%H:%M}"


def due(due_at: datetime, today: date) -> str:
    """`heute 15:00`, `morgen 10:00`, `Di 29.09. 15:00`."""
    day, time = _local(due_at)
    distance = (day - today).days
    near = {0: "heute", 1: "morgen"}.get(distance)
    return f"{near} {time}" if near else f"{DAYS[day.weekday()]} {day:%d.%m.} {time}"


def due_at(instant: datetime, today: date) -> str:
    """`fällig heute 15:00`."""
    return f"fällig {due(instant, today)}"


def office_hours_left(minutes: int) -> str:
    """`noch 5 Dienststunden`, `noch 40 min`."""
    if minutes < 60:
        return f"noch {minutes} min"
    hours = minutes // 60
    return f"noch {hours} {'Dienststunde' if hours == 1 else 'Dienststunden'}"


def short_left(due_at: datetime, limits: Limits, calendar: WorkCalendar) -> str:
    """For the list: `überf. 2 h`, `überf.`, `bald, 40 min`, `noch 12 h`; in office hours."""
    if limits.overdue(due_at):
        past = calendar.minutes_between(due_at, limits.now)
        return f"{OVERDUE} {_hours(past)}" if past else OVERDUE  # no office hour has gone by since
    left = calendar.minutes_between(limits.now, due_at)
    return f"{SOON}, {_hours(left)}" if limits.soon_due(due_at) else f"noch {_hours(left)}"


def _hours(minutes: int) -> str:
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"


def until(due_at: datetime, now: datetime, calendar: WorkCalendar) -> str:
    """For records and answers: `fällig Di 29.09. 15:00, noch 5 Dienststunden`; past: `überfällig seit …`."""
    today = now.astimezone(BREMEN).date()
    when = due(due_at, today)
    if due_at + timedelta(minutes=1) <= now:  # the minute that was promised still counts
        return f"überfällig seit {when}"
    return f"fällig {when}, {office_hours_left(calendar.minutes_between(now, due_at))}"


def wish(window: Wish | None, now: datetime) -> str:
    """`jetzt erreichbar bis 16:00`, `Mi 14:00–16:00`, `ab 16:00`, `heute`; empty without a wish."""
    if window is None:
        return ""
    today = now.astimezone(BREMEN).date()
    if window.open_at(now):
        return REACHABLE if window.end == 1440 else f"{REACHABLE} bis {hhmm(window.end)}"
    day = ""
    if window.day is not None:
        near = {0: "heute", 1: "morgen"}.get((window.day - today).days)
        day = near or f"{DAYS[window.day.weekday()]} {window.day:%d.%m.}"
    return " ".join(part for part in (day, _span(window)) if part)


def _span(window: Wish) -> str:
    if (window.start, window.end) == (0, 1440):
        return ""
    if window.end == 1440:
        return f"ab {hhmm(window.start)}"
    return f"bis {hhmm(window.end)}" if window.start == 0 else f"{hhmm(window.start)}–{hhmm(window.end)}"


def say(values: Mapping[str, Any], today: date) -> str:
    """The sentence to say to the customer after a promise, and the number they will see; from the answer's values."""
    day, time = _local(datetime.fromisoformat(values["due_at"]))
    distance = (day - today).days
    when = {0: "heute", 1: f"morgen, {LONG_DAYS[day.weekday()]}"}.get(
        distance, LONG_DAYS[day.weekday()] if distance < 7 else f"{LONG_DAYS[day.weekday()]}, {day:%d.%m.}"
    )
    clock = time.removeprefix("0").removesuffix(":00")
    verb = "rufen Sie" if values.get("by_phone", True) else "melden uns bei Ihnen"
    end = ", an" if values.get("by_phone", True) else ""
    said = f"Sagen Sie: Wir {verb} bis {when}, {clock} Uhr{end}."
    if values.get("by_phone", True) and values.get("shown_number"):
        said += f" Auf Ihrem Display steht {values['shown_number']}."
    return said


def promised(values: Mapping[str, Any]) -> str:
    """What was promised: `Rückruf R-7K-Q2M durch Leistungsteam 2 bis Mi 25.11. 08:41 zugesagt`."""
    return f"Rückruf {values['number']} durch {values['team']} {_promised_until(values)}.{wish_late(values)}"


def promised_briefly(values: Mapping[str, Any]) -> str:
    """The same beside something else that is told: `Rückruf R-7K-Q2M bis Mi 25.11. 08:41 zugesagt`."""
    return f"Rückruf {values['number']} {_promised_until(values)}"


def _promised_until(values: Mapping[str, Any]) -> str:
    day, time = _local(datetime.fromisoformat(values["due_at"]))
    return f"bis {DAYS[day.weekday()]} {day:%d.%m.} {time} zugesagt"


def wish_late(values: Mapping[str, Any]) -> str:
    """That the customer wished for a later time than was promised; empty where not."""
    return " ▲ Der Wunschtermin liegt nach der Frist." if values.get("wish_misses") else ""


def after_promise(code: str, values: Mapping[str, Any], today: date) -> str:
    """What is to be said to the customer after an answer that promises a call or a time; empty after any other."""
    from backoffice.wording.booking import after_booking  # which needs the words of an answer only then
    from backoffice.wording.takeovers import after as after_takeover

    if agreed := after_takeover(code, values, today):
        return agreed
    promise = values if code == "ticket_made" else values.get("ticket")
    called = say(promise, today) if isinstance(promise, Mapping) and promise.get("due_at") else ""
    booked = after_booking(code, values, today)
    return " ".join(part for part in (called or (SAY if booked else ""), booked) if part)


def conversation_note(number: str, name: str, concern: str, when: datetime, by: str) -> str:
    """A ready Gesprächsnotiz for the case file: number, person, subject, time, function; the rest is typed there."""
    local = when.astimezone(BREMEN)
    return f"Rückruf {number} · {name or 'ohne Namen'} · {concern} · {local:%d.%m.%Y %H:%M} Uhr · {by}: "


def typed_wish(window: Wish | None) -> str:
    """A wish as it could have been typed: what a form is filled with, so that it is understood again."""
    if window is None:
        return ""
    day = f"{window.day:%d.%m.%Y}" if window.day is not None else ""
    span = "" if (window.start, window.end) == (0, 1440) else _typed_span(window)
    return " ".join(part for part in (day, span) if part)


def _typed_span(window: Wish) -> str:
    if window.end == 1440:
        return f"ab {hhmm(window.start)}"
    return f"bis {hhmm(window.end)}" if window.start == 0 else f"{hhmm(window.start)}-{hhmm(window.end)}"

"""Interpreters and services in words: who they are, when they can be had, what was done (D47, D49)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.domain.interpreters import NO_END, Availability, Interpreter
from backoffice.domain.terms import AvailabilityKind
from backoffice.domain.travel import ASSUMED_TRAVEL
from backoffice.wording import languages
from backoffice.wording.labels import WEEKDAY_SHORT, day_label

DONE: Mapping[str, str] = {
    "interpreter_added": "Sprachmittlung eingetragen.",
    "interpreter_changed": "Sprachmittlung geändert.",
    "interpreter_hours_set": "Zeiten eingetragen.",
    "interpreter_day_added": "Einzelner Tag eingetragen.",
    "interpreter_away": "Abwesenheit eingetragen.",
    "interpreter_time_removed": "Zeit entfernt.",
    "interpreter_leaves": "Letzter Tag eingetragen.",
    "interpreter_stays": "Letzter Tag aufgehoben: wieder dauerhaft da.",
    "travel_set": "Weg eingetragen.",
}

ASK: Mapping[str, str] = {
    "interpreter": "Name der Person oder des Dienstes",
    "orders_to": "Wohin die Bestellung geht (Nummer oder E-Mail)",
    "dial": "Was dann gewählt wird (Nummer oder Video-Raum)",
    "cost_note": "Hinweis zu den Kosten",
}
"""What is asked at a terminal: a name is never an argument (D54)."""

FROM_REQUEST = "Bisher war jede Zeit anzufragen; {until} zählen nur die eingetragenen."


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentences for an answer of these: what was done, what follows from it, which orders are to be looked at."""
    match code:
        case "interpreter_hours_set" if values.get("since"):
            return _hours_set(values)
        case "interpreter_day_added" if values.get("day"):
            day = day_label(date.fromisoformat(values["day"]))
            said = f"Am {day} zu haben" + (", statt zu den Zeiten der Woche." if values.get("instead") else ".")
            said += f" {FROM_REQUEST.format(until='bis dahin')}" if values.get("from_request") else ""
            return said + _to_find_anew(values)
        case "interpreter_away" if values.get("first_day"):
            first, last = (date.fromisoformat(values[name]) for name in ("first_day", "last_day"))
            when = f"am {day_label(first)}" if first == last else f"vom {day_label(first)} bis {day_label(last)}"
            return f"Abwesend {when}.{_to_find_anew(values)}"
        case "interpreter_time_removed" if values.get("ended"):
            return f"Zeit beendet: Ab heute zählt sie nicht mehr.{_to_find_anew(values)}"
        case "interpreter_leaves" if values.get("last_day"):
            last = date.fromisoformat(values["last_day"])
            return f"Letzter Tag ist {day_label(last)}.{_to_find_anew(values)}"
        case "travel_set" if "minutes" in values:
            return f"Weg eingetragen: {values['minutes']} min{', hin und zurück' if values['both_ways'] else ''}."
        case _:
            return f"{DONE.get(code, code)}{_to_find_anew(values)}"


def _hours_set(values: Mapping[str, Any]) -> str:
    since = day_label(date.fromisoformat(values["since"]))
    gone = " Was für später geplant war, ist ersetzt." if values.get("replaced") else ""
    gone += _to_find_anew(values)
    if values.get("hours"):
        asked = f" {FROM_REQUEST.format(until='ab jetzt')}" if values.get("from_request") else ""
        return f"Ab {since}: {values['hours']}.{asked}{gone}"
    rest = "nur die einzelnen Tage." if values.get("days") else "jede Zeit kann angefragt werden."
    return f"Ab {since} keine feste Woche: {rest}{gone}"


def _to_find_anew(values: Mapping[str, Any]) -> str:
    """Which orders cannot be kept: none is dropped by itself. Empty where there is none."""
    count = values.get("orders") or 0
    if not count:
        return ""
    which = "Eine Bestellung fällt" if count == 1 else f"{count} Bestellungen fallen"
    return f" ▲ {which} darunter und {'bleibt' if count == 1 else 'bleiben'} stehen: bitte neu klären."


# --- who they are ------------------------------------------------------------------------------------------------

PROVIDER: Mapping[str, str] = {
    "person": "Person",
    "agency": "Agentur",
    "hotline": "Hotline",
    "colleague": "Kolleg:in",
}
AVAILABILITY: Mapping[str, str] = {
    "weekly": "jede Woche",
    "one_day": "an diesem Tag",
    "away": "abwesend",
}
FIELDS: Mapping[str, str] = {
    "provider": "Wer",
    "name": "Name",
    "languages": "Sprachen",
    "ways": "Wege",
    "hours": "Zeiten",
    "notice": "Vorlauf",
    "branches": "Arbeitet für",
    "contact": "Bestellung an",
    "dial": "Zu wählen",
    "cost_note": "Kosten",
    "last_day": "Letzter Tag",
    "keeper": "Gepflegt von",
}
BY_PHONE, BY_VIDEO, ON_SITE = "Telefon", "Video", "vor Ort"
EVERYWHERE = "alle Geschäftsstellen"
HOUSE_WIDE = "Administration"
ON_REQUEST = "auf Anfrage"
SINGLE_DAYS = "einzelne Tage"
AT_ONCE = "sofort"
NOTHING = "—"


def ways(*, by_phone: bool, by_video: bool, on_site: bool) -> str:
    """`Telefon, vor Ort`."""
    told = ((by_phone, BY_PHONE), (by_video, BY_VIDEO), (on_site, ON_SITE))
    return ", ".join(name for said, name in told if said)


def spoken(codes: Mapping[str, str]) -> str:
    """Languages by name with their dialects: `Arabisch (irakisch), Dari`."""
    return ", ".join(languages_of(codes))


def languages_of(codes: Mapping[str, str]) -> tuple[str, ...]:
    """Each language by name, with its dialect, in the order of the alphabet."""
    named = ((languages.name(code), dialect) for code, dialect in codes.items())
    return tuple(f"{name} ({dialect})" if dialect else name for name, dialect in sorted(named))


def notice(minutes: int) -> str:
    """How long before they have to be asked: `sofort`, `30 min`, `2 h`, `2 Arbeitstage`."""
    days, rest = divmod(minutes, 1440)
    parts = [f"{days} {'Arbeitstag' if days == 1 else 'Arbeitstage'}"] if days else []
    hours, rest = divmod(rest, 60) if rest % 60 == 0 else (0, rest)
    parts += [f"{hours} h"] if hours else [f"{rest} min"] if rest else []
    return " ".join(parts) or AT_ONCE


# --- when they can be had ----------------------------------------------------------------------------------------


def hours(week: str, *, on_request: bool) -> str:
    """The week that counts; `auf Anfrage` where nothing is known."""
    return week or (ON_REQUEST if on_request else SINGLE_DAYS)


def time(of: Availability) -> str:
    """One line of it: `Do 03.12.2026 09:00-12:00`, `abwesend Mo 07.12.2026 bis Fr 11.12.2026`, `jeden Mo …`."""
    span = "" if (of.start, of.end) == (0, 1440) else f" {hhmm(of.start)}-{hhmm(of.end)}"
    if of.weekday is not None:
        until = "" if of.last_day == NO_END else f" bis {of.last_day:%d.%m.%Y}"
        return f"jeden {WEEKDAY_SHORT[of.weekday]}{span} ab {of.first_day:%d.%m.%Y}{until}"
    days = day_label(of.first_day)
    if of.first_day != of.last_day:
        days += f" bis {day_label(of.last_day)}"
    away = f"{AVAILABILITY['away']} " if of.kind is AvailabilityKind.AWAY else ""
    return f"{away}{days}{span}"


def facts(
    of: Interpreter, *, keeper: str, serves: Iterable[str], week: str, later: Iterable[tuple[date, str]]
) -> Mapping[str, str]:
    """Everything an entry says of somebody, by the names of `FIELDS`; what is not said is left out.

    `keeper` and `serves` are branches as they are to be named, `week` what `hours` says.
    """
    told = {
        "provider": PROVIDER[of.provider.value],
        "languages": spoken(of.languages),
        "ways": ways(by_phone=of.by_phone, by_video=of.by_video, on_site=of.on_site),
        "hours": "; ".join((week, *(f"ab {day:%d.%m.%Y}: {hours}" for day, hours in later))),
        "notice": notice(of.notice_minutes),
        "branches": ", ".join(serves) or EVERYWHERE,
        "contact": of.contact,
        "dial": of.dial,
        "cost_note": of.cost_note,
        "last_day": day_label(of.last_day) if of.last_day else "",
        "keeper": keeper or HOUSE_WIDE,
    }
    return {name: value for name, value in told.items() if value}


def last_day(day: date) -> str:
    """`nur bis Fr 27.11.2026`."""
    return f"nur bis {day_label(day)}"


def order(day: date, start: int, end: int, branch: str, language: str, id_: str) -> str:
    """An order that cannot be kept: `Fr 27.11.2026 09:00-09:30 MITTE Tigrinya (Bestellung 3f2a1b)`."""
    return f"{day_label(day)} {hhmm(start)}-{hhmm(end)} {branch} {language} (Bestellung {id_})"


# --- the line command --------------------------------------------------------------------------------------------

EMPTY = "Noch ist niemand eingetragen: backoffice interpreters add."
NOBODY_SUITS = "Niemand passt dazu. Weniger Angaben finden mehr."
NO_WAYS = f"Kein Weg ist eingetragen: Angenommen werden überall {ASSUMED_TRAVEL} Minuten."
ITS_ID = "Kennung {id}; Zeiten trägt ein: backoffice interpreters availability hours."
SEE_BEYOND = "Welche, zeigt: backoffice interpreters show."
TIME, BEYOND = "Zeit", "Neu zu klären"

"""What the screen *Plan* says: its views, its rows, its choices and forms."""

from collections.abc import Mapping
from datetime import date

from backoffice.wording.labels import WEEKDAY_SHORT

VIEWS: Mapping[str, str] = {
    "day": "Tag",
    "ahead": "Vorschau",
    "openings": "Öffnungen",
    "affected": "Betroffene",
}
LOADING = "Der Plan wird gelesen …"
READ_FAILED = "Der Plan ließ sich nicht lesen. F5 versucht es noch einmal."
ASSUMED = "Noch kein Plan: Es gelten die Dienstzeiten. Unter Öffnungen (Tab) trägt n ihn ein."
ASSUMED_HERE = "Noch kein Plan: Es gelten die Dienstzeiten. n trägt die erste Öffnung ein."
EMPTY_OPENINGS = "Nichts ist eingetragen. n trägt eine Öffnung oder Schließung ein."
EMPTY_AFFECTED = "Kein offener Termin liegt außerhalb der Öffnungszeit, und alle haben einen Platz."
EMPTY_DAY = "Hier gibt es noch keinen Serviceplatz. Die Standort-Administration legt Gruppen und Plätze an."
EMPTY_AHEAD = "In diesen Wochen ist nichts geplant. n unter Öffnungen (Tab) trägt eine Öffnung ein."

COUNT_BOOKED = "gebucht"
COUNT_FREE = "frei"
COUNT_HELD = "vorgemerkt"
COUNT_NO_PLACE = "ohne Platz"
HELD_HERE = "hier"
EXTRA_POINT = "zusätzlicher Platz: {reason}"

NOBODY_HERE = "Auf diesem Feld steht kein Termin: ↑ ↓ ← → gehen zu einem."
NO_FILTER = "Hier gibt es nichts zu filtern; F3 sucht eine Person, j geht zu einer Gruppe."
NO_MARKS = "Felder lassen sich nicht markieren: Jede Taste wirkt auf den Termin unter dem Zeiger."
NO_ORDER = "Hier gibt es nur diese Reihenfolge."
NO_DETAILS = "Die Einzelheiten stehen unter der Liste; Enter öffnet den Termin."
EDGE = "Weiter geht es hier nicht: + zeigt den Tag danach, - den Tag davor."
FREE_HERE = "Hier steht kein Termin, den Enter öffnen könnte."
NOT_AN_APPOINTMENT = "Das geht mit einem Termin: Tab wechselt zum Tag und zu den Betroffenen."
NOTHING_TO_END = "Hier steht nichts, was zu beenden wäre."
NEW_WHERE = "Neues wird unter Öffnungen (Tab) oder auf dem Tag eingetragen."
OPEN_OPENING = "x beendet es, n trägt Neues ein."
HOUSE_WIDE = "Das gilt im ganzen Haus: Nur die Administration beendet es."
SEE_AFFECTED = "Tab: Betroffene."
GROUP_TITLE = "Zu welcher Gruppe?"
AT_ONE_TIME = "{count} Termine auf diesem Feld"

COLUMN_WHEN, COLUMN_TIME, COLUMN_GROUP, COLUMN_WHAT, COLUMN_PLACES, COLUMN_UNTIL = (
    "Wann", "Zeit", "Gruppe", "Was", "Plätze", "gilt",
)  # fmt: skip
COLUMN_WHY = "Warum"
ALL_POINTS = "alle"
WHOLE_BRANCH = "alle Gruppen"
WHOLE_HOUSE = "ganzes Haus"
EXTRA = "zusätzlicher Platz"
BREAK = "Pause"
RESERVED = "reserviert"

WEEK_AFTER, SHOW_DAY, ONE_OR_ALL = "Woche vor", "Tag zeigen", "eine/alle"
ALL_GROUPS = "Alle Gruppen, vier Wochen. o zeigt die unter dem Zeiger genauer."
ONE_GROUP = "Eine Gruppe, acht Wochen. o zeigt wieder alle, j eine andere."

ABOUT = (
    "Serviceplätze und Zeiten. Tag: was wann frei, belegt, vorgemerkt oder geschlossen ist; ← → ↑ ↓ gehen von Feld "
    "zu Feld, darunter steht es in Worten, Enter öffnet den Termin, und die Tasten des Tages wirken auf ihn. "
    "Vorschau: wie voll die nächsten Wochen sind und wo jemand betroffen ist (▲), alle Gruppen oder mit o eine "
    "genauer; Enter zeigt den Tag. Öffnungen: was eingetragen ist und wer fehlt. "
    "Betroffene: wer außerhalb der Öffnungszeit liegt oder keinen Platz hat. Tab wechselt, + und - zeigen "
    "andere Tage. 0 trägt ein, wer oder was fehlt; über den Feldern des Tages steht, wer den Platz "
    "besetzt, und w auf einem freien Feld trägt es ein."
)

# -- n --
NEW_TITLE = "Neu im Plan"
NEW_SERIES = "Öffnung jede Woche"
NEW_ONE_DAY = "Öffnung an einem Tag"
NEW_SHUT = "Geschlossen an einem Tag"
NEW_FORCED = "Öffnung trotz Schließung"
NEW_CLOSURE = "Schließung"
NEW_STOP = "Buchungsstopp"
NEW_POINT = "Zusätzlicher Serviceplatz"
HINTS: Mapping[str, str] = {
    "weekly": "von, bis: gilt jede Woche",
    "one_day": "statt der Woche",
    "shut": "einzelne Plätze, nur dieser Tag",
    "forced": "am Feiertag, mit Grund",
    "closed": "Gruppe oder Geschäftsstelle",
    "booking_stop": "nichts Neues; Notfälle ja",
    "point": "für einige Tage, mit Grund",
    "absence": "geht überall im Plan mit 0",
    "lend": "Person oder Platz, für einige Tage",
}
WHY_NOT = "Dafür braucht es das Recht der Serviceplatzgruppen-Leitung."
NO_GROUPS = "Hier gibt es noch keine Serviceplatzgruppe."

# -- the forms --
FIELD_GROUP = "Gruppe"
FIELD_FOR = "Für"
FIELD_POINTS = "Plätze"
PLACEHOLDER_POINTS = "alle, oder z. B. 1, 3-4"
FIELD_WEEK = "Woche"
PLACEHOLDER_WEEK = "mo-mi 8-12 und 13-16, do 8-18"
FIELD_TIMES = "Zeiten"
PLACEHOLDER_TIMES = "8-12 und 13-16"
PLACEHOLDER_WHOLE_DAY = "leer: ganze Tage"
FIELD_DAY = "Tag"
FIELD_FIRST = "Erster Tag"
FIELD_LAST = "Letzter Tag"
PLACEHOLDER_LAST = "leer: nur dieser Tag"
FIELD_SELLS = "Wird gebucht"
SELLS: Mapping[str, tuple[str, str]] = {
    "internal": ("intern", "nur wir buchen"),
    "online": ("online", "das Buchungsportal; wir tragen dort nach"),
}
FIELD_WHOM = "Ist da für"
FOR_ALL = "alle"
FOR_SOME = "Berufstätige und Maßnahmen"
FIELD_REASON = "Grund"
FIELD_NAME = "Name"
PLACEHOLDER_NAME = "z. B. Personalversammlung"
PLACEHOLDER_STOP = "z. B. Monatswechsel"
FIELD_POINT_NAME = "Name"
FIRST_PLAN = (
    "Bisher gelten die Dienstzeiten. Ab der ersten Öffnung gilt nur noch, was eingetragen ist: Eine Gruppe ohne "
    "Öffnung ist dann geschlossen."
)
NOTHING_CANCELLED = "Abgesagt wird nichts: Wer dann außerhalb liegt, steht unter Betroffene."

# -- x --
END_TITLE = "Beenden"
END_NOW = "Mit heute beenden"
REMOVE = "Entfernen"
END_ON = "An einem anderen Tag beenden"
FIELD_LAST_DAY = "Gilt noch bis"

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "point_not_of_group": (
        "Kein Platz dieser Gruppe",
        "„{text}“ ist kein Serviceplatz dieser Gruppe.",
        "Zum Beispiel alle, 1, 3-4 oder die Namen: {names}.",
    ),
    "times_backwards": (
        "Diese Zeiten gehen nicht",
        "„{text}“: Eine Zeit endet, bevor sie beginnt, oder zwei überschneiden sich.",
        "Zum Beispiel 8-16 oder 8-12 und 13-16.",
    ),
    "one_time_only": (
        "Nur eine Zeit",
        "Hier geht eine Zeit auf einmal.",
        "Bitte die zweite danach für sich eintragen.",
    ),
    "times_unknown": (
        "Zeiten nicht erkannt",
        "„{text}“ sind keine Zeiten.",
        "Zum Beispiel 8-16 oder 8-12 und 13-16.",
    ),
}


def free(minutes: int) -> str:
    """Free time in hours: `frei 12:40 h`."""
    return f"{COUNT_FREE} {minutes // 60}:{minutes % 60:02d} h"


def marked(count: int) -> str:
    """How many rows are marked."""
    return f"{count} markiert"


def until(last: date, today: date, first: date) -> str:
    """How long something is in force: `bis 31.12.26`, `ab 01.12.26`."""
    return f"ab {first:%d.%m.%y}" if first > today else f"bis {last:%d.%m.%y}"


def short_days(first: date, last: date) -> str:
    """`Mo 23.11.`, `23.11.–27.11.`."""
    if first == last:
        return f"{WEEKDAY_SHORT[first.weekday()]} {first:%d.%m.}"
    return f"{first:%d.%m.}–{last:%d.%m.}"


def broken(times: str, breaks: str) -> str:
    """`08:00–16:00 Pause 12:00–12:30`: what goes with a time."""
    return f"{times}, {BREAK} {breaks}" if breaks else times


def stop(name: str) -> str:
    """`Buchungsstopp: Monatswechsel`."""
    return f"{NEW_STOP}: {name}" if name else NEW_STOP


def partly(what: str) -> str:
    """`teils Buchungsstopp: Monatswechsel`: it holds for some service points, or for some of the time."""
    return f"teils {what}"


def points(count: int) -> str:
    """`1 Platz`, `3 Plätze`."""
    return "1 Platz" if count == 1 else f"{count} Plätze"


def neighbours(first: str, last: str) -> str:
    """`E-1–3` of `E-1` and `E-3`: what both begin with is said once."""
    return f"{first}–{last.removeprefix(first.rstrip('0123456789'))}"


def of_views(view: str, current: str) -> str:
    """A view's name; the present one between marks."""
    return f"‹{VIEWS[view]}›" if view == current else VIEWS[view]

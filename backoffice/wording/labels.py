"""What the frame and its widgets say: lists, filter, forms, days; why something typed was not understood."""

from collections.abc import Mapping
from datetime import date

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "day_empty": (
        "Welcher Tag?",
        "Hier fehlt der Tag.",
        "Zum Beispiel 24.11., morgen, mo oder +2w.",
    ),
    "day_unknown": (
        "Tag nicht erkannt",
        "„{text}“ ist kein Tag.",
        "Zum Beispiel 24.11., morgen, mo oder +2w.",
    ),
    "day_not_in_calendar": (
        "Diesen Tag gibt es nicht",
        "„{text}“ steht in keinem Kalender.",
        "Bitte Tag und Monat prüfen.",
    ),
    "day_too_far": (
        "Zu weit weg",
        "„{text}“ liegt außerhalb des Kalenders.",
        "Bitte eine kleinere Zahl oder ein Datum wie 24.11.2026.",
    ),
    "time_empty": (
        "Welche Uhrzeit?",
        "Hier fehlt die Uhrzeit.",
        "Zum Beispiel 14:30, 1430 oder 9.",
    ),
    "time_unknown": (
        "Uhrzeit nicht erkannt",
        "„{text}“ ist keine Uhrzeit.",
        "Zum Beispiel 14:30, 1430 oder 9.",
    ),
    "time_not_on_clock": (
        "Diese Uhrzeit gibt es nicht",
        "„{text}“ zeigt keine Uhr.",
        "Stunden gehen von 0 bis 23, Minuten von 00 bis 59.",
    ),
    "field_required": (
        "Hier fehlt etwas",
        "„{label}“ ist leer.",
        "Bitte ausfüllen oder mit Esc zurück.",
    ),
}

WEEKDAY_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")

NOTHING_HERE = "Hier steht nichts."
NOTHING_MATCHES = "Kein Treffer für „{text}“. Esc löscht den Filter."
FILTER_HINT = "/ filtern"
UNDO_HINT = "u rückgängig"
WORKING = "Einen Moment …"
STOP_HINT = "Esc bricht ab"
TOO_SMALL = "Das Fenster ist zu klein: bitte auf mindestens {width} × {height} Zeichen vergrößern."
BURST_TO_FILTER = "Eingefügter Text steht im Filter; kein Befehl wurde ausgeführt."
BURST_NOWHERE = "Eingefügter Text: Hier ist kein Feld dafür."
NOT_NOW = "Das geht hier gerade nicht: {reason}"

THEME: Mapping[str, str] = {"dunkel": "Dunkel", "hell": "Hell", "kontrast": "Hoher Kontrast"}


def day_label(day: date) -> str:
    """`Mo 23.11.2026`."""
    return f"{WEEKDAY_SHORT[day.weekday()]} {day:%d.%m.%Y}"


def shown_of(shown: int, total: int) -> str:
    """`12 von 148`: how many rows a filter leaves."""
    return f"{shown} von {total}"


def marked(count: int) -> str:
    """`3 markiert`, or nothing."""
    return f"{count} markiert" if count else ""


def progress(text: str, done: int, total: int) -> str:
    """`Buchungsliste einlesen: 120 von 300`."""
    return f"{text}: {shown_of(done, total)}"


def room_left(used: int, most: int) -> str:
    """`137/200`: characters used of those that fit."""
    return f"{used}/{most}"


def briefly(branch: str) -> str:
    """A branch in a narrow column, or under a heading that says what it is: `Nord` for "Geschäftsstelle Nord"."""
    return branch.removeprefix("Geschäftsstelle ") or branch

"""What the screens themselves say; their dialogs have words of their own (`dialogs`)."""

from datetime import datetime

from backoffice.domain.clock import BREMEN
from backoffice.wording.labels import day_label

__all__ = ["day_label"]

TODAY = "Heute"

COLUMN_TIME = "Zeit"
COLUMN_CHANNEL = "Art"
COLUMN_CONCERN = "Anliegen"
COLUMN_NAME = "Name"
COLUMN_PLACE = "Platz"
COLUMN_STAND = "Stand"

OPENING = "Der Speicher wird geöffnet …"
EMPTY_DAY = "Für diesen Tag ist noch keine Buchungsliste eingelesen. F7 liest sie ein, n nimmt eine Vorsprache auf."
EMPTY_IMPORTED = "Für diesen Tag ist nichts gebucht. n nimmt eine Vorsprache auf."

SENSITIVE = "Persönliches Anliegen"
EMERGENCY = "NOTF"
PROTECTED = "Geschützt"
NAMELESS = "(ohne Namen)"
NO_PLACE = "—"
DRAFT = "Entwurf"
DEMO = "Beispiel"
OFFLINE = "▲ getrennt"

COUNT_OPEN = "offen"
COUNT_MINE = "bei mir"
COUNT_WAITING = "wartet"
COUNT_NO_PLACE = "ohne Platz"
COUNT_NO_PROMISE = "ohne Anschluss-Zusage"
COUNT_YESTERDAY = "offen seit gestern"

RECONNECTED = "Der Speicher antwortet wieder; die Liste ist neu geladen."


def list_state(made_at: datetime | None, imported_at: datetime | None, *, provisional: bool | None) -> str:
    """How old the day's list is: "Liste 06:00", "Liste vorläufig (05:40)", "keine Liste"."""
    if imported_at is None:
        return "keine Liste"
    at = f"{(made_at or imported_at).astimezone(BREMEN):%H:%M}"
    return f"Liste vorläufig ({at})" if provisional else f"Liste {at}"


def drafts_open(count: int) -> str:
    """Before quitting with parked forms."""
    forms = "Ein Entwurf ist" if count == 1 else f"{count} Entwürfe sind"
    return f"{forms} noch offen und ginge verloren. F6 holt zurück; noch einmal Strg+Q beendet."


def several(count: int, said: str) -> str:
    """What was done to several marked rows."""
    return f"{count} Termine: {said}"


def not_all(count: int, why: str) -> str:
    """That some of the marked rows were refused, with the first reason."""
    return f"{count} nicht: {why}"


def crashed(number: str, path: str) -> str:
    """After something nobody foresaw, on the way out."""
    return (
        f"Das Programm musste beenden (Fehler {number}). Alles Gespeicherte ist da. "
        f"Näheres ohne Personendaten: {path}. Bitte der Administration melden."
    )

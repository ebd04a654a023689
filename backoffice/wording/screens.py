"""What the screens themselves say; their dialogs have words of their own (`dialogs`)."""

from datetime import datetime

from backoffice.domain.clock import BREMEN
from backoffice.wording.labels import day_label

__all__ = ["day_label"]

TODAY = "Heute"
TICKETS = "Rückrufe"
TAKEOVERS, TAKEOVERS_SHORT = "Terminübernahmen", "Übernahmen"
INTERPRETING, INTERPRETING_SHORT = "Sprachmittlung", "Sprachm."
PLAN = "Plan"
NOTIFY = "Bescheid"
EVENING, EVENING_SHORT = "Tagesabschluss", "Abschluss"

COLUMN_TIME = "Zeit"
COLUMN_CHANNEL = "Art"
COLUMN_CONCERN = "Anliegen"
COLUMN_NAME = "Name"
COLUMN_PLACE = "Platz"
COLUMN_STAND = "Stand"

NO_TERMINAL = (
    "Das Programm braucht ein Terminal für Tastatur und Bildschirm; es lässt sich nicht in eine Datei oder ein"
    " anderes Programm umleiten. Dafür sind die Zeilenbefehle da, etwa backoffice today: backoffice --help zeigt"
    " alle."
)
HOW_TO_QUIT = "Strg+Q beendet das Programm."
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

PAIR_TIME = "Termin"
PAIR_CONCERN = "Anliegen"
PAIR_STAND = "Stand"
PAIR_PROPOSAL = "Vorschlag"
PAIR_LANGUAGE = "Sprache"
PAIR_PHONE = "Telefon"
PAIR_NUMBER = "Nummer"
PAIR_PLACE = "Platz"
PAIR_ASSIGNED = "Zugewiesen"
PAIR_REMARK = "Hinweis"
PAIR_ARRIVED = "Da seit"
PAIR_BEGUN = "Beginn"
PAIR_ENDED = "Ende"
PAIR_NOTES = "Notizen"
PAIR_ATTEMPTS = "Versuche"
PAIR_BACKDATED = "Nachtrag"
YES = "ja"

NOTHING_SELECTED = "Hier ist kein Termin ausgewählt."
HIDDEN_ROWS = "Der Filter verbirgt diese Zeile; Esc löscht den Filter."
NOT_ON_SEVERAL = "Das geht nur für eine Zeile; Leertaste oder Esc hebt die Markierung auf."
NOTHING_TO_UNDO = "Hier wurde noch nichts geändert."
COPIED_NUMBER = "Nummer kopiert."
COPIED_PHONE = "Telefonnummer kopiert."
NOTHING_TO_COPY = "Dafür steht hier nichts zum Kopieren."
LOADING = "Die Liste wird gelesen …"
DETAILS_NEED_ROOM = "Die Einzelheiten haben erst ab 100 Spalten Platz; Enter öffnet den ganzen Datensatz."
SORTED_BY_TIME = "Nach Uhrzeit sortiert."
SORTED_BY_STAND = "Nach Stand sortiert: Wer wartet, steht oben."
SORTED_BY_NAME = "Nach Namen sortiert."
PARKED = "Geparkt: {label}. F6 holt es zurück."
STILL_SAVING = "Ein Formular wird noch gespeichert. Bitte kurz warten; noch einmal Strg+Q beendet trotzdem."
KEPT_AS_DRAFT = "Das Eingegebene liegt bei den Entwürfen (F6)."
KEPT_AND_CLAIMED = "Bitte absprechen. F6 holt das Formular zurück; noch einmal F2 übernimmt trotzdem."
NO_DRAFTS = "Es ist kein Formular geparkt."
NOT_FOUND_HERE = "Der Termin steht nicht auf dieser Liste."

FILE_KEPT = "Die Buchungsdatei bleibt vorerst liegen."
MORNING = "Morgenlage"
MORNING_HELP = "Sagt, worauf es heute ankommt: Notfälle, ohne Platz, ohne Nummer."
THEME = "Farben: {name}"
THEME_HELP = "Wechselt die Farben; die Wahl bleibt."
NAMES = {"short": "Namen kurz", "full": "Namen ausgeschrieben"}
NAMES_HELP = "Wie die Liste Namen zeigt; die Wahl bleibt an diesem Arbeitsplatz."
BRANCH_HELP = "Zeigt den Tag dieser Geschäftsstelle."

NEW_TITLE = "Neu"
NEW_WALK_IN = "Vorsprache jetzt"
NEW_APPOINTMENT = "Termin"
NEW_CALLBACK = "Rückruf aus einem Anruf"
COPY_TITLE = "Kopieren"
COPY_NUMBER = "Nummer"
COPY_PHONE = "Telefon"
NOTHING_NEGATIVE = "Dieser Termin ist zu Ende und schuldet niemandem mehr etwas; u nimmt eine Änderung zurück."
NEGATIVE_TITLE = "Nein …"
REOPEN_TITLE = "Wieder öffnen"

COUNT_MARKED = "markiert"
COUNT_OPEN = "offen"
COUNT_MINE = "bei mir"
COUNT_WAITING = "wartet"
COUNT_NO_PLACE = "ohne Platz"
COUNT_NO_PROMISE = "ohne Anschluss-Zusage"
COUNT_OTV = "OTV"
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
    if count == 1:
        return "Ein Entwurf ist noch offen und wäre verloren. F6 holt ihn zurück; noch einmal Strg+Q beendet."
    return f"{count} Entwürfe sind noch offen und wären verloren. F6 holt sie zurück; noch einmal Strg+Q beendet."


def several(count: int, said: str) -> str:
    """What was done to several marked rows."""
    return f"{count} Termine: {said}"


def outcome_marked(title: str, count: int) -> str:
    """Over the form for several marked rows: "Ergebnis · 3 markiert"."""
    return f"{title} · {marked(count)}"


def not_all(count: int, why: str) -> str:
    """That some of the marked rows were refused, with the first reason."""
    return f"{count} nicht: {why}"


def stumbled(number: str) -> str:
    """After something nobody foresaw, while the program goes on."""
    return f"Das hat nicht geklappt (Fehler {number}); bitte den Stand prüfen und der Administration melden."


def crashed(number: str, path: str) -> str:
    """After something nobody foresaw, on the way out."""
    return (
        f"Das Programm musste beendet werden (Fehler {number}). Alles Gespeicherte ist da. "
        f"Näheres ohne Personendaten: {path}. Bitte der Administration melden."
    )


def notes(count: int) -> str:
    """How many notes there are: "1 Notiz"; nothing without one."""
    return "" if not count else "1 Notiz" if count == 1 else f"{count} Notizen"


def attempts(count: int, last: str) -> str:
    """How often was called, and when last: "2, zuletzt 09:12"."""
    return f"{count}, zuletzt {last}" if count else ""


def undo_would(said: str, at: str) -> str:
    """Before an older change is taken back: what it was, and the second key."""
    return f"Rückgängig: {said} ({at}) Noch einmal u nimmt es zurück."


def marked(count: int) -> str:
    """How many rows are marked."""
    return f"{count} markiert"


def waiting_otv(count: int) -> str:
    """What is still to be done in the booking tool: `OTV 2`; nothing where nothing is."""
    return f"{COUNT_OTV} {count}" if count else ""


def ticket_counts(open_: int, overdue: int) -> str:
    """The quiet count beside the screen's name: `7 (2 überf.)`; nothing where nothing waits."""
    return f"{open_} ({overdue} überf.)" if overdue else str(open_ or "")


def takeover_counts(incoming: int, left: int) -> str:
    """To be decided here, and what of ours nobody takes over: `2 (1 offen)`; nothing where nothing waits."""
    return f"{incoming} ({left} offen)" if left else str(incoming or "")

"""The end of the day in words: its steps, what a row still needs, and when nothing is left."""

from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.tickets import OWED

TITLE = "Tagesabschluss"
COLUMN_WHEN = "Wann"
COLUMN_MISSING = "Was fehlt"
STEP_OPEN = "offen"
STEP_OWED = "ohne Anschluss-Zusage"
STEP_OTV = "q: OTV"
STEP_TELL = "6: zu benachrichtigen"
TELL_LEFT = "▲ Noch nicht alle wissen von ihrer neuen Zeit: 6 zeigt, wer zu benachrichtigen ist."
STEP_LATE = "Taste 2: Rückrufe überfällig"
STEP_AGREE = "5 y: abzustimmen"
STEP_TODAY = "heute noch fällig"
DONE = "√"
ALL_DONE = "√ Der Tag ist abgeschlossen: Niemand bleibt ohne Antwort oder Zusage."
AGREE_LEFT = "√ Niemand bleibt ohne Antwort oder Zusage. Zum Plan ist noch etwas abzustimmen: 5, dann y."
LATE_CALLS = "Alle Termine haben eine Antwort. Es sind noch Rückrufe überfällig: 2 zeigt sie."
CALLS_TODAY = "Alle Termine haben eine Antwort. Heute sind noch Rückrufe fällig: 2 zeigt sie."
OTV_LEFT = "Alle Termine haben eine Antwort. In OTV ist noch etwas nachzutragen oder zu stornieren: q zeigt es."
READ_FAILED = "Der Tagesabschluss ließ sich nicht lesen; F5 versucht es noch einmal."
ONE_DAY_EACH = "Die markierten Termine sind von verschiedenen Tagen: Bitte Tag für Tag, damit die Uhrzeit stimmt."
ENDING_TODAY = "Ergebnis"
PROPOSED = "6: Antwort, Ergebnis"
ENDING_LATER = "Ergebnis nachtragen"


def when(day: date, start: int) -> str:
    """An appointment of another day: `20.11. 09:00`."""
    return f"{day:%d.%m.} {hhmm(start)}"


def missing(owed: str | None, *, today: bool) -> str:
    """What a row still needs: an ending, or an answer, and then why."""
    if owed is None or owed == "no_ending":
        return ENDING_TODAY if today else ENDING_LATER
    return OWED[owed]

"""What is still to be done in the booking tool by hand, in words (D29)."""

from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.plan_words import day_short, span

TITLE = "In OTV nachtragen und stornieren"
ABOUT_OTV = (
    "Was in der Online-Terminvergabe (OTV) noch von Hand zu tun ist. Nachtragen: Wir haben eine Zeit gebucht, die "
    "OTV verkauft; ohne Eintrag dort bucht sie noch jemand. Stornieren: Ein Termin aus OTV ist abgesagt oder "
    "verlegt; ohne Storno dort geht noch die Erinnerung hinaus. Wer es dort erledigt hat, hakt es hier ab: "
    "Leertaste, Enter oder Ziffer. u nimmt einen Haken zurück."
)
EMPTY = "In OTV ist nichts nachzutragen und nichts zu stornieren."
KIND = {"enter": "nachtragen", "cancel": "stornieren"}
COLUMN_NUMBER = "Nr"
COLUMN_KIND = "In OTV"
COLUMN_TIME = "Zeit"
COLUMN_BOOKING = "Buchung"
NO_BOOKING = "—"
TICKED = "√"
HINT_TICK = "abhaken"
NOTHING_TO_UNDO = "Hier ist noch nichts abgehakt."
ALREADY = "Das ist schon abgehakt; u nimmt den letzten Haken zurück."
UNDONE = "{what} ist wieder offen."


def what(kind: str, day: date, start: int, end: int, name: str, today: date) -> str:
    """`stornieren: Mo 23.11. 09:00–09:20, Weiß, Thea`."""
    return f"{KIND[kind]}: {day_short(day, today)} {span(start, end)}, {name}"


def ticked(kind: str, start: int, name: str) -> str:
    """What was just ticked, and the way back."""
    done = "nachgetragen" if kind == "enter" else "storniert"
    return f"{hhmm(start)} {name}: in OTV {done}.  u rückgängig"


def left(count: int) -> str:
    """How many are open, above the list."""
    if not count:
        return EMPTY
    return "1 Aufgabe ist offen." if count == 1 else f"{count} Aufgaben sind offen."

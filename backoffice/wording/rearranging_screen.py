"""What the dialogs *Umplanen* and *Zu benachrichtigen* say (D33)."""

from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.labels import day_label
from backoffice.wording.rearranging import NOBODY_TO_TELL

PLAN_TITLE = "Umplanen: {day}"
ABOUT_PLAN = (
    "Ein Vorschlag, wo die Betroffenen des Tages bleiben: so viele wie möglich zu ihrer Zeit, Notfälle zuerst. "
    "a nimmt ihn an: Was Zeit und Weg behält, gilt sofort; eine andere Zeit, ein anderer Weg oder eine andere "
    "Geschäftsstelle wird den Personen vorgeschlagen (6). x sucht für eine Zeile das Nächstbeste, die Leertaste "
    "lässt sie aus, n plant mit jemandem, der einspringt. Esc verwirft; gespeichert ist bis dahin nichts."
)
WORKING_OUT = "Der Vorschlag wird berechnet … Esc bricht ab."
WORKED_OUT_AGAIN = "Inzwischen hat sich etwas geändert: Der Vorschlag ist neu berechnet."
COLUMN_TIME, COLUMN_NAME, COLUMN_FROM, COLUMN_TO, COLUMN_STAND, COLUMN_WHY = (
    "Zeit", "Name", "bisher", "neu", "Stand", "Warum",
)  # fmt: skip
COLUMN_CHANGE, COLUMN_PHONE = "Alt → neu", "Telefon"
LEFT_OUT = "ausgelassen"
DISCARD = "verwerfen"
ASIDE_IN_FULL = "Macht Platz für andere: dieselbe Zeit, dieselbe Gruppe, ein anderer Serviceplatz."
NOT_ON_ASIDE = "Wer nur Platz macht, behält Zeit und Gruppe: Das geht mit den Zeilen darüber."
NOTHING_ELSE = "Für diesen Termin ist nichts anderes frei: v verlegt ihn, r sagt einen Rückruf zu."
NOTHING_TO_ACCEPT = "Hier ist nichts anzunehmen."
PRESS_A = "a nimmt den ganzen Vorschlag an, x sucht für diese Zeile etwas anderes."
MAY_NOT_PLAN = "Umplanen kann, wer Serviceplätze plant: die Leitung der Gruppe oder der Geschäftsstelle."
DAY_OVER = "Dieser Tag ist vorbei: h zeigt heute."
EXTRA_TITLE = "Wer springt ein?"
FIELD_WAY, RECEIVES, ONLY_CALLS = "Kann", "empfangen", "nur anrufen"

NOTIFY_TITLE = "Zu benachrichtigen"
ABOUT_NOTIFY = (
    "Wem eine andere Zeit, ein anderer Weg oder eine andere Geschäftsstelle vorgeschlagen ist. Bis zur Antwort gilt "
    "der alte Termin, der neue Platz ist vorgemerkt. a: einverstanden, der Termin wird verlegt. x: abgelehnt, das "
    "Nächste wird vorgeschlagen; oder der Vorschlag wird zurückgezogen. b: Brief, Mail oder Nachricht ist hinaus, "
    "die Antwort steht aus. u nimmt das Letzte zurück."
)
NOTHING_TO_UNDO = "Hier ist noch nichts eingetragen."
AGREED_TITLE = "Einverstanden: Wie gefragt?"
DECLINED_TITLE = "Abgelehnt: Wie gefragt?"
TOLD_TITLE = "Benachrichtigt, ohne Antwort: Wie?"
WITHDRAW, WITHDRAW_HINT = "Vorschlag zurückziehen", "die alte Zeit gilt"
AGREED_WITH_TITLE = "Wer hat in {branch} zugesagt?"
FIELD_FUNCTION = "Funktion (z. B. Eingangszone)"


def to_tell(count: int, untold: int) -> str:
    """The line above those who are to be told."""
    if not count:
        return NOBODY_TO_TELL
    rest = count - untold
    parts = [f"{untold} noch nicht informiert"] if untold else []
    return " · ".join([*parts, f"{rest} ohne Antwort"] if rest else parts)


def to_say(day: date, start: int, was_day: date, was_start: int, branch: str, *, by_phone: bool) -> str:
    """The sentence for the phone; `by_phone`: it becomes a call instead of a visit."""
    if (day, start) == (was_day, was_start) and by_phone:
        return (
            f"Sagen Sie: Wir rufen Sie zu Ihrem Termin um {hhmm(start)} Uhr an. Sie müssen nicht kommen. Passt das?"
        )
    where = f" in {branch}" if branch else ""
    call = " Wir rufen Sie dann an." if by_phone else ""
    if day == was_day:
        times = f"Ihren Termin am {day_label(day)} von {hhmm(was_start)} auf {hhmm(start)} Uhr"
    else:
        old, new = f"{day_label(was_day)}, {hhmm(was_start)} Uhr", f"{day_label(day)}, {hhmm(start)} Uhr"
        times = f"Ihren Termin vom {old}, auf {new}"
    return f"Sagen Sie: Wir möchten {times}{where} verlegen.{call} Passt das?"

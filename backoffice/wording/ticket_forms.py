"""What the forms around a promised call say: labels, hints, titles."""

from collections.abc import Sequence
from datetime import date, datetime

from backoffice.domain.office_time import WorkCalendar
from backoffice.wording import tickets
from backoffice.wording.dialogs import titled

# -- the form that makes one --
ABOUT_TICKET = (
    "Ein Rückruf wird verbindlich zugesagt: Oben steht, bis wann. Alles ist vorbelegt, meist genügt F2. Eine Ziffer "
    "wählt ein anderes Team. Der Wunsch („ab 16“, „mi 9-11“) sagt, wann der Anruf gut passt; die Frist bleibt. Ohne "
    "Telefonnummer bitte eintragen, wie die Person sonst erreichbar ist."
)
TITLE = "Rückruf"
CALLBACK_TITLE = "Erledigt mit Rückruf"
TITLE_CALL = "Rückruf aus einem Anruf"
FIELD_TEAM = "Team"
FIELD_OTHER_WAY = "anderer Weg"
PLACEHOLDER_OTHER_WAY = "nur ohne Telefon: Brief, E-Mail …"
FIELD_WISH = "Wunsch"
PLACEHOLDER_WISH = "ab 16, mi 9-11, vormittags"
FIELD_URGENCY = "Dringlichkeit"
FIELD_URGENCY_REASON = "weil"
PLACEHOLDER_URGENCY_REASON = "warum es nicht warten kann"
FIELD_OWN_DEADLINE = "eigene Frist"
FIELD_OWN_REASON = "Frist wofür"
PLACEHOLDER_OWN_REASON = "Mietvertrag, Sperre, Bescheid …"
USUAL_TEAM = "üblich für dieses Anliegen"
NO_TEAM = "Diese Geschäftsstelle hat noch kein Team; die Administration legt eins an."
AFTER_DUE = "▲ nach der Frist"
HINT_EMERGENCY = "noch am selben Arbeitstag"
HINT_URGENT = "vor allen anderen; die Frist bleibt"
HINT_NORMAL = "nach der 48-Stunden-Regel"

# -- working one --
ANSWER_TITLE = "Erreicht"
FIELD_ANSWER = "Besprochen"
PLACEHOLDER_ANSWER = "was geantwortet wurde (darf leer bleiben)"
WRITTEN_TITLE = "Schriftlich beantwortet"
FIELD_HOW = "Wie und wann"
PLACEHOLDER_WRITTEN = "z. B. Brief vom 24.11."
APPOINTMENT_TITLE = "Durch Termin erledigt"
FIELD_APPOINTMENT = "Termin"
PLACEHOLDER_APPOINTMENT = "Name, Nummer oder Uhrzeit"
NOTHING_APPOINTMENT = "Kein kommender Termin passt dazu; Esc, dann t bucht einen neuen."
FIELD_KNOWN = "Bekannt durch"
PLACEHOLDER_KNOWN = "z. B. am Telefon gesagt, Einladung"
TIME_TITLE = "Termin statt Rückruf"
KNOWN_BY_PHONE = "am Telefon gesagt"
ABOUT_TICKET_TIME = (
    "Freie Zeiten für die Person, der ein Anruf zugesagt ist. Eine Ziffer wählt eine Zeit und merkt sie fünf Minuten "
    "vor; F2 bucht sie und schließt damit den Rückruf ab. „Bekannt durch“ hält fest, wie die Person davon weiß: Ohne "
    "das wäre die Zusage nicht eingelöst. Gebucht wird in der Geschäftsstelle, bei der der Rückruf liegt."
)
INTERIM_TITLE = "Zwischennachricht"
FIELD_PROMISED_DAY = "Zugesagt: Tag"
FIELD_PROMISED_TIME = "Uhrzeit"
FIELD_INTERIM_HOW = "Mitgeteilt"
PLACEHOLDER_INTERIM = "wie, z. B. auf die Mailbox gesprochen"
INTERIM_HINT = "Die erste Frist bleibt daneben stehen; überfällig bleibt überfällig."
RETURN_TITLE = "Zurückgeben"
VOID_TITLE = "Hinfällig"
HAND_OVER_TITLE = "Weitergeben"
PLACEHOLDER_TEAM = "Team oder Geschäftsstelle"
NOTHING_TEAM = "Kein Team heißt so."
OWN_BRANCH = "hier"
HAND_OVER_HINT = "Das andere Team muss annehmen; die Frist läuft weiter."
REACH_TITLE = "Angaben zum Rückruf"
WANTS_WRITTEN = "schriftlich gewünscht"
NOW_STANDS = "Inzwischen geändert – dort steht jetzt: {what}"
NOTE_TITLE = "Notiz"

ABOUT_HAND_OVER = (
    "Welches Team den Rückruf übernimmt: erst die eigene Geschäftsstelle, dann die anderen. Der Grund steht im "
    "Verlauf. Die Frist beginnt dadurch nicht neu."
)
ABOUT_REACH = (
    "Wie und wann die Person erreichbar ist, und wie dringend es ist. Die Dringlichkeit lässt sich nur erhöhen. "
    "Die Frist bleibt, außer ein Notfall wird daraus."
)


def from_appointment(start: int, name: str) -> str:
    """`Rückruf · 09:00 Schmidt, Peter`."""
    return titled(TITLE, start, name)


def due_line(due_at: datetime, now: datetime, calendar: WorkCalendar) -> str:
    """`fällig Mi 25.11. 08:41, noch 16 Dienststunden`."""
    return tickets.until(due_at, now, calendar)


def similar(found: Sequence[tuple[str, str, datetime]], today: date) -> str:
    """The duplicates hint: `Offenes Ticket R-7K-Q2M, Leistungsteam 1, fällig heute 15:00`; empty for none."""
    if not found:
        return ""
    number, team, due_at = found[0]
    more = f" (und {len(found) - 1} weitere)" if len(found) > 1 else ""
    return f"▲ Offenes Ticket {number}, {team}, fällig {tickets.due(due_at, today)}{more}"


def about(title: str, number: str, name: str) -> str:
    """`Weitergeben · R-7K-Q2M Schmidt, Peter`."""
    return " ".join(part for part in (f"{title} · {number}", name) if part)


def several(title: str, count: int) -> str:
    """`Weitergeben · 3 markiert`."""
    return f"{title} · {count} markiert"

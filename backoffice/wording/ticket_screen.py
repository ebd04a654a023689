"""What the screen *Rückrufe* says: columns, views, counts, choices, sentences."""

from collections.abc import Mapping
from datetime import datetime

from backoffice.domain.clock import BREMEN

VIEWS: Mapping[str, str] = {
    "mine": "mein Team",
    "all": "alle Teams",
    "handed": "abgegeben",
    "closed": "abgeschlossen",
}
COLUMN_DUE = "fällig"
COLUMN_LEFT = "Rest"
COLUMN_TEAM = "Team"
COLUMN_WISH = "Wunsch"
COLUMN_NUMBER = "Nr."
COUNT_OVERDUE = "überfällig"
COUNT_UNACCEPTED = "zu lange nicht angenommen"

EMPTY: Mapping[str, str] = {
    "mine": "Ihr Team hat keinen offenen Rückruf. → zeigt alle Teams, n 3 nimmt einen Anruf auf.",
    "all": "In dieser Geschäftsstelle ist kein Rückruf offen. n 3 nimmt einen Anruf auf, 1 geht zum Tag.",
    "handed": "Ihr Team hat keinen offenen Rückruf abgegeben. w gibt einen weiter; ← zeigt alle Teams.",
    "closed": "Seit gestern wurde kein Rückruf abgeschlossen. ← geht zurück.",
}
EMPTY_NO_TEAM = "Sie gehören hier zu keinem Team. → zeigt alle Teams."
LOADING = "Die Rückrufe werden gelesen …"
SORTED_BY_DUE = "Nach Frist sortiert."
SORTED_BY_REACHABLE = "Wer jetzt erreichbar ist, steht oben."
TRIES = "{count} Versuche"
ONE_TRY = "1 Versuch"

PAIR_DUE = "Fällig"
PAIR_STRICT = "48 h"
PAIR_INTERIM = "Zwischen"
PAIR_TEAM = "Team"
PAIR_URGENCY = "Dringl."
PAIR_WISH = "Wunsch"
PAIR_OTHER_WAY = "And. Weg"
PAIR_OWN_DEADLINE = "Eigene"
PAIR_ACCEPTED = "Annahme"
PAIR_TRIES = "Versuche"
PAIR_APPOINTMENT = "Termin"
PAIR_TICKET = "Ticket"
PAIR_CLOSED = "Ende"
WRITTEN_WANTED = "schriftlich gewünscht"

NOTHING_SELECTED = "Hier ist kein Rückruf ausgewählt."
NOTHING_CHANGED = "An den Angaben ist nichts geändert."
ON_TODAY = "auf dem Bildschirm Heute (1)"
READ_FAILED = "Die Rückrufe ließen sich nicht lesen. F5 versucht es noch einmal."
COPY_NOTE = "Gesprächsnotiz"
NEW_CALLBACK = "Rückruf aus einem Anruf"
ONE_PROMISE_EACH = "Jeder Person wird ein eigener Rückruf zugesagt: Bitte ohne Markierung, Zeile für Zeile."

# -- b: dialling --
ABOUT_DIAL = (
    "Sie wählen: Niemand sonst ruft jetzt dort an. Eine Ziffer trägt ein, wie es ausging. Esc lässt den Rückruf "
    "„im Anruf“ stehen, bis etwas eingetragen ist; wer ein zweites Mal b drückt, übernimmt ihn."
)
DIAL_TITLE = "Anruf"
REACHED = "erreicht"
HINT_REACHED = "schließt den Rückruf ab"
NO_ANSWER = "niemand erreicht"
MESSAGE_LEFT = "Nachricht hinterlassen"
WRONG_NUMBER = "falsche Nummer"
NO_NUMBER = "keine Nummer"
LAY_DOWN = "zurücklegen"
HINT_LAY_DOWN = "nicht angerufen, nichts einzutragen"
HINT_GOES_ON = "die Zusage gilt weiter"
STILL_DIALLING = "{number}: bleibt „im Anruf“; e trägt das Ergebnis ein."

# -- e, x --
OUTCOME_TITLE = "Ergebnis"
NEGATIVE_TITLE = "Nein …"
WRITTEN = "schriftlich …"
BY_APPOINTMENT = "durch Termin …"
HINT_BY_APPOINTMENT = "von dem die Person weiß"
NEW_APPOINTMENT = "neuen Termin buchen …"
HINT_NEW_APPOINTMENT = "freie Zeiten; schließt den Rückruf ab"
INTERIM = "Zwischennachricht …"
HINT_INTERIM = "ein zweiter Zeitpunkt neben der Frist"
RETURN = "zurückgeben …"
HINT_RETURN = "mit Grund an das Team, von dem es kam"
GIVE_BACK = "Annahme zurücknehmen"
HINT_GIVE_BACK = "das Team hat es wieder"
VOID = "hinfällig …"
HINT_VOID = "mit Grund; hält keine Zusage ein"
NOT_ACCEPTED_YET = "noch niemand hat es angenommen"
HAS_NUMBER = "es gibt eine Nummer"
HAS_NO_NUMBER = "es ist keine Nummer eingetragen"
CLOSED_ALREADY = "Der Rückruf {number} ist schon abgeschlossen; Enter zeigt ihn, dort öffnet u ihn wieder."

# -- record --
RECORD = "Rückruf"
REACH = "Erreichbarkeit"
PROMISE = "Zusage"
CUSTOMER = "Person"
ATTEMPTS = "Anrufversuche"
NOTES = "Notizen"
INTERIMS = "Zwischennachrichten"
MOVES = "Weitergaben"
CLOSING = "Abschluss"
HISTORY = "Verlauf"
DUE = "fällig"
STRICT = "48 Stunden enden"
POLICY = "Regel"
CALENDAR = "Kalender"
CALENDAR_CHANGED = "Dienstzeiten oder Schließtage sind heute andere; die Zusage gilt, wie sie gemacht wurde."
URGENCY = "Dringlichkeit"
CREATED = "zugesagt am"
ORIGIN = "entstanden"
TEAM = "Team"
DISPLAY = "Display zeigt"
ACCEPTED = "angenommen"
SHARED = "zuerst bei"
APPOINTMENT = "Termin"
PHONE_AS_GIVEN = "wie angegeben"
OTHER_WAY = "anderer Weg"
WISH = "Wunsch"
OWN_DEADLINE = "eigene Frist"
CLOSED = "abgeschlossen"
HOW = "wie"
KNOWN = "bekannt seit"
CLOSING_APPOINTMENT = "durch Termin"
BACKDATED = "Nachtrag"
YES = "ja"
TICKETS = "Rückrufe"
NO_TICKET = "Zu diesem Termin ist kein Rückruf zugesagt; r sagt einen zu."
NO_APPOINTMENT = "Dieser Rückruf entstand aus einem Anruf: Es gibt keinen Termin dazu."

URGENT = "DRING"
"""Before the concern of what is urgent, as `NOTF` before an emergency."""
ABOUT_TICKETS = (
    "Was zugesagt ist: Rückrufe, nach Frist. ← und → wechseln zwischen meinem Team, allen Teams, Abgegebenem und "
    "Abgeschlossenem. „Rest“ zählt Dienststunden. b wählt: Dann ruft niemand sonst dort an. Die Frist beginnt nie "
    "neu, auch nicht beim Weitergeben."
)
ABOUT_TICKET_RECORD = (
    "Alles über einen Rückruf: Zusage, Person, Versuche, Weitergaben und der Verlauf. Enter zeigt den Termin, aus "
    "dem er entstand; u nimmt die jüngste Änderung an diesem Rückruf zurück."
)

# -- F8 --
CUSTOMER_CALL = "Wir rufen Sie an bis"
CUSTOMER_ANSWER = "Wir melden uns bis"
PROMISED_ALREADY = "Diese Zeile ist schon ein zugesagter Rückruf; n 3 sagt einen neuen zu."
NOTHING_PROMISED = "Der Rückruf {number} ist abgeschlossen: Es gibt keine Zusage mehr, die zu zeigen wäre."


def accepted(who: str) -> str:
    """`angenommen Öztürk`."""
    return f"angenommen {who}"


def surname(staff: str) -> str:
    """How a colleague is called in a narrow column: `Öztürk` for "Öztürk, Mira" and for "Mira Öztürk"."""
    family, comma, _ = staff.partition(",")
    return family.strip() if comma else staff.strip().rpartition(" ")[2]


def dialling(who: str) -> str:
    """`im Anruf (Öztürk)`."""
    return f"im Anruf ({who})"


def tries(count: int) -> str:
    """`2 Versuche`."""
    return ONE_TRY if count == 1 else TRIES.format(count=count)


def tried(count: int, last: datetime) -> str:
    """`2, zuletzt 23.11. 09:12`."""
    return f"{count}, zuletzt {last.astimezone(BREMEN):%d.%m. %H:%M}"


def several(count: int, said: str) -> str:
    """What was done to several marked tickets."""
    return f"{count} Rückrufe: {said}"


def copied(what: str) -> str:
    """What lies in the clipboard now; it is shown, too, because not every terminal lets programs copy."""
    return f"Kopiert: {what}"


def too_few(tried_: int, half_days: int) -> str:
    """Why it cannot be answered in writing yet (D39)."""
    return f"erst nach 3 Versuchen an 2 Halbtagen ({tried_}/{half_days})"


def large_due(due_at: datetime) -> tuple[str, str]:
    """Day and time for the customer's eyes: `Mittwoch 25.11.`, `08:41 Uhr`."""
    from backoffice.wording.tickets import LONG_DAYS

    local = due_at.astimezone(BREMEN)
    return f"{LONG_DAYS[local.weekday()]} {local:%d.%m.}", f"{local:%H:%M} Uhr"

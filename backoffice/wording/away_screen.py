"""What the screens say where absences, the Besetzung and support are entered: titles, fields, hints (D36)."""

from collections.abc import Mapping

from backoffice.domain.clock import hhmm
from backoffice.wording import plan_words

ABSENCE_TITLE = "Abwesend"
WHOLE_DAY = "ganztags"
INTRO_ABSENCE = "Ein Grund wird nie gefragt. Abgesagt wird nichts: Wer den Platz verliert, steht unter Betroffene."
FIELD_WHOM = "Wer fehlt"
PLACEHOLDER_WHOM = "Gruppe oder Name"
HINT_GROUP = "so viele Plätze weniger, oder alle"
HINT_LENT = "als Unterstützung hier"
SERVES_NOTHING = "auf keinem Platz eingetragen"
WHY_LENT_AWAY = "als Unterstützung woanders"
NOTHING_WHOM = "Dazu passt keine Gruppe und niemand von hier."
FIELD_COUNT = "Wie viele"
PLACEHOLDER_COUNT = "Plätze weniger; leer: alle"
FIELD_THESE = "oder diese"
PLACEHOLDER_THESE = "Plätze, z. B. 1, 3-4"
FIELD_SPAN = "Zeit"
PLACEHOLDER_SPAN = "leer: ganzer Tag; v, n, bis 16, 8-12"

STAFFING_TITLE = "Besetzung"
ABOUT_STAFFING = (
    "Wer diesen Serviceplatz an diesem Tag besetzt. Was hier steht, gilt statt dessen, was für diese Zeit schon "
    "eingetragen war; der Rest des Tages bleibt. Ein Platz, von dem nichts gesagt ist, gilt als besetzt."
)
FIELD_WHO = "Wer"
NOBODY, NOBODY_HINT = "niemand", "unbesetzt: der Platz ist dann geschlossen"
UNSAID, UNSAID_HINT = "nichts eintragen", "der Platz gilt dann als besetzt"
FIELD_ROOM = "Raum"
NO_POINT_HERE = "Hier steht kein Serviceplatz, den jemand besetzen könnte."
NEW_STAFFING = "Besetzung von {point}"

LEAVE_TITLE = "Ab jetzt nicht da"
LEAVE_HELP = "Ich oder eine Person von hier geht: Gespräche, Reservierungen und angenommene Rückrufe gehen zurück."
INTRO_LEAVE = "Ein Grund wird nie gefragt. Bis wann, dürfen die anderen nicht sehen."
FIELD_LEAVER = "Wer geht"
ME = "ich"
FIELD_UNTIL = "Nur bis"
PLACEHOLDER_UNTIL = "leer: für heute"
BACK_TITLE = "Wieder da"
BACK_HELP = "Jemand ist früher als gesagt wieder da."
NOBODY_AWAY = "Gerade ist niemand als abwesend eingetragen."

LEND_TITLE = "Unterstützung leihen"
INTRO_LEND = "Die Person besetzt dann dort Plätze; einen Platz öffnet die andere Geschäftsstelle als zusätzlichen."
FIELD_LENT = "Wer hilft"
PLACEHOLDER_LENT = "Name oder Platz"
FIELD_TO = "Hilft in"
PLACEHOLDER_TO = "Geschäftsstelle"
NOTHING_TO = "So heißt keine andere Geschäftsstelle."
WHY_NOT_LEND = "Dafür braucht es das Recht der Standort-Administration."

AWAY, TODAY, UNSERVED = "nicht da", "heute", "unbesetzt"

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "span_unknown": (
        "Zeit nicht erkannt",
        "„{text}“ ist keine Zeit von bis.",
        "Zum Beispiel v (bis 12 Uhr), n (ab 12 Uhr), bis 16, ab 10 oder 8-12.",
    ),
    "count_unknown": (
        "Keine Zahl",
        "„{text}“ ist keine Zahl von Plätzen.",
        "Zum Beispiel 2; leer heißt: alle Plätze der Gruppe.",
    ),
    "count_and_points": (
        "Zahl und Plätze",
        "Entweder so viele Plätze, oder diese: beides zugleich geht nicht.",
        "Bitte eins von beiden leeren.",
    ),
    "support_to_nobody": (
        "Wohin?",
        "Es fehlt, welche Geschäftsstelle Hilfe bekommt.",
        "Bitte eine auswählen: eine Ziffer wählt, Tippen grenzt ein.",
    ),
    "nobody_chosen": (
        "Wer?",
        "Es ist noch niemand ausgewählt.",
        "Eine Ziffer wählt, Tippen grenzt ein.",
    ),
}


def until(end: int) -> str:
    """`bis 16:00`; to the end of the day nothing is said."""
    return "" if end == 1440 else f"bis {hhmm(end)}"


def span(start: int, end: int) -> str:
    """`ganztags`, `bis 12:00`, `ab 08:30`, `08:00–12:00`."""
    if (start, end) == (0, 1440):
        return WHOLE_DAY
    if start == 0:
        return until(end)
    return f"ab {hhmm(start)}" if end == 1440 else plan_words.span(start, end)


def staffing_title(point: str, day: str) -> str:
    """`Besetzung L1-1, Mo 23.11.2026`."""
    return f"{STAFFING_TITLE} {point}, {day}"


def away(name: str) -> str:
    """`nicht da: Berta B`."""
    return f"{AWAY}: {name}"


def unserved(points: str) -> str:
    """`unbesetzt: L1-1, L1-2`."""
    return f"{UNSERVED}: {points}"


def gives(name: str, branch: str) -> str:
    """`hilft in Nord: Berta B`."""
    return f"hilft in {branch}: {name}"


def gets(name: str, branch: str) -> str:
    """`hilft hier, aus Nord: Berta B`."""
    return f"hilft hier, aus {branch}: {name}"


def room(name: str) -> str:
    """`Raum 1.04`."""
    return f"{FIELD_ROOM} {name}"


def from_then(start: int, who: str) -> str:
    """`ab 12 Abel`, `ab 12:30 Abel`: nobody is said before."""
    return f"ab {hhmm(start).removesuffix(':00')} {who}"


def so_far(who: str) -> str:
    """`Bisher: Berta Biel, 08:00–12:00, Raum 1.04`."""
    return f"Bisher: {who}"


def serves(points: str, *, lent: bool) -> str:
    """What is said beside somebody: `besetzt L1-1`, `auf keinem Platz eingetragen`, `als Unterstützung hier, …`."""
    what = f"besetzt {points}" if points else SERVES_NOTHING
    return f"{HINT_LENT}, {what}" if lent else what

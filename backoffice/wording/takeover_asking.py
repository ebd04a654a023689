"""Zuständigkeit (z) in words: who may be responsible, what was asked of them, and the forms that ask and agree."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.domain.takeovers import Stand
from backoffice.wording.plan_words import day_short
from backoffice.wording.responsibility import CONDITION, SURENESS
from backoffice.wording.responsibility import reason as rule_reason
from backoffice.wording.takeovers import STAND

if TYPE_CHECKING:  # the finder is loaded when somebody asks it
    from backoffice.domain.responsibility import Candidate
    from backoffice.domain.rules import Condition

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "which_branch": (
        "Welche Geschäftsstelle?",
        "Noch ist keine Geschäftsstelle gewählt.",
        "Bitte eine wählen: eine Ziffer nimmt sie.",
    ),
    "takeover_unknown": (
        "Keine Anfrage",
        "Keine Anfrage hat eine Kennung, die auf „{id}“ endet.",
        "backoffice takeover list zeigt alle.",
    ),
}
REMEDIES: Mapping[str, str] = {"which_branch": "Bitte mit --branch KÜRZEL nennen; backoffice branch list zeigt alle."}
ASK: Mapping[str, str] = {
    "agreed_with": "Wer hat dort zugesagt (Funktion, kein Name)",
    "takeover_reason": "Warum ist diese Geschäftsstelle zuständig (keine Adresse)",
    "decline_reason": "Warum nicht",
}
"""What line commands ask."""
NO_TAKEOVERS = "Keine Anfrage, weder an uns noch von uns."

TITLE = "Zuständigkeit"
ABOUT = (
    "Wer ist zuständig? Oben steht, wen die Regeln nennen, mit Begründung und der Nummer der Eingangszone dort; es "
    "entscheidet ein Mensch. 1 trägt ein, was telefonisch vereinbart ist, 2 fragt hier im Programm. Tab geht zu den "
    "anderen Geschäftsstellen und weiter zur Adresse, / gleich zur Adresse. Die Adresse dient nur der Suche: Sie "
    "wird nirgends gespeichert, auch nicht beim Parken."
)
ONE_EACH = "Zuständigkeit gilt einer Person: bitte einzeln, ohne Markierung."

# -- what can be done --
AGREED = "telefonisch vereinbart …"
HINT_AGREED = "dort anrufen, dann eintragen"
ASK_HERE = "im Programm anfragen …"
HINT_ASK = "Antwort in 15 Minuten"
WITHDRAW = "Anfrage zurückziehen"
KEEP = "wir sind zuständig"
HINT_KEEP = "nimmt den Hinweis weg"
HAND_OVER = "Rückruf dorthin geben …"
HINT_HAND_OVER = "an ein Team, die Frist läuft weiter"
WHICH = "Welche Geschäftsstelle? Eine Ziffer wählt."
NO_OTHER = "In diesem Haus gibt es keine andere Geschäftsstelle."

# -- the finder --
FIELD_BRANCH = "Zuständig"
FIELD_POSTCODE, FIELD_STREET, FIELD_AGE = "PLZ", "Straße Nr.", "Alter"
PLACEHOLDER_STREET = "nur zum Suchen, wird nicht gespeichert"
PLACEHOLDER_AGE = "in Jahren"
CHOSEN = "Welche Geschäftsstelle, ist noch offen: 1 oder 2 fragt danach, / sucht nach der Adresse."
NO_PHONE = "keine Nummer eingetragen"

# -- the forms --
ASK_TITLE, AGREE_TITLE = "Anfragen", "Vereinbart"
ABOUT_ASK = (
    "Fragt die andere Geschäftsstelle, ob sie den Termin übernimmt. Bis sie Ja sagt, bleibt er bei uns; nach der "
    "Frist wird er hier geklärt. Der Grund geht mit: keine Adresse, nur was nötig ist."
)
ABOUT_AGREE = (
    "Die andere Geschäftsstelle hat am Telefon zugesagt: wer (Funktion), wann, wie. F2 trägt es dort ein; sie "
    "bestätigt oder verlegt. Hier steht danach der Satz für die Person."
)
FIELD_REASON = "Grund"
PLACEHOLDER_REASON = "warum dort, ohne Adresse"
FIELD_WISH = "Wunschzeit"
PLACEHOLDER_WISH = "darf leer bleiben: 10:30, morgen 9"
FIELD_UNTIL = "Antwort bis"
FIELD_WAITS = "Person"
WAITS = (("here", "wartet hier"), ("away", "ist nicht hier"))
FIELD_AGREED_WITH = "Zugesagt von"
PLACEHOLDER_AGREED_WITH = "Funktion, z. B. Eingangszone Nord"
FIELD_DAY, FIELD_TIME, FIELD_CHANNEL = "Tag", "Uhrzeit", "Art"
FIELD_PROTECTED = "Geschützt"
KNOWINGLY = "geschützte Person: Weitergabe bestätigt"


def front_desk_of(branch: str) -> str:
    """Who picks up there, as a function: `Eingangszone Nord`."""
    return f"Eingangszone {branch.removeprefix('Geschäftsstelle ')}"


def called(branch: str, phone: str) -> str:
    """Whom one calls: `Geschäftsstelle Nord · Eingangszone 030 23125-720`."""
    return f"{branch} · Eingangszone {phone or NO_PHONE}"


def number_and_reason(phone: str, reason: str) -> str:
    """Beside a branch in a form: its number first."""
    return " · ".join(part for part in (phone, reason) if part)


def why(of: "Candidate") -> str:
    """Beside a branch: `sicher: PLZ 00112, Beispielstraße 1–19 ungerade`."""
    return f"{SURENESS[of.sureness.value]}: {rule_reason(of)}"


def hinted(reason: str) -> str:
    """The same for what the booking file said."""
    return f"nach der Buchungsliste: {reason}" if reason else "nach der Buchungsliste"


def no_team(branch: str) -> str:
    """Where nobody could take a call over."""
    return f"{branch} hat noch kein Team: Bitte dort anrufen oder die Administration fragen."


def kept_reason(of: "Candidate") -> str:
    """What may be kept of it: by which conditions, and the rule's own note. Never a street or a postcode (D43)."""
    said = f"nach den Regeln zuständig ({_conditions(of.held)})" if of.held else "nach den Regeln zuständig"
    return f"{said}: {of.rule.note}" if of.rule.note else said


def _conditions(held: "Iterable[Condition]") -> str:
    return ", ".join(CONDITION[one.value] for one in held)


def ours(reason: str) -> str:
    """The rules name the branch itself."""
    return f"Nach den Regeln sind wir selbst zuständig ({reason})."


def answer_until(expires_at: datetime, today: date) -> str:
    """`bis 09:15`; of another day `bis 20.11. 09:15`."""
    local = expires_at.astimezone(BREMEN)
    return f"bis {local:%H:%M}" if local.date() == today else f"bis {local:%d.%m. %H:%M}"


def already(branch: str, until: str) -> str:
    """Why nobody is asked twice."""
    return f"{branch} ist schon gefragt, Antwort {until}"


def request(
    stand: Stand,
    other: str,
    until: str,
    *,
    incoming: bool = False,
    promise: str = "",
    by: str = "",
    answer: str = "",
) -> str:
    """What became of a request, in a line: `an Geschäftsstelle Nord: wartet auf Antwort bis 09:15`.

    `promise`: what they promised instead of taking it over; `by`: who said yes.
    """
    said = STAND[stand.value]
    if stand is Stand.WAITING:
        said = f"{said} {until}"
    elif stand is Stand.LAPSED:
        said = f"{said} ({until})"
    if stand is Stand.DECLINED and promise:
        said = promise  # what they say instead is more than that they do not take it over
    elif promise:
        said = f"{said}: {promise}"
    more = "; ".join(part for part in (f"zugesagt von {by}" if by and promise else by, answer) if part)
    return f"{'von' if incoming else 'an'} {other}: {said}{f' ({more})' if more else ''}"


def promised_time(day: date, start: int, channel: str, today: date) -> str:
    """`Termin heute 10:00 persönlich`, `Termin Di 24.11. 10:00 telefonisch`."""
    from backoffice.wording.states import CHANNEL_LONG

    return f"Termin {'heute' if day == today else day_short(day, today)} {hhmm(start)} {CHANNEL_LONG[channel]}"


def promised_call(number: str) -> str:
    """`Rückruf R-7K-Q2M`."""
    return f"Rückruf {number}"


HISTORY_TITLE = "Zuständigkeit"
"""The heading in an open record."""

# -- e: what the responsible branch promised --
COMMITMENT_TITLE = "Zusage"
ABOUT_COMMITMENT = (
    "Hier lässt es sich nicht klären, und die zuständige Geschäftsstelle sagt verbindlich etwas zu: einen Termin "
    "dort oder einen Rückruf ihres Teams. Wer zugesagt hat, steht als Funktion dabei, kein Name. Was sie selbst im "
    "Programm zugesagt hat, ist schon verbunden und wird nicht noch einmal gefragt."
)
FIELD_PROMISED = "Zugesagt ist"
PROMISED: Mapping[str, str] = {"time": "Termin dort", "call": "Rückruf"}
HINT_COMMITMENT = "mit F2 weiter: wer und was"
CALL_NEXT = "Mit F2 weiter: welches Team ruft an, und bis wann."
CALL_THERE_TITLE = "Rückruf dort"


def promised_there(promise: str, by: str) -> str:
    """Beside the outcome, where there is little room: `Rückruf R-7K-Q2M (EZ-N1)`."""
    return f"{promise} ({by})" if by else promise

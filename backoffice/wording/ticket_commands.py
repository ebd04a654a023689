"""What the line commands around promised calls, answers and office hours say and ask."""

from collections.abc import Mapping
from datetime import date, datetime

from backoffice.wording import tickets

ASK: Mapping[str, str] = {
    "other_way": "Anderer Weg, nur ohne Telefon (Brief, E-Mail)",
    "wish": "Wunschzeit (ab 16, mi 9-11, vormittags)",
    "urgency_reason": "Warum so dringend",
    "deadline": "Eigene Frist der Person (Tag)",
    "deadline_reason": "Wofür ist diese Frist (Mietvertrag, Sperre)",
    "ticket_note": "Notiz zum Rückruf",
    "move_reason": "Warum",
    "answered": "Was wurde geantwortet (darf leer bleiben)",
    "written_how": "Wie und wann geantwortet (z. B. Brief vom 24.11.)",
    "known_how": "Woher weiß die Person davon",
    "void_reason": "Warum hinfällig",
    "told_how": "Wie mitgeteilt (z. B. auf die Mailbox gesprochen)",
    "answer_how": "Wie und wann",
}
"""What is asked at a terminal; the names are those of a JSON object on the standard input."""

AS_KNOWN = "Leer lässt das Telefon, wie es im Termin steht; - heißt: kein Telefon."
KEEP_OR_CLEAR = "Leer lässt eine Angabe, wie sie ist; - nimmt sie weg."

REMEDIES: Mapping[str, str] = {
    "unreachable": "Bitte nach einer Nummer fragen oder bei „Anderer Weg“ eintragen, wie die Person erreichbar ist.",
    "unknown_team": "backoffice teams zeigt alle.",
    "team_of_other_branch": "Erst hier anlegen, dann: backoffice ticket hand-over NUMMER --branch KÜRZEL.",
    "ticket_wrong_state": "backoffice ticket show NUMMER zeigt den Verlauf.",
    "ticket_accepted": "Es ist nichts weiter zu tun; backoffice ticket show NUMMER zeigt den Stand.",
    "ticket_claimed": "Bitte kurz warten oder absprechen; --despite-claim geht trotzdem.",
    "no_phone": "Bitte anders antworten, oder eine Nummer eintragen: backoffice ticket change NUMMER.",
    "same_team": "Bitte ein anderes Team nennen; backoffice teams zeigt alle.",
    "nowhere_to_return": "Bitte an das zuständige Team weitergeben: backoffice ticket hand-over NUMMER --team NAME.",
    "not_accepted": "backoffice ticket accept nimmt es an, backoffice ticket hand-over gibt es weiter.",
    "too_few_attempts": (
        "Bitte weiter versuchen; wünscht die Person Post: backoffice ticket change NUMMER --in-writing."
    ),
    "still_open": "Bitte erst eintragen, wie er ausging, zum Beispiel: backoffice finish KENNUNG.",
    "caller_missing": "Bitte Name oder Nummer eingeben, oder vom Termin aus: --appointment KENNUNG.",
    "callback_missing": "Genau eins von --callback und --ticket NUMMER.",
    "bad_ticket": "backoffice show KENNUNG zeigt die Tickets des Termins.",
    "closure_unclear": "backoffice calendar show zeigt die Kennungen.",
    "bad_appointment": "backoffice today --day TAG zeigt kommende Termine.",
}
"""The way on where the program would name a key."""

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "branch_without_team": (
        "Noch kein Team",
        "Diese Geschäftsstelle hat noch kein Team, das anrufen könnte.",
        "Die Administration legt eins an: backoffice branch add-team.",
    ),
    "closure_unclear": (
        "Schließung unbekannt",
        "Auf {id} endet die Kennung keiner oder mehrerer Schließungen.",
        "backoffice calendar show zeigt die Kennungen.",
    ),
}

NO_TICKETS = "Hier steht kein Rückruf."
NO_TEAMS = "Hier gibt es noch kein Team. Die Administration legt eins an: backoffice branch add-team."
COUNTS = "offen {open}, eigenes Team {mine}, überfällig {overdue}, nicht angenommen {unaccepted}"
CALLER = "Am Apparat: {name}, {phone}"
SIMILAR_REMEDY = "Ist es dasselbe, bitte nur eins behalten: backoffice ticket close NUMMER --as void."
TEAM_SHOWS = "zeigt {number}"
SINCE_YESTERDAY = "Offen seit gestern: {count}"
OWED_TITLE = "Ohne Anschluss-Zusage: {count}"
OVERDUE_TITLE = "Überfällige Rückrufe: {count}"
URGENT = "DRINGEND"
NOBODY_OWED = "Niemand ist ohne Anschluss-Zusage, kein Rückruf ist überfällig."

PROMISES_STAY = "Schon gegebene Zusagen behalten ihre Frist; es gilt für neue."
HOURS_OWN = "Dienstzeiten"
HOURS_USUAL = "Dienstzeiten (üblich, noch keine eigenen)"
CLOSURE = "Schließung"
HOLIDAY = "Feiertag"
HOUSE_WIDE = "ganzes Haus"
RULE = "Frist-Regel"
CALENDAR = "Kalenderstand"
CLOSED_YEARLY = "Jedes Jahr zu"
YEARLY = "24.12. und 31.12."

RECORD: Mapping[str, str] = {
    "number": "Rückruf",
    "due": "Frist",
    "strict": "48 Stunden um",
    "policy": "Regel",
    "stand": "Stand",
    "team": "Team",
    "shared": "angelegt in",
    "urgency": "Dringlichkeit",
    "concern": "Anliegen",
    "wish": "Wunsch",
    "own_deadline": "eigene Frist",
    "in_writing": "schriftlich",
    "appointment": "Termin",
    "origin": "Herkunft",
    "created": "zugesagt",
    "accepted": "angenommen",
    "name": "Name",
    "phone": "Telefon",
    "other_way": "anderer Weg",
    "email": "E-Mail",
    "person_number": "Nummer",
    "language": "Sprache",
    "attempt": "Versuch",
    "interim": "Zwischennachricht",
    "move": "Weg",
    "note": "Notiz",
    "closed": "abgeschlossen",
    "closing": "durch Termin",
    "history": "Verlauf",
}
"""The lines of `backoffice ticket show`."""

CALENDAR_CHANGED = "Dienstzeiten oder Schließungen sind seither anders; die Zusage bleibt"
WANTS_WRITTEN = "gewünscht"
BACKDATED = "Nachtrag"


def stand(
    status: str,
    closed_as: str | None,
    attempts: int,
    *,
    unaccepted: bool,
    claimed_by: str | None,
    interim_at: datetime | None,
    today: date,
) -> str:
    """How a ticket stands: `neu, nicht angenommen`, `angenommen, 2 Versuche`, `abgeschlossen (erreicht)`."""
    parts = [ticket_ref(status, closed_as)]
    if unaccepted:
        parts.append(tickets.NOT_ACCEPTED)
    if claimed_by:
        parts.append(claimed_by)
    if attempts:
        parts.append("1 Versuch" if attempts == 1 else f"{attempts} Versuche")
    if interim_at is not None:
        parts.append(f"Zwischennachricht bis {tickets.due(interim_at, today)}")
    return ", ".join(parts)


def ticket_ref(status: str, closed_as: str | None) -> str:
    """How a ticket stands where an appointment names it: `angenommen`, `abgeschlossen (erreicht)`."""
    word = tickets.STATUS[status]
    return word if closed_as is None else f"{word} ({tickets.CLOSED_AS[closed_as]})"


def closure_days(first: date, last: date) -> str:
    """`Mo 30.11.2026` or `Mo 30.11.2026 bis Mi 02.12.2026`."""
    from backoffice.wording.labels import day_label

    return day_label(first) if first == last else f"{day_label(first)} bis {day_label(last)}"

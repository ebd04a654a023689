"""A plan for a drop in capacity in words: what is proposed for whom, why, and what the customers said (D33)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.wording.labels import day_label
from backoffice.wording.plan_words import day_short

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "plan_empty": (
        "Nichts umzuplanen",
        "Niemand braucht an diesem Tag einen anderen Platz, oder für niemanden ist einer da.",
        "Betroffene ohne Vorschlag bitte einzeln verlegen oder einen Rückruf zusagen.",
    ),
    "plan_stale": (
        "Inzwischen geändert",
        "Seit der Vorschlag berechnet wurde, hat sich an diesen Terminen oder Plätzen etwas geändert.",
        "Es ist nichts geschehen: bitte neu berechnen lassen, ansehen und dann annehmen.",
    ),
    "plan_other": (
        "Ein anderer Vorschlag",
        "Der Vorschlag von jetzt ist nicht mehr „{seen}“, sondern „{token}“: Nichts ist geschehen.",
        "backoffice plan propose zeigt ihn.",
    ),
    "day_over": (
        "Der Tag ist vorbei",
        "Der {day} ist vorbei: Umgeplant wird heute oder ein späterer Tag.",
        "Bitte einen anderen Tag wählen.",
    ),
    "proposal_over": (
        "Nicht mehr offen",
        "Dieser Vorschlag ist nicht mehr offen: {proposal}.",
        "Bitte die Liste neu ansehen.",
    ),
    "proposal_pointless": (
        "Der Termin steht anders",
        "Dieser Vorschlag ist hinfällig: Der Termin steht inzwischen anders ({status}).",
        "Bitte den Termin öffnen und dort weiterarbeiten.",
    ),
    "proposal_unclear": (
        "Kennung unklar",
        "Zu „{id}“ wartet kein Vorschlag auf eine Antwort, oder mehrere.",
        "backoffice notify list zeigt die Kennungen.",
    ),
    "extra_unclear": (
        "Wer springt wo ein?",
        "„{text}“ ist nicht zu lesen.",
        'Bitte so schreiben: "Leistung 1 8-12".',
    ),
}

KIND: Mapping[str, str] = {
    "same_group": "anderer Platz",
    "other_group": "andere Gruppe",
    "extra": "zusätzlicher Platz",
    "phone": "per Telefon",
    "same_day": "andere Zeit",
    "other_day": "anderer Tag",
    "other_branch": "andere Geschäftsstelle",
    "nothing": "nichts frei",
}
"""What is proposed."""

AGAINST: Mapping[str, str] = {
    "full": "belegt",
    "closed": "geschlossen",
    "reserved": "nur reservierte Zeit",
    "contingent": "nur Zeit des anderen Kontingents",
    "no_group": "keine solche Gruppe",
    "nobody": "niemand springt ein",
    "by_phone": "schon per Telefon",
    "no_number": "keine Nummer",
    "originals": "Papiere im Original nötig",
    "here": "schon da",
    "interpreter": "Sprachmittlung kann nicht",
    "not_offered": "wird dort nicht angeboten",
    "not_wanted": "nicht gewollt",
}
"""Why something better was not to be had."""

LOST: Mapping[str, str] = {
    "no_place": "ohne Platz",
    "gone": "Platz nicht mehr da",
    "closed": "Platz geschlossen",
    "taken": "Platz doppelt",
}
AT_ONCE, TO_ASK, NOTHING = "gilt sofort", "Vorschlag", "bleibt betroffen"
EXTRA_REASON = "Springt ein: Abwesenheit"
CALLS = "nur Anrufe"

PROPOSAL: Mapping[str, str] = {
    "open": "ohne Antwort",
    "agreed": "einverstanden",
    "declined": "abgelehnt",
    "withdrawn": "zurückgezogen",
}
"""How far a proposal has come."""
TOLD: Mapping[str, str] = {
    "phone": "Telefon",
    "mail": "E-Mail",
    "letter": "Brief",
    "reception": "am Empfang",
}
"""How somebody was told."""
PROPOSED = "vorgeschlagen, ohne Antwort"
CLOSED_SINCE = "▲ neuer Platz zu: x"
PAST = "▲ neue Zeit vorbei: x"
NEEDLESS = "▲ alte Zeit geht: x"
NO_PHONE = "keine Nummer"
UNTOLD = "noch nicht informiert"

DONE: Mapping[str, str] = {
    "plan_accepted": "Plan angenommen.",
    "proposal_told": "informiert",
    "proposal_agreed": "einverstanden: verlegt",
    "proposal_declined": "abgelehnt.",
    "proposal_withdrawn": "Vorschlag zurückgezogen: Die alte Zeit gilt.",
}
NO_PLACE_THEN = "Vorschlag zurückgezogen: Der Termin steht zur alten Zeit, aber ohne offenen Platz."
WAITING = "Sonst niemand: Für {count} an diesem Tag ist schon etwas vorgeschlagen (6, notify list)."
HISTORY: Mapping[str, str] = {
    "plan_accepted": "Umplanung angenommen",
    "proposal_told": "über den Vorschlag informiert",
    "proposal_agreed": "mit dem Vorschlag einverstanden: verlegt",
    "proposal_declined": "Vorschlag abgelehnt",
    "proposal_withdrawn": "Vorschlag zurückgezogen",
}

NOBODY_TO_TELL = "Niemand ist zu benachrichtigen."
NOTHING_TO_PLAN = "Niemand braucht an diesem Tag einen anderen Platz."
ACCEPT = "Vorschlag {token}: backoffice plan accept --plan {token}{more} nimmt ihn an."
ASIDE = "macht Platz"


def nobody(waiting: int) -> str:
    """Why there is no plan: nobody needs one, or all wait for an answer."""
    return WAITING.format(count=waiting) if waiting else NOTHING_TO_PLAN


def kept(count: int, of: int) -> str:
    """`7 von 9 behalten ihre Zeit`."""
    return f"{count} von {of} {'behält' if count == 1 else 'behalten'} die Zeit"


def when(day: date, start: int, *, today: date) -> str:
    """`14:00`, on another day `Di 24.11. 14:00`."""
    return hhmm(start) if day == today else f"{day_short(day)} {hhmm(start)}"


def to(kind: str, at: str, group: str, point: str, branch: str) -> str:
    """Where it goes: `L1-2`, `L2-1 (Leistung 2)`, `14:00 L1-2`, `per Telefon 09:00`, `Di 24.11. 09:00, Nord`."""
    match kind:
        case "same_group" | "extra":
            return f"{point} {KIND['extra']}" if kind == "extra" else point
        case "other_group":
            return f"{point} ({group})"
        case "phone":
            return f"{at} {KIND['phone']}"
        case "other_branch":
            return f"{at} {branch}"
        case "nothing":
            return "—"
    return f"{at} {point}"


def why(lost: str, name: str, against: Sequence[tuple[str, str]]) -> str:
    """The reason of a line: what was lost, and what stood against something better."""
    first = f"{LOST[lost]}: {name}" if name else LOST[lost]
    rest = [f"{KIND[kind]}: {AGAINST[reason]}" for kind, reason in against]
    return "; ".join([first, *rest])


def changed(day: date, start: int, channel: str, was: tuple[date, int, str | None], branch: str = "") -> str:
    """Old → new of a proposal: `09:00 → 14:00`, `Mo 23.11. 09:00 → Di 24.11. 10:00`, `09:00 → 09:00 per Telefon`."""
    from backoffice.wording.states import CHANNEL_LONG  # which says how far proposals have come, too

    was_day, was_start, was_channel = was
    short = was_day == day
    old = hhmm(was_start) if short else f"{day_short(was_day)} {hhmm(was_start)}"
    new = hhmm(start) if short else f"{day_short(day)} {hhmm(start)}"
    way = f" {CHANNEL_LONG[channel]}" if was_channel is not None and channel != was_channel else ""
    return f"{old} → {new}{way}{f', {branch}' if branch else ''}"


def proposed(day: date, start: int, was: tuple[date, int], told_by: str | None) -> str:
    """What a row of the day says: `Verlegung auf 14:00 vorgeschlagen, noch nicht informiert` (D33)."""
    if (day, start) == was:
        return f"Anruf statt Besuch vorgeschlagen, {told(told_by)}"
    at = hhmm(start) if day == was[0] else f"{day_short(day)} {hhmm(start)}"
    return f"Verlegung auf {at} vorgeschlagen, {told(told_by)}"


def proposed_briefly(day: date, start: int, was: tuple[date, int]) -> str:
    """The same where there is little room: `▲ Vorschlag 14:00`, `▲ Vorschlag Anruf`."""
    if (day, start) == was:
        return "▲ Vorschlag Anruf"
    return f"▲ Vorschlag {hhmm(start) if day == was[0] else f'{day_short(day)} {hhmm(start)}'}"


def stand_of(by: str | None, *, closed: bool, needless: bool, past: bool) -> str:
    """How a proposal stands: what makes it pointless says more than who was told."""
    return NEEDLESS if needless else PAST if past else CLOSED_SINCE if closed else told(by)


def told(by: str | None) -> str:
    """`informiert: Brief`, `noch nicht informiert`."""
    return UNTOLD if by is None else f"informiert: {TOLD[by]}"


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for an answer of these."""
    match code:
        case "plan_accepted":
            return _accepted(values)
        case "proposal_told":
            return f"{DONE[code]} ({TOLD[values['by']]}), die Antwort steht aus."
        case "proposal_agreed":
            where = f" nach {values['to_branch']}" if values.get("to_branch") else ""
            placed = " ▲ Dort ist jetzt kein Platz frei: Der Termin ist ohne Platz." if values.get("no_place") else ""
            return f"{DONE[code]}{where} auf {_at(values)}.{placed}"
        case "proposal_declined":
            return f"{DONE[code]} {_next(values.get('next'), str(values.get('why')))}"
        case "proposal_withdrawn":
            said = NO_PLACE_THEN if values.get("no_place") else DONE[code]
            return f"{said} ▲ Die Person weiß es anders: bitte Bescheid sagen." if values.get("told") else said
    return DONE.get(code, code)


def _accepted(values: Mapping[str, Any]) -> str:
    parts = []
    if count := values.get("kept"):
        parts.append(f"{count} {'behält' if count == 1 else 'behalten'} die Zeit")
    if count := values.get("proposed"):
        parts.append(f"{count} zu benachrichtigen")
    if opened := values.get("opened"):
        parts.append(f"zusätzlich offen: {', '.join(opened)}")
    return f"{DONE['plan_accepted'][:-1]}: {', '.join(parts)}." if parts else DONE["plan_accepted"]


NO_NEXT: Mapping[str, str] = {
    "stays": "Die alte Zeit geht wieder: Der Termin bleibt, wie er war.",
    "past": "▲ Die alte Zeit ist vorbei: bitte mit v eine neue vereinbaren oder mit r einen Rückruf zusagen.",
    "nothing": "▲ Es ist nichts anderes frei: Der Termin bleibt betroffen.",
}


def _next(step: Mapping[str, Any] | None, why: str) -> str:
    if step is None:
        return NO_NEXT.get(why, NO_NEXT["nothing"])
    if step["kind"] in ("same_group", "other_group", "extra"):
        return NO_NEXT["stays"]
    where = f" in {step['branch']}" if step.get("branch") else ""
    way = f" {KIND['phone']}" if step["kind"] == "phone" else ""
    return f"Jetzt vorgeschlagen: {day_label(date.fromisoformat(step['day']))} {hhmm(step['start'])}{way}{where}."


def _at(values: Mapping[str, Any]) -> str:
    return f"{day_label(date.fromisoformat(str(values['day'])))} {hhmm(int(values['start']))}"

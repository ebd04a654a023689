"""A plan for a drop in capacity in words: what is proposed for whom, why, and what the customers said (D33)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.wording.labels import day_label

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
EXTRA_REASON = "Springt ein: Abwesenheit"

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
HISTORY: Mapping[str, str] = {
    "plan_accepted": "Umplanung angenommen",
    "proposal_told": "über den Vorschlag informiert",
    "proposal_agreed": "mit dem Vorschlag einverstanden: verlegt",
    "proposal_declined": "Vorschlag abgelehnt",
    "proposal_withdrawn": "Vorschlag zurückgezogen",
}

NOBODY_TO_TELL = "Niemand ist zu benachrichtigen."


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
    "past": "▲ Die alte Zeit ist vorbei: bitte eine neue vereinbaren oder einen Rückruf zusagen.",
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

"""Terminübernahmen in words: how one branch asks another, and what became of it (D44)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from backoffice.domain.clock import BREMEN, hhmm
from backoffice.wording import tickets
from backoffice.wording.plan_words import day_short, span

STATUS: Mapping[str, str] = {
    "asked": "angefragt",
    "agreed": "telefonisch vereinbart",
    "accepted": "übernommen",
    "declined": "abgelehnt",
    "withdrawn": "zurückgezogen",
    "lapsed": "abgelaufen",
}

STAND: Mapping[str, str] = {
    "waiting": "wartet auf Antwort",
    "lapsed": "ohne Antwort abgelaufen",
    "over": "inzwischen hier beendet",
    "agreed": "telefonisch vereinbart",
    "accepted": "übernommen",
    "declined": "abgelehnt",
    "withdrawn": "zurückgezogen",
}

DONE: Mapping[str, str] = {
    "takeover_asked": "Übernahme angefragt",
    "takeover_withdrawn": "Anfrage zurückgezogen.",
    "takeover_declined": "Übernahme abgelehnt.",
    "takeover_accepted": "Termin übernommen",
    "takeover_agreed": "Übernahme vereinbart",
    "takeover_confirmed": "Vereinbarung bestätigt.",
    "takeover_promised": "Zusage eingetragen",
    "kept_here": "Wir sind zuständig: Der Hinweis ist weg.",
}

HISTORY: Mapping[str, str] = {
    "takeover_asked": "Übernahme angefragt",
    "takeover_withdrawn": "Anfrage zur Übernahme zurückgezogen",
    "takeover_declined": "Übernahme abgelehnt",
    "takeover_accepted": "von der zuständigen Geschäftsstelle übernommen",
    "takeover_agreed": "Übernahme telefonisch vereinbart",
    "takeover_confirmed": "Vereinbarung von der zuständigen Geschäftsstelle bestätigt",
    "takeover_promised": "Zusage der zuständigen Geschäftsstelle",
}

NOTHING_FREE = "▲ Dort ist dann nichts offen oder frei: bitte noch einmal absprechen."

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "own_branch": (
        "Das sind wir selbst",
        "Gefragt ist eine andere Geschäftsstelle; diese hat den Termin schon.",
        "Bitte eine andere Geschäftsstelle wählen oder den Termin hier bearbeiten.",
    ),
    "protected_stays": (
        "Geschützte Person",
        "Angaben zu dieser Person gehen nicht von selbst an eine andere Geschäftsstelle.",
        "Bitte die Standort-Administration entscheiden lassen; sie kann die Weitergabe ausdrücklich bestätigen.",
    ),
    "takeover_pending": (
        "Schon angefragt",
        "Zu diesem Termin wartet schon eine Anfrage an {branch}, bis {until}.",
        "Bitte die Antwort abwarten oder die Anfrage zuerst zurückziehen.",
    ),
    "takeover_lapsed": (
        "Anfrage abgelaufen",
        "Die Frist ist um {when} abgelaufen: Der Termin bleibt, wo die Person ist.",
        "Bitte dort anrufen; eine Zusage (Termin oder Rückruf) ist weiter möglich.",
    ),
    "takeover_answered": (
        "Schon beantwortet",
        "Diese Anfrage ist schon beantwortet: {stand}.",
        "F5 zeigt, was daraus geworden ist.",
    ),
    "asked_elsewhere": (
        "Inzwischen neu angefragt",
        "Zu diesem Termin läuft inzwischen eine neue Anfrage.",
        "Bitte dort anrufen, bevor hier etwas zugesagt wird; F5 lädt neu.",
    ),
    "takeover_over": (
        "Termin ist beendet",
        "Der Termin steht dort inzwischen auf „{status}“.",
        "Es ist nichts mehr zu übernehmen; F5 lädt neu.",
    ),
    "promised_elsewhere": (
        "Schon zugesagt",
        "{branch} hat der Person schon etwas zugesagt: Das gilt.",
        "Bitte mit e als Ergebnis eintragen, oder dort anrufen und es zurücknehmen lassen.",
    ),
    "answer_in_past": (
        "Frist liegt zurück",
        "Diese Uhrzeit ist schon vorbei.",
        "Bitte eine spätere Uhrzeit eingeben.",
    ),
    "answer_too_late": (
        "Frist erst morgen",
        "Eine Antwort wird noch heute gebraucht, sonst wartet die Person über Nacht.",
        "Bitte eine Uhrzeit von heute eingeben.",
    ),
    "agreed_with_missing": (
        "Wer hat zugesagt?",
        "Es fehlt, wer dort zugesagt hat.",
        "Bitte die Funktion eintragen, zum Beispiel „Eingangszone Nord“.",
    ),
    "beyond_the_day": (
        "Diese Uhrzeit geht nicht",
        "Mit {minutes} Minuten reicht das über Mitternacht hinaus.",
        "Bitte eine frühere Uhrzeit oder den nächsten Tag eintragen.",
    ),
    "no_group_there": (
        "Dort gibt es keine Serviceplätze",
        "Für diese Geschäftsstelle ist keine Serviceplatzgruppe angelegt.",
        "Bitte einen Rückruf der dortigen Teams vereinbaren oder die Administration fragen.",
    ),
    "nothing_to_confirm": (
        "Nichts zu bestätigen",
        "Hier wurde nichts telefonisch vereinbart, oder es ist schon bestätigt.",
        "F5 lädt neu.",
    ),
    "commitment_missing": (
        "Was ist zugesagt?",
        "Es fehlt, was die zuständige Geschäftsstelle zusagt: ein Termin dort oder ein Rückruf.",
        "Bitte eines von beiden eintragen.",
    ),
}


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for an answer of these."""
    branch = values.get("branch", "")
    match code:
        case "takeover_asked":
            until = datetime.fromisoformat(values["until"]).astimezone(BREMEN)
            said = f"Übernahme bei {branch} angefragt, Antwort bis {until:%H:%M}."
            phone = f" Eingangszone dort: {values['phone']}." if values.get("phone") else ""
            return f"{said} Bis dahin bleibt der Termin bei uns.{phone}"
        case "takeover_withdrawn":
            return f"Anfrage an {branch} zurückgezogen."
        case "takeover_declined":
            return f"Übernahme abgelehnt; {branch} klärt es dort."
        case "takeover_accepted":
            return f"von {branch} übernommen: {when(values)}{_no_place(values)}."
        case "takeover_agreed":
            return f"Übernahme mit {branch} vereinbart: {when(values)}.{nothing_free(values)}{_cancel(values)}"
        case "takeover_confirmed":
            return f"Vereinbarung mit {branch} bestätigt."
        case "takeover_promised":
            return f"statt der Übernahme: {_promise(values)} {branch} sagt es der Person."
        case _:
            return DONE.get(code, code)


def when(values: Mapping[str, Any]) -> str:
    """`Mo 23.11. 10:20–10:40, persönlich`."""
    from backoffice.wording.states import CHANNEL_LONG

    day = day_short(date.fromisoformat(str(values["day"])))
    return f"{day} {span(values['start'], values['end'])}, {CHANNEL_LONG[values['channel']]}"


def told(branch: str, address: str, day: date, start: int, channel: str, today: date) -> str:
    """What to say to the customer: where to be when, or who calls."""
    heute = "heute" if day == today else f"am {day_short(day)}"
    if channel == "phone":
        return f"Sagen Sie: {branch} ruft Sie {heute} um {hhmm(start)} Uhr an."
    where = f", {address}" if address else ""
    return f"Sagen Sie: Ihr Termin ist {heute} um {hhmm(start)} Uhr in der {branch}{where}."


def told_briefly(branch: str, address: str, day: date, start: int, channel: str, today: date) -> str:
    """The same where there is one line: `Sagen Sie: heute 10:00 Uhr, Geschäftsstelle Nord, Musterweg 2`."""
    heute = "heute" if day == today else day_short(day)
    if channel == "phone":
        return told(branch, address, day, start, channel, today)
    return f"Sagen Sie: {', '.join(part for part in (f'{heute} {hhmm(start)} Uhr', branch, address) if part)}"


def after(code: str, values: Mapping[str, Any], today: date) -> str:
    """What is to be said to the customer after an answer of these; empty where nothing was promised."""
    if code != "takeover_agreed":
        return ""
    day, channel = date.fromisoformat(str(values["day"])), str(values["channel"])
    return told(values["branch"], values.get("address", ""), day, values["start"], channel, today)


def nothing_free(values: Mapping[str, Any]) -> str:
    """That nothing is free there at a time that somebody over there has promised: a slip, or they make room."""
    return f" {NOTHING_FREE}" if values.get("no_place") else ""


def _no_place(values: Mapping[str, Any]) -> str:
    return ", noch ohne Platz" if values.get("no_place") else ""


def _cancel(values: Mapping[str, Any]) -> str:
    from backoffice.wording.booking import cancel_otv

    return cancel_otv(values)


def _promise(values: Mapping[str, Any]) -> str:
    if values.get("ticket"):
        return tickets.promised(values["ticket"])
    return f"Termin {when(values['follow_up'])}."

"""Sprachmittlung in words: how somebody interprets, how an order stands, what was done, what stands against it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from backoffice.domain.clock import hhmm
from backoffice.wording.languages import name as language
from backoffice.wording.plan_words import day_short, span

KIND: Mapping[str, str] = {
    "phone": "Telefon",
    "video": "Video",
    "on_site": "vor Ort",
    "colleague": "Kolleg:in",
    "sign": "DGS vor Ort",
    "companion": "Begleitperson",
}
"""How somebody interprets, as lists say it."""

STATUS: Mapping[str, str] = {
    "needed": "gesucht",
    "requested": "angefragt",
    "confirmed": "bestätigt",
    "attended": "hat stattgefunden",
    "failed": "ausgefallen",
    "cancelled": "abbestellt",
}
"""How an order stands."""

MATTER: Mapping[str, str] = {
    "failed": "ausgefallen",
    "needed": "noch niemand",
    "requested": "ohne Antwort",
    "to_tell": "abzusagen",
    "no_result": "Ergebnis fehlt",
    "confirmed": "bestätigt",
    "done": "erledigt",
}
"""What is to be done about an order."""

GLYPH: Mapping[str, str] = {
    "failed": "▲",
    "needed": "▲",
    "requested": "○",
    "to_tell": "▲",
    "no_result": "○",
    "confirmed": "●",
    "done": "√",
}

STEP: Mapping[str, str] = {
    "request": "anfragen",
    "confirm": "bestätigen",
    "decline": "absagen",
    "attend": "abschließen",
    "fail": "als ausgefallen eintragen",
    "cancel": "abbestellen",
}

AGAINST: Mapping[str, str] = {
    "language": "spricht das nicht oder nicht auf diesem Weg",
    "branch": "kommt nicht in diese Geschäftsstelle",
    "left": "ist dann nicht mehr da",
    "closed": "ist dann nicht zu haben",
    "notice": "braucht mehr Vorlauf",
    "taken": "ist dann schon vergeben",
    "way": "schafft den Weg von oder zur anderen Geschäftsstelle nicht",
    "refused": "hat schon abgesagt",
}
"""What stands against somebody, after their name."""

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "interpreter_not_free": (
        "Sprachmittlung nicht frei",
        "{interpreter} {against} ({day}, {start} Uhr).",
        "{following}; oder eine Zeit wählen, zu der beide frei sind (d zeigt sie).",
    ),
    "no_interpreter": (
        "Niemand frei",
        "Für {language} ist am {day} um {start} Uhr niemand frei ({way}).",
        "Bitte eine andere Zeit oder einen anderen Weg wählen: Telefon und Video sind oft sofort zu haben.",
    ),
    "children_never": (
        "Kinder dolmetschen nicht",
        "Begleitpersonen müssen volljährig sein: Ein Kind darf nicht zwischen Eltern und Amt stehen.",
        "Bitte eine Sprachmittlung bestellen; am Telefon geht das oft sofort.",
    ),
    "no_signing_by_phone": (
        "Gebärdensprache am Telefon",
        "Gebärdensprache wird gesehen: Am Telefon geht sie nicht.",
        "Bitte vor Ort oder per Video bestellen.",
    ),
    "order_in_past": (
        "Diese Zeit ist vorbei",
        "Für den {day} um {start} Uhr kann niemand mehr bestellt werden.",
        "Ist die Person da: ab jetzt bestellen. Sonst einen neuen Termin wählen.",
    ),
    "order_ahead": (
        "Der Termin kommt noch",
        "Der Einsatz beginnt erst am {day} um {start} Uhr.",
        "Das Ergebnis lässt sich danach eintragen; fällt er aus, geht das sofort.",
    ),
    "order_for_ended": (
        "Termin ist beendet",
        "Der Termin ist {status}: Für ihn braucht niemand mehr zu dolmetschen.",
        "Bitte beim Folgetermin bestellen (t).",
    ),
    "wrong_order_state": (
        "Das passt nicht zum Stand",
        "Die Sprachmittlung ist {order_status}; so lässt sie sich nicht {order_step}.",
        "F5 zeigt den neuen Stand.",
    ),
    "already_ordered": (
        "Schon jemand bestellt",
        "Für diesen Termin ist die Sprachmittlung schon {order_status}; nur vorzumerken ist da nichts.",
        "Soll jemand anderes kommen: bitte neu bestellen oder erst abbestellen.",
    ),
    "no_order": (
        "Keine Sprachmittlung vorgemerkt",
        "Zu diesem Termin ist keine Sprachmittlung vorgemerkt.",
        "Mit d lässt sich eine bestellen.",
    ),
    "declined_too_late": (
        "Zu spät abgesagt",
        "Der Einsatz hat um {start} Uhr begonnen: Er ist ausgefallen, und der Person fehlt eine neue Zusage.",
        "Bitte als ausgefallen eintragen.",
    ),
    "only_companion": (
        "Begleitperson",
        "Eine Begleitperson wurde nicht angefragt; sie kann nicht absagen.",
        "Bitte als ausgefallen eintragen oder abbestellen.",
    ),
    "bad_interpreted_minutes": (
        "Minuten passen nicht",
        "Ein Einsatz dauert 0 bis {longest} Minuten.",
        "Bitte die Minuten prüfen.",
    ),
    "nobody_to_tell": (
        "Niemandem abzusagen",
        "Hier ist niemand, der noch Bescheid braucht.",
        "F5 zeigt den neuen Stand.",
    ),
    "who_was_told": (
        "Wem wurde abgesagt?",
        "Es ist nicht gesagt, wer Bescheid weiß.",
        "Bitte die Funktion nennen, zum Beispiel „Disposition“ oder „Anrufbeantworter“.",
    ),
}

REMEDIES: Mapping[str, str] = {
    "interpreter_not_free": (
        "{following}. Wer wann frei ist, zeigt backoffice interpreting offers KENNUNG; verlegen geht auch mit"
        " --interpreter phone (oder video, on-site …) und mit --interpreter none: Dann wird jemand gesucht."
    ),
    "no_interpreter": (
        "Wer wann frei ist, zeigen backoffice interpreting offers KENNUNG und backoffice slots --language SPRACHE."
    ),
    "wrong_order_state": "backoffice interpreting list zeigt den neuen Stand.",
    "nobody_to_tell": "backoffice interpreting list zeigt, wem noch abzusagen ist.",
    "already_ordered": "Soll jemand anderes kommen: backoffice interpreting request, oder erst cancel.",
    "order_in_past": "Ist die Person da: --now. Sonst mit backoffice move einen neuen Termin.",
    "no_order": "Bestellt wird mit backoffice interpreting request.",
    "order_for_ended": "Bitte beim Folgetermin bestellen: backoffice book --follow KENNUNG.",
}

DONE: Mapping[str, str] = {
    "interpreter_needed": "Sprachmittlung vorgemerkt",
    "interpreter_requested": "Sprachmittlung angefragt",
    "interpreter_confirmed": "Sprachmittlung bestätigt",
    "interpreter_not_needed": "keine Sprachmittlung nötig.",
    "interpreter_declined": "Absage eingetragen: Es wird jemand anderes gesucht.",
    "interpreter_attended": "Sprachmittlung hat stattgefunden",
    "interpreter_failed": "Sprachmittlung ausgefallen: Es fehlt eine neue Zusage.",
    "interpreter_cancelled": "Sprachmittlung abbestellt.",
    "interpreter_told": "Absage weitergegeben.",
}

HISTORY: Mapping[str, str] = {
    "interpreter_needed": "Sprachmittlung vorgemerkt",
    "interpreter_requested": "Sprachmittlung angefragt",
    "interpreter_confirmed": "Sprachmittlung bestätigt",
    "interpreter_not_needed": "keine Sprachmittlung nötig",
    "interpreter_declined": "Sprachmittlung hat abgesagt",
    "interpreter_attended": "Sprachmittlung hat stattgefunden",
    "interpreter_failed": "Sprachmittlung ausgefallen",
    "interpreter_cancelled": "Sprachmittlung abbestellt",
    "interpreter_told": "Absage an die Sprachmittlung weitergegeben",
}

TO_TELL = " ▲ Die Sprachmittlung weiß es noch nicht: bitte absagen (Sprachmittlung zeigt, wem)."
"""What is added to whatever takes an appointment away."""

BOOKED = "○ gebucht"
NOBODY: Mapping[str, str] = {"needed": "▲ Sprachmittlung fehlt", "failed": "▲ Sprachm. ausgefallen"}
NOBODY_SHORT = "▲ Sprache"
"""Beside a stand that says more than that it is booked."""
GOES_ALONG: Mapping[str, str] = {
    "needed": " ▲ Sprachmittlung fehlt noch.",
    "requested": " Sprachmittlung ist angefragt.",
    "confirmed": " Sprachmittlung steht.",
}
"""What is added to a booked or moved appointment."""


def done(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for an answer of these. It names no language: what is answered is kept longer than that (D53)."""
    plain = DONE.get(code, code)
    to_tell = TO_TELL if values.get("to_tell") else ""
    now = ", für jetzt" if values.get("now") else ""
    match code:
        case "interpreter_needed":
            return f"{plain}.{to_tell}"
        case "interpreter_requested":
            return f"{plain}{now}. Die Antwort wird unter Sprachmittlung eingetragen.{to_tell}"
        case "interpreter_confirmed":
            return f"{plain}{now}.{to_tell}"
        case "interpreter_attended":
            return f"{plain}, {values['minutes']} Minuten."
        case _:
            return f"{plain}{to_tell}"


def following(other: tuple[str, str]) -> str:
    """Where somebody is not free: which other one (name, kind) is."""
    name, kind = other
    return f"Frei ist dann {name} ({KIND[kind]})"


def mark(status: str, code: str, kind: str | None) -> str:
    """`Tigrinya, vor Ort, angefragt`: an order in one line."""
    how = f", {KIND[kind]}" if kind else ""
    return f"{language(code)}{how}, {STATUS[status]}"


def hinted(code: str | None) -> str:
    """What a remark may mean, with the key that asks: `Hinweis: Arabisch? (d)`."""
    return f"Hinweis: {language(code) if code else 'Sprachmittlung'}? (d)"


def nobody_interprets(stand: str, status: str) -> str:
    """How an appointment stands that nobody interprets yet, short enough for a list."""
    if stand == BOOKED:
        return NOBODY[status]
    return f"{stand.replace('wartet ', '')} {NOBODY_SHORT}"


def way(kind: str, first: tuple[date, int] | None, *, at_once: bool, now: tuple[date, int]) -> str:
    """From when on a language can be had in one way: `Telefon jetzt`, `vor Ort ab Do 26.11. 09:00`."""
    if first is None:
        return f"{KIND[kind]} in den nächsten Wochen nicht"
    if at_once and first <= now:
        return f"{KIND[kind]} jetzt"
    day = "heute" if first[0] == now[0] else day_short(first[0], now[0])
    return f"{KIND[kind]} ab {day} {hhmm(first[1])}"


def ways(code: str, told: Iterable[str]) -> str:
    """The ways of a language in one sentence; where there is none at all, what can be done."""
    found = " · ".join(told)
    if not found:
        return (
            f"Für {language(code)} ist hier niemand eingetragen: bitte bei der Standort-Administration nachfragen"
            " oder nur vormerken."
        )
    return f"{language(code)}: {found}"


def when(day: date, start: int, end: int, today: date) -> str:
    """`heute 10:00–10:45`, `Mi 25.11. 10:00–10:45`."""
    return f"{'heute' if day == today else day_short(day, today)} {span(start, end)}"

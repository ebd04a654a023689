"""What `d` says on an appointment: who can interpret when, what is chosen, and what comes next (D46–D49)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.interpreting import KIND, mark, when
from backoffice.wording.languages import name
from backoffice.wording.plan_words import day_short, span

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "interpreting_not_chosen": (
        "Nichts gewählt",
        "Es ist noch nichts gewählt.",
        "Eine Ziffer wählt, wer dolmetscht; i merkt die Sprachmittlung nur vor.",
    ),
    "language_missing": (
        "Sprache fehlt",
        "Es ist noch nicht gesagt, welche Sprache gebraucht wird.",
        "Bitte die Sprache wählen: Tippen sucht sie, eine Ziffer nimmt sie.",
    ),
    "language_not_chosen": (
        "Sprache nicht eindeutig",
        "„{text}“ meint keine oder mehrere Sprachen.",
        "Bitte weitertippen, eine mit ihrer Ziffer wählen oder das Feld leeren.",
    ),
}

TITLE = "Sprachmittlung"
LEGAL_GROUND = "Anspruch"
LEGAL_SHORT = "Ein Recht, auf Kosten des Jobcenters (§ 17 SGB I, § 19 SGB X)."
"""The legal ground where there is only one line for it."""
ABOUT_ASK = (
    "Wer zu diesem Termin dolmetschen kann: ab jetzt, zu seiner Zeit, oder zu neuen Zeiten, zu denen auch ein Platz "
    "frei ist (der Termin wird dann verlegt). Eine Ziffer wählt, F2 bestellt. Hat die Liste die Tasten, nimmt d "
    "eine andere Sprache, s nur einen Weg, ← → eine Woche früher oder später, g einen Tag. i merkt nur vor, dass "
    "jemand gebraucht wird; a hält eine volljährige Begleitperson fest, die die Kundin oder der Kunde selbst "
    "mitbringt; x sagt, dass niemand nötig ist. Gefragt wird nach der Sprache, nie nach der Herkunft."
)

FIELD_LANGUAGE = "Sprache"
PLACEHOLDER_LANGUAGE = "tippen: dari, tigr, gebärden …"
NOTHING_LANGUAGE = "Keine Sprache heißt so."
FIELD_WAY = "Weg"
WAYS: Sequence[tuple[str, str]] = (
    ("any", "alle"), ("phone", "Telefon"), ("video", "Video"), ("on_site", "vor Ort"),
    ("short", "eilig"),
)  # fmt: skip
NOT_SIGNED_BY_PHONE = "Gebärdensprache geht am Telefon nicht"
FIELD_FROM = "ab Tag"
PLACEHOLDER_FROM = "neue Zeiten ab heute; sonst 24.11., mo, +2w"
FIELD_DIALECT = "Dialekt"
PLACEHOLDER_DIALECT = "wenn es darauf ankommt"

HINT_ORDER = "bestellen"
LOOKING = "Wird gesucht …"
NOTHING_CHOSEN = "Noch nichts gewählt: Eine Ziffer wählt, F2 bestellt."
ALSO = "i nur vormerken · a Begleitperson (volljährig) · x keine nötig"
NOTED = "nur vormerken: gesucht wird später, unter 4"
COMPANION = "Begleitperson (volljährig, selbst mitgebracht)"
NOT_NEEDED = "keine Sprachmittlung nötig"
ADULT_TITLE = "Begleitperson"
ADULT_QUESTION = "Ist die Begleitperson volljährig?"
ADULT_YES, ADULT_NO = "ja, volljährig", "nein"

ONE_EACH = "Eine Sprachmittlung gehört zu einem Gespräch: bitte einzeln."
NOTHING_NOTED = "Hier ist keine Sprachmittlung vorgemerkt: Es ist nichts wegzunehmen."
DIAL_TITLE = "Wählen"
ABOUT_DIAL = "Die Nummer, unter der jetzt jemand dolmetscht. Esc schließt; in der Zeile unten steht sie weiter."


def hinted(code: str) -> str:
    """What the remark of the booking file seems to say: a person confirms it."""
    return f"laut Hinweis: {name(code)}?"


def remark(text: str) -> str:
    """What stands in the remark, as it is written there."""
    return f"In der Bemerkung steht: „{text}“" if text else ""


def head(code: str, length: int, minutes: int) -> str:
    """The language, and how long the talk is proposed to take (D49)."""
    longer = f", mit Sprachmittlung {minutes} vorgeschlagen" if minutes != length else ""
    return f"{name(code)} · {length} min{longer}"


def ordered(status: str, code: str, kind: str | None, interpreter: str, refused: Iterable[str]) -> str:
    """What stands already: `Bestellt: Tigrinya, vor Ort, angefragt (Yohannes Beispiel).`"""
    who = f" ({interpreter})" if interpreter else ""
    no = f" Abgesagt hat: {', '.join(refused)}." if refused else ""
    match status:
        case "needed":
            return f"Vorgemerkt: {mark(status, code, kind)}.{no}"
        case "requested" | "confirmed":
            return f"Bestellt: {mark(status, code, kind)}{who}. Was Sie jetzt wählen, löst das ab."
        case _:
            return f"{mark(status, code, kind)}{who}."


def now(kind: str, who: str) -> str:
    """`jetzt · Telefon · Hotline`."""
    return f"jetzt · {KIND[kind]} · {who}"


def then(day: date, start: int, kind: str, who: str, today: date) -> str:
    """`zum Termin 10:00 · vor Ort · Yohannes Beispiel`."""
    on = "" if day == today else f"{day_short(day, today)} "
    return f"zum Termin {on}{hhmm(start)} · {KIND[kind]} · {who}"


def new(day: date, start: int, end: int, group: str, kind: str, who: str, today: date) -> str:
    """`Do 26.11. 09:30–10:15 · Leistung 1 · vor Ort · Yohannes Beispiel`."""
    return f"{day_short(day, today)} {span(start, end)} · {group} · {KIND[kind]} · {who}"


def reach(kind: str, dial: str, contact: str, cost: str, *, at_once: bool) -> str:
    """How somebody is reached, and what it costs: `Wählen: 030 23125-999 · Kosten: je Minute`."""
    parts = []
    if dial and kind in ("phone", "video"):
        parts.append(f"{'Wählen' if kind == 'phone' else 'Einwahl'}: {dial}")
    if contact and not (at_once and parts):
        parts.append(f"{'Kontakt' if at_once else 'Anfragen'}: {contact}")
    if cost:
        parts.append(f"Kosten: {cost}")
    return " · ".join(parts)


def briefly(dial: str, *, at_once: bool) -> str:
    """What is to be done for it, beside the offer: a number to dial, or that somebody is to be asked."""
    if at_once:
        return dial
    return "anfragen"


def chosen(label: str, day: date | None, start: int, end: int, today: date) -> str:
    """`√ jetzt · Telefon · Hotline, heute 09:10–09:40`."""
    return f"√ {label}" if day is None else f"√ {label}, {when(day, start, end, today)}"


def nobody(ways: str, *, narrowed: bool) -> str:
    """Nothing can be offered: what there is instead, and what can be done."""
    wider = "s nimmt alle Wege dazu, " if narrowed else ""
    return f"Niemand ist frei. {ways} {wider}→ sucht eine Woche später, i merkt nur vor."


def no_times(why: str) -> str:
    """Why no new times are offered."""
    return f"Neue Zeiten: {why}"


def instead(number: int) -> str:
    """What can be had at once where a child was to interpret, in what is left of three short lines."""
    return f"{number} wählt, wer jetzt da ist."


def to_dial(dial: str) -> str:
    """What is to be done right after the order of a line that one dials."""
    return f"Wählen: {dial}."


def to_ask(who: str, contact: str) -> str:
    """Who is still to be asked, and where."""
    return f"Bitte anfragen: {who}{f', {contact}' if contact else ''}."


def more(first: int, last: int, count: int) -> str:
    """Under a page of offers: `1–9 von 14 · Bild↓ weitere`, on the last one `10–14 von 14 · Bild↑ frühere`."""
    further = "Bild↓ weitere" if last < count else "Bild↑ frühere"
    return f"{first}–{last} von {count} · {further}"

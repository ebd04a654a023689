"""What the line commands about interpreters say: rows of orders, who can be asked, where a request sheet lies."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from backoffice.domain.clock import hhmm
from backoffice.wording.interpreting import KIND, when
from backoffice.wording.interpreting import way as way_since
from backoffice.wording.interpreting import ways as ways_told
from backoffice.wording.labels import day_label
from backoffice.wording.languages import name as language
from backoffice.wording.plan_words import day_short

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "order_unknown": (
        "Kennung unbekannt",
        "Keine Bestellung und kein Termin hat eine Kennung, die auf „{id}“ endet.",
        "backoffice interpreting list zeigt die Bestellungen.",
    ),
    "which_language": (
        "Welche Sprache?",
        "Es ist nicht gesagt, in welcher Sprache{hinted}.",
        "Bitte nachfragen und mit --language SPRACHE angeben.",
    ),
}
ASK: Mapping[str, str] = {"order_reason": "Warum (kein Name, keine Diagnose)"}
"""What line commands ask."""
HINTED = "; die Bemerkung nennt {language} (--language {code})"

NO_ORDERS = "Keine Sprachmittlung ist gesucht, bestellt oder ausgefallen."
NONE_SUITS = "Dazu passt keine Bestellung."
COUNTS = "{branch}, zu erledigen {to_do}, sonst {others}"
NOBODY = "—"
REMOTE = ("phone", "video")
"""Ways for which one dials."""
WAS, LEAVES, SAID_NO = "vorher {when}", "nur da bis {day}", "abgesagt: {names}"
CONTACT, DIAL, TOLD = "Kontakt {contact}", "Einwahl {dial}", "Bescheid weiß {function}"
INTERPRETED, CONFIRMED_BY = "{minutes} Minuten", "zugesagt von {function}"

NOW, THEN = "Ab jetzt ({when}):", "Zur gebuchten Zeit ({when}):"
NEW_TIMES = "Neue Termine, {minutes} Minuten, Platz und Sprachmittlung frei:"
NOBODY_FREE, NO_NEW_TIMES = "niemand frei", "keine in den nächsten zwölf Wochen"
AT_ONCE, TO_ASK = "sofort", "auf Anfrage"
HOW_TO_ORDER = "Bestellen: backoffice interpreting request {id} --with KENNUNG --kind WEG, für jetzt mit --now."
HOW_TO_MOVE = "Verlegen: backoffice move {id} --day TAG --time HH:MM{longer} --with KENNUNG --interpreter WEG."
LONGER = " --minutes {minutes}"
ASK_NEXT, NOBODY_NEXT = "Zu fragen ({when}):", "Zu dieser Zeit ist sonst niemand frei."
SEE_OFFERS = "Alle Wege und Zeiten: backoffice interpreting offers {id}"
NO_INTERPRETER_THEN = "Mit Sprachmittlung ist in diesem Zeitraum nichts frei."

SHEET_LIES = "Anfrage gespeichert: {path}"
SHEET_UNTIL = "Zu löschen bis {day}; backoffice store files führt sie so lange."
SHEET_ELSEWHERE = "Bitte dort am {day} löschen: Außerhalb des eigenen Ordners tut es das Programm nicht."


def hinted(code: str | None) -> str:
    """Which language the remark of a booking file names, if it does: a person confirms it (D46)."""
    return HINTED.format(language=language(code), code=code) if code else ""


def spoken(code: str, dialect: str) -> str:
    """`Arabisch (irakisch)`."""
    return f"{language(code)} ({dialect})" if dialect else language(code)


def who(interpreter: str, kind: str | None) -> str:
    """Whom it is about; whoever was brought along has no name here (D47)."""
    return interpreter or (KIND["companion"] if kind == "companion" else NOBODY)


def way(kind: str | None) -> str:
    """How they interpret, a dash where that is open."""
    return KIND[kind] if kind else NOBODY


def reach(contact: str, dial: str, *, remote: bool) -> str:
    """How they are reached for the talk, else for the order: `Einwahl 030 …`, `Kontakt dispo@…`."""
    if remote and dial:
        return DIAL.format(dial=dial)
    return CONTACT.format(contact=contact) if contact else ""


def aside(
    *,
    was: tuple[date, int] | None,
    leaves: date | None,
    refused: Iterable[str],
    told_to: str,
    agreed_with: str,
    minutes: int | None,
) -> str:
    """What else is to be known of an order, in a few words; empty for a plain one."""
    return " · ".join(_aside(was, leaves, tuple(refused), told_to, agreed_with, minutes))


def _aside(
    was: tuple[date, int] | None,
    leaves: date | None,
    refused: tuple[str, ...],
    told_to: str,
    agreed_with: str,
    minutes: int | None,
) -> Iterator[str]:
    if was is not None:
        yield WAS.format(when=f"{day_short(was[0])} {hhmm(was[1])}")
    if leaves is not None:
        yield LEAVES.format(day=day_short(leaves))
    if refused:
        yield SAID_NO.format(names=", ".join(refused))
    if agreed_with:
        yield CONFIRMED_BY.format(function=agreed_with)
    if minutes is not None:
        yield INTERPRETED.format(minutes=minutes)
    if told_to:
        yield TOLD.format(function=told_to)


def ways(code: str, found: Iterable[tuple[str, tuple[date, int] | None, bool]], now: tuple[date, int]) -> str:
    """From when on a language can be had in each way (kind, first time, at once): `Dari: vor Ort ab Do 26.11. 09:00 ·
    Telefon jetzt`; where there is none at all, what can be done.
    """
    return ways_told(code, [way_since(kind, first, at_once=at_once, now=now) for kind, first, at_once in found])


def can_come(interpreter: str, kind: str, short_id: str, *, at_once: bool) -> str:
    """`Hotline, Telefon, sofort (--with 3f2a1b --kind phone)`: somebody who can be asked."""
    option = f"--with {short_id} --kind {kind.replace('_', '-')}"
    return f"{interpreter}, {KIND[kind]}, {AT_ONCE if at_once else TO_ASK} ({option})"


def how_to_order(short_id: str, minutes: int | None) -> str:
    """The commands that take one of the offers; `minutes` where a new time is to be longer than the old one."""
    longer = "" if minutes is None else LONGER.format(minutes=minutes)
    return f"{HOW_TO_ORDER.format(id=short_id)} {HOW_TO_MOVE.format(id=short_id, longer=longer)}"


def ordered(
    interpreter: str, kind: str | None, time: tuple[date, int, int], today: date, *, contact: str, dial: str
) -> str:
    """After an order: `Yohannes Beispiel, vor Ort, Di 24.11. 10:00–10:45, Kontakt 0421 …`."""
    reached = reach(contact, dial, remote=kind in REMOTE)
    parts = [interpreter, way(kind), when(*time, today), reached]
    return ", ".join(part for part in parts if part)


def sheet_until(day: date, *, own_folder: bool) -> str:
    """Until when a request sheet may stay, and who sees to it (D53)."""
    return (SHEET_UNTIL if own_folder else SHEET_ELSEWHERE).format(day=day_label(day))

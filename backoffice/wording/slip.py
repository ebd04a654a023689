"""The Terminzettel in plain German: short sentences, no abbreviations, once for screen, text and print."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date

from backoffice.domain.slip import LineKind, Slip, SlipLine
from backoffice.domain.terms import Channel
from backoffice.domain.text import safe
from backoffice.wording.labels import day_label
from backoffice.wording.languages import plain
from backoffice.wording.screens import SENSITIVE

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip

TITLE = "Ihr Termin"
WHERE, CONCERN, LANGUAGE, CANNOT = "Wo?", "Worum geht es?", "Sprache", "Wenn Sie nicht können"
BRING, AT_HAND = "Bitte bringen Sie mit", "Bitte legen Sie bereit"
IN_HOUSE = "Im Haus: {where}"
WE_CALL = ("Wir rufen Sie an.", "Bitte halten Sie Ihr Telefon bereit.")
CALLS = "Es ruft an: {branch}"
TICK = ("Das kreuzen wir an:", "[__] Sie kommen zu uns.", "[__] Wir rufen Sie an.")
INTERPRETER = ("Für das Gespräch ist eine Sprachmittlung vorgemerkt: {language}.", "Das heißt: Jemand übersetzt.")
CANCEL = (
    "Bitte sagen Sie uns vorher Bescheid.",
    "Das gilt auch, wenn Sie einen anderen Termin brauchen.",
)
REACH_US = "So erreichen Sie uns: {contact}"
NO_DECISION = "Dies ist keine Entscheidung über Ihren Antrag."

_SHORT = {"BG": "Bedarfsgemeinschaft", "M&I": "Markt und Integration"}
_SHORT_WORDS = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _SHORT))})(?!\w)")


def lines(slip: Slip) -> tuple[SlipLine, ...]:
    """Everything that stands on the slip, in order; data cleaned (D55), a sensitive concern not named (D24)."""
    return tuple(_lines(slip))


def as_text(slip: Slip, width: int = 72) -> str:
    """The slip as plain text in lines of at most `width` characters, ending with a line break."""
    told: list[str] = []
    for line in lines(slip):
        lead = "- " if line.kind is LineKind.ITEM else ""
        if line.kind in (LineKind.HEADING, LineKind.STRONG):
            told.append("")
        told += textwrap.wrap(
            line.text, width, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
        )
        if line.kind is LineKind.TITLE:
            told.append("=" * min(width, len(line.text)))
    return "".join(f"{line}\n" for line in told)


def long_day(day: date) -> str:
    """`Dienstag, 24. November 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def long_time(minute: int) -> str:
    """`10 Uhr 20`, `10 Uhr`: a minute of the day as it is read aloud."""
    return f"{minute // 60} Uhr {minute % 60}" if minute % 60 else f"{minute // 60} Uhr"


def long_span(minutes: int) -> str:
    """`20 Minuten`, `eine Stunde und 30 Minuten`, `2 Stunden`."""
    hours, rest = divmod(minutes, 60)
    parts = ["eine Stunde" if hours == 1 else f"{hours} Stunden"] if hours else []
    return " und ".join([*parts, f"{rest} Minuten"] if rest else parts)


def _lines(slip: Slip) -> Iterator[SlipLine]:
    yield SlipLine(LineKind.TITLE, TITLE)
    yield SlipLine(LineKind.STRONG, f"{long_day(slip.day)}, {long_time(slip.start)}")
    if slip.end > slip.start:
        yield SlipLine(LineKind.TEXT, f"Das Gespräch dauert etwa {long_span(slip.end - slip.start)}.")
    yield from _section(WHERE, *_where(slip))
    yield from _section(CONCERN, SENSITIVE if slip.sensitive else _spelled_out(slip.concern))
    heading = AT_HAND if slip.channel is Channel.PHONE else BRING
    yield from _section(heading, *slip.documents, kind=LineKind.ITEM)
    if slip.language:
        yield from _section(LANGUAGE, *(text.format(language=plain(slip.language)) for text in INTERPRETER))
    contact = _one_line(slip.contact or "")
    yield from _section(CANNOT, *CANCEL, REACH_US.format(contact=contact) if contact else "")
    yield SlipLine(LineKind.STRONG, NO_DECISION)


def _where(slip: Slip) -> Iterator[str]:
    if slip.channel is Channel.PHONE:
        yield from WE_CALL
        if slip.branch.strip():
            yield CALLS.format(branch=slip.branch)
        return
    if slip.channel is None:
        yield from TICK
    yield slip.branch
    yield slip.address
    if slip.where:
        yield IN_HOUSE.format(where=slip.where)


def _section(heading: str, *texts: str, kind: LineKind = LineKind.TEXT) -> Iterator[SlipLine]:
    """A heading and what stands under it; nothing where that is empty."""
    found = [SlipLine(kind, text) for text in map(_one_line, texts) if text]
    if found:
        yield SlipLine(LineKind.HEADING, heading)
        yield from found


def _one_line(text: str) -> str:
    return " ".join(safe(text).split())


def _spelled_out(text: str) -> str:
    return _SHORT_WORDS.sub(lambda short: _SHORT[short[1]], text)


# --- the dialog --------------------------------------------------------------------------------------------------

SLIP = "Terminzettel"
ABOUT = (
    "Der Zettel für die Kundin oder den Kunden: Tag, Uhrzeit, Ort und was mitzubringen ist, ohne Namen und Nummern. "
    "1 oder F2 speichert ihn als PDF und öffnet ihn zum Drucken, 2 als Text. Das Programm löscht die Datei nach dem "
    "nächsten Arbeitstag von selbst."
)
AS_PDF, AS_TEXT = "als PDF speichern und öffnen", "als Text speichern und öffnen"
HINT_PDF = "als PDF öffnen"
ONLY_TWO = "Hier gibt es nur 1 (PDF) und 2 (Text)."
OPENED = "Geöffnet."
NO_VIEWER = "Kein Programm zum Öffnen gefunden; bitte selbst öffnen."
NOT_WHOLE = "Einzelne Zeichen fehlen in der Schrift des PDF: bitte 2 (Text) nehmen."
UNTIL = "Wird ab {until} gelöscht: {name}"
LIES = "Liegt in {folder}."
FAULTS: Mapping[str, str] = {
    "no_room": "Nicht gespeichert: Auf dem Laufwerk ist kein Platz mehr, bitte dort Platz schaffen ({folder}).",
    "no_right": "Nicht gespeichert: In diesem Ordner darf niemand schreiben, bitte der Administration melden"
    " ({folder}).",
    "unreachable": "Nicht gespeichert: Der Ordner ist nicht erreichbar, bitte noch einmal versuchen ({folder}).",
}
"""Why a slip or a request sheet could not be written, by `exchange.own_files.Fault`."""


def saved(name: str, folder: str, until: date, *, opened: bool, whole: bool) -> str:
    """Whether it was opened, where it is (a notice that is cut keeps that), and until when.

    `whole`: every character could be printed.
    """
    first = NOT_WHOLE if not whole else OPENED if opened else NO_VIEWER
    return f"{first} {LIES.format(folder=folder)} {UNTIL.format(until=day_label(until), name=name)}"

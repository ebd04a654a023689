"""The request sheet for an interpreter, as an agency reads it: no name, no number, nothing about the matter (D48)."""

import textwrap
from collections.abc import Iterator, Mapping

from backoffice.domain.clock import hhmm
from backoffice.domain.languages import is_signed
from backoffice.domain.request_sheet import RequestSheet, SheetLine
from backoffice.domain.terms import Area, InterpretingKind
from backoffice.domain.text import safe
from backoffice.wording.labels import day_label
from backoffice.wording.languages import LEGAL_GROUND, name
from backoffice.wording.slip import long_day

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "companion_not_ordered": (
        "Dafür gibt es kein Anfrageblatt",
        "Eine Begleitperson bringt die Kundin oder der Kunde selbst mit; bestellt wird sie nicht.",
        "Bitte eine andere Art der Sprachmittlung wählen.",
    ),
    "nobody_to_ask": (
        "Niemand mehr anzufragen",
        "Die Sprachmittlung ist {order_status}; dafür braucht es kein Anfrageblatt mehr.",
        "Wird wieder jemand gebraucht: bitte erst bestellen.",
    ),
}

TITLE = "Anfrage Sprachmittlung"
LANGUAGE, DIALECT, KIND_LABEL, DAY, START, LENGTH = "Sprache", "Dialekt", "Art", "Tag", "Beginn", "Dauer"
PLACE, DIAL_IN, BRANCH, CONTACT, SUBJECT = "Ort", "Einwahl", "Geschäftsstelle", "Rückfragen an", "Thema"
REFERENCE, GROUND, IN_CONFIDENCE, DELETION = "Kennung", "Rechtsgrundlage", "Vertraulich", "Zu löschen"
ABOUT = "etwa {minutes} Minuten"
QUOTE_IT = "{reference} (bitte in der Antwort nennen)"
DIAL_UNKNOWN = "bitte mit der Zusage nennen"
CONFIDENTIAL = (
    "Was Sie hier und im Gespräch erfahren, ist geheim zu halten und dient nur diesem Einsatz (§ 35 SGB I,"
    " § 78 SGB X). Namen und Nummern von Kund:innen nennen wir vorher nicht."
)
DELETE = "Bitte am {day} überall löschen, auch aus dem Postfach."

KIND: Mapping[InterpretingKind, str] = {
    InterpretingKind.PHONE: "am Telefon",
    InterpretingKind.VIDEO: "per Video",
    InterpretingKind.ON_SITE: "vor Ort",
    InterpretingKind.COLLEAGUE: "Kolleg:in, vor Ort",
    InterpretingKind.SIGN: "Gebärdensprache, vor Ort",
}
"""How somebody is to interpret, for whoever does not know our lists."""
ANY_WAY, ANY_SIGNED = "am Telefon, per Video oder vor Ort", "Gebärdensprache, vor Ort oder per Video"
"""Where nobody is asked yet."""
FRONT_DESK = "Eingangszone"
_DIALLED: Mapping[InterpretingKind, str] = {
    InterpretingKind.PHONE: "Telefon {dial}",
    InterpretingKind.VIDEO: "Video: {dial}",
}

GENERAL = "Beratungsgespräch"
SUBJECTS: Mapping[Area, str] = {
    Area.FRONT_DESK: "Gespräch zu Anträgen und Mitteilungen",
    Area.YOUTH_FRONT_DESK: "Gespräch zu Anträgen und Mitteilungen",
    Area.BENEFITS: "Gespräch zu Leistungen",
    Area.PLACEMENT: "Gespräch zu Arbeit und Ausbildung",
}
"""The subject in general words: nothing of the concern, and not that somebody is under 25."""


def lines(sheet: RequestSheet) -> tuple[SheetLine, ...]:
    """Everything that stands on the sheet, in order; data cleaned (D55), nothing without a value but the heading."""
    told = (SheetLine(label, " ".join(safe(value).split())) for label, value in _lines(sheet))
    return (SheetLine(TITLE, ""), *(line for line in told if line.value))


def as_text(sheet: RequestSheet, width: int = 72) -> str:
    """The sheet as plain text in lines of at most `width` characters, ending with a line break."""
    every = lines(sheet)
    column = max(len(line.label) for line in every if line.value) + 2
    told: list[str] = []
    for label, value in every:
        if not value:
            told += [label, "=" * len(label), ""]
            continue
        lead = f"{label}:".ljust(column)
        told += textwrap.wrap(
            value, width, initial_indent=lead, subsequent_indent=" " * column, break_on_hyphens=False
        )
    return "".join(f"{line}\n" for line in told)


def _lines(sheet: RequestSheet) -> Iterator[tuple[str, str]]:
    yield LANGUAGE, f"{name(sheet.language)}, ISO 639-3: {sheet.language}"
    yield DIALECT, sheet.dialect
    yield KIND_LABEL, _how(sheet)
    yield DAY, long_day(sheet.day)
    yield START, f"{hhmm(sheet.start)} Uhr"
    yield LENGTH, ABOUT.format(minutes=sheet.minutes)
    if sheet.kind is not None and sheet.remote:
        yield DIAL_IN, _DIALLED[sheet.kind].format(dial=sheet.dial) if sheet.dial.strip() else DIAL_UNKNOWN
        yield BRANCH, sheet.branch
    else:
        yield PLACE, _listed(sheet.branch, sheet.address)
    yield (
        CONTACT,
        _listed(sheet.function or FRONT_DESK, sheet.team, f"Telefon {sheet.phone}" if sheet.phone.strip() else ""),
    )
    yield SUBJECT, GENERAL if sheet.area is None else SUBJECTS[sheet.area]
    yield REFERENCE, QUOTE_IT.format(reference=sheet.reference)
    if sheet.kind is InterpretingKind.SIGN or is_signed(sheet.language):
        yield GROUND, LEGAL_GROUND
    yield IN_CONFIDENCE, CONFIDENTIAL
    yield DELETION, DELETE.format(day=day_label(sheet.delete_by))


def _how(sheet: RequestSheet) -> str:
    if sheet.kind is None:
        return ANY_SIGNED if is_signed(sheet.language) else ANY_WAY
    return KIND[sheet.kind]


def _listed(*parts: str) -> str:
    return ", ".join(part.strip() for part in parts if part.strip())

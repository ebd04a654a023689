"""What is said of a rule table as a whole: why a file is refused, a line is wrong, what overlaps and what is open."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from backoffice.wording.responsibility import PARITY, houses, rule

if TYPE_CHECKING:
    from backoffice.domain.rule_checks import Checked, Overlap, StreetGap

COLUMN: Mapping[str, str] = {
    "rank": "Rang",
    "branch": "Geschäftsstelle",
    "team": "Team",
    "postcode": "PLZ",
    "street": "Straße",
    "first_number": "von",
    "last_number": "bis",
    "parity": "Seite",
    "under_age": "unter Alter",
    "area": "Bereich",
    "first_letter": "Buchstabe von",
    "last_letter": "Buchstabe bis",
    "digits": "Endziffern",
    "note": "Hinweis",
}
"""The headings of a rule file, and what a wrong cell is called by."""

NO_RULES = "Es gibt noch keine Regeln; backoffice responsibility import DATEI liest sie ein."
NOT_FOUND = "Keine Regel passt zur Suche."
CLEAN = "Keine Hausnummer doppelt, keine Lücke: {count} Regeln."
OVERLAPS = "Überschneidungen (gleicher Rang, verschiedene Geschäftsstellen):"
STREET_GAPS = "Lücken in Straßen (diese Hausnummern meint keine Regel):"
POSTCODE_GAPS = "Postleitzahlen ohne Regel für die übrigen Straßen: {postcodes}."
BRANCHES_WITHOUT = "Geschäftsstellen, die keine Regel nennt: {branches}."
SEVERAL = "PLZ {postcode} gehört gleichrangig zu mehreren: {branches}."
MORE = "… und {count} weitere."
READ = "Gelesene Regeln: {count}."
IGNORED = "Nicht übernommen werden die Spalten: {columns}."
TO_CHECK = "Zu prüfen: {what}; backoffice responsibility check zeigt alles."

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "rules_missing": (
        "Datei nicht gefunden",
        "Eine Regeldatei „{file}“ gibt es dort nicht.",
        "Bitte Ordner und Namen prüfen.",
    ),
    "rules_neither": (
        "Keine Regeldatei",
        "„{file}“ ist weder eine Excel-Arbeitsmappe (.xlsx) noch eine Textdatei mit Trennzeichen (.csv).",
        "Bitte in Excel öffnen und als „Excel-Arbeitsmappe (.xlsx)“ oder als CSV speichern.",
    ),
    "rules_damaged": (
        "Datei beschädigt",
        "„{file}“ ist unvollständig oder beschädigt und wurde nicht eingelesen.",
        "Bitte die Datei in Excel öffnen, neu speichern und noch einmal einlesen.",
    ),
    "rules_suspicious": (
        "Datei auffällig",
        "„{file}“ enthält mehr, als eine Regeldatei braucht (Makros, Verweise, zu viel), und wurde nicht geöffnet.",
        "Bitte die Herkunft prüfen. Ist sie in Ordnung: die Regeln als Werte in eine neue Mappe kopieren.",
    ),
    "rules_too_many": (
        "Datei zu groß",
        "„{file}“ ist zu groß: Mehr als {rows} Regeln, {columns} Spalten oder {size} MB werden nicht eingelesen.",
        "Bitte prüfen, ob es die richtige Datei ist.",
    ),
    "rules_none": (
        "Keine Regeln",
        "In „{file}“ steht keine einzige Regel.",
        "Bitte prüfen, ob es die richtige Datei ist; die bisherigen Regeln gelten weiter.",
    ),
    "rules_no_headings": (
        "Überschriften fehlen",
        "In „{file}“ ist keine Zeile mit den Überschriften „Rang“ und „Geschäftsstelle“.",
        "Bitte die Überschriften in die erste Zeile schreiben; docs/Betrieb.md nennt alle.",
    ),
    "rules_wrong": (
        "Regeln fehlerhaft",
        "In der Datei ist etwas falsch ({count}×); gespeichert ist nichts, die bisherigen Regeln gelten weiter.",
        "Bitte die genannten Zeilen in der Datei berichtigen und sie noch einmal einlesen.",
    ),
    "no_hint": (
        "Kein Hinweis",
        "An diesem Termin steht kein Hinweis auf eine andere Geschäftsstelle.",
        "",
    ),
    "age_shape": ("Kein Alter", "„{text}“ ist kein Alter.", "Bitte das Alter in Jahren angeben, oder leer lassen."),
    "area_shape": (
        "Bereich unbekannt",
        "Den Bereich „{text}“ gibt es nicht.",
        "Bitte einen von diesen: {areas}; oder leer lassen.",
    ),
    "postcode_shape": (
        "Keine Postleitzahl",
        "„{text}“ ist keine Postleitzahl.",
        "Bitte fünf Ziffern angeben, oder leer lassen.",
    ),
    "nothing_asked": (
        "Nichts angegeben",
        "Ohne eine einzige Angabe gibt es keine Auskunft.",
        "Bitte wenigstens PLZ oder Straße angeben.",
    ),
    "line_shape": (
        "Eingabe unverständlich",
        "Die Zeile {line} der Standardeingabe nennt keine der Fragen.",
        "Bitte „PLZ: 00112“, eine Frage je Zeile; die Fragen: {names}.",
    ),
}

_PROBLEMS: Mapping[str, str] = {
    "formula": "{column}: eine Formel; bitte den Wert eintragen",
    "cell_error": "{column}: ein Fehlerwert",
    "too_long": "{column}: zu lang",
    "missing": "{column} fehlt",
    "rank": "Rang „{text}“ ist keine Zahl von 1 bis 9999",
    "unknown_branch": "Geschäftsstelle „{text}“ gibt es nicht",
    "unknown_team": "Team „{text}“ gibt es dort nicht",
    "postcode": "PLZ „{text}“ hat nicht fünf Ziffern",
    "house_number": "{column}: „{text}“ ist keine einzelne Hausnummer wie 12 oder 12a",
    "no_street": "Hausnummern oder Seite ohne Straße",
    "backwards": "{column}: {text} ist rückwärts",
    "nobody": "Hausnummer {text} liegt auf der anderen Seite: Die Regel meint niemanden",
    "unknown_side": "Seite „{text}“ ist weder gerade noch ungerade noch alle",
    "age": "unter Alter „{text}“ ist kein Alter",
    "unknown_area": "Bereich „{text}“ gibt es nicht",
    "letter": "{column}: „{text}“ sind nicht ein oder zwei Buchstaben",
    "digits": "Endziffern „{text}“: erwartet wird 01234 oder 0-4",
}


def problem(line: int, code: str, column: str | None, text: str) -> str:
    """Why a line of a rule file is wrong: "Zeile 7: Geschäftsstelle „Nort“ gibt es nicht"."""
    said = _PROBLEMS[code].format(column=COLUMN[column] if column else "", text=text)
    return f"Zeile {line}: {said}"


def problem_codes() -> frozenset[str]:
    """All of them."""
    return frozenset(_PROBLEMS)


def overlap(of: "Overlap", branches: Mapping[str, str]) -> str:
    """ "Zeile 3 und 7: PLZ 00112, Beispielstraße 1–19 (NORD) und Beispielstraße 15–30 (OST)"."""
    one, other = of.one, of.other
    return (
        f"Zeile {one.position} und {other.position}, Rang {one.rank}: {rule(one)} ({branches[one.branch_id]})"
        f" und {rule(other)} ({branches[other.branch_id]})"
    )


def gap(of: "StreetGap") -> str:
    """ "PLZ 00112, Beispielstraße 21–29 ungerade"."""
    last = None if of.last is None else str(of.last)
    numbers = PARITY[of.parity.value] if last is None else houses(str(of.first), last, of.parity.value)
    return ", ".join(part for part in (f"PLZ {of.postcode}" if of.postcode else "", f"{of.street} {numbers}") if part)


def counted(of: "Checked") -> str:
    """How much there is to look at: "2 Überschneidungen, 1 Lücke"; empty where the table is clean."""
    gaps = len(of.street_gaps) + len(of.postcode_gaps) + len(of.branches_without)
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in ((len(of.overlaps), "Überschneidung", "Überschneidungen"), (gaps, "Lücke", "Lücken"))
        if count
    ]
    return ", ".join(parts)

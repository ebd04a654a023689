"""Zuständigkeit in words: which branch the rules name, and why (D43)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from backoffice.wording.states import AREA

if TYPE_CHECKING:  # the first rows wait for what is said of a change, not for the finder
    from backoffice.domain.responsibility import Candidate
    from backoffice.domain.rules import Condition, Rule

PARITY: Mapping[str, str] = {"all": "alle", "odd": "ungerade", "even": "gerade"}
SURENESS: Mapping[str, str] = {"sure": "sicher", "likely": "wahrscheinlich", "possible": "möglich"}
CONDITION: Mapping[str, str] = {
    "postcode": "PLZ",
    "street": "Straße",
    "house_number": "Hausnummer",
    "age": "Alter",
    "area": "Bereich",
    "letter": "Anfangsbuchstabe",
    "digits": "Endziffer der Nummer",
}
"""What a rule can name, as it is asked for."""

ASKED: Mapping[str, str] = {
    "postcode": "PLZ",
    "street": "Straße",
    "house_number": "Hausnummer",
    "age": "Alter in Jahren",
    "area": "Bereich",
    "letter": "Anfang des Familiennamens",
    "digits": "Letzte Ziffer der Kundennummer",
}
"""What the finder asks, in this order; every answer may stay empty."""
MAY_BE_EMPTY = "Was nicht bekannt ist, bleibt leer. Gespeichert wird nichts davon."
NOBODY = "Keine Regel passt: Hier entscheidet ein Mensch."
STREET_UNKNOWN = "Die Straße steht in keiner Regel: Bitte die Schreibweise prüfen."
SEVERAL = "Mehrere kommen in Frage: Hier entscheidet ein Mensch."

EVERYTHING = "alles andere"
DONE: Mapping[str, str] = {
    "rules_set": "Regeln der Zuständigkeit gespeichert",
    "kept_here": "Wir sind zuständig: Der Hinweis ist weg.",
}
HISTORY: Mapping[str, str] = {"kept_here": "entschieden: Wir sind zuständig"}


def houses(first: str | None, last: str | None, parity: str) -> str:
    """Which house numbers: "1–19 ungerade", "ab 20", "12", "gerade"; empty for all."""
    if first and last:
        numbers = first if first == last else f"{first}–{last}"
    else:
        numbers = f"ab {first}" if first else f"bis {last}" if last else ""
    return " ".join(part for part in (numbers, PARITY[parity] if parity != "all" else "") if part)


def rule(of: "Rule") -> str:
    """What a rule means, in words: "PLZ 00112, Beispielstraße 1–19 ungerade, unter 25 Jahren"."""
    street = " ".join(part for part in (of.street, houses(of.first_number, of.last_number, of.parity)) if part)
    letters = " bis ".join(dict.fromkeys(filter(None, (of.first_letter, of.last_letter))))
    parts = (
        f"PLZ {of.postcode}" if of.postcode else "",
        street,
        f"unter {of.under_age} Jahren" if of.under_age is not None else "",
        AREA[of.area] if of.area else "",
        f"Familienname {letters}" if letters else "",
        f"Nummer endet auf {', '.join(of.digits)}" if of.digits else "",
    )
    return ", ".join(part for part in parts if part) or EVERYTHING


def missing(conditions: "Iterable[Condition]") -> str:
    """What would have to be asked: "fehlt: Alter, Hausnummer"."""
    return f"fehlt: {', '.join(CONDITION[one.value] for one in conditions)}"


def reason(of: "Candidate") -> str:
    """Why a candidate is one: the rule's own words, its note, and what is still open."""
    said = rule(of.rule) if not of.rule.note else f"{rule(of.rule)} ({of.rule.note})"
    return f"{said}; {missing(of.missing)}" if of.missing else said


def candidate(of: "Candidate", branch: str, team: str | None) -> str:
    """One candidate in a line: "Geschäftsstelle Nord – sicher: PLZ 00112, Beispielstraße 1–19 ungerade"."""
    where = f"{branch}, {team}" if team else branch
    return f"{where} – {SURENESS[of.sureness.value]}: {reason(of)}"


# --- at an appointment -----------------------------------------------------------------------------------------

HINT = "zust. {branch}?"
"""Behind a line of the day: the rules place it elsewhere, quietly."""
HINT_BRIEFLY = "nach den Regeln {branch}"
HINT_LABEL = "Zuständig"


def hint(branch: str, why: str | None) -> str:
    """In the open record: "nach den Regeln Geschäftsstelle Nord (00112, am Kanal)"."""
    return f"nach den Regeln {branch} ({why})" if why else f"nach den Regeln {branch}"


def done(code: str, values: Mapping[str, object]) -> str:
    """The sentence for an answer of this room."""
    if code == "rules_set":
        before = values.get("before") or 0
        return f"{DONE[code]}: {values.get('count')}{f' statt bisher {before}' if before else ''}."
    return DONE[code]

"""What was agreed about a plan, in words (D31)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.wording.labels import day_label

RULE: Mapping[str, str] = {
    "four_days": "Öffnungstage",
    "late_day": "langer Tag",
    "late_reserved": "späte Zeiten",
    "stop_length": "Länge des Buchungsstopps",
    "stop_away": "Tage des Buchungsstopps",
    "mandatory": "Pflichtanliegen",
    "free_time": "freie Zeiten",
}
UNIT: Mapping[str, str] = {
    "gbl_2": "GBL 2",
    "benefits_lead": "Bereichsleitung Leistungsgewährung & Eingangszone",
}
DONE: Mapping[str, str] = {
    "agreement_noted": "Abstimmung eingetragen.",
    "agreement_owed": "Als Aufgabe eingetragen: Abstimmung nachholen.",
    "agreement_done": "Abstimmung nachgeholt.",
}


def done(code: str, values: Mapping[str, Any]) -> str:
    """`Öffnungstage, Mo 30.11.2026 bis So 06.12.2026: abgestimmt mit GBL 2 am 20.11.2026.`"""
    if values.get("rule") not in RULE:
        return DONE.get(code, code)
    what = about(values["rule"], date.fromisoformat(values["first"]), date.fromisoformat(values["last"]))
    if code == "agreement_owed":
        return f"{what}: als Aufgabe eingetragen, die Abstimmung nachzuholen."
    again = "nachgeholt, " if code == "agreement_done" else ""
    return f"{what}: {again}{agreed(values['unit'], date.fromisoformat(values['agreed_on']))}."


def agreed(unit: str, day: date) -> str:
    """`abgestimmt mit GBL 2 am 20.11.2026`."""
    return f"abgestimmt mit {'der ' if unit == 'benefits_lead' else ''}{UNIT[unit]} am {day:%d.%m.%Y}"


def period(first: date, last: date) -> str:
    """`Mo 30.11.2026 bis So 06.12.2026`, or the one day."""
    return day_label(first) if first == last else f"{day_label(first)} bis {day_label(last)}"


def about(rule: str, first: date, last: date) -> str:
    """`Öffnungstage, Mo 30.11.2026 bis So 06.12.2026`."""
    return f"{RULE[rule]}, {period(first, last)}"

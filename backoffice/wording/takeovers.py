"""Terminübernahmen in words: how one branch asks another, and what became of it (D44)."""

from collections.abc import Mapping

STATUS: Mapping[str, str] = {
    "asked": "angefragt",
    "agreed": "telefonisch vereinbart",
    "accepted": "übernommen",
    "declined": "abgelehnt",
    "withdrawn": "zurückgezogen",
    "lapsed": "abgelaufen",
}

"""Besetzung and absences in words: who serves what, who or what is not there, and what follows (D33, D36)."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "span_backwards": (
        "Endet vor dem Beginn",
        "Das Ende liegt nicht nach dem Beginn.",
        "Bitte ein späteres Ende eingeben.",
    ),
    "staffed_and_not": (
        "Besetzt und unbesetzt",
        "Um {start_minute} ist der Serviceplatz zugleich besetzt und unbesetzt eingetragen.",
        "Bitte die Zeiten so wählen, dass sie sich nicht überschneiden.",
    ),
    "staffed_twice": (
        "Doppelt eingetragen",
        "Um {start_minute} steht dieselbe Angabe zweimal da.",
        "Bitte eine davon weglassen oder die Zeiten anpassen.",
    ),
    "too_few_points": (
        "So viele Plätze sind es nicht",
        "{asked} Plätze weniger geht nicht: Besetzt und offen sind dann noch {left} in dieser Gruppe.",
        "Bitte eine kleinere Zahl oder eine andere Zeit wählen.",
    ),
}

KIND: Mapping[str, str] = {
    "left": "ab jetzt nicht da",
    "planned": "eingetragen",
    "counted": "Plätze weniger",
}
"""How an absence was entered."""

"""Handing out the day in words: why somebody gets an appointment, or nobody, and what was accepted (D50)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.wording.labels import day_label

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "hand_out_over": (
        "Schon vorbei",
        "Der {day} ist vorbei: Seine Termine werden nicht mehr verteilt.",
        "Bitte heute oder einen späteren Tag wählen.",
    ),
    "nothing_to_hand_out": (
        "Nichts zu verteilen",
        "Es bleibt kein Termin, den jemand bekommen könnte: Zugewiesen ist nichts.",
        "Wo niemand frei ist, hilft w: von Hand zuweisen.",
    ),
    "day_changed": (
        "Der Tag hat sich geändert",
        "Der Tag hat sich geändert, seit der Vorschlag gemacht wurde: Zugewiesen ist nichts.",
        "Bitte neu vorschlagen (Umschalt+W).",
    ),
    "not_there_then": (
        "Dann nicht da",
        "Wer von Hand gewählt ist, ist zu dieser Zeit nicht da: Zugewiesen ist nichts.",
        "Bitte jemand anderen wählen.",
    ),
}
REMEDIES: Mapping[str, str] = {
    "nothing_to_hand_out": "backoffice assign propose sagt, warum; backoffice assign KENNUNG --to weist von Hand zu.",
    "day_changed": "backoffice assign propose schlägt neu vor.",
}
"""The way on as a line command."""

DONE: Mapping[str, str] = {"handed_out": "Tag verteilt."}
HISTORY: Mapping[str, str] = {"handed_out": "zugewiesen"}

NO_ONE: Mapping[str, str] = {
    "nobody_there": "niemand da",
    "not_of_area": "niemand vom Bereich da",
    "all_busy": "alle haben jemanden",
    "no_area": "Bereich unbekannt",
    "protected": "bitte von Hand",
}
"""Why an appointment goes to nobody, as a cell of a list."""

WHY: Mapping[str, str] = {
    "nobody_there": "Zu dieser Zeit ist niemand da.",
    "not_of_area": "Zu dieser Zeit ist niemand da, der diesen Bereich und diese Gruppe bearbeitet.",
    "all_busy": "Alle, die es könnten, haben zu dieser Zeit schon jemand anderen.",
    "no_area": "Ohne Gruppe und bekanntes Anliegen weiß niemand, welcher Bereich gemeint ist.",
    "protected": "Geschützt: Wer den Termin bekommt, sieht die Person; das entscheidet ein Mensch.",
}
"""The same as a sentence."""

NOTHING = "Nichts zu verteilen: Jeder offene Termin ist bei jemandem."
ACCEPT = "Annehmen: backoffice assign accept --token {token}"
NOT_ONE = "Für keinen davon gibt es einen Vorschlag."
PROPOSED_TO = "an {name}"

# -- the dialog --
ABOUT = (
    "Ein Vorschlag, wer welchen Termin bekommt: zuerst wer den Serviceplatz besetzt, dann wer die Sprache spricht, "
    "im Übrigen möglichst gleichmäßig, nie außerhalb der Zeiten und nie zwei zugleich. Was schon zugewiesen oder "
    "reserviert ist, bleibt. Enter oder a nimmt an, was hier steht; Leertaste oder x nimmt eine Zeile heraus und "
    "wieder hinein; w wählt jemand anderen. Esc verwirft alles. Nach dem Annehmen nimmt u es als Ganzes zurück."
)
TITLE = "Tag verteilen"
COLUMN_TO = "an"
OUT = "bleibt offen"
CHOSEN = "√ {name}"
IN_FULL_OUT = "Herausgenommen: Leertaste nimmt die Zeile wieder hinein."
IN_FULL_CHOSEN = "an {name}, von Hand gewählt"
HINT_DISCARD = "verwerfen"


def title(day: date) -> str:
    """`Tag verteilen · Mo 23.11.2026`."""
    return f"{TITLE} · {day_label(day)}"


def summary(lines: int, without: int) -> str:
    """How many there are and how many of them nobody gets: `7 Termine, 2 bleiben offen`."""
    if not lines:
        return NOTHING
    said = "1 Termin" if lines == 1 else f"{lines} Termine"
    if not without:
        return f"{said} zu verteilen"
    return f"{said} zu verteilen, {without} {'bleibt' if without == 1 else 'bleiben'} offen"


def left(count: int) -> str:
    """How many stay with nobody; empty where none does."""
    if not count:
        return ""
    return "1 Termin bleibt offen." if count == 1 else f"{count} Termine bleiben offen."


def done(code: str, values: Mapping[str, Any]) -> str:
    """`Tag verteilt: 12 Termine zugewiesen.`"""
    count = values.get("handed", 0)
    if not count:
        return DONE[code]
    return f"{DONE[code].rstrip('.')}: {'1 Termin' if count == 1 else f'{count} Termine'} zugewiesen."

"""Sentences of the desk: what it refuses, and what it says when a change is made."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "wrong_state": (
        "Das passt nicht zum Stand",
        "Der Termin ist „{status}“: Für {step} ist es der falsche Stand.",
        "Im Verlauf (Enter) steht, was zuletzt geschah.",
    ),
    "phone_only": (
        "Nur bei Telefonterminen",
        "„Nicht erreicht“ gibt es nur bei Telefonterminen.",
        "Für einen persönlichen Termin bitte „nicht erschienen“ wählen.",
    ),
    "in_person_only": (
        "Nur bei persönlichen Terminen",
        "„Nicht erschienen“ gibt es nur bei persönlichen Terminen.",
        "Für einen Telefontermin bitte einen Anrufversuch eintragen.",
    ),
}

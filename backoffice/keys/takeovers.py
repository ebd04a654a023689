"""The keys of *Terminübernahmen*: what two branches do about one request (D44)."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.TAKEOVERS, Group.TAKEOVER,
        Action("accept_takeover", ("a",), "Annehmen",
            "Übernimmt den Termin: freie Zeiten hier sind schon gesucht, eine Ziffer wählt, F2 übernimmt. Was "
            "telefonisch vereinbart ist, bestätigt a sofort.", "accept take over confirm",
            method="arrive", hint="annehmen", footer=1),
        Action("refuse_takeover", ("x",), "Nein",
            "Ablehnen mit Grund, oder statt der Übernahme Rückruf oder Termin zusagen; die eigene Anfrage zieht x "
            "zurück.", "decline withdraw promise", method="negative", hint="nein …", footer=2),
        Action("outcome_of_asked", ("e",), "Ergebnis",
            "Trägt auf Heute ein, wie der Termin ausging: der eigene, den niemand übernimmt, oder der übernommene.",
            "outcome result settle", method="outcome", footer=3),
        Action("move_taken", ("v",), "Verlegen",
            "Verlegt den übernommenen Termin auf eine andere freie Zeit.", "move reschedule", method="move",
            hint="verlegen", footer=4),
        Action("copy_front_desk", ("c",), "Kopieren",
            "Kopiert die Nummer der anderen Eingangszone: 2 Telefon.", "copy clipboard phone", method="copy",
            hint="kopieren", footer=5),
        Action("letter_elsewhere", tuple("zbrtdpmkwifn"), "Was nur anderswo geht",
            "Gilt auf Terminen und Rückrufen; hier sagt die Taste, womit es stattdessen geht.", "elsewhere",
            method="elsewhere('{key}')", in_palette=False),
    ),
)
# fmt: on

TAKEOVERS_SCREEN = (Place.APP, Place.SCREEN, Place.ROWS, Place.TAKEOVERS)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {"Terminübernahmen": TAKEOVERS_SCREEN}

"""The keys of the list of interpreters and services."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.INTERPRETERS, Group.CHOICE,
        Action("interpreter_new", ("n",), "Neu",
            "Trägt eine Person oder einen Dienst ein.", "new interpreter service", method="new", hint="neu",
            in_palette=False, footer=2),
        Action("interpreter_change", ("f",), "Angaben ändern",
            "Ändert Name, Sprachen, Wege, Vorlauf, Kontakt und für wen gearbeitet wird.", "change edit interpreter",
            method="correct", hint="ändern", in_palette=False, footer=3),
        Action("interpreter_leaves", ("x",), "Letzter Tag",
            "Trägt den letzten Tag ein oder hebt ihn auf; was danach bestellt ist, bleibt stehen.", "leave last day",
            method="negative", hint="letzter Tag", in_palette=False, footer=4),
        Action("interpreter_filter", ("slash", "ctrl+f"), "Filtern",
            "Zeigt nur Zeilen, in denen alle getippten Wörter vorkommen: Sprache, Name, Weg, Geschäftsstelle.",
            "filter language", method="filter", hint="filtern", in_palette=False, footer=5),
        Action("interpreter_gone", ("o",), "Ausgeschiedene ein/aus",
            "Zeigt auch, wer nicht mehr da ist.", "gone left", method="details", hint="auch frühere",
            in_palette=False, footer=7),
        Action("interpreter_undo", ("u",), "Rückgängig",
            "Nimmt die letzte Änderung zurück, die hier gemacht wurde.", "undo", method="undo", hint="rückgängig",
            in_palette=False, footer=6),
    ),
)
# fmt: on

INTERPRETERS_DIALOG = (Place.DIALOG, Place.ROWS, Place.INTERPRETERS)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {"Sprachmittelnde und Dienste": INTERPRETERS_DIALOG}

"""The keys of *Plan*: its views, its days, and what is set when service points are open."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# In a grid ← → go from service point to service point. So Tab changes the view, and + and - the day: each one key
# without AltGr on a German keyboard, and every terminal sends them (of Shift and Ctrl with arrows not all do). All
# letters are given away; 0 is as near as 5, and says what somebody who is away leaves: nobody.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.PLAN, Group.PLAN,
        Action("plan_view_after", ("tab",), "Ansicht danach",
            "Wechselt zwischen Tag, Vorschau, Öffnungen und Betroffene.", "view next", method="view_after",
            hint="Ansicht", footer=1),
        Action("plan_view_before", ("shift+tab",), "Ansicht davor",
            "Wechselt zwischen Tag, Vorschau, Öffnungen und Betroffene.", "view previous", method="view_before"),
        Action("plan_day_after", ("plus",), "Tag vor",
            "Zeigt den Tag danach, in der Vorschau die Woche danach.", "next day week", method="day_after",
            hint="Tag vor", footer=5),
        Action("plan_day_before", ("minus",), "Tag zurück",
            "Zeigt den Tag davor, in der Vorschau die Woche davor.", "previous day week", method="day_before",
            hint="zurück", footer=6),
        Action("plan_go_to_day", ("g",), "Gehe zu Tag",
            "Fragt nach einem Tag: 24.11., morgen, mo, +2w.", "go to day date", method="go_to_day",
            hint="gehe zu", footer=7),
        Action("plan_back_to_today", ("h",), "Zurück zu heute",
            "Zeigt wieder den heutigen Tag.", "today", method="back_to_today", hint="heute", footer=8),
        Action("plan_group", ("j",), "Gruppe wählen",
            "Geht zu einer Serviceplatzgruppe; die Vorschau zeigt dann diese.", "group team", method="choose_group",
            hint="Gruppe", footer=4),
        Action("plan_absent", ("0",), "Abwesend",
            "Trägt ein, wer oder was fehlt: eine Person, Serviceplätze, oder so viele Plätze einer Gruppe weniger.",
            "absent absence away fewer sick", method="absent", hint="fehlt", footer=3),
        Action("plan_check", ("y",), "Plan prüfen",
            "Nennt, was der Plan nicht einhält, was hilft, und was abgestimmt ist; trägt Abstimmungen ein.",
            "check plan policy rules agreement", method="check_plan", hint="prüfen", footer=9),
    ),
    *at_place(Place.CELLS, Group.PLAN,
        Action("cell_left", ("left",), "Feld nach links",
            "In Tag und Vorschau: ein Feld nach links.", "left", in_palette=False),
        Action("cell_right", ("right",), "Feld nach rechts",
            "In Tag und Vorschau: ein Feld nach rechts.", "right", in_palette=False),
    ),
    *at_place(Place.OPENINGS, Group.PLAN,
        Action("plan_new", ("n",), "Neu",
            "Trägt ein: Öffnung, Ausnahme, Schließung, Buchungsstopp, zusätzlicher Serviceplatz, Abwesenheit,"
            " Unterstützung.", "new opening closure exception lend support", method="new", hint="neu", footer=2),
        Action("plan_end", ("x",), "Beenden",
            "Beendet oder entfernt, was unter dem Zeiger steht oder markiert ist; abgesagt wird dadurch nichts.",
            "end remove delete", method="negative", hint="beenden", footer=3),
    ),
    *at_place(Place.PLAN_CHECK, Group.CHOICE,
        Action("check_agree", ("a",), "Abgestimmt",
            "Trägt ein, mit wem und wann es abgestimmt ist, oder als Aufgabe, es nachzuholen.", "agree agreement",
            method="arrive", hint="abgestimmt", in_palette=False, footer=1),
        Action("check_undo", ("u",), "Rückgängig",
            "Nimmt zurück, was hier zuletzt eingetragen wurde.", "undo", method="undo", hint="rückgängig",
            in_palette=False, footer=2),
    ),
)
# fmt: on

PLAN_VIEW = (Place.APP, Place.SCREEN, Place.PLAN, Place.CELLS, Place.ROWS, Place.APPOINTMENTS)
"""Where appointments stand on the plan: a day, and those who are left outside."""
OPENINGS_VIEW = (Place.APP, Place.SCREEN, Place.PLAN, Place.CELLS, Place.ROWS, Place.OPENINGS)
"""Where nobody's appointment is meant: weeks ahead, openings and closures."""

PLAN_CHECK_DIALOG = (Place.DIALOG, Place.ROWS, Place.PLAN_CHECK)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {
    "Plan": PLAN_VIEW,
    "Öffnungen": OPENINGS_VIEW,
    "Plan prüfen": PLAN_CHECK_DIALOG,
}

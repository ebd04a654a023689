"""The keys of *Sprachmittlung*: what is done about an order for an interpreter (D46–D49)."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.INTERPRETING, Group.INTERPRETING,
        Action("confirm_order", ("a",), "Bestätigen",
            "Trägt ein, wer zugesagt hat; markierte auf einmal, wenn sie dieselbe Stelle betreffen.",
            "accept confirm order agency", method="arrive", hint="bestätigen", footer=1),
        Action("refuse_order", ("x",), "Nein",
            "Abgesagt (gleich mit der nächsten Person), ausgefallen, abbestellt, Absage weitergegeben, nicht nötig.",
            "decline failed cancel told not needed", method="negative", hint="nein …", footer=2),
        Action("outcome_of_order", ("e",), "Ergebnis",
            "Trägt ein, wie lange gedolmetscht wurde, oder dass niemand kam.",
            "outcome result attended minutes failed", method="outcome", footer=3),
        Action("order_interpreter", ("d",), "Sprachmittlung",
            "Bestellt für diesen Termin: Sprache, dann wer sofort, zur Zeit des Termins oder später kann.",
            "order interpreter language book", method="interpreting", hint="bestellen", footer=4),
        Action("order_slip", ("k",), "Anfrageblatt",
            "Zeigt das Blatt für die Agentur und speichert es als Excel-Datei oder Text: ohne Namen und Nummern.",
            "request sheet agency excel mail", method="slip", footer=6),
        Action("order_move", ("v",), "Verlegen",
            "Verlegt den Termin; die Sprachmittlung wird für die neue Zeit neu angefragt.", "move reschedule",
            method="move", hint="verlegen", footer=8),
        Action("order_callback", ("r",), "Rückruf",
            "Sagt zu diesem Termin einen Rückruf zu, zum Beispiel, wenn niemand dolmetschen kann.",
            "callback ticket promise", method="callback", footer=9),
        Action("order_copy", ("c",), "Kopieren",
            "Kopiert in die Zwischenablage: 2 Kontakt der Sprachmittlung, 3 das Anfrageblatt für eine Mail.",
            "copy clipboard phone contact mail sheet", method="copy", hint="kopieren", footer=10),
        Action("interpreters", ("n",), "Sprachmittelnde",
            "Zeigt, wer dolmetscht: Sprachen, Wege, Zeiten, Kontakt; wer darf, pflegt sie dort.",
            "interpreters list maintain availability", method="new", hint="wer dolmetscht", footer=11),
        Action("week_after", ("plus",), "Woche vor",
            "Zeigt die Woche danach.", "next week", hint="Woche vor", footer=12),
        Action("week_before", ("minus",), "Woche zurück",
            "Zeigt die Woche davor.", "previous week", hint="zurück", footer=13),
        Action("week_of_day", ("g",), "Gehe zu Tag",
            "Fragt nach einem Tag und zeigt seine Woche: 24.11., morgen, mo, +2w.", "go to day week date",
            method="go_to_day", hint="gehe zu", footer=14),
        Action("week_of_today", ("h",), "Zurück zu heute",
            "Zeigt die laufende Woche.", "today this week", method="back_to_today", hint="heute", footer=15),
        Action("letter_off_orders", tuple("zbtpmwif"), "Was nur anderswo geht",
            "Gilt auf Terminen und Rückrufen; hier sagt die Taste, womit es stattdessen geht.", "elsewhere",
            method="elsewhere('{key}')", in_palette=False),
    ),
)
# fmt: on

INTERPRETING_SCREEN = (Place.APP, Place.SCREEN, Place.VIEWS, Place.ROWS, Place.INTERPRETING)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {"Sprachmittlung": INTERPRETING_SCREEN}

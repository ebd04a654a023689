"""The keys of the dialog in which an interpreter is ordered, while its offers have them; in a field they type."""

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.ASK_INTERPRETER, Group.BOOKING,
        Action("ask_language", ("d",), "Andere Sprache",
            "Fragt nach der Sprache: Tippen sucht sie, eine Ziffer nimmt sie.", "language", method="interpreting",
            hint="Sprache", in_palette=False, footer=2),
        Action("ask_way", ("s",), "Weg",
            "Zeigt nur einen Weg: alle, Telefon, Video, vor Ort; eilig: kurzfristig am Telefon zugesagt.",
            "way phone video on site", method="sort", hint="Weg", in_palette=False, footer=3),
        Action("ask_noted", ("i",), "Nur vormerken",
            "Merkt vor, dass jemand gebraucht wird; gesucht wird später, unter 4.", "note needed", method="note",
            in_palette=False),
        Action("ask_companion", ("a",), "Begleitperson",
            "Hält fest, dass eine volljährige Begleitperson dolmetscht, die selbst mitgebracht wird.", "companion",
            method="arrive", in_palette=False),
        Action("ask_not_needed", ("x",), "Keine nötig",
            "Nimmt den Bedarf weg: Niemand muss dolmetschen.", "not needed", method="negative", in_palette=False),
        Action("offers_from", ("g",), "Ab Tag",
            "Sucht neue Zeiten ab einem Tag: 24.11., morgen, mo, +2w.", "from day", method="go_to_day",
            hint="ab Tag", in_palette=False, footer=4),
        Action("offers_today", ("h",), "Ab heute",
            "Sucht neue Zeiten wieder ab heute.", "today", method="back_to_today", in_palette=False),
        Action("offers_week_before", ("left",), "Woche früher",
            "Sucht neue Zeiten ab einer Woche davor.", "week earlier", method="day_before", in_palette=False),
        Action("offers_week_after", ("right",), "Woche später",
            "Sucht neue Zeiten ab einer Woche danach.", "week later", method="day_after", in_palette=False),
        Action("offers_before", ("pageup",), "Frühere Angebote",
            "Blättert zurück.", "page up", method="times_before", in_palette=False),
        Action("offers_after", ("pagedown",), "Weitere Angebote",
            "Blättert zu den weiteren Angeboten.", "page down", method="times_after", in_palette=False),
    ),
)
# fmt: on

ASK_INTERPRETER_DIALOG = (Place.FORM, Place.ASK_INTERPRETER)

HELD_TOGETHER = {"Sprachmittlung bestellen": ASK_INTERPRETER_DIALOG}

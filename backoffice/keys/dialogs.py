"""The keys of forms, choices, texts and lists in dialogs."""

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.FORM, Group.FORM,
        Action("save", ("f2", "ctrl+s"), "Speichern",
            "Prüft und speichert das Formular.", "save store", in_palette=False, footer=1),
        Action("next_field", ("enter",), "Nächstes Feld",
            "Geht zum nächsten Feld (auch Tab); in einer Auswahl nimmt es den Eintrag unter dem Zeiger. Nur ein "
            "Formular mit einem einzigen Feld speichert es.", "next field", in_palette=False, hint="nächstes Feld",
            footer=2),
        Action("park", ("escape",), "Parken",
            "Legt das Formular still beiseite; F6 holt es zurück.", "park draft", in_palette=False,
            hint="parken", footer=3),
    ),
    *at_place(Place.DIALOG, Group.CHOICE,
        Action("close", ("escape",), "Zurück",
            "Schließt das Fenster, ohne etwas zu ändern.", "close back cancel", in_palette=False,
            hint="zurück", footer=3),
    ),
    *at_place(Place.CHOICE, Group.CHOICE,
        Action("pick", tuple("123456789"), "Wählen",
            "Wählt den Eintrag mit dieser Nummer.", "choose number", method="pick({key})",
            in_palette=False),
        Action("pick_here", ("enter",), "Übernehmen",
            "Nimmt den Eintrag unter dem Zeiger; wo mehrere gelten können, das Angekreuzte.", "accept choose",
            in_palette=False, hint="übernehmen", footer=1),
        Action("tick", ("space",), "Ankreuzen",
            "Kreuzt den Eintrag unter dem Zeiger an, wo mehrere gelten können.", "tick", in_palette=False),
        Action("choice_up", ("up",), "Eintrag nach oben",
            "Ein Eintrag nach oben.", "up", in_palette=False),
        Action("choice_down", ("down",), "Eintrag nach unten",
            "Ein Eintrag nach unten.", "down", in_palette=False),
    ),
    *at_place(Place.NUMBERED, Group.CHOICE,
        Action("pick_row", tuple("123456789"), "Wählen",
            "Nimmt die Zeile mit dieser Nummer.", "choose number", method="pick({key})",
            in_palette=False),
    ),
    *at_place(Place.TEXT, Group.VIEW,
        Action("line_up", ("up",), "Nach oben",
            "Eine Zeile nach oben.", "up", in_palette=False),
        Action("line_down", ("down",), "Nach unten",
            "Eine Zeile nach unten.", "down", in_palette=False, hint="blättern", footer=2),
        Action("text_page_up", ("pageup",), "Seite nach oben",
            "Eine Bildschirmseite nach oben.", "page up", in_palette=False),
        Action("text_page_down", ("pagedown", "space"), "Seite nach unten",
            "Eine Bildschirmseite nach unten.", "page down", in_palette=False),
        Action("text_first", ("home",), "Anfang",
            "An den Anfang.", "first top", in_palette=False),
        Action("text_last", ("end",), "Ende",
            "An das Ende.", "last bottom", in_palette=False),
    ),
    *at_place(Place.PREVIEW, Group.VIEW,
        Action("import_now", ("f2", "ctrl+s"), "Einlesen",
            "Übernimmt die Liste, wie die Vorschau es zeigt.", "import save", method="save",
            hint="einlesen", in_palette=False, footer=0),
        Action("map_columns", ("f",), "Felder zuordnen",
            "Ändert, was eine Spalte der Datei bedeutet; das gilt dann auch beim nächsten Mal.",
            "columns mapping", method="correct", hint="Felder", in_palette=False, footer=1),
        Action("only_changed", ("o",), "Unveränderte ein/aus",
            "Zeigt alle Zeilen oder nur die, an denen sich etwas ändert.", "only changed",
            method="details", hint="nur Änderungen", in_palette=False, footer=2),
        Action("keep_file", ("l",), "Datei liegen lassen",
            "Löscht die Datei nach dem Einlesen nicht, sondern merkt sie zum Löschen vor.", "keep file",
            hint="liegen lassen", in_palette=False, footer=4),
        Action("filter_preview", ("slash", "ctrl+f"), "Filtern",
            "Zeigt nur Zeilen, in denen alle getippten Wörter vorkommen.", "filter", method="filter",
            hint="filtern", in_palette=False, footer=5),
    ),
    *at_place(Place.PARKED, Group.CHOICE,
        Action("drop_draft", ("x", "delete"), "Verwerfen",
            "Wirft den Entwurf unter dem Zeiger weg, nach einem zweiten Druck.", "drop delete",
            method="negative", hint="verwerfen", in_palette=False, footer=2),
    ),
    *at_place(Place.TROUBLE, Group.CHOICE,
        Action("again", ("f5",), "Noch einmal",
            "Versucht den Speicher noch einmal zu öffnen.", "again retry", hint="noch einmal",
            in_palette=False, footer=2),
    ),
)
# fmt: on

FORM_DIALOG = (Place.FORM,)
CHOICE_DIALOG = (Place.DIALOG, Place.CHOICE)
LIST_DIALOG = (Place.DIALOG, Place.ROWS)
NUMBERED_DIALOG = (Place.DIALOG, Place.ROWS, Place.NUMBERED)
TEXT_DIALOG = (Place.DIALOG, Place.TEXT)
PREVIEW_DIALOG = (Place.DIALOG, Place.ROWS, Place.PREVIEW)
PARKED_DIALOG = (Place.DIALOG, Place.CHOICE, Place.PARKED)
TROUBLE_DIALOG = (Place.DIALOG, Place.CHOICE, Place.TROUBLE)

HELD_TOGETHER = {
    "Formular": FORM_DIALOG,
    "Auswahl": CHOICE_DIALOG,
    "Nummerierte Liste": NUMBERED_DIALOG,
    "Hilfe": TEXT_DIALOG,
    "Vorschau": PREVIEW_DIALOG,
    "Entwürfe": PARKED_DIALOG,
    "Ohne Speicher": TROUBLE_DIALOG,
}

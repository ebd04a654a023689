"""The keys of *Heute* and of the one open record: what is done with an appointment."""

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.APPOINTMENTS, Group.APPOINTMENT,
        Action("arrive", ("a",), "Annehmen",
            "Die Person ist da; ab jetzt läuft ihre Wartezeit.", "arrive arrived accept", hint="annehmen",
            footer=2),
        Action("begin", ("b",), "Beginnen",
            "Übernimmt den Termin und beginnt das Gespräch, bei Telefon mit dem Wählen.",
            "begin start call claim", hint="beginnen", footer=3),
        Action("outcome", ("e",), "Ergebnis",
            "Trägt das Ergebnis oder den Anrufversuch ein; Ankunft und Beginn werden mit eingetragen.",
            "outcome result finish attempt", footer=1),
        Action("negative", ("x",), "Nein",
            "Nicht erschienen, nicht erreicht, gegangen oder storniert.",
            "no-show not reached left cancel", hint="nein …", footer=4),
        Action("callback", ("r",), "Rückruf",
            "Sagt einen Rückruf zu: alles ist vorbelegt, F2 speichert, dann steht hier der Satz für die Person.",
            "callback ticket promise call", footer=5),
        Action("assign", ("w",), "Zuweisen",
            "Gibt den Termin an eine Kollegin oder einen Kollegen.", "assign hand over", hint="zuweisen",
            footer=10),
        Action("note", ("i",), "Notiz",
            "Schreibt eine kurze Notiz an den Termin.", "note remark", footer=11),
        Action("contact", ("f",), "Angaben ändern",
            "Ändert Name, Telefon, E-Mail und Nummer der Person, auch nachträglich.",
            "contact name phone mail number correct edit", method="correct", hint="Angaben", footer=13),
        Action("copy", ("c",), "Kopieren",
            "Kopiert in die Zwischenablage: 1 Nummer, 2 Telefon.", "copy clipboard number phone",
            hint="kopieren", footer=12),
        Action("new", ("n",), "Neu",
            "Legt Neues an: 1 Vorsprache jetzt, 3 Rückruf aus einem Anruf.", "new walk-in callback", hint="neu",
            footer=6),
    ),
    *at_place(Place.RECORD, Group.APPOINTMENT,
        Action("undo_here", ("u",), "Rückgängig",
            "Nimmt die jüngste Änderung an diesem Termin zurück, nach einem zweiten u.", "undo revert",
            method="undo", hint="rückgängig", in_palette=False, footer=1),
        Action("contact_here", ("f",), "Angaben ändern",
            "Ändert Name, Telefon, E-Mail und Nummer der Person.", "contact name phone mail number",
            method="correct", hint="Angaben", in_palette=False, footer=2),
        Action("callback_here", ("r",), "Rückruf",
            "Sagt zu diesem Termin einen Rückruf zu.", "callback ticket promise", method="callback",
            in_palette=False, footer=4),
        Action("linked", ("enter",), "Rückruf öffnen",
            "Zeigt den Rückruf, der zu diesem Termin zugesagt ist.", "linked ticket", hint="Rückruf zeigen",
            in_palette=False, footer=5),
        Action("reload_record", ("f5",), "Neu laden",
            "Liest den Datensatz noch einmal aus dem Speicher.", "reload refresh", in_palette=False),
    ),
)
# fmt: on

TODAY_SCREEN = (Place.APP, Place.SCREEN, Place.DAY, Place.ROWS, Place.APPOINTMENTS)
EVENING_SCREEN = (Place.APP, Place.SCREEN, Place.ROWS, Place.APPOINTMENTS)
RECORD_DIALOG = (Place.DIALOG, Place.TEXT, Place.RECORD)

HELD_TOGETHER = {"Heute": TODAY_SCREEN, "Tagesabschluss": EVENING_SCREEN, "Datensatz": RECORD_DIALOG}

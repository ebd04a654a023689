"""The keys of *Rückrufe* and of a ticket's open record: what is done with a promised call."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.VIEWS, Group.LIST,
        Action("view_before", ("left",), "Ansicht davor",
            "Wechselt zwischen mein Team, alle Teams, abgegeben, abgeschlossen.", "view previous"),
        Action("view_after", ("right",), "Ansicht danach",
            "Wechselt zwischen mein Team, alle Teams, abgegeben, abgeschlossen.", "view next team", hint="Ansicht",
            footer=6),
    ),
    *at_place(Place.TICKETS, Group.TICKET,
        Action("accept_ticket", ("a",), "Annehmen",
            "Nimmt den Rückruf verbindlich an: Funktion und Zeit werden festgehalten.", "accept take",
            method="arrive", hint="annehmen", footer=3),
        Action("dial", ("b",), "Wählen",
            "Zeigt die Nummer groß und hält andere vom selben Anruf ab.", "begin dial call claim", method="begin",
            hint="wählen", footer=1),
        Action("ticket_outcome", ("e",), "Ergebnis",
            "Trägt ein: erreicht, Versuch, schriftlich, durch Termin, Zwischennachricht.",
            "outcome result attempt reached written", method="outcome", footer=2),
        Action("ticket_negative", ("x",), "Nein",
            "Zurückgeben, Annahme zurücknehmen oder hinfällig, mit Grund.", "return give back void",
            method="negative", hint="nein …", footer=4),
        Action("hand_over", ("w",), "Weitergeben",
            "Gibt den Rückruf an ein anderes Team, mit Grund; die Frist läuft weiter.", "hand over team",
            method="assign", hint="weitergeben", footer=5),
        Action("ticket_reach", ("f",), "Angaben ändern",
            "Ändert Telefon, Weg, Wunsch und Frist der Person und erhöht die Dringlichkeit.",
            "contact phone wish urgency raise edit", method="correct", hint="Angaben", footer=13),
        Action("ticket_note", ("i",), "Notiz",
            "Schreibt eine kurze Notiz an den Rückruf.", "note remark", method="note", footer=11),
        Action("ticket_copy", ("c",), "Kopieren",
            "Kopiert in die Zwischenablage: 1 Nummer, 2 Telefon, 3 Gesprächsnotiz.",
            "copy clipboard number phone note", method="copy", hint="kopieren", footer=12),
        Action("ticket_callback", ("r",), "Rückruf",
            "Sagt auf den anderen Bildschirmen einen Rückruf zu; hier ist jede Zeile schon einer.",
            "callback ticket promise", method="callback", in_palette=False),
        Action("ticket_new", ("n",), "Neu",
            "Legt Neues an: 2 Termin, 3 Rückruf aus einem Anruf.", "new appointment callback call", method="new",
            hint="neu", footer=10),
        Action("ticket_follow_up", ("t",), "Folgetermin",
            "Bucht auf Heute einen Folgetermin; ein Rückruf wird mit e durch einen Termin erledigt.",
            "follow-up appointment", method="follow_up", in_palette=False),
        Action("ticket_move", ("v",), "Verlegen",
            "Verlegt einen Termin; ein Rückruf hat keine Uhrzeit.", "move", method="move", in_palette=False),
        Action("ticket_place", ("p",), "Platz geben",
            "Gibt einem Termin einen Platz; ein Rückruf braucht keinen.", "place", method="give_place",
            in_palette=False),
        Action("ticket_slip", ("k",), "Terminzettel",
            "Zeigt den Terminzettel eines Termins; F8 zeigt hier den zugesagten Anruf groß.", "slip",
            method="slip", in_palette=False),
        Action("ticket_why", ("m",), "Begründung",
            "Sagt, warum ein Termin keinen Platz hat; ein Rückruf braucht keinen.", "why", method="why",
            in_palette=False),
    ),
    *at_place(Place.TICKET_RECORD, Group.TICKET,
        Action("undo_ticket_here", ("u",), "Rückgängig",
            "Nimmt die jüngste Änderung an diesem Rückruf zurück, nach einem zweiten u.", "undo revert",
            method="undo", hint="rückgängig", in_palette=False, footer=1),
        Action("ticket_reach_here", ("f",), "Angaben ändern",
            "Ändert Telefon, Weg, Wunsch und Frist der Person und erhöht die Dringlichkeit.",
            "contact phone wish urgency", method="correct", hint="Angaben", in_palette=False, footer=2),
        Action("ticket_appointment", ("enter",), "Termin öffnen",
            "Zeigt den Termin, aus dem der Rückruf entstand.", "linked appointment", method="linked",
            hint="Termin", in_palette=False, footer=4),
        Action("reload_ticket", ("f5",), "Neu laden",
            "Liest den Datensatz noch einmal aus dem Speicher.", "reload refresh", method="reload_record",
            in_palette=False),
    ),
)
# fmt: on

TICKETS_SCREEN = (Place.APP, Place.SCREEN, Place.VIEWS, Place.ROWS, Place.TICKETS)

TICKET_DIALOG = (Place.DIALOG, Place.TEXT, Place.TICKET_RECORD)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {"Rückrufe": TICKETS_SCREEN, "Rückruf": TICKET_DIALOG}

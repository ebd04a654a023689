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
        Action("takeover_ask", ("z",), "Zuständigkeit",
            "Fragt auf einem Termin eine andere Geschäftsstelle; hier steht, was daraus wurde.", "ask responsible",
            method="responsibility", in_palette=False),
        Action("takeover_begin", ("b",), "Beginnen",
            "Beginnt auf den anderen Bildschirmen ein Gespräch oder einen Anruf; hier stehen Anfragen.", "begin",
            method="begin", in_palette=False),
        Action("takeover_callback", ("r",), "Rückruf",
            "Einen Rückruf sagt hier x zu, statt zu übernehmen.", "callback", method="callback", in_palette=False),
        Action("takeover_follow_up", ("t",), "Folgetermin",
            "Einen Termin sagt hier x zu, statt zu übernehmen.", "follow-up", method="follow_up",
            in_palette=False),
        Action("takeover_place", ("p",), "Platz geben",
            "Gibt einem Termin einen Platz; eine Anfrage hat noch keinen.", "place", method="give_place",
            in_palette=False),
        Action("takeover_why", ("m",), "Begründung",
            "Sagt, warum ein Termin keinen Platz hat; eine Anfrage hat noch keinen.", "why", method="why",
            in_palette=False),
        Action("takeover_slip", ("k",), "Terminzettel",
            "Zeigt den Terminzettel eines Termins.", "slip", method="slip", in_palette=False),
        Action("takeover_assign", ("w",), "Zuweisen",
            "Gibt einen Termin an eine Kollegin oder einen Kollegen; eine Anfrage gehört der Geschäftsstelle.",
            "assign", method="assign", in_palette=False),
        Action("takeover_note", ("i",), "Notiz",
            "Schreibt eine Notiz an einen Termin; sie geht bei der Übernahme mit.", "note", method="note",
            in_palette=False),
        Action("takeover_contact", ("f",), "Angaben ändern",
            "Ändert die Angaben der Person am Termin.", "contact", method="correct", in_palette=False),
        Action("takeover_new", ("n",), "Neu",
            "Legt auf Heute und unter Rückrufe Neues an.", "new", method="new", in_palette=False),
    ),
)
# fmt: on

TAKEOVERS_SCREEN = (Place.APP, Place.SCREEN, Place.ROWS, Place.TAKEOVERS)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {"Terminübernahmen": TAKEOVERS_SCREEN}

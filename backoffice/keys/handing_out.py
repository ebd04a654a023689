"""The keys of handing out the day: to whom what nobody has could go."""

from backoffice.keys.action import Action, Group, Place, at_place

# w hands one appointment to somebody, its capital the whole day: all other letters that mean nothing yet are taken.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.DAY, Group.DAY,
        Action("hand_out", ("W",), "Tag verteilen",
            "Schlägt vor, wer welchen Termin bekommt, den noch niemand hat; ein Mensch nimmt den Vorschlag an.",
            "hand out distribute assign day", hint="verteilen"),
    ),
    *at_place(Place.HAND_OUT, Group.CHOICE,
        Action("hand_out_accept", ("a",), "Annehmen",
            "Weist zu, was hier steht, alles zusammen (auch Enter).", "accept", method="arrive", hint="annehmen",
            in_palette=False, footer=1),
        Action("hand_out_leave", ("space", "x"), "Herausnehmen",
            "Lässt den Termin offen; noch einmal nimmt ihn wieder hinein.", "leave out", method="negative",
            hint="herausnehmen", in_palette=False, footer=2),
        Action("hand_out_choose", ("w",), "Jemand anders",
            "Wählt für diesen Termin jemand anderen.", "choose assign", method="assign", hint="jemand anders",
            in_palette=False, footer=3),
    ),
)
# fmt: on

HAND_OUT_DIALOG = (Place.DIALOG, Place.ROWS, Place.HAND_OUT)

HELD_TOGETHER = {"Tag verteilen": HAND_OUT_DIALOG}

"""The keys of what is still to be done in the booking tool."""

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.SCREEN, Group.LIST,
        Action("otv_tasks", ("q",), "OTV-Aufgaben",
            "Zeigt, was in OTV noch nachzutragen oder zu stornieren ist, zum Abhaken.",
            "otv tasks booking tool enter cancel"),
    ),
    *at_place(Place.OTV, Group.CHOICE,
        Action("tick_task", ("space",), "Abhaken",
            "Hakt ab, was in OTV erledigt ist.", "tick done", hint="abhaken", in_palette=False),
        Action("undo_tick", ("u",), "Rückgängig",
            "Nimmt den letzten Haken zurück, der hier gesetzt wurde.", "undo", method="undo", hint="rückgängig",
            in_palette=False, footer=2),
    ),
)
# fmt: on

OTV_DIALOG = (Place.DIALOG, Place.ROWS, Place.NUMBERED, Place.OTV)

HELD_TOGETHER = {"OTV-Aufgaben": OTV_DIALOG}

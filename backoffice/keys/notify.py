"""The keys of those who are to be told of another time, and of a plan that is worked out."""

from collections.abc import Mapping

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.SCREEN, Group.LIST,
        Action("to_tell", ("6",), "Zu benachrichtigen",
            "Zeigt, wem eine andere Zeit, ein anderer Weg oder eine andere Geschäftsstelle vorgeschlagen ist.",
            "notify tell proposals moved customers"),
        Action("rearrange", ("7",), "Umplanen",
            "Berechnet, wo die Betroffenen des Tages bleiben; angenommen wird es erst danach.",
            "rearrange plan propose affected solve absence", hint="umplanen"),
    ),
    *at_place(Place.NOTIFY, Group.CHOICE,
        Action("notify_agreed", ("a",), "Einverstanden",
            "Die Person ist einverstanden: Der Termin wird verlegt.", "agree accept", method="arrive",
            hint="einverstanden", in_palette=False, footer=1),
        Action("notify_declined", ("x",), "Abgelehnt",
            "Die Person will es nicht: Das Nächste wird vorgeschlagen; oder der Vorschlag wird zurückgezogen.",
            "decline withdraw", method="negative", hint="abgelehnt", in_palette=False, footer=2),
        Action("notify_told", ("b",), "Benachrichtigt",
            "Die Person weiß Bescheid, die Antwort steht aus.", "told letter mail", method="begin",
            hint="informiert", in_palette=False, footer=3),
        Action("notify_undo", ("u",), "Rückgängig",
            "Nimmt zurück, was hier zuletzt eingetragen wurde.", "undo", method="undo", hint="rückgängig",
            in_palette=False, footer=4),
    ),
    *at_place(Place.REARRANGE, Group.CHOICE,
        Action("rearrange_accept", ("a",), "Annehmen",
            "Nimmt den Plan an: Was Zeit und Weg behält, gilt; alles andere wird vorgeschlagen.", "accept plan",
            method="arrive", hint="annehmen", in_palette=False, footer=1),
        Action("rearrange_other", ("x",), "So nicht",
            "Verwirft den Vorschlag dieser Zeile: Das Nächstbeste wird gesucht.", "decline other",
            method="negative", hint="so nicht", in_palette=False, footer=2),
        Action("rearrange_leave", ("space",), "Auslassen",
            "Lässt diesen Termin, wie er ist, oder nimmt ihn wieder dazu.", "leave skip", method="mark",
            hint="auslassen", in_palette=False, footer=3),
        Action("rearrange_extra", ("n",), "Wer springt ein?",
            "Plant mit einem zusätzlichen Platz: vor Ort, oder nur für Anrufe.", "extra point step in",
            method="new", hint="springt ein", in_palette=False, footer=4),
    ),
)
# fmt: on

NOTIFY_DIALOG = (Place.DIALOG, Place.ROWS, Place.NOTIFY)
REARRANGE_DIALOG = (Place.DIALOG, Place.ROWS, Place.REARRANGE)

HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {
    "Zu benachrichtigen": NOTIFY_DIALOG,
    "Umplanen": REARRANGE_DIALOG,
}

"""The keys of the booking dialog while its times have them; in a field they type."""

from backoffice.keys.action import Action, Group, Place, at_place

# fmt: off
ACTIONS: tuple[Action, ...] = (
    *at_place(Place.BOOKING, Group.BOOKING,
        Action("why_here", ("m",), "Wunschzeit",
            "Fragt nach Tag und Uhrzeit und sagt, was dagegen steht, oder nimmt sie in die Liste.",
            "why explain wish", method="why", in_palette=False, footer=2),
        Action("times_from", ("g",), "Ab Tag",
            "Sucht ab einem Tag: 24.11., morgen, mo, +2w.", "from day", method="go_to_day", hint="ab Tag",
            in_palette=False, footer=3),
        Action("times_today", ("h",), "Ab heute",
            "Sucht wieder ab heute.", "today", method="back_to_today", in_palette=False),
        Action("times_week_before", ("left",), "Woche früher",
            "Sucht ab einer Woche davor.", "week earlier", method="day_before", in_palette=False),
        Action("times_week_after", ("right",), "Woche später",
            "Sucht ab einer Woche danach.", "week later", method="day_after", in_palette=False),
        Action("times_part", ("s",), "Tageszeit",
            "Wechselt zwischen beliebig, vormittags, nachmittags, ab 16 Uhr.", "morning afternoon late",
            method="sort", in_palette=False, footer=4),
        Action("times_before", ("pageup",), "Frühere Zeiten",
            "Blättert zu den Zeiten davor.", "page up", in_palette=False),
        Action("times_after", ("pagedown",), "Weitere Zeiten",
            "Blättert zu den Zeiten danach.", "page down", in_palette=False),
        Action("more_fields", ("o",), "Weitere Angaben",
            "Zeigt oder verbirgt Wochentage, Dauer, Anliegen, Gruppe, Geschäftsstelle und Zeiten für Berufstätige.",
            "more fields", method="details", hint="mehr", in_palette=False, footer=5),
        Action("times_interpreting", ("d",), "Mit oder ohne Sprachmittlung",
            "Wo eine Sprache vorgemerkt ist: sucht Zeiten, zu denen auch jemand dolmetschen kann, oder ohne.",
            "interpreter language", method="interpreting", in_palette=False),
        Action("times_elsewhere", ("z",), "Andere Geschäftsstelle",
            "Sucht in einer anderen Geschäftsstelle, in der Sie arbeiten dürfen.", "other branch",
            method="responsibility", in_palette=False),
    ),
)
# fmt: on

BOOKING_DIALOG = (Place.FORM, Place.BOOKING)

HELD_TOGETHER = {"Terminsuche": BOOKING_DIALOG}

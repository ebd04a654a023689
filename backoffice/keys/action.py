"""What an action is: its keys, its words, and the place where the keys work."""

from dataclasses import dataclass, replace
from enum import StrEnum

KEY_NAMES = {
    "slash": "/", "question_mark": "?", "space": "Leertaste", "escape": "Esc", "enter": "Enter", "tab": "Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "Bild↑", "pagedown": "Bild↓", "home": "Pos1",
    "end": "Ende", "delete": "Entf", "plus": "+", "minus": "-", "shift+tab": "Umschalt+Tab",
}  # fmt: skip


def key_name(key: str) -> str:
    """A Textual key name as it is printed on a German keyboard: `ctrl+s` → `Strg+S`, `W` → `Umschalt+W`."""
    if key.startswith("ctrl+"):
        return "Strg+" + key.removeprefix("ctrl+").upper()
    if len(key) == 1 and key.isupper():
        return f"Umschalt+{key}"
    return KEY_NAMES.get(key, key if len(key) == 1 else key.upper())


class Group(StrEnum):
    """The heading an action stands under in the help; the value is that heading."""

    GENERAL = "Überall"
    DAY = "Tag"
    LIST = "Liste"
    APPOINTMENT = "Termin"
    TICKET = "Rückruf"
    TAKEOVER = "Übernahme"
    INTERPRETING = "Sprachmittlung"
    PLAN = "Plan"
    BOOKING = "Freie Zeiten"
    FORM = "Formular"
    CHOICE = "Auswahl"
    VIEW = "Ansicht"


class Place(StrEnum):
    """Where a key works; the value is what the README's table calls the place."""

    APP = "überall"
    SCREEN = "auf jedem Bildschirm mit Liste"
    DAY = "auf jedem Bildschirm mit Tag"
    ROWS = "in jeder Liste"
    APPOINTMENTS = "auf einem Termin"
    VIEWS = "auf jedem Bildschirm mit Ansichten"
    TICKETS = "auf einem Rückruf"
    TAKEOVERS = "auf einer Terminübernahme"
    INTERPRETING = "auf einer Sprachmittlung"
    PLAN = "auf dem Plan"
    CELLS = "auf dem Plan, unter Tag und Vorschau"
    OPENINGS = "auf dem Plan, unter Öffnungen"
    PLAN_CHECK = "in der Prüfung des Plans"
    FILTER = "im Filter"
    BOOKING = "bei den freien Zeiten"
    ASK_INTERPRETER = "beim Bestellen einer Sprachmittlung"
    FORM = "im Formular"
    DIALOG = "in jedem Dialog"
    CHOICE = "in einer Auswahl"
    FINDER = "unter Zuständigkeit"
    IN_LINE = "in einer Auswahl nebeneinander"
    NUMBERED = "in einer nummerierten Liste"
    TEXT = "in langen Texten"
    RECORD = "im Datensatz"
    TICKET_RECORD = "im Datensatz eines Rückrufs"
    PREVIEW = "in der Vorschau der Buchungsliste"
    PARKED = "in der Liste der Entwürfe"
    OTV = "in der Liste der OTV-Aufgaben"
    HAND_OUT = "beim Verteilen des Tages"
    INTERPRETERS = "in der Liste der Sprachmittelnden"
    NOTIFY = "in der Liste der zu Benachrichtigenden"
    REARRANGE = "beim Umplanen"
    TROUBLE = "ohne Speicher"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does.

    `keys` are Textual key names, the shown one first, its twins after it. `method` is the action that is run
    (`arrive` → `action_arrive`), the id where nothing is said; `{key}` in it is the key that was pressed.
    `footer` orders the hints: the lower, the more important; None: not in the footer. `english` are further
    words the palette finds it by. `over_dialogs`: works over any dialog too.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    english: str
    method: str = ""
    hint: str = ""
    footer: int | None = None
    over_dialogs: bool = False
    in_palette: bool = True
    place: Place = Place.APP
    group: Group = Group.GENERAL

    @property
    def run(self) -> str:
        """The action string a binding runs."""
        return self.method or self.id

    @property
    def short(self) -> str:
        """What the footer says."""
        return self.hint or self.label

    @property
    def shown(self) -> str:
        """The first key as people know it: `F2`, `Strg+S`, `Leertaste`."""
        return key_name(self.keys[0])

    @property
    def all_shown(self) -> str:
        """All its keys: `F1 oder ?`."""
        return " oder ".join(key_name(key) for key in self.keys)


def at_place(place: Place, group: Group, *actions: Action) -> tuple[Action, ...]:
    """The same actions, living at a place and explained under a heading."""
    return tuple(replace(action, place=place, group=group) for action in actions)

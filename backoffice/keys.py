"""Every action of the program, declared once; what people are shown of them stands in `guide`.

Letters belong to lists, never to the app, so that they type where something is typed. A letter means the same
everywhere. Nothing needs AltGr, nothing uses a key that terminals keep for themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


class Group(StrEnum):
    """The heading an action stands under in the help; the value is that heading."""

    GENERAL = "Überall"
    DAY = "Tag"
    LIST = "Liste"
    APPOINTMENT = "Termin"
    FORM = "Formular"
    CHOICE = "Auswahl"
    VIEW = "Ansicht"


class Place(StrEnum):
    """Where a key works; the value is what the README's table calls the place."""

    APP = "überall"
    SCREEN = "auf jedem Bildschirm mit Liste"
    ROWS = "in jeder Liste"
    APPOINTMENTS = "auf einem Termin"
    FILTER = "im Filter"
    FORM = "im Formular"
    DIALOG = "in jedem Dialog"
    CHOICE = "in einer Auswahl"
    NUMBERED = "in einer nummerierten Liste"
    TEXT = "in langen Texten"
    RECORD = "im Datensatz"
    PREVIEW = "in der Vorschau der Buchungsliste"
    PARKED = "in der Liste der Entwürfe"
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


def _at(place: Place, group: Group, *actions: Action) -> tuple[Action, ...]:
    return tuple(replace(action, place=place, group=group) for action in actions)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    *_at(Place.APP, Group.GENERAL,
        Action("show_today", ("1",), "Heute",
            "Der Tag der Geschäftsstelle: alle Termine nach Uhrzeit.", "today day"),
        Action("help", ("f1", "question_mark"), "Hilfe",
            "Sagt, was hier welche Taste tut.", "help keys", footer=0, over_dialogs=True),
        Action("search", ("f3",), "Suchen",
            "Sucht einen Termin über alle Tage.", "search find", over_dialogs=True),
        Action("reload", ("f5",), "Neu laden",
            "Liest den Tag noch einmal aus dem Speicher.", "reload refresh"),
        Action("drafts", ("f6",), "Entwürfe",
            "Holt ein geparktes Formular zurück.", "drafts parked forms"),
        Action("import_day", ("f7",), "Buchungsliste einlesen",
            "Liest die Excel-Datei der Online-Buchungen ein; die neueste ist vorgewählt.",
            "import file excel", hint="Einlesen", footer=9),
        Action("customer_view", ("f8",), "Kundenansicht",
            "Zeigt groß nur diesen einen Termin, zum Herumdrehen des Bildschirms.", "customer view large"),
        Action("privacy", ("f9",), "Sichtschutz",
            "Macht den Bildschirm sofort leer; Eingaben bleiben erhalten.", "privacy blank hide",
            over_dialogs=True),
        Action("palette", ("ctrl+p",), "Alle Befehle",
            "Zeigt jeden Befehl zum Suchen und Ausführen.", "command palette", in_palette=False),
        Action("quit", ("ctrl+q",), "Beenden",
            "Beendet das Programm; alles Eingetragene ist gespeichert.", "quit exit", over_dialogs=True),
    ),
    *_at(Place.SCREEN, Group.LIST,
        Action("filter", ("slash", "ctrl+f"), "Filtern",
            "Zeigt nur Zeilen, in denen alle getippten Wörter vorkommen.", "filter narrow",
            hint="filtern", footer=6),
        Action("step_back", ("escape",), "Ein Schritt zurück",
            "Hebt Filter, Markierung oder Fenster auf, eins nach dem anderen.", "back escape cancel",
            in_palette=False),
        Action("undo", ("u",), "Rückgängig",
            "Nimmt meine letzte Änderung zurück; ältere erst nach einem zweiten u.", "undo revert",
            hint="rückgängig", footer=7),
        Action("sort", ("s",), "Sortieren",
            "Wechselt die Reihenfolge der Liste.", "sort order"),
        Action("details", ("o",), "Details ein/aus",
            "Zeigt oder verbirgt die Einzelheiten neben der Liste.", "details pane"),
    ),
    *_at(Place.SCREEN, Group.DAY,
        Action("go_to_day", ("g",), "Gehe zu Tag",
            "Fragt nach einem Tag: 24.11., morgen, mo, +2w.", "go to day date"),
        Action("back_to_today", ("h",), "Zurück zu heute",
            "Zeigt wieder den heutigen Tag.", "today"),
        Action("day_before", ("left",), "Tag zurück",
            "Zeigt den Tag davor.", "previous day"),
        Action("day_after", ("right",), "Tag vor",
            "Zeigt den Tag danach.", "next day"),
    ),
    *_at(Place.ROWS, Group.LIST,
        Action("open", ("enter",), "Öffnen",
            "Öffnet den Datensatz mit allen Angaben und dem Verlauf.", "open record history", footer=8,
            hint="öffnen"),
        Action("mark", ("space",), "Markieren",
            "Markiert die Zeile; a, b, e, w … gelten dann für alle markierten.", "mark select"),
        Action("cursor_up", ("up",), "Zeile nach oben",
            "Eine Zeile nach oben.", "up", in_palette=False),
        Action("cursor_down", ("down",), "Zeile nach unten",
            "Eine Zeile nach unten.", "down", in_palette=False),
        Action("cursor_page_up", ("pageup",), "Seite nach oben",
            "Eine Bildschirmseite nach oben.", "page up", in_palette=False),
        Action("cursor_page_down", ("pagedown",), "Seite nach unten",
            "Eine Bildschirmseite nach unten.", "page down", in_palette=False),
        Action("cursor_first", ("home",), "Erste Zeile",
            "Zur ersten Zeile.", "first top", in_palette=False),
        Action("cursor_last", ("end",), "Letzte Zeile",
            "Zur letzten Zeile.", "last bottom", in_palette=False),
    ),
    *_at(Place.APPOINTMENTS, Group.APPOINTMENT,
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
        Action("assign", ("w",), "Zuweisen",
            "Gibt den Termin an eine Kollegin oder einen Kollegen.", "assign hand over", hint="zuweisen",
            footer=10),
        Action("note", ("i",), "Notiz",
            "Schreibt eine kurze Notiz an den Termin.", "note remark", footer=11),
        Action("copy", ("c",), "Kopieren",
            "Kopiert in die Zwischenablage: 1 Nummer, 2 Telefon.", "copy clipboard number phone",
            hint="kopieren", footer=12),
        Action("new", ("n",), "Neu",
            "Legt Neues an: 1 Vorsprache jetzt.", "new walk-in", hint="neu", footer=5),
    ),
    *_at(Place.FILTER, Group.LIST,
        Action("keep_filter", ("enter", "down"), "Filter behalten",
            "Behält den Filter und geht in die Liste.", "keep filter", in_palette=False),
        Action("clear_filter", ("escape",), "Filter löschen",
            "Löscht den Filter; noch einmal schließt ihn.", "clear filter", in_palette=False),
    ),
    *_at(Place.FORM, Group.FORM,
        Action("save", ("f2", "ctrl+s"), "Speichern",
            "Prüft und speichert das Formular.", "save store", in_palette=False, footer=1),
        Action("next_field", ("enter",), "Nächstes Feld",
            "Geht zum nächsten Feld; auch mit Tab.", "next field", in_palette=False, hint="nächstes Feld",
            footer=2),
        Action("park", ("escape",), "Parken",
            "Legt das Formular still beiseite; F6 holt es zurück.", "park draft", in_palette=False,
            hint="parken", footer=3),
    ),
    *_at(Place.DIALOG, Group.CHOICE,
        Action("close", ("escape",), "Zurück",
            "Schließt das Fenster, ohne etwas zu ändern.", "close back cancel", in_palette=False,
            hint="zurück", footer=3),
    ),
    *_at(Place.CHOICE, Group.CHOICE,
        Action("pick", tuple("123456789"), "Wählen",
            "Wählt den Eintrag mit dieser Nummer.", "choose number", method="pick({key})",
            in_palette=False),
        Action("pick_here", ("enter",), "Übernehmen",
            "Nimmt den Eintrag unter dem Zeiger oder die angekreuzten.", "accept choose",
            in_palette=False, hint="übernehmen", footer=1),
        Action("tick", ("space",), "Ankreuzen",
            "Kreuzt den Eintrag unter dem Zeiger an, wo mehrere gelten können.", "tick", in_palette=False),
        Action("choice_up", ("up",), "Eintrag nach oben",
            "Ein Eintrag nach oben.", "up", in_palette=False),
        Action("choice_down", ("down",), "Eintrag nach unten",
            "Ein Eintrag nach unten.", "down", in_palette=False),
    ),
    *_at(Place.NUMBERED, Group.CHOICE,
        Action("pick_row", tuple("123456789"), "Wählen",
            "Nimmt die Zeile mit dieser Nummer.", "choose number", method="pick({key})",
            in_palette=False),
    ),
    *_at(Place.TEXT, Group.VIEW,
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
    *_at(Place.RECORD, Group.APPOINTMENT,
        Action("undo_here", ("u",), "Rückgängig",
            "Nimmt die jüngste Änderung an diesem Termin zurück, nach einem zweiten u.", "undo revert",
            method="undo", hint="rückgängig", in_palette=False, footer=1),
        Action("reload_record", ("f5",), "Neu laden",
            "Liest den Datensatz noch einmal aus dem Speicher.", "reload refresh", in_palette=False),
    ),
    *_at(Place.PREVIEW, Group.VIEW,
        Action("import_now", ("f2", "ctrl+s"), "Einlesen",
            "Übernimmt die Liste, wie die Vorschau es zeigt.", "import save", method="save",
            hint="einlesen", in_palette=False, footer=0),
        Action("map_columns", ("f",), "Felder zuordnen",
            "Ändert, was eine Spalte der Datei bedeutet; das gilt dann auch beim nächsten Mal.",
            "columns mapping", hint="Felder", in_palette=False, footer=1),
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
    *_at(Place.PARKED, Group.CHOICE,
        Action("drop_draft", ("x", "delete"), "Verwerfen",
            "Wirft den Entwurf unter dem Zeiger weg, nach einem zweiten Druck.", "drop delete",
            method="negative", hint="verwerfen", in_palette=False, footer=2),
    ),
    *_at(Place.TROUBLE, Group.CHOICE,
        Action("again", ("f5",), "Noch einmal",
            "Versucht den Speicher noch einmal zu öffnen.", "again retry", hint="noch einmal",
            in_palette=False, footer=2),
    ),
)
# fmt: on

TODAY_SCREEN = (Place.APP, Place.SCREEN, Place.ROWS, Place.APPOINTMENTS)
FORM_DIALOG = (Place.FORM,)
CHOICE_DIALOG = (Place.DIALOG, Place.CHOICE)
LIST_DIALOG = (Place.DIALOG, Place.ROWS)
NUMBERED_DIALOG = (Place.DIALOG, Place.ROWS, Place.NUMBERED)
TEXT_DIALOG = (Place.DIALOG, Place.TEXT)
RECORD_DIALOG = (Place.DIALOG, Place.TEXT, Place.RECORD)
PREVIEW_DIALOG = (Place.DIALOG, Place.ROWS, Place.PREVIEW)
PARKED_DIALOG = (Place.DIALOG, Place.CHOICE, Place.PARKED)
TROUBLE_DIALOG = (Place.DIALOG, Place.CHOICE, Place.TROUBLE)

KEYS_HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {
    "Heute": TODAY_SCREEN,
    "Formular": FORM_DIALOG,
    "Auswahl": CHOICE_DIALOG,
    "Filter": (Place.FILTER,),
    "Nummerierte Liste": NUMBERED_DIALOG,
    "Hilfe": TEXT_DIALOG,
    "Datensatz": RECORD_DIALOG,
    "Vorschau": PREVIEW_DIALOG,
    "Entwürfe": PARKED_DIALOG,
    "Ohne Speicher": TROUBLE_DIALOG,
}
"""Which places are live at once; over a dialog the app's own keys are, too, as far as they work there."""

_TYPING = frozenset({"question_mark", "slash", "space"})
_KEY_NAMES = {
    "slash": "/", "question_mark": "?", "space": "Leertaste", "escape": "Esc", "enter": "Enter", "tab": "Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "Bild↑", "pagedown": "Bild↓", "home": "Pos1",
    "end": "Ende", "delete": "Entf",
}  # fmt: skip


def key_name(key: str) -> str:
    """A Textual key name as it is printed on a German keyboard: `ctrl+s` → `Strg+S`."""
    if key.startswith("ctrl+"):
        return "Strg+" + key.removeprefix("ctrl+").upper()
    return _KEY_NAMES.get(key, key if len(key) == 1 else key.upper())


def action(id_: str) -> Action:
    """The action with this id; KeyError where there is none."""
    return _BY_ID[id_]


def at(*places: Place) -> tuple[Action, ...]:
    """The actions of these places, in the order they are declared."""
    return tuple(a for a in ACTIONS if a.place in places)


def bindings(*places: Place, to: str = "") -> list["Binding"]:
    """Textual bindings for the actions of `places`.

    `to` names where the action method lives, seen from the widget that gets the bindings: `screen` on a list.
    A twin that types a character never has priority: it must type where something is typed.
    """
    from textual.binding import Binding

    found: list[Binding] = []
    for a in at(*places):
        for key in a.keys:
            run = a.run.replace("{key}", key)
            found.append(
                Binding(
                    key,
                    f"{to}.{run}" if to else run,
                    a.label,
                    show=False,
                    key_display=key_name(key),
                    priority=a.over_dialogs and key not in _TYPING,
                    tooltip=a.help,
                    id=f"{a.place.name.lower()}.{a.id}.{key}",
                )
            )
    return found


def clashes(actions: Sequence[Action] = ACTIONS) -> tuple[tuple[str, str, str, str], ...]:
    """(where, key, action, action) for every key that two actions want while both are live."""
    found: list[tuple[str, str, str, str]] = []
    for where, places in KEYS_HELD_TOGETHER.items():
        taken: dict[str, str] = {}
        for a in actions:
            if a.place not in places and not a.over_dialogs:
                continue
            for key in a.keys:
                if key in taken:
                    found.append((where, key, taken[key], a.id))
                taken.setdefault(key, a.id)
    return tuple(found)


_BY_ID = {a.id: a for a in ACTIONS}

"""Every action of the program, declared once; what people are shown of them stands in `guide`.

Letters belong to lists, never to the app, so that they type where something is typed. A letter means the same
everywhere. Nothing needs AltGr, nothing uses a key that terminals keep for themselves.

Each module declares the actions of its screens (`ACTIONS`) and which places are live at once there
(`HELD_TOGETHER`, by the screen's name); a new screen is a new module in `PARTS`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from backoffice.keys import (
    appointments,
    booking,
    dialogs,
    everywhere,
    handing_out,
    interpreters,
    interpreting,
    interpreting_ask,
    notify,
    otv,
    plan,
    takeovers,
    tickets,
)
from backoffice.keys.action import Action, Group, Place, key_name
from backoffice.keys.appointments import EVENING_SCREEN, RECORD_DIALOG, TODAY_SCREEN
from backoffice.keys.booking import BOOKING_DIALOG
from backoffice.keys.dialogs import (
    CHOICE_DIALOG,
    FORM_DIALOG,
    LIST_DIALOG,
    NUMBERED_DIALOG,
    PARKED_DIALOG,
    PREVIEW_DIALOG,
    RESPONSIBLE_DIALOG,
    TEXT_DIALOG,
    TROUBLE_DIALOG,
)
from backoffice.keys.handing_out import HAND_OUT_DIALOG
from backoffice.keys.interpreters import INTERPRETERS_DIALOG
from backoffice.keys.interpreting import INTERPRETING_SCREEN
from backoffice.keys.interpreting_ask import ASK_INTERPRETER_DIALOG
from backoffice.keys.notify import NOTIFY_DIALOG, REARRANGE_DIALOG
from backoffice.keys.otv import OTV_DIALOG
from backoffice.keys.plan import OPENINGS_VIEW, PLAN_CHECK_DIALOG, PLAN_VIEW
from backoffice.keys.takeovers import TAKEOVERS_SCREEN
from backoffice.keys.tickets import TICKET_DIALOG, TICKETS_SCREEN

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "ACTIONS",
    "ASK_INTERPRETER_DIALOG",
    "BOOKING_DIALOG",
    "CHOICE_DIALOG",
    "EVENING_SCREEN",
    "FORM_DIALOG",
    "HAND_OUT_DIALOG",
    "INTERPRETERS_DIALOG",
    "INTERPRETING_SCREEN",
    "KEYS_HELD_TOGETHER",
    "LIST_DIALOG",
    "NOTIFY_DIALOG",
    "NUMBERED_DIALOG",
    "OPENINGS_VIEW",
    "OTV_DIALOG",
    "PARKED_DIALOG",
    "PLAN_CHECK_DIALOG",
    "PLAN_VIEW",
    "PREVIEW_DIALOG",
    "REARRANGE_DIALOG",
    "RECORD_DIALOG",
    "RESPONSIBLE_DIALOG",
    "TAKEOVERS_SCREEN",
    "TEXT_DIALOG",
    "TICKETS_SCREEN",
    "TICKET_DIALOG",
    "TODAY_SCREEN",
    "TROUBLE_DIALOG",
    "Action",
    "Group",
    "Place",
    "action",
    "at",
    "bindings",
    "clashes",
    "key_name",
]

PARTS = (
    everywhere,
    appointments,
    tickets,
    takeovers,
    interpreting,
    plan,
    booking,
    otv,
    notify,
    handing_out,
    interpreting_ask,
    interpreters,
    dialogs,
)

ACTIONS: tuple[Action, ...] = tuple(action for part in PARTS for action in part.ACTIONS)

KEYS_HELD_TOGETHER: Mapping[str, tuple[Place, ...]] = {
    name: places for part in PARTS for name, places in part.HELD_TOGETHER.items()
}
"""Which places are live at once; over a dialog the app's own keys are, too, as far as they work there."""

_TYPING = frozenset({"question_mark", "slash", "space"})


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


def typed_help() -> list["Binding"]:
    """`?` over a dialog, where nothing is typed: it has no priority, so the app's own does not come there."""
    return [binding for binding in bindings(Place.APP, to="app") if binding.key == "question_mark"]


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

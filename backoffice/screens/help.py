"""Help (F1 or ?): what this screen is for, what its keys do, what its signs mean. All from the one declaration."""

from collections.abc import Sequence
from typing import Any

from textual.screen import Screen

from backoffice import guide, keys
from backoffice.screens.dialog import Dialog, FormDialog
from backoffice.screens.paging import Lines, PageDialog, hanging, heading, paragraph
from backoffice.widgets.display import cell_len, wrapped
from backoffice.wording import help_texts as words

OVER_DIALOGS = tuple(action for action in keys.at(keys.Place.APP) if action.over_dialogs)


KEYS_WIDTH = 16
"""The column of the keys is no wider: many keys of one action stand under each other."""


class HelpDialog(PageDialog[None]):
    """Explains the screen it was called over."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__(words.HELP)
        self._about = about(screen)
        self._groups = groups(screen)
        self._on_list = not isinstance(screen, Dialog)

    def text(self, width: int) -> Lines:
        """Purpose, keys by group, signs."""
        lines = paragraph(self._about, width)
        for group, actions in self._groups:
            lines += heading(group)
            side = min(max(cell_len(shown(a)) for a in actions), KEYS_WIDTH) + 2
            for action in actions:
                lines += _beside(shown(action), f"{action.label}: {action.help}", side, width)
        if self._on_list:
            lines += heading(words.HELP_LEGEND)
            for sign, meaning in words.LEGEND:
                lines += hanging(f"{sign}{' ' * (6 - cell_len(sign))}", meaning, width, lead_ink="strong")
        return lines


def _beside(keys_: str, text: str, side: int, width: int) -> Lines:
    """The keys in a column `side` wide, over as many lines as they need, and beside them what they do."""
    left = wrapped(keys_, side - 2)
    told = hanging(" " * side, text, width)
    told += [[(" " * side, "plain")] for _ in left[len(told) :]]
    left += [""] * (len(told) - len(left))
    return [
        [(f"{key}{' ' * (side - cell_len(key))}", "key" if key else "plain"), *line[1:]]
        for key, line in zip(left, told, strict=True)
    ]


def about(screen: Screen[Any]) -> str:
    """What a screen is for: what it says itself (`ABOUT`), else what its kind says."""
    said = getattr(screen, "ABOUT", "")
    if said:
        return str(said)
    if isinstance(screen, FormDialog):
        return words.ABOUT_FORM
    return words.ABOUT_CHOICE if isinstance(screen, Dialog) else words.ABOUT_TODAY


def groups(screen: Screen[Any]) -> Sequence[tuple[str, Sequence[keys.Action]]]:
    """The keys that work on a screen, under their headings; over a dialog those of the app that work there."""
    if not isinstance(screen, Dialog):
        places = getattr(screen, "PLACES", keys.TODAY_SCREEN)
        return [(group.value, actions) for group, actions in guide.help_groups(*places)]
    own = [(group.value, actions) for group, actions in guide.help_groups(*screen.PLACES)]
    return [*own, (keys.Group.GENERAL.value, OVER_DIALOGS)]


def shown(action: keys.Action) -> str:
    """The keys of an action, digits together: `1–9`."""
    if action.keys == tuple("123456789"):
        return "1–9"
    return action.all_shown

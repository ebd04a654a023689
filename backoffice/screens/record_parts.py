"""The parts of an open record: pairs under a heading, and what was done when and by whom."""

from backoffice.desk.views import HistoryItem
from backoffice.screens.paging import Lines, hanging, heading, pairs
from backoffice.widgets.detail_pane import Pair
from backoffice.widgets.display import cut
from backoffice.wording import history as told

SIDE = 17
"""Cells of the labels, the same in every part, so that the values stand under each other."""
WHO = 14
"""Cells for who did it."""


def part(title: str, found: list[Pair], width: int) -> Lines:
    """A heading and its pairs; nothing where none has a value."""
    lines = pairs(found, width, side=SIDE)
    return [*heading(title), *lines] if lines else []


def entries(title: str, found: list[tuple[str, str, str, str]], width: int) -> Lines:
    """Lines with a time, a person and what was done; further lines of a text stand under its first."""
    if not found:
        return []
    lines = heading(title)
    for when, who, text, ink in found:
        lead = f"{when}  {cut(who, WHO).ljust(WHO)}  " if when else ""
        lines += hanging(lead, text, width, ink)
    return lines


def item(item: HistoryItem) -> tuple[str, str, str, str]:
    """An entry of the Verlauf as `entries` shows it."""
    said = told.entry(item.code, item.changes)
    if item.undone:
        said = f"{said} – {told.TAKEN_BACK}"
    return told.at(item.at), item.by or told.SOMEBODY, said, "muted" if item.undone else "plain"

"""What people are shown of the keys: footer hints, help, palette entries, the README's table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backoffice.domain.text import Needles, fold, matches, needles, search_key
from backoffice.keys import ACTIONS, Action, Group, Place, at

NOT_OVER_DIALOGS = "außer in Dialogen"


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does, as the footer shows it; never cut."""

    key: str
    label: str

    @property
    def width(self) -> int:
        """Cells it takes, without the space around it."""
        return len(self.key) + 1 + len(self.label)


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as the palette lists it; `searchable` holds its words as a `search_key`."""

    id: str
    title: str
    help: str
    key: str
    searchable: str


def hints(actions: Iterable[Action], width: int, *, most: int = 0) -> tuple[Hint, ...]:
    """The footer for `width` cells: whole hints only, the least important dropped first, the help last.

    At most `most` hints; 0: seven under 100 columns, else ten.
    """
    limit = most or (7 if width < 100 else 10)
    kept: list[tuple[bool, int, Hint]] = []
    room = width + 1  # one cell before the first hint, two between hints
    for a in sorted((a for a in actions if a.footer is not None), key=lambda a: a.footer or 0):
        is_help = a.id == "help"
        hint = Hint("?" if is_help else a.shown, a.short)
        room -= hint.width + 2
        if len(kept) == limit or room < 0:
            break
        kept.append((is_help, a.footer or 0, hint))
    return tuple(hint for _, _, hint in sorted(kept, key=lambda k: k[:2]))


def help_groups(*places: Place) -> tuple[tuple[Group, tuple[Action, ...]], ...]:
    """The actions of `places` under their headings, the nearest first and what works everywhere last."""
    found = at(*places)
    nearest = (Group.APPOINTMENT, Group.TICKET, Group.TAKEOVER, Group.INTERPRETING, Group.PLAN)
    order = sorted(Group, key=lambda g: (g is Group.GENERAL, list(Group).index(g) if g not in nearest else -1))
    return tuple((g, tuple(a for a in found if a.group is g)) for g in order if any(a.group is g for a in found))


def palette(*places: Place) -> tuple[Entry, ...]:
    """What the palette offers at `places`: found by its German words, its English ones and its key."""
    return tuple(
        Entry(
            a.id,
            a.label,
            a.help,
            a.all_shown,
            search_key(a.label, a.short, a.help, a.english, a.all_shown),
        )
        for a in at(*places)
        if a.in_palette
    )


def matching(text: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that hold every typed word, the best first.

    First whose key it is, then whose title begins with the text, then whose title has words that begin so, then
    whose title holds them; last those that only their explanation or an English word names.
    """
    wanted, start = needles(text), fold(text.strip())
    found = [e for e in entries if matches(wanted, e.searchable)]
    return tuple(sorted(found, key=lambda e: _rank(e, wanted, start))) if start else tuple(found)


def _rank(entry: Entry, wanted: Needles, start: str) -> int:
    title = search_key(entry.title)
    begins = tuple(tuple(f" {spelling}" for spelling in word) for word in wanted)
    ranks = (
        start in fold(entry.key).split(" oder "),
        fold(entry.title).startswith(start),
        matches(begins, f" {title}"),
        matches(wanted, title),
    )
    return ranks.index(True) if True in ranks else len(ranks)


def where(action: Action) -> str:
    """Where a key works, in words; some of the program's own keys stop at a dialog."""
    return NOT_OVER_DIALOGS if action.place is Place.APP and not action.over_dialogs else action.place.value


def markdown() -> str:
    """The README's table of keys."""
    rows = [f"| {a.all_shown} | {where(a)} | {a.label} | {a.help} |" for a in ACTIONS]
    return "\n".join(["| Taste | Wo | Was | Wozu |", "|---|---|---|---|", *rows]) + "\n"

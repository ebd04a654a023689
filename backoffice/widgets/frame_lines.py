"""The lines around a list: where and when we are, the screens, the counts, the row's number, the keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backoffice.guide import Hint, hints
from backoffice.keys import Action
from backoffice.widgets.display import CURSOR, cell_len, cut, joined
from backoffice.widgets.line import Line, Piece, both_ends, width_of


@dataclass(frozen=True, slots=True)
class Tab:
    """A screen as the second line shows it: its key, its name, what waits there ("7 (2 überf.)")."""

    id: str
    key: str
    label: str
    count: str = ""
    short: str = ""
    """The name where there is no room for the whole one."""

    @property
    def shortened(self) -> "Tab":
        """The same under its short name."""
        return replace(self, label=self.short or self.label)

    @property
    def bare(self) -> "Tab":
        """Its key alone: still seen to be there where there is no room for more."""
        return replace(self, label="", count="")

    @property
    def text(self) -> str:
        """`2 Rückrufe 7 (2 überf.)`."""
        return " ".join(part for part in (self.key, self.label, self.count) if part)


@dataclass(frozen=True, slots=True)
class Count:
    """A number worth knowing: `wartet 2`. Its ink is used only where the number is not zero."""

    label: str
    value: int
    ink: str = "plain"


class TopLine(Line):
    """Office · day · state of the list at the left, store · clock at the right."""

    _left: tuple[str, ...] = ()
    _right: tuple[str, ...] = ()

    def show(self, left: Sequence[str], right: Sequence[str] = ()) -> None:
        """Show these parts; where they do not all fit, the last on the left goes first."""
        self._left, self._right = tuple(left), tuple(right)
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        right = joined(self._right, max(1, width // 2))
        room = width - 2 - (cell_len(right) + 2 if right else 0)
        left = joined(self._left, max(1, room))
        return both_ends([(" " + left, "strong")], [(right + " ", "plain")] if right else [], width)


class ScreensLine(Line):
    """The screens with their keys and counts; the one we are on has the cursor's sign."""

    _tabs: tuple[Tab, ...] = ()
    _current = ""

    def show(self, tabs: Sequence[Tab], current: str) -> None:
        """Show these screens; `current` is the id of the one we are on."""
        self._tabs, self._current = tuple(tabs), current
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        """As many screens as fit, the present one always among them: under short names, then from the right by their
        keys alone, before one is left out.
        """
        kept = list(self._tabs)
        if _too_wide(kept, width):
            kept = [tab.shortened for tab in kept]
        for at in reversed(range(len(kept))):
            if _too_wide(kept, width) and kept[at].id != self._current:
                kept[at] = kept[at].bare
        while len(kept) > 1 and _too_wide(kept, width):
            kept.remove([t for t in kept if t.id != self._current][-1])
        found: list[Piece] = []
        for tab in kept:
            here = tab.id == self._current
            found.append(((CURSOR if here else " ") + cut(tab.text, width - 1), "strong" if here else "plain"))
            found.append((" ", "plain"))
        return found


def _too_wide(tabs: Iterable[Tab], width: int) -> bool:
    return sum(cell_len(tab.text) + 2 for tab in tabs) > width


class CountsLine(Line):
    """What the day holds. The counts cover everything, whatever the filter hides."""

    _counts: tuple[Count, ...] = ()

    def show(self, counts: Sequence[Count]) -> None:
        """Show these counts; where they do not all fit, the last go first."""
        self._counts = tuple(counts)
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        found: list[Piece] = []
        for count in self._counts:
            lead = " · " if found else " "
            piece = (f"{count.label} {count.value}", count.ink if count.value else "muted")
            if width_of([*found, (lead, ""), piece]) > width:
                break
            found += [(lead, "muted"), piece]
        return found


class DetailLine(Line):
    """Name, phone, number and newest note of the row under the cursor, where there is no room for a pane."""

    _parts: tuple[str, ...] = ()

    def show(self, parts: Sequence[str]) -> None:
        """Show these parts; only the last one is cut."""
        self._parts = tuple(part for part in parts if part)
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        whole = joined(self._parts, width - 2)
        left_out = self._parts[len(whole.split(" · ")) if whole else 0 :]
        room = width - 2 - cell_len(whole) - 3
        if left_out and room >= 8:
            whole = f"{whole} · {cut(left_out[0], room)}"
        return [(" " + whole, "plain")]


class HintLine(Line):
    """What the keys do here: whole hints only, the most used ones, all others behind `?`."""

    _actions: tuple[Action, ...] = ()

    def show(self, actions: Iterable[Action]) -> None:
        """Show the hints of these actions."""
        self._actions = tuple(actions)
        self.refresh()

    @property
    def shown(self) -> tuple[Hint, ...]:
        """The hints there is room for."""
        return hints(self._actions, self.size.width)

    def pieces(self, width: int) -> Sequence[Piece]:
        found: list[Piece] = []
        for hint in hints(self._actions, width):
            found += [("  " if found else " ", "plain"), (hint.key, "key"), (f" {hint.label}", "plain")]
        return found

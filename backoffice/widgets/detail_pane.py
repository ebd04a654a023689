"""The selected record beside the list: labels and values, wrapped to the pane, scrolled where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from backoffice.widgets.display import cell_len, cut, safe, wrapped


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value; several lines of a value are parted by line breaks."""

    label: str
    value: str


def pair_lines(pairs: Sequence[Pair], width: int) -> list[tuple[str, str]]:
    """(label or blank, piece of the value) per line in `width` cells; pairs without a value are left out."""
    pairs = [pair for pair in pairs if pair.value.strip()]
    side = min(max((cell_len(safe(p.label)) for p in pairs), default=0), width // 2)
    found: list[tuple[str, str]] = []
    for pair in pairs:
        label = cut(pair.label, side)
        pieces = [line for part in pair.value.splitlines() for line in wrapped(part, max(1, width - side - 2))]
        for n, piece in enumerate(pieces):
            lead = label if n == 0 else ""
            found.append((lead + " " * (side - cell_len(lead) + 2), piece))
    return found


class DetailPane(VerticalScroll, can_focus=False):
    """Shows a title and pairs, as plain text whatever they hold."""

    DEFAULT_CSS = """
    DetailPane { width: 38; padding: 0 1; scrollbar-size-vertical: 1; }
    DetailPane Static { width: 1fr; height: auto; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail-pane--muted"}
    _title = ""
    _pairs: tuple[Pair, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(Text(), markup=False)

    def show(self, title: str, pairs: Sequence[Pair]) -> None:
        """Show this record from its top."""
        self._title, self._pairs = title, tuple(pairs)
        self._write()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        self._write()

    def _write(self) -> None:
        if not self.is_mounted:
            return
        width = max(4, self.scrollable_content_region.width)
        text = Text(no_wrap=True, end="")
        muted = self.get_component_rich_style("detail-pane--muted", partial=True)
        for line in wrapped(self._title, width):
            text.append(line + "\n", "bold")
        for label, value in pair_lines(self._pairs, width):
            text.append(label, muted)
            text.append(value + "\n")
        self.query_one(Static).update(text)

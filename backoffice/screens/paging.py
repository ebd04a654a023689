"""Long texts in a dialog: lines made for the width there is, scrolled by keys that are declared like all others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from backoffice import keys
from backoffice.screens.dialog import Dialog
from backoffice.widgets.detail_pane import Pair
from backoffice.widgets.display import cell_len, fitted, wrapped
from backoffice.widgets.line import Line, Piece
from backoffice.widgets.record_list import RecordList

T = TypeVar("T")

Lines = list[list[Piece]]
Make = Callable[[int], Lines]
"""Makes the lines for a width in cells."""


class Sheet(Line):
    """A text of many lines, made once for each width."""

    DEFAULT_CSS = "Sheet { height: auto; }"

    def __init__(self, make: Make | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._make: Make = make or (lambda _width: [])
        self._made: tuple[int, Lines] | None = None

    def show(self, make: Make) -> None:
        """Show another text."""
        self._make, self._made = make, None
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        """The lines for this width."""
        if self._made is None or self._made[0] != width:
            self._made = width, self._make(width)
        return self._made[1]


def heading(text: str) -> Lines:
    """A blank line and a heading."""
    return [[], [(text, "strong")]]


def paragraph(text: str, width: int, ink: str = "plain", *, indent: int = 0) -> Lines:
    """A text broken between words, each of its lines after `indent` blanks; nothing for an empty one."""
    if not text.strip():
        return []
    room = max(1, width - indent)
    return [[(" " * indent + line, ink)] for part in text.splitlines() for line in wrapped(part, room)]


def pairs(found: Iterable[Pair], width: int, *, side: int) -> Lines:
    """Labels in `side` cells and their values; pairs without a value are left out."""
    lines: Lines = []
    for pair in found:
        if pair.value.strip():
            lines += hanging(f"{fitted(pair.label, side)}  ", pair.value, width)
    return lines


def hanging(lead: str, text: str, width: int, ink: str = "plain", *, lead_ink: str = "muted") -> Lines:
    """`lead` and beside it a text, whose further lines stand under its first."""
    side = cell_len(lead)
    room = max(8, width - side)
    first, *others = [line for part in text.splitlines() or [""] for line in wrapped(part, room)]
    return [[(lead, lead_ink), (first, ink)], *([(" " * side, "plain"), (line, ink)] for line in others)]


def hinted(action_id: str, hint: str) -> keys.Action:
    """An action as the last line of one dialog calls it."""
    return replace(keys.action(action_id), hint=hint)


class WideDialog(Dialog[T]):
    """A dialog nearly as large as the screen (see `app.tcss`)."""


class PageDialog(WideDialog[T]):
    """A wide dialog that shows a text and scrolls it."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.TEXT_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.TEXT)]

    def text(self, width: int) -> Lines:
        """The text for a width."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """The page with the text."""
        yield VerticalScroll(Sheet(self.text, id="sheet"), classes="page", can_focus=False)

    def rewrite(self) -> None:
        """Make the text anew."""
        self.query_one("#sheet", Sheet).show(self.text)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one(".page", VerticalScroll)

    def action_line_up(self) -> None:
        """↑."""
        self._page.scroll_relative(y=-1, animate=False)

    def action_line_down(self) -> None:
        """↓."""
        self._page.scroll_relative(y=1, animate=False)

    def action_text_page_up(self) -> None:
        """Bild↑."""
        self._page.scroll_page_up(animate=False)

    def action_text_page_down(self) -> None:
        """Bild↓."""
        self._page.scroll_page_down(animate=False)

    def action_text_first(self) -> None:
        """Pos1."""
        self._page.scroll_home(animate=False)

    def action_text_last(self) -> None:
        """Ende."""
        self._page.scroll_end(animate=False)


class UnderField(WideDialog[T]):
    """A list under a field that keeps the focus: what is typed goes into the field, the arrows move in the list."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.LIST_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in keys.bindings(keys.Place.ROWS) if binding.key in {"up", "down", "pageup", "pagedown"}
    ]

    @property
    def listed(self) -> RecordList[Any]:
        """The list under the field."""
        return self.query_one(RecordList)

    def action_cursor_up(self) -> None:
        """↑."""
        self.listed.action_cursor_up()

    def action_cursor_down(self) -> None:
        """↓."""
        self.listed.action_cursor_down()

    def action_cursor_page_up(self) -> None:
        """Bild↑."""
        self.listed.action_cursor_page_up()

    def action_cursor_page_down(self) -> None:
        """Bild↓."""
        self.listed.action_cursor_page_down()

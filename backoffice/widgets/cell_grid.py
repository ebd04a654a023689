"""Rows and columns of cells under one cursor; only lines on the screen are ever made, columns page sideways."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from backoffice import keys
from backoffice.widgets.columns import INKS
from backoffice.widgets.display import CURSOR, fitted, wrapped
from backoffice.widgets.grid_columns import Look, Shown, Widths, fit, kept, place
from backoffice.widgets.scrollbar import use_plain_scroll_bars


class CellGrid(ScrollView, can_focus=True):
    """The base of grids: a subclass says what rows and columns there are, and what stands in a cell.

    The cursor belongs to a row's and a column's key, and stays with them when the cells are replaced.
    """

    HEAD: int = 2
    """Lines above the rows that do not scroll."""
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.ROWS, keys.Place.CELLS),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cell-grid--header",
        "cell-grid--cursor",
        "cell-grid--blurred",
        "cell-grid--block",
        "cell-grid--empty",
        *(f"cell-grid--{ink}" for ink in INKS),
    }
    DEFAULT_CSS = """
    CellGrid {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        color: $bo-foreground;
    }
    CellGrid > .cell-grid--header { color: $bo-muted; }
    CellGrid > .cell-grid--empty { color: $bo-muted; }
    CellGrid > .cell-grid--block { color: $bo-foreground; background: $bo-panel; }
    CellGrid > .cell-grid--cursor { color: $bo-on-cursor; background: $bo-cursor; text-style: bold; }
    CellGrid > .cell-grid--blurred { color: $bo-foreground; background: $bo-blurred; }
    CellGrid > .cell-grid--muted { color: $bo-muted; }
    CellGrid > .cell-grid--strong { text-style: bold; }
    CellGrid > .cell-grid--urgent { color: $bo-urgent; text-style: bold; }
    CellGrid > .cell-grid--warning { color: $bo-warning; }
    CellGrid > .cell-grid--good { color: $bo-good; }
    CellGrid > .cell-grid--info { color: $bo-info; }
    """

    def __init__(
        self,
        *,
        empty: str,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.empty_text = empty
        self._row_keys: Sequence[Hashable] = ()
        self._column_keys: Sequence[Hashable] = ()
        self._seen: tuple[Sequence[Hashable], Sequence[Hashable]] = ((), ())
        self._row = self._column = self._first = 0
        self._width = 0
        self._shown: tuple[Shown, ...] = ()
        self._styles: dict[tuple[str, str], Style] = {}
        self._kept: LRUCache[Hashable, Strip] = LRUCache(512)

    # --- what a subclass says -------------------------------------------------

    @property
    def _widths(self) -> Widths:
        raise NotImplementedError

    def _head(self, y: int) -> list[tuple[str, str]]:
        """Line `y` above the rows as (text, ink)."""
        raise NotImplementedError

    def _side(self, row: int) -> tuple[str, str]:
        """What stands left of a row, as (text, ink)."""
        raise NotImplementedError

    def _look(self, row: int, column: int, width: int) -> Look:
        """What stands in a cell of `width` cells."""
        raise NotImplementedError

    def _whole(self, row: int) -> Look | None:
        """What stands over all columns of a row instead of its cells; None: the cells."""
        return None

    def _tell(self) -> None:
        """The cursor moved, or what is under it may have changed."""
        raise NotImplementedError

    def _beyond(self, step: int) -> None:
        """The cursor stands in the first or last column and was to go on."""

    def action_open(self) -> None:
        """Tell that the cell under the cursor is to be opened."""
        raise NotImplementedError

    # --- what a subclass does -------------------------------------------------

    @property
    def _empty(self) -> bool:
        return not (self._row_keys and self._column_keys)

    def _replace(self, rows: Sequence[Hashable], columns: Sequence[Hashable]) -> None:
        """Take other rows and columns; the cursor stays with its keys, on the line of the screen where it was."""
        offset = self._row - self.scroll_offset.y
        in_sight = self._empty or 0 <= offset < self._page
        self._row_keys, self._column_keys = rows, columns
        self._forget()
        if not self._empty:
            self._row = kept(self._seen[0], self._row, rows)
            self._column = kept(self._seen[1], self._column, columns)
            self._seen = (rows, columns)
        self.virtual_size = Size(0, len(rows) + self.HEAD)
        if in_sight:
            self._scroll(self._row - offset)
            self._reveal()
        self._fit()
        self.refresh()
        self._tell()

    def _go(self, row: int, column: int) -> None:
        if self._empty:
            return
        before = self._row
        self._row = min(max(row, 0), len(self._row_keys) - 1)
        self._column = min(max(column, 0), len(self._column_keys) - 1)
        for line in {before, self._row}:
            self.refresh_line(line + self.HEAD)
        for line in range(self.HEAD):
            self.refresh_line(line + self.scroll_offset.y)
        self._reveal()
        self._tell()

    def _forget(self) -> None:
        """Paint everything anew: cells or colours changed."""
        self._kept.clear()
        self._styles.clear()

    # --- keys and mouse -------------------------------------------------------

    def action_cell_left(self) -> None:
        self._aside(-1)

    def action_cell_right(self) -> None:
        self._aside(1)

    def action_cursor_up(self) -> None:
        self._go(self._row - 1, self._column)

    def action_cursor_down(self) -> None:
        self._go(self._row + 1, self._column)

    def action_cursor_page_up(self) -> None:
        self._go(self._row - self._page, self._column)

    def action_cursor_page_down(self) -> None:
        self._go(self._row + self._page, self._column)

    def action_cursor_first(self) -> None:
        self._go(0, self._column)

    def action_cursor_last(self) -> None:
        self._go(len(self._row_keys) - 1, self._column)

    def _aside(self, step: int) -> None:
        if 0 <= self._column + step < len(self._column_keys):
            self._go(self._row, self._column + step)
        else:
            self._beyond(step)

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - self.HEAD
        hit = next((s.column for s in self._shown if s.x <= event.x < s.x + s.width), None)
        if event.y >= self.HEAD and row < len(self._row_keys) and hit is not None:
            self._go(row, hit)
            if event.chain == 2:
                self.action_open()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_mount(self) -> None:
        use_plain_scroll_bars()

    def on_resize(self) -> None:
        self._fit()
        self._reveal()

    def notify_style_update(self) -> None:
        """Textual says that colours changed: nothing painted before is of use."""
        super().notify_style_update()
        self._forget()

    # --- where things stand ---------------------------------------------------

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - self.HEAD)

    def _reveal(self) -> None:
        if self._empty or not self.size.height:
            return
        top = self.scroll_offset.y
        if self._row < top:
            self._scroll(self._row)
        elif self._row >= top + self._page:
            self._scroll(self._row - self._page + 1)
        first = self._first
        self._fit()
        if first != self._first:
            self.refresh()

    def _scroll(self, top: int) -> None:
        # Forced: rows that were just given have no scroll bar before the next refresh, and would not scroll.
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _fit(self) -> None:
        """Choose the columns on the screen so that the cursor's is among them."""
        self._width = self.scrollable_content_region.width
        count, widths = len(self._column_keys), self._widths
        free, many = count - widths.pinned, fit(count, self._width, widths)
        if self._column < free:
            self._first = min(max(self._first, self._column - many + 1), self._column)
        self._first = max(0, min(self._first, free - many))
        self._shown = place(count, self._first, self._width, widths)

    # --- painting -------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a heading, a row, or what is said where there is nothing."""
        if self._width != self.scrollable_content_region.width:
            self._fit()
        if self._empty:
            lines = wrapped(self.empty_text, max(1, self._width - 4))
            return self._line([("  " + lines[y - 1] if 1 <= y <= len(lines) else "", "plain")], "empty")
        if y < self.HEAD:
            return self._line(self._head(y), "header")
        top = self.scroll_offset.y
        row = top + y - self.HEAD
        if row >= len(self._row_keys):
            return self._line([], "")
        at = self._column if row == self._row else -1
        key = (row, min(row - top, 2), self._first, self._width, at, at >= 0 and self.has_focus)
        strip = self._kept.get(key)
        if strip is None:
            strip = self._kept[key] = self._paint(row, at)
        return strip

    def _paint(self, row: int, at: int) -> Strip:
        text, ink = self._side(row)
        side = self._widths.side
        segments = [Segment(fitted(text, side), self._style("", "strong" if at >= 0 else ink))]
        whole = self._whole(row)
        if whole is not None:
            segments += self._cell(whole, self._width - side, here=at >= 0)
        else:
            for shown in self._shown:
                look = self._look(row, shown.column, shown.width - 1)
                segments += self._cell(look, shown.width, here=at == shown.column)
        return Strip(segments).adjust_cell_length(self._width, self._style(""))

    def _cell(self, look: Look, width: int, *, here: bool) -> list[Segment]:
        focused = here and self.has_focus
        paper = "cursor" if focused else "blurred" if here else "block" if look.block else ""
        text = fitted(look.text, width - 1)
        # The cursor's paper has one ink: no other colour can be promised to be readable on it.
        ink = "plain" if focused else look.ink
        gutter = Segment(CURSOR, self._style(paper, "strong")) if here else Segment(" ", self._style(""))
        return [gutter, Segment(text, self._style(paper, ink))]

    def _line(self, pieces: Sequence[tuple[str, str]], paper: str) -> Strip:
        segments = [Segment(text, self._style(paper, ink)) for text, ink in pieces]
        return Strip(segments).adjust_cell_length(self._width, self._style(paper))

    def _style(self, paper: str, ink: str = "plain") -> Style:
        style = self._styles.get((paper, ink))
        if style is None:
            style = self.get_component_rich_style(f"cell-grid--{paper}") if paper else self.rich_style
            if ink != "plain":
                style += self.get_component_rich_style(f"cell-grid--{ink}", partial=True)
            self._styles[paper, ink] = style
        return style

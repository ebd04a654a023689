"""A list of records of any length: only the lines on the screen are ever made, a cursor key repaints two of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Generic

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from backoffice import keys
from backoffice.domain.clock import Clock, SystemClock
from backoffice.widgets import told
from backoffice.widgets.columns import INKS, Cell, Column
from backoffice.widgets.painter import Look, Painter
from backoffice.widgets.rows import Order, Rows, T
from backoffice.widgets.scrollbar import use_plain_scroll_bars
from backoffice.wording import labels

FLASH = timedelta(seconds=10)


class RecordList(ScrollView, Generic[T], can_focus=True):
    """A list of any frozen values, with cursor, marks, filter and order by identity.

    `key(row)` is a row's id, `cells(row)` its texts (asked for only when the line is shown), `search(row)` its
    `search_key`. What happens is told by messages; nothing is changed here but the view.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.ROWS)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--header",
        "record-list--cursor",
        "record-list--blurred",
        "record-list--changed",
        "record-list--empty",
        *(f"record-list--{ink}" for ink in INKS),
    }
    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    RecordList > .record-list--header { text-style: bold; }
    RecordList > .record-list--cursor { text-style: bold; }
    """

    Highlighted = told.Highlighted
    Opened = told.Opened
    Marked = told.Marked
    Counted = told.Counted

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: Callable[[T], str],
        cells: Callable[[T], Sequence[Cell]],
        search: Callable[[T], str],
        empty: str = labels.NOTHING_HERE,
        clock: Clock | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.empty_text = empty
        self._painter = Painter(tuple(columns), cells, self._paper, self._ink)
        self._rows: Rows[T] = Rows(key, search)
        self._clock = clock or SystemClock()
        self._changed_until: dict[str, datetime] = {}
        self._told: str | None = None

    # --- what a screen asks -------------------------------------------------

    @property
    def rows(self) -> Rows[T]:
        """The rows with their filter, cursor and marks: to read; change them through this widget."""
        return self._rows

    @property
    def cursor_id(self) -> str | None:
        """The id of the row under the cursor."""
        return self._rows.cursor

    @property
    def cursor_row(self) -> T | None:
        """The row under the cursor."""
        return self._rows.row(self._rows.cursor)

    @property
    def marks(self) -> frozenset[str]:
        """The ids of all marked rows, hidden ones too."""
        return self._rows.marks

    def targets(self) -> tuple[str, ...]:
        """The ids an action acts on: marked visible rows, without marks the cursor's; never a hidden row."""
        return self._rows.targets()

    # --- what a screen says -------------------------------------------------

    def set_rows(self, rows: Iterable[T]) -> None:
        """Show these rows. Cursor, marks, filter and the place on the screen stay with the rows they belong to."""
        marks = self._rows.marks
        self._rearranged(lambda: self._rows.replace(rows))
        if marks != self._rows.marks:
            self._tell_marks()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns from now on: the cells of a row are theirs."""
        if self._painter.set_columns(tuple(columns)):
            self.refresh()

    def sort(self, order: Order[T] | None, *, descending: bool = False) -> None:
        """Order by `order(row)`, or as given where it is None."""
        self._rearranged(lambda: self._rows.sort(order, descending=descending))

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of `text`."""
        self._rearranged(lambda: self._rows.set_filter(text))

    def move_to(self, id_: str) -> bool:
        """Put the cursor on this row and show it; False where the row is not visible."""
        index = self._rows.index(id_)
        if index is None:
            return False
        self._go(index)
        return True

    def clear_marks(self) -> bool:
        """Take all marks away; False where there were none."""
        if not self._rows.marks:
            return False
        self.unmark(self._rows.marks)
        return True

    def unmark(self, ids: Iterable[str]) -> None:
        """Take the marks of these rows away, hidden ones too; rows without a mark stay as they are."""
        gone = self._rows.marks & frozenset(ids)
        if gone:
            self._rows.marks -= gone
            self.refresh()
            self._tell_marks()

    def flash(self, ids: Iterable[str]) -> None:
        """Show for ten seconds that another desk changed these rows."""
        until = self._clock.now() + FLASH
        self._changed_until |= dict.fromkeys(ids, until)
        self.refresh()
        if self.is_attached:
            self.set_timer(FLASH.total_seconds(), self.end_flashes)

    def end_flashes(self) -> None:
        """Take the sign away from rows whose ten seconds are over."""
        now = self._clock.now()
        for id_ in [id_ for id_, until in self._changed_until.items() if until <= now]:
            del self._changed_until[id_]
            self._repaint(self._rows.index(id_))

    def refresh_cells(self) -> None:
        """Ask for the cells again: what they show depends on the time, too ("wartet 12 min")."""
        self._painter.forget()
        self.refresh()

    # --- keys and mouse -----------------------------------------------------

    def action_cursor_up(self) -> None:
        self._step(-1)

    def action_cursor_down(self) -> None:
        self._step(1)

    def action_cursor_page_up(self) -> None:
        self._step(-self._page)

    def action_cursor_page_down(self) -> None:
        self._step(self._page)

    def action_cursor_first(self) -> None:
        self._go(0)

    def action_cursor_last(self) -> None:
        self._go(len(self._rows.visible) - 1)

    def action_open(self) -> None:
        """Tell that the row under the cursor is to be opened."""
        if self._rows.cursor is not None:
            self.post_message(self.Opened(self, self._rows.cursor))

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away (the screen's key: not every list has marks)."""
        if self._rows.cursor is not None:
            self._rows.toggle_mark(self._rows.cursor)
            self._repaint(self._rows.cursor_index)
            self._tell_marks()

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.y - 1
        if event.y > 0 and index < len(self._rows.visible):
            self._go(index)
            if event.chain == 2:
                self.action_open()

    def on_focus(self) -> None:
        self._repaint(self._rows.cursor_index)

    def on_blur(self) -> None:
        self._repaint(self._rows.cursor_index)

    def on_mount(self) -> None:
        use_plain_scroll_bars()

    def on_resize(self) -> None:
        self._reveal()

    def notify_style_update(self) -> None:
        """Textual says that colours changed: nothing painted before is of use."""
        super().notify_style_update()
        self._painter.forget()

    # --- moving -------------------------------------------------------------

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _step(self, by: int) -> None:
        here = self._rows.cursor_index
        if here is not None:
            self._go(here + by)

    def _go(self, index: int) -> None:
        before = self._rows.cursor_index
        self._rows.move_to_index(index)
        if self._rows.cursor_index != before:
            self._repaint(before)
            self._repaint(self._rows.cursor_index)
        self._reveal()
        self._tell_cursor()

    def _reveal(self) -> None:
        index = self._rows.cursor_index
        if index is None or not self.size.height:
            return
        top = self.scroll_offset.y
        if index < top:
            self.scroll_to(y=index, animate=False)
        elif index >= top + self._page:
            self.scroll_to(y=index - self._page + 1, animate=False)

    def _rearranged(self, change: Callable[[], None]) -> None:
        """Make `change` to the rows so that the cursor's row (or the topmost one) stays where it is seen."""
        top = self.scroll_offset.y
        here = self._rows.cursor_index
        cursor_seen = here is not None and top <= here < top + self._page
        anchor_at = here if cursor_seen and here is not None else top
        anchor = self._rows.id_at(anchor_at) if anchor_at < len(self._rows.visible) else None
        change()
        self._painter.forget()
        shown = len(self._rows.visible)
        self.virtual_size = Size(0, shown + 1)
        now_at = self._rows.index(anchor)
        if now_at is None and cursor_seen:
            now_at = self._rows.cursor_index
        if now_at is not None:
            self.scroll_to(y=max(0, now_at - (anchor_at - top)), animate=False)
        if cursor_seen:
            self._reveal()
        self.refresh()
        self._tell_cursor()
        self.post_message(self.Counted(self, shown, len(self._rows)))

    def _tell_cursor(self) -> None:
        if self._rows.cursor != self._told:
            self._told = self._rows.cursor
            self.post_message(self.Highlighted(self, self._told))

    def _tell_marks(self) -> None:
        self.post_message(self.Marked(self, self._rows.marks))

    # --- painting -----------------------------------------------------------

    def _repaint(self, index: int | None) -> None:
        if index is not None:
            self.refresh_line(index + 1)

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the header, a row, or what is said where there are no rows."""
        painter, rows = self._painter, self._rows
        painter.resize(self.scrollable_content_region.width)
        if y == 0:
            return painter.header()
        if not rows.visible:
            text = labels.NOTHING_MATCHES.format(text=rows.filter) if len(rows) else self.empty_text
            return painter.sentence(text, y - 1)
        index = self.scroll_offset.y + y - 1
        if index >= len(rows.visible):
            return painter.blank()
        id_ = rows.id_at(index)
        at_cursor = id_ == rows.cursor
        look = Look(id_, at_cursor, at_cursor and self.has_focus, id_ in rows.marks, id_ in self._changed_until)
        return painter.row(rows.visible[index], look)

    def _paper(self, name: str) -> Style:
        return self.get_component_rich_style(f"record-list--{name}") if name else self.rich_style

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(f"record-list--{name}", partial=True)

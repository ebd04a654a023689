"""How the screen *Sprachmittlung* shows what was read: two lists, of which one is seen, and the lines around them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from backoffice import keys
from backoffice.desk.interpreting_lines import TO_DO, Matter, OrderLine
from backoffice.desk.interpreting_week import OFFICE_DAYS, LanguageWeek, monday_of
from backoffice.domain.clock import wall
from backoffice.screens.drafts import Drafts
from backoffice.screens.interpreting_lines import COLUMNS, OrderWriter
from backoffice.screens.interpreting_reading import VIEWS, OrdersRead, Shown, View, counts
from backoffice.screens.interpreting_weeks import WeekWriter, columns
from backoffice.screens.interpreting_working import OrderWorking
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import DetailLine, HintLine, ScreensLine, TopLine
from backoffice.widgets.line import Piece
from backoffice.widgets.notice_line import WrappedNotice
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.views_line import ViewsLine
from backoffice.wording import interpreting as told
from backoffice.wording import interpreting_screen as words
from backoffice.wording import screens

WEEK_HINTS = ("open", "week_after", "week_before", "view_after", "week_of_day", "filter", "interpreters", "undo")
WEEK_CALLED = {"open": words.SHOW_ORDERS}
"""What the last line speaks of where languages are listed, and what is called otherwise there."""


class InterpretingShowing(OrderWorking):
    """The three views."""

    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    MODE = "interpreting"
    ABOUT = words.ABOUT

    shown: Shown
    """What stands on the screen."""
    found: OrdersRead | None = None
    """What was read last."""
    unread = False
    """Nothing could be read yet."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        with Horizontal(id="counts"):
            yield ViewsLine()
            yield FilterBar()
        with Horizontal(id="middle"):
            yield RecordList[OrderLine](
                COLUMNS,
                key=lambda row: row.id,
                cells=self.cells,
                search=self.searched,
                empty=words.LOADING,
                clock=self.desk.clock,
                id="rows",
            )
            yield RecordList[LanguageWeek](
                columns([monday_of(self.shown.day) + timedelta(days=n) for n in range(OFFICE_DAYS)]),
                key=lambda row: row.id,
                cells=self.week_cells,
                search=self.week_searched,
                empty=words.LOADING,
                clock=self.desk.clock,
                id="weeks",
            )
            yield DetailPane()
        with Vertical(id="bottom"):
            yield DetailLine()
            yield WrappedNotice()
        yield HintLine()

    @property
    def records(self) -> RecordList[Any]:  # its rows are those of the view
        """The list of the view: orders, or the languages of a week."""
        return self.query_one("#weeks" if self.shown.is_week else "#rows", RecordList)

    @property
    def writer(self) -> OrderWriter:
        return OrderWriter(self.desk.clock.now(), self.short_names, Drafts.of(self.app).about)

    def cells(self, row: OrderLine) -> Sequence[Cell]:
        return self.writer.cells(row)

    def searched(self, row: OrderLine) -> str:
        return self.writer.search(row)

    def week_cells(self, row: LanguageWeek) -> Sequence[Cell]:
        """A language's cells."""
        return self.week_writer.cells(row)

    def week_searched(self, row: LanguageWeek) -> str:
        """A language's `search_key`."""
        return self.week_writer.search(row)

    @property
    def week_writer(self) -> WeekWriter:
        """How the rows of a week are written right now."""
        return WeekWriter(self.writer)

    @property
    def shown_rows(self) -> Sequence[OrderLine]:
        """The orders of the view, those too that the filter hides."""
        return () if self.found is None else self.found.lines

    @property
    def here(self) -> object:
        """The orders, whichever view."""
        return self.MODE

    def empty_text(self) -> str:
        if self.unread:
            return words.READ_FAILED
        if self.found is None:
            return words.LOADING
        return words.EMPTY_LANGUAGE if self.shown.language else words.EMPTY[self.shown.view.value]

    def show_frame(self) -> None:
        today = wall(self.desk.clock.now())[0]
        self.show_top(
            (
                self.shown_branch.name,
                screens.day_label(today),
                words.heading(self.shown.view.value, self.shown.day, self.shown.language),
            )
        )
        self.query_one(ViewsLine).show(self._views(), self._counts())

    def show_hints(self) -> None:
        """What the last line speaks of: on the languages of a week other keys than on orders."""
        actions = keys.at(*self.PLACES)
        if self.shown.is_week:
            known = {action.id: action for action in actions}
            hints = (replace(known[id_], footer=n) for n, id_ in enumerate(WEEK_HINTS, 1))
            actions = (keys.action("help"), *(replace(one, hint=WEEK_CALLED.get(one.id, one.hint)) for one in hints))
        self.query_one(HintLine).show(actions)

    def _views(self) -> list[Piece]:
        read = self.found
        numbers = {} if read is None else {View.TO_DO: len(read.to_do), View.CONFIRMED: _confirmed(read)}
        pieces: list[Piece] = []
        for view in VIEWS:
            here = view is self.shown.view
            count = f" {numbers[view]}" if view in numbers else ""
            pieces.append((f"{words.of_view(view.value, here=here)}{count}", "strong" if here else "plain"))
        return pieces

    def _counts(self) -> list[Piece]:
        """What is to do by what it is; of a week how much is ordered. First the marks, where there are any."""
        marked = len(self.records.marks)
        found: list[Piece] = [(screens.marked(marked), "strong")] if marked else []
        read = self.found
        if read is None:
            return found
        if read.week is not None:
            open_ = sum(line.matter in TO_DO for line in read.lines)
            return [*found, (words.counted(len(read.lines), open_), "warning" if open_ else "plain")]
        for matter, count in counts(read.orders).items():
            ink = "urgent" if matter is Matter.FAILED else "plain"
            found.append((f"{told.MATTER[matter.value]} {count}", ink))
        return found

    def show_selected(self) -> None:
        row = self.records.cursor_row
        pane, brief = self.query_one(DetailPane), self.query_one(DetailLine)
        if row is None:
            pane.show("", ())
            brief.show(())
            return
        writer: Any = self.week_writer if self.shown.is_week else self.writer
        pane.show(*writer.details(row))
        brief.show(writer.brief(row))


def _confirmed(read: OrdersRead) -> int:
    """How many are confirmed; what was done today stands behind them, and does not count."""
    return sum(line.matter is Matter.CONFIRMED for line in read.confirmed)

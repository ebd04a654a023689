"""*Plan*: service points and times: a day, weeks ahead, what was set, and who is left outside (D26–D33)."""

import asyncio
from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from backoffice import config, keys
from backoffice.desk.affected import AffectedLine
from backoffice.desk.desk import Desk
from backoffice.desk.plan_views import OpeningsView
from backoffice.desk.views import BranchView, Counts, Day, Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.dialog import Paragraph
from backoffice.screens.drafts import Drafts
from backoffice.screens.lines import LineWriter
from backoffice.screens.plan_check_rows import to_do
from backoffice.screens.plan_outlook import PARTS
from backoffice.screens.plan_reading import PlanRead, View, Wanted, read
from backoffice.screens.plan_rows import AFFECTED, OPENINGS, PlanRow, affected_cells, affected_search
from backoffice.screens.plan_weeks import PlanWeeks
from backoffice.screens.shared import Shared
from backoffice.widgets.day_grid import DayGrid
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import DetailLine, HintLine, ScreensLine, TopLine
from backoffice.widgets.heat_map import HeatMap
from backoffice.widgets.notice_line import WrappedNotice
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.views_line import ViewsLine
from backoffice.widgets.weeks_map import WeeksMap
from backoffice.wording import plan_check_screen as check_words
from backoffice.wording import plan_screen as words
from backoffice.wording import screens

NOTHING = Counts(0, 0, 0, 0, 0, 0)
VIEWS = tuple(View)


class PlanScreen(PlanWeeks):
    """One branch's plan, in four views."""

    ABOUT = words.ABOUT
    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.PLAN_VIEW
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN, keys.Place.PLAN),
        *keys.bindings(keys.Place.APPOINTMENTS),
    ]
    MODE = "plan"

    def __init__(self, desk: Desk, settings: config.Settings, branch: BranchView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.shown_branch = branch
        self.shown_day = wall(desk.clock.now())[0]
        self.first_week = self.shown_day
        self.day: Day = Day(branch, self.shown_day, (), None, NOTHING)
        self._follows_today = True
        self._wanted_view = View.DAY
        self._read: PlanRead | None = None
        self._failed = False

    # --- what is there -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        with Horizontal(id="counts"):
            yield ViewsLine()
            yield FilterBar()
        yield Paragraph("", ink="warning", classes="assumed")
        with Horizontal(id="middle"):
            yield DayGrid(empty=words.LOADING, id="grid")
            yield HeatMap(empty=words.EMPTY_AHEAD, id="heat")
            yield WeeksMap(PARTS, empty=words.EMPTY_AHEAD, id="weeks")
            yield RecordList[PlanRow](
                OPENINGS,
                key=lambda row: row.id,
                cells=lambda row: row.cells(),
                search=lambda row: row.search(),
                empty=words.EMPTY_OPENINGS,
                clock=self.desk.clock,
                id="rows",
            )
            yield RecordList[AffectedLine](
                AFFECTED,
                key=lambda row: row.id,
                cells=lambda row: affected_cells(row, short_names=self.short_names),
                search=lambda row: affected_search(row, short_names=self.short_names),
                empty=words.EMPTY_AFFECTED,
                clock=self.desk.clock,
                id="affected",
            )
        with Vertical(id="bottom"):
            yield DetailLine()
            yield WrappedNotice()
        yield HintLine()

    def on_mount(self) -> None:
        heute = Shared.of(self.app).day
        if heute is not None:  # the day that Heute shows is the one that is meant
            self.shown_day = self.first_week = heute
            self._follows_today = False
        self.add_class(f"-{View.DAY.value}")
        self.show_frame()
        self.load()

    @property
    def view(self) -> View:
        """The view that is shown."""
        return View.DAY if self._read is None else self._read.view

    @property
    def found(self) -> PlanRead | None:
        """What was read last."""
        return self._read

    @property
    def openings(self) -> OpeningsView | None:
        return None if self._read is None else self._read.openings

    @property
    def writer(self) -> LineWriter:
        return LineWriter(self.desk.clock.now(), self.short_names, Drafts.of(self.app).about)

    @property
    def here(self) -> object:
        """The plan, whichever view."""
        return self.MODE

    def row_name(self, row: Line) -> str:
        return self.writer.name(row)

    # --- reading -------------------------------------------------------------------------------------------------

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, self._say_reading)
        wanted = Wanted(
            self._wanted_view,
            self.wanted_branch.id,
            self.shown_day,
            self.first_week,
            self._group_of(self.wanted_branch.id),
            self.desk.clock.now(),
        )
        try:
            found = await asyncio.to_thread(read, self.desk, wanted)
        except BackofficeError as error:
            self._failed = self._read is None
            self._wanted_view = self.view
            self._after_load = []  # what stands there stays
            if self._failed:
                self.grid.empty_text = words.READ_FAILED
                self.grid.refresh()
            self.not_read(error)
            return
        finally:
            late.stop()
        if not self.branch_read(found.day.branch):
            return
        self._show(found)

    def _group_of(self, branch_id: str) -> str | None:
        """The group that is looked at, where it is one of that branch."""
        return self.group_id if branch_id == self.shown_branch.id else None

    def _say_reading(self) -> None:
        if not self.notice.text:
            self.notice.working(words.LOADING)

    def _show(self, found: PlanRead) -> None:
        """Show what was read; cursor, marks and filter stay with what they belong to."""
        before, self._read, self._failed = self._read, found, False
        self.day, self.groups = found.day, found.groups
        if self.group_id not in {id_ for id_, _ in found.groups}:
            self.group_id = next((id_ for id_, _ in found.groups), None)
        changed = self.changed_rows(before, found) if self._wanted_flash else ()
        cursor, self._wanted_cursor = self._wanted_cursor, None
        assumed = words.ASSUMED_HERE if found.view is View.OPENINGS else words.ASSUMED
        checked = check_words.line(to_do(found.checked))
        self.query_one(".assumed", Paragraph).write(assumed if found.assumed else checked)
        self.show_found(found)
        if before is None or before.view is not found.view:
            self.show_places()
        if before is None:
            self.show_now()
        if self.notice.text == words.LOADING:
            self.notice.clear()
        self.loaded(changed)
        if cursor is not None and not self.show_cursor(cursor):
            self.say(screens.NOT_FOUND_HERE, ink="urgent")
        self.show_frame()
        self.show_selected()

    # --- views, days ---------------------------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        """Show another view: the filter is cleared, marks go; it comes with its heading once it is read."""
        self._wanted_view = view
        self._wanted_cursor, self._after_load = None, []
        self.query_one(FilterBar).close()
        self.records.clear_marks()
        self.load()

    def action_view_after(self) -> None:
        """Tab."""
        self.show_view(VIEWS[(VIEWS.index(self._wanted_view) + 1) % len(VIEWS)])

    def action_view_before(self) -> None:
        """Umschalt+Tab."""
        self.show_view(VIEWS[(VIEWS.index(self._wanted_view) - 1) % len(VIEWS)])

    def go_to(self, day: date, *, cursor: str | None = None) -> None:
        """Show a day; in the outlook its week."""
        self.shown_day = self.first_week = day
        self._follows_today = day == wall(self.desk.clock.now())[0]
        if self._wanted_view is not View.AHEAD or cursor is not None:
            self._wanted_view = View.DAY
        self._wanted_cursor, self._after_load = None, []
        self.query_one(FilterBar).close()
        self.records.clear_marks()
        self.load(cursor=cursor)
        if self._wanted_view is View.AHEAD:
            self.after_load(lambda: self.show_week(day))

    def action_day_after(self) -> None:
        """+: the day after, in the outlook the week after."""
        self._step(1)

    def action_day_before(self) -> None:
        """-."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._wanted_view is View.AHEAD:
            self.first_week += timedelta(days=7 * step)
            self.load()
        else:
            self.go_to(self.shown_day + timedelta(days=step))

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's plan."""
        self.ask_for_branch(branch)
        self.show_view(self._wanted_view)

    def new_minute(self) -> None:
        """Write anew what depends on the time: what is over, what is held no more, and which day is today."""
        today = wall(self.desk.clock.now())[0]
        super().new_minute()
        if self._follows_today and self.shown_day != today:
            self.shown_day = self.first_week = today
        if self.connected:
            self.load()

    def import_day(self) -> None:
        """F7: the booking file of a day, on the day's screen."""
        self.on_screen("today", lambda screen: screen.import_day())

    def take_text(self, text: str) -> None:
        """A paste goes into the filter, where there is one."""
        if self.is_grid:
            from backoffice.wording.labels import BURST_NOWHERE

            self.say(BURST_NOWHERE)
        else:
            super().take_text(text)

    @on(DayGrid.Beyond)
    def _at_the_edge(self) -> None:
        self.say(words.EDGE)

    @on(DayGrid.Moved)
    def _cell_moved(self) -> None:
        self.group_under_cursor()
        self.show_selected()

    def show_day(self, day: date) -> None:
        self._wanted_view = View.DAY
        self.go_to(day)
        self.after_load(self.show_group)

    @on(DayGrid.Opened)
    def _open_cell(self) -> None:
        self.open_cell()

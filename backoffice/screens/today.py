"""*Heute*: a branch's day as a list that is worked by keyboard (UX)."""

import asyncio
import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from backoffice import config, keys
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.organisation_views import Branches, House, HouseView
from backoffice.desk.views import BranchView, Day, Line
from backoffice.domain.clock import hhmm, wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import Area
from backoffice.screens.columns import DAY
from backoffice.screens.drafts import Drafts
from backoffice.screens.frame import counts, where_and_when
from backoffice.screens.lines import LineWriter
from backoffice.screens.looking import Looking
from backoffice.screens.preload import preload
from backoffice.screens.unforeseen import Unforeseen
from backoffice.widgets import told
from backoffice.widgets.columns import Cell
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import CountsLine, DetailLine, HintLine, ScreensLine, Tab, TopLine
from backoffice.widgets.notice_line import NoticeLine, WrappedNotice
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.too_small import RoomGuard
from backoffice.wording import screens as words
from backoffice.wording.views import short_day

if TYPE_CHECKING:
    from textual import events

PRELOAD_AFTER = 0.5
"""Seconds after the first rows: whoever starts at once with a key is answered first."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """Everything the screen shows first, read in the thread that loads it."""

    house: HouseView
    branches: tuple[BranchView, ...]
    day: Day


class TodayScreen(Unforeseen, RoomGuard, Looking, Screen[None]):
    """One branch, one day."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.TODAY_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN, keys.Place.DAY),
        *keys.bindings(keys.Place.APPOINTMENTS),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-broad")]  # noqa: RUF012  (as Screen has it)

    def __init__(self, desk: Desk, settings: config.Settings, first: FirstView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.house = first.house
        self.branches = first.branches
        self.day: Day = first.day
        self.shown_day = first.day.day
        self._follows_today = first.day.day == wall(desk.clock.now())[0]
        self._written_at: tuple[date, int] | None = None
        self.shown_branch = first.day.branch
        self._problem: BackofficeError | None = None
        # What the next list that is shown still owes: kept here, because a later reading cancels an earlier one.
        self._wanted_cursor: str | None = None
        self._wanted_flash = False
        self._after_load: list[Callable[[], object]] = []

    @staticmethod
    def first_view(desk: Desk, settings: config.Settings, branch: str | None, day: date | None) -> FirstView:
        """Read what is shown first; refused with `no_branch` for somebody without any, `house_empty` without one."""
        branches = desk.read(Branches())
        if not branches:
            raise Refused("no_branch" if desk.read(Branches(everywhere=True)) else "house_empty")
        by_code = {b.code: b for b in branches}
        by_id = {b.id: b for b in branches}
        home = by_id.get(desk.actor.branch_id or "")
        chosen = by_code.get(branch or "") or by_code.get(settings.branch) or home or branches[0]
        now = desk.clock.now()
        return FirstView(desk.read(House()), branches, desk.read(DayOf(chosen.id, day or wall(now)[0], now)))

    # --- what is shown -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        with Horizontal(id="counts"):
            yield CountsLine()
            yield FilterBar()
        with Horizontal(id="middle"):
            yield RecordList[Line](
                DAY,
                key=lambda line: line.id,
                cells=self._cells,
                search=self._searched,
                empty=self._empty_text(),
                clock=self.desk.clock,
                id="rows",
            )
            yield DetailPane()
        with Vertical(id="bottom"):
            yield DetailLine()
            yield WrappedNotice()
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one(HintLine).show(keys.at(*self.PLACES))
        self.set_class(not self.settings.details, "-no-details")
        self.records.focus()
        self.show_day(self.day)
        self._set_cursor_to_now()
        self.set_timer(PRELOAD_AFTER, self.preload)
        self.call_after_refresh(self.morning_of_itself)  # over rows that stand there already

    @work(group="preload", exit_on_error=False)
    async def preload(self) -> None:
        """Once the rows stand: load what the keys will need, and show numbers as they are dialled."""
        await asyncio.to_thread(preload)
        await asyncio.to_thread(self._deliver)
        gc.collect()
        gc.enable()  # the start runs without it
        gc.freeze()  # what was loaded stays: later collections need not look at it, and lists never stall
        self._show_selected()

    def _deliver(self) -> None:
        """What could not leave the house last time (a file that was open elsewhere) is tried once at each start."""
        from backoffice.desk.outbox import deliver

        with suppress(BackofficeError):
            deliver(self.desk)

    @property
    def records(self) -> RecordList[Line]:
        """The list of the day."""
        return self.query_one("#rows", RecordList)

    @property
    def writer(self) -> LineWriter:
        """How lines are written right now."""
        return LineWriter(self.desk.clock.now(), self._short_names(), Drafts.of(self.app).about)

    def _searched(self, line: Line) -> str:
        return self.writer.search(line)

    def _cells(self, line: Line) -> Sequence[Cell]:
        return self.writer.cells(line)

    def _short_names(self) -> bool:
        if self.settings.names:
            return self.settings.names == "short"
        return self.desk.actor.area in (Area.FRONT_DESK, Area.YOUTH_FRONT_DESK)

    def show_day(self, day: Day) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        self.day = day
        rows = self.records
        rows.empty_text = self._empty_text()
        rows.set_rows(day.lines)
        self._show_frame()
        self._show_selected()

    def _empty_text(self) -> str:
        return words.EMPTY_DAY if self.day.imported is None else words.EMPTY_IMPORTED

    def _show_frame(self) -> None:
        today, minute = wall(self.desk.clock.now())
        right = [self.desk.actor.name, hhmm(minute)]
        if self.house.example:
            right.insert(0, words.DEMO)
        if self._problem is not None:
            right.insert(0, words.OFFLINE)
        self.query_one(TopLine).show(where_and_when(self.day), right)
        shown = words.TODAY if self.day.day == today else short_day(self.day.day)
        self.query_one(ScreensLine).show((Tab("today", "1", shown, str(self.day.counts.open)),), "today")
        self.query_one(CountsLine).show(counts(self.day, marked=len(self.records.marks)))
        self._written_at = today, minute
        if self._follows_today and today != self.day.day:
            self.go_to(today)

    def _show_selected(self) -> None:
        line = self.records.cursor_row
        pane, brief = self.query_one(DetailPane), self.query_one(DetailLine)
        if line is None:
            pane.show("", ())
            brief.show(())
            return
        writer = self.writer
        pane.show(*writer.details(line))
        brief.show(writer.brief(line))

    def _set_cursor_to_now(self) -> None:
        """The first row that is still open: where the work is."""
        for line in self.day.lines:
            if line.open:
                self.records.move_to(line.id)
                return

    # --- reading -------------------------------------------------------------------------------------------------

    def load(self, *, flash: bool = False, cursor: str | None = None) -> None:
        """Read the shown day again. `flash`: mark what another desk changed; `cursor`: where to go afterwards."""
        self._wanted_flash |= flash
        self._wanted_cursor = cursor or self._wanted_cursor
        self._load()

    def after_load(self, do: Callable[[], object]) -> None:
        """Do it once the day that is being read is shown; at once where none is."""
        if any(worker.group == "load" and not worker.is_finished for worker in self.workers):
            self._after_load.append(do)
        else:
            do()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, self._say_reading)
        query = DayOf(self.shown_branch.id, self.shown_day, self.desk.clock.now())
        try:
            day = await asyncio.to_thread(self.desk.read, query)
        except BackofficeError as error:
            self.refused(error)
            return
        finally:
            late.stop()
        if self.notice.text == words.LOADING:
            self.notice.clear()
        changed = self._changed_elsewhere(day) if self._wanted_flash else ()
        cursor, owed = self._wanted_cursor, self._after_load
        self._wanted_flash, self._wanted_cursor, self._after_load = False, None, []
        self.own_changes.clear()
        self.show_day(day)
        self.records.flash(changed)
        if cursor is not None and not self.records.move_to(cursor):
            self.say(words.NOT_FOUND_HERE, ink="urgent")
        for do in owed:
            do()

    def _say_reading(self) -> None:
        """Say that it takes a moment; never over a sentence that somebody is still to read out."""
        if not self.notice.text:
            self.notice.working(words.LOADING)

    def _changed_elsewhere(self, day: Day) -> list[str]:
        if (day.branch.id, day.day) != (self.day.branch.id, self.day.day):
            return []
        before = {line.id: line for line in self.day.lines}
        return [line.id for line in day.lines if line.id not in self.own_changes and before.get(line.id) != line]

    def go_to(self, day: date, *, cursor: str | None = None) -> None:
        """Show another day; the filter is cleared, marks go."""
        self.shown_day = day
        self._wanted_cursor, self._after_load = None, []  # those were for the list that is left
        self._follows_today = day == wall(self.desk.clock.now())[0]
        self.query_one(FilterBar).close()
        self.records.clear_marks()
        self.load(cursor=cursor)

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's day."""
        self.shown_branch = branch
        self.settings = config.remember(branch=branch.code)
        self.go_to(self.shown_day)

    # --- what the app tells --------------------------------------------------------------------------------------

    def store_changed(self) -> None:
        """Something was committed, here or elsewhere."""
        self.load(flash=True)

    def tick(self) -> None:
        """A second went by: times are written anew with each new minute, a notice goes after two."""
        self.notice.expire(self.desk.clock.now())
        if wall(self.desk.clock.now()) != self._written_at:
            self._show_frame()
            self.records.refresh_cells()
            self._show_selected()

    def connection_changed(self, error: BackofficeError | None) -> None:
        """The store stopped answering, or answers again: said once, and kept in the top line."""
        self._problem = error
        if error is None:
            self.say(words.RECONNECTED)
            self.load()
        else:
            self.refused(error)
        self._show_frame()

    def draft_parked(self, label: str) -> None:
        """A form was put aside."""
        self.say(words.PARKED.format(label=label))
        self.records.refresh_cells()

    # --- saying --------------------------------------------------------------------------------------------------

    @property
    def notice(self) -> NoticeLine:
        """The quiet line."""
        return self.query_one(NoticeLine)

    def say(self, text: str, *, undo: bool = False, ink: str = "plain") -> None:
        """Say something in the notice line."""
        self.notice.say(text, undo=undo, ink=ink)

    # --- messages ------------------------------------------------------------------------------------------------

    @on(RecordList.Highlighted)
    def _highlighted(self) -> None:
        self._show_selected()

    @on(RecordList.Marked)
    def _marked(self) -> None:
        self._show_frame()

    @on(RecordList.Counted)
    def _counted(self, event: told.Counted) -> None:
        self.query_one(FilterBar).show_count(event.shown, event.total)

    @on(RecordList.Opened)
    def _opened(self, event: told.Opened) -> None:
        self.open_record(event.id)

    @on(FilterBar.Changed)
    def _filter_changed(self, event: FilterBar.Changed) -> None:
        self.records.set_filter(event.text)

    @on(FilterBar.Kept)
    @on(FilterBar.Closed)
    def _back_to_list(self) -> None:
        self.records.focus()

    def on_screen_resume(self, _event: "events.ScreenResume") -> None:
        self.records.refresh_cells()

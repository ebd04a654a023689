"""*Heute*: a branch's day as a list that is worked by keyboard (UX)."""

import asyncio
import gc
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import config, keys
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.organisation_views import Branches, House, HouseView
from backoffice.desk.views import BranchView, Day, Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.screens.columns import DAY
from backoffice.screens.drafts import Drafts
from backoffice.screens.frame import counts, where_and_when
from backoffice.screens.handing_out import HandingOut
from backoffice.screens.lines import LineWriter
from backoffice.screens.preload import preload
from backoffice.screens.shared import Shared
from backoffice.widgets.columns import Cell
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import CountsLine, DetailLine
from backoffice.wording import screens as words
from backoffice.wording.plan_words import day_short

PRELOAD_AFTER = 0.5
"""Seconds after the first rows: whoever starts at once with a key is answered first."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """Everything the screen shows first, read in the thread that loads it."""

    house: HouseView
    branches: tuple[BranchView, ...]
    day: Day


class TodayScreen(HandingOut):
    """One branch, one day."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.TODAY_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN, keys.Place.DAY),
        *keys.bindings(keys.Place.APPOINTMENTS),
    ]
    COLUMNS = DAY
    MODE = "today"
    LISTS_DAY = True

    def __init__(self, desk: Desk, settings: config.Settings, first: FirstView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.first = first
        self.day: Day = first.day
        self.shown_day = first.day.day
        self._follows_today = first.day.day == wall(desk.clock.now())[0]
        self.shown_branch = first.day.branch

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

    def on_mount(self) -> None:
        shared = Shared.of(self.app)
        shared.house, shared.branches, shared.branch = self.first.house, self.first.branches, self.shown_branch
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
        self.show_selected()
        self.recount()

    def _deliver(self) -> None:
        """What is to go, goes at each start: papers and absences whose day has come, files open last time."""
        from backoffice.desk.erasing import erase_past
        from backoffice.desk.outbox import deliver
        from backoffice.desk.request_sheets import clear_sheets, sheets_folder
        from backoffice.desk.slips import clear_due, slips_folder

        data, today = config.data_folder(), wall(self.desk.clock.now())[0]
        clear_due(slips_folder(data), today)
        clear_sheets(sheets_folder(data), today)
        with suppress(BackofficeError):
            deliver(self.desk)
        with suppress(BackofficeError):
            erase_past(self.desk)

    @property
    def shown_rows(self) -> Sequence[Line]:
        """The day's appointments."""
        return self.day.lines

    @property
    def here(self) -> object:
        """The shown day."""
        return self.day.day

    def row_name(self, row: Line) -> str:
        """The person as the list shows them."""
        return self.writer.name(row)

    @property
    def writer(self) -> LineWriter:
        """How lines are written right now."""
        return LineWriter(self.desk.clock.now(), self.short_names, Drafts.of(self.app).about)

    def searched(self, row: Line) -> str:
        return self.writer.search(row)

    def cells(self, row: Line) -> Sequence[Cell]:
        return self.writer.cells(row)

    def show_day(self, day: Day) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        self.day = day
        rows = self.records
        rows.empty_text = self.empty_text()
        rows.set_rows(day.lines)
        self.show_frame()
        self.show_selected()

    def empty_text(self) -> str:
        return words.EMPTY_DAY if self.day.imported is None else words.EMPTY_IMPORTED

    def show_frame(self) -> None:
        today, _ = wall(self.desk.clock.now())
        shown = words.TODAY if self.day.day == today else day_short(self.day.day)
        self.show_tab_today(shown, self.day.counts.open, None if self.day.day == today else self.day.day)
        self.show_top(where_and_when(self.day))
        self.query_one(CountsLine).show(counts(self.day, marked=len(self.records.marks), otv=Shared.of(self.app).otv))
        if self._follows_today and today != self.day.day:
            self.go_to(today)

    def show_selected(self) -> None:
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

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, self._say_reading)
        query = DayOf(self.wanted_branch.id, self.shown_day, self.desk.clock.now())
        try:
            day = await asyncio.to_thread(self.desk.read, query)
        except BackofficeError as error:
            self.not_read(error)
            return
        finally:
            late.stop()
        if not self.branch_read(day.branch):
            return
        changed = self._changed_elsewhere(day) if self._wanted_flash else ()
        self.show_day(day)
        self.loaded(changed)

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
        self.ask_for_branch(branch)
        self.go_to(self.shown_day)

    def come_back(self) -> None:
        """Another branch may be shown by now, and something changed."""
        if self.wanted_branch.id != self.shown_branch.id:
            self.go_to(self.shown_day)
        else:
            self.load(flash=True)

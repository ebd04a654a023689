"""*Terminübernahmen*: what branches ask of each other, what is to be decided here first (D44)."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import config, keys
from backoffice.desk.desk import Desk
from backoffice.desk.takeover_views import TakeoverLine, TakeoverList, TakeoversOf
from backoffice.desk.views import BranchView
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.takeovers import Stand
from backoffice.screens.drafts import Drafts
from backoffice.screens.shared import Shared
from backoffice.screens.takeover_lines import COLUMNS, TakeoverWriter
from backoffice.screens.takeover_working import TakeoverWorking
from backoffice.widgets.columns import Cell
from backoffice.widgets.detail_pane import DetailPane, Pair
from backoffice.widgets.frame_lines import Count, CountsLine, DetailLine
from backoffice.wording import screens
from backoffice.wording import takeover_screen as words
from backoffice.wording.refusals import refusal
from backoffice.wording.screens import day_label

PAUSE = 0.1
"""Seconds that the cursor rests on a row before its free times are looked for."""


class TakeoversScreen(TakeoverWorking):
    """The requests of one branch, asked of it and by it."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.TAKEOVERS_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN),
        *keys.bindings(keys.Place.TAKEOVERS),
    ]
    COLUMNS = COLUMNS
    MODE = "takeovers"
    ABOUT = words.ABOUT_TAKEOVERS

    def __init__(self, desk: Desk, settings: config.Settings, branch: BranchView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.shown_branch = branch
        self._shown: tuple[TakeoverLine, ...] = ()
        self._read = False
        self._failed = False
        self._newest_first = False
        self._reading = 0
        """How often the list was read: free times are those of the present reading."""
        self._free: dict[str, tuple[int, str]] = {}

    def on_mount(self) -> None:
        self.show_frame()
        self.load()

    # --- what is shown -------------------------------------------------------------------------------------------

    @property
    def writer(self) -> TakeoverWriter:
        return TakeoverWriter(self.desk.clock.now(), self.short_names, Drafts.of(self.app).about)

    @property
    def shown_rows(self) -> Sequence[TakeoverLine]:
        """All requests, those too that the filter hides."""
        return self._shown

    @property
    def here(self) -> object:
        """The one list there is."""
        return self.MODE

    def cells(self, row: TakeoverLine) -> Sequence[Cell]:
        return self.writer.cells(row)

    def searched(self, row: TakeoverLine) -> str:
        return self.writer.search(row)

    def empty_text(self) -> str:
        if self._failed:
            return words.READ_FAILED
        return words.EMPTY if self._read else words.LOADING

    def show_frame(self) -> None:
        today: date = wall(self.desk.clock.now())[0]
        self.show_top((self.shown_branch.name, day_label(today), screens.TAKEOVERS))
        marked = len(self.records.marks)
        found = [Count(screens.COUNT_MARKED, marked, "strong")] if marked else []
        deciding = [line for line in self._shown if line.decides]
        waiting = [line for line in self._shown if not line.incoming and line.stand is Stand.WAITING]
        found += [
            Count(words.COUNT_DECIDE, sum(line.incoming for line in deciding), "warning"),
            Count(words.COUNT_LEFT, sum(not line.incoming for line in deciding), "urgent"),
            Count(words.COUNT_WAITING, len(waiting)),
        ]
        self.query_one(CountsLine).show(found)

    def show_selected(self) -> None:
        line = self.records.cursor_row
        pane, brief = self.query_one(DetailPane), self.query_one(DetailLine)
        if line is None:
            pane.show("", ())
            brief.show(())
            return
        free = self._free_for(line)
        pane.show(*self.writer.details(line, free))
        brief.show(self.writer.brief(line, free))

    # --- free times beside what is to be decided -----------------------------------------------------------------

    def _free_for(self, line: TakeoverLine) -> str:
        """What is free here for a request that waits, as far as it is known; looked for once after each reading."""
        if not (line.incoming and line.stand is Stand.WAITING):
            return ""
        reading, text = self._free.get(line.id, (0, words.LOOKING))
        if reading != self._reading:
            self._look_for_free(line.id, self._reading)
        return text

    @work(exclusive=True, group="free", exit_on_error=False)
    async def _look_for_free(self, takeover_id: str, reading: int) -> None:
        from backoffice.desk.takeover_prefill import FreeForTakeover

        await asyncio.sleep(PAUSE)  # exclusive: a cursor that goes on looks for nothing here
        now = self.desk.clock.now()
        try:
            slots = await asyncio.to_thread(self.desk.read, FreeForTakeover(takeover_id, now))
        except BackofficeError as error:
            text = refusal(error).message
        else:
            text = words.free([(slot.day, slot.start) for slot in slots], wall(now)[0])
        self._free[takeover_id] = reading, text
        if self.records.cursor_id == takeover_id:
            self.show_selected()

    # --- reading -------------------------------------------------------------------------------------------------

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, lambda: self.notice.working(screens.LOADING))
        branch = self.wanted_branch
        try:
            found = await asyncio.to_thread(self.desk.read, TakeoversOf(branch.id, self.desk.clock.now()))
        except BackofficeError as error:
            self._failed = not self._read
            self.records.empty_text = self.empty_text()
            self.records.refresh()
            self.not_read(error)
            return
        finally:
            late.stop()
        same = branch.id == self.shown_branch.id
        if not self.branch_read(branch):
            return
        changed = self._changed(found) if self._wanted_flash and same and self._read else ()
        self.show_read(found)
        self.loaded(changed)

    def _changed(self, found: TakeoverList) -> Sequence[str]:
        """What another desk did: that the clock let something lapse is nobody's change."""
        before = {line.id: line.version for line in self._shown}
        return [
            line.id for line in found.lines if line.id not in self.own_changes and before.get(line.id) != line.version
        ]

    def show_read(self, found: TakeoverList) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        self._shown, self._read, self._failed = found.lines, True, False
        self._reading += 1
        self._free = {id_: kept for id_, kept in self._free.items() if any(line.id == id_ for line in found.lines)}
        Shared.of(self.app).takeovers = found.counts
        self.records.empty_text = self.empty_text()
        following = self._following(found)
        self.records.set_rows(found.lines)
        if following is not None:
            self.records.move_to(following)
        self.show_frame()
        self.show_selected()

    def _following(self, found: TakeoverList) -> str | None:
        """Which request comes next where one's own answer takes the one under the cursor to the end of the list."""
        answered = self.records.cursor_id
        if answered is None or answered not in self.own_changes:
            return None
        deciding = {line.id for line in found.lines if line.decides}
        order = [line.id for line in self.records.rows.visible]
        if answered in deciding or answered not in order:
            return None
        at = order.index(answered)
        return next((id_ for id_ in (*order[at + 1 :], *reversed(order[:at])) if id_ in deciding), None)

    def new_minute(self) -> None:
        """Deadlines are said anew; what lapsed by now stands elsewhere on the list, and other times are free."""
        super().new_minute()
        if self.connected:
            self.load()

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's requests."""
        self.ask_for_branch(branch)
        self.records.clear_marks()
        self.load()

    def action_sort(self) -> None:
        """s: what is to be decided first, or the newest request first."""
        self._newest_first = not self._newest_first
        self.records.sort((lambda line: -line.asked_at.timestamp()) if self._newest_first else None)
        self.say(words.SORTED_BY_ASKED if self._newest_first else words.SORTED_BY_URGENCY)

    # --- what the app's keys open --------------------------------------------------------------------------------

    def open_record(self, record_id: str) -> None:
        """Enter: the appointment where it may be seen, else the request itself."""
        line = next((line for line in self._shown if line.id == record_id), None)
        if line is None:
            return
        appointment_id = line.linked_id if line.incoming else line.appointment_id
        if appointment_id is not None:
            from backoffice.screens.record import RecordScreen

            self.app.push_screen(RecordScreen(self.desk, appointment_id, self.desk.clock), self.record_closed)
            return
        from backoffice.screens.takeover_request import RequestDialog

        def read() -> tuple[str, Sequence[Pair]]:
            now = self._as_shown(line)
            return self.writer.details(now, self._free_for(now))

        self.app.push_screen(RequestDialog(read))

    def customer_view(self) -> None:
        """F8: what the customer who stands here is told, large."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        if line.incoming or line.promised is None:
            self.say(words.NOTHING_TO_SHOW)
            return
        from backoffice.screens.takeover_view import TakenView

        self.app.push_screen(TakenView(line))

    def import_day(self) -> None:
        """F7: the booking file of a day, on the day's screen."""
        self.on_screen("today", lambda screen: screen.import_day())

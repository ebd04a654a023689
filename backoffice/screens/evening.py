"""*Tagesabschluss*: what stands between the branch and the end of its day, worked until nothing is left (D9)."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import config, keys
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.evening import Evening, EveningOf
from backoffice.desk.promises import Owed
from backoffice.desk.ticket_views import TicketCounts
from backoffice.desk.views import BranchView, Counts, Day, Line
from backoffice.domain.clock import hhmm, wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.drafts import Drafts
from backoffice.screens.lines import LineWriter
from backoffice.screens.looking import Looking
from backoffice.screens.shared import Shared
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.frame_lines import Count, CountsLine, DetailLine
from backoffice.wording import evening as words
from backoffice.wording import screens
from backoffice.wording.screens import day_label

COLUMNS = (
    Column(words.COLUMN_WHEN, 12, whole=True),
    Column(screens.COLUMN_CONCERN, 12, flexible=True),
    Column(screens.COLUMN_NAME, 15),
    Column(words.COLUMN_MISSING, 22),
    Column(screens.COLUMN_STAND, 22, priority=1),
)

ANSWERED = frozenset({Owed.NO_ENDING, Owed.NO_PLACE})
"""What these miss is an ending, not an answer."""

NOTHING = Counts(0, 0, 0, 0, 0, 0)


class EveningScreen(Looking):
    """The appointments of a branch that still need something: open ones first, then those that owe an answer."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.EVENING_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN),
        *keys.bindings(keys.Place.APPOINTMENTS),
    ]
    COLUMNS = COLUMNS
    MODE = "evening"

    def __init__(self, desk: Desk, settings: config.Settings, branch: BranchView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.shown_branch = branch
        self.shown_day = wall(desk.clock.now())[0]
        self.evening = Evening(Day(branch, self.shown_day, (), None, NOTHING), {}, TicketCounts(0, 0, 0, 0))
        self._days: dict[date, tuple[Line, ...]] = {}
        self._read = False
        self._failed = False

    def on_mount(self) -> None:
        self.show_frame()
        self.load()

    # --- what is shown -------------------------------------------------------------------------------------------

    @property
    def day(self) -> Day:  # type: ignore[override]  # the screen of the day sets it, this one has it from its evening
        """The appointments that still need something."""
        return self.evening.day

    @property
    def shown_rows(self) -> Sequence[Line]:
        return self.day.lines

    @property
    def here(self) -> object:
        """The end of the day, whichever row."""
        return self.MODE

    def row_name(self, row: Line) -> str:
        return self.writer.name(row)

    @property
    def writer(self) -> LineWriter:
        return LineWriter(self.desk.clock.now(), self.short_names, Drafts.of(self.app).about)

    def owes(self, line: Line) -> bool:
        """Whether it is an answer that is missing."""
        return self.evening.owed.get(line.id, Owed.NO_ENDING) not in ANSWERED

    def searched(self, row: Line) -> str:
        return self.writer.search(row)

    def cells(self, row: Line) -> Sequence[Cell]:
        _, _, concern, name, _, stand = self.writer.cells(row)
        when = hhmm(row.start) if row.day == self.shown_day else words.when(row.day, row.start)
        return (when, "plain"), concern, name, (self._missing(row), "warning"), stand

    def _missing(self, line: Line) -> str:
        if line.proposal is not None:
            return words.PROPOSED
        return words.missing(self.evening.owed.get(line.id), today=line.day == self.shown_day)

    def empty_text(self) -> str:
        if self._failed:
            return words.READ_FAILED
        if not self._read:
            return screens.LOADING
        if self.overdue:
            return words.LATE_CALLS
        if self.evening.due_today:
            return words.CALLS_TODAY
        if self.evening.untold:
            return words.TELL_LEFT
        if Shared.of(self.app).otv:
            return words.OTV_LEFT
        return words.AGREE_LEFT if self.evening.agreements else words.ALL_DONE

    @property
    def overdue(self) -> int:
        """Promised calls that are late, as the tab counts them: what was counted last, here or in between."""
        return (Shared.of(self.app).tickets or self.evening.tickets).overdue

    def _say_empty(self) -> None:
        if self.records.empty_text != self.empty_text():
            self.records.empty_text = self.empty_text()
            self.records.refresh()

    def show_frame(self) -> None:
        today: date = wall(self.desk.clock.now())[0]
        self.show_top((self.shown_branch.name, day_label(today), words.TITLE))
        self._say_empty()
        of = self.evening
        marked = len(self.records.marks)
        steps = (
            (words.STEP_OPEN, of.still_open),
            *([(words.STEP_TELL, of.untold)] if of.untold else []),
            (words.STEP_OWED, len(of.owed)),
            (words.STEP_LATE, self.overdue),
            (words.STEP_OTV, Shared.of(self.app).otv),
            (words.STEP_TODAY, self.evening.due_today),
            *([(words.STEP_AGREE, of.agreements)] if of.agreements else []),
        )
        found = [Count(screens.COUNT_MARKED, marked, "strong")] if marked else []
        found += [
            Count(f"{words.DONE} {label}" if self._read and not number else label, number, "warning")
            for label, number in steps
        ]
        self.query_one(CountsLine).show(found)

    def show_selected(self) -> None:
        line = self.records.cursor_row
        pane, brief = self.query_one(DetailPane), self.query_one(DetailLine)
        if line is None:
            pane.show("", ())
            brief.show(())
            return
        pane.show(*self.writer.details(line))
        brief.show(self.writer.brief(line))

    # --- reading -------------------------------------------------------------------------------------------------

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, lambda: self.notice.working(screens.LOADING))
        try:
            evening, days = await asyncio.to_thread(self._read_evening, self.wanted_branch.id)
        except BackofficeError as error:
            self._failed = not self._read
            self._say_empty()
            self.not_read(error)
            return
        finally:
            late.stop()
        if not self.branch_read(evening.day.branch):
            return
        self._days = days
        before = {line.id: line for line in self.day.lines} if self._read and self._wanted_flash else None
        self.show_evening(evening)
        changed = () if before is None else self._changed(before)
        self.loaded(changed)

    def _read_evening(self, branch_id: str) -> tuple[Evening, dict[date, tuple[Line, ...]]]:
        """In a thread: what is left over, and the whole of its days."""
        now = self.desk.clock.now()
        evening = self.desk.read(EveningOf(branch_id, now))
        days = {line.day for line in evening.day.lines}
        return evening, {day: self.desk.read(DayOf(branch_id, day, now)).lines for day in days}

    def lines_of_day(self, line: Line) -> Sequence[Line]:
        """Those too that ended: what is left over may be settled in one of them."""
        return self._days.get(line.day, ())

    def _changed(self, before: dict[str, Line]) -> list[str]:
        return [line.id for line in self.day.lines if line.id not in self.own_changes and before.get(line.id) != line]

    def show_evening(self, evening: Evening) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        self.evening, self._read, self._failed = evening, True, False
        self.shown_day = evening.day.day
        shared = Shared.of(self.app)
        shared.tickets, shared.otv = evening.tickets, evening.otv
        self.records.set_rows(evening.day.lines)
        self.show_frame()
        self.show_selected()

    def new_minute(self) -> None:
        """Write anew what depends on the time; the end of the day itself does, too: somebody may be late by now."""
        super().new_minute()
        if self.connected:
            self.load()

    def go_to(self, day: date, *, cursor: str | None = None) -> None:
        """Another day is shown where days are shown."""
        self.on_screen("today", lambda screen: screen.go_to(day, cursor=cursor))

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's end of the day."""
        self.ask_for_branch(branch)
        self.records.clear_marks()
        self.load()

    def import_day(self) -> None:
        """F7: the booking file of a day, on the day's screen."""
        self.on_screen("today", lambda screen: screen.import_day())

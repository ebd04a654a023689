"""What every screen with a list shares: frame, filter, notice, and the quiet counts in its top lines (D41)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from backoffice import config, keys
from backoffice.domain.clock import hhmm, wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.terms import Area
from backoffice.screens.changing import R
from backoffice.screens.of_branch import OfBranch
from backoffice.screens.shared import Shared
from backoffice.screens.unforeseen import Unforeseen
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import DetailPane
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.frame_lines import CountsLine, DetailLine, HintLine, ScreensLine, TopLine
from backoffice.widgets.notice_line import NoticeLine, WrappedNotice
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.too_small import RoomGuard
from backoffice.wording import screens as words

if TYPE_CHECKING:
    from textual import events


class ListScreen(Unforeseen, RoomGuard, OfBranch[R], Screen[None], Generic[R]):
    """Top lines, counts and filter, the list with its details, notice, keys; what is listed the screen says."""

    PLACES: ClassVar[tuple[keys.Place, ...]]
    COLUMNS: ClassVar[tuple[Column, ...]]
    MODE: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-broad")]  # noqa: RUF012  (as Screen has it)

    def __init__(self) -> None:
        super().__init__()
        self._written_at: tuple[date, int] | None = None
        self._unanswered = ""
        """The notice that the store did not answer: it goes as soon as it does."""
        # What the next list that is shown still owes: kept here, because a later reading cancels an earlier one.
        self._wanted_cursor: str | None = None
        self._wanted_flash = False
        self._after_load: list[Callable[[], object]] = []

    # --- what the screen gives -----------------------------------------------------------------------------------

    def cells(self, row: R) -> Sequence[Cell]:
        """A row's cells."""
        raise NotImplementedError

    def searched(self, row: R) -> str:
        """A row's `search_key`."""
        raise NotImplementedError

    def empty_text(self) -> str:
        """What stands where rows would."""
        raise NotImplementedError

    def start_read(self) -> None:
        """Read in a worker what is to be shown, then show it."""
        raise NotImplementedError

    def show_selected(self) -> None:
        """Write the details of the row under the cursor."""
        raise NotImplementedError

    def come_back(self) -> None:
        """Another screen was in front: another branch may be shown by now, and something changed."""
        self.load(flash=True)

    def open_record(self, record_id: str) -> None:
        """Enter: the open record."""
        raise NotImplementedError

    # --- what is shown -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield ScreensLine()
        with Horizontal(id="counts"):
            yield CountsLine()
            yield FilterBar()
        with Horizontal(id="middle"):
            yield RecordList[R](
                self.COLUMNS,
                key=lambda row: row.id,
                cells=self.cells,
                search=self.searched,
                empty=self.empty_text(),
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
        Shared.of(self.app).front = self.MODE
        self.records.focus()

    @property
    def records(self) -> RecordList[R]:
        """The list."""
        return self.query_one("#rows", RecordList)

    @property
    def short_names(self) -> bool:
        """Whether this desk shows short names (D57)."""
        if self.settings.names:
            return self.settings.names == "short"
        return self.desk.actor.area in (Area.FRONT_DESK, Area.YOUTH_FRONT_DESK)

    @property
    def connected(self) -> bool:
        """Whether the store answered when it was asked last: whichever screen was in front then."""
        return bool(getattr(self.app, "connected", True))

    def show_top(self, left: Sequence[str]) -> None:
        """Write the two top lines; `left`: where we are and what is shown."""
        shared = Shared.of(self.app)
        now = wall(self.desk.clock.now())
        right = [self.desk.actor.name, hhmm(now[1])]
        if shared.house is not None and shared.house.example:
            right.insert(0, words.DEMO)
        if not self.connected:
            right.insert(0, words.OFFLINE)
        self.query_one(TopLine).show(left, right)
        self.query_one(ScreensLine).show(shared.tabs, self.MODE)
        self._written_at = now

    # --- reading -------------------------------------------------------------------------------------------------

    def load(self, *, flash: bool = False, cursor: str | None = None) -> None:
        """Read the list again. `flash`: mark what another desk changed; `cursor`: where to go afterwards."""
        self._wanted_flash |= flash
        self._wanted_cursor = cursor or self._wanted_cursor
        self.start_read()

    def after_load(self, do: Callable[[], object]) -> None:
        """Do it once the list that is being read is shown; at once where none is."""
        if any(worker.group == "load" and not worker.is_finished for worker in self.workers):
            self._after_load.append(do)
        else:
            do()

    def loaded(self, changed: Sequence[str]) -> None:
        """The list is shown: mark what another desk changed in it, go where was wanted, do what waited."""
        if self.notice.text in (words.LOADING, self._unanswered):
            self.notice.clear()
        self._unanswered = ""
        cursor, owed = self._wanted_cursor, self._after_load
        self._wanted_flash, self._wanted_cursor, self._after_load = False, None, []
        self.own_changes.clear()
        self.records.flash(changed)
        if cursor is not None and not self.records.move_to(cursor):
            self.say(words.NOT_FOUND_HERE, ink="urgent")
        for do in owed:
            do()

    def not_read(self, error: BackofficeError) -> None:
        """The list could not be read: said until it can be; what was asked for is not shown."""
        self._asked_branch = None
        self.refused(error)
        self._unanswered = self.notice.text

    # --- what the app tells --------------------------------------------------------------------------------------

    def store_changed(self) -> None:
        """Something was committed, here or elsewhere."""
        self.load(flash=True)
        self.recount()

    def tick(self) -> None:
        """A second went by: times are written anew with each new minute, a notice goes after two."""
        self._look_whether_back()  # a form that is still open may hide that
        self.notice.expire(self.desk.clock.now())
        if wall(self.desk.clock.now()) != self._written_at:
            self.new_minute()

    def new_minute(self) -> None:
        """Write anew what depends on the time."""
        self.show_frame()
        self.records.refresh_cells()
        self.show_selected()
        self.recount()

    def connection_changed(self, error: BackofficeError | None) -> None:
        """The store stopped answering, or answers again: said once, and kept in the top line."""
        if error is None:
            self.say(words.RECONNECTED)
            self.come_back()
        else:
            self.not_read(error)
        self.show_frame()

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
        """Say something in the notice line; where another screen is in front by now, there too."""
        front = self.app.screen_stack[0]
        for screen in {self, front} if isinstance(front, ListScreen) else {self}:
            screen.notice.say(text, undo=undo, ink=ink)
            screen.query_one("#bottom").set_class(len(screen.notice.lines(screen.size.width)) > 2, "-tall")

    # --- messages ------------------------------------------------------------------------------------------------

    @on(RecordList.Highlighted)
    def _highlighted(self) -> None:
        self.show_selected()

    @on(RecordList.Marked)
    def _marked(self) -> None:
        self.show_frame()

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
        self._look_whether_back()
        self.records.refresh_cells()

    def _look_whether_back(self) -> None:
        """Where another screen was in front since: read anew, and tell nothing that was taken back there."""
        shared = Shared.of(self.app)
        if shared.front != self.MODE:
            shared.front, self._asked_branch = self.MODE, None
            if self.told is not None and self.told[1] not in Shared.of(self.app).made:
                if self.notice.text == self.told[0]:
                    self.notice.clear()
                self.told = None
            self.settings = config.load()
            self.set_class(not self.settings.details, "-no-details")
            self.come_back()

    # --- keys of every list --------------------------------------------------------------------------------------

    def action_details(self) -> None:
        """o: the pane beside the list; the choice is kept. Without room for it that is said."""
        if not self.has_class("-wide"):
            self.say(words.DETAILS_NEED_ROOM)
            return
        self.settings = config.remember(details=not self.settings.details)
        self.set_class(not self.settings.details, "-no-details")

    def action_mark(self) -> None:
        """Space: a mark on the row under the cursor, or off it."""
        self.records.toggle_mark()

    def action_filter(self) -> None:
        """/: filter this list."""
        self.query_one(FilterBar).open()

    def action_step_back(self) -> None:
        """Esc: the filter, then the marks."""
        if not self.query_one(FilterBar).step_back():
            self.records.clear_marks()

    def reload(self) -> None:
        """F5."""
        self.load(flash=True)

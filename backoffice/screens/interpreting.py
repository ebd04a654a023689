"""*Sprachmittlung*: for whom somebody is to be found, who comes, and a week language by language (D46–D49)."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from backoffice import config, keys
from backoffice.desk.desk import Desk
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.views import BranchView
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.drafts import Drafts
from backoffice.screens.interpreting_reading import ORDERS, VIEWS, OrdersRead, Shown, View, by_name, read
from backoffice.screens.interpreting_showing import InterpretingShowing
from backoffice.screens.interpreting_weeks import columns
from backoffice.screens.shared import Shared
from backoffice.widgets.filter_bar import FilterBar
from backoffice.wording import interpreting_screen as words
from backoffice.wording import screens

WEEK = timedelta(weeks=1)


class InterpretingScreen(InterpretingShowing):
    """One branch's orders for interpreters, in three views."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = keys.INTERPRETING_SCREEN
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.SCREEN, keys.Place.VIEWS),
        *keys.bindings(keys.Place.INTERPRETING),
    ]

    def __init__(self, desk: Desk, settings: config.Settings, branch: BranchView) -> None:
        super().__init__()
        self.desk = desk
        self.settings = settings
        self.shown_branch = branch
        self.shown = Shown(View.TO_DO, wall(desk.clock.now())[0])
        self._asked: Shown | None = None
        self._sorted_by = 0
        self._by_name = False

    def on_mount(self) -> None:
        self.show_frame()
        self.load()

    # --- reading -------------------------------------------------------------------------------------------------

    def start_read(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        late = self.set_timer(0.2, lambda: self.notice.working(screens.LOADING))
        branch, wanted, before = self.wanted_branch, self.wanted, self.found
        try:
            found = await asyncio.to_thread(read, self.desk, branch, wanted)
        except BackofficeError as error:
            self.unread = self.found is None
            self._asked, self._after_load = None, []  # what stands there stays, and so does its heading
            self.records.empty_text = self.empty_text()
            self.records.refresh()
            self.not_read(error)
            return
        finally:
            late.stop()
        if not self.branch_read(branch):
            return
        changed = found.changed_since(before, frozenset(self.own_changes)) if self._wanted_flash else ()
        self.show_read(found)
        self.loaded(() if found.shown.is_week else changed)

    def show_read(self, found: OrdersRead) -> None:
        """Show what was read; cursor, marks and filter stay with their rows."""
        other_list = found.shown.is_week is not self.shown.is_week
        self.found, self.unread = found, False
        self.shown, self._asked = found.shown, None
        Shared.of(self.app).interpreting = len(found.to_do)
        self.set_class(found.shown.is_week, "-week")
        self.records.empty_text = self.empty_text()
        if found.shown.is_week and found.week is not None:
            self.records.set_columns(columns(found.week.days))
            self.records.set_rows(found.languages)
        else:
            self.records.set_rows(found.lines)
        if other_list:
            self.show_hints()
            if not self._filtering():
                self.set_focus(self.records)
        self.show_frame()
        self.show_selected()

    def _filtering(self) -> bool:
        around = self.focused.ancestors_with_self if self.focused is not None else ()
        return any(isinstance(node, FilterBar) for node in around)

    def new_minute(self) -> None:
        """What waits, and what is over, is said anew; what is to do may be something else by now."""
        super().new_minute()
        if self.connected:
            self.load()

    def go_to_branch(self, branch: BranchView) -> None:
        """Show another branch's orders."""
        self.ask_for_branch(branch)
        self.show(replace(self.wanted, language=None))

    # --- views, weeks, order -------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Shown:
        """What is being read, or shown."""
        return self._asked or self.shown

    def show(self, shown: Shown) -> None:
        """Show something else: the filter is cleared, marks go; it comes with its heading once it is read."""
        self._asked = shown
        self._wanted_cursor, self._after_load = None, []
        self.query_one(FilterBar).close()
        self.records.clear_marks()
        self.load()

    def action_view_before(self) -> None:
        """←."""
        self._turn(-1)

    def action_view_after(self) -> None:
        """→."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        view = VIEWS[(VIEWS.index(self.wanted.view) + by) % len(VIEWS)]
        self.show(replace(self.wanted, view=view, language=None))

    def go_to(self, day: date) -> None:
        """Show the week of a day."""
        self.show(replace(self.wanted, view=View.WEEK, day=day))

    def action_go_to_day(self) -> None:
        """g."""
        from backoffice.screens.go_to_day import GoToDayDialog

        today = wall(self.desk.clock.now())[0]
        Drafts.of(self.app).open(lambda: GoToDayDialog(today, self.shown.day), self.go_to)

    def action_back_to_today(self) -> None:
        """h."""
        self._step(wall(self.desk.clock.now())[0])

    def action_week_after(self) -> None:
        """+."""
        self._step(self.wanted.day + WEEK)

    def action_week_before(self) -> None:
        """-."""
        self._step(self.wanted.day - WEEK)

    def _step(self, day: date) -> None:
        if self.wanted.view is View.WEEK:
            self.go_to(day)
        else:
            self.say(words.ONLY_WEEK)

    def action_sort(self) -> None:
        """s: as given, by time, by language; languages with those that have orders first, or by name alone."""
        if self.shown.is_week:
            self._by_name = not self._by_name
            self.records.sort(by_name if self._by_name else None)
            self.say(words.SORTED_NAMES if self._by_name else words.SORTED_WEEK)
        else:
            self._sorted_by = (self._sorted_by + 1) % len(ORDERS)
            said, order = ORDERS[self._sorted_by]
            self.records.sort(order)
            self.say(words.SORTED[said])

    # --- keys on a row -------------------------------------------------------------------------------------------

    def _lines(self) -> list[OrderLine]:
        """The orders an action acts on; on a language of the week none."""
        if self.shown.is_week:
            self.say(words.OPEN_LANGUAGE)
            return []
        return super()._lines()

    def action_mark(self) -> None:
        """Space."""
        if self.shown.is_week:
            self.say(words.NO_MARKS)
        else:
            super().action_mark()

    def action_details(self) -> None:
        """o: the pane; a week leaves no room for it but on a broad screen."""
        if self.shown.is_week and self.has_class("-wide") and not self.has_class("-broad"):
            self.say(words.WEEK_NEEDS_ROOM)
        else:
            super().action_details()

    def action_step_back(self) -> None:
        """Esc: the filter, then the marks, then from one language to all."""
        if self.query_one(FilterBar).step_back() or self.records.clear_marks() or self.shown.language is None:
            return
        self.show(replace(self.wanted, language=None))

    def open_record(self, record_id: str) -> None:
        """Enter: a language's orders of the week, an order's appointment."""
        if self.shown.is_week:
            self.show(replace(self.wanted, language=record_id))
            return
        line = next((line for line in self.shown_rows if line.id == record_id), None)
        if line is not None:
            self.open_appointment(line)

"""Looking around: days, order, filter, the open record, search, import, what the customer may see."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from backoffice import config
from backoffice.desk.command import Done
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.states import Status
from backoffice.guide import Entry
from backoffice.screens.drafts import Drafts
from backoffice.screens.offering import entry as palette_entry
from backoffice.screens.working import Working
from backoffice.widgets.choice_list import Choice
from backoffice.wording import screens as words
from backoffice.wording.done import done as said

PRESSING = (Status.IN_PROGRESS, Status.ARRIVED, Status.REOPENED, Status.BOOKED, Status.PRESUMED_CANCELLED)


def _by_stand(line: Line) -> tuple[int, Any, int]:
    place = PRESSING.index(line.status) if line.status in PRESSING else len(PRESSING)
    waiting = line.arrived_at.timestamp() if line.status is Status.ARRIVED and line.arrived_at else 0.0
    return place, waiting, line.start


ORDERS: tuple[tuple[Callable[[Line], Any] | None, str], ...] = (
    (None, words.SORTED_BY_TIME),
    (_by_stand, words.SORTED_BY_STAND),
    (lambda line: line.name.casefold(), words.SORTED_BY_NAME),
)


def later(line: Line) -> Line:
    """A coming appointment as its customer is told of it: time and group are promised, no service point is (D27)."""
    return replace(line, place=None)


class Looking(Working):
    """What shows something and changes nothing (but for the import, which has its own preview)."""

    _order = 0

    @property
    def planned_day(self) -> date:
        """The day that is shown."""
        return self.shown_day

    # --- days, order, filter -------------------------------------------------------------------------------------

    def action_go_to_day(self) -> None:
        """g."""
        from backoffice.screens.go_to_day import GoToDayDialog

        today = wall(self.desk.clock.now())[0]
        Drafts.of(self.app).open(lambda: GoToDayDialog(today, self.shown_day), self.go_to)

    def action_back_to_today(self) -> None:
        """h."""
        self.go_to(wall(self.desk.clock.now())[0])

    def action_day_before(self) -> None:
        """←."""
        self.go_to(self.shown_day - timedelta(days=1))

    def action_day_after(self) -> None:
        """→."""
        self.go_to(self.shown_day + timedelta(days=1))

    def action_sort(self) -> None:
        """s: by time, by stand (who waits first), by name."""
        self._order = (self._order + 1) % len(ORDERS)
        order, words_for_it = ORDERS[self._order]
        self.records.sort(order)
        self.say(words_for_it)

    # --- what other screens have done here -----------------------------------------------------------------------

    def finish_there(self, appointment_id: str) -> None:
        """e on another screen: show the appointment on its day, and ask how it ended."""

        def ask() -> None:
            if self.records.cursor_id == appointment_id:
                self.action_outcome()

        def show(line: Line) -> None:
            self.go_to(line.day, cursor=appointment_id)
            self.after_load(ask)

        self.with_line(appointment_id, show)

    def move_there(self, appointment_id: str) -> None:
        """v on another screen: ask for another time."""
        self.with_line(appointment_id, self.move_of)

    def interpret_there(self, appointment_id: str) -> None:
        """d on another screen: ask who interprets."""
        self.with_line(appointment_id, self.interpreting_of)

    # --- what only the palette has -------------------------------------------------------------------------------

    def palette_entries(self) -> tuple[Entry, ...]:
        """What every screen offers; where a whole day is listed its Morgenlage, too."""
        if not self.LISTS_DAY:
            return super().palette_entries()
        return palette_entry("show:morning", words.MORNING, words.MORNING_HELP), *super().palette_entries()

    def run_entry(self, entry: str) -> None:
        """Do what an entry of `palette_entries` says."""
        if entry == "show:morning":
            self.morning()
        else:
            super().run_entry(entry)

    # --- what the app's keys open --------------------------------------------------------------------------------

    # Whoever waits for a dialog's answer is called back: a key that works over dialogs can open a second one.

    def open_record(self, appointment_id: str) -> None:
        """Enter: the open record."""
        from backoffice.screens.record import RecordScreen

        self.app.push_screen(RecordScreen(self.desk, appointment_id, self.desk.clock), self.record_closed)

    def import_day(self) -> None:
        """F7: the booking file of a day; afterwards its Morgenlage."""
        from backoffice.screens.import_day import ImportDialog

        today = wall(self.desk.clock.now())[0]
        dialog = ImportDialog(self.desk, self.day.branch, self.desk.clock, self._import_folder(), today)
        self.app.push_screen(dialog, self._imported)

    def _imported(self, answer: Done | None) -> None:
        if isinstance(answer, Done):
            code = answer.values.get("file")
            file = words.FILE_KEPT if code == "file_kept" else said(str(code), {}) if code else ""
            self.say(f"{said(answer.code, answer.values)} {file}".rstrip())
            self.go_to(date.fromisoformat(answer.values["day"]))
            self.morning(answer.values["counts"])

    def _import_folder(self) -> Path:
        folder = config.load().import_folder  # typed since the start, perhaps
        if folder:
            return Path(folder).expanduser()
        from platformdirs import user_downloads_path

        return user_downloads_path()

    def morning(self, counts: dict[str, int] | None = None) -> None:
        """The Morgenlage of the shown day, once it is read; `counts`: an import's rows by their state."""
        from backoffice.screens.morning import MorningDialog
        from backoffice.screens.privacy import uncovered

        def chosen(appointment_id: str | None) -> None:
            if appointment_id is not None:
                self.records.move_to(appointment_id)

        def show() -> None:
            if self.day.day == wall(self.desk.clock.now())[0]:
                self.settings = config.remember(morning_seen=self.day.day.isoformat())
            self.app.push_screen(MorningDialog(self.day, counts), chosen)

        self.after_load(lambda: uncovered(self.app, show))

    def morning_of_itself(self) -> None:
        """Once a day, at the first start here that finds today's list: it may have been read before anybody came."""
        today = wall(self.desk.clock.now())[0]
        if self.day.day == today and self.day.imported and self.settings.morning_seen != today.isoformat():
            self.morning()

    def customer_view(self) -> None:
        """F8: only this one date, large; right after a booking the new one."""
        fresh = self.just_booked
        if fresh is not None:
            self.with_line(fresh, lambda line: self._show_customer(line if line.day == self.day.day else later(line)))
            return
        line = self._one()
        if line is not None:
            self._show_customer(line)

    def _show_customer(self, line: Line) -> None:
        from backoffice.screens.customer_view import CustomerView

        concern = "" if line.sensitive else line.concern
        self.app.push_screen(CustomerView(line, concern, self.day.branch.name))

    def action_copy(self) -> None:
        """c: 1 number, 2 phone."""
        line = self._one()
        if line is None:
            return
        from backoffice.screens.choice import ChoiceDialog

        def copy(choice: str | None) -> None:
            text = {"number": line.number, "phone": line.phone}.get(choice or "")
            if choice is None:
                return
            if not text:
                self.say(words.NOTHING_TO_COPY, ink="urgent")
                return
            self.app.copy_to_clipboard(text)
            self.say(words.COPIED_NUMBER if choice == "number" else words.COPIED_PHONE)

        choices = (
            Choice("number", words.COPY_NUMBER, line.number or words.NO_PLACE),
            Choice("phone", words.COPY_PHONE, line.phone or words.NO_PLACE),
        )
        self.app.push_screen(ChoiceDialog(words.COPY_TITLE, choices, self.writer.name(line)), copy)

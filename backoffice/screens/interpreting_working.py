"""The other letters: d, v, r go on with an order's appointment, k and c are for the agency, n shows who there is."""

import asyncio
from typing import TYPE_CHECKING

from textual import work

from backoffice import config
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.domain.errors import BackofficeError
from backoffice.screens.interpreting_refusing import OrderRefusing
from backoffice.widgets.choice_list import Choice
from backoffice.wording import interpreting_screen as words
from backoffice.wording import screens

if TYPE_CHECKING:
    from backoffice.desk.views import Record
    from backoffice.domain.request_sheet import RequestSheet


class OrderWorking(OrderRefusing):
    """All letters that act on an order."""

    # --- its appointment -----------------------------------------------------------------------------------------

    def action_interpreting(self) -> None:
        """d: who can interpret, and when."""
        line = self._one(words.ONE_EACH)
        if line is not None:
            self.order_for(line)

    def action_move(self) -> None:
        """v: another time for the appointment; its order goes along."""
        line = self._one(words.ONE_EACH)
        if line is not None:
            self.on_screen("today", lambda screen: screen.move_there(line.appointment_id))

    def action_callback(self) -> None:
        """r: a promised call instead."""
        from backoffice.wording.ticket_forms import from_appointment
        from backoffice.wording.ticket_screen import ONE_PROMISE_EACH

        line = self._one(ONE_PROMISE_EACH)
        if line is not None:
            self.promise(line.appointment_id, from_appointment(line.appointment_start, self.row_name(line)))

    def open_appointment(self, line: OrderLine) -> None:
        """Enter: the appointment's open record."""
        from backoffice.screens.record import RecordScreen

        self.app.push_screen(RecordScreen(self.desk, line.appointment_id, self.desk.clock), self.record_closed)

    def customer_view(self) -> None:
        """F8: only this one date, large."""
        line = self._one(words.ONE_EACH)
        if line is not None:
            self._show_customer(line)

    @work(exclusive=True, group="customer", exit_on_error=False)
    async def _show_customer(self, line: OrderLine) -> None:
        from backoffice.screens.customer_view import CustomerView
        from backoffice.screens.looking import later
        from backoffice.screens.privacy import uncovered

        try:
            with self.waiting():
                record = await asyncio.to_thread(self._record_of, line.appointment_id)
        except BackofficeError as error:
            self.refused(error)
            return
        of = record.line if record.line.day == self.writer.today else later(record.line)
        view = CustomerView(of, "" if of.sensitive else of.concern, record.branch.name)
        uncovered(self.app, lambda: self.app.push_screen(view))

    def _record_of(self, appointment_id: str) -> "Record":
        from backoffice.desk.record import RecordOf

        return self.desk.read(RecordOf(appointment_id, self.desk.clock.now()))

    # --- for the agency ------------------------------------------------------------------------------------------

    @work(exclusive=True, group="slip", exit_on_error=False)
    async def action_slip(self) -> None:
        """k: the request sheet."""
        line = self._one(words.ONE_EACH)
        sheet = None if line is None else await self._sheet(line)
        if sheet is None:
            return
        from backoffice.desk.request_sheets import sheets_folder
        from backoffice.screens.interpreting_sheet import SheetDialog
        from backoffice.screens.privacy import uncovered

        def shown(said: str | None) -> None:
            if said:
                self.say(said)

        dialog = SheetDialog(sheet, sheets_folder(config.data_folder()))
        uncovered(self.app, lambda: self.app.push_screen(dialog, shown))

    async def _sheet(self, line: OrderLine) -> "RequestSheet | None":
        """The request sheet of an order; says why where there is none."""
        from backoffice.desk.request_sheets import SheetOf

        try:
            with self.waiting():
                return await asyncio.to_thread(self.desk.read, SheetOf(line.id, self.desk.clock.now()))
        except BackofficeError as error:
            self.refused(error)
            return None

    def action_copy(self) -> None:
        """c: 2 where who interprets is reached, 3 the sheet for a mail."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        from backoffice.screens.choice import ChoiceDialog

        contact = self.writer.contact(line)

        def copy(choice: str | None) -> None:
            if choice == "phone":
                self.app.copy_to_clipboard(contact)
                self.say(words.COPIED_CONTACT.format(text=contact))
            elif choice == "sheet":
                self._copy_sheet(line)

        choices = (
            Choice("number", screens.COPY_NUMBER, why_not=words.NO_NUMBER_HERE),
            Choice("phone", words.COPY_CONTACT, contact, "" if contact else screens.NOTHING_TO_COPY),
            Choice("sheet", words.COPY_SHEET),
        )
        self.app.push_screen(ChoiceDialog(screens.COPY_TITLE, choices, line.interpreter), copy)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def _copy_sheet(self, line: OrderLine) -> None:
        from backoffice.wording.request_sheet import as_text

        sheet = await self._sheet(line)
        if sheet is not None:
            self.app.copy_to_clipboard(as_text(sheet))
            self.say(words.COPIED_SHEET)

    def action_new(self) -> None:
        """n: who interprets; kept there by those who may."""
        self.run_entry("list:interpreters")

    # --- letters of appointments and tickets ---------------------------------------------------------------------

    def action_elsewhere(self, letter: str) -> None:
        """A letter that means something on appointments: by what it goes here, or where."""
        self.say(words.ELSEWHERE[letter])

    def import_day(self) -> None:
        """F7: the booking file of a day, on the day's screen."""
        self.on_screen("today", lambda screen: screen.import_day())

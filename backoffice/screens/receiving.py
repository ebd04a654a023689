"""Who comes: somebody without an appointment (n), and whoever they turn out to be (f)."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.command import Done
from backoffice.desk.organisation_views import ConcernsOf
from backoffice.desk.views import Day, Line, Record
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.names import full_name, short_name
from backoffice.screens.booking_flow import BookingFlow
from backoffice.screens.drafts import Drafts
from backoffice.screens.lines import LineWriter
from backoffice.screens.shared import Shared
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.filter_bar import FilterBar
from backoffice.wording import screens as words
from backoffice.wording.ticket_forms import from_appointment
from backoffice.wording.ticket_screen import ONE_PROMISE_EACH

if TYPE_CHECKING:
    from backoffice.screens.walk_in import WalkInAnswer


class Receiving(BookingFlow[Line]):
    """Walk-ins, and the data of a person."""

    day: Day
    shown_day: date

    @property
    def writer(self) -> LineWriter:
        """How lines are written right now."""
        raise NotImplementedError

    def go_to(self, day: date, *, cursor: str | None = None) -> None:
        """Show another day."""
        raise NotImplementedError

    def record_of(self, appointment_id: str) -> Record:
        """In a thread: everything about an appointment, read now. Refused as `RecordOf` refuses."""
        from backoffice.desk.record import RecordOf

        return self.desk.read(RecordOf(appointment_id, self.desk.clock.now()))

    def action_new(self) -> None:
        """n: 1 walk-in, 2 an appointment, 3 a callback."""
        from backoffice.screens.choice import ChoiceDialog

        self.app.push_screen(ChoiceDialog(words.NEW_TITLE, self.new_choices()), self._make_new)

    def new_choices(self) -> tuple[Choice, ...]:
        """What n offers, in the order of its digits."""
        return (
            Choice("walk_in", words.NEW_WALK_IN),
            Choice("appointment", words.NEW_APPOINTMENT),
            Choice("callback", words.NEW_CALLBACK),
        )

    def _make_new(self, choice: str | None) -> None:
        if choice == "walk_in":
            self.walk_in()
        elif choice == "appointment":
            self.new_appointment()
        elif choice == "callback":
            self.promise_call()

    def action_callback(self) -> None:
        """r: promise a call to the person of an appointment; a promise is made to one person."""
        line = self._one(ONE_PROMISE_EACH)
        if line is not None:
            self.promise(line.id, from_appointment(line.start, self.row_name(line)))

    def promise_of(self, appointment_id: str) -> None:
        """r in a record: the form is called as from the list."""
        line = next((line for line in self.day.lines if line.id == appointment_id), None)
        if line is None:
            super().promise_of(appointment_id)
        else:
            self.promise(line.id, from_appointment(line.start, self.row_name(line)))

    @work(exclusive=True, group="walk_in", exit_on_error=False)
    async def walk_in(self) -> None:
        """Vorsprache jetzt."""
        from backoffice.desk.walk_ins import WalkIn
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.walk_in import WalkInDialog

        branch = self.day.branch
        try:
            concerns = await asyncio.to_thread(self.desk.read, ConcernsOf(branch.id))
        except BackofficeError as error:
            self.refused(error)
            return

        def take(answer: "WalkInAnswer") -> None:
            command = self.desk.new(
                WalkIn,
                branch_id=branch.id,
                concern_id=answer.concern_id,
                concern_text=answer.concern_text,
                family=answer.family,
                given=answer.given,
                phone=answer.phone,
                number=answer.number,
                remark=answer.remark,
            )
            name = self._named(answer.family, answer.given)
            shown = self._show_arrived if self.wanted_branch.id == branch.id else self._arrived_elsewhere
            self.carry_out([command], {command.appointment_id: name}, "walk_in", then=shown)

        def make() -> WalkInDialog:
            return WalkInDialog(concerns, wall(self.desk.clock.now())[0])

        uncovered(self.app, lambda: Drafts.of(self.app).open(make, take))

    def _named(self, family: str, given: str) -> str:
        """A name just typed, as this desk's list shows it (D57)."""
        shorten = self.writer.short_names
        return short_name("", family, given) if shorten else full_name("", family, given) or ""

    def _show_arrived(self, done: Done) -> None:
        """The new row, on today's list: that is where it was entered, whatever day was shown."""
        today = wall(self.desk.clock.now())[0]
        Shared.of(self.app).made[done.entry_id] = today
        if self.shown_day == today:
            self.query_one(FilterBar).close()  # it could hide the new row
            self.load(flash=True, cursor=done.ids[0])
        else:
            self.go_to(today, cursor=done.ids[0])

    def _arrived_elsewhere(self, _done: Done) -> None:
        """Taken in where the form was opened, which is another branch than the one shown by now: its row is there."""
        self.load(flash=True)

    def action_correct(self) -> None:
        """f: name, phone, mail, number."""
        line = self._one()
        if line is not None:
            self.correct_contact(line.id)

    @work(exclusive=True, group="contact", exit_on_error=False)
    async def correct_contact(self, appointment_id: str) -> None:
        """The form with what is known of the person of an appointment."""
        from backoffice.desk.contact import CorrectContact
        from backoffice.screens.contact import ContactDialog
        from backoffice.screens.privacy import uncovered

        try:
            record = await asyncio.to_thread(self.record_of, appointment_id)
        except BackofficeError as error:
            self.refused(error)
            return
        # A form that comes back because a colleague was first is saved on purpose: what it does not say stays.
        seen: list[int | None] = [record.customer_version]
        known = [record]

        def take(said: Mapping[str, str]) -> None:
            command = self.desk.new(
                CorrectContact, appointment_id=appointment_id, customer_version=seen[0], **dict(said)
            )
            seen[0] = None
            name = self._named(said.get("family", ""), said.get("given", "")) or self.writer.name(record.line)
            self.carry_out([command], {appointment_id: name}, f"contact:{appointment_id}")

        def make() -> ContactDialog:
            return ContactDialog(known[0], short_names=self.writer.short_names)

        def again(show: Callable[[], object]) -> None:
            self._look_at_person(known, show)

        uncovered(self.app, lambda: Drafts.of(self.app).open(make, take, again))

    @work(exclusive=True, group="contact", exit_on_error=False)
    async def _look_at_person(self, known: list[Record], show: Callable[[], object]) -> None:
        """What is known of a person by now stands in what was left alone; nothing new where it cannot be read."""
        from backoffice.screens.privacy import uncovered

        with suppress(BackofficeError), self.waiting():
            known[:] = [await asyncio.to_thread(self.record_of, known[0].line.id)]
        uncovered(self.app, show)

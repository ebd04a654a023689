"""An appointment's time and place: t what follows it, v another time, p a place, m why it has none, k its slip."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from backoffice import config
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.states import ENDINGS, Step, path
from backoffice.screens.finishing import Finishing
from backoffice.wording import booking_form as words
from backoffice.wording.dialogs import titled

if TYPE_CHECKING:
    from backoffice.desk.views import Record
    from backoffice.screens.booking_flow import Chosen


def can_move(line: Line) -> bool:
    """Whether another time can take this one's place."""
    try:
        path(line.status, Step.MOVE, line.channel)
    except Refused:
        return False
    return True


class Placing(Finishing):
    """The letters t, v, p, m, k."""

    # --- what follows, another time ------------------------------------------------------------------------------

    def action_follow_up(self) -> None:
        """t: book what follows; a time belongs to one person."""
        line = self._one(words.ONE_TIME_EACH)
        if line is not None:
            self.follow_up_of(line)

    def action_move(self) -> None:
        """v: another time, or another group."""
        line = self._one(words.ONE_TIME_EACH)
        if line is not None:
            self.move_of(line)

    def follow_up_of(self, line: Line) -> None:
        """Ask for the time, then book it."""
        from backoffice.desk.booking_prefill import FollowUpPrefill
        from backoffice.screens.booking_flow import AskBooking

        title = titled(words.FOLLOW_UP_TITLE, line.start, self.row_name(line))
        query = FollowUpPrefill(line.id, self.desk.clock.now())
        asked = AskBooking(query, title, f"follow_up:{line.id}", about=line.id)
        self.ask_booking(asked, lambda chosen: self._book_follow_up(line, chosen))

    def _book_follow_up(self, line: Line, chosen: "Chosen") -> None:
        from backoffice.desk.booking import BookFollowUp

        # Without a version: however the talk goes on meanwhile, what was agreed with the person holds.
        command = self.desk.new(BookFollowUp, appointment_id=line.id, booking=chosen.booking)
        self.carry_out(
            [command],
            dict.fromkeys((line.id, chosen.booking.id), self.row_name(line)),
            chosen.form,
            then=self.booked,
            otherwise=chosen.otherwise,
        )

    def move_of(self, line: Line) -> None:
        """Ask for the other time, then move it."""
        from backoffice.desk.booking_prefill import MovePrefill
        from backoffice.screens.booking_flow import AskBooking

        if not can_move(line):
            self.say(words.MOVE_ENDED, ink="urgent")
            return
        title = titled(words.MOVE_TITLE, line.start, self.row_name(line))
        query = MovePrefill(line.id, self.desk.clock.now())
        asked = AskBooking(query, title, f"move:{line.id}", about=line.id, moves=True)
        self.ask_booking(asked, lambda chosen: self._move(line, chosen))

    def _move(self, line: Line, chosen: "Chosen") -> None:
        from backoffice.desk.moving import MoveAppointment

        despite = {"despite_claim": True} if line.id in self._despite(MoveAppointment) else {}
        command = self.desk.new(
            MoveAppointment,
            appointment_id=line.id,
            version=chosen.prefill.version,
            booking=chosen.booking,
            **despite,
        )
        self.carry_out(
            [command],
            dict.fromkeys((line.id, chosen.booking.id), self.row_name(line)),
            chosen.form,
            then=self.booked,
            otherwise=chosen.otherwise,
        )

    # --- a place -------------------------------------------------------------------------------------------------

    def action_give_place(self) -> None:
        """p: the first free service point of its group at its time; for each of the marked rows."""
        from backoffice.desk.giving_place import GivePlace

        lines = self._lines()
        if lines:
            self.change(GivePlace, lines)

    def action_why(self) -> None:
        """m: why an appointment has no place."""
        line = self._one()
        if line is not None:
            self._why_of(line)

    def _why_of(self, line: Line) -> None:
        if line.status in ENDINGS:
            self.say(words.NO_PLACE_NEEDED)
        elif line.place:
            self.say(words.HAS_PLACE.format(name=self.row_name(line), place=line.place))
        else:
            self._say_why(line)

    @work(exclusive=True, group="why", exit_on_error=False)
    async def _say_why(self, line: Line) -> None:
        try:
            with self.waiting():
                text = await asyncio.to_thread(self._why_no_place, line, self.row_name(line))
        except BackofficeError as error:
            self.refused(error)
            return
        self.say(text)

    def _why_no_place(self, line: Line, name: str) -> str:
        """In a thread: what stands on the service points of its group at its time."""
        from backoffice.desk.booking_prefill import FollowUpPrefill
        from backoffice.desk.slots import WhyNot
        from backoffice.wording.booking import explained

        now = self.desk.clock.now()
        known = self.desk.read(FollowUpPrefill(line.id, now))
        if known.group_id is None:
            raise Refused("no_group")
        found = self.desk.read(
            WhyNot(
                branch_id=known.branch.id,
                now=now,
                group_ids=(known.group_id,),
                emergency=True,  # it is booked: what is kept for others is open to it, as p has it
                leaving=line.id,
                day=line.day,
                start=line.start,
            )
        )
        if found.offer is not None:
            return words.PLACE_AFTER_ALL.format(name=name)
        return words.WHY_NO_PLACE.format(name=name, why=explained(found.explanation))

    # --- the slip ------------------------------------------------------------------------------------------------

    def action_slip(self) -> None:
        """k: the slip of what comes: of the follow-up first, else of the appointment itself."""
        fresh = self.just_booked
        if fresh is not None:
            self._show_slip(fresh)
            return
        line = self._one()
        if line is not None:
            self.slip_of_row(line.id)

    @work(exclusive=True, group="slip", exit_on_error=False)
    async def slip_of_row(self, appointment_id: str) -> None:
        """Find out of which date a slip is wanted; asked only where there are several to come."""
        record = await self._read_record(appointment_id)
        if record is None:
            return
        from backoffice.screens.slip_choice import coming, slip_choices

        ahead = coming(record, wall(self.desk.clock.now()))
        if not ahead:
            self.say(words.SLIP_ENDED if record.line.status in ENDINGS else words.SLIP_OVER, ink="urgent")
        elif len(ahead) == 1:
            self._show_slip(ahead[0].id)
        else:
            from backoffice.screens.choice import ChoiceDialog
            from backoffice.screens.privacy import uncovered

            def chosen(appointment: str | None) -> None:
                if appointment is not None:
                    self._show_slip(appointment)

            today = wall(self.desk.clock.now())[0]
            dialog = ChoiceDialog(words.SLIP_WHICH, slip_choices(ahead, appointment_id, today))
            uncovered(self.app, lambda: self.app.push_screen(dialog, chosen))

    @work(exclusive=True, group="slip_shown", exit_on_error=False)
    async def _show_slip(self, appointment_id: str) -> None:
        record = await self._read_record(appointment_id)
        if record is None:
            return
        from backoffice.desk.slips import slip_of, slips_folder
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.slip import SlipDialog

        def shown(said: str | None) -> None:
            if said:
                self.say(said)

        bring = "\n".join(part for part in (record.documents, record.missing) if part)
        dialog = SlipDialog(slip_of(record, documents=bring), slips_folder(config.data_folder()))
        uncovered(self.app, lambda: self.app.push_screen(dialog, shown))

    async def _read_record(self, appointment_id: str) -> "Record | None":
        """The open record; says why where it cannot be read."""
        try:
            with self.waiting():
                return await asyncio.to_thread(self.record_of, appointment_id)
        except BackofficeError as error:
            self.refused(error)
            return None

    # --- from the open record ------------------------------------------------------------------------------------

    @work(exclusive=True, group="of_record", exit_on_error=False)
    async def with_line(self, appointment_id: str, do: "Callable[[Line], object]") -> None:
        """Do something with an appointment that this list may not show."""
        record = await self._read_record(appointment_id)
        if record is not None:
            do(record.line)

    def record_closed(self, answer: tuple[str, str] | None) -> None:
        """t, v, p, m, k in a record: done from here."""
        by_record: dict[str, Callable[[Line], object]] = {
            "follow_up": self.follow_up_of,
            "move": self.move_of,
            "give_place": self._give_place_to,
            "why": self._why_of,
            "slip": lambda line: self.slip_of_row(line.id),
        }
        if answer is not None and answer[0] in by_record:
            self.with_line(answer[1], by_record[answer[0]])
        else:
            super().record_closed(answer)

    def _give_place_to(self, line: Line) -> None:
        from backoffice.desk.giving_place import GivePlace

        self.change(GivePlace, [line])

"""d: who interprets is ordered from any list: now, for an appointment's own time, or with another time for it.

    self.ask_interpreter(AboutTalk(line.id, title, name, remark))

A screen that has appointments mixes it in; the dialog is loaded when the letter is first pressed.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.booking_flow import BookingFlow
from backoffice.screens.changing import CLAIMED, R
from backoffice.screens.drafts import Drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from backoffice.desk.interpreting_prefill import InterpretingOffers
    from backoffice.screens.interpreting_ask_offers import AskedFor, Option
    from backoffice.screens.interpreting_ask_search import Wanted


@dataclass(frozen=True, slots=True)
class AboutTalk:
    """The appointment for which somebody is to interpret."""

    appointment_id: str
    title: str
    name: str
    """As the list shows the person."""
    remark: str = ""
    """Of the booking file, where it speaks of a language."""


class OrderingInterpreters(BookingFlow[R], Generic[R]):
    """What the screens share that order interpreters."""

    def ask_interpreter(self, about: AboutTalk) -> None:
        """Look who can interpret, open the dialog, order what was chosen there."""
        self._ask_interpreter(about)

    @work(exclusive=True, group="interpreting", exit_on_error=False)
    async def _ask_interpreter(self, about: AboutTalk) -> None:
        from backoffice.screens.interpreting_ask_dialog import InterpretingDialog
        from backoffice.screens.privacy import uncovered

        found: list[InterpretingOffers] = []
        trouble: list[str] = []
        form = f"interpreting:{about.appointment_id}"

        def look(wanted: "Wanted | None") -> "InterpretingOffers":
            return self._who_can(about.appointment_id, wanted)

        def make() -> InterpretingDialog:
            said = trouble.pop() if trouble else ""
            return InterpretingDialog(
                found[0],
                look,
                wall(self.desk.clock.now()),
                about.title,
                draft_key=form,
                remark=about.remark,
                trouble=said,
            )

        def take(asked: "AskedFor") -> None:
            self._carry_out_order(about, asked, form, trouble)

        def again(show: "Callable[[], object]") -> None:
            self._ask_again(about, found, show)

        try:
            with self.waiting():
                found[:] = [await asyncio.to_thread(look, None)]
        except BackofficeError as error:
            self.refused(error)
            return
        uncovered(self.app, lambda: Drafts.of(self.app).open(make, take, again))

    @work(exclusive=True, group="interpreting", exit_on_error=False)
    async def _ask_again(
        self, about: AboutTalk, found: "list[InterpretingOffers]", show: "Callable[[], object]"
    ) -> None:
        """A parked form comes back: with who can interpret now."""
        from backoffice.screens.privacy import uncovered

        try:
            with self.waiting():
                found[:] = [await asyncio.to_thread(self._who_can, about.appointment_id, None)]
        except BackofficeError as error:
            self.refused(error)  # the form stays parked
            return
        uncovered(self.app, show)

    def _who_can(self, appointment_id: str, wanted: "Wanted | None") -> "InterpretingOffers":
        """In a thread: who can interpret; without a wish in the language that is known."""
        from backoffice.desk.interpreting_prefill import InterpretingFor

        now = self.desk.clock.now()
        if wanted is None:
            return self.desk.read(InterpretingFor(appointment_id, now))
        return self.desk.read(
            InterpretingFor(
                appointment_id,
                now,
                wanted.language,
                wanted.kinds,
                wanted.first,
                short_notice=wanted.short_notice,
            )
        )

    # --- what was chosen -----------------------------------------------------------------------------------------

    def _carry_out_order(self, about: AboutTalk, asked: "AskedFor", form: str, trouble: list[str]) -> None:
        from backoffice.desk.moving import MoveAppointment
        from backoffice.desk.orders import NotNeeded, OrderInterpreter, stamp
        from backoffice.screens.interpreting_ask_offers import Sort
        from backoffice.wording.refusals import refusal

        option, booking, id_ = asked.option, asked.booking, about.appointment_id
        names = {id_: about.name}

        def otherwise(error: BackofficeError) -> None:
            """Refused: the form comes back and says why, with who can now."""
            drafts = Drafts.of(self.app)
            if error.code not in CLAIMED and drafts.is_parked(form) and len(self.app.screen_stack) == 1:
                self.notice.clear()  # the form itself says it
                trouble[:] = [str(refusal(error))]
                drafts.reopen(form)

        if booking is not None:
            names[booking.id] = about.name
            despite = {"despite_claim": True} if id_ in self._despite(MoveAppointment) else {}
            moving = self.desk.new(
                MoveAppointment, appointment_id=id_, version=asked.found.version, booking=booking, **despite
            )
            self.carry_out([moving], names, form, then=self.booked, otherwise=otherwise)
        elif option.sort is Sort.NOT_NEEDED:
            self.carry_out([self.desk.new(NotNeeded, appointment_id=id_)], names, form, otherwise=otherwise)
        else:
            # Without a version: however the talk goes on meanwhile, who interprets it is ordered.
            now = {"now": True, "minutes": option.end - option.start} if option.sort is Sort.NOW else {}
            seen = stamp(asked.found.order)  # but not over somebody whom a colleague has ordered since
            command = self.desk.new(OrderInterpreter, appointment_id=id_, order=asked.order, seen=seen, **now)
            self.carry_out([command], names, form, then=lambda done: self._ordered(done, option), otherwise=otherwise)

    def _ordered(self, done: Done, option: "Option") -> None:
        """Somebody is ordered: say whom one asks, or show the number that is to be dialled, large."""
        from backoffice.wording import interpreting_ask as words

        self.load(flash=True)
        self.recount()
        one = option.who
        if one is None or self.told is None:
            return
        dial = option.dialled
        more = words.to_dial(dial) if dial else ""
        if done.code == "interpreter_requested":
            more = words.to_ask(one.name, one.contact)
        if more:
            self.say(f"{self.told[0]} {more}", undo=done.undoable)
            self.told = self.notice.text, self.told[1]
        if dial:
            from backoffice.screens.interpreting_dial import InterpreterDial
            from backoffice.screens.privacy import uncovered

            uncovered(self.app, lambda: self.app.push_screen(InterpreterDial(dial, option)))

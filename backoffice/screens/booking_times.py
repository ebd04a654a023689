"""The times of a booking dialog: chosen by digits, held while it is talked about, asked for by a wish."""

import asyncio
from contextlib import suppress
from datetime import date
from typing import Any

from textual import on, work
from textual.message import Message

from backoffice.desk.slots import OfferedSlot, WhyNotView
from backoffice.domain.errors import BackofficeError
from backoffice.screens.booking_looking import BookingLooking
from backoffice.screens.dialog import Paragraph
from backoffice.screens.wished_time import WishedTime, WishedTimeDialog
from backoffice.widgets.choice_list import ChoiceList
from backoffice.wording import booking_form as words
from backoffice.wording.refusals import refusal

CHOSEN = "time:chosen"
"""Under this key a parked form keeps the time that was chosen; not its hold."""


class BookingTimes(BookingLooking):
    """Chooses and holds."""

    class Save(Message):
        """Walks the way a chosen time walks, so that it arrives behind the digit that was pressed before."""

    def begin(self) -> None:
        """The form stands, with everything that was parked: show what was found, take up what was chosen."""
        again: OfferedSlot | None = self._restored.get(CHOSEN)
        if self._restored:
            with suppress(BackofficeError):
                self._searched = self.wanted()  # what was chosen was chosen for that
        self.show_found()
        if self._first_error is not None:
            self.cannot_search(self._first_error)
        if self.trouble:
            self._gone = self.trouble
            self.show_stand()
        elif again is not None:
            self._choose(again)
        if self._restored:
            self.search()  # the fields say other than what was looked for before they were filled

    def values(self) -> dict[str, Any]:
        return super().values() | ({CHOSEN: self.chosen} if self.chosen is not None else {})

    # --- choosing and holding ------------------------------------------------------------------------------------

    @on(ChoiceList.Chosen)
    def _time_chosen(self, event: ChoiceList.Chosen) -> None:
        slot = self._slots.get(event.ids[0])
        if slot is not None:
            event.stop()
            self._no_longer_said()
            self._choose(slot)

    def action_save(self) -> None:
        """F2: at once behind a digit it would be first, as what a digit takes is told by a message."""
        self.times.post_message(self.Save())

    def on_booking_times_save(self, event: "BookingTimes.Save") -> None:
        event.stop()
        super().action_save()

    def _choose(self, slot: OfferedSlot) -> None:
        self.chosen, self._held, self._stand, self._gone = slot, None, words.HOLDING, ""
        self.show_stand()
        self.show_parts()
        self._hold(self._holding.next(), slot, emergency=self._view is not None and self._view.emergency)

    def choose_none(self) -> None:
        if self.chosen is not None:
            self.chosen, self._held = None, None
            self._let_go()
            self.show_stand()

    @work(group="hold", exit_on_error=False)
    async def _hold(self, number: int, slot: OfferedSlot, *, emergency: bool) -> None:
        # Not exclusive: a thread cannot be stopped, so the holding itself drops what was overtaken.
        wanted = self._searched
        make = wanted.hold(self._desk, slot, emergency=emergency)
        try:
            held = await asyncio.to_thread(self._holding.keep, number, wanted.branch_id, make)
        except BackofficeError as error:
            if self.chosen == slot:
                self._not_held(slot, error)
            return
        if held is not None and self.chosen == slot:
            self._held, self._stand = held, words.held_until(held.until)
            self.show_stand()

    def _not_held(self, slot: OfferedSlot, error: BackofficeError) -> None:
        """Taken meanwhile: say so and look again. Whatever else: it stays chosen, F2 will try."""
        if error.code != "time_not_free":
            self._stand = words.not_held(refusal(error).message)
            self.show_stand()
            return
        self.chosen, self._wished = None, None
        # Under the list, not in the notice: it stands until another time is chosen, whatever else is said.
        self._gone = f"{words.GONE.format(when=self._when(slot))} {refusal(error).message}"
        self._let_go()
        self.show_stand()
        self.show_parts()
        self.search()

    def _let_go(self) -> None:
        """Give back what is held; set by whoever opens the form."""

    def show_stand(self) -> None:
        """The line under the times: what is chosen, and until when it is kept."""
        line = self.query_one(".chosen", Paragraph)
        if self.chosen is not None:
            said = words.chosen(self._when(self.chosen), self._stand)
            if self._loses_month(self.chosen.day):
                line.write(f"{said} {words.OTHER_MONTH}", ink="urgent")
            else:
                line.write(said, ink="good" if self._held else "warning")
        else:
            wrong = self._trouble or self._gone
            line.write(wrong or words.NOTHING_CHOSEN, ink="urgent" if wrong else "muted")

    def _loses_month(self, day: date) -> bool:
        """An application whose day is still to be asked for, and a date in another month than the present (D17)."""
        return self._prefill.application and (day.year, day.month) != (self.today.year, self.today.month)

    def look_at_hold(self) -> None:
        """Once a second: five minutes are over without a word."""
        if self._held is not None and self._desk.clock.now() >= self._held.until:
            self._held, self._stand = None, words.LAPSED
            self.show_stand()

    def _when(self, slot: OfferedSlot) -> str:
        return words.when(slot.day, slot.start, slot.end, slot.group, self.today)

    # --- a wished time -------------------------------------------------------------------------------------------

    def action_why(self) -> None:
        """m: why a time is not offered, or that it can be had after all."""
        here = self.times.time_here
        shown = here.day if here is not None else self._searched.first or self.today
        minutes = self._view.minutes if self._view is not None else 0

        def look(wish: WishedTime) -> WhyNotView:
            query = self._searched.why(self._desk.clock.now(), self._holding.id, wish.day, wish.start)
            return self._desk.read(query)

        self.app.push_screen(WishedTimeDialog(self.today, shown, minutes, look), self._offer_wished)

    def _offer_wished(self, offer: OfferedSlot | None) -> None:
        """A wished time can be had after all: it stands first on the list."""
        if offer is None:
            return
        self._wished = offer
        self.times.set_times(())  # so that the cursor goes to the first
        self.show_found()
        self.times.focus()
        self.say(words.FREE_AFTER_ALL.format(when=self._when(offer)), ink="good")

    # --- keys of the list, from any field ------------------------------------------------------------------------

    def action_times_before(self) -> None:
        """Bild↑."""
        self.times.action_times_before()

    def action_times_after(self) -> None:
        """Bild↓."""
        self.times.action_times_after()

"""The times of a booking dialog: searched beside the keys, chosen by digits, held while it is talked about."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from backoffice.desk.booking import NewBooking
from backoffice.desk.desk import Desk
from backoffice.desk.slots import FreeTimesView, OfferedSlot, WhyNotView
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.booking_hold import Held, Holding
from backoffice.screens.booking_interpreting import called_off, ways
from backoffice.screens.booking_search import (
    Found,
    Wanted,
    desk_today,
    glance_days,
    groups_of,
    offered_times,
    slot_id,
)
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.wished_time import WishedTime, WishedTimeDialog
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.time_choices import TimeChoices
from backoffice.widgets.week_glance import WeekGlance
from backoffice.wording import booking_form as words
from backoffice.wording.languages import name
from backoffice.wording.refusals import refusal

PAUSE = 0.25
"""Seconds without a key after which is searched for what was typed."""
CHOSEN = "time:chosen"
"""Under this key a parked form keeps the time that was chosen; not its hold."""
ANYWHEN: dict[str, Any] = {
    "first": None,
    "part": None,
    "weekdays": frozenset(),
    "reserved": False,
    "over_stop": False,
}
"""What narrows the list and leaves a chosen time as good as it was."""


class BookingTimes(FormDialog[NewBooking]):
    """Searches, chooses, holds; what is looked for the form says (`wanted`)."""

    class Save(Message):
        """Walks the way a chosen time walks, so that it arrives behind the digit that was pressed before."""

    def __init__(
        self, desk: Desk, found: Found, holding: Holding, title: str, *, draft_key: str, about: str | None
    ) -> None:
        super().__init__(title, draft_key=draft_key, about=about)
        self._desk = desk
        self._prefill = found.prefill
        self._first_error = found.error
        self._holding = holding
        self._view: FreeTimesView | None = found.view
        self._searched: Wanted = found.wanted
        self._groups_branch = found.wanted.branch_id
        self._slots: dict[str, OfferedSlot] = {}
        self._wished = found.wished
        self._order, self._wish = found.order, found.wish
        self.trouble = ""
        """Why the form is open again, where somebody who was to interpret cannot any more."""
        self.chosen: OfferedSlot | None = None
        self._held: Held | None = None
        self._stand = ""
        self._gone = ""
        """What became of a time that was chosen and is taken: said until another is chosen."""
        self._trouble = ""
        """Why nothing could be looked for."""
        self._pause: Timer | None = None

    # --- what the form gives -------------------------------------------------------------------------------------

    moves = False
    """Whether the appointment takes another time."""

    def wanted(self) -> Wanted:
        """What the fields say is looked for. Refused as the fields refuse."""
        raise NotImplementedError

    def cannot_search(self, error: BackofficeError) -> None:
        """Say why nothing can be looked for as it stands: under the list, until something can be."""
        self._trouble = str(refusal(error))
        self.show_stand()

    def show_groups(self, groups: tuple[tuple[str, str], ...]) -> None:
        """Another branch is looked at: offer its groups."""

    @property
    def today(self) -> date:
        """The date on the wall of the branch."""
        return desk_today(self._desk)

    @property
    def times(self) -> TimeChoices:
        """The list."""
        return self.query_one(TimeChoices)

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

    # --- searching -----------------------------------------------------------------------------------------------

    def search_soon(self) -> None:
        """Something is being typed: search when no key came for a moment."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.search)

    @work(exclusive=True, group="search", exit_on_error=False)
    async def search(self) -> None:
        """Look for times as the fields say; what is overtaken by another key is dropped."""
        try:
            wanted = self.wanted()
        except BackofficeError:
            return  # the field itself says what is wrong with it
        if replace(wanted, **ANYWHEN) != replace(self._searched, **ANYWHEN):
            self._choose_none()
            self._wished = None
        here = self.times.time_here
        first = wanted.first or (here.day if here is not None and wanted == self._searched else self.today)
        glance = first if self.has_class("-wide") else None
        query = wanted.times(self._desk.clock.now(), self._holding.id, glance)
        try:
            view = await asyncio.to_thread(self._desk.read, query)
            if wanted.branch_id != self._groups_branch:
                groups = await asyncio.to_thread(groups_of, self._desk, wanted.branch_id)
                self._groups_branch = wanted.branch_id
                self.show_groups(groups)
        except BackofficeError as error:
            self._view, self._searched = None, wanted
            self.show_found()
            self.cannot_search(error)
            return
        self._view, self._searched, self._trouble = view, wanted, ""
        self.show_found()

    def show_found(self) -> None:
        """Write list, week and head anew; the cursor stays with its time."""
        view = self._view
        slots = [] if view is None else list(view.offers)
        if self._wished is not None:
            slots = [self._wished, *(slot for slot in slots if slot_id(slot) != slot_id(self._wished))]
        self._slots = {slot_id(slot): slot for slot in slots}
        self.times.empty_text = words.NOT_SEARCHED if view is None else self._nothing_free(view)
        self.times.set_times(offered_times(slots, self.today, named=view is not None and len(view.groups) > 1))
        if view is not None and view.week:
            self.query_one(WeekGlance).show(glance_days(view))
        self._say_head()
        self.show_stand()
        self.show_parts()

    def _say_head(self) -> None:
        prefill, view = self._prefill, self._view
        if view is None:
            head = words.looked_for(self.shown_concern(), prefill.minutes or 0, (), "")
        else:
            elsewhere = "" if view.branch.id == prefill.branch.id else view.branch.name
            head = words.looked_for(
                self.shown_concern(), view.minutes, [group.name for group in view.groups], elsewhere
            )
        self.query_one(".head", Paragraph).write(head)
        said = (
            words.other_open(prefill.other_open),
            self._said_of_language(),
            words.ASSUMED if view is not None and view.assumed else "",
        )
        self.query_one(".known", Paragraph).write(" ".join(part for part in said if part))

    def _said_of_language(self) -> str:
        """For whom is looked beside the time, or that nobody is, and what becomes of who was ordered."""
        if self._wish is None:
            return words.speaks(self.language())
        if self._searched.interpreting is None:
            return words.without(name(self._wish.language), called_off(self._order, moves=self.moves))
        return words.speaks_with(name(self._wish.language))

    def _nothing_free(self, view: FreeTimesView) -> str:
        wish = self._searched.interpreting
        if wish is None:
            return words.NO_CHOICES
        return words.nobody_and_no_time(ways(view, wish.language, wall(self._desk.clock.now())))

    def shown_concern(self) -> str:
        """The concern that is looked for, as everybody may read it (D24)."""
        raise NotImplementedError

    def language(self) -> str:
        """The language for which an interpreter is needed; empty: none."""
        return name(self._prefill.language)

    # --- the week beside them ------------------------------------------------------------------------------------

    @on(TimeChoices.Moved)
    def _time_moved(self, event: TimeChoices.Moved) -> None:
        """The week beside the list follows the cursor; another week is read."""
        glance, offered = self.query_one(WeekGlance), event.offered
        glance.choose(None if offered is None else offered.day, 0 if offered is None else offered.start)
        if offered is not None and self.has_class("-wide") and offered.day not in {d.day for d in glance.days}:
            self._glance(offered.day)

    @work(exclusive=True, group="glance", exit_on_error=False)
    async def _glance(self, day: date) -> None:
        query = self._searched.times(self._desk.clock.now(), self._holding.id, day)
        try:
            view = await asyncio.to_thread(self._desk.read, replace(query, first=day, last=day, limit=1))
        except BackofficeError:
            return  # the list says what there is to say
        self.query_one(WeekGlance).show(glance_days(view))

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

    def _choose_none(self) -> None:
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

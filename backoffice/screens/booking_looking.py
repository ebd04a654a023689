"""The times of a booking dialog: searched beside the keys, shown as they were found, the week beside them."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

from textual import on, work
from textual.timer import Timer

from backoffice.desk.booking import NewBooking
from backoffice.desk.desk import Desk
from backoffice.desk.slots import FreeTimesView, OfferedSlot
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
from backoffice.widgets.time_choices import TimeChoices
from backoffice.widgets.week_glance import WeekGlance
from backoffice.wording import booking_form as words
from backoffice.wording.languages import name
from backoffice.wording.refusals import refusal

PAUSE = 0.25
"""Seconds without a key after which is searched for what was typed."""
ANYWHEN: dict[str, Any] = {
    "first": None,
    "part": None,
    "weekdays": frozenset(),
    "reserved": False,
    "over_stop": False,
}
"""What narrows the list and leaves a chosen time as good as it was."""


class BookingLooking(FormDialog[NewBooking]):
    """Searches and shows what was found; what is looked for the form says (`wanted`)."""

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

    def show_stand(self) -> None:
        """The line under the times: what is chosen, and until when it is kept."""
        raise NotImplementedError

    def choose_none(self) -> None:
        """What was chosen does not fit any more what is looked for."""
        raise NotImplementedError

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
            self.choose_none()
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

"""The keys of a booking dialog while its times have them: from which day, which part of it, with whom, where."""

from datetime import date, timedelta
from typing import Any

from backoffice.domain.errors import BackofficeError
from backoffice.screens.booking_fields import ANY, WITH, WITHOUT
from backoffice.screens.booking_times import BookingTimes
from backoffice.widgets.form_field import FormField
from backoffice.widgets.in_line import OneInLine
from backoffice.widgets.picker import Picker
from backoffice.wording import booking_form as words

WEEK = timedelta(weeks=1)


class BookingKeys(BookingTimes):
    """Turns keys into what the fields say; the fields themselves the form has."""

    _more = False
    """The fields that are rarely asked for stand open."""

    def action_go_to_day(self) -> None:
        """g: from which day on."""
        self._field("from_day").focus_input()

    def action_back_to_today(self) -> None:
        """h: from today on."""
        self._field("from_day").text = ""

    def action_day_before(self) -> None:
        """←: a week earlier."""
        self._from(self._first_day() - WEEK)

    def action_day_after(self) -> None:
        """→: a week later."""
        self._from(self._first_day() + WEEK)

    def _first_day(self) -> date:
        try:
            return self._field("from_day").value or self.today
        except BackofficeError:
            return self.today

    def _from(self, day: date) -> None:
        self._field("from_day").text = f"{day:%d.%m.%Y}" if day > self.today else ""

    def action_sort(self) -> None:
        """s: the next part of the day."""
        part = self.query_one("#part", OneInLine)
        ids = [choice.id for choice in part.choices]
        part.tick_id(ids[(ids.index(part.chosen or ANY) + 1) % len(ids)])
        self.search()

    def action_interpreting(self) -> None:
        """d: with somebody who interprets, or without."""
        if self._wish is None:
            self.say(words.NO_LANGUAGE)
            return
        field = self.query_one("#interpreting", OneInLine)
        field.tick_id(WITHOUT if field.chosen == WITH else WITH)
        self.times.set_times(())  # so that the cursor goes to the first
        self.search()

    def action_details(self) -> None:
        """o: the fields that are rarely asked for, or not."""
        self._more = not self.query_one("#part-more").display
        self.query_one("#part-more").display = self._more
        if self._more:
            self._go_into("#weekdays")
        else:
            self.times.focus()

    def action_responsibility(self) -> None:
        """z: another branch."""
        if not self.query("#branch"):
            self.say(words.MOVES_STAY if self.moves else words.NO_BRANCHES)
            return
        self._more = True
        self.query_one("#part-more").display = True
        self._choose_from("branch").restore("", None)
        self._go_into("#branch TextInput")

    def _go_into(self, field: str) -> None:
        """Let the keys go into a field that is shown from now on; where it stands is known once it is laid out."""
        widget = self.query_one(field)
        self.set_focus(widget)
        self.call_after_refresh(widget.scroll_visible, animate=False)

    # --- its parts -----------------------------------------------------------------------------------------------

    def _field(self, id_: str) -> FormField[Any]:
        return self.query_one(f"#{id_}", FormField)

    def _choose_from(self, id_: str) -> Picker:
        return self.query_one(f"#{id_}", Picker)

    def _picked(self, id_: str) -> str | None:
        return self._choose_from(id_).chosen if self.query(f"#{id_}") else None

    def _typed(self, id_: str) -> str:
        return str(self._field(id_).text).strip()

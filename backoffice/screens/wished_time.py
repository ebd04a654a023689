"""A wished time, typed as people say it: what stands against it is looked up, and said under the field (m)."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from textual import work
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.slots import OfferedSlot, WhyNotView
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.typed import parse_day, parse_time
from backoffice.screens.dialog import FormDialog
from backoffice.widgets.form_field import FormField
from backoffice.wording import booking_form as words
from backoffice.wording.booking import explained
from backoffice.wording.plan_words import offered
from backoffice.wording.refusals import refusal


@dataclass(frozen=True, slots=True)
class WishedTime:
    """A day and a minute of it, on the wall clock."""

    day: date
    start: int


def parse_wished(text: str, today: date, shown: date) -> WishedTime:
    """`24.11. 10:30`, `morgen 14`; a time alone is meant on the shown day. Refused `wished_time_unknown`."""
    words_typed = text.split()
    if words_typed and words_typed[-1].casefold() == "uhr":
        words_typed.pop()
    if not words_typed:
        raise Refused("wished_time_unknown")
    *day, time = words_typed
    if day and day[-1].casefold() == "um":
        day.pop()
    try:
        return WishedTime(parse_day(" ".join(day), today) if day else shown, parse_time(time))
    except BackofficeError:
        raise Refused("wished_time_unknown") from None


class WishedTimeDialog(FormDialog[OfferedSlot]):
    """One field: Enter asks. Gives the time where it can be had; else the reason stands under what was typed."""

    parks = False

    def __init__(self, today: date, shown: date, minutes: int, look: Callable[[WishedTime], WhyNotView]) -> None:
        """`shown`: the day of the time under the cursor; `minutes`: how long it is to be; `look` is for threads."""
        super().__init__(words.WISH_TITLE, draft_key="wished_time")
        self._today = today
        self._shown = shown
        self._minutes = minutes
        self._look = look

    def body(self) -> Iterable[Widget]:
        yield FormField(
            words.FIELD_WISH,
            parse=lambda text: parse_wished(text, self._today, self._shown),
            beside=lambda wish: offered(wish.day, wish.start, wish.start + self._minutes, self._today)[:16],
            required=True,
            limit=40,
            placeholder=words.PLACEHOLDER_WISH,
            id="wish",
        )

    def hints(self) -> Iterable[keys.Action]:
        """Enter only looks: nothing is saved here."""
        return (replace(keys.action("next_field"), hint=words.HINT_CHECK, footer=1), keys.action("park"))

    def action_save(self) -> None:
        """Enter, F2: look it up."""
        field = self.query_one("#wish", FormField)
        if field.check():
            self._look_up(field, field.value)
        else:
            field.focus_input()

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look_up(self, field: FormField[WishedTime], wish: WishedTime) -> None:
        typed = field.text
        try:
            found = await asyncio.to_thread(self._look, wish)
        except BackofficeError as error:
            why = str(refusal(error))
        else:
            if found.offer is not None:
                self.dismiss(found.offer)
                return
            why = explained(found.explanation)
        if field.text == typed:  # else it is said of what stands there no more
            field.show_error(why)

"""The booking dialog of the branch that takes a case over: it stays as it was booked, only its time is another."""

from collections.abc import Iterable
from dataclasses import replace

from backoffice import keys
from backoffice.desk.booking import NewBooking
from backoffice.desk.booking_prefill import BookingPrefill
from backoffice.desk.takeover_prefill import length
from backoffice.screens.booking import BookingDialog
from backoffice.screens.booking_search import Wanted
from backoffice.wording import takeover_screen as words


def taken_over(prefill: BookingPrefill) -> Wanted:
    """What is looked for before anybody says anything: as long as it was (D45), in whichever group here.

    Over a Buchungsstopp, too: the time was promised once (D31).
    """
    return Wanted(
        prefill.branch.id,
        concern_id=prefill.concern_id,
        concern_text="" if prefill.concern_id else prefill.concern,
        minutes=length(prefill.minutes or 0),
        emergency=True if prefill.raised else None,
        over_stop=True,
    )


class TakeoverTimeDialog(BookingDialog):
    """`a 1 F2` is the usual way. Like a move, but the old time is another branch's: nothing is free by leaving it."""

    ABOUT = words.ABOUT_ACCEPT

    def hints(self) -> Iterable[keys.Action]:
        save, *others = super().hints()
        return replace(save, hint=words.HINT_ACCEPT), *others

    def on_mount(self) -> None:
        first = self._wished
        if first is not None:
            booked = (first.day, first.start) == (self._prefill.day, self._prefill.start)
            self.say(words.SAME_TIME if booked else words.WISHED_TIME, ink="good")

    def wanted(self) -> Wanted:
        said, base = super().wanted(), taken_over(self._prefill)
        return replace(
            base,
            group_id=said.group_id,
            minutes=said.minutes or base.minutes,
            first=said.first,
            part=said.part,
            weekdays=said.weekdays,
            reserved=said.reserved,
        )

    def result(self) -> NewBooking:
        """Refused as on every list. Unless somebody says how long, it stays as long as it was, to the minute."""
        return super().result().model_copy(update={"minutes": self._field("minutes").value})

    def action_responsibility(self) -> None:
        """z: what is asked of this branch is answered by it."""
        self.say(words.TAKEN_HERE)

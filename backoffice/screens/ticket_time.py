"""A promised call that an appointment takes the place of (t): booked and closed as one change (D9, D39)."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.tickets import TicketStatus
from backoffice.screens.booking_flow import AskBooking, Chosen
from backoffice.screens.ticket_asking import TicketAsking
from backoffice.wording import ticket_forms as forms
from backoffice.wording import ticket_screen as words

if TYPE_CHECKING:
    from backoffice.screens.booking import BookingDialog
    from backoffice.screens.booking_hold import Holding
    from backoffice.screens.booking_search import Found
    from backoffice.screens.ticket_time_form import TicketTimeDialog


@dataclass(frozen=True, slots=True)
class _AskTicketTime(AskBooking):
    """A time for a ticket: its dialog says more than which time."""

    how: str = ""
    shown: "list[TicketTimeDialog]" = field(default_factory=list)
    """The dialog that is open, or was saved last."""


class TicketTime(TicketAsking):
    """Booking for the person of a ticket."""

    def action_follow_up(self) -> None:
        """t: an appointment instead of the call."""
        line = self._one()
        if line is None:
            return
        self._book_where_open(line)

    @work(exclusive=True, group="of_record", exit_on_error=False)
    async def time_of(self, ticket_id: str) -> None:
        """t in a record: of a ticket that this list may not show."""
        record = await self._record(ticket_id)
        if record is not None:
            self._book_where_open(record.line)

    def _book_where_open(self, line: TicketLine) -> None:
        if line.open:
            self.book_for(line)
        else:
            self.say(words.CLOSED_ALREADY.format(number=line.number), ink="urgent")

    def book_for(self, line: TicketLine) -> None:
        """Ask for a time; once it is chosen, book it and close the ticket by it."""
        from backoffice.desk.booking_prefill import TicketBookingPrefill

        calling = line.status is TicketStatus.IN_PROGRESS
        asked = _AskTicketTime(
            TicketBookingPrefill(line.id, self.desk.clock.now()),
            forms.about(forms.TIME_TITLE, line.number, self.row_name(line)),
            f"ticket_time:{line.id}",
            about=line.id,
            # A call that was dialled waits for its end: the form is kept where nothing was chosen, too.
            continues=calling,
            how=forms.KNOWN_BY_PHONE if calling else "",
        )
        self.ask_booking(asked, lambda chosen: self._close_by(line, asked, chosen))

    def _booking_dialog(self, asked: AskBooking, found: "Found", holding: "Holding", key: str) -> "BookingDialog":
        if not isinstance(asked, _AskTicketTime):
            return super()._booking_dialog(asked, found, holding, key)
        from backoffice.screens.ticket_time_form import TicketTimeDialog

        dialog = TicketTimeDialog(
            self.desk,
            found,
            holding,
            asked.title,
            how=asked.how,
            draft_key=key,
            about=asked.about,
            let_go=lambda: self._let_go(holding, holding.next()),
        )
        dialog.continues = asked.continues
        asked.shown[:] = [dialog]
        return dialog

    def _close_by(self, line: TicketLine, asked: _AskTicketTime, chosen: Chosen) -> None:
        from backoffice.desk.ticket_closing import ByAppointment, CloseTicket

        shown = self._as_shown(line)
        # As it was read for this form: the list may show another view by now.
        seen = replace(shown, version=max(shown.version, chosen.prefill.ticket_version or 0))
        end = ByAppointment(booking=chosen.booking, how=asked.shown[0].how)

        self.change(
            CloseTicket,
            [seen],
            lambda _: {"end": end},
            form=chosen.form,
            then=self.booked,
            otherwise=chosen.otherwise,
        )

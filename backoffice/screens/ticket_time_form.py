"""The booking dialog for somebody who was promised a call: it asks, too, how they know of the new time (D39)."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.widget import Widget

from backoffice.desk.booking import NewBooking
from backoffice.desk.desk import Desk
from backoffice.screens.booking import BookingDialog
from backoffice.screens.booking_hold import Holding
from backoffice.screens.booking_search import Found
from backoffice.screens.ticket_fields import typed
from backoffice.widgets.form_field import FormField
from backoffice.wording import ticket_forms as words

KNOWN_LIMIT = 200


class TicketTimeDialog(BookingDialog):
    """As everywhere, in the ticket's own branch: the duty is there. `how` is what was said when it was saved."""

    ABOUT = words.ABOUT_TICKET_TIME

    def __init__(
        self,
        desk: Desk,
        found: Found,
        holding: Holding,
        title: str,
        *,
        how: str,
        draft_key: str,
        about: str | None,
        let_go: Callable[[], object],
    ) -> None:
        """`how`: what stands in the field at first; empty where it has to be said."""
        super().__init__(desk, found, holding, title, draft_key=draft_key, about=about, let_go=let_go)
        self._known = how
        self.how = ""

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield FormField(
            words.FIELD_KNOWN,
            self._known,
            parse=str.strip,
            required=True,
            limit=KNOWN_LIMIT,
            placeholder=words.PLACEHOLDER_KNOWN,
            id="how",
        )

    def _branches(self) -> tuple[Any, ...]:
        return ()

    def result(self) -> NewBooking:
        """Refused as on every list, and where nobody said how the customer knows of it."""
        booking = super().result()
        self.how = typed(self, "how")
        return booking

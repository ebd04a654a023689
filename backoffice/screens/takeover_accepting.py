"""a: the branch that was asked takes a case over at a time that is really free there, or confirms what was agreed."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from backoffice.desk.command import Command, Done
from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.clock import BREMEN
from backoffice.domain.errors import BackofficeError
from backoffice.domain.ids import new_id
from backoffice.domain.takeovers import Stand
from backoffice.screens.booking_flow import AskBooking, BookingFlow, Chosen
from backoffice.screens.takeover_lines import TakeoverWriter
from backoffice.widgets.filter_bar import FilterBar
from backoffice.wording import takeover_screen as words
from backoffice.wording.takeovers import STAND

if TYPE_CHECKING:
    from backoffice.desk.slots import OfferedSlot
    from backoffice.screens.booking import BookingDialog
    from backoffice.screens.booking_hold import Holding
    from backoffice.screens.booking_search import Found, Wanted


@dataclass(frozen=True, slots=True)
class _AskTakeoverTime(AskBooking):
    """A time at which a case is taken over."""

    line: TakeoverLine | None = None


class TakeoverAccepting(BookingFlow[TakeoverLine]):
    """What the letters of a request are made of, and the letter a."""

    ROW: ClassVar[str] = "takeover_id"

    @property
    def writer(self) -> TakeoverWriter:
        """How requests are written right now."""
        raise NotImplementedError

    def row_name(self, row: TakeoverLine) -> str:
        """The person as the list shows them."""
        return self.writer.name(row)

    def several(self, count: int, said_of_one: str) -> str:
        """What was done to several marked requests."""
        return words.several(count, said_of_one)

    def keep_booked(self, done: Done) -> None:
        """Whoever is taken over stands at the other branch: nobody here looks at a slip or a customer view."""

    def _lines(self) -> list[TakeoverLine]:
        """The rows an action acts on, as on every list; where there is none it speaks of requests."""
        lines = super()._lines()
        if not lines and not (self.shown_rows and self.query_one(FilterBar).text):
            self.say(words.NOTHING_SELECTED)
        return lines

    def _as_shown(self, line: TakeoverLine) -> TakeoverLine:
        """The same request as the list shows it now."""
        return next((row for row in self.shown_rows if row.id == line.id), line)

    def _perform(
        self, kind: type[Command], lines: Sequence[TakeoverLine], form: str | None = None, **values: Any
    ) -> None:
        """One command for each request, taken back together; `form` as in `change`."""
        batch = new_id() if len(lines) > 1 else None
        commands: list[Command] = [
            self.desk.new(kind, batch_id=batch, takeover_id=line.id, version=line.version, **values) for line in lines
        ]
        self.carry_out(commands, self._people(*lines), form)

    def _people(self, *lines: TakeoverLine, new: str | None = None) -> dict[str, str]:
        """Names by all that an answer may be about: the request, its appointment, the one that it became (`new`)."""
        return {
            id_: self.row_name(line)
            for line in lines
            for id_ in (line.id, line.appointment_id, line.linked_id, new)
            if id_ is not None
        }

    # --- a -------------------------------------------------------------------------------------------------------

    def action_arrive(self) -> None:
        """a: take it over; what was agreed by phone is confirmed, several marked ones at once."""
        lines = self._lines()
        agreed = [line for line in lines if line.incoming and line.stand is Stand.AGREED and line.decides]
        if lines and len(agreed) == len(lines):
            self._confirm(lines)
        elif len(lines) > 1:
            self.say(words.ONLY_CONFIRMED, ink="urgent")
        elif lines and (why := self._why_not_taken(lines[0])):
            self.say(why, ink="urgent")
        elif lines:
            self.take_over(lines[0])

    def _confirm(self, lines: list[TakeoverLine]) -> None:
        from backoffice.desk.takeover_promises import ConfirmTakeover

        self._perform(ConfirmTakeover, lines)

    def _why_not_taken(self, line: TakeoverLine) -> str:
        """Why a request cannot be taken over; empty: it can."""
        if not line.incoming:
            return words.NOT_OURS_TO_ACCEPT.format(other=line.other)
        match line.stand:
            case Stand.WAITING:
                return ""
            case Stand.LAPSED:
                return words.LAPSED_HERE.format(when=f"{line.expires_at.astimezone(BREMEN):%H:%M}")
            case Stand.OVER:
                return words.ENDED_THERE
        return words.ANSWERED_ALREADY.format(stand=STAND[line.stand.value])

    def take_over(self, line: TakeoverLine) -> None:
        """Ask for the time, then take the case over."""
        from backoffice.desk.takeover_prefill import TakeoverPrefill

        asked = _AskTakeoverTime(
            TakeoverPrefill(line.id, self.desk.clock.now()),
            words.about(words.ACCEPT_TITLE, line.other, self.row_name(line)),
            f"take_over:{line.id}",
            about=line.id,
            moves=True,
            line=line,
        )
        self.ask_booking(asked, lambda chosen: self._take_over(line, chosen))

    def _take_over(self, line: TakeoverLine, chosen: Chosen) -> None:
        from backoffice.desk.takeovers import AcceptTakeover

        command = self.desk.new(
            AcceptTakeover, appointment_id=line.appointment_id, takeover_id=line.id, booking=chosen.booking
        )
        self.carry_out(
            [command],
            self._people(line, new=chosen.booking.id),
            chosen.form,
            then=self.booked,
            otherwise=chosen.otherwise,
        )

    def _find_times(self, asked: AskBooking, holding: "Holding") -> "Found":
        if not isinstance(asked, _AskTakeoverTime):
            return super()._find_times(asked, holding)
        from backoffice.screens.booking_search import find
        from backoffice.screens.takeover_time_form import taken_over

        prefill = self.desk.read(asked.query)
        wanted = taken_over(prefill)
        found = find(self.desk, prefill, moves=True, hold_id=holding.id, wanted=wanted)
        wished = None if asked.line is None else self._first_wished(asked.line, wanted, holding.id)
        return replace(found, wished=wished)

    def _first_wished(self, line: TakeoverLine, wanted: "Wanted", hold_id: str | None) -> "OfferedSlot | None":
        """In a thread: the time that the customer wishes for, else the one that they have, where it is free here."""
        times = [(line.day, line.start)]
        if line.wish_start is not None:
            times.insert(0, (line.wish_day or line.day, line.wish_start))
        for day, start in times:
            with suppress(BackofficeError):
                offer = self.desk.read(wanted.why(self.desk.clock.now(), hold_id, day, start)).offer
                if offer is not None:
                    return offer
        return None

    def _booking_dialog(self, asked: AskBooking, found: "Found", holding: "Holding", key: str) -> "BookingDialog":
        if not isinstance(asked, _AskTakeoverTime):
            return super()._booking_dialog(asked, found, holding, key)
        from backoffice.screens.takeover_time_form import TakeoverTimeDialog

        return TakeoverTimeDialog(
            self.desk,
            found,
            holding,
            asked.title,
            draft_key=key,
            about=asked.about,
            moves=True,
            let_go=lambda: self._let_go(holding, holding.next()),
        )

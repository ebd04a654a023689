"""A promised call is made from any list: from an appointment (r), or from a call (n 3)."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import SLOW, R
from backoffice.screens.drafts import Drafts
from backoffice.screens.list_screen import ListScreen
from backoffice.screens.shared import Shared
from backoffice.wording import ticket_forms as words
from backoffice.wording.labels import WORKING
from backoffice.wording.refusals import refusal
from backoffice.wording.screens import KEPT_AS_DRAFT, STILL_SAVING

if TYPE_CHECKING:
    from backoffice.desk.views import TicketRef
    from backoffice.screens.ticket_form import TicketAnswer, TicketForm


T = TypeVar("T")


class Promising(ListScreen[R], Generic[R]):
    """What the screens share that promise calls."""

    def promise_call(self) -> None:
        """n 3: somebody calls or writes."""
        self.promise(None, words.TITLE_CALL)

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def promise(self, appointment_id: str | None, title: str) -> None:
        """Open the form, filled in; once it is saved, draw a number and make the promise."""
        from backoffice.screens.privacy import uncovered

        branch = Shared.of(self.app).branch
        if branch is None:
            return
        branch_id = branch.id
        try:
            with self.waiting():
                prefill = await asyncio.to_thread(self._read_prefill, branch_id, appointment_id)
        except BackofficeError as error:
            self.refused(error)
            return
        from backoffice.screens.ticket_form import TicketForm

        forms: list[TicketForm] = []

        def make() -> "TicketForm":
            form = TicketForm(prefill, title, self.desk.clock.now, lambda p, n: self._similar(branch_id, p, n))
            forms[:] = [form]
            return form

        def take(answer: "TicketAnswer") -> None:
            self._keep_promise(answer, branch_id, appointment_id, forms[0].draft_key)

        uncovered(self.app, lambda: Drafts.of(self.app).open(make, take))

    def _read_prefill(self, branch_id: str, appointment_id: str | None) -> Any:
        from backoffice.desk.ticket_prefill import PrefillFor

        return self.desk.read(PrefillFor(branch_id, appointment_id))

    def _similar(self, branch_id: str, phone: str | None, number: str | None) -> "Sequence[TicketRef]":
        from backoffice.desk.ticket_picking import SimilarTickets

        return self.desk.read(SimilarTickets(branch_id, phone=phone, number=number))

    def _keep_promise(self, answer: "TicketAnswer", branch_id: str, appointment_id: str | None, form: str) -> None:
        from backoffice.desk.tickets import MakeTicket

        about = {"appointment_id": appointment_id} if appointment_id else {"caller": answer.caller}

        def made() -> MakeTicket:
            return self.desk.new(
                MakeTicket, ticket=answer.ticket(self.desk.draw_number()), branch_id=branch_id, **about
            )

        # The number names it: with the person's name the sentence to say would not fit beside it.
        self.prepared(form, made, lambda command: self.carry_out([command], {}, form, then=self.promised))

    # --- what a saved form still needs before it can be carried out ----------------------------------------------

    def prepared(self, form: str, prepare: Callable[[], T], then: Callable[[T], object]) -> None:
        """Ask the desk (in a thread) for what a saved form still needs, a number as a rule; then carry it out.

        `form` is its key: whatever goes wrong before `then`, the form is parked as it was.
        """
        self._prepare(Drafts.of(self.app).ticket(form), prepare, then)

    @work(group="write", exit_on_error=False)
    async def _prepare(self, kept: int | None, prepare: Callable[[], T], then: Callable[[T], object]) -> None:
        # Not exclusive: what was saved is not dropped because another form is opened.
        with self.kept_unless_done(kept), self.waiting():
            then(await asyncio.to_thread(prepare))

    @contextmanager
    def kept_unless_done(self, kept: int | None) -> Iterator[None]:
        """Park a saved form where what is done for it goes wrong or is given up. A refusal is said, no more."""
        drafts = Drafts.of(self.app)
        try:
            yield
        except BackofficeError as error:
            if kept is not None:
                drafts.refused(kept)
            self.say(f"{refusal(error).message} {KEPT_AS_DRAFT}", ink="urgent")
        except BaseException as error:
            if kept is not None and drafts.refused(kept) and self.is_attached:
                self.records.refresh_cells()
                if isinstance(error, asyncio.CancelledError):  # something else was begun meanwhile
                    self.say(KEPT_AS_DRAFT)
            raise

    def working(self) -> None:
        """Say that it takes a moment; what Ctrl+Q asked about it stands."""
        if self.notice.text != STILL_SAVING:
            super().working()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Say that it takes a moment, as soon as it does, and no longer than it does."""
        slow = self.set_timer(SLOW, self.working)
        try:
            yield
        finally:
            slow.stop()
            if self.is_attached and self.notice.text == WORKING:
                self.notice.clear()

    def promised(self, done: Done) -> None:
        """A promise was made: the list shows it."""
        self.load(flash=True)
        self.recount()

    def promise_of(self, appointment_id: str) -> None:
        """r in a record."""
        self.promise(appointment_id, words.TITLE)

    # --- what is done on another screen --------------------------------------------------------------------------

    def on_screen(self, mode: str, do: Callable[[Any], object]) -> None:
        """Show another screen, and do something there; at once where it is this one."""
        app: Any = self.app
        if mode == self.MODE:
            do(self)
        else:
            app.show_on(mode, do)

    def search_all(self) -> None:
        """F3: over all days and tickets; what is found is shown where it belongs."""
        from backoffice.screens.search import SearchDialog

        def chosen(found: tuple[date | None, str] | None) -> None:
            if found is None:
                return
            day, id_ = found
            if day is None:
                self.on_screen("tickets", lambda screen: screen.show_ticket(id_))
            else:
                self.on_screen("today", lambda screen: screen.go_to(day, cursor=id_))

        branch = Shared.of(self.app).branch
        if branch is not None:
            self.app.push_screen(SearchDialog(self.desk, branch.id, self.desk.clock), chosen)

    def record_closed(self, answer: tuple[str, str] | None) -> None:
        """An open record, of an appointment or a ticket, was left: with what is to be done, and to what."""
        if answer is None:
            return
        what, id_ = answer
        match what:
            case "undo":
                self.undo(id_)
            case "callback":
                self.promise_of(id_)
            case "reach":
                self.on_screen("tickets", lambda screen: screen.change_reach(id_))
            case "ticket_time":
                self.on_screen("tickets", lambda screen: screen.time_of(id_))
            case "responsibility":
                self.on_screen("today", lambda screen: screen.record_closed(answer))
            case "ticket_responsibility":
                self.on_screen("tickets", lambda screen: screen.responsibility_of(id_))
            case "contact":
                self.on_screen("today", lambda screen: screen.correct_contact(id_))

"""A screen with tickets asks before it changes one: choices, texts, forms that come back after a refusal."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import work

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.errors import BackofficeError
from backoffice.screens.booking_flow import BookingFlow
from backoffice.screens.drafts import Drafts
from backoffice.screens.ticket_lines import TicketWriter
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.filter_bar import FilterBar
from backoffice.wording import ticket_forms as forms
from backoffice.wording import ticket_screen as words

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.desk.ticket_views import TicketRecord
    from backoffice.screens.dialog import FormDialog

T = TypeVar("T")


class TicketAsking(BookingFlow[TicketLine]):
    """What the letters of a ticket are made of."""

    ROW: ClassVar[str] = "ticket_id"

    @property
    def writer(self) -> TicketWriter:
        """How tickets are written right now."""
        raise NotImplementedError

    def row_name(self, row: TicketLine) -> str:
        """The person as the list shows them."""
        return self.writer.name(row)

    def several(self, count: int, said_of_one: str) -> str:
        """What was done to several marked tickets."""
        return words.several(count, said_of_one)

    def _lines(self) -> list[TicketLine]:
        """The rows an action acts on, as on every list; where there is none it speaks of tickets."""
        lines = super()._lines()
        if not lines and not (self.shown_rows and self.query_one(FilterBar).text):
            self.say(words.NOTHING_SELECTED)
        return lines

    async def _record(self, ticket_id: str) -> "TicketRecord | None":
        """The open record of a ticket; says why where it cannot be read."""
        from backoffice.desk.ticket_record import TicketRecordOf

        try:
            return await asyncio.to_thread(self.desk.read, TicketRecordOf(ticket_id, self.desk.clock.now()))
        except BackofficeError as error:
            self.refused(error)
            return None

    def _choose(self, title: str, choices: Sequence[Choice], line: TicketLine, then: Callable[[str], None]) -> None:
        from backoffice.screens.choice import ChoiceDialog

        if not line.open:
            self.say(words.CLOSED_ALREADY.format(number=line.number), ink="urgent")
            return
        about = f"{line.number} · {self.row_name(line)}"
        self.app.push_screen(ChoiceDialog(title, choices, about), lambda id_: None if id_ is None else then(id_))

    def _say_of(
        self,
        line: TicketLine,
        asked: tuple[str, str, str, str],
        said: Callable[[str], dict[str, Any]],
        kind: "type[Command] | None" = None,
        *,
        required: bool = True,
        dialled: bool = False,
    ) -> None:
        """Ask for one text, then change the ticket by it; `asked`: title, kind of draft, label, placeholder.

        `dialled`: it ends a call; the form is kept where nothing was typed, too, as the ticket stays *im Anruf*.
        """
        from backoffice.desk.ticket_closing import CloseTicket
        from backoffice.screens.ticket_dialogs import SayForm

        title, key, label, placeholder = asked

        def make(seen: TicketLine) -> "FormDialog[str]":
            titled = forms.about(title, seen.number, self.row_name(seen))
            form = SayForm(titled, key, seen.id, label, placeholder=placeholder, required=required)
            form.continues = dialled
            return form

        self._ask(
            line,
            make,
            lambda seen, text, form: self.change(kind or CloseTicket, [seen], lambda _: said(text), form=form),
        )

    def _ask(
        self,
        line: TicketLine,
        make: "Callable[[TicketLine], FormDialog[T]]",
        take: Callable[[TicketLine, T, str], None],
        *,
        fresh: "Callable[[TicketRecord], None] | None" = None,
    ) -> None:
        """Open a form about a ticket. One that comes back after a refusal is about the ticket as it is then.

        `fresh` is for a form that shows more of it than the list does: the record, as read before F6 shows it again.
        """
        seen = [line]
        tried: list[T] = []
        made: list[FormDialog[T]] = []

        def made_now() -> "FormDialog[T]":
            seen[0] = self._as_shown(seen[0])
            made[:] = [make(seen[0])]
            return made[0]

        def taken(answer: T) -> None:
            tried[:] = [answer]
            take(seen[0], answer, made[0].draft_key)

        def again(show: Callable[[], object]) -> None:
            if fresh is None and not (tried and self._not_shown(seen)):
                show()
            else:
                self._look_again(seen, fresh, show)

        Drafts.of(self.app).open(made_now, taken, again)

    def _not_shown(self, lines: Sequence[TicketLine]) -> bool:
        """Whether one of the tickets is not on the list: what became of it is not known here."""
        return not {line.id for line in lines} <= {row.id for row in self.shown_rows}

    @work(exclusive=True, group="again", exit_on_error=False)
    async def _look_again(
        self,
        seen: list[TicketLine],
        fresh: "Callable[[TicketRecord], None] | None",
        show: Callable[[], object],
    ) -> None:
        """Read the tickets a form is about, which a colleague changed; one that cannot be read stays as it was."""
        from backoffice.desk.ticket_record import TicketRecordOf
        from backoffice.screens.privacy import uncovered

        ids, now = [line.id for line in seen], self.desk.clock.now()
        with suppress(BackofficeError), self.waiting():
            records = await asyncio.to_thread(lambda: [self.desk.read(TicketRecordOf(id_, now)) for id_ in ids])
            seen[:] = [record.line for record in records]
            if fresh is not None:
                fresh(records[0])
        uncovered(self.app, show)

    def _as_shown(self, line: TicketLine) -> TicketLine:
        """The same ticket as the list shows it now, or as it was read later."""
        now = next((row for row in self.shown_rows if row.id == line.id), line)
        return max(now, line, key=lambda row: row.version)

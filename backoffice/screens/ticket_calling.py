"""Working promised calls by their letters: a b e x. What each of them needs is imported where it is used."""

import asyncio

from textual import work

from backoffice.desk.command import Done
from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.terms import AttemptResult
from backoffice.screens.ticket_time import TicketTime
from backoffice.wording import ticket_forms as forms
from backoffice.wording import ticket_screen as words
from backoffice.wording.dialogs import FIELD_REASON


class TicketCalling(TicketTime):
    """Accept, dial, and what came of it."""

    def action_arrive(self) -> None:
        """a: accept it bindingly."""
        from backoffice.desk.ticket_calls import AcceptTicket

        self.change(AcceptTicket, self._lines())

    def action_begin(self) -> None:
        """b: claim it, then show the number large."""
        from backoffice.desk.ticket_calls import DialTicket

        line = self._one()
        if line is None:
            return
        if line.protected:
            self.refused(Refused("protected"))  # there is no number to show: nobody is kept from dialling
        else:
            self.change(DialTicket, [line], then=self._dialled)

    def _dialled(self, done: Done) -> None:
        self.load(flash=True)
        self.show_number(done.ids[0])

    @work(exclusive=True, group="dial", exit_on_error=False)
    async def show_number(self, ticket_id: str) -> None:
        """The number large, what it is about, and how it ended."""
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_dial import DialDialog

        record = await self._record(ticket_id)
        if record is None:
            return

        def ended(how: str | None) -> None:
            self._call_ended(record.line, how)

        uncovered(self.app, lambda: self.app.push_screen(DialDialog(record, self.desk.clock), ended))

    def _call_ended(self, line: TicketLine, how: str | None) -> None:
        from backoffice.desk.ticket_calls import LayDown
        from backoffice.screens.ticket_dial import LAY_DOWN

        if how is None:
            self.say(words.STILL_DIALLING.format(number=line.number))
        elif how == LAY_DOWN:
            self.change(LayDown, [line])
        else:
            self._outcome(line, how, dialled=True)

    # --- what came of it -----------------------------------------------------------------------------------------

    def action_outcome(self) -> None:
        """e: reached, tried, answered in another way, or a word in between."""
        line = self._one()
        if line is None:
            return
        from backoffice.screens.ticket_choices import outcome_choices

        self._choose(words.OUTCOME_TITLE, outcome_choices(line), line, lambda how: self._outcome(line, how))

    def action_negative(self) -> None:
        """x: return it, give the acceptance back, or void it."""
        line = self._one()
        if line is None:
            return
        from backoffice.screens.ticket_choices import negative_choices

        self._choose(words.NEGATIVE_TITLE, negative_choices(line), line, lambda how: self._negative(line, how))

    def _outcome(self, line: TicketLine, how: str, *, dialled: bool = False) -> None:
        """`dialled`: it ends a call that stood there large; its answer is kept where it is put aside."""
        from backoffice.desk.ticket_calls import TryTicket
        from backoffice.desk.ticket_closing import Reached, Written
        from backoffice.screens import ticket_choices as of

        if how == of.REACHED:
            self._say_of(
                line,
                (forms.ANSWER_TITLE, "reached", forms.FIELD_ANSWER, forms.PLACEHOLDER_ANSWER),
                lambda text: {"end": Reached(how=text)},
                required=False,
                dialled=dialled,
            )
        elif how == of.WRITTEN:
            self._say_of(
                line,
                (forms.WRITTEN_TITLE, "written", forms.FIELD_HOW, forms.PLACEHOLDER_WRITTEN),
                lambda text: {"end": Written(how=text)},
            )
        elif how == of.BY_APPOINTMENT:
            self.settle_by_appointment(line)
        elif how == of.NEW_APPOINTMENT:
            self.book_for(line)
        elif how == of.INTERIM:
            self._interim(line)
        else:
            self.change(TryTicket, [line], lambda _: {"result": AttemptResult(how)})

    def _negative(self, line: TicketLine, how: str) -> None:
        from backoffice.desk.ticket_closing import Void
        from backoffice.desk.ticket_moves import GiveBack, ReturnTicket
        from backoffice.screens import ticket_choices as of

        if how == of.GIVE_BACK:
            self.change(GiveBack, [line], lambda _: {"reason": ""})
        elif how == of.RETURN:
            self._say_of(
                line, (forms.RETURN_TITLE, "return", FIELD_REASON, ""), lambda text: {"reason": text}, ReturnTicket
            )
        elif how == of.VOID:
            self._say_of(line, (forms.VOID_TITLE, "void", FIELD_REASON, ""), lambda text: {"end": Void(how=text)})

    @work(exclusive=True, group="coming", exit_on_error=False)
    async def settle_by_appointment(self, line: TicketLine) -> None:
        """A coming appointment keeps the promise: which, and how the person knows of it."""
        from backoffice.desk.ticket_closing import ByAppointment, CloseTicket
        from backoffice.desk.ticket_picking import ComingAppointments
        from backoffice.screens.naming import called
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_dialogs import SettledByForm, Settling

        try:
            coming = await asyncio.to_thread(self.desk.read, ComingAppointments(line.id, self.desk.clock.now()))
        except BackofficeError as error:
            self.refused(error)
            return

        def make(seen: TicketLine) -> SettledByForm:
            title = forms.about(forms.APPOINTMENT_TITLE, seen.number, self.row_name(seen))
            return SettledByForm(title, seen.id, coming, lambda one: called(one, short=self.short_names))

        def take(seen: TicketLine, said: Settling, form: str) -> None:
            end = ByAppointment(appointment_id=said.appointment_id, how=said.how)
            self.change(CloseTicket, [seen], lambda _: {"end": end}, form=form)

        uncovered(self.app, lambda: self._ask(line, make, take))

    def _interim(self, line: TicketLine) -> None:
        from backoffice.desk.ticket_calls import Interim
        from backoffice.screens.ticket_dialogs import InterimForm, Told

        def make(seen: TicketLine) -> InterimForm:
            title = forms.about(forms.INTERIM_TITLE, seen.number, self.row_name(seen))
            return InterimForm(title, seen.id, self.desk.clock.now())

        def take(seen: TicketLine, said: Told, form: str) -> None:
            values = {"promised_at": said.promised_at, "how": said.how}
            self.change(Interim, [seen], lambda _: values, form=form)

        self._ask(line, make, take)

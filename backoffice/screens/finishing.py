"""How an appointment ends (e): outcomes, a call that reached nobody, and the promise that goes with *Rückruf*."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import work

from backoffice.desk.views import Line
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Step, path
from backoffice.screens.drafts import Drafts, row_key
from backoffice.screens.receiving import Receiving
from backoffice.wording import screens as words
from backoffice.wording.dialogs import OUTCOME_TITLE, titled
from backoffice.wording.evening import ONE_DAY_EACH
from backoffice.wording.refusals import refusal
from backoffice.wording.ticket_forms import CALLBACK_TITLE

if TYPE_CHECKING:
    from backoffice.desk.finishing import Callback
    from backoffice.desk.ticket_prefill import Prefill
    from backoffice.screens.outcome import OutcomeAnswer, OutcomeDialog
    from backoffice.screens.ticket_form import TicketAnswer, TicketForm


def _can_finish(line: Line) -> bool:
    try:
        path(line.status, Step.FINISH, line.channel)
    except Refused:
        return False
    return True


class Finishing(Receiving):
    """The letter e."""

    def _backdating(self, line: Line) -> bool:
        from backoffice.domain.calendar import last_working_day

        today = wall(self.desk.clock.now())[0]
        return last_working_day(today) <= line.day < today

    def _when(self, line: Line) -> dict[str, Any]:
        """On the last working day a change is a Nachtrag of that day, at the booked time (D18).

        What stayed open before that is ended now: nobody is left behind because nobody looked in time.
        """
        if not self._backdating(line):
            return {}
        return {"happened_at": instant_of(line.day, line.start)}

    def action_outcome(self) -> None:
        """e: how it ended."""
        lines = self._lines()
        if not lines:
            return
        try:
            for line in lines:
                path(line.status, Step.FINISH, line.channel)
        except Refused as refused:  # before anything is typed into a form that cannot be saved
            self.refused(refused)
            return
        if len({self._backdating(line) and line.day for line in lines}) > 1:
            self.say(ONE_DAY_EACH, ink="urgent")  # one time is asked for all of them: it would be of one day only
            return
        # What the person saw when the form opened: a form that comes back after a refusal sees the row as it is then,
        # and of several rows those that are still to be finished.
        seen = list(lines)
        forms: list[OutcomeDialog] = []

        def make() -> "OutcomeDialog":
            now = self._as_shown(seen)
            seen[:] = [line for line in now if _can_finish(line)] or now
            forms[:] = [self._outcome_form(seen)]
            return forms[0]

        Drafts.of(self.app).open(make, lambda answer: self._finish(seen, answer, forms[0].draft_key))

    def _finish(self, lines: Sequence[Line], answer: "OutcomeAnswer", form: str) -> None:
        from backoffice.desk.calling import LogAttempt

        if answer.attempt is not None:
            self.change(
                LogAttempt,
                lines,
                lambda _: {
                    "result": answer.attempt,
                    "note": answer.note or None,
                    "happened_at": answer.happened_at,
                },
                form=form,
            )
        elif answer.callback:
            self._promise_first(lines[0], answer, form)
        else:
            self._save_outcomes(lines, answer, form)

    def _save_outcomes(
        self, lines: Sequence[Line], answer: "OutcomeAnswer", form: str, callback: "tuple[Callback, ...]" = ()
    ) -> None:
        from backoffice.desk.finishing import Finish

        self.change(
            Finish,
            lines,
            lambda _: {
                # Every row's outcomes are rows of their own.
                "outcomes": (*(o.model_copy(update={"id": new_id()}) for o in answer.outcomes), *callback),
                "note": answer.note or None,
                "happened_at": answer.happened_at,
            },
            form=form,
        )

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _promise_first(self, line: Line, answer: "OutcomeAnswer", form: str) -> None:
        """*Rückruf*: the promise is entered before anything is saved; then all of it is one change.

        A promise that this appointment has led to already is the one that is meant. The second form keeps what the
        first one said: parked, it waits with it.
        """
        from backoffice.desk.finishing import Callback
        from backoffice.desk.record import RecordOf
        from backoffice.desk.ticket_prefill import PrefillFor
        from backoffice.domain.tickets import TicketStatus
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_form import TicketForm

        def read() -> "tuple[str | None, Prefill]":
            record = self.desk.read(RecordOf(line.id, self.desk.clock.now()))
            open_ones = [ticket.id for ticket in record.tickets if ticket.status is not TicketStatus.CLOSED]
            return (open_ones[0] if open_ones else None), self.desk.read(PrefillFor(self.day.branch.id, line.id))

        try:
            known, prefill = await asyncio.to_thread(read)
        except BackofficeError as error:
            self._keep(form, error)
            return
        if known is not None:
            self._save_outcomes(self._as_shown([line]), answer, form, (Callback(ticket_id=known),))
            return
        key = f"callback:{line.id}"

        def make() -> "TicketForm":
            title = titled(CALLBACK_TITLE, line.start, self.writer.name(line))
            form = TicketForm(prefill, title, self.desk.clock.now, draft_key=key)
            form.continues = True
            return form

        def promised(said: "TicketAnswer") -> None:
            self._save_with_promise(line, answer, said, key)

        drafts = Drafts.of(self.app)
        first = drafts.ticket(form)
        if first is not None:
            drafts.done(first)  # the second form has it now
        uncovered(self.app, lambda: drafts.open(make, promised))

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _save_with_promise(self, line: Line, answer: "OutcomeAnswer", said: "TicketAnswer", form: str) -> None:
        from backoffice.desk.finishing import Callback

        try:
            number = await asyncio.to_thread(self.desk.draw_number)
        except BackofficeError as error:
            self._keep(form, error)
            return
        self._save_outcomes(self._as_shown([line]), answer, form, (Callback(ticket=said.ticket(number)),))

    def _keep(self, form: str, error: BackofficeError) -> None:
        """Park what was typed: it could not even be tried."""
        drafts = Drafts.of(self.app)
        ticket = drafts.ticket(form)
        if ticket is not None:
            drafts.refused(ticket)
        self.say(f"{refusal(error).message} {words.KEPT_AS_DRAFT}", ink="urgent")

    def _as_shown(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The same rows as the list shows them now."""
        now = {line.id: line for line in self.day.lines}
        return [now.get(line.id, line) for line in lines]

    def _outcome_form(self, lines: Sequence[Line]) -> "OutcomeDialog":
        from backoffice.screens.outcome import OutcomeDialog

        first, ids = lines[0], {line.id for line in lines}
        form = OutcomeDialog(
            first,
            [other for other in self.day.lines if other.id not in ids],
            self.desk.clock.now(),
            backdate=self._backdating(first),
            short_names=self.writer.short_names,
            several=len(lines) > 1,
        )
        form.draft_key = row_key("outcome", [line.id for line in lines])
        if len(lines) > 1:
            form.box_title = words.outcome_marked(OUTCOME_TITLE, len(lines))
        return form

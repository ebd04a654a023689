"""How an appointment ends (e): outcomes, a call that reached nobody, and the promise that goes with *Rückruf*."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
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


def _between(appointment_id: str) -> str:
    """The key of the form in which a promise is entered before its appointment ends."""
    return f"callback:{appointment_id}"


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
        between = _between(lines[0].id)
        if len(lines) == 1 and Drafts.of(self.app).is_parked(between):
            Drafts.of(self.app).reopen(between)  # how it ended was said already: its promise is what is missing
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

        tried: list[OutcomeAnswer] = []

        def take(answer: "OutcomeAnswer") -> None:
            tried[:] = [answer]
            self._finish(seen, answer, forms[0].draft_key)

        Drafts.of(self.app).open(make, take, lambda show: self._again(seen if tried else [], show))

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

    def _promise_first(self, line: Line, answer: "OutcomeAnswer", form: str) -> None:
        """*Rückruf*: the promise is entered before anything is saved; then all of it is one change.

        A promise that this appointment has led to already is the one that is meant.
        """
        self._ask_promise(line, answer, form, Drafts.of(self.app).ticket(form))

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _ask_promise(self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None) -> None:
        # Exclusive, as two forms would lie over each other: one that is overtaken keeps what was said.
        from backoffice.desk.finishing import Callback
        from backoffice.desk.ticket_prefill import PrefillFor

        def read() -> "tuple[str | None, Prefill]":
            return self._promised_for(line.id), self.desk.read(PrefillFor(self.day.branch.id, line.id))

        with self.kept_unless_done(kept):
            with self.waiting():
                known, prefill = await asyncio.to_thread(read)
            if known is None:
                self._open_promise(line, answer, prefill, kept)
            else:
                self._save_outcomes(self._as_shown([line]), answer, form, (Callback(ticket_id=known),))

    def _open_promise(self, line: Line, answer: "OutcomeAnswer", prefill: "Prefill", kept: int | None) -> None:
        """The second form keeps what the first one said: parked, it waits with it."""
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_form import TicketForm

        drafts = Drafts.of(self.app)
        key = drafts.free(_between(line.id))  # one that is parked belongs to what was said then

        def make() -> "TicketForm":
            title = titled(CALLBACK_TITLE, line.start, self.writer.name(line))
            form = TicketForm(prefill, title, self.desk.clock.now, draft_key=key)
            form.continues = True
            return form

        seen = [line]
        tried: list[TicketAnswer] = []

        def promised(said: "TicketAnswer") -> None:
            tried[:] = [said]
            self._save_with_promise(seen[0], answer, said, key)

        def show() -> None:
            if kept is not None:
                drafts.done(kept)  # the second form has it now
            drafts.open(make, promised, lambda show: self._again(seen if tried else [], show))

        uncovered(self.app, show)

    def _save_with_promise(self, line: Line, answer: "OutcomeAnswer", said: "TicketAnswer", form: str) -> None:
        from backoffice.desk.finishing import Callback

        def callback() -> Callback:
            # Looked for again: one may have been promised while this form lay aside.
            known = self._promised_for(line.id)
            return Callback(ticket_id=known) if known else Callback(ticket=said.ticket(self.desk.draw_number()))

        self.prepared(form, callback, lambda made: self._save_outcomes(self._as_shown([line]), answer, form, (made,)))

    def _promised_for(self, appointment_id: str) -> str | None:
        """The open ticket that an appointment has led to, read now (in a thread)."""
        from backoffice.desk.record import RecordOf
        from backoffice.domain.tickets import TicketStatus

        record = self.desk.read(RecordOf(appointment_id, self.desk.clock.now()))
        return next((t.id for t in record.tickets if t.status is not TicketStatus.CLOSED), None)

    def _again(self, seen: list[Line], show: Callable[[], object]) -> None:
        """A form comes back after a refusal: the rows that the list does not show are read again before."""
        shown = {line.id for line in self.day.lines}
        away = [line.id for line in seen if line.id not in shown]
        if away:
            self._look_again(seen, away, show)
        else:
            show()

    @work(exclusive=True, group="again", exit_on_error=False)
    async def _look_again(self, seen: list[Line], away: Sequence[str], show: Callable[[], object]) -> None:
        from backoffice.desk.record import RecordOf
        from backoffice.screens.privacy import uncovered

        now = self.desk.clock.now()
        with suppress(BackofficeError), self.waiting():  # else it stays as it was seen: saving it will say why
            lines = await asyncio.to_thread(lambda: {id_: self.desk.read(RecordOf(id_, now)).line for id_ in away})
            seen[:] = [lines.get(line.id, line) for line in seen]
        uncovered(self.app, show)

    def _as_shown(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The same rows as the list shows them now."""
        now = {line.id: line for line in self.day.lines}
        return [now.get(line.id, line) for line in lines]

    def lines_of_day(self, line: Line) -> Sequence[Line]:
        """The appointments of a row's day, those too that are not listed: it may be settled in one of them."""
        return self.day.lines

    def _outcome_form(self, lines: Sequence[Line]) -> "OutcomeDialog":
        from backoffice.screens.outcome import OutcomeDialog

        first, ids = lines[0], {line.id for line in lines}
        form = OutcomeDialog(
            first,
            [other for other in self.lines_of_day(first) if other.id not in ids],
            self.desk.clock.now(),
            backdate=self._backdating(first),
            short_names=self.writer.short_names,
            several=len(lines) > 1,
        )
        form.draft_key = row_key("outcome", [line.id for line in lines])
        if len(lines) > 1:
            form.box_title = words.outcome_marked(OUTCOME_TITLE, len(lines))
        return form

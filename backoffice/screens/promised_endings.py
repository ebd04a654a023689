"""What an ending promises is entered before anything is saved: a call (*Rückruf*), then a time (*Folgetermin*).

The time comes last: it is held while it is talked about, and nobody else waits while a call is written down.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.command import Done
from backoffice.desk.views import Line, LinkedView, Relation
from backoffice.domain.errors import BackofficeError
from backoffice.domain.states import BROKEN, Status
from backoffice.screens.committing import Committing
from backoffice.screens.drafts import Drafts
from backoffice.wording.booking_form import FOLLOW_UP_TITLE
from backoffice.wording.dialogs import titled
from backoffice.wording.ticket_forms import CALLBACK_TITLE

if TYPE_CHECKING:
    from backoffice.desk.finishing import Ending
    from backoffice.desk.ticket_prefill import Prefill
    from backoffice.desk.views import Record
    from backoffice.screens.booking_flow import Chosen
    from backoffice.screens.outcome import OutcomeAnswer, OutcomeDialog
    from backoffice.screens.ticket_form import TicketAnswer, TicketForm

    Later = Callable[[], Ending]

GONE = BROKEN | {Status.MOVED, Status.TAKEN_OVER}
"""A follow-up in one of these is none any more; what it was moved to is another one."""


@dataclass(frozen=True, slots=True)
class Promised:
    """The endings that were entered in forms of their own, and what follows when all of it is saved, or refused."""

    endings: "tuple[Ending, ...]" = ()
    then: Callable[[Done], object] | None = None
    otherwise: Callable[[BackofficeError], object] | None = None


NOTHING_PROMISED = Promised()


class PromisedEndings(Committing):
    """The forms between the dialog of outcomes and the one change that saves them all (D9)."""

    def save_outcomes(
        self, lines: Sequence[Line], answer: "OutcomeAnswer", form: str, promised: Promised | None = None
    ) -> None:
        """Save how it ended, as one change; `form`: the key of the form that was saved last."""
        raise NotImplementedError

    def _as_shown(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The same rows as the list shows them now."""
        raise NotImplementedError

    def promise_parked(self, appointment_id: str) -> bool:
        """Bring back a form that was parked between the two, where there is one."""
        drafts = Drafts.of(self.app)
        parked = next((key for key in _between(appointment_id) if drafts.is_parked(key)), None)
        if parked is not None:
            drafts.reopen(parked)
        return parked is not None

    def promises_first(self, line: Line, answer: "OutcomeAnswer", form: str) -> None:
        """Ask for what is promised before anything is saved.

        A call or a time that this appointment has led to already is the one that is meant.
        """
        kept = Drafts.of(self.app).ticket(form)
        if answer.commitment:
            self.ask_commitment(line, answer, form, kept)
        else:
            self.after_commitment(line, answer, form, kept, ())

    def after_commitment(
        self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None, made: "tuple[Later, ...]"
    ) -> None:
        if answer.callback:
            self._ask_promise(line, answer, form, kept, made)
        elif answer.follow_up:
            self._ask_time(line, answer, form, kept, made)
        else:
            self._save(line, answer, form, made)

    # --- a call --------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _ask_promise(
        self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None, made: "tuple[Later, ...]"
    ) -> None:
        # Exclusive, as two forms would lie over each other: one that is overtaken keeps what was said.
        from backoffice.desk.finishing import Callback
        from backoffice.desk.ticket_prefill import PrefillFor

        def read() -> "tuple[str | None, LinkedView | None, Prefill]":
            record = self.record_of(line.id)
            return promised_in(record), follow_up_in(record), self.desk.read(PrefillFor(self.day.branch.id, line.id))

        with self.kept_unless_done(kept):
            with self.waiting():
                known, next_, prefill = await asyncio.to_thread(read)
            if known is None:
                self._open_promise(line, answer, prefill, kept, made)
            else:
                self._time_or_save(line, answer, form, kept, next_, (*made, lambda: Callback(ticket_id=known)))

    def _open_promise(
        self, line: Line, answer: "OutcomeAnswer", prefill: "Prefill", kept: int | None, made: "tuple[Later, ...]"
    ) -> None:
        """The second form keeps what the first one said: parked, it waits with it."""
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_form import TicketForm

        drafts = Drafts.of(self.app)
        key = drafts.free(_between(line.id)[0])  # one that is parked belongs to what was said then

        def make() -> "TicketForm":
            title = titled(CALLBACK_TITLE, line.start, self.writer.name(line))
            form = TicketForm(prefill, title, self.desk.clock.now, draft_key=key)
            form.continues = True
            return form

        seen = [line]
        tried: list[TicketAnswer] = []

        def promised(said: "TicketAnswer") -> None:
            tried[:] = [said]
            self._after_promise(seen[0], answer, said, key, made)

        def show() -> None:
            if kept is not None:
                drafts.done(kept)  # the second form has it now
            drafts.open(make, promised, lambda show: self.again(seen if tried else [], show))

        uncovered(self.app, show)

    def _after_promise(
        self, line: Line, answer: "OutcomeAnswer", said: "TicketAnswer", form: str, made: "tuple[Later, ...]"
    ) -> None:
        from backoffice.desk.finishing import Callback

        def callback() -> Callback:
            # Looked for again: one may have been promised while this form lay aside.
            known = promised_in(self.record_of(line.id))
            return Callback(ticket_id=known) if known else Callback(ticket=said.ticket(self.desk.draw_number()))

        kept = Drafts.of(self.app).ticket(form)
        if answer.follow_up:
            self._ask_time(line, answer, form, kept, (*made, callback))
        else:
            self._save(line, answer, form, (*made, callback))

    # --- a time --------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _ask_time(
        self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None, made: "tuple[Later, ...]"
    ) -> None:
        with self.kept_unless_done(kept):
            with self.waiting():
                known = await asyncio.to_thread(lambda: follow_up_in(self.record_of(line.id)))
            self._time_or_save(line, answer, form, kept, known, made)

    def _time_or_save(
        self,
        line: Line,
        answer: "OutcomeAnswer",
        form: str,
        kept: int | None,
        known: LinkedView | None,
        made: "tuple[Later, ...]",
    ) -> None:
        from backoffice.desk.booking_prefill import FollowUpPrefill
        from backoffice.desk.finishing import FollowUp
        from backoffice.domain.terms import ApplicationKept
        from backoffice.screens.booking_flow import AskBooking

        if not answer.follow_up:
            self._save(line, answer, form, made)
        elif known is not None:
            self._save(line, answer, form, (*made, lambda: FollowUp(linked_id=known.id)))
        else:
            asked = AskBooking(
                FollowUpPrefill(line.id, self.desk.clock.now(), answer.application_kept is ApplicationKept.YES),
                titled(FOLLOW_UP_TITLE, line.start, self.writer.name(line)),
                _between(line.id)[1],
                about=line.id,
                continues=True,
                kept=kept,
            )
            self.ask_booking(asked, lambda chosen: self._save_with_time(line, answer, chosen, made))

    def _save_with_time(
        self, line: Line, answer: "OutcomeAnswer", chosen: "Chosen", made: "tuple[Later, ...]"
    ) -> None:
        from backoffice.desk.finishing import FollowUp

        # As it was read for this form: the list may show another day by now.
        seen = replace(line, version=max(line.version, chosen.prefill.version or 0))

        def saved(done: Done) -> None:
            self.booked(replace(done, ids=(chosen.booking.id,)))

        self._save(
            seen,
            answer,
            chosen.form,
            (lambda: FollowUp(booking=chosen.booking), *made),
            then=saved,
            otherwise=chosen.otherwise,
        )

    # --- all of it -----------------------------------------------------------------------------------------------

    def _save(
        self,
        line: Line,
        answer: "OutcomeAnswer",
        form: str,
        made: "tuple[Later, ...]",
        *,
        then: Callable[[Done], object] | None = None,
        otherwise: Callable[[BackofficeError], object] | None = None,
    ) -> None:
        """Make what is still to be made (a number is drawn) in a thread, then save."""

        def save(endings: "tuple[Ending, ...]") -> None:
            newest = max((*self._as_shown([line]), line), key=lambda of: of.version)
            self.save_outcomes([newest], answer, form, Promised(endings, then, otherwise))

        self.prepared(form, lambda: tuple(make() for make in made), save)

    # --- what it has led to already ------------------------------------------------------------------------------

    def tell_follow_up(self, form: "OutcomeDialog", lines: Sequence[Line]) -> None:
        """Tell a form that asks after an application when the follow-up is that was booked before (D17)."""
        if len(lines) == 1 and lines[0].application:
            self._tell_follow_up(form, lines[0].id)

    @work(group="ending", exit_on_error=False)
    async def _tell_follow_up(self, form: "OutcomeDialog", appointment_id: str) -> None:
        known = None
        with suppress(BackofficeError):  # saving says why
            known = await asyncio.to_thread(lambda: follow_up_in(self.record_of(appointment_id)))
        if known is not None and form.is_attached:
            form.call_later(form.follows, known.day)  # a quick answer may be here before its fields are


def promised_in(record: "Record") -> str | None:
    """The open ticket that an appointment has led to."""
    from backoffice.domain.tickets import TicketStatus

    return next((t.id for t in record.tickets if t.status is not TicketStatus.CLOSED), None)


def follow_up_in(record: "Record") -> LinkedView | None:
    """The follow-up that an appointment has led to and that stands; of several the last."""
    standing = [of for of in record.linked if of.relation is Relation.FOLLOW_UP and of.status not in GONE]
    return standing[-1] if standing else None


def _between(appointment_id: str) -> tuple[str, ...]:
    """The keys of the forms in which something is promised before its appointment ends: a call, a time, what the
    responsible branch said yes to, and its call.
    """
    return tuple(f"{of}:{appointment_id}" for of in ("callback", "next_time", "commitment", "commitment_call"))

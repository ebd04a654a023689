"""What the responsible branch promised is linked, or entered with its agreement, before the talk ends (D9, D44)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from textual import work

from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.drafts import Drafts
from backoffice.screens.receiving import Receiving
from backoffice.wording.dialogs import titled

if TYPE_CHECKING:
    from backoffice.desk.asking_prefill import AskingView
    from backoffice.desk.finishing import Ending
    from backoffice.desk.takeover_views import TakeoverLine
    from backoffice.screens.commitment_form import CommitmentSaid
    from backoffice.screens.dialog import FormDialog
    from backoffice.screens.outcome import OutcomeAnswer, OutcomeDialog
    from backoffice.screens.ticket_form import TicketAnswer

    Later = Callable[[], Ending]

T = TypeVar("T")


class Committing(Receiving):
    """The forms of *Zusage der zuständigen Geschäftsstelle*, between the dialog of outcomes and what it saves."""

    def after_commitment(
        self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None, made: "tuple[Later, ...]"
    ) -> None:
        """Go on with what else was ticked; `form`: the key of the form that was saved last."""
        raise NotImplementedError

    def again(self, seen: list[Line], show: Callable[[], object]) -> None:
        """Read rows anew that the list does not show, then show the form about them."""
        raise NotImplementedError

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def ask_commitment(self, line: Line, answer: "OutcomeAnswer", form: str, kept: int | None) -> None:
        """What they promised themselves is the one that is meant; else it is entered now."""
        # Exclusive, as two forms would lie over each other: one that is overtaken keeps what was said.
        from backoffice.desk.asking_prefill import AskingPrefill
        from backoffice.desk.finishing import Commitment

        with self.kept_unless_done(kept):
            with self.waiting():
                query = AskingPrefill(line.id, self.desk.clock.now())
                known = await asyncio.to_thread(self.desk.read, query)
            promised = promised_in(known)
            if promised is None:
                self._open_commitment(line, answer, known, kept)
            else:
                self.after_commitment(line, answer, form, kept, (lambda: Commitment(takeover_id=promised.id),))

    def _open_commitment(self, line: Line, answer: "OutcomeAnswer", known: "AskingView", kept: int | None) -> None:
        """This form keeps what the first one said: parked, it waits with it."""
        from backoffice.screens.commitment_form import CommitmentForm
        from backoffice.wording.takeover_asking import COMMITMENT_TITLE

        title = titled(COMMITMENT_TITLE, line.start, self.row_name(line))
        key = Drafts.of(self.app).free(f"commitment:{line.id}")

        def make() -> CommitmentForm:
            return CommitmentForm(title, key, line.id, known, self.desk.clock.now)

        self._open_next(line, kept, make, lambda now, said: self._after_form(now, answer, known, said, key))

    def _open_next(
        self,
        line: Line,
        kept: int | None,
        make: "Callable[[], FormDialog[T]]",
        then: Callable[[Line, T], None],
    ) -> None:
        """Open a form that goes on from one that was saved; `then` gets the row as it is then, and what was said."""
        from backoffice.screens.privacy import uncovered

        drafts, seen, tried = Drafts.of(self.app), [line], [False]

        def take(said: T) -> None:
            tried[0] = True
            then(seen[0], said)

        def show() -> None:
            if kept is not None:
                drafts.done(kept)  # the next form has it now
            drafts.open(make, take, lambda show: self.again(seen if tried[0] else [], show))

        uncovered(self.app, show)

    def _after_form(
        self, line: Line, answer: "OutcomeAnswer", known: "AskingView", said: "CommitmentSaid", form: str
    ) -> None:
        from backoffice.desk.finishing import Commitment

        kept, time = Drafts.of(self.app).ticket(form), said.time
        if time is None:
            self._ask_call(line, answer, known, said, kept)
            return
        branch_id, contact = said.named.branch.id, said.agreed_with

        def commitment() -> Commitment:
            return Commitment(to_branch_id=branch_id, contact=contact, time=time)

        self.after_commitment(line, answer, form, kept, (commitment,))

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def _ask_call(
        self, line: Line, answer: "OutcomeAnswer", known: "AskingView", said: "CommitmentSaid", kept: int | None
    ) -> None:
        """Which of their teams calls, and by when: the form of any promised call, with their teams."""
        from backoffice.desk.asking_prefill import CallThere
        from backoffice.screens.ticket_form import TicketForm
        from backoffice.wording.takeover_asking import CALL_THERE_TITLE

        with self.kept_unless_done(kept):
            with self.waiting():
                query = CallThere(line.id, known.whose.own.id, said.named.branch.id)
                prefill = await asyncio.to_thread(self.desk.read, query)
            key = Drafts.of(self.app).free(f"commitment_call:{line.id}")

            def make() -> TicketForm:
                title = titled(CALL_THERE_TITLE, line.start, self.row_name(line))
                form = TicketForm(prefill, title, self.desk.clock.now, draft_key=key)
                form.continues = True
                return form

            self._open_next(line, kept, make, lambda now, call: self._after_call(now, answer, said, call, key))

    def _after_call(
        self, line: Line, answer: "OutcomeAnswer", said: "CommitmentSaid", call: "TicketAnswer", form: str
    ) -> None:
        from backoffice.desk.finishing import Commitment

        def commitment() -> Commitment:
            return Commitment(
                to_branch_id=said.named.branch.id,
                contact=said.agreed_with,
                ticket=call.ticket(self.desk.draw_number()),
            )

        self.after_commitment(line, answer, form, Drafts.of(self.app).ticket(form), (commitment,))

    # --- what they promised already ------------------------------------------------------------------------------

    @work(group="ending", exit_on_error=False)
    async def tell_promised_there(self, form: "OutcomeDialog", appointment_id: str) -> None:
        """Tell a form of outcomes what the responsible branch has promised about its appointment."""
        from backoffice.desk.takeover_views import TakeoversAbout

        found = None
        with suppress(BackofficeError):  # saving says why
            query = TakeoversAbout(appointment_id, self.desk.clock.now())
            found = promise_among(await asyncio.to_thread(self.desk.read, query))
        if found is not None and form.is_attached:
            from backoffice.screens.takeover_said import promise, promised_by
            from backoffice.wording.takeover_asking import promised_there

            today = wall(self.desk.clock.now())[0]
            # Called by the form itself: a quick answer may be here before its fields are.
            form.call_later(form.promised_there, promised_there(promise(found, today), promised_by(found)))


def promised_in(known: "AskingView") -> "TakeoverLine | None":
    """The request about which the other branch promised something instead of taking the case over."""
    return promise_among(known.requests)


def promise_among(requests: "tuple[TakeoverLine, ...]") -> "TakeoverLine | None":
    """The newest request that they answered with a call or a time of theirs, while the case stayed here."""
    from backoffice.domain.takeovers import MOVED

    return next(
        (
            one
            for one in requests
            if not one.incoming and one.stand not in MOVED and (one.ticket or one.promised is not None)
        ),
        None,
    )

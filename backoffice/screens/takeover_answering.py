"""x: the branch that was asked says no, or promises a call or a time instead of taking the case over (D44)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.errors import BackofficeError
from backoffice.domain.takeovers import OPEN_HERE, Stand
from backoffice.screens.booking_flow import AskBooking, Chosen
from backoffice.screens.drafts import Drafts
from backoffice.screens.takeover_accepting import TakeoverAccepting
from backoffice.widgets.choice_list import Choice
from backoffice.wording import takeover_screen as words
from backoffice.wording.labels import briefly
from backoffice.wording.takeovers import STAND

if TYPE_CHECKING:
    from backoffice.desk.takeover_promises import CommitTakeover
    from backoffice.screens.ticket_form import TicketAnswer, TicketForm

DECLINE, CALL, TIME = "decline", "call", "time"


def negative_choices(line: TakeoverLine) -> tuple[Choice, ...]:
    """What `x` offers on a request that is asked of this branch: ids are `decline`, `call`, `time`."""
    why_not = {Stand.WAITING: "", Stand.LAPSED: words.DEADLINE_OVER}.get(line.stand, words.ANSWERED)
    promised = words.PROMISED_ALREADY if line.ticket or line.promised is not None else ""
    return (
        Choice(DECLINE, words.DECLINE, words.HINT_DECLINE, why_not),
        Choice(CALL, words.PROMISE_CALL, words.HINT_PROMISE_CALL, promised),
        Choice(TIME, words.PROMISE_TIME, words.HINT_PROMISE_TIME, promised),
    )


class TakeoverAnswering(TakeoverAccepting):
    """The letter x on what is asked of this branch."""

    def refuse(self, line: TakeoverLine) -> None:
        """x on what is asked of this branch: no, or something else instead."""
        from backoffice.screens.choice import ChoiceDialog

        if line.stand not in {Stand.WAITING, *OPEN_HERE}:
            ended = line.stand is Stand.OVER
            self.say(words.ENDED_THERE if ended else words.ANSWERED_ALREADY.format(stand=STAND[line.stand.value]))
            return
        ways: dict[str, Callable[[TakeoverLine], object]] = {
            DECLINE: self._decline,
            CALL: self.promise_callback,
            TIME: self._promise_time,
        }
        about = words.about(briefly(line.other), self.row_name(line))

        def chosen(choice: str | None) -> None:
            if choice is not None:
                ways[choice](line)

        self.app.push_screen(ChoiceDialog(words.NEGATIVE_TITLE, negative_choices(line), about), chosen)

    def _decline(self, line: TakeoverLine) -> None:
        from backoffice.desk.takeovers import DeclineTakeover
        from backoffice.screens.reason import ReasonDialog

        form = f"decline:{line.id}"
        title = words.about(words.DECLINE_TITLE, line.other, self.row_name(line))
        Drafts.of(self.app).open(
            lambda: ReasonDialog(title, form, line.id, hint=words.PLACEHOLDER_DECLINE),
            lambda reason: self._perform(DeclineTakeover, [self._as_shown(line)], form, reason=reason),
        )

    @work(exclusive=True, group="promise", exit_on_error=False)
    async def promise_callback(self, line: TakeoverLine) -> None:
        """A team of this branch calls; the appointment itself is settled over there."""
        from backoffice.desk.takeover_prefill import TakeoverTicketPrefill
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_form import TicketForm

        try:
            with self.waiting():
                prefill = await asyncio.to_thread(self.desk.read, TakeoverTicketPrefill(line.id))
        except BackofficeError as error:
            self.refused(error)
            return
        title, key = words.about(words.CALL_TITLE, line.other, self.row_name(line)), f"promise_call:{line.id}"

        def make() -> "TicketForm":
            form = TicketForm(
                prefill,
                title,
                self.desk.clock.now,
                lambda phone, number: self._similar(prefill.branch_id, phone, number),
                draft_key=key,
            )
            form.about = line.id
            return form

        uncovered(self.app, lambda: Drafts.of(self.app).open(make, lambda answer: self._call(line, answer, key)))

    def _call(self, line: TakeoverLine, answer: "TicketAnswer", form: str) -> None:
        from backoffice.desk.takeover_promises import CommitTakeover

        def made() -> "CommitTakeover":
            return self.desk.new(CommitTakeover, takeover_id=line.id, ticket=answer.ticket(self.desk.draw_number()))

        self.prepared(form, made, lambda command: self.carry_out([command], {}, form, then=self.promised))

    def _promise_time(self, line: TakeoverLine) -> None:
        from backoffice.desk.takeover_prefill import TakeoverPrefill

        title = words.about(words.TIME_TITLE, line.other, self.row_name(line))
        query = TakeoverPrefill(line.id, self.desk.clock.now(), promises=True)
        asked = AskBooking(query, title, f"promise_time:{line.id}", about=line.id)
        self.ask_booking(asked, lambda chosen: self._give_time(line, chosen))

    def _give_time(self, line: TakeoverLine, chosen: Chosen) -> None:
        from backoffice.desk.takeover_promises import CommitTakeover

        command = self.desk.new(CommitTakeover, takeover_id=line.id, booking=chosen.booking)
        self.carry_out(
            [command],
            self._people(line, new=chosen.booking.id),
            chosen.form,
            then=self.booked,
            otherwise=chosen.otherwise,
        )

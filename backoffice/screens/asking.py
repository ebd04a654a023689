"""z: whose case it is; what is agreed on the phone, and what is asked of another branch (D43, D44)."""

import asyncio
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.states import Step, path
from backoffice.screens.drafts import Drafts
from backoffice.screens.placing import Placing
from backoffice.wording.dialogs import titled

if TYPE_CHECKING:
    from backoffice.desk.asking_prefill import AskingView
    from backoffice.screens.asking_forms import Agreed, AskedFor
    from backoffice.screens.candidates import Named
    from backoffice.screens.responsible import Chosen


class Asking(Placing):
    """The letter z."""

    def action_responsibility(self) -> None:
        """z: who is responsible, and what they say."""
        from backoffice.wording.takeover_asking import ONE_EACH

        line = self._one(ONE_EACH)
        if line is not None:
            self.responsibility_of(line)

    def responsibility_of(self, line: Line) -> None:
        """Look up whom the rules name, then ask what is to be done; what has ended is not taken over any more."""
        try:
            path(line.status, Step.TAKE_OVER, line.channel)
        except Refused as refused:
            self.refused(refused)
            return
        self._look_up_responsible(line)

    @work(exclusive=True, group="responsible", exit_on_error=False)
    async def _look_up_responsible(self, line: Line) -> None:
        from backoffice.desk.asking_prefill import AskingPrefill
        from backoffice.desk.responsibility_views import FindResponsible
        from backoffice.screens.asking_choices import actions, asked_already, request_of
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.responsible import ResponsibleDialog
        from backoffice.wording.takeover_asking import TITLE

        now = self.desk.clock.now()
        try:
            with self.waiting():
                known = await asyncio.to_thread(self.desk.read, AskingPrefill(line.id, now))
        except BackofficeError as error:
            self.refused(error)
            return
        today = wall(now)[0]
        dialog = ResponsibleDialog(
            titled(TITLE, line.start, self.row_name(line)),
            known.whose,
            actions(known, today),
            lambda asked: self.desk.read(FindResponsible(asked)),
            request=request_of(known, today),
            asked=asked_already(known),
        )
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda chosen: self._asked(line, known, chosen)))

    def _asked(self, line: Line, known: "AskingView", chosen: "Chosen | None") -> None:
        if chosen is None:
            return
        match chosen.action:
            case "keep":
                from backoffice.desk.responsibility import KeepHere

                self.change(KeepHere, self._as_shown([line]))
            case "withdraw":
                self._withdraw(line, known)
            case "agree" if chosen.named is not None:
                self._agree(line, known, chosen.named)
            case "ask" if chosen.named is not None:
                self._ask(line, known, chosen.named)

    # --- what follows --------------------------------------------------------------------------------------------

    def _withdraw(self, line: Line, known: "AskingView") -> None:
        from backoffice.desk.takeovers import WithdrawTakeover

        request = known.requests[0]
        command = self.desk.new(WithdrawTakeover, takeover_id=request.id, version=request.version)
        self.carry_out([command], {line.id: self.row_name(line)})

    def _agree(self, line: Line, known: "AskingView", named: "Named") -> None:
        """What they said on the phone, noted here: it stands there at once."""
        from backoffice.desk.takeover_promises import AgreeByPhone
        from backoffice.screens.asking_forms import AgreeForm
        from backoffice.wording.takeover_asking import AGREE_TITLE

        form = f"agree:{line.id}:{named.branch.id}"

        def make() -> AgreeForm:
            title = titled(AGREE_TITLE, line.start, self.row_name(line))
            return AgreeForm(title, form, line.id, known, named, self.desk.clock.now)

        def take(said: "Agreed") -> None:
            values = {
                "to_branch_id": named.branch.id,
                "agreed_with": said.agreed_with,
                "time": said.time,
                "reason": named.reason,
                "knowingly": said.knowingly,
            }
            self.change(AgreeByPhone, self._as_shown([line]), lambda _: values, form=form)

        Drafts.of(self.app).open(make, take)

    def _ask(self, line: Line, known: "AskingView", named: "Named") -> None:
        """Ask them in the program: the appointment stays here until they say yes."""
        from backoffice.desk.takeovers import AskTakeover
        from backoffice.screens.asking_forms import AskForm
        from backoffice.wording.takeover_asking import ASK_TITLE

        form = f"ask:{line.id}:{named.branch.id}"

        def make() -> AskForm:
            title = titled(ASK_TITLE, line.start, self.row_name(line))
            return AskForm(title, form, line.id, known, named, self.desk.clock.now)

        def take(said: "AskedFor") -> None:
            values = {
                "to_branch_id": named.branch.id,
                "reason": said.reason,
                "waits_here": said.waits_here,
                "answer_by": said.until,
                "wish_day": said.wish and said.wish.day,
                "wish_start": said.wish and said.wish.start,
                "knowingly": said.knowingly,
            }
            self.change(AskTakeover, self._as_shown([line]), lambda _: values, form=form)

        Drafts.of(self.app).open(make, take)

    def record_closed(self, answer: tuple[str, str] | None) -> None:
        """z in a record: done from here."""
        if answer is not None and answer[0] == "responsibility":
            self.with_line(answer[1], self.responsibility_of)
        else:
            super().record_closed(answer)

"""How an appointment ends (e): outcomes, a call that reached nobody; all of it is one change."""

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
from backoffice.screens.promised_endings import NOTHING_PROMISED, PromisedEndings
from backoffice.wording import screens as words
from backoffice.wording.dialogs import OUTCOME_TITLE
from backoffice.wording.evening import ONE_DAY_EACH

if TYPE_CHECKING:
    from backoffice.screens.outcome import OutcomeAnswer, OutcomeDialog
    from backoffice.screens.promised_endings import Promised


def _can_finish(line: Line) -> bool:
    try:
        path(line.status, Step.FINISH, line.channel)
    except Refused:
        return False
    return True


class Finishing(PromisedEndings):
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
        if len(lines) == 1 and self.promise_parked(lines[0].id):
            return  # how it ended was said already: its promise is what is missing, and that form is back
        # What the person saw when the form opened: a form that comes back after a refusal sees the row as it is then,
        # and of several rows those that are still to be finished.
        seen = list(lines)
        forms: list[OutcomeDialog] = []

        def make() -> "OutcomeDialog":
            now = self._as_shown(seen)
            seen[:] = [line for line in now if _can_finish(line)] or now
            forms[:] = [self._outcome_form(seen)]
            self.tell_follow_up(forms[0], seen)
            if len(seen) == 1:
                self.tell_promised_there(forms[0], seen[0].id)
            return forms[0]

        tried: list[OutcomeAnswer] = []

        def take(answer: "OutcomeAnswer") -> None:
            tried[:] = [answer]
            self._finish(seen, answer, forms[0].draft_key)

        Drafts.of(self.app).open(make, take, lambda show: self.again(seen if tried else [], show))

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
        elif answer.callback or answer.follow_up or answer.commitment:
            self.promises_first(lines[0], answer, form)
        else:
            self.save_outcomes(lines, answer, form)

    def save_outcomes(
        self, lines: Sequence[Line], answer: "OutcomeAnswer", form: str, promised: "Promised | None" = None
    ) -> None:
        from backoffice.desk.finishing import Finish

        said = promised or NOTHING_PROMISED
        self.change(
            Finish,
            lines,
            lambda line: {
                # Every row's outcomes are rows of their own.
                "outcomes": (*(o.model_copy(update={"id": new_id()}) for o in answer.outcomes), *said.endings),
                "application_kept": answer.application_kept if line.application else None,
                "note": answer.note or None,
                "happened_at": answer.happened_at,
            },
            form=form,
            then=said.then,
            otherwise=said.otherwise,
        )

    def again(self, seen: list[Line], show: Callable[[], object]) -> None:
        """A form comes back after a refusal: the rows that the list does not show are read again before."""
        shown = {line.id for line in self.day.lines}
        away = [line.id for line in seen if line.id not in shown]
        if away:
            self._look_again(seen, away, show)
        else:
            show()

    @work(exclusive=True, group="again", exit_on_error=False)
    async def _look_again(self, seen: list[Line], away: Sequence[str], show: Callable[[], object]) -> None:
        from backoffice.screens.privacy import uncovered

        with suppress(BackofficeError), self.waiting():  # else it stays as it was seen: saving it will say why
            lines = await asyncio.to_thread(lambda: {id_: self.record_of(id_).line for id_ in away})
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
            application=any(line.application for line in lines),
        )
        form.draft_key = row_key("outcome", [line.id for line in lines])
        if len(lines) > 1:
            form.box_title = words.outcome_marked(OUTCOME_TITLE, len(lines))
        return form

"""Working an appointment by its letters: a b e x i w.

The commands and forms are imported where they are used: the day is on the screen before they are loaded, and
`preload` brings them while nobody presses a key.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import work

from backoffice.desk.organisation_views import StaffOf
from backoffice.desk.views import Line
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.errors import BackofficeError, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Step, path
from backoffice.domain.terms import AttemptResult
from backoffice.screens.drafts import Drafts, row_key
from backoffice.screens.receiving import Receiving
from backoffice.wording import screens as words
from backoffice.wording.dialogs import OUTCOME_TITLE, titled

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.screens.outcome import OutcomeAnswer, OutcomeDialog


def negative_commands() -> "dict[str, type[Command]]":
    """What `x` does, by the ids of `negative_choices`."""
    from backoffice.desk.arrivals import Leave, NoShow
    from backoffice.desk.cancelling import CancelByCustomer, CancelByOffice, ConfirmCancelled, RejectCancelled
    from backoffice.desk.talks import Interrupt

    return {
        "no_show": NoShow,
        "leave": Leave,
        "interrupt": Interrupt,
        "cancel_by_customer": CancelByCustomer,
        "cancel_by_office": CancelByOffice,
        "confirm_cancelled": ConfirmCancelled,
        "reject_cancelled": RejectCancelled,
    }


def _can_finish(line: Line) -> bool:
    try:
        path(line.status, Step.FINISH, line.channel)
    except Refused:
        return False
    return True


class Working(Receiving):
    """The letters that act on a row, or on the marked ones."""

    # --- arrivals, talks, outcomes -------------------------------------------------------------------------------

    def _backdating(self, line: Line) -> bool:
        return line.day < wall(self.desk.clock.now())[0]

    def _when(self, line: Line) -> dict[str, Any]:
        """On a past day a change is a Nachtrag of that day, at the booked time (D18)."""
        if not self._backdating(line):
            return {}
        return {"happened_at": instant_of(line.day, line.start)}

    def action_arrive(self) -> None:
        """a: the person is here."""
        from backoffice.desk.arrivals import Arrive

        lines = self._lines()
        if lines:
            self.change(Arrive, lines, self._when)

    def action_begin(self) -> None:
        """b: the talk begins, or the call is dialled."""
        from backoffice.desk.talks import Begin

        lines = self._lines()
        if lines:
            self.change(Begin, lines, self._when)

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
        from backoffice.desk.finishing import Finish

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
            return
        self.change(
            Finish,
            lines,
            lambda _: {
                # Every row's outcomes are rows of their own.
                "outcomes": tuple(o.model_copy(update={"id": new_id()}) for o in answer.outcomes),
                "note": answer.note or None,
                "happened_at": answer.happened_at,
            },
            form=form,
        )

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
        )
        form.draft_key = row_key("outcome", [line.id for line in lines])
        if len(lines) > 1:
            form.box_title = words.outcome_marked(OUTCOME_TITLE, len(lines))
        return form

    def action_negative(self) -> None:
        """x: not here, not reached, gone, cancelled."""
        lines = self._lines()
        if not lines:
            return
        from backoffice.desk.calling import LogAttempt
        from backoffice.screens.choice import ChoiceDialog
        from backoffice.screens.negative import negative_choices

        def chosen(choice: str | None) -> None:
            if choice is None:
                return
            if choice == "reopen":
                if len(lines) > 1:
                    self.say(words.NOT_ON_SEVERAL, ink="urgent")
                else:
                    self._reopen(lines[0])
            elif choice.startswith("attempt:"):
                result = AttemptResult(choice.removeprefix("attempt:"))
                self.change(LogAttempt, lines, lambda line: {"result": result, **self._when(line)})
            else:
                self.change(negative_commands()[choice], lines, self._when)

        choices = negative_choices(lines[0], self.desk.clock.now())
        self.app.push_screen(ChoiceDialog(words.NEGATIVE_TITLE, choices, self._called(lines)), chosen)

    def _called(self, lines: Sequence[Line]) -> str:
        return self.writer.name(lines[0]) if len(lines) == 1 else words.marked(len(lines))

    def _reopen(self, line: Line) -> None:
        from backoffice.desk.talks import Reopen
        from backoffice.screens.reason import ReasonDialog

        form = f"reopen:{line.id}"
        title = titled(words.REOPEN_TITLE, line.start, self.writer.name(line))
        Drafts.of(self.app).open(
            lambda: ReasonDialog(title, form, line.id),
            lambda reason: self.change(Reopen, self._as_shown([line]), lambda _: {"reason": reason}, form=form),
        )

    # --- notes, assignment -----------------------------------------------------------------------------

    def action_note(self) -> None:
        """i: a short note."""
        line = self._one()
        if line is None:
            return
        from backoffice.desk.noting import AddNote
        from backoffice.screens.note import NoteDialog

        def write(text: str) -> None:
            command = self.desk.new(AddNote, appointment_id=line.id, text=text)
            self.carry_out([command], {line.id: self.writer.name(line)}, f"note:{line.id}")

        Drafts.of(self.app).open(lambda: NoteDialog(line, short_names=self.writer.short_names), write)

    @work(exclusive=True, group="assign", exit_on_error=False)
    async def action_assign(self) -> None:
        """w: hand it to somebody."""
        lines = self._lines()
        if not lines:
            return
        from backoffice.desk.noting import Assign
        from backoffice.screens.assign import AssignDialog
        from backoffice.screens.privacy import uncovered

        try:
            staff = await asyncio.to_thread(self.desk.read, StaffOf(self.day.branch.id))
        except BackofficeError as error:
            self.refused(error)
            return

        def chosen(staff_id: str | None) -> None:
            if staff_id is not None:
                self.change(Assign, lines, lambda _: {"staff_id": staff_id or None})

        dialog = AssignDialog(self._called(lines), staff, self.desk.actor.id)
        uncovered(self.app, lambda: self.app.push_screen(dialog, chosen))

"""Working an appointment by its letters: a b x i w.

The commands and forms are imported where they are used: the day is on the screen before they are loaded, and
`preload` brings them while nobody presses a key.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.organisation_views import StaffOf
from backoffice.desk.views import Line
from backoffice.domain.errors import BackofficeError
from backoffice.domain.terms import Answer, AttemptResult
from backoffice.screens.drafts import Drafts, row_key
from backoffice.screens.interpreting_letter import Interpreting
from backoffice.wording import screens as words
from backoffice.wording.dialogs import FIELD_ANSWER, PLACEHOLDER_ANSWER, titled
from backoffice.wording.tickets import ANSWER

if TYPE_CHECKING:
    from backoffice.desk.command import Command


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


class Working(Interpreting):
    """The letters that act on a row, or on the marked ones."""

    # --- arrivals, talks, outcomes -------------------------------------------------------------------------------

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
            elif choice.startswith("answer:"):
                self._answer(lines, Answer(choice.removeprefix("answer:")))
            else:
                self.change(negative_commands()[choice], lines, self._when)

        choices = negative_choices(lines[0], self.desk.clock.now(), owes=self.owes(lines[0]))
        if not choices:
            self.say(words.NOTHING_NEGATIVE)
            return
        self.app.push_screen(ChoiceDialog(words.NEGATIVE_TITLE, choices, self._called(lines)), chosen)

    def owes(self, line: Line) -> bool:
        """Whether the list itself says that a row still owes an answer."""
        return False

    def _answer(self, lines: Sequence[Line], answer: Answer) -> None:
        """What settles an ending that owes something: how and when (D9)."""
        from backoffice.desk.answers import RecordAnswer
        from backoffice.screens.reason import ReasonDialog

        form = row_key(f"answer-{answer.value}", [line.id for line in lines])
        title = f"{ANSWER[answer.value]}: {self._called(lines)}"
        Drafts.of(self.app).open(
            lambda: ReasonDialog(title, form, lines[0].id, label=FIELD_ANSWER, hint=PLACEHOLDER_ANSWER),
            lambda how: self.change(
                RecordAnswer, self._as_shown(lines), lambda _: {"answer": answer, "how": how}, form=form
            ),
        )

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

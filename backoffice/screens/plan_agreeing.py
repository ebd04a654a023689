"""Before a change of plan that breaks a rule: what it breaks, and whether that is agreed (D31)."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.folding import summed, to_agree
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.terms import PlanRule
from backoffice.screens.drafts import Drafts
from backoffice.screens.looking import Looking
from backoffice.wording import plan_check as said
from backoffice.wording import plan_check_screen as words
from backoffice.wording.done import done as answer

if TYPE_CHECKING:
    from backoffice.desk.agreements import NoteAgreement
    from backoffice.desk.plan_check import Added
    from backoffice.screens.agreement_form import Agreed


class PlanAgreeing(Looking):
    """Whatever changes the plan goes through here."""

    groups: tuple[tuple[str, str], ...] = ()
    """Ids and names of the branch's groups."""

    def plan_changed(self, done: Done) -> None:
        """Show what was set."""
        raise NotImplementedError

    def plannable(self) -> tuple[tuple[str, str], ...]:
        """The groups whose openings this person sets."""
        may, branch = self.desk.actor.may, self.shown_branch.id
        return tuple((id_, name) for id_, name in self.groups if may(Right.PLAN, branch, id_))

    def change_plan(self, commands: Sequence[Command], form: str | None = None) -> None:
        """Carry commands out; where they break a rule that nobody agreed to, ask first. `form` as in `carry_out`."""
        self._check_first(tuple(commands), form)

    @work(group="check", exit_on_error=False)
    async def _check_first(self, commands: tuple[Command, ...], form: str | None) -> None:
        from backoffice.desk.plan_check import WouldBreak
        from backoffice.screens.privacy import uncovered

        asked = WouldBreak(self.shown_branch.id, commands, self.desk.clock.now())
        try:
            with self.waiting():
                found = await asyncio.to_thread(self.desk.read, asked)
        except BackofficeError as error:
            self._leave_it(form)
            self.refused(error)
            return
        if found.missing and not found.first_plan:
            uncovered(self.app, lambda: self._ask_agreed(commands, found, form))
        else:
            self.carry_out(commands, {}, form, then=self.plan_changed)

    def _ask_agreed(self, commands: tuple[Command, ...], found: "Added", form: str | None) -> None:
        from backoffice.screens.agreement_form import AgreementForm

        broken = [one.finding for one in found.missing]
        told = [f"{said.BREAKS} {said.sentence(many, found.names)}" for many in summed(broken)]

        def answered(agreed: "Agreed | None") -> None:
            if agreed is None:
                self.say(words.KEPT if self._leave_it(form) else words.NOT_CHANGED)
                return
            batch = commands[0].batch_id or new_id()
            notes = [self._note(*what, agreed, commands[0], batch) for what in to_agree(broken)]
            changes = [command.model_copy(update={"batch_id": batch}) for command in commands]
            self.carry_out(changes, {}, form, then=lambda done: self._note_all(notes, done))

        self.app.push_screen(AgreementForm(words.BREAKS_TITLE, told, wall(self.desk.clock.now())[0]), answered)

    def _leave_it(self, form: str | None) -> bool:
        """Nothing is changed: a form is parked again. Says whether there was one."""
        ticket = None if form is None else Drafts.of(self.app).ticket(form)
        return ticket is not None and Drafts.of(self.app).refused(ticket)

    def _note(
        self, rule: PlanRule, first: date, last: date, agreed: "Agreed", command: Command, batch: str
    ) -> "NoteAgreement":
        from backoffice.desk.agreements import NoteAgreement, latest

        return self.desk.new(
            NoteAgreement,
            batch_id=batch,
            branch_id=self.shown_branch.id,
            group_id=self.agreeing_group(getattr(command, "group_id", None)),
            rule=rule,
            first_day=first,
            last_day=latest(first, last),
            unit=agreed.unit,
            agreed_on=agreed.agreed_on,
            note=agreed.note,
        )

    # --- y -------------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="checked", exit_on_error=False)
    async def action_check_plan(self) -> None:
        """y: the check of the next weeks, read now."""
        from backoffice.screens.plan_check import PlanCheckDialog
        from backoffice.screens.plan_reading import check_of
        from backoffice.screens.privacy import uncovered

        asked = check_of(self.shown_branch.id, self.desk.clock.now())
        try:
            with self.waiting():
                found = await asyncio.to_thread(self.desk.read, asked)
        except BackofficeError as error:
            self.refused(error)
            return
        may = self.agreeing_group if self.plannable() else None
        dialog = PlanCheckDialog(self.desk, asked, found, may, self._done_in_dialog)
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda _: self.load(flash=True)))

    def agreeing_group(self, group_id: str | None) -> str | None:
        """For whose plan this person may note something: the branch's, else their own group's."""
        if self.desk.actor.may(Right.PLAN, self.shown_branch.id):
            return None
        return group_id or next((id_ for id_, _ in self.plannable()), None)

    def _note_all(self, notes: "Sequence[NoteAgreement]", done: Done) -> None:
        """The plan is changed: now what was agreed about it, or is to be."""
        changed = self.notice.text

        def noted(first: Done) -> None:
            self.say(f"{changed} {answer(first.code, {})}", undo=True)
            self.plan_changed(done)

        self.carry_out(notes, {}, then=noted)

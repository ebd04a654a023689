"""What is changed in the list of interpreters: n, f, x and the menu of Enter; u takes it back (D47, D36)."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from textual import on, work

from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.desk.interpreter_times import RemoveInterpreterTime
from backoffice.desk.interpreter_views import InterpreterView
from backoffice.desk.undo import Undo
from backoffice.desk.views import BranchView
from backoffice.domain.clock import Clock, wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.rights import Right
from backoffice.screens import interpreter_forms as forms
from backoffice.screens.choice import ChoiceDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.paging import WideDialog
from backoffice.widgets import told
from backoffice.widgets.choice_list import Choice
from backoffice.widgets.record_list import RecordList
from backoffice.wording import interpreters as said
from backoffice.wording import interpreters_list as words
from backoffice.wording.done import DONE, done
from backoffice.wording.labels import briefly
from backoffice.wording.refusals import refusal


class KeepingInterpreters(WideDialog[None]):
    """A list of interpreters that is changed, each change at once."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(words.TITLE)
        self.desk = desk
        self.clock = clock
        self.branches: Sequence[BranchView] = ()
        """All branches, in their order."""
        self._changes: list[tuple[str, str, str]] = []
        """What was changed here, the newest last: the entry, the name, what was done."""

    def load(self, cursor: str | None = None) -> Any:
        """Read everybody again; `cursor`: who is to stand under it then."""
        raise NotImplementedError

    @property
    def listed(self) -> "RecordList[InterpreterView]":
        """The list."""
        return self.query_one(RecordList)

    def action_new(self) -> None:
        """n: somebody new."""
        keepers = self._keepers()
        if not keepers:
            self.say(words.MAY_NOT_ADD)
            return
        self._open(lambda: forms.InterpreterForm(self.desk, self.branches, keepers), "")

    def _keepers(self) -> tuple[Choice, ...]:
        """Who may keep a new entry: one's own branch first, the whole house last."""
        actor = self.desk.actor
        mine = [branch for branch in self.branches if actor.may(Right.OFFER, branch.id)]
        mine.sort(key=lambda branch: branch.id != actor.branch_id)
        if actor.may(Right.ADMINISTER):
            house = (Choice(forms.HOUSE, said.HOUSE_WIDE),)
            return tuple(Choice(branch.id, briefly(branch.name)) for branch in mine[:1]) + house
        return tuple(Choice(branch.id, briefly(branch.name)) for branch in mine)

    def action_correct(self) -> None:
        """f: what is said of somebody."""
        row = self._changeable()
        if row is not None:
            self._change(row)

    def action_negative(self) -> None:
        """x: their last day."""
        row = self._changeable()
        if row is not None:
            self._ask(forms.LeavingForm, row)

    def _changeable(self) -> InterpreterView | None:
        """Who stands under the cursor, where this person may change what is said of them; else it is said why not."""
        row = self.listed.cursor_row
        if row is None:
            self.say(words.NOBODY_HERE)
            return None
        if not row.may_change:
            self.say(self._why_not(row))
            return None
        return row

    def _why_not(self, row: InterpreterView) -> str:
        keeper = next((branch.name for branch in self.branches if branch.code == row.keeper), row.keeper)
        return words.may_not_change(row.of.name, briefly(keeper))

    @on(told.Opened)
    def _menu(self) -> None:
        """Enter: what is to be entered about somebody; what this person may not is said when it is tried."""
        row = self.listed.cursor_row
        if row is None:
            return
        why = "" if row.may_change else self._why_not(row)
        choices = (
            Choice("change", words.CHANGE, "", why),
            Choice("week", words.WEEK, words.WEEK_HINT, why),
            Choice("day", words.DAY, words.DAY_HINT, why),
            Choice("away", words.AWAY, words.AWAY_HINT, why),
            Choice("remove", words.REMOVE, "", why or ("" if row.of.times else words.NO_TIMES)),
            Choice("leave", words.LEAVE, words.LEAVE_HINT, why),
        )

        def chosen(choice: str | None) -> None:
            asked: dict[str, Callable[[Desk, InterpreterView, date], forms.InterpretersForm]] = {
                "week": forms.HoursForm,
                "day": forms.SingleDayForm,
                "away": forms.AwayForm,
                "leave": forms.LeavingForm,
            }
            if choice == "change":
                self._change(row)
            elif choice == "remove":
                self._remove(row)
            elif choice is not None:
                self._ask(asked[choice], row)

        self.app.push_screen(ChoiceDialog(row.of.name, choices), chosen)

    def _change(self, row: InterpreterView) -> None:
        self._open(lambda: forms.InterpreterForm(self.desk, self.branches, (), row), row.of.name)

    def _ask(
        self,
        form: "Callable[[Desk, InterpreterView, date], forms.InterpretersForm]",
        row: InterpreterView,
    ) -> None:
        today = wall(self.clock.now())[0]
        self._open(lambda: form(self.desk, row, today), row.of.name)

    def _open(self, make: "Callable[[], forms.InterpretersForm]", name: str) -> None:
        drafts = Drafts.of(self.app)
        made: list[forms.InterpretersForm] = []

        def making() -> "forms.InterpretersForm":
            form = make()
            made[:] = [form]
            return form

        def saved(done: Done) -> None:
            ticket = drafts.ticket(made[0].draft_key)
            if ticket is not None:
                drafts.done(ticket)
            self._changed(done, name or made[0].saved_values.get("field:name", ""))

        drafts.open(making, saved)

    def _remove(self, row: InterpreterView) -> None:
        times = sorted(row.of.times, key=lambda time: (time.weekday is not None, time.first_day, time.start))
        choices = tuple(Choice(time.id, said.time(time)) for time in times)

        def chosen(time_id: str | None) -> None:
            if time_id is not None:
                self._carry_out(self.desk.new(RemoveInterpreterTime, time_id=time_id), row.of.name)

        self.app.push_screen(ChoiceDialog(words.REMOVE_TITLE, choices, row.of.name), chosen)

    @work(group="write", exit_on_error=False)
    async def _carry_out(self, command: Command, name: str) -> None:
        try:
            answer = await asyncio.to_thread(self.desk.perform, command)
        except BackofficeError as error:
            self.say(str(refusal(error)))
            self.load()
            return
        self._changed(answer, name)

    def _changed(self, answer: Done, name: str) -> None:
        """Say what happened, and show it; a form may have been brought back when this list was gone."""
        sentence = done(answer.code, answer.values, name)
        if not self.is_attached:
            say = getattr(self.app.screen, "say", None)
            if say is not None:
                say(sentence)
            return
        if answer.undoable:
            self._changes.append((answer.entry_id, name, DONE[answer.code]))
        self.say(sentence, ink="urgent" if answer.values.get("orders") else "good")
        self.load(answer.ids[0])

    def action_undo(self) -> None:
        """u: the last change that was made here."""
        if self._changes:
            self._take_back(*self._changes[-1])
        else:
            self.say(words.NOTHING_TO_UNDO, ink="info")

    @work(group="write", exit_on_error=False)
    async def _take_back(self, entry: str, name: str, what: str) -> None:
        try:
            await asyncio.to_thread(self.desk.perform, self.desk.new(Undo, undoes=entry))
        except BackofficeError as error:
            self.say(str(refusal(error)))
            return
        self._changes = [
            one for one in self._changes if one[0] != entry
        ]  # only now: a refused undo can be tried again
        self.say(words.undone(name, what), ink="plain")
        self.load()

"""*Ab jetzt nicht da* and *wieder da*, from the palette of every list: oneself, or somebody from here (D36)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.screens.changing import R
from backoffice.screens.drafts import Again, Drafts
from backoffice.screens.shared import Shared
from backoffice.screens.undoing import Undoing

if TYPE_CHECKING:
    from backoffice.screens.away_form import AwayForm


class Leaving(Undoing[R], Generic[R]):
    """Where somebody can be said to have gone, and to be back."""

    def fill_in(self, make: "Callable[[], AwayForm]", again: Again | None = None) -> None:
        """Show a form that is carried out before it closes; then what came of it. `again` as in `Drafts.open`."""
        drafts = Drafts.of(self.app)
        made: list[AwayForm] = []

        def making() -> "AwayForm":
            made[:] = [make()]
            return made[0]

        def answered(done: Done) -> None:
            ticket = drafts.ticket(made[0].draft_key)
            if ticket is not None:
                drafts.done(ticket)
            self._say_answers([done], {}, "", 1)
            self.own_changes.update(done.ids)
            if made[0].command is not None:
                self._keep_where([made[0].command], [done])
            self.somebody_away(done)

        drafts.open(making, answered, again)

    def somebody_away(self, done: Done) -> None:
        """Somebody left, or is back: the list shows what they gave back."""
        self.load(flash=True)

    @work(exclusive=True, group="leaving", exit_on_error=False)
    async def say_leaving(self) -> None:
        """Ask who goes; oneself stands first."""
        from backoffice.desk.staffing_views import PeopleFor, StaffingOf
        from backoffice.screens.away_fields import serving
        from backoffice.screens.leaving_form import LeaveForm
        from backoffice.screens.privacy import uncovered

        branch = Shared.of(self.app).branch
        if branch is None:
            return
        today = wall(self.desk.clock.now())[0]
        try:
            people = await asyncio.to_thread(self.desk.read, PeopleFor(branch.id, today))
            points = await asyncio.to_thread(self.desk.read, StaffingOf(branch.id, today))
        except BackofficeError as error:
            self.refused(error)
            return
        served = serving(points)
        uncovered(self.app, lambda: self.fill_in(lambda: LeaveForm(self.desk, branch.id, people, served)))

    @work(exclusive=True, group="leaving", exit_on_error=False)
    async def say_back(self) -> None:
        """Ask who is back, of those who are not there now."""
        from backoffice.desk.absence_views import AbsencesOf
        from backoffice.domain.terms import AbsenceKind
        from backoffice.screens.choice import ChoiceDialog
        from backoffice.screens.privacy import uncovered
        from backoffice.widgets.choice_list import Choice
        from backoffice.wording import away_screen as words

        branch, now = Shared.of(self.app).branch, self.desk.clock.now()
        if branch is None:
            return
        today = wall(now)[0]
        try:
            found = await asyncio.to_thread(self.desk.read, AbsencesOf(branch.id, today, today, now))
        except BackofficeError as error:
            self.refused(error)
            return
        away = {one.entry_id: one for one in found if one.staff_id is not None}
        if not away:
            self.say(words.NOBODY_AWAY)
            return

        def back(entry_id: str | None) -> None:
            if entry_id is None:
                return
            one = away[entry_id]
            command = self.ending(entry_id, one.staff_id, left=one.kind is AbsenceKind.LEFT)
            self.carry_out([command], {}, then=self.somebody_away)

        choices = tuple(Choice(id_, one.name) for id_, one in away.items())
        uncovered(self.app, lambda: self.app.push_screen(ChoiceDialog(words.BACK_TITLE, choices), back))

    def ending(self, entry_id: str, staff_id: str | None, *, left: bool, batch: str | None = None) -> Command:
        """What ends an absence. `left`: it was entered as *ab jetzt nicht da*, which any colleague ends.

        Of what a lead entered whoever plans nothing here is told whom to ask.
        """
        from backoffice.desk.absence_views import plans_at
        from backoffice.desk.ending_absences import EndAbsence
        from backoffice.desk.leaving import ComeBack

        branch = Shared.of(self.app).branch
        if branch is not None and staff_id is not None and (left or not plans_at(self.desk.actor, branch.id)):
            return self.desk.new(ComeBack, batch_id=batch, staff_id=staff_id, branch_id=branch.id)
        return self.desk.new(EndAbsence, batch_id=batch, entry_id=entry_id)

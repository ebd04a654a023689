"""On *Plan*: who and what is away is entered from every view, and it shows who loses their place by it (D33, D36)."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.absence_views import plans_at
from backoffice.desk.command import Command, Done
from backoffice.desk.staffing_views import PointStaffing
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.rights import Right
from backoffice.screens.plan_away_rows import ABSENCE, LEFT, SUPPORT
from backoffice.screens.plan_cursor import PlanCursor
from backoffice.screens.plan_reading import View
from backoffice.screens.plan_rows import PlanRow
from backoffice.screens.plan_serving import stretch_at
from backoffice.widgets.choice_list import Choice
from backoffice.wording import away_screen as words
from backoffice.wording import plan_screen as plan_words
from backoffice.wording.screens import NEW_TITLE

if TYPE_CHECKING:
    from backoffice.screens.absence_form import Present
    from backoffice.screens.away_form import AwayForm

AFFECTING = frozenset({"absence_entered", "left_for_today", "staffing_set", "lent"})
"""Answers after which it is shown who lost their place, where somebody did."""


class PlanAway(PlanCursor):
    """Absences, wherever the cursor stands."""

    def show_view(self, view: View) -> None:
        """Show another view."""
        raise NotImplementedError

    # --- 0 -------------------------------------------------------------------------------------------------------

    def action_absent(self) -> None:
        """0: who or what is away. Whoever plans nothing here can say that somebody is not there from now on."""
        from backoffice.screens.absence_form import AbsenceForm

        if plans_at(self.desk.actor, self.shown_branch.id):
            self._choosing(lambda present: AbsenceForm(self.desk, present))
        else:
            self.say_leaving()

    def why_not_new(self, kind: str) -> str:
        if kind == "absence":
            return ""
        if kind == "lend":
            return "" if self.desk.actor.may(Right.OFFER, self.shown_branch.id) else words.WHY_NOT_LEND
        return super().why_not_new(kind)

    def _enter(self, kind: str | None) -> None:
        if kind == "absence":
            self.action_absent()
        elif kind == "lend":
            from backoffice.screens.leaving_form import LendForm

            self._choosing(lambda present: LendForm(self.desk, present))
        else:
            super()._enter(kind)

    def _choosing(self, make: "Callable[[Present], AwayForm]") -> None:
        """Show a form once what it chooses from is read; one that is brought back chooses from what is then."""

        def show(present: "Present") -> None:
            held = [present]

            def again(reopen: Callable[[], object]) -> None:
                def fresh(found: "Present") -> None:
                    held[:] = [found]
                    reopen()

                self._with_present(fresh)

            self.fill_in(lambda: make(held[0]), again)

        self._with_present(show)

    @work(exclusive=True, group="present", exit_on_error=False)
    async def _with_present(self, do: "Callable[[Present], object]") -> None:
        """Read what the forms choose from, then go on."""
        from backoffice.desk.organisation_views import Branches
        from backoffice.desk.plan_views import OpeningsOf
        from backoffice.desk.staffing_views import PeopleFor, StaffingOf
        from backoffice.screens.absence_form import Present
        from backoffice.screens.away_fields import serving
        from backoffice.screens.privacy import uncovered

        branch, today = self.shown_branch.id, wall(self.desk.clock.now())[0]
        day = max(self.looked_at(), today)

        def read() -> "Present":
            points, people = self.desk.read(OpeningsOf(branch, today)).points, self.desk.read(PeopleFor(branch, day))
            served = serving(self.desk.read(StaffingOf(branch, day)))
            branches = self.desk.read(Branches(everywhere=True))
            return Present(branch, today, day, self.plannable(), points, people, served, branches)

        try:
            with self.waiting():
                present = await asyncio.to_thread(read)
        except BackofficeError as error:
            self.refused(error)
            return
        uncovered(self.app, lambda: do(present))

    def looked_at(self) -> date:
        """The day under the cursor in the outlook, else the shown day."""
        at = self.ahead_at() if self.view is View.AHEAD else None
        return self.shown_day if at is None else at[1]

    # --- w, n ----------------------------------------------------------------------------------------------------

    def action_assign(self) -> None:  # type: ignore[override]  # there it is a worker
        """w: to whom an appointment goes; on a field without one, who serves the service point."""
        if self.view is View.DAY and not self._ids_here():
            self.staff_point()
        else:
            super().action_assign()

    def action_new(self) -> None:
        """n: on a day also who serves the service point under the cursor."""
        point = self._point_here()
        if self.view is View.DAY and point is not None:
            from backoffice.screens.choice import ChoiceDialog

            choices = (*self.new_choices(), Choice("staffing", words.NEW_STAFFING.format(point=point.point)))
            self.app.push_screen(ChoiceDialog(NEW_TITLE, choices), self._make_new)
        else:
            super().action_new()

    def _make_new(self, choice: str | None) -> None:
        if choice == "staffing":
            self.staff_point()
        else:
            super()._make_new(choice)

    def _point_here(self) -> PointStaffing | None:
        cursor = self.grid.cursor
        return None if self.found is None or cursor is None else self.found.staffing.get(cursor[0])

    def staff_point(self) -> None:
        """Who serves the point under the cursor, beginning with what is said of the time under it."""
        from backoffice.screens.staffing_form import Served, StaffingForm

        point, cursor = self._point_here(), self.grid.cursor
        if point is None or cursor is None:
            self.say(words.NO_POINT_HERE)
        elif not self.desk.actor.may(Right.PLAN, self.shown_branch.id, point.group_id):
            self.say(plan_words.WHY_NOT, ink="urgent")
        else:
            of = Served(point, self.shown_day, stretch_at(point, cursor[1]))
            self._choosing(lambda present: StaffingForm(self.desk, present, of))

    # --- x -------------------------------------------------------------------------------------------------------

    def _removing(self, row: PlanRow, batch: str | None) -> list[Command]:
        """What ends a row."""
        if row.sort == SUPPORT:
            from backoffice.desk.supporting import Recall

            return [self.desk.new(Recall, batch_id=batch, support_id=row.id)]
        if row.sort in (ABSENCE, LEFT):
            return [self.ending(row.id, row.staff_id, left=row.sort == LEFT, batch=batch)]
        return super()._removing(row, batch)

    # --- what came of it -----------------------------------------------------------------------------------------

    def somebody_away(self, done: Done) -> None:
        self.plan_changed(done)

    def plan_changed(self, done: Done) -> None:
        """Who lost their place is shown; else what was set."""
        if done.code not in AFFECTING:
            super().plan_changed(done)
        elif done.values.get("affected") and self.view is not View.AFFECTED:
            self.show_view(View.AFFECTED)
        else:
            self.load()  # who is new here now is so by this desk's own change

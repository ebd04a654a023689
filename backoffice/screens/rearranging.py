"""7: where the affected of a day stay, and accepting it, on every screen with a list (D33)."""

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Generic

from textual import work

from backoffice.desk.command import Done
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.rights import Right
from backoffice.screens.changing import R
from backoffice.screens.notifying import Notifying
from backoffice.screens.shared import Shared
from backoffice.wording import rearranging_screen as texts
from backoffice.wording.labels import day_label

if TYPE_CHECKING:
    from backoffice.screens.rearrange_dialog import Accepted


class Rearranging(Notifying[R], Generic[R]):
    """What works the plan out."""

    @property
    def planned_day(self) -> date:
        """The day that is meant: the one that *Heute* shows; a screen that shows days says its own."""
        return Shared.of(self.app).day or wall(self.desk.clock.now())[0]

    @work(exclusive=True, group="rearrange", exit_on_error=False)
    async def action_rearrange(self) -> None:
        """7: the day that is shown; nothing is stored before it is accepted."""
        from backoffice.desk.organisation_views import GroupsOf
        from backoffice.desk.rearranging import PlanFor
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.rearrange_dialog import RearrangeDialog

        branch, day, now = Shared.of(self.app).branch, self.planned_day, self.desk.clock.now()
        if branch is None:
            return
        if day < wall(now)[0]:
            self.say(texts.DAY_OVER)
            return
        try:
            every = await asyncio.to_thread(self.desk.read, GroupsOf(branch.id))
        except BackofficeError as error:
            self.refused(error)
            return
        groups = [(id_, name) for id_, name in every if self.desk.actor.may(Right.PLAN, branch.id, id_)]
        if not groups:
            self.say(texts.MAY_NOT_PLAN)
            return
        title = texts.PLAN_TITLE.format(day=day_label(day))
        asked = PlanFor(branch.id, day, now)
        dialog = RearrangeDialog(self.desk, asked, groups, title, short_names=self.short_names)
        uncovered(self.app, lambda: self.app.push_screen(dialog, self._plan_closed))

    def _plan_closed(self, accepted: "Accepted | None") -> None:
        from backoffice.desk.accepting_plan import AcceptPlan

        if accepted is None:
            self.load(flash=True)
            return
        command = self.desk.new(AcceptPlan, **accepted)
        self.carry_out([command], {}, then=self._plan_accepted, otherwise=self._not_accepted)

    def _plan_accepted(self, _done: Done) -> None:
        self.recount()
        self.load(flash=True)

    def _not_accepted(self, error: BackofficeError) -> None:
        """It became stale: it is worked out anew, and shown with the reason."""
        if error.code == "plan_stale":
            self.action_rearrange()

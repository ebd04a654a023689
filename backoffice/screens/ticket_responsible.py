"""z on a ticket: which branch is responsible for whom it is about, and which of its teams calls (D43)."""

import asyncio
from typing import TYPE_CHECKING

from textual import work

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.errors import BackofficeError
from backoffice.screens.ticket_working import TicketWorking
from backoffice.widgets.choice_list import Choice
from backoffice.wording import ticket_forms as forms
from backoffice.wording import ticket_screen as words

if TYPE_CHECKING:
    from backoffice.screens.responsible import Chosen


class TicketResponsible(TicketWorking):
    """The letter z on tickets: the same finder, then the form that hands over."""

    def action_responsibility(self) -> None:
        """z: where it belongs."""
        line = self._one(words.ONE_PROMISE_EACH)
        if line is not None:
            self._find_branch(line)

    @work(exclusive=True, group="responsible", exit_on_error=False)
    async def responsibility_of(self, ticket_id: str) -> None:
        """z in a ticket's record."""
        record = await self._record(ticket_id)
        if record is not None:
            self._find_branch(record.line)

    def _find_branch(self, line: TicketLine) -> None:
        if line.open:
            self._ask_whose(line)
        else:
            self.say(words.CLOSED_ALREADY.format(number=line.number), ink="urgent")

    @work(exclusive=True, group="whose", exit_on_error=False)
    async def _ask_whose(self, line: TicketLine) -> None:
        from backoffice.desk.asking_prefill import WhoseTicket
        from backoffice.desk.responsibility_views import FindResponsible
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.responsible import ResponsibleDialog
        from backoffice.wording import takeover_asking as asking

        try:
            with self.waiting():
                whose = await asyncio.to_thread(self.desk.read, WhoseTicket(line.id))
        except BackofficeError as error:
            self.refused(error)
            return
        dialog = ResponsibleDialog(
            forms.about(asking.TITLE, line.number, self.row_name(line)),
            whose,
            (Choice("hand_over", asking.HAND_OVER, asking.HINT_HAND_OVER),),
            lambda asked: self.desk.read(FindResponsible(asked)),
        )
        uncovered(self.app, lambda: self.app.push_screen(dialog, lambda chosen: self._to_branch(line, chosen)))

    def _to_branch(self, line: TicketLine, chosen: "Chosen | None") -> None:
        if chosen is not None and chosen.named is not None:
            self._choose_team(line, chosen)

    @work(exclusive=True, group="teams", exit_on_error=False)
    async def _choose_team(self, line: TicketLine, chosen: "Chosen") -> None:
        """The teams of that branch; one that the rule names, or that is the only one, stands there already."""
        from backoffice.desk.ticket_picking import Teams
        from backoffice.screens.privacy import uncovered
        from backoffice.wording.takeover_asking import no_team

        named = chosen.named
        if named is None:
            return
        try:
            teams = await asyncio.to_thread(self.desk.read, Teams(named.branch.id))
        except BackofficeError as error:
            self.refused(error)
            return
        if not teams:
            self.say(no_team(named.branch.name), ink="urgent")
            return
        usual = named.team_id or (teams[0].id if len(teams) == 1 else None)
        uncovered(
            self.app,
            lambda: self.hand_over(
                [line], teams, "", kind=f"hand_over-{named.branch.id}", reason=named.reason, team_id=usual
            ),
        )

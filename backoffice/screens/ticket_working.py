"""What else is done to a promised call: w another team, f how the person is reached, i note, c copy, n new."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import work

from backoffice.desk.ticket_views import TicketLine
from backoffice.domain.errors import BackofficeError
from backoffice.screens.drafts import Drafts, row_key
from backoffice.screens.shared import Shared
from backoffice.screens.ticket_calling import TicketCalling
from backoffice.widgets.choice_list import Choice
from backoffice.wording import screens
from backoffice.wording import ticket_forms as forms
from backoffice.wording import ticket_screen as words
from backoffice.wording.dialogs import FIELD_NOTE

if TYPE_CHECKING:
    from backoffice.desk.command import Command
    from backoffice.desk.ticket_views import TeamView, TicketRecord


class TicketWorking(TicketCalling):
    """All letters that act on a ticket, or on the marked ones."""

    @work(exclusive=True, group="teams", exit_on_error=False)
    async def action_assign(self) -> None:
        """w: another team calls."""
        lines = self._lines()
        if not lines:
            return
        from backoffice.desk.ticket_picking import Teams
        from backoffice.screens.privacy import uncovered

        try:
            teams = await asyncio.to_thread(self.desk.read, Teams())
        except BackofficeError as error:
            self.refused(error)
            return
        shown = Shared.of(self.app).branch
        here = shown.id if shown else ""
        own = {line.team_id for line in lines} if len(lines) == 1 else set()
        others = sorted((t for t in teams if t.id not in own), key=lambda t: t.branch_id != here)
        uncovered(self.app, lambda: self.hand_over(lines, others, here))

    def hand_over(
        self,
        lines: "Sequence[TicketLine]",
        teams: "Sequence[TeamView]",
        here: str,
        *,
        kind: str = "hand_over",
        reason: str = "",
        team_id: str | None = None,
    ) -> None:
        """Ask which of these teams, and why; `reason` and `team_id` stand there already. `here`: the branch shown."""
        from backoffice.desk.ticket_moves import HandOver
        from backoffice.screens.ticket_dialogs import HandOverForm

        seen = list(lines)
        made: list[HandOverForm] = []
        tried: list[Any] = []

        def make() -> HandOverForm:
            seen[:] = [self._as_shown(line) for line in seen]
            first = seen[0]
            title = (
                forms.about(forms.HAND_OVER_TITLE, first.number, self.row_name(first))
                if len(seen) == 1
                else forms.several(forms.HAND_OVER_TITLE, len(seen))
            )
            key = row_key(kind, [line.id for line in seen])
            made[:] = [HandOverForm(title, key, first.id, teams, here, reason=reason, team_id=team_id)]
            return made[0]

        def take(said: Any) -> None:
            tried[:] = [said]
            values = {"team_id": said.team_id, "reason": said.reason}
            self.change(HandOver, seen, lambda _: values, form=made[0].draft_key)

        def again(show: Callable[[], object]) -> None:
            if tried and self._not_shown(seen):
                self._look_again(seen, None, show)
            else:
                show()

        Drafts.of(self.app).open(make, take, again)

    def action_correct(self) -> None:
        """f: phone, other way, wish, own deadline, urgency."""
        line = self._one()
        if line is not None:
            self.change_reach(line.id)

    @work(exclusive=True, group="reach", exit_on_error=False)
    async def change_reach(self, ticket_id: str) -> None:
        """The form with what is known of how the person is reached."""
        from backoffice.screens.privacy import uncovered
        from backoffice.screens.ticket_reach import ReachForm, Reaching

        record = await self._record(ticket_id)
        if record is None:
            return
        if not record.line.open:
            self.say(words.CLOSED_ALREADY.format(number=record.line.number), ink="urgent")
            return
        base = reach_known(record.line, record.customer_deadline_reason or "")
        own_reason = [record.customer_deadline_reason or ""]

        def make(seen: TicketLine) -> ReachForm:
            title = forms.about(forms.REACH_TITLE, seen.number, self.row_name(seen))
            known = reach_known(seen, own_reason[0])
            return ReachForm(title, seen, known, base, self.desk.clock.now())

        def take(seen: TicketLine, said: Reaching, form: str) -> None:
            self._reach(seen, said, form)

        def fresh(now: "TicketRecord") -> None:
            own_reason[0] = now.customer_deadline_reason or ""

        uncovered(self.app, lambda: self._ask(record.line, make, take, fresh=fresh))

    def _reach(self, line: TicketLine, said: Any, form: str) -> None:
        """One command for each part that was changed, taken back together."""
        from backoffice.desk.ticket_calls import RaiseTicket
        from backoffice.desk.tickets import ChangeReach
        from backoffice.domain.ids import new_id

        parts: list[tuple[type[Command], dict[str, Any]]] = []
        if said.reach is not None:
            parts.append((ChangeReach, {"reach": said.reach}))
        if said.urgency is not None:
            parts.append((RaiseTicket, {"urgency": said.urgency, "reason": said.urgency_reason}))
        batch = new_id() if len(parts) > 1 else None
        commands = [
            self.desk.new(kind, ticket_id=line.id, version=line.version + n, batch_id=batch, **values)
            for n, (kind, values) in enumerate(parts)
        ]
        if commands:
            self.carry_out(commands, {line.id: self.row_name(line)}, form)
        else:
            drafts = Drafts.of(self.app)
            if (kept := drafts.ticket(form)) is not None:
                drafts.done(kept)
            self.say(words.NOTHING_CHANGED)

    def action_note(self) -> None:
        """i: a short note."""
        line = self._one()
        if line is None:
            return
        from backoffice.desk.tickets import NoteTicket

        self._say_of(line, (forms.NOTE_TITLE, "ticket_note", FIELD_NOTE, ""), lambda text: {"text": text}, NoteTicket)

    def action_copy(self) -> None:
        """c: 1 number, 2 phone, 3 a ready Gesprächsnotiz; what was copied is shown, too."""
        line = self._one()
        if line is None:
            return
        from backoffice.screens.choice import ChoiceDialog
        from backoffice.screens.ticket_dial import spoken
        from backoffice.wording.tickets import conversation_note

        concern = screens.SENSITIVE if line.sensitive else line.concern
        actor, now = self.desk.actor, self.desk.clock.now()
        name = "" if line.protected else line.name
        function = actor.function or actor.name
        note = conversation_note(line.number, name, concern, now, function)
        shown = name and self.row_name(line)
        short = conversation_note(line.number, shown, concern, now, function)
        texts = {
            "number": line.customer_number or line.number,
            "phone": spoken(line.phone),
            "note": note,
        }

        def copy(choice: str | None) -> None:
            if choice is None:
                return
            text = texts[choice]
            if not text:
                self.say(screens.NOTHING_TO_COPY, ink="urgent")
                return
            self.app.copy_to_clipboard(text)
            self.say(words.copied(short if choice == "note" else text))  # names as this desk shows them

        choices = (
            Choice("number", screens.COPY_NUMBER, texts["number"]),
            Choice("phone", screens.COPY_PHONE, texts["phone"] or screens.NO_PLACE),
            Choice("note", words.COPY_NOTE, short),
        )
        self.app.push_screen(ChoiceDialog(screens.COPY_TITLE, choices, self.row_name(line)), copy)

    def action_new(self) -> None:
        """n: 2 an appointment, 3 a callback; what comes to the counter is taken in on the day's screen."""
        from backoffice.screens.choice import ChoiceDialog

        choices = (
            Choice("walk_in", screens.NEW_WALK_IN, why_not=words.ON_TODAY),
            Choice("appointment", screens.NEW_APPOINTMENT),
            Choice("callback", screens.NEW_CALLBACK),
        )

        def make(choice: str | None) -> None:
            if choice == "appointment":
                self.new_appointment()
            elif choice == "callback":
                self.promise_call()

        self.app.push_screen(ChoiceDialog(screens.NEW_TITLE, choices), make)


def reach_known(line: TicketLine, own_reason: str) -> Any:
    """How a person is reached, as the form is filled with it."""
    from backoffice.desk.tickets import Reach

    return Reach(
        phone=line.phone or "",
        other_way=line.other_way or "",
        wants_written=line.wants_written,
        wish=line.wish,
        customer_deadline=line.customer_deadline,
        customer_deadline_reason=own_reason,
    )

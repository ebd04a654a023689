"""The one way in which a list changes something: commands, their answers in the notice line, undo."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from textual import work

from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError, Conflict
from backoffice.domain.ids import new_id
from backoffice.screens.drafts import Drafts
from backoffice.screens.shared import Shared
from backoffice.widgets.burst_guard import BurstGuard
from backoffice.widgets.filter_bar import FilterBar
from backoffice.widgets.notice_line import NoticeLine
from backoffice.wording import screens as words
from backoffice.wording.done import done as said
from backoffice.wording.refusals import refusal
from backoffice.wording.tickets import after_promise

if TYPE_CHECKING:
    from backoffice.widgets.record_list import RecordList

AGAIN = timedelta(seconds=10)
"""How long the second press of the same key counts as "take it over in spite of the colleague"."""

FORM_AGAIN = timedelta(minutes=2)
"""The same for a form, which has to be brought back first."""

SLOW = 0.2
"""Seconds from which a change says that it is being written."""

CLAIMED = frozenset({"claimed", "ticket_claimed"})
"""The codes of the refusals that give way to a second press."""


class Row(Protocol):
    """What can be changed on a list: it has an id, and a version that says what the person saw."""

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Row)


class Changing(BurstGuard, Generic[R]):
    """A screen with a list of records that are changed by commands."""

    ROW: ClassVar[str] = "appointment_id"
    """What the commands call the record they are about."""

    desk: Desk
    told: tuple[str, str] | None = None
    """The notice about the last change made here, and what takes that change back."""

    def __init__(self) -> None:
        super().__init__()
        self.own_changes: set[str] = set()
        """What this desk changed since the list was last read: it is not marked as somebody else's."""
        self._stopped_by_claim: tuple[str, frozenset[str], datetime] | None = None
        """Which kind of change was stopped, on which rows, and until when a second press takes them over."""

    # --- what the screen gives -----------------------------------------------------------------------------------

    @property
    def records(self) -> "RecordList[R]":
        """The list."""
        raise NotImplementedError

    @property
    def shown_rows(self) -> Sequence[R]:
        """All rows of the list, those too that the filter hides."""
        raise NotImplementedError

    @property
    def here(self) -> object:
        """Where a change is made, as people see it: `u` pressed elsewhere first shows what it would take back."""
        raise NotImplementedError

    def row_name(self, row: R) -> str:
        """The row as sentences name it: the person, as this desk shows names (D57)."""
        raise NotImplementedError

    def several(self, count: int, said_of_one: str) -> str:
        """What was done to several marked rows."""
        return words.several(count, said_of_one)

    def say(self, text: str, *, undo: bool = False, ink: str = "plain") -> None:
        """Say something in the notice line."""
        raise NotImplementedError

    def working(self) -> None:
        """Say that something is being written."""
        self.query_one(NoticeLine).working()

    def refused(self, error: BackofficeError) -> None:
        """Say why something did not happen."""
        self.say(str(refusal(error)), ink="urgent")

    def load(self, *, flash: bool = False, cursor: str | None = None) -> Any:
        """Read the shown day again."""
        raise NotImplementedError

    # --- one way to change something -----------------------------------------------------------------------------

    def _lines(self) -> list[R]:
        """The rows an action acts on: marked ones, else the one under the cursor; never a hidden one."""
        wanted = set(self.records.targets())
        lines = [line for line in self.shown_rows if line.id in wanted]
        if not lines:
            hidden = self.shown_rows and self.query_one(FilterBar).text
            self.say(words.HIDDEN_ROWS if hidden else words.NOTHING_SELECTED)
        return lines

    def _one(self, several: str = words.NOT_ON_SEVERAL) -> R | None:
        """The one row an action is for; `several` is said where several are marked."""
        lines = self._lines()
        if len(lines) > 1:
            self.say(several, ink="urgent")
            return None
        return lines[0] if lines else None

    def change(
        self,
        kind: type[Command],
        lines: Sequence[R],
        each: Callable[[R], dict[str, Any]] = lambda _line: {},
        *,
        form: str | None = None,
        then: Callable[[Done], object] | None = None,
        otherwise: Callable[[BackofficeError], object] | None = None,
    ) -> None:
        """Carry out one kind of command on rows, `each` giving what it says for a row.

        A colleague's claim gives way to a second press of the same key. `form` is the key of the form it was typed
        into: where it is refused, the form is parked again, so that nothing typed is lost.
        """
        if not lines:
            return
        batch = new_id() if len(lines) > 1 else None
        despite = self._despite(kind)
        commands: list[Command] = [
            self.desk.new(
                kind,
                batch_id=batch,
                version=line.version,
                **{self.ROW: line.id},
                **({"despite_claim": True} if line.id in despite else {}),
                **each(line),
            )
            for line in lines
        ]
        self.carry_out(
            commands, {line.id: self.row_name(line) for line in lines}, form, then=then, otherwise=otherwise
        )

    def _row_of(self, command: Command) -> str:
        """The id of the record a command is about; empty where it is about none."""
        return str(getattr(command, self.ROW, ""))

    def _despite(self, kind: type[Command]) -> frozenset[str]:
        """The rows that a second press of the same key takes over."""
        stopped, self._stopped_by_claim = self._stopped_by_claim, None
        if stopped is None:
            return frozenset()
        kind_name, rows, until = stopped
        return rows if kind_name == kind.kind and self.desk.clock.now() <= until else frozenset()

    def carry_out(
        self,
        commands: Sequence[Command],
        names: dict[str, str],
        form: str | None = None,
        *,
        then: Callable[[Done], object] | None = None,
        otherwise: Callable[[BackofficeError], object] | None = None,
    ) -> None:
        """Have the desk carry commands out, say what happened, read again; `form` as in `change`.

        `then` shows what came of it, where that is more than the same list read again; `otherwise` gets the first
        refusal where nothing was carried out, after that was said.
        """
        ticket = None if form is None else Drafts.of(self.app).ticket(form)
        self._carry_out(commands, names, ticket, then, otherwise)

    @work(group="write", exit_on_error=False)
    async def _carry_out(
        self,
        commands: Sequence[Command],
        names: dict[str, str],
        ticket: int | None,
        then: Callable[[Done], object] | None,
        otherwise: Callable[[BackofficeError], object] | None,
    ) -> None:
        # Not exclusive: no change is dropped because another one follows.
        slow = self.set_timer(SLOW, self.working)
        try:
            answers = await asyncio.to_thread(self.desk.perform_all, commands)
        except BaseException:
            if ticket is not None:  # nobody knows how far it came, but what was typed is kept
                Drafts.of(self.app).refused(ticket)
            raise
        finally:
            slow.stop()
        self._keep_claimed(commands, answers)
        kept = "" if ticket is None else self._settle_form(ticket, commands, answers)
        rows = {self._row_of(c) or c.id for c, a in zip(commands, answers, strict=True) if isinstance(a, Done)}
        self._say_answers(answers, names, kept, len(rows))
        self.own_changes.update(id_ for a in answers if isinstance(a, Done) for id_ in a.ids)
        self._unmark(commands, answers)
        done = self._keep_where(commands, answers)
        if then is not None and done is not None:
            then(done)
        else:
            self.load(flash=True)
            if otherwise is not None and isinstance(answers[0], BackofficeError) and done is None:
                otherwise(answers[0])

    def _keep_where(self, commands: Sequence[Command], answers: Sequence[Done | BackofficeError]) -> Done | None:
        """Remember what was changed here, and that the notice tells of it; gives the first answer that is no refusal.

        What was taken back is forgotten: a screen that still tells of it stops when it is shown again.
        """
        good = [(c, a) for c, a in zip(commands, answers, strict=True) if isinstance(a, Done)]
        made = Shared.of(self.app).made
        made |= {command.batch_id or answer.entry_id: self.here for command, answer in good}
        for command, _ in good:
            made.pop(getattr(command, "undoes", ""), None)
        if not good:
            return None
        command, answer = good[0]
        self.told = (self.query_one(NoticeLine).text, command.batch_id or answer.entry_id)
        return answer

    def _settle_form(
        self, ticket: int, commands: Sequence[Command], answers: Sequence[Done | BackofficeError]
    ) -> str:
        """A form that was refused, if only for some of its rows, is parked again; gives the sentence that says so."""
        bad = [(c, a) for c, a in zip(commands, answers, strict=True) if isinstance(a, BackofficeError)]
        if not bad:
            Drafts.of(self.app).done(ticket)
            return ""
        rows = [self._row_of(command) for command, _ in bad]
        if not Drafts.of(self.app).refused(ticket, rows if len(bad) < len(answers) else ()):
            return ""
        if bad[0][1].code not in CLAIMED:
            return words.KEPT_AS_DRAFT
        if self._stopped_by_claim is not None:
            kind, claimed, _ = self._stopped_by_claim
            self._stopped_by_claim = (kind, claimed, self.desk.clock.now() + FORM_AGAIN)
        return words.KEPT_AND_CLAIMED

    def _unmark(self, commands: Sequence[Command], answers: Sequence[Done | BackofficeError]) -> None:
        """Take the marks from the rows that were done: a second press is for those that were refused, no other."""
        self.records.unmark(
            self._row_of(command)
            for command, answer in zip(commands, answers, strict=True)
            if isinstance(answer, Done)
        )

    def _say_answers(
        self, answers: Sequence[Done | BackofficeError], names: dict[str, str], kept: str, changed: int
    ) -> None:
        """What happened to all of them; `kept`: where what was typed for the refused ones lies now.

        `changed`: of how many rows; one row may be changed by several commands.
        """
        good = [a for a in answers if isinstance(a, Done)]
        bad = [a for a in answers if isinstance(a, BackofficeError)]
        if not good:
            self.say(f"{refusal(bad[0]).message} {kept}" if kept else str(refusal(bad[0])), ink="urgent")
            return
        first = good[0]
        name = names.get(first.ids[0], "") if first.ids else ""
        text = said(first.code, first.values, name)
        # One change may touch a ticket and its appointment; one undo takes back a whole batch.
        back = min(int(first.values["count"]), len(first.ids)) if first.code == "undone" else 1
        rows = max(changed, back)
        if rows > 1:
            text = self.several(rows, said(first.code, first.values))
        elif len(good) > 1:
            text = " ".join((text, *(said(answer.code, answer.values) for answer in good[1:])))
        if bad:
            why = refusal(bad[0])
            reason = str(why) if bad[0].code in CLAIMED and not kept else why.message
            text = f"{text} {words.not_all(len(bad), reason)} {kept}".rstrip()
        promise = after_promise(first.code, first.values, wall(self.desk.clock.now())[0])
        self.say(f"{text} {promise}".rstrip(), undo=first.undoable)

    def _keep_claimed(self, commands: Sequence[Command], answers: Sequence[Done | BackofficeError]) -> None:
        claimed = frozenset(
            self._row_of(command)
            for command, answer in zip(commands, answers, strict=True)
            if isinstance(answer, Conflict) and answer.code in CLAIMED
        )
        if claimed:
            self._stopped_by_claim = (commands[0].kind, claimed, self.desk.clock.now() + AGAIN)

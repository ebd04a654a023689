"""What becomes of an order: a confirms it, e says what came of it (D48)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from backoffice.desk.command import Command, Done
from backoffice.desk.interpreting_lines import Matter, OrderLine
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.orders import ARRANGED
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import OrderStatus
from backoffice.screens.drafts import Drafts, row_key
from backoffice.screens.interpreting_ask import AboutTalk, OrderingInterpreters
from backoffice.screens.interpreting_lines import OrderWriter
from backoffice.widgets.filter_bar import FilterBar
from backoffice.wording import interpreting as told
from backoffice.wording import interpreting_screen as words
from backoffice.wording import screens
from backoffice.wording.dialogs import titled

if TYPE_CHECKING:
    from backoffice.screens.interpreting_forms import Came, Confirmed


class OrderAnswering(OrderingInterpreters[OrderLine]):
    """The letters a and e, and what they are made of."""

    ROW: ClassVar[str] = "order_id"

    @property
    def writer(self) -> OrderWriter:
        """How orders are written right now."""
        raise NotImplementedError

    def order_for(self, line: OrderLine) -> None:
        """Ask who can interpret an appointment, and order them (d)."""
        from backoffice.wording.interpreting_ask import TITLE

        if line.appointment_status in ENDINGS:
            self.refused(Refused("order_for_ended", status=line.appointment_status.value))
            return
        title = titled(TITLE, line.appointment_start, self.row_name(line))
        self.ask_interpreter(AboutTalk(line.appointment_id, title, self.row_name(line)))

    def row_name(self, row: OrderLine) -> str:
        """The person as the list shows them."""
        return self.writer.name(row)

    def several(self, count: int, said_of_one: str) -> str:
        """What was done to several marked orders."""
        return words.several(count, said_of_one)

    def keep_booked(self, done: Done) -> None:
        """What was booked from here is looked at on the day's screen."""

    def _lines(self) -> list[OrderLine]:
        """The rows an action acts on, as on every list; where there is none it speaks of orders."""
        lines = super()._lines()
        if not lines and not (self.shown_rows and self.query_one(FilterBar).text):
            self.say(words.NOTHING_SELECTED)
        return lines

    def _as_shown(self, line: OrderLine) -> OrderLine:
        """The same order as the list shows it now."""
        return next((row for row in self.shown_rows if row.id == line.id), line)

    def _title(self, what: str, lines: Sequence[OrderLine]) -> str:
        """`Bestätigen · Tigrinya heute 10:00 · Kowa…, M.`."""
        if len(lines) > 1:
            return f"{what} · {screens.marked(len(lines))}"
        line = lines[0]
        at = words.at(line.day, line.start, self.writer.today)
        return f"{what} · {words.spoken(line.language)} {at} · {self.row_name(line)}"

    def _about(self, line: OrderLine) -> tuple[str, ...]:
        """What stands above the fields: whom one calls, and for when."""
        called = " · ".join(part for part in (line.interpreter, self.writer.contact(line)) if part)
        when = told.when(line.day, line.start, line.end, self.writer.today)
        was = words.WAS.format(when=words.at(*line.was, self.writer.today)) if line.was else ""
        how = " · ".join(part for part in (words.in_full(line.language, line.dialect), words.way(line.kind)) if part)
        return tuple(part for part in (called, f"{how} · {when}", was) if part)

    def _do(
        self,
        kind: type[Command],
        lines: Sequence[OrderLine],
        form: str | None = None,
        *,
        then: Callable[[Done], object] | None = None,
        **values: Any,
    ) -> None:
        """One command for each order, taken back together; `form` and `then` as in `change`."""
        batch = new_id() if len(lines) > 1 else None
        commands: list[Command] = [
            self.desk.new(kind, batch_id=batch, order_id=line.id, version=line.version, **values) for line in lines
        ]
        self.carry_out(commands, self._people(lines), form, then=then)

    def _people(self, lines: Sequence[OrderLine]) -> dict[str, str]:
        """Names by all that an answer may be about: the order and its appointment."""
        return {id_: self.row_name(line) for line in lines for id_ in (line.id, line.appointment_id)}

    # --- a -------------------------------------------------------------------------------------------------------

    def action_arrive(self) -> None:
        """a: they come, or answer; several at once where one agency said so for all."""
        lines = self._lines()
        if not lines:
            return
        if why := self._why_not_confirmed(lines):
            self.say(why, ink="urgent")
            return
        seen = list(lines)
        key = row_key("confirm_order", [line.id for line in seen])

        def make() -> Any:
            from backoffice.screens.interpreting_forms import ConfirmForm

            seen[:] = [self._as_shown(line) for line in seen]
            said = self._about(seen[0]) if len(seen) == 1 else (seen[0].interpreter,)
            return ConfirmForm(self._title(words.CONFIRM_TITLE, seen), key, seen, said)

        def take(said: "Confirmed") -> None:
            from backoffice.desk.orders import ConfirmInterpreter

            self._do(ConfirmInterpreter, seen, key, agreed_with=said.agreed_with, dial=said.dial)

        Drafts.of(self.app).open(make, take)

    def _why_not_confirmed(self, lines: Sequence[OrderLine]) -> str:
        """Why these cannot be confirmed at once; empty: they can."""
        other = next((line for line in lines if line.status is not OrderStatus.REQUESTED), None)
        if other is not None and other.status is OrderStatus.NEEDED:
            return words.ASK_FIRST
        if other is not None and other.matter is Matter.FAILED:
            return words.FAILED_ALREADY
        if other is not None:
            return words.CONFIRMED_ALREADY.format(status=told.STATUS[other.status.value])
        return words.ONE_AGENCY if len({line.interpreter_id for line in lines}) > 1 else ""

    # --- e -------------------------------------------------------------------------------------------------------

    def action_outcome(self) -> None:
        """e: for how long somebody interpreted, or that nobody came."""
        line = self._one(words.ONE_EACH)
        if line is None:
            return
        if why := self._why_no_result(line):
            self.say(why, ink="urgent")
            return
        seen, form = [line], f"interpreted:{line.id}"

        def make() -> Any:
            from backoffice.screens.interpreting_forms import ResultForm

            seen[0] = self._as_shown(seen[0])
            return ResultForm(self._title(words.RESULT_TITLE, seen), seen[0], self._about(seen[0]))

        def take(came: "Came") -> None:
            from backoffice.desk.orders import InterpreterAttended

            if came.minutes is None:
                self._fail(seen[0], came.reason, form)
            else:
                self._do(InterpreterAttended, seen, form, minutes=came.minutes)

        Drafts.of(self.app).open(make, take)

    def _why_no_result(self, line: OrderLine) -> str:
        """Why nothing can have come of it yet, or any more; empty: it can."""
        if line.status is OrderStatus.NEEDED:
            return words.ASK_FIRST
        if line.matter is Matter.FAILED:
            return words.FAILED_ALREADY
        if line.status not in ARRANGED:
            return words.NO_RESULT.format(status=told.STATUS[line.status.value])
        if (line.day, line.start) > wall(self.desk.clock.now()):
            return words.AHEAD.format(when=words.at(line.day, line.start, self.writer.today))
        return ""

    def _fail(self, line: OrderLine, reason: str, form: str) -> None:
        from backoffice.desk.orders import InterpreterFailed

        self._do(InterpreterFailed, [line], form, then=self._owes, reason=reason)

    def _owes(self, done: Done) -> None:
        """Nobody came: the notice says what keeps the promise that is owed now."""
        if self.told is not None:
            self.say(f"{self.told[0]} {words.AFTER_FAILURE}", undo=done.undoable)
            self.told = self.notice.text, self.told[1]
        self.load(flash=True)
        self.recount()

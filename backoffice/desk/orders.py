"""What a desk does about an interpreter: note the need, order somebody, and say what came of it (D46–D49)."""

from dataclasses import replace
from typing import Annotated, Any, ClassVar, Protocol

import sqlalchemy as sa
from pydantic import BeforeValidator, Field

from backoffice.desk.command import Command, Done, OnAppointment, Scope, Work, cleaner
from backoffice.desk.interpreter_choice import TalkTime, talk_of
from backoffice.desk.interpreting import (
    NOBODY,
    NewOrder,
    arrange,
    cancel,
    let_go,
    nobody_speaks,
    present_order,
    untold,
)
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.interpreting import interpreted_minutes
from backoffice.domain.orders import ARRANGED, LONGEST_MINUTES, OrderStep, after
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import OrderStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.interpreting import InterpreterAssignment, InterpreterRefusal

Function = Annotated[str, BeforeValidator(cleaner(80))]
Long = Annotated[str, BeforeValidator(cleaner(200))]
Dial = Annotated[str, BeforeValidator(cleaner(80))]


class Stamped(Protocol):
    """An order as it was read."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def version(self) -> int:
        """Its version."""


def stamp(order: Stamped | None) -> str:
    """By what it is told that an order is still the one that was seen; empty: there was none."""
    return "" if order is None else f"{order.id}:{order.version}"


class OrderInterpreter(OnAppointment):
    """Order somebody for an appointment, or (neither kind nor interpreter) only note that somebody is needed."""

    kind: ClassVar[str] = "order_interpreter"
    right: ClassVar[Right] = Right.BOOK
    chooses_place: ClassVar[bool] = True

    order: NewOrder
    now: bool = False
    """The person is here and somebody is to interpret from now on, whenever the appointment was."""
    minutes: int | None = None
    """How long, from now on. None: as long as the appointment."""
    seen: str | None = None
    """The order that the person saw (`stamp`), empty where there was none. None: whatever stands now."""

    def apply(self, work: Work) -> Done:
        """Order them. Conflict `changed_meanwhile` where somebody else has ordered since. Refused: `not_today` (from
        now on, of another day's), `bad_interpreted_minutes`, and what `arrange` refuses.
        """
        row = work.appointment(self.appointment_id, self.version)
        before = present_order(work, row.id)
        if self.seen is not None and self.seen != stamp(before):
            raise work.tx.conflict("interpreter_assignment", before.id if before is not None else self.order.id)
        order_id, status = arrange(work, self, self.order, self._at(row))
        to_tell = before is not None and untold(work, before.id)
        ids, told = (row.id, order_id), {"now": self.now, "to_tell": to_tell}
        if status is OrderStatus.NEEDED:
            return Done("interpreter_needed", ids, told)
        return Done(
            "interpreter_confirmed" if status is OrderStatus.CONFIRMED else "interpreter_requested", ids, told
        )

    def _at(self, row: sa.Row[Any]) -> TalkTime:
        if not self.now:
            return talk_of(row)
        day, minute = wall(self.made_at)
        if row.day != day:
            raise Refused("not_today", day=row.day)
        if self.minutes is not None and not 0 < self.minutes <= LONGEST_MINUTES:
            raise Refused("bad_interpreted_minutes", longest=LONGEST_MINUTES)
        start = minute // TICK_MINUTES * TICK_MINUTES
        end = min(start + (self.minutes or interpreted_minutes(row.end_minute - row.start_minute)), 1440)
        return replace(talk_of(row), start=start, end=end)


class NotNeeded(OnAppointment):
    """Nobody has to interpret after all: the order is off, and the customer's language is not asked for again."""

    kind: ClassVar[str] = "no_interpreter_needed"
    right: ClassVar[Right] = Right.BOOK

    def apply(self, work: Work) -> Done:
        """Take the need away. Refused `no_order` where none was noted."""
        row = work.appointment(self.appointment_id, self.version)
        customer = work.row(Customer, row.customer_id)
        to_tell = let_go(work, self, row.id)
        if to_tell is None and customer.language is None:
            raise Refused("no_order")
        elsewhere = nobody_speaks(work, self, talk_of(row))
        return Done("interpreter_not_needed", (row.id,), {"to_tell": bool(to_tell) or elsewhere})


class OnOrder(Command):
    """A command about one order. `version` is what the person saw (None: whatever stands now)."""

    right: ClassVar[Right] = Right.BOOK

    order_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The branch and group of the appointment."""
        order = work.row(InterpreterAssignment, self.order_id)
        return Scope(order.branch_id, work.row(Appointment, order.appointment_id).group_id)

    def ordered(self, work: Work) -> sa.Row[Any]:
        """The order as it stands; Conflict `changed_meanwhile` where the person saw another version."""
        found = work.row(InterpreterAssignment, self.order_id)
        if self.version is not None and found.version != self.version:
            raise work.tx.conflict("interpreter_assignment", self.order_id)
        return found

    def answered(self, work: Work) -> dict[str, Any]:
        """Who noted it, and when."""
        return {
            "answered_at": self.made_at,
            "answered_by": work.actor.id,
            "answered_function": work.actor.function,
        }


class ConfirmInterpreter(OnOrder):
    """They come, or answer: who said so, by function, and where to dial."""

    kind: ClassVar[str] = "confirm_interpreter"

    agreed_with: Function = ""
    dial: Dial | None = None
    """None: as it was ordered."""

    def apply(self, work: Work) -> Done:
        """Confirm it. Refused `wrong_order_state`."""
        order = self.ordered(work)
        status = after(order.status, OrderStep.CONFIRM)
        dial = order.dial if self.dial is None else self.dial
        work.tx.change(
            InterpreterAssignment,
            order,
            status=status,
            agreed_with=self.agreed_with,
            dial=dial,
            was_day=None,
            was_start=None,
            **self.answered(work),
        )
        return Done("interpreter_confirmed", (order.appointment_id, order.id), {})


class DeclineInterpreter(OnOrder):
    """They cannot: somebody else is to be found, and they are not offered again for this one."""

    kind: ClassVar[str] = "decline_interpreter"

    refusal_id: str = Field(default_factory=new_id)
    reason: Long = ""

    def apply(self, work: Work) -> Done:
        """Note it. Refused `wrong_order_state`, `only_companion` (nobody was asked), `declined_too_late`: from the
        start on it is a failure, which owes the customer something (D48).
        """
        order = self.ordered(work)
        after(order.status, OrderStep.DECLINE)
        if order.interpreter_id is None:
            raise Refused("only_companion")
        if (order.day, order.start_minute) <= wall(self.made_at):
            raise Refused("declined_too_late", start=order.start_minute)
        work.tx.insert(
            InterpreterRefusal,
            id=self.refusal_id,
            assignment_id=order.id,
            appointment_id=order.appointment_id,
            branch_id=order.branch_id,
            interpreter_id=order.interpreter_id,
            staff_id=work.actor.id,
            at=self.made_at,
            reason=self.reason,
        )
        work.tx.change(InterpreterAssignment, order, **NOBODY)
        return Done("interpreter_declined", (order.appointment_id, order.id), {})


class InterpreterAttended(OnOrder):
    """Somebody interpreted, for so many minutes."""

    kind: ClassVar[str] = "interpreter_attended"

    minutes: int

    def apply(self, work: Work) -> Done:
        """Note it. Refused `wrong_order_state`, `bad_interpreted_minutes`, `order_ahead` (it is still to come)."""
        order = self.ordered(work)
        status = after(order.status, OrderStep.ATTEND)
        if not 0 <= self.minutes <= LONGEST_MINUTES:
            raise Refused("bad_interpreted_minutes", longest=LONGEST_MINUTES)
        if (order.day, order.start_minute) > wall(self.made_at):
            raise Refused("order_ahead", day=order.day, start=order.start_minute)
        work.tx.change(InterpreterAssignment, order, status=status, minutes=self.minutes, **self.answered(work))
        return Done("interpreter_attended", (order.appointment_id, order.id), {"minutes": self.minutes})


class InterpreterFailed(OnOrder):
    """Nobody came, the line stayed dead, or they called it off too late: the customer is owed a new promise (D48)."""

    kind: ClassVar[str] = "interpreter_failed"

    reason: Long = ""

    def apply(self, work: Work) -> Done:
        """Note it. Refused `wrong_order_state`."""
        order = self.ordered(work)
        status = after(order.status, OrderStep.FAIL)
        work.tx.change(InterpreterAssignment, order, status=status, reason=self.reason, **self.answered(work))
        return Done("interpreter_failed", (order.appointment_id, order.id), {})


class CancelInterpreter(OnOrder):
    """Call somebody off; the need stays, unless `NotNeeded` says otherwise."""

    kind: ClassVar[str] = "cancel_interpreter"

    reason: Long = ""
    told_to: Function = ""
    """To whom it was said, by function; empty: it is still to be said."""
    need_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Call them off. Refused `wrong_order_state`."""
        order = self.ordered(work)
        after(order.status, OrderStep.CANCEL)
        arranged = order.status in ARRANGED
        to_tell = cancel(work, self, order, self.reason, told_to=self.told_to)
        row = work.row(Appointment, order.appointment_id)
        if arranged and Status(row.status) not in ENDINGS:
            need = NewOrder(id=self.need_id, language=order.language, dialect=order.dialect)
            arrange(work, self, need, talk_of(row))
        return Done("interpreter_cancelled", (order.appointment_id, order.id), {"to_tell": to_tell})


class TellCancelled(OnOrder):
    """Whoever was called off knows it now."""

    kind: ClassVar[str] = "tell_cancelled"

    told_to: Function

    def apply(self, work: Work) -> Done:
        """Note it. Refused `nobody_to_tell`, `who_was_told` (nobody named)."""
        order = self.ordered(work)
        if order.status is not OrderStatus.CANCELLED or order.interpreter_id is None or order.told_at is not None:
            raise Refused("nobody_to_tell")
        if not self.told_to:
            raise Refused("who_was_told")
        work.tx.change(InterpreterAssignment, order, told_at=self.made_at, told_to=self.told_to)
        return Done("interpreter_told", (order.appointment_id, order.id), {})

"""Orders for interpreters, made and carried along in the transaction of whatever else is changed (D46–D49)."""

from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.command import Command, Work, cleaner
from backoffice.desk.interpreter_choice import TalkTime, first_free, interpreter, talk_of, this_one
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import derived_id, new_id
from backoffice.domain.languages import checked, is_signed
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import InterpretingKind, OrderStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment, InterpreterRefusal

_a, _o, _no = table(Appointment), table(InterpreterAssignment), table(InterpreterRefusal)

Dialect = Annotated[str, BeforeValidator(cleaner(60))]
Dial = Annotated[str, BeforeValidator(cleaner(80))]

NOT_ANSWERED = {"answered_at": None, "answered_by": None, "answered_function": "", "agreed_with": ""}
NOBODY = {
    "status": OrderStatus.NEEDED,
    "kind": None,
    "interpreter_id": None,
    "occupies_id": None,
    "dial": "",
    "requested_at": None,
    "requested_by": None,
    "requested_function": "",
    "was_day": None,
    "was_start": None,
    **NOT_ANSWERED,
}
"""The columns of an order for which nobody is asked (any more)."""
_NOTED = ARRANGED | {OrderStatus.FAILED}


class NewOrder(BaseModel):
    """An interpreter who is wanted: in which language, how, and who. Neither how nor who: it is only noted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    language: str
    """ISO 639-3."""
    dialect: Dialect = ""
    kind: InterpretingKind | None = None
    interpreter_id: str | None = None
    """None, where a kind is named: whoever of that kind is first free."""
    dial: Dial = ""
    adult: bool = False
    """The accompanying person is of age (D47)."""
    short_notice: bool = False
    """They said on the phone that they come all the same."""

    @property
    def only_noted(self) -> bool:
        """Whether nobody is asked yet."""
        return self.kind is None and self.interpreter_id is None


def present_order(work: Work, appointment_id: str) -> sa.Row[Any] | None:
    """The order that counts for an appointment now, however it stands; None: none was ever needed, or it is off.

    Nobody else orders for it, moves it or calls it off until this change is done: else an order that is made beside a
    cancellation would be left behind.
    """
    work.tx.lock(f"interpreting:{appointment_id}")
    return work.tx.first(
        sa.select(_o).where(
            _o.c.appointment_id == appointment_id, ~_o.c.replaced, _o.c.status != OrderStatus.CANCELLED
        )
    )


def arrange(work: Work, command: Command, new: NewOrder, at: TalkTime) -> tuple[str, OrderStatus]:
    """Make an order for a talk, in place of the one that there is; gives its id and how it stands.

    The customer's language is noted with it (D46). Refused: `unknown_language`, `order_for_ended` (the appointment is
    over), `already_ordered` (just that, or it is only to be noted, and somebody is ordered or has failed),
    `children_never`, `order_in_past`, `no_signing_by_phone`, `no_interpreter` (none is free), and what `check_free`
    refuses.
    """
    language = checked(new.language)
    there = present_order(work, at.appointment_id)
    row = work.tx.get(Appointment, at.appointment_id)  # as it stands behind the lock
    if row.status in ENDINGS:
        raise Refused("order_for_ended", status=row.status.value)
    if new.only_noted and there is not None and there.status in _NOTED and there.language == language:
        raise Refused("already_ordered", order_status=there.status.value)
    if there is not None and there.status in ARRANGED and _just_that(there, new, at):
        raise Refused("already_ordered", order_status=there.status.value)
    values = {"language": language, "dialect": new.dialect, **at.interval}
    values |= _somebody(work, command, new, language, at, there)
    _speaks(work, command, at, language)
    if there is not None and there.status is OrderStatus.NEEDED:
        work.tx.change(InterpreterAssignment, there, **values)
        return str(there.id), values["status"]
    if there is not None and there.status in ARRANGED:
        cancel(work, command, there)
    elif there is not None:
        work.tx.change(InterpreterAssignment, there, replaced=True)
    work.tx.insert(InterpreterAssignment, id=new.id, needed_at=command.made_at, **values)
    return new.id, values["status"]


def _just_that(there: sa.Row[Any], new: NewOrder, at: TalkTime) -> bool:
    """Whether the very same was ordered already: nobody is called off and asked again for it."""
    same_time = (there.day, there.start_minute, there.end_minute) == (at.day, at.start, at.end)
    same_one = there.interpreter_id is not None and new.interpreter_id == there.interpreter_id
    return same_time and same_one and new.kind in (None, there.kind) and new.language == there.language


def _somebody(
    work: Work, command: Command, new: NewOrder, language: str, at: TalkTime, there: sa.Row[Any] | None
) -> dict[str, Any]:
    """Who is asked, and how the order stands by that."""
    if new.only_noted:
        return NOBODY
    asked = {
        "requested_at": command.made_at,
        "requested_by": work.actor.id,
        "requested_function": work.actor.function,
        "was_day": None,
        "was_start": None,
    }
    answered = {"answered_at": command.made_at, "answered_by": work.actor.id}
    answered["answered_function"] = work.actor.function
    if new.kind is InterpretingKind.COMPANION:
        if not new.adult:
            raise Refused("children_never")
        nobody = {"interpreter_id": None, "occupies_id": None, "dial": ""}
        return {"status": OrderStatus.CONFIRMED, "kind": new.kind, **nobody, **asked, **answered}
    if new.kind is InterpretingKind.PHONE and is_signed(language):
        raise Refused("no_signing_by_phone")
    day, minute = wall(command.made_at)
    if (at.day, at.start) < (day, minute // TICK_MINUTES * TICK_MINUTES):
        raise Refused("order_in_past", day=at.day, start=at.start)
    wish = InterpretingWish(
        language,
        None if new.kind is None else frozenset({new.kind}),
        refused=_refused(work, at.appointment_id),
        leave_out=there and there.id,
        short_notice=new.short_notice,
    )
    if new.interpreter_id is not None:
        way = this_one(work, command, new.interpreter_id, wish, at)
    else:
        way = first_free(work, command, wish, at)
    one = way.interpreter
    status = OrderStatus.CONFIRMED if one.at_once else OrderStatus.REQUESTED
    return {
        "status": status,
        "kind": way.kind,
        "interpreter_id": one.id,
        "occupies_id": one.id if one.alone else None,
        "dial": new.dial or one.dial,
        **asked,
        **(answered if status is OrderStatus.CONFIRMED else NOT_ANSWERED),
    }


def _refused(work: Work, appointment_id: str) -> frozenset[str]:
    """Who has said no to this talk; another time, which is another appointment, they may be asked again."""
    asked = sa.select(_no.c.interpreter_id).where(_no.c.appointment_id == appointment_id)
    return frozenset(row.interpreter_id for row in work.tx.all(asked))


def _speaks(work: Work, command: Command, at: TalkTime, language: str) -> None:
    """The customer needs this language, then, and in every talk that is still to come (D46)."""
    customer = work.row(Customer, at.customer_id)
    if customer.language == language:
        return
    work.tx.change(Customer, customer, language=language)
    work.forget(Customer, at.customer_id)
    for row in _other_talks(work, command, at):
        order = present_order(work, row.id)
        if order is None:
            note_need(work, command, talk_of(row), language)
        elif order.status is OrderStatus.NEEDED:
            work.tx.change(InterpreterAssignment, order, language=language)


def nobody_speaks(work: Work, command: Command, at: TalkTime) -> bool:
    """The customer needs nobody after all, in no talk that is still to come; what was ordered is called off there.

    Says whether somebody is to be told that.
    """
    customer = work.row(Customer, at.customer_id)
    work.tx.change(Customer, customer, language=None)
    work.forget(Customer, at.customer_id)
    to_tell = [let_go(work, command, row.id) for row in _other_talks(work, command, at)]
    return any(to_tell)


def _other_talks(work: Work, command: Command, at: TalkTime) -> list[sa.Row[Any]]:
    return work.tx.all(
        sa.select(_a)
        .where(
            _a.c.customer_id == at.customer_id,
            _a.c.id != at.appointment_id,
            _a.c.day >= wall(command.made_at)[0],
            _a.c.status.not_in(ENDINGS),
        )
        .order_by(_a.c.day, _a.c.start_minute, _a.c.id)
    )


def cancel(work: Work, command: Command, order: sa.Row[Any], reason: str = "", *, told_to: str = "") -> bool:
    """Call an order off; says whether somebody is still to be told: whoever was asked, unless that was done
    (`told_to`), it is a line that one only dials, or their time is over by now.
    """
    asked = order.interpreter_id is not None
    over = (order.day, order.end_minute) <= wall(command.made_at)
    known = bool(told_to) or over or (asked and interpreter(work, order.interpreter_id, order.day).at_once)
    work.tx.change(
        InterpreterAssignment,
        order,
        status=OrderStatus.CANCELLED,
        reason=reason,
        told_at=command.made_at if asked and known else None,
        told_to=told_to if asked else "",
    )
    return asked and not known


def untold(work: Work, order_id: str) -> bool:
    """Whether an order is called off of which whoever was asked does not know it yet."""
    order = work.row(InterpreterAssignment, order_id)
    return order.status is OrderStatus.CANCELLED and order.interpreter_id is not None and order.told_at is None


def let_go(work: Work, command: Command, appointment_id: str) -> bool | None:
    """The talk does not take place: its order goes with it (D48). Says whether somebody is to be told that; None:
    there was no order.
    """
    order = present_order(work, appointment_id)
    if order is None or order.status not in LIVE:
        return None
    return cancel(work, command, order)


def note_need(work: Work, command: Command, at: TalkTime, language: str, dialect: str = "") -> None:
    """An interpreter is needed for a talk, and nobody is asked yet."""
    work.tx.insert(
        InterpreterAssignment,
        id=derived_id(command.id, f"interpreting:{at.appointment_id}"),
        status=OrderStatus.NEEDED,
        language=language,
        dialect=dialect,
        needed_at=command.made_at,
        **at.interval,
    )

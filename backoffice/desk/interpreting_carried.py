"""What becomes of an order when its appointment gets another time or branch: it goes along, or is looked for anew."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Command, Work
from backoffice.desk.interpreter_choice import TalkTime, check_free, interpreter, not_free
from backoffice.desk.interpreting import (
    NOBODY,
    NOT_ANSWERED,
    NewOrder,
    arrange,
    cancel,
    note_need,
    present_order,
)
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.domain.interpreting import Against
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.terms import InterpretingKind, OrderStatus
from backoffice.store.tables.appointments import Customer
from backoffice.store.tables.interpreting import InterpreterAssignment


def go_along(
    work: Work,
    command: Command,
    at: TalkTime,
    *,
    left: str | None = None,
    order: NewOrder | None = None,
    keep: bool = False,
) -> OrderStatus | None:
    """The order of an appointment that has just been booked; gives how it stands, None where none is needed.

    `left` is the appointment it takes the place of: its order comes along, asked anew for the new time. Where the
    interpreter is not free then: with `keep` Refused `interpreter_not_free`, else they are called off and somebody
    is to be found. `order` is what is wanted instead; whoever was ordered for just that already comes along. Whoever
    needs a language is noted anyway (D46).
    """
    there = present_order(work, left) if left is not None else None
    if there is not None and there.status not in LIVE:
        there = None
    if order is not None and order.only_noted and there is not None and there.language == order.language:
        order = None  # a need that is noted calls nobody off
    if order is not None:
        if there is not None and _same(there, order):
            return _carry(work, command, there, at, keep=True, order=order)
        if there is not None and _same_way(there, order):
            # Whoever comes in that way already goes on; where they cannot, the first who can.
            status = _carry(work, command, there, at, keep=False, order=order)
            return arrange(work, command, order, at)[1] if status is OrderStatus.NEEDED else status
        if there is not None:
            cancel(work, command, there)
        return arrange(work, command, order, at)[1]
    if there is not None:
        return _carry(work, command, there, at, keep=keep)
    language = work.row(Customer, at.customer_id).language
    if not language:
        return None
    note_need(work, command, at, language)
    return OrderStatus.NEEDED


def _same(there: sa.Row[Any], order: NewOrder) -> bool:
    """Just who was ordered already is meant."""
    return _alike(there, order) and order.interpreter_id == there.interpreter_id and order.kind in (None, there.kind)


def _same_way(there: sa.Row[Any], order: NewOrder) -> bool:
    """Anybody will do who interprets in the way that is ordered already."""
    return _alike(there, order) and order.interpreter_id is None and order.kind is there.kind


def _alike(there: sa.Row[Any], order: NewOrder) -> bool:
    return there.status in ARRANGED and there.interpreter_id is not None and order.language == there.language


def _carry(
    work: Work,
    command: Command,
    there: sa.Row[Any],
    at: TalkTime,
    *,
    keep: bool,
    order: NewOrder | None = None,
) -> OrderStatus:
    status = OrderStatus(there.status)
    said = {} if order is None else {"dialect": order.dialect, "dial": order.dial}
    typed = {name: text for name, text in said.items() if text}
    stays = (there.branch_id, there.day, there.start_minute, there.end_minute) == (
        at.branch_id,
        at.day,
        at.start,
        at.end,
    )
    if status is OrderStatus.NEEDED or there.kind is InterpretingKind.COMPANION or stays:
        work.tx.change(InterpreterAssignment, there, **at.interval, **typed)
        return status
    one = interpreter(work, there.interpreter_id, at.day)
    short = order is not None and order.short_notice
    wish = InterpretingWish(there.language, leave_out=there.id, short_notice=short)
    against = check_free(work, command, wish, one, at).against(one, there.kind, at.day, at.start, at.end - at.start)
    if against is None:
        return _ask_anew(work, command, there, at, typed, at_once=one.at_once)
    if keep:
        raise not_free(work, command, wish, one, there.kind, at, against)
    cancel(work, command, there)
    note_need(work, command, at, there.language, there.dialect)
    return OrderStatus.NEEDED


def _ask_anew(
    work: Work, command: Command, there: sa.Row[Any], at: TalkTime, typed: dict[str, str], *, at_once: bool
) -> OrderStatus:
    status = OrderStatus.CONFIRMED if at_once else OrderStatus.REQUESTED
    work.tx.change(
        InterpreterAssignment,
        there,
        **at.interval,
        status=status,
        was_day=there.day,
        was_start=there.start_minute,
        requested_at=command.made_at,
        requested_by=work.actor.id,
        requested_function=work.actor.function,
        **({} if at_once else NOT_ANSWERED),
        **typed,
    )
    return status


def follow(work: Work, command: Command, at: TalkTime) -> OrderStatus | None:
    """An appointment has changed its time where it stands (a booking file says so): its order does, too.

    Nobody is refused for it: where the interpreter is not free they are called off, and somebody is to be found.
    """
    there = present_order(work, at.appointment_id)
    if there is None or there.status not in LIVE:
        return None
    return _carry(work, command, there, at, keep=False)


def check_put_back(work: Work, order_ids: list[str], command: Command) -> bool:
    """What an undo has brought back must be possible for who interprets; else somebody is to be found (D49).

    Says whether somebody was let go.
    """
    gone = False
    for order_id in sorted(order_ids):
        order = work.tx.find(InterpreterAssignment, order_id)
        if order is None or order.status not in ARRANGED or order.occupies_id is None:
            continue
        at = TalkTime(
            order.appointment_id, order.branch_id, "", None, order.day, order.start_minute, order.end_minute
        )
        one = interpreter(work, order.interpreter_id, order.day)
        search = check_free(work, command, InterpretingWish(order.language, leave_out=order.id), one, at)
        against = search.against(
            one, order.kind, order.day, order.start_minute, order.end_minute - order.start_minute
        )
        if against in (Against.TAKEN, Against.WAY):
            set_free(work, order)
            gone = True
    return gone


def ask_again(work: Work, undone: list[sa.Row[Any]], command: Command) -> bool:
    """Whether what was undone had been said to an interpreter, who is to be told; `undone` are rows of the journal.

    Whoever knows that they were called off has not agreed any more: they are to be asked again.
    """
    found = False
    for row in undone:
        order = work.tx.find(InterpreterAssignment, row.row_id)
        after = row.after or {}
        if after.get("told_to") and order is not None and order.status in ARRANGED:
            again = {"status": OrderStatus.REQUESTED, "requested_at": command.made_at, **NOT_ANSWERED}
            work.tx.change(InterpreterAssignment, order, **again)
            found = True
        else:
            knows = after.get("interpreter_id")
            if knows is None and order is not None and after.keys() & _WHEN:
                knows = order.interpreter_id
            day = date.max if order is None else order.day
            found |= knows is not None and not interpreter(work, knows, day).at_once
    return found


_WHEN = {"day", "start_minute", "branch_id"}
"""What an interpreter who was asked knows of an order."""


def set_free(work: Work, order: sa.Row[Any]) -> None:
    """Nobody is asked any more: somebody is to be found."""
    work.tx.change(InterpreterAssignment, order, **NOBODY)

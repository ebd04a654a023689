"""Booking with somebody who interprets: who is looked for beside the time, and what becomes of it (D46, D49)."""

from contextlib import suppress
from datetime import date

from backoffice.desk.booking_prefill import BookingPrefill
from backoffice.desk.desk import Desk
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.desk.interpreting_views import OrderFor
from backoffice.desk.slots import FreeTimesView, OfferedSlot
from backoffice.domain.errors import BackofficeError
from backoffice.domain.orders import ARRANGED, LIVE
from backoffice.domain.terms import InterpretingKind
from backoffice.wording import interpreting as words


def order_of(desk: Desk, prefill: BookingPrefill) -> OrderLine | None:
    """In a thread: the order of the appointment that is followed or moved, as far as it may be seen here."""
    if prefill.appointment_id is None:
        return None
    with suppress(BackofficeError):
        return desk.read(OrderFor(prefill.appointment_id, desk.clock.now()))
    return None


def wish_of(prefill: BookingPrefill, order: OrderLine | None, *, moves: bool) -> InterpretingWish | None:
    """Who is looked for beside the time; None: nobody is needed, or somebody of their own comes along.

    Whoever was ordered comes first wherever they are free. A talk that is moved with its order stays as long as it
    was made; else it is proposed to take longer.
    """
    if order is not None and moves and order.status in LIVE:
        if order.kind is InterpretingKind.COMPANION:
            return None
        arranged = order.status in ARRANGED
        return InterpretingWish(order.language, rather=order.interpreter_id, leave_out=order.id, longer=not arranged)
    if prefill.language is None:
        return None
    same = order is not None and order.language == prefill.language
    return InterpretingWish(prefill.language, rather=order.interpreter_id if order is not None and same else None)


def new_order(wish: InterpretingWish | None, order: OrderLine | None, slot: OfferedSlot) -> NewOrder | None:
    """What is ordered with a time; None: nobody was looked for."""
    one = slot.interpreter
    if wish is None or one is None:
        return None
    same = order is not None and order.language == wish.language
    return NewOrder(
        language=wish.language,
        dialect=order.dialect if order is not None and same else "",
        kind=one.kind,
        interpreter_id=one.id,
    )


def called_off(order: OrderLine | None, *, moves: bool) -> str:
    """Who may be called off where a time is looked for without them; empty: nobody was asked."""
    if order is None or not moves or order.status not in ARRANGED:
        return ""
    return order.interpreter


def who(slot: OfferedSlot) -> str:
    """`vor Ort: Yohannes Beispiel`; empty where nobody was looked for."""
    one = slot.interpreter
    return "" if one is None else f"{words.KIND[one.kind.value]}: {one.name}"


def ways(view: FreeTimesView, language: str, now: tuple[date, int]) -> str:
    """In which ways somebody can interpret here at all, and from when on."""
    told = [words.way(one.kind.value, one.first, at_once=one.at_once, now=now) for one in view.ways]
    return words.ways(language, told)

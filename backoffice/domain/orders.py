"""The states of an order for an interpreter and every way between them (D48)."""

from enum import StrEnum

from backoffice.domain.errors import Refused
from backoffice.domain.terms import OrderStatus

_S = OrderStatus


class OrderStep(StrEnum):
    """What is done about an order."""

    REQUEST = "request"
    CONFIRM = "confirm"
    DECLINE = "decline"
    """They cannot: somebody else is to be found."""
    ATTEND = "attend"
    FAIL = "fail"
    CANCEL = "cancel"


TRANSITIONS: dict[OrderStep, dict[OrderStatus, OrderStatus]] = {
    OrderStep.REQUEST: {_S.NEEDED: _S.REQUESTED},
    OrderStep.CONFIRM: {_S.REQUESTED: _S.CONFIRMED},
    OrderStep.DECLINE: {_S.REQUESTED: _S.NEEDED, _S.CONFIRMED: _S.NEEDED},
    # Who never answered and came all the same interpreted all the same.
    OrderStep.ATTEND: {_S.CONFIRMED: _S.ATTENDED, _S.REQUESTED: _S.ATTENDED},
    OrderStep.FAIL: {_S.CONFIRMED: _S.FAILED, _S.REQUESTED: _S.FAILED},
    OrderStep.CANCEL: {_S.NEEDED: _S.CANCELLED, _S.REQUESTED: _S.CANCELLED, _S.CONFIRMED: _S.CANCELLED},
}

LIVE = frozenset({_S.NEEDED, _S.REQUESTED, _S.CONFIRMED})
"""Something is still expected to happen."""
ARRANGED = frozenset({_S.REQUESTED, _S.CONFIRMED})
"""Somebody was asked: they are to be told when it does not take place."""
TAKES_TIME = frozenset({_S.REQUESTED, _S.CONFIRMED, _S.ATTENDED})
"""In these states an order has its interpreter's time (D49)."""

LONGEST_MINUTES = 480
"""Nobody interprets longer in one go: more is a slip of the keyboard."""


def after(status: OrderStatus, step: OrderStep) -> OrderStatus:
    """Where a step leads to. Refused `wrong_order_state` where the table knows no way."""
    found = TRANSITIONS[step].get(status)
    if found is None:
        raise Refused("wrong_order_state", order_step=step.value, order_status=status.value)
    return found

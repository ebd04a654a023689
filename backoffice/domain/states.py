"""The states of an appointment and every way between them, as one table (D7)."""

from enum import StrEnum

from backoffice.domain.errors import Refused
from backoffice.domain.terms import Channel


class Status(StrEnum):
    """Where an appointment stands. These endings are never merged into one (D7)."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REOPENED = "reopened"
    NO_SHOW = "no_show"
    NOT_REACHED = "not_reached"
    LEFT = "left"
    CANCELLED_BY_CUSTOMER = "cancelled_by_customer"
    CANCELLED_BY_OFFICE = "cancelled_by_office"
    PRESUMED_CANCELLED = "presumed_cancelled"
    MOVED = "moved"
    TAKEN_OVER = "taken_over"


class Step(StrEnum):
    """What somebody does to an appointment."""

    ARRIVE = "arrive"
    BEGIN = "begin"
    INTERRUPT = "interrupt"
    RELEASE = "release"
    FINISH = "finish"
    LEAVE = "leave"
    NO_SHOW = "no_show"
    NOT_REACHED = "not_reached"
    CANCEL_BY_CUSTOMER = "cancel_by_customer"
    CANCEL_BY_OFFICE = "cancel_by_office"
    PRESUME_CANCELLED = "presume_cancelled"
    CONFIRM_CANCELLED = "confirm_cancelled"
    REJECT_CANCELLED = "reject_cancelled"
    MOVE = "move"
    TAKE_OVER = "take_over"
    REOPEN = "reopen"


_S = Status
TRANSITIONS: dict[Step, dict[Status, Status]] = {
    # A customer who stands here is here, whatever the list presumed; who had left may come back the same day.
    Step.ARRIVE: dict.fromkeys((_S.BOOKED, _S.NO_SHOW, _S.PRESUMED_CANCELLED, _S.LEFT), _S.ARRIVED),
    Step.BEGIN: dict.fromkeys((_S.ARRIVED, _S.NOT_REACHED, _S.REOPENED), _S.IN_PROGRESS),
    Step.INTERRUPT: {_S.IN_PROGRESS: _S.ARRIVED},
    Step.RELEASE: {_S.IN_PROGRESS: _S.BOOKED},
    Step.FINISH: {_S.IN_PROGRESS: _S.DONE},
    Step.LEAVE: {_S.ARRIVED: _S.LEFT},
    Step.NO_SHOW: {_S.BOOKED: _S.NO_SHOW},
    Step.NOT_REACHED: dict.fromkeys((_S.BOOKED, _S.IN_PROGRESS), _S.NOT_REACHED),
    Step.CANCEL_BY_CUSTOMER: {_S.BOOKED: _S.CANCELLED_BY_CUSTOMER},
    Step.CANCEL_BY_OFFICE: {_S.BOOKED: _S.CANCELLED_BY_OFFICE},
    Step.PRESUME_CANCELLED: {_S.BOOKED: _S.PRESUMED_CANCELLED},
    Step.CONFIRM_CANCELLED: {_S.PRESUMED_CANCELLED: _S.CANCELLED_BY_CUSTOMER},
    Step.REJECT_CANCELLED: {_S.PRESUMED_CANCELLED: _S.BOOKED},
    Step.MOVE: dict.fromkeys((_S.BOOKED, _S.ARRIVED, _S.IN_PROGRESS), _S.MOVED),
    Step.TAKE_OVER: dict.fromkeys((_S.BOOKED, _S.ARRIVED, _S.IN_PROGRESS), _S.TAKEN_OVER),
    Step.REOPEN: {_S.DONE: _S.REOPENED},
}

DIAL = {_S.BOOKED: _S.IN_PROGRESS}
"""A phone appointment begins from `booked`: nobody arrives (D1)."""

MAIN_WAY = (Step.ARRIVE, Step.BEGIN, Step.FINISH)
"""Each of these may run the ones before it: `e` on a booked row arrives, begins and finishes."""

ENDINGS = frozenset(
    {
        _S.DONE,
        _S.NO_SHOW,
        _S.NOT_REACHED,
        _S.LEFT,
        _S.CANCELLED_BY_CUSTOMER,
        _S.CANCELLED_BY_OFFICE,
        _S.MOVED,
        _S.TAKEN_OVER,
    }
)
"""Nothing more is expected to happen at the desk today."""

BROKEN = frozenset({_S.CANCELLED_BY_CUSTOMER, _S.CANCELLED_BY_OFFICE, _S.NO_SHOW, _S.PRESUMED_CANCELLED})
"""An appointment in one of these did not take place: what was to be settled in it is not (D9)."""

FREES_PLACE = frozenset({_S.CANCELLED_BY_CUSTOMER, _S.CANCELLED_BY_OFFICE, _S.MOVED, _S.TAKEN_OVER})
"""In these states the appointment gives its time back; in all others it keeps what it was promised (D26)."""


def path(status: Status, step: Step, channel: Channel | None) -> tuple[Status, ...]:
    """The states that `step` runs through from `status`, the last one being where it ends.

    `begin` and `finish` run the steps before them where needed (D7); a phone appointment begins without
    arriving, since nobody comes. Refused with `wrong_state` where the table knows no way, with
    `phone_only` / `in_person_only` where the step belongs to the other channel (D16, D7). An unknown channel (None)
    may be either: what belongs to one of them is not refused.
    """
    if step is Step.NOT_REACHED and channel is Channel.IN_PERSON:
        raise Refused("phone_only", step=step.value)
    if step is Step.NO_SHOW and channel is Channel.PHONE:
        raise Refused("in_person_only", step=step.value)
    steps = MAIN_WAY[: MAIN_WAY.index(step) + 1] if step in MAIN_WAY else (step,)
    dials = channel is Channel.PHONE and step is not Step.ARRIVE
    if dials:
        steps = tuple(s for s in steps if s is not Step.ARRIVE)
    # The shortest run that ends with `step`: only the steps before it that are needed are taken.
    for first in range(len(steps) - 1, -1, -1):
        run = _run(status, steps[first:], dials=dials)
        if run:
            return run
    raise Refused("wrong_state", step=step.value, status=status.value)


def _run(status: Status, steps: tuple[Step, ...], *, dials: bool) -> tuple[Status, ...]:
    visited: list[Status] = []
    for step in steps:
        following = TRANSITIONS[step].get(status)
        if following is None and dials and step is Step.BEGIN:
            following = DIAL.get(status)
        if following is None:
            return ()
        visited.append(following)
        status = following
    return tuple(visited)

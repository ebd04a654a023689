"""The states of a callback ticket, and when a promise to call may end without a call (D39, D40)."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.terms import AttemptResult


class TicketStatus(StrEnum):
    """Where a ticket stands. What is overdue is computed when read (D40)."""

    NEW = "new"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"


class ClosedAs(StrEnum):
    """How a promise ended (D39)."""

    REACHED = "reached"
    WRITTEN = "written"
    APPOINTMENT = "appointment"
    """An appointment of which the customer knows."""
    VOID = "void"
    """It was none: made by mistake, twice, or waived. Keeps no promise."""


class TicketStep(StrEnum):
    """What somebody does to a ticket."""

    ACCEPT = "accept"
    CALL = "call"
    ATTEMPT = "attempt"
    MOVE_ON = "move_on"
    """Hand over, return, or release when somebody leaves."""
    CLOSE = "close"


_T = TicketStatus
TICKET_WAYS: dict[TicketStep, dict[TicketStatus, TicketStatus]] = {
    TicketStep.ACCEPT: {_T.NEW: _T.ACCEPTED},
    # Who dials has accepted; so has who logs a call.
    TicketStep.CALL: dict.fromkeys((_T.NEW, _T.ACCEPTED, _T.IN_PROGRESS), _T.IN_PROGRESS),
    TicketStep.ATTEMPT: dict.fromkeys((_T.NEW, _T.ACCEPTED, _T.IN_PROGRESS), _T.ACCEPTED),
    TicketStep.MOVE_ON: dict.fromkeys((_T.NEW, _T.ACCEPTED, _T.IN_PROGRESS), _T.NEW),
    TicketStep.CLOSE: dict.fromkeys((_T.NEW, _T.ACCEPTED, _T.IN_PROGRESS), _T.CLOSED),
}


def ticket_step(status: TicketStatus, step: TicketStep) -> TicketStatus:
    """Where a step leads. Refused `ticket_wrong_state` where the table knows no way."""
    following = TICKET_WAYS[step].get(status)
    if following is None:
        raise Refused("ticket_wrong_state", step=step.value, status=status.value)
    return following


TRIES = 3
HALF_DAYS = 2
"""So many attempts on so many half-days before *nicht erreicht, schriftlich* (D39)."""

USELESS = frozenset({AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER})


def check_written(
    attempts: Iterable[tuple[datetime, AttemptResult]],
    *,
    has_phone: bool,
    wants_written: bool,
    same_number: bool = True,
) -> None:
    """Whether a written answer may end the promise (D39).

    `attempts` in time order; `same_number`: the last one dialled the number that stands now. Refused
    `too_few_attempts` with what is missing, unless there is no working number (none at all, or the last attempt found
    it wrong) or the customer wants it in writing.
    """
    tried = list(attempts)
    useless = not has_phone or (bool(tried) and same_number and tried[-1][1] in USELESS)
    if wants_written or useless:
        return
    failed = [at for at, result in tried if result is not AttemptResult.REACHED]
    half_days = {half_day(at) for at in failed}
    if len(failed) < TRIES or len(half_days) < HALF_DAYS:
        raise Refused("too_few_attempts", tried=len(failed), half_days=len(half_days))


def half_day(at: datetime) -> tuple[date, bool]:
    """The half-day of an instant on the wall clock: its day, and whether it is the afternoon (from 12:00)."""
    day, minute = wall(at)
    return day, minute >= 12 * 60

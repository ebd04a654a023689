"""How a request to take over an appointment stands, and by when it has to be answered (D44).

The duty stays with the branch where the customer is until the other one says yes: whatever is not accepted or agreed
leaves it there, a request that nobody answers as much as one that is declined.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import TakeoverStatus

WAITING_HERE = timedelta(minutes=15)
"""How long a request stands while the customer is at the desk."""


class Stand(StrEnum):
    """What a request is now: its stored status, the clock and the appointment it is about taken together."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    OVER = "over"
    """The appointment was ended where it stands, before anybody answered."""
    AGREED = "agreed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_ANSWERED = {
    TakeoverStatus.AGREED: Stand.AGREED,
    TakeoverStatus.ACCEPTED: Stand.ACCEPTED,
    TakeoverStatus.DECLINED: Stand.DECLINED,
    TakeoverStatus.WITHDRAWN: Stand.WITHDRAWN,
    TakeoverStatus.LAPSED: Stand.LAPSED,
}

MOVED = frozenset({Stand.AGREED, Stand.ACCEPTED})
"""The other branch is in charge."""

OPEN_HERE = frozenset({Stand.LAPSED, Stand.DECLINED})
"""To be settled here; as long as the appointment is open, it owes the customer something (D9)."""


def stand(status: TakeoverStatus, expires_at: datetime, appointment: Status, now: datetime) -> Stand:
    """What a request is at an instant. The instant it expires at is already too late."""
    answered = _ANSWERED.get(status)
    if answered is not None:
        return answered
    if appointment in ENDINGS:
        return Stand.OVER
    return Stand.LAPSED if expires_at <= now else Stand.WAITING


def answer_by(asked_at: datetime, wanted: datetime | None) -> datetime:
    """By when an answer is needed: as wanted, else within 15 minutes, since the customer stands here.

    Refused: `answer_in_past`; `answer_too_late`, on another day than it is asked: nobody waits overnight.
    """
    if wanted is None:
        return asked_at + WAITING_HERE
    if wanted <= asked_at:
        raise Refused("answer_in_past")
    if wall(wanted)[0] != wall(asked_at)[0]:
        raise Refused("answer_too_late")
    return wanted


def likely_time(day: date, start: int, now: datetime) -> tuple[date, int]:
    """When somebody over there probably takes the customer: as booked while that is ahead, else in a few minutes.

    Day and minute on the wall clock; the next full five minutes are always ahead, if need be tomorrow at 0:00.
    """
    today, minute = wall(now)
    if (day, start) > (today, minute):
        return day, start
    soon = minute // 5 * 5 + 5
    return (today, soon) if soon < 1440 else (today + timedelta(days=1), 0)

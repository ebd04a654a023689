"""By when a promised call is due: the 48-hour rule as a named policy, and what of it people see (D38, D42).

Three instants, all aware and in UTC. *Nominal* is what the policy says. *Due* is what people see and keep: the last
instant of office hours that is not after it. *Strict* is 48 real hours whatever the policy: it stands beside.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from backoffice.domain.clock import BREMEN
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Urgency

STRICT = timedelta(hours=48)
SOON_MINUTES = 4 * 60
"""*bald* from so many minutes of office time on (UX); also how long a ticket may wait for its acceptance (D40)."""
EMERGENCY_MINUTES = 30
"""How long an emergency may wait for its acceptance (D40), in minutes of office time."""


class Policy(StrEnum):
    """How the 48 hours are counted (D38)."""

    WORKING_DAYS = "working_days"
    """Each working day counts 24 h on the wall clock; weekends, holidays and closures count nothing."""
    ELAPSED = "elapsed"
    """48 real hours."""


USUAL_POLICY = Policy.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Deadline:
    """A promise's instants (aware, UTC), and by which policy and calendar they were computed."""

    policy: Policy
    calendar: str
    nominal_at: datetime
    due_at: datetime
    """What people see; to the full minute."""
    strict_48h_at: datetime


def deadline(created: datetime, policy: Policy, urgency: Urgency, calendar: WorkCalendar) -> Deadline:
    """The deadline of a promise made at an aware instant.

    An emergency is due by the end of today; where today's office hours are over, by the end of the next day that has
    any (nobody could call before), but never later than another ticket would be. Never before `created`, and a later
    promise is never due earlier.
    """
    created = created.astimezone(UTC)
    nominal = _nominal(created, policy, calendar)
    if urgency is Urgency.EMERGENCY:
        day = calendar.day_still_worked(created)
        if day is not None:
            nominal = min(nominal, _end_of(day))
    due = calendar.last_instant(nominal)
    if due is None or due <= created:  # no office hours in between: then the policy's own instant is all there is
        due = nominal
    return Deadline(policy, calendar.version, nominal, _full_minute(due), created + STRICT)


def raised(known: Deadline, now: datetime, calendar: WorkCalendar) -> Deadline:
    """The deadline of a ticket that becomes an emergency at `now`: never later than it was (D23, D39).

    The strict instant still counts from the creation. An overdue promise stays overdue.
    """
    fresh = deadline(now, known.policy, Urgency.EMERGENCY, calendar)
    if fresh.due_at >= known.due_at:
        return known
    return Deadline(known.policy, fresh.calendar, fresh.nominal_at, fresh.due_at, known.strict_48h_at)


def _nominal(created: datetime, policy: Policy, calendar: WorkCalendar) -> datetime:
    if policy is Policy.ELAPSED:
        return created + STRICT
    local = created.astimezone(BREMEN)
    day, whole = calendar.two_working_days(local.date())
    if whole:
        return _end_of(day)
    # Clock changes are on Sundays, so the same wall time exists, once, on every working day.
    return datetime.combine(day, local.time(), BREMEN).astimezone(UTC)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), BREMEN).astimezone(UTC)


def _full_minute(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Limits:
    """The instants that sort tickets into *überf.*, *bald* and *nicht angenommen* at one moment."""

    now: datetime
    soon: datetime
    """What is due until here is *bald*."""
    unaccepted: datetime
    """What was made until here should have been accepted by now."""
    unaccepted_emergency: datetime

    @classmethod
    def at(cls, now: datetime, calendar: WorkCalendar) -> "Limits":
        """The limits at an aware instant."""
        return cls(
            now,
            calendar.later(now, SOON_MINUTES),
            calendar.earlier(now, SOON_MINUTES),
            calendar.earlier(now, EMERGENCY_MINUTES),
        )

    def overdue(self, due_at: datetime) -> bool:
        """Past its due instant; the minute that was promised still counts."""
        return due_at + timedelta(minutes=1) <= self.now

    def soon_due(self, due_at: datetime) -> bool:
        """Not past, and at most four office hours away."""
        return not self.overdue(due_at) and due_at <= self.soon

    def waits_too_long(self, created_at: datetime, urgency: Urgency) -> bool:
        """Whether a ticket nobody has accepted should have been accepted by now (D40)."""
        return created_at <= (self.unaccepted_emergency if urgency is Urgency.EMERGENCY else self.unaccepted)

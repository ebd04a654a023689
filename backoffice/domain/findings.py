"""What a check of a plan finds: the rule, the days, what is there against what is wanted, and its cures (D31).

Codes and plain values: `wording` says them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backoffice.domain.openings import Span
from backoffice.domain.terms import Area, PlanRule


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """It needs an agreement beforehand."""
    HINT = "hint"
    """To be known: a holiday made it so, or no rule demands it."""


class CureCode(StrEnum):
    """What would cure a finding; in brackets which values of `Cure` it has."""

    OPEN_DAY = "open_day"
    """Open on a day (day, start, end)."""
    LIFT = "lift"
    """Take back what closes a day (day, name)."""
    STAFF = "staff"
    """Have a service point served that is open and has nobody (day, start, end)."""
    OPEN_LATE = "open_late"
    """Open longer on a day, and keep that time for those whom it is for (day, start, end)."""
    RESERVE_LATE = "reserve_late"
    """Keep late time that is open (day, start, end)."""
    SHORTEN_STOP = "shorten_stop"
    """Let a Buchungsstopp end earlier, or begin later (days, name)."""
    END_STOP = "end_stop"
    """Take a Buchungsstopp back, or put it at the turn of a month (day: the first of the month; name)."""
    OFFER = "offer"
    """Let a group offer a concern (concern_id, group_id; none: there is no group for it)."""
    OPEN_MORE = "open_more"
    """Open more time in a group by a day (day, group_id, end: how many minutes)."""


@dataclass(frozen=True, slots=True)
class Cure:
    """One thing to do. `start` and `end` are minutes of the wall clock."""

    code: CureCode
    day: date | None = None
    start: int = 0
    end: int = 0
    days: int = 0
    group_id: str | None = None
    concern_id: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the plan does not keep, from `first_day` to `last_day`, both included.

    These are a week (Monday to Sunday), the days of a Buchungsstopp, or the days that were looked at. `there` and
    `wanted` are days, for `LATE_DAY` minutes of the wall clock, for concerns 0 and 1.
    """

    rule: PlanRule
    severity: Severity
    first_day: date
    last_day: date
    there: int
    wanted: int
    group_id: str | None = None
    """None: the branch as a whole."""
    concern_id: str | None = None
    cures: tuple[Cure, ...] = ()
    """All of them together cure it. Empty: nothing that is still to come does."""


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """What a plan is held against. All numbers are settings; those marked *assumed* are in no source (D31)."""

    open_days: int = 4
    """Of a week."""
    late_end: int = 18 * 60
    """One day a week is open until then. *Assumed*: the last end; five minutes more make it the last start."""
    late_from: int = 16 * 60
    """*Assumed*: from then on a time is a late one."""
    late_weekday: int = 3
    """*Assumed*: the day that is rather the long one (Monday 0)."""
    usual: Span = (8 * 60, 12 * 60)
    """*Assumed*: the times that are proposed where no other day of the week tells any."""
    stop_days: int = 3
    """Of a Buchungsstopp at a turn of month."""
    calendar_days: bool = True
    """*Assumed*: every day of a Buchungsstopp counts; else those on which something is open."""
    turn_reach: int = 3
    """*Assumed*: a Buchungsstopp is at a turn where it touches one of so many days before or after it."""
    planned_weeks: int = 13
    """*Assumed*: so far ahead every week is planned. Later ones are looked at as far as a weekly series goes."""
    free_days: int = 10
    """*Assumed*: within so many working days, today included, there is a free time for each mandatory concern."""


USUAL_PLAN_POLICY = PlanPolicy()


@dataclass(frozen=True, slots=True)
class OfferingGroup:
    """A group of the branch, as rules about offers see it."""

    id: str
    area: Area


@dataclass(frozen=True, slots=True)
class Mandatory:
    """A mandatory concern of the catalogue, and who of the branch offers it (D20, D21, D25)."""

    concern_id: str
    area: Area
    minutes: int
    """As the catalogue has it."""
    emergency: bool = False
    offers: tuple[tuple[str, int], ...] = ()
    """Groups that offer it, and their own minutes."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The groups of a branch in their order, and the mandatory concerns."""

    groups: Sequence[OfferingGroup] = ()
    mandatory: Sequence[Mandatory] = ()

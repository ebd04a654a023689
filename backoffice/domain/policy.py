"""Whether a plan keeps the rules: four days a week, a long one, short Buchungsstopps, what has to be offered (D31).

Values in, findings out. What is broken is never refused: it needs an agreement beforehand, and is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.findings import (
    USUAL_PLAN_POLICY,
    Cure,
    CureCode,
    Finding,
    Mandatory,
    OfferingGroup,
    Offers,
    PlanPolicy,
    Severity,
)
from backoffice.domain.free_times import BusySource
from backoffice.domain.offer_checks import free_findings, free_until, offer_findings
from backoffice.domain.stop_checks import LONGEST_RUN, stop_findings
from backoffice.domain.terms import OpeningKind, PlanRule
from backoffice.domain.week_checks import week_findings

__all__ = [
    "LONGEST_RUN",
    "USUAL_PLAN_POLICY",
    "Cure",
    "CureCode",
    "Finding",
    "Mandatory",
    "OfferingGroup",
    "Offers",
    "PlanPolicy",
    "Severity",
    "added",
    "check_plan",
    "free_until",
    "monday_of",
    "needs_agreement",
]

_RULES = list(PlanRule)


def check_plan(
    plan: Plan,
    offers: Offers,
    busy: BusySource | None,
    days: tuple[date, date],
    now: tuple[date, int],
    policy: PlanPolicy = USUAL_PLAN_POLICY,
) -> tuple[Finding, ...]:
    """What the plan does not keep in the weeks that `days` touch (first and last, both included), by day, then rule.

    `now` is the moment on the wall clock: only what is to come is proposed as a cure. `busy` gives what is booked
    from one day to another; None: free time is not looked for.
    """
    first, last = monday_of(days[0]), monday_of(days[1]) + timedelta(days=6)
    found: list[Finding] = []
    planned = _planned(plan, now[0] + timedelta(days=7 * policy.planned_weeks))
    for monday in _mondays(first, last):
        if monday <= planned:
            found += week_findings(plan, monday, now[0], policy)
    found += stop_findings(plan, first, last, policy)
    found += offer_findings(offers, max(days[0], now[0]))
    if busy is not None:
        found += free_findings(plan, offers, busy, now, policy)
    # The concerns of a rule stay in the order of the catalogue.
    return tuple(sorted(found, key=lambda one: (one.first_day, _RULES.index(one.rule), one.group_id or "")))


def added(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a change of plan adds: findings that were not there, or weighed less, or lacked less."""
    known: dict[object, list[Finding]] = {}
    for one in before:
        known.setdefault(_about(one), []).append(one)
    return tuple(one for one in after if not any(_as_bad(old, one) for old in known.get(_about(one), ())))


def needs_agreement(finding: Finding) -> bool:
    """Whether it has to be agreed beforehand (D31): a hint has not."""
    return finding.severity is Severity.ERROR


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _planned(plan: Plan, at_least: date) -> date:
    """The last Monday of a week that is planned as a whole; the end of a series far ahead breaks nothing yet."""
    if plan.assumed:
        return date.max
    ends = [one.last_day for one in plan.openings if one.kind is OpeningKind.WEEKLY]
    return max(at_least, max(ends, default=at_least) - timedelta(days=6))


def _mondays(first: date, last: date) -> Iterator[date]:
    for week in range(((last - first).days + 1) // 7):
        yield first + timedelta(days=7 * week)


def _about(one: Finding) -> Sequence[object]:
    return one.rule, one.group_id, one.concern_id


def _as_bad(old: Finding, new: Finding) -> bool:
    """Whether a finding of the same rule was there before on some of its days, and was no better."""
    common = old.first_day <= new.last_day and new.first_day <= old.last_day
    worse = new.severity is Severity.ERROR and old.severity is Severity.HINT
    return common and not worse and abs(old.wanted - old.there) >= abs(new.wanted - new.there)

"""What customers can get: mandatory concerns are offered, and there is free time for them (D20, D21, D25, D31)."""

from collections.abc import Iterator
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.calendar import is_working_day
from backoffice.domain.findings import Cure, CureCode, Finding, Mandatory, Offers, PlanPolicy, Severity
from backoffice.domain.free_times import BusySource, free_times
from backoffice.domain.openings import WHOLE_DAY
from backoffice.domain.terms import ClosureKind, PlanRule
from backoffice.domain.wanted import Wish

_FARTHEST = 60
"""Days that are gone through for the working days; who works on fewer has other findings."""


def offer_findings(offers: Offers, day: date) -> Iterator[Finding]:
    """The mandatory concerns that nobody offers, of the areas that the branch has groups of, as of `day`.

    So a Jugendberufsagentur has to offer what its own area has to, and no more (D20).
    """
    for concern in _wanted(offers):
        if not concern.offers:
            group = next(group.id for group in offers.groups if group.area is concern.area)
            cure = Cure(CureCode.OFFER, group_id=group, concern_id=concern.concern_id)
            yield Finding(
                PlanRule.MANDATORY, Severity.ERROR, day, day, 0, 1, concern_id=concern.concern_id, cures=(cure,)
            )


def free_findings(
    plan: Plan, offers: Offers, busy: BusySource, now: tuple[date, int], policy: PlanPolicy
) -> Iterator[Finding]:
    """The mandatory concerns for which nothing is free in the next working days (`free_until`).

    As staff could book it: with re-packing, without lead time; reserved times and those under a Buchungsstopp are for
    emergencies only. No rule says how much there has to be: each is a hint.
    """
    last = free_until(plan, now[0], policy.free_days)
    asked: dict[tuple[object, ...], bool] = {}
    for concern in _wanted(offers):
        key = (tuple(sorted(concern.offers)), concern.emergency)
        if not concern.offers:
            continue
        if key not in asked:
            asked[key] = any(free_times(plan, busy, wish) for wish in _wishes(concern, now, last))
        if not asked[key]:
            group, minutes = concern.offers[0]
            cure = Cure(CureCode.OPEN_MORE, last, end=minutes, group_id=group, concern_id=concern.concern_id)
            yield Finding(
                PlanRule.FREE_TIME, Severity.HINT, now[0], last, 0, 1, concern_id=concern.concern_id, cures=(cure,)
            )


def free_until(plan: Plan, today: date, count: int) -> date:
    """The last of so many working days from `today` on, as this branch works; today counts where it is one."""
    day, left = today, count
    for ahead in range(_FARTHEST):
        day = today + timedelta(days=ahead)
        left -= _worked(plan, day)
        if left <= 0:
            break
    return day


def _worked(plan: Plan, day: date) -> bool:
    closed = any(
        closing.kind is ClosureKind.CLOSED
        and closing.group_id is None
        and (closing.start, closing.end) == WHOLE_DAY
        and closing.first_day <= day <= closing.last_day
        for closing in plan.closings
    )
    return not closed and is_working_day(day, plan.closures)


def _wanted(offers: Offers) -> list[Mandatory]:
    areas = {group.area for group in offers.groups}
    return [concern for concern in offers.mandatory if concern.area in areas]


def _wishes(concern: Mandatory, now: tuple[date, int], last: date) -> Iterator[Wish]:
    """One for each length: groups may differ."""
    for minutes in sorted({minutes for _, minutes in concern.offers}):
        yield Wish(
            group_ids=tuple(group for group, length in concern.offers if length == minutes),
            minutes=minutes,
            first_day=now[0],
            last_day=last,
            earliest=now,
            emergency=concern.emergency,
            per_day=None,
            limit=1,
        )

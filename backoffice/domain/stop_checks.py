"""Buchungsstopps: at a turn of month, and no longer than it may be (D31)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from backoffice.domain.availability import Closing, Plan
from backoffice.domain.findings import Cure, CureCode, Finding, PlanPolicy, Severity
from backoffice.domain.terms import ClosureKind, PlanRule

_DAY = timedelta(days=1)
LONGEST_RUN = 62
"""Days before and after those that are looked at, from which a Buchungsstopp may reach into them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Days in a row with a Buchungsstopp on each, and the first of the month at whose turn they lie."""

    days: tuple[date, ...]
    turn: date | None
    name: str


def stop_findings(plan: Plan, first: date, last: date, policy: PlanPolicy) -> Iterator[Finding]:
    """The Buchungsstopps that touch `first` to `last`, both included, and break a rule.

    A day counts where any time of it is stopped. What stops the whole branch is found once, for the branch; a group
    only where its own stops make it longer, or stand elsewhere. Stops at one turn count together.
    """
    stops = [one for one in plan.closings if one.kind is ClosureKind.BOOKING_STOP]
    everywhere = list(_found(plan, [one for one in stops if one.group_id is None], None, policy))
    found = list(everywhere)
    for group in sorted({one.group_id for one in stops if one.group_id is not None}):
        of_it = [one for one in stops if one.group_id in (None, group)]
        known = [(one.rule, one.first_day, one.last_day, one.there) for one in everywhere]
        found += [
            one
            for one in _found(plan, of_it, group, policy)
            if (one.rule, one.first_day, one.last_day, one.there) not in known
        ]
    yield from (one for one in found if one.first_day <= last and first <= one.last_day)


def turns(day: date) -> tuple[date, date]:
    """The first of the month that a day is in, and of the month after it."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _found(plan: Plan, stops: Sequence[Closing], group: str | None, policy: PlanPolicy) -> Iterator[Finding]:
    runs = list(_runs(stops, policy))
    for run in runs:
        if run.turn is None:
            nearest = min(turns(run.days[0]), key=lambda turn: abs(turn - run.days[0]))
            cure = Cure(CureCode.END_STOP, nearest, name=run.name)
            yield _finding(PlanRule.STOP_AWAY, run.days, (len(run.days), 0), group, cure)
    of_turn = sorted((run for run in runs if run.turn is not None), key=lambda run: run.days)
    for _, together in groupby(of_turn, key=lambda run: run.turn):
        at_it = list(together)
        days = [day for run in at_it for day in run.days]
        counted = len(days) if policy.calendar_days else sum(_is_open(plan, day, group) for day in days)
        if counted > policy.stop_days:
            cure = Cure(CureCode.SHORTEN_STOP, days=counted - policy.stop_days, name=at_it[-1].name)
            yield _finding(PlanRule.STOP_LENGTH, days, (counted, policy.stop_days), group, cure)


def _finding(rule: PlanRule, days: Sequence[date], values: tuple[int, int], group: str | None, cure: Cure) -> Finding:
    there, wanted = values
    return Finding(rule, Severity.ERROR, days[0], days[-1], there, wanted, group_id=group, cures=(cure,))


def _runs(stops: Iterable[Closing], policy: PlanPolicy) -> Iterator[_Run]:
    """The stopped days in rows without gap."""
    names: dict[date, str] = {}
    for stop in sorted(stops, key=lambda one: (one.first_day, one.id)):
        for ahead in range((stop.last_day - stop.first_day).days + 1):
            names.setdefault(stop.first_day + timedelta(days=ahead), stop.name)
    days = sorted(names)
    while days:
        run = [day for n, day in enumerate(days) if day - days[0] == n * _DAY]
        days = days[len(run) :]
        turn = next((turn for day in run for turn in turns(day) if _reaches(day, turn, policy.turn_reach)), None)
        yield _Run(tuple(run), turn, names[run[0]])


def _reaches(day: date, turn: date, reach: int) -> bool:
    """Whether a day is one of the last days before a first of the month, or one of the first from it on."""
    return -reach <= (day - turn).days < reach


def _is_open(plan: Plan, day: date, group: str | None) -> bool:
    return any(plan.day(point.id, day).open for point in plan.points if group in (None, point.group_id))

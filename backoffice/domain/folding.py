"""Findings that say the same, drawn together for whoever reads them: weeks in a row, concerns of one group (D31)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from backoffice.domain.findings import Cure, Finding, Severity
from backoffice.domain.terms import PlanRule

_WEEK = timedelta(days=7)
_STOPS = frozenset({PlanRule.STOP_LENGTH, PlanRule.STOP_AWAY})


def folded(findings: Iterable[Finding], tag: Callable[[Finding], Hashable] = lambda _: None) -> list[list[Finding]]:
    """Findings in groups that one sentence tells, in their order: weeks in a row that lack the same and are cured on
    the same weekdays, and the concerns for which one group has no time. Those with another `tag` stay apart."""
    groups: dict[Hashable, list[Finding]] = {}
    whole: list[list[Finding]] = []
    for one in findings:
        key = (one.rule, one.severity, one.group_id, _what(one), _cured(one), tag(one))
        there = groups.get(key)
        if there is None or not _continues(there[-1], one):
            there = groups[key] = []
            whole.append(there)
        there.append(one)
    return whole


def summed(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings rule by rule, what needs an agreement first: what a change of plan adds is told in few lines.

    Each Buchungsstopp stays for itself; hints about a rule that is broken elsewhere are left out.
    """
    found = sorted(findings, key=lambda one: (one.severity is Severity.HINT, list(PlanRule).index(one.rule)))
    broken = {one.rule for one in found if one.severity is Severity.ERROR}
    groups: dict[Hashable, list[Finding]] = {}
    for one in found:
        if one.severity is Severity.ERROR or one.rule not in broken:
            apart = one.first_day if one.rule in _STOPS else None
            groups.setdefault((one.rule, one.group_id, one.there, apart), []).append(one)
    return list(groups.values())


def to_agree(findings: Iterable[Finding]) -> list[tuple[PlanRule, date, date]]:
    """What has to be agreed for these: each rule from its first to its last day, each Buchungsstopp for itself."""
    found: dict[Hashable, tuple[PlanRule, date, date]] = {}
    for one in findings:
        key = (one.rule, one.first_day if one.rule in _STOPS else None)
        _, first, last = found.get(key, (one.rule, one.first_day, one.last_day))
        found[key] = one.rule, min(first, one.first_day), max(last, one.last_day)
    return list(found.values())


def in_a_row(many: Sequence[Finding]) -> bool:
    """Whether findings of weeks follow each other without gap."""
    return all(other.first_day - one.first_day == _WEEK for one, other in pairwise(many))


def _what(one: Finding) -> Hashable:
    return one.concern_id if one.rule is PlanRule.MANDATORY else (one.there, one.wanted)


def _cured(one: Finding) -> Hashable:
    """The cures without the week they are in; of times that lack only where."""
    if one.rule is PlanRule.FREE_TIME:
        return tuple(cure.group_id for cure in one.cures)
    return tuple(_weekly(cure) for cure in one.cures)


def _weekly(cure: Cure) -> Hashable:
    return replace(cure, day=None), None if cure.day is None else cure.day.weekday()


def _continues(last: Finding, one: Finding) -> bool:
    match one.rule:
        case PlanRule.FOUR_DAYS | PlanRule.LATE_DAY | PlanRule.LATE_RESERVED:
            return one.first_day - last.first_day == _WEEK
        case PlanRule.FREE_TIME:
            return True
        case _:
            return False

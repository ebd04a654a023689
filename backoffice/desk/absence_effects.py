"""What follows when nobody serves some service points: nobody is cancelled, somebody needs another place (D33)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.affected import outside_on
from backoffice.desk.plan_of import plan_of
from backoffice.domain.availability import Plan
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, ConcernOffer

FARTHEST = timedelta(days=27)
"""So far ahead is looked for what nobody is left to do; and as far again for the day on which it is offered again."""

_offer, _concern, _branch = table(ConcernOffer), table(Concern), table(Branch)


@dataclass(frozen=True, slots=True)
class Before:
    """How a branch stood before something was entered about some of its service points."""

    branch_id: str
    first: date
    last: date
    now: tuple[date, int]
    points: frozenset[str]
    plan: Plan
    outside: frozenset[str]
    """Who lay outside open time on these points anyway."""

    def told(self, connection: sa.Connection) -> dict[str, Any]:
        """What came of it, with the plan as it stands now.

        `affected`: how many open appointments lost their place. `missing`: what nobody is left to do on some day, as
        {title, day, again (None: not in sight), branches (that offer it, too)}. `everywhere`: the first day on which
        nobody of the whole branch is left.
        """
        plan = plan_of(connection, self.branch_id, self.first, self.last)
        lost = outside_on(connection, self.branch_id, self.first, self.last, self.points, plan) - self.outside
        missing, everywhere = self._missing(connection, plan)
        told: dict[str, Any] = {"affected": len(lost)}
        if missing:
            told["missing"] = missing
        if everywhere is not None:
            told["everywhere"] = everywhere.isoformat()
        return told

    def _missing(self, connection: sa.Connection, plan: Plan) -> tuple[list[dict[str, Any]], date | None]:
        near = min(self.last, self.first + FARTHEST)
        days = [self.first + timedelta(days=n) for n in range((near - self.first).days + 1)]
        was = {day: self._groups(self.plan, day) for day in days}
        left = {day: self._groups(plan, day) for day in days}
        emptied = [day for day in days if was[day] - left[day]]
        if not emptied:
            return [], None
        everywhere = next((day for day in emptied if not left[day]), None)
        offers, elsewhere = self._offers(connection), self._elsewhere(connection)
        ahead = plan_of(connection, self.branch_id, emptied[0], emptied[-1] + FARTHEST)
        found = []
        for (concern_id, title), groups in offers.items():
            day = next((day for day in emptied if groups & was[day] and not groups & left[day]), None)
            if day is not None:
                later = (day + timedelta(days=n) for n in range(1, FARTHEST.days + 1))
                again = next((one.isoformat() for one in later if groups & self._groups(ahead, one)), None)
                branches = elsewhere.get(concern_id, [])
                found.append({"title": title, "day": day.isoformat(), "again": again, "branches": branches})
        return found, everywhere

    def _groups(self, plan: Plan, day: date) -> frozenset[str]:
        """The groups with open time on a day, as far as it is not over."""
        today, minute = self.now
        since = minute if day == today else 0
        return frozenset(
            point.group_id for point in plan.points if any(span.end > since for span in plan.day(point.id, day).open)
        )

    def _offers(self, connection: sa.Connection) -> Mapping[tuple[str, str], frozenset[str]]:
        """The concerns of the branch with the groups that offer them, in their own order."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for concern_id, title, group_id in connection.execute(
            sa.select(_concern.c.id, _concern.c.title, _offer.c.group_id)
            .join(_concern, _concern.c.id == _offer.c.concern_id)
            .where(_offer.c.branch_id == self.branch_id)
            .order_by(_concern.c.area, _concern.c.title)
        ):
            found[concern_id, title].add(group_id)
        return {concern: frozenset(groups) for concern, groups in found.items()}

    def _elsewhere(self, connection: sa.Connection) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for concern_id, name in connection.execute(
            sa.select(_offer.c.concern_id, _branch.c.name)
            .distinct()
            .join(_branch, _branch.c.id == _offer.c.branch_id)
            .where(_offer.c.branch_id != self.branch_id)
            .order_by(_branch.c.name)
        ):
            found[concern_id].append(name)
        return found


def before(
    connection: sa.Connection,
    branch_id: str,
    days: tuple[date, date],
    now: tuple[date, int],
    points: Iterable[str],
) -> Before:
    """Look at a branch before something is entered about these service points, for these days, both included."""
    first, last = days
    concerned = frozenset(points)
    plan = plan_of(connection, branch_id, first, last)
    outside = outside_on(connection, branch_id, first, last, concerned, plan)
    return Before(branch_id, first, last, now, concerned, plan, outside)


def together(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What came of it at several branches, as of one."""
    found: dict[str, Any] = {"affected": sum(one["affected"] for one in told)}
    if missing := [one for part in told for one in part.get("missing", ())]:
        found["missing"] = missing
    if everywhere := [part["everywhere"] for part in told if "everywhere" in part]:
        found["everywhere"] = min(everywhere)
    return found


def by_branch(points: Collection[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Service points (branch, id) by their branch."""
    found: dict[str, set[str]] = defaultdict(set)
    for branch_id, point_id in points:
        found[branch_id].add(point_id)
    return {branch_id: frozenset(ids) for branch_id, ids in found.items()}

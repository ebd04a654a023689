"""The check of a branch's plan: what it does not keep, what of it is agreed, and what a change would add (D31)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.agreements import AgreementView, agreements_of, covering
from backoffice.desk.command import Command
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.plan_change import after, days_changed
from backoffice.desk.plan_of import busy_of, plan_of
from backoffice.desk.views import BranchView
from backoffice.domain.availability import Plan
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import Busy
from backoffice.domain.policy import (
    LONGEST_RUN,
    USUAL_PLAN_POLICY,
    Finding,
    Mandatory,
    OfferingGroup,
    Offers,
    PlanPolicy,
    added,
    check_plan,
    free_until,
    monday_of,
    needs_agreement,
)
from backoffice.domain.rights import Right
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

MOST_WEEKS = 53
FARTHEST = timedelta(days=5 * 366)
"""As far as a weekly series goes; nothing is planned beyond."""

_concern, _offer, _group = table(Concern), table(ConcernOffer), table(ServicePointGroup)
_WEEK, _SIX = timedelta(days=7), timedelta(days=6)
_AROUND = timedelta(days=LONGEST_RUN)


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, and how it stands with its agreement."""

    finding: Finding
    agreement: AgreementView | None
    """Made, or owed; None: nothing was noted."""

    @property
    def missing(self) -> bool:
        """It needs an agreement that was not made, noted as a task or not."""
        return needs_agreement(self.finding) and (self.agreement is None or self.agreement.owed)


@dataclass(frozen=True, slots=True)
class PlanChecked:
    """The weeks of a branch from `first` (a Monday) to `last` (a Sunday), both included."""

    branch: BranchView
    first: date
    last: date
    findings: tuple[FindingView, ...]
    owed: tuple[AgreementView, ...]
    """What is still to be agreed, of other days too."""
    names: Mapping[str, str]
    """Of the groups and mandatory concerns, by id."""
    assumed: bool

    @property
    def missing(self) -> tuple[FindingView, ...]:
        """What needs an agreement that nobody made."""
        return tuple(one for one in self.findings if one.missing)


@dataclass(frozen=True, slots=True)
class Added:
    """What a change of plan would add, with the names of groups and concerns by id."""

    findings: tuple[FindingView, ...]
    names: Mapping[str, str]
    first_plan: bool = False
    """The branch had no plan of its own until now: it is only just being made."""

    @property
    def missing(self) -> tuple[FindingView, ...]:
        """What needs an agreement that nobody made."""
        return tuple(one for one in self.findings if one.missing)


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What a branch's plan does not keep in the weeks that `first` to `last`, both included, touch."""

    branch_id: str
    first: date
    last: date
    now: datetime
    policy: PlanPolicy = USUAL_PLAN_POLICY

    def run(self, connection: sa.Connection, actor: Actor) -> PlanChecked:
        """Check it. Refused: `no_right` outside the actor's branches, `series_backwards`, `search_too_long` (days),
        `check_too_far` (years)."""
        actor.require(Right.SEE, self.branch_id)
        today = wall(self.now)[0]
        first, last = _weeks(self.first, self.last, today)
        # Around the days that are asked for: Buchungsstopps that reach into them, and the next days from today on.
        plan = plan_of(connection, self.branch_id, min(first, today) - _AROUND, max(last, today) + _AROUND)
        ground = _Ground(connection, self.branch_id, plan, (first, last), self.now, self.policy)
        agreements = agreements_of(connection, self.branch_id, first, last)
        return PlanChecked(
            branch_view(connection, self.branch_id),
            first,
            last,
            _agreed(ground.findings(plan), agreements),
            tuple(one for one in agreements if one.owed),
            ground.names,
            plan.assumed,
        )


@dataclass(frozen=True, slots=True)
class WouldBreak:
    """What commands that change a branch's plan would add to its findings, before they are carried out.

    It looks at the weeks that they change, at most a year of them. A command that will be refused adds what it would
    have: it is not for this query to say so.
    """

    branch_id: str
    commands: Sequence[Command]
    now: datetime
    policy: PlanPolicy = USUAL_PLAN_POLICY

    def run(self, connection: sa.Connection, actor: Actor) -> Added:
        """Compare; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        today = wall(self.now)[0]
        plan = plan_of(connection, self.branch_id, today - _AROUND, date.max)
        days = days_changed(plan, self.commands, today)
        if days is None or days[0] - today > FARTHEST:
            return Added((), {})
        first = monday_of(days[0])
        last = min(days[1], first + MOST_WEEKS * _WEEK - timedelta(days=1))
        weeks = (first, monday_of(last) + _SIX)
        ground = _Ground(connection, self.branch_id, plan, weeks, self.now, self.policy)
        new = added(ground.findings(plan), ground.findings(after(plan, self.commands, today)))
        agreements = agreements_of(connection, self.branch_id, *weeks)
        return Added(_agreed(new, agreements), ground.names, first_plan=plan.assumed)


def _weeks(first: date, last: date, today: date) -> tuple[date, date]:
    if last < first:
        raise Refused("series_backwards", first=first, last=last)
    if (last - first).days >= 7 * MOST_WEEKS:
        raise Refused("search_too_long", days=7 * MOST_WEEKS)
    if max(abs(first - today), abs(last - today)) > FARTHEST:
        raise Refused("check_too_far", years=5)
    return monday_of(first), monday_of(last) + _SIX


def _agreed(findings: Iterable[Finding], agreements: Sequence[AgreementView]) -> tuple[FindingView, ...]:
    return tuple(FindingView(one, covering(one, agreements)) for one in findings)


class _Ground:
    """What a check of a branch's plan needs beside it, each table read once."""

    def __init__(
        self,
        connection: sa.Connection,
        branch_id: str,
        plan: Plan,
        days: tuple[date, date],
        now: datetime,
        policy: PlanPolicy,
    ) -> None:
        self._days, self._now, self._policy = days, wall(now), policy
        today = self._now[0]
        self.names: dict[str, str] = {}
        self._offers = Offers(self._groups(connection, branch_id), self._mandatory(connection, branch_id))
        horizon = free_until(plan, today, policy.free_days)
        self._looks_for_time = days[0] <= horizon and today <= days[1]
        self._busy: Sequence[Busy] = (
            busy_of(connection, branch_id, today, horizon, now) if self._looks_for_time else ()
        )

    def findings(self, plan: Plan) -> tuple[Finding, ...]:
        """What a plan of this branch does not keep."""
        busy = self._between if self._looks_for_time else None
        return check_plan(plan, self._offers, busy, self._days, self._now, self._policy)

    def _between(self, first: date, last: date) -> Sequence[Busy]:
        return [row for row in self._busy if first <= row.day <= last]

    def _groups(self, connection: sa.Connection, branch_id: str) -> tuple[OfferingGroup, ...]:
        found = connection.execute(
            sa.select(_group.c.id, _group.c.area, _group.c.name)
            .where(_group.c.branch_id == branch_id)
            .order_by(_group.c.position, _group.c.name)
        ).all()
        self.names |= {row.id: row.name for row in found}
        return tuple(OfferingGroup(row.id, row.area) for row in found)

    def _mandatory(self, connection: sa.Connection, branch_id: str) -> tuple[Mandatory, ...]:
        """The mandatory concerns of the catalogue, with the groups of this branch that offer them in their order."""
        here = sa.and_(_offer.c.concern_id == _concern.c.id, _offer.c.branch_id == branch_id)
        columns = (_concern.c.id, _concern.c.title, _concern.c.area, _concern.c.minutes, _concern.c.emergency)
        found = connection.execute(
            sa.select(*columns, _offer.c.group_id, _offer.c.minutes.label("offered"))
            .select_from(_concern.outerjoin(_offer, here).outerjoin(_group, _group.c.id == _offer.c.group_id))
            .where(_concern.c.mandatory)
            .order_by(_concern.c.area, _concern.c.title, _concern.c.id, _group.c.position, _group.c.name)
        ).all()
        self.names |= {row.id: row.title for row in found}
        offers: dict[str, list[tuple[str, int]]] = {}
        for row in found:
            offers.setdefault(row.id, []).extend([(row.group_id, row.offered)] if row.group_id else [])
        first = {row.id: row for row in reversed(found)}
        return tuple(
            Mandatory(id_, first[id_].area, first[id_].minutes, bool(first[id_].emergency), tuple(groups))
            for id_, groups in offers.items()
        )

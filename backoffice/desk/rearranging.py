"""The plan for a day on which service points are missing, as a lead sees it; nothing is stored by it (D33)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.affected import Affected
from backoffice.desk.booked import Booked, booked
from backoffice.desk.lines import lines
from backoffice.desk.organisation_views import GroupsOf, branch_view
from backoffice.desk.situation import Adjusted, Asked, situation_of, with_branches
from backoffice.desk.views import BranchView, OrderMark
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.rearrange import rearrange
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import Aside, Extra, Place, Rearrangement, Step
from backoffice.domain.rights import Right, may_in_any_group
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePoint, ServicePointGroup

_a, _point, _group, _branch = table(Appointment), table(ServicePoint), table(ServicePointGroup), table(Branch)


@dataclass(frozen=True, slots=True)
class ExtraPoint:
    """Who steps in: a service point that could be opened for the day, over `[start, end)` minutes (D32)."""

    id: str
    group_id: str
    name: str
    start: int
    end: int
    calls_only: bool = False
    """Somebody who can call from elsewhere, but receive nobody."""


@dataclass(frozen=True, slots=True)
class Where:
    """The names of a place."""

    point: str = ""
    group: str = ""
    branch: str = ""
    """Empty: this one."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """What is proposed for one appointment."""

    step: Step
    booked: Booked
    was: Where
    to: Where
    order: OrderMark | None = None
    reserved: bool = False
    """It may use the times that are kept for some (D31)."""

    @property
    def id(self) -> str:
        """Of the appointment."""
        return self.step.id


@dataclass(frozen=True, slots=True)
class AsideLine:
    """Somebody who makes room: another service point, the same time, the same group."""

    aside: Aside
    booked: Booked
    was: Where
    to: Where


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan with its names. Accepting it is `AcceptPlan` with `acceptance`."""

    branch: BranchView
    day: date
    steps: tuple[StepLine, ...]
    asides: tuple[AsideLine, ...]
    opened: tuple[ExtraPoint, ...]
    """The extra points that it needs."""
    kept: int
    """How many keep their time."""
    waiting: int = 0
    """To how many of the affected something is proposed already."""
    alone: int = 0
    """How many are affected and cannot be planned: their time is over, they are in a talk, or may not come."""

    @property
    def token(self) -> str:
        """Two plans with the same token are the same plan: eight characters of what it does, of nobody's name."""
        said = [
            (line.id, line.booked.version, line.step.kind.value, line.to, _time(line.step.to)) for line in self.steps
        ]
        aside = [(line.aside.id, line.to) for line in self.asides]
        return hashlib.sha256(repr((str(self.day), said, aside)).encode()).hexdigest()[:8]

    def __bool__(self) -> bool:
        """Whether there is anybody to plan for."""
        return bool(self.steps)


@dataclass(frozen=True, slots=True)
class PlanFor:
    """The plan for a branch's day. A lead of some groups plans these; whoever leads the branch plans all of it.

    What is to be known beyond the store is said: who could step in, what is not wanted, who is left as they are.
    """

    branch_id: str
    day: date
    now: datetime
    extras: tuple[ExtraPoint, ...] = ()
    adjusted: Mapping[str, Adjusted] = field(default_factory=dict)
    leave: frozenset[str] = frozenset()

    def run(self, connection: sa.Connection, actor: Actor) -> PlanView:
        """Work it out. Refused: `no_right` for whoever plans nothing here, `day_over`."""
        if not may_in_any_group(actor.grants, Right.PLAN, self.branch_id):
            actor.require(Right.PLAN, self.branch_id)
        if self.day < wall(self.now)[0]:
            raise Refused("day_over", day=self.day)
        extras = tuple(Extra(one.id, one.group_id, one.start, one.end, one.calls_only) for one in self.extras)
        asked = Asked(
            self.branch_id,
            self.day,
            self.now,
            groups=planned_groups(connection, actor, self.branch_id),
            extras=extras,
            adjusted=self.adjusted,
            leave=self.leave,
        )
        plan, reserved = worked_out(connection, asked)
        return self._named(connection, actor, plan, reserved)

    def _named(
        self, connection: sa.Connection, actor: Actor, plan: Rearrangement, reserved: frozenset[str]
    ) -> PlanView:
        ids = [*(step.id for step in plan.steps), *(one.id for one in plan.aside)]
        found = {
            line.id: line
            for line in (lines(connection, actor, self.branch_id, (_a.c.id.in_(ids),), self.now) if ids else ())
        }
        points, groups, branches = _names(connection, plan)
        points |= {one.id: one.name for one in self.extras}

        def where(point: str | None, group: str | None, branch: str | None = None) -> Where:
            return Where(points.get(point or "", ""), groups.get(group or "", ""), branches.get(branch or "", ""))

        steps = tuple(
            StepLine(
                step,
                booked(found[step.id]),
                where(step.was.point_id, step.was.group_id),
                Where() if step.to is None else where(step.to.point_id, step.to.group_id, step.to.branch_id),
                found[step.id].order,
                step.id in reserved,
            )
            for step in plan.steps
        )
        asides = tuple(
            AsideLine(
                one, booked(found[one.id]), where(one.from_point, one.group_id), where(one.to_point, one.group_id)
            )
            for one in plan.aside
        )
        opened = tuple(one for one in self.extras if one.id in plan.opened)
        waiting, alone = self._others(connection, actor, {line.id for line in steps})
        branch = branch_view(connection, self.branch_id)
        return PlanView(branch, self.day, steps, asides, opened, plan.kept, waiting, alone)

    def _others(self, connection: sa.Connection, actor: Actor, planned: Collection[str]) -> tuple[int, int]:
        """How many more of this person's groups are affected: with a proposal, and without."""
        groups = planned_groups(connection, actor, self.branch_id)
        every = GroupsOf(self.branch_id).run(connection, actor)
        names: set[str | None] = {name for id_, name in every if groups is None or id_ in groups}
        names |= {None} if groups is None else set()
        affected = Affected(self.branch_id, self.day, self.day, self.now).run(connection, actor)
        others = [one for one in affected if one.group in names and one.id not in {*planned, *self.leave}]
        waiting = sum(one.proposal is not None for one in others)
        return waiting, len(others) - waiting


def worked_out(connection: sa.Connection, asked: Asked) -> tuple[Rearrangement, frozenset[str]]:
    """The plan, and who of it may use reserved times. Other branches are asked for those for whom nothing is here."""
    read = situation_of(connection, asked)
    reserved = frozenset(one.id for one in read.situation.appointments if one.reserved or one.emergency)
    plan = rearrange(read.situation)
    left = {read.rows[step.id].concern_id for step in plan.steps if step.kind is Kind.NOTHING} - {None}
    if left:
        plan = rearrange(with_branches(connection, asked, read, left))
    return plan, reserved


def planned_groups(connection: sa.Connection, actor: Actor, branch_id: str) -> frozenset[str] | None:
    """The groups of a branch that somebody plans; None: all of them."""
    if actor.may(Right.PLAN, branch_id):
        return None
    groups = connection.scalars(sa.select(_group.c.id).where(_group.c.branch_id == branch_id))
    return frozenset(one for one in groups if actor.may(Right.PLAN, branch_id, one))


def _names(connection: sa.Connection, plan: Rearrangement) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    places = [place for step in plan.steps for place in (step.was, step.to) if place is not None]
    points = {place.point_id for place in places} | {
        point for one in plan.aside for point in (one.from_point, one.to_point)
    }
    groups = {place.group_id for place in places} | {one.group_id for one in plan.aside}
    branches = {place.branch_id for place in places}

    def named(of: sa.Table, ids: Iterable[Any]) -> dict[str, str]:
        wanted = sorted(id_ for id_ in ids if id_ is not None)
        rows = connection.execute(sa.select(of.c.id, of.c.name).where(of.c.id.in_(wanted))) if wanted else ()
        return {row[0]: row[1] for row in rows}

    return named(_point, points), named(_group, groups), named(_branch, branches)


def _time(to: Place | None) -> tuple[str, int, str] | None:
    return None if to is None else (to.day.isoformat(), to.start, to.channel.value)


def turned_down(adjusted: Mapping[str, Adjusted], line: StepLine) -> dict[str, Adjusted]:
    """What is not wanted, and the present step of a line neither: the next plan has another one for it."""
    before, step = adjusted.get(line.id, Adjusted()), line.step
    if step.to is None:
        return dict(adjusted)
    if step.keeps_time:
        after = replace(before, without=before.without | {step.kind})
    else:
        after = replace(before, not_then=(*before.not_then, (step.to.day, step.to.start, step.to.end)))
    return {**adjusted, line.id: after}

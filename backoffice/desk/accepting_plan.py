"""Accepting a plan: all of it or nothing, in one change that can be taken back (D33)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.otv import enters_otv
from backoffice.desk.plan_of import busy_of, settled_among
from backoffice.desk.plan_parts import Mover, NewAside, NewExtra, NewStep
from backoffice.desk.proposal_places import Places, closed_since
from backoffice.desk.situation import MOVABLE
from backoffice.desk.takeovers import may_travel
from backoffice.desk.taking import lock_places
from backoffice.desk.temporary_points import OpenTemporaryPoint
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.rearrange_kinds import AT_ONCE, Kind
from backoffice.domain.rights import Right
from backoffice.domain.terms import Channel, Contingent, Origin, ProposalStatus
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePoint
from backoffice.store.tables.proposals import Proposal, standing

_a, _proposal = table(Appointment), table(Proposal)


class AcceptPlan(Command):
    """The plan as somebody saw it. What keeps time and way applies; all else is proposed to the customers.

    Nothing of it is done where anything changed meanwhile that it stands on.
    """

    kind: ClassVar[str] = "accept_plan"
    right: ClassVar[Right] = Right.PLAN

    branch_id: str
    day: date
    steps: tuple[NewStep, ...] = ()
    asides: tuple[NewAside, ...] = ()
    extras: tuple[NewExtra, ...] = ()
    extra_reason: str = ""

    def scope(self, work: Work) -> Scope:
        """The branch; a lead of one group only that group. `apply` asks for each of several."""
        groups = self._groups(work)
        return Scope(self.branch_id, next(iter(sorted(groups)), None))

    def apply(self, work: Work) -> Done:
        """Do it. Refused: `plan_empty`, `day_over` (day), `plan_stale` (somebody's appointment, a service point or a
        time is not as it was), `no_right` for a group, and what `OpenTemporaryPoint` refuses.

        Values: `kept` (at their time), `groups` (of these in another group), `aside`, `opened` (names), `proposed`.
        """
        if not self.steps:
            raise Refused("plan_empty")
        if self.day < wall(self.made_at)[0]:
            raise Refused("day_over", day=self.day)
        lock_plan_of(work, self.branch_id, self.day)
        for group in sorted(self._groups(work)):
            work.actor.require(Right.PLAN, self.branch_id, group)
        for group, day in sorted({(step.group_id, step.day) for step in self.steps}):
            lock_places(work, group, day)
        self._hold_still(work)
        for extra in self.extras:
            self._open(work, extra)
        rows = {one.appointment_id: self._as_seen(work, one) for one in self._movers()}
        at_once = [step for step in self.steps if step.kind in AT_ONCE]
        proposed = [step for step in self.steps if step.kind not in AT_ONCE]
        self._check_places(work, rows)
        places = {step.appointment_id: step.point_id for step in at_once}
        change_places(work, self.branch_id, places | {one.appointment_id: one.to_point for one in self.asides})
        for step in at_once:
            stands_on(work, self, rows[step.appointment_id], step)
        for step in proposed:
            propose(work, self, rows[step.appointment_id], step)
        told = {
            "kept": len(at_once),
            "groups": sum(step.kind is Kind.OTHER_GROUP for step in at_once),
            "aside": len(self.asides),
            "opened": [one.name for one in self.extras],
            "proposed": len(proposed),
        }
        return Done("plan_accepted", tuple(step.appointment_id for step in self.steps), told)

    def _movers(self) -> tuple[Mover, ...]:
        return (*self.steps, *self.asides)

    def _hold_still(self, work: Work) -> None:
        """From here on nobody changes these appointments; they are read as they stand now."""
        ids = sorted({one.appointment_id for one in self._movers()})
        rows = sa.select(_a.c.id).where(_a.c.id.in_(ids)).order_by(_a.c.id).with_for_update(key_share=True)
        work.tx.all(rows)
        for id_ in ids:
            work.forget(Appointment, id_)

    def _groups(self, work: Work) -> frozenset[str]:
        """The groups of this branch that it touches; each has to be the actor's."""
        opened = {extra.point_id for extra in self.extras}
        points = {step.point_id for step in self.steps if step.to_branch_id is None} - opened
        points |= {one.from_point for one in self._movers() if one.from_point is not None}
        points |= {one.to_point for one in self.asides}
        found = {work.row(ServicePoint, point).group_id for point in points}
        found |= {extra.group_id for extra in self.extras}
        own = (work.row(Appointment, step.appointment_id).group_id for step in self.steps)
        return frozenset(found | {group for group in own if group is not None})

    def _open(self, work: Work, extra: NewExtra) -> None:
        OpenTemporaryPoint(
            made_at=self.made_at,
            desk_id=self.desk_id,
            point_id=extra.point_id,
            group_id=extra.group_id,
            name=extra.name,
            first_day=self.day,
            last_day=self.day,
            start=extra.start,
            end=extra.end,
            breaks=extra.breaks,
            reason=self.extra_reason,
            drawn=extra.drawn,
        ).apply(work)

    def _as_seen(self, work: Work, one: Mover) -> sa.Row[Any]:
        """The appointment, where it is as it was. Refused `plan_stale`."""
        row = work.row(Appointment, one.appointment_id)
        present = work.seen(Placement, one.appointment_id)
        point = None if present is None else present.service_point_id
        seen = (one.version, one.from_point, self.branch_id, self.day)
        if (row.version, point, row.branch_id, row.day) != seen or row.status not in MOVABLE:
            raise Refused("plan_stale")
        if self._waits_for_answer(work, row.id):
            raise Refused("plan_stale")
        return row

    def _waits_for_answer(self, work: Work, appointment_id: str) -> bool:
        """Whether something is proposed to the customer already that can still be had."""
        if work.tx.first(standing(_proposal.c.id).where(_a.c.id == appointment_id)) is None:
            return False
        return appointment_id not in closed_since(work.tx.connection, self.branch_id)

    def _check_places(self, work: Work, rows: dict[str, sa.Row[Any]]) -> None:
        """Whether every place it gives is open and free; among each other the occupancy sees to it (D26)."""
        wanted = [
            (one.to_point, self.branch_id, self.day, row.start_minute, row.end_minute)
            for one in self.asides
            for row in (rows[one.appointment_id],)
        ]
        for step in self.steps:
            row = rows[step.appointment_id]
            length = row.end_minute - row.start_minute
            if step.end - step.start != length or (step.kind in AT_ONCE and not _as_promised(step, row)):
                raise Refused("plan_stale")
            branch = step.to_branch_id or self.branch_id
            if work.row(ServicePoint, step.point_id).group_id != step.group_id:
                raise Refused("plan_stale")
            wanted.append((step.point_id, branch, step.day, step.start, step.end))
        leaving = {one.appointment_id for one in self.asides}
        if settled_among(work.tx.connection, leaving):  # handed to somebody meanwhile: they keep their place (D27)
            raise Refused("plan_stale")
        leaving |= {step.appointment_id for step in self.steps if step.kind in AT_ONCE}
        for branch, day in sorted({(branch, day) for _, branch, day, *_ in wanted}):
            there = [(point, start, end) for point, at, on, start, end in wanted if (at, on) == (branch, day)]
            self._check_day(work, branch, day, there, leaving)

    def _check_day(
        self, work: Work, branch_id: str, day: date, wanted: Iterable[tuple[str, int, int]], leaving: set[str]
    ) -> None:
        connection = work.tx.connection
        places = Places(connection)
        busy = [one for one in busy_of(connection, branch_id, day, day, self.made_at) if one.holder_id not in leaving]
        for point, start, end in wanted:
            taken = any(one.point_id == point and one.start < end and start < one.end for one in busy)
            if taken or not places.open(branch_id, point, day, start, end):
                raise Refused("plan_stale")


def change_places(work: Work, branch_id: str, places: dict[str, str]) -> None:
    """All at once: those who change places may swap."""
    for appointment_id in places:
        present = work.seen(Placement, appointment_id)
        if present is not None:
            work.tx.delete(Placement, present)
    for appointment_id, point in places.items():
        work.tx.insert(Placement, appointment_id=appointment_id, branch_id=branch_id, service_point_id=point)


def _as_promised(step: NewStep, row: sa.Row[Any]) -> bool:
    """Whether a step keeps day, start, way and branch: nobody has to be asked."""
    promised = row.day, row.start_minute, row.channel or Channel.IN_PERSON, None
    return (step.day, step.start, step.channel, step.to_branch_id) == promised


def stands_on(work: Work, command: Command, row: sa.Row[Any], step: NewStep) -> None:
    """One of ours that comes to lie on online time is entered in the booking tool, too (D29)."""
    if row.origin is Origin.IMPORTED or step.contingent is not Contingent.ONLINE:
        return
    if row.contingent is not Contingent.ONLINE:
        work.tx.change(Appointment, row, contingent=Contingent.ONLINE)
        enters_otv(work, row.id, row.branch_id, step.task_id, command.made_at)


def lock_plan_of(work: Work, branch_id: str, day: date) -> None:
    """Plan a branch's day one after the other: nobody is proposed two things at once."""
    work.tx.lock(f"replan:{branch_id}:{day}")


def propose(work: Work, command: Command, row: sa.Row[Any], step: NewStep) -> None:
    """Write down what is proposed to a customer; it keeps its service point from now on.

    Refused `protected_stays` where a protected person would go to another branch (D52).
    """
    if step.to_branch_id is not None:
        work.row(Branch, step.to_branch_id)
        may_travel(work, row, knowingly=False)
    left = sa.select(_proposal).where(_proposal.c.appointment_id == row.id, _proposal.c.status == ProposalStatus.OPEN)
    for before in work.tx.all(left):  # about a time at which it does not stand any more
        work.tx.change(Proposal, before, status=ProposalStatus.WITHDRAWN, answered_at=command.made_at)
    work.tx.insert(
        Proposal,
        id=step.id,
        branch_id=row.branch_id,
        appointment_id=row.id,
        kind=step.kind,
        to_branch_id=step.to_branch_id,
        group_id=step.group_id,
        service_point_id=step.point_id,
        day=step.day,
        start_minute=step.start,
        end_minute=step.end,
        channel=step.channel,
        reserved=step.reserved,
        was_day=row.day,
        was_start=row.start_minute,
        was_end=row.end_minute,
        was_channel=row.channel,
        made_at=command.made_at,
        made_by=work.actor.id,
    )

"""Whom to tell what: the proposals that wait for a customer's answer, from old to new (D33)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.picking import check_ending
from backoffice.desk.proposal_places import closed_since, open_again
from backoffice.desk.views import Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rights import Right
from backoffice.domain.terms import Channel, ProposalStatus, ToldBy
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePoint, ServicePointGroup
from backoffice.store.tables.proposals import Proposal, standing

_a, _proposal = table(Appointment), table(Proposal)
_point, _group, _branch = table(ServicePoint), table(ServicePointGroup), table(Branch)


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Somebody who is to be told. `[start, end)` minutes of `day`: the new time; the old one stands in `line`."""

    id: str
    version: int
    line: Line
    """The appointment, at its old time."""
    kind: Kind
    day: date
    start: int
    end: int
    channel: Channel
    group: str
    place: str
    branch: str
    """The name of another branch; empty: this one."""
    told_by: ToldBy | None
    """None: they do not know yet."""
    told_at: datetime | None
    told_function: str
    closed: bool = False
    """What is proposed cannot be had any more: its place is closed."""
    needless: bool = False
    """What was promised first can be had again."""
    past: bool = False
    """The proposed time is over."""

    @property
    def name(self) -> str:
        """Of the person; empty where they are protected (D52)."""
        return self.line.name

    @property
    def search(self) -> str:
        """What the filter looks through."""
        return self.line.search


@dataclass(frozen=True, slots=True)
class ProposalsOf:
    """The proposals of a branch that stand: first whom nobody told, then who has not answered, by the old time."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[ProposalLine, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        rows = connection.execute(_standing(), {"branch": self.branch_id}).all()
        ids = [row.appointment_id for row in rows]
        if not ids:
            return ()
        of = {line.id: line for line in lines(connection, actor, self.branch_id, (_a.c.id.in_(ids),), self.now)}
        closed, again = closed_since(connection, self.branch_id), open_again(connection, self.branch_id, ids)
        found = (
            replace(
                _line(row, of[row.appointment_id]),
                closed=id_ in closed,
                needless=id_ in again,
                past=(row.day, row.start_minute) < wall(self.now),
            )
            for row in rows
            for id_ in (row.appointment_id,)
        )
        return tuple(sorted(found, key=lambda one: (one.told_by is not None, one.line.day, one.line.start, one.id)))


@dataclass(frozen=True, slots=True)
class PickedProposal:
    """One proposal, by the last characters of its id or of its appointment's (D54)."""

    ending: str

    def run(self, connection: sa.Connection, actor: Actor) -> str:
        """Its id. Refused: `id_shape`, `proposal_unclear` (none, or several). What the actor may not see does not
        exist.
        """
        ending = check_ending(self.ending)
        rows = connection.execute(
            sa.select(_proposal.c.id, _proposal.c.branch_id).where(
                sa.or_(_proposal.c.id.like(f"%{ending}"), _proposal.c.appointment_id.like(f"%{ending}")),
                _proposal.c.status == ProposalStatus.OPEN,
            )
        ).all()
        rows = [row for row in rows if actor.may(Right.SEE, row.branch_id)]
        if len(rows) != 1:
            raise Refused("proposal_unclear", id=ending)
        return str(rows[0].id)


@cache
def _standing() -> sa.Select[Any]:
    names = (_point.c.name.label("place"), _group.c.name.label("group_name"), _branch.c.name.label("branch_name"))
    return (
        standing(_proposal, *names)
        .join(_point, _point.c.id == _proposal.c.service_point_id)
        .join(_group, _group.c.id == _proposal.c.group_id)
        .outerjoin(_branch, _branch.c.id == _proposal.c.to_branch_id)
        .where(_proposal.c.branch_id == sa.bindparam("branch"))
    )


def _line(row: sa.Row[Any], line: Line) -> ProposalLine:
    return ProposalLine(
        id=row.id,
        version=row.version,
        line=line,
        kind=row.kind,
        day=row.day,
        start=row.start_minute,
        end=row.end_minute,
        channel=row.channel,
        group=row.group_name,
        place=row.place,
        branch=row.branch_name or "",
        told_by=row.told_by,
        told_at=row.told_at,
        told_function=row.told_function,
    )

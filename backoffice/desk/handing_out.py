"""Handing out the day: a proposal for what nobody has yet, and accepting it as it was seen (D50, D51)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict

from backoffice.desk.absence_rows import lock_absences
from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.handing_out_ground import WAITS, Ground, ground_of
from backoffice.desk.lines import LineQuery
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.views import BranchView, Line
from backoffice.domain.clock import wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.handing_out import NoOne, hand_out
from backoffice.domain.rights import Right
from backoffice.store.tables.appointments import Appointment, Assignment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch

_a = table(Appointment)
_day: sa.BindParameter[date] = sa.bindparam("day", type_=sa.Date)
_waiting = LineQuery(_a.c.day == _day, _a.c.status.in_(WAITS))

TOKEN = 12
"""Characters of a proposal's token."""


class Pair(BaseModel):
    """One appointment and whom it goes to, as it was seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    appointment_id: str
    version: int
    staff_id: str
    by_hand: bool = False
    """Somebody chose this person in place of the proposal: hours and other appointments do not stand against it."""


@dataclass(frozen=True, slots=True)
class HandOutLine:
    """An appointment that nobody has, and who could take it."""

    line: Line
    staff_id: str | None
    name: str
    """Of the person; empty where it is nobody."""
    why: NoOne | None
    """Why it is nobody."""

    @property
    def id(self) -> str:
        """The appointment's."""
        return self.line.id

    @property
    def version(self) -> int:
        """The appointment's."""
        return self.line.version


@dataclass(frozen=True, slots=True)
class HandOutView:
    """What is proposed for a day, in the order of time: nothing is grouped, counted or sorted by person (D51)."""

    branch: BranchView
    day: date
    lines: tuple[HandOutLine, ...]
    now: datetime
    """When it was worked out: who waits is placed from then on."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What accepting it means."""
        return tuple(
            Pair(appointment_id=one.id, version=one.version, staff_id=one.staff_id)
            for one in self.lines
            if one.staff_id is not None
        )

    @property
    def token(self) -> str:
        """What tells this proposal from any other: another one means something else."""
        parts = [self.branch.id, self.day.isoformat()]
        parts += [f"{one.appointment_id}:{one.version}:{one.staff_id}" for one in self.pairs]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:TOKEN]


@dataclass(frozen=True, slots=True)
class HandOutFor:
    """To whom the appointments of a branch's day could go that nobody has, as it stands at `now`.

    Meant are booked ones that are not over, and those who wait. What somebody was handed or has claimed stays theirs
    and counts as their time.
    """

    branch_id: str
    day: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> HandOutView:
        """Propose. Refused: `no_right` for whoever hands out nothing here, `hand_out_over` (day) for a past day."""
        actor.require(Right.ASSIGN, self.branch_id)
        check_day(self.day, self.now)
        ground = ground_of(connection, self.branch_id, self.day, self.now)
        given = {one.id: one for one in hand_out(ground.waiting.values(), ground.roster)}
        lines = _waiting.run(connection, actor, self.branch_id, self.now, day=self.day)
        return HandOutView(
            branch_view(connection, self.branch_id),
            self.day,
            tuple(
                HandOutLine(line, found.staff_id, ground.names.get(found.staff_id or "", ""), found.why)
                for line in lines
                if (found := given.get(line.id)) is not None
            ),
            self.now,
        )


class HandOut(Command):
    """Accept a proposal: exactly what was seen, all of it or nothing, one undo."""

    kind: ClassVar[str] = "hand_out"
    right: ClassVar[Right] = Right.ASSIGN

    branch_id: str
    day: date
    pairs: tuple[Pair, ...]
    seen_at: AwareDatetime | None = None
    """When the proposal was worked out; None: right now."""

    def scope(self, work: Work) -> Scope:
        """The branch whose day it is."""
        return Scope(work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Hand them out. Refused: `nothing_to_hand_out`, `hand_out_over` (day), `not_of_this_branch` and
        `not_there_then` for somebody chosen by hand. Conflict `day_changed` where anything of it is not any more as
        it was seen: an appointment has somebody, began, ended, changed or is protected (D52), or whom it was
        proposed for left or has somebody else at that time.

        Values: `handed`, how many it were.
        """
        if not self.pairs:
            raise Refused("nothing_to_hand_out")
        check_day(self.day, self.made_at)
        # The same lock as whoever says that somebody leaves, and as another one who accepts the same day.
        lock_absences(work, self.branch_id)
        ground = ground_of(work.tx.connection, self.branch_id, self.day, self.seen_at or self.made_at)
        for pair in sorted(self.pairs, key=lambda pair: pair.by_hand):  # what is chosen takes nobody's proposed time
            self._check(ground, pair)
        for pair in self.pairs:
            inserted = work.tx.insert_if_free(
                Assignment,
                appointment_id=pair.appointment_id,
                branch_id=self.branch_id,
                staff_id=pair.staff_id,
                at=self.made_at,
            )
            if not inserted:
                raise Conflict("day_changed")
        return Done("handed_out", tuple(pair.appointment_id for pair in self.pairs), {"handed": len(self.pairs)})

    def _check(self, ground: Ground, pair: Pair) -> None:
        one = ground.waiting.get(pair.appointment_id)
        if one is None or one.protected or ground.versions[one.id] != pair.version:
            raise Conflict("day_changed")
        if pair.by_hand:
            if pair.staff_id not in ground.names:
                raise Refused("not_of_this_branch")
            if ground.is_away(pair.staff_id, one.start, one.end):
                raise Refused("not_there_then")
        elif not ground.roster.fits_in(one, pair.staff_id):
            raise Conflict("day_changed")
        ground.roster.take(one, pair.staff_id)


def check_day(day: date, now: datetime) -> None:
    """Refused `hand_out_over` (day) for a day that is past: nobody serves it any more."""
    if day < wall(now)[0]:
        raise Refused("hand_out_over", day=day)


def as_seen(proposal: HandOutView, instead: Mapping[str, str | None]) -> tuple[Pair, ...]:
    """What accepting means where somebody changed lines: other people by the appointments' ids, None for nobody."""
    found: list[Any] = []
    for line in proposal.lines:
        staff_id = instead.get(line.id, line.staff_id)
        if staff_id is not None:
            by_hand = staff_id != line.staff_id
            found.append(Pair(appointment_id=line.id, version=line.version, staff_id=staff_id, by_hand=by_hand))
    return tuple(found)

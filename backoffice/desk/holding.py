"""Holds: a desk keeps a time while it talks about it; after five minutes it is free again by itself (D26, D28)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.taking import Asked, take
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import FreeTime
from backoffice.domain.ids import new_id
from backoffice.domain.openings import Span
from backoffice.domain.placing import TICK_MINUTES, tick_range
from backoffice.domain.rights import Right
from backoffice.domain.states import FREES_PLACE
from backoffice.domain.terms import Contingent
from backoffice.store.occupancy import record_time
from backoffice.store.tables.appointments import Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.organisation import ServicePointGroup

HOLD_FOR = timedelta(minutes=5)
"""By the store's clock, from when it was stored."""

_hold = table(Hold)


class HoldTime(Command):
    """Keep a time: nobody else can book it until it is given back or five minutes are over."""

    kind: ClassVar[str] = "hold_time"
    right: ClassVar[Right] = Right.BOOK
    undoable: ClassVar[bool] = False
    chooses_place: ClassVar[bool] = True

    hold_id: str = Field(default_factory=new_id)
    group_id: str
    day: date
    start: int
    minutes: int
    emergency: bool = False
    reserved: bool = False
    over_stop: bool = False
    instead_of: str | None = None
    """This desk's hold that it takes the place of: the person chose another time."""
    leaving: str | None = None
    """The appointment that is to be moved there: its own place counts as free."""

    def scope(self, work: Work) -> Scope:
        """The group's branch."""
        return Scope(work.row(ServicePointGroup, self.group_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Hold it. Refused `hold_already` where this desk holds another time; and what `take` refuses."""
        work.tx.lock(f"hold:{self.desk_id}")  # two windows of one desk, each for another group
        mine = work.tx.first(
            sa.select(_hold.c.id, _hold.c.day, _hold.c.start_minute).where(
                _hold.c.desk_id == self.desk_id,
                _hold.c.expires_at > record_time(work.tx.connection, work.tx.now),
                _hold.c.id != (self.instead_of or ""),
            )
        )
        if mine is not None:
            raise Refused("hold_already", day=mine.day, start=mine.start_minute)
        place = self._take(work)
        until = work.tx.now + HOLD_FOR
        span = self._beside_its_own(work, place)
        if span is not None:
            work.tx.hold(
                id=self.hold_id,
                branch_id=work.row(ServicePointGroup, self.group_id).branch_id,
                service_point_id=place.point_id,
                day=self.day,
                start_minute=span[0],
                end_minute=span[1],
                desk_id=self.desk_id,
                expires_at=until,
            )
        online = place.contingent is Contingent.ONLINE
        return Done("held", (self.hold_id,), {"until": until.isoformat(), "online": online})

    def _take(self, work: Work) -> FreeTime:
        asked = Asked(
            self.group_id,
            self.day,
            self.start,
            self.minutes,
            emergency=self.emergency,
            reserved=self.reserved,
            over_stop=self.over_stop,
            hold_id=self.instead_of,
            as_long_as_was=self.leaving is not None,
        )
        if self.leaving is None:
            return take(work, asked, self)
        try:
            return take(work, replace(asked, leaving=self.leaving, repack=False), self)
        except Refused as refused:
            if refused.code != "time_not_free":
                raise
        # It still lies where it was: nobody can be sent there before it is moved.
        return take(work, asked, self)

    def _beside_its_own(self, work: Work, place: FreeTime) -> Span | None:
        """What has to be kept: the ticks that the appointment itself has until it is moved are kept by it.

        Of a time that reaches beyond it at both ends, the later part; None: it has all of it.
        """
        start, end = self.start, self.start + self.minutes
        there = work.seen(Placement, self.leaving) if self.leaving is not None else None
        if there is None or there.service_point_id != place.point_id:
            return start, end
        row = work.appointment(there.appointment_id)
        own = tick_range(row.start_minute, row.end_minute)
        low, high = own.start * TICK_MINUTES, own.stop * TICK_MINUTES
        if row.day != self.day or row.status in FREES_PLACE or high <= start or end <= low:
            return start, end
        if high < end:
            return high, end
        return (start, low) if start < low else None


class ReleaseHold(Command):
    """Give a hold back before it expires. One that is gone already is no error."""

    kind: ClassVar[str] = "release_hold"
    undoable: ClassVar[bool] = False
    right: ClassVar[Right] = Right.SEE
    """It is this desk's own: whoever held it, in whatever group, gives it back."""

    hold_id: str
    branch_id: str

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Give it back."""
        mine = work.tx.first(sa.select(_hold.c.id).where(_hold.c.id == self.hold_id, _hold.c.desk_id == self.desk_id))
        if mine is not None:
            work.tx.drop_hold(self.hold_id)
        return Done("released", (self.hold_id,))

"""What time is looked for: a concern, the groups that offer it, how long it takes there (D13, D25, D31, D34)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.customer_times import times_of
from backoffice.desk.interpreting_search import InterpretingWish, interpreting_at
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.views import BranchView
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.free_times import Wish
from backoffice.domain.interpreting import Interpreting, interpreted_minutes
from backoffice.domain.rights import Right
from backoffice.domain.terms import Channel
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

_a, _k, _offer, _g = table(Appointment), table(Concern), table(ConcernOffer), table(ServicePointGroup)


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """A group in which the time may lie."""

    id: str
    name: str
    minutes: int
    """How long it takes there: as the group offers the concern, or as was asked for."""
    lead_minutes: int = 0
    """How long before the public has to book (D25)."""


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What is looked for, with everything the store knows about it."""

    branch: BranchView
    concern_id: str | None
    concern: str
    sensitive: bool
    emergency: bool
    offered_minutes: int | None
    """What the first group offers; None: no group offers it, the concern is of no catalogue."""
    as_booked: bool
    """It is as long as it was once promised (D45)."""
    groups: tuple[OfferedGroup, ...]
    """As they were named; else by position, the own group of an appointment that is moved first."""
    elsewhere: tuple[tuple[date, int, int], ...] = ()
    """Where the customer is already, from now on: (day, start, end)."""
    stands: tuple[str | None, date, int] | None = None
    """Group, day and start of the appointment that is moved."""
    interpreting: Interpreting | None = None
    """Who can interpret, where somebody has to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingFor:
    """The wish of a desk, but for the days. `now` is an aware instant."""

    branch_id: str
    now: datetime
    concern_id: str | None = None
    concern_text: str = ""
    """One of no catalogue."""
    group_ids: tuple[str, ...] | None = None
    """Whichever is free first is offered; at one time the first of these. None: all groups of the branch that offer
    the concern (all where it is of no catalogue), by position."""
    minutes: int | None = None
    """None: as each group offers it; where an appointment is moved, as it was (D45)."""
    reserved: bool = False
    """May use times that are kept for employed people and participants in measures (D31)."""
    emergency: bool | None = None
    """None: as the concern is, or the appointment that is moved."""
    over_stop: bool = False
    """Over a Buchungsstopp, with a reason (D31). An appointment that is moved may always."""
    public: bool = False
    """As somebody outside would book: the offer's lead time counts. Staff are not bound by it (D34)."""
    leaving: str | None = None
    """The appointment that is moved: its own place counts as free, and what is not said is as it was."""
    hold_id: str | None = None
    """The desk's own hold: it counts as free."""
    customer_id: str | None = None
    """Whoever it is for: nothing is offered while they are somewhere else, unless a reason goes over it."""
    not_before: tuple[date, int] | None = None
    """No offer before this moment of the wall clock: the end of what it follows."""
    interpreting: InterpretingWish | None = None
    """Somebody who interprets has to be free at the same time (D46). None: nobody, or it does not matter."""
    channel: Channel | None = None
    """How the talk is held, for who interprets it best. None: as the appointment that is moved, else in person."""

    def looked_for(self, connection: sa.Connection, actor: Actor) -> LookedFor:
        """Find out what that is. Refused: `no_right` for a branch that the actor may not see, `unknown_branch`,
        `not_found`, `bad_group` (of another branch), `concern_not_offered`, `minutes_missing`, `of_other_branch` (the
        appointment that is moved is elsewhere).
        """
        actor.require(Right.SEE, self.branch_id)
        branch = branch_view(connection, self.branch_id)
        moved = self._moved(connection)
        concern_id, text = self.concern_id, self.concern_text
        if concern_id is None and not text and moved is not None:
            concern_id, text = moved.concern_id, moved.concern_text
        concern = _concern(connection, concern_id)
        raised = bool(concern is not None and concern.emergency) or bool(moved is not None and moved.raised_reason)
        minutes = self.minutes
        if minutes is None and moved is not None:
            minutes = moved.end_minute - moved.start_minute
        offers = _offers(connection, self.branch_id, concern_id)
        groups = self._groups(connection, offers, minutes, moved, concern)
        first = offers.get(groups[0].id)
        return LookedFor(
            branch=branch,
            concern_id=concern_id,
            concern=text if concern is None else concern.title,
            sensitive=bool(concern is not None and concern.sensitive),
            emergency=raised if self.emergency is None else self.emergency,
            offered_minutes=None if first is None else first[0],
            as_booked=moved is not None and self.minutes is None,
            groups=groups,
            elsewhere=self._elsewhere(connection, moved),
            stands=None if moved is None else (moved.group_id, moved.day, moved.start_minute),
            interpreting=self._interpreting(connection, moved),
        )

    def _interpreting(self, connection: sa.Connection, moved: sa.Row[Any] | None) -> Interpreting | None:
        if self.interpreting is None:
            return None
        channel = self.channel or (moved.channel if moved is not None else None)
        return interpreting_at(connection, self.interpreting, self.branch_id, self.now, channel=channel)

    def _elsewhere(self, connection: sa.Connection, moved: sa.Row[Any] | None) -> tuple[tuple[date, int, int], ...]:
        customer_id = self.customer_id or (moved.customer_id if moved is not None else None)
        if customer_id is None or self.over_stop:
            return ()
        return times_of(connection, customer_id, wall(self.now)[0], date.max, but=self.leaving)

    def wishes(self, asked: LookedFor, first: date, last: date) -> list[Wish]:
        """One wish for all groups in which it takes equally long (and for the public equally early)."""
        sorts: dict[tuple[int, int], list[str]] = {}
        for group in asked.groups:
            lead = group.lead_minutes if self.public else 0
            sorts.setdefault((group.minutes, lead), []).append(group.id)
        return [
            Wish(
                group_ids=tuple(group_ids),
                minutes=minutes,
                first_day=first,
                last_day=last,
                earliest=max(wall(self.now + timedelta(minutes=lead)), self.not_before or (date.min, 0)),
                reserved=self.reserved,
                emergency=asked.emergency,
                over_stop=self.over_stop or self.leaving is not None,
                leave_out=frozenset(one for one in (self.leaving, self.hold_id) if one is not None),
                as_booked=asked.as_booked,
                elsewhere=asked.elsewhere,
                not_at=asked.stands[1:] if asked.stands is not None and group_ids == [asked.stands[0]] else None,
                also=None if asked.interpreting is None else partial(asked.interpreting.starts, minutes=minutes),
            )
            for (minutes, lead), group_ids in sorts.items()
        ]

    def _moved(self, connection: sa.Connection) -> sa.Row[Any] | None:
        if self.leaving is None:
            return None
        row = connection.execute(sa.select(_a).where(_a.c.id == self.leaving)).first()
        if row is None:
            raise NotFound("not_found", entity="appointment")
        if row.branch_id != self.branch_id:
            raise Refused("of_other_branch")
        return row

    def _groups(
        self,
        connection: sa.Connection,
        offers: dict[str, tuple[int, int]],
        minutes: int | None,
        moved: sa.Row[Any] | None,
        concern: sa.Row[Any] | None,
    ) -> tuple[OfferedGroup, ...]:
        here = connection.execute(
            sa.select(_g.c.id, _g.c.name).where(_g.c.branch_id == self.branch_id).order_by(_g.c.position, _g.c.name)
        ).all()
        own = moved.group_id if moved is not None else None
        wanted = self._wanted({row.id for row in here}, offers, own, free=concern is None)
        # An appointment that is moved keeps its length wherever it goes; everything else has to be offered there.
        unknown = wanted - offers.keys() if moved is None and concern is not None else set()
        if not wanted or unknown:
            raise Refused("concern_not_offered", concern="" if concern is None else concern.title)
        if minutes is None and not offers:
            raise Refused("minutes_missing")
        longer = self.interpreting is not None and self.interpreting.longer and self.minutes is None
        found = [
            OfferedGroup(row.id, row.name, *_as_offered(minutes, offers.get(row.id), longer=longer))
            for row in here
            if row.id in wanted
        ]
        first = self.group_ids or (own,)
        return tuple(sorted(found, key=lambda group: first.index(group.id) if group.id in first else len(first)))

    def _wanted(self, here: set[str], offers: dict[str, tuple[int, int]], own: str | None, *, free: bool) -> set[str]:
        if self.group_ids is None:
            return here if free else {*offers, *([own] if own is not None else [])}
        if not here.issuperset(self.group_ids):
            raise Refused("bad_group")
        return set(self.group_ids)


def _as_offered(minutes: int | None, offer: tuple[int, int] | None, *, longer: bool) -> tuple[int, int]:
    offered, lead = offer or (0, 0)
    asked = offered if minutes is None else minutes
    return interpreted_minutes(asked) if longer else asked, lead


def _concern(connection: sa.Connection, concern_id: str | None) -> sa.Row[Any] | None:
    if concern_id is None:
        return None
    columns: list[sa.ColumnElement[Any]] = [_k.c.title, _k.c.sensitive, _k.c.emergency]
    row: sa.Row[Any] | None = connection.execute(sa.select(*columns).where(_k.c.id == concern_id)).first()
    if row is None:
        raise NotFound("not_found", entity="concern")
    return row


def _offers(connection: sa.Connection, branch_id: str, concern_id: str | None) -> dict[str, tuple[int, int]]:
    """How long it takes, and how long before the public has to book, by group."""
    if concern_id is None:
        return {}
    rows = connection.execute(
        sa.select(_offer.c.group_id, _offer.c.minutes, _offer.c.lead_minutes).where(
            _offer.c.branch_id == branch_id, _offer.c.concern_id == concern_id
        )
    )
    return {group_id: (minutes, lead) for group_id, minutes, lead in rows}

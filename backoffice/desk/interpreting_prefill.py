"""What is offered under `d`: who can interpret now, at the appointment's own time, or at a new one (D46, D47)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreter_offers import OfferedInterpreter, WayView, as_offered, ways_of
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.interpreting_search import InterpretingWish, interpreting_at
from backoffice.desk.interpreting_views import OrderFor
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.slots import FreeTimesFor, OfferedSlot
from backoffice.desk.views import BranchView
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.interpreting import Candidate, Interpreting, interpreted_minutes, kinds_of
from backoffice.domain.language_hints import Hint, hinted
from backoffice.domain.languages import checked
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, TRANSITIONS, Status, Step
from backoffice.domain.terms import Channel, InterpretingKind, OrderStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterRefusal
from backoffice.store.tables.organisation import ConcernOffer

_a, _c, _no, _offer = table(Appointment), table(Customer), table(InterpreterRefusal), table(ConcernOffer)

FARTHEST = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class InterpretingOffers:
    """Everything the dialog needs. `[start, end)` minutes of `day`: the appointment's own time."""

    appointment_id: str
    version: int
    branch: BranchView
    status: Status
    channel: Channel | None
    day: date
    start: int
    end: int
    group_id: str | None
    name: str
    protected: bool
    language: str | None
    """ISO 639-3: as asked, as ordered, as the customer is known to need, or as the remark names it. None: unknown."""
    known: bool
    """It stands in an order or with the customer; else it is only a guess, or asked for."""
    hint: Hint | None
    """What the remark of the booking file says: a person confirms it."""
    order: OrderLine | None
    ended: bool
    minutes: int
    """How long an interpreted talk is proposed to take (D49)."""
    now: tuple[int, int] | None
    """From now on, `[start, end)` of today, where the person is here or should be; None: that lies ahead."""
    at_once: tuple[OfferedInterpreter, ...] = ()
    """Who can interpret from now on, one of each kind first."""
    then: tuple[OfferedInterpreter, ...] = ()
    """Who can at the appointment's own time."""
    times: tuple[OfferedSlot, ...] = ()
    """New times at which place and interpreter are both free: the appointment would move there. For a way that can be
    had without moving nobody has to come again: such times are offered only where there are no others.
    """
    ways: tuple[WayView, ...] = ()
    no_times: Refused | None = None
    """Why no new times are looked for: the concern is offered nowhere, or the appointment cannot be moved."""


@dataclass(frozen=True, slots=True)
class InterpretingFor:
    """Who can interpret an appointment. `kinds`: only these ways; `first`: new times from this day on."""

    appointment_id: str
    now: datetime
    language: str | None = None
    kinds: frozenset[InterpretingKind] | None = None
    first: date | None = None
    limit: int = 9
    short_notice: bool = False
    """Whoever said on the phone that they come all the same, too."""

    def run(self, connection: sa.Connection, actor: Actor) -> InterpretingOffers:
        """Look. Refused: `not_found`, `no_right`, `unknown_language`."""
        row = connection.execute(
            sa.select(_a, _c.c.name, _c.c.language, _c.c.protected)
            .join(_c, _c.c.id == _a.c.customer_id)
            .where(_a.c.id == self.appointment_id)
        ).first()
        if row is None:
            raise NotFound("not_found", entity="appointment")
        actor.require(Right.SEE, row.branch_id)
        order = OrderFor(row.id, self.now).run(connection, actor)
        hint = hinted(row.remark)
        language = self._language(row, order, hint)
        asked = _Asked(self, connection, actor, row, order, language)
        hidden = bool(row.protected) and not actor.may(Right.OFFER, row.branch_id)
        return InterpretingOffers(
            appointment_id=row.id,
            version=row.version,
            branch=branch_view(connection, row.branch_id),
            status=Status(row.status),
            channel=row.channel,
            day=row.day,
            start=row.start_minute,
            end=row.end_minute,
            group_id=row.group_id,
            name="" if hidden else row.name,
            protected=hidden,
            language=language,
            known=language is not None and language in (row.language, order and order.language),
            hint=hint,
            order=order,
            ended=Status(row.status) in ENDINGS,
            minutes=asked.minutes,
            now=asked.span,
            **({} if language is None or Status(row.status) in ENDINGS else asked.found(language)),
        )

    def _language(self, row: sa.Row[Any], order: OrderLine | None, hint: Hint | None) -> str | None:
        if self.language is not None:
            return checked(self.language)
        known = (order and order.language) or row.language or (hint and hint.code)
        return known or None


@dataclass(slots=True)
class _Asked:
    """One look, with everything it stands on."""

    query: InterpretingFor
    connection: sa.Connection
    actor: Actor
    row: sa.Row[Any]
    order: OrderLine | None
    language: str | None

    @property
    def minutes(self) -> int:
        """An ordered talk is as long as it was made; else longer is proposed than the branch offers it (D49), once:
        one that was made longer already, and whose interpreter declined, stays as long as it is.
        """
        length = int(self.row.end_minute - self.row.start_minute)
        if self.order is not None and self.order.status is not OrderStatus.NEEDED:
            return length
        offered = self.connection.scalar(
            sa.select(_offer.c.minutes).where(
                _offer.c.concern_id == self.row.concern_id, _offer.c.group_id == self.row.group_id
            )
        )
        return interpreted_minutes(length) if offered is None else max(length, interpreted_minutes(offered))

    @property
    def span(self) -> tuple[int, int] | None:
        """From now on, where the person is here, or the talk should have begun."""
        day, minute = wall(self.query.now)
        here = Status(self.row.status) in (Status.ARRIVED, Status.IN_PROGRESS)
        if self.row.day != day or not (here or self.row.start_minute < minute):
            return None
        start = minute // TICK_MINUTES * TICK_MINUTES
        return start, min(start + self.minutes, 1440)

    def found(self, language: str) -> dict[str, Any]:
        """Everybody who can be asked, and when."""
        order = self.order
        wish = InterpretingWish(
            language,
            self.query.kinds,
            refused=self._refused(),
            rather=None if order is None else order.interpreter_id,
            leave_out=None if order is None else order.id,
            longer=False,
            short_notice=self.query.short_notice,
        )
        search = interpreting_at(self.connection, wish, self.row.branch_id, self.query.now, channel=self.row.channel)
        today, minute = wall(self.query.now)
        row, span = self.row, self.span
        ahead = (row.day, row.start_minute) >= (today, minute // TICK_MINUTES * TICK_MINUTES)
        first = self.query.first or today
        at_once = () if span is None else _people(search, today, span[0], span[1] - span[0])
        then = _people(search, row.day, row.start_minute, row.end_minute - row.start_minute) if ahead else ()
        # Who has said no to this time may be asked for another.
        anybody = replace(wish, refused=frozenset())
        ever = interpreting_at(self.connection, anybody, row.branch_id, self.query.now, channel=row.channel)
        at_hand = {one.kind for one in (*at_once, *then)}
        elsewise = frozenset(kinds_of(ever.ways)) - at_hand
        times, no_times = self._times(replace(anybody, kinds=elsewise) if elsewise else anybody, first)
        if not times and elsewise:
            times, no_times = self._times(anybody, first)
        return {
            "at_once": at_once,
            "then": then,
            "times": times,
            "no_times": no_times,
            "ways": ways_of(ever, self.minutes, first, first + FARTHEST),
        }

    def _times(self, wish: InterpretingWish, first: date) -> tuple[tuple[OfferedSlot, ...], Refused | None]:
        if Status(self.row.status) not in TRANSITIONS[Step.MOVE]:
            return (), Refused("wrong_state", step=Step.MOVE.value, status=self.row.status.value)
        query = FreeTimesFor(
            branch_id=self.row.branch_id,
            now=self.query.now,
            leaving=self.row.id,
            minutes=self.minutes,
            first=first,
            last=first + FARTHEST,
            limit=self.query.limit,
            interpreting=wish,
        )
        try:
            return query.run(self.connection, self.actor).offers, None
        except Refused as refused:
            if refused.code == "no_right":
                raise
            return (), refused

    def _refused(self) -> frozenset[str]:
        asked = sa.select(_no.c.interpreter_id).where(_no.c.appointment_id == self.row.id)
        return frozenset(self.connection.scalars(asked))


def _people(search: Interpreting, day: date, start: int, minutes: int) -> tuple[OfferedInterpreter, ...]:
    """Who is free then: the one who is rather asked of each kind, then the others in order."""
    found = search.who(day, start, minutes)
    firsts: dict[InterpretingKind, Candidate] = {}
    for way in found:
        firsts.setdefault(way.kind, way)
    others = [way for way in found if firsts[way.kind] is not way]
    return tuple(as_offered(way) for way in (*firsts.values(), *others))

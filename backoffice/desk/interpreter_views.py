"""Interpreters as they are listed and kept (D47), and the ways between branches (D49)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreters_of import interpreters_of
from backoffice.desk.orders_beyond import OrderBeyond, OrdersBeyond
from backoffice.domain.errors import Refused
from backoffice.domain.interpreters import Availability, Interpreter
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.rights import Right
from backoffice.domain.terms import AvailabilityKind
from backoffice.domain.text import fold
from backoffice.domain.week import week_text
from backoffice.store.tables import interpreters as tables
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch

_i, _travel, _b = table(tables.Interpreter), table(tables.TravelTime), table(Branch)


@dataclass(frozen=True, slots=True)
class InterpreterView:
    """An entry as this person sees it. Office data: whoever has any right anywhere reads all of it."""

    of: Interpreter
    keeper: str
    """The code of the branch that keeps the entry; empty for the whole house."""
    branches: tuple[str, ...]
    """The codes of the branches they serve, in the branches' order; none: all."""
    hours: str
    """The week that counts, as it can be typed again; empty where none does."""
    later: tuple[tuple[date, str], ...]
    """Weeks that begin later: from which day, and what they say then."""
    coming: tuple[Availability, ...]
    """Single days and being away, by day and time, those left out that are over."""
    on_request: bool
    """Nothing is known of their times: any can be asked for."""
    gone: bool
    """Their last day is over."""
    may_change: bool
    beyond: tuple[OrderBeyond, ...] = ()
    """Live orders that lie beyond their last day or while they are away: somebody else is to be found."""

    @property
    def id(self) -> str:
        """The interpreter's."""
        return self.of.id

    @property
    def version(self) -> int:
        """What a change says it has seen."""
        return self.of.version


@dataclass(frozen=True, slots=True)
class Interpreters:
    """Everybody who can be asked, by name; with `gone` those too who have left."""

    today: date
    gone: bool = False

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[InterpreterView, ...]:
        """Read them; refused with `no_right` for whoever has no right at all."""
        if not actor.grants:
            raise Refused("no_right", right=Right.SEE.value)
        codes = _codes(connection)
        everybody = connection.scalars(sa.select(_i.c.id)) if self.gone else None
        found = interpreters_of(connection, since=self.today, ids=everybody)
        beyond: dict[str, list[OrderBeyond]] = {}
        for order in OrdersBeyond(None, self.today).run(connection, actor):
            beyond.setdefault(order.interpreter_id, []).append(order)
        return tuple(
            replace(_view(one, codes, actor, self.today), beyond=tuple(beyond.get(one.id, ())))
            for one in sorted(found, key=lambda one: (fold(one.name), one.id))
        )


@dataclass(frozen=True, slots=True)
class Way:
    """How long it takes from one branch to another, by their codes."""

    start: str
    end: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways between branches that somebody has set."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Way, ...]:
        """Read them in the branches' order; refused with `no_right` for whoever has no right at all."""
        if not actor.grants:
            raise Refused("no_right", right=Right.SEE.value)
        codes = _codes(connection)
        order = list(codes)
        rows = connection.execute(sa.select(_travel.c.from_branch_id, _travel.c.to_branch_id, _travel.c.minutes))
        found = sorted(rows, key=lambda row: (order.index(row[0]), order.index(row[1])))
        return tuple(Way(codes[row[0]], codes[row[1]], row[2]) for row in found)


def _codes(connection: sa.Connection) -> dict[str, str]:
    rows = connection.execute(sa.select(_b.c.id, _b.c.code).order_by(_b.c.position, _b.c.code))
    return {row[0]: row[1] for row in rows}


def _view(one: Interpreter, codes: dict[str, str], actor: Actor, today: date) -> InterpreterView:
    series = [time for time in one.times if time.kind is AvailabilityKind.WEEKLY]
    starts = sorted({time.first_day for time in series if time.first_day > today})
    others = [time for time in one.times if time.kind is not AvailabilityKind.WEEKLY]
    return InterpreterView(
        of=one,
        keeper=codes.get(one.keeper_id or "", ""),
        branches=tuple(code for id_, code in codes.items() if id_ in one.branches),
        hours=_week(series, today),
        later=tuple((day, _week(series, day)) for day in starts),
        coming=tuple(sorted(others, key=lambda time: (time.first_day, time.start, time.id))),
        on_request=one.on_request(today),
        gone=one.last_day is not None and one.last_day < today,
        may_change=actor.may(Right.ADMINISTER if one.keeper_id is None else Right.OFFER, one.keeper_id),
    )


def _week(series: Iterable[Availability], day: date) -> str:
    """The week that counts on a day, whatever its weekday; empty where none does."""
    spans = [
        (time.weekday, time.start, time.end)
        for time in series
        if time.weekday is not None and time.first_day <= day <= time.last_day
    ]
    return week_text(OfficeHours.of(spans)) if spans else ""

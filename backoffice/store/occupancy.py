"""The last word on who is where when (D26, D28): ticks of five minutes behind one primary key.

Nobody writes ticks: before a commit the transaction works out what the touched holders imply and makes the table say
so. A holder is an appointment with a place, a hold, a proposal that waits for the customer's answer (D33), or an
order that takes the time of an interpreter who is a person (D49). Two writers that want the same tick meet in the
primary key; one of them gets a `Conflict`. A hold that expired has its ticks until somebody wants them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.domain.errors import Conflict
from backoffice.domain.orders import TAKES_TIME
from backoffice.domain.placing import tick_range
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.domain.terms import ProposalStatus
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.occupancy import Occupancy

_occupancy = table(Occupancy)
_appointment = table(Appointment)
_placement = table(Placement)


def _holds() -> sa.Table:
    from backoffice.store.tables.booking import Hold  # not at the start: no first screen asks who holds a time

    return table(Hold)


def _orders() -> sa.Table:
    from backoffice.store.tables.interpreting import InterpreterAssignment

    return table(InterpreterAssignment)


def _proposals() -> sa.Table:
    from backoffice.store.tables.proposals import Proposal

    return table(Proposal)


Tick = tuple[str, date, int]
"""Resource, day, tick of the day."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an appointment, a hold or an order has: a resource on a day over `[start, end)` minutes."""

    holder_id: str
    resource_id: str
    day: date
    start: int
    end: int
    status: Status


def ticks(held: Held) -> tuple[Tick, ...]:
    """The ticks that a holder implies: the start rounds down, the end up; none once its place is given back."""
    if held.status in FREES_PLACE:
        return ()
    return tuple((held.resource_id, held.day, tick) for tick in tick_range(held.start, held.end))


def implied(connection: sa.Connection, holders: Iterable[str] | None = None) -> dict[Tick, str]:
    """All ticks that should stand, by holder: for the given holders, or for the whole store (`store check`).

    Where two imply the same tick the later id wins here; `settle` and `store check` notice the loss.
    """
    return {tick: held.holder_id for held in holdings(connection, holders) for tick in ticks(held)}


def holdings(connection: sa.Connection, holders: Iterable[str] | None = None) -> list[Held]:
    """What placed appointments, holds, proposals and orders have, in the order of their ids."""
    placed = (
        sa.select(
            _appointment.c.id,
            _placement.c.service_point_id,
            _appointment.c.day,
            _appointment.c.start_minute,
            _appointment.c.end_minute,
            _appointment.c.status,
        )
        .join(_placement, _placement.c.appointment_id == _appointment.c.id)
        .order_by(_appointment.c.id)
    )
    held = sa.select(
        _holds().c.id, _holds().c.service_point_id, _holds().c.day, _holds().c.start_minute, _holds().c.end_minute
    ).order_by(_holds().c.id)
    orders = _orders()
    ordered = (
        sa.select(orders.c.id, orders.c.occupies_id, orders.c.day, orders.c.start_minute, orders.c.end_minute)
        .where(orders.c.occupies_id.is_not(None), orders.c.status.in_(TAKES_TIME))
        .order_by(orders.c.id)
    )
    from backoffice.store.tables.proposals import standing

    proposals = _proposals()
    of = proposals.c
    proposed = standing(of.id, of.service_point_id, of.day, of.start_minute, of.end_minute).order_by(of.id)
    if holders is not None:
        wanted = list(holders)
        proposed = proposed.where(proposals.c.id.in_(wanted))
        placed, held = placed.where(_appointment.c.id.in_(wanted)), held.where(_holds().c.id.in_(wanted))
        ordered = ordered.where(orders.c.id.in_(wanted))
    found = [Held(*row) for row in connection.execute(placed)]
    rest: tuple[sa.Select[Any], ...] = (held, ordered, proposed)
    for taken in rest:
        for holder, resource, day, start, end in connection.execute(taken):
            found.append(Held(holder, resource, day, start, end, Status.BOOKED))
    return sorted(found, key=lambda one: one.holder_id)


def settle(connection: sa.Connection, holders: frozenset[str], dropped: frozenset[str], now: datetime) -> None:
    """Make the table say what the touched holders imply; Conflict `place_taken` where a tick is taken.

    `dropped` are holds that are given back or booked: they go in the same transaction. Holds that expired by `now`
    give way.
    """
    holders |= dropped
    if not holders:
        return
    shared = connection.dialect.name == "postgresql"
    if shared:
        _hold_still(connection, holders)
    holders |= proposed_for(connection, holders)
    wanted = {
        (tick, held.holder_id)
        for held in holdings(connection, holders)
        if held.holder_id not in dropped
        for tick in ticks(held)
    }
    present = {
        ((row.resource_id, row.day, row.tick), row.holder_id)
        for row in connection.execute(sa.select(_occupancy).where(_occupancy.c.holder_id.in_(sorted(holders))))
    }
    surplus, missing = present - wanted, sorted(wanted - present)
    places = {tick[:2] for tick, _ in surplus | set(missing)}
    if shared:
        _take_turns(connection, places)
    _drop(connection, dropped | _expired(connection, {tick[:2] for tick, _ in missing}, now))
    surplus = {(tick, holder) for tick, holder in surplus if holder not in dropped}
    for tick, holder in sorted(surplus):
        connection.execute(
            sa.delete(_occupancy).where(
                _occupancy.c.resource_id == tick[0],
                _occupancy.c.day == tick[1],
                _occupancy.c.tick == tick[2],
                _occupancy.c.holder_id == holder,
            )
        )
    if missing:
        _insert(connection, missing)


def proposed_for(connection: sa.Connection, holders: Iterable[str]) -> frozenset[str]:
    """The open proposals for these appointments: with what they are about they begin or cease to take time."""
    proposals = _proposals()
    open_ = (proposals.c.status == ProposalStatus.OPEN, proposals.c.appointment_id.in_(sorted(holders)))
    return frozenset(connection.scalars(sa.select(proposals.c.id).where(*open_)))


def beaten(connection: sa.Connection, holders: Iterable[str]) -> frozenset[str]:
    """Which of these holders imply a tick that somebody else has, after a `settle` that was short of some."""
    wanted = implied(connection, holders)
    if not wanted:
        return frozenset()
    has = _has(connection, wanted)
    return frozenset(holder for tick, holder in wanted.items() if has.get(tick) != holder)


def given_away(connection: sa.Connection, holders: Iterable[str]) -> frozenset[str]:
    """Which of these holders want a tick that somebody else has by now."""
    wanted = implied(connection, holders)
    if not wanted:
        return frozenset()
    has = _has(connection, wanted)
    return frozenset(holder for tick, holder in wanted.items() if has.get(tick, holder) != holder)


def _has(connection: sa.Connection, wanted: Iterable[Tick]) -> dict[Tick, str]:
    """Who has what on the resources and days of these ticks."""
    ticks_ = list(wanted)
    rows = connection.execute(
        sa.select(_occupancy).where(
            _occupancy.c.resource_id.in_(sorted({tick[0] for tick in ticks_})),
            _occupancy.c.day.in_(sorted({tick[1] for tick in ticks_})),
        )
    )
    return {(row.resource_id, row.day, row.tick): row.holder_id for row in rows}


def _expired(connection: sa.Connection, places: set[tuple[str, date]], now: datetime) -> frozenset[str]:
    """The holds on these service points and days that have expired."""
    if not places:
        return frozenset()
    found = connection.execute(
        sa.select(_holds().c.id, _holds().c.service_point_id, _holds().c.day).where(
            _holds().c.expires_at <= now, _holds().c.day.in_(sorted({day for _, day in places}))
        )
    )
    return frozenset(row.id for row in found if (row.service_point_id, row.day) in places)


def clear(connection: sa.Connection, resource_id: str, now: datetime) -> None:
    """Let go of the holds on a resource that have expired: it is to be removed, and nothing stands on it."""
    expired = sa.select(_holds().c.id).where(_holds().c.service_point_id == resource_id, _holds().c.expires_at <= now)
    _drop(connection, frozenset(connection.scalars(expired)))


def _drop(connection: sa.Connection, holds: frozenset[str]) -> None:
    if holds:
        connection.execute(sa.delete(_occupancy).where(_occupancy.c.holder_id.in_(sorted(holds))))
        connection.execute(sa.delete(_holds()).where(_holds().c.id.in_(sorted(holds))))


def _hold_still(connection: sa.Connection, holders: frozenset[str]) -> None:
    # Time and status stand in one row, the place in another: two desks may have changed one of them each. The second
    # waits here for the first and then sees what both mean.
    ids = sa.select(_appointment.c.id).where(_appointment.c.id.in_(sorted(holders))).order_by(_appointment.c.id)
    connection.execute(ids.with_for_update(key_share=True)).all()


def _take_turns(connection: sa.Connection, places: set[tuple[str, date]]) -> None:
    # In one order for everybody: two that want the same ticks wait for each other instead of dying together.
    for name in sorted(f"{resource}:{day}" for resource, day in places):
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def _insert(connection: sa.Connection, missing: list[tuple[Tick, str]]) -> None:
    from sqlalchemy.dialects import postgresql, sqlite

    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = [{"resource_id": t[0], "day": t[1], "tick": t[2], "holder_id": holder} for t, holder in missing]
    got = 0
    for start in range(0, len(rows), 200):
        statement = make(_occupancy).values(rows[start : start + 200])
        got += len(connection.execute(statement.on_conflict_do_nothing().returning(_occupancy.c.tick)).all())
    if got != len(rows):
        raise Conflict("place_taken")


def record_time(connection: sa.Connection, now: datetime) -> sa.ColumnElement[datetime]:
    """The time by which holds expire: the server's, which made them expire, else that of this workstation."""
    if connection.dialect.name == "postgresql":
        return sa.func.clock_timestamp(type_=_holds().c.expires_at.type)
    return sa.literal(now, _holds().c.expires_at.type)


def taken(connection: sa.Connection, resources: Iterable[str], days: Iterable[date], now: datetime) -> set[Tick]:
    """The ticks that are taken on these resources and days; those of holds that have expired are not."""
    expired = sa.select(_holds().c.id).where(_holds().c.expires_at <= record_time(connection, now))
    rows = connection.execute(
        sa.select(_occupancy.c.resource_id, _occupancy.c.day, _occupancy.c.tick).where(
            _occupancy.c.resource_id.in_(list(resources)),
            _occupancy.c.day.in_(list(days)),
            _occupancy.c.holder_id.not_in(expired),
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}

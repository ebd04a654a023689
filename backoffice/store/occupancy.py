"""The last word on who is where when (D26, D28): ticks of five minutes behind one primary key.

Nobody writes ticks: before a commit the transaction works out what the touched appointments imply and makes the table
say so. Two writers that want the same tick meet in the primary key; one of them gets a `Conflict`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from backoffice.domain.errors import Conflict
from backoffice.domain.placing import tick_range
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.occupancy import Occupancy

_occupancy = table(Occupancy)
_appointment = table(Appointment)
_placement = table(Placement)

Tick = tuple[str, date, int]
"""Resource, day, tick of the day."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an appointment holds: a resource on a day over `[start, end)` minutes."""

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
    """All ticks that should stand, by holder: for the given appointments, or for the whole store (`store check`).

    Where two appointments imply the same tick the later id wins here; `settle` and `store check` notice the loss.
    """
    return {tick: held.holder_id for held in holdings(connection, holders) for tick in ticks(held)}


def holdings(connection: sa.Connection, holders: Iterable[str] | None = None) -> list[Held]:
    """What the placed appointments hold, in the order of their ids."""
    query = (
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
    if holders is not None:
        query = query.where(_appointment.c.id.in_(list(holders)))
    return [Held(*row) for row in connection.execute(query)]


def settle(connection: sa.Connection, holders: frozenset[str]) -> None:
    """Make the table say what the touched appointments imply; Conflict `place_taken` where a tick is taken."""
    if not holders:
        return
    if connection.dialect.name == "postgresql":
        _hold_still(connection, holders)
    wanted = {(tick, held.holder_id) for held in holdings(connection, holders) for tick in ticks(held)}
    present = {
        ((row.resource_id, row.day, row.tick), row.holder_id)
        for row in connection.execute(sa.select(_occupancy).where(_occupancy.c.holder_id.in_(sorted(holders))))
    }
    surplus, missing = present - wanted, sorted(wanted - present)
    if connection.dialect.name == "postgresql":
        _take_turns(connection, {tick[:2] for tick, _ in surplus | set(missing)})
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


def taken(connection: sa.Connection, resources: Iterable[str], days: Iterable[date]) -> set[Tick]:
    """The ticks that are taken on these resources and days."""
    rows = connection.execute(
        sa.select(_occupancy.c.resource_id, _occupancy.c.day, _occupancy.c.tick).where(
            _occupancy.c.resource_id.in_(list(resources)), _occupancy.c.day.in_(list(days))
        )
    )
    return {(row[0], row[1], row[2]) for row in rows}

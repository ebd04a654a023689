"""`store check`: whether a store is whole, told in counts without any personal data.

Works on a connection, not for an actor: a store must be checkable when nobody can sign in to it.
"""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from backoffice.store import occupancy
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalRow
from backoffice.store.tables.occupancy import Occupancy

_a, _row, _ticks = table(Appointment), table(JournalRow), table(Occupancy)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, and how often.

    `file_damaged`, `reference_broken` (local stores), `ticks_missing`, `ticks_surplus`, `ticks_double`,
    `history_missing`.
    """

    code: str
    count: int


def check(connection: sa.Connection) -> tuple[Finding, ...]:
    """Look through a store of the current schema; empty where all is well."""
    counts = {**_file(connection), **_occupancy(connection), "history_missing": _without_history(connection)}
    return tuple(Finding(code, count) for code, count in counts.items() if count)


def _file(connection: sa.Connection) -> dict[str, int]:
    if connection.dialect.name != "sqlite":
        return {}
    damage = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check") if row[0] != "ok"]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return {"file_damaged": len(damage), "reference_broken": len(broken)}


def _occupancy(connection: sa.Connection) -> dict[str, int]:
    """The ticks that stand, against those that the placed appointments imply (D26, D28)."""
    held = Counter(tick for holding in occupancy.holdings(connection) for tick in occupancy.ticks(holding))
    implied = occupancy.implied(connection)
    present = {(row.resource_id, row.day, row.tick): row.holder_id for row in connection.execute(sa.select(_ticks))}
    single = {tick: holder for tick, holder in implied.items() if held[tick] == 1}
    return {
        "ticks_missing": sum(present.get(tick) != holder for tick, holder in single.items()),
        "ticks_surplus": sum(tick not in implied for tick in present),
        "ticks_double": sum(count > 1 for count in held.values()),
    }


def _without_history(connection: sa.Connection) -> int:
    """Appointments that were changed since they were made, with no line of the journal that says so."""
    told = sa.exists().where(_row.c.entity == "appointment", _row.c.row_id == _a.c.id)
    return connection.scalar(sa.select(sa.func.count()).where(_a.c.version > 1, ~told)) or 0

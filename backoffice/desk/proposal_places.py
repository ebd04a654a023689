"""Whether what is proposed, and what was promised before, can still be kept: places close and open again (D33)."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.affected import closed_in
from backoffice.desk.plan_of import plan_of
from backoffice.domain.availability import Plan
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.proposals import Proposal, standing

_a, _p, _proposal = table(Appointment), table(Placement), table(Proposal)


class Places:
    """The plans of branches, read once for each day."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._plans: dict[tuple[str, date], Plan] = {}

    def open(self, branch_id: str, point_id: str, day: date, start: int, end: int) -> bool:
        """Whether a service point is open for the whole of `[start, end)`."""
        key = branch_id, day
        if key not in self._plans:
            self._plans[key] = plan_of(self._connection, branch_id, day, day)
        plan = self._plans[key]
        return plan.point(point_id) is not None and closed_in(plan.day(point_id, day), start, end) is None


def closed_since(connection: sa.Connection, branch_id: str) -> frozenset[str]:
    """The appointments of a branch to whose customers a place is proposed that is closed by now."""
    places = Places(connection)
    return frozenset(
        appointment
        for appointment, there, *where in connection.execute(_kept(), {"branch": branch_id})
        if not places.open(there or branch_id, *where)
    )


def open_again(connection: sa.Connection, branch_id: str, ids: Collection[str]) -> frozenset[str]:
    """Of these appointments those whose own place is open at their own time: nothing else has to be proposed."""
    places = Places(connection)
    placed = (
        sa.select(_a.c.id, _p.c.service_point_id, _a.c.day, _a.c.start_minute, _a.c.end_minute)
        .join(_p, _p.c.appointment_id == _a.c.id)
        .where(_a.c.id.in_(sorted(ids)))
    )
    return frozenset(id_ for id_, *where in connection.execute(placed) if places.open(branch_id, *where))


@cache
def _kept() -> sa.Select[Any]:
    of = _proposal.c
    where = (of.to_branch_id, of.service_point_id, of.day, of.start_minute, of.end_minute)
    return standing(of.appointment_id, *where).where(of.branch_id == sa.bindparam("branch"))

"""Who changed places for somebody else's booking (D27): nothing was agreed with them, and nobody worked on them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Work
from backoffice.desk.plan_of import SETTLED_BEFORE, settled_among
from backoffice.domain.clock import wall
from backoffice.domain.placing import tick_range
from backoffice.domain.states import Status
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.occupancy import Occupancy

REPACK = frozenset(
    {
        "accept_plan",
        "accept_takeover",
        "agree_proposal",
        "agree_takeover",
        "book_appointment",
        "book_follow_up",
        "close_ticket",
        "commit_takeover",
        "finish",
        "give_place",
        "hold_time",
        "move_appointment",
        "undo",
    }
)
"""The kinds of commands for which others may change places, or change back."""

_a, _p, _occupancy = table(Appointment), table(Placement), table(Occupancy)


def by_the_way(kind: str, ids: Iterable[str], rows: Sequence[Any]) -> frozenset[str]:
    """The appointments of which an entry changed nothing but the service point, for another one.

    `ids` are those of the entry's answer, `rows` what it touched (`entity`, `row_id`).
    """
    if kind not in REPACK:
        return frozenset()
    meant = {*ids, *(row.row_id for row in rows if row.entity == "appointment")}
    return frozenset(row.row_id for row in rows if row.entity == "placement" and row.row_id not in meant)


def lead_back(work: Work, rows: Sequence[sa.Row[Any]], now: datetime) -> None:
    """Give those who changed places their old ones back, once what they made room for is gone: all of them or nobody.

    `rows` are their placements in what is undone, the last change first. They stay where they are if any of them went
    elsewhere since, is not to be moved any more, or finds the old place taken: promised are time and group (D27).
    """
    old = {row.row_id: str(row.before["service_point_id"]) for row in rows if row.before is not None}
    new = {row.row_id: str(row.after["service_point_id"]) for row in reversed(rows) if row.after is not None}
    there = work.tx.all(
        sa.select(_p, _a.c.day, _a.c.start_minute, _a.c.end_minute, _a.c.status)
        .join(_a, _a.c.id == _p.c.appointment_id)
        .where(_p.c.appointment_id.in_(sorted(old)))
        .order_by(_p.c.appointment_id)
    )
    loose = all(
        one.service_point_id == new.get(one.appointment_id)
        and one.status is Status.BOOKED
        and (one.day, one.start_minute) > wall(now + SETTLED_BEFORE)
        for one in there
    )
    if len(there) < len(old) or not loose or settled_among(work.tx.connection, old):
        return
    needed = {
        (old[one.appointment_id], one.day, tick)
        for one in there
        for tick in tick_range(one.start_minute, one.end_minute)
    }
    taken = work.tx.all(
        sa.select(_occupancy.c.resource_id, _occupancy.c.day, _occupancy.c.tick).where(
            _occupancy.c.resource_id.in_(sorted(set(old.values()))),
            _occupancy.c.day.in_(sorted({one.day for one in there})),
            _occupancy.c.holder_id.not_in(sorted(old)),
        )
    )
    if needed & {tuple(row) for row in taken}:
        return
    for one in there:
        work.tx.delete(Placement, work.tx.get(Placement, one.appointment_id))
        work.tx.insert(
            Placement,
            appointment_id=one.appointment_id,
            branch_id=one.branch_id,
            service_point_id=old[one.appointment_id],
        )
    work.tx.settle()

"""The Verlauf of a record: every change that was made to it, by whom and when, newest first (D51)."""

from typing import Any

import sqlalchemy as sa

from backoffice.desk.by_the_way import REPACK
from backoffice.desk.views import HistoryItem
from backoffice.store import journal
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalEntry, JournalRow
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup
from backoffice.store.tables.people import Staff
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

_a, _s, _ticket, _takeover = table(Appointment), table(Staff), table(CallbackTicket), table(Takeover)
_entry, _row = table(JournalEntry), table(JournalRow)


def history(connection: sa.Connection, appointment_id: str) -> tuple[HistoryItem, ...]:
    """The Verlauf of one appointment, newest first (read per record, never searchable by person: D51)."""
    customer, branch = connection.execute(
        sa.select(_a.c.customer_id, _a.c.branch_id).where(_a.c.id == appointment_id)
    ).one()
    items = verlauf(connection, "appointment", appointment_id, customer)
    leading_on = _only_leading_on(connection, appointment_id, branch, [item.entry_id for item in items])
    return tuple(item for item in items if item.entry_id not in leading_on)


def _only_leading_on(connection: sa.Connection, appointment_id: str, branch_id: str, entries: list[str]) -> set[str]:
    """Entries of another branch that changed nothing here but where a promise or a takeover leads by now.

    What that branch does with its own appointment later is its own affair (D44).
    """
    theirs = sa.select(_entry.c.id).where(_entry.c.id.in_(entries), _entry.c.branch_id != branch_id)
    kept: set[str] = set()
    led_on: set[str] = set()
    for entry_id, entity, before, after in connection.execute(
        sa.select(_row.c.entry_id, _row.c.entity, _row.c.before, _row.c.after).where(
            _row.c.entry_id.in_(theirs), sa.or_(_row.c.row_id == appointment_id, _row.c.about == appointment_id)
        )
    ):
        follows = entity == "takeover" and before and after and after.keys() <= {"linked_id", "version"}
        (led_on if entity == "outcome" or follows else kept).add(entry_id)
    return led_on - kept


def verlauf(connection: sa.Connection, entity: str, row_id: str, customer_id: str | None) -> tuple[HistoryItem, ...]:
    """The Verlauf of an appointment or a ticket (`entity`), newest first.

    What was done to its customer belongs to it; so do, for an appointment, the tickets that came from it.
    """
    of_person = sa.and_(_row.c.entity == "customer", _row.c.row_id == customer_id)
    told = sa.or_(sa.and_(_row.c.entity == entity, _row.c.row_id == row_id), of_person)
    about = [row_id]
    if entity == "appointment":
        about += connection.scalars(sa.select(_ticket.c.id).where(_ticket.c.appointment_id == row_id)).all()
    # Selects each by its own index: an OR of them would read the whole journal on a server.
    asked = sa.select(_takeover.c.id).where(_takeover.c.linked_id == row_id)  # how it came here from another branch
    touching = sa.union(
        sa.select(_row.c.entry_id).where(_row.c.about.in_(about)),
        sa.select(_row.c.entry_id).where(of_person),
        sa.select(_row.c.entry_id).where(_row.c.entity == "takeover", _row.c.row_id.in_(asked)),
    )
    entries = connection.execute(
        sa.select(_entry, _s.c.name.label("by"), journal.not_undone(_entry).label("stands"))
        .select_from(_entry.outerjoin(_s, _s.c.id == _entry.c.actor_id))
        .where(_entry.c.id.in_(touching))
        .order_by(_entry.c.at.desc(), _entry.c.id.desc())
    ).all()
    changes: dict[str, list[tuple[str, Any, Any]]] = {}
    made: set[str] = set()
    for entry_id, before, after in connection.execute(
        sa.select(_row.c.entry_id, _row.c.before, _row.c.after).where(told).order_by(_row.c.position)
    ):
        if before and after:
            changes.setdefault(entry_id, []).extend(
                (name, before.get(name), after[name]) for name in after if name != "version"
            )
        elif after:
            made.add(entry_id)
    only_placed = _tell_places(connection, row_id, changes, made) if entity == "appointment" else set()
    # It made room for somebody else's booking: that is taken back over there (D27).
    room = {
        one.id for one in entries if one.id in only_placed and one.kind in REPACK and row_id not in one.result["ids"]
    }
    return tuple(
        HistoryItem(
            entry.id,
            entry.at,
            entry.made_at,
            entry.by,
            entry.kind,
            entry.code,
            tuple(changes.get(entry.id, ())),
            undone=not entry.stands,
            # What was done to the house, and gave the appointment back by the way, is taken back as a whole or not.
            undoable=bool(entry.undoable and entry.stands) and entry.branch_id is not None and entry.id not in room,
            batch_id=entry.batch_id,
        )
        for entry in entries
    )


def _tell_places(
    connection: sa.Connection, appointment_id: str, changes: dict[str, list[tuple[str, Any, Any]]], made: set[str]
) -> set[str]:
    """Say by name which group and which service point it changed to: `group` and `place` (None: *ohne Platz*).

    `made`: the entries that made the appointment. Gives those that changed nothing of it but its place.
    """
    of_itself = made | changes.keys()
    moved: dict[str, tuple[str | None, str | None]] = {}
    for entry_id, before, after in connection.execute(
        sa.select(_row.c.entry_id, _row.c.before, _row.c.after)
        .where(_row.c.entity == "placement", _row.c.row_id == appointment_id)
        .order_by(_row.c.position)
    ):
        old, new = moved.get(entry_id, (None, None))
        moved[entry_id] = (
            (before or {}).get("service_point_id", old),
            (after or {}).get("service_point_id", None if before else new),
        )
    places = {place for both in moved.values() for place in both if place}
    groups = {v for said in changes.values() for name, *both in said if name == "group_id" for v in both if v}
    points, named = table(ServicePoint), table(ServicePointGroup)
    called = {
        row.id: row.name
        for of, ids in ((points, places), (named, groups))
        if ids
        for row in connection.execute(sa.select(of.c.id, of.c.name).where(of.c.id.in_(sorted(ids))))
    }
    for said in changes.values():
        said[:] = [
            ("group", called.get(before), called.get(after)) if name == "group_id" else (name, before, after)
            for name, before, after in said
        ]
    for entry_id, (old, new) in moved.items():
        # The first place comes with the appointment itself: nothing changed.
        if old != new and (old or entry_id not in made):
            changes.setdefault(entry_id, []).append(("place", called.get(old or ""), called.get(new or "")))
    return moved.keys() - of_itself

"""Booked rows as JSON and back, and what the house knows of a branch's days: the inputs of the merge (D4)."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.by_the_way import by_the_way
from backoffice.domain.bookings import BookedRow, KnownBooking
from backoffice.domain.clock import BREMEN
from backoffice.domain.matching import number_key
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Origin
from backoffice.store.tables.appointments import (
    AnswerRow,
    Appointment,
    Assignment,
    Attempt,
    Claim,
    Customer,
    Note,
    OutcomeRow,
)
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRow, ImportRun
from backoffice.store.tables.journal import JournalEntry, JournalRow
from backoffice.store.tables.organisation import ServicePointGroup
from backoffice.store.tables.tickets import CallbackTicket

_a, _c, _g = table(Appointment), table(Customer), table(ServicePointGroup)
_base, _run, _entry, _row = table(ImportRow), table(ImportRun), table(JournalEntry), table(JournalRow)

_KEPT = tuple(f.name for f in fields(BookedRow) if f.name not in ("notes", "problems"))


def to_plain(row: BookedRow) -> dict[str, Any]:
    """A row's values as JSON; unknown ones are left out."""
    plain: dict[str, Any] = {}
    for name in _KEPT:
        value = getattr(row, name)
        if value is not None:
            plain[name] = value.isoformat() if isinstance(value, date) else value
    return plain


def from_plain(plain: dict[str, Any]) -> BookedRow:
    """The row that `to_plain` made the values from; names of another version are passed over."""
    values = {name: value for name, value in plain.items() if name in _KEPT}
    if "day" in values:
        values["day"] = date.fromisoformat(values["day"])
    if "booked_at" in values:
        values["booked_at"] = datetime.fromisoformat(values["booked_at"])
    if "channel" in values:
        values["channel"] = Channel(values["channel"])
    return BookedRow(**values)


def known_bookings(
    connection: sa.Connection, branch_id: str, days: Collection[date], ids: Collection[str] = ()
) -> list[KnownBooking]:
    """All appointments of a branch on these days, and those with these ids: the last import's word, what stands
    now, staff's touch, when the file that named them last was made.
    """
    rows = connection.execute(
        sa.select(_a, _c.c.name, _c.c.family, _c.c.given, _c.c.phone, _c.c.phone_raw, _c.c.phone_note, _c.c.email)
        .add_columns(_c.c.customer_number, _c.c.bg_number, _c.c.number_raw, _g.c.name.label("group_name"))
        .add_columns(_base.c.base, _run.c.made_at.label("named_at"))
        .select_from(
            _a.join(_c, _c.c.id == _a.c.customer_id)
            .outerjoin(_g, _g.c.id == _a.c.group_id)
            .outerjoin(_base, _base.c.appointment_id == _a.c.id)
            .outerjoin(_run, _run.c.id == _base.c.run_id)
        )
        .where(_a.c.branch_id == branch_id, _wanted(days, ids))
        .order_by(_a.c.start_minute, _a.c.id)
    ).all()
    worked = _worked_on(connection, {row.id: row.customer_id for row in rows})
    return [
        KnownBooking(
            id=row.id,
            version=row.version,
            base=from_plain(row.base) if row.base is not None else None,
            current=_current(row),
            status=Status(row.status),
            touched=row.id in worked,
            origin=Origin(row.origin),
            end=row.end_minute,
            understood=row.concern_id is not None or not row.concern_text,
            named_at=_wall(row.named_at),
        )
        for row in rows
    ]


def numbered_elsewhere(
    connection: sa.Connection, branch_id: str, days: Collection[date], numbers: Collection[str], since: date
) -> list[str]:
    """Ids of a branch's imported appointments on other days, from `since` on, that have one of these number keys."""
    if not numbers:
        return []
    rows = connection.execute(
        sa.select(_a.c.id, _a.c.booking_number)
        .where(_a.c.branch_id == branch_id, _a.c.day >= since, _a.c.day.not_in(list(days)))
        .where(_a.c.origin == Origin.IMPORTED, _a.c.booking_number.is_not(None))
    )
    return [row[0] for row in rows if number_key(row[1]) in numbers]


def hold_still(connection: sa.Connection, branch_id: str, days: Collection[date], ids: Collection[str]) -> None:
    """Nobody changes the appointments of these days, nor those with these ids, until the transaction ends.

    On a server others work on: what they commit between reading and writing would be overwritten. The full lock
    keeps notes and attempts out, too, which refer to the appointment and say that staff worked on it.
    """
    if connection.dialect.name == "postgresql":
        rows = sa.select(_a.c.id, _c.c.id).join(_c, _c.c.id == _a.c.customer_id)
        of_branch = rows.where(_a.c.branch_id == branch_id, _wanted(days, ids))
        connection.execute(of_branch.order_by(_a.c.id).with_for_update(of=[_a, _c])).all()


def _wanted(days: Collection[date], ids: Collection[str]) -> sa.ColumnElement[bool]:
    of_days = _a.c.day.in_(list(days))
    return sa.or_(of_days, _a.c.id.in_(list(ids))) if ids else of_days


def _wall(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(BREMEN).replace(tzinfo=None)


def _current(row: sa.Row[Any]) -> BookedRow:
    return BookedRow(
        row=0,
        booking_number=row.booking_number,
        day=row.day,
        start=row.start_minute,
        end=None if row.assumed_end else row.end_minute,
        channel=row.channel,
        concern=row.concern_text or None,
        group=row.group_name,
        name=row.name or None,
        family=row.family,
        given=row.given,
        phone=row.phone,
        phone_raw=row.phone_raw,
        phone_note=row.phone_note,
        email=row.email,
        customer_number=row.customer_number,
        bg_number=row.bg_number,
        number_raw=row.number_raw,
        remark=row.remark,
        booked_at=_wall(row.booked_at),
    )


def _worked_on(connection: sa.Connection, customer_of: Mapping[str, str]) -> set[str]:
    """Appointments that anybody did anything to but import them, or whose customer's data somebody entered."""
    if not customer_of:
        return set()
    ids = list(customer_of)
    rows = connection.execute(
        sa.select(_row.c.row_id, _row.c.entity, _entry.c.kind, _entry.c.result)
        .join(_entry, _entry.c.id == _row.c.entry_id)
        .where(
            _row.c.row_id.in_([*ids, *customer_of.values()]),
            _row.c.entity.in_(("appointment", "placement", "claim", "assignment", "customer")),
            _entry.c.kind != "import_day",
        )
    )
    # Who changed places for somebody else was not worked on: the file still speaks for them (D4, D27).
    by_staff = {row.row_id for row in rows if not by_the_way(row.kind, row.result["ids"], [row])}
    found = {id_ for id_, customer in customer_of.items() if by_staff & {id_, customer}}
    tickets = table(CallbackTicket)
    added = [table(of).c.appointment_id for of in (Note, Attempt, Assignment, Claim, OutcomeRow, AnswerRow)]
    for about in (*added, tickets.c.appointment_id, tickets.c.closing_appointment_id):
        found |= set(connection.scalars(sa.select(about).where(about.in_(ids))))
    return found

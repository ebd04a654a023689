"""One change of the store: few verbs, each keeping an image of what it changed for the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from backoffice.domain.errors import Conflict, NotFound
from backoffice.domain.terms import ProposalStatus
from backoffice.store import occupancy
from backoffice.store.images import image
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalEntry, JournalPayload, JournalRow
from backoffice.store.tables.people import Staff

CASES = frozenset({"appointment", "callback_ticket"})
"""What people work on: these have a version that is told, and a Verlauf that the rows of their work belong to."""

PLACES = frozenset({"placement", "interpreter_assignment"})
"""Rows that take somebody's or something's time, by whose id."""

PROPOSED = "proposal"
"""It takes time as long as its appointment stands where it stood: both are looked at together."""

MOVES_TICKS = frozenset({"day", "start_minute", "end_minute", "status"})


@dataclass(frozen=True, slots=True)
class Touched:
    """What happened to one row. `before` is None for an insert, `after` for a delete."""

    entity: str
    row_id: str
    about: str | None
    branch_id: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(slots=True)
class Transaction:
    """The only way to change rows. Lives inside one database transaction and ends with it."""

    connection: sa.Connection
    now: datetime
    """Record time: the store's clock (aware, UTC)."""
    touched: list[Touched] = field(default_factory=list)
    holders: set[str] = field(default_factory=set)
    """Appointments, proposals, orders and holds whose ticks may have to move."""
    dropped: set[str] = field(default_factory=set)
    """Holds that are given back with this change."""

    # -- reading --

    def all(self, query: sa.Select[Any]) -> list[sa.Row[Any]]:
        """All rows of a query."""
        return list(self.connection.execute(query))

    def first(self, query: sa.Select[Any]) -> sa.Row[Any] | None:
        """The first row of a query, or None."""
        return self.connection.execute(query.limit(1)).first()

    def find(self, model: type[SQLModel], row_id: str) -> sa.Row[Any] | None:
        """A row by its key, or None."""
        of = table(model)
        return self.connection.execute(sa.select(of).where(_key(of) == row_id)).first()

    def get(self, model: type[SQLModel], row_id: str) -> sa.Row[Any]:
        """A row by its key. Refused with `not_found` where there is none."""
        row = self.find(model, row_id)
        if row is None:
            raise NotFound("not_found", entity=table(model).name)
        return row

    # -- changing --

    def insert(self, model: type[SQLModel], **values: Any) -> None:
        """Add a row; columns that are not given get the model's defaults."""
        of = table(model)
        row = {**_defaults(model), **values}
        self.connection.execute(sa.insert(of).values(row))
        self._keep(of, row, None, row)

    def insert_all(self, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
        """Add many rows at once; each must name the same columns."""
        if not rows:
            return
        of, defaults = table(model), _defaults(model)
        filled = [{**defaults, **row} for row in rows]
        self.connection.execute(sa.insert(of), filled)
        for row in filled:
            self._keep(of, row, None, row)

    def insert_if_free(self, model: type[SQLModel], **values: Any) -> bool:
        """Add a row unless one with its key stands there already; says whether it was added."""
        from sqlalchemy.dialects import postgresql, sqlite

        of = table(model)
        row = {**_defaults(model), **values}
        make = postgresql.insert if self.connection.dialect.name == "postgresql" else sqlite.insert
        statement = make(of).values(row).on_conflict_do_nothing().returning(_key(of))
        if self.connection.execute(statement).first() is None:
            return False
        self._keep(of, row, None, row)
        return True

    def change(self, model: type[SQLModel], row: sa.Row[Any], **values: Any) -> int:
        """Change a row that was read in this transaction; returns its new version.

        Writes only where the version still stands that `row` carries; otherwise Conflict `changed_meanwhile`.
        """
        of = table(model)
        old = _plain(row)
        key = _key(of)
        values = {name: value for name, value in values.items() if old[name] != value}
        version = int(old["version"])
        if not values:
            return version
        after = {**values, "version": version + 1}
        done = self.connection.execute(
            sa.update(of).where(key == old[key.name], of.c.version == version).values(after)
        )
        if done.rowcount != 1:
            raise self.conflict(of.name, old[key.name])
        self._keep(of, old, {name: old[name] for name in after}, after)
        return version + 1

    def delete(self, model: type[SQLModel], row: sa.Row[Any]) -> None:
        """Remove a row read in this transaction; Conflict `changed_meanwhile` where it is gone or changed."""
        of = table(model)
        old = _plain(row)
        key = _key(of)
        statement = sa.delete(of).where(key == old[key.name])
        if "version" in of.c:
            statement = statement.where(of.c.version == old["version"])
        else:  # then the values themselves tell whether it is still that row
            statement = statement.where(
                *(column.is_not_distinct_from(old[column.name]) for column in of.c if not _is_document(column))
            )
        if self.connection.execute(statement).rowcount != 1:
            raise self.conflict(of.name, old[key.name])
        self._keep(of, old, dict(old), None)

    def purge(self, model: type[SQLModel], row_ids: list[str]) -> int:
        """Remove rows for good (D53): no image is written; what the journal held of them is emptied.

        That is the rows' own images and the payloads of all commands that touched them. Returns how many rows went.
        """
        of = table(model)
        if not row_ids:
            return 0
        if of.name in {table(Appointment).name, *PLACES, PROPOSED}:
            self.holders.update(row_ids)
        gone = self.connection.execute(sa.delete(of).where(_key(of).in_(row_ids))).rowcount
        images, payloads = table(JournalRow), table(JournalPayload)
        of_them = sa.and_(images.c.entity == of.name, images.c.row_id.in_(row_ids))
        self.connection.execute(
            sa.update(payloads)
            .where(payloads.c.entry_id.in_(sa.select(images.c.entry_id).where(of_them)))
            .values(payload={})
        )
        self.connection.execute(sa.update(images).where(of_them).values(before=sa.null(), after=sa.null()))
        return gone

    def concerns(self, model: type[SQLModel], row: sa.Row[Any]) -> None:
        """Say that this change is about a row without changing it: what the journal keeps of it goes with the row."""
        self._keep(table(model), _plain(row), {}, {})

    def hold(self, **values: Any) -> None:
        """Keep a time for a desk. A hold is a fact about nobody: no image of it is kept, no undo brings it back."""
        from backoffice.store.tables.booking import Hold

        self.connection.execute(sa.insert(table(Hold)).values(values))
        self.holders.add(str(values["id"]))

    def drop_hold(self, hold_id: str) -> None:
        """Give a hold back; its ticks are free for what else this change does."""
        self.dropped.add(hold_id)

    def lock(self, name: str) -> None:
        """Keep others out of a rule over several rows until this transaction ends (SQLite: it is alone anyway)."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(
                sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 1))"), {"name": name}
            )

    # -- ending --

    def settle(self) -> None:
        """Bring the occupancy in step with what was touched; Conflict `place_taken` where somebody was first.

        A proposal never stands in the way of its own appointment: where that comes back and the proposed place was
        given away meanwhile, the proposal is withdrawn.
        """
        if self.holders:
            self._withdraw_beaten(occupancy.proposed_for(self.connection, self.holders) - self.holders)
        occupancy.settle(self.connection, frozenset(self.holders), frozenset(self.dropped), self.now)
        self.holders.clear()
        self.dropped.clear()

    def _withdraw_beaten(self, proposals: frozenset[str]) -> None:
        for proposal_id in sorted(occupancy.given_away(self.connection, proposals)) if proposals else ():
            self.withdraw(proposal_id)

    def withdraw(self, proposal_id: str) -> bool:
        """Withdraw a proposal whose place is somebody else's by now; says whether there is one by this id."""
        from backoffice.store.tables.proposals import Proposal

        row = self.find(Proposal, proposal_id)
        if row is not None:
            self.change(Proposal, row, status=ProposalStatus.WITHDRAWN, answered_at=self.now)
        return row is not None

    def conflict(self, entity: str, row_id: str) -> Conflict:
        """The conflict over a row that another desk changed: who, when, and the version that stands now."""
        rows, entries, staff = table(JournalRow), table(JournalEntry), table(Staff)
        last = self.first(
            sa.select(entries.c.at, staff.c.name)
            .select_from(
                rows.join(entries, entries.c.id == rows.c.entry_id).outerjoin(staff, staff.c.id == entries.c.actor_id)
            )
            .where(rows.c.entity == entity, rows.c.row_id == row_id)
            .order_by(entries.c.at.desc(), entries.c.id.desc(), rows.c.position.desc())
        )
        of = sa.table(entity, sa.column("id"), sa.column("version"))
        fresh = None
        if entity in CASES:
            fresh = self.connection.scalar(sa.select(of.c.version).where(of.c.id == row_id))
        return Conflict(
            "changed_meanwhile", who=last.name if last else None, when=last.at if last else None, fresh=fresh
        )

    def _keep(
        self,
        of: sa.Table,
        row: Mapping[str, Any],
        before: Mapping[str, Any] | None,
        after: Mapping[str, Any] | None,
    ) -> None:
        row_id = str(row[_key(of).name])
        branch_id = row_id if of.name == "branch" else row.get("branch_id")
        self.touched.append(
            Touched(
                of.name,
                row_id,
                row_id if of.name in CASES else row.get("appointment_id") or row.get("ticket_id"),
                branch_id,
                None if before is None else image(before),
                None if after is None else image(after),
            )
        )
        moved = of.name == table(Appointment).name and before is not None and bool(MOVES_TICKS & before.keys())
        if moved or of.name in PLACES:
            self.holders.add(row_id)
        if of.name == PROPOSED:
            self.holders.update((row_id, str(row["appointment_id"])))


def _plain(row: sa.Row[Any]) -> dict[str, Any]:
    return row._asdict()


def _is_document(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.JSON)


def _key(of: sa.Table) -> sa.Column[Any]:
    return next(iter(of.primary_key.columns))


_DEFAULTS: dict[type[SQLModel], dict[str, Any]] = {}


def _defaults(model: type[SQLModel]) -> dict[str, Any]:
    known = _DEFAULTS.get(model)
    if known is None:
        known = _DEFAULTS[model] = {
            name: info.default
            for name, info in model.model_fields.items()
            if not info.is_required() and name in table(model).c
        }
    return known

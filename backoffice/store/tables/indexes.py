"""Indexes of references that most rows lack, over the rows that have them.

An index over all rows looks useless to SQLite once it has counted: every NULL is the same key to it. They stand apart
from their tables because naming an engine's option loads that engine's whole dialect, which no start should wait for.
"""

import sqlalchemy as sa

from backoffice.domain.terms import OrderStatus, TakeoverStatus
from backoffice.store.tables.appointments import Appointment, OutcomeRow
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.journal import ERASED, JournalRow
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

for _of, _columns in (
    (table(Appointment), ("follows_id", "moved_from_id")),
    (table(OutcomeRow), ("linked_id", "ticket_id")),
    (table(InterpreterAssignment), ("interpreter_id",)),
    (table(CallbackTicket), ("appointment_id", "closing_appointment_id", "shared_with_branch_id")),
):
    for _column in _columns:
        _is_set = sa.text(f"{_column} IS NOT NULL")
        sa.Index(None, _of.c[_column], sqlite_where=_is_set, postgresql_where=_is_set)

_orders = table(InterpreterAssignment)
_is_set = sa.text("occupies_id IS NOT NULL")
sa.Index(None, _orders.c.occupies_id, _orders.c.day, sqlite_where=_is_set, postgresql_where=_is_set)

sa.Index(
    "ix_journal_row_erased",
    table(JournalRow).c.entity,
    table(JournalRow).c.branch_id,
    sqlite_where=sa.text(ERASED),
    postgresql_where=sa.text(ERASED),
)
"""What tells of people's absences is erased soon, and looked for at every start."""

_asked = sa.text(f"status = '{TakeoverStatus.ASKED.value}'")
sa.Index(
    "uq_takeover_asked",
    table(Takeover).c.appointment_id,
    unique=True,
    sqlite_where=_asked,
    postgresql_where=_asked,
)
"""Nobody is asked twice at once (D44)."""

_present = sa.text(f"NOT replaced AND status <> '{OrderStatus.CANCELLED.value}'")
sa.Index(
    "uq_interpreter_assignment_present",
    _orders.c.appointment_id,
    unique=True,
    sqlite_where=_present,
    postgresql_where=_present,
)
"""An appointment has one order at a time (D48)."""

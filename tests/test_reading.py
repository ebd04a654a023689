"""Reading a store: one snapshot for all that one reading asks, and nothing is written by it."""

from contextlib import suppress

import sqlalchemy as sa

from backoffice.domain.errors import StoreUnavailable
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalPayload
from tests.office import Office


def test_what_one_reading_asks_belongs_together(office: Office, clock) -> None:
    """Between two statements of a reading somebody else commits: the second one still sees what the first one saw."""
    office.book()
    count = sa.select(sa.func.count()).select_from(table(Appointment))

    def twice(connection: sa.Connection) -> tuple[int, int]:
        before = connection.scalar(count)
        if office.desk.store.shared:
            office.book(600)
        return before, connection.scalar(count)

    assert office.desk.store.read(twice) == (1, 1)


def test_a_reading_writes_nothing(office: Office) -> None:
    """What one tries to write is forgotten: a reading is never committed."""
    count = sa.select(sa.func.count()).select_from(table(JournalPayload))
    before = office.desk.store.read(lambda connection: connection.scalar(count))
    with suppress(StoreUnavailable):
        office.desk.store.read(lambda connection: connection.execute(sa.delete(table(JournalPayload))))
    assert office.desk.store.read(lambda connection: connection.scalar(count)) == before > 0

"""What is on its way out while somebody lists it breaks no list (D53)."""

import sqlalchemy as sa

from backoffice.desk.files_left import FilesLeft
from backoffice.domain.ids import new_id
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import FileState, ImportRun
from backoffice.store.tables.journal import JournalEntry, Outbox
from tests.office import MONDAY, Office


def test_a_file_that_is_gone_already_is_left_out(office: Office) -> None:
    run_id, now = new_id(), office.desk.clock.now()

    def gone(tx) -> None:
        entry_id = tx.first(sa.select(table(JournalEntry).c.id)).id
        tx.insert(
            ImportRun,
            id=run_id,
            branch_id=office.branch_id,
            day=MONDAY,
            file_hash="0" * 64,
            file_name="Liste.xlsx",
            imported_at=now,
            counts={},
            file_state=FileState.DELETED,
        )
        told = {"run_id": run_id, "path": "Liste.xlsx", "sha256": "0" * 64}
        tx.insert(
            Outbox,
            id=new_id(),
            entry_id=entry_id,
            desk_id="desk-1",
            branch_id=office.branch_id,
            kind="delete_file",
            payload=told,
        )

    office.desk.store.write(gone)
    assert office.desk.read(FilesLeft()) == ()

"""The import of a day's booking file: one command, after a preview (D4–D6, D53)."""

from datetime import date
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, SkipValidation

from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.import_hints import Hints
from backoffice.desk.import_plan import plan_import
from backoffice.desk.import_writer import Writer
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.previewing import checked, day_of, require_rows
from backoffice.domain.bookings import BookingFile
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.merge import RowState
from backoffice.domain.rights import Right
from backoffice.store.tables.imports import ColumnMapping, FileState, ImportRun
from backoffice.store.tables.journal import Outbox


class ImportDay(Command):
    """The confirmed import of one file. Staff's work always survives it (D4)."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    kind: ClassVar[str] = "import_day"
    right: ClassVar[Right] = Right.IMPORT
    undoable: ClassVar[bool] = False
    chooses_place: ClassVar[bool] = True

    branch_id: str
    file: SkipValidation[BookingFile]
    day: date | None = None
    ids: tuple[str, ...]
    """Two for each row of the file: customer and appointment."""
    run_id: str = Field(default_factory=new_id)
    outbox_id: str = Field(default_factory=new_id)
    path: str | None = None
    """Where the file lies on this desk: it is deleted after the import (None: it is kept, or was never a file).

    Where rows could not be stored it is kept all the same: they stand nowhere else.
    """
    kept_path: str | None = None
    """Where a file lies that is kept: listed until `keep_until` (D53)."""
    keep_until: date | None = None
    accept_vanished: bool = False
    mapping: dict[str, str | None] | None = None
    """The columns a person chose, to be kept for this branch."""

    @staticmethod
    def ids_for(file: BookingFile) -> tuple[str, ...]:
        """Fresh ids for the rows of a file."""
        return tuple(new_id() for _ in range(2 * len(file.rows)))

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def payload(self) -> dict[str, Any]:
        """Hash and number of rows only: the rows themselves are social data that the journal must not keep."""
        return {
            "branch_id": self.branch_id,
            "file_hash": self.file.sha256,
            "rows": len(self.file.rows),
            "accept_vanished": self.accept_vanished,
        }

    def apply(self, work: Work) -> Done:
        """Do what the plan says now; the answer has `kept_until` where unclear rows keep the file.

        Refused as the preview, `too_many_vanished` unless that was accepted, and a file whose columns were not
        chosen yet: without its rows every appointment of the day would seem to have vanished.
        """
        require_rows(self.file)
        branch = branch_view(work.tx.connection, self.branch_id)
        file = checked(self.file, work.tx.connection, branch, self.day)
        work.tx.lock(f"import:{self.branch_id}")
        plan = plan_import(work.tx.connection, self.branch_id, file, self.made_at, lock=True)
        if plan.merged.too_many_vanished and not self.accept_vanished:
            raise Refused("too_many_vanished", vanishing=plan.merged.vanishing, untouched=plan.merged.untouched)
        counts = {state.value: count for state, count in plan.merged.counts.items()}
        unclear = self.path is not None and counts[RowState.PROBLEM] > 0
        keep_until = next_working_day(day_of(file)) if unclear else self.keep_until
        self._add_run(work, file, counts, self.path[:400] if unclear and self.path else self.kept_path, keep_until)
        ids = {row.row: (self.ids[2 * n], self.ids[2 * n + 1]) for n, row in enumerate(file.rows)}
        hints = Hints(work.tx.connection, self.branch_id, file)
        Writer(work, self, self.branch_id, self.run_id, day_of(file), hints).write(plan.rows, ids)
        self._keep_mapping(work)
        values: dict[str, Any] = {"counts": counts, "day": day_of(file).isoformat()}
        if unclear and keep_until is not None:
            values["kept_until"] = keep_until.isoformat()
        else:
            self._send_for_deletion(work)
        return Done("imported", (self.run_id,), values)

    def _add_run(
        self, work: Work, file: BookingFile, counts: dict[str, int], kept_path: str | None, keep_until: date | None
    ) -> None:
        made = file.made_at
        work.tx.insert(
            ImportRun,
            id=self.run_id,
            branch_id=self.branch_id,
            day=day_of(file),
            file_hash=file.sha256,
            file_name=file.name[:200],
            made_at=None if made is None else instant_of(made.date(), made.hour * 60 + made.minute),
            imported_at=self.made_at,
            counts=counts,
            file_state=FileState.KEPT if kept_path else FileState.PENDING if self.path else FileState.DELETED,
            delete_by=keep_until,
            kept_path=kept_path,
        )

    def _keep_mapping(self, work: Work) -> None:
        if self.mapping is None:
            return
        there = work.tx.find(ColumnMapping, self.branch_id)
        if there is not None:
            if there.mapping == self.mapping:
                return
            work.tx.delete(ColumnMapping, there)
        work.tx.insert(ColumnMapping, branch_id=self.branch_id, mapping=self.mapping)

    def _send_for_deletion(self, work: Work) -> None:
        if self.path is None:
            return
        work.outbox(
            Outbox,
            id=self.outbox_id,
            entry_id=self.id,
            desk_id=self.desk_id,
            branch_id=self.branch_id,
            kind="delete_file",
            payload={"run_id": self.run_id, "path": self.path, "sha256": self.file.sha256},
        )

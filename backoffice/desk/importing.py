"""A day's booking file: what the house knows for reading it, the preview, and the import itself (D2–D6, D53)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import ConfigDict, Field, SkipValidation

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.desk import Desk
from backoffice.desk.import_plan import Catalogue, ImportPlan, PlannedRow, plan_import
from backoffice.desk.import_rows import to_plain
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.record import office_emails
from backoffice.desk.views import BranchView
from backoffice.domain import bookings
from backoffice.domain.bookings import BookedRow, BookingFile, Issue, Known
from backoffice.domain.catalogue import concern_key
from backoffice.domain.clock import instant_of
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.merge import FieldChange, RowState
from backoffice.domain.rights import Right
from backoffice.domain.states import Status
from backoffice.domain.terms import Area, Origin
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ColumnMapping, FileState, ImportRow, ImportRun
from backoffice.store.tables.journal import Outbox
from backoffice.store.tables.organisation import Branch, ServicePointGroup

_b, _g, _mapping = table(Branch), table(ServicePointGroup), table(ColumnMapping)

Mapped = Mapping[str, bookings.Field | None]


@dataclass(frozen=True, slots=True)
class ReadingHelp:
    """What makes a branch's files readable: names the house knows, and the columns chosen last time."""

    branch: BranchView
    known: Known
    mapping: Mapped


@dataclass(frozen=True, slots=True)
class ReadingHelpOf:
    """The reading help of one branch."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> ReadingHelp:
        """Read it; refused with `no_right` for whoever may not import there."""
        actor.require(Right.IMPORT, self.branch_id)
        catalogue = Catalogue(connection, self.branch_id)
        chosen = connection.scalar(sa.select(_mapping.c.mapping).where(_mapping.c.branch_id == self.branch_id))
        return ReadingHelp(
            branch_view(connection, self.branch_id),
            Known(
                branches=tuple((row[0], row[1]) for row in connection.execute(sa.select(_b.c.code, _b.c.name))),
                groups=tuple(
                    dict.fromkeys(
                        [*catalogue.group_names, *connection.scalars(sa.select(_g.c.name).order_by(_g.c.position))]
                    )
                ),
                concerns=tuple(text for c in catalogue.concerns for text in (c.title, *c.aliases)),
                office_emails=office_emails(connection),
            ),
            {header: None if value is None else bookings.Field(value) for header, value in (chosen or {}).items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A row of the preview: what the file says and what would become of it."""

    state: RowState
    row: BookedRow
    end: int | None
    """The end it would have, assumed where the file has none."""
    concern: str | None
    area: Area | None
    sensitive: bool
    service_point: str | None
    appointment_id: str | None
    changes: tuple[FieldChange, ...]
    notes: tuple[Issue, ...]
    problems: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do. Nothing has been stored."""

    branch: BranchView
    day: date
    file: BookingFile
    rows: tuple[PreviewRow, ...]
    counts: Mapping[RowState, int]
    vanishing: int
    untouched: int
    too_many_vanished: bool


def read_file(
    desk: Desk,
    path: Path,
    branch_id: str,
    *,
    mapping: Mapped | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> BookingFile:
    """Read a booking file with what the house knows of the branch. `mapping` replaces the columns chosen last time.
    Raises `BadFile` where it cannot be read as one, Refused where the actor may not import there.
    """
    from backoffice.exchange.booking_file import read_booking_file

    help_ = desk.read(ReadingHelpOf(branch_id))
    return read_booking_file(path, help_.known, help_.mapping if mapping is None else mapping, progress)


@dataclass(frozen=True, slots=True)
class PreviewOf:
    """The preview of a file for a branch (and, where asked for, a day)."""

    branch_id: str
    file: BookingFile
    now: datetime
    day: date | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> Preview:
        """Work it out. Refused: `no_right`, `other_branch`, `other_day`, `no_day`."""
        actor.require(Right.IMPORT, self.branch_id)
        branch = branch_view(connection, self.branch_id)
        file = checked(self.file, connection, branch, self.day)
        plan = plan_import(connection, self.branch_id, file, self.now)
        sensitive = set(connection.scalars(sa.text("SELECT id FROM concern WHERE sensitive")))
        return Preview(
            branch=branch,
            day=_day(file),
            file=file,
            rows=tuple(_preview_row(row, plan, sensitive) for row in plan.rows),
            counts=plan.merged.counts,
            vanishing=plan.merged.vanishing,
            untouched=plan.merged.untouched,
            too_many_vanished=plan.merged.too_many_vanished,
        )


def checked(file: BookingFile, connection: sa.Connection, branch: BranchView, day: date | None) -> BookingFile:
    """The file for this branch and day, the day filled in where the file names none and somebody said it.

    Refused: `other_branch` (it names another branch), `other_day`, `no_day` (nobody says which day it is).
    """
    if file.branch is not None:
        named = concern_key(file.branch)
        for code, name in connection.execute(sa.select(_b.c.code, _b.c.name)):
            if named in (concern_key(code), concern_key(name)) and code != branch.code:
                raise Refused("other_branch", branch=branch.name, file_branch=name)
    if file.day is None:
        if day is None:
            raise Refused("no_day")
        from dataclasses import replace

        return replace(file, day=day)
    if day is not None and day != file.day:
        raise Refused("other_day", day=day, file_day=file.day)
    return file


def _day(file: BookingFile) -> date:
    if file.day is None:
        raise Refused("no_day")
    return file.day


def _preview_row(row: PlannedRow, plan: ImportPlan, sensitive: set[str]) -> PreviewRow:
    target, concern = row.target, row.target.concern if row.target else None
    return PreviewRow(
        state=row.plan.state,
        row=row.plan.row,
        end=target.end if target else row.plan.row.end,
        concern=concern.title if concern else row.plan.row.concern,
        area=concern.area if concern else None,
        sensitive=concern is not None and concern.id in sensitive,
        service_point=plan.point_names.get(target.point_id) if target and target.point_id else None,
        appointment_id=row.plan.known_id,
        changes=row.plan.changes,
        notes=row.notes,
        problems=row.plan.problems,
    )


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
    """Where the file lies on this desk: it is deleted after the import (None: it is kept, or was never a file)."""
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
        """Do what the plan says now. Refused as the preview, and `too_many_vanished` unless that was accepted."""
        branch = branch_view(work.tx.connection, self.branch_id)
        file = checked(self.file, work.tx.connection, branch, self.day)
        work.tx.lock(f"import:{self.branch_id}")
        plan = plan_import(work.tx.connection, self.branch_id, file, self.made_at)
        if plan.merged.too_many_vanished and not self.accept_vanished:
            raise Refused("too_many_vanished", vanishing=plan.merged.vanishing, untouched=plan.merged.untouched)
        counts = {state.value: count for state, count in plan.merged.counts.items()}
        self._add_run(work, file, counts)
        ids = {id(row): self.ids[2 * n : 2 * n + 2] for n, row in enumerate(file.rows)}
        _Writer(work, self, _day(file)).write(plan.rows, ids)
        self._keep_mapping(work)
        self._send_for_deletion(work)
        return Done("imported", (self.run_id,), {"counts": counts, "day": _day(file).isoformat()})

    def _add_run(self, work: Work, file: BookingFile, counts: dict[str, int]) -> None:
        made = file.made_at
        work.tx.insert(
            ImportRun,
            id=self.run_id,
            branch_id=self.branch_id,
            day=_day(file),
            file_hash=file.sha256,
            file_name=file.name[:200],
            made_at=None if made is None else instant_of(made.date(), made.hour * 60 + made.minute),
            imported_at=self.made_at,
            counts=counts,
            file_state=FileState.PENDING if self.path else FileState.KEPT,
            delete_by=self.keep_until,
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
            payload={"run_id": self.run_id, "path": self.path},
        )


class _Writer:
    """Writes planned rows: new ones in one go, changed ones one by one."""

    def __init__(self, work: Work, command: ImportDay, day: date) -> None:
        self.work = work
        self.command = command
        self.day = day

    def write(self, rows: tuple[PlannedRow, ...], ids: Mapping[int, tuple[str, ...]]) -> None:
        """All rows of a plan."""
        new = [
            (row, ids[id(row.plan.row)][0], ids[id(row.plan.row)][1])
            for row in rows
            if row.plan.state is RowState.NEW
        ]
        tx = self.work.tx
        branch = {"branch_id": self.command.branch_id}
        tx.insert_all(Customer, [{"id": c, **branch, **_person(row.plan.row)} for row, c, _ in new])
        tx.insert_all(
            Appointment,
            [
                {"id": a, "customer_id": c, "origin": Origin.IMPORTED, **branch, **self._columns(row)}
                for row, c, a in new
            ],
        )
        tx.insert_all(
            Placement,
            [
                {"appointment_id": a, "service_point_id": row.target.point_id, **branch}
                for row, _, a in new
                if row.target and row.target.point_id
            ],
        )
        tx.insert_all(ImportRow, [self._base(a, row.plan.row) for row, _, a in new])
        for row in rows:
            if row.known is not None:
                self._known(row)

    def _known(self, row: PlannedRow) -> None:
        plan = row.plan
        if row.known is None or plan.state is RowState.PROBLEM:
            return
        if plan.new_base is not None:
            self._rebase(row.known.id, plan.new_base)
        if plan.state is RowState.VANISHED:
            self._change(row.known.id, status=Status.PRESUMED_CANCELLED)
        elif plan.merged is not None and row.target is not None:
            status = {"status": Status.BOOKED} if plan.reappeared else {}
            self._change(row.known.id, **self._columns(row), **status)
            self._person(row)
            if row.moves:
                self._move(row.known.id, row.target.point_id)
        elif plan.reappeared:
            self._change(row.known.id, status=Status.BOOKED)

    def _change(self, appointment_id: str, **values: Any) -> None:
        self.work.tx.change(Appointment, self.work.row(Appointment, appointment_id), **values)

    def _columns(self, row: PlannedRow) -> dict[str, Any]:
        values, target = row.plan.merged, row.target
        if values is None or target is None:
            raise ValueError(row)
        booked = values.booked_at
        return {
            "concern_id": target.concern.id if target.concern else None,
            "concern_text": (values.concern or "")[:160],
            "group_id": target.group_id,
            "channel": values.channel,
            "day": values.day or self.day,
            "start_minute": target.start,
            "end_minute": target.end,
            "assumed_end": target.assumed_end,
            "remark": values.remark,
            "booking_number": values.booking_number,
            "booked_at": None if booked is None else instant_of(booked.date(), booked.hour * 60 + booked.minute),
        }

    def _person(self, row: PlannedRow) -> None:
        if row.known is None or row.plan.merged is None:
            return
        appointment = self.work.row(Appointment, row.known.id)
        customer = self.work.row(Customer, appointment.customer_id)
        self.work.tx.change(Customer, customer, **_person(row.plan.merged))

    def _move(self, appointment_id: str, point_id: str | None) -> None:
        there = self.work.tx.find(Placement, appointment_id)
        if there is not None:
            if there.service_point_id == point_id:
                return
            self.work.tx.delete(Placement, there)
        if point_id is not None:
            self.work.tx.insert(
                Placement,
                appointment_id=appointment_id,
                branch_id=self.command.branch_id,
                service_point_id=point_id,
            )

    def _rebase(self, appointment_id: str, row: BookedRow) -> None:
        there = self.work.tx.find(ImportRow, appointment_id)
        if there is not None:
            self.work.tx.delete(ImportRow, there)
        self.work.tx.insert(ImportRow, **self._base(appointment_id, row))

    def _base(self, appointment_id: str, row: BookedRow) -> dict[str, Any]:
        return {
            "appointment_id": appointment_id,
            "branch_id": self.command.branch_id,
            "run_id": self.command.run_id,
            "base": to_plain(row),
        }


def _person(row: BookedRow) -> dict[str, Any]:
    return {
        "name": row.name or "",
        "family": row.family,
        "given": row.given,
        "phone": row.phone,
        "phone_raw": row.phone_raw,
        "phone_note": row.phone_note,
        "email": row.email,
        "customer_number": row.customer_number,
        "bg_number": row.bg_number,
        "number_raw": row.number_raw,
    }

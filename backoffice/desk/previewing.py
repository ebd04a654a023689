"""Before an import: what the house knows for reading a branch's file, and what the file would do (D2–D6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.desk import Desk
from backoffice.desk.import_plan import Catalogue, ImportPlan, PlannedRow, plan_import
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.record import office_emails
from backoffice.desk.views import BranchView
from backoffice.domain import bookings
from backoffice.domain.bookings import BookedRow, BookingFile, Issue, Known
from backoffice.domain.catalogue import concern_key
from backoffice.domain.columns import Mapped
from backoffice.domain.errors import BadFile, Refused
from backoffice.domain.merge import FieldChange, RowState
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area
from backoffice.domain.text import same_key
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ColumnMapping
from backoffice.store.tables.organisation import Branch, Concern, ServicePointGroup

_b, _g, _mapping = table(Branch), table(ServicePointGroup), table(ColumnMapping)


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
        sensitive = _sensitive(connection)
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
                sensitive=frozenset(
                    same_key(text)
                    for concern in catalogue.concerns
                    if concern.id in sensitive
                    for text in (concern.title, *concern.aliases)
                ),
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
    """It speaks, or spoke, of a concern that is not to be shown (D24)."""
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

    Where its columns have to be chosen first it has no rows and `missing` says why. Raises `BadFile` where it cannot
    be read as a booking file, Refused where the actor may not import there.
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
        """Work it out; no rows where columns have to be chosen first (`file.missing`), and nothing vanishes for that.

        Refused: `no_right`, `other_branch`, `other_day`, `no_day`.
        """
        actor.require(Right.IMPORT, self.branch_id)
        branch = branch_view(connection, self.branch_id)
        file = checked(self.file, connection, branch, self.day)
        if file.missing:
            return _unread(branch, file)
        plan = plan_import(connection, self.branch_id, file, self.now)
        sensitive = _sensitive(connection)
        return Preview(
            branch=branch,
            day=day_of(file),
            file=file,
            rows=tuple(_preview_row(row, plan, sensitive) for row in plan.rows),
            counts=plan.merged.counts,
            vanishing=plan.merged.vanishing,
            untouched=plan.merged.untouched,
            too_many_vanished=plan.merged.too_many_vanished,
        )


def _unread(branch: BranchView, file: BookingFile) -> Preview:
    return Preview(
        branch=branch,
        day=day_of(file),
        file=file,
        rows=(),
        counts=dict.fromkeys(RowState, 0),
        vanishing=0,
        untouched=0,
        too_many_vanished=False,
    )


def _sensitive(connection: sa.Connection) -> frozenset[str]:
    concern = table(Concern)
    return frozenset(connection.scalars(sa.select(concern.c.id).where(concern.c.sensitive)))


def require_rows(file: BookingFile) -> None:
    """`BadFile` (`no_header`, `no_start_column`) where a person has to choose columns first (D3)."""
    if file.missing:
        raise BadFile(file.missing, file=file.name)


def checked(file: BookingFile, connection: sa.Connection, branch: BranchView, day: date | None) -> BookingFile:
    """The file for this branch and day; where it or a row names no day, the one it has or somebody said is filled in.

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
        file = replace(file, day=day)
    elif day is not None and day != file.day:
        raise Refused("other_day", day=day, file_day=file.day)
    if all(row.day for row in file.rows):
        return file
    return replace(file, rows=tuple(row if row.day else replace(row, day=file.day) for row in file.rows))


def day_of(file: BookingFile) -> date:
    if file.day is None:
        raise Refused("no_day")
    return file.day


def _preview_row(row: PlannedRow, plan: ImportPlan, sensitive: frozenset[str]) -> PreviewRow:
    target, concern = row.target, next(iter(row.concerns), None)
    stands = row.known.end if row.known else None
    return PreviewRow(
        state=row.plan.state,
        row=row.plan.row,
        end=target.end if target else row.plan.row.end or stands,
        concern=concern.title if concern else row.plan.row.concern,
        area=concern.area if concern else None,
        sensitive=any(concern.id in sensitive for concern in row.concerns),
        service_point=plan.point_names.get(row.point_id) if row.point_id else None,
        appointment_id=row.plan.known_id,
        changes=row.plan.changes,
        notes=row.notes,
        problems=row.plan.problems,
    )

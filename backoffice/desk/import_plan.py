"""What an import will do, worked out once: the preview shows it, the command does it (D4–D6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from backoffice.desk.import_rows import hold_still, known_bookings, numbered_elsewhere
from backoffice.desk.plan_of import has_openings, plan_of
from backoffice.desk.record import office_emails
from backoffice.domain.bookings import BookedRow, BookingFile, Field, Issue, KnownBooking
from backoffice.domain.catalogue import concern_key, find
from backoffice.domain.clock import wall
from backoffice.domain.matching import number_key
from backoffice.domain.merge import MergePlan, PlanRow, RowState, merge
from backoffice.domain.placing import Board, covered
from backoffice.domain.states import FREES_PLACE
from backoffice.domain.terms import Area
from backoffice.store.occupancy import taken
from backoffice.store.tables.appointments import Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun
from backoffice.store.tables.organisation import (
    Concern,
    ConcernAlias,
    ConcernOffer,
    ServicePoint,
    ServicePointGroup,
)

ASSUMED_MINUTES = 20
"""Where neither file nor offer nor catalogue says how long it takes."""
LOOKING_BACK = timedelta(days=31)
"""How far back a booking number is looked for on other days: what is older has been erased long before (D53)."""

_k, _alias, _offer = table(Concern), table(ConcernAlias), table(ConcernOffer)
_g, _sp, _p, _run = table(ServicePointGroup), table(ServicePoint), table(Placement), table(ImportRun)


@dataclass(frozen=True, slots=True)
class ConcernEntry:
    """A concern of the catalogue as an import recognises it."""

    id: str
    area: Area
    title: str
    minutes: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a row becomes: concern, group, interval, place."""

    concern: ConcernEntry | None
    group_id: str | None
    start: int
    end: int
    assumed_end: bool
    point_id: str | None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the merge with what it becomes; no target where nothing is stored or nothing moves."""

    plan: PlanRow
    target: Target | None
    notes: tuple[Issue, ...]
    known: KnownBooking | None
    concerns: tuple[ConcernEntry, ...] = ()
    """All it speaks of: first what the file means, then what stands, then what the last file meant."""
    point_id: str | None = None
    """The service point it has, or would have."""
    moves: bool = False
    """The place has to be chosen anew."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole plan, in the order of the day."""

    merged: MergePlan
    rows: tuple[PlannedRow, ...]
    point_names: dict[str, str]


class Catalogue:
    """What a branch offers, for recognising texts: concerns by title or alias, groups by name."""

    def __init__(self, connection: sa.Connection, branch_id: str) -> None:
        aliases: dict[str, list[str]] = {}
        for concern_id, text in connection.execute(sa.select(_alias.c.concern_id, _alias.c.text)):
            aliases.setdefault(concern_id, []).append(text)
        self.concerns = [
            ConcernEntry(row[0], Area(row[1]), row[2], row[3], tuple(aliases.get(row[0], ())))
            for row in connection.execute(sa.select(_k.c.id, _k.c.area, _k.c.title, _k.c.minutes))
        ]
        self.groups: dict[str, tuple[str, Area]] = {}
        self.group_names: list[str] = []
        for row in connection.execute(
            sa.select(_g.c.id, _g.c.name, _g.c.area).where(_g.c.branch_id == branch_id).order_by(_g.c.position)
        ):
            self.groups[concern_key(row[1])] = (row[0], Area(row[2]))
            self.group_names.append(row[1])
        self.offers: dict[str, list[tuple[str, int]]] = {}
        for row in connection.execute(
            sa.select(_offer.c.concern_id, _offer.c.group_id, _offer.c.minutes)
            .join(_g, _g.c.id == _offer.c.group_id)
            .where(_offer.c.branch_id == branch_id)
            .order_by(_g.c.position)
        ):
            self.offers.setdefault(row[0], []).append((row[1], row[2]))
        self.points: dict[str, list[str]] = {}
        self.point_names: dict[str, str] = {}
        for row in connection.execute(
            sa.select(_sp.c.id, _sp.c.group_id, _sp.c.name)
            .where(_sp.c.branch_id == branch_id, _sp.c.active)
            .order_by(_sp.c.position)
        ):
            self.points.setdefault(row[1], []).append(row[0])
            self.point_names[row[0]] = row[2]
        self._found: dict[tuple[str, str | None], tuple[ConcernEntry | None, str | None]] = {}

    def recognise(self, concern: str | None, group: str | None) -> tuple[ConcernEntry | None, str | None]:
        """The concern and the group that a row means; either may be unknown.

        Where areas share a title, the named group's area decides, then what the branch offers. Where no group is
        named, it is the first by order that offers the concern.
        """
        key = (concern or "", group)
        if key not in self._found:
            self._found[key] = self._recognise(*key)
        return self._found[key]

    def _recognise(self, concern: str, group: str | None) -> tuple[ConcernEntry | None, str | None]:
        named = self.groups.get(concern_key(group)) if group else None
        candidates = find(concern, self.concerns)
        of_area = [c for c in candidates if named is not None and c.area is named[1]]
        offered = [c for c in candidates if c.id in self.offers]
        best = next(iter(of_area or offered or list(candidates)), None)
        if named is not None:
            return best, named[0]
        offers = self.offers.get(best.id, []) if best else []
        return best, offers[0][0] if offers else None

    def title_of(self, row: BookedRow) -> str | None:
        """What the catalogue calls the concern that a row names; None where it does not know it."""
        concern = self.recognise(row.concern, row.group)[0]
        return concern.title if concern else None

    def minutes(self, concern: ConcernEntry | None, group_id: str | None) -> int:
        """How long a concern takes in a group: the offer's duration, else the catalogue's, else an assumed one."""
        if concern is None:
            return ASSUMED_MINUTES
        offers = dict(self.offers.get(concern.id, []))
        return offers.get(group_id or "", concern.minutes)


def plan_import(
    connection: sa.Connection, branch_id: str, file: BookingFile, now: datetime, *, lock: bool = False
) -> ImportPlan:
    """Merge a file with the branch's days and choose a service point for each row that needs one (D27).

    A booking that stands on another day under the same number is looked at, too (D5). `lock` keeps what it looked
    at as it is until the transaction ends: for whoever is about to do what it says.
    """
    days = sorted({day for day in (file.day, *(row.day for row in file.rows)) if day is not None})
    today, minute = wall(now)
    numbers = {key for row in file.rows if (key := number_key(row.booking_number)) is not None}
    since = min([*days, today]) - LOOKING_BACK
    ids = numbered_elsewhere(connection, branch_id, days, numbers, since)
    if lock:
        hold_still(connection, branch_id, days, ids)
    known = known_bookings(connection, branch_id, days, ids)
    here = [k for k in known if k.current.day in days]
    elsewhere = [k for k in known if k.current.day not in days]
    catalogue = Catalogue(connection, branch_id)
    merged = merge(
        file,
        here,
        today=today,
        minute=minute,
        office_emails=office_emails(connection),
        elsewhere=elsewhere,
        read_before=bool(elsewhere) and _read_before(connection, branch_id, file),
        title_of=catalogue.title_of,
    )
    board = Board(
        catalogue.points, taken(connection, catalogue.point_names, days, now), _openness(connection, branch_id, days)
    )
    places = _places(connection, [k.id for k in known])
    by_id = {k.id: k for k in known}
    _release(board, merged.rows, by_id, places, catalogue)
    return ImportPlan(
        merged,
        tuple(_planned(row, by_id, places, catalogue, board, file.day) for row in merged.rows),
        catalogue.point_names,
    )


def _openness(
    connection: sa.Connection, branch_id: str, days: Sequence[date]
) -> Callable[[str, date, int, int], bool]:
    """Which times are open; all of them where the branch never had a plan: nobody said when it is closed (D6)."""
    if not days or not has_openings(connection, branch_id):
        return lambda *_: True
    plan = plan_of(connection, branch_id, min(days), max(days))
    return lambda point, day, start, end: covered(((s.start, s.end) for s in plan.day(point, day).open), start, end)


def _read_before(connection: sa.Connection, branch_id: str, file: BookingFile) -> bool:
    same = sa.select(_run.c.id).where(_run.c.branch_id == branch_id, _run.c.file_hash == file.sha256)
    return connection.scalar(same.limit(1)) is not None


def _places(connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(
        sa.select(_p.c.appointment_id, _p.c.service_point_id).where(_p.c.appointment_id.in_(list(ids)))
    )
    return {row[0]: row[1] for row in rows}


def _release(
    board: Board,
    rows: Sequence[PlanRow],
    known: dict[str, KnownBooking],
    places: dict[str, str],
    catalogue: Catalogue,
) -> None:
    # What is going to move gives its old time back first, so that two rows may change places.
    for row in rows:
        if row.known_id in places and _place_changes(row, known[row.known_id], catalogue):
            old = known[row.known_id]
            if old.current.day is not None and old.current.start is not None and old.end is not None:
                board.release(places[row.known_id], old.current.day, old.current.start, old.end)


def _end(row: PlanRow, known: KnownBooking | None, catalogue: Catalogue) -> int:
    """When it will end: as a file said, or as long as it stands, or, new ones only, by the catalogue (D13)."""
    values = row.merged or row.row
    start = values.start or 0
    if values.end is not None:
        return values.end
    if known is not None and known.end is not None and known.current.start is not None:
        return min(start + known.end - known.current.start, 1440)
    return min(start + catalogue.minutes(*catalogue.recognise(values.concern, values.group)), 1440)


def _group(row: PlanRow, known: KnownBooking | None, catalogue: Catalogue) -> str | None:
    """The group it will have: chosen anew only where the file said something new about it or about the concern."""
    values = row.merged or row.row
    taken = {change.field for change in row.changes if change.taken}
    if known is None or taken & {Field.GROUP, Field.CONCERN}:
        return catalogue.recognise(values.concern, values.group)[1]
    return _stands_in(known, catalogue)


def _stands_in(known: KnownBooking, catalogue: Catalogue) -> str | None:
    named = catalogue.groups.get(concern_key(known.current.group)) if known.current.group else None
    return named[0] if named else None


def _place_changes(row: PlanRow, known: KnownBooking, catalogue: Catalogue) -> bool:
    if row.merged is None or known.status in FREES_PLACE:
        return False
    new, old = row.merged, known.current
    if (new.day, new.start, _end(row, known, catalogue)) != (old.day, old.start, known.end):
        return True
    return _group(row, known, catalogue) != _stands_in(known, catalogue)


def _concerns(row: PlanRow, known: KnownBooking | None, catalogue: Catalogue) -> tuple[ConcernEntry, ...]:
    sides = (row.row, known.current if known else None, known.base if known else None)
    found = (catalogue.recognise(side.concern, side.group)[0] for side in sides if side is not None)
    return tuple(dict.fromkeys(concern for concern in found if concern is not None))


def _planned(
    row: PlanRow,
    known: dict[str, KnownBooking],
    places: dict[str, str],
    catalogue: Catalogue,
    board: Board,
    file_day: date | None,
) -> PlannedRow:
    ours = known.get(row.known_id) if row.known_id else None
    present = places.get(ours.id) if ours else None
    if ours is not None and row.merged is None and ours.current.day != row.row.day:
        present = None  # it has its place on another day than the one the row speaks of
    concerns = _concerns(row, ours, catalogue)
    if row.merged is None or row.state is RowState.PROBLEM:
        return PlannedRow(row, None, row.notes, ours, concerns, present)
    values = row.merged
    day = values.day or file_day
    concern = catalogue.recognise(values.concern, values.group)[0]
    group_id = _group(row, ours, catalogue)
    start, end = values.start or 0, _end(row, ours, catalogue)
    notes = list(row.notes)
    if values.concern and concern is None:
        notes.append(Issue("concern_unknown", values=(("concern", values.concern),)))
    if values.group and concern_key(values.group) not in catalogue.groups:
        notes.append(Issue("group_unknown", values=(("group", values.group),)))
    moves = ours is None or _place_changes(row, ours, catalogue)
    point = present
    if moves and day is not None:
        point = board.place(group_id, day, start, end, rather=present)
    if point is None:
        notes.append(Issue("no_place"))
    target = Target(concern, group_id, start, end, values.end is None, point)
    return PlannedRow(row, target, tuple(notes), ours, concerns, point, moves)

"""What handing out a day stands on, read in one go: its appointments, who is there, and what they have (D36, D50)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.lent import lent_to
from backoffice.desk.plan_of import points_of
from backoffice.desk.spoken import interprets, spoken_by
from backoffice.domain.clock import wall
from backoffice.domain.handing_out import Roster, Taken, Unassigned
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.presence import Person, PointOf, Presence, present
from backoffice.domain.rights import Grant, Right, may
from backoffice.domain.staffing import Away, Stretch, away_on
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Area, OrderStatus
from backoffice.store.tables.absences import Absence, Staffing, Support
from backoffice.store.tables.appointments import Appointment, Assignment, Claim, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Concern, ServicePointGroup, Team
from backoffice.store.tables.people import RoleGrant, Staff

WAITS = (Status.BOOKED, Status.ARRIVED)
"""Where somebody is still to be found: nobody had it yet."""

_a, _c, _k, _p = table(Appointment), table(Customer), table(Concern), table(Placement)
_assigned, _claim, _order = table(Assignment), table(Claim), table(InterpreterAssignment)
_staff, _team, _grant, _group = table(Staff), table(Team), table(RoleGrant), table(ServicePointGroup)
_staffing, _absence, _support = table(Staffing), table(Absence), table(Support)


@dataclass(frozen=True, slots=True)
class Ground:
    """A branch's day as it stands."""

    waiting: Mapping[str, Unassigned]
    """What nobody has and nobody has begun, by id."""
    versions: Mapping[str, int]
    """Of these appointments."""
    roster: Roster
    names: Mapping[str, str]
    """Of everybody who belongs here on the day, there or not."""
    away: tuple[Away, ...]
    day: date

    def is_away(self, staff_id: str, start: int, end: int) -> bool:
        """Whether somebody is away for any of `[start, end)` minutes of the day."""
        spans = away_on((one for one in self.away if one.staff_id == staff_id), self.day)
        return any(first < end and start < last for first, last in spans)


def ground_of(connection: sa.Connection, branch_id: str, day: date, now: datetime) -> Ground:
    """Read it as it stands at `now`, by which claims end and appointments are over."""
    areas: dict[str, Area] = {
        row[0]: Area(row[1])
        for row in connection.execute(
            sa.select(_group.c.id, sa.type_coerce(_group.c.area, sa.String)).where(_group.c.branch_id == branch_id)
        )
    }
    points = {one.id: one.group_id for one in points_of(connection, branch_id) if one.in_service(day)}
    rows = _people(connection, branch_id, day)
    ids = [row.id for row in rows]
    stretches = _stretches(connection, branch_id, day, ids)
    speak = spoken_by(connection, branch_id, day, [(row.id, row.name) for row in rows])
    may_work = _may_work(connection, branch_id, areas, ids)
    for stretch in stretches:  # who serves a point works its group, whatever else they may
        if stretch.staff_id in may_work and stretch.point_id in points:
            may_work[stretch.staff_id].add(points[stretch.point_id])
    people = [
        Person(
            row.id,
            Area(row.area) if row.area else None,
            frozenset(may_work[row.id]),
            frozenset(language for entry in speak.get(row.id, ()) for language in entry.languages),
        )
        for row in rows
    ]
    away = _away(connection, branch_id, day, ids)
    there: tuple[Presence, ...] = present(
        [PointOf(point, areas[group]) for point, group in points.items()], stretches, people, away, day
    )
    taken = [*_taken(connection, day, ids, now), *interprets(connection, day, speak)]
    found = _waiting(connection, branch_id, day, now, {point: areas[group] for point, group in points.items()}, areas)
    return Ground(
        {one.id: one for one, _ in found},
        {one.id: version for one, version in found},
        Roster(there, people, taken),
        {row.id: row.name for row in rows},
        away,
        day,
    )


# --- the appointments ----------------------------------------------------------------------------------------------


def _waiting(
    connection: sa.Connection,
    branch_id: str,
    day: date,
    now: datetime,
    at_point: Mapping[str, Area],
    of_group: Mapping[str, Area],
) -> list[tuple[Unassigned, int]]:
    """What is to be handed out, with its version. Whoever waits past their time needs somebody from now on."""
    stands = sa.or_(_claim.c.expires_at.is_(None), _claim.c.expires_at > now)
    claimed = sa.exists().where(_claim.c.appointment_id == _a.c.id, stands)
    rows = connection.execute(
        sa.select(
            _a.c.id,
            _a.c.version,
            _a.c.status,
            _a.c.start_minute,
            _a.c.end_minute,
            _a.c.group_id,
            _p.c.service_point_id,
            sa.type_coerce(_k.c.area, sa.String).label("area"),
            sa.or_(sa.func.coalesce(_k.c.emergency, sa.false()), _a.c.raised_reason.is_not(None)).label("emergency"),
            _c.c.language,
            _c.c.protected,
        )
        .select_from(
            _a.join(_c, _c.c.id == _a.c.customer_id)
            .outerjoin(_k, _k.c.id == _a.c.concern_id)
            .outerjoin(_p, _p.c.appointment_id == _a.c.id)
        )
        .where(
            _a.c.branch_id == branch_id,
            _a.c.day == day,
            _a.c.status.in_(WAITS),
            ~sa.exists().where(_assigned.c.appointment_id == _a.c.id),
            ~claimed,
        )
    ).all()
    ordered = _languages_ordered(connection, [row.id for row in rows])
    today, minute = wall(now)
    found = []
    for row in rows:
        start, end = row.start_minute, row.end_minute
        if day == today and row.status is Status.BOOKED and end <= minute:
            continue  # it needs an ending, and nobody any more
        if day == today and row.status is Status.ARRIVED:
            late = max(0, minute // TICK_MINUTES * TICK_MINUTES - start)
            start, end = start + late, min(1440, end + late)
        area = of_group.get(row.group_id) or at_point.get(row.service_point_id) or (row.area and Area(row.area))
        one = Unassigned(
            row.id,
            start,
            end,
            area or None,
            row.group_id,
            row.service_point_id,
            ordered.get(row.id, row.language),
            bool(row.emergency),
            bool(row.protected),
        )
        found.append((one, row.version))
    return found


def _languages_ordered(connection: sa.Connection, ids: Iterable[str]) -> Mapping[str, str]:
    present_order = (~_order.c.replaced, _order.c.status != OrderStatus.CANCELLED)
    rows = connection.execute(
        sa.select(_order.c.appointment_id, _order.c.language).where(_order.c.appointment_id.in_(ids), *present_order)
    )
    return {row[0]: row[1] for row in rows}


# --- the people ----------------------------------------------------------------------------------------------------


def _people(connection: sa.Connection, branch_id: str, day: date) -> list[sa.Row[Any]]:
    """The branch's own, who is lent to it, and those of no branch who are in one of its teams or serve a point."""
    lent = lent_to(branch_id, day, day)
    serve = sa.select(_staffing.c.staff_id).where(
        _staffing.c.branch_id == branch_id, _staffing.c.day == day, _staffing.c.staff_id.is_not(None)
    )
    of_none = sa.and_(_staff.c.branch_id.is_(None), sa.or_(_team.c.branch_id == branch_id, _staff.c.id.in_(serve)))
    return list(
        connection.execute(
            sa.select(_staff.c.id, _staff.c.name, sa.type_coerce(_team.c.area, sa.String).label("area"))
            .select_from(_staff.outerjoin(_team, _team.c.id == _staff.c.team_id))
            .where(_staff.c.active, sa.or_(_staff.c.branch_id == branch_id, _staff.c.id.in_(lent), of_none))
            .order_by(_staff.c.id)
        )
    )


def _may_work(
    connection: sa.Connection, branch_id: str, groups: Iterable[str], ids: Iterable[str]
) -> dict[str, set[str]]:
    """The groups whose appointments each of them may work."""
    grants: dict[str, list[Grant]] = {one: [] for one in ids}
    for row in connection.execute(
        sa.select(_grant.c.staff_id, _grant.c.role, _grant.c.branch_id, _grant.c.group_id).where(
            _grant.c.staff_id.in_(list(grants))
        )
    ):
        grants[row[0]].append(Grant(*row[1:]))
    groups = list(groups)
    return {
        who: {group for group in groups if may(held, Right.WORK, branch_id, group)} for who, held in grants.items()
    }


def _stretches(connection: sa.Connection, branch_id: str, day: date, ids: Iterable[str]) -> list[Stretch]:
    """The Besetzung of the branch, and where its people serve points of others."""
    rows = connection.execute(
        sa.select(
            _staffing.c.service_point_id,
            _staffing.c.day,
            _staffing.c.start_minute,
            _staffing.c.end_minute,
            _staffing.c.staff_id,
        ).where(_staffing.c.day == day, sa.or_(_staffing.c.branch_id == branch_id, _staffing.c.staff_id.in_(ids)))
    )
    return [Stretch(*row) for row in rows]


def _away(connection: sa.Connection, branch_id: str, day: date, ids: Iterable[str]) -> tuple[Away, ...]:
    """When they are away, or lent to another branch."""
    absent = connection.execute(
        sa.select(
            _absence.c.staff_id,
            _absence.c.first_day,
            _absence.c.last_day,
            _absence.c.start_minute,
            _absence.c.end_minute,
        ).where(_absence.c.staff_id.in_(ids), _absence.c.first_day <= day, _absence.c.last_day >= day)
    )
    lent = connection.execute(
        sa.select(_support.c.staff_id, _support.c.first_day, _support.c.last_day).where(
            _support.c.staff_id.in_(ids),
            _support.c.to_branch_id != branch_id,
            _support.c.first_day <= day,
            _support.c.last_day >= day,
        )
    )
    return (*(Away(*row) for row in absent), *(Away(*row) for row in lent))


def _taken(connection: sa.Connection, day: date, ids: list[str], now: datetime) -> list[Taken]:
    """What they were handed or have claimed on the day, at whatever branch; who has claimed it has it."""
    what = (_a.c.id, _a.c.status, _a.c.start_minute, _a.c.end_minute)
    of_day = (_a.c.day == day, sa.or_(_a.c.status.not_in(ENDINGS), _a.c.status == Status.DONE))
    handed = connection.execute(
        sa.select(_assigned.c.staff_id, *what)
        .join(_a, _a.c.id == _assigned.c.appointment_id)
        .where(_assigned.c.staff_id.in_(ids), *of_day)
    )
    has = {row.id: row for row in handed}
    stands = sa.or_(_claim.c.expires_at.is_(None), _claim.c.expires_at > now)
    claimed = connection.execute(
        sa.select(_claim.c.staff_id, *what)
        .join(_a, _a.c.id == _claim.c.appointment_id)
        .where(sa.or_(_claim.c.staff_id.in_(ids), _claim.c.appointment_id.in_(list(has))), stands, *of_day)
    )
    has |= {row.id: row for row in claimed}
    today, minute = wall(now)
    found = []
    for row in has.values():
        end = row.end_minute
        if row.status is Status.IN_PROGRESS and day == today:
            end = min(1440, max(end, minute + TICK_MINUTES))  # a talk that runs over still takes their time
        found.append(Taken(row.staff_id, row.start_minute, end, row.status is Status.DONE))
    return found

"""Absences as they are listed: in full for whoever plans, for all others only that somebody is not there (D36)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lent import lent_to
from backoffice.domain.absences import Days
from backoffice.domain.clock import wall
from backoffice.domain.rights import GRANTED, Right
from backoffice.domain.terms import AbsenceKind
from backoffice.store.tables.absences import Absence, Support
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePoint, ServicePointGroup
from backoffice.store.tables.people import Staff

_absence, _support, _staff = table(Absence), table(Support), table(Staff)
_point, _group = table(ServicePoint), table(ServicePointGroup)


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """What was entered together: a person, or service points of one group or of several."""

    entry_id: str
    kind: AbsenceKind
    staff_id: str | None
    name: str
    """Of the person; empty for service points."""
    points: tuple[str, ...]
    """Names, by position."""
    group: str | None
    """Of the service points, where all are of one."""
    spans: tuple[Days, ...]
    """Empty for whoever may only know that they are not there now."""
    function: str
    """Of whoever entered it; empty for whoever may not know more."""


@dataclass(frozen=True, slots=True)
class AbsencesOf:
    """Who and what is away from a branch from `first` to `last`, both included: in the order in which they begin.

    Whoever plans nothing here learns of others only that they are not there at `now`, and never until when.
    """

    branch_id: str
    first: date
    last: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[AbsenceView, ...]:
        """Read them; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        entries: dict[str, list[sa.Row[Any]]] = defaultdict(list)
        for row in connection.execute(self._rows()):
            entries[row.entry_id].append(row)
        return tuple(
            _view(rows, told=told)
            for rows in entries.values()
            if (told := self._told(actor, rows)) or any(self._runs(row) for row in rows)
        )

    def _rows(self) -> sa.Select[Any]:
        lent = lent_to(self.branch_id, self.first, self.last)
        here = sa.or_(
            _absence.c.branch_id == self.branch_id,
            _staff.c.branch_id == self.branch_id,
            _absence.c.staff_id.in_(lent),
        )
        return (
            sa.select(_absence, _staff.c.name, _point.c.name.label("point"), _group.c.name.label("group_name"))
            .select_from(
                _absence.outerjoin(_staff, _staff.c.id == _absence.c.staff_id)
                .outerjoin(_point, _point.c.id == _absence.c.service_point_id)
                .outerjoin(_group, _group.c.id == _point.c.group_id)
            )
            .where(here, _absence.c.first_day <= self.last, _absence.c.last_day >= self.first)
            .order_by(
                _absence.c.first_day,
                _absence.c.start_minute,
                _absence.c.entry_id,
                _group.c.position,
                _point.c.position,
                _point.c.name,
            )
        )

    def _told(self, actor: Actor, rows: Sequence[sa.Row[Any]]) -> bool:
        """Whether the actor may know all of it: their own, or of what they plan."""
        if rows[0].staff_id == actor.id:
            return True
        groups = {row.group_id for row in rows}
        if None in groups:
            return plans_at(actor, self.branch_id)
        return all(actor.may(Right.PLAN, self.branch_id, group) for group in groups)

    def _runs(self, row: sa.Row[Any]) -> bool:
        day, minute = wall(self.now)
        return bool(row.first_day <= day <= row.last_day and row.start_minute <= minute < row.end_minute)


def plans_at(actor: Actor, branch_id: str) -> bool:
    """Whether somebody plans anything at a branch: all of it, or a group."""
    return any(Right.PLAN in GRANTED[grant.role] and grant.branch_id in (None, branch_id) for grant in actor.grants)


def _view(rows: Sequence[sa.Row[Any]], *, told: bool) -> AbsenceView:
    one = rows[0]
    groups = {row.group_name for row in rows}
    spans = dict.fromkeys(Days(row.first_day, row.last_day, row.start_minute, row.end_minute) for row in rows)
    return AbsenceView(
        entry_id=one.entry_id,
        kind=one.kind,
        staff_id=one.staff_id,
        name=one.name or "",
        points=tuple(dict.fromkeys(row.point for row in rows if row.point is not None)),
        group=one.group_name if len(groups) == 1 else None,
        spans=tuple(spans) if told else (),
        function=one.entered_function if told else "",
    )

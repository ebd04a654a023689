"""When nobody serves a service point, read for the plan of a branch (D36).

It is *unbesetzt*, or whoever serves it is away or lent to another branch, or the point itself is.
"""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.domain.availability import Absent
from backoffice.domain.staffing import Away, Stretch, unstaffed
from backoffice.store.tables.absences import Absence, Staffing, Support
from backoffice.store.tables.base import table

_staffing, _absence, _support = table(Staffing), table(Absence), table(Support)

_SERVES, _PERSON, _POINT = 0, 1, 2
"""What a row of the statement tells of: who serves a point, a person who is away, a point that is."""


def absences_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> tuple[Absent, ...]:
    """When nobody serves a service point of the branch, as far as it touches these days, both included."""
    found = connection.execute(_away(), {"branch": branch_id, "first": first, "last": last}).all()
    if not found:
        return ()
    stretches = [
        Stretch(point, day, start, end, who) for sort, point, who, day, _, start, end in found if sort == _SERVES
    ]
    people = [Away(who, *days) for sort, _, who, *days in found if sort == _PERSON]
    points = tuple(Absent(point, *days) for sort, point, _, *days in found if sort == _POINT)
    return points + unstaffed(stretches, people)


def away_of(connection: sa.Connection, branch_id: str, first: date, last: date) -> tuple[Away, ...]:
    """When people who serve service points of the branch on these days are away, or lent to another."""
    found = connection.execute(_away(), {"branch": branch_id, "first": first, "last": last})
    return tuple(Away(who, *days) for sort, _, who, *days in found if sort == _PERSON)


@cache
def _away() -> sa.CompoundSelect[Any]:
    """All of it in one statement: it is asked at every search, and mostly there is nothing."""
    branch: sa.BindParameter[str] = sa.bindparam("branch")
    first, last = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)
    of_days = (_staffing.c.branch_id == branch, _staffing.c.day >= first, _staffing.c.day <= last)
    serve_here = sa.select(_staffing.c.staff_id).where(*of_days, _staffing.c.staff_id.is_not(None))

    def touching(of: sa.Table) -> sa.ColumnElement[bool]:
        return sa.and_(of.c.first_day <= last, of.c.last_day >= first)

    whole_day = (sa.literal_column("0", sa.Integer), sa.literal_column("1440", sa.Integer))
    lent = (_support.c.service_point_id, _support.c.staff_id, _support.c.first_day, _support.c.last_day, *whole_day)
    absent = tuple(
        _absence.c[name]
        for name in ("service_point_id", "staff_id", "first_day", "last_day", "start_minute", "end_minute")
    )
    serving = (
        _staffing.c.service_point_id,
        _staffing.c.staff_id,
        _staffing.c.day,
        _staffing.c.day,
        _staffing.c.start_minute,
        _staffing.c.end_minute,
    )
    return sa.union_all(
        sa.select(_sort(_SERVES), *serving).where(*of_days),
        sa.select(_sort(_PERSON), *absent).where(_absence.c.staff_id.in_(serve_here), touching(_absence)),
        sa.select(_sort(_POINT), *absent).where(
            _absence.c.branch_id == branch, _absence.c.service_point_id.is_not(None), touching(_absence)
        ),
        sa.select(_sort(_PERSON), *lent).where(
            _support.c.staff_id.in_(serve_here), _support.c.to_branch_id != branch, touching(_support)
        ),
        sa.select(_sort(_POINT), *lent).where(
            _support.c.branch_id == branch, _support.c.service_point_id.is_not(None), touching(_support)
        ),
    )


def _sort(number: int) -> sa.ColumnElement[int]:
    return sa.literal_column(str(number), sa.Integer)

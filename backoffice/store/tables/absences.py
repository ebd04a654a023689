"""Who serves which service point, and who or what is not there (D36). Never why.

All of it serves the running work only: it is erased the next working day after it ends.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from backoffice.domain.terms import AbsenceKind
from backoffice.store.tables.base import ID, Row, instant, key, one_of, ref, text

_SPAN = "0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440"


class Staffing(Row, table=True):
    """Besetzung: who serves a service point over `[start_minute, end_minute)` of a day, and in which room."""

    __table_args__ = (
        sa.CheckConstraint(_SPAN, name="span"),
        sa.Index(None, "branch_id", "day"),
        sa.Index(None, "staff_id", "day"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    service_point_id: str = ref("service_point.id", index=True)
    day: date
    start_minute: int
    end_minute: int
    staff_id: str | None = ref("staff.id", nullable=True)
    """None: nobody serves it (*unbesetzt*)."""
    room: str = text(40)
    version: int = 1


class Absence(Row, table=True):
    """Abwesenheit of a person or a service point: `[start_minute, end_minute)` of each of its days, both included."""

    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint(_SPAN, name="span"),
        sa.CheckConstraint("(staff_id IS NULL) <> (service_point_id IS NULL)", name="one"),
        sa.Index(None, "branch_id", "last_day"),
        sa.Index(None, "staff_id", "last_day"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    entry_id: str = Field(sa_type=ID, index=True)
    """What was entered together and is ended together."""
    kind: AbsenceKind = one_of(AbsenceKind, name="kind")
    staff_id: str | None = ref("staff.id", nullable=True)
    service_point_id: str | None = ref("service_point.id", nullable=True, index=True)
    group_id: str | None = ref("service_point_group.id", nullable=True)
    """Whose lead answers for it: a point's group. None: the whole branch's, or entered by anybody."""
    first_day: date
    last_day: date
    start_minute: int = 0
    end_minute: int = 1440
    entered_at: datetime = instant()
    entered_by: str = ref("staff.id")
    entered_function: str = text(40)
    version: int = 1


class Support(Row, table=True):
    """Zeitweise Unterstützung: somebody, or a service point, is another branch's on some days, both included."""

    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint("branch_id <> to_branch_id", name="two_branches"),
        sa.CheckConstraint("(staff_id IS NULL) <> (service_point_id IS NULL)", name="one"),
        sa.Index(None, "branch_id", "last_day"),
        sa.Index(None, "to_branch_id", "last_day"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    """Who gives."""
    to_branch_id: str = ref("branch.id")
    staff_id: str | None = ref("staff.id", nullable=True, index=True)
    service_point_id: str | None = ref("service_point.id", nullable=True, index=True)
    first_day: date
    last_day: date
    version: int = 1

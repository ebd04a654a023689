"""When branches work, and when they are closed (D31, D35, D38)."""

from datetime import date

import sqlalchemy as sa

from backoffice.domain.terms import ClosureKind
from backoffice.store.tables.base import Row, key, one_of, ref, text


class OfficeHoursRow(Row, table=True):
    """One span of a branch's week, half-open minutes of the wall clock. A branch without any has the usual hours."""

    __tablename__ = "office_hours"
    __table_args__ = (
        sa.UniqueConstraint("branch_id", "weekday", "start_minute"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="span"),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name="weekday"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    weekday: int
    """Monday is 0."""
    start_minute: int
    end_minute: int


class Closure(Row, table=True):
    """Closed days, both included, or a span of each of them: of a group, a branch, or the whole house (no branch).

    A Buchungsstopp closes nothing: it stops new bookings of customers' other concerns (D31).
    """

    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="span"),
        sa.CheckConstraint("group_id IS NULL OR branch_id IS NOT NULL", name="group"),
    )

    id: str = key()
    branch_id: str | None = ref("branch.id", nullable=True, index=True)
    group_id: str | None = ref("service_point_group.id", nullable=True)
    kind: ClosureKind = one_of(ClosureKind, name="kind", default=ClosureKind.CLOSED)
    first_day: date
    last_day: date
    start_minute: int = 0
    end_minute: int = 1440
    name: str = text(80)
    version: int = 1

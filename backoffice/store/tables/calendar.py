"""When branches work: their office hours and the days on which they are closed (D35, D38)."""

from datetime import date

import sqlalchemy as sa

from backoffice.store.tables.base import Row, key, ref, text


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
    """Closed days, both included: of one branch, or of the whole house (no branch)."""

    __table_args__ = (sa.CheckConstraint("first_day <= last_day", name="days"),)

    id: str = key()
    branch_id: str | None = ref("branch.id", nullable=True, index=True)
    first_day: date
    last_day: date
    name: str = text(80)
    version: int = 1

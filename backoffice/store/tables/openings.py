"""When service points are open (D26, D30): weekly series and exceptions, each with its points and its breaks."""

from datetime import date

import sqlalchemy as sa

from backoffice.domain.terms import Contingent, OpeningKind
from backoffice.store.tables.base import Row, key, one_of, ref, text


class OpeningRow(Row, table=True):
    """Öffnung: `[start_minute, end_minute)` of the branch's wall clock, on its days, both included.

    A weekly series has a weekday (Monday is 0); everything else is of one day.
    """

    __tablename__ = "opening"
    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="span"),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name="weekday"),
        sa.CheckConstraint("(kind = 'weekly') = (weekday IS NOT NULL)", name="series"),
        sa.CheckConstraint("kind = 'weekly' OR first_day = last_day", name="one_day"),
        sa.Index(None, "branch_id", "last_day"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    group_id: str = ref("service_point_group.id")
    kind: OpeningKind = one_of(OpeningKind, name="kind")
    weekday: int | None = None
    first_day: date
    last_day: date
    start_minute: int
    end_minute: int
    contingent: Contingent = one_of(Contingent, name="contingent", default=Contingent.INTERNAL)
    reserved: bool = False
    """Kept for employed people and participants in measures (D31)."""
    reason: str = text(80)
    version: int = 1


class OpeningPoint(Row, table=True):
    """A service point that an opening opens."""

    __tablename__ = "opening_point"
    __table_args__ = (sa.UniqueConstraint("opening_id", "service_point_id"),)

    id: str = key()
    opening_id: str = ref("opening.id")
    branch_id: str = ref("branch.id")
    service_point_id: str = ref("service_point.id", index=True)


class OpeningBreak(Row, table=True):
    """A break within an opening: `[start_minute, end_minute)`."""

    __tablename__ = "opening_break"
    __table_args__ = (sa.UniqueConstraint("opening_id", "start_minute"),)

    id: str = key()
    opening_id: str = ref("opening.id")
    branch_id: str = ref("branch.id")
    start_minute: int
    end_minute: int

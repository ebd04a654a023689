"""What booking needs beside appointments: times that are held, and what is still to be done in the booking tool."""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.terms import OtvTaskKind
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class Hold(Row, table=True):
    """A time that a desk keeps while it talks about it; it expires by itself. Names nobody, and is not journaled."""

    __table_args__ = (
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="interval"),
    )

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    service_point_id: str = ref("service_point.id")
    day: date
    start_minute: int
    end_minute: int
    desk_id: str = text(32)
    expires_at: datetime = instant()


class OtvTask(Row, table=True):
    """Something that is still to be entered or cancelled in the booking tool by hand (D29)."""

    __tablename__ = "otv_task"

    id: str = key()
    branch_id: str = ref("branch.id", index=True)
    appointment_id: str = ref("appointment.id", index=True)
    kind: OtvTaskKind = one_of(OtvTaskKind, name="kind")
    at: datetime = instant()
    done_at: datetime | None = instant(nullable=True)
    done_by: str | None = ref("staff.id", nullable=True)
    version: int = 1

"""What is proposed to customers who cannot keep time, way or branch, until they agree (D33)."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Channel, ProposalStatus, ToldBy
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import Row, instant, key, one_of, ref, table, text


class Proposal(Row, table=True):
    """Verlegung vorgeschlagen: an appointment could be at `[start_minute, end_minute)` of `day` instead.

    While it stands (`stands`) it keeps its service point like an appointment: nobody else gets it.
    """

    __table_args__ = (
        sa.Index(None, "branch_id", "status"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="interval"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    """Where the appointment is."""
    appointment_id: str = ref("appointment.id", index=True)
    status: ProposalStatus = one_of(ProposalStatus, name="status", default=ProposalStatus.OPEN)
    kind: Kind = one_of(Kind, name="kind")
    to_branch_id: str | None = ref("branch.id", nullable=True)
    """Another branch; None: the same."""
    group_id: str = ref("service_point_group.id")
    service_point_id: str = ref("service_point.id", index=True)
    """Which it keeps."""
    day: date
    start_minute: int
    end_minute: int
    channel: Channel = one_of(Channel, name="channel")
    reserved: bool = False
    """The time is one that is kept for some (D31), and this customer may have it."""
    was_day: date
    was_start: int
    was_end: int
    was_channel: Channel | None = one_of(Channel, name="was_channel", nullable=True)
    """What the customer was promised, and comes to as long as nobody told them otherwise."""
    made_at: datetime = instant()
    made_by: str = ref("staff.id")
    told_by: ToldBy | None = one_of(ToldBy, name="told_by", nullable=True)
    told_at: datetime | None = instant(nullable=True)
    told_function: str = text(40)
    """Whoever told them, by function."""
    answered_at: datetime | None = instant(nullable=True)
    version: int = 1


def stands() -> sa.ColumnElement[bool]:
    """The condition, on a proposal joined to its appointment, that it keeps its service point.

    Not where the appointment ended or went elsewhere meanwhile: then it is about nothing any more.
    """
    a, p = table(Appointment), table(Proposal)
    return sa.and_(
        p.c.status == ProposalStatus.OPEN,
        a.c.status.not_in(ENDINGS),
        a.c.day == p.c.was_day,
        a.c.start_minute == p.c.was_start,
        a.c.end_minute == p.c.was_end,
    )


def standing(*columns: Any) -> sa.Select[Any]:
    """What is asked of the proposals that stand, joined to their appointments."""
    a, p = table(Appointment), table(Proposal)
    return sa.select(*columns).select_from(p.join(a, a.c.id == p.c.appointment_id)).where(stands())

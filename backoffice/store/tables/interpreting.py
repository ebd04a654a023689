"""Orders for interpreters (D46–D49): the day's list needs these; who interprets, and when, stands apart."""

from datetime import date, datetime

import sqlalchemy as sa

from backoffice.domain.terms import InterpretingKind, OrderStatus
from backoffice.store.tables.base import Row, instant, key, one_of, ref, text


class InterpreterAssignment(Row, table=True):
    """That an appointment needs an interpreter, and what was done about it (D48).

    Of an appointment's orders one is the present one: not cancelled and not `replaced`.
    """

    __tablename__ = "interpreter_assignment"
    __table_args__ = (
        sa.Index(None, "branch_id", "status", "day"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="interval"),
        sa.CheckConstraint(
            "status NOT IN ('requested', 'confirmed') OR interpreter_id IS NOT NULL OR kind = 'companion'",
            name="somebody",
        ),
        sa.CheckConstraint("status <> 'needed' OR interpreter_id IS NULL", name="nobody_yet"),
        sa.CheckConstraint("occupies_id IS NULL OR occupies_id = interpreter_id", name="occupies"),
    )

    id: str = key()
    branch_id: str = ref("branch.id")
    appointment_id: str = ref("appointment.id", index=True)
    status: OrderStatus = one_of(OrderStatus, name="status", default=OrderStatus.NEEDED)
    replaced: bool = False
    """It failed, and something else was arranged since."""
    language: str = text(3)
    """ISO 639-3: the language wanted, never where somebody comes from (D46)."""
    dialect: str = text(60)
    kind: InterpretingKind | None = one_of(InterpretingKind, name="kind", nullable=True)
    """None: whichever can be had."""
    interpreter_id: str | None = ref("interpreter.id", nullable=True)
    occupies_id: str | None = ref("interpreter.id", nullable=True)
    """The interpreter whose time it takes: one who is a person. An agency or a hotline serves many."""
    day: date
    start_minute: int
    end_minute: int
    """`[start_minute, end_minute)` of the branch's wall clock; the appointment's own unless it is made for now."""
    dial: str = text(80)
    """The number to dial, or the room of a video talk."""
    needed_at: datetime = instant()
    requested_at: datetime | None = instant(nullable=True)
    requested_by: str | None = ref("staff.id", nullable=True)
    requested_function: str = text(40)
    was_day: date | None = None
    was_start: int | None = None
    """When it was before the appointment was moved: the interpreter is to be asked again, with both times."""
    answered_at: datetime | None = instant(nullable=True)
    answered_by: str | None = ref("staff.id", nullable=True)
    answered_function: str = text(40)
    agreed_with: str = text(80)
    """Who said yes, by function."""
    minutes: int | None = None
    """How long somebody interpreted."""
    reason: str = text(200)
    """Why it failed, or was cancelled."""
    told_at: datetime | None = instant(nullable=True)
    told_to: str = text(80)
    """To whom it was said that it is cancelled, by function."""
    version: int = 1


class InterpreterRefusal(Row, table=True):
    """An interpreter could not; append-only. They are not offered again for this appointment."""

    __tablename__ = "interpreter_refusal"

    id: str = key()
    assignment_id: str = ref("interpreter_assignment.id", index=True)
    appointment_id: str = ref("appointment.id", index=True)
    branch_id: str = ref("branch.id")
    interpreter_id: str = ref("interpreter.id")
    staff_id: str = ref("staff.id")
    at: datetime = instant()
    reason: str = text(200)

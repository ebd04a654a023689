"""Who interprets, in which languages, where and when (D47, D49)."""

from datetime import date

import sqlalchemy as sa

from backoffice.domain.terms import AvailabilityKind, Provider
from backoffice.store.tables.base import Row, key, one_of, ref, text


class Interpreter(Row, table=True):
    """Sprachmittler:in or a service: a person, an agency, a hotline, a colleague who speaks a language."""

    id: str = key()
    branch_id: str | None = ref("branch.id", nullable=True)
    """Who keeps the entry. None: the administration, for the whole house."""
    provider: Provider = one_of(Provider, name="provider")
    name: str = text(80)
    by_phone: bool = False
    by_video: bool = False
    on_site: bool = False
    contact: str = text(120)
    """Where orders go: number or mail."""
    dial: str = text(80)
    """The number to dial, or the room, when it is time."""
    notice_minutes: int = 0
    """How long before they have to be asked."""
    cost_note: str = text(120)
    last_day: date | None = None
    """Afterwards they are not there any more; orders beyond it are listed, never dropped."""
    version: int = 1


class InterpreterLanguage(Row, table=True):
    """A language somebody interprets."""

    __tablename__ = "interpreter_language"
    __table_args__ = (sa.UniqueConstraint("interpreter_id", "language"), sa.Index(None, "language"))

    id: str = key()
    interpreter_id: str = ref("interpreter.id")
    language: str = text(3)
    dialect: str = text(60)


class InterpreterBranch(Row, table=True):
    """A branch that an interpreter serves. None named: all of them."""

    __tablename__ = "interpreter_branch"
    __table_args__ = (sa.UniqueConstraint("interpreter_id", "branch_id"),)

    id: str = key()
    interpreter_id: str = ref("interpreter.id")
    branch_id: str = ref("branch.id")


class InterpreterTime(Row, table=True):
    """When an interpreter can be had, or cannot: `[start_minute, end_minute)` on each of its days, both included.

    Somebody of whom no weekly series and no day is known can be asked for any time.
    """

    __tablename__ = "interpreter_time"
    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="days"),
        sa.CheckConstraint("0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440", name="span"),
        sa.CheckConstraint("0 <= weekday AND weekday <= 6", name="weekday"),
        sa.CheckConstraint("(kind = 'weekly') = (weekday IS NOT NULL)", name="series"),
        sa.CheckConstraint("kind <> 'one_day' OR first_day = last_day", name="one_day"),
    )

    id: str = key()
    interpreter_id: str = ref("interpreter.id", index=True)
    kind: AvailabilityKind = one_of(AvailabilityKind, name="kind")
    weekday: int | None = None
    first_day: date
    last_day: date
    start_minute: int
    end_minute: int
    version: int = 1


class TravelTime(Row, table=True):
    """How long the way from one branch to another takes; both directions stand for themselves (D49)."""

    __tablename__ = "travel_time"
    __table_args__ = (sa.UniqueConstraint("from_branch_id", "to_branch_id"),)

    id: str = key()
    from_branch_id: str = ref("branch.id")
    to_branch_id: str = ref("branch.id")
    minutes: int
    version: int = 1

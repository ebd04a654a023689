"""What one person wants changed, complete enough to be stored, sent and replayed (ARCHITECTURE: Command)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, ClassVar, Self

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlmodel import SQLModel

from backoffice.desk.actor import Actor
from backoffice.domain.errors import NotFound
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.text import clean
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket
from backoffice.store.transaction import Transaction

COMMAND_MODULES = (
    "absences",
    "accepting_plan",
    "accounts",
    "agreements",
    "answers",
    "arrivals",
    "booking",
    "calendar",
    "calling",
    "cancelling",
    "closures",
    "contact",
    "directory",
    "ending_absences",
    "finishing",
    "giving_place",
    "handing_out",
    "holding",
    "interpreter_times",
    "interpreters",
    "leaving",
    "moving",
    "noting",
    "offers",
    "openings",
    "orders",
    "organisation",
    "otv",
    "proposals",
    "responsibility",
    "staffing",
    "supporting",
    "takeover_promises",
    "takeovers",
    "talks",
    "teams",
    "temporary_points",
    "ticket_calls",
    "ticket_closing",
    "ticket_moves",
    "tickets",
    "walk_ins",
)
"""Where commands that can be undone are made."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: a code for wording, the ids it touched, plain values (never personal data)."""

    code: str
    ids: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    entry_id: str = ""
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a command acts; no branch means the whole house."""

    branch_id: str | None = None
    group_id: str | None = None


@dataclass(slots=True)
class Work:
    """A running command's hands: the transaction, who acts, and the rows already read in it."""

    tx: Transaction
    actor: Actor
    leaving: list[tuple[type[SQLModel], dict[str, Any]]] = field(default_factory=list)
    _rows: dict[tuple[str, str], sa.Row[Any] | None] = field(default_factory=dict)

    def appointment(self, appointment_id: str, version: int | None = None) -> sa.Row[Any]:
        """The appointment as it stands; Conflict `changed_meanwhile` where the person saw another version."""
        row = self.row(Appointment, appointment_id)
        if version is not None and row.version != version:
            raise self.tx.conflict("appointment", appointment_id)
        return row

    def ticket(self, ticket_id: str, version: int | None = None) -> sa.Row[Any]:
        """The callback ticket as it stands; Conflict `changed_meanwhile` where the person saw another version."""
        row = self.row(CallbackTicket, ticket_id)
        if version is not None and row.version != version:
            raise self.tx.conflict("callback_ticket", ticket_id)
        return row

    def outbox(self, model: type[SQLModel], **values: Any) -> None:
        """Something to do outside the store after the commit; written last: it refers to the journal's entry."""
        self.leaving.append((model, values))

    def row(self, model: type[SQLModel], row_id: str) -> sa.Row[Any]:
        """A row, read once per command."""
        found = self.seen(model, row_id)
        if found is None:
            raise NotFound("not_found", entity=table(model).name)
        return found

    def seen(self, model: type[SQLModel], row_id: str) -> sa.Row[Any] | None:
        """A row as this command saw it first, or None: what it decides on and what it writes is the same row."""
        key = (model.__name__, row_id)
        if key not in self._rows:
            self._rows[key] = self.tx.find(model, row_id)
        return self._rows[key]

    def forget(self, model: type[SQLModel], row_id: str) -> None:
        """Read a row anew when it is asked for again: this command itself changed it."""
        self._rows.pop((model.__name__, row_id), None)


def cleaner(limit: int) -> Callable[[object], object]:
    """For fields of typed text: cleaned at the border (D55) and cut to what the store holds."""

    def cleaned(value: object) -> object:
        return clean(value, limit).text if isinstance(value, str) else value

    return cleaned


class Command(BaseModel):
    """Base of all commands. `made_at` is when the person did it (domain time, aware)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    schema_version: ClassVar[int] = 1
    right: ClassVar[Right] = Right.WORK
    undoable: ClassVar[bool] = True
    offline_safe: ClassVar[bool] = False
    chooses_place: ClassVar[bool] = False
    """`apply` runs again where the place it chose was taken meanwhile."""

    id: str = Field(default_factory=new_id)
    made_at: AwareDatetime
    desk_id: str
    batch_id: str | None = None
    depends_on: str | None = None

    def scope(self, work: Work) -> Scope:
        """The branch (and group) whose right is needed."""
        raise NotImplementedError

    @classmethod
    def right_for(cls, group_id: str | None) -> Right:  # noqa: ARG003  (for those that tell them apart)
        """The right that it takes in a group, or (None) beyond all groups: undoing it takes the same."""
        return cls.right

    def check(self, work: Work) -> None:
        """What else must hold, checked after the right and before `apply`, for all commands of a kind alike."""

    def apply(self, work: Work) -> Done:
        """Do it: deterministic, drawing no ids, numbers or time. Returns Done or raises Refused / Conflict."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """What the journal keeps of the command itself."""
        return self.model_dump(mode="json")

    @classmethod
    def known(cls) -> dict[str, type[Self]]:
        """All commands by kind, their modules loaded: how a stored one is found again, whoever made it."""
        for module in COMMAND_MODULES:
            import_module(f"backoffice.desk.{module}")
        found: dict[str, type[Self]] = {}
        for sub in cls.__subclasses__():
            if "kind" in sub.__dict__:
                found[sub.kind] = sub
            found.update(sub.known())
        return found


class OnAppointment(Command):
    """A command about one appointment. `version` is what the person saw (None: whatever stands now)."""

    appointment_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The appointment's branch and wanted group."""
        row = work.row(Appointment, self.appointment_id)
        return Scope(row.branch_id, row.group_id)

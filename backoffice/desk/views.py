"""What screens and line commands see: frozen values, never table rows. All instants are aware and in UTC."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import (
    Answer,
    ApplicationKept,
    Area,
    AttemptResult,
    Channel,
    InterpretingKind,
    OrderStatus,
    Origin,
    Outcome,
    ToldBy,
)
from backoffice.domain.tickets import ClosedAs, TicketStatus


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch as it is chosen and shown."""

    id: str
    code: str
    name: str
    address: str
    front_desk_phone: str


@dataclass(frozen=True, slots=True)
class OrderMark:
    """Which language an appointment needs somebody for, and how far the order has come (D46, D48)."""

    status: OrderStatus
    language: str
    kind: InterpretingKind | None
    """None: nobody is asked yet."""


@dataclass(frozen=True, slots=True)
class ProposalMark:
    """Where an appointment could be instead, if its customer agrees (D33)."""

    day: date
    start: int
    told_by: ToldBy | None
    """None: they do not know yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment on a list. `[start, end)` in minutes of `day` on the branch's wall clock."""

    id: str
    version: int
    day: date
    start: int
    end: int
    channel: Channel | None
    status: Status
    origin: Origin
    concern: str
    """As lists may show it; empty where it is sensitive: the words for that stand in `wording` (D24)."""
    emergency: bool
    sensitive: bool
    protected: bool
    """Then name, phone and number are empty here (D52)."""
    name: str
    short_name: str
    """D57: "Kowa…, M."."""
    phone: str | None
    """E.164."""
    number: str | None
    """Customer or BG number, canonical where it could be read."""
    remark: str | None
    group: str | None
    place: str | None
    """Name of the service point; None: none."""
    arrived_at: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    claimed_by: str | None
    claim_is_mine: bool
    assigned_to: str | None
    assigned_to_me: bool
    attempts: int
    last_attempt_at: datetime | None
    notes: int
    backdated: bool
    search: str
    """What the filter looks through (`domain.text.search_key`)."""
    application: bool = False
    """About an application of which nobody has said yet whether it was kept today (D17)."""
    responsible: str | None = None
    """Code of another branch, where the rules place it there: a hint (D43). None where the person is protected."""
    order: OrderMark | None = None
    """The present order for an interpreter. None where the person is protected."""
    proposal: ProposalMark | None = None
    """What is proposed to its customer and waits for an answer."""

    @property
    def open(self) -> bool:
        """Something is still expected to happen at the desk."""
        return self.status not in ENDINGS

    @property
    def no_place(self) -> bool:
        """*ohne Platz* (D6): an open appointment from the booking file that has no service point."""
        return self.open and self.place is None and self.origin is not Origin.WALK_IN


@dataclass(frozen=True, slots=True)
class ImportState:
    """What is known of a day's list."""

    imported_at: datetime
    made_at: datetime | None
    provisional: bool | None
    file_state: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The quiet numbers above a day; they always cover everything."""

    open: int
    mine: int
    waiting: int
    no_place: int
    no_promise: int
    """*ohne Anschluss-Zusage* (D9), of all days, overdue promises included."""
    since_yesterday: int
    """*offen seit gestern*: open appointments of earlier days."""


@dataclass(frozen=True, slots=True)
class Day:
    """One branch's day, in time order."""

    branch: BranchView
    day: date
    lines: tuple[Line, ...]
    imported: ImportState | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: when, by whom, what."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class AttemptView:
    """A call that was tried."""

    at: datetime
    by: str
    result: AttemptResult


@dataclass(frozen=True, slots=True)
class TicketRef:
    """A ticket as another record or a hint names it."""

    id: str
    number: str
    status: TicketStatus
    closed_as: ClosedAs | None
    team: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What settled an appointment that still owed something (D9): when, by whom, how."""

    at: datetime
    by: str
    kind: Answer
    how: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome with what it says. `linked` is how the linked appointment is named (time and name)."""

    kind: Outcome
    contact: str | None
    agreed: str | None
    linked: str | None
    forwarded: bool
    ticket: TicketRef | None = None
    linked_day: date | None = None
    """The day of a follow-up, or of what another branch promised."""


class Relation(StrEnum):
    """How another appointment belongs to this one."""

    COMES_FROM = "comes_from"
    FOLLOW_UP = "follow_up"
    MOVED_FROM = "moved_from"
    MOVED_TO = "moved_to"


@dataclass(frozen=True, slots=True)
class LinkedView:
    """An appointment of the same chain of cases: the one before or after, old and new of a move (D45)."""

    id: str
    relation: Relation
    day: date
    start: int
    group: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One line of a record's Verlauf, newest first. `changes` are (field, before, after) as stored."""

    entry_id: str
    at: datetime
    made_at: datetime
    by: str | None
    kind: str
    code: str
    changes: tuple[tuple[str, Any, Any], ...]
    undone: bool
    undoable: bool
    batch_id: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """The one open record: everything about one appointment (D24, D57: full details stand only here)."""

    line: Line
    branch: BranchView
    concern_title: str
    area: Area | None
    documents: str
    info: str
    name: str
    family: str | None
    given: str | None
    phone: str | None
    phone_raw: str | None
    phone_note: str | None
    email: str | None
    email_is_office: bool
    customer_number: str | None
    bg_number: str | None
    number_raw: str | None
    language: str | None
    remark: str | None
    booking_number: str | None
    booked_at: datetime | None
    assumed_end: bool
    raised_reason: str | None
    reopen_reason: str | None
    notes: tuple[NoteView, ...]
    attempts: tuple[AttemptView, ...]
    outcomes: tuple[OutcomeView, ...]
    history: tuple[HistoryItem, ...]
    customer_version: int = 1
    """What a correction of the person's data is based on."""
    tickets: tuple[TicketRef, ...] = ()
    """The promises it led to (D37)."""
    answers: tuple[AnswerView, ...] = ()
    linked: tuple[LinkedView, ...] = ()
    """What came before and after it, in the order of time."""
    missing: str = ""
    """What this customer is still to bring, beyond `documents`, which the concern always needs."""
    override_reason: str | None = None
    application_kept: ApplicationKept | None = None
    responsible: str | None = None
    """Name of the branch at which the rules place it, where that is another one …"""
    responsible_reason: str | None = None
    """… and the words of the rule."""


@dataclass(frozen=True, slots=True)
class StaffView:
    """Somebody who can be chosen to hand work to. No counts, no sorting by work (D51)."""

    id: str
    name: str
    function: str
    login: str
    branch: str | None
    active: bool
    roles: tuple[tuple[str, str | None, str | None], ...] = ()
    """(role, branch code, group name)."""


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern as a branch can choose it."""

    id: str
    area: Area
    title: str
    minutes: int
    emergency: bool
    sensitive: bool
    group: str | None


@dataclass(frozen=True, slots=True)
class Undoable:
    """The change that `u` would take back."""

    undoes: str
    kind: str
    code: str
    at: datetime
    """When the store took it, by the store's clock."""
    made_at: datetime
    """When the person did it, by this desk's clock: how long ago that is, is told against the same clock."""
    ids: tuple[str, ...]

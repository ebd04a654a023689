"""What screens and line commands see of callback tickets: frozen values. All instants are aware and in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from backoffice.desk.views import AttemptView, BranchView, HistoryItem, NoteView
from backoffice.domain.deadlines import Limits, Policy
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Area, AttemptResult, TicketOrigin, Urgency
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.domain.wishes import Wish


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One ticket on a list. What is overdue, soon or reachable is asked of `Limits` and `Wish` at the moment."""

    id: str
    version: int
    number: str
    branch: str
    """Code of the branch whose duty it is."""
    team_id: str
    team: str
    mine: bool
    """Addressed to the actor's team."""
    handed_over: bool
    """The actor's team or branch made or had it, and another has it now."""
    status: TicketStatus
    closed_as: ClosedAs | None
    closed_at: datetime | None
    fell_away: bool
    """Closed by an appointment that does not stand any more: the promise is open again (D9)."""
    urgency: Urgency
    concern: str
    """As lists may show it; empty where it is sensitive (D24)."""
    sensitive: bool
    protected: bool
    """Then name, phone and number are empty here (D52)."""
    name: str
    short_name: str
    """D57."""
    phone: str | None
    """E.164: the number to dial."""
    other_way: str | None
    wants_written: bool
    customer_number: str | None
    """Customer or BG number."""
    wish: Wish | None
    customer_deadline: date | None
    policy: Policy
    created_at: datetime
    due_at: datetime
    """What people see and keep."""
    strict_48h_at: datetime
    accepted_by: str | None
    accepted_function: str | None
    accepted_at: datetime | None
    claimed_by: str | None
    claim_is_mine: bool
    attempts: tuple[tuple[datetime, AttemptResult], ...]
    """In time order."""
    interim_at: datetime | None
    """The latest second promise beside the first (D39)."""
    appointment_id: str | None
    appointment_day: date | None
    appointment_start: int | None
    search: str
    """What the filter looks through (`domain.text.search_key`)."""

    @property
    def open(self) -> bool:
        """The promise still stands."""
        return self.status is not TicketStatus.CLOSED or self.fell_away

    @property
    def wish_misses(self) -> bool:
        """The wished window opens only after the due instant."""
        return self.wish is not None and self.wish.misses(self.created_at, self.due_at)

    def unaccepted(self, limits: Limits) -> bool:
        """New, and waiting longer for its acceptance than it should (D40)."""
        return self.status is TicketStatus.NEW and limits.waits_too_long(self.created_at, self.urgency)


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """The quiet numbers of tickets; they always cover everything (D41)."""

    open: int
    overdue: int
    mine: int
    """Open ones of the actor's team."""
    unaccepted: int


@dataclass(frozen=True, slots=True)
class TicketList:
    """Tickets of a branch by what people see as due, and the calendar that says how long that is."""

    branch: BranchView
    lines: tuple[TicketLine, ...]
    calendar: WorkCalendar
    limits: Limits
    counts: TicketCounts


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team as it is chosen: of which branch, and what customers see on their display when it calls."""

    id: str
    name: str
    branch_id: str
    branch: str
    phone: str
    shown_number: str
    area: Area


@dataclass(frozen=True, slots=True)
class InterimView:
    """A Zwischennachricht: when, by whom, what was promised then and how it was told."""

    at: datetime
    by: str
    promised_at: datetime
    how: str


@dataclass(frozen=True, slots=True)
class MoveView:
    """A ticket on its way between teams. `kind` as stored; names of teams."""

    at: datetime
    by: str
    kind: str
    from_team: str
    to_team: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkedView:
    """An appointment or ticket that belongs to the record, as it is named: day and start, or number."""

    id: str
    day: date
    start: int
    name: str


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """The one open record of a ticket: full details stand only here (D24, D57)."""

    line: TicketLine
    branch: BranchView
    team: TeamView
    shared_with: str | None
    """Code of the branch that made it, where another one has it now."""
    origin: TicketOrigin
    concern_title: str
    name: str
    phone: str | None
    phone_raw: str | None
    email: str | None
    customer_number: str | None
    bg_number: str | None
    language: str | None
    urgency_reason: str | None
    customer_deadline_reason: str | None
    nominal_at: datetime
    calendar: str
    calendar_changed: bool
    """Hours or closures differ now from those it was computed with; the promise stands (D38)."""
    work_calendar: WorkCalendar
    """As it stands now: how long is still left is counted by it."""
    minutes_left: int
    """Minutes of office time until it is due; 0 when it is past."""
    backdated: bool
    closed_how: str | None
    known_at: datetime | None
    appointment: LinkedView | None
    closing_appointment: LinkedView | None
    notes: tuple[NoteView, ...]
    attempts: tuple[AttemptView, ...]
    interims: tuple[InterimView, ...]
    moves: tuple[MoveView, ...]
    history: tuple[HistoryItem, ...]

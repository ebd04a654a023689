"""How an appointment ends with an answer: one outcome at least, and outcomes combine (D9)."""

from typing import Annotated, Any, ClassVar, Literal

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.agreed_time import AgreedTime, book_agreed
from backoffice.desk.booking import NewBooking, follow_up
from backoffice.desk.command import Done, Work, cleaner
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.noting import NoteText, add_note
from backoffice.desk.steps import StepCommand, advance
from backoffice.desk.takeover_promises import promised
from backoffice.desk.takeovers import may_travel, other_branch
from backoffice.desk.tickets import NewTicket, make_ticket
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import BROKEN, Status, Step
from backoffice.domain.terms import ApplicationKept, Outcome
from backoffice.store.tables.appointments import Appointment, OutcomeRow
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern
from backoffice.store.tables.takeovers import Takeover

Short = Annotated[str, BeforeValidator(cleaner(120))]
Agreed = Annotated[str, BeforeValidator(cleaner(200))]

NOT_A_LINK = frozenset(
    {Status.CANCELLED_BY_CUSTOMER, Status.CANCELLED_BY_OFFICE, Status.NO_SHOW, Status.MOVED, Status.TAKEN_OVER}
)
"""What did not take place; one that was moved took place elsewhere, if at all."""


class _Ending(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)

    def check(self, work: Work, appointment: Any) -> None:
        """Refuse an outcome that says too little."""

    def columns(self) -> dict[str, Any]:
        """The outcome's own columns."""
        return self.model_dump(exclude={"id", "kind"})

    def link(self, work: Work) -> dict[str, Any]:
        """The same, where they stand in the store."""
        return self.columns()

    def make(self, work: Work, appointment: Any, command: "Finish") -> dict[str, Any]:
        """Make what the outcome links to, in the same transaction; gives plain values for the answer."""
        return {}


def _leads_back(work: Work, start: str, target: str) -> bool:
    """Whether following the links from `start` comes to `target`: then nobody would have answered anything (D9)."""
    outcomes = table(OutcomeRow)
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        seen |= ahead
        linked = sa.select(outcomes.c.linked_id).where(
            outcomes.c.appointment_id.in_(sorted(ahead)), outcomes.c.linked_id.is_not(None)
        )
        ahead = {row.linked_id for row in work.tx.all(linked)} - seen
        if target in ahead:
            return True
    return False


def asks_for_application(work: Work, appointment: sa.Row[Any]) -> bool:
    """Whether it is about an application, so that its day counts (D17)."""
    return bool(appointment.concern_id) and bool(work.row(Concern, appointment.concern_id).application)


class Settled(_Ending):
    """*geklärt*."""

    kind: Literal[Outcome.SETTLED] = Outcome.SETTLED


class PlacementContact(_Ending):
    """*M&I-Kontakt*: whom we reached (by function) and what was agreed."""

    kind: Literal[Outcome.PLACEMENT_CONTACT] = Outcome.PLACEMENT_CONTACT
    contact: Short
    agreed: Agreed

    def check(self, work: Work, appointment: Any) -> None:
        """Refused `contact_missing`: M&I that was not reached has answered nothing (D9)."""
        if not self.contact or not self.agreed:
            raise Refused("contact_missing")


class SettledWith(_Ending):
    """*mit geklärt im Termin …*: settled in another appointment, which is linked."""

    kind: Literal[Outcome.SETTLED_WITH] = Outcome.SETTLED_WITH
    linked_id: str

    def check(self, work: Work, appointment: Any) -> None:
        """Refused `bad_link` for itself, another branch, or an appointment that did not take place."""
        other = work.row(Appointment, self.linked_id)
        if other.id == appointment.id or other.branch_id != appointment.branch_id or other.status in NOT_A_LINK:
            raise Refused("bad_link")
        if _leads_back(work, other.id, appointment.id):
            raise Refused("circular_link")


class OtherJobcenter(_Ending):
    """*anderes Jobcenter*: its contact was named, or the application was accepted and forwarded."""

    kind: Literal[Outcome.OTHER_JOBCENTER] = Outcome.OTHER_JOBCENTER
    contact: Short = ""
    forwarded: bool = False

    def check(self, work: Work, appointment: Any) -> None:
        """Refused `other_jobcenter_missing` where neither was done."""
        if not self.contact and not self.forwarded:
            raise Refused("other_jobcenter_missing")


class Callback(_Ending):
    """*Rückruf*: a promised call, made with the outcome, or one that this appointment already led to."""

    kind: Literal[Outcome.CALLBACK] = Outcome.CALLBACK
    ticket: NewTicket | None = None
    ticket_id: str | None = None

    def check(self, work: Work, appointment: Any) -> None:
        """Refused `callback_missing` without exactly one of both; `bad_ticket` for one that promises nothing here."""
        if (self.ticket is None) == (self.ticket_id is None):
            raise Refused("callback_missing")
        if self.ticket_id is not None:
            known = work.ticket(self.ticket_id)
            ours = appointment.id == known.appointment_id or appointment.customer_id == known.customer_id
            if not ours or known.closed_at is not None:  # one that was kept already promises nothing now
                raise Refused("bad_ticket")

    def make(self, work: Work, appointment: Any, command: "Finish") -> dict[str, Any]:
        """The new ticket; refused as `make_ticket` refuses it."""
        if self.ticket is None:
            return {}
        branch_id, customer_id = appointment.branch_id, appointment.customer_id
        late = command.happened_at is not None
        made = make_ticket(work, self.ticket, branch_id, customer_id, command.at(), appointment, backdated=late)
        return {"ticket": made}

    def columns(self) -> dict[str, Any]:
        """The link."""
        return {"ticket_id": self.ticket.id if self.ticket is not None else self.ticket_id}


class FollowUp(_Ending):
    """*Folgetermin*: booked with the outcome, or one that this appointment already led to."""

    kind: Literal[Outcome.FOLLOW_UP] = Outcome.FOLLOW_UP
    booking: NewBooking | None = None
    copy_id: str = Field(default_factory=new_id)
    linked_id: str | None = None

    def check(self, work: Work, appointment: Any) -> None:
        """Refused `follow_up_missing` without exactly one of both; `bad_link`: it does not come from here, does not
        take place, or was moved (then where to is the follow-up).
        """
        if (self.booking is None) == (self.linked_id is None):
            raise Refused("follow_up_missing")
        if self.linked_id is not None:
            known = work.row(Appointment, self.linked_id)
            if known.follows_id != appointment.id or known.status in BROKEN | {Status.MOVED}:
                raise Refused("bad_link")

    def make(self, work: Work, appointment: Any, command: "Finish") -> dict[str, Any]:
        """The new appointment; refused as `follow_up` refuses it."""
        if self.booking is None:
            return {}
        return {"follow_up": follow_up(work, self.booking, appointment, command, self.copy_id)}

    def columns(self) -> dict[str, Any]:
        """The link."""
        return {"linked_id": self.booking.id if self.booking is not None else self.linked_id}


class Commitment(_Ending):
    """*Zusage der zuständigen Geschäftsstelle*: an appointment or a call there, made by them or with their yes."""

    kind: Literal[Outcome.COMMITMENT] = Outcome.COMMITMENT
    takeover_id: str | None = None
    """They made it themselves, about this request."""
    contact: Short = ""
    """Who said yes, by function; for what they made themselves it stands with the request."""
    to_branch_id: str | None = None
    ticket: NewTicket | None = None
    time: AgreedTime | None = None
    copy_id: str = Field(default_factory=new_id)

    def check(self, work: Work, appointment: Any) -> None:
        """Refused: `commitment_missing` (nothing was promised), `agreed_with_missing`, `own_branch`,
        `protected_stays`.
        """
        if self.takeover_id is not None:
            asked = work.row(Takeover, self.takeover_id)
            if asked.appointment_id != appointment.id or not promised(asked):
                raise Refused("commitment_missing")
            return
        if (self.ticket is None) == (self.time is None) or self.to_branch_id is None:
            raise Refused("commitment_missing")
        other_branch(work, appointment, self.to_branch_id)
        if not self.contact:
            raise Refused("agreed_with_missing")
        may_travel(work, appointment, knowingly=True)

    def make(self, work: Work, appointment: Any, command: "Finish") -> dict[str, Any]:
        """What they said yes to; refused as `make_ticket` and `book_agreed` refuse it."""
        branch_id = self.to_branch_id or ""
        if self.ticket is not None:
            customer_id = customer_at(work, appointment.customer_id, branch_id, self.copy_id)
            late, here = command.happened_at is not None, appointment.branch_id
            made = make_ticket(
                work, self.ticket, branch_id, customer_id, command.at(), appointment, backdated=late, shared_with=here
            )
            return {"ticket": made}
        if self.time is not None:
            there = work.row(Branch, branch_id)
            booked = book_agreed(work, self.time, appointment, branch_id, command, moved=False)
            return {"follow_up": booked | {"branch": there.name, "address": there.address}}
        return {}

    def link(self, work: Work) -> dict[str, Any]:
        """The outcome's own columns."""
        if self.takeover_id is None:
            return {
                "contact": self.contact,
                "ticket_id": self.ticket and self.ticket.id,
                "linked_id": self.time and self.time.id,
            }
        asked = work.row(Takeover, self.takeover_id)
        return {"contact": asked.answered_function, "ticket_id": asked.ticket_id, "linked_id": asked.linked_id}


Ending = Annotated[
    Settled | FollowUp | Callback | PlacementContact | SettledWith | OtherJobcenter | Commitment,
    Field(discriminator="kind"),
]


class Finish(StepCommand):
    """The talk ended with these outcomes; runs arrival and begin where they were not entered."""

    kind: ClassVar[str] = "finish"
    offline_safe: ClassVar[bool] = True
    chooses_place: ClassVar[bool] = True

    outcomes: tuple[Ending, ...]
    application_kept: ApplicationKept | None = None
    """The answer to D17's question; asked once, where an application ends without *geklärt*."""
    note: NoteText | None = None
    note_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Set *erledigt*. Refused `no_outcome`, `same_outcome_twice`, `not_today`, `application_question` (D17), or
        what an outcome refuses.
        """
        if not self.outcomes:
            raise Refused("no_outcome")
        kinds = [ending.kind for ending in self.outcomes]
        if len(set(kinds)) != len(kinds):
            raise Refused("same_outcome_twice")
        row = work.appointment(self.appointment_id, self.version)
        if row.day > wall(self.at())[0]:
            raise Refused("not_today", day=row.day)
        for ending in self.outcomes:
            ending.check(work, row)
        kept = self.application_kept or row.application_kept
        if kept is None and Outcome.SETTLED not in kinds and asks_for_application(work, row):
            raise Refused("application_question")
        advance(work, self, Step.FINISH, application_kept=kept)
        values: dict[str, Any] = {"outcomes": [kind.value for kind in kinds]}
        for ending in self.outcomes:
            values |= ending.make(work, row, self)
            work.tx.insert(
                OutcomeRow,
                id=ending.id,
                appointment_id=row.id,
                branch_id=row.branch_id,
                kind=ending.kind,
                at=self.at(),
                **ending.link(work),
            )
        if self.note:
            add_note(work, row, self.note_id, self.at(), self.note)
        return Done("finished", (self.appointment_id,), values)

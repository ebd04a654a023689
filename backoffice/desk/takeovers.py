"""Asking another branch to take over an appointment, and all that the two may do about it (D44)."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import AwareDatetime, BeforeValidator, Field

from backoffice.desk.agreed_time import carry_notes
from backoffice.desk.booking import NewBooking, book
from backoffice.desk.command import Command, Done, OnAppointment, Scope, Work, cleaner
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.otv import leaves_otv
from backoffice.desk.steps import StepCommand, advance
from backoffice.desk.taking import lock_places
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.states import BROKEN, Status, Step, path
from backoffice.domain.takeovers import Stand, answer_by, stand
from backoffice.domain.terms import Channel, Origin, TakeoverStatus
from backoffice.domain.tickets import ClosedAs
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, ServicePointGroup
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

Long = Annotated[str, BeforeValidator(cleaner(200))]

_takeover = table(Takeover)


def may_travel(work: Work, row: sa.Row[Any], *, knowingly: bool) -> None:
    """Refused `protected`: a protected person goes to another branch only knowingly, by who may see them (D52)."""
    if work.row(Customer, row.customer_id).protected and not (
        knowingly and work.actor.may(Right.OFFER, row.branch_id)
    ):
        raise Refused("protected_stays")


def other_branch(work: Work, row: sa.Row[Any], branch_id: str) -> sa.Row[Any]:
    """The branch that is asked. Refused: `not_found`, `own_branch`."""
    branch = work.row(Branch, branch_id)
    if branch.id == row.branch_id:
        raise Refused("own_branch")
    return branch


def waiting_for(work: Work, appointment_id: str) -> sa.Row[Any] | None:
    """The request about an appointment that nobody answered yet, lapsed or not."""
    return work.tx.first(
        sa.select(_takeover).where(
            _takeover.c.appointment_id == appointment_id, _takeover.c.status == TakeoverStatus.ASKED
        )
    )


def no_other_promise(work: Work, appointment_id: str, branch_id: str) -> None:
    """Refused `promised_elsewhere`: another branch has promised something about it, and that stands.

    It would go on with a case that is somebody else's by then, and nobody would tell it.
    """
    rows = work.tx.all(
        sa.select(_takeover.c.linked_id, _takeover.c.ticket_id, _takeover.c.to_branch_id).where(
            _takeover.c.appointment_id == appointment_id,
            _takeover.c.to_branch_id != branch_id,
            _takeover.c.status == TakeoverStatus.DECLINED,
        )
    )
    for row in rows:
        there = None if row.linked_id is None else work.row(Appointment, row.linked_id)
        call = None if row.ticket_id is None else work.row(CallbackTicket, row.ticket_id)
        if (there is not None and there.status not in BROKEN) or (
            call is not None and call.closed_as is not ClosedAs.VOID
        ):
            raise Refused("promised_elsewhere", branch=work.row(Branch, row.to_branch_id).name)


def _stand(asked: sa.Row[Any], row: sa.Row[Any], now: datetime) -> Stand:
    return stand(asked.status, asked.expires_at, Status(row.status), now)


class AskTakeover(OnAppointment):
    """Ask in the program. The duty stays here until they say yes."""

    kind: ClassVar[str] = "ask_takeover"
    right: ClassVar[Right] = Right.BOOK

    takeover_id: str = Field(default_factory=new_id)
    to_branch_id: str
    reason: Long
    """Why they are responsible."""
    waits_here: bool = True
    """The customer stands here."""
    answer_by: AwareDatetime | None = None
    """None: within 15 minutes."""
    wish_day: date | None = None
    wish_start: int | None = None
    knowingly: bool = False
    """A protected person is meant to travel."""

    def apply(self, work: Work) -> Done:
        """Ask. Refused: `own_branch`, `reason_missing`, `wrong_state`, `takeover_pending`, `protected_stays`,
        `promised_elsewhere`, `answer_in_past`, `answer_too_late`.
        """
        row = work.appointment(self.appointment_id, self.version)
        branch = other_branch(work, row, self.to_branch_id)
        if not self.reason:
            raise Refused("reason_missing")
        path(Status(row.status), Step.TAKE_OVER, Channel(row.channel) if row.channel else None)
        may_travel(work, row, knowingly=self.knowingly)
        work.tx.lock(f"takeover:{row.id}")
        no_other_promise(work, row.id, branch.id)
        pending = waiting_for(work, row.id)
        if pending is not None:
            if _stand(pending, row, self.made_at) is Stand.WAITING:
                there = work.row(Branch, pending.to_branch_id)
                raise Refused("takeover_pending", branch=there.name, until=pending.expires_at)
            work.tx.change(Takeover, pending, status=TakeoverStatus.LAPSED)
        until = answer_by(self.made_at, self.answer_by)
        work.tx.insert(
            Takeover,
            id=self.takeover_id,
            branch_id=row.branch_id,
            to_branch_id=branch.id,
            appointment_id=row.id,
            reason=self.reason,
            waits_here=self.waits_here,
            wish_day=self.wish_day,
            wish_start=self.wish_start,
            asked_at=self.made_at,
            asked_by=work.actor.id,
            asked_function=work.actor.function,
            expires_at=until,
        )
        told = {"branch": branch.name, "until": until.isoformat(), "phone": branch.front_desk_phone}
        return Done("takeover_asked", (row.id, self.takeover_id), told)


class OnTakeover(Command):
    """A command about one request. `version` is what the person saw (None: whatever stands now)."""

    right: ClassVar[Right] = Right.BOOK

    takeover_id: str
    version: int | None = None

    def asked(self, work: Work) -> sa.Row[Any]:
        """The request as it stands; Conflict `changed_meanwhile` where the person saw another version."""
        found = work.row(Takeover, self.takeover_id)
        if self.version is not None and found.version != self.version:
            raise work.tx.conflict("takeover", self.takeover_id)
        return found

    def waiting(self, work: Work) -> tuple[sa.Row[Any], sa.Row[Any]]:
        """The request and its appointment, as long as it can be answered.

        Refused: `takeover_lapsed`, `takeover_answered`, `takeover_over`.
        """
        asked = work.row(Takeover, self.takeover_id)
        row = work.row(Appointment, asked.appointment_id)
        check_waiting(asked, row, self.made_at)
        return self.asked(work), row


def check_waiting(asked: sa.Row[Any], row: sa.Row[Any], now: datetime) -> None:
    """Refused unless the request still waits for an answer; what became of it says more than that it changed."""
    present = _stand(asked, row, now)
    if present is Stand.LAPSED:
        raise Refused("takeover_lapsed", when=asked.expires_at)
    if present is Stand.OVER:
        raise Refused("takeover_over", status=row.status.value)
    if present is not Stand.WAITING:
        raise Refused("takeover_answered", stand=present.value, when=asked.answered_at)


class WithdrawTakeover(OnTakeover):
    """It is not needed any more: settled here, or they agreed on the phone."""

    kind: ClassVar[str] = "withdraw_takeover"

    def scope(self, work: Work) -> Scope:
        """The branch that asked."""
        return Scope(work.row(Takeover, self.takeover_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Withdraw it. Refused: what is not waiting any more."""
        asked, row = self.waiting(work)
        work.tx.change(
            Takeover,
            asked,
            status=TakeoverStatus.WITHDRAWN,
            answered_at=self.made_at,
            answered_by=work.actor.id,
            answered_function=work.actor.function,
        )
        return Done("takeover_withdrawn", (row.id, asked.id), {"branch": work.row(Branch, asked.to_branch_id).name})


class DeclineTakeover(OnTakeover):
    """They say no, and why: it is settled where the customer is."""

    kind: ClassVar[str] = "decline_takeover"

    reason: Long

    def scope(self, work: Work) -> Scope:
        """The branch that was asked."""
        return Scope(work.row(Takeover, self.takeover_id).to_branch_id)

    def apply(self, work: Work) -> Done:
        """Decline it. Refused: `reason_missing`, and what is not waiting any more."""
        asked, row = self.waiting(work)
        if not self.reason:
            raise Refused("reason_missing")
        work.tx.change(
            Takeover,
            asked,
            status=TakeoverStatus.DECLINED,
            answer=self.reason,
            answered_at=self.made_at,
            answered_by=work.actor.id,
            answered_function=work.actor.function,
        )
        return Done("takeover_declined", (row.id, asked.id), {"branch": work.row(Branch, asked.branch_id).name})


class AcceptTakeover(StepCommand):
    """They say yes: the case moves to them, with a time that is really free there (D44, D45).

    `appointment_id` is the one that the request is about.
    """

    kind: ClassVar[str] = "accept_takeover"
    right: ClassVar[Right] = Right.BOOK
    chooses_place: ClassVar[bool] = True

    takeover_id: str
    booking: NewBooking
    copy_id: str = Field(default_factory=new_id)
    """Of the customer's copy here."""
    otv_task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV stornieren" at the other branch (D29)."""
    despite_claim: bool = True
    """Whoever has the customer over there asked for it."""

    def scope(self, work: Work) -> Scope:
        """The branch that was asked."""
        return Scope(work.row(Takeover, self.takeover_id).to_branch_id)

    def apply(self, work: Work) -> Done:
        """Take it over. Refused: what is not waiting any more, `of_other_branch` (the group is not of the branch that
        was asked), and what `book` refuses: then nothing has moved.
        """
        asked = work.row(Takeover, self.takeover_id)
        if asked.appointment_id != self.appointment_id:
            raise NotFound("not_found", entity="takeover")
        row = work.appointment(self.appointment_id)
        check_waiting(asked, row, self.made_at)
        if work.row(ServicePointGroup, self.booking.group_id).branch_id != asked.to_branch_id:
            raise Refused("of_other_branch")
        lock_places(work, self.booking.group_id, self.booking.day)
        advance(work, self, Step.TAKE_OVER)
        customer_id = customer_at(work, row.customer_id, asked.to_branch_id, self.copy_id)
        new = self.booking
        values = book(work, new, customer_id, self, origin=Origin.TAKEOVER, before=row, moved=True)
        carry_notes(work, self, row.id, new.id, asked.to_branch_id)
        values |= {"otv": leaves_otv(work, row, self.otv_task_id, self.made_at)}
        work.tx.change(
            Takeover,
            asked,
            status=TakeoverStatus.ACCEPTED,
            answered_at=self.made_at,
            answered_by=work.actor.id,
            answered_function=work.actor.function,
            linked_id=new.id,
            day=new.day,
            start_minute=new.start,
            end_minute=values["end"],
            channel=new.channel,
        )
        told = {"branch": work.row(Branch, asked.branch_id).name}
        return Done("takeover_accepted", (new.id, row.id, asked.id), values | told)

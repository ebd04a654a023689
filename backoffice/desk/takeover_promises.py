"""What is agreed on the phone, and what the responsible branch promises instead of taking over (D44 a, c)."""

from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field

from backoffice.desk.agreed_time import AgreedTime, book_agreed, carry_notes, lock_groups
from backoffice.desk.booking import NewBooking, book
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.otv import leaves_otv
from backoffice.desk.steps import StepCommand, advance
from backoffice.desk.takeovers import Long, OnTakeover, may_travel, no_other_promise, other_branch, waiting_for
from backoffice.desk.tickets import NewTicket, make_ticket
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status, Step
from backoffice.domain.terms import Origin, TakeoverStatus
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.organisation import Branch, ServicePointGroup
from backoffice.store.tables.takeovers import Takeover

Function = Annotated[str, BeforeValidator(cleaner(80))]


class AgreeByPhone(StepCommand):
    """The other front desk said yes on the phone: we complete it, they confirm or correct."""

    kind: ClassVar[str] = "agree_takeover"
    right: ClassVar[Right] = Right.BOOK
    chooses_place: ClassVar[bool] = True

    takeover_id: str = Field(default_factory=new_id)
    to_branch_id: str
    agreed_with: Function
    """The function of whoever said yes."""
    time: AgreedTime
    reason: Long = ""
    knowingly: bool = False
    """A protected person is meant to travel."""
    otv_task_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Move the case. Refused: `own_branch`, `agreed_with_missing`, `wrong_state`, `protected_stays`, and what
        `book_agreed` refuses. A request that still waits is withdrawn with it.
        """
        row = work.appointment(self.appointment_id, self.version)
        branch = other_branch(work, row, self.to_branch_id)
        if not self.agreed_with:
            raise Refused("agreed_with_missing")
        may_travel(work, row, knowingly=self.knowingly)
        no_other_promise(work, row.id, branch.id)
        lock_groups(work, branch.id, self.time.day)
        advance(work, self, Step.TAKE_OVER)
        work.tx.lock(f"takeover:{row.id}")
        pending = waiting_for(work, row.id)
        if pending is not None:
            work.tx.change(Takeover, pending, status=TakeoverStatus.WITHDRAWN, answered_at=self.at())
        values = book_agreed(work, self.time, row, branch.id, self, moved=True)
        carry_notes(work, self, row.id, self.time.id, branch.id)
        values |= {"otv": leaves_otv(work, row, self.otv_task_id, self.made_at)}
        work.tx.insert(
            Takeover,
            id=self.takeover_id,
            branch_id=row.branch_id,
            to_branch_id=branch.id,
            appointment_id=row.id,
            status=TakeoverStatus.AGREED,
            reason=self.reason,
            asked_at=self.at(),
            asked_by=work.actor.id,
            asked_function=work.actor.function,
            expires_at=self.at(),
            agreed_with=self.agreed_with,
            answered_at=self.at(),
            linked_id=self.time.id,
            day=self.time.day,
            start_minute=self.time.start,
            end_minute=values["end"],
            channel=self.time.channel,
        )
        told = {"branch": branch.name, "address": branch.address}
        return Done("takeover_agreed", (row.id, self.time.id, self.takeover_id), values | told)


class ConfirmTakeover(OnTakeover):
    """What was agreed by phone is seen and stands; another time is a move like any other (v)."""

    kind: ClassVar[str] = "confirm_takeover"

    def scope(self, work: Work) -> Scope:
        """The branch that said yes."""
        return Scope(work.row(Takeover, self.takeover_id).to_branch_id)

    def apply(self, work: Work) -> Done:
        """Confirm it. Refused `nothing_to_confirm`: it was not agreed by phone, or is confirmed already."""
        asked = self.asked(work)
        if asked.status is not TakeoverStatus.AGREED or asked.confirmed_at is not None:
            raise Refused("nothing_to_confirm")
        work.tx.change(Takeover, asked, confirmed_at=self.made_at, confirmed_by=work.actor.id)
        told = {"branch": work.row(Branch, asked.branch_id).name}
        return Done("takeover_confirmed", (asked.linked_id, asked.id), told)


class CommitTakeover(OnTakeover):
    """*Zusage der zuständigen Geschäftsstelle*, made by them: they do not take it over, but call, or give a time."""

    kind: ClassVar[str] = "commit_takeover"
    chooses_place: ClassVar[bool] = True

    ticket: NewTicket | None = None
    booking: NewBooking | None = None
    copy_id: str = Field(default_factory=new_id)
    answer: Long = ""

    def scope(self, work: Work) -> Scope:
        """The branch that was asked."""
        return Scope(work.row(Takeover, self.takeover_id).to_branch_id)

    def apply(self, work: Work) -> Done:
        """Promise it. Refused: `commitment_missing` without exactly one of both, `takeover_answered` (moved,
        withdrawn or promised already), `takeover_over`, `asked_elsewhere` (a later request waits: who answers that
        one would not know of the promise), `promised_elsewhere`, and what `make_ticket` or `book` refuses.
        """
        asked = self.asked(work)
        row = work.row(Appointment, asked.appointment_id)
        if asked.status not in (TakeoverStatus.ASKED, TakeoverStatus.DECLINED, TakeoverStatus.LAPSED) or promised(
            asked
        ):
            raise Refused("takeover_answered", stand=asked.status.value, when=asked.answered_at)
        if Status(row.status) in ENDINGS:
            raise Refused("takeover_over", status=row.status.value)
        pending = waiting_for(work, row.id)
        if pending is not None and pending.id != asked.id and pending.expires_at > self.made_at:
            raise Refused("asked_elsewhere")
        no_other_promise(work, row.id, asked.to_branch_id)
        values = promise(work, self, row, asked.to_branch_id, self.copy_id, self.ticket, self.booking)
        work.tx.change(
            Takeover,
            asked,
            status=TakeoverStatus.DECLINED,
            answer=self.answer or asked.answer,
            answered_at=self.made_at,
            answered_by=work.actor.id,
            answered_function=work.actor.function,
            ticket_id=self.ticket and self.ticket.id,
            **_told_time(self.booking, values),
        )
        made = self.ticket.id if self.ticket is not None else self.booking.id if self.booking is not None else ""
        told = {"branch": work.row(Branch, asked.branch_id).name}
        return Done("takeover_promised", (made, row.id, asked.id), values | told)


def promised(asked: sa.Row[Any]) -> bool:
    """Whether the responsible branch has promised something about a request."""
    return asked.linked_id is not None or asked.ticket_id is not None


def promise(
    work: Work,
    command: Command,
    row: sa.Row[Any],
    branch_id: str,
    copy_id: str,
    ticket: NewTicket | None,
    booking: NewBooking | None,
) -> dict[str, Any]:
    """A call or an appointment at the responsible branch, for what is settled here; gives the plain values.

    Refused: `commitment_missing`, `of_other_branch`, and what `make_ticket` or `book` refuses.
    """
    if (ticket is None) == (booking is None):
        raise Refused("commitment_missing")
    customer_id = customer_at(work, row.customer_id, branch_id, copy_id)
    if ticket is not None:
        at = command.made_at
        return {"ticket": make_ticket(work, ticket, branch_id, customer_id, at, row, shared_with=row.branch_id)}
    assert booking is not None  # noqa: S101  (one of both, see above)
    if work.row(ServicePointGroup, booking.group_id).branch_id != branch_id:
        raise Refused("of_other_branch")
    return {"follow_up": book(work, booking, customer_id, command, origin=Origin.FOLLOW_UP, before=row)}


def _told_time(booking: NewBooking | None, values: dict[str, Any]) -> dict[str, Any]:
    if booking is None:
        return {}
    return {
        "linked_id": booking.id,
        "day": booking.day,
        "start_minute": booking.start,
        "end_minute": values["follow_up"]["end"],
        "channel": booking.channel,
    }

"""What becomes of a proposal: the customer is told, agrees, or says no and is proposed something else (D33)."""

from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.accepting_plan import change_places, lock_plan_of, propose, stands_on
from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.booking import NewBooking
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.plan_parts import NewStep
from backoffice.desk.proposal_places import open_again
from backoffice.desk.rearranging import worked_out
from backoffice.desk.situation import Asked
from backoffice.desk.takeover_promises import AgreeByPhone, Function
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rearrange_kinds import AT_ONCE
from backoffice.domain.rearrange_values import Step
from backoffice.domain.rights import Right
from backoffice.domain.terms import ProposalStatus, ToldBy
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch
from backoffice.store.tables.proposals import Proposal, standing

_proposal = table(Proposal)


class OnProposal(Command):
    """A command about one proposal. `version` is what the person saw (None: whatever stands now)."""

    right: ClassVar[Right] = Right.BOOK

    proposal_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The branch of the appointment."""
        return Scope(work.row(Proposal, self.proposal_id).branch_id)

    def standing(self, work: Work) -> tuple[sa.Row[Any], sa.Row[Any]]:
        """The proposal and its appointment. Refused: `proposal_over` (proposal: how it ended), `proposal_pointless`
        (status: the appointment ended, or stands at another time); Conflict where somebody changed it.
        """
        row = work.row(Proposal, self.proposal_id)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("proposal", row.id)
        appointment = work.row(Appointment, row.appointment_id)
        work.actor.require(Right.WORK, row.branch_id, appointment.group_id)
        if row.status is not ProposalStatus.OPEN:
            raise Refused("proposal_over", proposal=row.status.value)
        if work.tx.first(standing(_proposal.c.id).where(_proposal.c.id == row.id)) is None:
            raise Refused("proposal_pointless", status=appointment.status.value)
        return row, appointment

    def told(self, work: Work, by: ToldBy) -> dict[str, Any]:
        """The columns that say who told the customer, and how."""
        return {"told_by": by, "told_at": self.made_at, "told_function": work.actor.function}


class TellProposal(OnProposal):
    """The customer was told, and has not answered: a letter is out, a mail, a message was left."""

    kind: ClassVar[str] = "tell_proposal"

    told_by: ToldBy

    def apply(self, work: Work) -> Done:
        """Note it. Refused: what `standing` refuses."""
        row, appointment = self.standing(work)
        work.tx.change(Proposal, row, **self.told(work, self.told_by))
        return Done("proposal_told", (appointment.id, row.id), {"by": self.told_by.value})


class AgreeProposal(OnProposal):
    """The customer agrees: the proposal becomes the move, interpreter, promises and notes with it.

    At another branch it is agreed with their front desk as well, which has to be named by function (D44).
    """

    kind: ClassVar[str] = "agree_proposal"
    chooses_place: ClassVar[bool] = True

    told_by: ToldBy
    agreed_with: Function = ""
    despite_claim: bool = False
    moved_id: str = Field(default_factory=new_id)
    """Of the appointment that it becomes."""
    copy_id: str = Field(default_factory=new_id)
    task_id: str = Field(default_factory=new_id)
    otv_task_id: str = Field(default_factory=new_id)
    takeover_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Move it. Refused: what `standing` refuses, and what `MoveAppointment` or `AgreeByPhone` refuses."""
        row, _ = self.standing(work)
        answered = {"status": ProposalStatus.AGREED, "answered_at": self.made_at}
        work.tx.change(Proposal, row, **answered, **self.told(work, self.told_by))
        done = self._move(work, row).apply(work)
        told = {**done.values, "by": self.told_by.value}
        if row.to_branch_id is not None:
            told["to_branch"] = work.row(Branch, row.to_branch_id).name
        return Done("proposal_agreed", (*done.ids[:2], row.id), told)

    def _move(self, work: Work, row: sa.Row[Any]) -> Command:
        common: dict[str, Any] = {
            "id": self.id,
            "made_at": self.made_at,
            "desk_id": self.desk_id,
            "appointment_id": row.appointment_id,
            "despite_claim": self.despite_claim,
        }
        if row.to_branch_id is not None:
            return AgreeByPhone(
                **common,
                takeover_id=self.takeover_id,
                to_branch_id=row.to_branch_id,
                agreed_with=self.agreed_with,
                time=AgreedTime(
                    id=self.moved_id,
                    copy_id=self.copy_id,
                    task_id=self.task_id,
                    day=row.day,
                    start=row.start_minute,
                    channel=row.channel,
                    group_id=row.group_id,
                    reserved=row.reserved,
                ),
                otv_task_id=self.otv_task_id,
            )
        booking = NewBooking(
            id=self.moved_id,
            group_id=row.group_id,
            day=row.day,
            start=row.start_minute,
            channel=row.channel,
            reserved=row.reserved,
            task_id=self.task_id,
        )
        return MoveAppointment(**common, booking=booking, otv_task_id=self.otv_task_id)


class DeclineProposal(OnProposal):
    """The customer does not want it: the next best is proposed, by the same rules and never the same again."""

    kind: ClassVar[str] = "decline_proposal"
    chooses_place: ClassVar[bool] = True

    told_by: ToldBy
    next_id: str = Field(default_factory=new_id)
    """Of the next proposal."""
    task_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Note it and propose anew. Refused: what `standing` refuses.

        Values: `next`: what is proposed now, as {kind, day, start, channel, branch}; None where nothing is. Then
        `why` says `stays` (its own place is open again), `past` (its time is over), or `nothing` (nothing was found:
        it stands among the affected).
        """
        before = work.row(Appointment, work.row(Proposal, self.proposal_id).appointment_id)
        lock_plan_of(work, before.branch_id, before.day)
        work.forget(Appointment, before.id)
        work.forget(Proposal, self.proposal_id)
        row, appointment = self.standing(work)
        answered = {"status": ProposalStatus.DECLINED, "answered_at": self.made_at}
        work.tx.change(Proposal, row, **answered, **self.told(work, self.told_by))
        return Done("proposal_declined", (appointment.id, row.id), self._next(work, appointment))

    def _next(self, work: Work, appointment: sa.Row[Any]) -> dict[str, Any]:
        if (appointment.day, appointment.end_minute) <= wall(self.made_at):
            return {"next": None, "why": "past"}
        asked = Asked(appointment.branch_id, appointment.day, self.made_at, only=appointment.id)
        plan, reserved = worked_out(work.tx.connection, asked)
        step = next(iter(plan.steps), None)
        if step is None or step.to is None:
            return {"next": None, "why": "stays" if step is None else "nothing"}
        ids = {"id": self.next_id, "task_id": self.task_id}
        new = NewStep.made(step, appointment.version, reserved=appointment.id in reserved, **ids)
        if step.kind in AT_ONCE:
            change_places(work, appointment.branch_id, {appointment.id: new.point_id})
            stands_on(work, self, appointment, new)
        else:
            propose(work, self, appointment, new)
        return {"next": _said(work, step)}


def _said(work: Work, step: Step) -> dict[str, Any]:
    to = step.to
    assert to is not None  # noqa: S101  (the caller has seen to it)
    return {
        "kind": step.kind.value,
        "day": to.day.isoformat(),
        "start": to.start,
        "channel": to.channel.value,
        "branch": None if to.branch_id is None else work.row(Branch, to.branch_id).name,
    }


class WithdrawProposal(OnProposal):
    """The proposal is not needed any more: what was promised first stands again, or is planned anew."""

    kind: ClassVar[str] = "withdraw_proposal"

    def apply(self, work: Work) -> Done:
        """Withdraw it. Refused: what `standing` refuses. Values: `told`: the customer knows of
        it already; `no_place`: nothing is open for it at its own time.
        """
        row, appointment = self.standing(work)
        work.tx.change(Proposal, row, status=ProposalStatus.WITHDRAWN, answered_at=self.made_at)
        again = open_again(work.tx.connection, row.branch_id, (appointment.id,))
        told = {"told": row.told_by is not None, "no_place": appointment.id not in again}
        return Done("proposal_withdrawn", (appointment.id, row.id), told)

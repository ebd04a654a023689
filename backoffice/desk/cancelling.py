"""Appointments that do not take place: cancelled by the customer or by us, presumed cancelled (D4, D8)."""

from typing import Any, ClassVar

from pydantic import Field

from backoffice.desk.command import Done, Work
from backoffice.desk.interpreting import let_go
from backoffice.desk.otv import leaves_otv
from backoffice.desk.steps import StepCommand, advance
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Step


class CancelByCustomer(StepCommand):
    """The customer cancelled; learned after the start it reads "abgesagt nach Beginn" (D8)."""

    kind: ClassVar[str] = "cancel_by_customer"
    offline_safe: ClassVar[bool] = True

    otv_task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV stornieren" (D29): before the start its reminder would still go out."""

    def apply(self, work: Work) -> Done:
        """Set *abgesagt* and give the place back."""
        row = work.appointment(self.appointment_id, self.version)
        late = (row.day, row.start_minute) <= wall(self.at())
        advance(work, self, Step.CANCEL_BY_CUSTOMER)
        otv = leaves_otv(work, row, self.otv_task_id, self.made_at, late=late)
        return Done("cancelled_by_customer", (row.id,), {"late": late, "otv": otv} | _called_off(work, self))


class CancelByOffice(StepCommand):
    """We cancel: only before the start (D8), and it owes the customer something (D9)."""

    kind: ClassVar[str] = "cancel_by_office"

    otv_task_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Set *von uns abgesagt*. Refused `already_started` once the start has passed."""
        row = work.appointment(self.appointment_id, self.version)
        if (row.day, row.start_minute) <= wall(self.at()):
            raise Refused("already_started", start_minute=row.start_minute)
        advance(work, self, Step.CANCEL_BY_OFFICE)
        otv = leaves_otv(work, row, self.otv_task_id, self.made_at)
        return Done("cancelled_by_office", (row.id,), {"otv": otv} | _called_off(work, self))


class ConfirmCancelled(StepCommand):
    """The presumed cancellation is true; a person says so, also after the start (D4)."""

    kind: ClassVar[str] = "confirm_cancelled"

    def apply(self, work: Work) -> Done:
        """Set *abgesagt*."""
        advance(work, self, Step.CONFIRM_CANCELLED)
        return Done("cancellation_confirmed", (self.appointment_id,), _called_off(work, self))


class RejectCancelled(StepCommand):
    """The presumed cancellation is wrong: the appointment stands."""

    kind: ClassVar[str] = "reject_cancelled"

    def apply(self, work: Work) -> Done:
        """Set *gebucht* again."""
        advance(work, self, Step.REJECT_CANCELLED)
        return Done("cancellation_rejected", (self.appointment_id,))


def _called_off(work: Work, command: StepCommand) -> dict[str, Any]:
    """The interpreter goes with the talk (D48); whoever was asked is to be told."""
    return {"to_tell": True} if let_go(work, command, command.appointment_id) else {}

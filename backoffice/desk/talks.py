"""The talk itself: claim, begin, interrupt, reopen (D7, D11)."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, StringConstraints

from backoffice.desk.command import Done, OnAppointment, Work, cleaner
from backoffice.desk.steps import CLAIM_FOR, StepCommand, advance, claim, claim_check, release
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.states import ENDINGS, Status, Step
from backoffice.domain.terms import Channel

Reason = Annotated[str, BeforeValidator(cleaner(200)), StringConstraints(min_length=3)]


class Begin(StepCommand):
    """The talk begins (or the call is dialled): claims the customer and runs the arrival where needed."""

    kind: ClassVar[str] = "begin"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Set *im Gespräch*; `call_begun` where it is dialled first. Refused `not_today` for a later day's."""
        row = work.appointment(self.appointment_id, self.version)
        if row.day > wall(self.made_at)[0]:
            raise Refused("not_today", day=row.day)
        advance(work, self, Step.BEGIN)
        return Done("call_begun" if row.channel == Channel.PHONE else "begun", (self.appointment_id,))


class Interrupt(StepCommand):
    """The talk stops for now: the customer waits again, a phone appointment goes back to the list."""

    kind: ClassVar[str] = "interrupt"

    def apply(self, work: Work) -> Done:
        """Set *da* (in person) or *gebucht* (phone) and give the claim back."""
        row = work.appointment(self.appointment_id, self.version)
        came = row.channel != Channel.PHONE or row.arrived_at is not None
        advance(work, self, Step.INTERRUPT if came else Step.RELEASE)
        return Done("interrupted", (self.appointment_id,))


class Reopen(StepCommand):
    """Something finished was not finished after all."""

    kind: ClassVar[str] = "reopen"
    reason: Reason

    def apply(self, work: Work) -> Done:
        """Set *wieder offen* with the reason; its outcomes stay and may be added to."""
        advance(work, self, Step.REOPEN, reopen_reason=self.reason)
        return Done("reopened", (self.appointment_id,))


class ClaimAppointment(OnAppointment):
    """I take this one: for ten minutes nobody else serves this customer or dials this number (D11)."""

    kind: ClassVar[str] = "claim"
    undoable: ClassVar[bool] = False
    despite_claim: bool = False

    def apply(self, work: Work) -> Done:
        """Set the claim. Conflict `claimed` where a colleague has it; refused `wrong_state` after an ending."""
        row = work.appointment(self.appointment_id, self.version)
        if row.status in ENDINGS:
            raise Refused("wrong_state", step=Step.BEGIN.value, status=row.status.value)
        claim_check(work, row.id, self.made_at, despite=self.despite_claim)
        running = row.status is Status.IN_PROGRESS
        claim(work, row, self, self.made_at, None if running else self.made_at + CLAIM_FOR)
        return Done("claimed", (self.appointment_id,))


class ReleaseClaim(OnAppointment):
    """Give one's own claim back."""

    kind: ClassVar[str] = "release_claim"
    undoable: ClassVar[bool] = False

    def apply(self, work: Work) -> Done:
        """Take the claim away; refused `in_talk` while the talk runs (interrupt it instead)."""
        row = work.appointment(self.appointment_id)
        if row.status is Status.IN_PROGRESS:
            raise Refused("in_talk")
        claim_check(work, row.id, self.made_at, despite=False)
        release(work, row.id)
        return Done("released", (self.appointment_id,))

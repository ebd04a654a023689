"""Who is here and who is not: arrivals, no-shows, who left (D7)."""

from typing import ClassVar

from backoffice.desk.command import Done, Work
from backoffice.desk.steps import StepCommand, advance
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.states import Step


class Arrive(StepCommand):
    """The customer is here. Also for somebody late, somebody presumed cancelled, somebody who comes back."""

    kind: ClassVar[str] = "arrive"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Set *da*. Refused `not_today` for an appointment of another day, unless entered afterwards."""
        row = work.appointment(self.appointment_id, self.version)
        if row.day != wall(self.at())[0]:
            raise Refused("not_today", day=row.day)
        advance(work, self, Step.ARRIVE)
        return Done("arrived", (self.appointment_id,))


class NoShow(StepCommand):
    """Nobody came (in person only; for calls there are attempts). Never a "Meldeversäumnis"."""

    kind: ClassVar[str] = "no_show"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Set *nicht erschienen*. Refused `not_started` before the appointment's start."""
        row = work.appointment(self.appointment_id, self.version)
        if (row.day, row.start_minute) > wall(self.made_at):
            raise Refused("not_started", start_minute=row.start_minute)
        advance(work, self, Step.NO_SHOW)
        return Done("no_show", (self.appointment_id,))


class Leave(StepCommand):
    """The customer was here and went without a talk: it still owes them something (D9)."""

    kind: ClassVar[str] = "leave"
    offline_safe: ClassVar[bool] = True

    def apply(self, work: Work) -> Done:
        """Set *gegangen*."""
        advance(work, self, Step.LEAVE)
        return Done("left", (self.appointment_id,))

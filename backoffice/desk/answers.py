"""What else settles what an appointment still owes: a written answer, or the customer waived (D9)."""

from typing import ClassVar

from pydantic import Field

from backoffice.desk.command import Done, Work
from backoffice.desk.steps import StepCommand, claim_check
from backoffice.desk.tickets import Long
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import Answer
from backoffice.store.tables.appointments import AnswerRow

NOTHING_OWED = frozenset({Status.MOVED, Status.TAKEN_OVER, Status.CANCELLED_BY_CUSTOMER, Status.NO_SHOW})
"""These endings owe nothing (D9): a customer who stayed away or cancelled was promised nothing more."""


class RecordAnswer(StepCommand):
    """The customer was answered in writing, or wants nothing more from us (`how` and when: `happened_at`)."""

    kind: ClassVar[str] = "answer"
    offline_safe: ClassVar[bool] = True

    answer: Answer
    how: Long
    answer_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Keep it; the appointment's state does not change.

        Refused: `how_missing`; `nothing_owed` where the ending owes nothing; `still_open` for an appointment of today
        or later that has not ended: enter how it ended instead.
        """
        row = work.appointment(self.appointment_id, self.version)
        if not self.how:
            raise Refused("how_missing")
        if row.status in NOTHING_OWED:
            raise Refused("nothing_owed")
        at = self.at()
        today, _ = wall(self.made_at)
        ended = row.status in ENDINGS or row.status is Status.PRESUMED_CANCELLED
        if not ended and row.day >= today:
            raise Refused("still_open")
        claim_check(work, row.id, self.made_at, despite=self.despite_claim)
        work.tx.insert(
            AnswerRow,
            id=self.answer_id,
            appointment_id=row.id,
            branch_id=row.branch_id,
            staff_id=work.actor.id,
            at=at,
            kind=self.answer,
            about=row.status,
            how=self.how,
        )
        return Done("answered", (row.id,), {"answer": self.answer.value})

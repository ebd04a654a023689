"""Calls that found nobody (D16): the row stays, until two tries at least ten minutes apart."""

from datetime import datetime, timedelta
from typing import ClassVar, Literal

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.command import Done, Work
from backoffice.desk.noting import NoteText, add_note
from backoffice.desk.steps import StepCommand, advance, claim_check, release
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Status, Step
from backoffice.domain.terms import AttemptResult, Channel
from backoffice.store.tables.appointments import Attempt, Customer
from backoffice.store.tables.base import table

APART = timedelta(minutes=10)
LATE = timedelta(minutes=10)
"""Where *we* called later than this after the booked time, a callback is due (D16)."""

Failed = Literal[
    AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT, AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER
]


class LogAttempt(StepCommand):
    """A call that did not reach the customer. One that did is `Begin`."""

    kind: ClassVar[str] = "attempt"
    offline_safe: ClassVar[bool] = True
    result: Failed
    attempt_id: str = Field(default_factory=new_id)
    note: NoteText | None = None
    note_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Keep the attempt; set *nicht erreicht* once D16 allows it.

        Refused: `phone_only`, `not_today`, `wrong_state`, `has_number` (*keine Nummer* where there is one). Values of
        the answer: number of attempts, whether it ended the appointment, when to try again, whether we called late.
        """
        row = work.appointment(self.appointment_id, self.version)
        at = self.at()
        if row.channel is Channel.IN_PERSON:
            raise Refused("phone_only")
        if row.day > wall(at)[0]:
            raise Refused("not_today", day=row.day)
        if row.status not in (Status.BOOKED, Status.IN_PROGRESS, Status.NOT_REACHED):
            raise Refused("wrong_state", step=Step.NOT_REACHED.value, status=row.status.value)
        if self.result is AttemptResult.NO_NUMBER and work.row(Customer, row.customer_id).phone:
            raise Refused("has_number")
        claim_check(work, row.id, self.made_at, despite=self.despite_claim)
        tried = self._earlier(work)
        work.tx.insert(
            Attempt,
            id=self.attempt_id,
            appointment_id=row.id,
            branch_id=row.branch_id,
            staff_id=work.actor.id,
            at=at,
            result=self.result,
        )
        if self.note:
            add_note(work, row, self.note_id, at, self.note)
        useless = self.result in (AttemptResult.WRONG_NUMBER, AttemptResult.NO_NUMBER)
        # A call before the booked time is kept, but the customer was promised that time: it counts from then on.
        start = instant_of(row.day, row.start_minute)
        counting = [call for call in (at, *tried) if call >= start]
        enough = useless or (bool(counting) and max(counting) - min(counting) >= APART)
        if enough and row.status is not Status.NOT_REACHED:
            advance(work, self, Step.NOT_REACHED)
        elif row.status is Status.IN_PROGRESS:
            advance(work, self, Step.RELEASE)
        else:
            release(work, row.id)
        first = min([at, *tried])
        return Done(
            "not_reached" if enough else "attempted",
            (row.id,),
            {
                "count": len(tried) + 1,
                "retry_at": None if enough else max(max([at, *tried]) + APART, start).isoformat(),
                "late": first > start + LATE,
            },
        )

    def _earlier(self, work: Work) -> list[datetime]:
        attempts = table(Attempt)
        return [
            row.at
            for row in work.tx.all(sa.select(attempts.c.at).where(attempts.c.appointment_id == self.appointment_id))
        ]

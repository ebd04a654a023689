"""Moving an appointment to another time or group (v): old and new stand as rows of their own, linked (D45)."""

from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.booking import NewBooking, book
from backoffice.desk.command import Done, Work
from backoffice.desk.otv import leaves_otv
from backoffice.desk.steps import StepCommand, advance
from backoffice.desk.taking import lock_places
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import Step
from backoffice.domain.terms import Origin
from backoffice.store.tables.appointments import OutcomeRow
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup
from backoffice.store.tables.takeovers import Takeover
from backoffice.store.tables.tickets import CallbackTicket

_outcome, _ticket, _takeover = table(OutcomeRow), table(CallbackTicket), table(Takeover)


class MoveAppointment(StepCommand):
    """Another time, or another group, with whom it is agreed; the duration stays unless another is said."""

    kind: ClassVar[str] = "move_appointment"
    chooses_place: ClassVar[bool] = True

    booking: NewBooking
    otv_task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV stornieren" for the old time (D29)."""

    def apply(self, work: Work) -> Done:
        """Move it. Refused: `of_other_branch` (that is a takeover), `nothing_moves`, `wrong_state`, and what `book`
        refuses.

        What was promised with the old appointment is promised with the new one: outcomes and tickets that lead to it
        lead on to where it is now.
        """
        row = work.appointment(self.appointment_id, self.version)
        if work.row(ServicePointGroup, self.booking.group_id).branch_id != row.branch_id:
            raise Refused("of_other_branch")
        new = self.booking
        as_it_is = (row.group_id, row.day, row.start_minute, row.end_minute - row.start_minute, row.channel)
        length = new.minutes or as_it_is[3]
        if (new.group_id, new.day, new.start, length, new.channel) == as_it_is:
            raise Refused("nothing_moves", day=row.day, start=row.start_minute)
        # First the places, then the row, as whoever re-packs does it: two that wait for each other would both lose.
        lock_places(work, self.booking.group_id, self.booking.day)
        advance(work, self, Step.MOVE)
        values = book(
            work,
            self.booking,
            row.customer_id,
            self,
            origin=Origin.BOOKED,
            before=row,
            moved=True,
            keep_interpreter=not new.let_interpreter_go,
        )
        self._lead_on(work, row)
        otv = leaves_otv(work, row, self.otv_task_id, self.made_at)
        told: dict[str, Any] = {"from_day": row.day.isoformat(), "from_start": row.start_minute, "otv": otv}
        return Done("moved", (self.booking.id, row.id), values | told)

    def _lead_on(self, work: Work, row: sa.Row[Any]) -> None:
        for outcome in work.tx.all(sa.select(_outcome).where(_outcome.c.linked_id == row.id)):
            work.tx.delete(OutcomeRow, outcome)
            work.tx.insert(OutcomeRow, **outcome._asdict() | {"linked_id": self.booking.id})
        for ticket in work.tx.all(sa.select(_ticket).where(_ticket.c.closing_appointment_id == row.id)):
            work.tx.change(CallbackTicket, ticket, closing_appointment_id=self.booking.id)
        for asked in work.tx.all(sa.select(_takeover).where(_takeover.c.linked_id == row.id)):
            work.tx.change(Takeover, asked, linked_id=self.booking.id)

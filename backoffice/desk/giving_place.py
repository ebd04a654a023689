"""Giving an appointment that stands *ohne Platz* a service point (p), or another one (D6, D27)."""

from typing import ClassVar

from pydantic import Field

from backoffice.desk.command import Done, OnAppointment, Work
from backoffice.desk.otv import enters_otv
from backoffice.desk.taking import Asked, take_place
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Contingent, Origin
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.organisation import ServicePoint


class GivePlace(OnAppointment):
    """The first free service point of its group at its time; others of the group may change places for it."""

    kind: ClassVar[str] = "give_place"
    chooses_place: ClassVar[bool] = True

    point_id: str | None = None
    """This one and no other, of whatever group of the branch."""
    otv_task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV nachtragen", where one of ours comes to lie on online time (D29)."""

    def apply(self, work: Work) -> Done:
        """Place it. Refused: `already_over` (it has ended), `has_place`, `no_group` (nobody knows for what it is, and
        no service point is named), `bad_point`, `no_place_free` with the `Explanation`.
        """
        row = work.appointment(self.appointment_id, self.version)
        if row.status in ENDINGS:
            raise Refused("already_over", status=row.status.value)
        present = work.seen(Placement, row.id)
        if present is not None and self.point_id in (None, present.service_point_id):
            raise Refused("has_place", place=work.row(ServicePoint, present.service_point_id).name)
        group_id = row.group_id
        if self.point_id is not None:
            point = work.row(ServicePoint, self.point_id)
            if point.branch_id != row.branch_id:
                raise Refused("bad_point")
            group_id = point.group_id
        if group_id is None:
            raise Refused("no_group")
        asked = Asked(
            group_id,
            row.day,
            row.start_minute,
            row.end_minute - row.start_minute,
            point_id=self.point_id,
            emergency=True,  # it is booked: what is kept for others or stopped for new bookings is open to it (D31)
            leaving=row.id,
            prefer=Contingent.ONLINE if row.origin is Origin.IMPORTED else Contingent.INTERNAL,
            as_long_as_was=True,
        )
        try:
            place = take_place(work, asked, self)
        except Refused as refused:
            if refused.code != "time_not_free":
                raise
            raise Refused(
                "no_place_free", **refused.values
            ) from None  # its time was promised: no other is looked for
        if present is not None:
            work.tx.delete(Placement, present)
        work.tx.insert(Placement, appointment_id=row.id, branch_id=row.branch_id, service_point_id=place.point_id)
        if row.origin is not Origin.IMPORTED and place.contingent is Contingent.ONLINE is not row.contingent:
            work.tx.change(Appointment, row, contingent=Contingent.ONLINE)
            enters_otv(work, row.id, row.branch_id, self.otv_task_id, self.made_at)
        told = {"place": work.row(ServicePoint, place.point_id).name, "moved_others": len(place.moves)}
        return Done("placed", (row.id,), told)

"""Writes the rows of an import's plan: new ones in one go, known ones one by one (D4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backoffice.desk.command import Command, Work
from backoffice.desk.import_hints import Hints
from backoffice.desk.import_plan import PlannedRow
from backoffice.desk.import_rows import to_plain
from backoffice.desk.interpreter_choice import TalkTime
from backoffice.desk.interpreting_carried import follow
from backoffice.domain.bookings import BookedRow, Field
from backoffice.domain.clock import instant_of
from backoffice.domain.merge import RowState
from backoffice.domain.states import Status
from backoffice.domain.terms import Origin
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.imports import ImportRow

_COLUMNS: Mapping[Field, tuple[str, ...]] = {
    Field.BOOKING_NUMBER: ("booking_number",),
    Field.DAY: ("day",),
    Field.START: ("start_minute", "end_minute"),
    Field.DURATION: ("end_minute", "assumed_end"),
    Field.CHANNEL: ("channel",),
    Field.CONCERN: ("concern_id", "concern_text", "group_id"),
    Field.GROUP: ("group_id",),
    Field.REMARK: ("remark",),
    Field.BOOKED_AT: ("booked_at",),
}
"""What of an appointment each fact of a file is kept in; those of the person are the customer's."""

_TIME = ("day", "start_minute", "end_minute")


class Writer:
    """Writes planned rows: new ones in one go, changed ones one by one."""

    def __init__(self, work: Work, command: Command, branch_id: str, run_id: str, day: date, hints: Hints) -> None:
        self.work = work
        self.command = command
        self.branch_id = branch_id
        self.run_id = run_id
        self.day = day
        self.hints = hints

    def write(self, rows: tuple[PlannedRow, ...], ids: Mapping[int, tuple[str, str]]) -> None:
        """All rows of a plan. `ids`: customer and appointment for each row of the file, by its number in the sheet.

        Conflict `changed_meanwhile` where an appointment no longer stands as the plan saw it.
        """
        new = [(row, *ids[row.plan.row.row]) for row in rows if row.plan.state is RowState.NEW]
        tx = self.work.tx
        branch = {"branch_id": self.branch_id}
        tx.insert_all(Customer, [{"id": c, **branch, **_person(row.plan.row)} for row, c, _ in new])
        tx.insert_all(
            Appointment,
            [
                {"id": a, "customer_id": c, "origin": Origin.IMPORTED, **branch, **self._columns(row)}
                | self.hints.of_new(row)
                for row, c, a in new
            ],
        )
        tx.insert_all(
            Placement,
            [
                {"appointment_id": a, "service_point_id": row.target.point_id, **branch}
                for row, _, a in new
                if row.target and row.target.point_id
            ],
        )
        tx.insert_all(ImportRow, [self._base(a, row.plan.row) for row, _, a in new])
        for row in rows:
            if row.known is not None:
                self._known(row)

    def _known(self, row: PlannedRow) -> None:
        plan = row.plan
        if row.known is None or plan.state is RowState.PROBLEM:
            return
        there = self.work.appointment(row.known.id, plan.version)
        hint = self.hints.of_known(row, there, self.work)
        if plan.new_base is not None:
            self._rebase(row.known.id, plan.new_base)
        if plan.state is RowState.VANISHED:
            self._change(row.known.id, status=Status.PRESUMED_CANCELLED)
        elif plan.merged is not None and row.target is not None:
            status = {"status": Status.BOOKED} if plan.reappeared else {}
            self._change(row.known.id, **self._taken(row), **status, **hint)
            self._person(row)
            if row.moves:
                self._move(row.known.id, row.target.point_id)
            self._interpreter(row.known.id, self._taken(row))
        elif plan.reappeared:
            self._change(row.known.id, status=Status.BOOKED, **hint)
        else:
            self._change(row.known.id, **hint)

    def _change(self, appointment_id: str, **values: Any) -> None:
        self.work.tx.change(Appointment, self.work.row(Appointment, appointment_id), **values)

    def _columns(self, row: PlannedRow) -> dict[str, Any]:
        values, target = row.plan.merged, row.target
        if values is None or target is None:
            raise ValueError(row)
        booked = values.booked_at
        return {
            "concern_id": target.concern.id if target.concern else None,
            "concern_text": values.concern or "",
            "group_id": target.group_id,
            "channel": values.channel,
            "day": values.day or self.day,
            "start_minute": target.start,
            "end_minute": target.end,
            "assumed_end": target.assumed_end,
            "remark": values.remark,
            "booking_number": values.booking_number,
            "booked_at": None if booked is None else instant_of(booked.date(), booked.hour * 60 + booked.minute),
        }

    def _taken(self, row: PlannedRow) -> dict[str, Any]:
        """Only what the file had new to say: the rest was understood by the catalogue of its day (D13)."""
        columns = self._columns(row)
        said = (_COLUMNS.get(change.field, ()) for change in row.plan.changes if change.taken)
        return {name: columns[name] for names in said for name in names}

    def _person(self, row: PlannedRow) -> None:
        if row.known is None or row.plan.merged is None:
            return
        appointment = self.work.row(Appointment, row.known.id)
        customer = self.work.row(Customer, appointment.customer_id)
        self.work.tx.change(Customer, customer, **_person(row.plan.merged))

    def _interpreter(self, appointment_id: str, taken: Mapping[str, Any]) -> None:
        """The order for an interpreter goes with the time that the file says (D46)."""
        if taken.keys() & set(_TIME):
            there = self.work.row(Appointment, appointment_id)
            day, start, end = (taken.get(name, getattr(there, name)) for name in _TIME)
            talk = TalkTime(there.id, there.branch_id, there.customer_id, there.channel, day, start, end)
            follow(self.work, self.command, talk)

    def _move(self, appointment_id: str, point_id: str | None) -> None:
        there = self.work.tx.find(Placement, appointment_id)
        if there is not None:
            if there.service_point_id == point_id:
                return
            self.work.tx.delete(Placement, there)
        if point_id is not None:
            self.work.tx.insert(
                Placement,
                appointment_id=appointment_id,
                branch_id=self.branch_id,
                service_point_id=point_id,
            )

    def _rebase(self, appointment_id: str, row: BookedRow) -> None:
        there = self.work.tx.find(ImportRow, appointment_id)
        if there is not None:
            self.work.tx.delete(ImportRow, there)
        self.work.tx.insert(ImportRow, **self._base(appointment_id, row))

    def _base(self, appointment_id: str, row: BookedRow) -> dict[str, Any]:
        return {
            "appointment_id": appointment_id,
            "branch_id": self.branch_id,
            "run_id": self.run_id,
            "base": to_plain(row),
        }


def _person(row: BookedRow) -> dict[str, Any]:
    return {
        "name": row.name or "",
        "family": row.family,
        "given": row.given,
        "phone": row.phone,
        "phone_raw": row.phone_raw,
        "phone_note": row.phone_note,
        "email": row.email,
        "customer_number": row.customer_number,
        "bg_number": row.bg_number,
        "number_raw": row.number_raw,
    }

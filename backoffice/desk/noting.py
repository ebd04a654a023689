"""Short notes on an appointment, and to whom it is handed (D19, D50)."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from backoffice.desk.command import Done, OnAppointment, Work
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rights import Right
from backoffice.domain.text import clean
from backoffice.store.tables.appointments import Assignment, Note
from backoffice.store.tables.people import Staff

NOTE_LENGTH = 200
NoteText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_LENGTH)]


def add_note(work: Work, row: Any, note_id: str, at: datetime, text: str) -> None:
    """Write a note, cleaned (D55). Refused `note_empty`."""
    words = clean(text, NOTE_LENGTH).text
    if not words:
        raise Refused("note_empty")
    work.tx.insert(
        Note,
        id=note_id,
        appointment_id=row.id,
        branch_id=row.branch_id,
        staff_id=work.actor.id,
        at=at,
        text=words,
    )


class AddNote(OnAppointment):
    """Write down what is needed, no more: customers may read it (D19)."""

    kind: ClassVar[str] = "note"
    offline_safe: ClassVar[bool] = True
    text: NoteText
    note_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Add the note; the appointment's version does not move."""
        row = work.appointment(self.appointment_id)
        add_note(work, row, self.note_id, self.made_at, self.text)
        return Done("noted", (self.appointment_id,))


class Assign(OnAppointment):
    """Hand an appointment to somebody of the branch, or to nobody again."""

    kind: ClassVar[str] = "assign"
    right: ClassVar[Right] = Right.ASSIGN
    staff_id: str | None

    def apply(self, work: Work) -> Done:
        """Set or remove the assignment. Refused `not_of_this_branch` for staff who do not work here."""
        row = work.appointment(self.appointment_id)
        present = work.tx.find(Assignment, row.id)
        if present is not None:
            if present.staff_id == self.staff_id:
                return Done("assigned" if self.staff_id else "unassigned", (row.id,))
            work.tx.delete(Assignment, present)
        if self.staff_id is None:
            return Done("unassigned", (row.id,))
        staff = work.row(Staff, self.staff_id)
        if not staff.active or staff.branch_id not in (None, row.branch_id):
            raise Refused("not_of_this_branch")
        work.tx.insert(
            Assignment,
            appointment_id=row.id,
            branch_id=row.branch_id,
            staff_id=self.staff_id,
            at=self.made_at,
        )
        return Done("assigned", (row.id,), {"staff_id": self.staff_id})

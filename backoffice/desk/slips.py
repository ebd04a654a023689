"""The Terminzettel of an appointment, and the slips that were written here: listed, and gone in time (D53).

A slip names nobody, but tells day, concern and branch of somebody's appointment. So it lies in a folder of the
program's own and stays until the next working day; then the next start deletes it.
"""

from datetime import date, datetime
from pathlib import Path

from backoffice.desk.papers import PaperLeft, cleared
from backoffice.desk.views import Record
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import wall
from backoffice.domain.slip import Slip
from backoffice.exchange.slip_file import NAME, delete_slip, slips_in

__all__ = ["clear_due", "delete_by", "delete_slip", "slip_of", "slips_folder", "slips_left"]


def slip_of(record: Record, *, documents: str | None = None, contact: str | None = None) -> Slip:
    """The slip of one appointment. Promised are time and group, so no service point stands on it (D27).

    `documents` is what to bring to this one, an item a line; None: what the catalogue says for its concern.
    `contact` is how customers reach the branch; nothing of the branch's own is taken for it (D9).
    """
    line = record.line
    bring = record.documents if documents is None else documents
    return Slip(
        day=line.day,
        start=line.start,
        end=line.end,
        channel=line.channel,
        branch=record.branch.name,
        address=record.branch.address,
        concern="" if line.sensitive else record.concern_title,
        sensitive=line.sensitive,
        documents=tuple(part for text in bring.splitlines() if (part := text.strip())),
        where=line.group,
        language=record.language,
        contact=contact,
    )


def slips_folder(data: Path) -> Path:
    """Where slips lie, below the folder with this user's data (`config.data_folder()`)."""
    return data / NAME


def delete_by(made_at: datetime) -> date:
    """The day on which a slip that was written at `made_at` is to go: the next working day."""
    return next_working_day(wall(made_at)[0])


def slips_left(folder: Path) -> tuple[PaperLeft, ...]:
    """The slips of a folder, the oldest first; none where it cannot be read."""
    return tuple(PaperLeft(slip.path, slip.made_at, delete_by(slip.made_at)) for slip in slips_in(folder))


def clear_due(folder: Path, today: date) -> int:
    """Delete the slips whose day has come, and say how many are gone."""
    return cleared(slips_left(folder), today, delete_slip)

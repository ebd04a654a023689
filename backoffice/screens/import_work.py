"""What an import does away from the screen: read and compare, store and see to the file. All of it in a thread."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.importing import ImportDay
from backoffice.desk.outbox import deliver
from backoffice.desk.previewing import Preview, PreviewOf, ReadingHelpOf, read_file
from backoffice.domain.bookings import Field
from backoffice.domain.calendar import next_working_day
from backoffice.domain.columns import Mapped, confirmed, together
from backoffice.domain.errors import BackofficeError
from backoffice.exchange.booking_file import Progress


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read: a file, as which day's list, and what a person said of its columns just now."""

    path: Path
    day: date
    chosen: Mapped


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for a wish; `saved` is the branch's choice of columns as it stood then."""

    wish: Wish
    saved: Mapped
    preview: Preview

    @property
    def mapping(self) -> dict[str, str | None] | None:
        """The choice of columns to keep for the branch; None where nobody chose anything now."""
        if not self.wish.chosen:
            return None
        whole = together(self.saved, self.wish.chosen)
        return {heading: None if field is None else field.value for heading, field in whole.items()}


def choosing(found: Found, key: str, field: Field | None) -> Wish:
    """The same file, with one more column chosen."""
    return replace(found.wish, chosen=together(found.wish.chosen, confirmed(found.preview.file, {key: field})))


def look(desk: Desk, branch_id: str, wish: Wish, progress: Progress) -> Found:
    """Read the file and work out what it would change: no rows where columns have to be chosen. Nothing is stored."""
    saved = desk.read(ReadingHelpOf(branch_id)).mapping
    file = read_file(desk, wish.path, branch_id, mapping=together(saved, wish.chosen), progress=progress)
    return Found(wish, saved, desk.read(PreviewOf(branch_id, file, desk.clock.now(), wish.day)))


def kept_until(day: date) -> date:
    """How long a kept file is kept: until the next working day (D53)."""
    return next_working_day(day)


def command(desk: Desk, branch_id: str, found: Found, *, keep: bool, accept: bool) -> ImportDay:
    """The import as a command; performing it twice is one import."""
    preview = found.preview
    return desk.new(
        ImportDay,
        branch_id=branch_id,
        file=preview.file,
        day=preview.day,
        ids=ImportDay.ids_for(preview.file),
        path=None if keep else str(found.wish.path.absolute()),
        kept_path=str(found.wish.path.absolute())[:400] if keep else None,
        keep_until=kept_until(preview.day) if keep else None,
        accept_vanished=accept,
        mapping=found.mapping,
    )


def store(desk: Desk, import_day: ImportDay) -> Done:
    """Import, then see to the file: `values["file"]` is the code of what became of it.

    file_deleted, file_not_deleted (it is tried again), file_replaced, file_kept, file_kept_unclear.
    """
    done = desk.perform(import_day)
    if import_day.path is None:
        return _with_file(done, "file_kept")
    if "kept_until" in done.values:
        return _with_file(done, "file_kept_unclear")
    try:
        answers = deliver(desk)
    except BackofficeError:
        answers = ()  # it waits in the outbox and is tried again at the next start
    mine = next((answer.code for answer in answers if import_day.run_id in answer.ids), "file_not_deleted")
    return _with_file(done, mine)


def _with_file(done: Done, state: str) -> Done:
    return replace(done, values={**done.values, "file": state})

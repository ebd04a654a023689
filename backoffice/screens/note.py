"""A short note on an appointment (D19)."""

from collections.abc import Iterable

from textual.widget import Widget

from backoffice.desk.views import Line
from backoffice.domain.errors import Refused
from backoffice.screens.dialog import FormDialog, Paragraph
from backoffice.screens.naming import called
from backoffice.widgets.form_field import NOTE_LIMIT, FormField
from backoffice.wording import dialogs as words


def note_row(*, required: bool = False) -> FormField[str]:
    """The field of a note: at most 200 characters, counted while they are typed."""
    return FormField(words.FIELD_NOTE, parse=str.strip, required=required, limit=NOTE_LIMIT, counted=True, id="note")


def note_hint() -> Paragraph:
    """What a note is for, and who may read it."""
    return Paragraph(words.NOTE_HINT, ink="muted")


class NoteDialog(FormDialog[str]):
    """Gives the note, never empty."""

    def __init__(self, line: Line, *, short_names: bool = False) -> None:
        title = words.titled(words.NOTE_TITLE, line.start, called(line, short=short_names))
        super().__init__(title, draft_key=f"note:{line.id}", about=line.id)

    def body(self) -> Iterable[Widget]:
        yield note_row(required=True)
        yield note_hint()

    def result(self) -> str:
        note = self.query_one("#note", FormField).value
        if not note:
            raise Refused("note_empty")
        return str(note)

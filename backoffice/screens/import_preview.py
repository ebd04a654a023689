"""What the preview of an import shows: the sentences above it, its rows, the details of one row (D2–D6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.desk.previewing import Preview, PreviewRow
from backoffice.domain.bookings import Column as FileColumn
from backoffice.domain.bookings import Field, Issue
from backoffice.domain.clock import hhmm
from backoffice.domain.merge import FieldChange, RowState
from backoffice.domain.phones import international
from backoffice.domain.text import search_key
from backoffice.screens.paging import Lines, paragraph
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.display import cut
from backoffice.wording import import_texts as words
from backoffice.wording import screens as labels
from backoffice.wording.done import ROW_STATES
from backoffice.wording.labels import day_label
from backoffice.wording.states import CHANNEL_LONG
from backoffice.wording.views import issue

COLUMNS = (
    Column(words.COLUMN_STATE, 15),
    Column(words.COLUMN_TIME, 5, whole=True),
    Column(words.COLUMN_NAME, 14),
    Column(words.COLUMN_CONCERN, 20, priority=2),
    Column(words.COLUMN_PLACE, 5, priority=1),
    Column(words.COLUMN_NOTES, 24, flexible=True),
)
ORDER = (
    RowState.PROBLEM,
    RowState.VANISHED,
    RowState.MOVED,
    RowState.CHANGED,
    RowState.LINKED,
    RowState.NEW,
    RowState.UNCHANGED,
)
"""Problems first, what stays as it is last."""
INK = {RowState.PROBLEM: "urgent", RowState.VANISHED: "warning", RowState.UNCHANGED: "muted", RowState.NEW: "good"}
WIDE = 90
"""Cells from which the columns may take as many lines as other sentences."""
ROOM = 3
"""Lines a paragraph above the rows may take; the columns dialog shows all of them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the preview with its id in the list and everything that is remarked about it."""

    id: str
    row: PreviewRow
    remarks: str

    @property
    def search(self) -> str:
        """What the filter looks into."""
        row = self.row.row
        concern = labels.SENSITIVE if self.row.sensitive else self.row.concern
        return search_key(ROW_STATES[self.row.state.value], row.name, concern, row.booking_number, self.remarks)


def shown_rows(preview: Preview, *, only_changed: bool) -> list[Shown]:
    """The rows as they are listed: problems first, then by time. `only_changed` leaves out what stays as it is."""
    rows = [
        Shown(str(n), row, remarks(row))
        for n, row in enumerate(preview.rows)
        if not only_changed or row.state is not RowState.UNCHANGED or row.notes
    ]
    return sorted(rows, key=lambda shown: ORDER.index(shown.row.state))


def remarks(row: PreviewRow) -> str:
    """Problems, changes and notes of a row in words."""
    said = [_phrase(problem) for problem in row.problems]
    said += [_change(change, sensitive=row.sensitive) for change in row.changes]
    said += [_phrase(note) for note in row.notes]
    if row.state is RowState.VANISHED:
        said.append(words.WILL_BE_PRESUMED)
    return "; ".join(dict.fromkeys(said))


def _phrase(remark: Issue) -> str:
    return issue(remark.code, dict(remark.values))


def _change(change: FieldChange, *, sensitive: bool) -> str:
    show: Callable[[object], str] = _SHOWN.get(change.field, _text)
    if sensitive and change.field is Field.CONCERN:
        show = _unsaid
    return words.change(change.field, show(change.ours), show(change.theirs), taken=change.taken)


def _unsaid(value: object) -> str:
    return labels.SENSITIVE if value else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


_SHOWN: dict[Field, Callable[[object], str]] = {
    Field.START: lambda value: hhmm(value) if isinstance(value, int) else "",
    Field.DURATION: lambda value: f"{value} min" if isinstance(value, int) else "",
    Field.DAY: lambda value: day_label(value) if isinstance(value, date) else "",
    Field.BOOKED_AT: lambda value: words.wall_moment(value) if isinstance(value, datetime) else "",
    Field.CHANNEL: lambda value: CHANNEL_LONG.get(str(value), ""),
    Field.PHONE: lambda value: international(value) if isinstance(value, str) else "",
}


def cells(shown: Shown) -> Sequence[Cell]:
    """The cells of COLUMNS."""
    row, ink = shown.row, INK.get(shown.row.state, "plain")
    return (
        (words.row_state(row.state.value), ink),
        "—" if row.row.start is None else hhmm(row.row.start),
        (row.row.name or labels.NAMELESS, "strong"),
        labels.SENSITIVE if row.sensitive else row.concern or "",
        row.service_point or labels.NO_PLACE,
        (shown.remarks, "urgent" if row.problems else "plain"),
    )


def head(preview: Preview, width: int) -> Lines:
    """The sentences above the rows."""
    file = preview.file
    unsaid = [_phrase(found) for found in file.issues if found.code in words.NOT_SAID]
    others = [_phrase(found) for found in file.issues if found.code not in (*words.NOT_SAID, "unknown_column")]
    counts = {state.value: count for state, count in preview.counts.items()}
    when = words.about_day(preview.branch.name, preview.day, file.made_at, provisional=file.provisional)
    problems = words.about_problems(preview.counts[RowState.PROBLEM])
    return [
        *_few(words.about_file(file.name, file.sheet, file.header_row), width, "plain", 1),
        *_few(when, width, "warning" if file.provisional else "plain", 2),
        *_few(words.MISSING_SHORT.get(file.missing or "", ""), width, "urgent", 2),
        *_few("" if file.missing else words.about_counts(counts), width, "strong", 1),
        *_few(problems, width, "urgent", 1),
        *_few(
            words.about_columns([(c.header or c.letter, c.field) for c in file.columns]),
            width,
            "muted",
            ROOM if width >= WIDE else 2,
        ),
        *_few(
            words.about_unknown([words.column_name(c.header, c.letter) for c in unknown(file.columns)]),
            width,
            "warning",
            2,
        ),
        *_few("" if file.missing else words.about_unsaid(unsaid), width, "muted", ROOM),
        *_few("; ".join(others), width, "warning", 2),
    ]


def unknown(columns: Sequence[FileColumn]) -> list[FileColumn]:
    """Columns with something in them that mean nothing here."""
    return [column for column in columns if column.field is None and (column.header or column.filled)]


def _few(text: str, width: int, ink: str, most: int) -> Lines:
    """A paragraph of at most so many lines; what is longer ends with an ellipsis."""
    lines = paragraph(text, width, ink)
    if len(lines) <= most:
        return lines
    rest = text[len(" ".join(line[0][0] for line in lines[: most - 1])) :].strip()
    return [*lines[: most - 1], [(cut(rest, width), ink)]]

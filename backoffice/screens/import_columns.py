"""Correcting what a file's columns mean (D3), and the question before many rows vanish (D4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.bookings import Column as FileColumn
from backoffice.domain.bookings import Field
from backoffice.screens.dialog import Dialog
from backoffice.screens.paging import Lines, Sheet, WideDialog, hinted, paragraph
from backoffice.widgets import told
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import import_texts as words
from backoffice.wording.help_texts import ABOUT_COLUMNS
from backoffice.wording.views import FIELDS

COLUMNS = (
    Column(words.COLUMN_NUMBER, 2, right=True),
    Column(words.COLUMN_HEADING, 18),
    Column(words.COLUMN_FIELD, 18),
    Column(words.COLUMN_SAMPLES, 16, flexible=True),
    Column(words.COLUMN_FILLED, 7, right=True, priority=1),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line to choose: a column of the file, or a field it may mean."""

    id: str
    number: int
    label: str
    field: str = ""
    samples: str = ""
    filled: str = ""


class ColumnsDialog(WideDialog[tuple[str, Field | None]]):
    """First the column, then what it means. Dismisses with (its key, field); no field for "do not take it over".

    `missing` is why it was opened by itself: what has to be said before the file has rows.
    """

    PLACES = keys.NUMBERED_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.NUMBERED)]
    ABOUT = ABOUT_COLUMNS

    def __init__(self, columns: Sequence[FileColumn], missing: str | None = None) -> None:
        super().__init__(words.COLUMNS_TITLE)
        self._columns = tuple(columns)
        self._missing = missing
        self._column: FileColumn | None = None

    def hints(self) -> Iterable[keys.Action]:
        """What Enter does here."""
        return (hinted("open", words.CHOOSE_THIS), keys.action("close"))

    def body(self) -> Iterable[Widget]:
        """The question and what there is to choose."""
        yield Sheet(self._question)
        yield RecordList[_Entry](COLUMNS, key=lambda entry: entry.id, cells=_cells, search=lambda entry: entry.label)

    def on_mount(self) -> None:
        self._listed.focus()
        self._listed.set_rows(self._entries())
        unnamed = next((c for c in self._columns if c.field is None and c.filled), None)
        if self._missing and unnamed is not None:
            self._listed.move_to(f"column:{unnamed.index}")

    @property
    def _listed(self) -> RecordList[_Entry]:
        return self.query_one(RecordList)

    def _question(self, width: int) -> Lines:
        if self._column is not None:
            named = words.column_name(self._column.header, self._column.letter)
            return [
                *paragraph(words.which_field(named), width, "strong"),
                *paragraph(words.in_it(self._column.samples), width, "muted"),
            ]
        why = paragraph(words.MISSING[self._missing], width, "urgent") if self._missing else []
        return [*why, *paragraph(words.WHICH_COLUMN, width, "strong")]

    def _entries(self) -> list[_Entry]:
        if self._column is None:
            return [
                _Entry(
                    f"column:{c.index}",
                    n,
                    words.column_name(c.header, c.letter),
                    FIELDS[c.field] if c.field else words.NO_FIELD,
                    words.samples(c.samples),
                    str(c.filled),
                )
                for n, c in enumerate(self._columns, 1)
            ]
        fields = [_Entry(f"field:{field.value}", n, name) for n, (field, name) in enumerate(FIELDS.items(), 1)]
        return [*fields, _Entry("field:", len(fields) + 1, words.NO_FIELD)]

    def _ask(self, column: FileColumn | None) -> None:
        came_from, self._column = self._column, column
        self.query_one(Sheet).show(self._question)
        self._listed.set_rows(self._entries())
        self._listed.action_cursor_first()
        if came_from is not None and column is None:
            self._listed.move_to(f"column:{came_from.index}")

    def action_pick(self, number: int) -> None:
        """1–9: the line with this number."""
        entry = next((e for e in self._entries() if e.number == number), None)
        if entry is not None and self._listed.move_to(entry.id):
            self._take(entry.id)

    @on(told.Opened)
    def _opened(self, event: told.Opened) -> None:
        self._take(event.id)

    def _take(self, id_: str) -> None:
        kind, _, value = id_.partition(":")
        if kind == "field" and self._column is not None:
            self.dismiss((self._column.key, Field(value) if value else None))
        elif kind == "column":
            self._ask(next(c for c in self._columns if str(c.index) == value))

    def action_close(self) -> None:
        """Esc: from the fields back to the columns, then back to the preview."""
        if self._column is None:
            self.dismiss(None)
        else:
            self._ask(None)


def _cells(entry: _Entry) -> Sequence[Cell]:
    ink = "warning" if entry.field == words.NO_FIELD else "plain"
    return str(entry.number), (entry.label, "strong"), (entry.field, ink), (entry.samples, "muted"), entry.filled


class VanishedDialog(Dialog[bool]):
    """Many rows are missing: goes on only with a choice of its own; the safe one has the cursor."""

    ABOUT = words.VANISHED_ABOUT

    def __init__(self, vanishing: int, untouched: int) -> None:
        super().__init__(words.VANISHED_TITLE)
        self._vanishing = vanishing
        self._untouched = untouched

    def body(self) -> Iterable[Widget]:
        """The numbers, what follows from them, two ways on."""
        yield Sheet(lambda width: [*paragraph(words.vanished_question(self._vanishing, self._untouched), width), []])
        yield ChoiceList(
            (Choice("back", words.VANISHED_BACK), Choice("accept", words.vanished_accept(self._vanishing)))
        )

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus()

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(event.ids == ("accept",))

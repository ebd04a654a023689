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
from backoffice.screens.paging import Sheet, WideDialog, hinted, paragraph
from backoffice.widgets import told
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.wording import import_texts as words
from backoffice.wording.help_texts import ABOUT_COLUMNS
from backoffice.wording.views import FIELDS

COLUMNS = (
    Column(words.COLUMN_NUMBER, 2, right=True),
    Column(words.COLUMN_HEADING, 20, flexible=True),
    Column(words.COLUMN_FIELD, 32),
    Column(words.COLUMN_FILLED, 7, right=True, priority=1),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line to choose: a column of the file, or a field it may mean."""

    id: str
    number: int
    label: str
    field: str = ""
    filled: str = ""


class ColumnsDialog(WideDialog[tuple[str, Field | None]]):
    """First the column, then what it means. Dismisses with (heading, field); None for "do not take it over"."""

    PLACES = keys.NUMBERED_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.NUMBERED)]
    ABOUT = ABOUT_COLUMNS

    def __init__(self, columns: Sequence[FileColumn]) -> None:
        super().__init__(words.COLUMNS_TITLE)
        self._columns = tuple(columns)
        self._heading: str | None = None

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

    @property
    def _listed(self) -> RecordList[_Entry]:
        return self.query_one(RecordList)

    def _question(self, width: int) -> list[list[tuple[str, str]]]:
        said = words.WHICH_COLUMN if self._heading is None else words.which_field(self._heading)
        return paragraph(said, width, "strong")

    def _entries(self) -> list[_Entry]:
        if self._heading is None:
            return [
                _Entry(
                    f"column:{c.index}", n, c.header, FIELDS[c.field] if c.field else words.NO_FIELD, str(c.filled)
                )
                for n, c in enumerate(self._columns, 1)
            ]
        fields = [_Entry(f"field:{field.value}", n, name) for n, (field, name) in enumerate(FIELDS.items(), 1)]
        return [*fields, _Entry("field:", len(fields) + 1, words.NO_FIELD)]

    def _ask(self, heading: str | None) -> None:
        self._heading = heading
        self.query_one(Sheet).show(self._question)
        self._listed.set_rows(self._entries())
        self._listed.action_cursor_first()
        self.say("", ink="plain")

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
        if kind == "field":
            self.dismiss((self._heading or "", Field(value) if value else None))
            return
        column = next(c for c in self._columns if str(c.index) == value)
        if column.header:
            self._ask(column.header)
        else:
            self.say(words.NO_HEADING)

    def action_close(self) -> None:
        """Esc: from the fields back to the columns, then back to the preview."""
        if self._heading is None:
            self.dismiss(None)
        else:
            self._ask(None)


def _cells(entry: _Entry) -> Sequence[Cell]:
    ink = "warning" if entry.field == words.NO_FIELD else "plain"
    return str(entry.number), (entry.label, "strong"), (entry.field, ink), entry.filled


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

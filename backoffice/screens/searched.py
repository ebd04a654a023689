"""A list that is read once and then searched on every key, with the line under the cursor told in full below."""

import asyncio
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input

from backoffice.desk.desk import Desk
from backoffice.domain.clock import Clock
from backoffice.domain.errors import BackofficeError
from backoffice.screens.paging import Lines, Sheet, UnderField
from backoffice.widgets import told
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from backoffice.wording.refusals import refusal


class Said(Protocol):
    """What such a list says of itself: a module of `wording`."""

    TITLE: str
    FIELD: str
    LOADING: str
    EMPTY: str

    def count(self, shown: int, of: int) -> str:
        """How many of all are shown."""

    def nothing_found(self, text: str) -> str:
        """That nothing fits."""


T = TypeVar("T")


class SearchedList(UnderField[None], Generic[T]):
    """Changes nothing and dismisses with nothing."""

    COLUMNS: ClassVar[tuple[Column, ...]]
    WORDS: ClassVar[Said]

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__(self.WORDS.TITLE)
        self.desk = desk
        self.clock = clock
        self.all: Sequence[T] = ()

    # --- what each says for itself -------------------------------------------------------------------------------

    @abstractmethod
    def read(self) -> Sequence[T]:
        """In a thread: all lines. Refused as the query refuses."""

    @abstractmethod
    def id_of(self, row: T) -> str:
        """What a line is known by."""

    @abstractmethod
    def cells(self, row: T) -> Sequence[Cell]:
        """The cells of `COLUMNS`."""

    @abstractmethod
    def found(self, text: str) -> Sequence[T]:
        """The lines that say what was typed; all where nothing was."""

    @abstractmethod
    def details(self, row: T, width: int) -> Lines:
        """A line in full; nothing of it is cut."""

    # --- what they have in common --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """A field, what is found, and below the one under the cursor."""
        yield TextInput(limit=80, placeholder=self.WORDS.FIELD)
        yield RecordList[T](
            self.COLUMNS,
            key=self.id_of,
            cells=self.cells,
            search=lambda _: "",  # typing searches here, not the list's own filter
            empty=self.WORDS.LOADING,
            clock=self.clock,
        )
        yield Sheet(id="in_full")

    def on_mount(self) -> None:
        self.listed.can_focus = False
        self.query_one(TextInput).focus()
        self.load()

    @work(exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Read once: after that every key searches what is here."""
        try:
            self.all = await asyncio.to_thread(self.read)
        except BackofficeError as error:
            self.listed.empty_text = ""
            self.listed.refresh()
            self.say(str(refusal(error)))
            return
        self._find(self.query_one(TextInput).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.all:
            self._find(event.value)

    def _find(self, text: str) -> None:
        found = self.found(text)
        self.listed.empty_text = self.WORDS.nothing_found(text.strip()) if self.all else self.WORDS.EMPTY
        self.listed.set_rows(found)
        if found:
            self.listed.move_to(self.id_of(found[0]))  # the first one, whatever stood under the cursor before
        self.say(self.WORDS.count(len(found), len(self.all)), ink="muted")

    @on(told.Highlighted)
    def _tell_more(self) -> None:
        row: T | None = self.listed.cursor_row
        self.query_one("#in_full", Sheet).show(lambda width: [] if row is None else self.details(row, width))

"""Choosing the booking file: what lies in the folder under digits, a path to type, the day it is for."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from backoffice import config
from backoffice.domain.errors import BackofficeError
from backoffice.domain.typed import parse_day
from backoffice.screens.import_files import Candidate, candidates, meant
from backoffice.screens.paging import Lines, Sheet, paragraph
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.text_input import TextInput
from backoffice.wording import import_texts as words
from backoffice.wording.refusals import refusal

ABOUT_THE_DAY = ("other_day", "no_day", "day_empty", "day_unknown", "day_not_in_calendar", "day_too_far")
"""Refusals that another day answers."""


class FileChooser(Vertical):
    """The newest file has the cursor and stands in the field; `Wanted` says what is to be read."""

    @dataclass
    class Wanted(Message):
        """Read this file, as the list of this day."""

        path: Path
        day: date

    @dataclass
    class Wrong(Message):
        """What was typed means nothing; the sentence says why."""

        sentence: str

    def __init__(self, folder: Path, today: date) -> None:
        super().__init__()
        self._folder = folder
        self._today = today
        self._found: tuple[Candidate, ...] = ()
        self._there = True

    def compose(self) -> ComposeResult:
        yield Sheet(self._text, id="choose")
        yield ChoiceList((), id="files")
        with Horizontal(classes="typed"):
            yield Sheet(lambda _: [[(words.PATH, "strong")]])
            yield TextInput(id="path", limit=400)
        with Horizontal(classes="typed"):
            yield Sheet(lambda _: [[(words.DAY, "strong")]])
            yield TextInput(f"{self._today:%d.%m.%Y}", id="day", limit=20)

    def on_mount(self) -> None:
        self._look_around(self._folder)

    def look_around(self, folder: Path) -> None:
        """Offer the files of a folder that was typed; the next time they are offered at once."""
        config.remember(import_folder=str(folder))
        self._look_around(folder)

    @work(exclusive=True, group="files", exit_on_error=False)
    async def _look_around(self, folder: Path) -> None:
        self._folder = folder
        self._there, self._found = await asyncio.to_thread(lambda: (folder.is_dir(), candidates(folder)))
        self.query_one("#files", ChoiceList).set_choices(
            [Choice(c.path.name, c.path.name, words.file_hint(c.changed, newest=c.newest)) for c in self._found]
        )
        self.query_one("#choose", Sheet).show(self._text)
        if self._found:
            self.type_path(self._found[0].path.name)
        self.take_keys()

    def _text(self, width: int) -> Lines:
        nothing = words.NO_FILES if self._there else words.NO_FOLDER
        said = words.CHOOSE if self._found else nothing.format(folder=self._folder)
        return [*paragraph(said, width, "muted"), []]

    def take_keys(self) -> None:
        """The choices have the keys, so that a digit chooses; without any the field."""
        if self.display:
            (self.query_one("#files") if self._found else self.query_one("#path")).focus()

    def type_path(self, path: str) -> None:
        """Put a path into the field."""
        self.query_one("#path", TextInput).value = path

    def ask_again(self, code: str) -> None:
        """A refusal came of it: the keys go to the field that answers it."""
        self.query_one("#day" if code in ABOUT_THE_DAY else "#path").focus()

    def want(self) -> None:
        """Say what stands in the fields; a folder is looked into instead."""
        path = meant(self.query_one("#path", TextInput).value, self._folder)
        if path is None:
            self.post_message(self.Wrong(words.NO_PATH))
            return
        try:
            day = parse_day(self.query_one("#day", TextInput).value, self._today)
        except BackofficeError as error:
            self.post_message(self.Wrong(str(refusal(error))))
            self.ask_again(error.code)
            return
        self.post_message(self.Wanted(path, day))

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.type_path(event.ids[0])
        self.want()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.want()

"""Reading a booking file (F7): choose it, watch it being read, see what would change, then store it (D2–D6, D53)."""

import asyncio
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.importing import ImportDay
from backoffice.desk.previewing import Preview
from backoffice.desk.views import BranchView
from backoffice.domain.clock import Clock
from backoffice.domain.errors import BackofficeError
from backoffice.domain.merge import RowState
from backoffice.screens import import_work as importing
from backoffice.screens.import_choosing import FileChooser
from backoffice.screens.import_columns import ColumnsDialog, VanishedDialog
from backoffice.screens.import_pane import PreviewPane
from backoffice.screens.import_work import Found, Wish
from backoffice.screens.paging import WideDialog
from backoffice.widgets.frame_lines import HintLine
from backoffice.widgets.notice_line import NoticeLine
from backoffice.wording import import_texts as words
from backoffice.wording.help_texts import ABOUT_IMPORT
from backoffice.wording.labels import day_label
from backoffice.wording.refusals import refusal

KEEP_KEY = keys.action("keep_file").shown
"""What is said of the key comes from where it is declared."""


class Stage(StrEnum):
    """Where the dialog stands; the value is the screen's class that shows the widgets of that stage."""

    CHOOSING = "-choosing"
    READING = "-reading"
    PREVIEW = "-preview"
    STORING = "-storing"


class _Stopped(Exception):
    """The person pressed Esc while the file was read."""


class ImportDialog(WideDialog[Done]):
    """Dismisses with what the import did; `values["file"]` says what became of the file (see `import_work.store`)."""

    PLACES = keys.PREVIEW_DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.PREVIEW)]
    ABOUT = ABOUT_IMPORT.format(key=KEEP_KEY)

    def __init__(self, desk: Desk, branch: BranchView, clock: Clock, folder: Path, today: date) -> None:
        super().__init__(words.TITLE)
        self._desk, self._branch, self._clock = desk, branch, clock
        self._folder, self._today = folder, today
        self._stage = Stage.CHOOSING
        self._found: Found | None = None
        self._keep = False
        self._stop = Event()
        self._command: ImportDay | None = None

    # --- what there is -------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """Choosing above, the preview below; only the stage's own part is shown."""
        yield FileChooser(self._folder, self._today)
        yield PreviewPane()

    def on_mount(self) -> None:
        self._show(Stage.CHOOSING)

    def on_unmount(self) -> None:
        self._stop.set()

    @property
    def _pane(self) -> PreviewPane:
        return self.query_one(PreviewPane)

    @property
    def _chooser(self) -> FileChooser:
        return self.query_one(FileChooser)

    @property
    def _preview(self) -> Preview | None:
        return self._found.preview if self._found else None

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        for other in Stage:
            self.set_class(other is stage, other.value)
        self.query_one(HintLine).show(self.hints())
        if stage is Stage.PREVIEW:
            self._pane.rows.focus()
        elif stage is Stage.CHOOSING:
            self._chooser.take_keys()

    def hints(self) -> Iterable[keys.Action]:
        """The keys of the stage."""
        if self._stage is Stage.PREVIEW:
            return keys.at(keys.Place.DIALOG, keys.Place.PREVIEW)
        if self._stage is Stage.CHOOSING:
            return (keys.action("import_now"), *keys.at(*keys.CHOICE_DIALOG))
        return ()

    def take_text(self, text: str) -> None:
        """A paste beside the fields: a path while a file is chosen, the filter over the preview."""
        if self._stage is Stage.CHOOSING:
            self._chooser.type_path(text)
        elif self._stage is Stage.PREVIEW:
            super().take_text(text)

    # --- reading -------------------------------------------------------------------------------------------------

    @on(FileChooser.Wrong)
    def _not_understood(self, event: FileChooser.Wrong) -> None:
        self.say(event.sentence)

    @on(FileChooser.Wanted)
    def _wanted(self, event: FileChooser.Wanted) -> None:
        self._found = None
        self.read(Wish(event.path, event.day, {}))

    @work(exclusive=True, group="reading", exit_on_error=False)
    async def read(self, wish: Wish) -> None:
        """Read and compare in a thread; Esc stops it. Where that fails, what was shown before comes back."""
        self._stop.set()
        stop = self._stop = Event()
        if await asyncio.to_thread(wish.path.is_dir):
            self.say("", ink="plain")
            self._chooser.look_around(wish.path)
            return
        self._show(Stage.READING)
        self.query_one(NoticeLine).working(words.READING, can_stop=True)

        def progress(done: int, total: int) -> None:
            if stop.is_set():
                raise _Stopped
            self.app.call_from_thread(self._progressed, stop, done, total)

        try:
            found = await asyncio.to_thread(importing.look, self._desk, self._branch.id, wish, progress)
        except (_Stopped, BackofficeError) as error:
            if isinstance(error, BackofficeError) and not stop.is_set():
                self._back()
                self.say(str(refusal(error)))
                if self._stage is Stage.CHOOSING:
                    self._chooser.ask_again(error.code)
            return
        if not stop.is_set():
            self._take(found)

    def _progressed(self, of: Event, done: int, total: int) -> None:
        if of.is_set():
            return
        notice = self.query_one(NoticeLine)
        if not total:
            notice.working(words.rows_read(done), can_stop=True)
        elif done < total:
            notice.progress(words.READING, done, total)
        else:
            notice.working(words.COMPARING, can_stop=True)

    def _back(self) -> None:
        self._show(Stage.PREVIEW if self._found else Stage.CHOOSING)

    # --- the preview ---------------------------------------------------------------------------------------------

    def _take(self, found: Found) -> None:
        self._found, self._command = found, None
        self._show(Stage.PREVIEW)
        self._pane.show(found.preview)
        if found.preview.file.missing:
            self.say(words.MISSING_SHORT[found.preview.file.missing])
            self.action_correct()
        else:
            self._say_what_becomes_of_the_file()

    def _say_what_becomes_of_the_file(self) -> None:
        unclear = self._preview is not None and self._preview.counts[RowState.PROBLEM] > 0
        if self._preview is not None and (self._keep or unclear):
            until = day_label(importing.kept_until(self._preview.day))
            said = words.KEEPS_FILE if self._keep else words.KEEPS_UNCLEAR
            self.say(said.format(day=until, key=KEEP_KEY), ink="plain")
        else:
            self.say(words.DELETES_FILE.format(key=KEEP_KEY), ink="plain")

    def action_filter(self) -> None:
        """/: only rows that hold every word."""
        if self._stage is Stage.PREVIEW:
            self._pane.open_filter()

    def action_details(self) -> None:
        """o: with the rows that stay as they are, or without."""
        if self._stage is Stage.PREVIEW:
            self._pane.toggle_unchanged()

    def action_keep_file(self) -> None:
        """The file stays, or goes."""
        if self._stage is Stage.PREVIEW and self._preview is not None and not self._preview.file.missing:
            self._keep, self._command = not self._keep, None
            self._say_what_becomes_of_the_file()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_correct(self) -> None:
        """f: say what a column means; the file is read again with that."""
        found = self._found
        if self._stage is not Stage.PREVIEW or found is None:
            return
        file = found.preview.file
        answer = await self.app.push_screen_wait(ColumnsDialog(file.columns, file.missing))
        if answer is not None:
            self.read(importing.choosing(found, *answer))

    # --- storing -------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """F2: read the file, or store what the preview shows."""
        if self._stage is Stage.CHOOSING:
            self._chooser.want()
        elif self._stage is Stage.PREVIEW and self._preview is not None:
            if self._preview.file.missing:
                self.say(words.MISSING_SHORT[self._preview.file.missing])
            elif self._preview.counts[RowState.PROBLEM] == len(self._preview.rows):
                self.say(words.NOTHING_STORABLE)
            else:
                self.store()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def store(self) -> None:
        """Import, after the question that many vanished rows ask (D4); then see to the file."""
        found = self._found
        if found is None:
            return
        accept = found.preview.too_many_vanished
        if accept:
            question = VanishedDialog(found.preview.vanishing, found.preview.untouched)
            if not await self.app.push_screen_wait(question):
                return
        if self._command is None:  # after a failed try the same command goes again: two tries are one import
            self._command = importing.command(self._desk, self._branch.id, found, keep=self._keep, accept=accept)
        self._show(Stage.STORING)
        self.query_one(NoticeLine).working(words.IMPORTING)
        try:
            done = await asyncio.to_thread(importing.store, self._desk, self._command)
        except BackofficeError as error:
            self._show(Stage.PREVIEW)
            self.say(str(refusal(error)))
            if error.code == "too_many_vanished":
                self.read(found.wish)  # the day moved on since the preview: it is shown and asked anew
            return
        self.dismiss(done)

    # --- back ----------------------------------------------------------------------------------------------------

    def action_close(self) -> None:
        """Esc: the filter, the reading, the preview, the dialog, one after the other; storing is not stopped."""
        if self._stage is Stage.READING:
            self._stop.set()
            self._back()
            self.say(words.STOPPED, ink="plain")
        elif self._stage is Stage.PREVIEW and not self._pane.step_back():
            self._found = None
            self._show(Stage.CHOOSING)
            self.say("", ink="plain")
        elif self._stage is Stage.CHOOSING:
            self.dismiss(None)

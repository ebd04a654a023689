"""The Terminzettel on the screen, and from there into a file that can be printed."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from backoffice import keys
from backoffice.domain.slip import LineKind, Slip, SlipLine
from backoffice.screens.own_thread import in_own_thread
from backoffice.screens.paging import Lines, PageDialog, Sheet, hanging, heading, hinted, paragraph
from backoffice.wording import labels
from backoffice.wording import slip as words

_PDF, _TEXT = 1, 2


class SlipDialog(PageDialog[str]):
    """Shows a slip; 1 or F2 writes it as a PDF and opens it, 2 as text. Gives what it said last, None for nothing.

    `folder` is where the files go (`desk.slips.slips_folder`); `open_file` shows one and says whether it could.
    """

    ABOUT = words.ABOUT
    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.DIALOG, keys.Place.NUMBERED, keys.Place.TEXT)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(binding for binding in keys.bindings(keys.Place.FORM) if binding.action == "save"),
        *keys.bindings(keys.Place.NUMBERED),
    ]

    def __init__(self, slip: Slip, folder: Path, *, open_file: Callable[[Path], bool] | None = None) -> None:
        super().__init__(words.SLIP)
        self._slip = slip
        self._folder = folder
        self._open = open_file
        self._lines = words.lines(slip)
        self._busy = False
        self._said: str | None = None

    def body(self) -> Iterable[Widget]:
        """The slip, which scrolls, and under it what can be done with it."""
        yield from super().body()
        yield Sheet(self._choices, id="choices")

    def hints(self) -> Iterable[keys.Action]:
        """F2 for the usual way, the arrows, and the way back."""
        return hinted("save", words.HINT_PDF), keys.action("line_down"), keys.action("close")

    def text(self, width: int) -> Lines:
        """The slip for a width."""
        return [piece for line in self._lines for piece in _shown(line, width)]

    def _choices(self, width: int) -> Lines:
        choices = ((_PDF, words.AS_PDF), (_TEXT, words.AS_TEXT))
        return [[], *(row for number, text in choices for row in hanging(f"{number}  ", text, width, lead_ink="key"))]

    # --- saving --------------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """F2: as a PDF."""
        self._save(_PDF)

    def action_pick(self, number: int) -> None:
        """1: as a PDF; 2: as text."""
        if number in (_PDF, _TEXT):
            self._save(number)
        else:
            self.say(words.ONLY_TWO)

    def action_close(self) -> None:
        """Esc: back, with what was said last."""
        self.dismiss(self._said)

    def _save(self, kind: int) -> None:
        if not self._busy:
            self._busy = True
            self.say(labels.WORKING, ink="muted")
            self._write(kind)

    @work(group="write", exit_on_error=False)
    async def _write(self, kind: int) -> None:
        try:
            said, fine = await in_own_thread(lambda: self._written(kind))
            self._said = said
            self.say(said, ink="good" if fine else "urgent")
        finally:
            self._busy = False

    def _written(self, kind: int) -> tuple[str, bool]:
        """Write the file and open it: what is to be said, and whether it went well. Runs beside the screen."""
        from backoffice.desk.slips import delete_by
        from backoffice.exchange import slip_file, viewer

        of = self._slip
        if kind == _PDF:
            done = slip_file.save_pdf(self._lines, self._folder, of.day, of.start)
        else:
            done = slip_file.save_text(words.as_text(of), self._folder, of.day, of.start)
        if isinstance(done, slip_file.Fault):
            return words.FAULTS[done.value].format(folder=self._folder), False
        made_at = datetime.fromtimestamp(done.path.stat().st_mtime, UTC)
        opened = (self._open or viewer.open_file)(done.path)
        name, folder = done.path.name, str(self._folder)
        return words.saved(name, folder, delete_by(made_at), opened=opened, whole=done.whole), True


def _shown(line: SlipLine, width: int) -> Lines:
    match line.kind:
        case LineKind.HEADING:
            return heading(line.text)
        case LineKind.ITEM:
            return hanging("• ", line.text, width)
        case LineKind.STRONG:
            return [[], *paragraph(line.text, width, "strong")]
        case LineKind.TITLE:
            return paragraph(line.text, width, "strong")
        case _:
            return paragraph(line.text, width)

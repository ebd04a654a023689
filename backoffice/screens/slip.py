"""The Terminzettel on the screen, and from there into a file that can be printed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from backoffice.domain.slip import LineKind, Slip, SlipLine
from backoffice.screens.paging import Lines, hanging, heading, paragraph
from backoffice.screens.paper import PaperDialog
from backoffice.wording import slip as words

_PDF = 1


class SlipDialog(PaperDialog):
    """Shows a slip; 1 or F2 writes it as a PDF and opens it, 2 as text. Gives what it said last, None for nothing.

    `folder` is where the files go (`desk.slips.slips_folder`); `open_file` shows one and says whether it could.
    """

    ABOUT = words.ABOUT
    CHOICES = (words.AS_PDF, words.AS_TEXT)
    USUAL = words.HINT_PDF
    ONLY = words.ONLY_TWO

    def __init__(self, slip: Slip, folder: Path, *, open_file: Callable[[Path], bool] | None = None) -> None:
        super().__init__(words.SLIP)
        self._slip = slip
        self._folder = folder
        self._open = open_file
        self._lines = words.lines(slip)

    def text(self, width: int) -> Lines:
        """The slip for a width."""
        return [piece for line in self._lines for piece in _shown(line, width)]

    def written(self, number: int) -> tuple[str, bool]:
        """Write the file and open it."""
        from backoffice.desk.slips import delete_by
        from backoffice.exchange import slip_file, viewer

        of = self._slip
        if number == _PDF:
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

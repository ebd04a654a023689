"""The request sheet on the screen, and from there into a file for the agency (D48, D53)."""

from collections.abc import Callable
from pathlib import Path

from backoffice.domain.request_sheet import RequestSheet
from backoffice.screens.paging import Lines, hanging, paragraph
from backoffice.screens.paper import PaperDialog
from backoffice.widgets.display import fitted
from backoffice.wording import interpreting_screen as words
from backoffice.wording import request_sheet as said
from backoffice.wording import slip

_XLSX = 1
SIDE = 16


class SheetDialog(PaperDialog):
    """Shows a sheet; 1 or F2 writes it as an Excel file and opens it, 2 as text.

    `folder` is where the files go (`desk.request_sheets.sheets_folder`); `open_file` shows one and says whether it
    could.
    """

    ABOUT = words.ABOUT_SHEET
    CHOICES = (words.AS_XLSX, words.AS_TEXT)
    USUAL = words.HINT_XLSX
    ONLY = words.ONLY_TWO

    def __init__(self, sheet: RequestSheet, folder: Path, *, open_file: Callable[[Path], bool] | None = None) -> None:
        super().__init__(words.SHEET_TITLE)
        self._sheet = sheet
        self._folder = folder
        self._open = open_file
        self._lines = said.lines(sheet)

    def text(self, width: int) -> Lines:
        """The sheet for a width."""
        found: Lines = []
        for label, value in self._lines:
            found += hanging(f"{fitted(label, SIDE)}  ", value, width) if value else paragraph(label, width, "strong")
        return found

    def written(self, number: int) -> tuple[str, bool]:
        """Write the file and open it."""
        from backoffice.desk.request_sheets import save_text, save_xlsx
        from backoffice.exchange import viewer

        of = self._sheet
        if number == _XLSX:
            done = save_xlsx(of, self._lines, self._folder)
        else:
            done = save_text(of, said.as_text(of), self._folder)
        if not isinstance(done, Path):
            return slip.FAULTS[done.value].format(folder=self._folder), False
        opened = (self._open or viewer.open_file)(done)
        return slip.saved(done.name, str(self._folder), of.delete_by, opened=opened, whole=True), True

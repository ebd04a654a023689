"""Request sheets for interpreters as files, Excel or plain text (D48, D53).

A name tells day, time and language, and when the file is to go, and nothing of a person:
`Sprachmittlung-2026-11-24-1020-tir-loeschen-2026-11-25.xlsx`.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from backoffice.domain.request_sheet import RequestSheet, SheetLine
from backoffice.domain.text import escape_formula, safe
from backoffice.exchange import own_files
from backoffice.exchange.own_files import Fault

__all__ = ["NAME", "Fault", "SheetFile", "delete_sheet", "make_xlsx", "save_text", "save_xlsx", "sheets_in"]

NAME = "Sprachmittlung"
_DAY = r"\d{4}-\d\d-\d\d"
_OURS = own_files.names_of(rf"{NAME}-{_DAY}-\d{{4}}-[a-z]{{3}}-loeschen-{_DAY}", "xlsx", "txt")
_DELETE_BY = re.compile(rf"-loeschen-({_DAY})")

PROGRAM = "Backoffice"
LABELS, VALUES = 20, 64
"""How wide the columns are, in characters."""
LINE, HEADING = 16, 24
"""How high a line is, in points."""
A4 = 9


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A request sheet that was found: when it was written (UTC), and the day on which it is to go."""

    path: Path
    made_at: datetime
    delete_by: date


def save_xlsx(sheet: RequestSheet, lines: Sequence[SheetLine], folder: Path) -> Path | Fault:
    """Write a sheet as an Excel file of its `lines` (`wording.request_sheet.lines`). Slow: call it in a thread."""
    return own_files.write(make_xlsx(lines), folder, _stem(sheet), "xlsx")


def save_text(sheet: RequestSheet, text: str, folder: Path) -> Path | Fault:
    """Write a sheet as plain text (`wording.request_sheet.as_text`), for a mail that takes no attachments."""
    return own_files.write(own_files.as_text_file(text), folder, _stem(sheet), "txt")


def sheets_in(folder: Path) -> tuple[SheetFile, ...]:
    """The request sheets of a folder, the oldest first; none where it cannot be read."""
    return tuple(_dated(own_files.found(folder, _OURS)))


def delete_sheet(path: Path) -> bool:
    """Delete a request sheet; says whether it is gone. Never raises, and never deletes what is none."""
    return own_files.delete(path, _OURS)


def make_xlsx(lines: Sequence[SheetLine]) -> bytes:
    """The workbook: labels and values on one A4 page, every cell a text; nobody's name in its properties."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    book.properties.creator = PROGRAM
    page = book.worksheets[0]
    page.title = NAME
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = LABELS, VALUES
    page.page_setup.paperSize, page.page_setup.orientation = A4, "portrait"
    page.page_setup.fitToWidth = page.page_setup.fitToHeight = 1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            if text:
                cell = page.cell(row, column)
                cell.value = _as_text(text)
                # By itself openpyxl takes what begins with "=" for a formula, and "#N/A" for an error.
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=bool(line.value), vertical="top")
        page.cell(row, 1).font = Font(bold=True, size=None if line.value else 14)
        page.row_dimensions[row].height = LINE * len(textwrap.wrap(line.value, VALUES - 4)) or HEADING
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _as_text(text: str) -> str:
    """What no program takes for a formula, and no file format refuses (D55)."""
    return escape_formula(safe(text).strip())


def _dated(files: Sequence[own_files.OwnFile]) -> Iterator[SheetFile]:
    for file in files:
        day = _DELETE_BY.search(file.path.name)
        try:
            yield SheetFile(file.path, file.made_at, date.fromisoformat(day[1] if day else ""))
        except ValueError:
            continue  # no day of any calendar: not written here


def _stem(sheet: RequestSheet) -> str:
    at = f"{sheet.start // 60:02d}{sheet.start % 60:02d}"
    return f"{NAME}-{sheet.day.isoformat()}-{at}-{sheet.language}-loeschen-{sheet.delete_by.isoformat()}"

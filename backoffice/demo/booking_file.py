"""Writes the example office's booking files: real workbooks, as different hands would lay them out.

The columns are those of a plain export; branches differ in what stands above the header, in whether a row has
an end or a duration, in how times and names are written. Each file says that its people are invented.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from backoffice.demo.booking import Booking
from backoffice.demo.office import ExampleBranch
from backoffice.domain.clock import hhmm
from backoffice.domain.terms import Channel

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTICE = "BEISPIELDATEN – keine echten Personen"

_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_FORMATS = {datetime: "dd.mm.yyyy hh:mm", date: "dd.mm.yyyy", time: "hh:mm"}

_Value = str | int | date | time | datetime | None


@dataclass(frozen=True, slots=True)
class _Context:
    branch: ExampleBranch
    day: date
    made_at: datetime


_Column = tuple[str, int, Callable[[Booking, _Context], _Value]]
"""Heading, width in characters, what stands in a row's cell."""


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)


def _channel(row: Booking) -> str:
    return "telefonisch" if row.channel is Channel.PHONE else "persönlich"


_PLAIN: tuple[_Column, ...] = (
    ("Buchungsnummer", 16, lambda row, _: row.number),
    ("Standort", 24, lambda _, at: at.branch.name),
    ("Datum", 12, lambda _, at: at.day),
    ("Uhrzeit", 9, lambda row, _: _time(row.start)),
    ("Dauer (Min.)", 12, lambda row, _: row.minutes),
    ("Serviceplatzgruppe", 18, lambda row, _: row.group),
    ("Anliegen", 44, lambda row, _: row.concern),
    ("Terminart", 12, lambda row, _: _channel(row)),
    ("Nachname", 22, lambda row, _: row.family),
    ("Vorname", 16, lambda row, _: row.given),
    ("Telefon", 22, lambda row, _: row.phone),
    ("E-Mail", 32, lambda row, _: row.email),
    ("Kunden-/BG-Nummer", 20, lambda row, _: row.customer),
    ("Bemerkung", 36, lambda row, _: row.remark),
    ("Gebucht am", 17, lambda row, _: row.booked_at),
)
_FROM_TO: tuple[_Column, ...] = (
    ("Termin-Nr.", 16, lambda row, _: row.number),
    ("Datum", 12, lambda _, at: at.day),
    ("Von", 8, lambda row, _: _time(row.start)),
    ("Bis", 8, lambda row, _: _time(row.end)),
    ("Serviceplatzgruppe", 18, lambda row, _: row.group),
    ("Anliegensart", 44, lambda row, _: row.concern),
    ("Art des Termins", 14, lambda row, _: _channel(row).capitalize()),
    ("Familienname", 22, lambda row, _: row.family),
    ("Vorname", 16, lambda row, _: row.given),
    ("Telefonnummer", 22, lambda row, _: row.phone),
    ("E-Mail-Adresse", 32, lambda row, _: row.email),
    ("BG-Nr./Kd.-Nr.", 20, lambda row, _: row.customer),
    ("Hinweis", 36, lambda row, _: row.remark),
)
_AS_TEXT: tuple[_Column, ...] = (
    ("Nr.", 16, lambda row, _: row.number),
    ("Tag", 14, lambda _, at: f"{_WEEKDAYS[at.day.weekday()][:2]}, {at.day:%d.%m.%Y}"),
    ("Zeit", 11, lambda row, _: f"{hhmm(row.start)} Uhr"),
    ("Dauer", 9, lambda row, _: f"{row.minutes} Min."),
    ("Gruppe", 18, lambda row, _: row.group),
    ("Anliegen", 44, lambda row, _: row.concern),
    ("Terminart", 12, lambda row, _: _channel(row)),
    ("Name", 30, lambda row, _: f"{row.family}, {row.given}"),
    ("Telefon", 22, lambda row, _: row.phone),
    ("E-Mail", 32, lambda row, _: row.email),
    ("Kundennummer", 20, lambda row, _: row.customer),
    ("Anmerkungen", 36, lambda row, _: row.remark),
)


@dataclass(frozen=True, slots=True)
class _Layout:
    columns: tuple[_Column, ...]
    title: bool
    total: bool


_LAYOUTS = {
    "MITTE": _Layout(_PLAIN, title=True, total=False),
    "NORD": _Layout(_FROM_TO, title=True, total=True),
    "OST": _Layout(_PLAIN, title=False, total=False),
    "SUED": _Layout(_AS_TEXT, title=True, total=True),
    "WEST": _Layout(_FROM_TO, title=True, total=False),
    "JBA": _Layout(_PLAIN, title=True, total=True),
}


def write_booking_file(
    path: Path, branch: ExampleBranch, bookings: Sequence[Booking], day: date, made_at: datetime
) -> Path:
    """Write the workbook of `branch` and `day` to `path` (replaced if there) and return `path`.

    `made_at` is naive wall time and stands in the title row as "Stand". Every text is stored as text, also one
    that looks like a formula. Raises OSError where the file cannot be written.
    """
    from openpyxl import Workbook

    layout = _LAYOUTS[branch.code]
    context = _Context(branch, day, made_at)
    book = Workbook()
    book.properties.creator = NOTICE
    book.properties.created = book.properties.modified = made_at
    sheet = book.worksheets[0]
    sheet.title = "Termine"
    if layout.title:
        _title(sheet, context, len(layout.columns))
    _table(sheet, 4 if layout.title else 1, layout.columns, bookings, context)
    if layout.total:
        sheet.append([])
        sheet.append([f"Summe: {len(bookings)} Termine"])
    if not layout.title:
        book.create_sheet("Info").append([NOTICE])
    book.save(path)
    return path


def _title(sheet: "Worksheet", at: _Context, columns: int) -> None:
    day = f"{_WEEKDAYS[at.day.weekday()]}, {at.day:%d.%m.%Y}"
    sheet.append([f"Gebuchte Termine ({NOTICE})"])
    sheet.append([f"Standort: {at.branch.name} | Buchungstag: {day} | Stand: {at.made_at:%d.%m.%Y %H:%M} Uhr"])
    for row in (1, 2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def _table(sheet: "Worksheet", top: int, columns: tuple[_Column, ...], rows: Sequence[Booking], at: _Context) -> None:
    """The header in row `top` (1-based) and the bookings below it."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for position, (heading, width, _) in enumerate(columns, start=1):
        sheet.cell(top, position, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(position)].width = width
    for line, row in enumerate(rows, start=top + 1):
        for position, (_, _, value_of) in enumerate(columns, start=1):
            _put(sheet, line, position, value_of(row, at))
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(columns))}{top + len(rows)}"


def _put(sheet: "Worksheet", line: int, position: int, value: _Value) -> None:
    if value is None or value == "":
        return
    cell = sheet.cell(line, position)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of what begins with "="
    cell.number_format = _FORMATS.get(type(value), cell.number_format)

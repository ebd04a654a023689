"""The request sheets for interpreters that were written here: listed, and gone after their appointment (D48, D53)."""

from datetime import date
from pathlib import Path

from backoffice.desk.papers import PaperLeft, cleared
from backoffice.exchange.request_file import NAME, delete_sheet, sheets_in

__all__ = ["clear_sheets", "delete_sheet", "sheets_folder", "sheets_left"]


def sheets_folder(data: Path) -> Path:
    """Where request sheets lie, below the folder with this user's data (`config.data_folder()`)."""
    return data / NAME


def sheets_left(folder: Path) -> tuple[PaperLeft, ...]:
    """The request sheets of a folder, the oldest first, each until the day after its appointment."""
    return tuple(PaperLeft(sheet.path, sheet.made_at, sheet.delete_by) for sheet in sheets_in(folder))


def clear_sheets(folder: Path, today: date) -> int:
    """Delete the request sheets whose day has come, and say how many are gone."""
    return cleared(sheets_left(folder), today, delete_sheet)

"""Terminzettel as files (D53).

A name tells day and time of the appointment and nothing of a person: `Terminzettel-2026-11-24-1020.pdf`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backoffice.domain.slip import SlipLine
from backoffice.exchange import own_files
from backoffice.exchange.own_files import Fault, OwnFile

__all__ = ["NAME", "Fault", "Saved", "delete_slip", "save_pdf", "save_text", "slips_in"]

NAME = "Terminzettel"
_OURS = own_files.names_of(rf"{NAME}-\d{{4}}-\d\d-\d\d-\d{{4}}", "pdf", "txt")


@dataclass(frozen=True, slots=True)
class Saved:
    """A slip that lies on the disk. `whole`: every character could be written as it was given."""

    path: Path
    whole: bool = True


def save_pdf(lines: Sequence[SlipLine], folder: Path, day: date, start: int) -> Saved | Fault:
    """Write a slip as a PDF for the appointment at minute `start` of `day`. Slow: call it in a thread."""
    from backoffice.exchange.slip_pdf import make_pdf

    pdf = make_pdf(lines, NAME)
    written = own_files.write(pdf.content, folder, _stem(day, start), "pdf")
    return Saved(written, pdf.whole) if isinstance(written, Path) else written


def save_text(text: str, folder: Path, day: date, start: int) -> Saved | Fault:
    """Write a slip as plain text."""
    written = own_files.write(own_files.as_text_file(text), folder, _stem(day, start), "txt")
    return Saved(written) if isinstance(written, Path) else written


def slips_in(folder: Path) -> tuple[OwnFile, ...]:
    """The slips of a folder, the oldest first; none where it cannot be read."""
    return own_files.found(folder, _OURS)


def delete_slip(path: Path) -> bool:
    """Delete a slip; says whether it is gone. Never raises, and never deletes what is none."""
    return own_files.delete(path, _OURS)


def _stem(day: date, start: int) -> str:
    return f"{NAME}-{day.isoformat()}-{start // 60:02d}{start % 60:02d}"

"""Papers this user wrote out about appointments, which name nobody and go on a day of their own (D53)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PaperLeft:
    """A paper that lies here: since when (UTC), and the day on which it is to go."""

    path: Path
    made_at: datetime
    delete_by: date


def cleared(papers: Iterable[PaperLeft], today: date, delete: Callable[[Path], bool]) -> int:
    """Delete those whose day has come, and say how many are gone; one that is open elsewhere stays listed."""
    return sum(delete(paper.path) for paper in papers if paper.delete_by <= today)

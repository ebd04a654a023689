"""An appointment as a plan shows it: when, for whom in short, and how it stands."""

from dataclasses import dataclass
from datetime import date

from backoffice.desk.views import Line
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment on a plan. `[start, end)` in minutes of `day` on the branch's wall clock."""

    id: str
    version: int
    day: date
    start: int
    end: int
    status: Status
    channel: Channel | None
    name: str
    """Empty where the person is protected (D52) or unknown."""
    short_name: str
    """D57: "Kowa…, M."."""
    concern: str
    """Empty where it is sensitive: the words for that stand in `wording` (D24)."""
    emergency: bool
    sensitive: bool
    protected: bool
    group: str | None
    place: str | None
    """Name of the service point; None: none."""


def booked(line: Line) -> Booked:
    """What a plan needs of a line."""
    return Booked(
        line.id,
        line.version,
        line.day,
        line.start,
        line.end,
        line.status,
        line.channel,
        line.name,
        line.short_name,
        line.concern,
        line.emergency,
        line.sensitive,
        line.protected,
        line.group,
        line.place,
    )

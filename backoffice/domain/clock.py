"""The one place that asks what time it is; everything else is handed a clock or an instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

BREMEN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Gives the present instant, aware, in UTC."""

    def now(self) -> datetime:
        """The present instant (aware, UTC)."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present instant (aware, UTC)."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands until it is moved: for tests and the example office."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it stands at (aware, UTC)."""
        return self.instant.astimezone(UTC)

    def advance(self, **delta: float) -> None:
        """Move forward by `timedelta(**delta)`."""
        self.instant += timedelta(**delta)


def wall(instant: datetime) -> tuple[date, int]:
    """Day and minute of day (0..1439) that the branch's wall clock shows at an aware `instant`."""
    local = instant.astimezone(BREMEN)
    return local.date(), local.hour * 60 + local.minute


def instant_of(day: date, minute: int) -> datetime:
    """The UTC instant at which the branch's wall clock shows `day` and `minute` (0..1440).

    A time that exists twice (October) is the first of both; one that does not exist (March) is an hour later.
    """
    midnight = datetime.combine(day, time(), BREMEN)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def hhmm(minute: int) -> str:
    """`HH:MM` of a minute of day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"

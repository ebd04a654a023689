"""One row of the example office's booking file, before it becomes cells."""

from dataclasses import dataclass
from datetime import datetime

from backoffice.domain.terms import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A booking as a customer, a colleague or a broken spreadsheet has put it; texts are raw on purpose."""

    number: str
    start: int
    """Minute of day, a multiple of 5."""
    minutes: int
    group: str
    concern: str
    channel: Channel
    family: str
    given: str
    phone: str | int | None
    """An int becomes a number cell: what is left when a spreadsheet has swallowed the leading zero."""
    email: str
    customer: str
    """Customer or BG number as written; empty for new claims."""
    remark: str
    booked_at: datetime
    """Naive wall time."""

    @property
    def end(self) -> int:
        """Minute of day, exclusive."""
        return self.start + self.minutes

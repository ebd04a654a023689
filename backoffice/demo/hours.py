"""When the example office is open: its weekly series, and the same hours on whatever day somebody looks at it."""

from datetime import date

from backoffice.domain.openings import Span

MORNING: Span = (8 * 60, 12 * 60)
AFTERNOON: Span = (13 * 60, 16 * 60)
LATE: Span = (16 * 60, 18 * 60)
"""On Thursdays, reserved (D31)."""
LATE_WEEKDAY = 3
OPENS, CLOSES = MORNING[0], LATE[1]


def hours_of(day: date) -> tuple[Span, ...]:
    """The open spans of a day without a gap between them: Thursdays are longer."""
    return (MORNING, (AFTERNOON[0], LATE[1] if day.weekday() == LATE_WEEKDAY else AFTERNOON[1]))

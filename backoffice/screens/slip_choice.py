"""Of which date a slip is wanted: what is still to come, the follow-up before the appointment it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.desk.views import Record, Relation
from backoffice.domain.clock import hhmm
from backoffice.domain.states import ENDINGS
from backoffice.widgets.choice_list import Choice
from backoffice.wording import booking_form as words
from backoffice.wording.plan_words import day_short


@dataclass(frozen=True, slots=True)
class Coming:
    """An appointment that is still to come."""

    id: str
    day: date
    start: int


def coming(record: Record, now: tuple[date, int]) -> tuple[Coming, ...]:
    """What comes after it, then the appointment itself; nothing that ended or began before `now` (wall clock)."""
    line = record.line
    after = [
        Coming(other.id, other.day, other.start)
        for other in record.linked
        if other.relation in (Relation.FOLLOW_UP, Relation.MOVED_TO)
        and other.status not in ENDINGS
        and (other.day, other.start) >= now
    ]
    own = [Coming(line.id, line.day, line.start)] if line.open and (line.day, line.start) >= now else []
    return (*after, *own)


def slip_choices(ahead: Sequence[Coming], own: str, today: date) -> tuple[Choice, ...]:
    """`1 Folgetermin Di 24.11. 10:20`."""
    return tuple(
        Choice(
            one.id,
            f"{words.SLIP_THIS if one.id == own else words.SLIP_FOLLOW_UP} "
            f"{day_short(one.day, today)} {hhmm(one.start)}",
        )
        for one in ahead
    )

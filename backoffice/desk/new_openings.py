"""What a new opening says, with all ids that it needs: the values that commands are made of (D26, D30, D31)."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.command import cleaner
from backoffice.domain.availability import WHOLE_DAY, Opening, Span
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Contingent, OpeningKind

Reason = Annotated[str, BeforeValidator(cleaner(80))]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)


class NewOpeningPoint(_Part):
    """A service point that is opened."""

    point_id: str


class NewBreak(_Part):
    """A break: `[start, end)` minutes of the wall clock."""

    start: int
    end: int


class NewOpening(_Part):
    """One opening. A weekly series has a weekday (Monday 0) and an end; everything else is of one day.

    `[start, end)` are minutes of the wall clock; a shut day is shut for the whole of it.
    """

    kind: OpeningKind = OpeningKind.WEEKLY
    points: tuple[NewOpeningPoint, ...]
    first_day: date
    last_day: date
    weekday: int | None = None
    start: int = WHOLE_DAY[0]
    end: int = WHOLE_DAY[1]
    contingent: Contingent = Contingent.INTERNAL
    reserved: bool = False
    reason: Reason = ""
    breaks: tuple[NewBreak, ...] = ()

    def value(self) -> Opening:
        """It as rules see it."""
        return Opening(
            id=self.id,
            kind=self.kind,
            points=frozenset(point.point_id for point in self.points),
            first_day=self.first_day,
            last_day=self.last_day,
            weekday=self.weekday,
            start=self.start,
            end=self.end,
            contingent=self.contingent,
            reserved=self.reserved,
            reason=self.reason,
            breaks=tuple(sorted((one.start, one.end) for one in self.breaks)),
        )


def series(
    weekdays: Iterable[int],
    point_ids: Sequence[str],
    first_day: date,
    last_day: date,
    span: Span,
    *,
    breaks: Sequence[Span] = (),
    contingent: Contingent = Contingent.INTERNAL,
    reserved: bool = False,
) -> tuple[NewOpening, ...]:
    """A weekly series on several weekdays at once, with fresh ids: one opening for each of them."""
    return tuple(
        NewOpening(
            kind=OpeningKind.WEEKLY,
            points=opened(point_ids),
            first_day=first_day,
            last_day=last_day,
            weekday=weekday,
            start=span[0],
            end=span[1],
            contingent=contingent,
            reserved=reserved,
            breaks=tuple(NewBreak(start=start, end=end) for start, end in breaks),
        )
        for weekday in sorted(set(weekdays))
    )


def opened(point_ids: Iterable[str]) -> tuple[NewOpeningPoint, ...]:
    """Service points as a new opening names them, with fresh ids."""
    return tuple(NewOpeningPoint(point_id=point) for point in dict.fromkeys(point_ids))


def check_parts(new: NewOpening) -> None:
    """Refuse what the parts of one opening cannot be: `bad_opening` (a point twice), `breaks_overlap`."""
    if len({point.point_id for point in new.points}) < len(new.points):
        raise Refused("bad_opening", opening=new.id)
    for one, other in pairwise(sorted(new.breaks, key=lambda part: (part.start, part.end))):
        if other.start < one.end:
            raise Refused("breaks_overlap", start_minute=other.start, end_minute=one.end)

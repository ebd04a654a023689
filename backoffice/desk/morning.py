"""Morgenlage: what of a day should be known before the first customer comes. Pure, worked out from its views."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from backoffice.desk.views import Day, Line
from backoffice.domain.language_hints import hinted
from backoffice.domain.terms import Channel, OrderStatus


class Matter(StrEnum):
    """Why a line is on the Morgenlage, the most pressing first."""

    EMERGENCY = "emergency"
    NO_NUMBER = "no_number"
    NO_PLACE = "no_place"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Point:
    """One line and why it is named."""

    matter: Matter
    line: Line


@dataclass(frozen=True, slots=True)
class Morning:
    """The points in order of matter and time, and the two counts that reach beyond the day."""

    points: tuple[Point, ...]
    since_yesterday: int
    no_promise: int

    def of(self, matter: Matter) -> tuple[Line, ...]:
        """The lines of one matter, by time."""
        return tuple(point.line for point in self.points if point.matter is matter)


def _to_ask(line: Line) -> bool:
    """Somebody has to interpret and nobody is expected to; or a remark hints that somebody may have to (D46)."""
    if line.order is not None:
        return line.order.status in (OrderStatus.NEEDED, OrderStatus.FAILED)
    return hinted(line.remark) is not None


_ASKED: tuple[tuple[Matter, Callable[[Line], bool]], ...] = (
    (Matter.EMERGENCY, lambda line: line.emergency),
    (Matter.NO_NUMBER, lambda line: line.channel is Channel.PHONE and not line.phone and not line.protected),
    (Matter.NO_PLACE, lambda line: line.no_place),
    (Matter.LANGUAGE, _to_ask),
)


def morning(day: Day) -> Morning:
    """The Morgenlage of a day: only what is still open. A line may stand under several matters."""
    return Morning(tuple(_points(day.lines)), day.counts.since_yesterday, day.counts.no_promise)


def _points(lines: Iterable[Line]) -> Iterable[Point]:
    still = [line for line in lines if line.open]
    for matter, asked in _ASKED:
        yield from (Point(matter, line) for line in still if asked(line))

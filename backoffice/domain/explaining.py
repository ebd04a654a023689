"""Why an exact time cannot be had, service point by service point: values, of which wording makes a line (D26–D34).

"Di 10:00: L1-1 bis L1-3 belegt, L1-4 Pause".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backoffice.domain.availability import Plan
from backoffice.domain.day_search import Search
from backoffice.domain.openings import OpenSpan, Point, Why
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import Contingent
from backoffice.domain.ticks import touched
from backoffice.domain.wanted import Busy, Wish


class Reason(StrEnum):
    """What stands against a time. The first four are about the wish as a whole, the others about service points."""

    TOO_EARLY = "too_early"
    """Before the earliest moment of the wish: past, or within the lead time (D34)."""
    OUTSIDE_WISH = "outside_wish"
    """Another day, weekday, part of the day or time than was asked for."""
    NO_INTERPRETER = "no_interpreter"
    """Nobody who interprets is free then (D46)."""
    NO_POINTS = "no_points"
    """No service point of the groups is in service on that day."""
    CLOSED = "closed"
    TAKEN = "taken"
    HELD = "held"
    """Kept for a booking that is being made at another desk."""
    STOPPED = "stopped"
    """A Buchungsstopp (D31)."""
    RESERVED = "reserved"
    """For employed people and participants in measures (D31)."""
    ONLINE = "online"
    """Sold by the booking tool (D29), and the wish takes internal time only."""
    INTERNAL = "internal"
    """The other way round."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason and the service points it holds for."""

    reason: Reason
    points: tuple[str, ...] = ()
    """Names, in the order of groups, then by position."""
    why: Why | None = None
    """Of what is closed."""
    name: str = ""
    """Of the holiday, closure, exception or Buchungsstopp."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands against `[start, end)` of a day; every service point is in one obstacle or among the free."""

    day: date
    start: int
    end: int
    obstacles: tuple[Obstacle, ...]
    """Those of the wish as a whole first; then in the order of their first service point."""
    free: tuple[str, ...] = ()
    """Service points on which nothing stands against it."""

    @property
    def possible(self) -> bool:
        """Whether the time can be had without anybody changing places."""
        return bool(self.free) and all(obstacle.points for obstacle in self.obstacles)


def explain(plan: Plan, busy: Iterable[Busy], wish: Wish, day: date, start: int) -> Explanation:
    """Why `wish.minutes` from `start` on cannot be had on `day`; `busy` are the rows of that day, or of more.

    A service point has one reason: closed before taken before held, and last what the right wish may go over
    (Buchungsstopp, reserved, contingent). `wish.step` does not count. Refused as `Wish.check` says.
    """
    wish.check()
    end = start + wish.minutes
    needed = touched(min(max(start, 0), 1440), min(max(end, 0), 1440))
    taken: set[str] = set()
    held: set[str] = set()
    for row in busy:
        if row[2] == day and row[0] not in wish.leave_out and touched(row[3], row[4]) & needed:
            (held if row[6] else taken).add(row[1])
    points = [point for group in wish.group_ids for point in plan.of_group(group, day)]
    found: dict[tuple[Reason, Why | None, str], list[str]] = {}
    free = []
    for point in points:
        against = _against(plan, wish, point, (day, start, end), taken=point.id in taken, held=point.id in held)
        if against is None:
            free.append(point.name)
        else:
            found.setdefault(against, []).append(point.name)
    whole = [Obstacle(reason) for reason in _of_wish(Search(plan, wish), day, start)]
    if not points:
        whole.append(Obstacle(Reason.NO_POINTS))
    return Explanation(
        day,
        start,
        end,
        (*whole, *(Obstacle(reason, tuple(names), why, name) for (reason, why, name), names in found.items())),
        tuple(free),
    )


def _of_wish(search: Search, day: date, start: int) -> list[Reason]:
    found = []
    if (day, start) < search.wish.earliest:
        found.append(Reason.TOO_EARLY)
    if not search.asks_for(day, start):
        found.append(Reason.OUTSIDE_WISH)
    also = search.wish.also
    if also is not None and not also(day) >> start // TICK_MINUTES & 1:
        found.append(Reason.NO_INTERPRETER)
    return found


def _against(
    plan: Plan,
    wish: Wish,
    point: Point,
    time: tuple[date, int, int],
    *,
    taken: bool,
    held: bool,
) -> tuple[Reason, Why | None, str] | None:
    """What stands against a time on a service point; None: nothing."""
    day, start, end = time
    # Whole ticks, as the search and the guard in the database count.
    low, high = start // TICK_MINUTES * TICK_MINUTES, -(-end // TICK_MINUTES) * TICK_MINUTES
    there = plan.day(point.id, day)
    closed = next((span for span in there.closed if span.start < high and low < span.end), None)
    if closed is not None:
        return Reason.CLOSED, closed.why, closed.name
    if taken or held:
        return (Reason.TAKEN if taken else Reason.HELD), None, ""
    under = (span for span in there.open if span.start < high and low < span.end)
    return next((found for span in under if (found := _sort_against(wish, span)) is not None), None)


def _sort_against(wish: Wish, span: OpenSpan) -> tuple[Reason, Why | None, str] | None:
    """Why the wish may not use open time; None: it may."""
    if span.stopped and not (wish.over_stop or wish.emergency):
        return Reason.STOPPED, None, span.stopped
    if span.reserved and not (wish.reserved or wish.emergency):
        return Reason.RESERVED, None, ""
    if span.contingent not in wish.contingents:
        return (Reason.ONLINE if span.contingent is Contingent.ONLINE else Reason.INTERNAL), None, ""
    return None

"""Small days on which something is away, written by hand."""

from datetime import date, timedelta
from typing import Any

from backoffice.domain.availability import Opening, Plan, Point
from backoffice.domain.rearrange import rearrange
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import Promised, Rearrangement, Situation, Stays, Step
from backoffice.domain.terms import OpeningKind

MONDAY = date(2026, 9, 7)
TUESDAY = MONDAY + timedelta(days=1)
POINTS = tuple(
    Point(name, name.upper(), group, n) for n, (name, group) in enumerate((("a1", "a"), ("a2", "a"), ("b1", "b")))
)


def opening(point: str, start: int = 480, end: int = 600, day: date = MONDAY, **more: Any) -> Opening:
    return Opening(
        f"{point}-{day}-{start}", OpeningKind.ONE_DAY, frozenset({point}), day, day, None, start, end, **more
    )


ALL = tuple(opening(point.id) for point in POINTS)


def plan(*openings: Opening, **more: Any) -> Plan:
    return Plan(POINTS, openings, **more)


def promised(name: str, point: str | None, start: int, end: int, **more: Any) -> Promised:
    return Promised(name, start, end, **{"group_id": point[0] if point else "a", "point_id": point, **more})


def planned(there: Plan, *appointments: Promised, **more: Any) -> Rearrangement:
    return rearrange(Situation(there, MONDAY, more.pop("now", 0), appointments, **more))


def only(there: Plan, *appointments: Promised, **more: Any) -> Step:
    """The one step of a plan."""
    (step,) = planned(there, *appointments, **more).steps
    return step


def went(found: Rearrangement) -> dict[str, tuple[Kind, str | None, int | None]]:
    """Kind, service point and start by appointment."""
    return {
        step.id: (step.kind, step.to.point_id, step.to.start) if step.to else (step.kind, None, None)
        for step in found.steps
    }


def full(*points: str, start: int = 480, end: int = 600) -> tuple[Promised, ...]:
    """Talks that fill service points and do not move."""
    return tuple(promised(f"f{point}", point, start, end, stays=Stays.SETTLED) for point in points)

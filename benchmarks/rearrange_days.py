"""Random days of a branch on which service points are away, for `benchmarks/rearrange.py`: the same from one seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backoffice.domain.availability import Absent, Opening, Plan, Point
from backoffice.domain.openings import joined
from backoffice.domain.rearrange_values import Extra, Promised, Situation, Stays
from backoffice.domain.terms import Channel, Contingent, OpeningKind
from backoffice.domain.ticks import inside, touched
from backoffice.domain.wanted import BOTH

DAY = date(2026, 11, 24)
SHIFTS = (
    *[((480, 720),)] * 3,
    ((480, 750),),
    ((510, 720),),
    ((480, 660),),
    ((480, 720), (780, 900)),
    ((480, 720), (840, 1080)),
)
LATE = 960
"""From here on time is reserved (D31)."""
LENGTHS = (10, 20, 20, 20, 30, 30, 60)


@dataclass(frozen=True)
class Size:
    """How large a branch is, and how much of it is away."""

    appointments: int
    points: int
    away: int
    groups: int


SMALL, MIDDLE, LARGE = Size(45, 8, 3, 2), Size(150, 22, 8, 4), Size(300, 40, 10, 6)


def random_day(draw: random.Random, size: Size) -> Situation:
    """A day as full as days are, mornings first, on which service points are away, all day or half of it.

    One in three keeps to internal time; one in two has somebody who could step in, or call.
    """
    groups = [f"g{n}" for n in range(size.groups)]
    points = [Point(f"p{n:02}", f"L{n}", groups[n * size.groups // size.points], n) for n in range(size.points)]
    openings = {point.id: list(_openings(draw, point)) for point in points}
    qualified = {group: tuple(g for g in groups if g != group and draw.random() < 0.35) for group in groups}
    rows = tuple(_appointments(draw, size, points, openings, qualified))
    gone = tuple(
        Absent(point.id, DAY, DAY, *draw.choice([(0, 1440), (0, 1440), (0, 1440), (480, 660), (600, 1440)]))
        for point in draw.sample(points, size.away)
    )
    return Situation(
        Plan(tuple(points), tuple(one for of in openings.values() for one in of), absences=gone),
        DAY,
        0,
        rows,
        extras=tuple(_extras(draw, groups)),
        contingents=draw.choice([BOTH, BOTH, frozenset({Contingent.INTERNAL})]),
        interpreters=draw.choice([None, lambda _id, _day: inside(540, 660)]),
        ahead=timedelta(0),
    )


def fresh(situation: Situation) -> Situation:
    """The same values with nothing remembered."""
    return replace(situation, plan=replace(situation.plan))


def _extras(draw: random.Random, groups: Sequence[str]) -> Iterator[Extra]:
    for n in range(draw.choice([0, 0, 1, 2])):
        start = draw.choice([480, 600, 780])
        end = start + draw.choice([120, 240])
        yield Extra(f"x{n}", draw.choice(groups), start, end, calls_only=draw.random() < 0.5)


def _openings(draw: random.Random, point: Point) -> Iterator[Opening]:
    for first, last in draw.choice(SHIFTS):
        for start, end, reserved in ((first, min(last, LATE), False), (max(first, LATE), last, True)):
            if start < end:
                online = end <= 780 and draw.random() < 0.6
                yield Opening(
                    f"{point.id}-{start}",
                    OpeningKind.ONE_DAY,
                    frozenset({point.id}),
                    DAY,
                    DAY,
                    None,
                    start,
                    end,
                    Contingent.ONLINE if online else Contingent.INTERNAL,
                    reserved,
                )


def _appointments(
    draw: random.Random,
    size: Size,
    points: Sequence[Point],
    openings: dict[str, list[Opening]],
    qualified: dict[str, tuple[str, ...]],
) -> Iterator[Promised]:
    """As many as the branch has, none on another; a few of them have no place."""
    spans = {point: joined([(one.start, one.end) for one in of]) for point, of in openings.items()}
    free = {point: sum(inside(*span) for span in of) for point, of in spans.items()}
    made = 0
    while made < size.appointments:
        point, length = draw.choice(points), draw.choice(LENGTHS)
        first, last = spans[point.id][0][0], spans[point.id][-1][1]
        start = first + int(draw.triangular(0, last - first - length, 60) // 5 * 5)
        ticks = touched(start, start + length)
        if ticks & ~free[point.id]:
            continue
        free[point.id] &= ~ticks
        under = next(one for one in openings[point.id] if one.start <= start < one.end)
        yield Promised(
            f"a{made:03}",
            start,
            start + length,
            group_id=point.group_id,
            point_id=point.id if draw.random() > 0.03 else None,
            group_ids=qualified[point.group_id] if draw.random() < 0.5 else (),
            channel=Channel.PHONE if draw.random() < 0.25 else Channel.IN_PERSON,
            stays=draw.choices([Stays.MOVABLE, Stays.SETTLED, Stays.HERE], [85, 12, 3])[0],
            interpreted=draw.random() < 0.06,
            emergency=draw.random() < 0.07,
            reserved=start + length > LATE,
            phone=draw.random() < 0.85,
            originals=draw.random() < 0.4,
            imported=under.contingent is Contingent.ONLINE,
            elsewhere=((DAY, 600, 720),) if draw.random() < 0.1 else (),
        )
        made += 1

"""Random mornings on which something is away, and what may be done then: slow, plain, without a look at the masks."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import strategies as st

from backoffice.domain.availability import Absent, Closing, Opening, Plan, Point
from backoffice.domain.rearrange_values import Extra, OtherBranch, Promised, Rearrangement, Situation, Stays
from backoffice.domain.terms import Channel, ClosureKind, Contingent, OpeningKind
from backoffice.domain.wanted import BOTH, Busy
from tests.plan_model import Minute, minute_of, ticks_of

MONDAY = date(2026, 9, 7)
TUESDAY = MONDAY + timedelta(days=1)
POINTS = tuple(Point(name, name.upper(), name[0], int(name[1])) for name in ("a1", "a2", "a3", "b1"))
AWAY = Point("a4", "A4", "a", 4, active=False)
Where = tuple[str, int, int]
"""A service point, or an extra one, over `[start, end)`."""


def opening(number: int, point: str, start: int, end: int, day: date = MONDAY, **more: object) -> Opening:
    """One span of one service point on one day."""
    return Opening(f"o{number}", OpeningKind.ONE_DAY, frozenset({point}), day, day, None, start, end, **more)


def random_situation(draw: random.Random, *, most: int = 16, rich: bool = True) -> Situation:
    """A group of three service points and one of one, on a short morning, nearly full; a fifth point is gone."""
    openings, absences = [], []
    for point in POINTS:
        if draw.random() < 0.25:  # away all day, or not open, or away for a while
            away = draw.choice([None, (0, 1440), (480, 525), (540, 1440)])
            if away is None:
                continue
            absences.append(Absent(point.id, MONDAY, MONDAY, *away))
        start, end = draw.choice([(480, 600)] * 4 + [(480, 570), (510, 600), (480, 540)])
        cut = draw.choice([start, start, start, 540]) if rich else start
        for low, high in ((start, cut), (cut, end)):
            sort = draw.choice([{}] * 12 + [{"contingent": Contingent.ONLINE}] * 2 + [{"reserved": True}])
            if low < high:
                openings.append(opening(len(openings), point.id, low, high, **(sort if rich else {})))
    rows: list[Promised] = []
    for number in range(draw.randint(1, 3 * most)):
        if len(rows) == most:
            break
        minutes = draw.choice([10, 15, 20, 23, 30, 45])
        start = draw.choice(range(480, 600 - minutes + 1, 5)) + draw.choice([0, 0, 0, 2])
        home = draw.choice([*POINTS, *POINTS[:3], AWAY])
        row = Promised(
            f"t{number}",
            start,
            min(start + minutes, 600),
            group_id=home.group_id if draw.random() < 0.95 else None,
            point_id=home.id if draw.random() < 0.9 else None,
            group_ids=draw.choice([(), (), ("b",), ("a",)]),
            channel=draw.choice([Channel.IN_PERSON, Channel.IN_PERSON, Channel.PHONE]),
            stays=draw.choice([Stays.MOVABLE] * 8 + [Stays.SETTLED, Stays.HERE]),
            interpreted=draw.random() < 0.1,
            emergency=draw.random() < 0.15,
            reserved=draw.random() < 0.3,
            phone=draw.random() < 0.7,
            originals=draw.random() < 0.3,
            imported=draw.random() < 0.4,
            concern=draw.choice(["k1", "k2", None]),
            elsewhere=((MONDAY, 540, 600),) if draw.random() < 0.1 else (),
        )
        if row.point_id is None or not any(clash(row, other) for other in rows):
            rows.append(row)
    situation = Situation(
        Plan((*POINTS, AWAY), tuple(openings), absences=tuple(absences)),
        MONDAY,
        draw.choice([0, 0, 480, 500]),
        tuple(rows),
    )
    return _richer(draw, situation) if rich else situation


def _richer(draw: random.Random, situation: Situation) -> Situation:
    """With extra points, holds, closures, a next day and another branch."""
    closing = Closing(
        "c", draw.choice(list(ClosureKind)), MONDAY, MONDAY, 540, 560, draw.choice([None, "a"]), "Probe"
    )
    tomorrow = [opening(90 + n, point.id, 480, 500 + 20 * n, TUESDAY) for n, point in enumerate(POINTS[:3])]
    plan = replace(
        situation.plan,
        openings=(*situation.plan.openings, *(tomorrow if draw.random() < 0.7 else ())),
        closings=(closing,) if draw.random() < 0.3 else (),
    )
    hold = Busy("h", draw.choice(POINTS).id, MONDAY, 505, 525, held=True)
    free = not any(
        row.point_id == hold.point_id and row.start < 525 and row.end > 505 for row in situation.appointments
    )
    extras = [
        Extra(f"x{n}", draw.choice("ab"), start, start + draw.choice([30, 60, 120]), calls_only=draw.random() < 0.5)
        for n, start in enumerate(draw.sample([480, 510, 540], draw.randint(0, 2)))
    ]
    there = Plan(tuple(replace(point, group_id="z") for point in POINTS[:1]), (opening(0, "a1", 480, 540, TUESDAY),))
    branch = OtherBranch("west", there, lambda *_: [Busy("w", "a1", TUESDAY, 480, 490)], {"k1": ("z",)})
    return replace(
        situation,
        plan=plan,
        taken=(hold,) if free else (),
        extras=tuple(extras),
        contingents=draw.choice([BOTH, BOTH, frozenset({Contingent.INTERNAL})]),
        busy=lambda *_: [Busy("n", "a1", TUESDAY, 485, 495)],
        interpreters=draw.choice([None, lambda _id, _day: sum(1 << tick for tick in range(108, 120))]),
        branches=(branch,) if draw.random() < 0.5 else (),
        ahead=timedelta(days=draw.choice([0, 1, 14])),
    )


situations = st.randoms(use_true_random=False).map(random_situation)


def clash(one: Promised, other: Promised) -> bool:
    """Whether two lie on each other."""
    return one.point_id == other.point_id and bool(
        {*ticks_of(one.start, one.end)} & {*ticks_of(other.start, other.end)}
    )


class Board:
    """What each minute of each service point is."""

    def __init__(self, situation: Situation, day: date = MONDAY) -> None:
        self.situation = situation
        self.day = day
        self._seen: dict[tuple[str, int], Minute] = {}

    def minute(self, point: str, minute: int) -> Minute:
        """One of them."""
        if (point, minute) not in self._seen:
            self._seen[point, minute] = minute_of(self.situation.plan, point, self.day, minute)
        return self._seen[point, minute]

    def of(self, point: str, start: int, end: int) -> list[Minute]:
        """The minutes of all ticks that a time touches."""
        return [self.minute(point, minute) for minute in ticks_of(start, end)]

    def open_for(self, one: Promised, point: str, start: int, end: int) -> bool:
        """Whether an appointment may use a time of a service point, were nobody there."""
        may = one.reserved or one.emergency
        contingents = self.situation.contingents | ({Contingent.ONLINE} if one.imported else set())
        return all(
            minute.why is None and (may or not minute.reserved) and minute.contingent in contingents
            for minute in self.of(point, start, end)
        )

    def extra_open(self, extra: Extra, start: int, end: int) -> bool:
        """The same of an extra point: closures hold there, too."""
        closed = (
            closing
            for closing in self.situation.plan.closings
            if closing.kind is ClosureKind.CLOSED and closing.group_id in (None, extra.group_id)
        )
        ground = ticks_of(start, end)
        return (
            extra.start <= ground[0]
            and ground[-1] < extra.end
            and not any(closing.start <= minute < closing.end for closing in closed for minute in ground)
        )

    def affected(self, one: Promised) -> bool:
        """Whether an appointment has lost its place."""
        if one.point_id is None:
            return True
        return any(self.minute(one.point_id, minute).why is not None for minute in range(one.start, one.end))

    def options(self, one: Promised) -> list[Where]:
        """Where an affected appointment could keep its time, the best first."""
        home = one.group_id or next((p.group_id for p in self.situation.plan.points if p.id == one.point_id), None)
        groups = [group for group in dict.fromkeys((home, *one.group_ids)) if group]
        time = one.start, one.end
        points = [point for group in groups for point in POINTS if point.group_id == group]
        found = [(point.id, *time) for point in points if self.open_for(one, point.id, *time)]
        call = one.phone and not one.originals and not one.interpreted and one.stays is not Stays.HERE
        for calls_only in (False, True):
            if calls_only and not (call or one.channel is Channel.PHONE):
                continue
            found += [
                (extra.id, *time)
                for extra in self.situation.extras
                if extra.calls_only is calls_only and extra.group_id in groups and self.extra_open(extra, *time)
            ]
        return found


def free(places: Sequence[Where]) -> bool:
    """Whether no two of them lie on each other."""
    seen: set[tuple[str, int]] = set()
    for point, start, end in places:
        ground = {(point, minute) for minute in ticks_of(start, end)}
        if ground & seen:
            return False
        seen |= ground
    return True


Score = tuple[int, int, int]
"""Kept: emergencies, who is here or interpreted, all."""


def score(kept: Sequence[Promised]) -> Score:
    """What the plan is about."""
    return sum(one.tier == 0 for one in kept), sum(one.tier == 1 for one in kept), len(kept)


def kept_by(situation: Situation, found: Rearrangement) -> Score:
    """What a plan reaches."""
    by_id = {one.id: one for one in situation.appointments}
    return score([by_id[step.id] for step in found.steps if step.keeps_time])


def greedy(situation: Situation) -> Score:
    """First come, first served: nobody makes room for anybody."""
    board = Board(situation)
    places = [(row.point_id, row.start, row.end) for row in situation.taken]
    places += [
        (one.point_id, one.start, one.end)
        for one in situation.appointments
        if one.point_id and not board.affected(one)
    ]
    kept = []
    for one in sorted(filter(board.affected, situation.appointments), key=lambda one: (one.tier, one.start, one.id)):
        place = next((place for place in board.options(one) if free([*places, place])), None)
        if place is not None:
            places.append(place)
            kept.append(one)
    return score(kept)


def brute_force(situation: Situation) -> Score:
    """The best of all ways to place everybody. Only for very few."""
    board = Board(situation)
    fixed = [(row.point_id, row.start, row.end) for row in situation.taken]
    moving, affected = [], []
    for one in situation.appointments:
        if board.affected(one):
            affected.append((one, [None, *board.options(one)]))
        elif one.may_move:
            moving.append([(one.point_id, one.start, one.end), *_homes(board, one)])
        else:
            fixed.append((one.point_id, one.start, one.end))
    best = (0, 0, 0)
    for others in product(*moving):
        if not free([*fixed, *others]):
            continue
        for chosen in product(*(options for _, options in affected)):
            found = score([one for (one, _), place in zip(affected, chosen, strict=True) if place is not None])
            if found > best and free([*fixed, *others, *(place for place in chosen if place is not None)]):
                best = found
    return best


def _homes(board: Board, one: Promised) -> Iterator[Where]:
    """Where somebody who is not affected could make room: in open time of the one sort they lie in (D27, D29)."""
    assert one.point_id is not None
    home = {(minute.contingent, minute.reserved) for minute in board.of(one.point_id, one.start, one.end)}
    if len(home) != 1:
        return
    for point in POINTS:
        if point.id != one.point_id and point.group_id == one.point_id[0]:
            there = {
                (minute.contingent, minute.reserved, minute.why) for minute in board.of(point.id, one.start, one.end)
            }
            if there == {(*next(iter(home)), None)}:
                yield point.id, one.start, one.end

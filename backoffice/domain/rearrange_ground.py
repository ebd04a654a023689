"""What a plan for a drop in capacity stands on: the service points, who lies where, and who has lost their place.

Service points are numbers here, those of the branch first, by group and position, then the extra ones (D27, D32).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backoffice.domain.availability import Plan
from backoffice.domain.day_search import ticks_by_sort, ticks_open_for
from backoffice.domain.openings import ClosedSpan, Opening, Point, PointDay
from backoffice.domain.rearrange_kinds import KEEPING_TIME
from backoffice.domain.rearrange_values import Lost, Promised, Situation, Stays
from backoffice.domain.repacking import Sort
from backoffice.domain.seating import Board, Sitter
from backoffice.domain.terms import Channel, Contingent, OpeningKind
from backoffice.domain.ticks import touched, union
from backoffice.domain.wanted import Wish

Fitting = Callable[[Iterable[int]], tuple[int, ...]]
"""Of service points those that an appointment may use at its time."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A service point on the day."""

    point: Point
    day: PointDay
    sorts: dict[Sort, int]
    """Its open ticks by what they are meant for."""
    open: int
    area: str
    """Its group; an extra point is an area of its own: nobody is sent there to make room."""
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """Why an appointment is affected."""

    lost: Lost
    closed: ClosedSpan | None = None


class Ground:
    """The service points of a situation with all who lie on them."""

    def __init__(self, situation: Situation) -> None:
        """Nothing is decided yet: who is affected has no place."""
        self.situation = situation
        self.spots: list[Spot] = []
        self.of_group: dict[str, list[int]] = {}
        self.extras: dict[str, list[int]] = {}
        self.calls: dict[str, list[int]] = {}
        """Extra points by group, and those of them from which one can only call."""
        self.appointments: list[Promised] = []
        """By the number of their sitter."""
        self.affected: list[Sitter] = []
        self.movable: list[Sitter] = []
        """Who is not affected and may change places."""
        self.losses: dict[int, Loss] = {}
        self._areas: dict[str, list[int]] = {}
        self._number: dict[str, int] = {}
        self._allowed: dict[tuple[bool, bool], tuple[Wish, list[int]]] = {}
        self._add_points(situation.plan, self.of_group)
        if situation.extras:
            self._add_extras()
        self.board = Board(len(self.spots), self._homes)
        self._seat_all()

    def allowed(self, one: Promised) -> list[int]:
        """The open ticks of each service point that an appointment may use.

        A Buchungsstopp is for new bookings only; reserved times are for those who may (D31).
        """
        return self._permission(one)[1]

    def wish(self, one: Promised) -> Wish:
        """What an appointment may use, as a search asks."""
        return self._permission(one)[0]

    def groups(self, one: Promised) -> list[str]:
        """The groups in which an appointment may be held, its own first."""
        return [group for group in dict.fromkeys((self.own_group(one), *one.group_ids)) if group is not None]

    def own_group(self, one: Promised) -> str | None:
        """The group of an appointment; where nobody knows for what it is, that in which it was given a place."""
        if one.group_id is not None or one.point_id is None:
            return one.group_id
        point = self.situation.plan.point(one.point_id)
        return None if point is None else point.group_id

    def spare(self, area: str) -> int:
        """The ticks at which any service point of an area is open and free."""
        found, taken, spots = 0, self.board.taken, self.spots
        for point in self._areas[area]:
            found |= spots[point].open & ~taken[point]
        return found

    def _permission(self, one: Promised) -> tuple[Wish, list[int]]:
        key = one.imported, one.reserved or one.emergency
        found = self._allowed.get(key)
        if found is None:
            situation, (imported, reserved) = self.situation, key
            wish = Wish(
                group_ids=(),
                minutes=0,
                first_day=situation.day,
                last_day=situation.day,
                earliest=(situation.day, situation.now),
                contingents=situation.contingents | {Contingent.ONLINE} if imported else situation.contingents,
                reserved=reserved,
                over_stop=True,
                as_booked=True,
                prefer=Contingent.ONLINE if imported else Contingent.INTERNAL,
            )
            found = self._allowed[key] = wish, [ticks_open_for(spot.day, wish.allows) for spot in self.spots]
        return found

    def _add_points(self, plan: Plan, groups: dict[str, list[int]]) -> None:
        day = self.situation.day
        known: dict[int, tuple[dict[Sort, int], int]] = {}
        extra = plan is not self.situation.plan
        for point in sorted(plan.points, key=lambda one: (one.group_id, one.position, one.name, one.id)):
            if not point.in_service(day):
                continue
            there = plan.day(point.id, day)
            if id(there) not in known:
                sorts = ticks_by_sort(there)
                known[id(there)] = sorts, union(sorts.values())
            number = len(self.spots)
            if not extra:
                self._number[point.id] = number
            groups.setdefault(point.group_id, []).append(number)
            area = f"+{point.id}" if extra else point.group_id
            self._areas.setdefault(area, []).append(number)
            self.spots.append(Spot(point, there, *known[id(there)], area, extra))

    def _add_extras(self) -> None:
        """The extra points as a plan of their own, under the same closures."""
        situation, day = self.situation, self.situation.day
        for groups, calls_only in ((self.extras, False), (self.calls, True)):
            named = [one for one in situation.extras if one.calls_only is calls_only]
            points = tuple(Point(one.id, one.id, one.group_id) for one in named)
            openings = tuple(
                Opening(one.id, OpeningKind.ONE_DAY, frozenset((one.id,)), day, day, None, one.start, one.end)
                for one in named
            )
            self._add_points(Plan(points, openings, situation.plan.closings, situation.plan.closures), groups)

    def _seat_all(self) -> None:
        """All who keep their place lie on it, those first who may not move; the others are affected."""
        situation, board = self.situation, self.board
        for row in situation.taken:
            if row[2] == situation.day and row[1] in self._number:
                board.block(self._number[row[1]], touched(row[3], row[4]))
        for one in sorted(situation.appointments, key=lambda one: (one.may_move, one.tier, one.start, one.id)):
            ticks = touched(one.start, one.end)
            number = self._number.get(one.point_id or "")
            loss = self._loss(one, number, ticks)
            if loss is None and number is not None and not one.may_move:
                board.block(number, ticks)
                continue
            sitter = Sitter(len(self.appointments), ticks, tier=one.tier, affected=loss is not None)
            self.appointments.append(one)
            if loss is not None:
                sitter.ranks = self._ranks(one, ticks)
                sitter.homes = tuple(point for points in sitter.ranks for point in points)
                self.losses[sitter.number] = loss
                self.affected.append(sitter)
            elif number is not None:
                sitter.home = number
                board.sit(sitter, number)
                self.movable.append(sitter)

    def _loss(self, one: Promised, number: int | None, ticks: int) -> Loss | None:
        if one.point_id is None:
            return Loss(Lost.NO_PLACE)
        if number is None:
            return Loss(Lost.GONE)
        for closed in self.spots[number].day.closed:
            if closed.start < one.end and one.start < closed.end:
                return Loss(Lost.CLOSED, closed)
        return Loss(Lost.TAKEN) if self.board.taken[number] & ticks else None

    def _ranks(self, one: Promised, ticks: int) -> tuple[tuple[int, ...], ...]:
        """Where an affected appointment could lie at its time, by the rank of the kind."""
        allowed = self.allowed(one)

        def fitting(points: Iterable[int]) -> tuple[int, ...]:
            return tuple(point for point in points if not ticks & ~allowed[point])

        ranks = self._all_ranks(one, fitting)
        return tuple(() if kind in one.without else rank for kind, rank in zip(KEEPING_TIME, ranks, strict=True))

    def _all_ranks(self, one: Promised, fitting: Fitting) -> tuple[tuple[int, ...], ...]:
        groups, home = self.groups(one), self.own_group(one)
        own = fitting(self.of_group.get(home or "", ()))
        others = [point for group in groups if group != home for point in self.of_group.get(group, ())]
        extras = [point for group in groups for point in self.extras.get(group, ())]
        calls = [point for group in groups for point in self.calls.get(group, ())]
        if one.channel is Channel.PHONE:  # time and channel are kept wherever the call is made from
            return own, fitting(others), fitting((*extras, *calls)), ()
        return own, fitting(others), fitting(extras), fitting(calls) if may_call(one) else ()

    def _homes(self, one: Sitter) -> tuple[int, ...]:
        """Where else somebody could lie who only makes room: in their group, in open time of the same sort (D29)."""
        spot = self.spots[one.home]
        sort = next((sort for sort, ticks in spot.sorts.items() if not one.ticks & ~ticks), None)
        if sort is None:
            return ()
        return tuple(
            point
            for point in self.of_group[spot.point.group_id]
            if point != one.home and not one.ticks & ~self.spots[point].sorts.get(sort, 0)
        )


def may_call(one: Promised) -> bool:
    """Whether a talk in person could be held by phone: a number is known, no papers are needed in the original (D33).

    Not where the customer is here already, nor (assumed) where an interpreter was ordered for a talk in person.
    """
    return one.phone and not one.originals and not one.interpreted and one.stays is not Stays.HERE

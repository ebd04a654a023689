"""Random plans, and what they mean minute by minute: slow, plain, and written without a look at the masks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from backoffice.domain.availability import Absent, Closing, Opening, Plan, Point, Why
from backoffice.domain.calendar import Closures
from backoffice.domain.free_times import Busy, DayPart, Wish
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind

BERLIN = ZoneInfo("Europe/Berlin")
WEEKS = (date(2026, 3, 27), date(2026, 10, 23), date(2026, 12, 22), date(2026, 9, 7))
"""First days of a fortnight: with a clock change each, with Christmas, and an ordinary one."""
HOLIDAYS = {
    date(2026, 4, 3): "Karfreitag",
    date(2026, 4, 6): "Ostermontag",
    date(2026, 10, 31): "Reformationstag",
    date(2026, 12, 25): "Erster Weihnachtstag",
    date(2026, 12, 26): "Zweiter Weihnachtstag",
    date(2027, 1, 1): "Neujahr",
}
YEARLY = {(12, 24): "Heiligabend", (12, 31): "Silvester"}
POINTS = ("a1", "a2", "a3", "b1")
NIGHT = range(60, 361, 15)
"""All happens here in random plans: the hour that the clock skips lies in it."""


@dataclass(frozen=True)
class Minute:
    """What one minute is: open to a sort of booking, or closed for a reason."""

    why: Why | None = None
    name: str = ""
    contingent: Contingent | None = None
    reserved: bool = False
    stopped: str = ""
    opening: str = ""


def exists(day: date, minute: int) -> bool:
    """Whether the clock in Bremen ever shows it."""
    shown = datetime.combine(day, time(minute // 60, minute % 60), BERLIN)
    return shown.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) == shown.replace(tzinfo=None)


def minute_of(plan: Plan, point_id: str, day: date, minute: int) -> Minute:
    """D30, read aloud; then D36: what would be open is not where nobody serves the point."""
    found = planned(plan, point_id, day, minute)
    if found.why is None and any(
        one.point_id == point_id and one.first_day <= day <= one.last_day and one.start <= minute < one.end
        for one in plan.absences
    ):
        return Minute(Why.ABSENT)
    return found


def planned(plan: Plan, point_id: str, day: date, minute: int) -> Minute:
    """D30, read aloud."""
    point = next(point for point in plan.points if point.id == point_id)
    if not point.active or day < (point.first_day or day) or day > (point.last_day or day):
        return Minute(Why.NOT_IN_SERVICE)
    if not exists(day, minute):
        return Minute(Why.CLOCK_CHANGE)
    of_day = [
        opening
        for opening in sorted(plan.openings, key=lambda opening: (opening.start, opening.id))
        if point_id in opening.points
        and opening.first_day <= day <= opening.last_day
        and (opening.weekday is None or opening.weekday == day.weekday())
    ]
    forced = [opening for opening in of_day if opening.kind is OpeningKind.FORCED]
    for opening in forced:
        if opening.start <= minute < opening.end:
            return _under(opening, minute, "")
    if day in HOLIDAYS:
        return Minute(Why.HOLIDAY, HOLIDAYS[day])
    stopped = ""
    for closing in sorted(plan.closings, key=lambda closing: (closing.start, closing.id)):
        here = closing.group_id is None or closing.group_id == point.group_id
        if here and closing.first_day <= day <= closing.last_day and closing.start <= minute < closing.end:
            if closing.kind is ClosureKind.CLOSED:
                return Minute(Why.CLOSURE, closing.name)
            stopped = stopped or closing.name
    if (day.month, day.day) in YEARLY:
        return Minute(Why.CLOSURE, YEARLY[day.month, day.day])
    if day in plan.closures.days:
        return Minute(Why.CLOSURE)
    shut = [opening for opening in of_day if opening.kind is OpeningKind.SHUT]
    if shut:
        return Minute(Why.SHUT, shut[0].reason)
    single = [opening for opening in of_day if opening.kind is OpeningKind.ONE_DAY]
    weekly = [opening for opening in of_day if opening.kind is OpeningKind.WEEKLY]
    for opening in single or weekly:
        if opening.start <= minute < opening.end:
            return _under(opening, minute, stopped)
    return Minute(Why.NO_OPENING, next((opening.reason for opening in single if opening.reason), ""))


def _under(opening: Opening, minute: int, stopped: str) -> Minute:
    if any(start <= minute < end for start, end in opening.breaks):
        return Minute(Why.BREAK)
    return Minute(None, "", opening.contingent, opening.reserved, stopped, opening.id)


def usable(wish: Wish, minute: Minute) -> bool:
    """Whether the wish may use an open minute."""
    return (
        minute.why is None
        and minute.contingent in wish.contingents
        and (not minute.reserved or wish.reserved or wish.emergency)
        and (not minute.stopped or wish.over_stop or wish.emergency)
    )


def wished(wish: Wish, day: date, start: int) -> bool:
    """Whether a start is one that is asked for at all."""
    part = {
        None: True,
        DayPart.MORNING: start < 720,
        DayPart.AFTERNOON: 720 <= start < 960,
        DayPart.LATE: start >= 960,
    }
    return (
        wish.first_day <= day <= wish.last_day
        and (day, start) >= wish.earliest
        and (wish.weekdays is None or day.weekday() in wish.weekdays)
        and part[wish.part]
        and start >= wish.from_minute
        and start + wish.minutes <= wish.until_minute
    )


def ticks_of(start: int, end: int) -> range:
    """The minutes of the whole five-minute pieces that a time touches."""
    return range(start // 5 * 5, -(-end // 5) * 5)


def free_on(plan: Plan, busy: Iterable[Busy], wish: Wish, point_id: str, day: date) -> list[bool]:
    """For each minute of the day whether the wish may have it on a service point."""
    free = [minute < NIGHT.stop and usable(wish, minute_of(plan, point_id, day, minute)) for minute in range(1440)]
    for row in busy:
        if row.point_id == point_id and row.day == day and row.holder_id not in wish.leave_out:
            for minute in range(row.start, row.end):
                free[minute] = False
    return free


def points_of(plan: Plan, wish: Wish) -> list[Point]:
    """The service points that are asked for."""
    return [point for point in plan.points if point.group_id in wish.group_ids]


def brute_starts(plan: Plan, busy: Iterable[Busy], wish: Wish, day: date) -> list[int]:
    """All starts at which some service point is free as it is, tried one by one."""
    rows = list(busy)
    boards = [free_on(plan, rows, wish, point.id, day) for point in points_of(plan, wish)]
    return [
        start
        for start in range(0, 1440 - wish.minutes + 1, wish.step)
        if wished(wish, day, start) and any(all(free[start : start + wish.minutes]) for free in boards)
    ]


@st.composite
def spans(draw: st.DrawFn, times: Iterable[int] = NIGHT) -> tuple[int, int]:
    """A start and a later end."""
    start, end = sorted(draw(st.lists(st.sampled_from(list(times)), min_size=2, max_size=2, unique=True)))
    return start, end


@st.composite
def openings(draw: st.DrawFn, number: int, first: date) -> Opening:
    """An opening of any kind, near `first`; others may overlap it."""
    kind = draw(st.sampled_from([OpeningKind.WEEKLY] * 3 + list(OpeningKind)))
    start, end = draw(spans())
    day = first + timedelta(days=draw(st.integers(0, 9)))
    last = day
    if kind is OpeningKind.WEEKLY:
        day, last = first - timedelta(days=draw(st.integers(0, 3))), first + timedelta(days=draw(st.integers(2, 20)))
    if kind is OpeningKind.SHUT:
        start, end = 0, 1440
    breaks = draw(st.lists(spans(range(start, end + 1, 5)), max_size=2)) if kind is not OpeningKind.SHUT else []
    return Opening(
        id=f"o{number}",
        kind=kind,
        points=draw(st.frozensets(st.sampled_from(POINTS), min_size=1)),
        first_day=day,
        last_day=last,
        weekday=draw(st.integers(0, 6)) if kind is OpeningKind.WEEKLY else None,
        start=start,
        end=end,
        contingent=draw(st.sampled_from(Contingent)),
        reserved=draw(st.sampled_from([False, False, True])),
        reason=draw(st.sampled_from(["", "Teamtag"])),
        breaks=tuple(breaks),
    )


def base(weekday: int, start: int, end: int, first: date) -> Opening:
    """One of seven series of the first group, so that a random plan is open at all."""
    return Opening(
        id=f"w{weekday}",
        kind=OpeningKind.WEEKLY,
        points=frozenset({"a1", "a2", "a3"}),
        first_day=first,
        last_day=first + timedelta(days=30),
        weekday=weekday,
        start=start,
        end=end,
    )


@st.composite
def closings(draw: st.DrawFn, number: int, first: date) -> Closing:
    """A closure or Buchungsstopp of some days, at times that are not always on the five minutes."""
    start, end = draw(st.one_of(st.just((0, 1440)), spans(range(60, 361, 7))))
    day = first + timedelta(days=draw(st.integers(0, 9)))
    return Closing(
        id=f"c{number}",
        kind=draw(st.sampled_from(ClosureKind)),
        first_day=day,
        last_day=day + timedelta(days=draw(st.integers(0, 4))),
        start=start,
        end=end,
        group_id=draw(st.sampled_from([None, "A", "B"])),
        name=draw(st.sampled_from(["Personalversammlung", "Monatswechsel"])),
    )


@st.composite
def absences(draw: st.DrawFn, first: date) -> Absent:
    """Nobody at a service point on some days, at times that are not always on the five minutes."""
    day = first + timedelta(days=draw(st.integers(0, 9)))
    return Absent(
        draw(st.sampled_from(POINTS)),
        day,
        day + timedelta(days=draw(st.integers(0, 4))),
        *draw(st.one_of(st.just((0, 1440)), spans(range(60, 361, 7)))),
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, date]:
    """A plan of two groups, and a first day of interest."""
    first = draw(st.sampled_from(WEEKS))
    temporary = first + timedelta(days=draw(st.integers(0, 6)))
    points = (
        Point("a1", "A-1", "A", 1),
        Point("a2", "A-2", "A", 2, active=draw(st.sampled_from([True, True, True, False]))),
        Point("a3", "A-3", "A", 3, first_day=temporary, last_day=temporary + timedelta(days=3)),
        Point("b1", "B-1", "B", 1),
    )
    some = [draw(openings(number, first)) for number in range(draw(st.integers(1, 6)))]
    if draw(st.integers(0, 3)):
        start, end = draw(spans())
        some += [base(weekday, start, end, first) for weekday in range(7)]
    return Plan(
        points,
        tuple(some),
        tuple(draw(closings(number, first)) for number in range(draw(st.integers(0, 3)))),
        Closures(
            days=draw(st.frozensets(st.sampled_from([first + timedelta(days=n) for n in range(8)]), max_size=1))
        ),
        absences=tuple(draw(absences(first)) for _ in range(draw(st.sampled_from([0, 0, 1, 3])))),
    ), first


@st.composite
def rows_of(draw: st.DrawFn, first: date) -> list[Busy]:
    """Busy times at odd minutes; of those that overlap on a service point only the first is kept."""
    rows: list[Busy] = []
    for number in range(draw(st.integers(0, 25))):
        start = draw(st.integers(60, 350))
        row = Busy(
            holder_id=f"h{number}",
            point_id=draw(st.sampled_from(POINTS)),
            day=first + timedelta(days=draw(st.integers(0, 3))),
            start=start,
            end=start + draw(st.sampled_from([3, 10, 20, 30, 45, 60])),
            movable=draw(st.sampled_from([True, True, True, False])),
            held=draw(st.sampled_from([False, False, False, True])),
        )
        ground = set(ticks_of(row.start, row.end))
        if not any(
            other.point_id == row.point_id and other.day == row.day and ground & set(ticks_of(other.start, other.end))
            for other in rows
        ):
            rows.append(row)
    return rows


@st.composite
def wishes(draw: st.DrawFn, first: date) -> Wish:
    """Anything that can be asked for."""
    start = first + timedelta(days=draw(st.integers(-1, 4)))
    low = draw(st.sampled_from([0, 0, 0, 93, 120]))
    return Wish(
        group_ids=draw(st.sampled_from([("A",), ("A", "B"), ("B", "A")])),
        minutes=draw(st.sampled_from([5, 10, 15, 20, 30, 60])),
        first_day=start,
        last_day=start + timedelta(days=draw(st.integers(0, 9))),
        earliest=(first + timedelta(days=draw(st.integers(-3, 1))), draw(st.integers(0, 300))),
        weekdays=draw(st.sampled_from([None, None, frozenset({0, 2, 4, 6}), frozenset({1, 3, 5, 6})])),
        part=draw(st.sampled_from([None] * 6 + list(DayPart))),
        from_minute=low,
        until_minute=draw(st.sampled_from([1440, 1440, 1440, 251, 300])),
        contingents=draw(st.sampled_from([frozenset(Contingent)] * 4 + [*(frozenset({one}) for one in Contingent)])),
        reserved=draw(st.booleans()),
        emergency=draw(st.sampled_from([False, False, True])),
        over_stop=draw(st.booleans()),
        repack=draw(st.booleans()),
        per_day=draw(st.sampled_from([None, 1, 3])),
        limit=draw(st.sampled_from([1, 5, 20])),
        step=draw(st.sampled_from([5, 5, 15])),
        leave_out=draw(st.sampled_from([frozenset[str](), frozenset({"h0"})])),
        prefer=draw(st.sampled_from(Contingent)),
    )

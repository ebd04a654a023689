"""A plan for a drop in capacity: for each affected appointment exactly one step, nobody dropped (D33).

Affected is who had no service point, or whose own is gone, closed in their time, or taken by another. All others keep
time and group. What is best is decided in this order, each only among what is equal in all before:

1. as many emergencies as possible keep the time that was promised (D23),
2. as many as possible of those who are here already, or for whom an interpreter comes,
3. as many of all affected,
4. as many as possible of the others get another time on the same day,
5. as few as possible are called instead of coming, then as few on an extra point, then as few in another group,
6. as few as possible who are not affected change their service point to make room, at their own time, in their group.

Who starts within 30 minutes, is handed to somebody, arrived, in a talk or interpreted does not move while their place
is open (D27). Everybody keeps their length (D13); reserved times stay with those who may have them (D31), the other
seller's with them unless the situation allows it (D29). A phone talk takes a service point like any other, or an
extra point from which one can only call (assumed: somebody has to make the call, and their time is finite).

It is a heuristic with bounds, so that nobody waits: points 1 to 3 come out as a solver proves them on nearly all days
(`benchmarks/rearrange.py`), 4 to 6 nearly so. The same values give the same plan, in whatever order they come.
"""

from backoffice.domain.keeping import Keeper
from backoffice.domain.other_times import OtherTimes, same_day
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rearrange_ground import Ground
from backoffice.domain.rearrange_kinds import KEEPING_TIME, Kind
from backoffice.domain.rearrange_reasons import reasons
from backoffice.domain.rearrange_values import Aside, Place, Promised, Rearrangement, Situation, Step
from backoffice.domain.seating import NOWHERE, Sitter
from backoffice.domain.terms import Channel, Contingent
from backoffice.domain.wanted import FreeTime


def rearrange(situation: Situation) -> Rearrangement:
    """The plan for a day. Each appointment ends after it starts, within the day, and ids are used once."""
    ground = Ground(situation)
    keeper = Keeper(ground)
    left = sorted(keeper.keep(), key=lambda one: _comes(ground, one))
    moved = {one.number: there for one in left if (there := same_day(ground, one)) is not None}
    keeper.settle()
    steps = [_on_the_day(ground, one, moved.get(one.number)) for one in ground.affected if _placed(one, moved)]
    beyond = OtherTimes(ground)
    steps += [_beyond(ground, one, beyond) for one in left if one.number not in moved]
    steps.sort(key=lambda step: (step.was.start, step.id))
    return Rearrangement(tuple(steps), _aside(ground), _opened(ground, moved))


def _comes(ground: Ground, one: Sitter) -> tuple[int, int, str]:
    appointment = ground.appointments[one.number]
    return one.tier, appointment.start, appointment.id


def _placed(one: Sitter, moved: dict[int, Sitter]) -> bool:
    return one.point != NOWHERE or one.number in moved


def _on_the_day(ground: Ground, one: Sitter, moved: Sitter | None) -> Step:
    """The step of somebody who has a place on the board, at their time or (`moved`) at another."""
    appointment = ground.appointments[one.number]
    start, channel = appointment.start, appointment.channel
    if moved is None:
        kind = KEEPING_TIME[one.rank]
        point = one.point
        channel = Channel.PHONE if kind is Kind.PHONE else channel
    else:
        kind, point = Kind.SAME_DAY, moved.point
        start = ((moved.ticks & -moved.ticks).bit_length() - 1) * TICK_MINUTES
    spot, end = ground.spots[point], start + appointment.end - appointment.start
    online = any(
        span.start < end and start < span.end and span.contingent is Contingent.ONLINE for span in spot.day.open
    )
    to = Place(spot.point.group_id, spot.point.id, ground.situation.day, start, end, channel)
    return _step(ground, one, kind, to, Contingent.ONLINE if online else Contingent.INTERNAL)


def _beyond(ground: Ground, one: Sitter, beyond: OtherTimes) -> Step:
    """The step of somebody for whom the day has no place."""
    appointment = ground.appointments[one.number]
    found = beyond.here(appointment)
    if found is not None:
        return _step(ground, one, Kind.OTHER_DAY, _at(appointment, found), found.contingent)
    elsewhere = beyond.elsewhere(appointment)
    if elsewhere is not None:
        branch, found = elsewhere
        return _step(ground, one, Kind.OTHER_BRANCH, _at(appointment, found, branch), found.contingent)
    return _step(ground, one, Kind.NOTHING, None, Contingent.INTERNAL)


def _at(one: Promised, found: FreeTime, branch: str | None = None) -> Place:
    return Place(found.group_id, found.point_id, found.day, found.start, found.end, one.channel, branch)


def _step(ground: Ground, one: Sitter, kind: Kind, to: Place | None, contingent: Contingent) -> Step:
    appointment, loss = ground.appointments[one.number], ground.losses[one.number]
    return Step(
        id=appointment.id,
        kind=kind,
        was=Place(
            appointment.group_id,
            appointment.point_id,
            ground.situation.day,
            appointment.start,
            appointment.end,
            appointment.channel,
        ),
        to=to,
        lost=loss.lost,
        why=None if loss.closed is None else loss.closed.why,
        name="" if loss.closed is None else loss.closed.name,
        against=reasons(ground, one, kind),
        contingent=contingent,
    )


def _aside(ground: Ground) -> tuple[Aside, ...]:
    found = []
    for one in ground.movable:
        if one.point != one.home:
            appointment = ground.appointments[one.number]
            home, there = ground.spots[one.home].point, ground.spots[one.point].point
            found.append(Aside(appointment.id, appointment.start, appointment.end, home.group_id, home.id, there.id))
    return tuple(sorted(found, key=lambda one: (one.start, one.id)))


def _opened(ground: Ground, moved: dict[int, Sitter]) -> tuple[str, ...]:
    used = {one.point for one in (*ground.affected, *moved.values()) if one.point != NOWHERE}
    return tuple(sorted(ground.spots[point].point.id for point in used if ground.spots[point].extra))

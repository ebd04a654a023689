"""Taking one exact time on a service point: by the same search that offered it, and with its own reasons why not."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from backoffice.desk.command import Command, Work
from backoffice.desk.plan_of import busy_of, plan_of
from backoffice.domain.availability import Plan
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import FreeTime, Wish, choose, explain
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import Contingent
from backoffice.store.tables.appointments import Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.store.tables.organisation import ServicePointGroup

_hold = table(Hold)

FARTHEST = timedelta(days=730)
"""Nobody is booked later than that: it is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One exact time in a group: `[start, start + minutes)`."""

    group_id: str
    day: date
    start: int
    minutes: int
    point_id: str | None = None
    """Only on this service point."""
    rather: str | None = None
    """On this one where it is free."""
    prefer: Contingent = Contingent.INTERNAL
    """Whose time is used up first: what the booking tool sold stands on its time where there is some (D29)."""
    emergency: bool = False
    reserved: bool = False
    over_stop: bool = False
    hold_id: str | None = None
    """This desk's hold, which gives way."""
    leaving: str | None = None
    """The appointment whose own place is free for it."""
    repack: bool = True
    """Others may change places for it."""
    as_long_as_was: bool = False
    """A duration that was promised once is kept whatever it is (D45)."""


def take(work: Work, asked: Asked, command: Command) -> FreeTime:
    """Find the place for an exact time and make it free: others of the group may change places for it (D27).

    Refused: `not_five_minutes`, `in_past`, `too_far`, `bad_duration`, and what `take_place` refuses.
    """
    if asked.start % TICK_MINUTES:
        raise Refused("not_five_minutes", start=asked.start, end=asked.start + asked.minutes)
    now = wall(command.made_at)
    if (asked.day, asked.start) < now and not (asked.day == now[0] and asked.start + TICK_MINUTES > now[1]):
        raise Refused("in_past", day=asked.day, start=asked.start)
    if asked.day > now[0] + FARTHEST:
        raise Refused("too_far", day=asked.day)
    return take_place(work, asked, command)


def lock_places(work: Work, group_id: str, day: date) -> None:
    """Book in a group and on a day one after the other, until this change is done.

    Else eight desks would all choose the first free place, and seven of them choose again.
    """
    work.tx.lock(f"places:{group_id}:{day}")


def take_place(work: Work, asked: Asked, command: Command) -> FreeTime:
    """The same for a time that is kept as it is, of an appointment without a place: the time itself is not asked.

    Refused: `bad_point`, `time_not_free` with the `Explanation` of it.
    """
    group = work.row(ServicePointGroup, asked.group_id)
    connection, day = work.tx.connection, asked.day
    lock_places(work, group.id, day)
    drop = _own_hold(work, asked.hold_id, command.desk_id)
    plan = plan_of(connection, group.branch_id, day, day)
    if asked.point_id is not None:
        plan = only(plan, asked.point_id)
    busy = busy_of(connection, group.branch_id, day, day, command.made_at)
    wish = Wish(
        group_ids=(group.id,),
        minutes=asked.minutes,
        first_day=day,
        last_day=day,
        earliest=(day, 0),
        reserved=asked.reserved,
        emergency=asked.emergency,
        over_stop=asked.over_stop,
        repack=asked.repack,
        prefer=asked.prefer,
        leave_out=frozenset(one for one in (drop, asked.leaving) if one),
        as_booked=asked.as_long_as_was,
    )
    found = choose(plan, busy, wish, day, asked.start, rather=asked.rather)
    if found is None:
        raise Refused("time_not_free", explanation=explain(plan, busy, wish, day, asked.start))
    for holder, point in found.moves:
        _change_place(work, holder, point)
    if drop:
        work.tx.drop_hold(drop)
    return found


def only(plan: Plan, point_id: str) -> Plan:
    """The plan with one service point. Refused `bad_point` for one that is not there (any more)."""
    points = tuple(point for point in plan.points if point.id == point_id)
    if not points:
        raise Refused("bad_point")
    return replace(plan, points=points)


def _own_hold(work: Work, hold_id: str | None, desk_id: str) -> str | None:
    """The hold that gives way, as long as it stands and is this desk's; one that expired is simply gone."""
    if hold_id is None:
        return None
    found = work.tx.first(sa.select(_hold.c.id).where(_hold.c.id == hold_id, _hold.c.desk_id == desk_id))
    return None if found is None else str(found.id)


def _change_place(work: Work, appointment_id: str, point_id: str) -> None:
    present = work.tx.get(Placement, appointment_id)
    work.tx.delete(Placement, present)
    work.tx.insert(Placement, appointment_id=appointment_id, branch_id=present.branch_id, service_point_id=point_id)

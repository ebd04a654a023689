"""What a booking dialog looks for, and what was found: values between its fields and the desk's search."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from backoffice.desk.booking import NewBooking
from backoffice.desk.booking_prefill import BookingPrefill
from backoffice.desk.desk import Desk
from backoffice.desk.holding import HoldTime
from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.interpreting_search import InterpretingWish
from backoffice.desk.organisation_views import GroupsOf
from backoffice.desk.slots import FreeTimesFor, FreeTimesView, OfferedSlot, WhyNot
from backoffice.domain.clock import wall
from backoffice.domain.errors import BackofficeError
from backoffice.domain.free_times import DayPart
from backoffice.domain.terms import Channel, Contingent
from backoffice.screens.booking_interpreting import order_of, who, wish_of
from backoffice.widgets.time_choices import PAGE, OfferedTime
from backoffice.widgets.week_glance import GlanceDay
from backoffice.wording import booking_form as words

WEEKS = timedelta(weeks=12)
"""So far ahead is looked; whoever wants more says from which day on."""
LIMIT = 3 * PAGE
OF_ONE_DAY, OF_A_NAMED_DAY = 3, PAGE
"""So many times of one day, so that the list is not one morning; a day that was named may fill a page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, as the fields say it. None: as it is known of the appointment, or not asked for."""

    branch_id: str
    concern_id: str | None = None
    concern_text: str = ""
    group_id: str | None = None
    minutes: int | None = None
    first: date | None = None
    part: DayPart | None = None
    weekdays: frozenset[int] = frozenset()
    reserved: bool = False
    over_stop: bool = False
    emergency: bool | None = None
    leaving: str | None = None
    """The appointment that is moved."""
    customer_id: str | None = None
    not_before: tuple[date, int] | None = None
    """The end of the appointment that it follows."""
    interpreting: InterpretingWish | None = None
    """Who has to be free at the same time (D46); None: nobody."""
    channel: Channel | None = None
    """How the talk is held, for who interprets it; None where nobody has to."""

    def _asked(self, now: datetime, hold_id: str | None) -> dict[str, Any]:
        return {
            "branch_id": self.branch_id,
            "now": now,
            "concern_id": self.concern_id,
            "concern_text": self.concern_text,
            "group_ids": None if self.group_id is None else (self.group_id,),
            "minutes": self.minutes,
            "reserved": self.reserved,
            "emergency": self.emergency,
            "over_stop": self.over_stop,
            "leaving": self.leaving,
            "hold_id": hold_id,
            "customer_id": self.customer_id,
            "not_before": self.not_before,
            "interpreting": self.interpreting,
            "channel": self.channel,
        }

    def times(self, now: datetime, hold_id: str | None, glance: date | None) -> FreeTimesFor:
        """The search; `glance`: a day of the week that is shown beside it."""
        today = wall(now)[0]
        first = max(self.first or today, today)
        return FreeTimesFor(
            first=first,
            last=first + WEEKS,
            part=self.part,
            weekdays=self.weekdays or None,
            per_day=OF_ONE_DAY if self.first is None else OF_A_NAMED_DAY,
            limit=LIMIT,
            glance=glance,
            **self._asked(now, hold_id),
        )

    def why(self, now: datetime, hold_id: str | None, day: date, start: int) -> WhyNot:
        """What stands against one time."""
        return WhyNot(day=day, start=start, **self._asked(now, hold_id))

    def hold(self, desk: Desk, slot: OfferedSlot, *, emergency: bool) -> Any:
        """Makes the command that holds a time, from the ids it is given."""
        return lambda **ids: desk.new(
            HoldTime,
            group_id=slot.group_id,
            day=slot.day,
            start=slot.start,
            minutes=slot.end - slot.start,
            emergency=emergency,
            reserved=self.reserved,
            over_stop=self.over_stop,
            leaving=self.leaving,
            **ids,
        )

    def booking(self, slot: OfferedSlot, **more: Any) -> NewBooking:
        """What is booked there; the length stands in it where it is not the offered one."""
        return NewBooking(
            group_id=slot.group_id,
            day=slot.day,
            start=slot.start,
            minutes=self.minutes if self.interpreting is None else slot.end - slot.start,
            reserved=self.reserved,
            **more,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What the dialog opens with: what is known, and the first times, or why there are none."""

    prefill: BookingPrefill
    wanted: Wanted
    view: FreeTimesView | None
    error: BackofficeError | None = None
    groups: tuple[tuple[str, str], ...] = field(default=())
    wished: OfferedSlot | None = None
    """A time that stands first on the list, since somebody wishes for it."""
    order: OrderLine | None = None
    """The order for an interpreter of what is followed or moved."""
    wish: InterpretingWish | None = None
    """Who is to be free beside the time, unless it is looked for without."""


def usual(prefill: BookingPrefill, *, moves: bool) -> Wanted:
    """What is looked for before anybody says anything: the same concern in the same group."""
    return Wanted(
        prefill.branch.id,
        concern_id=None if moves else prefill.concern_id,
        concern_text="" if moves or prefill.concern_id else prefill.concern,
        group_id=prefill.group_id,
        minutes=None if moves or prefill.concern_id else prefill.minutes,
        emergency=True if prefill.raised else None,
        leaving=prefill.appointment_id if moves else None,
        customer_id=prefill.customer_id or None,
        not_before=None if moves else end_of(prefill),
    )


def end_of(prefill: BookingPrefill) -> tuple[date, int] | None:
    """When the appointment is over that is followed: nobody comes back before."""
    if prefill.day is None or prefill.start is None or prefill.minutes is None:
        return None
    return prefill.day, prefill.start + prefill.minutes


def find(
    desk: Desk, prefill: BookingPrefill, *, moves: bool, hold_id: str | None, wanted: Wanted | None = None
) -> Found:
    """In a thread: the first times. A group that no longer offers the concern gives way to those that do.

    Who needs an interpreter is offered times for both. `wanted`: what is looked for where it is not the usual.
    """
    order = wish = None
    if wanted is None:
        order = order_of(desk, prefill)
        wish = wish_of(prefill, order, moves=moves)
        wanted = replace(usual(prefill, moves=moves), interpreting=wish, channel=prefill.channel if wish else None)
    tries = [wanted] if wanted.group_id is None else [wanted, usual_anywhere(wanted)]
    error: BackofficeError | None = None
    for one in tries:
        try:
            view = desk.read(one.times(desk.clock.now(), hold_id, desk_today(desk)))
        except BackofficeError as refused:
            error = error or refused
            if refused.code != "concern_not_offered":
                break
        else:
            return Found(prefill, one, view, groups=prefill.groups, order=order, wish=wish)
    return Found(prefill, wanted, None, error, prefill.groups, order=order, wish=wish)


def usual_anywhere(wanted: Wanted) -> Wanted:
    """The same in whichever group."""
    return replace(wanted, group_id=None)


def desk_today(desk: Desk) -> date:
    """The date on the wall of the branch."""
    return wall(desk.clock.now())[0]


def groups_of(desk: Desk, branch_id: str) -> tuple[tuple[str, str], ...]:
    """In a thread: the groups of a branch; none where they may not be seen."""
    try:
        return desk.read(GroupsOf(branch_id))
    except BackofficeError:
        return ()


# --- as the widgets show it ------------------------------------------------------------------------------------


def slot_id(slot: OfferedSlot) -> str:
    """A time by what it is: found again in a list that was read anew."""
    return f"{slot.day.isoformat()}/{slot.start}/{slot.group_id}"


def offered_times(slots: Iterable[OfferedSlot], today: date, *, named: bool) -> list[OfferedTime]:
    """The times for the list, with what is to be known before one is taken; `named`: with their group."""
    return [
        OfferedTime(
            slot_id(slot),
            slot.day,
            slot.start,
            slot.end,
            slot.group if named else "",
            tuple(marks(slot)),
            today,
            who(slot),
        )
        for slot in slots
    ]


def marks(slot: OfferedSlot) -> Iterable[str]:
    """What is to be known of an offered time before it is taken (D29, D31)."""
    if slot.contingent is Contingent.ONLINE:
        yield "online"
    if slot.reserved:
        yield "reserved"
    if slot.stopped:
        yield "stopped"


def glance_days(view: FreeTimesView) -> list[GlanceDay]:
    """The week beside the list."""
    return [
        GlanceDay(day.day, day.morning, day.afternoon, words.closed_because(day.why and day.why.value, day.name))
        for day in view.week
    ]

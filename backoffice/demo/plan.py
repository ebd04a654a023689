"""The plan of the example office, set by the desk's own commands: weekly openings, a Buchungsstopp, the example day.

Most service points are sold by the booking tool, the last one of each group is ours (D29).
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backoffice.demo.hours import AFTERNOON, LATE, LATE_WEEKDAY, MORNING, hours_of
from backoffice.demo.office import OFFICE
from backoffice.domain.clock import FixedClock, instant_of, wall
from backoffice.domain.ids import new_id
from backoffice.domain.terms import ClosureKind, Contingent, OpeningKind

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk
    from backoffice.desk.openings import NewOpening
    from backoffice.desk.openings_views import OpeningsView
    from backoffice.desk.views import BranchView

REASON = "Beispieltag"
STOP = "Monatswechsel"
WORKDAYS = range(5)
LATE_DAYS = (LATE_WEEKDAY,)
STOP_DAYS = 3
"""Calendar days: the last one of a month and the first of the next (D31)."""


def plan_office(desk: "Desk", day: date) -> None:
    """Give each example branch its plan, once, and see that it is open on `day`, whatever day that is."""
    from backoffice.desk.desk import Desk
    from backoffice.desk.organisation_views import Branches

    now = desk.clock.now()
    at = min(now, instant_of(day, MORNING[0]))  # what is past for whoever looks at it was not when it was planned
    planner = Desk(desk.store, desk.login, new_id(), FixedClock(at))  # `u` takes back only what the person did
    invented = {branch.code for branch in OFFICE.branches}
    for branch in planner.read(Branches()):
        if branch.code in invented:
            _plan_branch(planner, branch, day)


def _plan_branch(desk: "Desk", branch: "BranchView", day: date) -> None:
    from backoffice.desk.plan_views import DayPlan, OpeningsOf

    today = wall(desk.clock.now())[0]
    view = desk.read(OpeningsOf(branch.id, today))
    if view.assumed:
        _set_weeks(desk, branch.id, view, today)
        _stop_month_turn(desk, branch.id, day)
    found = desk.read(DayPlan(branch.id, day, desk.clock.now()))
    if not any(point.open for group in found.groups for point in group.points):
        _force(desk, branch.id, view, day)


def _groups(view: "OpeningsView") -> dict[str, list[str]]:
    """The lasting service points of each group, by position."""
    groups: dict[str, list[str]] = {}
    for point in view.points:
        if point.active and not point.temporary:
            groups.setdefault(point.group_id, []).append(point.id)
    return groups


def _sold(points: list[str]) -> list[tuple[Contingent, list[str]]]:
    """Whose time it is: the last of several points is ours."""
    ours = points[-1:] if len(points) > 1 else []
    sold = [(Contingent.ONLINE, points[: len(points) - len(ours)]), (Contingent.INTERNAL, ours)]
    return [(contingent, some) for contingent, some in sold if some]


def _set_weeks(desk: "Desk", branch_id: str, view: "OpeningsView", today: date) -> None:
    from backoffice.desk.openings import AddOpenings, series

    first, last = date(today.year - 1, 1, 1), date(today.year + 2, 12, 31)
    for group_id, points in _groups(view).items():
        new: list[NewOpening] = []
        for contingent, some in _sold(points):
            for span in (MORNING, AFTERNOON):
                new += series(WORKDAYS, some, first, last, span, contingent=contingent)
            new += series(LATE_DAYS, some, first, last, LATE, contingent=contingent, reserved=True)
        desk.perform(desk.new(AddOpenings, branch_id=branch_id, group_id=group_id, openings=tuple(new)))


def _stop_month_turn(desk: "Desk", branch_id: str, day: date) -> None:
    """At the next turn of a month after `day`."""
    from backoffice.desk.closures import AddClosure

    first = _last_of_month(day)
    if first <= day:
        first = _last_of_month(day + timedelta(days=1))
    stop = desk.new(
        AddClosure,
        branch_id=branch_id,
        closes=ClosureKind.BOOKING_STOP,
        first_day=first,
        last_day=first + timedelta(days=STOP_DAYS - 1),
        name=STOP,
    )
    desk.perform(stop)


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _force(desk: "Desk", branch_id: str, view: "OpeningsView", day: date) -> None:
    """Open on a day that nobody works: its appointments are to have places."""
    from backoffice.desk.openings import AddOpenings, NewOpening, opened

    for group_id, points in _groups(view).items():
        new = tuple(
            NewOpening(
                kind=OpeningKind.FORCED,
                points=opened(some),
                first_day=day,
                last_day=day,
                start=start,
                end=end,
                contingent=contingent,
                reason=REASON,
            )
            for contingent, some in _sold(points)
            for start, end in hours_of(day)
        )
        desk.perform(desk.new(AddOpenings, branch_id=branch_id, group_id=group_id, openings=new))

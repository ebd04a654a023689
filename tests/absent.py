"""Besetzung and absences in tests, as a person at a desk enters them."""

from datetime import date
from typing import Any

from backoffice.desk.absence_views import AbsencesOf, AbsenceView
from backoffice.desk.absences import EnterAbsence
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.plan_of import plan_of
from backoffice.desk.staffing import NewStretch, SetStaffing
from backoffice.desk.staffing_views import PointStaffing, StaffingOf
from backoffice.domain.availability import PointDay
from tests.office import MONDAY, Office


def staff(
    office: Office, point: str, *stretches: tuple[int, int, str | None], day: date = MONDAY, desk: Desk | None = None
) -> Done:
    """Set the day of a service point: (start, end, who)."""
    desk = desk or office.desk
    new = tuple(NewStretch(start=start, end=end, staff_id=who, room="1.04") for start, end, who in stretches)
    return desk.perform(desk.new(SetStaffing, service_point_id=office.points[point], day=day, stretches=new))


def staffed(office: Office, point: str, day: date = MONDAY, desk: Desk | None = None) -> PointStaffing:
    """How a service point is staffed, as somebody sees it."""
    found = (desk or office.desk).read(StaffingOf(office.branch_id, day))
    return next(one for one in found if one.point == point)


def enter(office: Office, *, desk: Desk | None = None, **values: Any) -> Done:
    """Enter an absence of today, unless said otherwise; `points` by name."""
    desk = desk or office.desk
    if "points" in values:
        values["point_ids"] = tuple(office.points[name] for name in values.pop("points"))
    days = {"first_day": MONDAY, "last_day": values.get("first_day", MONDAY)}
    return desk.perform(desk.new(EnterAbsence, branch_id=office.branch_id, **{**days, **values}))


def fewer(office: Office, count: int | None, *, group: str = "Leistung 1", **more: Any) -> Done:
    """So many service points of a group less."""
    return enter(office, group_id=office.groups[group], count=count, **more)


def absences(
    office: Office, desk: Desk | None = None, first: date = MONDAY, last: date = MONDAY
) -> list[AbsenceView]:
    """Who and what is away, as somebody sees it."""
    desk = desk or office.desk
    return list(desk.read(AbsencesOf(office.branch_id, first, last, desk.clock.now())))


def day_of(office: Office, point: str = "L1-1", day: date = MONDAY) -> PointDay:
    """A service point on a day."""
    return office.desk.store.read(lambda c: plan_of(c, office.branch_id, day, day)).day(office.points[point], day)


def hours(office: Office, point: str = "L1-1", day: date = MONDAY) -> list[tuple[float, float]]:
    """When a service point is open, in hours."""
    return [(span.start / 60, span.end / 60) for span in day_of(office, point, day).open]

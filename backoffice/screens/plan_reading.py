"""What *Plan* reads in a thread: always the shown day, and what the present view needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from backoffice.desk.absence_views import AbsencesOf
from backoffice.desk.affected import Affected, AffectedLine
from backoffice.desk.day import DayOf
from backoffice.desk.desk import Desk
from backoffice.desk.organisation_views import GroupsOf
from backoffice.desk.plan_check import PlanCheck, PlanChecked
from backoffice.desk.plan_views import BranchOutlook, DayPlan, OpeningsOf, OpeningsView, Outlook, PlannedDay
from backoffice.desk.staffing_views import PointStaffing, StaffingOf
from backoffice.desk.supporting import SupportOf
from backoffice.desk.views import Day, Line
from backoffice.domain.clock import wall
from backoffice.screens.plan_away_rows import away_rows
from backoffice.screens.plan_outlook import WEEKS, week_of
from backoffice.screens.plan_rows import PlanRow, rows_of

EVER = date.max
CHECKED = timedelta(days=27)
"""So many days from today on the plan is held against the rules: four weeks."""


class View(StrEnum):
    """The views of the screen, in the order Tab shows them."""

    DAY = "day"
    AHEAD = "ahead"
    OPENINGS = "openings"
    AFFECTED = "affected"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read. `first`: the first week of the outlook; `group_id` None: the branch's first group."""

    view: View
    branch_id: str
    day: date
    first: date
    group_id: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What was read. What belongs to another view is None or empty."""

    view: View
    day: Day
    groups: tuple[tuple[str, str], ...]
    assumed: bool
    affected: tuple[AffectedLine, ...]
    """Everybody from today on, whatever the view."""
    checked: PlanChecked
    """What the plan of the next weeks does not keep, whatever the view."""
    planned: PlannedDay | None = None
    outlook: Outlook | None = None
    """Of the group that is looked at."""
    outlooks: tuple[Outlook, ...] = ()
    """Of all groups."""
    openings: OpeningsView | None = None
    rows: tuple[PlanRow, ...] = ()
    lines: Mapping[str, Line] | None = None
    """The affected as lists have them, by id: what the keys act on."""
    staffing: Mapping[str, PointStaffing] = field(default_factory=dict)
    """Who serves the service points on the shown day, by their ids."""


def check_of(branch_id: str, now: datetime) -> PlanCheck:
    """The check of the next weeks."""
    today = wall(now)[0]
    return PlanCheck(branch_id, today, today + CHECKED, now)


def read(desk: Desk, wanted: Wanted) -> PlanRead:
    """Read it; meant for a thread. Refused as the queries refuse."""
    branch, now = wanted.branch_id, wanted.now
    today = wall(now)[0]
    day = desk.read(DayOf(branch, wanted.day, now))
    groups = desk.read(GroupsOf(branch))
    affected = desk.read(Affected(branch, today, EVER))
    checked = desk.read(check_of(branch, now))
    match wanted.view:
        case View.DAY:
            planned = desk.read(DayPlan(branch, wanted.day, now))
            staffing = desk.read(StaffingOf(branch, wanted.day))
            read = PlanRead(wanted.view, day, groups, planned.assumed, affected, checked, planned=planned)
            return replace(read, staffing={point.point_id: point for point in staffing})
        case View.AHEAD:
            outlooks = desk.read(BranchOutlook(branch, week_of(wanted.first), WEEKS, now))
            shown = next((one for one in outlooks if one.group_id == wanted.group_id), next(iter(outlooks), None))
            assumed = shown is not None and shown.assumed
            read = PlanRead(wanted.view, day, groups, assumed, affected, checked, outlook=shown)
            return replace(read, outlooks=outlooks)
    openings = desk.read(OpeningsOf(branch, today))
    away = away_rows(
        desk.read(AbsencesOf(branch, today, EVER, now)), desk.read(SupportOf(branch, today)), branch, today
    )
    rows = (*away, *rows_of(openings, dict(groups), today))
    days = {one.day for one in affected} if wanted.view is View.AFFECTED else set()
    lines = {line.id: line for one in days for line in desk.read(DayOf(branch, one, now)).lines}
    return PlanRead(
        wanted.view, day, groups, openings.assumed, affected, checked, openings=openings, rows=rows, lines=lines
    )

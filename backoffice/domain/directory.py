"""The directory: whom one calls in the house. Functions and office numbers, no person, no private number."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Area
from backoffice.domain.text import same_key
from backoffice.domain.week import parse_week, week_text

_NUMBER = re.compile(r"(?=(?:\D*\d){2})[\d +()/.-]+")
"""Two digits at least: an extension is a number, too."""


class Kind(StrEnum):
    """What a line of the directory is: a branch's front desk, a team, or an entry of its own."""

    FRONT_DESK = "front_desk"
    TEAM = "team"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Reach:
    """When somebody answers: `now` until `minute` of `day` (half-open), else again from then on."""

    now: bool
    day: date
    minute: int


@dataclass(frozen=True, slots=True)
class Contact:
    """A line of the directory. `id` is the branch's, the team's or the entry's."""

    id: str
    kind: Kind
    branch_id: str
    code: str
    branch: str
    function: str = ""
    """Empty for a front desk and a team: they are called by what they are."""
    team_id: str | None = None
    team: str = ""
    area: Area | None = None
    phone: str = ""
    shown_number: str = ""
    """What customers see when this team calls; of an entry that of its team. Empty: it is not said."""
    hours: str = ""
    usual: bool = False
    """The branch has set no hours of its own: these are the usual ones."""
    reach: Reach | None = None
    deputy: str = ""
    note: str = ""
    version: int = 1


def is_number(text: str) -> bool:
    """Whether a text can be dialled: digits and what stands between them, no words."""
    return _NUMBER.fullmatch(text) is not None


def tidy_hours(text: str, limit: int) -> str:
    """Hours as they are kept: `mo-do 8-15.30` as a week (`Mo-Do 08:00-15:30`), other words as they stand."""
    try:
        week = week_text(parse_week(text))
    except Refused:
        return text
    return week if len(week) <= limit else text


def reach_by(text: str, calendar: WorkCalendar, now: datetime) -> Reach | None:
    """When somebody answers by the hours of an entry, on the days its branch works; None: it is not said in hours."""
    try:
        hours = parse_week(text)
    except Refused:
        return None
    return reach(WorkCalendar(hours, calendar.closures), now)


def reach(calendar: WorkCalendar, now: datetime) -> Reach | None:
    """When somebody answers in these hours; None: on no day of a year."""
    today, minute = wall(now)
    day = calendar.day_still_worked(now)
    if day is None:
        return None
    for start, end in calendar.spans(day):
        if day > today or minute < start:
            return Reach(now=False, day=day, minute=start)
        if minute < end:
            return Reach(now=True, day=day, minute=end)
    return None


def same_entry(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    """Whether two entries of a branch, as (team id, function), are the same for whoever reads them."""
    return one[0] == other[0] and same_key(one[1]) == same_key(other[1])

"""The 48-hour rule: the vectors of D42, its properties, and a second way of computing it minute by minute."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice.domain.calendar import Closures, holiday_name
from backoffice.domain.clock import BREMEN, instant_of
from backoffice.domain.deadlines import Limits, Policy, deadline, raised
from backoffice.domain.errors import Refused
from backoffice.domain.office_time import USUAL_HOURS, OfficeHours, WorkCalendar
from backoffice.domain.terms import Urgency

CALENDAR = WorkCalendar(OfficeHours.of([(0, 480, 900), (1, 480, 900), (2, 480, 900), (3, 480, 1080), (4, 480, 720)]))
"""Mon to Wed 8–15, Thu until 18, Fri until 12."""


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BREMEN)


def shown(instant: datetime) -> str:
    return instant.astimezone(BREMEN).strftime("%Y-%m-%d %H:%M")


VECTORS = [
    ("2026-09-22 10:00", "2026-09-24 10:00", "2026-09-24 10:00"),
    ("2026-09-25 15:00", "2026-09-29 15:00", "2026-09-27 15:00"),
    ("2026-09-26 10:00", "2026-09-30 00:00", "2026-09-28 10:00"),
    ("2026-03-27 14:00", "2026-03-31 14:00", "2026-03-29 15:00"),
    ("2026-10-23 14:00", "2026-10-27 14:00", "2026-10-25 13:00"),
    ("2026-04-02 10:00", "2026-04-08 10:00", "2026-04-04 10:00"),
    ("2026-12-23 11:00", "2026-12-29 11:00", "2026-12-25 11:00"),
    ("2028-10-30 14:00", "2028-11-02 14:00", "2028-11-01 14:00"),
]


@pytest.mark.parametrize(("created", "working", "elapsed"), VECTORS)
def test_the_vectors_of_the_rule(created: str, working: str, elapsed: str) -> None:
    by_days = deadline(local(created), Policy.WORKING_DAYS, Urgency.NORMAL, CALENDAR)
    by_hours = deadline(local(created), Policy.ELAPSED, Urgency.NORMAL, CALENDAR)
    assert (shown(by_days.nominal_at), shown(by_hours.nominal_at)) == (working, elapsed)
    assert by_days.strict_48h_at == by_hours.nominal_at == local(created).astimezone(UTC) + timedelta(hours=48)


@pytest.mark.parametrize(
    ("created", "policy", "due"),
    [
        ("2026-09-22 10:00", Policy.WORKING_DAYS, "2026-09-24 10:00"),  # within the hours: itself
        ("2026-09-26 10:00", Policy.WORKING_DAYS, "2026-09-29 15:00"),  # a midnight: the end of the day before
        ("2026-09-21 16:30", Policy.WORKING_DAYS, "2026-09-23 15:00"),  # after hours: their end
        ("2026-09-21 06:30", Policy.WORKING_DAYS, "2026-09-22 15:00"),  # before hours: the end of the day before
        ("2026-09-23 14:00", Policy.WORKING_DAYS, "2026-09-25 12:00"),  # a short Friday
        ("2026-09-25 10:00", Policy.ELAPSED, "2026-09-25 12:00"),  # ends on Sunday: Friday noon
        ("2026-09-25 13:00", Policy.ELAPSED, "2026-09-27 13:00"),  # no office hour in between: nothing else to show
    ],
)
def test_people_see_the_last_office_instant(created: str, policy: Policy, due: str) -> None:
    assert shown(deadline(local(created), policy, Urgency.NORMAL, CALENDAR).due_at) == due


@pytest.mark.parametrize(
    ("created", "due"),
    [
        ("2026-09-22 10:00", "2026-09-22 15:00"),  # by the end of today
        ("2026-09-22 16:00", "2026-09-23 15:00"),  # nobody is there any more today
        ("2026-09-26 10:00", "2026-09-28 15:00"),  # Saturday: Monday
        ("2026-12-23 16:00", "2026-12-28 15:00"),  # 24 Dec is closed, then Christmas and a weekend
    ],
)
def test_an_emergency_is_due_by_the_end_of_today(created: str, due: str) -> None:
    assert shown(deadline(local(created), Policy.WORKING_DAYS, Urgency.EMERGENCY, CALENDAR).due_at) == due


def test_raising_makes_it_sooner_and_never_later() -> None:
    made = deadline(local("2026-09-22 10:00"), Policy.WORKING_DAYS, Urgency.NORMAL, CALENDAR)
    sooner = raised(made, local("2026-09-23 09:00"), CALENDAR)
    assert (shown(sooner.due_at), sooner.strict_48h_at) == ("2026-09-23 15:00", made.strict_48h_at)
    # On its last day "by the end of today" would be later: the promise stands.
    assert raised(made, local("2026-09-24 09:00"), CALENDAR) == made
    assert raised(made, local("2026-09-28 09:00"), CALENDAR) == made


def test_a_closure_moves_later_promises_and_changes_the_calendars_name() -> None:
    closed = WorkCalendar(CALENDAR.hours, Closures(days=frozenset({date(2026, 9, 23)})))
    made = deadline(local("2026-09-22 10:00"), Policy.WORKING_DAYS, Urgency.NORMAL, closed)
    assert shown(made.nominal_at) == "2026-09-25 10:00"
    assert made.calendar == closed.version != CALENDAR.version
    assert WorkCalendar(CALENDAR.hours).version == CALENDAR.version


def test_a_day_without_hours_is_still_a_working_day() -> None:
    no_wednesday = WorkCalendar(OfficeHours.of([(0, 480, 900), (1, 480, 900), (3, 480, 900), (4, 480, 900)]))
    made = deadline(local("2026-09-21 10:00"), Policy.WORKING_DAYS, Urgency.NORMAL, no_wednesday)
    assert (shown(made.nominal_at), shown(made.due_at)) == ("2026-09-23 10:00", "2026-09-22 15:00")


@pytest.mark.parametrize("spans", [[(0, 600, 600)], [(0, 480, 700), (0, 690, 900)], [(0, 480, 1441)]])
def test_hours_that_are_none_are_refused(spans: list[tuple[int, int, int]]) -> None:
    with pytest.raises(Refused, match="bad_hours"):
        OfficeHours.of(spans)


instants = st.datetimes(datetime(1995, 1, 1), datetime(2099, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001  (bounds are naive by contract)
near = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
closed_days = st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=12)
policies, urgencies = st.sampled_from(Policy), st.sampled_from(Urgency)


@given(instants, policies, urgencies)
def test_never_due_before_it_was_made(created: datetime, policy: Policy, urgency: Urgency) -> None:
    made = deadline(created, policy, urgency, CALENDAR)
    assert made.due_at > created - timedelta(minutes=1)
    assert made.nominal_at > created
    assert made.due_at <= made.nominal_at


@given(near, st.timedeltas(timedelta(0), timedelta(days=9)), policies, urgencies, closed_days)
def test_a_later_promise_is_never_due_earlier(
    created: datetime, later: timedelta, policy: Policy, urgency: Urgency, closed: frozenset[date]
) -> None:
    calendar = WorkCalendar(CALENDAR.hours, Closures(days=closed))
    first = deadline(created, policy, urgency, calendar)
    second = deadline(created + later, policy, urgency, calendar)
    assert first.nominal_at <= second.nominal_at
    assert first.due_at <= second.due_at


@given(near, policies, closed_days)
def test_an_emergency_is_never_due_later_than_another_ticket(
    created: datetime, policy: Policy, closed: frozenset[date]
) -> None:
    calendar = WorkCalendar(CALENDAR.hours, Closures(days=closed))
    emergency = deadline(created, policy, Urgency.EMERGENCY, calendar)
    assert emergency.nominal_at <= deadline(created, policy, Urgency.NORMAL, calendar).nominal_at


def minute_by_minute(created: datetime, closed: frozenset[date]) -> datetime:
    """Working days another way: walk the wall clock minute by minute and count those of working days."""
    wall = created.astimezone(BREMEN).replace(tzinfo=None)
    left = 48 * 60
    while left:
        # A promise made at 10:00:30 has the seconds of its last minute behind it, not before.
        day = wall.date()
        worked = (
            day.weekday() < 5
            and holiday_name(day) is None
            and day not in closed
            and (day.month, day.day) not in {(12, 24), (12, 31)}
        )
        left -= worked
        wall += timedelta(minutes=1)
        if not worked:
            wall = datetime.combine(wall.date(), wall.time().replace(second=0, microsecond=0))
            if wall.date() != day:
                wall = datetime.combine(wall.date(), time())
    return wall.replace(tzinfo=BREMEN).astimezone(UTC)


@settings(max_examples=60, deadline=None)
@given(near, closed_days)
def test_the_same_minute_by_minute(created: datetime, closed: frozenset[date]) -> None:
    created = created.replace(second=0, microsecond=0)
    calendar = WorkCalendar(CALENDAR.hours, Closures(days=closed))
    assert deadline(created, Policy.WORKING_DAYS, Urgency.NORMAL, calendar).nominal_at == minute_by_minute(
        created, closed
    )


def last_office_minute(instant: datetime, calendar: WorkCalendar) -> datetime:
    """The end of the last minute of office time, walking back minute by minute."""
    at = instant.replace(second=0, microsecond=0)
    while True:
        before = (at - timedelta(minutes=1)).astimezone(BREMEN)
        minute = before.hour * 60 + before.minute
        day = before.date()
        worked = day.weekday() < 5 and holiday_name(day) is None and day not in calendar.closures
        if worked and any(start <= minute < end for start, end in calendar.hours.week[day.weekday()]):
            return at
        now = at.astimezone(BREMEN)
        if worked and now.date() == day and any(now.hour * 60 + now.minute == s for s, _ in calendar.spans(day)):
            return at  # the very beginning of the hours is office time too
        at -= timedelta(minutes=1)


@settings(max_examples=40, deadline=None)
@given(near)
def test_what_people_see_minute_by_minute(created: datetime) -> None:
    created = created.replace(second=0, microsecond=0)
    made = deadline(created, Policy.WORKING_DAYS, Urgency.NORMAL, CALENDAR)
    assert made.due_at == last_office_minute(made.nominal_at, CALENDAR)


def clock_changes() -> list[date]:
    """Both Sundays of every year to 2100 on which the clock changes, found by looking at the zone."""
    found = []
    day = date(2024, 1, 1)
    while day.year <= 2100:
        if day.weekday() == 6:
            noon = datetime.combine(day, time(12), BREMEN)
            if noon.utcoffset() != (noon - timedelta(days=1)).utcoffset():
                found.append(day)
        day += timedelta(days=1)
    return found


def test_both_clock_changes_of_every_year() -> None:
    sundays = clock_changes()
    assert len(sundays) == 2 * (2100 - 2024 + 1)
    for sunday in sundays:
        friday = sunday - timedelta(days=2)
        if not CALENDAR.spans(friday):
            continue  # Good Friday falls on some
        created = datetime.combine(friday, time(10, 30), BREMEN)
        made = deadline(created, Policy.WORKING_DAYS, Urgency.NORMAL, CALENDAR)
        due = made.nominal_at.astimezone(BREMEN)
        assert due.time() == time(10, 30)
        worked = [friday + timedelta(days=n) for n in range(1, 8) if CALENDAR.spans(friday + timedelta(days=n))]
        assert due.date() == worked[1]
        shift = 1 if sunday.month < 6 else -1
        elapsed = deadline(created, Policy.ELAPSED, Urgency.NORMAL, CALENDAR).nominal_at.astimezone(BREMEN)
        assert elapsed.replace(tzinfo=None) == datetime.combine(sunday, time(10 + shift, 30))


def test_the_machines_zone_does_not_matter() -> None:
    code = (
        "from datetime import datetime, UTC\n"
        "from backoffice.domain.deadlines import *\n"
        "from backoffice.domain.office_time import WorkCalendar\n"
        "from backoffice.domain.terms import Urgency\n"
        "created = datetime(2026, 9, 25, 13, 0, tzinfo=UTC)\n"
        "made = deadline(created, Policy.WORKING_DAYS, Urgency.NORMAL, WorkCalendar())\n"
        "print(made.due_at.isoformat(), made.nominal_at.isoformat())\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "America/Adak")
    }
    assert answers == {"2026-09-29T13:00:00+00:00 2026-09-29T13:00:00+00:00\n"}


@given(near, st.integers(0, 3000))
def test_office_minutes_there_and_back(start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    later = CALENDAR.later(start, minutes)
    assert CALENDAR.minutes_between(start, later) == minutes
    assert CALENDAR.minutes_between(CALENDAR.earlier(start, minutes), start) == minutes


@given(near, st.timedeltas(timedelta(0), timedelta(days=6)))
def test_office_minutes_counted_one_by_one(start: datetime, length: timedelta) -> None:
    start = start.replace(second=0, microsecond=0)
    end = (start + length).replace(second=0, microsecond=0)
    at, counted = start, 0
    while at < end:
        here = at.astimezone(ZoneInfo("Europe/Berlin"))
        minute = here.hour * 60 + here.minute
        counted += any(a <= minute < b for a, b in CALENDAR.spans(here.date()))
        at += timedelta(minutes=1)
    assert CALENDAR.minutes_between(start, end) == counted


def test_the_limits_of_a_moment() -> None:
    now = instant_of(date(2026, 9, 22), 13 * 60)  # Tuesday 13:00: two hours left today
    limits = Limits.at(now, CALENDAR)
    assert shown(limits.soon) == "2026-09-23 10:00"
    assert shown(limits.unaccepted) == "2026-09-22 09:00"
    assert shown(limits.unaccepted_emergency) == "2026-09-22 12:30"
    assert limits.soon_due(instant_of(date(2026, 9, 23), 600))
    assert not limits.soon_due(instant_of(date(2026, 9, 23), 601))
    assert not limits.overdue(now)
    assert limits.overdue(now - timedelta(minutes=1))
    assert limits.waits_too_long(instant_of(date(2026, 9, 22), 750), Urgency.EMERGENCY)
    assert not limits.waits_too_long(instant_of(date(2026, 9, 22), 750), Urgency.NORMAL)


def test_the_usual_hours_have_a_long_day() -> None:
    assert [spans[0][1] // 60 for spans in USUAL_HOURS.week[:5]] == [16, 16, 16, 18, 16]
    assert USUAL_HOURS.week[5:] == ((), ())

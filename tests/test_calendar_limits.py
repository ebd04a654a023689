"""What no calendar can keep is refused in words; the branch's own closures count for what is entered afterwards."""

from datetime import timedelta

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.calendar import HoursSpan, SetOfficeHours
from backoffice.desk.closures import AddClosure
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Refused
from backoffice.wording.refusals import refusal
from tests.office import MONDAY, Office
from tests.promising import AcceptTicket, open_tickets, promise, work

FRIDAY = MONDAY - timedelta(days=3)
THURSDAY = MONDAY - timedelta(days=4)


def close(office: Office, first, days: int = 1) -> None:
    last = first + timedelta(days=days - 1)
    office.desk.perform(
        office.desk.new(AddClosure, branch_id=office.branch_id, first_day=first, last_day=last, name="Umbau")
    )


def test_a_promise_that_no_day_could_keep_is_refused_in_words(office: Office) -> None:
    for turn in range(7):
        close(office, MONDAY + timedelta(days=60 * turn), 60)
    with pytest.raises(Refused, match="never_open") as refused:
        promise(office)
    assert "Arbeitstag" in str(refusal(refused.value))
    assert not open_tickets(office)


def test_hours_on_weekends_alone_are_no_hours(office: Office) -> None:
    def hours(*weekdays: int) -> None:
        spans = tuple(HoursSpan(weekday=day, start=540, end=720) for day in weekdays)
        office.desk.perform(office.desk.new(SetOfficeHours, branch_id=office.branch_id, spans=spans))

    for never in ((), (5,), (5, 6)):
        with pytest.raises(Refused, match="no_hours"):
            hours(*never)
    hours(4, 5)


def test_the_last_working_day_is_that_of_the_branch(office: Office, clock: FixedClock) -> None:
    on_thursday = clock.now() - timedelta(days=4)
    arrived = office.book(day=THURSDAY)
    with pytest.raises(Refused, match="too_long_ago") as refused:
        promise(office, happened_at=on_thursday)
    assert refused.value.values["earliest"] == FRIDAY
    close(office, FRIDAY)
    made = promise(office, happened_at=on_thursday)
    work(office, AcceptTicket, made, happened_at=on_thursday + timedelta(minutes=5))
    office.desk.perform(office.desk.new(Arrive, appointment_id=arrived, happened_at=on_thursday + timedelta(hours=1)))
    with pytest.raises(Refused, match="too_long_ago"):
        promise(office, happened_at=on_thursday - timedelta(days=1))


def test_a_ticket_is_not_worked_before_it_was_made(office: Office, clock: FixedClock) -> None:
    made = promise(office)
    for wrong, code in ((-timedelta(minutes=1), "before_ticket"), (timedelta(minutes=1), "in_future")):
        with pytest.raises(Refused, match=code):
            work(office, AcceptTicket, made, happened_at=clock.now() + wrong)

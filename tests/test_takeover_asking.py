"""What z works with, on the ground floor: the likely time, the order of the branches, what is said of a request."""

from datetime import timedelta

from backoffice.domain.clock import instant_of
from backoffice.domain.takeovers import likely_time
from tests.office import MONDAY


def test_the_time_over_there_is_as_booked_while_that_lies_ahead() -> None:
    now = instant_of(MONDAY, 552)
    assert likely_time(MONDAY, 600, now) == (MONDAY, 600)
    assert likely_time(MONDAY, 540, now) == (MONDAY, 555)
    assert likely_time(MONDAY, 555, instant_of(MONDAY, 555)) == (MONDAY, 560)
    assert likely_time(MONDAY + timedelta(days=1), 540, now) == (MONDAY + timedelta(days=1), 540)
    assert likely_time(MONDAY, 540, instant_of(MONDAY, 1438)) == (MONDAY + timedelta(days=1), 0)

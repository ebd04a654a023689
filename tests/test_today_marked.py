"""*Heute* with several rows marked: what is done, what is refused, and what the next key then acts on."""

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.talks import ClaimAppointment
from backoffice.domain.states import Status
from backoffice.domain.terms import Role
from tests.driver import Driver, at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def three(office: Office) -> Office:
    """Three appointments one after another."""
    for start, name in ((500, "Arndt, Ida"), (520, "Brecht, Bo"), (540, "Celan, Cem")):
        office.book(start, name=name)
    return office


def stands(desk: Driver) -> list[Status]:
    """The states of the shown rows, from the top."""
    return [line.status for line in desk.app.screen_stack[0].day.lines]


BOOKED, TALK = Status.BOOKED, Status.IN_PROGRESS


async def test_where_all_were_refused_the_second_press_is_for_the_same_rows(three: Office, clock) -> None:
    other = three.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: three.desk, clock) as desk:
        for line in desk.app.screen_stack[0].day.lines[:2]:
            other.perform(other.new(ClaimAppointment, appointment_id=line.id))
        await desk.press("space", "down", "space", "down", "b")
        assert "noch einmal dieselbe Taste" in desk.notice
        assert stands(desk) == [BOOKED, BOOKED, BOOKED]
        assert "markiert 2" in desk.lines[2]
        await desk.press("b")
        assert stands(desk) == [TALK, TALK, BOOKED]
        assert "markiert" not in desk.lines[2]


async def test_only_what_was_done_loses_its_mark(three: Office, clock) -> None:
    other = three.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: three.desk, clock) as desk:
        other.perform(other.new(ClaimAppointment, appointment_id=desk.records.cursor_row.id))
        await desk.press("space", "down", "space", "down", "b")
        assert stands(desk) == [BOOKED, TALK, BOOKED]
        assert "markiert 1" in desk.lines[2]
        assert "1 nicht: Kollege Zwei" in desk.notice
        await desk.press("b")
        assert stands(desk) == [TALK, TALK, BOOKED]


async def test_another_row_is_not_taken_over_by_the_second_press(three: Office, clock) -> None:
    other = three.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: three.desk, clock) as desk:
        for line in desk.app.screen_stack[0].day.lines[:2]:
            other.perform(other.new(ClaimAppointment, appointment_id=line.id))
        await desk.press("b", "down", "b")
        assert stands(desk) == [BOOKED, BOOKED, BOOKED]


async def test_marked_rows_that_somebody_changed_are_refused_as_a_single_one_is(three: Office, clock) -> None:
    async with at_desk(lambda: three.desk, clock) as desk:
        three.desk.perform(three.desk.new(Arrive, appointment_id=desk.records.cursor_row.id))
        await desk.press("space", "down", "space", "b")
        assert stands(desk) == [Status.ARRIVED, TALK, BOOKED]
        assert "zuletzt geändert" in desk.notice

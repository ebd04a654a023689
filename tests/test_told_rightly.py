"""What screens tell of a row is true of that row: its name, its number of changes, what can still be promised."""

from datetime import UTC, datetime, timedelta

import pytest

from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.ticket_closing import CloseTicket, Reached
from backoffice.desk.tickets import Caller
from backoffice.domain.deadlines import Limits
from backoffice.domain.office_time import WorkCalendar
from backoffice.wording.tickets import short_left
from tests.driver import at_desk
from tests.office import Office
from tests.promising import promise, second_branch, work
from tests.ticket_desk import fill, join_team
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def test_a_walk_in_saved_from_another_branch_is_no_missing_appointment(office: Office, clock) -> None:
    second_branch(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("n", "1")
        await desk.type("Umzug")
        await desk.press("escape")
        desk.app.screen.run_entry("branch:NORD")
        await desk.settle()
        await desk.press("f6", "f2")
        assert "Vorsprache aufgenommen" in desk.notice
        assert "Geschäftsstelle Nord" in desk.lines[0]


async def test_two_changes_of_one_call_are_not_two_calls(office: Office, clock) -> None:
    ids = fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        desk.records.move_to(ids["tried"])
        await desk.press("f", "tab", "tab")
        await desk.type("ab 16")
        await desk.press("tab", "tab", "tab", "2", "tab")
        await desk.type("weil")
        await desk.press("f2")
        assert "2 Rückrufe" not in desk.notice
        assert "Schmidt" in desk.notice
        assert "dringend" in desk.notice
        await desk.press("u")
        assert "2 Rückrufe" not in desk.notice
        assert "zurückgenommen" in desk.notice


async def test_undo_names_whom_it_is_about_also_when_the_row_has_left_the_list(office: Office, clock) -> None:
    ids = fill(office)
    office.book(505, name="Arndt, Ida")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        work(office, CloseTicket, ids["tried"], end=Reached(how="x"))
        await desk.press("f5", "u")
        assert "Schmidt" in desk.notice
        await desk.press("9", "e", "1", "f2", "u")
        assert "Arndt" in desk.notice


async def test_what_is_closed_promises_nothing_any_more(office: Office, clock) -> None:
    ids = fill(office)
    work(office, CloseTicket, ids["reachable"], end=Reached(how="x"))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "left", "f8")
        assert "Es gibt keine Zusage mehr" in desk.notice
        assert "Wir rufen Sie an" not in desk.shown


async def test_a_copied_note_is_shown_with_the_names_of_the_list(office: Office, clock) -> None:
    join_team(office)
    promise(office, caller=Caller(family="Kanarius", given="Ida"))
    async with at_desk(lambda: office.desk, clock) as desk:
        desk.app.screen.run_entry("names:short")
        await desk.settle()
        await desk.press("2", "c")
        assert "Kanarius, Ida" not in desk.shown
        await desk.press("3")
        assert "Kopiert" in desk.notice
        assert "Kanarius, Ida" not in desk.notice
        assert "Kanarius, Ida" in desk.app.clipboard


async def test_the_morning_is_told_where_a_day_is_listed(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        assert "show:morning" in {entry.id for entry in desk.app.screen.palette_entries()}
        await desk.press("9")
        assert "show:morning" not in {entry.id for entry in desk.app.screen.palette_entries()}


async def test_what_is_left_over_may_be_settled_in_an_appointment_that_ended(office: Office, clock) -> None:
    ended = office.book(480, name="Arndt, Ida", place="L2-1", phone="+493023125115")
    left = office.book(505, name="Arndt, Ida", phone="+493023125115")
    office.desk.perform(office.desk.new(Finish, appointment_id=ended, outcomes=(Settled(),)))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("9")
        desk.records.move_to(left)
        await desk.press("e")
        assert "kein anderer Termin" not in desk.shown


async def test_r_says_that_a_promise_is_one_already(office: Office, clock) -> None:
    fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "r")
        assert "schon ein zugesagter Rückruf" in desk.notice


def test_late_by_no_office_hour_is_just_late(office: Office) -> None:
    calendar, friday = WorkCalendar(), datetime(2026, 11, 20, 23, tzinfo=UTC)
    later = friday + timedelta(hours=1)
    assert short_left(friday, Limits.at(later, calendar), calendar) == "überf."


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_what_is_to_be_said_stands_in_full_and_the_way_back_beside_it(
    office: Office, clock, size: tuple[int, int]
) -> None:
    office.book(480, name="Arndt-Oberhausen, Ida Marie", phone="+493023125115")
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await desk.press("e", "1", "2", "6", "f2", "f2", "1", "f2")
        shown = read(desk.app)
        assert "Folgetermin Mo 23.11." in shown
        assert "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:30 Uhr, an. Auf Ihrem Display steht 030 23125-70" in shown
        assert "Ihr Termin ist heute um 8 Uhr 30." in shown
        assert "u rückgängig" in shown
        assert "Arndt" in desk.lines[4]  # the list is still there

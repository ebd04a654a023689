"""What is still to be done in the booking tool: counted quietly, listed by q, ticked by hand (D29)."""

from typing import Any

import pytest

from backoffice.desk.booking import BookFollowUp, NewBooking
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.evening import EveningOf
from backoffice.desk.otv import CountOtvTasks, OtvTasksOf, TickOtvTask
from backoffice.domain.terms import Contingent, OtvTaskKind
from backoffice.screens.otv_dialog import OtvDialog
from backoffice.widgets.record_list import RecordList
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import MONDAY, Office
from tests.planning import set_openings, weekly
from tests.slow_desk import SlowDesk
from tests.ticket_desk import again, until
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def house(office: Office) -> Office:
    """One that is to be cancelled there, and one that is to be entered."""
    gone = office.book(600, name="Brecht, Bo", booking_number="B-70001", email="bo.brecht@example.org")
    office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=gone))
    one = office.book(540, name="Arndt, Ida", place="L2-1")
    set_openings(office, *weekly(office, contingent=Contingent.ONLINE))
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=MONDAY, start=660)
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=one, booking=booking))
    return office


def left(office: Office) -> int:
    return office.desk.read(CountOtvTasks(office.branch_id))


def tasks(office: Office) -> Any:
    return office.desk.read(OtvTasksOf(office.branch_id))


def dialog(desk: Driver) -> OtvDialog:
    assert isinstance(desk.app.screen, OtvDialog), desk.shown
    return desk.app.screen


async def counted(desk: Driver) -> None:
    """The quiet counts are read a moment after the first rows."""
    for _ in range(100):
        await desk.pilot.pause(0.02)
        if "OTV" in desk.lines[1]:
            return
    raise AssertionError(desk.shown)


async def test_the_count_is_quiet_and_the_list_says_by_what_each_is_found(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock, size=(120, 40)) as desk:
        await counted(desk)
        assert "9 Tagesabschluss OTV 2" in desk.lines[1]
        assert "OTV 2" in desk.lines[2]
        await desk.press("q")
        assert desk.dialog == "In OTV nachtragen und stornieren"
        shown = read(desk.app)
        assert "2 Aufgaben sind offen." in shown
        assert "1 stornieren Mo 23.11. 10:00–10:20 B-70001" in " ".join(shown.replace("▌", " ").split())
        assert "2 nachtragen Mo 23.11. 11:00–11:20 —" in " ".join(shown.replace("▌", " ").split())
        assert "bo.brecht@example.org" in shown


async def test_space_enter_and_digits_tick_and_u_takes_back(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("q", "space")
        assert left(house) == 1
        assert "10:00 Brecht, Bo: in OTV storniert." in read(desk.app)
        assert dialog(desk).query_one(RecordList).cursor_id == tasks_before(dialog(desk))[0]
        await desk.press("2")
        assert left(house) == 0
        assert "In OTV ist nichts nachzutragen" in read(desk.app)
        await desk.press("u")
        (task,) = tasks(house)
        assert task.kind is OtvTaskKind.ENTER
        assert "nachtragen: Mo 23.11. 11:00–11:20, Arndt, Ida ist wieder offen." in read(desk.app)
        await desk.press("enter")
        assert left(house) == 0
        await desk.press("u", "u")
        assert left(house) == 2
        await desk.press("u")
        assert "Hier ist noch nichts abgehakt." in read(desk.app)


def tasks_before(shown: OtvDialog) -> list[str]:
    return [task.id for task in shown.query_one(RecordList).rows.visible]


async def test_what_is_ticked_already_is_said(house: Office, clock) -> None:
    colleague = again(house)
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("q", "1", "1")
        assert "Das ist schon abgehakt" in read(desk.app)
        second = tasks(house)[0]
        colleague.perform(colleague.new(TickOtvTask, task_id=second.id))
        await desk.press("2")
        assert "abgehakt" in read(desk.app)
        assert "In OTV ist nichts nachzutragen" in read(desk.app)
        await desk.press("u")
        assert [task.kind for task in tasks(house)] == [OtvTaskKind.CANCEL]
    colleague.store.close()


async def test_the_last_tick_can_be_taken_back_on_the_list_too(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("q", "1", "2", "escape")
        assert "OTV" not in desk.lines[1]
        await desk.press("u")
        assert left(house) == 1
        await counted(desk)
        assert "OTV 1" in desk.lines[1]


async def test_the_end_of_the_day_counts_it_and_is_not_over_before(office: Office, clock) -> None:
    gone = office.book(600, name="Brecht, Bo")
    office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=gone))
    assert not office.desk.read(EveningOf(office.branch_id, clock.now())).done
    async with at_desk(lambda: office.desk, clock, size=(100, 30)) as desk:
        await desk.press("9")
        assert "q: OTV 1" in desk.lines[2]
        assert "Tagesabschluss OTV 1" in desk.lines[1]
        assert "q zeigt es" in read(desk.app)
        await desk.press("q", "1", "escape")
        assert "√ q: OTV 0" in desk.lines[2]
        assert "Niemand bleibt ohne Antwort" in desk.shown
    assert office.desk.read(EveningOf(office.branch_id, clock.now())).done


async def test_nothing_to_do_says_so(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("q")
        assert "In OTV ist nichts nachzutragen und nichts zu stornieren." in read(desk.app)
        await desk.press("space", "enter", "1", "u")
        assert isinstance(desk.app.screen, OtvDialog)


@pytest.mark.parametrize("key", ["1", "2", "5", "9"])
async def test_every_screen_opens_it(house: Office, clock, key: str) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press(key, "q")
        assert isinstance(desk.app.screen, OtvDialog)


async def test_short_names_stay_short(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock, size=(120, 40)) as desk:
        desk.app.screen_stack[0].run_entry("names:short")
        await desk.settle()
        await desk.press("q")
        assert "Brec…, B." in desk.shown
        assert "Brecht, Bo" not in desk.shown


async def test_a_change_elsewhere_is_counted_within_two_seconds(office: Office, clock) -> None:
    gone = office.book(600, name="Brecht, Bo")
    colleague = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        colleague.perform(colleague.new(CancelByCustomer, appointment_id=gone))
        await until(desk, "9 Abschluss OTV 1")
    colleague.store.close()


async def test_two_quick_presses_are_one_tick(house: Office, clock) -> None:
    slow = SlowDesk(house.desk)
    slow.slow = {"tick_otv_task"}
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("q")
        await desk.pilot.press("1")
        await desk.pilot.press("1")
        slow.gate.set()
        await desk.settle()
        assert left(house) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_it_fits(house: Office, clock, size: tuple[int, int]) -> None:
    async with at_desk(lambda: house.desk, clock, size=size) as desk:
        await desk.press("q", "1", "down")
        assert_frame(desk.app, f"otv_{size[0]}x{size[1]}")

"""From the empty frame to the day: keys pressed too early, covers, and what nobody foresaw."""

import threading
from collections.abc import Callable

import pytest

from backoffice import log
from backoffice.app import BackofficeApp, Start
from backoffice.desk.desk import Desk
from backoffice.domain.errors import StoreUnavailable
from backoffice.screens.help import HelpDialog
from backoffice.screens.no_desk import NoDesk
from backoffice.screens.privacy import PrivacyScreen
from backoffice.screens.today import TodayScreen
from tests.driver import Driver, at_desk
from tests.frames import frame
from tests.office import Office
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

TOO_EARLY = ("f3", "f4", "f5", "f6", "f7", "f8", "1", "ctrl+p")


@pytest.fixture
def day(office: Office) -> Office:
    """One appointment."""
    office.book(500, name="Müller-Lüdenscheidt, Jörg")
    return office


async def until(pilot, true: Callable[[], bool]) -> None:
    """Wait until something is so, at most 10 s."""
    for _ in range(500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(frame(pilot.app))


async def test_keys_in_the_empty_frame_and_over_the_reason_do_nothing(day: Office, clock) -> None:
    gate, tries = threading.Event(), []

    def opener() -> Desk:
        gate.wait(10)
        tries.append(1)
        if len(tries) == 1:
            raise StoreUnavailable("server_unreachable", path="")
        return day.desk

    app = BackofficeApp(Start(opener), clock)
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app.workers))
        await pilot.press(*TOO_EARLY)
        await pilot.pause()
        gate.set()
        await until(pilot, lambda: isinstance(app.screen, NoDesk))
        await pilot.press(*(key for key in TOO_EARLY if key not in ("f5", "1")), "f5")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert app.is_running


@pytest.mark.parametrize(("key", "kind"), [("f9", PrivacyScreen), ("f1", HelpDialog)])
async def test_what_was_opened_over_the_empty_frame_stays(day: Office, clock, key, kind) -> None:
    gate = threading.Event()

    def opener() -> Desk:
        gate.wait(10)
        return day.desk

    app = BackofficeApp(Start(opener), clock)
    async with app.run_test() as pilot:
        await until(pilot, lambda: bool(app.workers))
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, kind))
        gate.set()
        await until(pilot, lambda: app.ready)
        await pilot.pause()
        assert isinstance(app.screen, kind)
        assert kind is HelpDialog or "Müller" not in frame(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Müller" in frame(app))


async def test_what_nobody_foresaw_at_opening_has_a_number_and_another_try(day: Office, clock) -> None:
    tries = []

    def opener() -> Desk:
        tries.append(1)
        if len(tries) == 1:
            raise LookupError
        return day.desk

    app = BackofficeApp(Start(opener), clock)
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, NoDesk))
        number = log.path().read_text(encoding="utf-8").split()[1]
        await until(pilot, lambda: f"Fehler {number}" in frame(app))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_what_nobody_foresaw_in_a_change_is_told_and_logged(day: Office, clock) -> None:
    slow = SlowDesk(day.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.broken = {"arrive"}
        await desk.press("a")
        number = log.path().read_text(encoding="utf-8").split()[1]
        assert desk.notice.startswith(f"Das hat nicht geklappt (Fehler {number}); bitte den Stand prüfen")


async def test_what_nobody_foresaw_in_a_dialog_is_told_there(day: Office, clock) -> None:
    slow = SlowDesk(day.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.broken = {"Search"}
        await desk.press("f3")
        await desk.type("mue")
        await until(desk.pilot, lambda: "Das hat nicht geklappt (Fehler" in desk.shown)


async def loaded_under_cover(slow: SlowDesk, desk: Driver, *keys: str) -> None:
    """Press keys whose answer is slow, then cover the screen, then let the answer come."""
    for key in keys:
        await desk.pilot.press(key)
        await desk.pilot.pause(0.05)
    await desk.pilot.press("f9")
    await desk.pilot.pause()
    assert isinstance(desk.app.screen, PrivacyScreen)
    slow.gate.set()
    await desk.settle()


@pytest.mark.parametrize(
    ("query", "keys", "title"),
    [("StaffOf", ("w",), "Zuweisen"), ("ConcernsOf", ("n", "1"), "Vorsprache"), ("DayOf", ("f5",), "Morgenlage")],
)
async def test_a_dialog_that_comes_late_waits_under_the_cover(day: Office, clock, query, keys, title) -> None:
    slow = SlowDesk(day.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.slow = {query}
        if title == "Morgenlage":
            desk.app.screen.load()
            desk.app.screen.morning()
            keys = ()
        await loaded_under_cover(slow, desk, *keys)
        assert isinstance(desk.app.screen, PrivacyScreen)
        assert "Müller" not in desk.shown
        await desk.press("space")
        assert title in desk.dialog
        await desk.press("escape")
        assert desk.dialog == ""


async def test_search_over_a_dialog_leaves_it_its_answer(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("w", "f3", "escape", "1")
        assert "zugewiesen" in desk.notice
        await desk.press("enter", "f3", "escape", "u", "u")
        assert "urückgenommen" in desk.notice

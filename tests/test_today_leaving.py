"""*Heute* when the store is silent, and when somebody wants to leave."""

import threading

import pytest

from backoffice import app as program
from backoffice import in_step
from backoffice.screens.drafts import Drafts
from tests.driver import at_desk
from tests.office import Office
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """One appointment."""
    office.book(500, name="Arndt, Ida")
    return office


async def test_an_open_form_is_parked_before_it_asks_and_another_key_takes_the_asking_back(
    day: Office, clock
) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("i")
        await desk.type("gelb")
        await desk.press("f9", "ctrl+q")
        assert "Entwurf ist noch offen" in desk.notice
        assert desk.dialog == ""
        assert [d.values["field:note"] for d in Drafts.of(desk.app).parked] == ["gelb"]
        await desk.press("down", "ctrl+q")
        assert desk.app._exit is False
        await desk.pilot.press("ctrl+q")
        assert desk.app._exit is True


async def test_a_store_that_never_answers_is_asked_once_and_counts_as_cut_off(
    day: Office, clock, monkeypatch
) -> None:
    monkeypatch.setattr(program, "POLL_EVERY", 0.02)
    monkeypatch.setattr(in_step, "SILENT_AFTER", 0.2)
    asked, gate = [], threading.Event()

    class Silent(SlowDesk):
        def changed(self) -> bool:
            asked.append(1)
            gate.wait(20)
            return super().changed()

    async with at_desk(lambda: Silent(day.desk), clock) as desk:
        for _ in range(200):
            await desk.pilot.pause(0.02)
            if "getrennt" in desk.shown:
                break
        assert "getrennt" in desk.shown
        assert asked == [1]
        await desk.press("a")
        assert "ist da." in desk.notice
        gate.set()
        for _ in range(200):
            await desk.pilot.pause(0.02)
            if "getrennt" not in desk.shown:
                break
        assert "getrennt" not in desk.shown

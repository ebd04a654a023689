"""`u` pressed faster than the store answers: every press counts, and each for what was entered before it."""

import pytest

from tests.driver import Driver, at_desk
from tests.office import Office
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two who come at the same hour."""
    return office.book(500, name="Arndt, Ida"), office.book(505, name="Brecht, Bo", place="L1-2")


async def at_once(desk: Driver, *keys: str) -> None:
    """Keys that do not wait for what the one before them asked of the store."""
    for key in keys:
        await desk.pilot.press(key)
        await desk.pilot.pause(0.05)


async def test_two_presses_at_once_take_two_changes_back(office: Office, two, clock) -> None:
    slow = SlowDesk(office.desk)
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("a", "down", "a")
        assert [office.status(one) for one in two] == ["arrived", "arrived"]
        slow.slow = {"LastChange"}
        await at_once(desk, "u", "u")
        slow.gate.set()
        await desk.settle()
        assert [office.status(one) for one in two] == ["booked", "booked"]


async def test_it_is_for_what_is_still_being_written(office: Office, two, clock) -> None:
    slow = SlowDesk(office.desk)
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("a")
        slow.slow = {"arrive"}
        await at_once(desk, "down", "a", "u")
        slow.gate.set()
        await desk.settle()
        assert [office.status(one) for one in two] == ["arrived", "booked"]

"""*Heute* reads slowly: what an earlier reading was to show, the later one shows."""

import pytest

from tests.driver import at_desk
from tests.office import Office
from tests.slow_desk import SlowDesk


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_later_reading_keeps_the_cursor_that_was_wanted(office: Office, clock) -> None:
    office.book(500, name="Arndt, Ida")
    wanted = office.book(520, name="Brecht, Bo")
    slow = SlowDesk(office.desk)
    async with at_desk(lambda: slow, clock) as desk:
        slow.slow = {"DayOf"}
        screen = desk.app.screen_stack[0]
        screen.go_to(screen.shown_day, cursor=wanted)
        await desk.pilot.pause(0.05)
        screen.load()
        slow.gate.set()
        await desk.settle()
        assert desk.selected == "Brecht, Bo"

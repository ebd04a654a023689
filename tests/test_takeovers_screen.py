"""The screen *Terminübernahmen* as two branches work it on one store."""

import pytest

from tests.driver import at_desk
from tests.office import Office
from tests.ticket_desk import until
from tests.two_branches import TwoBranches, two_branches

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


async def test_asked_over_there_it_is_counted_here_and_three_keys_take_it_over(both: TwoBranches, clock) -> None:
    one = both.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    async with at_desk(lambda: both.there, clock, size=(120, 40)) as desk:
        asked = both.ask(one, wish_start=600)
        await until(desk, "3 Terminübernahmen 1")
        await desk.press("3")
        assert "von uns zu entscheiden 1" in desk.lines[2]
        assert "noch 15 min" in desk.shown
        assert "← von Mitte" in desk.shown
        await until(desk, "heute 08:30 · 08:50 ·")
        await desk.press("a")
        assert desk.dialog == "Übernehmen · Geschäftsstelle Mitte · Yıldız, Elif"
        assert "Die gebuchte Zeit ist hier frei: 1 wählt sie." in desk.shown
        await desk.press("1", "f2")
        assert desk.notice.startswith("Yıldız, Elif: von Geschäftsstelle Mitte übernommen: Mo 23.11. 10:00–10:20")
        assert both.office.status(one) == "taken_over"
        assert both.line(asked).promised is not None
        assert "von uns zu entscheiden 0" in desk.lines[2]
        await desk.press("enter")
        assert desk.dialog == "Termin"

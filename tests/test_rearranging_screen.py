"""*Umplanen* and *Zu benachrichtigen* as people work them (D33)."""

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.domain.states import Status
from tests.absent import enter
from tests.driver import Driver, at_desk
from tests.frames import assert_fits
from tests.office import Office
from tests.ticket_desk import again, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def ids(office: Office) -> dict[str, str]:
    """L1-1 and both of L2 are away: ten finds room beside, nine does not."""
    found = {
        "nine": office.book(540, name="Arndt, Ida", place="L1-1", phone="+493023125115"),
        "beside": office.book(540, name="Brecht, Bo", place="L1-2"),
        "ten": office.book(600, name="Celan, Cem", place="L1-1"),
    }
    enter(office, points=("L1-1", "L2-1", "L2-2"))
    return found


def row(desk: Driver, name: str) -> str:
    return next(line for line in desk.lines if name in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_plan_is_seen_changed_and_accepted_and_the_customers_told(office: Office, ids, clock, size) -> None:
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await desk.press("5", "7")
        assert desk.dialog.startswith("Umplanen: Mo 23.11.2026")
        assert "1 von 2 behält die Zeit · 1 zu benachrichtigen" in desk.shown
        assert "→ L1-2" in row(desk, "Celan")
        assert "→ 09:20 L1-2" in row(desk, "Arndt")
        assert_fits(desk.app)
        await desk.press("question_mark")
        assert desk.dialog == "Hilfe"
        await desk.press("escape", "x")
        assert "→ 09:40 L1-2" in row(desk, "Arndt")
        await desk.press("space")
        assert "ausgelassen" in row(desk, "Arndt")
        await desk.press("space", "a")
        assert desk.dialog == ""
        assert "Plan angenommen: 1 behält die Zeit, 1 zu benachrichtigen." in desk.notice
        assert "6 Bescheid 1" in desk.shown
        await desk.press("u")
        await until(desk, "Plan  9")
        await desk.press("7", "a", "6")
        assert desk.dialog.startswith("Zu benachrichtigen")
        assert "09:00 → 09:20" in row(desk, "Arndt")
        assert "+49 30 23125115" in row(desk, "Arndt")
        assert "von 09:00 auf 09:20 Uhr" in desk.shown
        assert_fits(desk.app)
        await desk.press("b", "3")
        assert "informiert: Brief" in row(desk, "Arndt")
        await desk.press("escape", "1")
        assert "▲ Vorschlag 09:20" in desk.shown
        await desk.press("9")
        assert "Arndt" in desk.shown
        await desk.press("5", "6")
        await desk.press("x", "1")
        assert "09:00 → 09:40" in row(desk, "Arndt")
        await desk.press("u")
        assert "09:00 → 09:20" in row(desk, "Arndt")
        await desk.press("a", "1")
        assert "Niemand ist zu benachrichtigen" in desk.shown
        assert office.status(ids["nine"]) == Status.MOVED
        await desk.press("u")
        assert office.status(ids["nine"]) == Status.BOOKED


async def test_somebody_steps_in_and_another_desk_changes_the_day(office: Office, ids, clock) -> None:
    other = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("5", "7", "n")
        await desk.type("8-12")
        await desk.press("f2")
        assert "L1-Z1" in row(desk, "Arndt")
        await desk.pilot.pause(1.1)
        other.perform(other.new(Arrive, appointment_id=ids["ten"]))
        await until(desk, "neu berechnet")
        await desk.press("a")
        assert "zusätzlich offen: L1-Z1" in desk.notice
    other.store.close()

"""Umschalt+W on *Heute*: a proposal is read, changed line by line, accepted and taken back."""

import pytest

from backoffice.desk.noting import Assign
from backoffice.domain.terms import Role
from backoffice.screens.handing_out_dialog import HandOutDialog
from tests.absent import enter, staff
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import Office
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

TEAM = "Leistungsteam 1"


@pytest.fixture
def house(office: Office) -> Office:
    berta = office.colleague("berta", "Berta Brinkmann-Oldewurtel", Role.CASEWORKER, team=TEAM)
    office.colleague("carl", "Carl Cordes", Role.CASEWORKER, team=TEAM)
    staff(office, "L1-1", (480, 960, berta.actor.id))
    office.book(540, name="Arndt, Ida")
    office.book(560, name="Brecht, Bo", place="L1-2", concern="Finanzielle Notlage / ausbleibende Zahlung")
    office.book(560, name="Celan, Cem")
    office.book(560, name="Dach, Dora", place="L2-1")
    front = {"group_id": office.groups["Eingangszone"], "concern": "Neuantrag stellen"}
    office.book(600, name="Ernst, Eva", place="E-1", **front)
    office.book(660, name="Fried, Fe", place=None, protected=True)
    return office


def handed(desk: Driver) -> dict[str, str | None]:
    return {line.name: line.assigned_to for line in desk.app.screen.day.lines}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_proposal_as_it_stands(house: Office, clock, size: tuple[int, int]) -> None:
    async with at_desk(lambda: house.desk, clock, size=size) as desk:
        await desk.press("W")
        assert desk.dialog == "Tag verteilen · Mo 23.11.2026"
        assert_frame(desk.app, f"handing_out_{size[0]}x{size[1]}")
        await desk.press("down", "down", "space", "end")
        assert_frame(desk.app, f"handing_out_changed_{size[0]}x{size[1]}")


async def test_it_is_accepted_as_it_is_shown_and_u_takes_it_back(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        before = handed(desk)
        await desk.press("W", "escape")
        assert (desk.dialog, handed(desk)) == ("", before)
        await desk.press("W", "space", "end", "up", "w")
        assert desk.dialog == "Zuweisen · 10:00 Ernst, Eva"
        await desk.type("cord")
        await desk.press("enter")
        assert "√ Carl Cordes" in read(desk.app)
        await desk.press("a")
        assert desk.notice == "Tag verteilt: 3 Termine zugewiesen."
        assert "u rückgängig" in desk.shown
        found = handed(desk)
        assert found["Arndt, Ida"] is None
        assert found["Ernst, Eva"] == "Carl Cordes"
        assert [who for who in found.values() if who].count("Berta Brinkmann-Oldewurtel") == 1
        await desk.press("u")
        assert desk.notice == "Zurückgenommen: Tag verteilt."
        assert handed(desk) == before


async def test_a_day_that_changed_is_told_and_a_wrong_choice_is_not_lost(house: Office, clock) -> None:
    carl = house.desk.store.read(lambda c: c.exec_driver_sql("SELECT id FROM staff WHERE login = 'carl'").scalar())
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("W")
        first = desk.app.screen.query_one("RecordList").cursor_id
        house.desk.perform(house.desk.new(Assign, appointment_id=first, staff_id=carl))
        await desk.press("enter")
        assert "Der Tag hat sich geändert" in desk.notice
        assert "Umschalt+W" in desk.notice
        enter(house, staff_id=carl)
        await desk.press("W", "w")
        await desk.type("cord")
        await desk.press("enter", "a")
        assert isinstance(desk.app.screen, HandOutDialog)
        shown = read(desk.app)
        assert "Wer von Hand gewählt ist, ist zu dieser Zeit nicht da" in " ".join(shown.split())
        assert "√ Carl Cordes" in shown
        await desk.press("space", "a")
        assert "Tag verteilt" in desk.notice

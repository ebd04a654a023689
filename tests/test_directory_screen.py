"""Whom do I call (F4): over a form with something in it and back, searched on every key, and its sentences."""

import pytest

from backoffice.desk.directory import AddEntry
from backoffice.screens.directory import DirectoryDialog
from backoffice.screens.outcome import OutcomeDialog
from backoffice.widgets.form_field import FormField
from tests.driver import at_desk
from tests.frames import assert_frame
from tests.office import Office
from tests.promising import second_branch
from tests.slow_desk import SlowDesk
from tests.views import ON_SQLITE, Stage, press, read, settled

pytestmark = ON_SQLITE


@pytest.fixture
def house(office: Office) -> Office:
    """Two branches; one appointment, and whom one calls about it."""
    second_branch(office)
    office.book(540, name="Schmidt, Petra")
    for values in (
        {"function": "Teamleitung", "team_id": office.team(), "phone": "030 23125-711", "deputy": "Leistungsteam 2"},
        {"function": "Dolmetschkoordination", "deputy": "Empfang", "hours": "nach Vereinbarung"},
        {
            "function": "Fachstelle [b]Wohnen[/b]",
            "phone": "030 23125-712",
            "hours": "mo-do 8-15:30, fr 8-12",
            "note": "Räumung und Energiesperre am selben Tag, sonst schriftlich mit dem Bescheid des Vermieters",
        },
    ):
        office.desk.perform(office.desk.new(AddEntry, branch_id=office.branch_id, **values))
    return office


async def test_over_a_form_it_answers_and_gives_the_form_back_as_it_was(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("e", "4", "tab")
        form = desk.app.screen
        assert isinstance(form, OutcomeDialog)
        await desk.type("Team 2")
        before = desk.shown
        typed = [field.text for field in form.query(FormField)]
        assert "Team 2" in typed
        await desk.press("f4")
        assert isinstance(desk.app.screen, DirectoryDialog)
        await desk.type("leitung")
        assert "Teamleitung, Leistungsteam 1" in desk.shown
        assert "Kund:innen sehen 030 23125-700" in desk.shown
        await desk.press("f4", "enter")  # the same key opens no second one
        assert desk.app.clipboard == "030 23125-711"
        assert "Kopiert: 030 23125-711" in desk.shown
        await desk.press("f1")
        assert "Alle Geschäftsstellen mit ihren Teams" in desk.shown
        await desk.press("escape", "escape")
        assert desk.app.screen is form
        assert [field.text for field in form.query(FormField)] == typed
        assert desk.shown == before
        await desk.type("x")
        assert "Team 2x" in [field.text for field in form.query(FormField)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_of_the_house_stands_there(house: Office, clock, size) -> None:
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(DirectoryDialog(house.desk, clock))
        await settled(app, pilot)
        await press(app, pilot, *["down"] * 6)
        assert_frame(app, f"directory_{size[0]}x{size[1]}")


async def test_every_key_searches_and_who_is_not_there_is_said(house: Office, clock) -> None:
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(DirectoryDialog(house.desk, clock))
        await settled(app, pilot)
        for key, rows in (("d", 5), ("o", 1), ("l", 1)):
            await pilot.press(key)
            await pilot.pause()
            assert len(dialog.listed.rows) == rows, key
        assert "1 von 9" in read(app)
        assert "keine Nummer hinterlegt · Vertretung: Empfang" in read(app)
        await press(app, pilot, "enter")
        assert "Zu „Dolmetschkoordination“ ist keine Nummer hinterlegt. Vertretung: Empfang." in read(app)
        assert app.clipboard == ""
        await press(app, pilot, "x", "enter")
        assert_frame(app, "directory_empty_80x24")
        await press(app, pilot, "escape")
        assert app.results == [None]


async def test_without_a_right_or_an_answer_it_says_why(house: Office, clock) -> None:
    slow = SlowDesk(house.colleague("fremd", "Ohne Recht"))
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(DirectoryDialog(slow, clock))
        await settled(app, pilot)
        await press(app, pilot, "a", "enter")
        assert "Dafür fehlt hier das Recht." in read(app)

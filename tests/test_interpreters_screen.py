"""Interpreters and services on the screen: listed, searched, kept by those who may (D47, D36)."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.calendar import HoursSpan
from backoffice.desk.interpreter_times import AddInterpreterAway, SetInterpreterHours
from backoffice.desk.interpreters import AddInterpreter
from backoffice.domain.terms import Provider, Role
from backoffice.screens.drafts import Drafts
from backoffice.screens.interpreter_forms import AwayForm, InterpreterForm
from backoffice.screens.interpreters_list import InterpretersDialog
from backoffice.widgets.form_field import FormField
from tests.driver import at_desk
from tests.frames import assert_frame
from tests.office import MONDAY, Office
from tests.test_interpreters_kept import order
from tests.two_branches import another_branch
from tests.views import ON_SQLITE, Stage, press, read, settled

pytestmark = ON_SQLITE

SELAM = "Selam Wolkenstein"


@pytest.fixture
def house(office: Office) -> Office:
    """A hotline of the house, a person of MITTE who is away soon, somebody whom NORD keeps."""
    north = another_branch(office, "Nord")
    ids = [add(office, **values) for values in (
        {"branch_id": None, "provider": Provider.HOTLINE, "name": "Telefon-Hotline", "dial": "030 23125-900",
         "languages": dict.fromkeys(("tir", "ara", "prs", "rus", "ukr", "tur", "bul", "ron"), ""), "by_phone": True},
        {"branch_id": office.branch_id, "provider": Provider.PERSON, "name": SELAM, "on_site": True,
         "languages": {"tir": "", "amh": "aus Gondar"}, "contact": "selam@example.org", "notice_minutes": 1440,
         "branches": (office.branch_id, north), "cost_note": "nach JVEG"},
        {"branch_id": north, "provider": Provider.COLLEAGUE, "name": "[b]Pavel[/b] Birkenrinde", "by_phone": True,
         "languages": {"rus": ""}, "on_site": True},
    )]  # fmt: skip
    spans = tuple(HoursSpan(weekday=day, start=480, end=720) for day in range(3))
    office.desk.perform(office.desk.new(SetInterpreterHours, interpreter_id=ids[1], since=MONDAY, spans=spans))
    friday = MONDAY + timedelta(days=4)
    office.desk.perform(office.desk.new(AddInterpreterAway, interpreter_id=ids[1], first_day=friday, last_day=friday))
    return office


def add(office: Office, **values: Any) -> str:
    return office.desk.perform(office.desk.new(AddInterpreter, **values)).ids[0]


def id_of(dialog: InterpretersDialog, name: str) -> str:
    return next(row.id for row in dialog.listed.rows.visible if row.of.name == name)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_of_them_stand_there(house: Office, clock, size) -> None:
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(InterpretersDialog(house.desk, clock))
        await settled(app, pilot)
        await press(app, pilot, "down")
        assert_frame(app, f"interpreters_{size[0]}x{size[1]}")


async def test_the_palette_opens_it_and_somebody_is_entered(house: Office, clock) -> None:
    async with at_desk(lambda: house.desk, clock) as desk:
        await desk.press("ctrl+p", *"mittelnd", "enter")
        dialog = desk.app.screen
        assert isinstance(dialog, InterpretersDialog)
        await desk.press("n")
        form = desk.app.screen
        assert isinstance(form, InterpreterForm)
        for field, text in (("name", "selam wolkenstein"), ("languages", "tigrinya, wolkisch")):
            form.query_one(f"#{field}", FormField).text = text
        await desk.press("f2")
        assert "„wolkisch“ ist keine bekannte Sprache." in read(desk.app)
        await desk.press(*["backspace"] * 10, "f2")
        assert "Bitte mindestens einen der drei Wege wählen." in read(desk.app)
        await desk.press("tab", "1", "f2")
        assert f"„{SELAM}“ ist hier schon eingetragen." in read(desk.app)
        await desk.press("2", "f2")
        assert desk.app.screen is dialog
        assert "selam wolkenstein2: Sprachmittlung eingetragen." in read(desk.app)
        await desk.press("u")
        assert "selam wolkenstein2: zurückgenommen (Sprachmittlung eingetragen)." in read(desk.app)


async def test_somebody_is_away_and_leaves_and_the_orders_then_are_told(house: Office, clock) -> None:
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(InterpretersDialog(house.desk, clock))
        await settled(app, pilot)
        order(house, id_of(dialog, SELAM), MONDAY + timedelta(days=1))
        await press(app, pilot, "slash", *"tir", "space", *"mitte")
        assert "2 von 3" in read(app)
        await press(app, pilot, "enter", "up", "enter", "4")
        assert isinstance(app.screen, AwayForm)
        app.screen.query_one("#first", FormField).text = "di"
        app.screen.query_one("#start", FormField).text = "10"
        await press(app, pilot, "escape")  # parked, and brought back as it was
        assert len(Drafts.of(app).parked) == 1
        await press(app, pilot, "enter", "4")
        assert app.screen.query_one("#start", FormField).text == "10"
        app.screen.query_one("#start", FormField).text = ""
        await press(app, pilot, "f2")
        assert "Eine Bestellung fällt darunter und bleibt stehen" in read(app)
        assert "▲ Neu zu klären: Di 24.11.2026 09:00-09:30 MITTE Tigrinya" in read(app)
        assert not Drafts.of(app).parked
        await press(app, pilot, "x")
        app.screen.query_one("#last_day", FormField).text = "gestern"
        await press(app, pilot, "enter")
        assert f"{SELAM}: Letzter Tag ist So 22.11.2026." in read(app)
        assert [row.of.name for row in dialog.listed.rows.visible] == ["Telefon-Hotline"]
        await press(app, pilot, "o")
        assert len(dialog.listed.rows.visible) == 2
        await press(app, pilot, "escape")
        assert len(dialog.listed.rows.visible) == 3
        await press(app, pilot, "escape")
        assert app.results == [None]


async def test_what_is_refused_stands_under_its_field_and_nothing_typed_is_lost(house: Office, clock) -> None:
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(InterpretersDialog(house.desk, clock))
        await settled(app, pilot)
        dialog.listed.move_to(id_of(dialog, SELAM))
        await press(app, pilot, "f")
        form = app.screen
        languages = form.query_one("#languages", FormField)
        assert languages.text == "Amharisch: aus Gondar, Tigrinya"
        assert form.query_one("#branches", FormField).text == "Mitte, Nord"
        languages.text = "DGS"
        form.query_one("#branches", FormField).text = "Süd"
        await press(app, pilot, "f2")
        assert "„Süd“ ist keine von: Mitte, Nord." in read(app)
        form.query_one("#branches", FormField).text = "nord"
        form.query_one("#notice", FormField).text = "2 Tage"
        await press(app, pilot, "f2")
        assert app.screen is dialog
        row = dialog.listed.cursor_row
        assert (dict(row.of.languages), row.branches, row.of.notice_minutes) == ({"gsg": ""}, ("NORD",), 2880)
        await press(app, pilot, "enter", "3")
        app.screen.query_one("#day", FormField).text = "25.12."
        app.screen.query_one("#start", FormField).text = "9"
        app.screen.query_one("#end", FormField).text = "24"
        await press(app, pilot, "f2")
        assert "Am 25.12.2026 ist das Haus zu (Erster Weihnachtstag)." in read(app)
        app.screen.query_one("#day", FormField).text = "di"
        await press(app, pilot, "f2")
        assert "Di 24.11.2026 09:00-24:00" in read(app)
        await press(app, pilot, "enter", "5", "2")
        assert "Zeit entfernt." in read(app)


async def test_who_may_not_change_sees_everything_and_hears_why(house: Office, clock) -> None:
    worker = house.colleague("sach", "Sach Bearbeitung", Role.CASEWORKER)
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(InterpretersDialog(worker, clock))
        await settled(app, pilot)
        assert len(dialog.listed.rows) == 3
        await press(app, pilot, "n")
        assert "Eintragen dürfen die Standort-Administration" in read(app)
        await press(app, pilot, "f")
        assert "„[b]Pavel[/b] Birkenrinde“ pflegt die Standort-Administration dort (Nord)." in read(app)
        dialog.listed.move_to(id_of(dialog, "Telefon-Hotline"))
        await press(app, pilot, "x")
        assert "„Telefon-Hotline“ pflegt die Administration für das ganze Haus." in read(app)
        assert "Zu wählen: 030 23125-900" in read(app)
        await press(app, pilot, "enter", "2")
        assert "Das geht hier gerade nicht:" in read(app)
        await press(app, pilot, "escape", "u")
        assert "Hier ist nichts geändert worden" in read(app)

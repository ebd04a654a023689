"""Whoever somebody turns out to be: f on the list and in the record; a walk-in is for today and shown there."""

import pytest

from backoffice.desk.record import RecordOf
from backoffice.domain.terms import Role
from backoffice.screens.drafts import Drafts
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """One who came without saying who, and one by name."""
    office.book(500, name="")
    office.book(520, name="Brecht, Bo", phone="+493023125115")
    return office


def field(desk: Driver, id_: str) -> FormField:
    return desk.app.screen.query_one(f"#{id_}", FormField)


async def test_a_name_is_entered_later_and_u_takes_it_away(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        one = desk.records.cursor_id
        await desk.press("f")
        assert desk.dialog == "Angaben ändern · 08:20 (ohne Namen)"
        await desk.type("Weiß")
        await desk.press("enter")
        await desk.type("Thea")
        await desk.press("f2")
        assert desk.notice == "Weiß, Thea: Angaben geändert: Name."
        assert (desk.selected, desk.records.cursor_id) == ("Weiß, Thea", one)
        await desk.press("u")
        assert desk.selected == ""


async def test_the_form_knows_what_is_known_and_changes_only_what_is_typed(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "f")
        assert [field(desk, n).text for n in ("family", "given", "phone", "email", "number")] == [
            "Brecht", "Bo", "+49 30 23125115", "", "",
        ]  # fmt: skip
        field(desk, "number").text = "4711"
        await desk.press("f2")
        assert desk.notice == "Brecht, Bo: Angaben geändert: Nummer. ▲ Bitte prüfen: Nummer."
        record = day.desk.read(RecordOf(desk.records.cursor_id, clock.now()))
        assert (record.number_raw, record.phone, record.phone_raw) == ("4711", "+493023125115", None)
        await desk.press("f", "f2")
        assert desk.notice == "Brecht, Bo: An den Angaben ist nichts geändert."


async def test_an_unchanged_form_is_no_draft_and_a_changed_one_is(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "f", "escape")
        assert Drafts.of(desk.app).parked == ()
        await desk.press("f")
        field(desk, "given").text = ""
        await desk.press("escape", "f6")
        assert field(desk, "given").text == ""
        assert field(desk, "family").text == "Brecht"


async def test_a_colleague_who_was_first_is_named_and_the_form_can_be_saved_all_the_same(day: Office, clock) -> None:
    from backoffice.desk.contact import CorrectContact

    other = day.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "f")
        other.perform(other.new(CorrectContact, appointment_id=desk.records.cursor_id, email="b@example.org"))
        field(desk, "given").text = "Bob"
        await desk.press("f2")
        assert "Kollege Zwei" in desk.notice
        assert "F6" in desk.notice
        await desk.press("f6", "f2")
        record = day.desk.read(RecordOf(desk.records.cursor_id, clock.now()))
        assert (record.name, record.email) == ("Brecht, Bob", "b@example.org")


async def test_the_open_record_leads_there_too(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "enter", "f")
        assert desk.dialog.startswith("Angaben ändern")


async def test_a_walk_in_is_for_today_whatever_day_is_shown_and_gets_the_cursor(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        assert "1 Heute 2" in desk.lines[1]
        await desk.press("right")
        assert "1 Di 24.11. 0" in desk.lines[1]
        await desk.press("n", "1")
        assert desk.dialog == "Vorsprache jetzt, heute Mo 23.11."
        field(desk, "family").text = "Celan"
        await desk.press("f2")
        assert "1 Heute 3" in desk.lines[1]
        assert desk.selected == "Celan"
        assert "Vorsprache aufgenommen" in desk.notice
        await desk.press("u")  # once: it was this day's change
        assert "zurückgenommen" in desk.notice


async def test_a_filter_does_not_hide_who_just_came(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("slash", *"brecht", "enter")
        await desk.press("n", "1", "f2")
        assert desk.selected == ""
        assert len(desk.records.rows.visible) == 3

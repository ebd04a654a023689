"""A form comes back after a colleague was there: what was typed stands, what was left alone is as it is by now."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.contact import CorrectContact
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_calls import RaiseTicket
from backoffice.desk.tickets import ChangeReach, Reach
from backoffice.domain.terms import Urgency
from backoffice.screens.drafts import Drafts
from backoffice.screens.ticket_working import reach_known
from backoffice.widgets.choice_list import ChoiceList
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.office import MONDAY, Office
from tests.promising import promise, ticket_of, work
from tests.ticket_desk import again, fill, join_team

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def field(desk: Driver, id_: str) -> FormField[Any]:
    return desk.app.screen.query_one(f"#{id_}", FormField)


def meanwhile(office: Office, ticket_id: str, **changes: Any) -> None:
    """Another desk changes how somebody is reached."""
    record = ticket_of(office, ticket_id)
    known = reach_known(record.line, record.customer_deadline_reason or "")
    work(
        office,
        ChangeReach,
        ticket_id,
        again(office),
        version=record.line.version,
        reach=known.model_copy(update=changes),
    )


@pytest.mark.parametrize("back", ["f", "f6"])
async def test_a_contact_that_was_corrected_meanwhile_is_not_put_back(office: Office, clock, back) -> None:
    one = office.book(500, name="Arndt, Ida")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("f")
        field(desk, "given").text = "Ada"
        await desk.press("escape")
        other = again(office)
        other.perform(other.new(CorrectContact, appointment_id=one, phone="030 23125199", email="a@example.org"))
        await desk.press("f5", back)
        assert (field(desk, "given").text, field(desk, "email").text) == ("Ada", "a@example.org")
        await desk.press("f2")
        if back == "f6":  # it was typed against what stood there before: the colleague is named once
            assert "F6" in desk.notice
            await desk.press("f6", "f2")
        record = office.desk.read(RecordOf(one, clock.now()))
        assert (record.name, record.phone, record.email) == ("Arndt, Ada", "+493023125199", "a@example.org")


@pytest.mark.parametrize("back", ["f", "f6"])
async def test_how_somebody_is_reached_is_not_put_back(office: Office, clock, back) -> None:
    one = fill(office)["reachable"]
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        desk.records.move_to(one)
        await desk.press("f")
        field(desk, "phone").text = "0171 3920019"
        await desk.press("escape")
        meanwhile(office, one, other_way="Mail", wants_written=True)
        await desk.press("f5", back, "f2")
        line = ticket_of(office, one).line
        assert (line.phone, line.other_way, line.wants_written) == ("+491713920019", "Mail", True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"customer_deadline_reason": "Sperre"}, "Frist wofür Sperre"),
        ({"wants_written": True}, "schriftlich gewünscht ja"),
    ],
)
async def test_all_that_a_colleague_changed_is_shown_and_kept(office: Office, clock, changes, said) -> None:
    one = fill(office)["reachable"]
    meanwhile(office, one, customer_deadline=MONDAY + timedelta(days=4), customer_deadline_reason="Mietvertrag")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        desk.records.move_to(one)
        await desk.press("f")
        field(desk, "phone").text = "0171 3920019"
        meanwhile(office, one, **changes)
        await desk.press("f2", "f6")
        assert said in " ".join(desk.shown.replace("│", " ").split())
        await desk.press("f2")
        record = ticket_of(office, one)
        assert record.line.phone == "+491713920019"
        assert record.customer_deadline_reason == changes.get("customer_deadline_reason", "Mietvertrag")
        assert record.line.wants_written is changes.get("wants_written", False)


async def test_a_tick_that_was_taken_away_stays_away(office: Office, clock) -> None:
    join_team(office)
    one = promise(office, reach=Reach(phone="0171 3920013", wants_written=True))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "f", "tab", "tab", "tab", "space", "escape")
        assert len(Drafts.of(desk.app).parked) == 1
        await desk.press("f6")
        assert desk.app.screen.query_one("#wants_written", ChoiceList).ticked == ()
        await desk.press("f2")
        assert ticket_of(office, one).line.wants_written is False


async def test_a_field_that_was_emptied_comes_back_empty(office: Office, clock) -> None:
    office.book(500, name="Arndt, Ida", phone="+493023125115")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("f")
        for id_ in ("family", "given", "phone"):
            field(desk, id_).text = ""
        await desk.press("escape", "f6")
        assert [field(desk, id_).text for id_ in ("family", "given", "phone")] == ["", "", ""]


async def test_a_ticket_that_another_view_shows_is_read_again_after_a_conflict(office: Office, clock) -> None:
    one = fill(office)["tried"]
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        desk.records.move_to(one)
        await desk.press("x", "3")
        await desk.type("doppelt")
        await desk.press("escape")
        work(office, RaiseTicket, one, again(office), urgency=Urgency.URGENT, reason="x")
        await desk.press("left", "f6", "f2")
        assert "F6" in desk.notice  # the colleague is named first
        await desk.press("f6", "f2")
        assert not ticket_of(office, one).line.open


@pytest.mark.parametrize("keys", [("e", "1"), ("e", "1", "2", "f2")])
async def test_an_appointment_of_another_day_is_read_again_after_a_conflict(office: Office, clock, keys) -> None:
    one = office.book(505, name="Arndt, Ida", phone="+493023125115")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press(*keys, "escape")
        other = again(office)
        other.perform(other.new(Arrive, appointment_id=one))
        await desk.press("right", "f6", "f2")
        assert "F6" in desk.notice
        await desk.press("f6", "f2")
        assert office.status(one) == "done"

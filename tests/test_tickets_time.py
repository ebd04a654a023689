"""*Rückrufe*: a promised call that an appointment takes the place of: `t 1 F2`, one change (D9, D39)."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.cancelling import CancelByOffice
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_calls import DialTicket
from backoffice.domain.terms import Role
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.screens.booking import BookingDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.ticket_time_form import TicketTimeDialog
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.office import MONDAY, Office
from tests.promising import promise, ticket_of, work
from tests.test_today_booking import fill, holds, lose_hold
from tests.ticket_desk import again, join_team
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def one(office: Office) -> str:
    """Somebody who called about their notice and was promised a call."""
    join_team(office)
    return promise(office, concern_id=office.concerns["Fragen zum Bescheid"], concern_text="")


def dialog(desk: Driver) -> TicketTimeDialog:
    assert isinstance(desk.app.screen, TicketTimeDialog), desk.shown
    return desk.app.screen


def field(desk: Driver, id_: str) -> FormField[Any]:
    return desk.app.screen.query_one(f"#{id_}", FormField)


def booked(office: Office, ticket_id: str) -> Any:
    """The line of the appointment that a ticket was closed by."""
    closing = ticket_of(office, ticket_id).closing_appointment
    assert closing is not None
    return office.desk.read(RecordOf(closing.id, office.desk.clock.now())).line


async def test_in_the_call_three_keys_book_and_close(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "b", "6")
        assert dialog(desk).box_title.startswith("Termin statt Rückruf · R-")
        assert field(desk, "how").text == "am Telefon gesagt"
        await desk.press("1", "f2")
        record = ticket_of(office, one)
        assert (record.line.closed_as, record.closed_how) == (ClosedAs.APPOINTMENT, "am Telefon gesagt")
        new = booked(office, one)
        assert (new.day, new.start, new.name, holds(office)) == (MONDAY, 510, "Kanarius, Ida", 0)
        assert "Sagen Sie: Ihr Termin ist heute um 8 Uhr 30." in read(desk.app)
        await desk.press("u")
        assert ticket_of(office, one).line.status is TicketStatus.IN_PROGRESS


async def test_without_a_call_somebody_has_to_say_how_it_is_known(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "t", "1", "f2")
        assert "„Bekannt durch“ ist leer" in field(desk, "how").error
        assert ticket_of(office, one).line.open
        await desk.type("Einladung vom 23.11.")
        await desk.press("f2")
        assert ticket_of(office, one).closed_how == "Einladung vom 23.11."


async def test_it_is_a_choice_of_e_too(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "e")
        assert "9 neuen Termin buchen …" in desk.shown
        await desk.press("9")
        assert isinstance(desk.app.screen, BookingDialog)


async def test_from_the_open_record(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "enter", "t")
        assert dialog(desk).draft_key == f"ticket_time:{one}"


async def test_no_other_branch_keeps_this_promise(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "t")
        assert not dialog(desk).query("#branch")


async def test_gone_when_it_is_saved_it_comes_back_with_everything_typed(office: Office, one: str, clock) -> None:
    colleague = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "t", "1")
        field(desk, "how").text = "Einladung vom 23.11."
        lose_hold(office)
        fill(office, 510, desk=colleague), fill(office, 510, desk=colleague)
        await desk.press("f2")
        assert "ist inzwischen weg" in read(desk.app)
        assert ticket_of(office, one).line.open
        assert field(desk, "how").text == "Einladung vom 23.11."
        dialog(desk).times.focus()
        await desk.press("1", "f2")
        new = booked(office, one)
        assert (new.start, new.group, ticket_of(office, one).closed_how) == (
            510,
            "Leistung 2",
            "Einladung vom 23.11.",
        )
        assert Drafts.of(desk.app).parked == ()
    colleague.store.close()


async def test_parked_in_the_call_it_waits_though_nothing_was_chosen(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "b", "6", "escape")
        assert "► im Anruf" in desk.shown or "Entwurf" in desk.shown
        assert [draft.about for draft in Drafts.of(desk.app).parked] == [one]
        await desk.press("f6", "1", "f2")
        assert ticket_of(office, one).line.closed_as is ClosedAs.APPOINTMENT


async def test_a_colleague_in_the_call_is_asked_before(office: Office, one: str, clock) -> None:
    mira = office.colleague("mira", "Öztürk, Mira", Role.CASEWORKER)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "t", "1")
        field(desk, "how").text = "am Schalter"
        work(office, DialTicket, one, desk=mira)
        await desk.press("f2")
        if "noch einmal F2" not in read(desk.app):  # the list was not read anew meanwhile
            assert "Öztürk, Mira" in desk.notice
            assert "liegt bei den Entwürfen (F6)" in read(desk.app)
            await desk.press("f6", "f2")
        assert "Öztürk, Mira wählt diese Nummer" in desk.notice
        assert "noch einmal F2" in read(desk.app)
        clock.advance(seconds=5)
        await desk.press("f6", "f2")
        assert ticket_of(office, one).line.closed_as is ClosedAs.APPOINTMENT


async def test_what_is_closed_is_not_booked_for(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "b", "1", "f2", "left", "t")
        assert "schon abgeschlossen" in desk.notice


async def test_an_appointment_that_we_cancel_opens_the_promise_again(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "b", "6")
        field(desk, "from_day").text = "morgen"
        await desk.pilot.pause(0.4)
        await desk.settle()
        await desk.press("1", "f2")
        new = booked(office, one)
        assert new.day == MONDAY + timedelta(days=1)
        office.desk.perform(office.desk.new(CancelByOffice, appointment_id=new.id))
        await desk.press("f5")
        assert "(1 überf.)" in desk.lines[1]

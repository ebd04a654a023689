"""*Heute*: an appointment that ends with another one (D9): `e 6 F2 1 F2`, one change."""

from typing import Any

import pytest

from backoffice.desk.booking import BookFollowUp, NewBooking
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.domain.terms import Outcome
from backoffice.screens.booking import BookingDialog
from backoffice.screens.drafts import Drafts
from backoffice.screens.outcome import OutcomeDialog
from backoffice.screens.slip import SlipDialog
from backoffice.screens.ticket_form import TicketForm
from backoffice.widgets.form_field import FormField
from backoffice.wording.slip import long_time
from tests.driver import at_desk
from tests.office import MONDAY, Office
from tests.slow_desk import SlowDesk
from tests.test_today_booking import after, fill, form, holds, lose_hold
from tests.ticket_desk import again
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def one(office: Office) -> str:
    """Somebody who was expected at 8:00 and is here; with a phone."""
    return office.book(480, name="Arndt, Ida", phone="+493023125115")


def record(office: Office, appointment_id: str) -> Any:
    return office.desk.read(RecordOf(appointment_id, office.desk.clock.now()))


def outcomes(office: Office, appointment_id: str) -> set[Outcome]:
    return {outcome.kind for outcome in record(office, appointment_id).outcomes}


def tickets(office: Office) -> Any:
    return office.desk.read(TicketsOf(office.branch_id, office.desk.clock.now())).lines


def booked_before(office: Office, appointment_id: str, start: int = 600) -> str:
    """A follow-up that was booked while the talk ran (t)."""
    booking = NewBooking(group_id=office.groups["Leistung 1"], day=MONDAY, start=start)
    office.desk.perform(office.desk.new(BookFollowUp, appointment_id=appointment_id, booking=booking))
    return booking.id


async def test_five_keys_book_what_follows_and_end_the_talk_as_one_change(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2")
        assert isinstance(desk.app.screen, BookingDialog)
        assert desk.dialog == "Folgetermin · 08:00 Arndt, Ida"
        assert (office.status(one), after(office, one)) == ("booked", [])
        await desk.press("1")
        assert holds(office) == 1
        await desk.press("f2")
        (new,) = after(office, one)
        assert (office.status(one), new.start, holds(office)) == ("done", 510, 0)
        (outcome,) = record(office, one).outcomes
        assert (outcome.kind, outcome.linked_day) == (Outcome.FOLLOW_UP, MONDAY)
        assert desk.notice.startswith("Arndt, Ida: erledigt (Folgetermin). Folgetermin Mo 23.11. 08:30–08:50 gebucht")
        assert "Sagen Sie: Ihr Termin ist heute um 8 Uhr 30." in desk.notice
        await desk.press("u")
        assert (office.status(one), after(office, one)) == ("booked", [])
        assert Drafts.of(desk.app).parked == ()


async def test_the_slip_of_the_new_date_is_one_key_away(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2", "1", "f2", "k")
        assert isinstance(desk.app.screen, SlipDialog)
        assert "Montag, 23. November 2026" in desk.shown
        assert long_time(510) in desk.shown


async def test_with_a_callback_the_forms_come_one_after_the_other(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "2", "6", "f2")
        assert isinstance(desk.app.screen, TicketForm)
        await desk.press("f2")
        assert isinstance(desk.app.screen, BookingDialog)
        assert (office.status(one), tickets(office)) == ("booked", ())
        await desk.press("1", "f2")
        assert outcomes(office, one) == {Outcome.SETTLED, Outcome.CALLBACK, Outcome.FOLLOW_UP}
        assert (len(tickets(office)), len(after(office, one))) == (1, 1)
        await desk.press("u")
        assert (office.status(one), tickets(office), after(office, one)) == ("booked", (), [])


async def test_what_was_booked_before_is_what_is_meant(office: Office, one: str, clock) -> None:
    before = booked_before(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2")
        assert not isinstance(desk.app.screen, BookingDialog)
        assert office.status(one) == "done"
        assert [of.id for of in after(office, one)] == [before]
        assert outcomes(office, one) == {Outcome.FOLLOW_UP}


async def test_one_that_was_cancelled_is_none_any_more(office: Office, one: str, clock) -> None:
    before = booked_before(office, one)
    office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=before))
    async with at_desk(lambda: office.desk, clock) as desk:
        desk.records.move_to(one)
        await desk.press("e", "6", "f2", "1", "f2")
        (outcome,) = record(office, one).outcomes
        assert outcome.linked.startswith("08:30")


async def test_booked_before_with_a_callback_to_come(office: Office, one: str, clock) -> None:
    booked_before(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "2", "6", "f2")
        assert isinstance(desk.app.screen, TicketForm)
        await desk.press("f2")
        assert outcomes(office, one) == {Outcome.CALLBACK, Outcome.FOLLOW_UP}
        assert len(after(office, one)) == 1


async def test_parked_between_the_two_it_waits_with_all_that_was_said(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "6", "f2", "escape")
        assert (office.status(one), holds(office)) == ("booked", 0)
        (draft,) = Drafts.of(desk.app).parked
        assert draft.about == one
        await desk.press("e")
        assert isinstance(desk.app.screen, BookingDialog)
        await desk.press("2", "f2")
        assert outcomes(office, one) == {Outcome.SETTLED, Outcome.FOLLOW_UP}
        assert Drafts.of(desk.app).parked == ()


async def test_parked_after_the_callback_it_still_knows_it(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "2", "6", "f2", "f2", "1", "escape")
        assert (office.status(one), tickets(office), holds(office)) == ("booked", (), 0)
        await desk.press("f6")
        assert isinstance(desk.app.screen, BookingDialog)
        await desk.press("f2")
        assert outcomes(office, one) == {Outcome.CALLBACK, Outcome.FOLLOW_UP}
        assert len(tickets(office)) == 1


async def test_gone_when_it_is_saved_the_times_come_back_with_all_of_it(office: Office, one: str, clock) -> None:
    colleague = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "2", "6", "f2", "f2", "1")
        lose_hold(office)
        fill(office, 510, desk=colleague), fill(office, 510, desk=colleague)
        await desk.press(*["tab"] * 4)
        await desk.type("Mietvertrag")
        await desk.press("f2")
        assert "ist inzwischen weg" in read(desk.app)
        assert (office.status(one), tickets(office), after(office, one)) == ("booked", (), [])
        assert form(desk).query_one("#documents", FormField).text == "Mietvertrag"
        form(desk).times.focus()
        await desk.press("1", "f2")
        assert outcomes(office, one) == {Outcome.SETTLED, Outcome.CALLBACK, Outcome.FOLLOW_UP}
        assert [new.start for new in after(office, one)] == [530]
        assert Drafts.of(desk.app).parked == ()
    colleague.store.close()


async def test_where_it_cannot_be_saved_the_form_is_kept(office: Office, one: str, clock) -> None:
    slow = SlowDesk(office.desk)
    slow.gate.set()
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("e", "6", "f2", "1")
        slow.broken = {"finish"}
        await desk.press("f2")
        assert len(Drafts.of(desk.app).parked) == 1
        assert (office.status(one), after(office, one)) == ("booked", [])
        slow.broken = set()
        await desk.press("f6", "enter", "f2")
        assert office.status(one) == "done"
        assert len(after(office, one)) == 1


async def test_several_people_get_their_times_one_by_one(office: Office, one: str, clock) -> None:
    office.book(520, name="Brecht, Bo")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("space", "down", "space", "e", "6")
        assert isinstance(desk.app.screen, OutcomeDialog)
        assert "ein Termin gilt einer Person" in desk.shown
        await desk.press("f2")
        assert isinstance(desk.app.screen, OutcomeDialog)


async def test_a_follow_up_that_is_cancelled_is_named_at_the_end_of_the_day(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2", "1", "f2")
        (new,) = after(office, one)
        office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=new.id))
        await desk.press("9")
        assert "ohne Anschluss-Zusage 1" in desk.lines[2]
        assert "Folgetermin fällt aus" in next(line for line in desk.lines if "Arndt" in line)
        await desk.press("t", "1", "f2")
        assert "ohne Anschluss-Zusage 0" in desk.lines[2]


async def test_f2_at_once_behind_a_digit_does_not_overtake_it(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "6", "f2")
        dialog = form(desk)
        dialog.times.action_pick(1)  # as both come where the program was busy
        dialog.action_save()
        await desk.settle()
        assert office.status(one) == "done"
        assert [new.start for new in after(office, one)] == [510]

"""*Heute*: time is booked by keyboard: t follow-up, v another time, p a place, m why not, k the slip, n 2 a first."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.booking import BookAppointment, NewBooking, Person
from backoffice.desk.record import RecordOf
from backoffice.desk.views import Relation
from backoffice.domain.states import Status
from backoffice.screens.booking import BookingDialog
from backoffice.screens.customer_view import CustomerView
from backoffice.screens.drafts import Drafts
from backoffice.screens.first_appointment import FirstAppointmentForm
from backoffice.screens.slip import SlipDialog
from backoffice.screens.wished_time import WishedTimeDialog
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.office import MONDAY, Office
from tests.ticket_desk import again
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

TUESDAY = MONDAY + timedelta(days=1)
_a, _hold = table(Appointment), table(Hold)


@pytest.fixture
def one(office: Office) -> str:
    """Somebody who is expected at 9:00, with a phone."""
    return office.book(540, name="Arndt, Ida", phone="+493023125115")


def after(office: Office, appointment_id: str) -> list[Any]:
    record = office.desk.read(RecordOf(appointment_id, office.desk.clock.now()))
    return [linked for linked in record.linked if linked.relation in (Relation.FOLLOW_UP, Relation.MOVED_TO)]


def holds(office: Office) -> int:
    return office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(_hold))) or 0


def fill(office: Office, start: int, day: Any = MONDAY, *, desk: Any = None) -> None:
    """Somebody else books this time, on whichever service point of the group is free."""
    at = desk or office.desk
    booking = NewBooking(
        group_id=office.groups["Leistung 1"],
        day=day,
        start=start,
        concern_id=office.concerns["Fragen zum Bescheid"],
    )
    at.perform(at.new(BookAppointment, booking=booking, person=Person(family="Voll")))


def lose_hold(office: Office) -> None:
    """As five minutes without a word do."""
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(_hold).values(expires_at=tx.now)))


def form(desk: Driver) -> BookingDialog:
    assert isinstance(desk.app.screen, BookingDialog), desk.shown
    return desk.app.screen


async def test_three_keys_book_what_follows(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        assert "Fragen zum Bescheid · 20 min · Leistung 1" in desk.shown
        await desk.press("1")
        assert holds(office) == 1
        assert "vorgemerkt bis" in desk.shown
        await desk.press("f2")
        (new,) = after(office, one)
        # Nobody comes back before the first appointment is over.
        assert (new.relation, new.day, new.start, new.group) == (Relation.FOLLOW_UP, MONDAY, 560, "Leistung 1")
        assert desk.notice.startswith("Arndt, Ida: Folgetermin Mo 23.11. 09:20–09:40 gebucht")
        assert "Sagen Sie: Ihr Termin ist heute um 9 Uhr 20." in desk.notice
        assert desk.notice.endswith("k Zettel · F8 Ansicht")
        assert holds(office) == 0
        await desk.press("u")
        assert after(office, one) == []


async def test_a_second_desk_sees_it(office: Office, one: str, clock) -> None:
    other = again(office)
    async with at_desk(lambda: other, clock) as second, at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "1", "f2")
        for _ in range(40):
            await second.pilot.pause(0.1)
            if len(second.records.rows.visible) == 2:
                break
        assert "09:20" in second.shown
    other.store.close()


async def test_taken_between_choosing_and_saving_it_comes_back_with_a_list_that_is_new(
    office: Office, one: str, clock
) -> None:
    colleague = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t")
        fill(office, 560, desk=colleague)
        await desk.press(*["tab"] * 4)
        await desk.type("Mietvertrag")
        await desk.press(*["shift+tab"] * 4)
        fill(office, 560, desk=colleague)
        await desk.press("1")
        assert "Mo 23.11. 09:20–09:40, Leistung 1 ist inzwischen weg." in read(desk.app)
        assert "alle Plätze belegt" in read(desk.app)
        dialog = form(desk)
        assert dialog.chosen is None
        assert dialog.times.times[0].start == 580
        await desk.press("1", "f2")
        (new,) = after(office, one)
        assert new.start == 580
        record = office.desk.read(RecordOf(new.id, office.desk.clock.now()))
        assert record.missing == "Mietvertrag"
    colleague.store.close()


async def test_gone_when_it_is_saved_the_form_is_there_again_with_everything_typed(
    office: Office, one: str, clock
) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "1")
        lose_hold(office)
        colleague = again(office)
        fill(office, 560, desk=colleague), fill(office, 560, desk=colleague)
        await desk.press(*["tab"] * 4)
        await desk.type("Mietvertrag")
        await desk.press("f2")
        assert "ist inzwischen weg" in read(desk.app)
        assert after(office, one) == []
        assert form(desk).query_one("#documents", FormField).text == "Mietvertrag"
        assert desk.notice == ""
        form(desk).times.focus()
        await desk.press("1", "f2")
        assert [new.start for new in after(office, one)] == [580]
        assert Drafts.of(desk.app).parked == ()
        colleague.store.close()


async def test_a_hold_is_given_back_and_taken_again_when_the_form_comes_back(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "2")
        assert holds(office) == 1
        await desk.press("1")
        assert (holds(office), form(desk).chosen.start) == (1, 560)
        await desk.press("escape")
        assert (holds(office), after(office, one)) == (0, [])
        assert "Entwurf" in desk.shown
        await desk.press("f6")
        assert holds(office) == 1
        assert "09:20–09:40, Leistung 1 · vorgemerkt bis" in desk.shown
        await desk.press("f2")
        assert [new.start for new in after(office, one)] == [560]


async def test_looked_at_only_nothing_is_kept(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "escape")
        assert Drafts.of(desk.app).parked == ()
        await desk.press("t", "f2")
        assert "Es ist noch keine Zeit gewählt" in read(desk.app)


async def test_a_hold_that_lapsed_says_so_and_books_while_it_is_free(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "1")
        dialog = form(desk)
        clock.instant = clock.now() + timedelta(minutes=6)
        dialog.look_at_hold()
        await desk.settle()
        assert "nicht mehr vorgemerkt" in desk.shown
        clock.instant -= timedelta(minutes=6)
        await desk.press("f2")
        assert len(after(office, one)) == 1


async def test_moving_keeps_length_and_leads_from_old_to_new(office: Office, clock) -> None:
    one = office.book(540, minutes=37, name="Arndt, Ida")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("v")
        assert desk.dialog == "Verlegen · 09:00 Arndt, Ida"
        assert "F2 verlegen" in desk.shown
        await desk.press("g")
        await desk.type("morgen")
        await desk.pilot.pause(0.4)
        await desk.settle()
        form(desk).times.focus()
        await desk.press("1", "f2")
        (new,) = after(office, one)
        assert (new.relation, new.day) == (Relation.MOVED_TO, TUESDAY)
        assert office.status(one) == Status.MOVED
        assert "Sagen Sie: Ihr neuer Termin ist morgen, Dienstag," in desk.notice
        await desk.press("v")
        assert "lässt sich nicht mehr verlegen" in desk.notice


async def test_who_came_without_a_place_gets_one_with_one_key(office: Office, one: str, clock) -> None:
    # As a booking file has it: both places are taken at that time, and the customer has a confirmation.
    office.book(540, place="L1-2", name="Brecht, Bo")
    late = office.book(540, place=None, name="Celik, Cem")
    async with at_desk(lambda: office.desk, clock) as desk:
        desk.records.move_to(late)
        assert "ohne Platz" in desk.shown
        await desk.press("m")
        assert desk.notice == "Celik, Cem ist ohne Platz: Mo 23.11. 09:00: alle Plätze belegt."
        await desk.press("p")
        assert "Kein Platz frei, Mo 23.11. 09:00: alle Plätze belegt." in desk.notice
        desk.records.move_to(one)
        await desk.press("x")
        number = next(line for line in desk.lines if "von uns abgesagt" in line).split("von uns")[0].split()[-1]
        await desk.press(number)
        desk.records.move_to(late)
        await desk.press("m")
        assert "p gibt ihn" in desk.notice
        await desk.press("p")
        assert desk.notice.startswith("Celik, Cem: hat jetzt den Platz L1-1.")
        await desk.press("p")
        assert "hat schon den Platz L1-1" in desk.notice
        await desk.press("m")
        assert desk.notice == "Celik, Cem hat schon einen Platz: L1-1."
        await desk.press("u")


async def test_several_get_places_by_their_marks(office: Office, clock) -> None:
    first, second = (office.book(540, place=None, name=name) for name in ("Arndt, Ida", "Brecht, Bo"))
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("space", "down", "space", "p")
        assert "2 Termine" in desk.notice
        assert {line.place for line in desk.app.screen_stack[0].day.lines if line.id in (first, second)} == {
            "L1-1",
            "L1-2",
        }
        await desk.press("space", "up", "space", "t")
        assert desk.notice == "Eine Zeit gehört zu einer Person: bitte einzeln."


async def test_a_first_appointment_of_somebody_new(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("n", "2")
        assert isinstance(desk.app.screen, FirstAppointmentForm)
        await desk.press("f2")
        assert "Es fehlt, worum es geht" in read(desk.app)
        await desk.type("zum bescheid")
        await desk.press("enter")
        await desk.type("Neumann")
        await desk.press("f2")
        dialog = form(desk)
        assert desk.dialog == "Termin · Neumann"
        assert dialog.times.time_here is not None
        await desk.press("1", "f2")
        assert desk.notice.startswith("Neumann: Termin Mo 23.11. 08:30–08:50 gebucht")
        (row,) = desk.records.rows.visible
        assert (row.name, row.start, row.place) == ("Neumann", 510, "L1-1")
        assert Drafts.of(desk.app).parked == ()


async def test_parked_between_the_two_it_waits_with_the_person(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("n", "2")
        await desk.type("zum bescheid")
        await desk.press("enter")
        await desk.type("Neumann")
        await desk.press("f2", "escape")
        assert len(Drafts.of(desk.app).parked) == 1
        await desk.press("f6", "1", "f2")
        assert [row.name for row in desk.records.rows.visible] == ["Neumann"]


async def test_a_wished_time_says_why_not_or_comes_into_the_list(office: Office, one: str, clock) -> None:
    fill(office, 600, TUESDAY), fill(office, 600, TUESDAY)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "m")
        assert "Enter prüfen" in desk.shown
        await desk.type("morgen 10")
        await desk.press("enter")
        # It stays open, as with something that nobody understands: only what is wrong is typed again.
        asked = desk.app.screen
        assert isinstance(asked, WishedTimeDialog)
        field = asked.query_one(FormField)
        assert field.error == "Di 24.11. 10:00: alle Plätze belegt"
        field.text = ""
        await desk.pilot.pause()
        assert field.error == ""
        await desk.type("29.11. 10")
        await desk.press("f2")
        assert field.error == "So 29.11. 10:00: keine Öffnung"
        field.text = ""
        await desk.type("morgen 1030")
        await desk.press("enter")
        assert "Die Zeit steht jetzt oben" in read(desk.app)
        assert form(desk).times.has_focus
        await desk.press("1", "f2")
        assert [(new.day, new.start) for new in after(office, one)] == [(TUESDAY, 630)]


async def test_the_slip_of_what_was_booked_is_a_key_away(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "g")
        await desk.type("morgen")
        await desk.pilot.pause(0.4)
        await desk.settle()
        form(desk).times.focus()
        await desk.press("1", "f2", "k")
        assert isinstance(desk.app.screen, SlipDialog)
        assert "Dienstag, 24. November 2026" in desk.shown
        await desk.press("escape", "f8")
        view = desk.app.screen
        assert isinstance(view, CustomerView)
        assert view.line.day == TUESDAY
        assert view.line.place is None  # promised are time and group (D27)
        clock.instant += timedelta(minutes=3)
        desk.app.screen_stack[0].tick()
        desk.app.screen_stack[0].tick()
        clock.instant += timedelta(minutes=3)
        desk.app.screen_stack[0].tick()
        await desk.press("escape", "k")
        assert desk.dialog == "Terminzettel"
        assert "Folgetermin Di 24.11. 08:" in desk.shown
        await desk.press("2")
        assert "Montag, 23. November 2026" in desk.shown


async def test_an_ended_appointment_has_no_slip(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "f2")
        await desk.press("k")
        assert "Dieser Termin ist zu Ende" in desk.notice


async def test_letters_and_fields_narrow_the_times(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("t", "s", "s")
        assert all(720 <= time.start < 960 for time in form(desk).times.times)
        await desk.press("s", "s", "right")
        await desk.pilot.pause(0.4)
        await desk.settle()
        assert form(desk).times.times[0].day == MONDAY + timedelta(weeks=1)
        await desk.press("h")
        await desk.pilot.pause(0.4)
        await desk.settle()
        assert form(desk).times.times[0].day == MONDAY
        await desk.press("o", "2", "tab")
        assert {time.day.weekday() for time in form(desk).times.times} == {1}
        await desk.type("10")
        await desk.pilot.pause(0.4)
        await desk.settle()
        assert form(desk).times.times[0].end - form(desk).times.times[0].start == 10
        form(desk).times.focus()
        await desk.press("1", "f2")
        assert "kürzer geht es nur mit Begründung" in read(desk.app)
        await desk.type("nur eine Unterschrift")
        await desk.press("f2")
        (new,) = after(office, one)
        record = office.desk.read(RecordOf(new.id, office.desk.clock.now()))
        assert record.override_reason == "nur eine Unterschrift"


async def test_from_the_open_record_too(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("enter", "t", "1", "f2")
        assert len(after(office, one)) == 1
        await desk.press("enter", "v", "2", "f2")
        assert office.status(one) == Status.MOVED


async def test_tickets_say_where_times_are_booked(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "t")
        assert desk.notice == "Hier ist kein Rückruf ausgewählt."
        for key in ("v", "d", "p", "m", "k"):
            await desk.press(key)
            assert "Das geht auf einem Termin" in desk.notice
        await desk.press("n", "2")
        assert isinstance(desk.app.screen, FirstAppointmentForm)

"""A call is promised from an appointment and from a call: few keys, and what is promised said at once."""

import pytest

from backoffice.desk.organisation import AddBranch
from backoffice.desk.ticket_picking import Teams
from backoffice.domain.ids import new_id
from backoffice.domain.terms import TicketOrigin, Urgency
from backoffice.screens.drafts import Drafts
from backoffice.screens.ticket_form import TicketForm
from backoffice.widgets.form_field import FormField
from backoffice.widgets.one_of import OneOf
from backoffice.widgets.picker import Picker
from tests.driver import Driver, at_desk
from tests.office import Office
from tests.promising import open_tickets, promise, ticket_of

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """One with a number, one without."""
    office.book(540, name="Schmidt, Peter", phone="+493023125115", customer_number="214C345678")
    office.book(560, place="L1-2", name="Weiß, Thea")
    return office


def field(desk: Driver, id_: str) -> FormField:
    return desk.app.screen.query_one(f"#{id_}", FormField)


async def test_two_keys_promise_a_call_and_say_what_to_say(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r", "f2")
        (ticket,) = open_tickets(day)
        assert desk.notice == (
            f"Rückruf {ticket.number} durch Leistungsteam 1 bis Mi 25.11. 08:30 zugesagt. "
            "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:30 Uhr, an. Auf Ihrem Display steht 030 23125-700."
        )
        assert "Display" in desk.lines[-2] + desk.lines[-3]
        assert "2 Rückrufe 1" in desk.lines[1]
        record = ticket_of(day, ticket.id)
        assert (record.origin, record.phone, record.line.team) == (
            TicketOrigin.APPOINTMENT,
            "+493023125115",
            "Leistungsteam 1",
        )
        assert record.concern_title == "Fragen zum Bescheid"
        await desk.press("2")
        assert "Mi 25.11. 08:30" in desk.shown
        await desk.press("1", "u")
        assert open_tickets(day) == ()


async def test_another_team_is_one_digit_and_all_is_filled_in(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r")
        assert desk.dialog == "Rückruf · 09:00 Schmidt, Peter"
        assert "fällig Mi 25.11. 08:30, noch 16 Dienststunden" in desk.shown
        assert field(desk, "phone").text == "03023125115"
        await desk.press("3", "f2")
        assert [line.team for line in open_tickets(day)] == ["Leistungsteam 2"]


async def test_an_open_ticket_of_the_same_person_is_hinted_at(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r")
        assert "Offenes Ticket" not in desk.shown
        await desk.press("f2", "r")
        (ticket,) = open_tickets(day)
        assert f"▲ Offenes Ticket {ticket.number}, Leistungsteam 1, fällig Mi 25.11. 08:30" in desk.shown


async def test_nobody_can_be_promised_a_call_without_a_way_to_reach_them(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "r", "f2")
        assert "weder eine Telefonnummer noch ein anderer Weg" in field(desk, "phone").error
        assert "Bitte nach einer Nummer fragen" in field(desk, "phone").error
        assert open_tickets(day) == ()
        field(desk, "other_way").text = "Brief"
        await desk.press("f2")
        assert "Wir melden uns bei Ihnen bis Mittwoch" in desk.notice
        assert open_tickets(day)[0].other_way == "Brief"


async def test_a_wish_after_the_due_instant_is_kept_and_flagged(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r")
        field(desk, "wish").text = "do 9-11"
        await desk.pilot.pause()
        assert "▲ nach der Frist" in desk.shown
        field(desk, "wish").text = "um halb"
        await desk.press("f2")
        assert "versteht das Programm nicht" in field(desk, "wish").error
        field(desk, "wish").text = "do 9-11"
        await desk.press("f2")
        assert "Der Wunschtermin liegt nach der Frist" in desk.notice
        (ticket,) = open_tickets(day)
        assert ticket.wish_misses
        assert f"{ticket.due_at:%d.%m. %H:%M}" == "25.11. 07:30"


async def test_an_emergency_is_due_today_and_needs_a_reason(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r")
        desk.app.screen.query_one("#urgency", OneOf).focus()
        await desk.press("3")
        assert "fällig heute 16:00" in desk.shown
        await desk.press("f2")
        assert "fehlt die Begründung" in field(desk, "urgency_reason").error
        field(desk, "urgency_reason").text = "Strom gesperrt"
        await desk.press("f2")
        assert "Wir rufen Sie bis heute, 16 Uhr, an." in desk.notice
        assert open_tickets(day)[0].urgency is Urgency.EMERGENCY


async def test_a_concern_that_is_an_emergency_needs_no_reason(office: Office, clock) -> None:
    office.book(540, phone="+493023125115", concern="Finanzielle Notlage / ausbleibende Zahlung")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("r", "f2")
        assert "Mo 23.11. 16:00" in desk.notice
        assert open_tickets(office)[0].urgency is Urgency.EMERGENCY


async def test_a_form_that_is_put_aside_comes_back_as_it_was(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("r", "3", "escape")  # another team than the usual one
        assert "Geparkt: Rückruf · 09:00 Schmidt, Peter" in desk.notice
        assert "Entwurf" in desk.shown
        await desk.press("2", "f6")
        assert isinstance(desk.app.screen, TicketForm)
        assert desk.app.screen.query_one("#team", OneOf).chosen == day.team("Leistungsteam 2")
        await desk.press("f2")
        assert "Leistungsteam 2" in desk.notice  # said where one is now, not only where it was opened
        assert Drafts.of(desk.app).parked == ()
        await desk.press("r", "escape")
        assert Drafts.of(desk.app).parked == ()  # nothing was typed


async def test_a_call_is_taken_down_with_name_and_number_and_the_hint_comes_while_typing(day: Office, clock) -> None:
    promise(day)
    (known,) = open_tickets(day)
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("n", "3")
        assert desk.dialog == "Rückruf aus einem Anruf"
        await desk.type("Groß")
        await desk.press("f2")
        assert "fehlt, worum es geht" in desk.shown
        field(desk, "phone").text = "030/23125115"
        for _ in range(30):
            await desk.pilot.pause(0.05)
            if known.number in desk.shown:
                break
        assert f"Offenes Ticket {known.number}" in desk.shown
        await desk.type("umzugsw")
        await desk.press("enter", "f2")
        made = next(line for line in open_tickets(day) if line.id != known.id)
        assert (made.name, made.concern, made.phone) == ("Groß", "Umzugswunsch", "+493023125115")
        assert ticket_of(day, made.id).origin is TicketOrigin.CALL


async def test_the_team_of_a_call_follows_its_concern_and_the_next_form_is_empty(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("n", "3")
        await desk.type("meier")
        form = desk.app.screen
        form.set_focus(form.query_one("#concern", Picker).entry)
        await desk.type("mitteilung einer ver")
        await desk.press("enter")
        teams = {team.id: team.name for team in day.desk.read(Teams(day.branch_id))}
        assert teams[form.query_one("#team", OneOf).chosen] == "Eingangszone"
        await desk.press("escape")
        assert len(Drafts.of(desk.app).parked) == 1
        await desk.press("n", "3")
        assert desk.app.screen.query_one("#family", FormField).text == ""


async def test_each_person_gets_a_promise_of_their_own(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("space", "down", "space", "r")
        assert "Jeder Person wird ein eigener Rückruf zugesagt" in desk.notice
        assert desk.dialog == ""


async def test_the_record_promises_too_and_shows_what_was_promised(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("enter", "enter")
        assert "kein Rückruf zugesagt" in desk.shown
        await desk.press("r", "f2", "enter")
        (ticket,) = open_tickets(day)
        assert f"{ticket.number} · Leistungsteam 1 · fällig Mi 25.11. 08:30" in desk.shown
        await desk.press("enter")
        assert desk.dialog == "Rückruf"
        assert "aus einem Termin" in desk.shown
        await desk.press("enter")
        assert desk.dialog == "Termin"


async def test_a_branch_without_a_team_is_told_so(admin, clock) -> None:
    branch = new_id()
    admin.perform(admin.new(AddBranch, branch_id=branch, code="OST", name="Geschäftsstelle Ost"))
    async with at_desk(lambda: admin, clock) as desk:
        await desk.press("n", "3")
        assert "hat noch kein Team" in desk.shown
        await desk.press("f2")
        assert desk.dialog == "Rückruf aus einem Anruf"

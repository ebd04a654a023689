"""*Heute*: an appointment that ends with a promised call (D9): `e 2 F2 F2`, one change."""

import pytest

from backoffice.desk.arrivals import Arrive, Leave
from backoffice.desk.cancelling import CancelByOffice
from backoffice.desk.record import RecordOf
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.domain.terms import Outcome
from backoffice.screens.drafts import Drafts
from backoffice.screens.outcome import OutcomeDialog
from backoffice.screens.ticket_form import TicketForm
from tests.driver import at_desk
from tests.office import Office
from tests.promising import promise
from tests.slow_desk import SlowDesk

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def one(office: Office) -> str:
    """Somebody who is expected, with a phone."""
    return office.book(500, name="Arndt, Ida", phone="+493023125115")


def tickets(office: Office):
    return office.desk.read(TicketsOf(office.branch_id, office.desk.clock.now())).lines


def outcomes(office: Office, appointment_id: str) -> set[Outcome]:
    record = office.desk.read(RecordOf(appointment_id, office.desk.clock.now()))
    return {outcome.kind for outcome in record.outcomes}


async def test_four_keys_make_the_promise_and_the_ending_together(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "2", "f2")
        assert isinstance(desk.app.screen, TicketForm)
        assert office.status(one) == "booked"
        await desk.press("f2")
        (ticket,) = tickets(office)
        assert (office.status(one), ticket.appointment_id, ticket.phone) == ("done", one, "+493023125115")
        assert ticket.number in desk.notice
        assert "Sagen Sie: Wir rufen Sie bis Mittwoch, 8:30 Uhr, an." in desk.notice
        await desk.press("u")
        assert (office.status(one), tickets(office)) == ("booked", ())


async def test_it_combines_with_other_outcomes(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "2", "f2", "f2")
        assert outcomes(office, one) == {Outcome.SETTLED, Outcome.CALLBACK}


async def test_a_promise_that_stands_is_the_one_that_is_meant(office: Office, one: str, clock) -> None:
    made = promise(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "2", "f2")
        assert office.status(one) == "done"
        assert [ticket.id for ticket in tickets(office)] == [made]


async def test_parked_between_the_two_it_waits_with_all_that_was_said(office: Office, one: str, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("e", "1", "2", "f2", "escape")
        assert (office.status(one), tickets(office)) == ("booked", ())
        (draft,) = Drafts.of(desk.app).parked
        assert draft.about == one
        await desk.press("f6", "enter")
        assert isinstance(desk.app.screen, TicketForm)
        await desk.press("f2")
        assert outcomes(office, one) == {Outcome.SETTLED, Outcome.CALLBACK}
        assert len(tickets(office)) == 1


async def test_where_it_cannot_be_saved_the_form_is_kept(office: Office, one: str, clock) -> None:
    slow = SlowDesk(office.desk)
    slow.gate.set()
    async with at_desk(lambda: slow, clock) as desk:
        await desk.press("e", "2", "f2")
        slow.slow = slow.broken = {"finish"}
        await desk.press("f2")
        assert len(Drafts.of(desk.app).parked) == 1
        assert (office.status(one), tickets(office)) == ("booked", ())
        slow.broken = set()
        await desk.press("f6", "enter", "f2")
        assert office.status(one) == "done"
        assert len(tickets(office)) == 1


async def test_several_people_are_promised_one_by_one(office: Office, one: str, clock) -> None:
    office.book(520, name="Brecht, Bo")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("space", "down", "space", "e", "2")
        assert isinstance(desk.app.screen, OutcomeDialog)
        assert "eine Zusage gilt einer Person" in "\n".join(desk.lines)


async def test_an_ending_that_owes_something_is_answered_with_x(office: Office, one: str, clock) -> None:
    other = office.book(700, name="Brecht, Bo")
    for appointment_id in (one, other):
        if appointment_id == other:
            office.desk.perform(office.desk.new(CancelByOffice, appointment_id=other))
        else:
            office.desk.perform(office.desk.new(Arrive, appointment_id=one))
            office.desk.perform(office.desk.new(Leave, appointment_id=one))
    async with at_desk(lambda: office.desk, clock) as desk:
        assert "ohne Anschluss-Zusage 2" in "\n".join(desk.lines)
        for appointment_id, wanted in ((one, "Kund:in verzichtet"), (other, "schriftlich beantwortet")):
            desk.records.move_to(appointment_id)
            await desk.press("x")
            shown = "\n".join(desk.lines)
            number = next(line for line in shown.splitlines() if wanted in line).split(wanted)[0].split()[-1]
            await desk.press(number)
            await desk.type("Brief vom 24.11.")
            await desk.press("f2")
        assert "ohne Anschluss-Zusage 0" in "\n".join(desk.lines)
        await desk.press("u")
        assert "ohne Anschluss-Zusage 1" in "\n".join(desk.lines)

"""z: who is responsible, agreed on the phone or asked in the program, as the branch of the customer works it."""

from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.record import RecordOf
from backoffice.desk.responsibility import SetRules
from backoffice.desk.takeover_views import TakeoversAbout
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.tickets import NewTicket, Reach
from backoffice.domain.ids import new_id
from backoffice.domain.rules import Rule
from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Area, Channel, Outcome
from backoffice.screens.asking_forms import AskForm
from backoffice.screens.commitment_form import CommitmentForm
from backoffice.screens.drafts import Drafts
from backoffice.screens.responsible import ResponsibleDialog
from backoffice.screens.ticket_dialogs import HandOverForm
from backoffice.screens.ticket_form import TicketForm
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalPayload, JournalRow
from backoffice.store.tables.takeovers import Takeover
from backoffice.widgets.form_field import FormField
from backoffice.widgets.notice_line import NoticeLine
from tests.driver import at_desk
from tests.office import MONDAY, Office
from tests.promising import promise, ticket_of
from tests.ticket_desk import until
from tests.two_branches import TwoBranches, two_branches

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

STREET = "Beispielstraße"


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


@pytest.fixture
def three(both: TwoBranches) -> TwoBranches:
    """A third branch SUED, and rules: a street of NORD, a postcode of SUED."""
    admin, south = both.office.desk, new_id()
    admin.perform(
        admin.new(
            AddBranch,
            branch_id=south,
            code="SUED",
            name="Geschäftsstelle Süd",
            front_desk_phone="030 23125-740",
            teams=(NewTeam(name="Leistungsteam Süd", area=Area.BENEFITS),),
        )
    )
    rules = (
        Rule(new_id(), 10, 1, both.north, postcode="00112", street=STREET, first_number="1", last_number="19"),
        Rule(new_id(), 20, 2, south, postcode="00112"),
        Rule(new_id(), 20, 3, both.mitte, postcode="00113"),
    )
    admin.perform(admin.new(SetRules, rules=rules))
    return both


def hinted(both: TwoBranches, appointment_id: str, reason: str = "00112, Beispielstraße") -> None:
    """What the reading of a booking file leaves on an appointment."""
    a = table(Appointment)
    values = {"responsible_branch_id": both.north, "responsible_reason": reason}
    both.office.desk.store.write(
        lambda tx: tx.connection.execute(sa.update(a).where(a.c.id == appointment_id).values(**values))
    )


def requests(both: TwoBranches, appointment_id: str) -> tuple[Any, ...]:
    return both.here.read(TakeoversAbout(appointment_id, both.here.clock.now()))


def outcomes(both: TwoBranches, appointment_id: str) -> Any:
    return both.here.read(RecordOf(appointment_id, both.here.clock.now())).outcomes


async def test_three_keys_note_what_was_agreed_on_the_phone(three: TwoBranches, clock) -> None:
    one = three.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z")
        assert desk.dialog == "Zuständigkeit · 10:00 Yıldız, Elif"
        assert "Geschäftsstelle Nord · Eingangszone 030 23125-720" in desk.shown
        await desk.press("1")
        await desk.press("f2")
        assert desk.notice.startswith(
            "Yıldız, Elif: Übernahme mit Geschäftsstelle Nord vereinbart: Mo 23.11. 10:00–10:20, persönlich."
        )
        assert "Sagen Sie: Ihr Termin ist heute um 10:00 Uhr in der Geschäftsstelle Nord, Musterweg 2." in desk.notice
        (row,) = three.rows(three.north)
        assert (row.start_minute, three.office.status(one)) == (600, "taken_over")
        (line,) = requests(three, one)
        assert (line.stand, line.agreed_with, line.reason) == (
            Stand.AGREED, "Eingangszone Nord", "nach der Buchungsliste",
        )  # fmt: skip
        await desk.press("u")
        assert (three.office.status(one), three.rows(three.north)) == ("booked", [])


async def test_three_keys_ask_and_what_waits_is_shown_and_taken_back(three: TwoBranches, clock) -> None:
    one = three.office.book(600, name="Yıldız, Elif")
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z", "2")
        assert isinstance(desk.app.screen, AskForm)
        assert "Antwort bis     08:45" in desk.shown
        clock.advance(minutes=2)  # the fifteen minutes begin when it is saved
        await desk.press("f2")
        assert desk.notice.startswith(
            "Yıldız, Elif: Übernahme bei Geschäftsstelle Nord angefragt, Antwort bis 08:47. Bis dahin bleibt der "
            "Termin bei uns. Eingangszone dort: 030 23125-720."
        )
        (asked,) = three.lines(three.there)
        assert (asked.stand, asked.reason, asked.waits_here) == (Stand.WAITING, "nach der Buchungsliste", True)
        await desk.press("z")
        assert "an Geschäftsstelle Nord: wartet auf Antwort bis 08:47" in desk.shown
        await desk.press("2")
        assert isinstance(desk.app.screen, ResponsibleDialog)
        assert (
            "Geschäftsstelle Nord ist schon gefragt, Antwort bis 08:47" in desk.app.screen.query_one(NoticeLine).text
        )
        await desk.press("3")
        assert desk.notice.startswith("Yıldız, Elif: Anfrage an Geschäftsstelle Nord zurückgezogen.")
        assert [line.stand for line in requests(three, one)] == [Stand.WITHDRAWN]
        await desk.press("enter")
        assert "an Geschäftsstelle Nord: zurückgezogen" in desk.shown
        await desk.press("z")
        assert isinstance(desk.app.screen, ResponsibleDialog)


async def test_a_typed_address_finds_the_branch_and_is_kept_nowhere(three: TwoBranches, clock) -> None:
    one = three.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z", "1")
        assert desk.app.screen.query_one(NoticeLine).text == "Welche Geschäftsstelle? Eine Ziffer wählt."
        await desk.press("slash")
        await desk.type("00112")
        await desk.press("enter")
        await desk.type("Beispielstr. 7")
        await until(desk, "sicher: PLZ 00112, Beispielstraße 1–19")
        assert "Geschäftsstelle Nord · Eingangszone 030 23125-720" in desk.shown
        await desk.press("escape", "z")
        assert "Beispiel" not in desk.shown
        assert Drafts.of(desk.app).parked == ()
        await desk.press("slash")
        await desk.type("00112")
        await desk.press("enter")
        await desk.type("Beispielstr. 7")
        await until(desk, "sicher: PLZ 00112, Beispielstraße 1–19")
        await desk.press("enter", "enter", "2")
        assert isinstance(desk.app.screen, AskForm)
        await desk.press("enter")
        await desk.type("10.30")
        await desk.press("escape")
        (draft,) = Drafts.of(desk.app).parked
        assert "00112" not in str(draft)
        assert "Beispiel" not in str(draft)
        await desk.press("f6", "f2")
        (line,) = requests(three, one)
        assert line.reason == "nach den Regeln zuständig (PLZ, Straße, Hausnummer)"
        assert (line.wish_day, line.wish_start) == (MONDAY, 630)
        rows = table(JournalRow)
        written = (
            sa.select(table(JournalPayload)),
            sa.select(rows).where(rows.c.entity != "responsibility_rule"),
            sa.select(table(Takeover)),
        )
        stored = three.office.desk.store.read(lambda c: str([c.execute(one).all() for one in written]))
        assert "nach den Regeln" in stored
        assert not [said for said in ("00112", "Beispielstr") if said in stored]


async def test_another_branch_is_one_step_away(three: TwoBranches, clock) -> None:
    one = three.office.book(500, name="Yıldız, Elif", phone="+493023125115", channel=Channel.PHONE)
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z", "tab", "2")
        assert "Geschäftsstelle Süd · Eingangszone 030 23125-740" in desk.shown
        await desk.press("2")
        assert isinstance(desk.app.screen, AskForm)
        await desk.press("f2")
        assert "Grund" in desk.app.screen.query_one("#reason", FormField).error
        await desk.type("umgezogen")
        await desk.press("f2")
        (line,) = requests(three, one)
        assert (line.other, line.waits_here) == ("Geschäftsstelle Süd", False)
        await desk.press("z")  # whoever is asked already may say yes by phone
        assert "Geschäftsstelle Süd · Eingangszone 030 23125-740" in desk.shown


async def test_a_protected_person_travels_only_where_somebody_says_so(three: TwoBranches, clock) -> None:
    one = three.office.book(600, name="Yıldız, Elif", protected=True)
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z", "2")
        assert isinstance(desk.app.screen, ResponsibleDialog)
        assert "nicht von selbst" in desk.app.screen.query_one(NoticeLine).text
    async with at_desk(lambda: three.office.desk, clock, branch="MITTE") as desk:
        await desk.press("z", "2", "f2")
        assert isinstance(desk.app.screen, AskForm)
        assert "nicht von selbst" in desk.app.screen.query_one(NoticeLine).text
        desk.app.screen.query_one("#knowingly").focus()
        await desk.press("1", "f2")
        assert [line.stand for line in requests(three, one)] == [Stand.WAITING]


async def test_a_call_goes_to_a_team_of_the_responsible_branch(three: TwoBranches, clock) -> None:
    one = three.office.book(500, name="Yıldız, Elif", phone="+493023125115")
    ticket = promise(three.office, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("2", "z", "slash")
        assert desk.dialog.startswith("Zuständigkeit · R-")
        await desk.type("00112")
        await desk.press("enter")
        await desk.type("Beispielweg 30")
        await until(desk, "Die Straße steht in keiner Regel")
        assert "Geschäftsstelle Süd · Eingangszone 030 23125-740" in desk.shown
        await desk.press("enter", "enter", "1")
        assert isinstance(desk.app.screen, HandOverForm)
        await desk.press("f2")
        record = ticket_of(three.office, ticket)
        assert record.line.team == "Leistungsteam Süd"
        assert [move.reason for move in record.moves] == ["nach den Regeln zuständig (PLZ)"]


async def test_a_time_they_agreed_to_ends_the_talk_here(three: TwoBranches, clock) -> None:
    one = three.office.book(510, name="Yıldız, Elif", phone="+493023125115")
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("e", "7", "f2")
        assert isinstance(desk.app.screen, CommitmentForm)
        assert (three.office.status(one), desk.dialog) == ("booked", "Zusage · 08:30 Yıldız, Elif")
        await desk.press("f2")  # alone it promises nothing that nobody promised
        assert (three.office.status(one), three.rows(three.north)) == ("booked", [])
        for id_, text in (("agreed_with", "Eingangszone Nord"), ("day", "heute"), ("time", "10:00")):
            desk.app.screen.query_one(f"#{id_}", FormField).text = text
        await desk.press("f2")
        (row,) = three.rows(three.north)
        assert (row.start_minute, three.office.status(one)) == (600, "done")
        assert "Folgetermin Mo 23.11. 10:00–10:20 gebucht (Geschäftsstelle Nord, Leistung Nord)" in desk.notice
        assert "Ihr Termin ist heute um 10 Uhr in der Geschäftsstelle Nord, Musterweg 2." in desk.notice
        (outcome,) = outcomes(three, one)
        assert (outcome.kind, outcome.contact) == (Outcome.COMMITMENT, "Eingangszone Nord")
        await desk.press("u")
        assert (three.office.status(one), three.rows(three.north)) == ("booked", [])


async def test_a_call_they_agreed_to_is_a_ticket_of_their_team(three: TwoBranches, clock) -> None:
    one = three.office.book(510, name="Yıldız, Elif", phone="+493023125115")
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("e", "7", "f2")
        desk.app.screen.query_one("#agreed_with", FormField).text = "Eingangszone Nord"
        desk.app.screen.query_one("#promised").focus()
        await desk.press("2", "f2")
        assert isinstance(desk.app.screen, TicketForm)
        assert (desk.dialog, "Leistungsteam Nord" in desk.shown) == ("Rückruf dort · 08:30 Yıldız, Elif", True)
        await desk.press("escape")
        assert three.office.status(one) == "booked"
        await desk.press("e", "f2")  # the form that was parked between the two comes back with all that was said
        (outcome,) = outcomes(three, one)
        assert (outcome.kind, outcome.contact) == (Outcome.COMMITMENT, "Eingangszone Nord")
        (ticket,) = three.there.read(TicketsOf(three.north, clock.now())).lines
        assert (ticket.team, ticket.branch) == ("Leistungsteam Nord", "NORD")
        assert f"Rückruf {ticket.number} durch Leistungsteam Nord" in desk.notice


async def test_what_they_promised_themselves_is_linked_by_itself(three: TwoBranches, clock) -> None:
    one = three.office.book(510, name="Yıldız, Elif", phone="+493023125115")
    asked = three.ask(one)
    number = three.there.draw_number()
    ticket = NewTicket(number=number, team_id=three.team(), reach=Reach(phone="030 23125115"))
    three.commit(asked, ticket=ticket)
    async with at_desk(lambda: three.here, clock, size=(100, 30)) as desk:
        await desk.press("e")
        await until(desk, f"Rückruf {number} (EZ-N1)")
        await desk.press("7", "f2")
        assert three.office.status(one) == "done"
        (outcome,) = outcomes(three, one)
        assert (outcome.kind, outcome.contact) == (Outcome.COMMITMENT, "EZ-N1")
        await desk.press("enter")
        assert f"an Geschäftsstelle Nord: Rückruf {number} (zugesagt von EZ-N1)" in desk.shown

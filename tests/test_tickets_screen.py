"""The screen *Rückrufe* as a person works it."""

import pytest

from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.ticket_calls import AcceptTicket, DialTicket
from backoffice.desk.ticket_closing import ByAppointment, CloseTicket
from backoffice.desk.tickets import ChangeReach, Reach
from backoffice.domain.terms import AttemptResult, Role, Urgency
from backoffice.domain.tickets import ClosedAs, TicketStatus
from backoffice.screens.drafts import Drafts
from backoffice.themes import PALETTES
from backoffice.widgets.form_field import FormField
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import Office
from tests.promising import open_tickets, promise, second_branch, ticket_of, work
from tests.test_themes import unreadable
from tests.ticket_desk import again, fill, names, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def house(office: Office) -> tuple[Office, dict[str, str]]:
    """Five promises, one of each kind."""
    return office, fill(office)


async def shown(desk: Driver, ticket_id: str) -> None:
    """Screen 2 with the cursor on a ticket."""
    await desk.press("2")
    assert desk.records.move_to(ticket_id)
    await desk.settle()


def field(desk: Driver, id_: str) -> FormField:
    return desk.app.screen.query_one(f"#{id_}", FormField)


# --- looking -----------------------------------------------------------------------------------------------------


async def test_the_own_team_is_shown_first_by_what_is_due(house, clock) -> None:
    office, _ = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        assert "mein Team" in desk.lines[0]
        assert "2 Rückrufe 5 (1 überf.)" in desk.lines[1]
        assert "‹mein Team› 4 · alle Teams 5 · abgegeben 1" in desk.lines[2]
        assert names(desk) == ["Kowalska", "Schmidt", "Ben Salah", "Груздева"]
        assert "überf. 30 min" in desk.shown
        assert "NOTF" in desk.shown
        assert "1 Versuch" in desk.shown
        assert "angenommen Test" in desk.shown
        await desk.press("right")
        assert names(desk) == ["Kowalska", "Schmidt", "Ben Salah", "Груздева", "Weiß"]
        await desk.press("right")
        assert names(desk) == ["Weiß"]  # made here, for another team
        await desk.press("right")
        assert "wurde kein Rückruf abgeschlossen" in desk.shown
        await desk.press("right", "1")
        assert "Heute" in desk.lines[1]
        assert "keine Liste" in desk.lines[0]


async def test_who_is_reachable_now_comes_first_by_s(house, clock) -> None:
    office, _ = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2", "s")
        assert names(desk)[0] == "Ben Salah"
        await desk.press("s")
        assert names(desk)[0] == "Kowalska"


async def test_filter_marks_and_cursor_stay_with_their_rows(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("space")
        work(office, ChangeReach, ids["tried"], desk=again(office), reach=Reach(phone="0171 3920013"))
        await desk.press("f5")
        assert desk.records.cursor_id == ids["reachable"]
        assert desk.records.marks == {ids["reachable"]}
        assert "markiert 1" in desk.lines[2]
        await desk.press("escape", "slash")
        await desk.type("kowalska")
        assert "1 von 4" in desk.lines[2]
        await desk.press("enter", "right")
        assert "von 4" not in desk.lines[2]  # another view: the filter is cleared
        await desk.press("slash")
        await desk.type("xyz")
        assert "Kein Treffer für „xyz“" in desk.shown
        await desk.press("enter", "a")
        assert "Filter verbirgt" in desk.notice


async def test_another_desks_change_shows_by_itself_on_both_screens(house, clock) -> None:
    office, ids = house
    other = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await until(desk, "2 Rückrufe 5 (1 überf.)")
        promise(office, desk=other)
        await until(desk, "2 Rückrufe 6 (1 überf.)")
        await shown(desk, ids["tried"])
        work(office, AcceptTicket, ids["reachable"], desk=other)
        await until(desk, " *Mi")
        row = desk.records.rows.row(ids["reachable"])
        assert row.status is TicketStatus.ACCEPTED
        assert desk.records.cursor_id == ids["tried"]


async def test_a_new_minute_counts_anew(house, clock) -> None:
    office, _ = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        clock.advance(days=1, minutes=1)
        for _ in range(40):
            await desk.pilot.pause(0.1)
            if "überf. 8 h" in desk.shown:
                break
        assert "überf. 8 h" in desk.shown
        assert "jetzt erreichbar" not in desk.shown


async def test_where_nothing_is_promised_the_next_key_is_named(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("2")
        assert "kein Rückruf offen. n 3 nimmt" in desk.shown
        await desk.press("left")
        assert "Sie gehören hier zu keinem Team" in desk.shown
        await desk.press("a")
        assert desk.notice == "Hier ist kein Rückruf ausgewählt."


async def test_what_cannot_be_read_is_said_with_the_way_on(house, clock, monkeypatch) -> None:
    from backoffice.desk.ticket_lines import TicketsOf
    from backoffice.domain.errors import StoreUnavailable

    office, _ = house
    real = TicketsOf.run

    def broken(*_: object) -> None:
        raise StoreUnavailable("server_unreachable")

    async with at_desk(lambda: office.desk, clock) as desk:
        monkeypatch.setattr(TicketsOf, "run", broken)
        await desk.press("2")
        assert "ließen sich nicht lesen. F5 versucht es noch einmal." in desk.shown
        monkeypatch.setattr(TicketsOf, "run", real)
        await desk.press("f5")
        assert names(desk)[0] == "Kowalska"


# --- working -----------------------------------------------------------------------------------------------------


async def test_marked_tickets_are_accepted_together_and_come_back_together(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["overdue"])
        await desk.press("space")
        desk.records.move_to(ids["reachable"])
        await desk.press("space", "a")
        assert desk.notice.startswith("2 Rückrufe: ")
        assert ticket_of(office, ids["overdue"]).line.status is TicketStatus.ACCEPTED
        assert desk.records.marks == frozenset()
        await desk.press("u")
        assert ticket_of(office, ids["overdue"]).line.status is TicketStatus.NEW
        assert ticket_of(office, ids["reachable"]).line.status is TicketStatus.NEW


async def test_a_call_from_dialling_to_its_end_and_back(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["tried"])
        await desk.press("b")
        assert desk.dialog.startswith("Anruf · R-")
        assert "█" in desk.shown
        assert "Schmidt, Peter · Nachfrage zum Bescheid" in desk.shown
        assert "bitte langsam sprechen" in desk.shown
        await desk.press("1")
        field(desk, "said").text = "Bescheid erklärt"
        await desk.press("enter")
        record = ticket_of(office, ids["tried"])
        assert (record.line.closed_as, record.closed_how) == (ClosedAs.REACHED, "Bescheid erklärt")
        assert "abgeschlossen (erreicht)" in desk.notice
        await desk.press("u")
        assert ticket_of(office, ids["tried"]).line.open
        await desk.press("u")  # the dialling itself was a change of its own
        assert ticket_of(office, ids["tried"]).line.status is TicketStatus.ACCEPTED


@pytest.mark.parametrize("text", ["", "Bescheid erklärt"])
async def test_an_answer_that_is_put_aside_after_dialling_is_a_draft(house, clock, text) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["tried"])
        await desk.press("b", "1")
        field(desk, "said").text = text
        await desk.press("escape")
        assert "Geparkt" in desk.notice
        assert "F6 holt es zurück" in desk.notice
        assert ticket_of(office, ids["tried"]).line.open
        await desk.press("f6")
        assert field(desk, "said").text == text
        await desk.press("f2")
        assert ticket_of(office, ids["tried"]).line.closed_as is ClosedAs.REACHED


async def test_a_call_that_reaches_nobody_goes_on_and_one_left_stays_in_the_call(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("b", "2")
        assert "1. Versuch ohne Erfolg, die Zusage gilt weiter" in desk.notice
        await desk.press("b", "escape")
        assert "bleibt „im Anruf“" in desk.notice
        assert "► im Anruf (Test)" in desk.shown
        await desk.press("e", "3")
        line = ticket_of(office, ids["reachable"]).line
        assert [result for _, result in line.attempts] == [AttemptResult.NO_ANSWER, AttemptResult.MESSAGE_LEFT]
        await desk.press("b", "5")
        assert ticket_of(office, ids["reachable"]).line.status is TicketStatus.ACCEPTED


async def test_nobody_dials_a_number_that_a_colleague_is_dialling(house, clock) -> None:
    office, ids = house
    mira = office.colleague("mira", "Öztürk, Mira", Role.CASEWORKER)
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        work(office, DialTicket, ids["reachable"], desk=mira)
        await desk.press("f5", "b")
        assert desk.notice.startswith("Öztürk, Mira wählt diese Nummer seit")
        assert desk.dialog == ""
        await desk.press("b")  # at once again: it is agreed
        assert desk.dialog.startswith("Anruf")


async def test_who_accepted_meanwhile_is_named_with_the_time(house, clock) -> None:
    office, ids = house
    mira = office.colleague("mira", "Öztürk, Mira", Role.CASEWORKER)
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        work(office, AcceptTicket, ids["reachable"], desk=mira)
        await desk.press("a")
        assert "Öztürk, Mira hat das Ticket um" in desk.notice
        assert "angenommen Öztürk" in desk.shown


async def test_what_was_changed_meanwhile_is_shown_beside_what_was_typed(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("f")
        field(desk, "phone").text = "030 23125116"
        work(office, ChangeReach, ids["reachable"], desk=again(office), reach=Reach(phone="0171 3920014"))
        await desk.press("f2")
        assert "liegt bei den Entwürfen (F6)" in desk.notice
        assert ticket_of(office, ids["reachable"]).phone == "+491713920014"
        await desk.press("f6")
        assert "dort steht jetzt: Telefon 01713920014, Wunsch —" in desk.shown
        assert field(desk, "phone").text == "030 23125116"
        await desk.press("f2")
        assert ticket_of(office, ids["reachable"]).phone == "+493023125116"
        assert Drafts.of(desk.app).parked == ()


async def test_how_somebody_is_reached_and_how_urgent_it_is_change_in_one_form(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("f", "f2")
        assert desk.notice == "An den Angaben ist nichts geändert."
        await desk.press("f")
        field(desk, "wish").text = "ab 15"
        desk.app.screen.query_one("#urgency").focus()
        await desk.press("3", "f2")
        assert "fehlt die Begründung" in field(desk, "urgency_reason").error
        field(desk, "urgency_reason").text = "Sperre droht"
        await desk.press("f2")
        record = ticket_of(office, ids["reachable"])
        assert (record.line.urgency, record.line.wish.start) == (Urgency.EMERGENCY, 900)
        assert f"{record.line.due_at:%d.%m. %H:%M}" == "23.11. 15:00"
        await desk.press("u")
        record = ticket_of(office, ids["reachable"])
        assert (record.line.urgency, record.line.wish.start) == (Urgency.NORMAL, 480)


async def test_other_ends_an_answer_in_writing_an_appointment_a_word_in_between(house, clock) -> None:
    office, ids = house
    coming = office.book(600, name="Schmidt, Peter", customer_number="214C345678")
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["tried"])
        await desk.press("e", "6")
        assert "erst nach 3 Versuchen an 2 Halbtagen (1/1)" in desk.shown
        await desk.press("8")
        field(desk, "day").text = "heute"
        field(desk, "time").text = "7"
        field(desk, "how").text = "am Telefon"
        await desk.press("f2")
        assert "Zeitpunkt" in field(desk, "time").error
        field(desk, "time").text = "14"
        await desk.press("f2")
        assert "Zwischennachricht" in desk.notice
        assert len(ticket_of(office, ids["tried"]).interims) == 1
        await desk.press("e", "7", "1")
        field(desk, "how").text = "am Telefon gesagt"
        await desk.press("f2")
        record = ticket_of(office, ids["tried"])
        assert record.line.closed_as is ClosedAs.APPOINTMENT
        assert record.closing_appointment.id == coming
        desk.records.move_to(ids["letter"])
        await desk.press("e", "6")
        field(desk, "said").text = "Brief vom 23.11."
        await desk.press("enter")
        assert ticket_of(office, ids["letter"]).line.closed_as is ClosedAs.WRITTEN
        await desk.press("left")  # what is closed
        assert set(names(desk)) == {"Schmidt", "Груздева"}
        await desk.press("e")
        assert "schon abgeschlossen" in desk.notice


async def test_it_is_handed_on_returned_given_back_and_voided_with_reasons(house, clock) -> None:
    office, ids = house
    second_branch(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("w")
        listed = desk.shown
        assert listed.index("Leistungsteam 2") < listed.index("Leistungsteam Nord")
        await desk.press("2", "f2")
        assert "„Grund“ ist leer" in field(desk, "reason").error
        await desk.type("dort bekannt")
        await desk.press("f2")
        assert "an Leistungsteam 2 weitergegeben; fällig bleibt es Mi 25.11. 08:30" in desk.notice
        assert "Ben Salah" not in names(desk)
        await desk.press("right", "right")
        assert names(desk) == ["Ben Salah", "Weiß"]
        desk.records.move_to(ids["reachable"])
        await desk.press("x", "1")
        await desk.type("doch unseres")
        await desk.press("enter")
        assert ticket_of(office, ids["reachable"]).team.name == "Leistungsteam 1"
        await desk.press("left", "left")
        desk.records.move_to(ids["letter"])
        await desk.press("x", "2")
        assert ticket_of(office, ids["letter"]).line.status is TicketStatus.NEW
        await desk.press("x", "2")
        assert "noch niemand hat es angenommen" in desk.shown
        await desk.press("3")
        await desk.type("doppelt")
        await desk.press("enter")
        assert ticket_of(office, ids["letter"]).line.closed_as is ClosedAs.VOID


async def test_marked_tickets_are_handed_on_together(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["tried"])
        await desk.press("space")
        desk.records.move_to(ids["reachable"])
        await desk.press("space", "w")
        assert desk.dialog == "Weitergeben · 2 markiert"
        await desk.press("3")
        await desk.type("Team 2 hilft aus")
        await desk.press("f2")
        assert desk.notice.startswith("2 Rückrufe: ")
        assert {line.team for line in open_tickets(office) if line.id in (ids["tried"], ids["reachable"])} == {
            "Leistungsteam 2"
        }


async def test_notes_and_copies(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["tried"])
        await desk.press("i")
        await desk.type("Mailbox")
        await desk.press("enter")
        assert [note.text for note in ticket_of(office, ids["tried"]).notes] == ["bitte langsam sprechen", "Mailbox"]
        await desk.press("c", "2")
        assert desk.app.clipboard == "030 23125115"
        assert desk.notice == "Kopiert: 030 23125115"
        await desk.press("c", "3")
        number = ticket_of(office, ids["tried"]).line.number
        assert desk.app.clipboard.startswith(f"Rückruf {number} · Schmidt, Peter · Nachfrage zum Bescheid")
        assert desk.notice == f"Kopiert: {desk.app.clipboard.strip()}" or desk.app.clipboard in desk.notice


async def test_a_change_of_the_other_screen_is_shown_before_it_is_taken_back(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("a", "1", "u")
        assert desk.notice.startswith("Rückgängig: ")
        assert ticket_of(office, ids["reachable"]).line.status is TicketStatus.ACCEPTED
        await desk.press("u")
        assert ticket_of(office, ids["reachable"]).line.status is TicketStatus.NEW


# --- the record, covers, the palette -----------------------------------------------------------------------------


async def test_the_record_shows_everything_and_takes_back_an_older_change(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock, size=(100, 60)) as desk:
        await shown(desk, ids["tried"])
        await desk.press("enter")
        for text in ("bitte langsam sprechen", "keine Antwort", "48-Stunden-Regel nach Arbeitstagen", "214C345678"):
            assert text in desk.shown
        assert "Rückruf zugesagt" in desk.shown
        await desk.press("enter")
        assert "Es gibt keinen Termin dazu" in desk.shown
        await desk.press("u")
        assert "Zurücknehmen: Anrufversuch ohne Erfolg" in desk.shown
        await desk.press("u")
        assert ticket_of(office, ids["tried"]).attempts == ()
        await desk.press("enter", "f")
        assert desk.dialog.startswith("Angaben zum Rückruf")


async def test_what_the_customer_may_see_is_the_promised_instant_alone(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("f8")
        assert "Wir rufen Sie an bis" in desk.shown
        assert "█" in desk.shown
        assert "Ben Salah" not in desk.shown
        await desk.press("x", "f9")
        assert "Ben Salah" not in desk.shown
        await desk.press("x")
        assert "Ben Salah" in desk.shown


async def test_the_palette_knows_the_letters_of_this_screen(house, clock) -> None:
    office, ids = house
    async with at_desk(lambda: office.desk, clock) as desk:
        await shown(desk, ids["reachable"])
        await desk.press("ctrl+p")
        await desk.type("weitergeb")
        await desk.press("enter")
        assert desk.dialog.startswith("Weitergeben")


# --- how it looks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_it_fits_every_window(house, clock, size) -> None:
    import phonenumbers  # noqa: F401  (numbers are spaced once it is loaded)

    office, ids = house
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await shown(desk, ids["tried"])
        assert_frame(desk.app, f"tickets_{size[0]}x{size[1]}")
        await desk.press("enter")
        assert_frame(desk.app, f"ticket_record_{size[0]}x{size[1]}")
        await desk.press("escape", "b")
        assert_frame(desk.app, f"ticket_dial_{size[0]}x{size[1]}")


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_text_is_readable_in_every_theme(house, clock, theme) -> None:
    office, _ = house
    async with at_desk(lambda: office.desk, clock, size=(140, 45)) as desk:
        desk.app.theme = theme
        await desk.press("2")
        assert unreadable(desk.app) == []
        await desk.press("b")
        assert unreadable(desk.app) == []
        await desk.press("escape", "f")
        assert unreadable(desk.app) == []


# --- found by F3 -------------------------------------------------------------------------------------------------


async def test_a_promise_whose_appointment_fell_away_is_there_again_and_a_takes_it_back(house, clock) -> None:
    office, _ = house
    made, coming = promise(office), office.book(900, name="Kanarius, Ida")
    end = ByAppointment(appointment_id=coming, how="am Telefon")
    work(office, CloseTicket, made, end=end)
    office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=coming))
    async with at_desk(lambda: office.desk, clock, size=(120, 40)) as desk:
        await shown(desk, made)
        assert "Termin weggefallen" in desk.shown
        await desk.press("a")
        assert not ticket_of(office, made).line.fell_away
        assert "wieder offen und angenommen" in desk.notice


async def test_a_ticket_is_found_by_number_name_and_phone_and_opened(house, clock) -> None:
    office, ids = house
    office.book(540, name="Schmidt, Petra")
    number = ticket_of(office, ids["tried"]).line.number
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("f3")
        await desk.type("schmidt")
        await desk.pilot.pause(0.3)
        await desk.settle()
        assert number in desk.shown
        assert "Schmidt, Petra" in desk.shown
        await desk.press("enter")
        assert desk.dialog == "Rückruf"
        assert "2 Rückrufe" in desk.app.screen_stack[0].query_one("ScreensLine").pieces(80)[2][0]
        await desk.press("escape")
        assert desk.records.cursor_id == ids["tried"]
        await desk.press("f3")
        await desk.type(number.removeprefix("R-").lower())
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        assert desk.dialog == "Rückruf"
        await desk.press("escape", "f3")
        await desk.type("petra")
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        assert desk.selected == "Schmidt, Petra"


async def test_a_form_that_is_open_when_one_goes_to_a_ticket_is_kept(house, clock) -> None:
    office, ids = house
    office.book(540, name="Schmidt, Petra", phone="+493023125115")
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("r", "3", "f3")
        await desk.type("kowalska")
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        assert desk.dialog == "Rückruf"
        await desk.press("escape")
        assert desk.records.cursor_id == ids["overdue"]
        assert [draft.label for draft in Drafts.of(desk.app).parked] == ["Rückruf · 09:00 Schmidt, Petra"]
        await desk.press("1")
        assert desk.dialog == ""

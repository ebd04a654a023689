"""The screen *Heute* as a person works it."""

import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.desk import Desk
from backoffice.desk.noting import AddNote
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel
from backoffice.store.store import open_store
from tests.driver import at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def day(office: Office) -> Office:
    """Six appointments, one of each kind that needs looking at."""
    office.book(500, name="Müller-Lüdenscheidt, Jörg", concern="Umzugswunsch")
    office.book(505, place=None, name="[b]Meyer[/b], Jan")
    office.book(
        540,
        name="Kowalska, Małgorzata",
        concern="Finanzielle Notlage / ausbleibende Zahlung",
        phone="+491713920013",
        customer_number="214B234567",
    )
    office.book(
        540,
        place="L1-2",
        name="Schmidt, Peter",
        channel=Channel.PHONE,
        phone="+493023125115",
        remark="gelber Zettel liegt vor",
    )
    office.book(
        600, place="L2-1", name="Ben Salah, Youssef", channel=Channel.PHONE, concern="Anrechnung von Einkommen"
    )
    office.book(620, place="L2-1", name="Груздева, Ольга", status=Status.PRESUMED_CANCELLED)
    return office


def again(office: Office) -> Desk:
    """A second connection to the same store, as another desk has it."""
    store = open_store(str(office.desk.store.place.path), office.desk.clock)
    return Desk(store, office.desk.login, "desk-2", office.desk.clock)


async def test_the_cursor_starts_on_the_first_open_row(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        assert desk.selected == "Müller-Lüdenscheidt, Jörg"
        assert "Geschäftsstelle Mitte" in desk.lines[0]
        assert "offen 6" in desk.lines[2]
        assert "ohne Platz 1" in desk.lines[2]


async def test_arriving_says_who_and_how_to_go_back_and_undo_goes_back(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("a")
        assert desk.notice == "Müller-Lüdenscheidt, Jörg: ist da."
        assert "wartet 0 min" in desk.shown
        assert "u rückgängig" in desk.lines[-2]
        assert "wartet 1" in desk.lines[2]
        await desk.press("u")
        assert desk.notice == "Müller-Lüdenscheidt, Jörg: zurückgenommen: ist da."
        assert "wartet 0 min" not in desk.shown


async def test_an_old_change_is_shown_before_it_is_taken_back(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("a")
        clock.advance(minutes=3)
        await desk.press("u")
        assert desk.notice.startswith("Rückgängig: Müller-Lüdenscheidt, Jörg: ist da. (08:30)")
        assert desk.records.cursor_row.status is Status.ARRIVED
        await desk.press("u")
        assert desk.records.cursor_row.status is Status.BOOKED


async def test_marked_rows_arrive_and_come_back_together(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("space", "down", "space", "down", "space")
        assert "markiert 3" in desk.lines[2]
        await desk.press("a")
        assert desk.notice == "3 Termine: Ist da."
        assert "wartet 3" in desk.lines[2]
        assert "markiert" not in desk.lines[2]
        await desk.press("u")
        assert "wartet 0" in desk.lines[2]


async def test_filtering_narrows_at_every_key_and_esc_goes_back_in_steps(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("slash")
        await desk.type("mueller")
        assert "1 von 6" in desk.lines[2]
        assert "offen 6" in desk.lines[2]
        await desk.press("enter", "a")
        assert desk.notice == "Müller-Lüdenscheidt, Jörg: ist da."
        await desk.press("escape", "escape")
        assert "von 6" not in desk.lines[2]
        await desk.press("slash")
        await desk.type("xyz")
        assert "Kein Treffer für „xyz“" in desk.shown
        await desk.press("enter", "a")
        assert "Filter verbirgt" in desk.notice


async def test_a_paste_and_a_burst_never_run_commands(day: Office, clock) -> None:
    from textual import events

    async with at_desk(lambda: day.desk, clock) as desk:
        desk.app.screen.post_message(events.Paste("aaaxe"))
        await desk.settle()
        assert {line.status for line in desk.app.screen.day.lines} == {Status.BOOKED, Status.PRESUMED_CANCELLED}
        assert "aaaxe" in desk.lines[2]


async def test_names_with_markup_stand_as_they_are(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock, size=(140, 45)) as desk:
        await desk.press("down")
        assert "[b]Meyer[/b], Jan" in desk.shown


async def test_two_desks_see_each_other_within_two_seconds(day: Office, clock) -> None:
    other = again(day)
    try:
        async with at_desk(lambda: day.desk, clock) as desk:
            await desk.press("down", "down")
            await desk.press("slash")
            await desk.type("schmidt")
            await desk.press("enter")
            assert desk.selected == "Schmidt, Peter"
            target = next(line for line in desk.app.screen.day.lines if line.name.startswith("Schmidt"))
            await desk.pilot.pause(1.1)  # the first look of the poll only takes the mark
            other.perform(other.new(AddNote, appointment_id=target.id, text="von nebenan"))
            other.perform(other.new(Arrive, appointment_id=target.id))
            for _ in range(20):
                await desk.pilot.pause(0.1)
                if "da, wartet" in desk.shown:
                    break
            assert "da, wartet" in desk.shown
            assert desk.selected == "Schmidt, Peter"
            assert "1 von 6" in desk.lines[2]
    finally:
        other.store.close()


async def test_a_colleague_with_the_customer_gives_way_to_a_second_press(day: Office, clock) -> None:
    from backoffice.desk.talks import ClaimAppointment
    from backoffice.domain.terms import Role

    other = day.colleague("kollege", "Kollege Zwei", Role.CASEWORKER)
    async with at_desk(lambda: day.desk, clock) as desk:
        target = desk.records.cursor_row
        other.perform(other.new(ClaimAppointment, appointment_id=target.id))
        await desk.press("b")
        assert "Kollege Zwei hat diese Person gerade" in desk.notice
        assert desk.records.cursor_row.status is Status.BOOKED
        await desk.press("b")
        assert desk.records.cursor_row.status is Status.IN_PROGRESS


async def test_who_sees_an_old_row_is_told_and_sees_the_new_one(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        target = desk.records.cursor_row
        day.desk.perform(day.desk.new(Arrive, appointment_id=target.id))
        await desk.press("a")
        assert "Chefin Test hat das zuletzt geändert (08:30 Uhr)" in desk.notice
        assert desk.records.cursor_row.status is Status.ARRIVED


async def test_days_are_walked_and_an_empty_one_says_what_to_do(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("right")
        assert "Di 24.11.2026" in desk.lines[0]
        assert "F7 liest sie ein" in desk.shown
        await desk.press("left", "left")
        assert "So 22.11.2026" in desk.lines[0]
        await desk.press("h")
        assert "Mo 23.11.2026" in desk.lines[0]


async def test_order_and_details_change_and_the_choice_is_kept(day: Office, clock) -> None:
    from backoffice import config

    async with at_desk(lambda: day.desk, clock, size=(120, 30)) as desk:
        assert "Hinweis" not in desk.shown
        assert "│" in desk.lines[5]
        await desk.press("s", "s")
        assert desk.notice == "Nach Namen sortiert."
        await desk.press("o")
        assert "│" not in desk.lines[5]
    assert config.load().details is False


async def test_midnight_brings_the_new_day(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        clock.advance(days=1)
        for _ in range(30):
            await desk.pilot.pause(0.1)
            if "Di 24.11.2026" in desk.lines[0]:
                break
        assert "Di 24.11.2026" in desk.lines[0]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_it_fits_every_window(day: Office, clock, size) -> None:
    import phonenumbers  # noqa: F401  (numbers are spaced once it is loaded, as it is half a second after the start)

    from tests.frames import assert_frame

    async with at_desk(lambda: day.desk, clock, size=size) as desk:
        await desk.press("down", "down")
        assert_frame(desk.app, f"today_{size[0]}x{size[1]}")


async def test_a_tiny_window_says_so_and_keeps_everything(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("down", "space")
        await desk.pilot.resize_terminal(50, 12)
        await desk.pilot.pause(0.2)
        assert "Fenster ist zu klein" in desk.shown
        await desk.press("a")
        await desk.pilot.resize_terminal(80, 24)
        await desk.pilot.pause(0.2)
        assert "markiert 1" in desk.lines[2]
        assert {line.status for line in desk.app.screen.day.lines} == {Status.BOOKED, Status.PRESUMED_CANCELLED}


async def test_the_usual_ending_is_three_keys(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("e", "1", "f2")
        assert desk.dialog == ""
        assert desk.notice == "Müller-Lüdenscheidt, Jörg: erledigt (geklärt)."
        assert desk.records.cursor_row.status is Status.DONE


async def test_a_call_that_finds_nobody_keeps_its_row_and_its_note(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        clock.advance(minutes=31)
        await desk.press("down", "down", "down")
        assert desk.selected == "Schmidt, Peter"
        await desk.press("x", "1")
        assert "1. Versuch ohne Erfolg, wieder ab 09:11" in desk.notice
        assert desk.records.cursor_row.status is Status.BOOKED
        clock.advance(minutes=11)
        await desk.press("x", "1")
        assert "nicht erreicht nach 2. Versuch" in desk.notice
        assert "ohne Anschluss-Zusage 3" in desk.lines[2]


async def test_what_was_typed_is_kept_when_the_desk_refuses_it(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        target = desk.records.cursor_row
        await desk.press("e", "1")
        await desk.press("tab")
        await desk.type("Bescheid")
        day.desk.perform(day.desk.new(Arrive, appointment_id=target.id))
        await desk.press("f2")
        assert "zuletzt geändert" in desk.notice
        assert "Entwürfen (F6)" in desk.notice
        assert "Entwurf" in desk.shown
        await desk.press("f6")
        assert "Bescheid" in desk.shown
        await desk.press("f2")
        assert "erledigt (geklärt)" in desk.notice


async def test_the_phone_rings_and_the_form_waits(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("i")
        await desk.type("gelb")
        await desk.press("escape")
        assert desk.dialog == ""
        assert "F6 holt es zurück" in desk.notice
        assert "Entwurf" in desk.shown
        await desk.press("down", "a")
        await desk.press("f6")
        assert "gelb" in desk.shown
        await desk.press("f2")
        assert desk.notice == "Müller-Lüdenscheidt, Jörg: Notiz eingetragen."
        assert "Entwurf" not in desk.shown


async def test_leaving_with_a_parked_form_asks_once(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("i")
        await desk.type("gelb")
        await desk.press("escape", "ctrl+q")
        assert "Entwurf ist noch offen" in desk.notice
        assert desk.app.is_running


async def test_a_walk_in_is_two_keys_and_a_save(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("n", "1", "f2")
        assert "Vorsprache aufgenommen" in desk.notice
        assert "wartet 1" in desk.lines[2]
        assert "(ohne Namen)" in desk.shown


async def test_assigning_to_oneself_is_two_keys(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("w", "1")
        assert "zugewiesen" in desk.notice
        assert "bei mir 1" in desk.lines[2]


async def test_the_record_opens_and_its_undo_goes_through(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("a", "enter")
        assert "Umzugswunsch" in desk.shown
        await desk.press("u", "u")
        assert desk.dialog == ""
        assert "zurückgenommen" in desk.notice


async def test_search_jumps_to_another_day(day: Office, clock) -> None:
    from datetime import timedelta

    from tests.office import MONDAY

    day.book(600, place="L2-2", name="Übermorgen, Uwe", day=MONDAY + timedelta(days=2))
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("f3")
        await desk.type("uebermorgen")
        await desk.pilot.pause(0.4)
        await desk.press("enter")
        await desk.settle()
        assert "Mi 25.11.2026" in desk.lines[0]
        assert desk.selected == "Übermorgen, Uwe"


async def test_the_palette_changes_colours_and_runs_commands(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("ctrl+p")
        await desk.type("hell")
        await desk.press("enter")
        assert desk.app.theme == "hell"
        await desk.press("ctrl+p")
        await desk.type("namen kurz")
        await desk.press("enter")
        assert "Mül…, J." in desk.shown or "Müll…, J." in desk.shown
        await desk.press("ctrl+p")
        await desk.type("arrive")
        await desk.press("enter")
        assert "ist da." in desk.notice


async def test_privacy_covers_everything_and_keeps_the_form(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("i")
        await desk.type("gelb")
        await desk.press("f9")
        assert "gelb" not in desk.shown
        assert "Müller" not in desk.shown
        await desk.press("space")
        assert "gelb" in desk.shown


async def test_after_idle_minutes_the_screen_blanks_by_itself(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        clock.advance(minutes=11)
        for _ in range(70):
            await desk.pilot.pause(0.1)
            if "Sichtschutz" in desk.shown:
                break
        assert "Müller" not in desk.shown


async def test_the_customer_sees_only_this_date(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("f8")
        assert "Schmidt" not in desk.shown
        await desk.press("escape")
        assert "Schmidt" in desk.shown


async def test_yesterdays_work_is_entered_afterwards(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        clock.advance(days=1)
        for _ in range(30):
            await desk.pilot.pause(0.1)
            if "Di 24.11.2026" in desk.lines[0]:
                break
        await desk.settle()
        assert "offen seit gestern 6" in desk.shown or "ohne Anschluss-Zusage 6" in desk.lines[2]
        await desk.press("left")
        await desk.press("e", "1", "f2")
        assert "erledigt (geklärt)" in desk.notice
        row = desk.records.cursor_row
        assert row.backdated
        assert row.ended_at.date() == row.day


async def test_a_day_is_imported_by_f7(office: Office, clock, tmp_path) -> None:
    import shutil
    from pathlib import Path

    from backoffice import config

    folder = tmp_path / "eingang"
    folder.mkdir()
    source = next((Path(__file__).parent / "daylists").glob("01*"))
    shutil.copy(source, folder)
    config.remember(import_folder=str(folder))
    async with at_desk(lambda: office.desk, clock, size=(120, 40)) as desk:
        await desk.press("f7")
        await desk.press("enter")
        for _ in range(100):
            await desk.pilot.pause(0.05)
            if "24 neu" in desk.shown:
                break
        assert "24 neu" in desk.shown
        await desk.press("f2")
        for _ in range(100):
            await desk.pilot.pause(0.05)
            if len(desk.app.screen_stack[0].day.lines) == 24:
                break
        assert len(desk.app.screen_stack[0].day.lines) == 24
        assert not list(folder.iterdir())


async def test_the_filter_finds_what_the_row_says(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("a")
        for words, found in (
            ("wartet", 1),
            ("ohne platz", 1),
            ("notf", 1),
            ("10:20", 1),
            ("zettel", 1),
            ("chefin", 0),
        ):
            await desk.press("slash")
            await desk.type(words)
            assert f"{found} von 6" in desk.lines[2], words
            await desk.press("escape", "escape")


async def test_a_finished_row_says_so_before_anything_is_typed(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("e", "1", "f2")
        await desk.press("e")
        assert desk.dialog == ""
        assert "Erledigtes öffnet x wieder" in desk.notice


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
@pytest.mark.parametrize("details", [True, False])
async def test_a_long_sentence_is_shown_to_its_end(day: Office, clock, size, details) -> None:
    async with at_desk(lambda: day.desk, clock, size=size) as desk:
        if not details:
            await desk.press("o")
        await desk.press("e", "1", "f2")
        assert "Müller-Lüdenscheidt, Jörg: erledigt" in desk.shown
        await desk.press("e")
        assert " ".join(desk.notice.split()) in " ".join(desk.shown.split())
        assert "e Ergebnis" in desk.lines[-1]


async def test_ctrl_c_says_in_german_how_to_leave(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        await desk.press("ctrl+c")
        assert desk.notice == "Strg+Q beendet das Programm."
        assert "quit" not in desk.shown

"""The screen *Terminübernahmen* as two branches work it on one store."""

from datetime import timedelta

import pytest

from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Channel
from backoffice.widgets.time_choices import TimeChoices
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import MONDAY, Office
from tests.ticket_desk import until
from tests.two_branches import TwoBranches, two_branches

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


async def polled(desk: Driver) -> None:
    """Let the app ask the store once."""
    await desk.app.poll().wait()
    await desk.settle()


async def test_asked_over_there_it_is_counted_here_and_three_keys_take_it_over(both: TwoBranches, clock) -> None:
    one = both.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    async with at_desk(lambda: both.there, clock, size=(120, 40)) as desk:
        asked = both.ask(one, wish_start=600)
        await until(desk, "3 Terminübernahmen 1")
        await desk.press("3")
        assert "von uns zu entscheiden 1" in desk.lines[2]
        assert "noch 15 min" in desk.shown
        assert "← von Mitte" in desk.shown
        await until(desk, "heute 08:30, 08:50,")
        await desk.press("a")
        assert desk.dialog == "Übernehmen · Geschäftsstelle Mitte · Yıldız, Elif"
        assert "Die gebuchte Zeit ist hier frei: 1 wählt sie." in desk.shown
        await desk.press("1", "f2")
        assert desk.notice.startswith("Yıldız, Elif: von Geschäftsstelle Mitte übernommen: Mo 23.11. 10:00–10:20")
        assert both.office.status(one) == "taken_over"
        assert both.line(asked).promised == (MONDAY, 600, 620, Channel.IN_PERSON)
        assert "von uns zu entscheiden 0" in desk.lines[2]
        await desk.press("v")
        assert desk.dialog == "Verlegen · 10:00 Yıldız, Elif", "it is ours now"
        await desk.press("escape", "3", "e")
        assert desk.dialog.startswith("Ergebnis")
        await desk.press("escape", "3", "enter")
        assert desk.dialog == "Termin"
        await desk.press("escape", "u", "u")
        assert both.office.status(one) == "booked"
        assert both.line(asked).stand is Stand.WAITING


async def test_what_is_answered_goes_down_and_the_cursor_stays_with_what_comes_next(both: TwoBranches, clock) -> None:
    asked = [both.ask(both.office.book(600 + 20 * n, name=f"Meier, {n}")) for n in range(3)]
    async with at_desk(lambda: both.there, clock) as desk:
        await desk.press("3", "down", "a", "1", "f2")
        assert both.line(asked[1]).stand is Stand.ACCEPTED
        assert desk.app.screen.records.cursor_id == asked[2]
        await desk.press("a", "1", "f2")
        assert desk.app.screen.records.cursor_id == asked[0], "the last is done: back to what is left"


async def test_a_time_that_goes_meanwhile_brings_the_form_back_with_the_next_ones(both: TwoBranches, clock) -> None:
    one = both.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    asked = both.ask(one)
    async with at_desk(lambda: both.there, clock) as desk:
        await desk.press("3", "a", "1")
        desk.app.screen.query_one("#documents").text = "Mietvertrag"
        clock.advance(minutes=6)  # the hold is over
        for n in range(2):
            both.accept(both.ask(both.office.book(700 + 20 * n)), start=600)
        await desk.press("f2")
        assert desk.dialog.startswith("Übernehmen"), desk.notice
        assert desk.app.screen.query_one("#documents").text == "Mietvertrag"
        offered = [(time.day, time.start) for time in desk.app.screen.query_one(TimeChoices).times]
        assert (MONDAY, 600) not in offered
        assert both.line(asked).stand is Stand.WAITING
        await desk.press("1", "f2")
        assert both.line(asked).stand is Stand.ACCEPTED
        assert both.line(asked).promised[1] == 520


async def test_declined_it_is_open_over_here_again_and_e_settles_it(both: TwoBranches, clock) -> None:
    one = both.office.book(600, name="Yıldız, Elif")
    asked = both.ask(one)
    async with at_desk(lambda: both.here, clock) as here:
        await here.press("3")
        assert "angefragt 1" in here.lines[2]
        await here.press("a")
        assert here.notice.startswith("Annehmen kann nur Geschäftsstelle Nord")
        async with at_desk(lambda: both.there, clock) as there:
            await there.press("3", "x")
            assert there.dialog == "Nein …"
            await there.press("1")
            await there.type("voll")
            await there.press("f2")
            assert "Yıldız, Elif: Übernahme abgelehnt; Geschäftsstelle Mitte klärt es dort." in there.notice
            assert "abgelehnt 08:30" in there.shown
        await until(here, "▲ abgelehnt, offen")
        assert "3 Übernahmen 0 (1 offen)" in here.lines[1]
        assert here.notice.startswith("Annehmen kann nur"), "nothing pops up"
        await here.press("e")
        assert here.dialog.startswith("Ergebnis · 10:00")
        await here.press("1", "f2")
        assert both.office.status(one) == "done"
        await here.press("3")
        assert both.line(asked).decides is False
        assert "hier zu klären 0" in here.lines[2]
        await here.press("enter")
        assert here.dialog == "Termin"


async def test_instead_of_taking_it_a_call_or_a_time_is_promised_even_after_it_lapsed(
    both: TwoBranches, clock
) -> None:
    one = both.ask(both.office.book(600, name="Arndt, Ida", phone="+493023125115"))
    two = both.ask(both.office.book(640, name="Brecht, Bo"))
    async with at_desk(lambda: both.there, clock) as desk:
        await desk.press("3")
        desk.records.move_to(one)
        await desk.press("x", "2")
        assert desk.dialog == "Rückruf zusagen · Geschäftsstelle Mitte · Arndt, Ida"
        await desk.press("f2")
        ticket = both.line(one).ticket
        assert ticket
        assert ticket in desk.notice
        assert "2 Rückrufe 1" in desk.lines[1]
        clock.advance(minutes=16)
        await polled(desk)
        assert "abgelaufen 08:45" in desk.shown
        desk.records.move_to(two)
        await desk.press("a")
        assert desk.notice.startswith("Die Frist ist um 08:45 abgelaufen")
        await desk.press("x", "1")
        assert "die Frist ist abgelaufen" in desk.shown
        await desk.press("3")
        assert desk.dialog == "Termin zusagen · Geschäftsstelle Mitte · Brecht, Bo"
        await desk.press("1", "f2")
        assert both.line(two).promised == (MONDAY, 660, 680, Channel.IN_PERSON), "after its own time there"
        assert "Termin zugesagt" in desk.shown
        await desk.press("x", "3")
        assert "schon etwas zugesagt" in desk.shown


async def test_what_was_agreed_by_phone_is_confirmed_several_at_once(both: TwoBranches, clock) -> None:
    for n in range(2):
        both.agree(both.office.book(600 + 20 * n, name=f"Arndt, Ida{n}"), 660 + 20 * n)
    waits = both.ask(both.office.book(700, name="Brecht, Bo"))
    async with at_desk(lambda: both.there, clock) as desk:
        await desk.press("3")
        assert "von uns zu entscheiden 3" in desk.lines[2]
        for line in both.lines(both.there):
            desk.records.move_to(line.id)
            await desk.press("space")
        await desk.press("a")
        assert "nur bestätigen, wenn sie telefonisch vereinbart sind" in desk.notice
        desk.records.move_to(waits)
        await desk.press("space", "a")
        assert desk.notice.startswith("2 Anfragen: Vereinbarung mit Geschäftsstelle Mitte bestätigt.")
        assert "von uns zu entscheiden 1" in desk.lines[2]
        await desk.press("u")
        assert "von uns zu entscheiden 3" in desk.lines[2]


async def test_what_we_asked_is_withdrawn_and_every_key_that_does_not_fit_says_why(both: TwoBranches, clock) -> None:
    async with at_desk(lambda: both.here, clock) as desk:
        await desk.press("3")
        assert "z auf einem Termin (1 Heute)" in " ".join(desk.shown.split())
        assert_frame(desk.app, "takeovers_empty_80x24")
        await desk.press("a")
        assert desk.notice == "Hier ist keine Anfrage ausgewählt."
        asked = both.ask(both.office.book(600, name="Yıldız, Elif", phone="+493023125115"))
        await polled(desk)
        for keys, said in (
            ("bdpmkwif", "Das geht auf einem Termin (1 Heute)"),
            ("rt", "sagt x hier einen Rückruf oder einen Termin zu"),
            ("z", "Angefragt wird auf einem Termin"),
            ("n", "legt auf Heute (1)"),
            ("v", "Verlegt wird auf Heute"),
        ):
            for key in keys:
                desk.app.screen_stack[0].notice.clear()
                await desk.press(key)
                assert said in desk.notice, key
        await desk.press("c")
        assert "030 23125-720" in desk.shown
        await desk.press("2", "f8")
        assert "F8 zeigt groß" in desk.notice
        await desk.press("x")
        assert desk.notice.startswith("Yıldız, Elif: Anfrage an Geschäftsstelle Nord zurückgezogen.")
        await desk.press("x")
        assert "schon beantwortet: zurückgezogen" in desk.notice
        await desk.press("u")
        assert both.line(asked).stand is Stand.WAITING
        both.accept(asked)
        await polled(desk)
        assert "√ übernommen 08:30" in desk.shown
        await desk.press("f8")
        assert "Musterweg 2" in desk.shown


def many(both: TwoBranches, clock) -> None:
    """One request of each kind, seen by NORD."""
    book, ask = both.office.book, both.ask
    both.accept(ask(book(480, name="Öztürk, Emre")), start=600)
    both.decline(ask(book(500, name="Weiß, Thea")))
    both.agree(book(520, name="Ben Salah, Youssef", phone="+4917139200"), 660, channel=Channel.PHONE)
    ask(book(540, name="Kowalska, Małgorzata", concern="Drohende / eingetretene Energiesperre"))
    soon = clock.now() + timedelta(minutes=4)
    ask(book(600, name="Yıldız, Elif", phone="+493023125115"), answer_by=soon, wish_start=840)
    both.withdraw(ask(book(640, name="Schmidt, Peter")))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_sides_of_the_same_requests(both: TwoBranches, clock, size) -> None:
    many(both, clock)
    name = f"{size[0]}x{size[1]}"
    async with at_desk(lambda: both.there, clock, size=size) as there:
        await there.press("3")
        assert_frame(there.app, f"takeovers_there_{name}")
        await there.press("a")
        assert_frame(there.app, f"takeovers_accept_{name}")
        await there.press("escape", "enter")
        assert_frame(there.app, f"takeovers_request_{name}")
    async with at_desk(lambda: both.here, clock, size=size) as here:
        await here.press("3")
        assert_frame(here.app, f"takeovers_here_{name}")

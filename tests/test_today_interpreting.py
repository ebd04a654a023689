"""*Heute*: an interpreter is ordered by keyboard: d, a language, a digit, F2."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.record import RecordOf
from backoffice.domain.states import Status
from backoffice.domain.terms import OrderStatus
from backoffice.screens.drafts import Drafts
from backoffice.screens.interpreting_ask_dialog import InterpretingDialog
from backoffice.screens.interpreting_ask_offers import COMPANION as COMPANION_CAME
from backoffice.screens.interpreting_dial import InterpreterDial
from tests.driver import Driver, at_desk
from tests.frames import assert_fits, assert_frame
from tests.office import MONDAY, Office
from tests.ordering import COMPANION, ON_SITE, PHONE, TIGRINYA, hotline, of, order, person
from tests.ticket_desk import again
from tests.views import read

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

S = OrderStatus
TWO_DAYS = 2 * 1440


@pytest.fixture
def one(office: Office) -> str:
    """Somebody who was expected at 8:20; it is 8:30."""
    return office.book(500, name="Arndt, Ida")


def form(desk: Driver) -> InterpretingDialog:
    assert isinstance(desk.app.screen, InterpretingDialog), desk.shown
    return desk.app.screen


def stands(office: Office, appointment_id: str) -> tuple[Any, ...] | None:
    found = of(office, appointment_id)
    return found and (found.status, found.language, found.kind, found.interpreter)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_it_looks_like(office: Office, one: str, clock, size: tuple[int, int]) -> None:
    hotline(office, cost_note="je Minute; Kennwort nennen")
    person(office, notice_minutes=TWO_DAYS)
    office.book(600, name="Haile, Sara", remark="bitte Dolmetscher Tigrinya")
    name = f"{size[0]}x{size[1]}"
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await desk.press("d")
        assert_frame(desk.app, f"interpreting_language_{name}")
        await desk.press("t", "i", "g", "1", "1")
        assert_frame(desk.app, f"interpreting_{name}")
        await desk.press("f2")
        assert_fits(desk.app)
        assert "│ Wählen: 030 23125-999 · Kosten: je Minute; Kennwort nennen" in desk.shown
        await desk.press("escape", "down", "d")
        assert_fits(desk.app)
        assert "▌1 laut Hinweis: Tigrinya?" in desk.shown
        # Parked in another language and with a day that is none: what comes back is offered for that language.
        await desk.press("u", "r", "d", "u", "1", "g", "x", "escape", "f6")
        assert "Für Urdu ist hier niemand eingetragen" in desk.shown
        assert "Hotline" not in desk.shown


async def test_an_unknown_language_then_somebody_for_the_appointments_own_time(office: Office, clock) -> None:
    one, who = office.book(600, name="Arndt, Ida"), person(office, contact="030 23125-910")
    async with at_desk(lambda: office.desk, clock) as desk:
        # All of it at once: the digits and F2 wait for what they mean.
        await desk.press("d")
        await desk.press("t", "a", "u", "q")
        assert "Keine Sprache heißt so." in desk.shown
        await desk.press("backspace", "backspace", "backspace", "backspace")
        await desk.press("t", "i", "g", "r", "i", "1", "1", "f2")
        assert stands(office, one) == (S.REQUESTED, TIGRINYA, ON_SITE, "Yohannes Beispiel")
        assert "Bitte anfragen: Yohannes Beispiel, 030 23125-910." in desk.notice
        assert desk.app.screen is desk.app.screen_stack[0]
        # Now it is known, and stands on top; who is ordered already is not offered for the same time.
        hotline(office)
        await desk.press("d")
        assert "Bestellt: Tigrinya, vor Ort, angefragt (Yohannes Beispiel)." in read(desk.app)
        await desk.press("i")
        assert "angefragt" in desk.shown
        assert form(desk).chosen is None
        await desk.press("1", "f2", "escape")
        assert stands(office, one) == (S.CONFIRMED, TIGRINYA, PHONE, "Hotline")
        assert "bitte absagen" in " ".join(desk.notice.split())
        await desk.press("u", "u")
        assert stands(office, one) == (S.REQUESTED, TIGRINYA, ON_SITE, "Yohannes Beispiel")
        await desk.press("d", "x", "f2")
        assert of(office, one) is None
        assert who


async def test_a_line_at_once_is_three_keys_and_its_number_is_large(office: Office, one: str, clock) -> None:
    hotline(office, cost_note="je Minute")
    order(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("a", "d", "1")
        assert "Wählen: 030 23125-999 · Kosten: je Minute" in desk.shown
        await desk.press("f2")
        assert isinstance(desk.app.screen, InterpreterDial)
        assert "█" in desk.shown
        await desk.press("escape")
        assert "für jetzt. Wählen: 030 23125-999." in desk.notice
        found = of(office, one)
        assert (found.status, found.day, found.start, found.end) == (S.CONFIRMED, MONDAY, 510, 540)
        assert office.status(one) == Status.ARRIVED


async def test_a_time_for_both_moves_the_appointment_and_says_what_to_say(office: Office, one: str, clock) -> None:
    person(office, notice_minutes=TWO_DAYS)
    order(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("d", "1", "escape")
        assert Drafts.of(desk.app).about == {one}
        await desk.press("f6")
        assert "√ Mi 25.11. 08:30–09:00 · Leistung 1 · vor Ort · Yohannes Beispiel" in desk.shown
        await desk.press("f2")
        assert office.status(one) == Status.MOVED
        (new,) = office.desk.read(RecordOf(one, clock.now())).linked
        assert (new.day, new.start) == (MONDAY + timedelta(days=2), 510)
        found = of(office, new.id)
        assert (found.status, found.kind, found.end - found.start) == (S.REQUESTED, ON_SITE, 30)
        said = " ".join(desk.notice.split())
        assert "Sagen Sie: Ihr neuer Termin ist übermorgen" in said or "am Mittwoch, 25. November" in said
        await desk.press("d")
        assert "Bitte beim Folgetermin bestellen (t)." in desk.notice


async def test_a_child_never_interprets_and_the_phone_is_named_instead(office: Office, one: str, clock) -> None:
    hotline(office)
    order(office, one)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("d", "a", "2")
        assert "Begleitpersonen müssen volljährig sein" in read(desk.app)
        assert "1 wählt, wer jetzt da ist." in read(desk.app)
        await desk.press("f2")
        assert "Es ist noch nichts gewählt." in read(desk.app)
        await desk.press("a", "1", "enter", "space")
        assert form(desk).chosen is COMPANION_CAME
        await desk.press("down", "enter")
        assert form(desk).chosen is not COMPANION_CAME
        await desk.press("g", "m", "o", "enter", "1")
        assert form(desk).field("dialect").text == ""
        assert "√ jetzt · Telefon · Hotline" in desk.shown
        await desk.press("a", "1", "f2")
        assert stands(office, one) == (S.CONFIRMED, TIGRINYA, COMPANION, "")


async def test_taken_meanwhile_the_form_says_so_and_offers_the_next(office: Office, clock) -> None:
    one, other = office.book(600, name="Arndt, Ida"), office.book(600, name="Haile, Sara", place="L1-2")
    who = person(office)
    person(office, "Zula Beispiel")
    order(office, one)
    colleague = again(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("d", "1")
        assert "Yohannes Beispiel" in desk.shown
        order(office, other, who, desk=colleague)
        await desk.press("f2")
        assert "Yohannes Beispiel ist dann schon vergeben" in read(desk.app)
        assert "Frei ist dann Zula Beispiel (vor Ort)" in read(desk.app)
        assert form(desk).chosen is None
        assert of(office, one).status is S.NEEDED
        await desk.press("1", "f2")
        assert stands(office, one) == (S.REQUESTED, TIGRINYA, ON_SITE, "Zula Beispiel")
    colleague.store.close()

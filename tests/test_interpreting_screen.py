"""The screen *Sprachmittlung* as it is worked at a desk, beside a second one."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice import config
from backoffice.desk.finishing import Finish
from backoffice.desk.interpreting_views import OrdersOf
from backoffice.desk.orders import CancelInterpreter, ConfirmInterpreter, InterpreterFailed
from backoffice.desk.promises import Owing
from backoffice.desk.talks import Begin
from backoffice.domain.errors import StoreUnavailable
from backoffice.domain.terms import OrderStatus, Outcome
from backoffice.screens.interpreters_list import InterpretersDialog
from tests.driver import Driver, at_desk
from tests.frames import assert_frame
from tests.office import MONDAY, Office
from tests.ordering import PHONE, add, hotline, of, order, person
from tests.ticket_desk import again, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)


def do(office: Office, kind: Any, **values: Any) -> Any:
    return office.desk.perform(office.desk.new(kind, **values))


def agency(office: Office) -> str:
    """Somebody who sends others, for Tigrinya and Arabic."""
    return add(
        office,
        "Agentur Wortwechsel",
        provider="agency",
        languages={"tir": "", "ara": "syrisch"},
        on_site=True,
        contact="030 23125-955",
        cost_note="nach Vereinbarung",
    )


def stands(office: Office, appointment_id: str) -> OrderStatus | None:
    found = of(office, appointment_id)
    return found and found.status


def fill(office: Office) -> dict[str, str]:
    """An order of each kind that is looked at, by what is special about it."""
    who, sends, line = person(office, contact="0171 3920013"), agency(office), hotline(office)
    found: dict[str, str] = {}

    def book(key: str, start: int, name: str, interpreter: str | None = None, **more: Any) -> str:
        said = {key: more.pop(key) for key in ("language", "kind") if key in more}
        one = found[key] = office.book(start, name=name, **more)
        order(office, one, interpreter, said.get("kind"), language=said.get("language", "tir"))
        return of(office, one).id

    book("asked", 600, "Kowalska, Małgorzata", who)
    book("tomorrow", 660, "Schmidt, Peter", sends, day=TUESDAY, phone="+493023125115")
    book("needed", 700, "Weiß, Thea", language="som", concern="Drohende / eingetretene Energiesperre")
    do(office, InterpreterFailed, order_id=book("failed", 820, "Ben Salah, Youssef", sends), reason="krank")
    do(office, CancelInterpreter, order_id=book("called_off", 840, "Klein, Eva", sends))
    confirmed = book("confirmed", 720, "Yıldız, Elif", sends, day=TUESDAY)
    do(office, ConfirmInterpreter, order_id=confirmed, agreed_with="Disposition")
    book("hotline", 800, "Öztürk, Emre", line, kind=PHONE)
    book("over", 515, "Groß, Paul", line, kind=PHONE)
    return found


async def go_to(desk: Driver, office: Office, appointment_id: str) -> None:
    """Put the cursor on the order of an appointment."""
    assert desk.records.move_to(of(office, appointment_id).id)
    await desk.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_to_do_what_is_confirmed_and_the_week(office: Office, clock, size) -> None:
    fill(office)
    saturday = office.book(600, name="Arndt, Ida", day=SATURDAY)
    order(office, saturday, None, language="ara")
    clock.advance(hours=1, minutes=10)
    name = f"{size[0]}x{size[1]}"
    async with at_desk(lambda: office.desk, clock, size=size) as desk:
        await until(desk, "4 Sprachm")
        await desk.press("4", "down", "down", "down")
        assert_frame(desk.app, f"orders_{name}")
        await desk.press("right")
        assert_frame(desk.app, f"orders_confirmed_{name}")
        await desk.press("right")
        assert_frame(desk.app, f"orders_week_{name}")
        await desk.press("down", "down", "enter")
        assert_frame(desk.app, f"orders_language_{name}")
        await desk.press("left", "slash", "z", "z", "z")
        assert "0 von" in desk.shown


async def test_one_agency_confirms_several_at_once_and_another_desk_sees_it(office: Office, clock) -> None:
    found = fill(office)
    second = office.book(900, name="Meyer, Ute", day=TUESDAY)
    order(office, second, of(office, found["tomorrow"]).interpreter_id)
    other = again(office)
    async with at_desk(lambda: office.desk, clock) as desk, at_desk(lambda: other, clock) as there:
        await there.press("4")
        await desk.press("4")
        await go_to(desk, office, found["asked"])
        await desk.press("a")
        assert desk.dialog == "Bestätigen · Tigrinya heute 10:00 · Kowalska, Małgorzata"
        assert "Yohannes Beispiel · 0171 3920013" in desk.shown
        assert "nach Funktion, zum Beispiel: selbst" in desk.shown
        await desk.press("f2")
        assert desk.notice.startswith("Kowalska, Małgorzata: Sprachmittlung bestätigt.")
        assert of(office, found["asked"]).agreed_with == ""
        await until(there, "bestätigt 4")
        for one in (found["tomorrow"], second):
            await go_to(desk, office, one)
            await desk.press("space")
        await go_to(desk, office, found["needed"])
        await desk.press("space", "a")
        assert "noch niemand angefragt" in desk.notice
        await desk.press("space", "a", *"Disposition", "f2")
        assert desk.notice.startswith("2 Sprachmittlungen: Sprachmittlung bestätigt.")
        assert {stands(office, one) for one in (found["tomorrow"], second)} == {OrderStatus.CONFIRMED}
        assert of(office, second).agreed_with == "Disposition"
        await desk.press("u")
        assert {stands(office, one) for one in (found["tomorrow"], second)} == {OrderStatus.REQUESTED}


async def test_whoever_declines_makes_room_for_the_next_and_whoever_fails_owes_a_promise(office, clock) -> None:
    found = fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("4")
        before = "ausgefallen 1"
        assert before in desk.lines[2]
        await go_to(desk, office, found["asked"])
        await desk.press("x", "1")
        await desk.type("krank")
        await desk.press("f2")
        assert stands(office, found["asked"]) is OrderStatus.NEEDED
        assert desk.dialog == "Sprachmittlung · 10:00 Kowalska, Małgorzata", "who can instead is asked at once"
        await desk.press("escape")
        assert of(office, found["asked"]).refused == (("Yohannes Beispiel", "krank"),)
        await go_to(desk, office, found["tomorrow"])
        await desk.press("x", "2", "f2")
        assert stands(office, found["tomorrow"]) is OrderStatus.FAILED
        assert "d bestellt neu, r sagt einen Rückruf zu, v verlegt." in " ".join(desk.notice.split())
        assert "ausgefallen 2" in desk.lines[2]
        await desk.press("x")
        assert desk.notice.startswith("Hier ist jemand ausgefallen, und es fehlt eine neue Zusage")
        await desk.press("r")
        assert desk.dialog == "Rückruf · 11:00 Schmidt, Peter"
        await desk.press("f2")
        owing = {line.id for line, _ in office.desk.read(Owing(office.branch_id, clock.now()))}
        assert owing == {found["failed"]}
        assert before in desk.lines[2]
        assert "2 Rückrufe 1" in desk.lines[1]


async def test_what_came_of_it_is_prefilled_with_how_long_the_talk_took(office: Office, clock) -> None:
    found = fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("4")
        await go_to(desk, office, found["asked"])
        await desk.press("e")
        assert desk.notice == "Der Einsatz beginnt erst heute 10:00. Fällt er aus: x 2."
        do(office, Begin, appointment_id=found["asked"])
        clock.advance(hours=1, minutes=35)
        do(office, Finish, appointment_id=found["asked"], outcomes=({"kind": Outcome.SETTLED},))
        await until(desk, "○ Ergebnis fehlt")
        await go_to(desk, office, found["asked"])
        await desk.press("e")
        assert desk.app.screen.query_one("#minutes").text == "95"
        await desk.press("f2")
        assert (stands(office, found["asked"]), of(office, found["asked"]).minutes) == (OrderStatus.ATTENDED, 95)
        assert desk.notice.startswith("Kowalska, Małgorzata: Sprachmittlung hat stattgefunden, 95 Minuten.")
        await go_to(desk, office, found["over"])
        await desk.press("e")
        assert desk.app.screen.query_one("#minutes").text == "20", "as long as it was ordered for"
        await desk.press("2", "tab")
        await desk.type("Leitung tot")
        await desk.press("f2")
        over = of(office, found["over"])
        assert (over.status, over.reason) == (OrderStatus.FAILED, "Leitung tot")
        assert "v verlegt." in desk.notice


async def test_called_off_told_not_needed_and_what_goes_on_with_the_appointment(office: Office, clock) -> None:
    found = fill(office)
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("4")
        await go_to(desk, office, found["asked"])
        await desk.press("x", "3")
        await desk.type("Yohannes selbst")
        await desk.press("f2")
        assert stands(office, found["asked"]) is OrderStatus.NEEDED
        await go_to(desk, office, found["asked"])
        await desk.press("x", "5")
        assert stands(office, found["asked"]) is None
        assert "4 Sprachm. 5" in desk.lines[1]
        waits = next(line.id for line in desk.records.rows.visible if line.matter == "to_tell")
        desk.records.move_to(waits)
        await desk.press("x", "4", "f2")
        assert "Bitte" in desk.shown, "somebody is to be named"
        await desk.type("Disposition")
        await desk.press("f2")
        assert desk.notice.startswith("Klein, Eva: Absage weitergegeben.")
        assert waits not in [line.id for line in desk.records.rows.visible]
        await go_to(desk, office, found["tomorrow"])
        await desk.press("enter")
        assert desk.dialog == "Termin"
        await desk.press("escape", "f8")
        assert desk.app.screen.line.start == 660
        await desk.press("space", "n")
        assert isinstance(desk.app.screen, InterpretersDialog)
        await desk.press("escape", "v")
        assert desk.dialog == "Verlegen · 11:00 Schmidt, Peter"


async def test_the_sheet_is_written_and_copied_and_names_nobody(office: Office, clock, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(config, "data_folder", lambda: tmp_path)
    found = fill(office)
    async with at_desk(lambda: office.desk, clock, size=(120, 40)) as desk:
        await desk.press("4")
        await go_to(desk, office, found["tomorrow"])
        await desk.press("k")
        assert desk.dialog == "Anfrageblatt"
        assert "Dienstag, 24. November 2026" in desk.shown
        assert "Schmidt" not in desk.shown
        await desk.press("9", "f2", "2")
        written = sorted(path.name for path in (tmp_path / "Sprachmittlung").iterdir())
        stem = "Sprachmittlung-2026-11-24-1100-tir-loeschen-2026-11-25"
        assert written == [f"{stem}.txt", f"{stem}.xlsx"]
        await desk.press("escape")
        assert desk.notice.startswith("Geöffnet. Liegt in ") or "selbst öffnen. Liegt in " in desk.notice
        assert f"Wird ab Mi 25.11.2026 gelöscht: {stem}.txt" in " ".join(desk.notice.split())
        await desk.press("c", "2")
        assert desk.app.clipboard == "030 23125-955"
        assert desk.notice == "Kontakt kopiert: 030 23125-955"
        await desk.press("c", "3")
        assert "Anfrage Sprachmittlung" in desk.app.clipboard
        assert "Schmidt" not in desk.app.clipboard
        await go_to(desk, office, found["failed"])
        await desk.press("k")
        assert "ausgefallen" in desk.notice


async def test_weeks_go_on_and_keys_that_do_not_fit_say_why(office: Office, clock, monkeypatch) -> None:
    real = office.desk.read

    def broken(query: Any) -> Any:
        if isinstance(query, OrdersOf):
            raise StoreUnavailable("server_unreachable")
        return real(query)

    async with at_desk(lambda: office.desk, clock) as desk:
        monkeypatch.setattr(office.desk, "read", broken)
        await desk.press("4")
        assert "ließen sich nicht lesen. F5 versucht es noch einmal." in desk.shown
        monkeypatch.setattr(office.desk, "read", real)
        await desk.press("f5")
        assert_frame(desk.app, "orders_empty_80x24")
        await desk.press("a")
        assert desk.notice == "Hier ist keine Sprachmittlung ausgewählt."
        await desk.press("plus")
        assert desk.notice.startswith("Tage und Wochen stehen in der Ansicht Woche")
        fill(office)
        await desk.app.poll().wait()
        await desk.settle()
        assert desk.records.cursor_id is not None
        for letter in "zbtpmwif":
            desk.app.screen_stack[0].notice.clear()
            await desk.press(letter)
            assert "(1 Heute)" in desk.notice, letter
        await desk.press("left", "space")
        assert desk.notice.startswith("Markieren lässt sich eine Bestellung")
        await desk.press("a")
        assert desk.notice.startswith("Enter zeigt die Bestellungen dieser Sprache")
        await desk.press("plus", "plus", "minus")
        assert "KW 49" in desk.lines[0]
        await desk.press("g")
        await desk.type("14.12.")
        await desk.press("enter")
        assert "KW 51" in desk.lines[0]
        await desk.press("h")
        assert "KW 48" in desk.lines[0]
        languages = desk.app.screen.records
        assert [row.language for row in languages.rows.visible] == ["som", "tir", "ara", "prs"], "orders come first"
        await desk.press("s")
        assert desk.notice == "Nach dem Namen der Sprache sortiert."
        assert [row.language for row in languages.rows.visible] == ["ara", "prs", "som", "tir"]
        languages.move_to("tir")
        await desk.press("enter")
        assert "KW 48, Tigrinya" in desk.lines[0]
        assert {line.language for line in desk.records.rows.visible} == {"tir"}
        await desk.press("s")
        assert desk.notice == "Nach Tag und Uhrzeit sortiert."
        await desk.press("space", "escape", "escape")
        assert "KW 48, Tigrinya" not in desk.lines[0]
        assert languages.cursor_id == "tir"

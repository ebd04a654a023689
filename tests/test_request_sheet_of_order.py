"""The request sheet made of an order: whom to ask, when and where, and nothing of the customer (D48)."""

from datetime import timedelta

import pytest

from backoffice.desk.orders import CancelInterpreter
from backoffice.desk.request_sheets import SheetOf
from backoffice.desk.teams import ChangeTeam
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.request_sheet import RequestSheet
from backoffice.domain.terms import Area
from backoffice.wording import request_sheet as words
from backoffice.wording.refusals import refusal
from tests.office import MONDAY, Office
from tests.ordering import COMPANION, ON_SITE, PHONE, add, hotline, of, order, person


def sheet(office: Office, appointment_id: str) -> RequestSheet:
    found = of(office, appointment_id)
    assert found is not None
    return office.desk.read(SheetOf(found.id, office.desk.clock.now()))


def test_an_order_becomes_a_sheet(office: Office) -> None:
    one, who = office.book(600, 30, name="Kowalczyk, Maria", customer_number="214A012345"), person(office)
    order(office, one, who, ON_SITE, dialect="aus dem Hochland")
    made = sheet(office, one)
    assert (made.language, made.dialect, made.kind) == ("tir", "aus dem Hochland", ON_SITE)
    assert (made.day, made.start, made.minutes) == (MONDAY, 600, 30)
    assert (made.branch, made.function, made.phone) == ("Geschäftsstelle Mitte", "Leistungsteam 1", "030 23125-701")
    assert made.area is Area.BENEFITS
    text = words.as_text(made)
    assert "Geschäftsstelle Mitte" in text
    assert "Kowalczyk" not in text
    assert "214A" not in text
    assert "Bescheid" not in text


def test_where_to_dial_stands_on_it_and_the_area_decides_whom_to_ask(office: Office) -> None:
    line = hotline(office)
    one = office.book(600, place=None, group_id=office.groups["Eingangszone"], concern="Neuantrag stellen")
    order(office, one, line, PHONE)
    made = sheet(office, one)
    assert (made.kind, made.dial, made.function) == (PHONE, "030 23125-999", "Eingangszone")
    # Nobody can be called there: the front desk's number of the branch stands in, if there is one.
    team = office.team("Eingangszone")
    office.desk.perform(office.desk.new(ChangeTeam, team_id=team, name="Eingangszone"))
    assert sheet(office, one).phone == ""


def test_what_is_only_noted_may_be_asked_for_in_any_way(office: Office) -> None:
    spoken, signed = office.book(600), office.book(700)
    order(office, spoken)
    order(office, signed, language="gsg")
    assert words.ANY_WAY in words.as_text(sheet(office, spoken))
    text = words.as_text(sheet(office, signed))
    assert words.ANY_SIGNED in " ".join(text.split())
    assert "§ 17 Abs. 2 SGB I" in " ".join(text.split())


def test_where_nobody_is_to_be_asked_there_is_no_sheet(office: Office) -> None:
    brought, off = office.book(600), office.book(700)
    order(office, brought, kind=COMPANION, adult=True)
    agency = add(office, "Büro", provider="agency", languages={"tir": ""}, on_site=True, contact="0")
    order(office, off, agency)
    asked = of(office, off)
    assert asked is not None
    later = office.desk.clock.now() + timedelta(days=1)
    office.desk.perform(office.desk.new(CancelInterpreter, order_id=asked.id))
    desk = office.desk
    found = of(office, brought)
    assert found is not None
    for order_id, now, code in (
        (found.id, desk.clock.now(), "companion_not_ordered"),
        (found.id, later, "order_in_past"),
        (asked.id, desk.clock.now(), "nobody_to_ask"),
        ("0" * 32, desk.clock.now(), "not_found"),
    ):
        with pytest.raises((Refused, NotFound)) as caught:
            desk.read(SheetOf(order_id, now))
        assert caught.value.code == code
        assert "?" not in str(refusal(caught.value))


def test_the_front_desk_is_asked_where_no_team_is_known() -> None:
    made = RequestSheet(
        order_id="0" * 32, language="tir", kind=None, day=MONDAY, start=600, minutes=30, branch="Mitte", function=""
    )
    assert any(line.value == words.FRONT_DESK for line in words.lines(made))

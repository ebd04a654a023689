"""The check of the plan on the screen: the quiet line, the list with its cures, and the question before a change."""

from datetime import date

import pytest

from backoffice.desk.agreements import AgreementsOwed
from backoffice.desk.closures import AddClosure
from backoffice.desk.plan_check import PlanCheck
from backoffice.domain.terms import AgreementUnit, PlanRule
from tests.driver import at_desk
from tests.frames import assert_fits, assert_frame
from tests.office import MONDAY, Office
from tests.planning import listed, set_openings, weekly
from tests.test_plan_screen import fill, plan, rows

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def planned(office: Office) -> Office:
    """All groups are open in the mornings, Leistung 1 late on Thursdays: the rules are kept."""
    set_openings(office, *weekly(office), *weekly(office, (960, 1080), weekdays=[3], reserved=True))
    for group, names in (("Leistung 2", ("L2-1", "L2-2")), ("Eingangszone", ("E-1", "E-2"))):
        set_openings(office, *weekly(office, names=names), group=group)
    return office


def close(office: Office, first: date, last: date, name: str = "Umzug") -> None:
    desk = office.desk
    desk.perform(desk.new(AddClosure, branch_id=office.branch_id, first_day=first, last_day=last, name=name))


def missing(office: Office) -> list[PlanRule]:
    found = office.desk.read(PlanCheck(office.branch_id, MONDAY, date(2026, 12, 20), office.desk.clock.now()))
    return [one.finding.rule for one in found.missing]


async def test_what_is_to_be_agreed_is_listed_noted_and_taken_back(planned: Office, clock) -> None:
    close(planned, date(2026, 11, 30), date(2026, 12, 1))
    close(planned, date(2026, 12, 10), date(2026, 12, 10), "Schulung")
    close(planned, date(2026, 12, 24), date(2026, 12, 24))
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5")
        assert "▲ 2 Abstimmungen zum Plan der nächsten Wochen: y nennt sie und was hilft." in desk.shown
        await desk.press("y")
        assert desk.dialog == "Plan prüfen"
        assert "Mo 23.11. bis So 20.12.: 2 Abstimmungen fehlen." in desk.shown
        assert "Hilft: „Umzug“ am Di 01.12." in desk.shown
        assert_frame(desk.app, "plan_check_80x24")
        await desk.press("a")
        assert desk.dialog == "Abstimmung"
        assert_frame(desk.app, "plan_agree_80x24")
        await desk.press("1")
        await fill(desk, day="morgen")
        await desk.press("f2")
        assert "liegt in der Zukunft" in desk.shown
        await fill(desk, day="20.11.")
        await desk.press("f2")
        assert desk.dialog == "Plan prüfen"
        assert "abgestimmt 20.11. GBL 2" in desk.shown
        assert missing(planned) == [PlanRule.LATE_DAY]
        await desk.press("home", "enter", "f2")
        assert "1 Aufgabe ist offen" in desk.shown
        (owed,) = planned.desk.read(AgreementsOwed(planned.branch_id))
        assert (owed.rule, owed.first_day) == (PlanRule.LATE_DAY, date(2026, 12, 7))
        await desk.press("home", "a", "2", "f2")
        assert missing(planned) == []
        assert planned.desk.read(AgreementsOwed(planned.branch_id)) == ()
        await desk.press("u")
        assert [one.id for one in planned.desk.read(AgreementsOwed(planned.branch_id))] == [owed.id]
        await desk.press("end", "a")
        assert "schon abgestimmt" in desk.shown
        await desk.press("escape")
        assert "▲ 1 Abstimmung zum Plan" in desk.shown


async def test_a_change_that_breaks_a_rule_asks_first_and_one_u_takes_all_back(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock) as desk:
        await desk.press("5", "tab", "tab", "n", "5")
        await fill(desk, first="30.11.", last="3.12.", reason="Umzug")
        await desk.press("f2")
        assert desk.dialog == "Das bricht eine Regel"
        assert "▲ KW 49: 1 Tag offen, 4 sollen es sein." in desk.shown
        assert "▲ KW 49: längster Tag bis 12:00" in desk.shown
        assert_frame(desk.app, "plan_breaks_80x24")
        assert listed(planned).closures == ()
        await desk.press("escape")
        assert "Am Plan ist nichts geändert; F6 holt das Formular zurück." in desk.notice
        await desk.press("f6", "f2", "2")
        await fill(desk, note="wegen Umzug")
        await desk.press("f2")
        assert "Schließung eingetragen. Abstimmung eingetragen." in desk.notice
        assert "30.11.–03.12. ganztags alle Gruppen Schließung: Umzug" in rows(desk)
        assert missing(planned) == []
        found = planned.desk.read(PlanCheck(planned.branch_id, MONDAY, date(2026, 12, 6), clock.now()))
        assert {one.agreement.unit for one in found.findings if one.agreement} == {AgreementUnit.BENEFITS_LEAD}
        assert {one.agreement.note for one in found.findings if one.agreement} == {"wegen Umzug"}
        await desk.press("u")
        assert listed(planned).closures == ()
        await desk.press("tab")
        found = planned.desk.read(PlanCheck(planned.branch_id, MONDAY, date(2026, 12, 6), clock.now()))
        assert found.findings == ()


async def test_ending_what_keeps_a_rule_asks_too_and_what_breaks_none_does_not(planned: Office, clock) -> None:
    async with at_desk(lambda: planned.desk, clock, size=(120, 40)) as desk:
        await desk.press("5", "tab", "tab", "n", "5")
        await fill(desk, first="30.11.", reason="Inventur")
        await desk.press("f2")
        assert desk.dialog == ""
        assert "Schließung eingetragen" in desk.notice
        late = next(row.id for row in plan(desk).found.rows if row.time == "16:00–18:00")
        desk.records.move_to(late)
        await desk.press("x", "1")
        assert desk.dialog == "Das bricht eine Regel"
        await desk.press("escape")
        assert "Am Plan ist nichts geändert." in desk.notice
        assert any(one.reserved for one in listed(planned).openings)
        await desk.press("x", "1", "f2")
        assert "Abstimmung nachholen" in desk.notice
        assert not any(one.reserved for one in listed(planned).openings)
        assert len(planned.desk.read(AgreementsOwed(planned.branch_id))) == 1
        await desk.press("y")
        assert_frame(desk.app, "plan_check_120x40")
        assert_fits(desk.app)
        await desk.press("escape", "9")
        assert "abzustimmen: 5, dann y." in desk.shown
        await desk.press("5", "u")
        assert any(one.reserved for one in listed(planned).openings)
        assert planned.desk.read(AgreementsOwed(planned.branch_id)) == ()

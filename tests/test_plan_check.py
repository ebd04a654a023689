"""The check of a branch's plan at a desk: findings, agreements, and what a change would add (D31, D50)."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.agreements import AgreementDone, AgreementsOwed, NoteAgreement
from backoffice.desk.closures import AddClosure, RemoveClosure
from backoffice.desk.command import Command, Done
from backoffice.desk.desk import Desk
from backoffice.desk.evening import EveningOf
from backoffice.desk.openings import AddOpenings, EndOpening, NewOpening, RemoveOpening
from backoffice.desk.people import GrantRole
from backoffice.desk.plan_check import Added, PlanCheck, PlanChecked, WouldBreak
from backoffice.desk.temporary_points import CloseTemporaryPoint, OpenTemporaryPoint
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.policy import Severity, added
from backoffice.domain.terms import AgreementUnit, ClosureKind, OpeningKind, PlanRule, Role
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup
from backoffice.wording.plan_check import sentence
from tests.office import MONDAY, Office
from tests.planning import listed, set_openings, single, weekly

DAY, WEEK = timedelta(days=1), timedelta(days=7)
THURSDAY = MONDAY + 3 * DAY
R = PlanRule


@pytest.fixture
def planned(office: Office) -> Office:
    """Mornings from Monday to Friday until the end of the year, and Thursdays until 18:00, reserved: all is well."""
    set_openings(office, *weekly(office), *weekly(office, (960, 1080), weekdays=[3], reserved=True))
    for group, names in (("Leistung 2", ("L2-1", "L2-2")), ("Eingangszone", ("E-1", "E-2"))):
        set_openings(office, *weekly(office, names=names), group=group)
    return office


def check(office: Office, weeks: int = 1, desk: Desk | None = None, first: date = MONDAY) -> PlanChecked:
    desk = desk or office.desk
    return desk.read(PlanCheck(office.branch_id, first, first + weeks * WEEK - DAY, desk.clock.now()))


def brief(found: PlanChecked | Added) -> list[tuple[PlanRule, date, int]]:
    return [(one.finding.rule, one.finding.first_day, one.finding.there) for one in found.findings]


def would(office: Office, *commands: Command) -> Added:
    return office.desk.read(WouldBreak(office.branch_id, commands, office.desk.clock.now()))


def closing(office: Office, first: date, last: date | None = None, **more: Any) -> AddClosure:
    given = {"branch_id": office.branch_id, "name": "Umzug", **more}
    return office.desk.new(AddClosure, first_day=first, last_day=last or first, **given)


def note(office: Office, rule: PlanRule = R.FOUR_DAYS, desk: Desk | None = None, **more: Any) -> Done:
    desk = desk or office.desk
    given = {"first_day": MONDAY, "last_day": MONDAY, **more}
    return desk.perform(desk.new(NoteAgreement, branch_id=office.branch_id, rule=rule, **given))


AGREED = {"unit": AgreementUnit.GBL_2, "agreed_on": MONDAY - 3 * DAY}


def test_office_hours_count_where_there_is_no_plan(office: Office) -> None:
    found = check(office)
    assert (found.first, found.last, found.assumed) == (MONDAY, MONDAY + 6 * DAY, True)
    assert brief(found) == [(R.LATE_RESERVED, MONDAY, 0)]
    assert found.findings[0].finding.severity is Severity.HINT
    assert found.missing == ()


def test_a_good_plan_is_not_spoken_of(planned: Office) -> None:
    assert check(planned, 4).findings == ()
    found = check(planned, 1, first=THURSDAY)
    assert (found.first, found.last) == (MONDAY, MONDAY + 2 * WEEK - DAY), "whole weeks, whatever days are named"


def test_weeks_that_break_rules_are_told_with_their_cure(planned: Office) -> None:
    planned.desk.perform(closing(planned, MONDAY + 8 * DAY, MONDAY + 9 * DAY))
    planned.desk.perform(closing(planned, THURSDAY + 2 * WEEK))
    found = check(planned, 4)
    assert brief(found) == [(R.FOUR_DAYS, MONDAY + WEEK, 3), (R.LATE_DAY, MONDAY + 2 * WEEK, 720)]
    assert [one.missing for one in found.findings] == [True, True]
    assert [sentence([one.finding], found.names) for one in found.findings] == [
        "KW 49: 3 Tage offen, 4 sollen es sein. Hilft: „Umzug“ am Mi 02.12. zurücknehmen.",
        "KW 50: längster Tag bis 12:00, einer soll bis 18:00 gehen. Hilft: „Umzug“ am Do 10.12. zurücknehmen.",
    ]


def test_a_buchungsstopp_that_begins_long_before_the_week(planned: Office) -> None:
    for first, last in ((29, 30), (1, 2)):  # entered in two parts
        month = 11 if first > 9 else 12
        day, end = date(2026, month, first), date(2026, month, last)
        planned.desk.perform(closing(planned, day, end, closes=ClosureKind.BOOKING_STOP, name="Monatswechsel"))
    found = check(planned, first=MONDAY + WEEK)
    assert brief(found) == [(R.STOP_LENGTH, date(2026, 11, 29), 4)]
    assert sentence([found.findings[0].finding], found.names) == (
        "29.11.–02.12.: Buchungsstopp an 4 Tagen, höchstens 3 dürfen es sein. Hilft: „Monatswechsel“ um 1 Tag kürzen."
    )
    assert check(planned, first=MONDAY + 3 * WEEK).findings == ()


def test_mandatory_concerns_and_free_times(planned: Office) -> None:
    offer, concern, group = table(ConcernOffer), table(Concern), table(ServicePointGroup)
    title = "Umzugswunsch"

    def lose(tx: Any) -> None:  # as when the catalogue grows: nobody can stop the last offer at a desk
        of = sa.select(concern.c.id).where(concern.c.title == title)
        tx.connection.execute(sa.delete(offer).where(offer.c.concern_id.in_(of)))

    planned.desk.store.write(lose)
    found = check(planned)
    assert brief(found) == [(R.MANDATORY, MONDAY, 0)]
    assert sentence([found.findings[0].finding], found.names) == (
        "„Umzugswunsch“ bietet hier keine Gruppe an. Hilft: in Leistung 1 anbieten."
    )
    assert found.findings[0].missing

    def other_area(tx: Any) -> None:
        tx.connection.execute(sa.update(group).where(group.c.area == "benefits").values(area="youth_front_desk"))

    planned.desk.store.write(other_area)
    told = check(planned)
    assert [told.names[one.finding.concern_id or ""] for one in told.findings] == [
        "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung"
    ], "a Jugendberufsagentur has to offer its own"


def test_free_time_counts_what_is_booked(planned: Office, clock: FixedClock) -> None:
    day = MONDAY
    while day <= date(2026, 12, 4):  # ten working days
        for place in ("E-1", "E-2"):
            planned.book(480, 240, place=place, day=day, group_id=planned.groups["Eingangszone"])
        day += DAY
    found = check(planned)
    assert {one.finding.rule for one in found.findings} == {R.FREE_TIME}
    assert len(found.findings) == 3, "the three of the Eingangszone"
    assert not any(one.missing for one in found.findings)
    assert sentence([found.findings[-1].finding], found.names) == (
        "für „Neuantrag stellen“ ist bis Fr 04.12. nichts frei."
        " Hilft: in Eingangszone bis Fr 04.12. mindestens 60 min öffnen."
    )
    assert check(planned, first=MONDAY + 3 * WEEK).findings == (), "it is looked for in the next days only"


# --- agreements ---------------------------------------------------------------------------------------------------


def test_an_agreement_covers_its_weeks(planned: Office) -> None:
    planned.desk.perform(closing(planned, MONDAY, MONDAY + 8 * DAY))
    assert len(check(planned, 2).missing) == 3
    done = note(planned, first_day=MONDAY + 2 * DAY, last_day=MONDAY + 3 * DAY, **AGREED)
    assert (done.code, done.undoable) == ("agreement_noted", True)
    assert (done.values["first"], done.values["last"]) == ("2026-11-23", "2026-11-29"), "weeks are agreed as a whole"
    first = check(planned, 2).findings[0]
    assert (first.missing, first.agreement.unit, first.agreement.by) == (False, AgreementUnit.GBL_2, "Administration")
    assert len(check(planned, 2).missing) == 2
    note(planned, R.LATE_DAY, last_day=MONDAY + WEEK, **AGREED)
    assert brief_missing(check(planned, 2)) == [(R.FOUR_DAYS, MONDAY + WEEK)]
    planned.desk.perform(planned.desk.new(Undo, undoes=planned.desk.read(LastChange(planned.desk.id)).undoes))
    assert len(check(planned, 2).missing) == 2


def brief_missing(found: PlanChecked) -> list[tuple[PlanRule, date]]:
    return [(one.finding.rule, one.finding.first_day) for one in found.missing]


def test_the_task_stays_until_it_is_done(planned: Office, clock: FixedClock) -> None:
    planned.desk.perform(closing(planned, MONDAY, MONDAY + 2 * DAY))
    owed = note(planned, note="wegen Umzug, mehr nicht")
    assert owed.code == "agreement_owed"
    found = check(planned)
    assert found.findings[0].missing, "a task is no agreement"
    assert found.findings[0].agreement is not None
    assert [(one.id, one.owed, one.note) for one in found.owed] == [(owed.ids[0], True, "wegen Umzug, mehr nicht")]
    assert [one.id for one in check(planned, first=MONDAY + 10 * WEEK).owed] == list(owed.ids), "whenever it was"
    clock.advance(days=30)
    assert [one.id for one in planned.desk.read(AgreementsOwed(planned.branch_id))] == list(owed.ids)

    clerk = planned.colleague("kim", "Kim", Role.CASEWORKER)
    evenings = [desk.read(EveningOf(planned.branch_id, clock.now())) for desk in (planned.desk, clerk)]
    assert [(one.agreements, one.done) for one in evenings] == [(1, True), (0, True)]

    def finish(**more: Any) -> Done:
        given = {"agreement_id": owed.ids[0], "unit": AgreementUnit.BENEFITS_LEAD, "agreed_on": MONDAY, **more}
        return planned.desk.perform(planned.desk.new(AgreementDone, **given))

    with pytest.raises(Refused, match="agreed_in_future"):
        finish(agreed_on=MONDAY + 31 * DAY)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        finish(version=7)
    assert finish(version=1).values["unit"] == "benefits_lead"
    assert planned.desk.read(AgreementsOwed(planned.branch_id)) == ()
    with pytest.raises(Refused, match="agreement_known"):
        finish()
    with pytest.raises(NotFound, match="not_found"):
        finish(agreement_id="0" * 32)


def test_what_is_no_agreement_is_refused(planned: Office) -> None:
    for code, wrong in (
        ("agreement_not_needed", {"rule": R.FREE_TIME}),
        ("series_backwards", {"last_day": MONDAY - DAY}),
        ("agreement_too_long", {"last_day": MONDAY + 366 * DAY}),
        ("agreement_too_long", {"first_day": date.max, "last_day": date.max}),
        ("agreement_without_unit", {"agreed_on": MONDAY}),
        ("agreed_in_future", {"agreed_on": MONDAY + DAY, "unit": AgreementUnit.GBL_2}),
        ("not_found", {"group_id": "0" * 32}),
    ):
        with pytest.raises(Refused, match=code):
            note(planned, **wrong)
    assert check(planned).owed == ()


def test_a_lead_notes_what_their_own_group_breaks(planned: Office) -> None:
    group = planned.groups["Leistung 1"]
    lead = planned.colleague("lena", "Lena Lead")
    staff = lead.actor.id
    planned.desk.perform(
        planned.desk.new(GrantRole, staff_id=staff, role=Role.GROUP_LEAD, branch_id=planned.branch_id, group_id=group)
    )
    lead.sign_in()
    with pytest.raises(Refused, match="no_right"):
        note(planned, desk=lead, **AGREED)
    with pytest.raises(Refused, match="no_right"):
        note(planned, desk=lead, group_id=planned.groups["Leistung 2"], **AGREED)
    stop = {"closes": ClosureKind.BOOKING_STOP, "first_day": date(2026, 12, 9), "last_day": date(2026, 12, 9)}
    for name in ("Leistung 1", "Leistung 2"):
        planned.desk.perform(
            planned.desk.new(
                AddClosure, branch_id=planned.branch_id, group_id=planned.groups[name], name="Test", **stop
            )
        )
    days = {"first_day": date(2026, 12, 9), "last_day": date(2026, 12, 9)}
    note(planned, R.STOP_AWAY, desk=lead, group_id=group, **days, **AGREED)
    found = check(planned, 3)
    assert [(one.finding.group_id == group, one.missing) for one in found.findings if one.finding.group_id] == [
        (one.finding.group_id == group, one.finding.group_id != group) for one in found.findings
    ]
    assert len(found.missing) == 1
    last = lead.read(LastChange(lead.id))
    lead.perform(lead.new(Undo, undoes=last.undoes))
    assert len(check(planned, 3).missing) == 2


def test_rights_and_days_that_are_refused(planned: Office) -> None:
    stranger = planned.colleague("tom", "Tom", Role.ANALYST, branch=False)
    for query in (
        PlanCheck(planned.branch_id, MONDAY, MONDAY, stranger.clock.now()),
        WouldBreak(planned.branch_id, (), stranger.clock.now()),
        AgreementsOwed(planned.branch_id),
    ):
        with pytest.raises(Refused, match="no_right"):
            stranger.read(query)
    now = planned.desk.clock.now()
    for code, first, last in (
        ("series_backwards", MONDAY, MONDAY - DAY),
        ("search_too_long", MONDAY, MONDAY + 371 * DAY),
        ("check_too_far", date.max - DAY, date.max),
        ("check_too_far", date.min, date.min + DAY),
    ):
        with pytest.raises(Refused, match=code):
            planned.desk.read(PlanCheck(planned.branch_id, first, last, now))


# --- before a change ----------------------------------------------------------------------------------------------


def commands_of(office: Office) -> dict[str, Command]:
    """A change of each kind, with a plan that has something for each to change."""
    new, view = office.desk.new, listed(office)
    of_l1 = [one for one in view.openings if one.group == "Leistung 1"]
    monday = next(one for one in of_l1 if one.weekday == 0)
    long = next(one for one in of_l1 if one.reserved)
    extra = next(point for point in view.points if point.temporary)
    of_group = {"branch_id": office.branch_id, "group_id": office.groups["Leistung 1"]}
    short = NewOpening(
        kind=OpeningKind.ONE_DAY,
        points=single(office, day=THURSDAY).points,
        first_day=THURSDAY,
        last_day=THURSDAY,
        start=480,
        end=600,
    )
    stop = {"closes": ClosureKind.BOOKING_STOP, "name": "Stopp"}
    return {
        "one day": new(AddOpenings, openings=(short,), **of_group),
        "shut": new(AddOpenings, openings=(single(office, OpeningKind.SHUT, THURSDAY),), **of_group),
        "more": new(AddOpenings, openings=weekly(office, (780, 840)), **of_group),
        "end": new(EndOpening, opening_id=long.id, last_day=MONDAY + 9 * DAY),
        "remove late": new(RemoveOpening, opening_id=long.id),
        "remove": new(RemoveOpening, opening_id=monday.id),
        "close": closing(office, MONDAY + WEEK, MONDAY + WEEK + 2 * DAY),
        "close group": closing(office, THURSDAY, group_id=office.groups["Leistung 1"]),
        "close house": closing(office, MONDAY + WEEK, MONDAY + WEEK + 2 * DAY, branch_id=None),
        "stop": closing(office, MONDAY, MONDAY + 3 * DAY, **stop),
        "reopen": new(RemoveClosure, closure_id=view.closures[0].id),
        "point": new(CloseTemporaryPoint, point_id=extra.id),
    }


@pytest.mark.parametrize("name", list("ab"))
def test_it_says_before_what_is_found_after(planned: Office, name: str) -> None:
    """Each kind of change: what `WouldBreak` adds is what a check finds once the change is made."""
    if name == "a":
        planned.desk.perform(closing(planned, MONDAY + 2 * WEEK, MONDAY + 2 * WEEK + 3 * DAY))
    else:  # nothing but the office hours of the house is reserved late in the week after
        planned.desk.perform(closing(planned, THURSDAY + 2 * WEEK, group_id=planned.groups["Leistung 1"]))
    planned.desk.perform(
        planned.desk.new(
            OpenTemporaryPoint,
            group_id=planned.groups["Leistung 2"],
            name="L2-Z1",
            first_day=THURSDAY,
            last_day=THURSDAY,
            start=960,
            end=1080,
            reason="Andrang",
        )
    )
    weeks = 6
    for kind, command in commands_of(planned).items():
        before = check(planned, weeks)
        told = would(planned, command)
        planned.desk.perform(command)
        after = check(planned, weeks)
        new = added([one.finding for one in before.findings], [one.finding for one in after.findings])
        within = [one.finding for one in told.findings if one.finding.first_day < MONDAY + weeks * WEEK]
        assert within == list(new), kind
        planned.desk.perform(planned.desk.new(Undo, undoes=planned.desk.read(LastChange(planned.desk.id)).undoes))
        assert check(planned, weeks).findings == before.findings, kind


def test_the_first_plan_ends_the_office_hours(office: Office) -> None:
    new = office.desk.new(
        AddOpenings,
        branch_id=office.branch_id,
        group_id=office.groups["Leistung 1"],
        openings=weekly(office, weekdays=[0, 1]),
    )
    told = would(office, new)
    assert {(one.finding.rule, one.finding.there) for one in told.findings if one.missing} >= {
        (R.FOUR_DAYS, 2),
        (R.LATE_DAY, 720),
    }
    assert told.findings[0].finding.first_day == MONDAY
    office.desk.perform(new)
    assert brief_missing(check(office)) == [(R.FOUR_DAYS, MONDAY), (R.LATE_DAY, MONDAY)]


def test_what_is_agreed_already_is_told_as_agreed(planned: Office) -> None:
    change = closing(planned, MONDAY, MONDAY + 2 * DAY)
    note(planned, **AGREED)
    told = would(planned, change)
    assert [(one.finding.rule, one.missing) for one in told.findings] == [(R.FOUR_DAYS, False)]
    assert told.missing == ()
    assert would(planned, change, closing(planned, THURSDAY)).missing[0].finding.rule is R.LATE_DAY


def test_what_will_be_refused_is_not_stumbled_over(planned: Office) -> None:
    odd = [
        closing(planned, MONDAY, MONDAY - DAY),
        closing(planned, date.max),
        closing(planned, date.min),
        closing(planned, MONDAY, date.max),
        closing(planned, MONDAY, start=700, end=600),
        planned.desk.new(EndOpening, opening_id="0" * 32, last_day=MONDAY),
        planned.desk.new(RemoveClosure, closure_id="0" * 32),
        planned.desk.new(
            AddOpenings,
            branch_id=planned.branch_id,
            group_id=planned.groups["Leistung 1"],
            openings=(
                *weekly(planned, (900, 100), last_day=date.max),
                *weekly(planned, first_day=date.min, last_day=date.max),
                single(planned, OpeningKind.WEEKLY, THURSDAY),
                single(planned, day=date.max, start=1400, end=20_000, breaks=((9, 5),)),
            ),
        ),
    ]
    for command in odd:
        assert isinstance(would(planned, command), Added)


def test_one_reading_of_each_table(planned: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def listen(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    planned.desk.store.ensure_usable()
    sa.event.listen(planned.desk.store.engine, "before_cursor_execute", listen)
    try:
        check(planned, 53)
        read = [one for one in asked if one.lstrip().startswith("SELECT")]
        asked.clear()
        would(planned, closing(planned, MONDAY))
        compared = [one for one in asked if one.lstrip().startswith("SELECT")]
    finally:
        sa.event.remove(planned.desk.store.engine, "before_cursor_execute", listen)
    assert len(set(read)) == len(read) > 8
    assert len(set(compared)) == len(compared) > 8

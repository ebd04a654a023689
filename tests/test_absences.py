"""Absences: of a person, of service points, of so many of a group; never why, and gone the next working day (D36)."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.affected import Affected
from backoffice.desk.desk import Desk
from backoffice.desk.ending_absences import EndAbsence
from backoffice.desk.erasing import erase_past
from backoffice.desk.leaving import ComeBack, LeaveForToday
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, mandatory_ids
from backoffice.desk.people import GrantRole
from backoffice.desk.slots import FreeTimesFor, WhyNot
from backoffice.desk.talks import Begin, ClaimAppointment
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.absences import Days
from backoffice.domain.availability import Why
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.terms import AbsenceKind, Area, Role
from backoffice.store.tables import import_all
from backoffice.store.tables.absences import Absence
from backoffice.store.tables.appointments import Assignment, Claim
from backoffice.store.tables.base import METADATA, table
from backoffice.wording.done import done as said
from tests.absent import absences, day_of, enter, fewer, hours, staff, staffed
from tests.office import MONDAY, Office
from tests.test_staffing import lead_of

TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)


@pytest.fixture
def berta(office: Office) -> Desk:
    return office.colleague("berta", "Berta B", Role.CASEWORKER)


@pytest.fixture
def carl(office: Office) -> Desk:
    return office.colleague("carl", "Carl C", Role.CASEWORKER)


def leave(desk: Desk, office: Office, who: Desk | None = None, **more: Any) -> Any:
    return desk.perform(desk.new(LeaveForToday, staff_id=(who or desk).actor.id, branch_id=office.branch_id, **more))


def undo(desk: Desk) -> None:
    last = desk.read(LastChange(desk.id))
    assert last is not None
    desk.perform(desk.new(Undo, undoes=last.undoes))


def end(office: Office, entry_id: str, desk: Desk | None = None) -> Any:
    desk = desk or office.desk
    return desk.perform(desk.new(EndAbsence, entry_id=entry_id))


def affected(office: Office, day: date = MONDAY) -> list[tuple[str, Why | None]]:
    return [(one.id, one.why) for one in office.desk.read(Affected(office.branch_id, day, day))]


def rows(office: Office) -> list[Any]:
    return office.desk.store.read(lambda c: c.execute(sa.select(table(Absence))).all())


# --- service points -----------------------------------------------------------------------------------------------


def test_so_many_points_less_are_the_ones_that_lose_the_fewest(office: Office) -> None:
    first = office.book(600, place="L1-1")
    second = office.book(660, place="L1-1")
    lost = office.book(720, place="L1-2")
    told = fewer(office, 1, end=960)
    assert told.values == {"points": ["L1-2"], "counted": True, "affected": 1}
    assert said(told.code, told.values) == (
        "Unbesetzt: L1-2 (sie verlieren die wenigsten Termine). ▲ Ein Termin verliert den Platz: abgesagt ist nichts."
    )
    assert hours(office, "L1-2") == [(8, 8.5)], "what was is left as it was"
    assert affected(office) == [(lost, Why.ABSENT)]
    assert {office.status(one) for one in (first, second, lost)} == {"booked"}
    assert [row.service_point_id for row in rows(office)] == [office.points["L1-2"]]

    with pytest.raises(Refused, match="too_few_points") as refused:
        fewer(office, 2)
    assert (refused.value.values["asked"], refused.value.values["left"]) == (2, 1)
    assert fewer(office, None, end=960).values["points"] == ["L1-1"], "the whole group is what is left of it"
    assert hours(office, "L1-1") == [(8, 8.5)]
    undo(office.desk)
    undo(office.desk)
    assert affected(office) == rows(office) == []
    assert hours(office, "L1-2") == [(8, 16)]


def test_a_search_never_offers_a_point_that_is_away(office: Office) -> None:
    fewer(office, 2, first_day=TUESDAY, start=480, end=720)
    asked: dict[str, Any] = {
        "branch_id": office.branch_id, "now": office.desk.clock.now(), "concern_text": "Umzugswunsch", "minutes": 20,
        "group_ids": (office.groups["Leistung 1"],),
    }  # fmt: skip
    view = office.desk.read(FreeTimesFor(**asked, first=TUESDAY, last=TUESDAY, per_day=None, glance=TUESDAY))
    assert min(one.start for one in view.offers) == 720
    assert view.week[1].morning is None
    why = office.desk.read(WhyNot(**asked, day=TUESDAY, start=600))
    assert why.offer is None
    assert [(one.points, one.why) for one in why.explanation.obstacles] == [(("L1-1", "L1-2"), Why.ABSENT)]
    fewer(office, 2, first_day=TUESDAY, start=720, end=960)
    found = office.desk.read(FreeTimesFor(**asked, first=TUESDAY, last=TUESDAY, glance=TUESDAY))
    assert (found.offers, found.week[1].why) == ((), Why.ABSENT)


def test_points_by_name_for_days_and_half_days(office: Office) -> None:
    told = enter(office, points=["L1-2", "E-1"], first_day=MONDAY, last_day=FRIDAY, start=720)
    assert told.values["points"] == ["E-1", "L1-2"]
    assert {hours(office, "E-1", day)[0] for day in (MONDAY, FRIDAY)} == {(8, 12)}
    (view,) = absences(office)
    assert (view.kind, view.points, view.group) == (AbsenceKind.PLANNED, ("E-1", "L1-2"), None)
    assert view.spans == (Days(MONDAY, FRIDAY, 720, 1440),)
    assert len(told.ids) == 2
    with pytest.raises(Refused, match="absence_overlaps") as refused:
        enter(office, points=["L1-1", "L1-2"], first_day=TUESDAY, start=900, end=960)
    assert (refused.value.values["what"], refused.value.values["first"]) == ("L1-2", MONDAY)
    assert len(rows(office)) == 2, "nothing half done"
    enter(office, points=["L1-2"], first_day=TUESDAY, end=720)
    assert hours(office, "L1-2", TUESDAY) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"points": ["L1-1"], "first_day": MONDAY - timedelta(days=3)}, "absence_over"),
        ({"points": ["L1-1"], "start": 420, "end": 510}, "absence_over"),
        ({"points": ["L1-1"], "first_day": TUESDAY, "last_day": MONDAY}, "series_backwards"),
        ({"points": ["L1-1"], "last_day": MONDAY + timedelta(days=400)}, "absence_too_long"),
        ({"points": ["L1-1"], "start": 720, "end": 720}, "span_backwards"),
        ({"points": ["L1-1"], "start": 722}, "not_five_minutes"),
        ({}, "absence_of_nobody"),
        ({"points": ["L1-1"], "count": 1}, "absence_of_nobody"),
        ({"points": ["L1-1"], "staff_id": "x"}, "absence_of_nobody"),
    ],
)
@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_what_no_absence_can_be(office: Office, values: dict[str, Any], code: str) -> None:
    if "staff_id" in values:
        values = {**values, "staff_id": office.desk.actor.id}
    with pytest.raises(Refused, match=code):
        enter(office, **values)
    assert rows(office) == []


def test_a_week_that_has_begun_counts_from_now(office: Office) -> None:
    enter(office, points=["L1-1"], first_day=MONDAY - timedelta(days=3), last_day=TUESDAY)
    assert [(row.first_day, row.last_day, row.start_minute, row.end_minute) for row in rows(office)] == [
        (MONDAY, MONDAY, 510, 1440),
        (TUESDAY, TUESDAY, 0, 1440),
    ]
    assert (hours(office), hours(office, day=TUESDAY)) == ([(8, 8.5)], [])


def test_nobody_left_names_what_cannot_be_done_and_what_remains(office: Office) -> None:
    north = office.desk.new(
        AddBranch,
        code="NORD",
        name="Geschäftsstelle Nord",
        groups=(NewGroup(name="N", area=Area.FRONT_DESK, points=(NewPoint(name="N-1"),), drawn=mandatory_ids()),),
    )
    office.desk.perform(north)
    told = fewer(office, None, group="Eingangszone", first_day=TUESDAY, last_day=TUESDAY + timedelta(days=1))
    assert "everywhere" not in told.values
    assert {one["title"] for one in told.values["missing"]} == {
        "Neuantrag stellen",
        "Mitteilung einer Veränderung",
        "Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung",
    }
    assert {(one["day"], one["again"], *one["branches"]) for one in told.values["missing"]} == {
        ("2026-11-24", "2026-11-26", "Geschäftsstelle Nord")
    }
    assert (
        "Am Di 24.11.2026 ist niemand mehr da für: Mitteilung Arbeitsaufnahme / Aufnahme einer Ausbildung, Mitteilung"
        " einer Veränderung, Neuantrag stellen. Es bleiben: telefonisch oder vor Ort bei Geschäftsstelle Nord, ein"
        " Rückruf, hier wieder ab Do 26.11.2026."
    ) in said(told.code, told.values)
    one = fewer(office, None, group="Leistung 1", first_day=TUESDAY)
    assert "missing" not in one.values, "the other group offers the same"
    last = fewer(office, None, group="Leistung 2", first_day=TUESDAY)
    assert last.values["everywhere"] == "2026-11-24"
    assert len(last.values["missing"]) == 11
    assert all(one["branches"] == [] and one["again"] == "2026-11-25" for one in last.values["missing"])
    sentence = said(last.code, last.values)
    assert "▲ Am Di 24.11.2026 ist die ganze Geschäftsstelle unbesetzt." in sentence
    assert " und 8 weitere. Es bleiben: ein Rückruf, hier wieder ab Mi 25.11.2026." in sentence


def together(*acts: Callable[[], object]) -> list[object]:
    both = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        both.wait(10)
        try:
            found[number] = act()
        except Exception as error:  # noqa: BLE001  (looked at below)
            found[number] = error

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return found


def test_two_leads_at_once_never_mean_the_same_point(office: Office) -> None:
    leads = [lead_of(office, name, "Leistung 1") for name in ("lena", "lars")]
    found = together(*(lambda desk=desk: fewer(office, 1, desk=desk, first_day=TUESDAY) for desk in leads))
    assert sorted(one.values["points"][0] for one in found) == ["L1-1", "L1-2"]  # type: ignore[attr-defined]


# --- people -------------------------------------------------------------------------------------------------------


def test_from_now_on_all_that_somebody_holds_goes_back(office: Office, berta: Desk) -> None:
    talk, claimed = office.book(500), office.book(540)
    later, evening = office.book(600), office.book(900)
    tomorrow, next_week = office.book(600, day=TUESDAY), office.book(600, day=MONDAY + timedelta(days=7))
    staff(office, "L1-1", (480, 960, berta.actor.id))
    berta.perform(berta.new(Begin, appointment_id=talk))
    berta.perform(berta.new(ClaimAppointment, appointment_id=claimed))
    for one in (later, evening, tomorrow, next_week):
        values = {"branch_id": office.branch_id, "staff_id": berta.actor.id, "at": office.desk.clock.now()}
        office.desk.store.write(
            lambda tx, one=one, values=values: tx.insert(Assignment, appointment_id=one, **values)
        )
    told = enter(office, staff_id=berta.actor.id, last_day=TUESDAY, end=780)
    assert {key: told.values[key] for key in ("talks", "tickets", "assigned")} == {
        "talks": 1, "tickets": 0, "assigned": 2,
    }  # fmt: skip
    assert "Zurückgegeben: 1 Gespräch, 2 Zuweisungen." in said(told.code, told.values)
    assert told.values["affected"] == 3, "the talk that runs among them, not who comes in the evening"
    assert office.status(talk) == "arrived"
    left = office.desk.store.read(lambda c: set(c.scalars(sa.select(table(Assignment).c.appointment_id))))
    assert left == {evening, next_week}
    assert office.desk.store.read(lambda c: c.scalars(sa.select(table(Claim).c.staff_id)).all()) == []
    assert (hours(office), hours(office, day=TUESDAY)) == ([(8, 8.5), (13, 16)], [(8, 16)])
    undo(office.desk)
    assert office.status(talk) == "in_progress"
    assert (hours(office), rows(office)) == ([(8, 16)], [])


def test_a_later_absence_takes_only_what_was_handed_over_for_it(office: Office, berta: Desk) -> None:
    claimed, tomorrow = office.book(540), office.book(600, day=TUESDAY)
    berta.perform(berta.new(ClaimAppointment, appointment_id=claimed))
    values = {"branch_id": office.branch_id, "staff_id": berta.actor.id, "at": office.desk.clock.now()}
    office.desk.store.write(lambda tx: tx.insert(Assignment, appointment_id=tomorrow, **values))
    told = enter(office, staff_id=berta.actor.id, first_day=TUESDAY)
    assert (told.values["assigned"], told.values["talks"]) == (1, 0)
    assert office.desk.store.read(lambda c: c.scalars(sa.select(table(Claim).c.staff_id)).all()) == [berta.actor.id]
    with pytest.raises(Refused, match="absence_overlaps"):
        enter(office, staff_id=berta.actor.id, first_day=MONDAY, last_day=FRIDAY)


def test_others_see_that_somebody_is_not_there_and_never_until_when(office: Office, berta: Desk, carl: Desk) -> None:
    staff(office, "L1-1", (480, 960, berta.actor.id))
    told = leave(carl, office, berta, until=720)
    assert "Ab jetzt nicht da" in said(told.code, told.values)
    enter(office, staff_id=carl.actor.id, first_day=TUESDAY)
    lead = lead_of(office, "lena", "Leistung 1")
    (mine,) = [one for one in absences(office, carl, MONDAY, FRIDAY) if one.name == "Carl C"]
    assert mine.spans == (Days(TUESDAY, TUESDAY),), "what is one's own is known"
    (seen,) = [one for one in absences(office, carl, MONDAY, FRIDAY) if one.name != "Carl C"]
    assert (seen.name, seen.spans, seen.function) == ("Berta B", (), "")
    assert [one.name for one in absences(office, berta, MONDAY, FRIDAY)] == ["Berta B"]
    known = {one.name: one.spans for one in absences(office, lead, MONDAY, FRIDAY)}
    assert known == {"Berta B": (Days(MONDAY, MONDAY, 510, 720),), "Carl C": (Days(TUESDAY, TUESDAY),)}
    office.desk.clock.advance(hours=4)
    assert [one.name for one in absences(office, carl, MONDAY, FRIDAY)] == ["Carl C"], "over: not there no more"


def test_here_again(office: Office, berta: Desk, carl: Desk, clock: FixedClock) -> None:
    staff(office, "L1-1", (480, 960, berta.actor.id))
    back = office.desk.new(ComeBack, staff_id=berta.actor.id, branch_id=office.branch_id)
    with pytest.raises(Refused, match="not_away"):
        office.desk.perform(back)
    enter(office, staff_id=berta.actor.id, start=720, end=780)
    told = leave(berta, office)
    assert len(told.ids) == 2, "before and after what is entered anyway"
    assert hours(office) == [(8, 8.5)]
    assert leave(carl, office, berta).ids == ()
    clock.advance(minutes=47)
    assert carl.perform(carl.new(ComeBack, staff_id=berta.actor.id, branch_id=office.branch_id)).code == "came_back"
    assert hours(office) == [(8, 8.5), (9.25, 12), (13, 16)]
    undo(carl)
    assert hours(office) == [(8, 8.5)]
    carl.perform(carl.new(ComeBack, staff_id=berta.actor.id, branch_id=office.branch_id))
    with pytest.raises(Refused, match="absence_planned"):
        carl.perform(carl.new(ComeBack, staff_id=berta.actor.id, branch_id=office.branch_id))
    for until, code in ((721, "not_five_minutes"), (555, "span_backwards")):
        with pytest.raises(Refused, match=code):
            leave(berta, office, until=until)


def test_who_may_enter_what(office: Office, berta: Desk, carl: Desk) -> None:
    lead = lead_of(office, "lena", "Leistung 1")
    with pytest.raises(Refused, match="no_right"):
        enter(office, staff_id=berta.actor.id, desk=carl)
    with pytest.raises(Refused, match="no_right"):
        fewer(office, 1, desk=berta)
    with pytest.raises(Refused, match="no_right"):
        fewer(office, 1, group="Leistung 2", desk=lead)
    with pytest.raises(Refused, match="no_right"):
        enter(office, points=["L1-1", "L2-1"], desk=lead)
    staff(office, "L2-1", (480, 960, berta.actor.id))
    with pytest.raises(Refused, match="no_right"):
        enter(office, staff_id=berta.actor.id, desk=lead)
    planned = enter(office, staff_id=carl.actor.id, desk=lead, first_day=TUESDAY)
    counted = fewer(office, 1, desk=lead, first_day=TUESDAY)
    for made in (planned, counted):
        with pytest.raises(Refused, match="no_right"):
            berta.perform(berta.new(Undo, undoes=made.entry_id))
        with pytest.raises(Refused, match="no_right"):
            end(office, rows(office)[0].entry_id, desk=berta)
        lead.perform(lead.new(Undo, undoes=made.entry_id))
    leave(lead, office, berta)
    undo(lead)
    assert rows(office) == []
    manager = office.colleague("mona", "Mona M", Role.APPOINTMENT_MANAGER)
    with pytest.raises(Refused, match="no_right"):
        leave(manager, office)


# --- ending, erasing ----------------------------------------------------------------------------------------------


def test_an_absence_ends_now_or_never_begins(office: Office, clock: FixedClock) -> None:
    fewer(office, 1, last_day=FRIDAY, start=480, end=720)
    enter(office, points=["L1-1"], first_day=TUESDAY)
    running, coming = (one.entry_id for one in absences(office, first=MONDAY, last=FRIDAY))
    clock.advance(minutes=92)
    told = end(office, running)
    assert said(told.code, told.values) == "Wieder besetzt: L1-2."
    assert (hours(office, "L1-2"), hours(office, "L1-2", TUESDAY)) == ([(8, 8.5), (10, 16)], [(8, 16)])
    with pytest.raises(Refused, match="absence_over"):
        end(office, running)
    ended = end(office, coming)
    assert hours(office, day=TUESDAY) == [(8, 16)]
    assert [row.entry_id for row in rows(office)] == [running]
    with pytest.raises(Refused, match="not_found"):
        end(office, coming)
    enter(office, points=["L1-1"], first_day=TUESDAY, end=720)
    with pytest.raises(Conflict, match="undo_blocked"):
        office.desk.perform(office.desk.new(Undo, undoes=ended.entry_id))


def naming(office: Office, person: str) -> set[str]:
    """All rows of the store that name somebody, but for what they did themselves."""
    import_all()

    def read(connection: sa.Connection) -> set[str]:
        found: set[str] = set()
        for of in METADATA.tables.values():
            columns = [column for column in of.c if column.name != "actor_id"]
            found |= {f"{of.name}: {row}" for row in connection.execute(sa.select(*columns))}
        return {row for row in found if person in row}

    return office.desk.store.read(read)


def test_nothing_of_it_stays_the_next_working_day(office: Office, berta: Desk, carl: Desk, clock: FixedClock) -> None:
    person = berta.actor.id
    works_here = naming(office, person)
    staff(office, "L1-1", (480, 960, person))
    staff(office, "L1-1", (480, 720, person), (720, 960, None))
    enter(office, staff_id=person, last_day=FRIDAY)
    enter(office, staff_id=person, first_day=MONDAY + timedelta(days=5))
    undo(office.desk)
    enter(office, staff_id=person, first_day=MONDAY + timedelta(days=6))
    end(office, absences(office, first=MONDAY + timedelta(days=6), last=MONDAY + timedelta(days=6))[0].entry_id)
    assert leave(carl, office, berta).ids == ()
    fewer(office, 1, group="Leistung 2")
    assert len(naming(office, person)) > 10
    assert erase_past(carl) == 0, "today it is needed"

    clock.advance(days=1)
    assert erase_past(carl) > 0
    assert [row.last_day for row in rows(office)] == [FRIDAY]
    assert staffed(office, "L1-1").stretches == ()
    clock.advance(days=4)
    assert erase_past(carl) == 0, "ended on Friday, and this is Saturday"
    assert naming(office, person) > works_here
    clock.advance(days=2)
    assert erase_past(carl) == 1
    assert rows(office) == []
    assert naming(office, person) == works_here
    left = office.desk.store.read(
        lambda c: c.execute(
            sa.text(
                "SELECT count(*) FROM journal_row WHERE entity IN ('absence', 'staffing')"
                " AND (before IS NOT NULL OR after IS NOT NULL)"
            )
        ).scalar()
    )
    assert left == 0
    assert erase_past(carl) == 0
    with pytest.raises(Refused, match="purged"):
        undo(office.desk)


def test_each_point_that_is_away_is_closed_in_the_plan(office: Office) -> None:
    fewer(office, 1, start=600, end=660)
    assert day_of(office, "L1-2").closed_at(600).why is Why.ABSENT  # type: ignore[union-attr]
    assert day_of(office, "L1-1").closed_at(600) is None


def test_a_group_lead_is_among_those_who_say_that_somebody_left(office: Office, berta: Desk) -> None:
    """A grant for one group says nothing about a person: any colleague of the branch may say it (D36)."""
    lead = lead_of(office, "lena", "Leistung 1")
    taken = office.book(540, group_id=office.groups["Leistung 2"], place="L2-1")
    berta.perform(berta.new(ClaimAppointment, appointment_id=taken))
    leave(lead, office, berta)
    assert office.desk.store.read(lambda c: c.scalars(sa.select(table(Claim).c.staff_id)).all()) == []
    other = office.colleague("otto", "Otto O")
    office.desk.perform(
        office.desk.new(
            GrantRole,
            staff_id=other.actor.id,
            role=Role.CASEWORKER,
            branch_id=office.branch_id,
            group_id=office.groups["Leistung 1"],
        )
    )
    other.sign_in()
    leave(other, office)
    assert [row.staff_id for row in rows(office)] == [berta.actor.id, other.actor.id]

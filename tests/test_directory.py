"""Whom do I call: what the directory says of the house, who may read it, who may change it (issue 5 part 6)."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from backoffice.desk.calendar import HoursSpan, SetOfficeHours
from backoffice.desk.desk import Desk
from backoffice.desk.directory import AddEntry, ChangeEntry, Directory, RemoveEntry
from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.undo import Undo
from backoffice.domain.clock import instant_of
from backoffice.domain.directory import Contact, Kind, Reach, is_number, reach, reach_by, tidy_hours
from backoffice.domain.errors import BackofficeError, Conflict
from backoffice.domain.ids import new_id
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.terms import Area, Role
from backoffice.wording import directory as words
from tests.office import MONDAY, Office
from tests.promising import second_branch

LINES: dict[str, str] = {"function": "Teamleitung", "phone": "030 23125-711", "hours": "mo-do 8-15.30, fr 8-12"}


def add(office: Office, desk: Desk | None = None, branch_id: str = "", **values: Any) -> str:
    """A further entry; its id."""
    desk = desk or office.desk
    command = desk.new(AddEntry, branch_id=branch_id or office.branch_id, **{**LINES, **values})
    return desk.perform(command).ids[0]


def listed(office: Office, desk: Desk | None = None) -> tuple[Contact, ...]:
    return (desk or office.desk).read(Directory(office.desk.clock.now()))


def names(office: Office, text: str = "", desk: Desk | None = None) -> list[str]:
    return [f"{one.code} {words.name(one)}" for one in words.found(listed(office, desk), text)]


def refused(office: Office, **values: Any) -> BackofficeError:
    with pytest.raises(BackofficeError) as caught:
        add(office, **values)
    return caught.value


# --- when somebody answers ---------------------------------------------------------------------------------------


def at(day: date, hour: int, minute: int = 0) -> Any:
    return instant_of(day, hour * 60 + minute)


def test_when_somebody_answers_is_said_by_the_clock() -> None:
    usual = WorkCalendar()
    friday = MONDAY + timedelta(days=4)
    assert reach(usual, at(MONDAY, 8, 30)) == Reach(now=True, day=MONDAY, minute=16 * 60)
    assert reach(usual, at(MONDAY, 7)) == Reach(now=False, day=MONDAY, minute=8 * 60)
    assert reach(usual, at(MONDAY, 16)) == Reach(now=False, day=MONDAY + timedelta(days=1), minute=8 * 60)
    assert reach(usual, at(friday, 17)) == Reach(now=False, day=MONDAY + timedelta(days=7), minute=8 * 60)
    lunch = reach_by("mo 8-12 und 13-15", usual, at(MONDAY, 12, 30))
    assert lunch == Reach(now=False, day=MONDAY, minute=13 * 60)
    assert reach_by("nach Vereinbarung", usual, at(MONDAY, 9)) is None
    assert reach_by("sa 8-12", usual, at(MONDAY, 9)) is None  # no day on which anybody works
    christmas = reach_by("mo-fr 8-12", usual, at(date(2026, 12, 23), 13))
    assert christmas == Reach(now=False, day=date(2026, 12, 28), minute=8 * 60)


def test_it_is_said_as_short_as_it_can_be() -> None:
    def said(day: date, minute: int, *, now: bool = False) -> str:
        return words.reachable(Reach(now=now, day=day, minute=minute), MONDAY)

    assert said(MONDAY, 930, now=True) == "bis 15:30"
    assert said(MONDAY, 780) == "ab 13:00"
    assert said(MONDAY + timedelta(days=6), 480) == "So ab 08:00"
    assert said(MONDAY + timedelta(days=7), 480) == "ab 30.11."
    assert words.reachable(None, MONDAY) == ""


def test_what_can_be_dialled_and_how_hours_are_kept() -> None:
    for number in ("030 23125-711", "+49 (30) 23125711", "711", "030/23125.7"):
        assert is_number(number), number
    for text in ("", "7", "-", "siehe Team", "030 23125 oder 711"):
        assert not is_number(text), text
    assert tidy_hours("mo-do 8-15.30, fr 8-12", 120) == "Mo-Do 08:00-15:30, Fr 08:00-12:00"
    assert tidy_hours("nach Vereinbarung", 120) == "nach Vereinbarung"
    assert tidy_hours("mo-do 8-15.30, fr 8-12", 30) == "mo-do 8-15.30, fr 8-12"


# --- reading -----------------------------------------------------------------------------------------------------


def test_each_branch_has_its_front_desk_its_teams_with_their_functions_and_the_rest(office: Office) -> None:
    north, _ = second_branch(office)
    add(office, function="Hausverwaltung", phone="030 23125-705", hours="", note="Schlüssel, Aufzug")
    lead = add(office, team_id=office.team(), deputy="Leistungsteam 2")
    assert names(office) == [
        "MITTE Telefon der Eingangszone",
        "MITTE Eingangszone",
        "MITTE Leistungsteam 1",
        "MITTE Teamleitung, Leistungsteam 1",
        "MITTE Leistungsteam 2",
        "MITTE Hausverwaltung",
        "NORD Telefon der Eingangszone",
        "NORD Leistungsteam Nord",
    ]
    front, _, team, leader, _, house, *_ = listed(office)
    assert (front.id, front.kind, front.usual, front.hours) == (
        office.branch_id, Kind.FRONT_DESK, True, "Mo-Mi 08:00-16:00, Do 08:00-18:00, Fr 08:00-16:00",
    )  # fmt: skip
    assert (team.phone, team.area, team.reach) == ("030 23125-701", Area.BENEFITS, leader.reach and front.reach)
    assert (leader.id, leader.shown_number, leader.deputy) == (lead, "030 23125-700", "Leistungsteam 2")
    assert (leader.hours, leader.reach) == (
        "Mo-Do 08:00-15:30, Fr 08:00-12:00", Reach(now=True, day=MONDAY, minute=930),
    )  # fmt: skip
    assert words.remarks(leader) == ("Vertretung: Leistungsteam 2", "Kund:innen sehen 030 23125-700")
    assert (words.when(house, MONDAY), words.remarks(house)) == ("—", ("Schlüssel, Aufzug",))
    assert words.remarks(front) == ("keine Nummer hinterlegt",)
    there = office.colleague("nord", "Nora Nord", Role.CASEWORKER)
    from backoffice.desk.people import PlaceStaff

    office.desk.perform(office.desk.new(PlaceStaff, staff_id=there.actor.id, branch_id=north))
    there.sign_in()
    assert [one.code for one in listed(office, there)] == ["NORD", "NORD", *["MITTE"] * 6]


def test_a_branch_with_hours_of_its_own_says_them_and_closed_days_count(office: Office) -> None:
    spans = tuple(HoursSpan(weekday=day, start=480, end=720) for day in (0, 2))
    office.desk.perform(office.desk.new(SetOfficeHours, branch_id=office.branch_id, spans=spans))
    front = listed(office)[0]
    assert (front.usual, words.hours(front)) == (False, "Mo 08:00-12:00, Mi 08:00-12:00")
    assert front.reach == Reach(now=True, day=MONDAY, minute=720)


def test_every_word_must_stand_somewhere(office: Office) -> None:
    add(office, team_id=office.team(), note="auch für Umzüge")
    for text, found in {
        "team 1": ["MITTE Leistungsteam 1", "MITTE Teamleitung, Leistungsteam 1"],
        "LEITUNG mitte": ["MITTE Teamleitung, Leistungsteam 1"],
        "umzuege": ["MITTE Teamleitung, Leistungsteam 1"],
        "23125711": ["MITTE Teamleitung, Leistungsteam 1"],
        "030/23125-702": ["MITTE Leistungsteam 2"],
        "030 702": ["MITTE Leistungsteam 2"],
        "leistungsgewährung 2": ["MITTE Leistungsteam 2"],
        "gibt es nicht": [],
    }.items():
        assert names(office, text) == found, text
    assert len(names(office, "  ")) == len(listed(office))


def test_office_data_is_for_everybody_with_any_right_and_for_nobody_else(office: Office) -> None:
    analyst = office.colleague("auswertung", "Zentrale Auswertung", Role.ANALYST)
    assert len(listed(office, analyst)) == 4
    stranger = office.colleague("fremd", "Ohne Recht")
    with pytest.raises(BackofficeError) as caught:
        listed(office, stranger)
    assert caught.value.code == "no_right"


# --- changing ----------------------------------------------------------------------------------------------------


def test_an_entry_is_cleaned_changed_removed_and_each_of_it_taken_back(office: Office) -> None:
    one = add(office, function="  Empfang\u202e ", deputy="Team\tHaus", hours="nach  Vereinbarung")

    def stands() -> Contact:
        return next(contact for contact in listed(office) if contact.id == one)

    assert (stands().function, stands().deputy, stands().hours) == ("Empfang", "Team Haus", "nach Vereinbarung")
    before = stands()
    change = office.desk.new(ChangeEntry, entry_id=one, version=1, function="Empfang", phone="", deputy="Pforte")
    changed = office.desk.perform(change)
    assert (stands().phone, stands().deputy, stands().hours, stands().version) == ("", "Pforte", "", 2)
    with pytest.raises(Conflict) as caught:
        office.desk.perform(office.desk.new(RemoveEntry, entry_id=one, version=1))
    assert (caught.value.code, caught.value.values["who"]) == ("changed_meanwhile", office.desk.actor.name)
    office.desk.perform(office.desk.new(Undo, undoes=changed.entry_id))
    assert (stands().phone, stands().deputy) == (before.phone, before.deputy)
    removed = office.desk.perform(office.desk.new(RemoveEntry, entry_id=one))
    assert one not in [contact.id for contact in listed(office)]
    office.desk.perform(office.desk.new(Undo, undoes=removed.entry_id))
    assert stands().function == "Empfang"


def test_what_makes_no_entry_is_refused_and_nothing_is_written(office: Office) -> None:
    _, elsewhere = second_branch(office)
    add(office, team_id=office.team())
    before = listed(office)
    assert refused(office, function=" \u200b").code == "directory_no_function"
    assert refused(office, phone="siehe Aushang").values["phone"] == "siehe Aushang"
    assert refused(office, phone=" ", deputy="").code == "directory_nothing_to_call"
    assert refused(office, team_id=elsewhere).values == {"team": "Leistungsteam Nord"}
    assert refused(office, team_id=office.team(), function="team-leitung").code == "directory_entry_exists"
    assert refused(office, team_id=new_id()).code == "not_found"
    assert refused(office, branch_id=new_id()).code == "not_found"
    for field, length in {"function": 81, "phone": 41, "hours": 121, "deputy": 121, "note": 161}.items():
        with pytest.raises(ValidationError):
            add(office, **{field: "1" * length})
    assert listed(office) == before
    add(office, team_id=None)  # the same function of nobody's team is another one
    one = add(office, function="Empfang", phone="", deputy="Pforte")
    with pytest.raises(BackofficeError, match="directory_entry_exists"):
        office.desk.perform(office.desk.new(ChangeEntry, entry_id=one, function="Teamleitung", phone="11"))
    office.desk.perform(office.desk.new(ChangeEntry, entry_id=one, function="EMPFANG", phone="11"))
    assert "MITTE EMPFANG" in names(office)


def test_a_branch_keeps_its_own_entries_and_nobody_elses(office: Office) -> None:
    north = new_id()
    teams = (NewTeam(name="Leistungsteam Nord", area=Area.BENEFITS),)
    office.desk.perform(office.desk.new(AddBranch, branch_id=north, code="NORD", name="Nord", teams=teams))
    theirs = add(office, branch_id=north)
    site = office.colleague("standort", "Standort Mitte", Role.SITE_ADMIN)
    lead = office.colleague("leitung", "Gruppen Leit", Role.GROUP_LEAD, Role.CASEWORKER)
    ours = add(office, site)
    for desk, entry, branch_id in ((lead, ours, office.branch_id), (site, theirs, north)):
        for command in (
            desk.new(AddEntry, branch_id=branch_id, function="Empfang", phone="11"),
            desk.new(ChangeEntry, entry_id=entry, function="Empfang", phone="11"),
            desk.new(RemoveEntry, entry_id=entry),
        ):
            with pytest.raises(BackofficeError) as caught:
                desk.perform(command)
            assert caught.value.code == "no_right"
    site.perform(site.new(RemoveEntry, entry_id=ours))
    assert [one.id for one in listed(office) if one.kind is Kind.ENTRY] == [theirs]

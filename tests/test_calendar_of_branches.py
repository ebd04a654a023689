"""Office hours, closures and the policy as data: new promises follow them, old ones stay (D31, D35, D38)."""

from datetime import date, timedelta

import pytest

from backoffice.desk.calendar import CalendarOf, HoursSpan, SetOfficeHours, SetPolicy
from backoffice.desk.closures import AddClosure, RemoveClosure
from backoffice.desk.organisation import NewTeam
from backoffice.desk.teams import AddTeam, ChangeTeam
from backoffice.desk.ticket_picking import Teams
from backoffice.desk.undo import LastChange, Undo
from backoffice.domain.clock import FixedClock, instant_of
from backoffice.domain.deadlines import Policy
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Area, Role
from tests.office import MONDAY, Office
from tests.promising import promise, second_branch, ticket_of

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))


def hours(*spans: tuple[int, int, int]) -> tuple[HoursSpan, ...]:
    return tuple(HoursSpan(weekday=day, start=start, end=end) for day, start, end in spans)


def seen(office: Office):
    return office.desk.read(CalendarOf(office.branch_id, MONDAY))


def perform(office: Office, kind, **values):
    return office.desk.perform(office.desk.new(kind, **values))


def test_the_usual_hours_until_a_branch_sets_its_own(office: Office) -> None:
    assert seen(office).usual
    short = hours((0, 480, 720), (1, 480, 720), (2, 480, 720), (2, 780, 960))
    perform(office, SetOfficeHours, branch_id=office.branch_id, spans=short)
    view = seen(office)
    assert not view.usual
    assert view.hours.week[2] == ((480, 720), (780, 960))
    perform(office, SetOfficeHours, branch_id=office.branch_id, spans=hours((0, 480, 720)))
    assert seen(office).hours.week[1] == ()
    last = office.desk.read(LastChange(office.desk.id))
    perform(office, Undo, undoes=last.undoes)
    assert seen(office).hours.week[2] == ((480, 720), (780, 960))


def test_hours_that_are_none_change_nothing(office: Office) -> None:
    for spans, code in (((), "no_hours"), (hours((0, 600, 600)), "bad_hours")):
        with pytest.raises(Refused, match=code):
            perform(office, SetOfficeHours, branch_id=office.branch_id, spans=spans)
    assert seen(office).usual


def test_a_closure_moves_new_promises_and_leaves_old_ones(office: Office) -> None:
    before = promise(office)
    perform(
        office,
        AddClosure,
        branch_id=office.branch_id,
        first_day=TUESDAY,
        last_day=TUESDAY,
        name="Versammlung",
    )
    after = promise(office)
    assert ticket_of(office, before).line.due_at == instant_of(WEDNESDAY, 510)
    assert ticket_of(office, after).line.due_at == instant_of(THURSDAY, 510)
    assert ticket_of(office, before).calendar_changed
    assert not ticket_of(office, after).calendar_changed
    assert [(c.branch, c.name) for c in seen(office).closures] == [("MITTE", "Versammlung")]
    perform(office, RemoveClosure, closure_id=seen(office).closures[0].id)
    assert not ticket_of(office, before).calendar_changed


def test_a_closure_of_the_house_holds_everywhere_and_is_the_administrations(office: Office) -> None:
    branch, _ = second_branch(office)
    perform(office, AddClosure, first_day=TUESDAY, last_day=WEDNESDAY, name="Umzug des Rechenzentrums")
    for at in (office.branch_id, branch):
        assert len(office.desk.read(CalendarOf(at, MONDAY)).closures) == 1
    assert office.desk.read(CalendarOf(branch, THURSDAY)).closures == ()
    site = office.colleague("standort", "Standort", Role.SITE_ADMIN)
    with pytest.raises(Refused, match="no_right"):
        site.perform(site.new(AddClosure, first_day=TUESDAY, last_day=TUESDAY, name="Ausflug"))
    site.perform(
        site.new(AddClosure, branch_id=office.branch_id, first_day=TUESDAY, last_day=TUESDAY, name="Ausflug")
    )
    house = next(c for c in seen(office).closures if c.branch is None)
    with pytest.raises(Refused, match="no_right"):
        site.perform(site.new(RemoveClosure, closure_id=house.id))


@pytest.mark.parametrize(
    ("first", "last", "name", "code"),
    [
        (TUESDAY, MONDAY, "Ausflug", "bad_closure"),
        (TUESDAY, TUESDAY + timedelta(days=60), "Ausflug", "bad_closure"),
        (TUESDAY, TUESDAY, "  ", "closure_nameless"),
    ],
)
def test_closures_that_are_none_are_refused(office: Office, first: date, last: date, name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        perform(office, AddClosure, branch_id=office.branch_id, first_day=first, last_day=last, name=name)


def test_the_policy_is_the_houses_and_kept_with_each_promise(office: Office, clock: FixedClock) -> None:
    clock.advance(days=4)  # Friday
    by_days = promise(office)
    perform(office, SetPolicy, policy=Policy.ELAPSED)
    elapsed = promise(office)
    perform(office, SetPolicy, policy=Policy.ELAPSED)
    assert ticket_of(office, by_days).line.policy is Policy.WORKING_DAYS
    line = ticket_of(office, elapsed).line
    assert (line.policy, ticket_of(office, elapsed).nominal_at) == (Policy.ELAPSED, line.strict_48h_at)
    assert line.due_at == instant_of(date(2026, 11, 27), 16 * 60)
    worker = office.colleague("kraft", "Kraft", Role.CASEWORKER)
    with pytest.raises(Refused, match="no_right"):
        worker.perform(worker.new(SetPolicy, policy=Policy.WORKING_DAYS))
    perform(office, SetPolicy, policy=Policy.WORKING_DAYS)
    assert seen(office).policy is Policy.WORKING_DAYS


def test_further_teams_and_the_number_they_show(office: Office) -> None:
    team = NewTeam(id=new_id(), name="Leistungsteam 3", area=Area.BENEFITS)
    perform(office, AddTeam, branch_id=office.branch_id, team=team)
    with pytest.raises(Refused, match="team_exists"):
        perform(office, AddTeam, branch_id=office.branch_id, team=team.model_copy(update={"id": new_id()}))
    with pytest.raises(Refused, match="team_exists"):
        perform(office, ChangeTeam, team_id=team.id, name="Leistungsteam 1")
    perform(office, ChangeTeam, team_id=team.id, name="Leistungsteam 3", shown_number="030 23125-0")
    found = {t.name: t.shown_number for t in office.desk.read(Teams(office.branch_id))}
    assert found["Leistungsteam 3"] == "030 23125-0"

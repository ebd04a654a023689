"""Plans that touch others: another lead's group, another branch, an interpreter; emergencies (D23, D33, D44, D49)."""

from datetime import timedelta

import pytest

from backoffice.desk.desk import Desk
from backoffice.desk.organisation import AddBranch, NewGroup, NewPoint, mandatory_ids
from backoffice.desk.people import GrantRole
from backoffice.desk.proposals import AgreeProposal, DeclineProposal
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.states import Status
from backoffice.domain.terms import Area, OrderStatus, Role, ToldBy
from tests.absent import enter
from tests.office import MONDAY, Office
from tests.ordering import ON_SITE, order, person, rows
from tests.test_accepting_plan import accept, affected, consistent, kinds, place, planned, to_tell


def lead(office: Office, group: str) -> Desk:
    desk = office.colleague("leitung", "Lead, Lea")
    values = {"branch_id": office.branch_id, "group_id": office.groups[group]}
    office.desk.perform(office.desk.new(GrantRole, staff_id=desk.sign_in().id, role=Role.GROUP_LEAD, **values))
    desk.sign_in()
    return desk


def north(office: Office) -> None:
    """Another branch that offers the same."""
    group = NewGroup(name="Leistung N", area=Area.BENEFITS, points=(NewPoint(name="N-1"),), drawn=mandatory_ids())
    values = {"branch_id": new_id(), "code": "NORD", "name": "Geschäftsstelle Nord", "groups": (group,)}
    office.desk.perform(office.desk.new(AddBranch, **values))


def test_a_lead_of_one_group_plans_this_group_and_touches_no_other(office: Office) -> None:
    mine = office.book(540, name="Arndt, Ida", place="L1-1")
    theirs = office.book(540, name="Brecht, Bo", place="L2-1", group_id=office.groups["Leistung 2"])
    enter(office, points=("L1-1", "L1-2", "L2-1"))
    desk = lead(office, "Leistung 1")
    whole, view = planned(office), planned(office, desk)
    assert set(kinds(whole)) == {mine, theirs}
    assert Kind.OTHER_GROUP in kinds(whole).values() or kinds(whole)[theirs] is Kind.SAME_GROUP
    assert set(kinds(view)) == {mine}
    assert kinds(view)[mine] is not Kind.OTHER_GROUP, "the other group's points are not theirs to give"
    with pytest.raises(Refused, match="no_right"):
        accept(office, whole, desk)
    accept(office, view, desk)
    assert [line.line.id for line in to_tell(office)] == [mine]


def test_an_emergency_keeps_its_time_before_all_others(office: Office) -> None:
    usual = office.book(540, name="Arndt, Ida", place="L1-1")
    urgent = office.book(540, name="Brecht, Bo", place="L2-1", raised_reason="Räumung droht")
    enter(office, points=("L1-1", "L2-1", "L2-2"))
    view = planned(office)
    assert kinds(view)[urgent] is Kind.SAME_GROUP
    assert kinds(view)[usual] is Kind.SAME_DAY


def test_another_branch_helps_where_nothing_is_free_here(office: Office) -> None:
    one = office.book(540, name="Arndt, Ida", place="L1-1")
    for group in ("Leistung 1", "Leistung 2"):
        enter(office, group_id=office.groups[group], last_day=MONDAY + timedelta(days=20))
    assert kinds(planned(office)) == {one: Kind.NOTHING}
    with pytest.raises(Refused, match="plan_empty"):
        accept(office, planned(office))
    north(office)
    view = planned(office)
    assert kinds(view) == {one: Kind.OTHER_BRANCH}
    accept(office, view)
    (line,) = to_tell(office)
    assert line.branch
    assert consistent(office), "the place over there is kept"
    with pytest.raises(Refused, match="agreed_with_missing"):
        office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    values = {"proposal_id": line.id, "told_by": ToldBy.PHONE, "agreed_with": "Eingangszone"}
    done = office.desk.perform(office.desk.new(AgreeProposal, **values))
    assert done.values["to_branch"] == line.branch
    assert office.status(one) == Status.TAKEN_OVER
    assert (to_tell(office), affected(office)) == ((), [])
    assert consistent(office)


def test_an_interpreter_comes_along_only_to_a_time_at_which_they_can(office: Office) -> None:
    somebody = person(office)
    one = office.book(540, name="Arndt, Ida", place="L1-1")
    office.book(540, name="Brecht, Bo", place="L1-2")
    order(office, one, somebody, kind=ON_SITE)
    other = office.book(560, name="Celan, Cem", place="E-1", group_id=office.groups["Eingangszone"])
    order(office, other, somebody, kind=ON_SITE)
    enter(office, points=("L1-1", "L2-1", "L2-2"))
    view = planned(office)
    assert kinds(view) == {one: Kind.SAME_DAY}
    accept(office, view)
    (line,) = to_tell(office)
    assert not (line.start < 580 and line.end > 560), "they are in another talk then"
    office.desk.perform(office.desk.new(DeclineProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    (line,) = to_tell(office)
    done = office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    found = {row.appointment_id: (row.status, row.start_minute) for row in rows(office)}
    assert found[done.ids[0]] == (OrderStatus.REQUESTED, line.start), "asked anew for the new time"
    assert place(office, done.ids[0]) == "L1-2"
    assert consistent(office)

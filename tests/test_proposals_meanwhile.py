"""What happens to a proposal while nobody has answered it: places go, people come late, leads change things (D33)."""

from datetime import timedelta

import pytest

from backoffice.desk.accepting_plan import AcceptPlan
from backoffice.desk.arrivals import Arrive, NoShow
from backoffice.desk.booking import BookAppointment, NewBooking, Person
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.checking import check
from backoffice.desk.plan_parts import acceptance
from backoffice.desk.proposals import AgreeProposal, DeclineProposal
from backoffice.desk.undo import Undo
from backoffice.domain.errors import Refused
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.states import Status
from backoffice.domain.terms import ToldBy
from tests.absent import enter
from tests.office import MONDAY, Office
from tests.test_accepting_plan import accept, full, kinds, place, planned, to_tell
from tests.test_plans_with_others import lead, north


@pytest.fixture
def one(office: Office) -> str:
    """At nine; 9:20 on L1-2 is proposed, and nobody has told them."""
    found = full(office)
    accept(office, planned(office))
    return found


def given_away(office: Office) -> None:
    """Somebody else gets the time that was proposed."""
    booking = NewBooking(
        group_id=office.groups["Leistung 1"], day=MONDAY, start=560, concern_text="Frage", minutes=20
    )
    done = office.desk.perform(office.desk.new(BookAppointment, booking=booking, person=Person(family="Neu")))
    assert place(office, done.ids[0]) == "L1-2"


@pytest.mark.parametrize("kind", [NoShow, CancelByCustomer])
def test_it_never_stands_in_the_way_of_who_comes_after_all(office: Office, one: str, kind, clock) -> None:
    clock.advance(minutes=40)
    done = office.desk.perform(office.desk.new(kind, appointment_id=one))
    given_away(office)
    if kind is NoShow:
        office.desk.perform(office.desk.new(Arrive, appointment_id=one))
        assert office.status(one) == Status.ARRIVED
    else:
        office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
        assert office.status(one) == Status.BOOKED
    assert to_tell(office) == (), "the place is somebody else's: it is withdrawn"
    assert one in kinds(planned(office)), "and planned anew"
    assert not office.desk.store.read(check)


def test_a_place_that_closes_meanwhile_is_said_and_planned_anew(office: Office, one: str) -> None:
    enter(office, points=("L1-2",))
    (line,) = to_tell(office)
    assert line.closed
    view = planned(office)
    assert kinds(view)[one] is not Kind.SAME_DAY
    accept(office, view)
    (again,) = [line for line in to_tell(office) if line.line.id == one]
    assert (again.closed, again.day > MONDAY) == (False, True)
    assert not office.desk.store.read(check)


def test_where_the_old_time_goes_again_nobody_has_to_move(office: Office) -> None:
    one = office.book(540, name="Arndt, Ida", place="L1-1")
    office.book(540, name="Brecht, Bo", place="L1-2")
    done = enter(office, points=("L1-1", "L2-1", "L2-2"))
    accept(office, planned(office))
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    (line,) = to_tell(office)
    assert line.needless
    answer = office.desk.perform(office.desk.new(DeclineProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    assert answer.values == {"next": None, "why": "stays"}
    assert (office.status(one), place(office, one), to_tell(office)) == (Status.BOOKED, "L1-1", ())


def test_an_answer_that_comes_too_late_says_so(office: Office, one: str, clock) -> None:
    clock.advance(hours=3)
    (line,) = to_tell(office)
    assert line.past
    with pytest.raises(Refused, match="in_past"):
        office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.LETTER))
    done = office.desk.perform(office.desk.new(DeclineProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    assert done.values == {"next": None, "why": "past"}
    assert office.status(one) == Status.BOOKED


def test_nobody_is_planned_of_whom_it_is_not_clear_whether_they_come(office: Office) -> None:
    office.book(540, name="Arndt, Ida", place="L1-1", status=Status.PRESUMED_CANCELLED)
    enter(office, points=("L1-1",))
    view = planned(office)
    assert (view.steps, view.waiting, view.alone) == ((), 0, 1), "they are not said to need nothing"


def test_rights_are_asked_for_by_the_points_and_for_taking_back_too(office: Office) -> None:
    mine = office.book(540, name="Arndt, Ida", place="L1-1")
    office.book(600, name="Brecht, Bo", place="L2-1", group_id=office.groups["Leistung 2"])
    enter(office, points=("L1-1", "L2-1"))
    desk, whole = lead(office, "Leistung 1"), planned(office)
    accepted = acceptance(planned(office, desk), "Abwesenheit")
    (step,) = accepted["steps"]
    for wrong in ({"point_id": office.points["L2-2"]}, {"kind": Kind.SAME_GROUP, "day": MONDAY + timedelta(days=1)}):
        accepted["steps"] = (step.model_copy(update=wrong),)
        with pytest.raises(Refused, match=r"no_right|plan_stale"):
            desk.perform(desk.new(AcceptPlan, **accepted))
    assert place(office, mine) == "L1-1"
    done = accept(office, whole)
    with pytest.raises(Refused, match="no_right"):
        desk.perform(desk.new(Undo, undoes=done.entry_id))
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))


def test_another_leads_customer_is_theirs_to_answer(office: Office, one: str) -> None:
    desk = lead(office, "Leistung 2")
    (line,) = to_tell(office)
    with pytest.raises(Refused, match="no_right"):
        desk.perform(desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    assert office.status(one) == Status.BOOKED


def test_who_is_protected_meanwhile_is_sent_to_no_other_branch(office: Office) -> None:
    import sqlalchemy as sa

    from backoffice.store.tables.appointments import Customer
    from backoffice.store.tables.base import table

    office.book(540, name="Arndt, Ida", place="L1-1")
    for group in ("Leistung 1", "Leistung 2"):
        enter(office, group_id=office.groups[group], last_day=MONDAY + timedelta(days=20))
    north(office)
    view = planned(office)
    assert list(kinds(view).values()) == [Kind.OTHER_BRANCH]
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(table(Customer)).values(protected=True)))
    with pytest.raises(Refused, match="protected_stays"):
        accept(office, view)
    assert list(kinds(planned(office)).values()) == [Kind.NOTHING]

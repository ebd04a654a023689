"""A drop in capacity: the plan, accepting it, telling the customers, on both engines (D33)."""

from datetime import timedelta
from typing import Any

import pytest

from backoffice.desk.accepting_plan import AcceptPlan
from backoffice.desk.affected import Affected
from backoffice.desk.arrivals import Arrive
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.checking import check
from backoffice.desk.desk import Desk
from backoffice.desk.evening import EveningOf
from backoffice.desk.plan_of import taken_of
from backoffice.desk.plan_parts import acceptance, new_extra
from backoffice.desk.proposal_counts import CountProposals, ToTell
from backoffice.desk.proposal_views import ProposalLine, ProposalsOf
from backoffice.desk.proposals import AgreeProposal, DeclineProposal, TellProposal, WithdrawProposal
from backoffice.desk.rearranging import PlanFor, PlanView, turned_down
from backoffice.desk.record import RecordOf
from backoffice.desk.undo import Undo
from backoffice.domain.errors import BackofficeError, Conflict, Refused
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Role, ToldBy
from tests.absent import enter, fewer
from tests.office import MONDAY, Office

PHONE = "+493023125115"


def planned(office: Office, desk: Desk | None = None, **more: Any) -> PlanView:
    desk = desk or office.desk
    return desk.read(PlanFor(office.branch_id, MONDAY, desk.clock.now(), **more))


def accept(office: Office, view: PlanView, desk: Desk | None = None):
    desk = desk or office.desk
    return desk.perform(desk.new(AcceptPlan, **acceptance(view, "Abwesenheit")))


def kinds(view: PlanView) -> dict[str, Kind]:
    return {line.id: line.step.kind for line in view.steps}


def to_tell(office: Office) -> tuple[ProposalLine, ...]:
    return office.desk.read(ProposalsOf(office.branch_id, office.desk.clock.now()))


def affected(office: Office) -> list[str]:
    found = office.desk.read(Affected(office.branch_id, MONDAY, MONDAY, office.desk.clock.now()))
    return [line.id for line in found]


def place(office: Office, id_: str) -> str | None:
    return office.desk.read(RecordOf(id_, office.desk.clock.now())).line.place


def consistent(office: Office) -> bool:
    """What `store check` finds: nothing."""
    return not office.desk.store.read(check)


@pytest.fixture
def two_away(office: Office) -> tuple[Office, dict[str, str]]:
    """L1-1 is away. Of two at 9:00 in the group one lies there; at 10:00 there is room beside; at 11:00 nobody."""
    ids = {
        "nine": office.book(540, name="Arndt, Ida", place="L1-1"),
        "beside": office.book(540, name="Brecht, Bo", place="L1-2"),
        "other": office.book(540, name="Celan, Cem", place="L2-1", group_id=office.groups["Leistung 2"]),
        "ten": office.book(600, name="Domin, Dora", place="L1-1"),
    }
    enter(office, points=("L1-1",))
    return office, ids


def test_a_drop_cancels_nobody_and_the_plan_keeps_their_time(two_away) -> None:
    office, ids = two_away
    view = planned(office)
    assert kinds(view)[ids["ten"]] is Kind.SAME_GROUP
    assert kinds(view)[ids["nine"]] is Kind.OTHER_GROUP, "the concern is offered in both groups"
    assert affected(office) == [ids["nine"], ids["ten"]], "simulating stores nothing"
    done = accept(office, view)
    assert (done.code, done.values["kept"], done.values["groups"], done.values["proposed"]) == (
        "plan_accepted",
        2,
        1,
        0,
    )
    assert place(office, ids["ten"]) == "L1-2"
    assert place(office, ids["nine"]) == "L2-2"
    assert affected(office) == []
    assert consistent(office)


def test_one_undo_brings_the_day_back_exactly(two_away) -> None:
    office, ids = two_away

    def everything() -> list[Any]:
        connection_now = office.desk.clock.now()
        rows = office.desk.store.read(lambda c: sorted(taken_of(c, office.branch_id, MONDAY, MONDAY, connection_now)))
        return [tuple(row) for row in rows]

    before, was = everything(), {name: place(office, id_) for name, id_ in ids.items()}
    fewer(office, 1, group="Leistung 2")
    view = planned(office)
    done = accept(office, view)
    assert len(to_tell(office)) == done.values["proposed"]
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert everything() == before
    assert {name: place(office, id_) for name, id_ in ids.items()} == was
    assert to_tell(office) == ()
    assert consistent(office)


def full(office: Office, *, phone: str | None = None) -> str:
    """Nobody can keep somebody's time but by phone: L1-1 and L2 away, L1-2 taken at nine."""
    one = office.book(540, name="Arndt, Ida", place="L1-1", phone=phone)
    office.book(540, name="Brecht, Bo", place="L1-2")
    enter(office, points=("L1-1", "L2-1", "L2-2"))
    return one


def test_another_time_is_proposed_held_and_stays_where_it_was_until_the_customer_agrees(office: Office) -> None:
    one = full(office)
    view = planned(office)
    assert kinds(view) == {one: Kind.SAME_DAY}
    done = accept(office, view)
    assert done.values["proposed"] == 1
    (line,) = to_tell(office)
    assert (line.line.id, line.line.start, line.kind, line.told_by) == (one, 540, Kind.SAME_DAY, None)
    assert (line.start, line.place) == (560, "L1-2")
    assert office.desk.read(CountProposals(office.branch_id)) == ToTell(1, 1)
    evening = EveningOf(office.branch_id, office.desk.clock.now())
    assert office.desk.read(evening).untold == 1, "the day is not over before they know"
    assert not planned(office), "it waits for the customer, not for another plan"
    taken = office.desk.store.read(
        lambda c: taken_of(c, office.branch_id, MONDAY, MONDAY, office.desk.clock.now() + timedelta(hours=8))
    )
    assert any(row[0] == line.id for row in taken), "it is held, however long it takes"
    assert consistent(office)
    office.desk.perform(
        office.desk.new(TellProposal, proposal_id=line.id, version=line.version, told_by=ToldBy.LETTER)
    )
    assert office.desk.read(CountProposals(office.branch_id)) == ToTell(1, 0)
    done = office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    assert (done.code, done.values["start"], done.values["from_start"]) == ("proposal_agreed", 560, 540)
    assert office.status(one) == Status.MOVED
    assert to_tell(office) == ()
    assert consistent(office)


def test_whoever_can_only_call_from_elsewhere_calls_at_the_time_that_was_promised(office: Office) -> None:
    one = full(office, phone=PHONE)
    without_number = office.book(560, name="Domin, Dora", place="L1-1")
    extras = (new_extra(office.groups["Leistung 1"], "L1-Z1", 480, 720, calls_only=True),)
    view = planned(office, extras=extras)
    assert kinds(view) == {one: Kind.PHONE, without_number: Kind.SAME_GROUP}
    (extra,) = acceptance(view, "Abwesenheit")["extras"]
    assert (extra.start, extra.end, extra.breaks) == (540, 560, ()), "nobody else can be sent there"
    done = accept(office, view)
    assert (done.values["kept"], done.values["proposed"]) == (1, 1), "by phone is asked first"
    (line,) = to_tell(office)
    assert (line.start, line.channel, line.place) == (540, Channel.PHONE, "L1-Z1")
    office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    assert (office.status(one), affected(office)) == (Status.MOVED, [])


def test_a_no_leads_to_the_next_and_never_to_the_same_again(office: Office) -> None:
    one = full(office)
    accept(office, planned(office))
    seen = []
    for _ in range(3):
        (line,) = to_tell(office)
        seen.append((line.day, line.start))
        done = office.desk.perform(office.desk.new(DeclineProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
        assert done.values["next"] is not None
    assert len(set(seen)) == 3
    assert [line.line.id for line in to_tell(office)] == [one]
    assert consistent(office)


def test_no_time_of_the_day_is_left_so_a_later_day_is_proposed(office: Office) -> None:
    one = office.book(540, name="Arndt, Ida", place="L1-1")
    enter(office, group_id=office.groups["Leistung 1"])
    enter(office, group_id=office.groups["Leistung 2"])
    view = planned(office)
    assert kinds(view) == {one: Kind.OTHER_DAY}
    accept(office, view)
    (line,) = to_tell(office)
    assert line.day == MONDAY + timedelta(days=1)


def test_somebody_steps_in_on_an_extra_point(office: Office) -> None:
    one = full(office)
    extras = (new_extra(office.groups["Leistung 1"], "L1-Z1", 480, 720),)
    view = planned(office, extras=extras)
    assert kinds(view) == {one: Kind.EXTRA}
    assert [extra.name for extra in view.opened] == ["L1-Z1"]
    done = accept(office, view)
    assert done.values["opened"] == ["L1-Z1"]
    assert place(office, one) == "L1-Z1"
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert place(office, one) == "L1-1"
    assert consistent(office)


def test_what_is_not_wanted_gives_way_to_the_next_best(two_away) -> None:
    office, ids = two_away
    view = planned(office)
    nine = next(line for line in view.steps if line.id == ids["nine"])
    adjusted = turned_down({}, nine)
    again = planned(office, adjusted=adjusted)
    assert kinds(again)[ids["nine"]] is not Kind.OTHER_GROUP
    left = planned(office, leave=frozenset((ids["nine"],)))
    assert [line.id for line in left.steps] == [ids["ten"]]
    assert again.token != view.token != left.token


def test_a_plan_that_became_stale_does_nothing_at_all(two_away) -> None:
    office, ids = two_away
    view = planned(office)
    office.desk.perform(office.desk.new(Arrive, appointment_id=ids["ten"]))
    with pytest.raises(Refused, match="plan_stale"):
        accept(office, view)
    assert place(office, ids["nine"]) == "L1-1"
    accept(office, planned(office))
    with pytest.raises(Refused, match="plan_stale"):
        accept(office, view)
    with pytest.raises(Refused, match="plan_empty"):
        accept(office, planned(office))


def test_two_leads_who_plan_the_same_group_do_not_both_win(two_away) -> None:
    office, _ = two_away
    other = office.colleague("lead", "Leitung Zwei", Role.SITE_ADMIN)
    mine, theirs = planned(office), planned(office, other)
    assert mine.token == theirs.token
    accept(office, theirs, other)
    with pytest.raises(Refused, match="plan_stale"):
        accept(office, mine)


def test_who_plans_nothing_here_sees_no_plan_and_accepts_none(two_away) -> None:
    office, _ = two_away
    view = planned(office)
    worker = office.colleague("sach", "Sach Bearbeitung", Role.CASEWORKER)
    with pytest.raises(Refused, match="no_right"):
        planned(office, worker)
    with pytest.raises(Refused, match="no_right"):
        accept(office, view, worker)
    assert affected(office)


def test_a_proposal_ends_with_its_appointment_and_comes_back_with_it(office: Office) -> None:
    one = full(office)
    accept(office, planned(office))
    (line,) = to_tell(office)
    done = office.desk.perform(office.desk.new(CancelByCustomer, appointment_id=one))
    assert to_tell(office) == ()
    assert consistent(office), "its time is free again"
    with pytest.raises(Refused, match="proposal_pointless"):
        office.desk.perform(office.desk.new(AgreeProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert [again.id for again in to_tell(office)] == [line.id]
    assert consistent(office)


def test_withdrawn_it_is_planned_anew(office: Office) -> None:
    one = full(office)
    accept(office, planned(office))
    (line,) = to_tell(office)
    done = office.desk.perform(office.desk.new(WithdrawProposal, proposal_id=line.id, version=line.version))
    assert done.values == {"told": False, "no_place": True}
    assert to_tell(office) == ()
    assert kinds(planned(office)) == {one: Kind.SAME_DAY}
    with pytest.raises(Refused, match="proposal_over"):
        office.desk.perform(office.desk.new(TellProposal, proposal_id=line.id, told_by=ToldBy.MAIL))


def test_accepting_cannot_be_undone_once_somebody_was_told(office: Office) -> None:
    full(office)
    done = accept(office, planned(office))
    (line,) = to_tell(office)
    office.desk.perform(office.desk.new(TellProposal, proposal_id=line.id, told_by=ToldBy.PHONE))
    with pytest.raises(BackofficeError) as refused:
        office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert isinstance(refused.value, Conflict)
    assert len(to_tell(office)) == 1

"""Handing out the day at a desk: what is proposed, who may accept it, and what stands against it (D36, D50–D52)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from backoffice.desk.arrivals import Arrive
from backoffice.desk.cancelling import CancelByOffice
from backoffice.desk.command import Done
from backoffice.desk.desk import Desk
from backoffice.desk.handing_out import HandOut, HandOutFor, HandOutView, Pair, as_seen
from backoffice.desk.interpreters import AddInterpreter
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.noting import Assign
from backoffice.desk.people import PlaceStaff
from backoffice.desk.record import RecordOf
from backoffice.desk.supporting import Lend
from backoffice.desk.talks import Begin, ClaimAppointment
from backoffice.desk.undo import Undo
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import BackofficeError, Conflict, Refused
from backoffice.domain.handing_out import NoOne
from backoffice.domain.ids import new_id
from backoffice.domain.terms import InterpretingKind, OrderStatus, Provider, Role
from backoffice.store.tables.appointments import Assignment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.wording.done import done as said
from tests.absent import enter, staff
from tests.office import MONDAY, Office
from tests.promising import second_branch

TEAM = "Leistungsteam 1"


@pytest.fixture
def berta(office: Office) -> Desk:
    return office.colleague("berta", "Berta B", Role.CASEWORKER, team=TEAM)


@pytest.fixture
def carl(office: Office) -> Desk:
    return office.colleague("carl", "Carl C", Role.CASEWORKER, team=TEAM)


@pytest.fixture
def manager(office: Office) -> Desk:
    """Termin-Management of the front desk: hands the day out, and works no appointments."""
    return office.colleague("mia", "Mia M", Role.APPOINTMENT_MANAGER, team="Eingangszone")


def proposal(desk: Desk, office: Office, day=MONDAY) -> HandOutView:
    return desk.read(HandOutFor(office.branch_id, day, desk.clock.now()))


def proposed(desk: Desk, office: Office) -> dict[str, str | NoOne]:
    return {one.id: one.name or one.why for one in proposal(desk, office).lines}


def accept(desk: Desk, seen: HandOutView) -> Done:
    return desk.perform(desk.new(HandOut, branch_id=seen.branch.id, day=seen.day, pairs=seen.pairs))


def assigned(office: Office) -> dict[str, str]:
    rows = table(Assignment)
    found = office.desk.store.read(lambda c: c.execute(sa.select(rows.c.appointment_id, rows.c.staff_id)).all())
    return {row[0]: row[1] for row in found}


def test_a_day_is_proposed_accepted_and_taken_back_as_one(
    office: Office, berta: Desk, carl: Desk, manager: Desk
) -> None:
    ids = [office.book(start, place=place) for start in (540, 560, 580) for place in ("L1-1", "L1-2")]
    mine = office.book(540, 40, place="L2-1")
    office.desk.perform(office.desk.new(Assign, appointment_id=mine, staff_id=berta.actor.id))
    before = assigned(office)
    seen = proposal(manager, office)
    assert [(one.line.start, one.id) for one in seen.lines] == sorted((one.line.start, one.id) for one in seen.lines)
    # Berta has somebody until 09:40, so she can take only one of the later ones: what is left over, Carl has.
    assert {one.name or one.why for one in seen.lines} == {"Berta B", "Carl C", NoOne.ALL_BUSY}
    assert seen.token == proposal(berta, office).token, "the same whoever asks"
    done = accept(manager, seen)
    assert said(done.code, done.values) == "Tag verteilt: 4 Termine zugewiesen."
    now = assigned(office)
    assert now == before | {pair.appointment_id: pair.staff_id for pair in seen.pairs}
    assert set(now) <= {*ids, mine}
    told = office.desk.read(RecordOf(seen.pairs[0].appointment_id, office.desk.clock.now())).history[-1]
    assert told.code == "handed_out"
    manager.perform(manager.new(Undo, undoes=done.entry_id))
    assert assigned(office) == before
    assert proposal(manager, office) == seen


def test_the_besetzung_comes_first_and_absences_count(office: Office, berta: Desk, carl: Desk) -> None:
    one, two, late = office.book(540, place="L1-1"), office.book(600, place="L1-1"), office.book(780, place="L1-2")
    front = office.book(540, place=None, group_id=office.groups["Eingangszone"], concern="Umzug")
    staff(office, "L1-1", (480, 960, berta.actor.id))
    assert proposed(berta, office) == {
        one: "Berta B", two: "Berta B", late: "Carl C", front: NoOne.NOT_OF_AREA,
    }  # fmt: skip
    enter(office, staff_id=berta.actor.id, start=590, end=700)
    assert proposed(berta, office) == {
        one: "Berta B", two: "Carl C", late: "Berta B", front: NoOne.NOT_OF_AREA,
    }  # fmt: skip
    for point in ("L1-2", "L2-1", "L2-2", "E-1", "E-2"):
        staff(office, point, (480, 960, None))
    assert proposed(berta, office) == {
        one: "Berta B", two: NoOne.NOBODY_THERE, late: "Berta B", front: NoOne.NOT_OF_AREA,
    }  # fmt: skip


def test_what_is_claimed_over_or_of_another_kind_is_left_alone(
    office: Office, berta: Desk, carl: Desk, clock: FixedClock
) -> None:
    over, waits, claimed = office.book(480), office.book(500), office.book(520)
    running = office.book(540)
    office.desk.perform(office.desk.new(Arrive, appointment_id=waits))
    berta.perform(berta.new(ClaimAppointment, appointment_id=claimed))
    clock.advance(minutes=5)  # 08:35
    carl.perform(carl.new(Begin, appointment_id=running))
    found = proposed(berta, office)
    assert over not in found
    assert {claimed, running} & set(found) == set()
    # She waits past 08:20, so her time is now: Berta's claim is until 09:00, Carl's talk is booked from 09:00 on.
    assert found[waits] == "Carl C"


def test_a_language_is_preferred_where_a_colleague_is_known_to_speak_it(
    office: Office, berta: Desk, carl: Desk
) -> None:
    ids = [office.book(start) for start in (540, 560, 580)]
    customers = table(Customer)
    office.desk.store.write(lambda tx: tx.connection.execute(sa.update(customers).values(language="tur")))
    office.desk.perform(
        office.desk.new(
            AddInterpreter,
            branch_id=office.branch_id,
            provider=Provider.COLLEAGUE,
            name="C, Carl",
            languages={"tur": ""},
            by_phone=True,
        )
    )
    assert proposed(berta, office) == dict.fromkeys(ids, "Carl C")


def test_protected_people_go_to_nobody_by_themselves(office: Office, berta: Desk, manager: Desk) -> None:
    one = office.book(540, protected=True, name="Kollegin, Eine")
    (line,) = proposal(manager, office).lines
    assert (line.why, line.line.name, line.staff_id) == (NoOne.PROTECTED, "", None)
    pair = Pair(appointment_id=one, version=line.version, staff_id=berta.actor.id, by_hand=True)
    with pytest.raises(Conflict, match="day_changed"):
        manager.perform(manager.new(HandOut, branch_id=office.branch_id, day=MONDAY, pairs=(pair,)))


def test_who_may_hand_out_and_which_day(office: Office, berta: Desk) -> None:
    office.book(540)
    stranger = office.colleague("stefan", "Stefan S", Role.ANALYST)
    seen = proposal(berta, office)
    for attempt in (lambda: proposal(stranger, office), lambda: accept(stranger, seen)):
        with pytest.raises(Refused, match="no_right"):
            attempt()
    for attempt in (
        lambda: proposal(berta, office, MONDAY - timedelta(days=3)),
        lambda: accept(berta, HandOutView(seen.branch, MONDAY - timedelta(days=3), seen.lines, seen.now)),
    ):
        with pytest.raises(Refused, match="hand_out_over"):
            attempt()
    with pytest.raises(Refused, match="nothing_to_hand_out"):
        accept(berta, HandOutView(seen.branch, MONDAY, (), seen.now))
    assert assigned(office) == {}


def test_a_day_that_changed_is_refused_as_a_whole(office: Office, berta: Desk, carl: Desk) -> None:
    first, _ = office.book(540, place="L1-1"), office.book(560, place="L1-1")
    cancelled = office.book(600, place="L1-1")
    seen = proposal(berta, office)
    assert len(seen.pairs) == 3

    def refused() -> None:
        before = assigned(office)
        with pytest.raises(Conflict, match="day_changed"):
            accept(berta, seen)
        assert assigned(office) == before

    done = office.desk.perform(office.desk.new(Assign, appointment_id=first, staff_id=carl.actor.id))
    refused()
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    done = office.desk.perform(office.desk.new(CancelByOffice, appointment_id=cancelled))
    refused()
    seen = proposal(berta, office)
    who = next(desk for desk in (berta, carl) if desk.actor.id == seen.pairs[0].staff_id)
    who.perform(who.new(LeaveForToday, staff_id=who.actor.id, branch_id=office.branch_id))
    refused()
    assert len(accept(berta, proposal(berta, office)).ids) == 2


def test_somebody_has_got_another_one_for_that_time_meanwhile(office: Office, berta: Desk) -> None:
    office.book(540, place="L1-1")
    seen = proposal(berta, office)
    other = office.book(550, place="L1-2")
    office.desk.perform(office.desk.new(Assign, appointment_id=other, staff_id=berta.actor.id))
    with pytest.raises(Conflict, match="day_changed"):
        accept(berta, seen)


def test_lines_are_taken_out_and_given_to_others_by_hand(office: Office, berta: Desk, carl: Desk) -> None:
    one, two, three = (office.book(540, place=place) for place in ("L1-1", "L1-2", "L2-1"))
    seen = proposal(berta, office)
    (left,) = [line.id for line in seen.lines if line.staff_id is None]
    to_carl = next(line.id for line in seen.lines if line.staff_id == carl.actor.id)
    to_berta = next(line.id for line in seen.lines if line.staff_id == berta.actor.id)
    pairs = as_seen(seen, {left: berta.actor.id, to_carl: None})
    assert {pair.appointment_id: pair.by_hand for pair in pairs} == {left: True, to_berta: False}
    berta.perform(berta.new(HandOut, branch_id=office.branch_id, day=MONDAY, pairs=pairs))
    assert assigned(office) == {left: berta.actor.id, to_berta: berta.actor.id}
    assert {one, two, three} == {left, to_carl, to_berta}

    stranger = Pair(appointment_id=to_carl, version=1, staff_id="0" * 32, by_hand=True)
    with pytest.raises(Refused, match="not_of_this_branch"):
        berta.perform(berta.new(HandOut, branch_id=office.branch_id, day=MONDAY, pairs=(stranger,)))
    enter(office, staff_id=carl.actor.id)
    away = Pair(appointment_id=to_carl, version=1, staff_id=carl.actor.id, by_hand=True)
    with pytest.raises(Refused, match="not_there_then"):
        berta.perform(berta.new(HandOut, branch_id=office.branch_id, day=MONDAY, pairs=(away,)))


def test_two_accept_at_once_one_wins_and_the_other_is_told(office: Office, berta: Desk, carl: Desk) -> None:
    for start in range(540, 640, 20):
        office.book(start)
    seen = proposal(berta, office)
    desks = [Desk(desk.store, desk.login, desk.id, desk.clock) for desk in (berta, carl)]

    def answer(desk: Desk) -> str:
        try:
            return accept(desk, seen).code
        except BackofficeError as error:
            return error.code

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(answer, desks)) == ["day_changed", "handed_out"]
    assert assigned(office) == {pair.appointment_id: pair.staff_id for pair in seen.pairs}


def test_undo_leaves_a_talk_that_began_and_stops_where_somebody_handed_on(
    office: Office, berta: Desk, carl: Desk
) -> None:
    one, two = office.book(540), office.book(560)
    done = accept(office.desk, proposal(office.desk, office))
    berta.perform(berta.new(Begin, appointment_id=one))
    # As with a single assignment: the talk and its claim are the colleague's own, only the handing out goes.
    office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert (assigned(office), office.status(one)) == ({}, "in_progress")
    done = accept(office.desk, proposal(office.desk, office))
    assert done.ids == (two,)
    other = carl if assigned(office)[two] == berta.actor.id else berta
    other.perform(other.new(Assign, appointment_id=two, staff_id=other.actor.id))
    with pytest.raises(Conflict):
        office.desk.perform(office.desk.new(Undo, undoes=done.entry_id))
    assert assigned(office) == {two: other.actor.id}


def test_a_colleague_who_interprets_for_others_has_no_time_then(office: Office, berta: Desk, carl: Desk) -> None:
    other, one, later = office.book(540, 60), office.book(560, place="L1-2"), office.book(600)
    added = office.desk.perform(
        office.desk.new(
            AddInterpreter,
            branch_id=office.branch_id,
            provider=Provider.COLLEAGUE,
            name="Carl C",
            languages={"tur": ""},
            on_site=True,
        )
    )
    values = {
        "status": OrderStatus.CONFIRMED,
        "kind": InterpretingKind.COLLEAGUE,
        "needed_at": office.desk.clock.now(),
    }
    office.desk.store.write(
        lambda tx: tx.insert(
            InterpreterAssignment,
            id=new_id(),
            branch_id=office.branch_id,
            appointment_id=other,
            language="tur",
            interpreter_id=added.ids[0],
            occupies_id=added.ids[0],
            day=MONDAY,
            start_minute=540,
            end_minute=580,
            **values,
        )
    )
    # He interprets from 09:00 to 09:40, so only Berta has time for one of the two; his minutes count, too.
    assert proposed(berta, office) == {other: "Berta B", one: NoOne.ALL_BUSY, later: "Carl C"}


def test_who_is_lent_here_counts_and_who_is_lent_away_does_not(office: Office, berta: Desk, carl: Desk) -> None:
    one = office.book(540)
    north, _ = second_branch(office)

    def lend(who: Desk, giver: str, taker: str) -> None:
        days = {"first_day": MONDAY, "last_day": MONDAY}
        command = office.desk.new(Lend, branch_id=giver, to_branch_id=taker, staff_id=who.actor.id, **days)
        office.desk.perform(command)

    placed = office.desk.new(PlaceStaff, staff_id=carl.actor.id, branch_id=north, team_name="Leistungsteam Nord")
    office.desk.perform(placed)
    lend(berta, office.branch_id, north)
    assert proposed(office.desk, office) == {one: NoOne.NOBODY_THERE}
    lend(carl, north, office.branch_id)
    assert proposed(office.desk, office) == {one: "Carl C"}
    accept(office.desk, proposal(office.desk, office))
    assert assigned(office) == {one: carl.actor.id}

"""Eight desks order the same interpreter at the same moment: one wins, the others get the next one (D28, D49)."""

from collections import Counter
from datetime import datetime
from itertools import pairwise

import sqlalchemy as sa

from backoffice.desk.booking import NewBooking
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.checking import check
from backoffice.desk.command import Command
from backoffice.desk.interpreters import SetTravel
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.orders import OrderInterpreter
from backoffice.domain.orders import LIVE, TAKES_TIME
from backoffice.domain.states import FREES_PLACE
from backoffice.domain.terms import InterpretingKind, Role
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from tests.hammer import crew, perform_together
from tests.office import MONDAY, Office
from tests.ordering import ON_SITE, TIGRINYA, person
from tests.test_concurrency import by_round, count
from tests.two_branches import seat, two_branches

DESKS, ROUNDS = 8, 5
_o, _a = table(InterpreterAssignment), table(Appointment)


def commands(
    now: datetime, desk: str, ones: list[str], kind: InterpretingKind, who: str | None
) -> list[OrderInterpreter]:
    wanted = {"language": TIGRINYA, "kind": kind, "interpreter_id": who}
    return [OrderInterpreter(made_at=now, desk_id=desk, appointment_id=one, order=NewOrder(**wanted)) for one in ones]


def test_one_wins_and_the_others_get_the_next(office: Office, clock) -> None:
    now, people = clock.now(), [person(office, f"{n}. Beispiel") for n in range(3)]
    desks = [office.colleague(f"c{n}", f"Ida {n}", Role.CASEWORKER) for n in range(DESKS)]
    # Of each round all talks overlap; every other round asks for the first one by name.
    ones = [
        [office.book(540 + 60 * round_ + number, place=None) for round_ in range(ROUNDS)] for number in range(DESKS)
    ]
    crewed = []
    for desk, mine in zip(desks, ones, strict=True):
        asked = commands(now, desk.login, mine, ON_SITE, None)
        named = commands(now, desk.login, mine, ON_SITE, people[0])
        together = [named[n] if n % 2 else asked[n] for n in range(ROUNDS)]
        crewed.append((desk.store.place.url.render_as_string(), desk.login, now, together))
    rounds = by_round(crew(perform_together, crewed))
    assert len(rounds) == ROUNDS
    for number, answers in rounds.items():
        told = Counter(kind if kind == "Done" else code for kind, code, _ in answers)
        if number % 2:
            assert told == {"Done": 1, "interpreter_not_free": DESKS - 1}
        else:
            assert told == {"Done": len(people), "no_interpreter": DESKS - len(people)}
    nobody_twice(office)


def test_the_way_is_kept_by_two_branches_at_once(office: Office, clock) -> None:
    both, who, now = two_branches(office), person(office), clock.now()
    office.desk.perform(office.desk.new(SetTravel, from_branch_id=both.mitte, to_branch_id=both.north, minutes=30))
    desks = [both.here, both.there, seat(office, both.north, "nord_2", "Nora Nord", Role.CASEWORKER)]
    here = [office.book(540 + 60 * n, place=None) for n in range(ROUNDS)]
    north = {"branch_id": both.north, "group_id": both.group(), "place": None}
    there = [[office.book(560 + 20 * k + 60 * n, **north) for n in range(ROUNDS)] for k in range(2)]
    crewed = [
        (desk.store.place.url.render_as_string(), desk.login, now, commands(now, desk.login, mine, ON_SITE, who))
        for desk, mine in zip(desks, [here, *there], strict=True)
    ]
    rounds = by_round(crew(perform_together, crewed))
    for answers in rounds.values():
        assert {kind for kind, _, _ in answers} <= {"Done", "Refused", "Conflict"}
    nobody_twice(office)
    rows = count(office, sa.select(_o).where(_o.c.status.in_(TAKES_TIME)).order_by(_o.c.start_minute))
    assert rows
    for one, other in pairwise(rows):
        way = 0 if one.branch_id == other.branch_id else 30
        assert one.end_minute + way <= other.start_minute


def test_no_order_is_left_behind_by_what_becomes_of_its_appointment(office: Office, clock) -> None:
    now, rounds = clock.now(), 8
    people = [person(office, f"{n}. Beispiel") for n in range(2)]
    desks = [office.colleague(f"c{n}", f"Ida {n}", Role.CASEWORKER) for n in range(3)]
    ones = [office.book(540 + 20 * n, place=None) for n in range(rounds)]
    group = office.groups["Leistung 1"]

    def ends(desk: str, n: int) -> Command:
        of_it = {"made_at": now, "desk_id": desk, "appointment_id": ones[n]}
        if n % 2:
            return CancelByCustomer(**of_it)
        return MoveAppointment(
            **of_it, booking=NewBooking(group_id=group, day=MONDAY, start=720 + 20 * n, let_interpreter_go=True)
        )

    todo = [
        *(commands(now, desk.login, ones, ON_SITE, who) for desk, who in zip(desks, people, strict=False)),
        [ends(desks[2].login, n) for n in range(rounds)],
    ]
    crewed = [
        (desk.store.place.url.render_as_string(), desk.login, now, mine)
        for desk, mine in zip(desks, todo, strict=True)
    ]
    told = by_round(crew(perform_together, crewed))
    assert {kind for answers in told.values() for kind, _, _ in answers} <= {"Done", "Refused", "Conflict"}
    left = (
        sa.select(_o.c.id)
        .join(_a, _a.c.id == _o.c.appointment_id)
        .where(_o.c.status.in_(LIVE), _a.c.status.in_(FREES_PLACE))
    )
    assert count(office, left) == []
    assert not office.desk.store.read(check)


def nobody_twice(office: Office) -> None:
    assert not office.desk.store.read(check)
    taken = Counter()
    for row in count(office, sa.select(_o).where(_o.c.status.in_(TAKES_TIME))):
        taken.update((row.occupies_id, MONDAY, minute) for minute in range(row.start_minute, row.end_minute))
    assert taken
    assert max(taken.values()) == 1

"""Both branches act at the same moment: one of them is in charge afterwards, and nobody is there twice (D44)."""

from collections import Counter

import sqlalchemy as sa

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.booking import NewBooking
from backoffice.desk.checking import check
from backoffice.desk.finishing import Finish, Settled
from backoffice.desk.takeover_promises import AgreeByPhone
from backoffice.desk.takeovers import AcceptTakeover, AskTakeover, DeclineTakeover, WithdrawTakeover
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Role
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from tests.hammer import crew, perform_together
from tests.office import MONDAY, Office
from tests.test_concurrency import assert_nobody_sits_on_anybody, by_round, count
from tests.two_branches import another_branch, seat, two_branches

ROUNDS = 8
_a = table(Appointment)


def test_everybody_answers_at_once_and_one_branch_is_in_charge(office: Office, clock) -> None:
    both = two_branches(office)
    east, now = another_branch(office, "Ost"), clock.now()
    ones = [office.book(540 + 20 * n) for n in range(ROUNDS)]
    asked = [both.ask(one) for one in ones]
    desks = [
        *(both.there, seat(office, both.north, "nord_2", "Nora Nord", Role.CASEWORKER)),
        seat(office, both.north, "nord_3", "Nele Nord", Role.CASEWORKER),
        *(both.here, office.colleague("mitte_2", "Mia Mitte", Role.CASEWORKER)),
        *(office.colleague(f"mitte_{n}", f"Max {n}", Role.CASEWORKER) for n in (3, 4)),
    ]

    def accepting(desk: str, n: int, start: int) -> AcceptTakeover:
        booking = NewBooking(group_id=both.group(), day=MONDAY, start=start)
        return AcceptTakeover(
            made_at=now, desk_id=desk, appointment_id=ones[n], takeover_id=asked[n], booking=booking
        )

    def commands(number: int, desk: str, n: int) -> object:
        made = {"made_at": now, "desk_id": desk}
        of_it = {**made, "appointment_id": ones[n]}
        return (
            lambda: accepting(desk, n, 600 + 20 * n),
            lambda: accepting(desk, n, 800 + 20 * n),
            lambda: DeclineTakeover(**made, takeover_id=asked[n], reason="voll"),
            lambda: WithdrawTakeover(**made, takeover_id=asked[n]),
            lambda: AgreeByPhone(
                **of_it,
                to_branch_id=east,
                agreed_with="Eingangszone",
                time=AgreedTime(day=MONDAY, start=600 + 20 * n),
            ),
            lambda: Finish(**of_it, outcomes=(Settled(),)),
            lambda: AskTakeover(**of_it, to_branch_id=east, reason="Umzug"),
        )[number]()

    crewed = [
        (
            desk.store.place.url.render_as_string(),
            desk.login,
            now,
            [commands(number, desk.login, n) for n in range(ROUNDS)],
        )
        for number, desk in enumerate(desks)
    ]
    rounds = by_round(crew(perform_together, crewed))
    assert len(rounds) == ROUNDS
    for answers in rounds.values():
        done = Counter(code for kind, code, _ in answers if kind == "Done")
        moved = sum(done[code] for code in ("takeover_accepted", "takeover_agreed", "finished"))
        assert moved == 1, "finishing or agreeing always goes, and only one of them"
        assert done["takeover_declined"] + done["takeover_withdrawn"] + done["takeover_accepted"] <= 1
        assert {kind for kind, _, _ in answers} <= {"Done", "Refused", "Conflict"}
    rows = count(office, sa.select(_a.c.id, _a.c.status, _a.c.moved_from_id))
    left = Counter(row.moved_from_id for row in rows if row.moved_from_id)
    assert max(left.values(), default=1) == 1, "nobody went to two branches"
    leaves = [row for row in rows if row.id not in left]
    assert len(leaves) == ROUNDS
    assert all(row.status == "done" or row.status not in ENDINGS for row in leaves)
    assert office.desk.store.read(check) == ()
    assert_nobody_sits_on_anybody(office)

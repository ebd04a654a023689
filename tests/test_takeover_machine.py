"""Whatever branches ask, agree, decline and take back: one of them is in charge, and always exactly one (D44).

The machine keeps a plain model: where each case is, and whether somebody is asked about it. After each step the store
must say the same: one open appointment for each open case, at the branch that the model names, and no other.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from backoffice.desk.agreed_time import AgreedTime
from backoffice.desk.booking import NewBooking
from backoffice.desk.checking import check
from backoffice.desk.desk import Desk
from backoffice.desk.finishing import Commitment, Finish, Settled
from backoffice.desk.promises import Owing
from backoffice.desk.takeover_promises import AgreeByPhone, CommitTakeover, ConfirmTakeover
from backoffice.desk.takeovers import AcceptTakeover, AskTakeover, DeclineTakeover, WithdrawTakeover
from backoffice.desk.tickets import NewTicket, Reach
from backoffice.desk.undo import Undo
from backoffice.domain.clock import FixedClock, wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import Role
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePointGroup, Team
from tests.office import Office
from tests.test_concurrency import assert_nobody_sits_on_anybody
from tests.two_branches import another_branch, seat

_a, _p = table(Appointment), table(Placement)
NAMES = ("Mitte", "Nord", "Ost")
STARTS = st.integers(0, 5).map(lambda n: 900 + 20 * n)


@dataclass(frozen=True)
class Case:
    """Where a case is. `asked`: (request, branch, until) as long as nobody answered."""

    appointment: str
    at: str
    open: bool = True
    asked: tuple[str, str, datetime] | None = None
    left: str | None = None
    """The newest request that was declined, or not answered in time."""
    to_confirm: str | None = None
    promised: str | None = None
    """Which branch has promised a call instead."""


class Handing(RuleBasedStateMachine):
    """One day of three branches. `office`, `clock`, the desks and ids come from the test."""

    office: Office
    clock: FixedClock
    desks: dict[str, Desk]
    branches: dict[str, str]
    groups: dict[str, str]
    teams: dict[str, str]

    def __init__(self) -> None:
        super().__init__()
        day, minute = wall(self.clock.now())
        self.clock.advance(days=1, minutes=8 * 60 + 30 - minute)
        self.day: date = day + timedelta(days=1)
        self.cases: dict[str, Case] = {}
        self.last: tuple[str, str, dict[str, Case]] | None = None

    # --- helpers ---

    def attempt(self, at: str, kind: Any, **values: Any) -> str:
        """The code of a refusal; empty where it was done, which is then what can be undone."""
        desk, before = self.desks[at], dict(self.cases)
        try:
            done = desk.perform(desk.new(kind, **values))
        except Refused as refused:
            return refused.code
        self.last = (at, done.entry_id, before)
        return ""

    def waiting(self, case: Case) -> bool:
        return case.asked is not None and case.asked[2] > self.clock.now()

    def known(self, case: Case) -> Case:
        """With what the clock has made of it."""
        if case.asked is not None and not self.waiting(case):
            return replace(case, asked=None, left=case.asked[0])
        return case

    def pick(self, data: st.DataObject, **wanted: bool) -> str:
        return data.draw(st.sampled_from(sorted(self.cases)))

    def elsewhere(self, data: st.DataObject, at: str) -> str:
        return data.draw(st.sampled_from([name for name in NAMES if name != at]))

    # --- steps ---

    @rule(start=st.integers(0, 20).map(lambda n: 480 + 10 * n))
    def bring(self, start: int) -> None:
        one = self.office.book(start, day=self.day, place=None)
        self.cases[one] = Case(one, "Mitte")
        self.last = None

    @rule()
    def wait(self) -> None:
        self.clock.advance(minutes=9)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        one = self.pick(data)
        case = self.cases[one]
        to, asked = self.elsewhere(data, case.at), new_id()
        said = self.attempt(
            case.at,
            AskTakeover,
            appointment_id=case.appointment,
            takeover_id=asked,
            to_branch_id=self.branches[to],
            reason="Umzug",
        )
        if not case.open:
            assert said == "wrong_state"
        elif case.promised not in (None, to):
            assert said == "promised_elsewhere"
        elif self.waiting(case):
            assert said == "takeover_pending"
        else:
            assert said == ""
            until = self.clock.now() + timedelta(minutes=15)
            self.cases[one] = replace(self.known(case), asked=(asked, to, until))

    def answerable(self, case: Case, said: str) -> bool:
        """Whether an answer counted; why not is told rightly."""
        if case.asked is None:
            return False
        if not self.waiting(case) and case.open:
            assert said == "takeover_lapsed"
            return False
        if not case.open:
            assert said == "takeover_over"
            return False
        assert said in ("", "time_not_free")
        return said == ""

    @precondition(lambda self: any(case.asked for case in self.cases.values()))
    @rule(data=st.data(), start=STARTS)
    def accept(self, data: st.DataObject, start: int) -> None:
        one = data.draw(st.sampled_from(sorted(key for key, case in self.cases.items() if case.asked)))
        case = self.cases[one]
        assert case.asked is not None
        asked, to, _ = case.asked
        booking = NewBooking(group_id=self.groups[to], day=self.day, start=start)
        said = self.attempt(to, AcceptTakeover, appointment_id=case.appointment, takeover_id=asked, booking=booking)
        if self.answerable(case, said):
            self.cases[one] = Case(booking.id, to)

    @precondition(lambda self: any(case.asked for case in self.cases.values()))
    @rule(data=st.data(), ours=st.booleans())
    def refuse(self, data: st.DataObject, ours: bool) -> None:
        one = data.draw(st.sampled_from(sorted(key for key, case in self.cases.items() if case.asked)))
        case = self.cases[one]
        assert case.asked is not None
        asked, to, _ = case.asked
        if ours:
            said = self.attempt(case.at, WithdrawTakeover, takeover_id=asked)
        else:
            said = self.attempt(to, DeclineTakeover, takeover_id=asked, reason="voll")
        if self.answerable(case, said):
            self.cases[one] = replace(case, asked=None, left=case.left if ours else asked)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), start=STARTS)
    def agree(self, data: st.DataObject, start: int) -> None:
        one = self.pick(data)
        case = self.cases[one]
        to, time = self.elsewhere(data, case.at), AgreedTime(day=self.day, start=start)
        values = {"to_branch_id": self.branches[to], "agreed_with": "Eingangszone", "time": time}
        command = self.desks[case.at].new(AgreeByPhone, appointment_id=case.appointment, **values)
        said = self.attempt(
            case.at, AgreeByPhone, appointment_id=case.appointment, takeover_id=command.takeover_id, **values
        )
        if case.promised not in (None, to):
            assert said == "promised_elsewhere"
            return
        assert said == ("" if case.open else "wrong_state")
        if case.open:
            self.cases[one] = Case(time.id, to, to_confirm=command.takeover_id)

    @precondition(lambda self: any(case.to_confirm for case in self.cases.values()))
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(key for key, case in self.cases.items() if case.to_confirm)))
        case = self.cases[one]
        assert self.attempt(case.at, ConfirmTakeover, takeover_id=case.to_confirm) == ""
        self.cases[one] = replace(case, to_confirm=None)

    @precondition(lambda self: any(self.known(case).left for case in self.cases.values()))
    @rule(data=st.data())
    def promise(self, data: st.DataObject) -> None:
        """They do not take it, but call: whoever was asked last."""
        left = {key: self.known(case) for key, case in self.cases.items() if self.known(case).left}
        one = data.draw(st.sampled_from(sorted(left)))
        case, asked = left[one], left[one].left or ""
        to = self._asked_of(asked)
        ticket = NewTicket(
            number=self.desks[to].draw_number(), team_id=self.teams[to], reach=Reach(phone="030 23125115")
        )
        said = self.attempt(to, CommitTakeover, takeover_id=asked, ticket=ticket)
        if not case.open:
            assert said in ("takeover_over", "takeover_answered")
        elif said == "":
            assert not self.waiting(case), "whoever is asked now would not know of it"
            assert case.promised in (None, to)
            self.cases[one] = replace(case, left=None, promised=to)
        elif self.waiting(case):
            assert said in ("asked_elsewhere", "takeover_answered")
        else:
            assert said in ("takeover_answered", "promised_elsewhere")

    def _asked_of(self, takeover_id: str) -> str:
        from backoffice.store.tables.takeovers import Takeover

        of = table(Takeover)
        wanted = sa.select(of.c.to_branch_id).where(of.c.id == takeover_id)
        branch_id = self.office.desk.store.read(lambda c: c.scalar(wanted))
        return next(name for name, known in self.branches.items() if known == branch_id)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), theirs=st.booleans())
    def finish(self, data: st.DataObject, theirs: bool) -> None:
        one = self.pick(data)
        case = self.cases[one]
        to = self.elsewhere(data, case.at)
        time = AgreedTime(day=self.day + timedelta(days=400), start=600)
        ending = Commitment(to_branch_id=self.branches[to], contact="Teamleitung", time=time) if theirs else Settled()
        said = self.attempt(case.at, Finish, appointment_id=case.appointment, outcomes=(ending,))
        assert said == ("" if case.open else "wrong_state")
        if case.open:
            self.cases[one] = replace(self.known(case), open=False)

    @precondition(lambda self: self.last)
    @rule()
    def undo(self) -> None:
        at, entry, before = self.last or ("", "", {})
        self.last = None
        try:
            desk = self.desks[at]
            desk.perform(desk.new(Undo, undoes=entry))
        except Conflict:
            return  # somebody built on it: it stays
        self.cases = before

    # --- what always holds ---

    @invariant()
    def one_branch_is_in_charge_of_every_case(self) -> None:
        def look(connection: sa.Connection) -> tuple[Any, ...]:
            rows = connection.execute(
                sa.select(_a.c.id, _a.c.branch_id, _a.c.status, _a.c.moved_from_id).where(_a.c.day == self.day)
            ).all()
            return rows, check(connection)

        rows, findings = self.office.desk.store.read(look)
        assert findings == ()
        left = {row.moved_from_id for row in rows}
        leaves = {row.id: row for row in rows if row.id not in left}
        wanted = {case.appointment: case for case in self.cases.values()}
        assert leaves.keys() == wanted.keys(), "nobody is lost, and nobody is there twice"
        for id_, row in leaves.items():
            assert row.branch_id == self.branches[wanted[id_].at]
            assert (row.status not in ENDINGS) == wanted[id_].open
        assert all(row.status == "taken_over" for row in rows if row.id in left)
        assert_nobody_sits_on_anybody(self.office)

    @invariant()
    def what_nobody_took_over_is_owed_where_the_customer_is(self) -> None:
        for name, desk in self.desks.items():
            found = desk.read(Owing(self.branches[name], self.clock.now()))
            listed = {line.id for line, _ in found if line.day == self.day and line.place}
            known = [self.known(case) for case in self.cases.values() if case.at == name]
            owed = {c.appointment for c in known if c.open and c.left and not c.asked and not c.promised}
            open_here = {c.appointment for c in known if c.open}
            assert listed <= open_here
            assert owed <= {line.id for line, _ in found}


@pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
def test_in_whatever_order(office: Office, clock: FixedClock) -> None:
    class Here(Handing):
        pass

    Here.office, Here.clock = office, clock
    Here.branches = {"Mitte": office.branch_id} | {name: another_branch(office, name) for name in NAMES[1:]}
    Here.desks = {
        name: seat(office, branch_id, name.lower(), f"Ida {name}", Role.CASEWORKER)
        for name, branch_id in Here.branches.items()
    }
    groups, teams = table(ServicePointGroup), table(Team)
    read = office.desk.store.read
    Here.groups = {"Mitte": office.groups["Leistung 1"]} | {
        name: read(lambda c, n=name: c.scalar(sa.select(groups.c.id).where(groups.c.name == f"Leistung {n}")))
        for name in NAMES[1:]
    }
    Here.teams = {"Mitte": office.team()} | {
        name: read(lambda c, n=name: c.scalar(sa.select(teams.c.id).where(teams.c.name == f"Leistungsteam {n}")))
        for name in NAMES[1:]
    }
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

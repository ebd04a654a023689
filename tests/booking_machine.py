"""Whatever is booked, held, moved, placed, imported and undone in whatever order: nobody sits on anybody (D26, D28).

The machine keeps a plain model of its own: who is booked when. After each step the store must say the same, its ticks
must be those that the rows imply, and no customer may be gone.
"""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backoffice.desk.booking import BookAppointment, BookFollowUp, NewBooking, Person
from backoffice.desk.cancelling import CancelByCustomer
from backoffice.desk.checking import check
from backoffice.desk.giving_place import GivePlace
from backoffice.desk.holding import HoldTime
from backoffice.desk.moving import MoveAppointment
from backoffice.desk.plan_of import busy_of, plan_of
from backoffice.desk.undo import Undo
from backoffice.domain.calendar import next_working_day
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.free_times import Wish, choose
from backoffice.domain.states import FREES_PLACE, Status
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.booking import Hold
from tests.hammer import booking_file, import_of
from tests.office import Office
from tests.test_concurrency import assert_nobody_sits_on_anybody

_a, _p, _hold = table(Appointment), table(Placement), table(Hold)

STARTS = st.integers(0, 17).map(lambda n: 480 + 10 * n)
LENGTHS = st.sampled_from((10, 20, 30, 45))


class Booking(RuleBasedStateMachine):
    """One day of a group with two service points. `office` and `day` come from the test."""

    office: Office
    day: date

    def __init__(self) -> None:
        super().__init__()
        type(self).day = next_working_day(self.day)  # every example has a day of its own
        self.booked: dict[str, tuple[int, int]] = {}
        """Open appointments of the day by id: `[start, end)`."""
        self.over: dict[str, Status] = {}
        self.rows: list[tuple[int, str]] = []
        self.imports = 0
        self.hold: str | None = None
        self.last: tuple[str, dict[str, tuple[int, int]], dict[str, Status]] | None = None
        """The newest change that can be undone: its entry, and the model as it was before."""
        self._expire()  # what the example before still held

    # --- helpers ---

    @property
    def group(self) -> str:
        return self.office.groups["Leistung 1"]

    def do(self, kind: Any, **values: Any) -> Any:
        desk = self.office.desk
        return desk.perform(desk.new(kind, **values))

    def new(self, start: int, minutes: int | None, **more: Any) -> NewBooking:
        values = {"group_id": self.group, "day": self.day, "start": start, "minutes": minutes, "hold_id": self.hold}
        text = {"concern_text": "Fragen zum Bescheid", "override_reason": "kommt mit der Familie"}
        text["let_interpreter_go"] = True
        return NewBooking(**values | text | more)

    def attempt(self, kind: Any, **values: Any) -> bool:
        """Do it and remember it for an undo; False where the time was not free."""
        before = dict(self.booked), dict(self.over)
        try:
            done = self.do(kind, **values)
        except Refused as refused:
            if refused.code not in ("time_not_free", "no_place_free", "has_place", "nothing_moves"):
                raise
            return False
        self.last = (done.entry_id, *before)
        return True

    def could(self, start: int, minutes: int, leaving: str | None = None) -> bool:
        """What the search says just before."""

        def look(connection: sa.Connection) -> bool:
            busy = busy_of(connection, self.office.branch_id, self.day, self.day, self.office.desk.clock.now())
            own = frozenset(one for one in (leaving, self.hold) if one)
            wish = Wish((self.group,), minutes, self.day, self.day, (self.day, 0), leave_out=own, as_booked=True)
            plan = plan_of(connection, self.office.branch_id, self.day, self.day)
            return choose(plan, busy, wish, self.day, start) is not None

        return self.office.desk.store.read(look)

    def one(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.booked)))

    # --- steps ---

    @rule(start=STARTS, minutes=LENGTHS)
    def book(self, start: int, minutes: int) -> None:
        could = self.could(start, minutes)
        new = self.new(start, minutes)
        assert self.attempt(BookAppointment, booking=new, person=Person(family="Weiß")) == could
        if could:
            self.booked[new.id] = (start, start + minutes)
            self.hold = None

    @precondition(lambda self: self.booked)
    @rule(data=st.data(), start=STARTS)
    def follow(self, data: st.DataObject, start: int) -> None:
        before, new = self.one(data), self.new(start, 20)
        could = self.could(start, 20)
        assert self.attempt(BookFollowUp, appointment_id=before, booking=new) == could
        if could:
            self.booked[new.id] = (start, start + 20)
            self.hold = None

    @rule(start=STARTS)
    def keep(self, start: int) -> None:
        could = self.could(start, 20)
        old = self.hold
        values = {"group_id": self.group, "day": self.day, "start": start, "minutes": 20, "instead_of": old}
        if could:
            self.hold = str(self.do(HoldTime, **values).ids[0])
        else:
            with pytest.raises(Refused, match="time_not_free"):
                self.do(HoldTime, **values)

    @precondition(lambda self: self.hold)
    @rule()
    def expire(self) -> None:
        self._expire()
        self.hold = None

    def _expire(self) -> None:
        long_ago = self.office.desk.store.time() - timedelta(seconds=1)
        self.office.desk.store.write(lambda tx: tx.connection.execute(sa.update(_hold).values(expires_at=long_ago)))

    @precondition(lambda self: self.booked)
    @rule(data=st.data(), start=STARTS)
    def move(self, data: st.DataObject, start: int) -> None:
        old = self.one(data)
        length = self.booked[old][1] - self.booked[old][0]
        new = self.new(start, None, concern_text="")
        could = self.could(start, length, leaving=old) and start != self.booked[old][0]
        assert self.attempt(MoveAppointment, appointment_id=old, booking=new) == could
        if could:
            self.booked[new.id] = (start, start + length)
            del self.booked[old]
            self.over[old] = Status.MOVED
            self.hold = None

    @precondition(lambda self: self.booked)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        old = self.one(data)
        assert self.attempt(CancelByCustomer, appointment_id=old)
        del self.booked[old]
        self.over[old] = Status.CANCELLED_BY_CUSTOMER

    @precondition(lambda self: self.booked)
    @rule(data=st.data())
    def give_place(self, data: st.DataObject) -> None:
        self.attempt(GivePlace, appointment_id=self.one(data))

    @rule(start=STARTS)
    def bring(self, start: int) -> None:
        """The booking tool has sold one more: whatever stands there, it is kept."""
        self.imports += 1
        self.rows.append((start, f"Neu{self.imports}"))
        known = self.ids()
        file = booking_file(self.day, self.rows, name=f"{self.day}-liste")
        self.office.desk.perform(import_of(file, self.office.branch_id, self.office.desk.clock.now()))
        (new,) = self.ids() - known
        self.booked[new] = (start, start + 20)
        self.last = None

    @precondition(lambda self: self.last)
    @rule()
    def undo(self) -> None:
        entry, booked, over = self.last or ("", {}, {})
        self.last = None
        try:
            self.do(Undo, undoes=entry)
        except Conflict:
            return  # somebody has its place by now, or built on it: it stays as it is
        self.booked, self.over = booked, over

    def ids(self) -> set[str]:
        rows = self.office.desk.store.read(lambda c: c.execute(sa.select(_a.c.id).where(_a.c.day == self.day)).all())
        return {row.id for row in rows}

    # --- what always holds ---

    @invariant()
    def nobody_is_lost_and_nobody_sits_on_anybody(self) -> None:
        def look(connection: sa.Connection) -> tuple[Any, ...]:
            rows = connection.execute(
                sa.select(_a.c.id, _a.c.start_minute, _a.c.end_minute, _a.c.status, _a.c.customer_id).where(
                    _a.c.day == self.day
                )
            ).all()
            people = set(connection.scalars(sa.select(table(Customer).c.id)))
            return rows, people, check(connection)

        rows, people, findings = self.office.desk.store.read(look)
        standing = {row.id: (row.start_minute, row.end_minute) for row in rows if row.status not in FREES_PLACE}
        assert standing == self.booked
        assert {row.id: row.status for row in rows if row.status in FREES_PLACE} == self.over
        assert {row.customer_id for row in rows} <= people
        assert findings == ()
        assert_nobody_sits_on_anybody(self.office)

"""Whatever is booked, ordered, moved, imported and undone in whatever order: nobody sits on anybody, nobody is to
interpret twice at once, and no need for an interpreter is forgotten (D26, D28, D46, D49).
"""

from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from backoffice.desk.command import Done
from backoffice.desk.interpreting import NewOrder
from backoffice.desk.orders import ConfirmInterpreter, DeclineInterpreter, InterpreterFailed, OrderInterpreter
from backoffice.domain.errors import Refused
from backoffice.domain.orders import ARRANGED, LIVE, TAKES_TIME
from backoffice.domain.states import ENDINGS
from backoffice.domain.terms import InterpretingKind, OrderStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from tests.booking_machine import Booking
from tests.office import MONDAY, Office
from tests.ordering import ON_SITE, PHONE, TIGRINYA, hotline, person

_a, _c, _o = table(Appointment), table(Customer), table(InterpreterAssignment)


class Ordering(Booking):
    """The same day, with two who come on site and a hotline."""

    people: tuple[str, str]

    @precondition(lambda self: self.booked)
    @rule(data=st.data(), kind=st.sampled_from((None, ON_SITE, PHONE)), by_name=st.booleans())
    def order(self, data: st.DataObject, kind: InterpretingKind | None, *, by_name: bool) -> None:
        one = self.one(data)
        name = data.draw(st.sampled_from(self.people)) if by_name and kind is ON_SITE else None
        busy = self.talks(but=one)
        start, end = self.booked[one]
        free = [who for who in self.people if all(end <= s or e <= start for w, s, e in busy if w == who)]
        before = dict(self.booked), dict(self.over)
        wanted = NewOrder(language=TIGRINYA, kind=kind, interpreter_id=name)
        possible = kind is not ON_SITE or (name in free if name is not None else bool(free))
        noted = {*ARRANGED, OrderStatus.FAILED}
        arranged = any(row.appointment_id == one and row.status in noted for row in self.orders())
        done, code = self.tried(OrderInterpreter, appointment_id=one, order=wanted)
        if kind is None:
            assert code == ("already_ordered" if arranged else "")
        elif not possible:
            assert code in ("no_interpreter", "interpreter_not_free")
        elif kind is ON_SITE and name is None:
            assert code in ("", "no_interpreter")  # whoever is free may have declined
        else:  # whoever is ordered already is not ordered again
            assert code == "" or (arranged and code == "already_ordered")
        if done is not None and done.undoable:  # what was so already is no change
            self.last = (done.entry_id, *before)

    @precondition(lambda self: self.live())
    @rule(data=st.data(), kind=st.sampled_from((ConfirmInterpreter, DeclineInterpreter, InterpreterFailed)))
    def answer(self, data: st.DataObject, kind: Any) -> None:
        order_id, status = data.draw(st.sampled_from(self.live()))
        before = dict(self.booked), dict(self.over)
        may = status in ARRANGED and (kind is not ConfirmInterpreter or status is OrderStatus.REQUESTED)
        done, code = self.tried(kind, order_id=order_id)
        assert code == ("" if may else "wrong_order_state")
        if done is not None and done.undoable:  # what was so already is no change
            self.last = (done.entry_id, *before)

    def tried(self, kind: Any, **values: Any) -> tuple[Done | None, str]:
        """What came of it, or the code of the refusal."""
        try:
            return self.do(kind, **values), ""
        except Refused as refused:
            return None, refused.code

    def orders(self) -> list[sa.Row[Any]]:
        """The orders of the day that count."""
        wanted = sa.select(_o).where(_o.c.day == self.day, ~_o.c.replaced, _o.c.status != OrderStatus.CANCELLED)
        return self.office.desk.store.read(lambda c: c.execute(wanted.order_by(_o.c.id)).all())

    def live(self) -> list[tuple[str, OrderStatus]]:
        return [(row.id, row.status) for row in self.orders() if row.status in LIVE]

    def talks(self, but: str | None = None) -> list[tuple[str, int, int]]:
        return [
            (row.occupies_id, row.start_minute, row.end_minute)
            for row in self.orders()
            if row.occupies_id is not None and row.status in TAKES_TIME and row.appointment_id != but
        ]

    @invariant()
    def nobody_interprets_twice_and_no_need_is_forgotten(self) -> None:
        talks = sorted(self.talks())
        for one, other in pairwise(talks):
            assert one[0] != other[0] or one[2] <= other[1], "twice at once"
        ordered = {row.appointment_id: row for row in self.orders()}
        for row in ordered.values():
            if row.status in LIVE:
                assert self.booked[row.appointment_id] == (row.start_minute, row.end_minute), "at another time"
        needing = (
            sa.select(_a.c.id)
            .join(_c, _c.c.id == _a.c.customer_id)
            .where(_a.c.day == self.day, _c.c.language.is_not(None), _a.c.status.not_in(ENDINGS))
        )
        assert set(self.office.desk.store.read(lambda c: c.scalars(needing).all())) <= ordered.keys()


@pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)
def test_in_whatever_order(office: Office) -> None:
    class Here(Ordering):
        pass

    Here.office, Here.day = office, MONDAY
    Here.people = (person(office), person(office, "Zeray Beispiel"))
    hotline(office)
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate,),  # each step is many statements: to shrink them takes longer than a run may
        ),
    )

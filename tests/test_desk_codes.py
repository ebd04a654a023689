"""A desk's code is its own, also after another desk was erased: no ticket number is given twice."""

import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.store.tables.base import table
from backoffice.store.tables.people import DeskSeat
from tests.office import Office
from tests.promising import open_tickets, promise


def test_new_desks_after_one_was_erased(office: Office) -> None:
    store, login, clock = office.desk.store, office.desk.actor.login, office.desk.clock
    first, second = (Desk(store, login, f"desk-{name}", clock) for name in "ab")
    promise(office, desk=first)
    drawn = {first.draw_number(), second.draw_number()}
    seat = table(DeskSeat)
    store.write(lambda tx: tx.connection.execute(sa.delete(seat).where(seat.c.id == "desk-a")))
    for name in "cd":
        desk = Desk(store, login, f"desk-{name}", clock)
        promise(office, desk=desk)
        drawn.add(desk.draw_number())
    assert len(drawn) == 4
    assert len({line.number for line in open_tickets(office)}) == 3

"""Desks as the store knows them: each has a code of its own and counts the ticket numbers it has drawn."""

from datetime import datetime
from itertools import count

import sqlalchemy as sa

from backoffice.domain.ticket_numbers import desk_code, ticket_number
from backoffice.store.tables.base import table
from backoffice.store.tables.people import DeskSeat
from backoffice.store.tables.tickets import CallbackTicket
from backoffice.store.transaction import Transaction

_seat = table(DeskSeat)


def draw_number(tx: Transaction, desk_id: str, now: datetime) -> str:
    """The next ticket number of a desk, never given again. At its first contact the desk gets its code.

    Written past the journal: a number that was drawn stays drawn, also when the ticket is taken back.
    """
    seat = tx.first(sa.select(_seat.c.code, _seat.c.drawn).where(_seat.c.id == desk_id).with_for_update())
    if seat is None:
        tx.lock("desks")  # two new desks at once: one after the other
        seat = tx.first(sa.select(_seat.c.code, _seat.c.drawn).where(_seat.c.id == desk_id).with_for_update())
    if seat is None:
        code, drawn = _free_code(tx), 0
        tx.connection.execute(sa.insert(_seat).values(id=desk_id, code=code, drawn=1, seen_at=now))
    else:
        code, drawn = seat.code, seat.drawn
        tx.connection.execute(sa.update(_seat).where(_seat.c.id == desk_id).values(drawn=drawn + 1, seen_at=now))
    return ticket_number(code, drawn)


def _free_code(tx: Transaction) -> str:
    """The first code that no desk has, and that no ticket bears of a desk which was erased since."""
    taken = set(tx.connection.scalars(sa.select(_seat.c.code)))
    number = table(CallbackTicket).c.number
    for position in count():
        code = desk_code(position)
        if code not in taken and tx.first(sa.select(number).where(number.like(f"R-{code}-%"))) is None:
            return code
    raise AssertionError  # there is no last position

"""When a customer is already somewhere: nobody is booked twice at one time."""

from datetime import date

import sqlalchemy as sa

from backoffice.domain.states import ENDINGS, Status
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table

_a = table(Appointment)

_OVER = ENDINGS | {Status.PRESUMED_CANCELLED}


def times_of(
    connection: sa.Connection, customer_id: str, first: date, last: date, *, but: str | None = None
) -> tuple[tuple[date, int, int], ...]:
    """The customer's open appointments from `first` to `last`, both included, as (day, start, end), in order.

    `but`: the appointment that is moved, whose time is given up.
    """
    found = connection.execute(
        sa.select(_a.c.day, _a.c.start_minute, _a.c.end_minute)
        .where(
            _a.c.customer_id == customer_id,
            _a.c.day >= first,
            _a.c.day <= last,
            _a.c.id != (but or ""),
            _a.c.status.not_in(_OVER),
        )
        .order_by(_a.c.day, _a.c.start_minute)
    )
    return tuple((row[0], row[1], row[2]) for row in found)

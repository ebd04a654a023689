"""What hangs on an appointment that may need another time: a promise that it keeps (D9, D39, D44)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from backoffice.domain.terms import Origin, Outcome
from backoffice.store.tables.appointments import Appointment, OutcomeRow
from backoffice.store.tables.base import table
from backoffice.store.tables.tickets import CallbackTicket

_a, _o, _t = table(Appointment), table(OutcomeRow), table(CallbackTicket)


class PromiseKind(StrEnum):
    """What an appointment was given for."""

    FOLLOW_UP = "follow_up"
    """Another appointment ended with it."""
    TAKEOVER = "takeover"
    """Another branch handed it over, or was promised it."""
    TICKET = "ticket"
    """It ended a callback ticket."""


@dataclass(frozen=True, slots=True)
class PromiseMark:
    """A promise that an appointment keeps."""

    kind: PromiseKind
    number: str = ""
    """Of the ticket."""


def promises_on(connection: sa.Connection, ids: Collection[str]) -> Mapping[str, tuple[PromiseMark, ...]]:
    """The promises that these appointments keep, by appointment; those without one are not named."""
    asked = sorted(ids)
    found: dict[str, list[PromiseMark]] = defaultdict(list)
    if not asked:
        return {}
    for id_, takeover in connection.execute(_given_for(asked)):
        found[id_].append(PromiseMark(PromiseKind.TAKEOVER if takeover else PromiseKind.FOLLOW_UP))
    closed = (
        sa.select(_t.c.closing_appointment_id, _t.c.number)
        .where(_t.c.closing_appointment_id.in_(asked))
        .order_by(_t.c.number)
    )
    for id_, number in connection.execute(closed):
        found[id_].append(PromiseMark(PromiseKind.TICKET, number))
    return {id_: tuple(marks) for id_, marks in found.items()}


def _given_for(ids: Collection[str]) -> sa.Select[Any]:
    """Which of them somebody was given for something else, and whether between branches; moved ones count on."""
    committed = sa.exists(
        sa.select(_o.c.id).where(_o.c.linked_id == _a.c.id, _o.c.kind == Outcome.COMMITMENT).correlate(_a)
    )
    takeover = sa.or_(_a.c.origin == Origin.TAKEOVER, committed)
    return sa.select(_a.c.id, takeover).where(
        _a.c.id.in_(ids), sa.or_(takeover, _a.c.follows_id.is_not(None), _a.c.origin == Origin.FOLLOW_UP)
    )

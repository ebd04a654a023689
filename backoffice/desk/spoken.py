"""Which languages colleagues speak, as far as the store knows: those who are entered as interpreters (D47)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from backoffice.domain.handing_out import Taken
from backoffice.domain.names import name_key
from backoffice.domain.terms import OrderStatus, Provider
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreters import Interpreter, InterpreterBranch, InterpreterLanguage
from backoffice.store.tables.interpreting import InterpreterAssignment

_interpreter, _speaks, _serves = table(Interpreter), table(InterpreterLanguage), table(InterpreterBranch)
_order = table(InterpreterAssignment)


@dataclass(slots=True)
class Entry:
    """A colleague among the interpreters."""

    id: str
    languages: set[str] = field(default_factory=set)


def spoken_by(
    connection: sa.Connection, branch_id: str, day: date, people: Iterable[tuple[str, str]]
) -> Mapping[str, Sequence[Entry]]:
    """The entries of those of `people` (id, name) who interpret as colleagues for a branch on a day.

    Found by the name, where only one of them has it: nothing else joins the two. So it may be used for what is only
    preferred, and for nothing that is refused.
    """
    by_name: dict[frozenset[str], list[str]] = defaultdict(list)
    for staff_id, name in people:
        by_name[name_key(name)].append(staff_id)
    here = sa.select(_serves.c.interpreter_id).where(_serves.c.branch_id == branch_id)
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in connection.execute(
        sa.select(_interpreter.c.id, _interpreter.c.name, _speaks.c.language)
        .join(_speaks, _speaks.c.interpreter_id == _interpreter.c.id)
        .where(
            _interpreter.c.provider == Provider.COLLEAGUE,
            sa.or_(_interpreter.c.last_day.is_(None), _interpreter.c.last_day >= day),
            sa.or_(_interpreter.c.id.in_(here), _interpreter.c.id.not_in(sa.select(_serves.c.interpreter_id))),
        )
    ):
        who = by_name.get(name_key(row.name), [])
        if len(who) == 1:
            found[who[0]].setdefault(row.id, Entry(row.id)).languages.add(row.language)
    return {who: tuple(entries.values()) for who, entries in found.items()}


def interprets(connection: sa.Connection, day: date, spoken: Mapping[str, Sequence[Entry]]) -> list[Taken]:
    """When they interpret for others on a day: nobody is at two talks at once (D49)."""
    whose = {entry.id: who for who, entries in spoken.items() for entry in entries}
    if not whose:
        return []
    rows = connection.execute(
        sa.select(_order.c.occupies_id, _order.c.start_minute, _order.c.end_minute).where(
            _order.c.occupies_id.in_(list(whose)),
            _order.c.day == day,
            ~_order.c.replaced,
            _order.c.status.in_((OrderStatus.REQUESTED, OrderStatus.CONFIRMED)),
        )
    )
    return [Taken(whose[row[0]], row[1], row[2]) for row in rows]

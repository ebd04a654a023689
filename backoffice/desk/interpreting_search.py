"""Who can interpret at a branch, read for a search or an order (D46–D49)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from backoffice.desk.interpreters_of import interpreters_of, travel_from
from backoffice.domain.clock import wall
from backoffice.domain.interpreters import HERE, Interpreter
from backoffice.domain.interpreting import Interpreting, by_day
from backoffice.domain.orders import TAKES_TIME
from backoffice.domain.terms import Channel, InterpretingKind
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment

_o = table(InterpreterAssignment)


@dataclass(frozen=True, slots=True)
class InterpretingWish:
    """What is looked for beside a time."""

    language: str
    """ISO 639-3."""
    kinds: frozenset[InterpretingKind] | None = None
    """None: any."""
    refused: frozenset[str] = frozenset()
    """Who has said no already."""
    rather: str | None = None
    """Who comes first wherever they are free: whoever was ordered already."""
    leave_out: str | None = None
    """The order that is made anew."""
    short_notice: bool = False
    """They said on the phone that they come all the same."""
    longer: bool = True
    """The talk is proposed to take 1.5 times as long (D49); not where its length was said."""


def interpreting_at(
    connection: sa.Connection,
    wish: InterpretingWish,
    branch_id: str,
    now: datetime,
    *,
    channel: Channel | None = None,
    among: Sequence[Interpreter] | None = None,
) -> Interpreting:
    """Who can interpret at a branch from `now` on; `among`: only these, read before."""
    here = wall(now)
    if among is None:
        among = interpreters_of(connection, since=here[0], language=wish.language, branch_id=branch_id)
    return Interpreting(
        language=wish.language,
        branch_id=branch_id,
        interpreters=among,
        talks=_Talks(connection, [one.id for one in among if one.alone]),
        travel=travel_from(connection, branch_id),
        now=here,
        kinds=wish.kinds,
        channel=channel or Channel.IN_PERSON,
        refused=wish.refused,
        rather=wish.rather,
        leave_out=wish.leave_out,
        short_notice=wish.short_notice,
    )


def talks_of(connection: sa.Connection, ids: Iterable[str], first: date, last: date) -> Sequence[Any]:
    """What takes the time of these interpreters from `first` to `last`, both included, at whatever branch.

    Rows in the shape of `Talk`, as fast as the store gives them: a search reads many. Of one day they do not name it.
    """
    asked = sorted(set(ids))
    if not asked:
        return ()
    return connection.execute(_taken(one_day=first == last), {"ids": asked, "first": first, "last": last}).all()


def by_language(
    connection: sa.Connection, branch_id: str, now: datetime, first: date, last: date
) -> dict[str, Interpreting]:
    """Who can interpret at a branch from `first` to `last`, both included, for each language that anybody speaks who
    serves it: all over the same talks and ways, read once.
    """
    among = interpreters_of(connection, since=first, branch_id=branch_id)
    talks = by_day(talks_of(connection, [one.id for one in among if one.alone], first, last))
    travel = travel_from(connection, branch_id)
    return {
        language: Interpreting(
            language=language,
            branch_id=branch_id,
            interpreters=[one for one in among if language in one.languages],
            talks=talks,
            travel=travel,
            now=wall(now),
        )
        for language in sorted({language for one in among for language in one.languages})
    }


@cache
def _taken(*, one_day: bool) -> sa.Select[Any]:
    first, last = sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date)
    return sa.select(
        _o.c.id,
        _o.c.occupies_id,
        _o.c.branch_id,
        sa.null() if one_day else _o.c.day,  # nothing is quicker to read than NULL
        _o.c.start_minute,
        _o.c.end_minute,
        # As a number: making each a bool would cost a tenth of the reading.
        sa.type_coerce(_o.c.kind.in_(sorted(HERE)), sa.Integer),
    ).where(
        _o.c.occupies_id.in_(sa.bindparam("ids", expanding=True)),
        _o.c.status.in_(sorted(TAKES_TIME)),
        _o.c.day >= first,
        _o.c.day <= last,
    )


class _Talks:
    """The talks of some interpreters, read a day at a time as a search comes to it: most end within a week."""

    def __init__(self, connection: sa.Connection, ids: Sequence[str]) -> None:
        self._connection, self._ids = connection, sorted(ids)

    def __call__(self, day: date) -> Sequence[Any]:
        """Those of a day."""
        return talks_of(self._connection, self._ids, day, day)

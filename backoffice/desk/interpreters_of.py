"""Who interprets, read from the store: for a search by language and branch, or for the list that is kept."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.domain.interpreters import Availability, Interpreter
from backoffice.domain.terms import AvailabilityKind, Provider
from backoffice.domain.travel import Travel
from backoffice.store.tables import interpreters as tables
from backoffice.store.tables.base import table

_i, _l, _b = table(tables.Interpreter), table(tables.InterpreterLanguage), table(tables.InterpreterBranch)
_t, _travel = table(tables.InterpreterTime), table(tables.TravelTime)


def interpreters_of(
    connection: sa.Connection,
    *,
    since: date,
    language: str | None = None,
    branch_id: str | None = None,
    ids: Iterable[str] | None = None,
) -> tuple[Interpreter, ...]:
    """Who can still be asked on or after `since`, in the order of their names; of their times those not over by then.

    Only those who speak `language`, who serve `branch_id`, with one of `ids` (these whether they have left or not).
    """
    query = sa.select(_i).order_by(_i.c.name, _i.c.id)
    if ids is not None:
        query = query.where(_i.c.id.in_(sorted(set(ids))))
    else:
        query = query.where(sa.or_(_i.c.last_day.is_(None), _i.c.last_day >= since))
    if language is not None:
        query = query.where(_i.c.id.in_(sa.select(_l.c.interpreter_id).where(_l.c.language == language)))
    rows = connection.execute(query).all()
    mine = [row.id for row in rows]
    languages: dict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(sa.select(_l).where(_l.c.interpreter_id.in_(mine)).order_by(_l.c.id)):
        languages[row.interpreter_id][row.language] = row.dialect
    branches: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(sa.select(_b).where(_b.c.interpreter_id.in_(mine))):
        branches[row.interpreter_id].add(row.branch_id)
    times: dict[str, list[Availability]] = defaultdict(list)
    said = sa.select(_t).where(_t.c.interpreter_id.in_(mine), _t.c.last_day >= since).order_by(_t.c.id)
    for row in connection.execute(said):
        times[row.interpreter_id].append(availability(row))
    found = (
        Interpreter(
            id=row.id,
            name=row.name,
            provider=Provider(row.provider),
            languages=languages[row.id],
            by_phone=bool(row.by_phone),
            by_video=bool(row.by_video),
            on_site=bool(row.on_site),
            branches=frozenset(branches[row.id]),
            notice_minutes=row.notice_minutes,
            contact=row.contact,
            dial=row.dial,
            cost_note=row.cost_note,
            last_day=row.last_day,
            times=tuple(times[row.id]),
            keeper_id=row.branch_id,
            version=row.version,
        )
        for row in rows
    )
    return tuple(one for one in found if branch_id is None or one.serves(branch_id))


def availability(row: sa.Row[Any]) -> Availability:
    """A stored time as the rules know it."""
    return Availability(
        row.id,
        AvailabilityKind(row.kind),
        row.first_day,
        row.last_day,
        row.start_minute,
        row.end_minute,
        row.weekday,
    )


def travel_from(connection: sa.Connection, branch_id: str) -> Travel:
    """How long the ways between a branch and the others take."""
    there: dict[str, int] = {}
    back: dict[str, int] = {}
    for row in connection.execute(
        sa.select(_travel).where(sa.or_(_travel.c.from_branch_id == branch_id, _travel.c.to_branch_id == branch_id))
    ):
        if row.from_branch_id == branch_id:
            there[row.to_branch_id] = row.minutes
        else:
            back[row.from_branch_id] = row.minutes
    return Travel(branch_id, there, back)

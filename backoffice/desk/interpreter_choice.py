"""Who is to interpret a talk: this one, if they can, or the first who can; their day is kept meanwhile (D47, D49)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Command, Work
from backoffice.desk.interpreters_of import interpreters_of
from backoffice.desk.interpreting_search import InterpretingWish, interpreting_at
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.interpreters import Interpreter
from backoffice.domain.interpreting import Against, Candidate, Interpreting
from backoffice.domain.terms import Channel, InterpretingKind


@dataclass(frozen=True, slots=True)
class TalkTime:
    """The talk that somebody is to interpret: `[start, end)` minutes of a day."""

    appointment_id: str
    branch_id: str
    customer_id: str
    channel: Channel | None
    day: date
    start: int
    end: int

    @property
    def interval(self) -> dict[str, Any]:
        """The columns that say when and for what."""
        return {
            "appointment_id": self.appointment_id,
            "branch_id": self.branch_id,
            "day": self.day,
            "start_minute": self.start,
            "end_minute": self.end,
        }


def talk_of(row: sa.Row[Any]) -> TalkTime:
    """The talk of an appointment as it stands."""
    return TalkTime(row.id, row.branch_id, row.customer_id, row.channel, row.day, row.start_minute, row.end_minute)


def this_one(work: Work, command: Command, interpreter_id: str, wish: InterpretingWish, at: TalkTime) -> Candidate:
    """Exactly this interpreter, whoever else is free. Refused: `not_found`, `interpreter_not_free`."""
    one = interpreter(work, interpreter_id, at.day)
    asked = next(iter(wish.kinds)) if wish.kinds else None
    kind = asked or next(iter(one.kinds(wish.language)), InterpretingKind.ON_SITE)
    # Somebody who said no and is asked by name all the same was talked to.
    search = check_free(work, command, replace(wish, kinds=None, refused=frozenset()), one, at)
    against = search.against(one, kind, at.day, at.start, at.end - at.start)
    if against is not None:
        raise not_free(work, command, wish, one, kind, at, against)
    return Candidate(one, kind)


def first_free(work: Work, command: Command, wish: InterpretingWish, at: TalkTime) -> Candidate:
    """Whoever is free, those first that are rather taken. Refused `no_interpreter`."""
    minutes = at.end - at.start
    found = interpreting_at(work.tx.connection, wish, at.branch_id, command.made_at, channel=at.channel)
    for way in found.who(at.day, at.start, minutes):
        search = check_free(work, command, wish, way.interpreter, at)
        if search.against(way.interpreter, way.kind, at.day, at.start, minutes) is None:
            return way
    kind = next(iter(wish.kinds)) if wish.kinds else None
    raise Refused("no_interpreter", language=wish.language, way=kind, day=at.day, start=at.start)


def check_free(work: Work, command: Command, wish: InterpretingWish, one: Interpreter, at: TalkTime) -> Interpreting:
    """Somebody's day, kept as it is until this change is done: the way before and after counts, too (D49)."""
    if one.alone:
        work.tx.lock(f"interpreter:{one.id}:{at.day}")
    return interpreting_at(work.tx.connection, wish, at.branch_id, command.made_at, channel=at.channel, among=(one,))


def interpreter(work: Work, interpreter_id: str, day: date) -> Interpreter:
    """Somebody by their id. Refused `not_found`."""
    found = interpreters_of(work.tx.connection, since=day, ids=(interpreter_id,))
    if not found:
        raise NotFound("not_found", entity="interpreter")
    return found[0]


def not_free(
    work: Work,
    command: Command,
    wish: InterpretingWish,
    one: Interpreter,
    kind: InterpretingKind,
    at: TalkTime,
    against: Against,
) -> Refused:
    """Why somebody cannot be had, and who can instead."""
    others = interpreting_at(
        work.tx.connection,
        InterpretingWish(wish.language, refused=wish.refused | {one.id}, leave_out=wish.leave_out),
        at.branch_id,
        command.made_at,
        channel=at.channel,
    ).who(at.day, at.start, at.end - at.start)
    following = next((way for way in others if way.kind is kind), others[0] if others else None)
    return Refused(
        "interpreter_not_free",
        interpreter=one.name,
        against=against,
        way=kind,
        day=at.day,
        start=at.start,
        notice=one.notice_minutes,
        following=following and (following.interpreter.name, following.kind),
    )

"""When interpreters can be had, and when not: weekly series, single days, being away (D36, D41, D49)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

import sqlalchemy as sa
from pydantic import Field

from backoffice.desk.calendar import HoursSpan
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.interpreters import InterpreterCommand, OnInterpreter, lock_interpreter
from backoffice.desk.interpreters_of import availability
from backoffice.desk.orders_beyond import orders_beyond
from backoffice.domain.calendar import USUAL_CLOSURES, holiday_name
from backoffice.domain.clock import wall
from backoffice.domain.errors import Conflict, Refused
from backoffice.domain.ids import new_id
from backoffice.domain.interpreters import NO_END, Availability, check_times
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.terms import AvailabilityKind
from backoffice.domain.week import week_text
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreters import Interpreter, InterpreterTime

_t = table(InterpreterTime)

LONGEST_AWAY = 366
"""Days; longer is a slip of the keyboard, or they have left."""
YESTERDAY = timedelta(days=1)


class _OnTimes(OnInterpreter):
    """A command that says when an interpreter can be had."""

    def present(self, work: Work, since: date) -> list[sa.Row[Any]]:
        """The times of an interpreter that are not over on a day, which nobody else changes meanwhile."""
        return _times(work, self.interpreter_id, since)

    def refuse_left(self, row: sa.Row[Any], day: date) -> None:
        """Refused `interpreter_left` (last) for a day after their last one."""
        if row.last_day is not None and day > row.last_day:
            raise Refused("interpreter_left", last=row.last_day)


class SetInterpreterHours(_OnTimes):
    """Their week from a day on; no spans: no week is known any more. What stood before ends the day before."""

    kind: ClassVar[str] = "set_interpreter_hours"

    since: date
    spans: tuple[HoursSpan, ...]

    def apply(self, work: Work) -> Done:
        """Set it. Refused: `interpreter_day_past` (day), `interpreter_left` (last), `not_five_minutes`, `bad_hours`
        (ends before it begins, or overlaps itself).

        Values: `since`, `hours` (the week in words), `replaced` (what was planned from a later day on is gone, too),
        `from_request` (until now any time could be asked for), `days` (single days that are known then).
        """
        row = self.kept(work)
        today = wall(self.made_at)[0]
        if self.since < today:
            raise Refused("interpreter_day_past", day=self.since)
        self.refuse_left(row, self.since)
        for span in self.spans:
            _on_the_grid(span.start, span.end)
        hours = OfficeHours.of((span.weekday, span.start, span.end) for span in self.spans)
        there = self.present(work, today)
        series = [one for one in there if one.kind is AvailabilityKind.WEEKLY and one.last_day >= self.since]
        for one in series:
            _cut(work, one, self.since - YESTERDAY)
        for span in self.spans:
            work.tx.insert(
                InterpreterTime,
                id=span.id,
                interpreter_id=row.id,
                kind=AvailabilityKind.WEEKLY,
                weekday=span.weekday,
                first_day=self.since,
                last_day=NO_END,
                start_minute=span.start,
                end_minute=span.end,
            )
        told = {
            "since": self.since.isoformat(),
            "hours": week_text(hours),
            "replaced": any(one.first_day > self.since for one in series),
            "from_request": _on_request(there),
            "days": sum(one.kind is AvailabilityKind.ONE_DAY and one.last_day >= self.since for one in there),
            **_to_find_anew(work, self, row.id),
        }
        return Done("interpreter_hours_set", (row.id,), told)


class AddInterpreterDay(_OnTimes):
    """They can be had on one day over `[start, end)` minutes, instead of the times of that weekday."""

    kind: ClassVar[str] = "add_interpreter_day"

    time_id: str = Field(default_factory=new_id)
    day: date
    start: int
    end: int

    def apply(self, work: Work) -> Done:
        """Add it. Refused: `interpreter_day_past` (day), `interpreter_left` (last), `interpreter_day_closed` (day,
        holiday), `end_before_start`, `not_five_minutes`, `overlapping_times` (with another time of that day).

        Values: `day`, `instead` (the series says something for that day), `from_request` (until now any time could
        be asked for: up to this day no longer).
        """
        row = self.kept(work)
        today = wall(self.made_at)[0]
        if self.day < today:
            raise Refused("interpreter_day_past", day=self.day)
        self.refuse_left(row, self.day)
        holiday = holiday_name(self.day)
        if holiday or self.day in USUAL_CLOSURES:
            raise Refused("interpreter_day_closed", day=self.day, holiday=holiday or "geschlossen")
        _on_the_grid(self.start, self.end)
        there = self.present(work, today)
        new = Availability(self.time_id, AvailabilityKind.ONE_DAY, self.day, self.day, self.start, self.end)
        check_times([*map(availability, there), new])
        work.tx.insert(
            InterpreterTime,
            id=self.time_id,
            interpreter_id=row.id,
            kind=AvailabilityKind.ONE_DAY,
            first_day=self.day,
            last_day=self.day,
            start_minute=self.start,
            end_minute=self.end,
        )
        instead = any(one.kind is AvailabilityKind.WEEKLY and availability(one).on(self.day) for one in there)
        told = {"day": self.day.isoformat(), "instead": instead, "from_request": _on_request(there)}
        return Done("interpreter_day_added", (row.id,), told | _to_find_anew(work, self, row.id))


class AddInterpreterAway(_OnTimes):
    """They cannot be had from a first to a last day, or over some hours of one day. Never why (D36)."""

    kind: ClassVar[str] = "add_interpreter_away"

    time_id: str = Field(default_factory=new_id)
    first_day: date
    last_day: date
    start: int = 0
    end: int = 1440
    """`[start, end)` minutes; hours only where both days are the same."""

    def apply(self, work: Work) -> Done:
        """Add it. Refused: `interpreter_day_past` (day), `bad_away` (ends before it begins, or longer than `most`
        days), `away_hours_of_one_day`, `end_before_start`, `not_five_minutes`.

        Values: `first_day`, `last_day`, `orders` (live ones that cannot be kept; listed, never dropped).
        """
        row = self.kept(work)
        if self.last_day < wall(self.made_at)[0]:
            raise Refused("interpreter_day_past", day=self.last_day)
        if not 0 <= (self.last_day - self.first_day).days < LONGEST_AWAY:
            raise Refused("bad_away", most=LONGEST_AWAY)
        if (self.start, self.end) != (0, 1440) and self.first_day != self.last_day:
            raise Refused("away_hours_of_one_day")
        _on_the_grid(self.start, self.end)
        work.tx.insert(
            InterpreterTime,
            id=self.time_id,
            interpreter_id=row.id,
            kind=AvailabilityKind.AWAY,
            first_day=self.first_day,
            last_day=self.last_day,
            start_minute=self.start,
            end_minute=self.end,
        )
        days = {"first_day": self.first_day.isoformat(), "last_day": self.last_day.isoformat()}
        return Done("interpreter_away", (row.id,), {**days, **_to_find_anew(work, self, row.id)})


class RemoveInterpreterTime(InterpreterCommand):
    """A time is not true any more: what of it has been stays as it was, from today on it does not count."""

    kind: ClassVar[str] = "remove_interpreter_time"

    time_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """Who keeps the interpreter's entry."""
        return self.of_whom(work, work.row(Interpreter, self._row(work).interpreter_id).branch_id)

    def _row(self, work: Work) -> sa.Row[Any]:
        return work.row(InterpreterTime, self.time_id)

    def apply(self, work: Work) -> Done:
        """Remove it, or end it with yesterday. Refused `interpreter_time_over` (last). Conflict `changed_meanwhile`.

        Values: `ended` (it had begun).
        """
        lock_interpreter(work, self._row(work).interpreter_id)
        work.forget(InterpreterTime, self.time_id)
        row = self._row(work)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("interpreter_time", self.time_id)
        today = wall(self.made_at)[0]
        if row.last_day < today:
            raise Refused("interpreter_time_over", last=row.last_day)
        _cut(work, row, today - YESTERDAY)
        told = {"ended": row.first_day < today, **_to_find_anew(work, self, row.interpreter_id)}
        return Done("interpreter_time_removed", (row.interpreter_id,), told)


def _to_find_anew(work: Work, command: Command, interpreter_id: str) -> dict[str, int]:
    """How many live orders cannot be kept now: `orders`. They are listed, never dropped."""
    return {"orders": orders_beyond(work.tx.connection, interpreter_id, wall(command.made_at)[0])}


def _cut(work: Work, row: sa.Row[Any], last_day: date) -> None:
    """End a time with a day; one that would not have begun by then goes altogether."""
    if row.first_day > last_day:
        work.tx.delete(InterpreterTime, row)
    else:
        work.tx.change(InterpreterTime, row, last_day=last_day)


def _on_the_grid(start: int, end: int) -> None:
    if not 0 <= start < end <= 1440:
        raise Refused("end_before_start", start=start, end=end)
    if start % TICK_MINUTES or end % TICK_MINUTES:
        raise Refused("not_five_minutes", start=start, end=end)


def _on_request(times: Iterable[sa.Row[Any]]) -> bool:
    return all(one.kind is AvailabilityKind.AWAY for one in times)


def _times(work: Work, interpreter_id: str, since: date) -> list[sa.Row[Any]]:
    return work.tx.all(
        sa.select(_t).where(_t.c.interpreter_id == interpreter_id, _t.c.last_day >= since).order_by(_t.c.id)
    )


def check_put_back(work: Work, time_ids: Iterable[str]) -> None:
    """What an undo brought back must not overlap what was said meanwhile: else Conflict `undo_blocked`."""
    found = [work.tx.find(InterpreterTime, id_) for id_ in dict.fromkeys(time_ids)]
    for interpreter_id in dict.fromkeys(row.interpreter_id for row in found if row is not None):
        lock_interpreter(work, interpreter_id)
        try:
            check_times(map(availability, _times(work, interpreter_id, wall(work.tx.now)[0])))
        except Refused as error:
            raise Conflict("undo_blocked") from error

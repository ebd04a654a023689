"""Office hours and closures of the branches, and which policy promises are made by (D31, D35, D38)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from backoffice.desk.actor import Actor
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.calendar import USUAL_CLOSURES, Closures
from backoffice.domain.deadlines import USUAL_POLICY, Policy
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.office_time import USUAL_HOURS, OfficeHours, WorkCalendar
from backoffice.domain.rights import Right
from backoffice.domain.terms import ClosureKind
from backoffice.store.tables.base import table
from backoffice.store.tables.calendar import Closure, OfficeHoursRow
from backoffice.store.tables.organisation import Branch, ServicePointGroup, Setting

POLICY_SETTING = "callback_policy"
SATURDAY = 5

_hours, _closure, _setting = table(OfficeHoursRow), table(Closure), table(Setting)

WHOLE_DAYS = (
    _closure.c.kind == ClosureKind.CLOSED,
    _closure.c.group_id.is_(None),
    _closure.c.start_minute == 0,
    _closure.c.end_minute == 1440,
)
"""What makes days unworked: a closed afternoon, a closed group or a Buchungsstopp leaves them working days (D38)."""


def calendar_of(connection: sa.Connection, branch_id: str) -> WorkCalendar:
    """The working calendar of a branch as it stands; the usual hours where it has set none."""
    spans = connection.execute(
        sa.select(_hours.c.weekday, _hours.c.start_minute, _hours.c.end_minute).where(_hours.c.branch_id == branch_id)
    ).all()
    closed = connection.execute(
        sa.select(_closure.c.first_day, _closure.c.last_day).where(
            sa.or_(_closure.c.branch_id == branch_id, _closure.c.branch_id.is_(None)), *WHOLE_DAYS
        )
    )
    days = frozenset(day for first, last in closed for day in _days(first, last))
    hours = OfficeHours.of((row[0], row[1], row[2]) for row in spans) if spans else USUAL_HOURS
    return WorkCalendar(hours, Closures(USUAL_CLOSURES.yearly, days))


def policy_of(connection: sa.Connection) -> Policy:
    """The policy by which new promises are made (D38; a setting of the house)."""
    value = connection.scalar(sa.select(_setting.c.value).where(_setting.c.name == POLICY_SETTING))
    return Policy(value) if value else USUAL_POLICY


def _days(first: date, last: date) -> Iterator[date]:
    for distance in range((last - first).days + 1):
        yield first + timedelta(days=distance)


class HoursSpan(BaseModel):
    """A span of one weekday (Monday is 0), half-open minutes of the wall clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    weekday: int = Field(ge=0, le=6)
    start: int
    end: int


class SetOfficeHours(Command):
    """The branch's week from now on. Promises already made keep their due instants (D38)."""

    kind: ClassVar[str] = "set_office_hours"
    right: ClassVar[Right] = Right.OFFER

    branch_id: str
    spans: tuple[HoursSpan, ...]

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(self.branch_id)

    def apply(self, work: Work) -> Done:
        """Replace the week. Refused: `bad_hours`, `no_hours` (none on a day that is ever worked: Mon to Fri)."""
        if all(span.weekday >= SATURDAY for span in self.spans):
            raise Refused("no_hours")
        OfficeHours.of((span.weekday, span.start, span.end) for span in self.spans)
        work.row(Branch, self.branch_id)
        work.tx.lock(f"hours:{self.branch_id}")
        for row in work.tx.all(sa.select(_hours).where(_hours.c.branch_id == self.branch_id)):
            work.tx.delete(OfficeHoursRow, row)
        for span in self.spans:
            work.tx.insert(
                OfficeHoursRow,
                id=span.id,
                branch_id=self.branch_id,
                weekday=span.weekday,
                start_minute=span.start,
                end_minute=span.end,
            )
        return Done("hours_set", (self.branch_id,))


class SetPolicy(Command):
    """How the 48 hours of promises made from now on are counted (D38)."""

    kind: ClassVar[str] = "set_policy"
    right: ClassVar[Right] = Right.ADMINISTER

    policy: Policy

    def scope(self, work: Work) -> Scope:
        """The whole house."""
        return Scope()

    def apply(self, work: Work) -> Done:
        """Set it; promises already made keep theirs."""
        work.tx.lock(POLICY_SETTING)
        present = work.tx.find(Setting, POLICY_SETTING)
        if present is not None:
            if present.value == self.policy:
                return Done("policy_set", (), {"policy": self.policy.value})
            work.tx.delete(Setting, present)
        work.tx.insert(Setting, name=POLICY_SETTING, value=self.policy.value)
        return Done("policy_set", (), {"policy": self.policy.value})


@dataclass(frozen=True, slots=True)
class WorkCalendarOf:
    """The working calendar of a branch: to say how long something is still away."""

    branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> WorkCalendar:
        """Read it; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        return calendar_of(connection, self.branch_id)


@dataclass(frozen=True, slots=True)
class ClosureView:
    """Closed days, both included; `branch` None: the whole house."""

    id: str
    branch: str | None
    first_day: date
    last_day: date
    name: str
    closes: ClosureKind = ClosureKind.CLOSED
    start: int = 0
    end: int = 1440
    """`[start, end)` minutes of each of the days."""
    branch_id: str | None = None
    group_id: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarView:
    """When a branch works, and by which policy it promises."""

    hours: OfficeHours
    usual: bool
    """The branch set no hours of its own: these are the usual ones."""
    closures: tuple[ClosureView, ...]
    policy: Policy
    version: str


@dataclass(frozen=True, slots=True)
class CalendarOf:
    """The hours, coming closures and policy of a branch."""

    branch_id: str
    since: date

    def run(self, connection: sa.Connection, actor: Actor) -> CalendarView:
        """Read them; refused with `no_right` outside the actor's branches. Closures that are over are left out."""
        actor.require(Right.SEE, self.branch_id)
        branch, group = table(Branch), table(ServicePointGroup)
        found = connection.execute(
            sa.select(
                _closure.c.id,
                branch.c.code,
                _closure.c.first_day,
                _closure.c.last_day,
                _closure.c.name,
                _closure.c.kind,
                _closure.c.start_minute,
                _closure.c.end_minute,
                _closure.c.branch_id,
                _closure.c.group_id,
                group.c.name,
            )
            .select_from(
                _closure.outerjoin(branch, branch.c.id == _closure.c.branch_id).outerjoin(
                    group, group.c.id == _closure.c.group_id
                )
            )
            .where(
                sa.or_(_closure.c.branch_id == self.branch_id, _closure.c.branch_id.is_(None)),
                _closure.c.last_day >= self.since,
            )
            .order_by(_closure.c.first_day, _closure.c.id)
        )
        calendar = calendar_of(connection, self.branch_id)
        own = connection.scalar(
            sa.select(sa.func.count()).select_from(_hours).where(_hours.c.branch_id == self.branch_id)
        )
        return CalendarView(
            calendar.hours,
            not own,
            tuple(ClosureView(*row) for row in found),
            policy_of(connection),
            calendar.version,
        )

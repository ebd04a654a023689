"""The day of a branch as the plan for a drop in capacity wants it: read from the store, plain values (D33)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.interpreting_search import InterpretingWish, interpreting_at
from backoffice.desk.plan_of import SETTLED_BEFORE, busy_of, plan_of, taken_of
from backoffice.desk.proposal_places import closed_since
from backoffice.desk.situation_rows import declined, offers_of, open_rows, times_of_all
from backoffice.domain.availability import Plan
from backoffice.domain.clock import wall
from backoffice.domain.interpreting import Interpreting
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.rearrange_values import TWO_WEEKS, Extra, OtherBranch, Promised, Situation, Stays
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, OrderStatus, Origin
from backoffice.domain.wanted import Busy

ORIGINALS = ("original", "ausweis", "urkunde")
"""Papers that nobody can see over the phone, by the words they are asked for in (assumed)."""
MOVABLE = frozenset({Status.BOOKED, Status.ARRIVED})
"""Who can be given another time: not who is in a talk, nor of whom it is not clear whether they come."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What whoever plans does not want for an appointment, so that something else is found."""

    without: frozenset[Kind] = frozenset()
    not_then: tuple[tuple[date, int, int], ...] = ()
    """Times that were turned down: (day, start, end), half-open."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose day it is, and what is planned with."""

    branch_id: str
    day: date
    now: datetime
    groups: frozenset[str] | None = None
    """Only these groups are planned: those of a lead; None: all."""
    extras: tuple[Extra, ...] = ()
    adjusted: Mapping[str, Adjusted] = field(default_factory=dict)
    leave: frozenset[str] = frozenset()
    """Appointments that stay as they are."""
    only: str | None = None
    """Somebody is looked for anew: all others keep their place."""


@dataclass(frozen=True, slots=True)
class Read:
    """The situation, with the rows it was made of (by appointment)."""

    situation: Situation
    rows: Mapping[str, sa.Row[Any]]


def situation_of(connection: sa.Connection, asked: Asked) -> Read:
    """Read it, without other branches (`with_branches` adds them)."""
    last = asked.day + TWO_WEEKS
    plan = plan_of(connection, asked.branch_id, asked.day, last)
    if asked.groups is not None:
        plan = replace(plan, points=tuple(one for one in plan.points if one.group_id in asked.groups))
    today, minute = wall(asked.now)
    found = open_rows(connection, asked.branch_id, asked.day)
    again = closed_since(connection, asked.branch_id) if any(row.proposed for row in found) else frozenset()
    rows = [row for row in found if _planned(row, asked, plan) and (not row.proposed or row.id in again)]
    if asked.day == today:  # who waits is planned for, however late it is
        rows = [row for row in rows if row.end_minute > minute or row.status is Status.ARRIVED]
    ids = {row.id for row in rows}
    maker = _Maker(connection, asked, plan, rows)
    taken = taken_of(connection, asked.branch_id, asked.day, asked.day, asked.now)
    situation = Situation(
        plan=plan,
        day=asked.day,
        now=minute if asked.day == today else 0,
        appointments=tuple(maker.promised(row) for row in rows),
        taken=tuple(Busy(*row) for row in taken if row[0] not in ids),
        extras=asked.extras,
        interpreters=maker.starts,
        busy=lambda first, last: busy_of(connection, asked.branch_id, first, last, asked.now),
    )
    return Read(situation, {row.id: row for row in rows})


def with_branches(connection: sa.Connection, asked: Asked, read: Read, concerns: Collection[str]) -> Situation:
    """The same with all other branches that offer one of these concerns; nobody protected is sent there (D52)."""
    offers = offers_of(connection, concerns, but=asked.branch_id)
    shown = tuple(
        replace(one, concern=None) if read.rows[one.id].protected else one for one in read.situation.appointments
    )
    branches = []
    for branch_id, groups in offers.items():
        days = asked.day, asked.day + TWO_WEEKS

        def busy(first: date, last: date, branch_id: str = branch_id) -> tuple[Busy, ...]:
            return busy_of(connection, branch_id, first, last, asked.now)

        branches.append(OtherBranch(branch_id, plan_of(connection, branch_id, *days), busy, groups))
    return replace(read.situation, appointments=shown, branches=tuple(branches))


def _planned(row: sa.Row[Any], asked: Asked, plan: Plan) -> bool:
    """Whether the plan is about an appointment; of the others only that they take a service point."""
    if row.status not in MOVABLE or row.id in asked.leave:
        return False
    if asked.only is not None:
        return bool(row.id == asked.only)
    if asked.groups is None:
        return True
    here = row.service_point_id is None or plan.point(row.service_point_id) is not None
    return here and row.group_id in asked.groups


class _Maker:
    """Makes what is promised of rows."""

    def __init__(self, connection: sa.Connection, asked: Asked, plan: Plan, rows: Sequence[sa.Row[Any]]) -> None:
        self._connection, self._asked, self._plan = connection, asked, plan
        self._as_set = replace(plan, absences=(), closings=())
        """Without what was entered about the day: which times are kept for whom."""
        self._rows = {row.id: row for row in rows}
        days = asked.day, asked.day + TWO_WEEKS
        self._times = times_of_all(connection, {row.customer_id for row in rows}, *days)
        self._offers = offers_of(connection, {row.concern_id for row in rows if row.concern_id}, of=asked.branch_id)
        self._declined = declined(connection, self._rows)
        self._interpreting: dict[tuple[Any, ...], Interpreting] = {}

    def promised(self, row: sa.Row[Any]) -> Promised:
        """The appointment of a row."""
        adjusted = self._asked.adjusted.get(row.id, Adjusted())
        said_no = self._declined.get(row.id, ())
        groups = self._offers.get(self._asked.branch_id, {}).get(row.concern_id, ())
        without = adjusted.without | {kind for kind, *_ in said_no if kind is Kind.PHONE}
        times = self._times.get(row.customer_id, ())
        return Promised(
            id=row.id,
            start=row.start_minute,
            end=row.end_minute,
            group_id=row.group_id,
            point_id=row.service_point_id,
            group_ids=tuple(one for one in groups if self._asked.groups is None or one in self._asked.groups),
            channel=row.channel or Channel.IN_PERSON,
            stays=self._stays(row),
            interpreted=row.order_status in (OrderStatus.REQUESTED, OrderStatus.CONFIRMED) or bool(row.language),
            emergency=bool(row.emergency) or bool(row.raised_reason),
            reserved=self._reserved(row),
            phone=bool(row.phone),
            originals=_originals(f"{row.concern_documents or ''} {row.documents}"),
            imported=row.origin is Origin.IMPORTED,
            concern=row.concern_id,
            elsewhere=(
                *((day, start, end) for id_, day, start, end in times if id_ != row.id),
                *adjusted.not_then,
                *((day, start, end) for kind, day, start, end in said_no if kind is not Kind.PHONE),
            ),
            without=without,
        )

    def _stays(self, row: sa.Row[Any]) -> Stays:
        if row.status is Status.ARRIVED:
            return Stays.HERE
        day, minute = wall(self._asked.now + SETTLED_BEFORE)
        settled = row.assigned or (row.day, row.start_minute) <= (day, minute)
        return Stays.SETTLED if settled else Stays.MOVABLE

    def _reserved(self, row: sa.Row[Any]) -> bool:
        """Whether it stands on a time that is kept for some: then it may go on such a time again (D31)."""
        points: Iterable[str] = [row.service_point_id] if row.service_point_id else ()
        if not row.service_point_id and row.group_id:
            points = [point.id for point in self._plan.of_group(row.group_id, row.day)]
        spans = [
            span
            for point in points
            if self._as_set.point(point) is not None
            for span in self._as_set.day(point, row.day).open
            if span.start < row.end_minute and row.start_minute < span.end
        ]
        return bool(spans) and all(span.reserved for span in spans)

    def starts(self, id_: str, day: date) -> int:
        """The ticks of a day from which on somebody can interpret for an appointment, as `Situation` asks."""
        row = self._rows[id_]
        language = row.order_language or row.language
        kinds = None if row.order_kind is None else frozenset({row.order_kind})
        key = (language, kinds, row.order_id, row.channel)
        if key not in self._interpreting:
            wish = InterpretingWish(language, kinds=kinds, rather=row.interpreter_id, leave_out=row.order_id)
            self._interpreting[key] = interpreting_at(
                self._connection, wish, self._asked.branch_id, self._asked.now, channel=row.channel
            )
        return self._interpreting[key].starts(day, row.end_minute - row.start_minute)


def _originals(documents: str) -> bool:
    folded = documents.casefold()
    return any(word in folded for word in ORIGINALS)

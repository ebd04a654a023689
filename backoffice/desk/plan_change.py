"""The plan as it would stand after commands, before any of them is carried out (D31: checked before each change)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backoffice.desk.calendar import SetOfficeHours
from backoffice.desk.closures import AddClosure, RemoveClosure
from backoffice.desk.command import Command
from backoffice.desk.openings import AddOpenings, EndOpening, RemoveOpening
from backoffice.desk.temporary_points import CloseTemporaryPoint
from backoffice.domain.availability import Closing, Opening, Plan, Point, assumed_plan
from backoffice.domain.office_time import OfficeHours
from backoffice.domain.terms import ClosureKind, OpeningKind

Days = tuple[date, date]
"""A first and a last day, both included."""

_DAY = timedelta(days=1)


def after(plan: Plan, commands: Iterable[Command], today: date) -> Plan:
    """The plan with what commands add, end and take away; what they would be refused for is not looked at.

    One more service point is no loss, and left out.
    """
    draft = _Draft(list(plan.points), list(plan.openings), list(plan.closings), plan.assumed)
    for command in commands:
        draft.take(command, today)
    return replace(
        plan,
        points=tuple(draft.points),
        openings=tuple(draft.openings),
        closings=tuple(draft.closings),
        assumed=draft.assumed,
    )


def days_changed(plan: Plan, commands: Sequence[Command], today: date) -> Days | None:
    """From the first to the last day from `today` on that commands change; None: they change none."""
    found = [days for command in commands for days in _changed(plan, command, today)]
    found = [(max(first, today), last) for first, last in found if last >= today and first <= last]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


def _changed(plan: Plan, command: Command, today: date) -> Iterator[Days]:
    match command:
        case AddOpenings() | SetOfficeHours() if plan.assumed:  # the first opening ends what the office hours opened
            yield today, date.max
        case AddOpenings():
            yield from ((one.first_day, one.last_day) for one in command.openings)
        case EndOpening():
            yield from ((command.last_day, one.last_day) for one in _opening(plan, command.opening_id))
        case RemoveOpening():
            yield from ((one.first_day, one.last_day) for one in _opening(plan, command.opening_id))
        case AddClosure():
            yield command.first_day, command.last_day
        case RemoveClosure():
            yield from ((c.first_day, c.last_day) for c in plan.closings if c.id == command.closure_id)
        case CloseTemporaryPoint():
            yield from ((today, p.last_day or date.max) for p in plan.points if p.id == command.point_id)
        case _:
            return


def _opening(plan: Plan, opening_id: str) -> Iterator[Opening]:
    return (one for one in plan.openings if one.id == opening_id)


@dataclass(slots=True)
class _Draft:
    points: list[Point]
    openings: list[Opening]
    closings: list[Closing]
    assumed: bool

    def take(self, command: Command, today: date) -> None:
        match command:
            case AddOpenings():
                present = [] if self.assumed else self.openings
                self.openings, self.assumed = [*present, *(one.value() for one in command.openings)], False
            case SetOfficeHours() if self.assumed:
                hours = OfficeHours.of((span.weekday, span.start, span.end) for span in command.spans)
                self.openings = list(assumed_plan(self.points, hours).openings)
            case EndOpening():
                self._end(command.opening_id, command.last_day)
            case RemoveOpening():
                self._remove(command.opening_id, today)
            case AddClosure():
                self.closings.append(_closing(command))
            case RemoveClosure():
                self.closings = [one for one in self.closings if one.id != command.closure_id]
            case CloseTemporaryPoint():
                self.points = [_ended(one, today) if one.id == command.point_id else one for one in self.points]
            case _:
                pass

    def _end(self, opening_id: str, last: date) -> None:
        self.openings = [
            replace(one, last_day=min(last, one.last_day)) if one.id == opening_id else one for one in self.openings
        ]

    def _remove(self, opening_id: str, today: date) -> None:
        """A weekly series that has begun to count ends with today instead."""
        for one in self.openings:
            if one.id == opening_id and one.kind is OpeningKind.WEEKLY and _begun(one, today):
                self._end(opening_id, today)
                return
        self.openings = [one for one in self.openings if one.id != opening_id]


def _begun(series: Opening, today: date) -> bool:
    ahead = ((series.weekday or 0) - series.first_day.weekday()) % 7
    return (today - series.first_day).days >= ahead


def _closing(command: AddClosure) -> Closing:
    return Closing(
        id=command.closure_id,
        kind=ClosureKind(command.closes),
        first_day=command.first_day,
        last_day=command.last_day,
        start=command.start,
        end=command.end,
        group_id=command.group_id,
        name=command.name,
        house=command.branch_id is None,
    )


def _ended(point: Point, today: date) -> Point:
    if point.first_day is not None and today < point.first_day:
        return replace(point, active=False)
    return replace(point, last_day=today)

"""What a week of a plan has to keep: four open days, and one of them long, for those who work (D31)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from backoffice.domain.availability import Plan
from backoffice.domain.calendar import holiday_name
from backoffice.domain.findings import Cure, CureCode, Finding, PlanPolicy, Severity
from backoffice.domain.openings import OpenSpan
from backoffice.domain.terms import ClosureKind, OpeningKind, PlanRule

_SATURDAY = 5
_RATHER = (CureCode.LIFT, CureCode.STAFF, CureCode.OPEN_DAY)


def week_findings(plan: Plan, monday: date, today: date, policy: PlanPolicy) -> Iterator[Finding]:
    """What a week (Monday to Sunday) does not keep; nothing where the branch has no service point then at all.

    Open is a day on which any service point is, whoever sells the time, and though a Buchungsstopp lies over it:
    emergencies are booked then. In a week with a day that nobody here decided to close it is a hint.
    """
    week = _Week(plan, monday, today, policy)
    if not any(point.in_service(day) for point in plan.points for day in week.days):
        return
    opened = week.opened
    if len(opened) < policy.open_days:
        yield week.finding(PlanRule.FOUR_DAYS, len(opened), policy.open_days, week.more_days())
    late = [(day, span) for day in opened for span in week.spans(day) if span.end >= policy.late_end]
    if not late:
        latest = max((week.last_end(day) for day in opened), default=0)
        yield week.finding(PlanRule.LATE_DAY, latest, policy.late_end, week.long_day())
    elif not any(span.reserved for _, span in late):
        yield week.finding(PlanRule.LATE_RESERVED, 0, 1, week.reserve(late))


def given_days(plan: Plan, monday: date) -> list[date]:
    """The days from Monday to Friday that nobody of the branch decided to close: holidays, 24 and 31 December, and
    what closes the whole house (D35)."""
    return [day for day in (monday + timedelta(days=n) for n in range(_SATURDAY)) if _given(plan, day)]


def _given(plan: Plan, day: date) -> bool:
    return (
        holiday_name(day) is not None
        or day in plan.closures
        or any(
            closing.house and closing.kind is ClosureKind.CLOSED and closing.first_day <= day <= closing.last_day
            for closing in plan.closings
        )
    )


class _Week:
    """A week of a plan, and what could be done about it from today on."""

    def __init__(self, plan: Plan, monday: date, today: date, policy: PlanPolicy) -> None:
        self._plan, self._today, self._policy = plan, today, policy
        self.days = [monday + timedelta(days=n) for n in range(7)]
        self.opened = [day for day in self.days if any(plan.day(point.id, day).open for point in plan.points)]
        self._given = given_days(plan, monday)

    @cached_property
    def _staffed(self) -> Plan:
        """The plan as it were if nobody was away."""
        return replace(self._plan, absences=()) if self._plan.absences else self._plan

    def finding(self, rule: PlanRule, there: int, wanted: int, cures: tuple[Cure, ...]) -> Finding:
        """One of this week. Where there is no plan yet nobody could reserve any: office hours cannot say it."""
        hint = bool(self._given) or (self._plan.assumed and rule is PlanRule.LATE_RESERVED)
        severity = Severity.HINT if hint else Severity.ERROR
        return Finding(rule, severity, self.days[0], self.days[-1], there, wanted, cures=cures)

    def spans(self, day: date) -> list[OpenSpan]:
        """The open time of all service points on a day."""
        return _spans(self._plan, day)

    def last_end(self, day: date) -> int:
        """When the last service point closes; 0: none is open."""
        return max((span.end for span in self.spans(day)), default=0)

    # --- cures ---------------------------------------------------------------------------------------------------

    def more_days(self) -> tuple[Cure, ...]:
        """The days to open, so many as lack: first what was closed that would be open, then where only somebody has
        to be there, then the later in the week."""
        missing = self._policy.open_days - len(self.opened)
        found = [cure for day in self._to_come() if day not in self.opened and (cure := self._to_open(day))]
        if len(found) < missing:
            return ()
        found.sort(key=lambda cure: (_RATHER.index(cure.code), -(cure.day or date.min).toordinal()))
        return tuple(sorted(found[:missing], key=lambda cure: cure.day or date.min))

    def long_day(self) -> tuple[Cure, ...]:
        """The day to make long: what lacks only somebody, or a closure less; else the longest, then the usual."""
        end, usual = self._policy.late_end, self._policy.late_weekday
        for day in self._to_come():
            if late := [span for span in _spans(self._staffed, day) if span.end >= end]:
                return (Cure(CureCode.STAFF, day, start=max(late[0].start, self._policy.late_from), end=late[0].end),)
        for day in self._to_come():
            without, name = self._lifted(day)
            if any(span.end >= end for span in _spans(without, day)):
                return (Cure(CureCode.LIFT, day, name=name),)
        starts = {day: self.last_end(day) or self._policy.late_from for day in self._to_come()}
        days = [day for day, start in starts.items() if self._point_for(day, start, end)]
        days = [day for day in days if day in self.opened] or days
        if not days:
            return ()
        day = min(days, key=lambda day: (-self.last_end(day), day.weekday() != usual, day))
        return (Cure(CureCode.OPEN_LATE, day, start=starts[day], end=end),)

    def reserve(self, late: Sequence[tuple[date, OpenSpan]]) -> tuple[Cure, ...]:
        """The late time to keep: of the usual day where that is a long one."""
        coming = [one for one in late if one[0] >= self._today]
        if not coming:
            return ()
        day, span = min(coming, key=lambda one: (one[0].weekday() != self._policy.late_weekday, one[0]))
        start = max(span.start, min(self._policy.late_from, span.end - 5))
        return (Cure(CureCode.RESERVE_LATE, day, start=start, end=span.end),)

    def _to_come(self) -> list[date]:
        """Monday to Friday from today on, but for what nobody here closed."""
        return [day for day in self.days[:_SATURDAY] if day >= self._today and day not in self._given]

    def _to_open(self, day: date) -> Cure | None:
        """What would open a closed day; None: there is no service point for it."""
        without, name = self._lifted(day)
        if _spans(without, day):
            return Cure(CureCode.LIFT, day, name=name)
        if staffed := _spans(self._staffed, day):
            return Cure(CureCode.STAFF, day, start=staffed[0].start, end=staffed[0].end)
        start, end = self._usual()
        return Cure(CureCode.OPEN_DAY, day, start=start, end=end) if self._point_for(day, start, end) else None

    def _lifted(self, day: date) -> tuple[Plan, str]:
        """The plan without what closes a day, and its name; the same plan where nothing is set for that day."""
        plan = self._plan
        closings = [c for c in plan.closings if c.kind is ClosureKind.CLOSED and c.first_day <= day <= c.last_day]
        shut = [one for one in plan.openings if one.kind is OpeningKind.SHUT and one.on(day)]
        if not closings and not shut:
            return plan, ""
        without = replace(
            plan,
            openings=tuple(one for one in plan.openings if one not in shut),
            closings=tuple(one for one in plan.closings if one not in closings),
        )
        return without, next((one.name for one in closings), "") or next((one.reason for one in shut), "")

    def _point_for(self, day: date, start: int, end: int) -> bool:
        """Whether a service point is there that could be open then: nobody said that it has nobody."""
        away = {one.point_id for one in self._plan.absences if one.on(day) and one.start < end and start < one.end}
        return any(point.in_service(day) and point.id not in away for point in self._plan.points)

    def _usual(self) -> tuple[int, int]:
        """From when to when the shortest open day of the week goes, reserved times left aside."""
        days = ([span for span in self.spans(day) if not span.reserved] for day in self.opened)
        found = [(min(span.start for span in day), max(span.end for span in day)) for day in days if day]
        return min(found, key=lambda one: (one[1] - one[0], one), default=self._policy.usual)


def _spans(plan: Plan, day: date) -> list[OpenSpan]:
    return [span for point in plan.points for span in plan.day(point.id, day).open]

"""What a week of a plan has to keep: four open days, and one of them long, for those who work (D31)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from backoffice.domain.availability import Plan
from backoffice.domain.calendar import holiday_name
from backoffice.domain.findings import Cure, CureCode, Finding, PlanPolicy, Severity
from backoffice.domain.openings import OpenSpan
from backoffice.domain.terms import ClosureKind, OpeningKind, PlanRule

_SATURDAY = 5


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
        self.opened = [day for day in self.days if self._is_open(plan, day)]
        self._given = given_days(plan, monday)

    def finding(self, rule: PlanRule, there: int, wanted: int, cures: tuple[Cure, ...]) -> Finding:
        """One of this week. Where there is no plan yet nobody could reserve any: office hours cannot say it."""
        hint = bool(self._given) or (self._plan.assumed and rule is PlanRule.LATE_RESERVED)
        severity = Severity.HINT if hint else Severity.ERROR
        return Finding(rule, severity, self.days[0], self.days[-1], there, wanted, cures=cures)

    def spans(self, day: date) -> list[OpenSpan]:
        """The open time of all service points on a day."""
        return [span for point in self._plan.points for span in self._plan.day(point.id, day).open]

    def last_end(self, day: date) -> int:
        """When the last service point closes; 0: none is open."""
        return max((span.end for span in self.spans(day)), default=0)

    # --- cures ---------------------------------------------------------------------------------------------------

    def more_days(self) -> tuple[Cure, ...]:
        """The days to open, so many as lack: first what was closed that would be open, then the later in the week."""
        missing = self._policy.open_days - len(self.opened)
        lifted = {day: name for day in self._could_open() if (name := self._closed_by(day)) is not None}
        days = sorted(self._could_open(), key=lambda day: (day not in lifted, -day.toordinal()))
        if len(days) < missing:
            return ()
        start, end = self._usual()
        return tuple(
            Cure(CureCode.LIFT, day, name=lifted[day])
            if day in lifted
            else Cure(CureCode.OPEN_DAY, day, start=start, end=end)
            for day in sorted(days[:missing])
        )

    def long_day(self) -> tuple[Cure, ...]:
        """The day to make long: the one that is longest already, then the usual one."""
        opened = [day for day in self.opened if day >= self._today and day not in self._given]
        days = opened or self._could_open()
        if not days:
            return ()
        usual = self._policy.late_weekday
        day = min(days, key=lambda day: (-self.last_end(day), day.weekday() != usual, day))
        start = self.last_end(day) or self._policy.late_from
        return (Cure(CureCode.OPEN_LATE, day, start=start, end=self._policy.late_end),)

    def reserve(self, late: Sequence[tuple[date, OpenSpan]]) -> tuple[Cure, ...]:
        """The late time to keep: of the usual day where that is a long one."""
        coming = [one for one in late if one[0] >= self._today]
        if not coming:
            return ()
        day, span = min(coming, key=lambda one: (one[0].weekday() != self._policy.late_weekday, one[0]))
        start = max(span.start, min(self._policy.late_from, span.end - 5))
        return (Cure(CureCode.RESERVE_LATE, day, start=start, end=span.end),)

    def _could_open(self) -> list[date]:
        """Days still to come that are closed and need not be: Monday to Friday, with a service point."""
        return [
            day
            for day in self.days[:_SATURDAY]
            if day >= self._today
            and day not in self.opened
            and day not in self._given
            and any(point.in_service(day) for point in self._plan.points)
        ]

    def _closed_by(self, day: date) -> str | None:
        """The name of what closes a day that would be open without it; None: nothing is set for that day."""
        plan = self._plan
        closings = [c for c in plan.closings if c.kind is ClosureKind.CLOSED and c.first_day <= day <= c.last_day]
        shut = [one for one in plan.openings if one.kind is OpeningKind.SHUT and one.on(day)]
        if not closings and not shut:
            return None
        without = Plan(
            plan.points,
            tuple(one for one in plan.openings if one not in shut),
            tuple(one for one in plan.closings if one not in closings),
            plan.closures,
        )
        if not self._is_open(without, day):
            return None
        return next((one.name for one in closings), "") or next((one.reason for one in shut), "")

    def _usual(self) -> tuple[int, int]:
        """From when to when the shortest open day of the week goes."""
        if not self.opened:
            return self._policy.usual
        found = [(min(span.start for span in self.spans(day)), self.last_end(day)) for day in self.opened]
        return min(found, key=lambda one: (one[1] - one[0], one))

    @staticmethod
    def _is_open(plan: Plan, day: date) -> bool:
        return any(plan.day(point.id, day).open for point in plan.points)

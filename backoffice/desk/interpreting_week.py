"""A week of interpreters at a branch, by language: what is ordered, what is open, who has time (D46, D49)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.interpreting_lines import TO_DO, OrderLine
from backoffice.desk.interpreting_search import by_language
from backoffice.desk.interpreting_views import OrdersWithin
from backoffice.domain.clock import wall
from backoffice.domain.interpreting import Interpreting

SHORTEST = 30
"""Minutes for which somebody must be free to count as having time: the usual 20, interpreted (assumed)."""
OFFICE_DAYS = 5


@dataclass(frozen=True, slots=True)
class LanguageDay:
    """One language on one day."""

    day: date
    orders: int
    open: int
    """Those of them about which something is to be done."""
    free: int | None
    """How many people and services have time at some time of it; None: the day is over."""


@dataclass(frozen=True, slots=True)
class LanguageWeek:
    """One language in a week: a day each of the week's `days`, and its orders by day and time."""

    language: str
    """ISO 639-3."""
    days: tuple[LanguageDay, ...]
    lines: tuple[OrderLine, ...]

    @property
    def id(self) -> str:
        """The language: what a list knows the row by."""
        return self.language

    @property
    def version(self) -> int:
        """Nothing is changed about a week as a whole."""
        return 0

    @property
    def open(self) -> int:
        """How many orders something is to be done about."""
        return sum(day.open for day in self.days)


@dataclass(frozen=True, slots=True)
class InterpretingWeek:
    """A week: Monday to Friday, and whatever day of its end has an order."""

    days: tuple[date, ...]
    languages: tuple[LanguageWeek, ...]
    """By code: those that somebody serving the branch interprets, and those that have orders."""
    lines: tuple[OrderLine, ...]
    """All orders of the week that were not called off, by day and time."""


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that a day lies in."""

    branch_id: str
    day: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> InterpretingWeek:
        """Read it; refused with `no_right` outside the actor's branches."""
        first = monday_of(self.day)
        last = first + timedelta(days=6)
        lines = OrdersWithin(self.branch_id, first, last, self.now).run(connection, actor)
        ahead = range(OFFICE_DAYS, 7)
        taken = {line.day for line in lines}
        week = (
            *(first + timedelta(days=n) for n in range(OFFICE_DAYS)),
            *(day for n in ahead if (day := first + timedelta(days=n)) in taken),
        )
        search = by_language(connection, self.branch_id, self.now, first, last)
        of: dict[str, list[OrderLine]] = defaultdict(list)
        for line in lines:
            of[line.language].append(line)
        return InterpretingWeek(
            week,
            tuple(
                LanguageWeek(code, self._days(week, of[code], search.get(code)), tuple(of[code]))
                for code in sorted({*of, *search})
            ),
            lines,
        )

    def _days(
        self, week: Sequence[date], lines: Sequence[OrderLine], search: Interpreting | None
    ) -> tuple[LanguageDay, ...]:
        today = wall(self.now)[0]
        found = []
        for day in week:
            here = [line for line in lines if line.day == day]
            free = None if day < today else 0 if search is None else search.how_many(day, SHORTEST)
            found.append(LanguageDay(day, len(here), sum(line.matter in TO_DO for line in here), free))
        return tuple(found)

"""What the screen *Sprachmittlung* reads, beside the one that paints: its three views, and what changed in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from backoffice.desk.desk import Desk
from backoffice.desk.interpreting_lines import TO_DO, Matter, OrderLine
from backoffice.desk.interpreting_views import OrdersOf
from backoffice.desk.interpreting_week import InterpretingWeek, LanguageWeek, WeekOf
from backoffice.desk.views import BranchView
from backoffice.domain.text import fold
from backoffice.wording.interpreting_screen import spoken


class View(StrEnum):
    """What is listed."""

    TO_DO = "to_do"
    CONFIRMED = "confirmed"
    WEEK = "week"


VIEWS = tuple(View)


@dataclass(frozen=True, slots=True)
class Shown:
    """A view. `day`: in the week it lies in; `language`: there only its orders, None: all languages in rows."""

    view: View
    day: date
    language: str | None = None

    @property
    def is_week(self) -> bool:
        """Whether languages are listed, and no orders."""
        return self.view is View.WEEK and self.language is None


@dataclass(frozen=True, slots=True)
class OrdersRead:
    """What was read of a branch."""

    branch: BranchView
    shown: Shown
    orders: tuple[OrderLine, ...]
    """What is to do, confirmed, and done today."""
    week: InterpretingWeek | None

    @property
    def to_do(self) -> tuple[OrderLine, ...]:
        """What is to do, the most pressing first."""
        return tuple(line for line in self.orders if line.matter in TO_DO)

    @property
    def confirmed(self) -> tuple[OrderLine, ...]:
        """What is confirmed, today first; behind it what was done today."""
        return tuple(line for line in self.orders if line.matter not in TO_DO)

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        """The orders of the view."""
        if self.week is not None:
            return tuple(line for line in self.week.lines if self.shown.language in (None, line.language))
        return self.to_do if self.shown.view is View.TO_DO else self.confirmed

    @property
    def languages(self) -> tuple[LanguageWeek, ...]:
        """The languages of the week, those with orders first, each by its name."""
        found = () if self.week is None else self.week.languages
        return tuple(sorted(found, key=lambda row: (not row.lines, by_name(row))))

    def changed_since(self, before: "OrdersRead | None", own: frozenset[str]) -> tuple[str, ...]:
        """The orders of the view that another desk changed: that time goes on is nobody's change."""
        if before is None or (before.branch.id, before.shown) != (self.branch.id, self.shown):
            return ()
        known = {line.id: _versions(line) for line in before.lines}
        return tuple(
            line.id
            for line in self.lines
            if line.id not in own and line.appointment_id not in own and known.get(line.id) != _versions(line)
        )


def _versions(line: OrderLine) -> tuple[int, int]:
    return line.version, line.appointment_version


def by_name(row: LanguageWeek) -> str:
    """What the languages of a week are sorted by: as they are called there."""
    return fold(spoken(row.language))


def read(desk: Desk, branch: BranchView, shown: Shown) -> OrdersRead:
    """Read a view; meant for a thread."""
    now = desk.clock.now()
    orders = desk.read(OrdersOf(branch.id, now))
    week = desk.read(WeekOf(branch.id, shown.day, now)) if shown.view is View.WEEK else None
    return OrdersRead(branch, shown, orders, week)


def counts(orders: tuple[OrderLine, ...]) -> dict[Matter, int]:
    """How many orders there are of each matter that is to do, in order; none of which there are none."""
    found = {matter: sum(line.matter is matter for line in orders) for matter in TO_DO}
    return {matter: count for matter, count in found.items() if count}


Order = Callable[[OrderLine], Any]

ORDERS: tuple[tuple[str, Order | None], ...] = (
    ("given", None),
    ("time", lambda line: (line.day, line.start)),
    ("language", lambda line: fold(spoken(line.language))),
)
"""What `s` sorts orders by."""

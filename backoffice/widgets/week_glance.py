"""A week at a glance beside the times: what is free on its mornings and afternoons, holidays by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.widgets.display import CURSOR, cut, fitted, safe
from backoffice.widgets.line import Line, Piece
from backoffice.wording import plan_words as words

NOON = 720
"""Where the afternoon begins (minute)."""
SIDE = 11
"""The day, and the sign that it is the chosen one."""
MOST = 14


@dataclass(frozen=True, slots=True)
class GlanceDay:
    """A day's free times before and after noon; None: not open then. `reason`: why the whole day is not."""

    day: date
    morning: int | None
    afternoon: int | None
    reason: str = ""


class WeekGlance(Line):
    """Days × half days; the half day of the time under the cursor is marked. It has no keys of its own.

    It shows itself only where there is room beside a list (`-wide`, see `too_small`).
    """

    SCOPED_CSS = False  # what decides is a class of the screen
    DEFAULT_CSS = """
    WeekGlance { width: 40; height: auto; display: none; }
    Screen.-wide WeekGlance { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._days: tuple[GlanceDay, ...] = ()
        self._chosen: tuple[date, bool] | None = None

    def show(self, days: Iterable[GlanceDay]) -> None:
        """Show these days, a week in their order."""
        self._days = tuple(days)
        self.refresh(layout=True)

    def choose(self, day: date | None, minute: int = 0) -> None:
        """Mark the half day that this minute lies in; None: none."""
        self._chosen = None if day is None else (day, minute >= NOON)
        self.refresh()

    @property
    def days(self) -> tuple[GlanceDay, ...]:
        """What is shown: whether a chosen day is among them tells if another week is to be read."""
        return self._days

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        """The heading with the week's number, then a line for each day."""
        if not self._days:
            return []
        each = max(4, min((width - SIDE) // 2, MOST))
        names = "".join(fitted(f" {name}", each) for name in (words.MORNING, words.AFTERNOON))
        heading = fitted(f" {words.week(self._days[0].day)}", SIDE) + names
        return [[(cut(heading, width), "muted")], *(self._day(day, each, width) for day in self._days)]

    def _day(self, day: GlanceDay, each: int, width: int) -> list[Piece]:
        on_day = self._chosen is not None and self._chosen[0] == day.day
        pieces: list[Piece] = [(fitted(f" {words.day_short(day.day)}", SIDE), "strong" if on_day else "plain")]
        if day.morning is None and day.afternoon is None:
            return [*pieces, (cut(f" {words.glance_closed(safe(day.reason))}", max(1, width - SIDE)), "muted")]
        for afternoon, count in ((False, day.morning), (True, day.afternoon)):
            here = self._chosen == (day.day, afternoon)
            text = fitted(f"{CURSOR if here else ' '}{words.glance(count)}", each)
            pieces.append((text, "key" if here else "good" if count else "muted"))
        return pieces

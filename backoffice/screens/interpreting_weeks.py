"""How a week of interpreters is written: a row for each language, a column for each day, all in full beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.desk.interpreting_week import OFFICE_DAYS, LanguageDay, LanguageWeek
from backoffice.domain.text import search_key
from backoffice.screens.interpreting_lines import OrderWriter
from backoffice.widgets.columns import Cell, Column
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import interpreting_screen as words

LANGUAGE_WIDTH = 12
DAY_WIDTHS = {5: 11, 6: 9, 7: 7}
"""Cells for each day, by how many days there are: all of them fit in 80."""


def columns(days: Sequence[date]) -> tuple[Column, ...]:
    """The language, then the days of the week."""
    width = DAY_WIDTHS[len(days)]
    return (
        Column(words.COLUMN_LANGUAGE, LANGUAGE_WIDTH, flexible=True),
        *(Column(words.day_heading(day), width) for day in days),
    )


@dataclass(slots=True)
class WeekWriter:
    """Writes the rows of a week as this desk shows orders at one moment."""

    orders: OrderWriter

    def cells(self, row: LanguageWeek) -> Sequence[Cell]:
        """The cells of `columns`."""
        ordered = bool(row.lines)
        return (
            (words.spoken(row.language), "strong" if ordered else "plain"),
            *(self._cell(day, tight=len(row.days) > OFFICE_DAYS) for day in row.days),
        )

    def _cell(self, day: LanguageDay, *, tight: bool) -> Cell:
        text = words.cell(day.orders, day.open, day.free, tight=tight)
        if day.open:
            return text, "warning" if day.free or day.free is None else "urgent"
        return text, "good" if day.orders else "muted"

    def search(self, row: LanguageWeek) -> str:
        """What the filter looks through: the language, and what its orders say."""
        orders = " ".join(self.orders.search(line) for line in row.lines)
        return f"{search_key(words.in_full(row.language, ''), row.language)} {orders}"

    def brief(self, row: LanguageWeek) -> tuple[str, ...]:
        """What stands under the list where there is no room for details: who has time on which day."""
        free = words.free_by_day([(day.day, day.free) for day in row.days])
        return (
            words.in_full(row.language, ""),
            words.HAVE_TIME.format(days=free) if free else "",
            self._counted(row),
        )

    def details(self, row: LanguageWeek) -> tuple[str, Sequence[Pair]]:
        """Title and pairs of the detail pane: who has time, then the orders day by day."""
        free = words.free_by_day([(day.day, day.free) for day in row.days])
        return (
            words.in_full(row.language, ""),
            (
                Pair(words.PAIR_ORDERED, self._counted(row)),
                Pair(words.PAIR_FREE, free),
                *(Pair(words.day_heading(day.day), self._of_day(row, day.day)) for day in row.days if day.orders),
            ),
        )

    def _counted(self, row: LanguageWeek) -> str:
        return words.counted(len(row.lines), row.open) if row.lines else ""

    def _of_day(self, row: LanguageWeek, day: date) -> str:
        """`10:00 Kowa…, M. · vor Ort, ○ ohne Antwort 3 h` for each order."""
        lines = (line for line in row.lines if line.day == day)
        return "\n".join(
            words.in_week(line.start, self.orders.name(line), line.kind, self.orders.stand(line)[0]) for line in lines
        )

"""Weeks of all groups, one under the other: a row for each week of a group, two columns for each weekday.

So four weeks of several groups are seen at once, and who could help whom.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual.message import Message

from backoffice.widgets.cell_grid import CellGrid
from backoffice.widgets.display import cell_len, fitted, safe
from backoffice.widgets.grid_columns import Look, Widths
from backoffice.widgets.heat_map import HeatCell, HeatPart, shade
from backoffice.wording import plan_words as words

NAME, SIDE = 12, 19
"""The group (once), and with it the week."""
LEAST, MOST = 6, 14
"""A shade and how many are affected; with more room also how much is free."""
WORKDAYS, HOUR = 5, 60


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of a group: its half days by weekday (Monday is 0) and part."""

    group_id: str
    group: str
    monday: date
    cells: Mapping[tuple[int, str], HeatCell]

    @property
    def key(self) -> tuple[str, date]:
        """Its identity."""
        return self.group_id, self.monday


class WeeksMap(CellGrid):
    """Groups × weeks by half days; amounts are minutes. The cursor stays with its group, week, weekday and part.

    Arrows move, Enter chooses the day. A weekend is shown where anything is planned on it, or anybody affected.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another half day, or what is in it changed."""

    @dataclass
    class Chosen(Message):
        """A day of a group is to be shown."""

        group_id: str
        day: date

    def __init__(self, parts: Sequence[HeatPart], *, empty: str = words.NO_DAYS, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(empty=empty, id=id)
        self._parts = tuple(parts)
        self._rows: tuple[WeekRow, ...] = ()
        self._columns: tuple[tuple[int, str], ...] = ()
        self._told: tuple[object, ...] = ()

    def show(self, rows: Iterable[WeekRow]) -> None:
        """Show these, in this order."""
        self._rows = tuple(rows)
        used = {
            weekday
            for row in self._rows
            for (weekday, _), cell in row.cells.items()
            if weekday < WORKDAYS or cell.planned or cell.booked or cell.affected
        }
        self._columns = tuple((weekday, part.id) for weekday in sorted(used) for part in self._parts)
        self._replace([row.key for row in self._rows], self._columns)

    def go(self, group_id: str, day: date | None = None, part: str = "") -> bool:
        """Put the cursor on a group, a day of it and a part of that; False where that is not shown."""
        monday = None if day is None else day - timedelta(days=day.weekday())
        fitting = (n for n, one in enumerate(self._rows) if one.group_id == group_id and monday in (None, one.monday))
        row = next(fitting, None)
        if row is None:
            return False
        column = self._column
        if day is not None:
            of_day = [at for at in self._columns if at[0] == day.weekday()]
            wanted = next((at for at in of_day if at[1] == part), next(iter(of_day), None))
            column = column if wanted is None else self._columns.index(wanted)
        self._go(row, column)
        return True

    @property
    def cursor(self) -> tuple[str, date, str] | None:
        """Group, day and part under the cursor."""
        if self._empty:
            return None
        row, (weekday, part) = self._rows[self._row], self._columns[self._column]
        return row.group_id, row.monday + timedelta(days=weekday), part

    @property
    def text_here(self) -> str:
        """What is under the cursor, in words."""
        if self._empty:
            return ""
        row, at = self._rows[self._row], self._columns[self._column]
        cell, numbers = row.cells.get(at), None
        if cell is not None and cell.planned > 0:
            numbers = (_hours(cell.planned), _hours(cell.booked), _hours(cell.free))
        said = next(part.said or part.name for part in self._parts if part.id == at[1])
        reason, affected = ("", 0) if cell is None else (safe(cell.reason), cell.affected)
        day = row.monday + timedelta(days=at[0])
        return words.heat_cell(day, safe(said), numbers, reason, affected, safe(row.group))

    def action_open(self) -> None:
        """Tell that the day under the cursor is chosen."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor[0], self.cursor[1]))

    def _tell(self) -> None:
        now = (self.cursor, self.text_here)
        if now != self._told:
            self._told = now
            self.post_message(self.Moved())

    # --- painting -------------------------------------------------------------

    @property
    def _widths(self) -> Widths:
        return Widths(SIDE, LEAST, MOST)

    def _side(self, row: int) -> tuple[str, str]:
        """The group stands at its first week, and again in the topmost row in sight."""
        one = self._rows[row]
        first = row in (0, self.scroll_offset.y) or self._rows[row - 1].group_id != one.group_id
        name = fitted(safe(one.group) if first else "", NAME)
        return f" {name} {words.week(one.monday)}", "plain" if first else "muted"

    def _look(self, row: int, column: int, width: int) -> Look:
        cell = self._rows[row].cells.get(self._columns[column])
        if cell is None:
            return Look("")
        hit = words.hit(cell.affected) if cell.affected else ""
        if cell.planned <= 0:
            return Look(hit or words.SHUT, "warning" if hit else "muted")
        glyph, ink = shade(cell.planned, cell.free)
        number = _hours(cell.free)
        ways = (f"{glyph * 2} {number} {hit}", f"{glyph} {number} {hit}", f"{glyph}{hit}") if hit else (
            f"{glyph * 2} {number}", f"{glyph} {number}", f"{glyph}{number}", f"{glyph} {cell.free // HOUR}",
        )  # fmt: skip
        said = next((way for way in ways if cell_len(way) <= width), hit or glyph)
        return Look(said, "warning" if hit or cell.stopped else ink)

    def _head(self, y: int) -> list[tuple[str, str]]:
        if y == 0:
            return [(fitted(f" {words.weeks_legend()}", self._width), "plain")]
        left, right = self._first, len(self._columns) - self._first - len(self._shown)
        pieces = [(fitted(f" {words.hidden_left(left)}", SIDE), "info")]
        for shown in self._shown:
            weekday, part = self._columns[shown.column]
            said = words.half_short(weekday, first=part == self._parts[0].id)
            pieces.append((fitted(f" {said}", shown.width), "strong" if shown.column == self._column else "plain"))
        rest = self._width - sum(cell_len(text) for text, _ in pieces)
        hidden = words.hidden_right(right)
        if hidden and rest >= cell_len(hidden):
            pieces.append((fitted(hidden, rest, right=True), "info"))
        return pieces


def _hours(minutes: int) -> str:
    return words.amount(minutes, minutes=True)

"""Weeks ahead: a row for each day, a column for each part of it; how much is free as number, shade and colour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from textual.message import Message

from backoffice.widgets.cell_grid import CellGrid
from backoffice.widgets.display import cell_len, fitted, safe
from backoffice.widgets.grid_columns import Look, Widths
from backoffice.wording import plan_words as words

SIDE = 16
"""The week (once) and the day."""
LEAST, MOST = 6, 32
"""Hours hold a shade and what is free; half days also what is booked of what is planned."""
MOST_SHADE = 6


@dataclass(frozen=True, slots=True)
class HeatPart:
    """A part of the day: a column. `id` is what its cells say, `name` its heading ("Vormittag", "9").

    `said`: how it is named in a sentence where the heading is too short for that ("9–10 Uhr").
    """

    id: str
    name: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How full a part of a day is, in numbers of times or in minutes. `free` is told, not computed: holds and stops.

    Nothing `planned`: it is not open, `reason` says why ("Reformationstag"). `stopped`: it is open, but nothing new
    is booked there (D31); `reason` names that, too.
    """

    day: date
    part: str
    planned: int
    booked: int
    free: int
    reason: str = ""
    stopped: bool = False
    affected: int = 0
    """So many lie outside open time, or have no place: they need somebody else, or another time."""


def shade(planned: int, free: int) -> tuple[str, str]:
    """Glyph and ink of how full it is: nothing free █, up to a quarter ▓, up to 60 in 100 ▒, more ░."""
    if free <= 0:
        return "█", "urgent"
    if free * 4 <= planned:
        return "▓", "warning"
    if free * 10 <= planned * 6:
        return "▒", "plain"
    return "░", "good"


class HeatMap(CellGrid):
    """Days × parts of the day. `show` gives it the cells; the cursor stays with its day and part.

    Arrows move, Enter chooses the day.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell, or what is in it changed; `text` says in words what is there."""

        day: date | None
        part: str
        text: str

    @dataclass
    class Chosen(Message):
        """A day is to be shown (Enter, double click)."""

        day: date

    def __init__(
        self,
        *,
        empty: str = words.NO_DAYS,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._parts: tuple[HeatPart, ...] = ()
        self._cells: Mapping[tuple[date, str], HeatCell] = {}
        self._days: tuple[date, ...] = ()
        self._minutes = False
        self._told: tuple[date | None, str, str] | None = None

    def show(self, parts: Iterable[HeatPart], cells: Iterable[HeatCell], *, minutes: bool = False) -> None:
        """Show the days of these cells in order; `minutes`: the numbers are minutes and are shown as hours."""
        self._parts = tuple(parts)
        self._cells = {(cell.day, cell.part): cell for cell in cells}
        self._days = tuple(sorted({day for day, _ in self._cells}))
        self._minutes = minutes
        self._replace(self._days, tuple(part.id for part in self._parts))

    def go(self, day: date, part: str = "") -> bool:
        """Put the cursor on a day (and a part of it, else it stays in its column); False where it is not shown."""
        ids = [p.id for p in self._parts]
        if day not in self._days or (part and part not in ids):
            return False
        self._go(self._days.index(day), ids.index(part) if part else self._column)
        return True

    @property
    def cursor(self) -> tuple[date, str] | None:
        """Day and part under the cursor."""
        return None if self._empty else (self._days[self._row], self._parts[self._column].id)

    @property
    def text_here(self) -> str:
        """What is under the cursor: `Mo 23.11. Vormittag: 20 geplant, 8 gebucht, 12 frei`."""
        if self.cursor is None:
            return ""
        day, part = self.cursor
        cell = self._cells.get((day, part))
        numbers = None
        if cell is not None and cell.planned > 0:
            numbers = (self._amount(cell.planned), self._amount(cell.booked), self._amount(cell.free))
        at = self._parts[self._column]
        reason, affected = ("", 0) if cell is None else (safe(cell.reason), cell.affected)
        return words.heat_cell(day, safe(at.said or at.name), numbers, reason, affected)

    def action_open(self) -> None:
        """Tell that the day under the cursor is chosen."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor[0]))

    def _tell(self) -> None:
        day, part = self.cursor or (None, "")
        now = (day, part, self.text_here)
        if now != self._told:
            self._told = now
            self.post_message(self.Moved(*now))

    # --- painting -------------------------------------------------------------

    @property
    def _widths(self) -> Widths:
        return Widths(SIDE, LEAST + 2 * self._minutes, MOST)

    def _amount(self, value: int) -> str:
        return words.amount(value, minutes=self._minutes)

    def _side(self, row: int) -> tuple[str, str]:
        """The week stands at its first day, and again in the topmost row in sight."""
        day = self._days[row]
        first = row in (0, self.scroll_offset.y) or words.week(self._days[row - 1]) != words.week(day)
        return f" {fitted(words.week(day) if first else '', 5)} {words.day_short(day)}", "muted"

    def _whole(self, row: int) -> Look | None:
        """A day that is closed as a whole says why over all its columns."""
        cells = [self._cells.get((self._days[row], part.id)) for part in self._parts]
        reasons = {cell.reason if cell is not None else "" for cell in cells}
        if len(reasons) != 1 or any(cell is not None and (cell.planned > 0 or cell.affected) for cell in cells):
            return None
        return Look(words.glance_closed(safe(reasons.pop())), "muted")

    def _look(self, row: int, column: int, width: int) -> Look:
        cell = self._cells.get((self._days[row], self._parts[column].id))
        if cell is None or cell.planned <= 0:
            reason, affected = (safe(cell.reason), cell.affected) if cell is not None else ("", 0)
            said = reason if reason and width >= 8 else words.SHUT
            return Look(f"{words.hit(affected)} {said}" if affected else said, "warning" if affected else "muted")
        glyph, ink = shade(cell.planned, cell.free)
        if cell.stopped:
            ink = "warning"
        numbers = self._numbers(cell, width)
        hit = f" {words.hit(cell.affected)}" if cell.affected else ""
        room = width - cell_len(numbers) - cell_len(hit) - 1
        return Look(f"{glyph * min(max(room, 0), MOST_SHADE)}{hit} {numbers}".lstrip(), "warning" if hit else ink)

    def _numbers(self, cell: HeatCell, width: int) -> str:
        """As many of the numbers as there is room for beside a shade; in a column they stand below each other."""
        digits = 5 if self._minutes else 3
        booked = f"{self._amount(cell.booked)}/{self._amount(cell.planned)}"
        said = words.FULL if cell.free <= 0 else words.free(self._amount(cell.free))
        if cell.stopped:  # nobody books there: how much would be free stands under the map
            said = words.STOPPED_SHORT
        said = fitted(said, digits + 5, right=True)
        if width >= self._three_numbers:
            return f"{said} {fitted(booked, 2 * digits + 1, right=True)}"
        if width >= digits + 8:
            return said
        if cell.stopped:
            return fitted(words.STOPPED_SHORT, min(width - 2, len(words.STOPPED_SHORT)))
        return fitted(self._amount(cell.free), min(width - 2, digits), right=True)

    @property
    def _three_numbers(self) -> int:
        """Cells that all of them take, with a shade of two: `▒▒ 120 frei 120/240`."""
        return 25 if self._minutes else 19

    def _head(self, y: int) -> list[tuple[str, str]]:
        if y == 0:
            wide = bool(self._shown) and self._shown[0].width > self._three_numbers
            legend = words.heat_legend if wide else words.heat_narrow_legend
            return [(fitted(f" {legend(minutes=self._minutes)}", self._width), "plain")]
        left, right = self._first, len(self._parts) - self._first - len(self._shown)
        pieces = [(fitted(f" {words.hidden_left(left)}", SIDE), "info")]
        for shown in self._shown:
            ink = "strong" if shown.column == self._column else "plain"
            pieces.append((fitted(f" {self._parts[shown.column].name}", shown.width), ink))
        rest = self._width - sum(cell_len(text) for text, _ in pieces)
        hidden = words.hidden_right(right)
        if hidden and rest >= cell_len(hidden):
            pieces.append((fitted(hidden, rest, right=True), "info"))
        return pieces

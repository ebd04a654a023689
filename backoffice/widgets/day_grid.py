"""One day of service points: columns are the points, rows the half hours, the last column has no place."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from textual.message import Message

from backoffice.domain.clock import hhmm
from backoffice.widgets.cell_grid import CellGrid
from backoffice.widgets.day_cells import NO_PLACE, CellKind, DayCells, GridCell, GridPoint, look, shown_of
from backoffice.widgets.display import cell_len, fitted
from backoffice.widgets.grid_columns import Look, Widths
from backoffice.wording import plan_words as words

__all__ = ["NO_PLACE", "CellKind", "DayGrid", "GridCell", "GridPoint"]

SIDE = 6
"""The column of the time."""
LEAST, MOST = 12, 27
"""A column holds `09:10 Kowa…` and the cursor; more than a name needs would only spread them."""


class DayGrid(CellGrid):
    """Service points × half hours. `show` gives it a day; what is under the cursor is told in words.

    Arrows move, Bild↑ Bild↓ by what is in sight, Pos1 and Ende to the first and last half hour, Enter opens.
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell, or what is in it changed. `text`: what is there, in words.

        `point_id` is empty in the column of those without a place, None where there is no cell at all.
        """

        point_id: str | None
        minute: int
        text: str

    @dataclass
    class Opened(Message):
        """A cell is to be opened (Enter, double click); with the appointment that it shows."""

        point_id: str
        minute: int
        appointment_id: str | None

    @dataclass
    class Beyond(Message):
        """← was pressed in the first column (`step` -1) or → in the last (1): the day before or after is near."""

        step: int

    def __init__(
        self,
        *,
        empty: str = words.NO_POINTS,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id, classes=classes)
        self._day = DayCells((), (), 0, 0)
        self._told: tuple[str | None, int, str] | None = None

    def show(
        self, points: Iterable[GridPoint], cells: Iterable[GridCell], *, start: int = 480, end: int = 1080
    ) -> None:
        """Show these points from `start` to `end` (minutes); the cursor stays with its point and minute."""
        self._day = DayCells(points, cells, start, end)
        self.HEAD = 2 + any(point.who for point in self._day.points)
        self._replace(self._day.rows, self._day.columns)

    def go(self, point_id: str, minute: int) -> bool:
        """Put the cursor on a point at a time (NO_PLACE: on those without); False where that is not shown."""
        half_hour = minute // 30 * 30
        if point_id not in self._day.columns or half_hour not in self._day.rows:
            return False
        self._go(self._day.rows.index(half_hour), self._day.columns.index(point_id))
        return True

    @property
    def cursor(self) -> tuple[str, int] | None:
        """Point and minute under the cursor."""
        return None if self._empty else (self._day.columns[self._column], self._day.rows[self._row])

    @property
    def cells_here(self) -> tuple[GridCell, ...]:
        """Everything in the half hour under the cursor, by its start."""
        return () if self.cursor is None else self._day.at(*self.cursor)

    @property
    def text_here(self) -> str:
        """What is under the cursor, in words: `L1-2, 10:30–11:00: frei`."""
        return "" if self.cursor is None else self._day.said(*self.cursor)

    def action_open(self) -> None:
        """Tell that the cell under the cursor is to be opened."""
        if self.cursor is not None:
            cell, _ = shown_of(self.cells_here, self.cursor[1])
            self.post_message(self.Opened(*self.cursor, None if cell is None else cell.appointment_id))

    def _tell(self) -> None:
        point, minute = self.cursor or (None, 0)
        now = (point, minute, self.text_here)
        if now != self._told:
            self._told = now
            self.post_message(self.Moved(*now))

    def _beyond(self, step: int) -> None:
        self.post_message(self.Beyond(step))

    # --- painting -------------------------------------------------------------

    @property
    def _widths(self) -> Widths:
        return Widths(SIDE, LEAST, MOST, pinned=int(self._day.without_place))

    def _side(self, row: int) -> tuple[str, str]:
        return f" {hhmm(self._day.rows[row])}", "muted"

    def _look(self, row: int, column: int, width: int) -> Look:
        minute = self._day.rows[row]
        top = self._day.rows[min(self.scroll_offset.y, row)]
        return look(self._day.at(self._day.columns[column], minute), minute, top, width)

    def _head(self, y: int) -> list[tuple[str, str]]:
        return (self._groups, self._names, self._people)[y]()

    def _groups(self) -> list[tuple[str, str]]:
        """The group over the first of its columns, and how many columns are out of sight at either side."""
        points = self._day.points
        here = [shown for shown in self._shown if shown.column < len(points)]
        pieces = [(fitted(f" {words.hidden_left(self._first)}", SIDE), "info")]
        for group, found in groupby(here, key=lambda shown: points[shown.column].group):
            pieces.append((fitted(f" {group}", sum(shown.width for shown in found)), "strong"))
        hidden = words.hidden_right(len(points) - here[-1].column - 1 if here else 0)
        room = self._width - sum(cell_len(text) for text, _ in pieces)
        if hidden and room < cell_len(hidden) + 1:
            text, ink = pieces[-1]
            pieces[-1] = (fitted(text, cell_len(text) - cell_len(hidden) - 1 + room), ink)
            room = cell_len(hidden) + 1
        return [*pieces, (fitted(hidden, room, right=True), "info")]

    def _people(self) -> list[tuple[str, str]]:
        """Who serves the points; where there is space, in which room."""
        pieces = [(" " * SIDE, "plain")]
        for shown in self._shown:
            point, room = self._day.served(self._day.columns[shown.column]), shown.width - 2
            if point is None:
                pieces.append((" " * shown.width, "muted"))
                continue
            where = f" · {point.room}" if point.room else ""
            said = (f"{point.who}{where}", point.who, point.shorter)
            text = next((text for text in said if cell_len(text) <= room), point.shorter)
            pieces.append((fitted(f" {fitted(text, room)}", shown.width), "warning" if point.unserved else "muted"))
        return pieces

    def _names(self) -> list[tuple[str, str]]:
        pieces = [(fitted(f" {words.TIME}", SIDE), "plain")]
        for shown in self._shown:
            key = self._day.columns[shown.column]
            ink = "urgent" if key == NO_PLACE else "strong" if shown.column == self._column else "plain"
            pieces.append((fitted(f" {self._day.name(key)}", shown.width), ink))
        return pieces

"""What stands in the cells of a day grid: service points by half hours, each cell in words for its width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backoffice.widgets.display import cell_len, cut, safe
from backoffice.widgets.grid_columns import Look
from backoffice.wording import plan_words as words

STEP = 30
"""Minutes of a row."""
NO_PLACE = ""
"""The column of appointments that have no service point."""
CLOSED_GLYPH = "░"


class CellKind(StrEnum):
    """What a service point is at a time; `NO_PLACE`: an appointment without one."""

    CLOSED = "closed"
    FREE = "free"
    BOOKED = "booked"
    HELD = "held"
    RESERVED = "reserved"
    ONLINE = "online"
    STOPPED = "stopped"
    NO_PLACE = "no_place"
    PAST = "past"
    """It was open, and is over."""


TAKEN = frozenset({CellKind.BOOKED, CellKind.HELD, CellKind.NO_PLACE})
INK = {
    CellKind.CLOSED: "muted",
    CellKind.FREE: "good",
    CellKind.BOOKED: "plain",
    CellKind.HELD: "warning",
    CellKind.RESERVED: "info",
    CellKind.ONLINE: "info",
    CellKind.STOPPED: "warning",
    CellKind.NO_PLACE: "urgent",
    CellKind.PAST: "muted",
}
_RANK = {
    kind: n
    for n, kind in enumerate(
        (
            CellKind.FREE,
            CellKind.RESERVED,
            CellKind.ONLINE,
            CellKind.STOPPED,
            *sorted(TAKEN),
            CellKind.PAST,
            CellKind.CLOSED,
        )
    )
}
"""Of what shares a half hour without an appointment that begins in it, the first one is shown."""


@dataclass(frozen=True, slots=True)
class GridPoint:
    """A service point: a column. Points of one `group` (a name) stand side by side."""

    id: str
    name: str
    group: str
    who: str = ""
    """Who serves it, as its heading says it where anything is said of the day."""
    shorter: str = ""
    """The same for a narrow column."""
    room: str = ""
    """Where that is; shown where there is space."""
    unserved: bool = False
    """Nobody serves it now."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a point is from `start` to `end` (minutes of the wall clock, half-open).

    `label`: whose appointment or hold it is, as short as the desk shows names (D57). `reason`: why it is closed,
    reserved or stopped. The point of a cell of the kind NO_PLACE does not matter.
    """

    point_id: str
    start: int
    end: int
    kind: CellKind
    label: str = ""
    appointment_id: str | None = None
    reason: str = ""


class DayCells:
    """The cells of one day, found by point and half hour: `rows` are the half hours, `columns` the points."""

    def __init__(self, points: Iterable[GridPoint], cells: Iterable[GridCell], start: int, end: int) -> None:
        """The window from `start` to `end` grows to whole half hours; what lies outside of it is not shown."""
        self.points = tuple(points)
        first, last = max(0, start // STEP * STEP), min(1440, -(-end // STEP) * STEP)
        self.rows = tuple(range(first, last, STEP))
        self._at: dict[tuple[str, int], list[GridCell]] = {}
        known = {point.id for point in self.points}
        without_place = False
        for cell in sorted(cells, key=lambda c: (c.start, c.end)):
            is_placed = cell.kind is not CellKind.NO_PLACE
            if is_placed and cell.point_id not in known:
                continue
            column = cell.point_id if is_placed else NO_PLACE
            for minute in range(max(first, cell.start // STEP * STEP), min(last, cell.end), STEP):
                self._at.setdefault((column, minute), []).append(cell)
                without_place |= not is_placed
        self.columns = (*(p.id for p in self.points), *([NO_PLACE] if without_place else []))

    @property
    def without_place(self) -> bool:
        """Whether anybody in the window has no place: then the last column is theirs."""
        return bool(self.columns) and self.columns[-1] == NO_PLACE

    def at(self, point_id: str, minute: int) -> tuple[GridCell, ...]:
        """What lies in the half hour from `minute` on, by its start."""
        return tuple(self._at.get((point_id, minute), ()))

    def served(self, point_id: str) -> GridPoint | None:
        """The point of a column; None: that of appointments without one."""
        return next((point for point in self.points if point.id == point_id), None)

    def name(self, point_id: str) -> str:
        """The heading of a column."""
        if point_id == NO_PLACE:
            return words.CELL[CellKind.NO_PLACE]
        return next((safe(p.name) for p in self.points if p.id == point_id), "")

    def said(self, point_id: str, minute: int) -> str:
        """What is under the cursor, in words: `L1-2, 10:30–11:00: frei`."""
        pieces = [_said(cell, minute) for cell in self.at(point_id, minute)]
        empty = words.NOBODY if point_id == NO_PLACE else words.NOTHING
        return words.under_cursor(self.name(point_id), minute, minute + STEP, pieces, empty=empty)


def shown_of(cells: Sequence[GridCell], minute: int) -> tuple[GridCell | None, int]:
    """What a half hour shows of its cells, and how many more appointments begin in it.

    An appointment (or hold) that begins in it; else what can still be booked; else what is taken; else closed.
    """
    beginning = [cell for cell in cells if cell.kind in TAKEN and cell.start >= minute]
    if beginning:
        return beginning[0], len(beginning) - 1
    return min(cells, key=lambda cell: _RANK[cell.kind], default=None), 0


def look(cells: Sequence[GridCell], minute: int, top: int, width: int) -> Look:
    """A half hour's cell, `width` cells wide. `top`: the minute of the topmost row in sight.

    There, too, it is said what it is, though it began further up; below it a glyph is enough.
    """
    cell, more = shown_of(cells, minute)
    if cell is None:
        return Look()
    nth = (minute - max(cell.start // STEP * STEP, top)) // STEP
    if cell.kind in TAKEN:
        text = _taken(cell, minute, nth, more, width)
    elif cell.kind is CellKind.CLOSED:
        text = _closed(cell, minute, nth)
    else:
        text = _open(cell, minute, width)
    return Look(_cut(text, width), INK[cell.kind], block=cell.kind in TAKEN)


def _taken(cell: GridCell, minute: int, nth: int, more: int, width: int) -> str:
    if nth > 0:
        near = words.goes_on(cell.end if cell.end <= minute + STEP else None)
        return near if cell_len(near) <= width else words.goes_on(None)
    count = words.more(more)
    room = width - cell_len(count) - 1 if count else width
    text = f"{_cut(_who(cell, minute, room), room)} {count}"
    return text.rstrip()


def _who(cell: GridCell, minute: int, room: int) -> str:
    """Start and short name; a hold says first that it is one, and its start where it is not the row's."""
    label = safe(cell.label)
    if cell.kind is not CellKind.HELD:
        return words.begins(cell.start, label or words.CELL[cell.kind])
    word = words.CELL[cell.kind]
    said = words.begins(cell.start, word) if cell.start > minute else word
    named = words.named(said, label)
    return named if label and cell_len(named) <= room else said


def _cut(text: str, width: int) -> str:
    """As `cut`; a short name ("Kowa…, M.") has an ellipsis of its own, and two would say no more."""
    return cut(text, width).replace("……", "…").replace("…,…", "…")


def _open(cell: GridCell, minute: int, width: int) -> str:
    word = words.CELL[cell.kind]
    if cell.kind is CellKind.STOPPED and cell_len(word) > width:
        word = words.STOPPED_SHORT
    if cell.start > minute:
        return words.begins(cell.start, word)
    if cell.end < minute + STEP:
        long, short = words.ends(word, cell.end)
        return long if cell_len(long) <= width else short
    return word


def _closed(cell: GridCell, minute: int, nth: int) -> str:
    reason = safe(cell.reason)
    word = words.CELL[cell.kind]
    if nth == 0:
        goes_on = cell.end > minute + STEP
        return word if goes_on or not reason else reason
    return f"{CLOSED_GLYPH} {reason}" if nth == 1 and reason else CLOSED_GLYPH


def _said(cell: GridCell, minute: int) -> str:
    if cell.kind in TAKEN:
        times = words.span(cell.start, cell.end)
    else:
        start, end = max(cell.start, minute), min(cell.end, minute + STEP)
        times = "" if end - start == STEP else words.span(start, end)
    return words.piece(cell.kind, times, safe(cell.label), safe(cell.reason))

"""The rows behind a list, without a screen: order, filter, cursor and marks, all by identity."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from backoffice.domain.text import matching, needles

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

T = TypeVar("T")
Order = Callable[[T], "SupportsRichComparison"]
"""What rows are sorted by."""


class Rows(Generic[T]):
    """Rows with a cursor, marks and a filter that survive when the rows are replaced.

    `key(row)` is the row's id; `search(row)` its `search_key`, asked for once per set of rows and only when a
    filter is used. The cursor is always on a visible row; it is None only where there is none.
    """

    def __init__(self, key: Callable[[T], str], search: Callable[[T], str]) -> None:
        self._key = key
        self._search = search
        self._given: tuple[T, ...] = ()
        self._order: Order[T] | None = None
        self._descending = False
        self._rows: tuple[T, ...] = ()
        self._search_keys: list[str] | None = None
        self.visible: Sequence[T] = ()
        """The rows that the filter lets through, in their order."""
        self._at: dict[str, int] = {}
        self.filter = ""
        self.cursor: str | None = None
        self.marks: frozenset[str] = frozenset()
        self._lost: str | None = None
        self._lost_from: list[str] = []

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def all(self) -> tuple[T, ...]:
        """Every row in its order, filtered or not."""
        return self._rows

    def index(self, id_: str | None) -> int | None:
        """Where the row stands among the visible ones; None where it is not visible."""
        return None if id_ is None else self._at.get(id_)

    @property
    def cursor_index(self) -> int | None:
        """Where the cursor stands among the visible rows."""
        return self.index(self.cursor)

    def row(self, id_: str | None) -> T | None:
        """The visible row with this id."""
        index = self.index(id_)
        return None if index is None else self.visible[index]

    def id_at(self, index: int) -> str:
        """The id of the visible row at `index`."""
        return self._key(self.visible[index])

    def replace(self, rows: Iterable[T]) -> None:
        """Take new rows; marks of rows that are gone go with them."""
        self._given = tuple(rows)
        self._arrange()
        if self.marks:
            self.marks &= {self._key(row) for row in self._rows}

    def sort(self, order: Order[T] | None, *, descending: bool = False) -> None:
        """Order by `order(row)` (equal ones as given), or as given where it is None."""
        self._order = order
        self._descending = descending
        self._arrange()

    def set_filter(self, text: str) -> None:
        """Show only rows that hold every word of `text`; an empty text shows all."""
        self.filter = text
        self._show()

    def move_to(self, id_: str) -> bool:
        """Put the cursor on a visible row; False where it is not visible."""
        if id_ not in self._at:
            return False
        self.cursor = id_
        return True

    def move_to_index(self, index: int) -> None:
        """Put the cursor on the visible row at `index`, or the nearest there is."""
        if self.visible:
            self.cursor = self.id_at(min(max(index, 0), len(self.visible) - 1))

    def toggle_mark(self, id_: str) -> None:
        """Mark a visible row, or take its mark away."""
        if id_ in self._at:
            self.marks ^= {id_}

    def targets(self) -> tuple[str, ...]:
        """What an action acts on, in order: the visible marked rows; with no marks at all, the cursor's row.

        A row that the filter hides is never among them.
        """
        if self.marks:
            return tuple(id_ for id_ in self._at if id_ in self.marks)
        return () if self.cursor is None else (self.cursor,)

    @property
    def hidden_marks(self) -> int:
        """How many marked rows the filter hides."""
        return len(self.marks) - sum(id_ in self._at for id_ in self.marks)

    def _arrange(self) -> None:
        if self._order is None:
            self._rows = self._given
        else:
            self._rows = tuple(sorted(self._given, key=self._order, reverse=self._descending))
        self._search_keys = None
        self._show()

    def _show(self) -> None:
        before = self._at
        wanted = needles(self.filter)
        if not wanted:
            self.visible = self._rows
        else:
            if self._search_keys is None:
                self._search_keys = [self._search(row) for row in self._rows]
            self.visible = [self._rows[i] for i in matching(wanted, self._search_keys)]
        key = self._key
        self._at = {key(row): i for i, row in enumerate(self.visible)}
        if self.cursor not in self._at:
            if self.cursor is not None:
                self._lost, self._lost_from = self.cursor, list(before)
            self.cursor = self._neighbour()

    def _neighbour(self) -> str | None:
        """Where the cursor goes when its row is not shown: the next of its old neighbours, else the first row.

        After a filter that let nothing through the row itself may be back.
        """
        if not self._at:
            return None
        old = self._lost_from
        here = old.index(self._lost) if self._lost in old else 0
        candidates = [*old[here:], *reversed(old[:here])]
        return next((id_ for id_ in candidates if id_ in self._at), self.id_at(0))

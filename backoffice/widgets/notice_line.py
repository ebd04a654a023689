"""One quiet line: what just happened and the way back, or how far something long has come. No pop-ups."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from backoffice.widgets.display import cell_len, cut, wrapped
from backoffice.widgets.line import Line, Piece, both_ends
from backoffice.wording import labels

FULL, REST = "█", "░"
BAR = 20

KEPT = timedelta(minutes=2)
"""How long something said stands there: as long as `u` takes it back without asking."""


def bar(done: int, total: int, width: int) -> str:
    """A bar of `width` cells; never quite full before everything is done, never quite empty once begun."""
    if total <= 0 or width <= 0:
        return REST * max(0, width)
    filled = min(width, done * width // total)
    if 0 < done < total:
        filled = min(max(filled, 1), width - 1)
    return FULL * filled + REST * (width - filled)


class NoticeLine(Line):
    """The last message, with `u rückgängig` where it can be undone; while something runs, its progress."""

    text = ""
    """The whole message, however much of it there is room for."""
    _ink_name = "plain"
    _undo = False
    _stands = False
    """Whether it waits for something that is under way: then it stays until that has come."""
    _seen_at: datetime | None = None
    _progress: tuple[int, int] | None = None
    _can_stop = False

    def say(self, text: str, *, undo: bool = False, ink: str = "plain") -> None:
        """Show a message; `undo`: with the way back. `ink` "urgent" for what was refused."""
        self._set(text, undo=undo, ink=ink)

    def working(self, text: str = labels.WORKING, *, can_stop: bool = False) -> None:
        """Something runs and nobody knows how long."""
        self._set(text, ink="muted", can_stop=can_stop)
        self._stands = True

    def progress(self, text: str, done: int, total: int, *, can_stop: bool = True) -> None:
        """Something runs and `done` of `total` are through."""
        self._set(labels.progress(text, done, total), progress=(done, total), can_stop=can_stop)
        self._stands = True

    def clear(self) -> None:
        """Say nothing."""
        self._set("")

    def expire(self, now: datetime) -> None:
        """Called once a second: what has stood there for two minutes goes, nobody looks for it any more."""
        if not self.text or self._stands:
            return
        if self._seen_at is None:
            self._seen_at = now
        elif now - self._seen_at >= KEPT:
            self.clear()

    def _set(
        self,
        text: str,
        *,
        undo: bool = False,
        ink: str = "plain",
        progress: tuple[int, int] | None = None,
        can_stop: bool = False,
    ) -> None:
        self.text, self._undo, self._ink_name = text, undo, ink
        self._progress, self._can_stop = progress, can_stop
        self._stands, self._seen_at = False, None
        self.refresh()

    def pieces(self, width: int) -> Sequence[Piece]:
        right: list[Piece] = []
        if self._undo:
            right = self._back
        elif self._can_stop:
            right = [(labels.STOP_HINT + " ", "muted")]
        room = width - 2 - sum(cell_len(text) for text, _ in right)
        middle: list[Piece] = []
        if self._progress is not None:
            middle = [(f"  {bar(*self._progress, min(BAR, max(0, room - cell_len(self.text) - 3)))}", "info")]
            room -= cell_len(middle[0][0])
        return both_ends([(" " + cut(self.text, max(1, room)), self._ink_name), *middle], right, width)

    @property
    def _back(self) -> list[Piece]:
        return [(labels.UNDO_HINT[0], "key"), (labels.UNDO_HINT[1:] + " ", "plain")]


class WrappedNotice(NoticeLine):
    """A notice that may take more lines: a refusal and its remedy do not fit into one, nor does what is promised."""

    DEFAULT_CSS = "WrappedNotice { height: auto; min-height: 1; max-height: 3; }"

    def _set(self, text: str, **how: Any) -> None:
        super()._set(text, **how)
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        hint = cell_len(labels.UNDO_HINT) + 2 if self._undo else 0
        if self._progress is not None or self._can_stop or cell_len(self.text) + hint <= width - 2:
            return super().lines(width)
        found = wrapped(self.text, max(1, width - 2))
        if not self._undo:
            return [[(f" {line}", self._ink_name)] for line in found]
        if cell_len(found[-1]) + hint > width - 2:
            found.append("")
        return [
            *([(f" {line}", self._ink_name)] for line in found[:-1]),
            both_ends([(f" {found[-1]}", self._ink_name)], self._back, width),
        ]

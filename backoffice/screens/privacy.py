"""Covers: nothing of the screen below is seen, and the first key only takes the cover away (D56)."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Middle
from textual.screen import ModalScreen

from backoffice.domain.clock import Clock, SystemClock, hhmm, wall
from backoffice.screens.paging import Lines, Sheet
from backoffice.widgets.big_text import BigText
from backoffice.wording import views as words


class Cover(ModalScreen[None]):
    """Covers everything. Any key, click or paste takes it away and does nothing else; what lies below stays."""

    PASSES: ClassVar[frozenset[str]] = frozenset({"ctrl+q"})
    """Keys of the app that work over a cover, too: quitting always does."""

    _leaving = False

    def __init__(self) -> None:
        super().__init__()
        self.afterwards: list[Callable[[], object]] = []
        """What waits until the cover is gone, in order."""

    def on_unmount(self) -> None:
        for do in self.afterwards:
            self.app.call_later(uncovered, self.app, do)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Every other key is this screen's: not even those of the app that work over dialogs get through."""
        return key not in self.PASSES

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.leave()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.leave()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.leave()

    def leave(self) -> None:
        """Take the cover away, once."""
        if not self._leaving:
            self._leaving = True
            self.dismiss(None)


def uncovered(app: App[Any], do: Callable[[], object]) -> None:
    """Do it now, or once the cover that lies over everything is taken away.

    For whatever is shown after something slow: somebody may have covered the screen meanwhile (D56).
    """
    top = app.screen
    if isinstance(top, Cover):
        top.afterwards.append(do)
    else:
        do()


def centred(text: str, ink: str = "plain") -> Sheet:
    """A line of text in the middle."""

    def make(width: int) -> Lines:
        return [[(text.center(width), ink)]]

    return Sheet(make)


class PrivacyScreen(Cover):
    """Only the time, and how to come back: no office, no name, no count."""

    def compose(self) -> ComposeResult:
        with Middle():
            yield BigText()
            yield centred("")
            yield centred(words.PRIVACY, "muted")

    def on_mount(self) -> None:
        self.show_time()
        self.set_interval(1.0, self.show_time)

    def show_time(self) -> None:
        """What the clock on the wall shows."""
        clock: Clock = getattr(self.app, "clock", None) or SystemClock()
        self.query_one(BigText).show(hhmm(wall(clock.now())[1]))

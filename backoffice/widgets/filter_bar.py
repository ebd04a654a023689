"""The filter at the end of the counts line: a hint while it is closed, a field with its count while it is open."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from backoffice import keys
from backoffice.widgets.line import Line, Piece
from backoffice.widgets.text_input import TextInput
from backoffice.wording import labels


class _Words(Line):
    """A fixed text beside the field, as wide as it is."""

    DEFAULT_CSS = "_Words { width: auto; }"

    def __init__(self, text: str, ink: str, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.text = text
        self._of = ink

    def say(self, text: str) -> None:
        self.text = text
        self.refresh(layout=True)

    def get_content_width(self, *_: object) -> int:
        return len(self.text)

    def pieces(self, width: int) -> list[Piece]:
        return [(self.text, self._of)]


class FilterBar(Horizontal):
    """What is typed here narrows a list at every key. The screen hands `Changed` to the list, `Counted` back."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.FILTER)]
    DEFAULT_CSS = """
    FilterBar { height: 1; width: 0; }
    FilterBar.-open { width: 36; }
    FilterBar TextInput { display: none; }
    FilterBar.-open TextInput { display: block; }
    FilterBar #filter-count { display: none; }
    FilterBar.-open #filter-count { display: block; }
    """

    @dataclass
    class Changed(Message):
        """The text changed: filter by it."""

        text: str

    @dataclass
    class Kept(Message):
        """Enter or ↓: the filter stays, the keys go back to the list."""

        text: str

    @dataclass
    class Closed(Message):
        """The filter is empty and closed: the keys go back to the list."""

    def compose(self) -> ComposeResult:
        yield _Words(labels.FILTER_HINT, "muted", "filter-hint")
        hidden = TextInput(limit=80)
        hidden.can_focus = False  # a screen's first focus would otherwise land in the closed field
        yield hidden
        yield _Words("", "info", "filter-count")

    @property
    def text(self) -> str:
        """What is filtered by; empty: nothing is."""
        return self._input.value

    @property
    def _input(self) -> TextInput:
        return self.query_one(TextInput)

    def open(self) -> None:
        """Show the field and let the keys go into it."""
        self._show(is_open=True)
        self._input.focus()

    def put(self, text: str) -> None:
        """Add text that was not meant as commands (a paste, a burst of keys), open and with the keys in it."""
        spaced = f"{self.text} {text}".strip() if self.text else text
        self.open()
        self._input.value = spaced
        self._input.cursor_position = len(self._input.value)

    def step_back(self) -> bool:
        """Esc: clear the text, then close. False where there was nothing to take back."""
        if self.text:
            self._input.value = ""
            if self.screen.focused is not self._input:
                self._show(is_open=False)
            return True
        if not self.has_class("-open"):
            return False
        self._show(is_open=False)
        self.post_message(self.Closed())
        return True

    def close(self) -> None:
        """Clear and close at once: a new day is shown."""
        self._input.value = ""
        self._show(is_open=False)

    def show_count(self, shown: int, total: int) -> None:
        """Say how many rows the filter leaves; nothing while there is no filter."""
        words = self.query_one("#filter-count", _Words)
        words.say(f" {labels.shown_of(shown, total)} " if self.text else "")

    def action_keep_filter(self) -> None:
        """Leave the field; an empty one closes."""
        if self.text:
            self.post_message(self.Kept(self.text))
        else:
            self.step_back()

    def action_clear_filter(self) -> None:
        """Esc in the field."""
        self.step_back()

    def _show(self, *, is_open: bool) -> None:
        self.set_class(is_open, "-open")
        self._input.can_focus = is_open
        self.query_one("#filter-hint", _Words).say("/ " if is_open else labels.FILTER_HINT)

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _tell_kept(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep_filter()

    def on_click(self, event: events.Click) -> None:
        """A click on the hint opens it."""
        event.stop()
        self.open()

"""A few short choices side by side: a form with many of them stays low enough for 24 lines."""

from collections.abc import Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from backoffice import keys
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import CURSOR, cell_len
from backoffice.widgets.one_of import OneOf

TICK, NONE = "√", " "


class InLine(ChoiceList):
    """Digits tick, ← → move; a line is all it takes. What is ticked has a √ before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.Place.IN_LINE),
    ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def on_click(self, event: events.Click) -> None:
        """A click on a choice ticks it."""
        event.prevent_default()
        at = 0
        for number, (_, text) in enumerate(self._texts(), start=1):
            at += cell_len(text)
            if event.x < at:
                self.action_pick(number)
                return

    def _texts(self) -> Iterator[tuple[Choice, str]]:
        for number, choice in enumerate(self.choices):
            here = CURSOR if number == self._cursor and self.has_focus else " "
            tick = TICK if choice.id in self.ticked else NONE
            yield choice, f"{here}{number + 1} {tick}{choice.label} "

    def render_line(self, y: int) -> Strip:
        """` 1 √beliebig  2  vormittags  3  nachmittags`."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        cursor = self.get_component_rich_style("choice-list--cursor")
        muted = self.rich_style + self.get_component_rich_style("choice-list--muted", partial=True)
        segments = []
        for number, (choice, text) in enumerate(self._texts()):
            if number == self._cursor and self.has_focus:
                style = cursor
            else:
                style = self.rich_style + Style(bold=True) if choice.id in self.ticked else muted
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)


class OneInLine(InLine, OneOf):
    """Exactly one of them: ← → take the next one."""

    def _move(self, by: int) -> None:
        super()._move(by)
        self._tick()


class SomeInLine(InLine):
    """None, one or several of them; Space ticks the one under the cursor."""

    def __init__(self, choices: tuple[Choice, ...], *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(choices, several=True, id=id)

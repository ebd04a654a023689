"""Numbered choices that may be more than nine, and that may be on their way: a digit pressed early waits for them."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from backoffice import keys
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import cut, wrapped
from backoffice.wording import interpreting_ask as words

PAGE = 9
"""As many as there are digits."""


class PagedChoices(ChoiceList):
    """Digits 1–9 take one of the page, ↑ ↓ move over pages, too, Bild↑ Bild↓ turn the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in keys.bindings(keys.Place.ASK_INTERPRETER)
        if binding.action in ("times_before", "times_after")
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.empty_text = ""
        self.early: list[int] = []
        """Digits that were pressed while the choices were on their way."""
        self.page = PAGE
        """How many stand on a page: fewer where there is no room for nine."""
        self.held = False
        """Something else was chosen than is listed: Enter takes nothing instead of it before the cursor is moved."""
        self._all: tuple[Choice, ...] = ()
        self._page = 0
        self._waiting = False
        self._said_waiting = ""

    @property
    def all(self) -> tuple[Choice, ...]:
        """The choices of every page."""
        return self._all

    def wait(self, text: str) -> None:
        """The choices are on their way: say so, and remember what is pressed."""
        self._waiting, self._said_waiting = True, text
        self._turn_to((), 0)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these; the cursor stays with its choice. What was pressed early is taken now."""
        here = self.cursor_id
        ids = [choice.id for choice in choices]
        self._waiting = False
        self._turn_to(tuple(choices), ids.index(here) if here in ids else 0)
        early, self.early = self.early, []
        for number in early:
            self.action_pick(number)

    def action_pick(self, number: int) -> None:
        """Take the choice with this number on the page."""
        if self._waiting:
            self.early.append(number)
        else:
            super().action_pick(number)

    def action_pick_here(self) -> None:
        """Take the choice under the cursor."""
        if not self.held:
            super().action_pick_here()

    def action_tick(self) -> None:
        """The same by the space bar."""
        self.action_pick_here()

    def go_to(self, id_: str) -> int:
        """Put the cursor on a choice; gives its number on the page."""
        at = [choice.id for choice in self._all].index(id_)
        self._turn_to(self._all, at)
        return self._cursor + 1

    def action_times_before(self) -> None:
        self._turn(-1)

    def action_times_after(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self.held = False
        page = min(max(self._page + by, 0), max(0, self._pages - 1))
        if page != self._page:
            self._turn_to(self._all, page * self.page)

    def _move(self, by: int) -> None:
        self.held = False
        if self._all:
            self._turn_to(self._all, min(max(self._page * self.page + self._cursor + by, 0), len(self._all) - 1))

    @property
    def _pages(self) -> int:
        return -(-len(self._all) // self.page)

    def _turn_to(self, choices: tuple[Choice, ...], at: int) -> None:
        self._all = choices
        self._page, cursor = divmod(at, self.page)
        self.set_choices(choices[self._page * self.page : (self._page + 1) * self.page])
        self._cursor = cursor
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each of the first page and, where there are more, one that says so: no page is shorter."""
        if not self._all:
            return len(self._said(width))
        return min(len(self._all), self.page) + (self._pages > 1)

    def render_line(self, y: int) -> Strip:
        """`▌1 jetzt · Telefon · Hotline`, the last line of a page how many there are."""
        width = self.size.width
        if y < len(self.choices):
            return super().render_line(y)
        muted = self.rich_style + self.get_component_rich_style("choice-list--muted", partial=True)
        text = ""
        if not self._all:
            said = self._said(width)
            text = said[y] if y < len(said) else ""
        elif y == min(len(self._all), self.page) and self._pages > 1:
            first = self._page * self.page + 1
            text = words.more(first, first + len(self.choices) - 1, len(self._all))
        return Strip([Segment(cut(f"  {text}" if text else "", width), muted)]).adjust_cell_length(
            width, self.rich_style
        )

    def _said(self, width: int) -> list[str]:
        text = self._said_waiting if self._waiting else self.empty_text
        return wrapped(text, max(1, width - 4)) if text else []

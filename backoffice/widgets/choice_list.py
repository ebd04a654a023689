"""Numbered choices that have the focus, so that a digit chooses; one of them, or several where they combine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from backoffice import keys
from backoffice.widgets.display import CURSOR, cell_len, cut, fitted

TICKED, OPEN = "[√]", "[ ]"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `why_not`: it cannot be taken now, and this is said when it is tried; it is not hidden."""

    id: str
    label: str
    hint: str = ""
    why_not: str = ""


class ChoiceList(Widget, can_focus=True):
    """Digits 1–9 take a choice (`several`: tick it), ↑ ↓ move, Enter takes (or ticks and goes on), Space ticks."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.Place.CHOICE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-list--cursor", "choice-list--blurred", "choice-list--muted"}
    DEFAULT_CSS = """
    ChoiceList { height: auto; width: 1fr; }
    ChoiceList > .choice-list--cursor { text-style: bold; }
    """

    @dataclass
    class Chosen(Message):
        """These are taken, in the order they are listed; one where only one can be."""

        ids: tuple[str, ...]

    @dataclass
    class Ticked(Message):
        """What is ticked changed."""

        ids: tuple[str, ...]

    @dataclass
    class Barred(Message):
        """A choice was tried that cannot be taken now."""

        id: str
        why_not: str

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        several: bool = False,
        ticked: Iterable[str] = (),
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.several = several
        self.choices = tuple(choices)
        self._ticked = set(ticked)
        self._cursor = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked ids, in the order they are listed."""
        return tuple(c.id for c in self.choices if c.id in self._ticked)

    @property
    def cursor_id(self) -> str | None:
        """The id under the cursor."""
        return self.choices[self._cursor].id if self.choices else None

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; ticks and cursor stay with the ids they belong to."""
        here = self.cursor_id
        self.choices = tuple(choices)
        ids = [c.id for c in self.choices]
        self._ticked &= set(ids)
        self._cursor = ids.index(here) if here in ids else 0
        self.refresh(layout=True)

    def tick_id(self, id_: str) -> None:
        """Tick a choice by its id, without telling anybody."""
        if any(choice.id == id_ for choice in self.choices):
            self._ticked.add(id_)
            self.refresh()

    def tick_only(self, ids: Iterable[str]) -> None:
        """Tick these and no others, without telling anybody: a parked form comes back."""
        self._ticked.clear()
        for id_ in ids:
            self.tick_id(id_)
        self.refresh()

    def action_pick(self, number: int) -> None:
        """Take (or tick) the choice with this number, counted from 1."""
        if number <= len(self.choices):
            self._cursor = number - 1
            self.refresh()
            self._take() if not self.several else self._tick()

    def action_pick_here(self) -> None:
        """Take the choice under the cursor; where several can be: all that are ticked, with none it is ticked."""
        if not self.several:
            self._take()
            return
        if not self._ticked:
            self._tick()
        if self._ticked:
            self.post_message(self.Chosen(self.ticked))

    def action_tick(self) -> None:
        """Tick the choice under the cursor, or take the tick away; where only one can be taken: take it."""
        self._tick() if self.several else self._take()

    def action_choice_up(self) -> None:
        self._move(-1)

    def action_choice_down(self) -> None:
        self._move(1)

    def on_click(self, event: events.Click) -> None:
        if event.y < len(self.choices):
            self.action_pick(event.y + 1)

    def _move(self, by: int) -> None:
        if self.choices:
            self._cursor = min(max(self._cursor + by, 0), len(self.choices) - 1)
            self.refresh()

    def _allowed(self) -> Choice | None:
        if not self.choices:
            return None
        choice = self.choices[self._cursor]
        if choice.why_not:
            self.post_message(self.Barred(choice.id, choice.why_not))
            return None
        return choice

    def _take(self) -> None:
        choice = self._allowed()
        if choice is not None:
            self.post_message(self.Chosen((choice.id,)))

    def _tick(self) -> None:
        choice = self._allowed()
        if choice is not None:
            self._ticked ^= {choice.id}
            self.refresh()
            self.post_message(self.Ticked(self.ticked))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each choice."""
        return len(self.choices)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """`▌1 [√] geklärt   was es heißt`."""
        width = self.size.width
        if y >= len(self.choices):
            return Strip.blank(width, self.rich_style)
        choice, here = self.choices[y], y == self._cursor
        style, extra = self._styles(here=here, barred=bool(choice.why_not))
        number = str(y + 1) if y < 9 else " "
        box = f"{TICKED if choice.id in self._ticked else OPEN} " if self.several else ""
        text = f"{CURSOR if here else ' '}{number} {box}{cut(choice.label, max(1, width - 3 - len(box)))}"
        hint = choice.why_not or choice.hint
        room = width - cell_len(text) - 2
        segments = [Segment(text, style + extra if choice.why_not else style)]
        if hint and room > 4:
            segments.append(Segment("  " + fitted(hint, room), style + extra))
        return Strip(segments).adjust_cell_length(width, style)

    def _styles(self, *, here: bool, barred: bool) -> tuple[Style, Style]:
        if here and self.has_focus:
            return self.get_component_rich_style("choice-list--cursor"), Style()
        muted = self.get_component_rich_style("choice-list--muted", partial=True)
        return self.get_component_rich_style("choice-list--blurred") if here else self.rich_style, muted

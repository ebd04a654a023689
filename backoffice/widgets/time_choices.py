"""Times that are offered: nine on a page, numbered, so that a digit takes one and goes on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from backoffice import keys
from backoffice.widgets.choice_list import Choice, ChoiceList
from backoffice.widgets.display import CURSOR, cell_len, cut, fitted, safe, wrapped
from backoffice.wording import plan_words as words

PAGE = 9
"""As many as there are digits."""
MOST_PLACE = 22
MOST_WHO = 26


@dataclass(frozen=True, slots=True)
class OfferedTime:
    """A time that can be taken: minutes of the wall clock, half-open. `today` is what "morgen" counts from.

    `marks`: what is to be known before it is taken, by code (`online`, `reserved`, `stopped`) or in words.
    """

    id: str
    day: date
    start: int
    end: int
    place: str
    marks: tuple[str, ...]
    today: date
    who: str = ""
    """Who is free at that time, too; empty: nobody is needed."""


class TimeChoices(ChoiceList):
    """Digits 1–9 take a time of the page, ↑ ↓ move (over pages, too), Bild↑ Bild↓ turn the page, Enter takes.

    Taking one is told as of any choices: `ChoiceList.Chosen`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in keys.bindings(keys.Place.BOOKING) if binding.action in ("times_before", "times_after")
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"time-choices--mark"}
    DEFAULT_CSS = "TimeChoices > .time-choices--mark { color: $bo-warning; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another time (None: there is none). `text`: the time in words, with all its marks."""

        offered: OfferedTime | None
        text: str

    def __init__(
        self,
        times: Iterable[OfferedTime] = (),
        *,
        empty: str = words.NO_TIMES,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self.empty_text = empty
        self._times: tuple[OfferedTime, ...] = ()
        self._page = 0
        self._told: OfferedTime | None = None
        self._turn_to(tuple(times), 0)

    @property
    def times(self) -> tuple[OfferedTime, ...]:
        """All times, of every page."""
        return self._times

    @property
    def time_here(self) -> OfferedTime | None:
        """The time under the cursor."""
        return self._times[self._at] if self._times else None

    @property
    def text_here(self) -> str:
        """The time under the cursor in words: `Di 24.11. 10:20–10:40, L1, morgen · online: in OTV nachtragen`."""
        time = self.time_here
        if time is None:
            return ""
        place = ", ".join(part for part in (safe(time.place), safe(time.who)) if part)
        return words.offered_said(_when(time), place, words.distance(time.day, time.today), time.marks)

    def set_times(self, times: Iterable[OfferedTime]) -> None:
        """Offer these; the cursor stays with its time, or goes to the next one where that is taken."""
        here, given = self.time_here, tuple(times)
        at = 0
        if here is not None and given:
            ids = [time.id for time in given]
            later = (n for n, time in enumerate(given) if (time.day, time.start) >= (here.day, here.start))
            at = ids.index(here.id) if here.id in ids else next(later, len(given) - 1)
        self._turn_to(given, at)
        self._tell()

    def time(self, id_: str) -> OfferedTime | None:
        """The time with this id."""
        return next((time for time in self._times if time.id == id_), None)

    def on_mount(self) -> None:
        self._tell()

    def action_pick(self, number: int) -> None:
        """Take the time with this number on the page; that the cursor went there is told first."""
        if number <= len(self.choices):
            self._cursor = number - 1
            self._tell()
            super().action_pick(number)

    def action_times_before(self) -> None:
        self._turn(-1)

    def action_times_after(self) -> None:
        self._turn(1)

    # --- moving -----------------------------------------------------------------

    @property
    def _at(self) -> int:
        return self._page * PAGE + self._cursor

    @property
    def _pages(self) -> int:
        return -(-len(self._times) // PAGE)

    def _turn(self, by: int) -> None:
        page = min(max(self._page + by, 0), self._pages - 1)
        if self._times and page != self._page:
            self._turn_to(self._times, page * PAGE)
            self._tell()

    def _move(self, by: int) -> None:
        if self._times:
            self._turn_to(self._times, min(max(self._at + by, 0), len(self._times) - 1))
            self._tell()

    def _turn_to(self, times: tuple[OfferedTime, ...], at: int) -> None:
        """Show the page of the time at `at`, with the cursor on it."""
        self._times = times
        self._page, cursor = divmod(at, PAGE)
        page = times[self._page * PAGE : (self._page + 1) * PAGE]
        self.set_choices([Choice(time.id, _when(time)) for time in page])
        self._cursor = cursor
        self.refresh()

    def _tell(self) -> None:
        if self.time_here != self._told:
            self._told = self.time_here
            self.post_message(self.Moved(self._told, self.text_here))

    # --- painting ---------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each time of the first page and, where there are more, one that says so: no page is shorter."""
        if not self._times:
            return len(self._empty_lines(width))
        return min(len(self._times), PAGE) + (self._pages > 1)

    def render_line(self, y: int) -> Strip:
        """`▌1  Di 24.11. 10:20–10:40  L1  · morgen  · online: in OTV nachtragen`."""
        width = self.size.width
        muted = self.get_component_rich_style("choice-list--muted", partial=True)
        if not self._times:
            lines = self._empty_lines(width)
            return self._said(lines[y] if y < len(lines) else "", muted)
        if y < len(self.choices):
            return self._time(y, width)
        first = self._page * PAGE + 1
        more = words.pages(first, first + len(self.choices) - 1, len(self._times))
        return self._said(more if y == PAGE and self._pages > 1 else "", muted)

    def _time(self, y: int, width: int) -> Strip:
        time, here = self._times[self._page * PAGE + y], y == self._cursor
        style, muted = self._styles(here=here, barred=False)
        # The cursor's paper has one ink.
        warn = (
            Style() if here and self.has_focus else self.get_component_rich_style("time-choices--mark", partial=True)
        )
        text = f"{CURSOR if here else ' '}{y + 1}  {self._column(time, _when)}"
        text = f"{text}  {self._column(time, _place)}"
        if any(other.who for other in self._times):
            text = f"{text.rstrip()}  {self._column(time, _who)}"
        marks = " · ".join(safe(words.mark(mark)) for mark in time.marks)
        marks = f"  · {marks}" if marks else ""
        off = words.distance(time.day, time.today)
        off = f"  · {off}" if off else ""
        # Marks decide whether a time is taken: how far off it is goes first where there is no room.
        if cell_len(text) + cell_len(off) + cell_len(marks) > width:
            off = ""
        segments = [Segment(text, style), Segment(off, style + muted)]
        segments.append(Segment(cut(marks, max(0, width - cell_len(text + off))), style + warn))
        return Strip(segments).adjust_cell_length(width, style)

    def _column(self, time: OfferedTime, text: Callable[[OfferedTime], str]) -> str:
        """A text of a time, as wide as the widest of its page: they stand below each other."""
        page = self._times[self._page * PAGE : (self._page + 1) * PAGE]
        return fitted(text(time), max(cell_len(text(other)) for other in page))

    def _said(self, text: str, muted: Style) -> Strip:
        segment = Segment(f"   {text}" if text else "", self.rich_style + muted)
        return Strip([segment]).adjust_cell_length(self.size.width, self.rich_style)

    def _empty_lines(self, width: int) -> list[str]:
        return wrapped(self.empty_text, max(1, width - 6))


def _when(time: OfferedTime) -> str:
    return words.offered(time.day, time.start, time.end, time.today)


def _place(time: OfferedTime) -> str:
    return cut(time.place, MOST_PLACE)


def _who(time: OfferedTime) -> str:
    return cut(time.who, MOST_WHO)

"""Right after a line was ordered that one dials: its number, large, and what to say there (D47)."""

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from backoffice import keys
from backoffice.screens.dialog import BoxDialog, Paragraph
from backoffice.screens.interpreting_ask_offers import Option
from backoffice.screens.ticket_dial import parted
from backoffice.widgets.big_letters import large
from backoffice.widgets.big_text import LARGEST, BigText
from backoffice.wording import interpreting_ask as words

WIDTH = 74
"""Cells that there are in a window of 80."""


class InterpreterDial(BoxDialog[None]):
    """Shows the number; any way back closes it."""

    PLACES: ClassVar[tuple[keys.Place, ...]] = (keys.Place.DIALOG,)
    ABOUT = words.ABOUT_DIAL

    def __init__(self, number: str, option: Option) -> None:
        super().__init__(words.DIAL_TITLE)
        self._number = number
        self._option = option

    def body(self) -> Iterable[Widget]:
        yield Paragraph(self._option.label, ink="strong")
        parts = (self._number,) if _wide(self._number) <= WIDTH else parted(self._number)
        for part in parts:
            big = BigText()
            big.show(part, 1 if len(parts) > 1 else LARGEST)  # its parts are of one size
            yield big
        yield Paragraph(self._option.reach())


def _wide(number: str) -> int:
    return max((len(line) for line in large(number)), default=0)

"""Right after a line was ordered that one dials: its number, large, and what to say there (D47)."""

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from backoffice import keys
from backoffice.screens.dialog import BoxDialog, Paragraph
from backoffice.screens.interpreting_ask_offers import Option
from backoffice.screens.ticket_dial import parted
from backoffice.widgets.big_text import BigText
from backoffice.wording import interpreting_ask as words


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
        for part in parted(self._number):
            big = BigText()
            big.show(part)
            yield big
        yield Paragraph(self._option.reach())

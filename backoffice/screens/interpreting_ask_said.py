"""What stands above the offers of an interpreter: the language, what is ordered, what can be had when (D46–D49)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backoffice.desk.interpreting_prefill import InterpretingOffers
from backoffice.screens.dialog import Paragraph
from backoffice.widgets.display import cut, wrapped
from backoffice.widgets.line import Piece
from backoffice.wording import interpreting_ask as words
from backoffice.wording.interpreting import way, ways
from backoffice.wording.languages import legal_ground
from backoffice.wording.refusals import refusal

ROOMY = 30
"""Lines of a screen on which everything can be said in full."""
MOST = 2


@dataclass(frozen=True, slots=True)
class Said:
    """The lines above the list; empty ones are not shown."""

    head: str = ""
    order: str = ""
    remark: str = ""
    ways: str = ""
    """What can be had when; empty where nothing can: then the list itself says it."""
    ways_of_all: str = ""
    legal: str = ""


class Brief(Paragraph):
    """A sentence that takes at most two lines of a small screen; `short` says it there in one."""

    def __init__(self, *, short: str = "", ink: str = "plain", classes: str) -> None:
        super().__init__("", ink=ink, classes=classes)
        self._short = short

    def lines(self, width: int) -> Sequence[Sequence[Piece]]:
        found = super().lines(width)
        if self.app.size.height >= ROOMY:
            return found
        if self._short and found:
            return [[(cut(self._short, width), self._of)]]
        if len(found) <= MOST:
            return found
        said = wrapped(self.text, max(1, width))
        rest = cut(" ".join(said[MOST - 1 :]), width)
        return [*found[: MOST - 1], [(rest, self._of)]]


def said_of(found: InterpretingOffers, language: str | None, remark: str, now: tuple[date, int]) -> Said:
    """The lines for what was found. `remark`: of the booking file; `now`: the wall clock."""
    order = found.order
    ordered = (
        ""
        if order is None
        else words.ordered(
            order.status.value,
            order.language,
            order.kind and order.kind.value,
            order.interpreter,
            [name for name, _ in order.refused],
        )
    )
    if language is None:
        return Said(order=ordered, remark=words.remark(remark))
    told = [way(one.kind.value, one.first, at_once=one.at_once, now=now) for one in found.ways]
    sentence = ways(language, told)
    anything = bool(found.at_once or found.then or found.times)
    no_times = "" if found.no_times is None else words.no_times(refusal(found.no_times).message)
    return Said(
        head=words.head(language, found.end - found.start, found.minutes),
        order=ordered,
        ways=" ".join(part for part in (sentence, no_times) if part) if anything else no_times,
        ways_of_all=sentence,
        legal=legal_ground(language),
    )

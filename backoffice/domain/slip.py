"""The Terminzettel: what a customer takes home in writing about one appointment, as plain values.

Nothing on it says who the customer is: no name, no number, no phone (D53, D54). It is handed over by hand.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backoffice.domain.terms import Channel


@dataclass(frozen=True, slots=True)
class Slip:
    """One appointment as a slip tells it. `[start, end)` in minutes of `day` on the branch's wall clock."""

    day: date
    start: int
    end: int
    channel: Channel | None
    """None: not known; whoever hands over the slip ticks it by hand."""
    branch: str
    address: str
    concern: str
    """The title; not said where the concern is sensitive (D24), empty where there is none."""
    sensitive: bool
    documents: tuple[str, ...] = ()
    """What to bring, one item each. Said of sensitive concerns too: the customer needs it, and nobody is named."""
    where: str | None = None
    """Where in the house: the group, service point or room, as its signs read."""
    language: str | None = None
    """Code of the language in which an interpreter is needed; None: none is (D46)."""
    contact: str | None = None
    """How customers reach this branch; None: the slip says nothing of it, never a service centre (D9)."""


class LineKind(StrEnum):
    """What a line of a slip is, so that screen, text and print each show it in their way."""

    TITLE = "title"
    STRONG = "strong"
    """What has to be seen first: day and time, and that this decides nothing."""
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line: cleaned text (D55), without a line break, of any length."""

    kind: LineKind
    text: str

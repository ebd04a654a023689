"""What a list of records tells its screen."""

from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message


@dataclass
class FromList(Message, namespace="record_list"):
    """Any of them; `control` lets `@on(…, "#id")` tell lists apart."""

    record_list: DOMNode

    @property
    def control(self) -> DOMNode:
        """The list that tells it."""
        return self.record_list


@dataclass
class Highlighted(FromList, namespace="record_list"):
    """The cursor stands on another row; None: on none."""

    id: str | None


@dataclass
class Opened(FromList, namespace="record_list"):
    """A row is to be opened (Enter, double click)."""

    id: str


@dataclass
class Marked(FromList, namespace="record_list"):
    """The marks changed; `ids` are all of them, hidden ones too."""

    ids: frozenset[str]


@dataclass
class Counted(FromList, namespace="record_list"):
    """How many rows the filter leaves, and how many there are."""

    shown: int
    total: int

"""The request sheet: what an agency has to know to send somebody, as plain values (D48).

It has no place for who the customer is, what number they have, or how urgent or personal the matter is: what is not
in here cannot be sent.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from backoffice.domain.errors import Refused
from backoffice.domain.languages import is_language
from backoffice.domain.terms import Area, InterpretingKind

REMOTE = frozenset({InterpretingKind.PHONE, InterpretingKind.VIDEO})
"""Nobody comes: what counts is where to dial in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSheet:
    """One order as the agency reads it.

    Refused: `companion_not_ordered` (D47: whom the customer brings along is not asked for in writing) and
    `unknown_language`.
    """

    order_id: str
    """Id of the order; only its `reference` is written."""
    language: str
    """ISO 639-3."""
    dialect: str = ""
    kind: InterpretingKind | None
    """None: nobody is asked yet, any way will do."""
    day: date
    start: int
    """Minute of `day` on the branch's wall clock."""
    minutes: int
    """How long it is expected to take."""
    branch: str
    address: str = ""
    """Where the branch is: written where somebody comes."""
    dial: str = ""
    """The number to dial, or the room of a video talk: written where nobody comes. Empty: not known yet."""
    function: str
    """Whom to ask, by function, never by name. Empty: the front desk."""
    team: str = ""
    phone: str = ""
    """Of that function, as it is to be read."""
    area: Area | None = None
    """All that is said of the subject; never the concern's title."""

    def __post_init__(self) -> None:
        """Refuse what is no order."""
        if self.kind is InterpretingKind.COMPANION:
            raise Refused("companion_not_ordered")
        if not is_language(self.language):
            raise Refused("unknown_language", text=self.language)

    @property
    def remote(self) -> bool:
        """Whether the interpreter dials in, and does not come."""
        return self.kind in REMOTE

    @property
    def reference(self) -> str:
        """By what an answer finds its order: the last eight characters of its id, as the lists show ids."""
        return self.order_id[-8:]

    @property
    def delete_by(self) -> date:
        """The day on which the sheet is to go, here and there: the one after the appointment (D53)."""
        return self.day + timedelta(days=1)


class SheetLine(NamedTuple):
    """One line of the sheet, cleaned (D55). A label without a value is the heading."""

    label: str
    value: str

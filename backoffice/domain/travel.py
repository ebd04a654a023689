"""The ways between branches that an interpreter has to go (D49)."""

from collections.abc import Mapping
from dataclasses import dataclass

ASSUMED_TRAVEL = 45
"""Minutes from one branch to another where nobody has said how long the way takes (assumed)."""


@dataclass(frozen=True, slots=True)
class Travel:
    """The ways of one branch, in minutes."""

    branch_id: str
    there: Mapping[str, int]
    """From it to another branch."""
    back: Mapping[str, int]
    """From another branch to it."""

    def to(self, other: str) -> int:
        """How long from here to another branch; none at all to itself. One direction stands for an unknown other."""
        return self._minutes(other, self.there, self.back)

    def coming_from(self, other: str) -> int:
        """How long from another branch to here."""
        return self._minutes(other, self.back, self.there)

    def _minutes(self, other: str, first: Mapping[str, int], second: Mapping[str, int]) -> int:
        if other == self.branch_id:
            return 0
        return first.get(other, second.get(other, ASSUMED_TRAVEL))

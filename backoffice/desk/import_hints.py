"""Which rows of a booking file the rules place at another branch: a hint, and a person decides (D43)."""

from typing import Any

import sqlalchemy as sa

from backoffice.desk.command import Work
from backoffice.desk.import_plan import PlannedRow
from backoffice.domain.bookings import BookingFile
from backoffice.domain.responsibility import Finder, elsewhere
from backoffice.domain.rules import Asked, Rule
from backoffice.domain.states import ENDINGS, Status
from backoffice.store.tables.appointments import Customer

REASON = 160
NOWHERE: dict[str, Any] = {"responsible_branch_id": None, "responsible_reason": None}


class Hints:
    """Asks the finder with the file's addresses; what is kept of an answer is a branch and the words of its rule."""

    def __init__(self, connection: sa.Connection, branch_id: str, file: BookingFile) -> None:
        """A file without addresses has no hints, and says nothing about those that stand (D4)."""
        self._branch_id = branch_id
        self._addresses = file.addresses
        self._finder: Finder | None = None
        if file.addresses:
            from backoffice.desk.responsibility_views import finder

            self._finder = finder(connection)

    def of_new(self, row: PlannedRow) -> dict[str, Any]:
        """The columns of a new appointment; the same ones for every row of a file."""
        if self._finder is None:
            return {}
        said = self._ask(row)
        return NOWHERE if said is None else said

    def of_known(self, row: PlannedRow, there: sa.Row[Any], work: Work) -> dict[str, Any]:
        """What changes of an appointment; nothing where the row has no address, or somebody decided that it is right.

        Nor where it has ended, or where the person is protected: the street would stand at it (D52).
        """
        said = self._ask(row)
        decided = there.responsible_branch_id is None and there.responsible_reason is not None
        if said is None or decided or Status(there.status) in ENDINGS:
            return {}
        if said != NOWHERE and work.row(Customer, there.customer_id).protected:
            return {}
        return said

    def _ask(self, row: PlannedRow) -> dict[str, Any] | None:
        """None: the file does not say where the person lives."""
        at = self._addresses.get(row.plan.row.row)
        if at is None or self._finder is None:
            return None
        booked, concern = row.plan.row, next(iter(row.concerns), None)
        asked = Asked(
            at.postcode,
            at.street,
            at.house_number,
            area=concern.area.value if concern else None,
            family_letter=booked.family,
            number=booked.customer_number or booked.bg_number,
        )
        found = elsewhere(self._finder.candidates(asked), self._branch_id)
        if found is None:
            return NOWHERE
        return {"responsible_branch_id": found.branch_id, "responsible_reason": _reason(found.rule)}


def _reason(rule: Rule) -> str:
    """The rule's postcode and note: its street would be half of somebody's address, and addresses are not kept."""
    return ", ".join(part for part in (rule.postcode, rule.note) if part)[:REASON].rstrip()

"""An absence ends earlier than it was to, or never begins (D36)."""

from typing import Any, ClassVar

import sqlalchemy as sa

from backoffice.desk.absence_rows import end_absence, lock_absences
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.store.tables.absences import Absence
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ServicePoint

_absence = table(Absence)


class EndAbsence(Command):
    """What was entered together is over from now on; of what has not begun nothing is left."""

    kind: ClassVar[str] = "end_absence"
    right: ClassVar[Right] = Right.PLAN

    entry_id: str

    def scope(self, work: Work) -> Scope:
        """The group whose lead answers for it; beyond one group the branch."""
        rows = self._rows(work)
        groups = {row.group_id for row in rows}
        return Scope(rows[0].branch_id, groups.pop() if len(groups) == 1 else None)

    def apply(self, work: Work) -> Done:
        """End it. Refused: `not_found`, `absence_over` (last).

        Values: `points`, the names of the service points that are served again.
        """
        rows = self._rows(work)
        lock_absences(work, rows[0].branch_id, rows[0].staff_id)
        rows = self._rows(work)  # as they stand now that nobody else ends them
        now = wall(self.made_at)
        running = [row for row in rows if now < (row.last_day, row.end_minute)]
        if not running:
            raise Refused("absence_over", last=max(row.last_day for row in rows))
        for row in running:
            end_absence(work, row, now)
        ids = {row.service_point_id for row in running if row.service_point_id is not None}
        names = sorted(work.row(ServicePoint, id_).name for id_ in ids)
        return Done("absence_ended", tuple(row.id for row in running), {"points": names} if names else {})

    def _rows(self, work: Work) -> list[sa.Row[Any]]:
        rows = work.tx.all(sa.select(_absence).where(_absence.c.entry_id == self.entry_id).order_by(_absence.c.id))
        if not rows:
            raise NotFound("not_found", entity="absence")
        return rows

"""A branch's day: its appointments, its list state, its counts (UX: Heute)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.promises import owed
from backoffice.desk.views import Counts, Day, ImportState, Line
from backoffice.domain.clock import wall
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun

_a, _run = table(Appointment), table(ImportRun)

LOOK_BACK = timedelta(days=14)
"""How far back open appointments are counted: nothing without ending is kept longer (D53)."""


@dataclass(frozen=True, slots=True)
class DayOf:
    """One branch's day. `now` decides which claims still stand."""

    branch_id: str
    day: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Day:
        """Read the day; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        rows = lines(connection, actor, self.branch_id, [_a.c.day == self.day], self.now)
        return Day(
            branch_view(connection, self.branch_id),
            self.day,
            rows,
            self._imported(connection),
            self._counts(connection, rows),
        )

    def _imported(self, connection: sa.Connection) -> ImportState | None:
        row = connection.execute(
            sa.select(_run.c.imported_at, _run.c.made_at, sa.type_coerce(_run.c.file_state, sa.String))
            .where(_run.c.branch_id == self.branch_id, _run.c.day == self.day)
            .order_by(_run.c.imported_at.desc())
            .limit(1)
        ).first()
        if row is None:
            return None
        imported_at, made_at, file_state = row
        provisional = None if made_at is None else wall(made_at) < (self.day, 6 * 60)
        return ImportState(imported_at, made_at, provisional, file_state)

    def _counts(self, connection: sa.Connection, rows: tuple[Line, ...]) -> Counts:
        before = connection.execute(
            sa.select(
                sa.func.count().filter(_a.c.status.not_in(ENDINGS)),
                sa.func.count().filter(owed(self.now)),
            ).where(
                _a.c.branch_id == self.branch_id,
                _a.c.day < self.day,
                _a.c.day >= self.day - LOOK_BACK,
            )
        ).one()
        today = connection.scalar(
            sa.select(sa.func.count()).where(_a.c.branch_id == self.branch_id, _a.c.day == self.day, owed(self.now))
        )
        return Counts(
            open=sum(line.open for line in rows),
            mine=sum(line.open and (line.claim_is_mine or line.assigned_to_me) for line in rows),
            waiting=sum(line.status is Status.ARRIVED for line in rows),
            no_place=sum(line.no_place for line in rows),
            no_promise=(today or 0) + before[1],
            since_yesterday=before[0],
        )

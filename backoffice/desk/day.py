"""A branch's day: its appointments, its list state, its counts (UX: Heute)."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import LineQuery
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.promises import overdue, overdue_values, owed, owed_values
from backoffice.desk.views import Counts, Day, ImportState, Line
from backoffice.domain.clock import wall
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.imports import ImportRun

_a, _run = table(Appointment), table(ImportRun)

# Built once: a screen reads its day again and again.
_branch: sa.BindParameter[str] = sa.bindparam("branch")
_day: sa.BindParameter[date] = sa.bindparam("day", type_=sa.Date)
_lines = LineQuery(_a.c.day == _day)
_last_import = (
    sa.select(_run.c.imported_at, _run.c.made_at, sa.type_coerce(_run.c.file_state, sa.String))
    .where(_run.c.branch_id == _branch, _run.c.day == _day)
    .order_by(_run.c.imported_at.desc())
    .limit(1)
)
_before = sa.select(sa.func.count()).where(
    _a.c.branch_id == _branch, _a.c.day < _day, _a.c.status.in_([s for s in Status if s not in ENDINGS])
)
_late = sa.select(sa.func.count()).where(overdue(_branch))
_owed = sa.select(sa.func.count()).where(_a.c.branch_id == _branch, owed())


@dataclass(frozen=True, slots=True)
class DayOf:
    """One branch's day. `now` decides which claims still stand."""

    branch_id: str
    day: date
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Day:
        """Read the day; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        rows = _lines.run(connection, actor, self.branch_id, self.now, day=self.day)
        return Day(
            branch_view(connection, self.branch_id),
            self.day,
            rows,
            self._imported(connection),
            self._counts(connection, rows),
        )

    def _imported(self, connection: sa.Connection) -> ImportState | None:
        row = connection.execute(_last_import, {"branch": self.branch_id, "day": self.day}).first()
        if row is None:
            return None
        imported_at, made_at, file_state = row
        provisional = None if made_at is None else wall(made_at) < (self.day, 6 * 60)
        return ImportState(imported_at, made_at, provisional, file_state)

    def _counts(self, connection: sa.Connection, rows: tuple[Line, ...]) -> Counts:
        before = connection.scalar(_before, {"branch": self.branch_id, "day": self.day})
        owed_now = connection.scalar(
            _owed, {"branch": self.branch_id, **owed_values(connection, self.branch_id, self.now)}
        )
        late = connection.scalar(_late, {"branch": self.branch_id, **overdue_values(self.now)})
        return Counts(
            open=sum(line.open for line in rows),
            mine=sum(line.open and (line.claim_is_mine or line.assigned_to_me) for line in rows),
            waiting=sum(line.status is Status.ARRIVED for line in rows),
            no_place=sum(line.no_place for line in rows),
            no_promise=(owed_now or 0) + (late or 0),
            since_yesterday=before or 0,
        )

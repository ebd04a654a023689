"""A branch's day: its appointments, its list state, its counts (UX: Heute)."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import LineQuery
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.promises import LOOK_BACK, overdue, overdue_values, owed, owed_values
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
_before = sa.select(
    sa.func.count().filter(_a.c.status.not_in(ENDINGS)),
    sa.func.count().filter(owed()),
).where(_a.c.branch_id == _branch, _a.c.day < _day, _a.c.day >= sa.bindparam("since", type_=sa.Date))
_late = sa.select(sa.func.count()).where(overdue(_branch))
_today = sa.select(sa.func.count()).where(_a.c.branch_id == _branch, _a.c.day == _day, owed())


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
        asked = {"branch": self.branch_id, "day": self.day, **owed_values(self.now)}
        before = connection.execute(_before, {**asked, "since": self.day - LOOK_BACK}).one()
        today = connection.scalar(_today, asked)
        late = connection.scalar(_late, {"branch": self.branch_id, **overdue_values(self.now)})
        return Counts(
            open=sum(line.open for line in rows),
            mine=sum(line.open and (line.claim_is_mine or line.assigned_to_me) for line in rows),
            waiting=sum(line.status is Status.ARRIVED for line in rows),
            no_place=sum(line.no_place for line in rows),
            no_promise=(today or 0) + before[1] + (late or 0),
            since_yesterday=before[0],
        )

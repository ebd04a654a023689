"""Who was where, and who was not, is erased the next working day after it ended (D36, D53).

So are the images that the journal kept, of what was undone or ended before it began, too. The journal itself can only
be appended to: that something was entered then, and by whose hand, stays until its actors are cleared.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.desk import Desk
from backoffice.desk.organisation_views import Branches
from backoffice.domain.calendar import next_working_day
from backoffice.domain.clock import instant_of, wall
from backoffice.domain.rights import Right
from backoffice.store.tables.absences import Absence, Staffing, Support
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import ERASED, JournalEntry, JournalRow
from backoffice.store.tables.organisation import Branch

ENDS: dict[type[SQLModel], str] = {Absence: "last_day", Staffing: "day", Support: "last_day"}
"""What is erased, and by which column."""

_row, _entry = table(JournalRow), table(JournalEntry)


@dataclass(frozen=True, slots=True)
class PastOf:
    """Whether a branch has something of this kind to erase at `now`."""

    branch_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> bool:
        """Look; refused with `no_right` outside the actor's branches."""
        actor.require(Right.SEE, self.branch_id)
        today = wall(self.now)[0]
        return any(due(connection, model, self.branch_id, today) for model in ENDS)


class ErasePast(Command):
    """Erase the absences, Besetzung and support of a branch that are over and whose next working day has come.

    Nobody decides it and nobody can take it back: whoever is here does it.
    """

    kind: ClassVar[str] = "erase_past"
    right: ClassVar[Right] = Right.SEE
    undoable: ClassVar[bool] = False

    branch_id: str

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Erase them. Values: `count`, how many rows went: nothing else of them is kept."""
        today = wall(self.made_at)[0]
        count = sum(work.tx.purge(model, due(work.tx.connection, model, self.branch_id, today)) for model in ENDS)
        return Done("past_erased", (), {"count": count})


def due(connection: sa.Connection, model: type[SQLModel], branch_id: str, today: date) -> list[str]:
    """The ids of rows whose day has come, and of those that are gone but of which the journal still keeps images."""
    of, ends = table(model), ENDS[model]
    closures = calendar_of(connection, branch_id).closures
    found = [
        (row.id, row.ended)
        for row in connection.execute(
            sa.select(of.c.id, of.c[ends].label("ended")).where(of.c.branch_id == branch_id, of.c[ends] < today)
        )
    ]
    found += [(row_id, wall(at)[0]) for row_id, at in connection.execute(_left_behind(of, branch_id, today))]
    return sorted(row_id for row_id, ended in found if next_working_day(ended, closures) <= today)


def _left_behind(of: sa.Table, branch_id: str, today: date) -> sa.Select[Any]:
    """Rows that are gone, of which images are left, and when they were last touched (before today)."""
    last = sa.func.max(_entry.c.at, type_=_entry.c.at.type)
    return (
        sa.select(_row.c.row_id, last)
        .join(_entry, _entry.c.id == _row.c.entry_id)
        .where(
            sa.text(ERASED),
            _row.c.entity == of.name,
            _row.c.branch_id == branch_id,
            sa.or_(_row.c.before.is_not(None), _row.c.after.is_not(None)),
            ~sa.exists(sa.select(of.c.id).where(of.c.id == _row.c.row_id).correlate(_row)),
        )
        .group_by(_row.c.row_id)
        .having(last < instant_of(today, 0))
    )


def erase_past(desk: Desk) -> int:
    """Erase what is due at all branches that this person sees: at every start, and before absences are listed."""
    count = 0
    for branch in desk.read(Branches()):
        if desk.read(PastOf(branch.id, desk.clock.now())):
            count += int(desk.perform(desk.new(ErasePast, branch_id=branch.id)).values["count"])
    return count

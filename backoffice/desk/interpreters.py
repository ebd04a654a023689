"""Who interprets, as an entry that is kept: languages, ways, branches, how they are reached (D47); travel (D49)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field, StringConstraints

from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.orders_beyond import live_orders, orders_beyond
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import derived_id, new_id
from backoffice.domain.interpreters import ALONE
from backoffice.domain.languages import checked, is_signed
from backoffice.domain.rights import Right
from backoffice.domain.terms import Provider
from backoffice.domain.text import same_key
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreters import Interpreter, InterpreterBranch, InterpreterLanguage, TravelTime
from backoffice.store.tables.organisation import Branch

_i, _l, _b = table(Interpreter), table(InterpreterLanguage), table(InterpreterBranch)
_travel = table(TravelTime)

LONGEST_NOTICE = 60 * 1440
"""Minutes; longer is a slip of the keyboard."""
LONGEST_WAY = 240
"""Minutes between two branches of one town."""

_clean = BeforeValidator(cleaner(1000))
Name = Annotated[str, StringConstraints(max_length=80), _clean]
Dialect = Annotated[str, StringConstraints(max_length=60), _clean]
Reached = Annotated[str, StringConstraints(max_length=120), _clean]
Dial = Annotated[str, StringConstraints(max_length=80), _clean]
Note = Annotated[str, StringConstraints(max_length=120), _clean]


class InterpreterCommand(Command):
    """What a branch keeps is its own affair, what the whole house uses the administration's."""

    right: ClassVar[Right] = Right.OFFER

    def of_whom(self, work: Work, branch_id: str | None) -> Scope:
        """The branch that keeps an entry; None: the whole house."""
        if branch_id is None:
            work.actor.require(Right.ADMINISTER)
        return Scope(branch_id)


class OnInterpreter(InterpreterCommand):
    """A command about one interpreter. `version` is what the person saw (None: whatever stands now)."""

    interpreter_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """Who keeps the entry."""
        return self.of_whom(work, work.row(Interpreter, self.interpreter_id).branch_id)

    def kept(self, work: Work) -> sa.Row[Any]:
        """The entry as it stands, which nobody else changes until this is stored; Conflict `changed_meanwhile`."""
        lock_interpreter(work, self.interpreter_id)
        row = work.row(Interpreter, self.interpreter_id)
        if self.version is not None and row.version != self.version:
            raise work.tx.conflict("interpreter", self.interpreter_id)
        return row


def lock_interpreter(work: Work, interpreter_id: str) -> None:
    """Keep other desks out of an interpreter's entry and times until this change is stored."""
    work.tx.lock(f"interpreter:{interpreter_id}")
    work.forget(Interpreter, interpreter_id)


class _Written(InterpreterCommand):
    """What an entry says. Office data: no private number of a colleague, nothing about customers."""

    provider: Provider
    name: Name
    languages: dict[str, Dialect]
    """Any code that `domain.languages` understands → dialect, empty where none is named."""
    by_phone: bool = False
    by_video: bool = False
    on_site: bool = False
    branches: tuple[str, ...] = ()
    """The ids of the branches they serve; none named: all."""
    contact: Reached = ""
    """Where orders go: number or mail."""
    dial: Dial = ""
    """What is dialled when it is time, or the room of a video talk."""
    notice_minutes: int = 0
    """How long before they have to be asked; 1440 for each working day."""
    cost_note: Note = ""

    def values(self) -> dict[str, Any]:
        """The columns of the entry. Refused: `interpreter_nameless`, `interpreter_no_language`, `unknown_language`
        (text), `interpreter_no_way`, `interpreter_signed_by_phone`, `bad_notice` (most).
        """
        if not self.name:
            raise Refused("interpreter_nameless")
        languages = self.spoken()
        if not languages:
            raise Refused("interpreter_no_language")
        if not (self.by_phone or self.by_video or self.on_site):
            raise Refused("interpreter_no_way")
        if not (self.by_video or self.on_site) and all(is_signed(code) for code in languages):
            raise Refused("interpreter_signed_by_phone")
        if not 0 <= self.notice_minutes <= LONGEST_NOTICE:
            raise Refused("bad_notice", most=LONGEST_NOTICE // 1440)
        same = (
            "provider",
            "name",
            "by_phone",
            "by_video",
            "on_site",
            "contact",
            "dial",
            "notice_minutes",
            "cost_note",
        )
        return {column: getattr(self, column) for column in same}

    def spoken(self) -> dict[str, str]:
        """The languages by the codes they are stored under, with their dialects. Refused `unknown_language`."""
        return {checked(code): dialect for code, dialect in self.languages.items()}

    def name_is_free(self, work: Work, keeper_id: str | None, but: str = "") -> None:
        """Refused `interpreter_exists` (name) where the same keeper has another entry of this name."""
        work.tx.lock(f"interpreters:{keeper_id or ''}")
        for row in work.tx.all(sa.select(_i.c.id, _i.c.name).where(_i.c.branch_id.is_not_distinct_from(keeper_id))):
            if row.id != but and same_key(row.name) == same_key(self.name):
                raise Refused("interpreter_exists", name=row.name)

    def write_parts(self, work: Work, interpreter_id: str) -> bool:
        """Bring languages and branches in step with what is said; whether anything was changed."""
        wanted = self.spoken()
        there = work.tx.all(sa.select(_l).where(_l.c.interpreter_id == interpreter_id).order_by(_l.c.id))
        gone = [row for row in there if wanted.get(row.language) != row.dialect]
        stay = {row.language for row in there} - {row.language for row in gone}
        for row in gone:
            work.tx.delete(InterpreterLanguage, row)
        for code in sorted(wanted.keys() - stay):
            work.tx.insert(
                InterpreterLanguage,
                id=derived_id(self.id, code),
                interpreter_id=interpreter_id,
                language=code,
                dialect=wanted[code],
            )
        return self._write_branches(work, interpreter_id) or bool(gone) or wanted.keys() != stay

    def _write_branches(self, work: Work, interpreter_id: str) -> bool:
        wanted = {work.row(Branch, branch_id).id for branch_id in self.branches}
        there = work.tx.all(sa.select(_b).where(_b.c.interpreter_id == interpreter_id).order_by(_b.c.id))
        stay = {row.branch_id for row in there}
        for row in there:
            if row.branch_id not in wanted:
                work.tx.delete(InterpreterBranch, row)
        for branch_id in sorted(wanted - stay):
            work.tx.insert(
                InterpreterBranch,
                id=derived_id(self.id, branch_id),
                interpreter_id=interpreter_id,
                branch_id=branch_id,
            )
        return wanted != stay


class AddInterpreter(_Written):
    """Somebody who can be asked from now on."""

    kind: ClassVar[str] = "add_interpreter"

    interpreter_id: str = Field(default_factory=new_id)
    branch_id: str | None = None
    """The branch that keeps the entry; None: the administration, for the whole house."""

    def scope(self, work: Work) -> Scope:
        """Who keeps the entry."""
        return self.of_whom(work, self.branch_id and work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Add them; refused as `values` says, `interpreter_exists` (name), `not_found` (a branch)."""
        values = self.values()
        self.name_is_free(work, self.branch_id)
        work.tx.insert(Interpreter, id=self.interpreter_id, branch_id=self.branch_id, **values)
        self.write_parts(work, self.interpreter_id)
        return Done("interpreter_added", (self.interpreter_id,))


class ChangeInterpreter(_Written, OnInterpreter):
    """An entry as it is to be from now on, all of it. What is ordered stays ordered."""

    kind: ClassVar[str] = "change_interpreter"

    def apply(self, work: Work) -> Done:
        """Change it. Refused as `AddInterpreter`, and `interpreter_has_orders` (count) where somebody who is one
        person were to become a service, or the other way, while orders are live: their time is taken, or is not.

        Values: `orders`: how many live ones cannot be kept any more.
        """
        row = self.kept(work)
        values = self.values()
        self.name_is_free(work, row.branch_id, but=row.id)
        if (row.provider in ALONE) != (self.provider in ALONE):
            count = live_orders(work.tx.connection, row.id)
            if count:
                raise Refused("interpreter_has_orders", count=count)
        if self.write_parts(work, row.id):
            values["version"] = row.version + 1  # the entry has changed, even where its own columns have not
        work.tx.change(Interpreter, row, **values)
        beyond = orders_beyond(work.tx.connection, row.id, wall(self.made_at)[0])
        return Done("interpreter_changed", (row.id,), {"orders": beyond})


class LeaveInterpreter(OnInterpreter):
    """They are not there any more after a day; None takes that back. What is ordered is listed, never dropped."""

    kind: ClassVar[str] = "leave_interpreter"

    last_day: date | None

    def apply(self, work: Work) -> Done:
        """Note it. Refused `interpreter_day_past` (day) for a day before yesterday.

        Values: `last_day`, `orders`: how many live orders lie beyond it.
        """
        row = self.kept(work)
        if self.last_day is None:
            work.tx.change(Interpreter, row, last_day=None)
            return Done("interpreter_stays", (row.id,))
        if self.last_day < wall(self.made_at)[0] - timedelta(days=1):
            raise Refused("interpreter_day_past", day=self.last_day)
        work.tx.change(Interpreter, row, last_day=self.last_day)
        beyond = orders_beyond(work.tx.connection, row.id, wall(self.made_at)[0])
        return Done("interpreter_leaves", (row.id,), {"last_day": self.last_day.isoformat(), "orders": beyond})


class SetTravel(Command):
    """How long the way from one branch to another takes (D49). Either of the two may say so."""

    kind: ClassVar[str] = "set_travel"
    right: ClassVar[Right] = Right.OFFER

    from_branch_id: str
    to_branch_id: str
    minutes: int
    both_ways: bool = True
    there_id: str = Field(default_factory=new_id)
    back_id: str = Field(default_factory=new_id)

    def scope(self, work: Work) -> Scope:
        """The branch of the two where the person may say so."""
        ends = [work.row(Branch, end).id for end in (self.from_branch_id, self.to_branch_id)]
        return Scope(next((end for end in ends if work.actor.may(self.right, end)), ends[0]))

    def apply(self, work: Work) -> Done:
        """Set it. Refused: `travel_to_itself`, `bad_travel` (most). Values: `minutes`, `both_ways`."""
        if self.from_branch_id == self.to_branch_id:
            raise Refused("travel_to_itself")
        if not 0 <= self.minutes <= LONGEST_WAY:
            raise Refused("bad_travel", most=LONGEST_WAY)
        work.tx.lock("travel_time")
        for row_id, start, end in self._ways():
            row = work.tx.first(
                sa.select(_travel).where(_travel.c.from_branch_id == start, _travel.c.to_branch_id == end)
            )
            if row is None:
                work.tx.insert(TravelTime, id=row_id, from_branch_id=start, to_branch_id=end, minutes=self.minutes)
            else:
                work.tx.change(TravelTime, row, minutes=self.minutes)
        ends = (self.from_branch_id, self.to_branch_id)
        return Done("travel_set", ends, {"minutes": self.minutes, "both_ways": self.both_ways})

    def _ways(self) -> Iterable[tuple[str, str, str]]:
        yield self.there_id, self.from_branch_id, self.to_branch_id
        if self.both_ways:
            yield self.back_id, self.to_branch_id, self.from_branch_id

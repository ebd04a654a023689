"""Whom do I call (F4): front desks, teams and functions of all branches, and the entries that a branch keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BeforeValidator, Field, StringConstraints

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.domain.directory import Contact, Kind, is_number, reach, reach_by, same_entry, tidy_hours
from backoffice.domain.errors import Refused
from backoffice.domain.ids import new_id
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area
from backoffice.domain.week import week_text
from backoffice.store.tables.base import table
from backoffice.store.tables.calendar import OfficeHoursRow
from backoffice.store.tables.organisation import Branch, Team
from backoffice.store.tables.takeovers import DirectoryEntry

_b, _team, _entry, _hours = table(Branch), table(Team), table(DirectoryEntry), table(OfficeHoursRow)

AREAS = {area: position for position, area in enumerate(Area)}
"""The order of teams: those that hold appointments first."""

HOURS_LIMIT = 120

_clean = BeforeValidator(cleaner(1000))
Function = Annotated[str, StringConstraints(max_length=80), _clean]
Phone = Annotated[str, StringConstraints(max_length=40), _clean]
Hours = Annotated[str, StringConstraints(max_length=HOURS_LIMIT), _clean]
Deputy = Annotated[str, StringConstraints(max_length=120), _clean]
Note = Annotated[str, StringConstraints(max_length=160), _clean]


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody who can be called in the house. Office data: whoever has any right anywhere reads all of it."""

    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Contact, ...]:
        """Read it: one's own branch first, then the branches in their order; in each the front desk, the teams with
        their functions, then the other functions. Refused `no_right` for whoever has no right at all.
        """
        if not actor.grants:
            raise Refused("no_right", right=Right.SEE.value)
        branches = connection.execute(sa.select(_b).order_by(_b.c.position, _b.c.code)).all()
        teams = connection.execute(sa.select(_team).order_by(_team.c.name)).all()
        entries = connection.execute(sa.select(_entry).order_by(_entry.c.position, _entry.c.id)).all()
        own_hours = frozenset(connection.scalars(sa.select(_hours.c.branch_id).distinct()))
        found: list[Contact] = []
        for branch in sorted(branches, key=lambda branch: branch.id != actor.branch_id):
            here = _Here(branch, calendar_of(connection, branch.id), branch.id not in own_hours, self.now)
            found += here.contacts(
                [team for team in teams if team.branch_id == branch.id],
                [entry for entry in entries if entry.branch_id == branch.id],
            )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Here:
    """One branch and when it works."""

    branch: sa.Row[Any]
    calendar: WorkCalendar
    usual: bool
    now: datetime

    def contacts(self, teams: list[sa.Row[Any]], entries: list[sa.Row[Any]]) -> Iterator[Contact]:
        yield self._open(self.branch.id, Kind.FRONT_DESK, phone=self.branch.front_desk_phone)
        for team in sorted(teams, key=lambda team: AREAS[Area(team.area)]):
            yield self._open(team.id, Kind.TEAM, phone=team.phone, **_of_team(team))
            yield from (self._entry(entry, team) for entry in entries if entry.team_id == team.id)
        yield from (self._entry(entry, None) for entry in entries if entry.team_id is None)

    def _open(self, id_: str, kind: Kind, **values: Any) -> Contact:
        """Somebody who is there whenever the branch is."""
        return self._contact(
            id_,
            kind,
            hours=week_text(self.calendar.hours),
            usual=self.usual,
            reach=reach(self.calendar, self.now),
            **values,
        )

    def _entry(self, entry: sa.Row[Any], team: sa.Row[Any] | None) -> Contact:
        return self._contact(
            entry.id,
            Kind.ENTRY,
            function=entry.function,
            phone=entry.phone,
            hours=entry.hours,
            reach=reach_by(entry.hours, self.calendar, self.now),
            deputy=entry.deputy,
            note=entry.note,
            version=entry.version,
            **({} if team is None else _of_team(team)),
        )

    def _contact(self, id_: str, kind: Kind, **values: Any) -> Contact:
        return Contact(id_, kind, self.branch.id, self.branch.code, self.branch.name, **values)


def _of_team(team: sa.Row[Any]) -> dict[str, Any]:
    return {
        "team_id": team.id,
        "team": team.name,
        "area": Area(team.area),
        "shown_number": team.shown_number,
    }


class _EntryCommand(Command):
    """What all of them share: the branch's own affair."""

    right: ClassVar[Right] = Right.OFFER


class _Written(_EntryCommand):
    """What an entry says. Functions, never people: who sits there changes, and is nobody else's business."""

    function: Function
    team_id: str | None = None
    phone: Phone = ""
    hours: Hours = ""
    """A week as people type it, or other words ("nach Vereinbarung")."""
    deputy: Deputy = ""
    """Who answers otherwise, by function."""
    note: Note = ""

    def checked(self, work: Work, branch_id: str, *, but: str = "") -> dict[str, Any]:
        """The values to be written, once it is certain that they make an entry; `but` is the one that is changed.

        Refused: `directory_no_function`, `directory_no_number` (phone), `directory_nothing_to_call` (function),
        `directory_other_team` (team), `directory_entry_exists` (function).
        """
        if not self.function:
            raise Refused("directory_no_function")
        if self.phone and not is_number(self.phone):
            raise Refused("directory_no_number", phone=self.phone)
        if not (self.phone or self.deputy):
            raise Refused("directory_nothing_to_call", function=self.function)
        if self.team_id is not None:
            team = work.row(Team, self.team_id)
            if team.branch_id != branch_id:
                raise Refused("directory_other_team", team=team.name)
        for other in _entries(work, branch_id):
            if other.id != but and same_entry((other.team_id, other.function), (self.team_id, self.function)):
                raise Refused("directory_entry_exists", function=other.function)
        return {
            "function": self.function,
            "team_id": self.team_id,
            "phone": self.phone,
            "hours": tidy_hours(self.hours, HOURS_LIMIT),
            "deputy": self.deputy,
            "note": self.note,
        }


class AddEntry(_Written):
    """A function of a branch, behind its others."""

    kind: ClassVar[str] = "add_directory_entry"

    entry_id: str = Field(default_factory=new_id)
    branch_id: str

    def scope(self, work: Work) -> Scope:
        """The branch."""
        return Scope(work.row(Branch, self.branch_id).id)

    def apply(self, work: Work) -> Done:
        """Add it; refused as `checked` says."""
        values = self.checked(work, self.branch_id)
        position = 1 + max((row.position for row in _entries(work, self.branch_id)), default=0)
        work.tx.insert(DirectoryEntry, id=self.entry_id, branch_id=self.branch_id, position=position, **values)
        return Done("directory_added", (self.entry_id,))


class ChangeEntry(_Written):
    """An entry as it is to be from now on, all of it. `version` is what the person saw."""

    kind: ClassVar[str] = "change_directory_entry"

    entry_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The entry's branch."""
        return Scope(work.row(DirectoryEntry, self.entry_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Change it; refused as `checked` says. Conflict `changed_meanwhile`."""
        row = _as_seen(work, self.entry_id, self.version)
        work.tx.change(DirectoryEntry, row, **self.checked(work, row.branch_id, but=row.id))
        return Done("directory_changed", (self.entry_id,))


class RemoveEntry(_EntryCommand):
    """Nobody is to be called there any more."""

    kind: ClassVar[str] = "remove_directory_entry"

    entry_id: str
    version: int | None = None

    def scope(self, work: Work) -> Scope:
        """The entry's branch."""
        return Scope(work.row(DirectoryEntry, self.entry_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Remove it. Conflict `changed_meanwhile`."""
        work.tx.delete(DirectoryEntry, _as_seen(work, self.entry_id, self.version))
        return Done("directory_removed", (self.entry_id,))


def _as_seen(work: Work, entry_id: str, version: int | None) -> sa.Row[Any]:
    row = work.row(DirectoryEntry, entry_id)
    if version is not None and row.version != version:
        raise work.tx.conflict("directory_entry", entry_id)
    return row


def _entries(work: Work, branch_id: str) -> list[sa.Row[Any]]:
    """The branch's entries, which nobody else changes until this change is made."""
    work.tx.lock(f"directory:{branch_id}")
    return work.tx.all(sa.select(_entry).where(_entry.c.branch_id == branch_id))

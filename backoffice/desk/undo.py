"""Undo is a command like any other: it writes the old values as a new change, and conflicts where others went on."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from backoffice.desk.actor import Actor
from backoffice.desk.by_the_way import by_the_way, lead_back
from backoffice.desk.command import Command, Done, Scope, Work
from backoffice.desk.views import Undoable
from backoffice.domain.errors import Conflict, NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.domain.terms import Origin
from backoffice.store import journal, occupancy
from backoffice.store.images import values
from backoffice.store.tables import import_all
from backoffice.store.tables.appointments import Appointment, Placement
from backoffice.store.tables.base import Row, table
from backoffice.store.tables.journal import JournalEntry, JournalRow
from backoffice.store.tables.organisation import ServicePoint
from backoffice.store.transaction import CASES
from backoffice.store.version import HEAD

_entry, _row = table(JournalEntry), table(JournalRow)

PROMISED_TIMES = (Origin.BOOKED.value, Origin.FOLLOW_UP.value, Origin.TAKEOVER.value)
"""Appointments that somebody was told here: who came without one was told none."""


class Undo(Command):
    """Take back one entry, or all entries of a batch (`undoes` is then the batch's id)."""

    kind: ClassVar[str] = "undo"
    undoable: ClassVar[bool] = False
    right: ClassVar[Right] = Right.SEE
    undoes: str

    def scope(self, work: Work) -> Scope:
        """The branch of what is undone."""
        return Scope(self._entries(work)[0].branch_id)

    def apply(self, work: Work) -> Done:
        """Write the old values back, the newest change first.

        Refused: `not_found`, `not_undoable`, `already_undone`, `other_schema`. Conflict `undo_blocked` where somebody
        built on it, `changed_meanwhile` where a row was changed since.
        """
        ids: list[str] = []
        entries = self._entries(work)
        together = [entry.id for entry in entries]
        did = {entry.id: journal.rows_of(work.tx, entry.id) for entry in entries}
        others = _only_by_the_way(entries, did)
        made = {
            row.row_id for rows in did.values() for row in rows if row.entity == "appointment" and row.before is None
        }
        made_room = [row for rows in did.values() for row in rows if row.row_id in others]
        for entry in entries:
            command = Command.known().get(entry.kind)
            if not entry.undoable or command is None:
                raise Refused("not_undoable")
            _check_right(work, command, entry, did[entry.id])
            if entry.revision != HEAD:
                raise Refused("other_schema")
            for row in did[entry.id]:
                if row.row_id in others:
                    continue
                if row.entity == "placement" and row.before is None and row.row_id in made:
                    _take_away(work, row.row_id)
                else:
                    _put_back(work, row, together)
            ids += [row.row_id for row in did[entry.id] if row.entity in CASES]
            ids += entry.result["ids"]
        _check_times(work)
        no_interpreter = self._check_interpreters(work)
        uninformed = self._uninformed(work, [row for rows in did.values() for row in rows])
        told: dict[str, Any] = {"kind": entries[0].kind, "code": entries[0].code, "count": len(entries)}
        promised = [row for rows in did.values() for row in rows if row.entity == "callback_ticket"]
        if promises := [row.after["number"] for row in promised if row.before is None]:
            told["promises"] = promises  # the customer may have been told already
        booked = [
            row.after for rows in did.values() for row in rows if row.entity == "appointment" and not row.before
        ]
        if times := [(one["day"], one["start_minute"]) for one in booked if one["origin"] in PROMISED_TIMES]:
            told["appointments"] = times
        no_place = _take_places(work)
        if made_room:
            lead_back(work, made_room, self.made_at)
        return Done(
            "undone",
            tuple(dict.fromkeys(ids)),
            {**told, "no_place": no_place, "no_interpreter": no_interpreter, "tell_interpreter": uninformed},
        )

    def _check_interpreters(self, work: Work) -> bool:
        """Orders that came back must still be possible; says whether an interpreter had to be let go."""
        back = [one.row_id for one in work.tx.touched if one.entity == "interpreter_assignment"]
        if not back:
            return False
        from backoffice.desk.interpreting_carried import check_put_back

        return check_put_back(work, back, self)

    def _uninformed(self, work: Work, rows: list[sa.Row[Any]]) -> bool:
        """Whether an interpreter knows something else by now: was asked, called off, or told another time."""
        told = [row for row in rows if row.entity == "interpreter_assignment"]
        if not told:
            return False
        from backoffice.desk.interpreting_carried import ask_again

        return ask_again(work, told, self)

    def _entries(self, work: Work) -> list[sa.Row[Any]]:
        work.tx.lock(f"undo:{self.undoes}")
        entries = work.tx.all(
            sa.select(_entry)
            .where(sa.or_(_entry.c.id == self.undoes, _entry.c.batch_id == self.undoes))
            .order_by(_entry.c.at.desc(), _entry.c.id.desc())
        )
        if not entries:
            raise NotFound("not_found", entity="journal_entry")
        # One of a batch may have been taken back alone: the others still can be.
        ids = [self.undoes, *(entry.id for entry in entries)]
        undone = {row.undoes for row in work.tx.all(sa.select(_entry.c.undoes).where(_entry.c.undoes.in_(ids)))}
        entries = [entry for entry in entries if entry.id not in undone]
        if not entries or self.undoes in undone:
            raise Refused("already_undone")
        return entries


def _only_by_the_way(entries: list[sa.Row[Any]], did: dict[str, list[sa.Row[Any]]]) -> frozenset[str]:
    """Who changed places for what is undone, and is not undone in the same batch."""
    found: set[str] = set()
    meant: set[str] = set()
    for entry in entries:
        rows, ids = did[entry.id], entry.result["ids"]
        found |= by_the_way(entry.kind, ids, rows)
        meant.update(ids, (row.row_id for row in rows if row.entity == "appointment"))
    return frozenset(found - meant)


_OF_GROUPS = frozenset({"absence", "closure", "opening", "plan_agreement", "service_point", "staffing"})
"""What is planned group by group."""


def _check_right(work: Work, command: type[Command], entry: sa.Row[Any], rows: list[sa.Row[Any]]) -> None:
    """What it took to do it is what it takes to undo it; somebody else's change only with that same right."""
    group_id = _group_of(work, entry)
    work.actor.require(command.right_for(group_id), entry.branch_id, group_id)
    for group in sorted(_groups_touched(work, rows)) if entry.kind in _OF_SEVERAL else ():
        work.actor.require(command.right, entry.branch_id, group)


_OF_SEVERAL = frozenset({"accept_plan"})
"""What may reach over several groups: it takes the right in each of them."""


def _groups_touched(work: Work, rows: Iterable[sa.Row[Any]]) -> frozenset[str]:
    """The groups whose service points an entry gave or took."""
    images = [image for row in rows if row.entity == "placement" for image in (row.before, row.after) if image]
    points = {image["service_point_id"] for image in images if image.get("service_point_id")}
    return frozenset(str(work.row(ServicePoint, point).group_id) for point in points)


def _group_of(work: Work, entry: sa.Row[Any]) -> str | None:
    """The group an entry is about, by its appointment or by what it planned: a lead takes back what they may do."""
    ids = entry.result["ids"]
    row = work.tx.find(Appointment, ids[0]) if ids else None
    if row is not None:
        return None if row.group_id is None else str(row.group_id)
    groups = {_group_in(work, kept) for kept in journal.rows_of(work.tx, entry.id) if kept.entity in _OF_GROUPS}
    return groups.pop() if len(groups) == 1 else None


def _group_in(work: Work, kept: sa.Row[Any]) -> str | None:
    """The group of a planned row or of its service point: as its image has it, or (of a change) as it stands."""
    present = work.tx.find(_models()[kept.entity], kept.row_id)
    told = {**(present._asdict() if present is not None else {}), **(kept.after or kept.before or {})}
    if "group_id" in told:
        return told["group_id"] and str(told["group_id"])
    point = told.get("service_point_id")
    return None if point is None else str(work.row(ServicePoint, point).group_id)


_FITS = {
    "absence": "absence_rows",
    "interpreter_time": "interpreter_times",
    "opening": "openings",
    "staffing": "staffing",
}
"""Which module checks whether what came back fits; loaded when it is needed."""


def _check_times(work: Work) -> None:
    """What came back of the plan, or of when interpreters can be had, must fit beside what was set meanwhile."""

    def back(entity: str) -> list[str]:
        return [one.row_id for one in work.tx.touched if one.entity == entity and one.after is not None]

    for entity, module in _FITS.items():
        if rows := back(entity):
            import_module(f"backoffice.desk.{module}").check_put_back(work, rows)


def _take_places(work: Work) -> bool:
    """Have the places back; where one was given away meanwhile its appointment is kept *ohne Platz* (D6)."""
    holders = frozenset(work.tx.holders)
    try:
        work.tx.settle()
    except Conflict:
        for holder in sorted(occupancy.beaten(work.tx.connection, holders)):
            if not work.tx.withdraw(holder):
                _take_away(work, holder)
                _let_interpreter_go(work, holder)
        work.tx.settle()
        return True
    return False


def _let_interpreter_go(work: Work, order_id: str) -> None:
    """Where somebody else has ordered the same interpreter meanwhile, one is to be found anew (D49)."""
    from backoffice.desk.interpreting_carried import set_free
    from backoffice.store.tables.interpreting import InterpreterAssignment

    order = work.tx.find(InterpreterAssignment, order_id)
    if order is not None:
        set_free(work, order)


def _take_away(work: Work, appointment_id: str) -> None:
    """The place of an appointment that goes altogether, wherever it lies: it may have changed places meanwhile."""
    there = work.tx.find(Placement, appointment_id)
    if there is not None:
        work.tx.delete(Placement, there)


def _put_back(work: Work, kept: sa.Row[Any], together: list[str]) -> None:
    model = _models()[kept.entity]
    of = table(model)
    if kept.after is None and kept.before is None:
        raise Refused("purged")
    present = work.tx.find(model, kept.row_id)
    try:
        if kept.after is None:
            if present is not None:
                raise work.tx.conflict(kept.entity, kept.row_id)
            work.tx.insert(model, **values(of, kept.before))
            return
        if present is None or not _still_says(work, present, kept, together):
            raise work.tx.conflict(kept.entity, kept.row_id)
        if kept.before is None:
            if kept.entity == "service_point":
                occupancy.clear(work.tx.connection, kept.row_id, work.tx.now)
            work.tx.delete(model, present)
            return
        before = values(of, kept.before)
        before.pop("version", None)
        work.tx.change(model, present, **before)
    except IntegrityError as error:
        raise Conflict("undo_blocked") from error


def _still_says(work: Work, present: sa.Row[Any], kept: sa.Row[Any], together: list[str]) -> bool:
    """Whether a row stands as an entry left it. What came later may have come, if it was taken back again."""
    expected = values(table(_models()[kept.entity]), kept.after)
    version = expected.pop("version", None)
    if any(getattr(present, name) != value for name, value in expected.items()):
        return False
    if version is None or present.version == version:
        return True
    later = work.tx.all(
        sa.select(_row.c.after)
        .join(_entry, _entry.c.id == _row.c.entry_id)
        .where(
            _row.c.entity == kept.entity,
            _row.c.row_id == kept.row_id,
            _entry.c.kind != Undo.kind,
            _entry.c.id.not_in(together),
            journal.not_undone(_entry),
        )
    )
    return not any(row.after and row.after.get("version", 0) > version for row in later)


_MODELS: dict[str, type[SQLModel]] = {}


def _models() -> dict[str, type[SQLModel]]:
    if not _MODELS:
        import_all()
        _MODELS.update({table(model).name: model for model in Row.__subclasses__()})
    return _MODELS


class LastChange:
    """The newest change of this actor at this desk that can be undone (`u`)."""

    def __init__(self, desk_id: str) -> None:
        self.desk_id = desk_id

    def run(self, connection: sa.Connection, actor: Actor) -> Undoable | None:
        """Which entry, when, and what it was; None where there is nothing to undo."""
        row = connection.execute(
            sa.select(_entry)
            .where(
                _entry.c.desk_id == self.desk_id,
                _entry.c.actor_id == actor.id,
                _entry.c.undoable,
                journal.not_undone(_entry),
            )
            .order_by(_entry.c.at.desc(), _entry.c.id.desc())
            .limit(1)
        ).first()
        if row is None:
            return None
        return Undoable(row.batch_id or row.id, row.kind, row.code, row.at, row.made_at, tuple(row.result["ids"]))

"""A time that another branch has said yes to: booked as well as the plan there allows, never refused for it."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from backoffice.desk.booking import NewBooking, book
from backoffice.desk.command import Command, Work
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.taking import lock_places
from backoffice.domain.clock import wall
from backoffice.domain.errors import Refused
from backoffice.domain.ids import derived_id, new_id
from backoffice.domain.terms import Channel, Origin
from backoffice.store.tables.appointments import Note
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

_group, _offer, _note = table(ServicePointGroup), table(ConcernOffer), table(Note)


class AgreedTime(BaseModel):
    """When somebody over there takes the customer: on the wall clock of Bremen, as long as it was booked here."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    """Of the appointment that it makes."""
    copy_id: str = Field(default_factory=new_id)
    """Of the customer's copy there."""
    task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV nachtragen", where it stands on online time (D29)."""
    day: date
    start: int
    channel: Channel = Channel.IN_PERSON
    reserved: bool = False
    """The customer is somebody for whom late times are kept (D31)."""
    group_id: str | None = None
    """None: whichever group there offers the concern and has room."""


def book_agreed(
    work: Work, time: AgreedTime, before: sa.Row[Any], branch_id: str, command: Command, *, moved: bool
) -> dict[str, Any]:
    """Book it at the branch, *ohne Platz* where no service point is free: it was promised (D6, D44).

    `moved`: it takes the place of `before`; else it follows. Gives the plain values of the answer. Refused:
    `in_past`, `beyond_the_day`, `no_group_there`, `of_other_branch` (the named group), and what `book` refuses.
    """
    if time.day < wall(command.made_at)[0]:
        raise Refused("in_past", day=time.day, start=time.start)
    minutes = int(before.end_minute - before.start_minute)
    if not 0 <= time.start <= 1440 - minutes:  # no plan says so: it stands without a place, too
        raise Refused("beyond_the_day", minutes=minutes)
    groups = _groups_there(work, branch_id, before.concern_id)
    if time.group_id is not None:
        groups = [one for one in groups if one == time.group_id]
        if not groups:
            raise Refused("of_other_branch")
    if not groups:
        raise Refused("no_group_there")
    customer_id = customer_at(work, before.customer_id, branch_id, time.copy_id)
    return _first_with_room(work, time, before, customer_id, groups, command, moved=moved)


def _first_with_room(
    work: Work,
    time: AgreedTime,
    before: sa.Row[Any],
    customer_id: str,
    groups: list[str],
    command: Command,
    *,
    moved: bool,
) -> dict[str, Any]:
    origin = Origin.TAKEOVER if moved else Origin.FOLLOW_UP

    def told(group_id: str, *, promised: bool) -> dict[str, Any]:
        new = NewBooking(
            id=time.id,
            group_id=group_id,
            day=time.day,
            start=time.start,
            minutes=None if moved else int(before.end_minute - before.start_minute),
            # A follow-up's concern has to be offered; what was agreed is as it is.
            concern_text="" if moved else before.concern_text,
            channel=time.channel,
            reserved=time.reserved,
            task_id=time.task_id,
        )
        return book(work, new, customer_id, command, origin=origin, before=before, moved=moved, promised=promised)

    for group_id in groups:
        try:
            return told(group_id, promised=False)
        except Refused as refused:
            if refused.code not in ("time_not_free", "not_five_minutes"):
                raise
    return told(groups[0], promised=True)


def lock_groups(work: Work, branch_id: str, day: date) -> None:
    """The places of all groups of a branch, in one order for everybody: which of them has room is not known yet.

    To be called before the appointment is changed, as everybody does who books: of two that wait for each other one
    would be thrown out and begin anew.
    """
    for row in work.tx.all(sa.select(_group.c.id).where(_group.c.branch_id == branch_id).order_by(_group.c.id)):
        lock_places(work, row.id, day)


def _groups_there(work: Work, branch_id: str, concern_id: str | None) -> list[str]:
    """The groups of a branch, those first that offer the concern, then those of its area."""
    offering = {
        row.group_id for row in work.tx.all(sa.select(_offer.c.group_id).where(_offer.c.concern_id == concern_id))
    }
    area = None if concern_id is None else work.row(Concern, concern_id).area
    rows = work.tx.all(
        sa.select(_group.c.id, _group.c.area)
        .where(_group.c.branch_id == branch_id)
        .order_by(_group.c.position, _group.c.id)
    )
    return [row.id for row in sorted(rows, key=lambda row: (row.id not in offering, row.area != area))]


def carry_notes(work: Work, command: Command, old_id: str, appointment_id: str, branch_id: str) -> None:
    """What was noted about the case goes along with it: who takes over must not ask again (D44)."""
    said = sa.select(_note).where(_note.c.appointment_id == old_id).order_by(_note.c.at, _note.c.id)
    for note in work.tx.all(said):
        kept = note._asdict() | {"id": derived_id(command.id, note.id)}
        work.tx.insert(Note, **kept | {"appointment_id": appointment_id, "branch_id": branch_id})

"""Booking a time on a service point: what is asked for, and the rows that it becomes (D9, D13, D25–D34)."""

from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.command import Command, Done, OnAppointment, Scope, Work, cleaner
from backoffice.desk.contact import Email, Name, Number, Phone, name_columns, number_columns, phone_columns
from backoffice.desk.customer_copy import customer_at
from backoffice.desk.customer_times import times_of
from backoffice.desk.interpreter_choice import TalkTime
from backoffice.desk.interpreting import NewOrder, present_order, untold
from backoffice.desk.interpreting_carried import go_along
from backoffice.desk.otv import enters_otv
from backoffice.desk.taking import Asked, take
from backoffice.domain.errors import Refused
from backoffice.domain.free_times import FreeTime
from backoffice.domain.ids import new_id
from backoffice.domain.languages import checked
from backoffice.domain.rights import Right
from backoffice.domain.terms import Channel, Contingent, Origin
from backoffice.store.tables.appointments import Appointment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer, ServicePointGroup

Text = Annotated[str, BeforeValidator(cleaner(160))]
Documents = Annotated[str, BeforeValidator(cleaner(400))]
Reason = Annotated[str, BeforeValidator(cleaner(200))]

_offer = table(ConcernOffer)


class NewBooking(BaseModel):
    """A time and what it is for. `[start, start + minutes)` of the wall clock of the branch that has the group."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    """Of the appointment that it makes."""
    group_id: str
    day: date
    start: int
    minutes: int | None = None
    """None: as long as the branch offers the concern in this group."""
    concern_id: str | None = None
    concern_text: Text = ""
    """Both empty, for a follow-up: the concern of the appointment it comes from."""
    channel: Channel = Channel.IN_PERSON
    hold_id: str | None = None
    """The hold that it takes the place of (D28)."""
    reserved: bool = False
    """The customer is somebody for whom the late times are kept (D31)."""
    override_reason: Reason = ""
    """Why it may be shorter than offered, or lie in a Buchungsstopp (D31, D34)."""
    documents: Documents | None = None
    """What to bring beyond what the concern always needs. None, for a follow-up: what was still missing."""
    remark: Text = ""
    task_id: str = Field(default_factory=new_id)
    """Of the task "in OTV nachtragen", where it stands on online time (D29)."""
    order: NewOrder | None = None
    """Who is to interpret. None: whoever was ordered comes along; who needs a language is noted anyway (D46)."""
    let_interpreter_go: bool = False
    """Moved to this time though the interpreter cannot: somebody else is to be found."""


class Person(BaseModel):
    """Whoever the first appointment is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    family: Name
    given: Name = ""
    phone: Phone = ""
    email: Email = ""
    number: Number = ""
    language: str | None = None
    """ISO 639-3, where an interpreter is needed (D46)."""

    def columns(self) -> dict[str, Any]:
        """The customer's columns. Refused: `name_missing`, `phone_unreadable`, `unknown_language`."""
        if not self.family:
            raise Refused("name_missing")
        values = name_columns(self.family, self.given) | {
            "email": self.email or None,
            "language": self.language and checked(self.language),
        }
        if self.phone:
            values |= phone_columns(self.phone)
        if self.number:
            values |= number_columns(self.number)
        return values


def book(
    work: Work,
    new: NewBooking,
    customer_id: str,
    command: Command,
    *,
    origin: Origin,
    before: sa.Row[Any] | None = None,
    moved: bool = False,
    promised: bool = False,
    keep_interpreter: bool = False,
) -> dict[str, Any]:
    """Write an appointment on a service point that is free for it, in the branch of its group.

    `before` is the appointment it follows, or (`moved`) the one it takes the place of: what `new` leaves out comes
    from it. A time that somebody over there has `promised` stands in any case, without a place where none is free
    (D6). The order for an interpreter comes along; with `keep_interpreter` only to a time at which they can (D49).
    Gives the plain values of the answer. Refused: `concern_missing`, `concern_not_offered`, `minutes_missing`,
    `short_without_reason`, `phone_missing`, `customer_busy`, and what `take` refuses.
    """
    group = work.row(ServicePointGroup, new.group_id)
    concern_id, title = _concern(work, new, before)
    minutes = _minutes(work, new, group.id, concern_id, before if moved else None)
    customer = work.row(Customer, customer_id)
    if new.channel is Channel.PHONE and not customer.phone:
        raise Refused("phone_missing")
    emergency = concern_id is not None and bool(work.row(Concern, concern_id).emergency)
    asked = Asked(
        group_id=group.id,
        day=new.day,
        start=new.start,
        minutes=minutes,
        emergency=emergency or bool(before is not None and before.raised_reason),
        reserved=new.reserved,
        over_stop=bool(new.override_reason) or moved,
        hold_id=new.hold_id,
        leaving=before.id if moved and before is not None else None,
        as_long_as_was=moved and new.minutes is None,
    )
    if not new.override_reason:
        _has_time(work, customer_id, new, minutes, moved=asked.leaving)
    place = _promised_place(work, asked, command) if promised else take(work, asked, command)
    work.tx.insert(
        Appointment,
        id=new.id,
        branch_id=group.branch_id,
        customer_id=customer_id,
        follows_id=_follows(before, group.branch_id, moved=moved),
        moved_from_id=before.id if moved and before is not None else None,
        concern_id=concern_id,
        concern_text=title,
        group_id=group.id,
        channel=new.channel,
        day=new.day,
        start_minute=new.start,
        end_minute=new.start + minutes,
        origin=origin,
        remark=new.remark or (before.remark if moved and before is not None else None),
        booked_at=command.made_at,
        documents=_documents(new, before),
        contingent=place and place.contingent,
        override_reason=new.override_reason or None,
        raised_reason=before.raised_reason if moved and before is not None else None,
    )
    if place is not None:
        work.tx.insert(Placement, appointment_id=new.id, branch_id=group.branch_id, service_point_id=place.point_id)
    if place is not None and place.contingent is Contingent.ONLINE:
        enters_otv(work, new.id, group.branch_id, new.task_id, command.made_at)
    talk = TalkTime(new.id, group.branch_id, customer_id, new.channel, new.day, new.start, new.start + minutes)
    left = before.id if moved and before is not None else None
    was_ordered = present_order(work, left) if left is not None else None
    ordered = go_along(work, command, talk, left=left, order=new.order, keep=keep_interpreter)
    told = _told(new, minutes, group, place) | ({} if ordered is None else {"interpreting": ordered.value})
    return told | ({"to_tell": True} if was_ordered is not None and untold(work, was_ordered.id) else {})


def _promised_place(work: Work, asked: Asked, command: Command) -> FreeTime | None:
    try:
        return take(work, asked, command)
    except Refused as refused:
        if refused.code in ("time_not_free", "not_five_minutes"):
            return None
        raise


def _follows(before: sa.Row[Any] | None, branch_id: str, *, moved: bool) -> str | None:
    """What it follows; what is taken over from another branch follows nothing that can be seen here (D44)."""
    if before is None or not moved:
        return before and str(before.id)
    return before.follows_id if before.branch_id == branch_id else None


def _has_time(work: Work, customer_id: str, new: NewBooking, minutes: int, *, moved: str | None) -> None:
    """Refused `customer_busy`: this very customer has another appointment then (a reason goes over it)."""
    for day, start, end in times_of(work.tx.connection, customer_id, new.day, new.day, but=moved):
        if start < new.start + minutes and new.start < end:
            raise Refused("customer_busy", day=day, start=start)


def _told(new: NewBooking, minutes: int, group: sa.Row[Any], place: FreeTime | None) -> dict[str, Any]:
    return {
        "day": new.day.isoformat(),
        "start": new.start,
        "end": new.start + minutes,
        "group": group.name,
        "channel": new.channel.value,
        "online": place is not None and place.contingent is Contingent.ONLINE,
        "moved_others": len(place.moves) if place is not None else 0,
        "no_place": place is None,
    }


def _concern(work: Work, new: NewBooking, before: sa.Row[Any] | None) -> tuple[str | None, str]:
    if new.concern_id is not None:
        return new.concern_id, str(work.row(Concern, new.concern_id).title)
    if new.concern_text:
        return None, new.concern_text
    if before is None:
        raise Refused("concern_missing")
    return before.concern_id, before.concern_text


def _minutes(work: Work, new: NewBooking, group_id: str, concern_id: str | None, moved: sa.Row[Any] | None) -> int:
    """How long it takes (D13, D25, D45): as it was where it is moved, as asked, or as the branch offers it here."""
    if moved is not None:
        return int(moved.end_minute - moved.start_minute) if new.minutes is None else new.minutes
    if concern_id is None:
        if new.minutes is None:
            raise Refused("minutes_missing")
        return new.minutes
    offered = work.tx.first(
        sa.select(_offer.c.minutes).where(_offer.c.concern_id == concern_id, _offer.c.group_id == group_id)
    )
    if offered is None:
        raise Refused("concern_not_offered", concern=work.row(Concern, concern_id).title)
    if new.minutes is None:
        return int(offered.minutes)
    if new.minutes < offered.minutes and not new.override_reason:
        raise Refused("short_without_reason", minutes=offered.minutes)
    return new.minutes


def _documents(new: NewBooking, before: sa.Row[Any] | None) -> str:
    if new.documents is not None:
        return new.documents
    return before.documents if before is not None else ""


class BookAppointment(Command):
    """A first appointment (n 2), for somebody new or for a customer who is known here."""

    kind: ClassVar[str] = "book_appointment"
    right: ClassVar[Right] = Right.BOOK
    chooses_place: ClassVar[bool] = True

    booking: NewBooking
    person: Person | None = None
    customer_id: str | None = None

    def scope(self, work: Work) -> Scope:
        """The group's branch. Whoever works anywhere in it books for the responsible group."""
        return Scope(work.row(ServicePointGroup, self.booking.group_id).branch_id)

    def apply(self, work: Work) -> Done:
        """Book it. Refused: `person_missing`, `bad_customer` (of another branch), and what `book` refuses."""
        branch_id = work.row(ServicePointGroup, self.booking.group_id).branch_id
        if (self.person is None) == (self.customer_id is None):
            raise Refused("person_missing")
        if self.person is not None:
            work.tx.insert(Customer, id=self.person.id, branch_id=branch_id, **self.person.columns())
            customer_id = self.person.id
        else:
            customer_id = self.customer_id or ""
            if work.row(Customer, customer_id).branch_id != branch_id:
                raise Refused("bad_customer")
        values = book(work, self.booking, customer_id, self, origin=Origin.BOOKED)
        return Done("booked", (self.booking.id,), values)


class BookFollowUp(OnAppointment):
    """*Folgetermin*: linked to where it came from; customer, language and missing documents come along."""

    kind: ClassVar[str] = "book_follow_up"
    chooses_place: ClassVar[bool] = True

    booking: NewBooking
    copy_id: str = Field(default_factory=new_id)
    """Of the customer's copy at another branch."""

    def apply(self, work: Work) -> Done:
        """Book it. Refused: what `follow_up` refuses."""
        row = work.appointment(self.appointment_id, self.version)
        values = follow_up(work, self.booking, row, self, self.copy_id)
        return Done("follow_up_booked", (self.booking.id, row.id), values)


def follow_up(
    work: Work, new: NewBooking, before: sa.Row[Any], command: Command, copy_id: str | None = None
) -> dict[str, Any]:
    """Book what follows an appointment, at its branch or (with `copy_id`) at another that the actor works for, too.

    Refused: `no_right` at another branch, `of_other_branch` without a copy's id, and what `book` refuses.
    """
    branch_id = work.row(ServicePointGroup, new.group_id).branch_id
    customer_id = before.customer_id
    if branch_id != before.branch_id:
        work.actor.require(Right.BOOK, branch_id)
        if copy_id is None:
            raise Refused("of_other_branch")
        customer_id = customer_at(work, customer_id, branch_id, copy_id)
    return book(work, new, customer_id, command, origin=Origin.FOLLOW_UP, before=before)

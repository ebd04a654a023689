"""Callback tickets: a binding promise to call, made in one change with what it came from (D37, D38)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from backoffice.desk.calendar import calendar_of, policy_of
from backoffice.desk.command import Command, Done, Scope, Work, cleaner
from backoffice.desk.noting import NOTE_LENGTH, NoteText
from backoffice.desk.steps import check_backdating
from backoffice.domain.deadlines import deadline
from backoffice.domain.errors import Refused
from backoffice.domain.identifiers import parse_number
from backoffice.domain.ids import new_id
from backoffice.domain.phones import parse_phone
from backoffice.domain.rights import Right
from backoffice.domain.terms import Origin, TicketOrigin, Urgency
from backoffice.domain.text import clean
from backoffice.domain.wishes import Wish
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, ConcernAlias, Team
from backoffice.store.tables.ticket_work import TicketNote
from backoffice.store.tables.tickets import CallbackTicket

_concerns, _alias = table(Concern), table(ConcernAlias)

Text = Annotated[str, BeforeValidator(cleaner(160))]
Short = Annotated[str, BeforeValidator(cleaner(120))]
Long = Annotated[str, BeforeValidator(cleaner(200))]
Name = Annotated[str, BeforeValidator(cleaner(78))]
Phone = Annotated[str, BeforeValidator(cleaner(80))]
Number = Annotated[str, BeforeValidator(cleaner(60))]


class Reach(BaseModel):
    """How and when the customer can be reached, and by when they need it themselves (D37)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phone: Phone = ""
    """As typed; empty: there is none."""
    other_way: Phone = ""
    """By mail, by letter: where there is no number."""
    wants_written: bool = False
    wish: Wish | None = None
    customer_deadline: date | None = None
    customer_deadline_reason: Short = ""

    def columns(self) -> dict[str, Any]:
        """The ticket's columns. Refused: `phone_unreadable`, `unreachable` (neither a number nor another way)."""
        phone = parse_phone(self.phone)
        if self.phone and phone.e164 is None:
            raise Refused("phone_unreadable")
        if phone.e164 is None and not self.other_way:
            raise Refused("unreachable")
        return {
            "phone": phone.e164,
            "phone_raw": phone.raw or None,
            "other_way": self.other_way or None,
            "wants_written": self.wants_written,
            "wish_day": self.wish and self.wish.day,
            "wish_start": self.wish and self.wish.start,
            "wish_end": self.wish and self.wish.end,
            "customer_deadline": self.customer_deadline,
            "customer_deadline_reason": self.customer_deadline_reason or None,
        }


class NewTicket(BaseModel):
    """What a promise says. `number` is drawn by the desk (`Desk.draw_number`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    number: str
    team_id: str
    reach: Reach
    concern_id: str | None = None
    concern_text: Text = ""
    """Both empty: the appointment's concern. Words that the catalogue knows become its concern (D24)."""
    urgency: Urgency | None = None
    """None: as urgent as the concern is."""
    urgency_reason: Long = ""
    note: NoteText = ""
    note_id: str = Field(default_factory=new_id)


class Caller(BaseModel):
    """Somebody who calls or writes without an appointment. The name is optional, as for a walk-in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=new_id)
    family: Name = ""
    given: Name = ""
    number: Number = ""

    def columns(self) -> dict[str, Any]:
        """The customer's columns."""
        number = parse_number(self.number) if self.number else None
        return {
            "name": ", ".join(part for part in (self.family, self.given) if part),
            "family": self.family or None,
            "given": self.given or None,
            "customer_number": number and number.customer_number,
            "bg_number": number and number.bg_number,
            "number_raw": number and number.raw,
        }


class MakeTicket(Command):
    """Promise a call: from an appointment or walk-in (`appointment_id`), or from a call (`caller`)."""

    kind: ClassVar[str] = "make_ticket"
    right: ClassVar[Right] = Right.CALL_BACK
    offline_safe: ClassVar[bool] = True

    ticket: NewTicket
    appointment_id: str | None = None
    branch_id: str | None = None
    """Only for a caller: the branch that was called."""
    caller: Caller | None = None
    happened_at: AwareDatetime | None = None
    """Promised earlier, entered now (D18): the clock started then."""

    def scope(self, work: Work) -> Scope:
        """The appointment's branch and group, or the branch that was called."""
        if self.appointment_id is not None:
            row = work.row(Appointment, self.appointment_id)
            return Scope(row.branch_id, row.group_id)
        return Scope(work.row(Branch, self.branch_id or "").id)

    def apply(self, work: Work) -> Done:
        """Make it. Refused: what `make_ticket` refuses, `in_future`, `too_long_ago`, `caller_missing`."""
        if self.happened_at is not None:
            check_backdating(work, self.scope(work).branch_id or "", self.happened_at, self.made_at)
        at, late = self.happened_at or self.made_at, self.happened_at is not None
        if self.appointment_id is not None:
            row = work.row(Appointment, self.appointment_id)
            values = make_ticket(work, self.ticket, row.branch_id, row.customer_id, at, row, backdated=late)
            return Done("ticket_made", (self.ticket.id, row.id), values)
        if self.caller is None:
            raise Refused("caller_missing")
        branch_id = work.row(Branch, self.branch_id or "").id
        person = self.caller.columns()
        phone = parse_phone(self.ticket.reach.phone)
        person.update(phone=phone.e164, phone_raw=phone.raw or None, phone_note=phone.note)
        work.tx.insert(Customer, id=self.caller.id, branch_id=branch_id, **person)
        values = make_ticket(work, self.ticket, branch_id, self.caller.id, at, backdated=late)
        return Done("ticket_made", (self.ticket.id,), values)


def make_ticket(
    work: Work,
    new: NewTicket,
    branch_id: str,
    customer_id: str,
    at: datetime,
    appointment: sa.Row[Any] | None = None,
    *,
    backdated: bool = False,
    shared_with: str | None = None,
) -> dict[str, Any]:
    """Write a ticket whose clock starts `at`; gives the plain values of the answer (no personal data).

    `shared_with` is the branch that goes on seeing it, where another one promises the call. Refused:
    `unknown_team`, `team_of_other_branch`, `urgency_reason_missing`, `concern_missing`, and what `Reach.columns`
    refuses.
    """
    team = _team(work, new.team_id, branch_id)
    concern_id, title, concern_urgency = _concern(work, new, appointment)
    urgency = new.urgency or concern_urgency
    if urgency is not Urgency.NORMAL and urgency is not concern_urgency and not new.urgency_reason:
        raise Refused("urgency_reason_missing")
    made = deadline(at, policy_of(work.tx.connection), urgency, calendar_of(work.tx.connection, branch_id))
    work.tx.insert(
        CallbackTicket,
        id=new.id,
        number=new.number,
        branch_id=branch_id,
        shared_with_branch_id=shared_with,
        team_id=team.id,
        origin_team_id=work.actor.team_id,
        customer_id=customer_id,
        appointment_id=None if appointment is None else appointment.id,
        origin=_origin(appointment),
        concern_id=concern_id,
        concern_text=title,
        urgency=urgency,
        urgency_reason=new.urgency_reason or None,
        policy=made.policy,
        calendar=made.calendar,
        created_at=at,
        nominal_at=made.nominal_at,
        due_at=made.due_at,
        strict_48h_at=made.strict_48h_at,
        backdated=backdated,
        **new.reach.columns(),
    )
    add_ticket_note(work, new.id, branch_id, new.note_id, at, new.note)
    return {
        "number": new.number,
        "team": team.name,
        "shown_number": team.shown_number,
        "urgency": urgency.value,
        "due_at": made.due_at.isoformat(),
        "strict_48h_at": made.strict_48h_at.isoformat(),
        "by_phone": bool(new.reach.phone),
        "wish_misses": new.reach.wish is not None and new.reach.wish.misses(at, made.due_at),
    }


def add_ticket_note(work: Work, ticket_id: str, branch_id: str, note_id: str, at: datetime, text: str | None) -> None:
    """Write a note where there is anything in it, cleaned (D55)."""
    words = clean(text or "", NOTE_LENGTH).text
    if words:
        work.tx.insert(
            TicketNote,
            id=note_id,
            ticket_id=ticket_id,
            branch_id=branch_id,
            staff_id=work.actor.id,
            at=at,
            text=words,
        )


def _team(work: Work, team_id: str, branch_id: str) -> sa.Row[Any]:
    team = work.seen(Team, team_id)
    if team is None:
        raise Refused("unknown_team")
    if team.branch_id != branch_id:
        raise Refused("team_of_other_branch")
    return team


def _concern(work: Work, new: NewTicket, appointment: sa.Row[Any] | None) -> tuple[str | None, str, Urgency]:
    concern_id, text, raised = new.concern_id, new.concern_text, False
    if appointment is not None:
        raised = appointment.raised_reason is not None
        if concern_id is None and not text:
            concern_id, text = appointment.concern_id, appointment.concern_text
    emergency = raised
    if concern_id is None and text:
        concern_id = _meant(work, text)
    if concern_id is not None:
        concern = work.row(Concern, concern_id)
        text, emergency = concern.title, raised or concern.emergency
    if not text:
        raise Refused("concern_missing")
    return concern_id, text, Urgency.EMERGENCY if emergency else Urgency.NORMAL


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    title: str
    aliases: tuple[str, ...]


def _meant(work: Work, text: str) -> str | None:
    """The concern of the whole catalogue that free words name, offered here or not: what is sensitive stays so (D24).

    Where several are meant, a sensitive one: showing too little is mended by opening the record.
    """
    from backoffice.domain.catalogue import find

    aliases: dict[str, list[str]] = {}
    for row in work.tx.all(sa.select(_alias.c.concern_id, _alias.c.text)):
        aliases.setdefault(row.concern_id, []).append(row.text)
    rows = work.tx.all(
        sa.select(_concerns.c.id, _concerns.c.title).order_by(
            _concerns.c.sensitive.desc(), _concerns.c.area, _concerns.c.id
        )
    )
    found = find(text, [_Known(row.id, row.title, tuple(aliases.get(row.id, ()))) for row in rows])
    return found[0].id if found else None


def _origin(appointment: sa.Row[Any] | None) -> TicketOrigin:
    if appointment is None:
        return TicketOrigin.CALL
    return TicketOrigin.WALK_IN if appointment.origin is Origin.WALK_IN else TicketOrigin.APPOINTMENT


class OnTicket(Command):
    """A command about one ticket. `version` is what the person saw (None: whatever stands now).

    Who leads one group works the tickets of the whole branch: they are a team's, never a group's (D50).
    """

    right: ClassVar[Right] = Right.CALL_BACK

    ticket_id: str
    version: int | None = None
    happened_at: AwareDatetime | None = None
    """Done earlier, entered now (D18)."""

    def scope(self, work: Work) -> Scope:
        """The branch whose duty the ticket is."""
        return Scope(work.row(CallbackTicket, self.ticket_id).branch_id)

    def check(self, work: Work) -> None:
        """Refused `protected`: the ticket of a protected person is worked by those who may see it (D52).

        Entered afterwards: `in_future`, `too_long_ago`, `before_ticket` (D18).
        """
        ticket = work.row(CallbackTicket, self.ticket_id)
        if work.row(Customer, ticket.customer_id).protected and not work.actor.may(Right.OFFER, ticket.branch_id):
            raise Refused("protected")
        if self.happened_at is not None:
            check_backdating(work, ticket.branch_id, self.happened_at, self.made_at)
            if self.happened_at < ticket.created_at:
                raise Refused("before_ticket", when=ticket.created_at)

    def at(self) -> datetime:
        """When it happened."""
        return self.happened_at or self.made_at


class ChangeReach(OnTicket):
    """Another number, another wished time, the customer's own deadline. The due instant stays (D39)."""

    kind: ClassVar[str] = "change_reach"
    offline_safe: ClassVar[bool] = True

    reach: Reach

    def apply(self, work: Work) -> Done:
        """Change it. Refused: `ticket_closed`, and what `Reach.columns` refuses."""
        ticket = work.ticket(self.ticket_id, self.version)
        open_only(ticket)
        work.tx.change(CallbackTicket, ticket, **self.reach.columns())
        misses = self.reach.wish is not None and self.reach.wish.misses(ticket.created_at, ticket.due_at)
        return Done("reach_changed", (ticket.id,), {"number": ticket.number, "wish_misses": misses})


class NoteTicket(OnTicket):
    """Write down what is needed, no more: customers may read it (D19)."""

    kind: ClassVar[str] = "note_ticket"
    offline_safe: ClassVar[bool] = True

    text: NoteText
    note_id: str = Field(default_factory=new_id)

    def apply(self, work: Work) -> Done:
        """Add the note; the ticket's version does not move. Refused `note_empty`."""
        ticket = work.ticket(self.ticket_id)
        if not clean(self.text, NOTE_LENGTH).text:
            raise Refused("note_empty")
        add_ticket_note(work, ticket.id, ticket.branch_id, self.note_id, self.at(), self.text)
        return Done("ticket_noted", (ticket.id,), {"number": ticket.number})


def open_only(ticket: sa.Row[Any]) -> None:
    """Refused `ticket_closed` with when."""
    if ticket.closed_at is not None:
        raise Refused("ticket_closed", when=ticket.closed_at, closed_as=ticket.closed_as.value)


def same_person(branch_id: str, phone: str | None, number: str | None) -> sa.ColumnElement[bool]:
    """The condition on `customer` rows of a branch that one person may be meant: same phone or same number."""
    customer = table(Customer)
    same: list[sa.ColumnElement[bool]] = [sa.false()]
    if phone:
        same.append(customer.c.phone == phone)
    if number:
        same += [customer.c.customer_number == number, customer.c.bg_number == number]
    return sa.and_(customer.c.branch_id == branch_id, sa.or_(*same))

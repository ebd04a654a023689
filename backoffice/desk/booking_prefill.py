"""What the booking dialog needs before it opens, read at once: from an appointment, for a move, from a ticket."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.organisation_views import Branches, ConcernsOf, GroupsOf, branch_view
from backoffice.desk.record import office_emails
from backoffice.desk.views import BranchView, ConcernView
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import ApplicationKept, Channel
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern
from backoffice.store.tables.tickets import CallbackTicket

_a, _c, _k, _t = table(Appointment), table(Customer), table(Concern), table(CallbackTicket)

_STILL_OPEN = frozenset(Status) - ENDINGS


@dataclass(frozen=True, slots=True)
class BookingPrefill:
    """What is known before a time is chosen. Names stand here only as the one open record may show them (D52)."""

    branch: BranchView
    appointment_id: str | None
    """What it follows, or what is moved; None: nothing."""
    version: int | None
    ticket_id: str | None
    ticket_version: int | None
    concern_id: str | None
    concern: str
    sensitive: bool
    application: bool
    """An application that is not known to be kept: should the new date lie in another month, its day counts (D17)."""
    raised: bool
    """Made an emergency, whatever the concern is (D23): then the search is for an emergency."""
    group_id: str | None
    """Where it was; for a ticket: nowhere."""
    day: date | None
    start: int | None
    minutes: int | None
    """How long it was: a move keeps it (D45), a concern of no catalogue has no other length. None: of a ticket."""
    channel: Channel | None
    documents: str
    """What this customer was still to bring (D45): the new appointment takes it over."""
    usual_documents: str
    """What the concern always needs."""
    customer_id: str
    name: str
    """Empty for whoever is protected."""
    has_phone: bool
    """Without one it cannot be an appointment by phone."""
    language: str | None
    """ISO 639-3, where an interpreter is needed: talks take longer then (D49)."""
    other_open: int
    """Other open appointments with the same e-mail, where the actor may see them: a line of information (D10)."""
    concerns: tuple[ConcernView, ...]
    """What the branch offers."""
    groups: tuple[tuple[str, str], ...]
    """Its groups (id, name), in their order."""
    branches: tuple[BranchView, ...]
    """The other branches whose free time the actor may see."""


@dataclass(frozen=True, slots=True)
class FollowUpPrefill:
    """For what follows an appointment (t)."""

    appointment_id: str
    now: datetime
    application_kept: bool = False
    """It was just said that the application is kept today; nothing is stored of that yet."""

    def run(self, connection: sa.Connection, actor: Actor) -> BookingPrefill:
        """Read it. Refused: `not_found` (also where the actor may not see it)."""
        row = connection.execute(
            sa.select(*OF_APPOINTMENT)
            .select_from(_a.join(_c, _c.c.id == _a.c.customer_id).outerjoin(_k, _k.c.id == _a.c.concern_id))
            .where(_a.c.id == self.appointment_id)
        ).first()
        if row is None or not actor.may(Right.SEE, row.branch_id):
            raise NotFound("not_found", entity="appointment")
        kept = self.application_kept or row.application_kept is ApplicationKept.YES
        found = prefilled(
            connection,
            actor,
            row,
            self.now,
            appointment_id=self.appointment_id,
            version=row.version,
            group_id=row.group_id,
            day=row.day,
            start=row.start_minute,
            minutes=row.end_minute - row.start_minute,
            channel=row.channel,
            documents=row.documents,
            raised=row.raised_reason is not None,
        )
        return replace(found, application=False) if kept else found


@dataclass(frozen=True, slots=True)
class MovePrefill(FollowUpPrefill):
    """For another time of an appointment (v): what is known is the same."""


@dataclass(frozen=True, slots=True)
class TicketBookingPrefill:
    """For the appointment that keeps a promised call (D39)."""

    ticket_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> BookingPrefill:
        """Read it. Refused: `not_found` (also where the actor may not see it).

        Booked is at the ticket's own branch; what the appointment it came from still needs comes along.
        """
        came_from = _a.alias("came_from")
        columns: list[sa.ColumnElement[Any]] = [came_from.c.documents, came_from.c.raised_reason]
        row = connection.execute(
            sa.select(*_TICKET, *columns)
            .select_from(
                _t.join(_c, _c.c.id == _t.c.customer_id)
                .outerjoin(_k, _k.c.id == _t.c.concern_id)
                .outerjoin(came_from, came_from.c.id == _t.c.appointment_id)
            )
            .where(_t.c.id == self.ticket_id)
        ).first()
        if row is None or not actor.may(Right.SEE, row.branch_id):
            raise NotFound("not_found", entity="callback_ticket")
        return prefilled(
            connection,
            actor,
            row,
            self.now,
            ticket_id=self.ticket_id,
            ticket_version=row.version,
            documents=row.documents or "",
            raised=row.raised_reason is not None,
        )


def _of_person_and_concern(of: sa.Table) -> list[sa.ColumnElement[Any]]:
    return [
        of.c.version,
        of.c.branch_id,
        of.c.concern_id,
        of.c.concern_text,
        of.c.customer_id,
        _k.c.title,
        _k.c.sensitive,
        _k.c.application,
        _k.c.documents.label("usual_documents"),
        _c.c.name,
        _c.c.phone,
        _c.c.email,
        _c.c.language,
        _c.c.protected,
    ]


_TICKET = _of_person_and_concern(_t)
OF_APPOINTMENT = [
    *_of_person_and_concern(_a),
    _a.c.group_id,
    _a.c.day,
    _a.c.start_minute,
    _a.c.end_minute,
    _a.c.channel,
    _a.c.documents,
    _a.c.raised_reason,
    _a.c.application_kept,
]


def prefilled(
    connection: sa.Connection,
    actor: Actor,
    row: sa.Row[Any],
    now: datetime,
    *,
    documents: str,
    raised: bool,
    appointment_id: str | None = None,
    version: int | None = None,
    ticket_id: str | None = None,
    ticket_version: int | None = None,
    group_id: str | None = None,
    day: date | None = None,
    start: int | None = None,
    minutes: int | None = None,
    channel: Channel | None = None,
) -> BookingPrefill:
    """What is known of a row of `OF_APPOINTMENT`, and what the branch offers that is its `branch_id`."""
    hidden = row.protected and not actor.may(Right.OFFER, row.branch_id)
    branches = Branches().run(connection, actor)
    return BookingPrefill(
        branch=branch_view(connection, row.branch_id),
        appointment_id=appointment_id,
        version=version,
        ticket_id=ticket_id,
        ticket_version=ticket_version,
        concern_id=row.concern_id,
        concern=row.title or row.concern_text,
        sensitive=bool(row.sensitive),
        application=bool(row.application),
        raised=raised,
        group_id=group_id,
        day=day,
        start=start,
        minutes=minutes,
        channel=channel,
        documents=documents,
        usual_documents=row.usual_documents or "",
        customer_id=row.customer_id,
        name="" if hidden else row.name,
        has_phone=bool(row.phone),
        language=row.language,
        other_open=0 if hidden else other_open(connection, branches, row.email, appointment_id, wall(now)[0]),
        concerns=ConcernsOf(row.branch_id).run(connection, actor),
        groups=GroupsOf(row.branch_id).run(connection, actor),
        branches=tuple(branch for branch in branches if branch.id != row.branch_id),
    )


def other_open(
    connection: sa.Connection, branches: tuple[BranchView, ...], email: str | None, but: str | None, today: date
) -> int:
    """How many coming appointments have this e-mail (D10): an office's own address is nobody's."""
    if not email or email.casefold() in office_emails(connection):
        return 0
    found = connection.scalar(
        sa.select(sa.func.count())
        .select_from(_a.join(_c, _c.c.id == _a.c.customer_id))
        .where(
            _a.c.branch_id.in_([branch.id for branch in branches]),
            _a.c.status.in_(_STILL_OPEN),
            _a.c.day >= today,
            _a.c.id != (but or ""),
            sa.func.lower(_c.c.email) == email.lower(),
            _c.c.protected.is_(sa.false()),
        )
    )
    return found or 0

"""Everything a form for a promised call needs before it opens, read at once: so that it opens filled in (D37)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of, policy_of
from backoffice.desk.organisation_views import ConcernsOf
from backoffice.desk.ticket_picking import SimilarTickets, TeamFor, Teams
from backoffice.desk.ticket_views import TeamView
from backoffice.desk.views import ConcernView, TicketRef
from backoffice.domain.deadlines import Deadline, Policy, deadline
from backoffice.domain.errors import NotFound
from backoffice.domain.office_time import WorkCalendar
from backoffice.domain.rights import Right
from backoffice.domain.terms import Urgency
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern

_a, _c, _k = table(Appointment), table(Customer), table(Concern)


@dataclass(frozen=True, slots=True)
class Prefill:
    """What is known before a promise is made. `appointment_id` None: from a call, nothing is known of the person."""

    branch_id: str
    appointment_id: str | None
    phone: str | None
    """E.164."""
    concern: str
    sensitive: bool
    urgency: Urgency
    """As urgent as the appointment's concern is."""
    teams: tuple[TeamView, ...]
    """Of the branch, by name."""
    usual_team_id: str | None
    similar: tuple[TicketRef, ...]
    concerns: tuple[ConcernView, ...]
    policy: Policy
    calendar: WorkCalendar

    def due(self, now: datetime, urgency: Urgency) -> Deadline:
        """By when a promise made at an aware instant would be due."""
        return deadline(now, self.policy, urgency, self.calendar)


@dataclass(frozen=True, slots=True)
class PrefillFor:
    """What is known for a promise about an appointment, or (None) about a call to the branch."""

    branch_id: str
    appointment_id: str | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> Prefill:
        """Read it. Refused: `no_right`, `not_found`. Of a protected person there is no number here (D52)."""
        actor.require(Right.SEE, self.branch_id)
        phone, concern, sensitive, emergency = None, "", False, False
        if self.appointment_id is not None:
            row = connection.execute(
                sa.select(
                    _c.c.phone,
                    _c.c.protected,
                    _a.c.concern_text,
                    _a.c.raised_reason,
                    _k.c.title,
                    _k.c.sensitive,
                    _k.c.emergency,
                )
                .select_from(_a.join(_c, _c.c.id == _a.c.customer_id).outerjoin(_k, _k.c.id == _a.c.concern_id))
                .where(_a.c.id == self.appointment_id, _a.c.branch_id == self.branch_id)
            ).first()
            if row is None:
                raise NotFound("not_found", entity="appointment")
            hidden = row.protected and not actor.may(Right.OFFER, self.branch_id)
            phone = None if hidden else row.phone
            concern, sensitive = row.title or row.concern_text, bool(row.sensitive)
            emergency = bool(row.emergency) or row.raised_reason is not None
        similar: tuple[TicketRef, ...] = ()
        if self.appointment_id is not None:
            similar = SimilarTickets(self.branch_id, self.appointment_id).run(connection, actor)
        return Prefill(
            branch_id=self.branch_id,
            appointment_id=self.appointment_id,
            phone=phone,
            concern=concern,
            sensitive=sensitive,
            urgency=Urgency.EMERGENCY if emergency else Urgency.NORMAL,
            teams=Teams(self.branch_id).run(connection, actor),
            usual_team_id=TeamFor(self.appointment_id, self.branch_id).run(connection, actor),
            similar=similar,
            concerns=ConcernsOf(self.branch_id).run(connection, actor),
            policy=policy_of(connection),
            calendar=calendar_of(connection, self.branch_id),
        )

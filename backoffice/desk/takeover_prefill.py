"""What the branch that was asked needs before it answers: the case as it was booked, and its own free times (D44)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.booking_prefill import OF_APPOINTMENT, BookingPrefill, prefilled
from backoffice.desk.calendar import calendar_of, policy_of
from backoffice.desk.organisation_views import ConcernsOf
from backoffice.desk.slots import FreeTimesFor, OfferedSlot
from backoffice.desk.ticket_picking import SimilarTickets, TeamFor, Teams
from backoffice.desk.ticket_prefill import Prefill
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.placing import TICK_MINUTES
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import TakeoverStatus, Urgency
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ConcernOffer
from backoffice.store.tables.takeovers import Takeover

_t, _a, _c, _k, _offer = table(Takeover), table(Appointment), table(Customer), table(Concern), table(ConcernOffer)

ANSWERABLE = (TakeoverStatus.ASKED, TakeoverStatus.LAPSED, TakeoverStatus.DECLINED)
"""As long as a request stands so, something may still be taken over or promised."""

WEEKS = timedelta(weeks=2)
"""So far ahead the first free times are looked for: whoever waits over there is not told of later ones."""


def _asked(connection: sa.Connection, actor: Actor, takeover_id: str) -> sa.Row[Any]:
    """The appointment a request is about, with the asked branch as its branch.

    Refused: `not_found` elsewhere; `takeover_answered`, `takeover_over` once there is nothing to be answered any
    more: what was handed to that branch was the request, not the case (D44).
    """
    there = _t.c.to_branch_id
    columns: list[sa.ColumnElement[Any]] = [column for column in OF_APPOINTMENT if column.key != "branch_id"]
    offered = sa.exists().where(_offer.c.branch_id == there, _offer.c.concern_id == _a.c.concern_id)
    columns += [there.label("branch_id"), _a.c.id.label("appointment_id"), _k.c.emergency, offered.label("offered")]
    columns += [_t.c.status.label("asked_status"), _t.c.answered_at, _a.c.status.label("appointment_status")]
    row: sa.Row[Any] | None = connection.execute(
        sa.select(*columns)
        .select_from(
            _t.join(_a, _a.c.id == _t.c.appointment_id)
            .join(_c, _c.c.id == _a.c.customer_id)
            .outerjoin(_k, _k.c.id == _a.c.concern_id)
        )
        .where(_t.c.id == takeover_id)
    ).first()
    if row is None or not actor.may(Right.SEE, row.branch_id):
        raise NotFound("not_found", entity="takeover")
    if row.asked_status not in ANSWERABLE:
        raise Refused("takeover_answered", stand=row.asked_status.value, when=row.answered_at)
    if Status(row.appointment_status) in ENDINGS:
        raise Refused("takeover_over", status=row.appointment_status.value)
    return row


def length(minutes: int) -> int:
    """So long a time is looked for: as it was booked, up to the next five minutes."""
    return -(-minutes // TICK_MINUTES) * TICK_MINUTES


@dataclass(frozen=True, slots=True)
class TakeoverPrefill:
    """For the time at which the branch that was asked takes a case over, or (`promises`) sees the person besides."""

    takeover_id: str
    now: datetime
    promises: bool = False

    def run(self, connection: sa.Connection, actor: Actor) -> BookingPrefill:
        """Read it. Refused: `not_found` (also where the actor may not see the branch that was asked),
        `takeover_answered`, `takeover_over`.

        `branch`, concerns and groups are of that branch. What is taken over keeps its concern, offered there or not:
        where it is not, `concern_id` is None, and it is looked for in all groups.
        """
        row = _asked(connection, actor, self.takeover_id)
        found = prefilled(
            connection,
            actor,
            row,
            self.now,
            appointment_id=row.appointment_id,
            version=row.version,
            day=row.day,
            start=row.start_minute,
            minutes=row.end_minute - row.start_minute,
            channel=row.channel,
            documents=row.documents,
            raised=row.raised_reason is not None or bool(row.emergency),
        )
        taken_whole = not self.promises and not row.offered
        return replace(found, branches=(), concern_id=None if taken_whole else row.concern_id)


@dataclass(frozen=True, slots=True)
class FreeForTakeover:
    """The first times at which the branch that was asked could take the case over, however it was booked."""

    takeover_id: str
    now: datetime
    limit: int = 3

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[OfferedSlot, ...]:
        """Search the next two weeks. Refused as `TakeoverPrefill`, and what `FreeTimesFor` refuses."""
        row = _asked(connection, actor, self.takeover_id)
        today = wall(self.now)[0]
        query = FreeTimesFor(
            branch_id=row.branch_id,
            now=self.now,
            concern_id=row.concern_id if row.offered else None,
            concern_text="" if row.offered else row.concern_text or row.title or "",
            minutes=length(row.end_minute - row.start_minute),
            emergency=True if row.raised_reason is not None or row.emergency else None,
            over_stop=True,
            first=today,
            last=today + WEEKS,
            limit=self.limit,
        )
        return query.run(connection, actor).offers


@dataclass(frozen=True, slots=True)
class TakeoverTicketPrefill:
    """For the call that the branch that was asked promises instead of taking the case over."""

    takeover_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> Prefill:
        """Read it. Refused as `TakeoverPrefill`. Of a protected person there is no number here (D52)."""
        row = _asked(connection, actor, self.takeover_id)
        hidden = row.protected and not actor.may(Right.OFFER, row.branch_id)
        urgent = row.raised_reason is not None or bool(row.emergency)
        phone = None if hidden else row.phone
        return Prefill(
            branch_id=row.branch_id,
            appointment_id=row.appointment_id,
            phone=phone,
            concern=row.title or row.concern_text,
            sensitive=bool(row.sensitive),
            urgency=Urgency.EMERGENCY if urgent else Urgency.NORMAL,
            teams=Teams(row.branch_id).run(connection, actor),
            usual_team_id=TeamFor(None, row.branch_id, row.concern_id).run(connection, actor),
            similar=SimilarTickets(row.branch_id, phone=phone).run(connection, actor) if phone else (),
            concerns=ConcernsOf(row.branch_id).run(connection, actor),
            policy=policy_of(connection),
            calendar=calendar_of(connection, row.branch_id),
        )

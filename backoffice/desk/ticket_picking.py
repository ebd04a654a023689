"""What is chosen when a ticket is made, handed on or closed: the ticket by its number, teams, appointments, hints."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.ticket_lines import lines_of_tickets
from backoffice.desk.ticket_persons import same_person_as
from backoffice.desk.ticket_record import sees_ticket, team_query
from backoffice.desk.ticket_views import TeamView, TicketLine
from backoffice.desk.tickets import same_person
from backoffice.desk.views import Line, TicketRef
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.rights import Right
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.ticket_numbers import parse_ticket_number
from backoffice.domain.tickets import TicketStatus
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import ConcernOffer, ServicePointGroup, Team
from backoffice.store.tables.tickets import CallbackTicket

_t, _c, _a, _team = table(CallbackTicket), table(Customer), table(Appointment), table(Team)


@dataclass(frozen=True, slots=True)
class PickedTicket:
    """One ticket by its number, however it is typed."""

    number: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> TicketLine:
        """Its line. Refused: `ticket_number_shape`, `ticket_unknown` (also where the actor may not see it)."""
        number = parse_ticket_number(self.number)
        if number is None:
            raise Refused("ticket_number_shape", number=self.number)
        row = connection.execute(
            sa.select(_t.c.id, _t.c.branch_id, _t.c.shared_with_branch_id).where(_t.c.number == number)
        ).first()
        if row is None or not sees_ticket(actor, row.branch_id, row.shared_with_branch_id):
            raise NotFound("ticket_unknown", number=number)
        return lines_of_tickets(connection, actor, _t.c.id == row.id)[0]


@dataclass(frozen=True, slots=True)
class Teams:
    """The teams a ticket can go to: of one branch, or of the whole house (no branch)."""

    branch_id: str | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[TeamView, ...]:
        """Read them, the actor's own branch first. Names of teams are no secret inside the house."""
        query = team_query()
        if self.branch_id is not None:
            query = query.where(_team.c.branch_id == self.branch_id)
        found = [TeamView(*row) for row in connection.execute(query)]
        return tuple(sorted(found, key=lambda team: team.branch_id != actor.branch_id))


@dataclass(frozen=True, slots=True)
class TeamFor:
    """Which team a promise about an appointment is usually addressed to."""

    appointment_id: str | None
    branch_id: str
    concern_id: str | None = None

    def run(self, connection: sa.Connection, actor: Actor) -> str | None:
        """A team's id: of the area the concern belongs to, the actor's own team first. None: the branch has none."""
        actor.require(Right.SEE, self.branch_id)
        area = self._area(connection)
        teams = connection.execute(
            sa.select(_team.c.id, _team.c.area, _team.c.name)
            .where(_team.c.branch_id == self.branch_id)
            .order_by(_team.c.name)
        ).all()
        ranked = sorted(teams, key=lambda team: (team.area != area, team.id != actor.team_id, team.name))
        return ranked[0].id if ranked else None

    def _area(self, connection: sa.Connection) -> object:
        from backoffice.store.tables.organisation import Concern

        concerns, groups = table(Concern), table(ServicePointGroup)
        concern_id = self.concern_id
        if self.appointment_id is not None and concern_id is None:
            row = connection.execute(
                sa.select(_a.c.concern_id, groups.c.area)
                .select_from(_a.outerjoin(groups, groups.c.id == _a.c.group_id))
                .where(_a.c.id == self.appointment_id)
            ).first()
            if row is not None and row.area is not None:
                return row.area
            concern_id = row.concern_id if row is not None else None
        if concern_id is None:
            return None
        offers = table(ConcernOffer)
        return connection.scalar(
            sa.select(groups.c.area)
            .join(offers, offers.c.group_id == groups.c.id)
            .where(offers.c.branch_id == self.branch_id, offers.c.concern_id == concern_id)
            .order_by(groups.c.position)
        ) or connection.scalar(sa.select(concerns.c.area).where(concerns.c.id == concern_id))


@dataclass(frozen=True, slots=True)
class SimilarTickets:
    """Open tickets that may be about the same person: a hint before another is made, never a refusal."""

    branch_id: str
    appointment_id: str | None = None
    phone: str | None = None
    """E.164."""
    number: str | None = None
    """Customer or BG number, canonical."""

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[TicketRef, ...]:
        """Read them, the first due first. Who is protected is hinted at only to those who may see them (D52)."""
        actor.require(Right.SEE, self.branch_id)
        phone, number = self.phone, self.number
        same: list[sa.ColumnElement[bool]] = []
        if self.appointment_id is not None:
            person = connection.execute(
                sa.select(_c).join(_a, _a.c.customer_id == _c.c.id).where(_a.c.id == self.appointment_id)
            ).first()
            if person is not None:
                same.append(_c.c.id == person.id)
                phone, number = phone or person.phone, number or person.customer_number or person.bg_number
        same.append(same_person(self.branch_id, phone, number))
        if phone:
            same.append(_t.c.phone == phone)
        query = (
            sa.select(_t.c.id, _t.c.number, _t.c.status, _t.c.closed_as, _team.c.name, _t.c.due_at)
            .join(_c, _c.c.id == _t.c.customer_id)
            .join(_team, _team.c.id == _t.c.team_id)
            .where(_t.c.branch_id == self.branch_id, _t.c.status != TicketStatus.CLOSED, sa.or_(*same))
            .order_by(_t.c.due_at, _t.c.id)
        )
        if not actor.may(Right.OFFER, self.branch_id):
            query = query.where(_c.c.protected.is_(False))
        return tuple(
            TicketRef(i, n, TicketStatus(status), closed_as, team, due)
            for i, n, status, closed_as, team, due in connection.execute(query)
        )


@dataclass(frozen=True, slots=True)
class ComingAppointments:
    """Open appointments still to come that may be those of a ticket's person: one of them may settle it (D39)."""

    ticket_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> tuple[Line, ...]:
        """Read them in time order, of both branches the ticket concerns. Refused as the ticket itself."""
        row = connection.execute(
            sa.select(_t.c.branch_id, _t.c.shared_with_branch_id, _t.c.customer_id, _t.c.phone).where(
                _t.c.id == self.ticket_id
            )
        ).first()
        if row is None or not sees_ticket(actor, row.branch_id, row.shared_with_branch_id):
            raise NotFound("not_found", entity="callback_ticket")
        person = connection.execute(sa.select(_c).where(_c.c.id == row.customer_id)).one()
        day, minute = wall(self.now)
        coming = sa.and_(
            sa.or_(_a.c.day > day, sa.and_(_a.c.day == day, _a.c.start_minute > minute)),
            _a.c.status.not_in(ENDINGS | {Status.PRESUMED_CANCELLED}),
        )
        found: list[Line] = []
        for branch_id in (row.branch_id, row.shared_with_branch_id):
            if branch_id is None or not actor.may(Right.SEE, branch_id):
                continue
            # Names are compared here: as sets of words no index knows them; and what is to come is days, not years.
            people = connection.execute(
                sa.select(_a.c.id.label("appointment_id"), _c)
                .join(_c, _c.c.id == _a.c.customer_id)
                .where(_a.c.branch_id == branch_id, coming)
            )
            ids = [one.appointment_id for one in people if same_person_as(person, row.phone, one)]
            if ids:
                found += lines(connection, actor, branch_id, [_a.c.id.in_(ids)], self.now)
        return tuple(sorted(found, key=lambda line: (line.day, line.start)))

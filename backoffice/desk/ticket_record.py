"""The one open record of a ticket: everything about the promise, and its Verlauf."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.ticket_lines import lines_of_tickets
from backoffice.desk.ticket_views import InterimView, LinkedView, MoveView, TeamView, TicketRecord
from backoffice.desk.verlauf import verlauf
from backoffice.desk.views import AttemptView, NoteView
from backoffice.domain.errors import NotFound
from backoffice.domain.rights import Right
from backoffice.domain.terms import AttemptResult, TicketOrigin
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, Team
from backoffice.store.tables.people import Staff
from backoffice.store.tables.ticket_work import TicketAttempt, TicketInterim, TicketMove, TicketNote
from backoffice.store.tables.tickets import CallbackTicket

_t, _c, _k, _s = table(CallbackTicket), table(Customer), table(Concern), table(Staff)
_a, _team, _b = table(Appointment), table(Team), table(Branch)
_shared = _b.alias("shared")


def sees_ticket(actor: Actor, branch_id: str, shared_with: str | None) -> bool:
    """Whether the actor may see a ticket: of their branch, or made by it and now at another."""
    return actor.may(Right.SEE, branch_id) or (shared_with is not None and actor.may(Right.SEE, shared_with))


@dataclass(frozen=True, slots=True)
class TicketRecordOf:
    """The record of one ticket."""

    ticket_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> TicketRecord:
        """Read it. Refused: `not_found` (also where the actor may not see it), `protected` (D52)."""
        row = connection.execute(
            sa.select(
                _t,
                _k.c.title,
                _c.c.name,
                _c.c.phone.label("own_phone"),
                _c.c.email,
                _c.c.customer_number,
                _c.c.bg_number,
                _c.c.language,
                _shared.c.code.label("shared_code"),
            )
            .select_from(
                _t.join(_c, _c.c.id == _t.c.customer_id)
                .outerjoin(_k, _k.c.id == _t.c.concern_id)
                .outerjoin(_shared, _shared.c.id == _t.c.shared_with_branch_id)
            )
            .where(_t.c.id == self.ticket_id)
        ).first()
        if row is None or not sees_ticket(actor, row.branch_id, row.shared_with_branch_id):
            raise NotFound("not_found", entity="callback_ticket")
        found = lines_of_tickets(connection, actor, _t.c.id == self.ticket_id)
        if not found:  # gone between the two statements: a shared store's reads are no snapshot
            raise NotFound("not_found", entity="callback_ticket")
        line = found[0]
        if line.protected:
            raise NotFound("protected")
        calendar = calendar_of(connection, row.branch_id)
        return TicketRecord(
            line=line,
            branch=branch_view(connection, row.branch_id),
            team=_team_view(connection, row.team_id),
            shared_with=row.shared_code,
            origin=TicketOrigin(row.origin),
            concern_title=row.title or row.concern_text,
            name=row.name,
            phone=row.phone,
            phone_raw=row.phone_raw,
            email=row.email,
            customer_number=row.customer_number,
            bg_number=row.bg_number,
            language=row.language,
            urgency_reason=row.urgency_reason,
            customer_deadline_reason=row.customer_deadline_reason,
            nominal_at=row.nominal_at,
            calendar=row.calendar,
            calendar_changed=row.calendar != calendar.version,
            work_calendar=calendar,
            minutes_left=calendar.minutes_between(self.now, row.due_at),
            backdated=row.backdated,
            closed_how=row.closed_how,
            known_at=row.known_at,
            appointment=_linked(connection, row.appointment_id, actor),
            closing_appointment=_linked(connection, row.closing_appointment_id, actor),
            notes=self._notes(connection),
            attempts=self._attempts(connection),
            interims=self._interims(connection),
            moves=self._moves(connection),
            history=verlauf(connection, "callback_ticket", self.ticket_id, row.customer_id),
        )

    def _of(self, of: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
        return (
            sa.select(of.c.at, _s.c.name, *columns)
            .join(_s, _s.c.id == of.c.staff_id)
            .where(of.c.ticket_id == self.ticket_id)
            .order_by(of.c.at, of.c.id)
        )

    def _notes(self, connection: sa.Connection) -> tuple[NoteView, ...]:
        notes = table(TicketNote)
        return tuple(NoteView(*row) for row in connection.execute(self._of(notes, notes.c.text)))

    def _attempts(self, connection: sa.Connection) -> tuple[AttemptView, ...]:
        tries = table(TicketAttempt)
        return tuple(
            AttemptView(at, by, AttemptResult(result))
            for at, by, result in connection.execute(self._of(tries, tries.c.result))
        )

    def _interims(self, connection: sa.Connection) -> tuple[InterimView, ...]:
        told = table(TicketInterim)
        return tuple(InterimView(*row) for row in connection.execute(self._of(told, told.c.promised_at, told.c.how)))

    def _moves(self, connection: sa.Connection) -> tuple[MoveView, ...]:
        moves = table(TicketMove)
        start, end = _team.alias("start"), _team.alias("end")
        query = (
            sa.select(moves.c.at, _s.c.name, moves.c.kind, start.c.name, end.c.name, moves.c.reason)
            .join(_s, _s.c.id == moves.c.staff_id)
            .join(start, start.c.id == moves.c.from_team_id)
            .join(end, end.c.id == moves.c.to_team_id)
            .where(moves.c.ticket_id == self.ticket_id)
            .order_by(moves.c.at, moves.c.id)
        )
        return tuple(
            MoveView(at, by, kind.value, start, end, reason)
            for at, by, kind, start, end, reason in connection.execute(query)
        )


def _team_view(connection: sa.Connection, team_id: str) -> TeamView:
    return TeamView(*connection.execute(team_query().where(_team.c.id == team_id)).one())


def team_query() -> sa.Select[Any]:
    """Teams with their branches, in the order of the branches."""
    return (
        sa.select(
            _team.c.id, _team.c.name, _team.c.branch_id, _b.c.code, _team.c.phone, _team.c.shown_number, _team.c.area
        )
        .join(_b, _b.c.id == _team.c.branch_id)
        .order_by(_b.c.position, _b.c.code, _team.c.name)
    )


def _linked(connection: sa.Connection, appointment_id: str | None, actor: Actor) -> LinkedView | None:
    if appointment_id is None:
        return None
    row = connection.execute(
        sa.select(_a.c.id, _a.c.day, _a.c.start_minute, _c.c.name, _c.c.protected, _a.c.branch_id)
        .join(_c, _c.c.id == _a.c.customer_id)
        .where(_a.c.id == appointment_id)
    ).one()
    hidden = not actor.may(Right.SEE, row.branch_id) or (row.protected and not actor.may(Right.OFFER, row.branch_id))
    return LinkedView(row.id, row.day, row.start_minute, "" if hidden else row.name)

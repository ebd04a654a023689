"""The one open record: an appointment with everything that was done about it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.lines import lines
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.verlauf import history
from backoffice.desk.views import (
    AnswerView,
    AttemptView,
    LinkedView,
    NoteView,
    OutcomeView,
    Record,
    Relation,
    TicketRef,
)
from backoffice.domain.clock import hhmm
from backoffice.domain.errors import NotFound
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area, AttemptResult, Outcome
from backoffice.store.tables.appointments import AnswerRow, Appointment, Attempt, Customer, Note, OutcomeRow
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Branch, Concern, ServicePointGroup, Setting, Team
from backoffice.store.tables.people import Staff
from backoffice.store.tables.tickets import CallbackTicket

_a, _c, _k, _s = table(Appointment), table(Customer), table(Concern), table(Staff)
_n, _t, _o = table(Note), table(Attempt), table(OutcomeRow)
_ticket, _team, _answer = table(CallbackTicket), table(Team), table(AnswerRow)
_setting = table(Setting)
_group = table(ServicePointGroup)
_linked, _who = _a.alias("linked"), _c.alias("linked_customer")
_elsewhere = table(Branch).alias("elsewhere")


@dataclass(frozen=True, slots=True)
class RecordOf:
    """The record of one appointment."""

    appointment_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> Record:
        """Read it. Refused: `not_found`, `no_right`, `protected` (D52)."""
        row = connection.execute(
            sa.select(
                _a.c.branch_id,
                _a.c.concern_text,
                _a.c.booking_number,
                _a.c.booked_at,
                _a.c.assumed_end,
                _a.c.raised_reason,
                _a.c.reopen_reason,
                _a.c.follows_id,
                _a.c.moved_from_id,
                _a.c.documents.label("missing"),
                _a.c.override_reason,
                _a.c.application_kept,
                _a.c.responsible_reason,
                _elsewhere.c.name.label("responsible"),
                _k.c.title,
                sa.type_coerce(_k.c.area, sa.String).label("area"),
                _k.c.documents,
                _k.c.info,
                *(column for column in _c.c if column.name not in ("id", "branch_id", "version")),
                _c.c.version.label("customer_version"),
            )
            .select_from(
                _a.join(_c, _c.c.id == _a.c.customer_id)
                .outerjoin(_k, _k.c.id == _a.c.concern_id)
                .outerjoin(_elsewhere, _elsewhere.c.id == _a.c.responsible_branch_id)
            )
            .where(_a.c.id == self.appointment_id)
        ).first()
        if row is None:
            raise NotFound("not_found", entity="appointment")
        actor.require(Right.SEE, row.branch_id)
        found = lines(connection, actor, row.branch_id, [_a.c.id == self.appointment_id], self.now)
        if not found:  # gone between the two statements: a shared store's reads are no snapshot
            raise NotFound("not_found", entity="appointment")
        line = found[0]
        if line.protected:
            raise NotFound("protected")
        tickets = self._tickets(connection)
        return Record(
            line=line,
            branch=branch_view(connection, row.branch_id),
            concern_title=row.title or row.concern_text,
            area=Area(row.area) if row.area else None,
            documents=row.documents or "",
            info=row.info or "",
            name=row.name,
            family=row.family,
            given=row.given,
            phone=row.phone,
            phone_raw=row.phone_raw,
            phone_note=row.phone_note,
            email=row.email,
            email_is_office=bool(row.email) and row.email.casefold() in office_emails(connection),
            customer_number=row.customer_number,
            bg_number=row.bg_number,
            number_raw=row.number_raw,
            language=row.language,
            remark=line.remark,
            booking_number=row.booking_number,
            booked_at=row.booked_at,
            assumed_end=row.assumed_end,
            raised_reason=row.raised_reason,
            reopen_reason=row.reopen_reason,
            notes=self._notes(connection),
            attempts=self._attempts(connection),
            outcomes=self._outcomes(connection, tickets),
            history=history(connection, self.appointment_id),
            tickets=tickets,
            answers=self._answers(connection),
            linked=self._chain(connection, actor, row.follows_id, row.moved_from_id),
            missing=row.missing,
            override_reason=row.override_reason,
            application_kept=row.application_kept,
            responsible=row.responsible,
            responsible_reason=row.responsible_reason if row.responsible else None,
            customer_version=row.customer_version,
        )

    def _chain(
        self, connection: sa.Connection, actor: Actor, follows_id: str | None, moved_from_id: str | None
    ) -> tuple[LinkedView, ...]:
        before = [linked for linked in (follows_id, moved_from_id) if linked]
        rows = connection.execute(
            sa.select(
                _a.c.id,
                _a.c.follows_id,
                _a.c.moved_from_id,
                _a.c.day,
                _a.c.start_minute,
                _group.c.name,
                _a.c.status,
                _a.c.branch_id,
            )
            .select_from(_a.outerjoin(_group, _group.c.id == _a.c.group_id))
            .where(
                sa.or_(
                    _a.c.id.in_(before),
                    _a.c.follows_id == self.appointment_id,
                    _a.c.moved_from_id == self.appointment_id,
                )
            )
            .order_by(_a.c.day, _a.c.start_minute, _a.c.id)
        )
        return tuple(
            LinkedView(
                id_,
                Relation.MOVED_FROM
                if id_ == moved_from_id
                else Relation.MOVED_TO
                if moved_from == self.appointment_id
                else Relation.FOLLOW_UP
                if follows == self.appointment_id
                else Relation.COMES_FROM,
                day,
                start,
                group,
                status,
            )
            for id_, follows, moved_from, day, start, group, status, branch_id in rows
            if actor.may(Right.SEE, branch_id)  # of what was taken over each branch sees its own (D44)
        )

    def _notes(self, connection: sa.Connection) -> tuple[NoteView, ...]:
        rows = connection.execute(
            sa.select(_n.c.at, _s.c.name, _n.c.text)
            .join(_s, _s.c.id == _n.c.staff_id)
            .where(_n.c.appointment_id == self.appointment_id)
            .order_by(_n.c.at, _n.c.id)
        )
        return tuple(NoteView(*row) for row in rows)

    def _attempts(self, connection: sa.Connection) -> tuple[AttemptView, ...]:
        rows = connection.execute(
            sa.select(_t.c.at, _s.c.name, _t.c.result)
            .join(_s, _s.c.id == _t.c.staff_id)
            .where(_t.c.appointment_id == self.appointment_id)
            .order_by(_t.c.at, _t.c.id)
        )
        return tuple(AttemptView(row[0], row[1], AttemptResult(row[2])) for row in rows)

    def _outcomes(self, connection: sa.Connection, tickets: tuple[TicketRef, ...]) -> tuple[OutcomeView, ...]:
        rows = connection.execute(
            sa.select(
                _o.c.kind,
                _o.c.contact,
                _o.c.agreed,
                _linked.c.start_minute,
                _linked.c.day,
                _who.c.name,
                _who.c.protected,
                _o.c.forwarded,
                _o.c.ticket_id,
                _o.c.linked_id,
            )
            .select_from(
                _o.outerjoin(_linked, _linked.c.id == _o.c.linked_id).outerjoin(
                    _who, _who.c.id == _linked.c.customer_id
                )
            )
            .where(_o.c.appointment_id == self.appointment_id)
            .order_by(_o.c.id)
        )
        found = []
        for kind, contact, agreed, start, day, name, protected, forwarded, ticket_id, linked_id in rows.all():
            promised = kind is Outcome.COMMITMENT and linked_id is not None
            on, at = _as_promised(connection, linked_id) if promised else (day, start)
            dated = kind in (Outcome.FOLLOW_UP, Outcome.COMMITMENT)
            linked = None if at is None else hhmm(at) if protected or dated else f"{hhmm(at)} {name}"
            ticket = next((ticket for ticket in tickets if ticket.id == ticket_id), None)
            found.append(
                OutcomeView(Outcome(kind), contact, agreed, linked, forwarded, ticket, on if dated else None)
            )
        return tuple(found)

    def _tickets(self, connection: sa.Connection) -> tuple[TicketRef, ...]:
        of_outcomes = sa.select(_o.c.ticket_id).where(_o.c.appointment_id == self.appointment_id)
        rows = connection.execute(
            sa.select(
                _ticket.c.id, _ticket.c.number, _ticket.c.status, _ticket.c.closed_as, _team.c.name, _ticket.c.due_at
            )
            .join(_team, _team.c.id == _ticket.c.team_id)
            .where(sa.or_(_ticket.c.appointment_id == self.appointment_id, _ticket.c.id.in_(of_outcomes)))
            .order_by(_ticket.c.created_at, _ticket.c.id)
        )
        return tuple(TicketRef(*row) for row in rows)

    def _answers(self, connection: sa.Connection) -> tuple[AnswerView, ...]:
        rows = connection.execute(
            sa.select(_answer.c.at, _s.c.name, _answer.c.kind, _answer.c.how)
            .join(_s, _s.c.id == _answer.c.staff_id)
            .where(_answer.c.appointment_id == self.appointment_id)
            .order_by(_answer.c.at, _answer.c.id)
        )
        return tuple(AnswerView(*row) for row in rows)


def _as_promised(connection: sa.Connection, appointment_id: str) -> tuple[date, int]:
    """Day and start as the other branch promised them: where it moved them later is its own affair (D44, D45)."""
    while True:
        day, start, before = connection.execute(
            sa.select(_a.c.day, _a.c.start_minute, _a.c.moved_from_id).where(_a.c.id == appointment_id)
        ).one()
        if before is None:
            return day, start
        appointment_id = before


def office_emails(connection: sa.Connection) -> frozenset[str]:
    """Addresses that belong to the office: never part of a key, never a person (D5, D10)."""
    value = connection.scalar(sa.select(_setting.c.value).where(_setting.c.name == "office_emails"))
    return frozenset((value or "").casefold().split())

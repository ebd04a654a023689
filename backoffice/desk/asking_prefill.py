"""What is known before another branch is asked: whom the rules name, whom one calls, what was asked already (D43)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.calendar import calendar_of
from backoffice.desk.organisation_views import Branches
from backoffice.desk.responsibility_views import FindResponsible, Found
from backoffice.desk.takeover_views import TakeoverLine, TakeoversAbout
from backoffice.desk.ticket_picking import Teams
from backoffice.desk.ticket_prefill import Prefill, PrefillFor
from backoffice.desk.ticket_record import sees_ticket
from backoffice.desk.views import BranchView
from backoffice.domain.errors import NotFound
from backoffice.domain.names import split_name
from backoffice.domain.rights import Right
from backoffice.domain.rules import Asked
from backoffice.domain.states import Status
from backoffice.domain.terms import Area, Channel
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Concern, ServicePointGroup
from backoffice.store.tables.tickets import CallbackTicket

_a, _c, _k, _g = table(Appointment), table(Customer), table(Concern), table(ServicePointGroup)
_t = table(CallbackTicket)


@dataclass(frozen=True, slots=True)
class Whose:
    """Who may be responsible for somebody, before anything is typed."""

    own: BranchView
    """Where the case is now."""
    others: tuple[BranchView, ...]
    """All other branches of the house, in their own order."""
    hint: tuple[str, str] | None
    """Which branch the rules named when the file was read, and why."""
    known: Asked
    """What is stored of the customer and helps: never an address. A number and a name only where they may be seen."""
    found: Found
    """Whom the rules name by that alone."""


@dataclass(frozen=True, slots=True)
class AskingView:
    """An appointment that another branch is to take over."""

    whose: Whose
    day: date
    start: int
    channel: Channel | None
    status: Status
    has_phone: bool
    protected: bool
    """The person is marked (D52): whoever may see that, may say that it travels all the same."""
    may_travel: bool
    """This actor may."""
    requests: tuple[TakeoverLine, ...]
    """What was asked about it, the newest first."""


_PERSON: tuple[sa.ColumnElement[Any], ...] = (
    _c.c.name,
    _c.c.family,
    _c.c.customer_number,
    _c.c.bg_number,
    _c.c.protected,
    _c.c.phone,
)
_ABOUT: tuple[sa.ColumnElement[Any], ...] = (_k.c.area, _g.c.area.label("group_area"))


@dataclass(frozen=True, slots=True)
class AskingPrefill:
    """For z on an appointment. To be read off the UI's thread: the rule table may be long."""

    appointment_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> AskingView:
        """Read it; refused with `not_found` where the actor may not see it."""
        row = connection.execute(
            sa.select(
                _a.c.branch_id,
                _a.c.day,
                _a.c.start_minute,
                _a.c.channel,
                _a.c.status,
                _a.c.responsible_branch_id,
                _a.c.responsible_reason,
                *_PERSON,
                *_ABOUT,
            )
            .select_from(
                _a.join(_c, _c.c.id == _a.c.customer_id)
                .outerjoin(_k, _k.c.id == _a.c.concern_id)
                .outerjoin(_g, _g.c.id == _a.c.group_id)
            )
            .where(_a.c.id == self.appointment_id)
        ).first()
        if row is None or not actor.may(Right.SEE, row.branch_id):
            raise NotFound("not_found", entity="appointment")
        hint = row.responsible_branch_id and (row.responsible_branch_id, row.responsible_reason or "")
        return AskingView(
            whose=_whose(connection, actor, row, hint or None),
            day=row.day,
            start=row.start_minute,
            channel=row.channel,
            status=Status(row.status),
            has_phone=bool(row.phone),
            protected=bool(row.protected),
            may_travel=actor.may(Right.OFFER, row.branch_id),
            requests=tuple(
                line
                for line in TakeoversAbout(self.appointment_id, self.now).run(connection, actor)
                if not line.incoming
            ),
        )


@dataclass(frozen=True, slots=True)
class WhoseTicket:
    """For z on a ticket: who may be responsible for whom it is about."""

    ticket_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> Whose:
        """Read it; refused with `not_found` where the actor may not see it."""
        row = connection.execute(
            sa.select(_t.c.branch_id, _t.c.shared_with_branch_id, *_PERSON, *_ABOUT)
            .select_from(
                _t.join(_c, _c.c.id == _t.c.customer_id)
                .outerjoin(_k, _k.c.id == _t.c.concern_id)
                .outerjoin(_a, _a.c.id == _t.c.appointment_id)
                .outerjoin(_g, _g.c.id == _a.c.group_id)
            )
            .where(_t.c.id == self.ticket_id)
        ).first()
        if row is None or not sees_ticket(actor, row.branch_id, row.shared_with_branch_id):
            raise NotFound("not_found", entity="callback_ticket")
        return _whose(connection, actor, row, None)


@dataclass(frozen=True, slots=True)
class CallThere:
    """For a call that a team of another branch has agreed to make, noted here (D44 c)."""

    appointment_id: str
    own_branch_id: str
    to_branch_id: str

    def run(self, connection: sa.Connection, actor: Actor) -> Prefill:
        """Read it. Refused as `PrefillFor` refuses. The teams, and when they work, are those of the other branch."""
        known = PrefillFor(self.own_branch_id, self.appointment_id).run(connection, actor)
        teams = Teams(self.to_branch_id).run(connection, actor)
        areas = {team.id: team.area for team in known.teams}
        area = areas.get(known.usual_team_id or "")
        return replace(
            known,
            branch_id=self.to_branch_id,
            teams=teams,
            usual_team_id=next((team.id for team in sorted(teams, key=lambda one: one.area != area)), None),
            concerns=(),
            calendar=calendar_of(connection, self.to_branch_id),
        )


def _whose(connection: sa.Connection, actor: Actor, row: sa.Row[Any], hint: tuple[str, str] | None) -> Whose:
    branches = Branches(everywhere=True).run(connection, actor)
    hidden = bool(row.protected) and not actor.may(Right.OFFER, row.branch_id)
    area = row.area or row.group_area
    known = Asked(
        area=Area(area).value if area else None,
        family_letter=None if hidden else _family(row),
        number=None if hidden else row.customer_number or row.bg_number,
    )
    return Whose(
        own=next(branch for branch in branches if branch.id == row.branch_id),
        others=tuple(branch for branch in branches if branch.id != row.branch_id),
        hint=hint,
        known=known,
        found=FindResponsible(known).run(connection, actor),
    )


def _family(row: sa.Row[Any]) -> str | None:
    """The family name, where anybody said which word it is."""
    parts = split_name(row.name or "")
    return row.family or (parts[0] if parts else None)

"""The request sheets for interpreters: made of an order, listed, and gone after their appointment (D48, D53)."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from backoffice.desk.actor import Actor
from backoffice.desk.organisation_views import branch_view
from backoffice.desk.papers import PaperLeft, cleared
from backoffice.desk.ticket_picking import Teams
from backoffice.desk.ticket_views import TeamView
from backoffice.domain.clock import wall
from backoffice.domain.errors import NotFound, Refused
from backoffice.domain.orders import LIVE
from backoffice.domain.request_sheet import RequestSheet
from backoffice.domain.rights import Right
from backoffice.domain.terms import Area
from backoffice.exchange.request_file import NAME, delete_sheet, save_text, save_xlsx, sheets_in
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Concern, ServicePointGroup

__all__ = ["SheetOf", "clear_sheets", "delete_sheet", "save_text", "save_xlsx", "sheets_folder", "sheets_left"]

_o, _a, _k, _g = table(InterpreterAssignment), table(Appointment), table(Concern), table(ServicePointGroup)


@dataclass(frozen=True, slots=True)
class SheetOf:
    """The request sheet of an order: what an agency has to know, and nothing of the customer (D48)."""

    order_id: str
    now: datetime

    def run(self, connection: sa.Connection, actor: Actor) -> RequestSheet:
        """Make it. Refused: `not_found`, `no_right`, `nobody_to_ask` (it was interpreted, failed or called off),
        `order_in_past`, `companion_not_ordered` (D47).
        """
        row = connection.execute(_order().where(_o.c.id == self.order_id)).first()
        if row is None:
            raise NotFound("not_found", entity="interpreter_assignment")
        actor.require(Right.SEE, row.branch_id)
        if row.status not in LIVE or row.replaced:
            raise Refused("nobody_to_ask", order_status=row.status.value)
        if (row.day, row.end_minute) <= wall(self.now):
            raise Refused("order_in_past", day=row.day, start=row.start_minute)
        branch = branch_view(connection, row.branch_id)
        area = row.group_area or row.concern_area
        team = _team(Teams(row.branch_id).run(connection, actor), area and Area(area), actor.team_id)
        return RequestSheet(
            order_id=row.id,
            language=row.language,
            dialect=row.dialect,
            kind=row.kind,
            day=row.day,
            start=row.start_minute,
            minutes=row.end_minute - row.start_minute,
            branch=branch.name,
            address=branch.address,
            dial=row.dial,
            function="" if team is None else team.name,
            phone=(team and team.phone) or branch.front_desk_phone,
            area=Area(row.concern_area or area) if area else None,
        )


def _order() -> sa.Select[Any]:
    return sa.select(
        _o,
        sa.type_coerce(_k.c.area, sa.String).label("concern_area"),
        sa.type_coerce(_g.c.area, sa.String).label("group_area"),
    ).select_from(
        _o.join(_a, _a.c.id == _o.c.appointment_id)
        .outerjoin(_k, _k.c.id == _a.c.concern_id)
        .outerjoin(_g, _g.c.id == _a.c.group_id)
    )


def _team(teams: tuple[TeamView, ...], area: Area | None, own_id: str | None) -> TeamView | None:
    """Whom to ask: a team of that area, one's own first; else the front desk's, else nobody in particular."""
    for wanted in (area, Area.FRONT_DESK):
        found = sorted((team for team in teams if team.area == wanted), key=lambda t: (t.id != own_id, t.name))
        if found:
            return found[0]
    return None


def sheets_folder(data: Path) -> Path:
    """Where request sheets lie, below the folder with this user's data (`config.data_folder()`)."""
    return data / NAME


def sheets_left(folder: Path) -> tuple[PaperLeft, ...]:
    """The request sheets of a folder, the oldest first, each until the day after its appointment."""
    return tuple(PaperLeft(sheet.path, sheet.made_at, sheet.delete_by) for sheet in sheets_in(folder))


def clear_sheets(folder: Path, today: date) -> int:
    """Delete the request sheets whose day has come, and say how many are gone."""
    return cleared(sheets_left(folder), today, delete_sheet)

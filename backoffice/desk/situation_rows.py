"""What the store knows of a day for a plan: its open appointments, who offers what, who is where else."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from backoffice.domain.orders import LIVE
from backoffice.domain.rearrange_kinds import Kind
from backoffice.domain.states import ENDINGS, Status
from backoffice.domain.terms import ProposalStatus
from backoffice.store.tables.appointments import Appointment, Assignment, Customer, Placement
from backoffice.store.tables.base import table
from backoffice.store.tables.interpreting import InterpreterAssignment
from backoffice.store.tables.organisation import Branch, Concern, ConcernOffer, ServicePointGroup
from backoffice.store.tables.proposals import Proposal, stands

_a, _p, _customer, _assigned = table(Appointment), table(Placement), table(Customer), table(Assignment)
_order, _proposal, _concern = table(InterpreterAssignment), table(Proposal), table(Concern)
_offer, _group, _branch = table(ConcernOffer), table(ServicePointGroup), table(Branch)

_GIVEN_UP = ENDINGS | {Status.PRESUMED_CANCELLED}


def open_rows(connection: sa.Connection, branch_id: str, day: date) -> list[sa.Row[Any]]:
    """The open appointments of a day with what a plan asks of them, in time order. `proposed`: something is
    proposed to that customer already.
    """
    order = sa.and_(_order.c.appointment_id == _a.c.id, ~_order.c.replaced, _order.c.status.in_(sorted(LIVE)))
    proposed = sa.exists().where(_proposal.c.appointment_id == _a.c.id, stands())
    return list(
        connection.execute(
            sa.select(
                *(_a.c[name] for name in _OF_APPOINTMENT),
                _p.c.service_point_id,
                _customer.c.phone,
                _customer.c.protected,
                _customer.c.language,
                _concern.c.emergency,
                _concern.c.documents.label("concern_documents"),
                _assigned.c.staff_id.label("assigned"),
                _order.c.id.label("order_id"),
                _order.c.status.label("order_status"),
                _order.c.language.label("order_language"),
                _order.c.kind.label("order_kind"),
                _order.c.interpreter_id,
                proposed.label("proposed"),
            )
            .select_from(
                _a.join(_customer, _customer.c.id == _a.c.customer_id)
                .outerjoin(_p, _p.c.appointment_id == _a.c.id)
                .outerjoin(_concern, _concern.c.id == _a.c.concern_id)
                .outerjoin(_assigned, _assigned.c.appointment_id == _a.c.id)
                .outerjoin(_order, order)
            )
            .where(_a.c.branch_id == branch_id, _a.c.day == day, _a.c.status.not_in(ENDINGS))
            .order_by(_a.c.start_minute, _a.c.id)
        )
    )


_OF_APPOINTMENT = (
    "id",
    "version",
    "day",
    "start_minute",
    "end_minute",
    "group_id",
    "channel",
    "status",
    "origin",
    "concern_id",
    "customer_id",
    "raised_reason",
    "documents",
    "contingent",
)

Time = tuple[str, date, int, int]
"""An appointment's id, day, start and end."""


def times_of_all(
    connection: sa.Connection, customers: Collection[str], first: date, last: date
) -> Mapping[str, list[Time]]:
    """The open appointments of customers from `first` to `last`, both included, by customer."""
    found: dict[str, list[Time]] = defaultdict(list)
    for customer_id, *time in connection.execute(
        sa.select(_a.c.customer_id, _a.c.id, _a.c.day, _a.c.start_minute, _a.c.end_minute)
        .where(
            _a.c.customer_id.in_(sorted(customers)),
            _a.c.day >= first,
            _a.c.day <= last,
            _a.c.status.not_in(_GIVEN_UP),
        )
        .order_by(_a.c.day, _a.c.start_minute, _a.c.id)
    ):
        found[customer_id].append(tuple(time))
    return found


def offers_of(
    connection: sa.Connection, concerns: Collection[str], *, of: str | None = None, but: str | None = None
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Which groups offer these concerns: by branch (in their order), then concern; of one branch, or all but one."""
    limit = _offer.c.branch_id == of if of is not None else _offer.c.branch_id != but
    found: dict[str, dict[str, list[str]]] = {}
    for branch_id, concern_id, group_id in connection.execute(
        sa.select(_offer.c.branch_id, _offer.c.concern_id, _offer.c.group_id)
        .join(_group, _group.c.id == _offer.c.group_id)
        .join(_branch, _branch.c.id == _offer.c.branch_id)
        .where(_offer.c.concern_id.in_(sorted(concerns)), limit)
        .order_by(_branch.c.position, _branch.c.code, _group.c.position, _group.c.id)
    ):
        found.setdefault(branch_id, {}).setdefault(concern_id, []).append(group_id)
    return {
        branch_id: {concern: tuple(groups) for concern, groups in concerns.items()}
        for branch_id, concerns in found.items()
    }


Declined = tuple[Kind, date, int, int]


def declined(connection: sa.Connection, ids: Collection[str]) -> Mapping[str, list[Declined]]:
    """What the customers of these appointments have said no to: the kind of step and its time, by appointment."""
    found: dict[str, list[Declined]] = defaultdict(list)
    for id_, *said in connection.execute(
        sa.select(
            _proposal.c.appointment_id,
            _proposal.c.kind,
            _proposal.c.day,
            _proposal.c.start_minute,
            _proposal.c.end_minute,
        )
        .where(_proposal.c.appointment_id.in_(sorted(ids)), _proposal.c.status == ProposalStatus.DECLINED)
        .order_by(_proposal.c.id)
    ):
        found[id_].append(tuple(said))
    return found

"""*Ab jetzt nicht da*: what is of today goes back, what is of other days and other branches stays theirs (D36)."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.accounts import DeactivateStaff
from backoffice.desk.leaving import LeaveForToday
from backoffice.desk.people import GrantRole
from backoffice.desk.ticket_calls import AcceptTicket
from backoffice.desk.ticket_moves import HandOver
from backoffice.domain.errors import Refused
from backoffice.domain.terms import Role
from backoffice.store.tables.appointments import Appointment, Assignment
from backoffice.store.tables.base import table
from tests.office import MONDAY, Office
from tests.promising import promise, second_branch, ticket_of, work

TUESDAY = MONDAY + timedelta(days=1)


def assigned_days(office: Office) -> list[date]:
    a, g = table(Appointment), table(Assignment)
    asked = sa.select(a.c.day).join(g, g.c.appointment_id == a.c.id).order_by(a.c.day)
    return office.desk.store.read(lambda c: list(c.scalars(asked)))


def assign(office: Office, staff_id: str, *days: date) -> None:
    for start, day in enumerate(days):
        one = office.book(600 + 30 * start, day=day)
        values: dict[str, Any] = {"branch_id": office.branch_id, "staff_id": staff_id, "at": office.desk.clock.now()}
        office.desk.store.write(
            lambda tx, one=one, values=values: tx.insert(Assignment, appointment_id=one, **values)
        )


def test_for_today_takes_what_is_of_today_and_for_good_takes_all(office: Office) -> None:
    berta = office.colleague("berta", "Berta B", Role.CASEWORKER)
    assign(office, berta.actor.id, MONDAY - timedelta(days=3), MONDAY, TUESDAY)
    berta.perform(berta.new(LeaveForToday, staff_id=berta.actor.id, branch_id=office.branch_id))
    assert assigned_days(office) == [TUESDAY]
    office.desk.perform(office.desk.new(DeactivateStaff, staff_id=berta.actor.id))
    assert assigned_days(office) == []


def test_what_a_colleague_holds_at_another_branch_takes_the_right_there(office: Office) -> None:
    north, team = second_branch(office)
    berta = office.colleague("berta", "Berta B", Role.CASEWORKER)
    carl = office.colleague("carl", "Carl C", Role.CASEWORKER)
    office.desk.perform(office.desk.new(GrantRole, staff_id=berta.actor.id, role=Role.CASEWORKER, branch_id=north))
    berta.sign_in()
    one = promise(office)
    work(office, HandOver, one, team_id=team, reason="Umzug")
    work(office, AcceptTicket, one, desk=berta)
    with pytest.raises(Refused, match="no_right"):
        carl.perform(carl.new(LeaveForToday, staff_id=berta.actor.id, branch_id=office.branch_id))
    assert ticket_of(office, one).line.accepted_by == "Berta B"
    berta.perform(berta.new(LeaveForToday, staff_id=berta.actor.id, branch_id=office.branch_id))
    assert ticket_of(office, one).line.accepted_by is None

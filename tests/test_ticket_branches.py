"""Tickets between branches, and who of a branch works them (D36, D50)."""

import sqlalchemy as sa

from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.ticket_moves import HandOver
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Area
from backoffice.store.tables.appointments import Customer
from backoffice.store.tables.base import table
from tests.office import Office
from tests.promising import open_tickets, promise, second_branch, work


def test_home_again_over_two_branches_it_is_the_same_customer(office: Office) -> None:
    _, north = second_branch(office)
    east, east_team = new_id(), new_id()
    team = NewTeam(id=east_team, name="Leistungsteam Ost", area=Area.BENEFITS)
    office.desk.perform(office.desk.new(AddBranch, branch_id=east, code="OST", name="Ost", teams=(team,)))
    one = promise(office, office.book())
    for to in (north, east_team, office.team("Leistungsteam 1")):
        work(office, HandOver, one, team_id=to, reason="Umzug")
    customer = table(Customer)
    here = sa.select(sa.func.count()).where(customer.c.branch_id == office.branch_id)
    assert office.desk.store.read(lambda c: c.scalar(here)) == 1
    assert [line.name for line in open_tickets(office)] == ["Weiß, Thea"]

"""Tickets between branches, and who of a branch works them (D36, D50)."""

import sqlalchemy as sa

from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.people import GrantRole
from backoffice.desk.ticket_calls import AcceptTicket
from backoffice.desk.ticket_lines import TicketsOf
from backoffice.desk.ticket_moves import HandOver
from backoffice.domain.ids import new_id
from backoffice.domain.terms import Area, Role
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


def test_who_leads_one_group_works_the_tickets_of_the_branch(office: Office) -> None:
    one = promise(office)
    lead = office.colleague("leitung", "Gruppen Leit", team="Leistungsteam 2")
    staff_id, group = lead.actor.id, office.groups["Leistung 1"]
    office.desk.perform(
        office.desk.new(
            GrantRole, staff_id=staff_id, role=Role.GROUP_LEAD, branch_id=office.branch_id, group_id=group
        )
    )
    lead.sign_in()
    line = open_tickets(office, lead)[0]
    assert (line.mine, line.handed_over) == (False, False)
    work(office, AcceptTicket, one, desk=lead)
    assert open_tickets(office, lead)[0].accepted_by == "Gruppen Leit"
    promise(office, desk=lead)


def test_what_another_branch_has_now_is_handed_over_also_for_who_may_work_both(office: Office) -> None:
    north, team = second_branch(office)
    one = promise(office)
    work(office, HandOver, one, team_id=team, reason="Umzug")
    assert [line.handed_over for line in open_tickets(office)] == [True]
    there = office.desk.read(TicketsOf(north, office.desk.clock.now())).lines
    assert [line.handed_over for line in there] == [False]

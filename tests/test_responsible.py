"""z: who is responsible, agreed on the phone or asked in the program, as the branch of the customer works it."""

from typing import Any

import pytest
import sqlalchemy as sa

from backoffice.desk.organisation import AddBranch, NewTeam
from backoffice.desk.responsibility import SetRules
from backoffice.desk.takeover_views import TakeoversAbout
from backoffice.domain.ids import new_id
from backoffice.domain.rules import Rule
from backoffice.domain.takeovers import Stand
from backoffice.domain.terms import Area
from backoffice.store.tables.appointments import Appointment
from backoffice.store.tables.base import table
from tests.driver import at_desk
from tests.office import Office
from tests.two_branches import TwoBranches, two_branches

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

STREET = "Beispielstraße"


@pytest.fixture
def both(office: Office) -> TwoBranches:
    return two_branches(office)


@pytest.fixture
def three(both: TwoBranches) -> TwoBranches:
    """A third branch SUED, and rules: a street of NORD, a postcode of SUED."""
    admin, south = both.office.desk, new_id()
    admin.perform(
        admin.new(
            AddBranch,
            branch_id=south,
            code="SUED",
            name="Geschäftsstelle Süd",
            front_desk_phone="030 23125-740",
            teams=(NewTeam(name="Leistungsteam Süd", area=Area.BENEFITS),),
        )
    )
    rules = (
        Rule(new_id(), 10, 1, both.north, postcode="00112", street=STREET, first_number="1", last_number="19"),
        Rule(new_id(), 20, 2, south, postcode="00112"),
        Rule(new_id(), 20, 3, both.mitte, postcode="00113"),
    )
    admin.perform(admin.new(SetRules, rules=rules))
    return both


def hinted(both: TwoBranches, appointment_id: str, reason: str = "00112, Beispielstraße") -> None:
    """What the reading of a booking file leaves on an appointment."""
    a = table(Appointment)
    values = {"responsible_branch_id": both.north, "responsible_reason": reason}
    both.office.desk.store.write(
        lambda tx: tx.connection.execute(sa.update(a).where(a.c.id == appointment_id).values(**values))
    )


def requests(both: TwoBranches, appointment_id: str) -> tuple[Any, ...]:
    return both.here.read(TakeoversAbout(appointment_id, both.here.clock.now()))


async def test_three_keys_note_what_was_agreed_on_the_phone(three: TwoBranches, clock) -> None:
    one = three.office.book(600, name="Yıldız, Elif", phone="+493023125115")
    hinted(three, one)
    async with at_desk(lambda: three.here, clock) as desk:
        await desk.press("z")
        assert desk.dialog == "Zuständigkeit · 10:00 Yıldız, Elif"
        assert "Geschäftsstelle Nord · Eingangszone 030 23125-720" in desk.shown
        await desk.press("1")
        await desk.press("f2")
        assert desk.notice.startswith(
            "Yıldız, Elif: Übernahme mit Geschäftsstelle Nord vereinbart: Mo 23.11. 10:00–10:20, persönlich."
        )
        assert "Sagen Sie: Ihr Termin ist heute um 10:00 Uhr in der Geschäftsstelle Nord, Musterweg 2." in desk.notice
        (row,) = three.rows(three.north)
        assert (row.start_minute, three.office.status(one)) == (600, "taken_over")
        (line,) = requests(three, one)
        assert (line.stand, line.agreed_with, line.reason) == (
            Stand.AGREED, "Eingangszone Nord", "00112, Beispielstraße",
        )  # fmt: skip
        await desk.press("u")
        assert (three.office.status(one), three.rows(three.north)) == ("booked", [])

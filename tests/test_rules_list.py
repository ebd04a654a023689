"""The rules of responsibility on the screen: in their order, searched on every key, one in full below (D43)."""

import pytest

from backoffice.desk.responsibility import SetRules
from backoffice.domain.ids import new_id
from backoffice.domain.rules import Rule
from backoffice.screens.rules_list import RulesDialog
from tests.driver import at_desk
from tests.frames import assert_frame
from tests.office import Office
from tests.two_branches import another_branch
from tests.views import ON_SQLITE, Stage, press, read, settled

pytestmark = ON_SQLITE


@pytest.fixture
def ruled(office: Office) -> Office:
    """Three rules for two branches."""
    north = another_branch(office, "Nord")
    rules = (
        Rule(new_id(), 10, 2, north, postcode="00112", street="Beispielstraße", first_number="1", last_number="19"),
        Rule(new_id(), 20, 3, office.branch_id, postcode="00112", note="Rest des Bezirks"),
        Rule(new_id(), 90, 4, office.branch_id, under_age=25),
    )
    office.desk.perform(office.desk.new(SetRules, rules=rules))
    return office


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_rules_stand_there_in_their_order(ruled: Office, clock, size) -> None:
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        app.show(RulesDialog(ruled.desk, clock))
        await settled(app, pilot)
        await press(app, pilot, "down")
        assert_frame(app, f"rules_{size[0]}x{size[1]}")


async def test_every_key_searches(ruled: Office, clock) -> None:
    app = Stage(clock)
    async with app.testing() as pilot:
        dialog = app.show(RulesDialog(ruled.desk, clock))
        await settled(app, pilot)
        await press(app, pilot, *"beispielstr")
        assert len(dialog.listed.rows) == 1
        assert "1 von 3" in read(app)
        await press(app, pilot, "x")
        assert "Keine Regel zu „beispielstrx“." in read(app)
        await press(app, pilot, "escape")
        assert app.results == [None]


async def test_the_palette_opens_it_and_without_rules_it_says_how_they_come(office: Office, clock) -> None:
    async with at_desk(lambda: office.desk, clock) as desk:
        await desk.press("ctrl+p")
        await desk.type("regeln der zust")
        await desk.press("enter")
        assert isinstance(desk.app.screen, RulesDialog)
        assert "Es gibt noch keine Regeln." in desk.shown

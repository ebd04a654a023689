"""The Morgenlage comes by itself: once a day, at the first start that finds the day's list, however it was read."""

from datetime import date
from pathlib import Path

import pytest

from backoffice import config
from backoffice.desk.importing import ImportDay
from backoffice.desk.previewing import read_file
from tests.driver import at_desk
from tests.office import Office

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

ONE = min((Path(__file__).parent / "daylists").glob("*.xlsx"))


@pytest.fixture
def day(office: Office) -> Office:
    """Monday's list, read unattended."""
    file = read_file(office.desk, ONE, office.branch_id)
    office.desk.perform(
        office.desk.new(ImportDay, branch_id=office.branch_id, file=file, ids=ImportDay.ids_for(file))
    )
    return office


async def test_it_comes_at_the_first_start_and_not_at_the_second(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock) as desk:
        assert desk.dialog == "Morgenlage Mo 23.11.2026"
        await desk.press("escape")
        assert desk.dialog == ""
    assert config.load().morning_seen == "2026-11-23"
    async with at_desk(lambda: day.desk, clock) as desk:
        assert desk.dialog == ""


async def test_it_does_not_come_for_another_day_nor_before_the_list_is_in(day: Office, clock) -> None:
    async with at_desk(lambda: day.desk, clock, day=date(2026, 11, 24)) as desk:
        assert desk.dialog == ""
    clock.advance(days=1)
    async with at_desk(lambda: day.desk, clock) as desk:  # Tuesday's list is not read
        assert desk.dialog == ""
    assert config.load().morning_seen == ""

"""Terminzettel of the day before are gone once the day stands on the screen (D53)."""

import os
from datetime import timedelta

import pytest

from backoffice import config
from backoffice.desk.slips import slips_folder, slips_left
from backoffice.domain.clock import wall
from backoffice.exchange.slip_file import Saved, save_text
from tests.driver import at_desk
from tests.office import Office


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_start_deletes_the_slips_whose_day_has_come_and_no_others(
    office: Office, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.screens.today.PRELOAD_AFTER", 0.01)
    folder = slips_folder(config.data_folder())
    for days in (0, 3):
        saved = save_text(f"vor {days} Tagen\n", folder, wall(clock.now())[0], 620)
        assert isinstance(saved, Saved)
        written = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(saved.path, (written, written))
    async with at_desk(lambda: office.desk, clock) as desk:
        for _ in range(400):
            await desk.pilot.pause(0.01)
            if len(slips_left(folder)) == 1:
                break
        [left] = slips_left(folder)
        assert left.path.read_text("utf-8-sig").startswith("vor 0 Tagen")

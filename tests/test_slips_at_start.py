"""Papers whose day has come are gone once the day stands on the screen: Terminzettel, request sheets (D53)."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backoffice import config
from backoffice.desk.request_sheets import sheets_folder, sheets_left
from backoffice.desk.slips import slips_folder, slips_left
from backoffice.domain.clock import wall
from backoffice.exchange import slip_file
from backoffice.exchange.request_file import save_text
from tests.driver import at_desk
from tests.office import Office
from tests.test_request_sheet import SHEET


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_start_deletes_the_papers_whose_day_has_come_and_no_others(
    office: Office, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.screens.today.PRELOAD_AFTER", 0.01)
    folder = slips_folder(config.data_folder())
    for days in (0, 3):
        saved = slip_file.save_text(f"vor {days} Tagen\n", folder, wall(clock.now())[0], 620)
        assert isinstance(saved, slip_file.Saved)
        written = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(saved.path, (written, written))
    sheets = sheets_folder(config.data_folder())
    for days in (0, 3):
        sheet = replace(SHEET, day=wall(clock.now())[0] - timedelta(days=days))
        assert isinstance(save_text(sheet, "Anfrage\n", sheets), Path)
    async with at_desk(lambda: office.desk, clock) as desk:
        for _ in range(400):
            await desk.pilot.pause(0.01)
            if len(slips_left(folder)) == len(sheets_left(sheets)) == 1:
                break
        [left] = slips_left(folder)
        assert left.path.read_text("utf-8-sig").startswith("vor 0 Tagen")
        [left] = sheets_left(sheets)
        assert left.delete_by == wall(clock.now())[0] + timedelta(days=1)

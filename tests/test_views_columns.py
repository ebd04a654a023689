"""Saying by keys what the columns of a list mean that is not understood by itself, on real files (D3)."""

import os
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from backoffice.desk.organisation_views import Branches
from backoffice.desk.previewing import ReadingHelpOf
from backoffice.domain.bookings import BookedRow, BookingFile, Column, Field
from backoffice.screens.import_columns import ColumnsDialog
from backoffice.screens.import_day import ImportDialog
from backoffice.screens.import_day import Stage as At
from backoffice.widgets.record_list import RecordList
from tests.frames import assert_frame
from tests.office import MONDAY
from tests.test_elsewhere import stored
from tests.views import ON_SQLITE, Stage, press, read, settled

TUESDAY = date(2026, 11, 24)
SIX = 1795410000
SLOTS = [
    ["Buchungsnummer", "Datum", "Slot", "Anliegen", "Name"],
    ["B-1", MONDAY, "P3: 8 Uhr 30", "Umzugswunsch", "Weiß, Eva"],
    ["B-2", MONDAY, "P1: 9 Uhr 00", "Umzugswunsch", "Rot, Ina"],
]

pytestmark = ON_SQLITE


def bare(on=MONDAY):
    """A list without headings."""
    return [
        ["B-1", on, time(8, 30), "Umzugswunsch", "Weiß, Eva", "0171 3920011"],
        ["B-2", on, time(9, 0), "Umzugswunsch", "Rot, Ina", "030 23125100"],
    ]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A short folder name, so that frames are the same on every machine."""
    (tmp_path / "eingang").mkdir()
    monkeypatch.chdir(tmp_path)
    return Path("eingang")


def write(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    os.utime(path, (SIX, SIX))


def dialog(office, clock, folder, today=MONDAY):
    branch = next(b for b in office.desk.read(Branches()) if b.id == office.branch_id)
    return ImportDialog(office.desk, branch, clock, folder, today)


async def opened(app, pilot, office, clock, folder, today=MONDAY):
    """The newest file chosen."""
    shown = app.show(dialog(office, clock, folder, today))
    await settled(app, pilot)
    await press(app, pilot, "enter")
    return shown


async def choose(app, pilot, column, field):
    """In the open dialog: a column by its digit, then its meaning."""
    await press(app, pilot, column)
    app.screen.query_one(RecordList).move_to(f"field:{field}")
    await press(app, pilot, "enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_list_without_a_time_opens_on_its_columns_and_is_read_once_one_is_named(office, clock, folder, size):
    write(folder / "liste.xlsx", SLOTS)
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        shown = await opened(app, pilot, office, clock, folder)
        assert isinstance(app.screen, ColumnsDialog)
        assert "Keine Spalte mit der Uhrzeit erkannt: unten zuordnen." in read(app)
        assert_frame(app, f"import_no_time_{size[0]}x{size[1]}")
        await press(app, pilot, "3")
        assert_frame(app, f"import_no_time_fields_{size[0]}x{size[1]}")
        await press(app, pilot, "1")
        assert shown._stage is At.PREVIEW
        assert_frame(app, f"import_time_named_{size[0]}x{size[1]}")
        await press(app, pilot, "f2")
        assert [one[2] for one in stored(office)] == [510, 540]
        assert office.desk.read(ReadingHelpOf(office.branch_id)).mapping == {"Slot": Field.START}


async def test_esc_leads_to_a_preview_without_rows_that_stores_nothing_and_f_leads_back(office, clock, folder):
    write(folder / "liste.xlsx", SLOTS)
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = await opened(app, pilot, office, clock, folder)
        await press(app, pilot, "escape")
        assert_frame(app, "import_no_rows_80x24")
        await press(app, pilot, "f2", "l")
        assert "Keine Spalte mit der Uhrzeit erkannt: Bitte zuordnen (f)." in read(app)
        assert (shown._stage, stored(office)) == (At.PREVIEW, [])
        await press(app, pilot, "f")
        assert isinstance(app.screen, ColumnsDialog)
        await press(app, pilot, "escape", "escape")
        assert shown._stage is At.CHOOSING


async def test_a_list_without_headings_is_mapped_by_letters_and_read_by_itself_the_next_day(office, clock, folder):
    write(folder / "liste.xlsx", bare())
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = await opened(app, pilot, office, clock, folder)
        assert "Keine Überschriften erkannt: Bitte unten sagen, was die Spalten bedeuten." in read(app)
        assert_frame(app, "import_letters_80x24")
        await choose(app, pilot, "5", "name")
        await press(app, pilot, "f")
        await choose(app, pilot, "1", "booking_number")
        assert_frame(app, "import_letters_named_80x24")
        await press(app, pilot, "f2")
        assert [one[2] for one in stored(office)] == [510, 540]
        write(folder / "morgen.xlsx", bare(TUESDAY)[1:])
        shown = await opened(app, pilot, office, clock, folder, TUESDAY)
        assert (app.screen, shown._stage) == (shown, At.PREVIEW)
        assert "E → Name" in read(app)
        assert "stand bisher am Mo 23.11.2026 um 09:00: dieselbe Buchung, verlegt" in read(app)
        await press(app, pilot, "f2")
        assert [one[1] for one in stored(office)] == [MONDAY, TUESDAY]


async def test_a_choice_that_takes_the_time_away_asks_for_it_and_one_by_one_it_comes_back(office, clock, folder):
    write(folder / "liste.xlsx", [["Uhrzeit", "Beginn", "Name"], ["09:00", "08:00", "Weiß, Eva"]])
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = await opened(app, pilot, office, clock, folder)
        await press(app, pilot, "f")
        await choose(app, pilot, "2", "")
        await press(app, pilot, "f")
        await choose(app, pilot, "1", "")
        assert isinstance(app.screen, ColumnsDialog)
        await choose(app, pilot, "2", "start")
        assert shown._stage is At.PREVIEW
        await press(app, pilot, "f2")
        assert [one[2] for one in stored(office)] == [480]


async def test_the_line_below_follows_what_was_mapped(office, clock, folder):
    """The cursor stays on the first row, and what is remarked about it is another thing now."""
    write(folder / "liste.xlsx", [["Uhrzeit", "Name", "Art"], ["09:00", "Weiß, Eva", "per Brief"]])
    app = Stage(clock)
    async with app.testing() as pilot:
        await opened(app, pilot, office, clock, folder)
        assert "ohne Hinweise" not in read(app)
        await press(app, pilot, "f")
        await choose(app, pilot, "3", "channel")
        assert "Art „per Brief“ unbekannt" in read(app)
        await press(app, pilot, "f")
        await choose(app, pilot, "3", "remark")
        assert "per Brief“ unbekannt" not in read(app)


async def test_the_preview_writes_days_and_moments_as_people_do(office, clock, folder):
    from backoffice.desk.importing import ImportDay

    row = BookedRow(
        row=2, booking_number="B-1", day=MONDAY, start=510, name="Weiß, Eva", concern="Umzugswunsch",
        booked_at=datetime(2026, 11, 20, 14, 5),  # noqa: DTZ001  (wall time of a file)
    )  # fmt: skip
    columns = tuple(Column(n, of.value, of) for n, of in enumerate(Field))
    file = BookingFile(name="x", sha256="0" * 64, sheet="S", header_row=1, day=MONDAY, columns=columns, rows=(row,))
    office.desk.perform(
        office.desk.new(ImportDay, branch_id=office.branch_id, file=file, ids=ImportDay.ids_for(file))
    )
    headings = ["Buchungsnummer", "Datum", "Uhrzeit", "Name", "Anliegen", "Gebucht am"]
    booked = datetime(2026, 11, 21, 9, 30)  # noqa: DTZ001  (a cell has no zone)
    rows = [
        headings,
        ["B-1", MONDAY, time(8, 30), "Weiß, Eva", "Umzugswunsch", booked],
        *([f"B-{n}", MONDAY, time(9, n), f"N{n}, A", "Umzugswunsch", booked] for n in range(2, 8)),
        ["B-9", TUESDAY, time(9, 0), "Rot, Ina", "Umzugswunsch", booked],
    ]
    write(folder / "liste.xlsx", rows)
    app = Stage(clock)
    async with app.testing(size=(140, 45)) as pilot:
        await opened(app, pilot, office, clock, folder)
        assert "gehört zu einem anderen Tag: Di 24.11.2026" in read(app)
        await press(app, pilot, "down")
        assert "Gebucht am Fr 20.11.2026 14:05 → Sa 21.11.2026 09:30" in read(app)
        assert "2026-11" not in read(app)

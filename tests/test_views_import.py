"""Reading a booking file by keys, on real files: choose, preview, correct a column, store, and every way back."""

import os
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from backoffice.desk.arrivals import Arrive
from backoffice.desk.day import DayOf
from backoffice.desk.organisation_views import Branches
from backoffice.desk.previewing import ReadingHelpOf
from backoffice.domain.bookings import Field
from backoffice.domain.errors import StoreUnavailable
from backoffice.screens import import_work
from backoffice.screens.import_columns import ColumnsDialog, VanishedDialog
from backoffice.screens.import_day import ImportDialog
from backoffice.screens.import_day import Stage as At
from backoffice.widgets.record_list import RecordList
from backoffice.widgets.text_input import TextInput
from tests.frames import assert_fits, assert_frame
from tests.office import MONDAY
from tests.views import ON_SQLITE, Stage, press, read, settled

SAMPLES = Path(__file__).parent / "daylists"
PLAIN = "01_schlicht.xlsx"
OTHERS = ("02_Tagesuebersicht_Geschaeftsstelle Mitte_23.11.2026.xlsx", "03_libreoffice.xlsx")
SIX = 1795410000
"""23 November 2026, 06:00 on the wall clock: when the files say they were changed."""

pytestmark = ON_SQLITE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A short folder name, so that frames are the same on every machine."""
    where = tmp_path / "eingang"
    where.mkdir()
    monkeypatch.chdir(tmp_path)
    for n, name in enumerate((*OTHERS, PLAIN)):
        shutil.copy(SAMPLES / name, where / name)
        os.utime(where / name, (SIX + n, SIX + n))
    return Path("eingang")


def dialog(office, clock, folder, today=MONDAY):
    branch = next(b for b in office.desk.read(Branches()) if b.id == office.branch_id)
    return ImportDialog(office.desk, branch, clock, folder, today)


def day(office):
    return office.desk.read(DayOf(office.branch_id, MONDAY, office.desk.clock.now()))


def write(path, *rows, headings=("Buchungsnummer", "Datum", "Uhrzeit", "Dauer", "Anliegen", "Name", "Telefon")):
    """A small booking list."""
    book = openpyxl.Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    book.save(path)
    os.utime(path, (SIX + 60, SIX + 60))


def a_row(n, at="10:00"):
    return (f"B-{n}", date(2026, 11, 23), at, 20, "Umzugswunsch", f"Person{n}, Eva", "030 23125100")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 45)])
async def test_the_newest_file_is_preselected_and_enter_shows_its_preview(office, clock, folder, size):
    app = Stage(clock)
    async with app.testing(size=size) as pilot:
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        assert_frame(app, f"import_choose_{size[0]}x{size[1]}")
        await press(app, pilot, "enter")
        assert shown._stage is At.PREVIEW
        assert_frame(app, f"import_preview_{size[0]}x{size[1]}")
        assert len(shown.query_one(RecordList).rows) == 24
        assert day(office).lines == ()  # nothing is stored yet


async def test_f2_imports_deletes_the_file_and_says_what_was_done(office, clock, folder):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "f2")
        (done,) = app.results
        assert (done.code, done.values["counts"]["new"], done.values["file"]) == ("imported", 24, "file_deleted")
        assert not (folder / PLAIN).exists()
        assert len(day(office).lines) == 24


async def test_a_key_keeps_the_file_until_the_next_working_day(office, clock, folder):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "l")
        assert "Die Datei bleibt liegen und wird bis Di 24.11.2026 aufgehoben" in read(app)
        await press(app, pilot, "f2")
        assert app.results[0].values["file"] == "file_kept"
        assert (folder / PLAIN).exists()


async def test_the_three_files_one_after_the_other_know_every_row(office, clock, folder):
    counts = []
    for pick in ("1", "2", "3"):
        app = Stage(clock)
        async with app.testing() as pilot:
            app.show(dialog(office, clock, folder))
            await settled(app, pilot)
            await press(app, pilot, pick, "l", "f2")
            counts.append(app.results[0].values["counts"])
            if pick == "1":
                one = day(office).lines[0]
                office.desk.perform(office.desk.new(Arrive, appointment_id=one.id))
    assert [c["new"] for c in counts] == [24, 0, 0]
    assert [sum(c.values()) for c in counts] == [24, 24, 24]
    assert day(office).lines[0].status.value == "arrived"


async def test_an_unchanged_list_can_be_hidden_and_the_filter_narrows(office, clock, folder):
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "l", "f2")
        again = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert "24 unverändert" in read(app)
        await press(app, pilot, "o")
        assert "Alle Zeilen sind unverändert. o zeigt sie." in read(app)
        await press(app, pilot, "o", "slash", *"schmidt")
        rows = again.query_one(RecordList).rows
        assert 0 < len(rows.visible) < 24
        assert f"{len(rows.visible)} von 24" in read(app)
        await press(app, pilot, "escape", "escape")
        assert (again._stage, len(rows.visible)) == (At.PREVIEW, 24)
        await press(app, pilot, "escape")
        assert again._stage is At.CHOOSING
        await press(app, pilot, "escape")
        assert app.results[-1] is None


async def test_problems_stand_first_and_say_what_is_wrong(office, clock, folder):
    bad = ("B-9", date(2026, 11, 23), "gleich", 20, "Umzugswunsch", "Zeitlos, Zoe", "zoe@example.org")
    write(folder / "neu.xlsx", a_row(1), a_row(2, "11:00"), bad)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert_frame(app, "import_problems_80x24")
        await press(app, pilot, "f2")
        assert app.results[0].values["counts"]["problem"] == 1
        assert len(day(office).lines) == 2


async def test_a_column_is_corrected_by_digits_and_the_choice_is_kept_for_the_branch(office, clock, folder):
    headings = ("Kennung", "Datum", "Uhrzeit", "Dauer", "Wunsch", "Wer ist es", "Telefon", "Farbe")
    write(folder / "neu.xlsx", (*a_row(1), "rot"), (*a_row(2, "11:00"), "blau"), headings=headings)
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert "„Farbe“" in read(app)
        await press(app, pilot, "f")
        assert isinstance(app.screen, ColumnsDialog)
        assert_frame(app, "import_columns_80x24")
        await press(app, pilot, "8")
        assert_frame(app, "import_fields_80x24")
        await press(app, pilot, "escape")
        assert "Welche Spalte?" in read(app)
        await press(app, pilot, "8", "8")
        assert shown._stage is At.PREVIEW
        assert "Farbe → Bemerkung" in read(app)
        await press(app, pilot, "f2")
        assert {line.remark for line in day(office).lines} == {"rot", "blau"}
        assert office.desk.read(ReadingHelpOf(office.branch_id)).mapping["Farbe"] is Field.REMARK


async def test_another_day_or_branch_gets_a_sentence_and_the_day_can_be_said(office, clock, folder):
    tuesday = date(2026, 11, 24)
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = app.show(dialog(office, clock, folder, today=tuesday))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert shown._stage is At.CHOOSING
        assert "Die Datei ist vom 23.11.2026, nicht vom 24.11.2026." in read(app)
        assert app.focused.id == "day"
        shown.query_one("#day", TextInput).value = "gestern"
        await press(app, pilot, "enter")
        assert shown._stage is At.PREVIEW
        await press(app, pilot, "escape")
        shown.query_one("#day", TextInput).value = "31.2."
        await press(app, pilot, "f2")
        assert "„31.2.“ steht in keinem Kalender." in read(app)


async def test_a_file_of_another_branch_is_refused(office, clock, folder):
    from backoffice.desk.organisation import AddBranch
    from backoffice.domain.ids import new_id

    nord = new_id()
    office.desk.perform(office.desk.new(AddBranch, branch_id=nord, code="NORD", name="Geschäftsstelle Nord"))
    branch = next(b for b in office.desk.read(Branches()) if b.id == nord)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(ImportDialog(office.desk, branch, clock, folder, MONDAY))
        await settled(app, pilot)
        await press(app, pilot, "2")
        assert "nicht von „Geschäftsstelle Nord“" in read(app)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("leer.xlsx", b"", "„leer.xlsx“ ist leer (0 Byte)."),
        ("text.xlsx", b"Uhrzeit;Name\n09:00;Schmidt\n", "ist eine Textdatei"),
        ("kaputt.xlsx", b"PK\x03\x04 kaputt", "ist unvollständig oder beschädigt"),
    ],
)
async def test_a_bad_file_gets_its_sentence_and_the_field_again(office, clock, folder, name, content, sentence):
    (folder / name).write_bytes(content)
    os.utime(folder / name, (SIX + 60, SIX + 60))
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert sentence in read(app)
        assert (shown._stage, app.focused.id) == (At.CHOOSING, "path")
        if name == "leer.xlsx":
            assert_frame(app, "import_bad_file_80x24")


async def test_a_path_can_be_typed_pasted_with_quotes_or_be_a_folder(office, clock, folder, tmp_path):
    other = tmp_path / "ablage"
    other.mkdir()
    shutil.copy(SAMPLES / PLAIN, other / "liste.xlsx")
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        field = shown.query_one("#path", TextInput)
        field.focus()
        field.value = str(other)
        await press(app, pilot, "enter")
        assert "liste.xlsx" in read(app)
        assert shown._stage is At.CHOOSING
        field.value = f'"{other / "liste.xlsx"}"'
        await press(app, pilot, "f2")
        assert shown._stage is At.PREVIEW


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(".", "In diesem Ordner liegt keine Excel-Datei"), ("gibt-es-nicht", "gibt-es-nicht gibt es nicht.")],
)
async def test_an_empty_or_missing_folder_says_so_and_the_field_has_the_keys(office, clock, tmp_path, name, sentence):
    app = Stage(clock)
    async with app.testing(size=(140, 45)) as pilot:
        app.show(dialog(office, clock, tmp_path / name))
        await settled(app, pilot)
        assert sentence in read(app)
        assert app.focused.id == "path"
        await press(app, pilot, "enter")
        assert "Bitte eine Datei wählen oder ihren Pfad eingeben." in read(app)


async def test_many_vanished_rows_need_a_choice_of_their_own(office, clock, folder):
    write(folder / "alle.xlsx", *(a_row(n, f"{10 + n // 3}:{n % 3 * 20:02d}") for n in range(12)))
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "f2")
        write(folder / "wenige.xlsx", *(a_row(n, f"{10 + n // 3}:{n % 3 * 20:02d}") for n in range(5)))
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "f2")
        assert isinstance(app.screen, VanishedDialog)
        assert_frame(app, "import_vanished_80x24")
        await press(app, pilot, "enter")  # the safe answer has the cursor
        assert shown._stage is At.PREVIEW
        assert all(line.status.value == "booked" for line in day(office).lines)
        await press(app, pilot, "f2", "2")
        assert app.results[-1].values["counts"]["vanished"] == 7
        assert sum(line.status.value == "presumed_cancelled" for line in day(office).lines) == 7


async def test_reading_shows_how_far_it_is_and_esc_stops_it(office, clock, folder, monkeypatch):
    from threading import Event

    write(folder / "lang.xlsx", *(a_row(n, f"{8 + n % 9}:{n % 6}0") for n in range(400)))
    reached, go_on, ended = Event(), Event(), []
    real = import_work.look

    def watched(desk, branch_id, wish, progress):
        def slow(done, total):
            progress(done, total)
            if total and done >= 200 and not reached.is_set():
                reached.set()
                go_on.wait(10)

        try:
            return real(desk, branch_id, wish, slow)
        except BaseException as error:
            ended.append(type(error).__name__)
            raise

    monkeypatch.setattr(import_work, "look", watched)
    app = Stage(clock)
    async with app.testing() as pilot:
        shown = app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await pilot.press("enter")
        while not reached.is_set():
            await pilot.pause(0.01)
        assert shown._stage is At.READING
        assert_frame(app, "import_reading_80x24")
        await pilot.press("escape")
        go_on.set()
        await settled(app, pilot)
        assert shown._stage is At.CHOOSING
        assert "Abgebrochen; nichts ist gespeichert." in read(app)
        assert len(ended) == 1  # the thread stopped, too, before it had read everything


async def test_after_a_failure_the_same_import_is_tried_again_not_a_second_one(office, clock, folder, monkeypatch):
    commands = []
    real = office.desk.perform

    def failing(command):
        commands.append(command)
        done = real(command)
        if len(commands) == 1:
            raise StoreUnavailable("server_unreachable")  # it was stored, but the answer was lost
        return done

    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter", "l")
        monkeypatch.setattr(office.desk, "perform", failing)
        await press(app, pilot, "f2")
        assert "Der gemeinsame Speicher ist gerade nicht erreichbar." in read(app)
        await press(app, pilot, "f2")
        assert app.results[0].values["counts"]["new"] == 24
        assert commands[0] is commands[1]
        assert len(day(office).lines) == 24


async def test_who_may_not_import_hears_it(office, clock, folder):
    from backoffice.domain.terms import Role

    colleague = office.colleague("kollege", "Öztürk", Role.CASEWORKER)
    branch = next(b for b in colleague.read(Branches()) if b.id == office.branch_id)
    app = Stage(clock)
    async with app.testing() as pilot:
        app.show(ImportDialog(colleague, branch, clock, folder, MONDAY))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert "Dafür fehlt hier das Recht." in read(app)


async def test_names_from_a_file_are_never_markup(office, clock, folder):
    row = list(a_row(1))
    row[5] = "[red]Rot[/red] [/b]"
    write(folder / "neu.xlsx", row)
    app = Stage(clock)
    async with app.testing(size=(140, 45)) as pilot:
        app.show(dialog(office, clock, folder))
        await settled(app, pilot)
        await press(app, pilot, "enter")
        assert "[red]Rot" in read(app)
        assert_fits(app)

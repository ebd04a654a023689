"""Saying on the line what a booking file's columns mean (`--map`), on both engines (D3, D54)."""

from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from tests.commandline import CommandLine

DAY = date(2026, 11, 23)
BARE = (
    ("B-1", DAY, time(8, 30), "Umzugswunsch", "Weiß, Eva", "0171 3920011"),
    ("B-2", DAY, time(9, 0), "Umzugswunsch", "Kowalska, Anna", "030 23125100"),
)
SLOTS = (("Nr.", "Datum", "Slot", "Name"), ("B-1", DAY, "P3: 8 Uhr 30", "Weiß, Eva"))


@pytest.fixture
def house(store_url: str, clock) -> CommandLine:
    """A house with one branch."""
    line = CommandLine(store_url, clock)
    line("store", "init", "--name", "Jobcenter Probe")
    line(
        *("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte"),
        *("--group", "Leistung 1", "benefits", "2", "--team", "Leistungsteam 1", "benefits"),
    )
    return line


def write(path: Path, *rows) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return str(path)


def starts(house: CommandLine, day: str = "2026-11-23") -> list[tuple[str, str]]:
    return [(row["start"], row["name"]) for row in house.json("today", "--day", day, "--with-names")["rows"]]


def test_a_list_without_headings_is_mapped_by_letters_and_read_by_itself_the_next_day(house, tmp_path):
    command = ("import", write(tmp_path / "liste.xlsx", *BARE), "--branch", "MITTE", "--yes")
    asked = house.run(*command, code=1)
    assert "--map start=C" in asked.stderr
    assert "C  —  Uhrzeit" in asked.stdout
    assert starts(house) == []
    assert Path(command[1]).exists()
    assert "verlegt" not in house(*command, "--map", "name=E", "--map", "booking_number=A")
    assert starts(house) == [("08:30", "Weiß, Eva"), ("09:00", "Kowalska, Anna")]
    tuesday = [("B-7", date(2026, 11, 24), time(10, 0), "Umzugswunsch", "Rot, Ina", "0171 3920012")]
    house("import", write(tmp_path / "morgen.xlsx", *tuesday), "--branch", "MITTE", "--yes")
    assert starts(house, "2026-11-24") == [("10:00", "Rot, Ina")]


def test_nothing_of_the_day_vanishes_because_a_list_is_not_understood(house, tmp_path):
    headed = (("Nr.", "Datum", "Uhrzeit", "Name"), ("B-1", DAY, time(8, 30), "Weiß, Eva"))
    house("import", write(tmp_path / "a.xlsx", *headed), "--branch", "MITTE", "--yes")
    house.refused("import", write(tmp_path / "b.xlsx", *BARE), "--branch", "MITTE", "--yes", "--accept-vanished")
    assert [row["status"] for row in house.json("today")["rows"]] == ["booked"]


def test_a_column_with_the_time_is_mapped_by_its_heading(house, tmp_path):
    file = write(tmp_path / "liste.xlsx", *SLOTS)
    assert "--map start=SPALTE" in house.refused("import", file, "--branch", "MITTE", "--yes")
    house("import", file, "--branch", "MITTE", "--yes", "--map", "Uhrzeit=slot")
    assert starts(house) == [("08:30", "Weiß, Eva")]


def test_the_json_of_a_list_that_is_not_understood_has_its_columns(house, tmp_path):
    file = write(tmp_path / "liste.xlsx", *SLOTS)
    seen = house.json("import", file, "--branch", "MITTE", "--dry-run", code=1)
    assert (seen["missing"], seen["rows"], seen["header_row"]) == ("no_start_column", [], 1)
    assert seen["columns"][2] == {"header": "Slot", "field": None, "column": "C", "samples": ["P3: 8 Uhr 30"]}
    again = house.json("import", file, "--branch", "MITTE", "--dry-run", "--map", "start=Slot")
    assert [row["start"] for row in again["rows"]] == ["08:30"]
    assert {"header": "Slot", "field": "start"} in again["columns"]


def test_looking_only_keeps_no_choice(house, tmp_path):
    command = ("import", write(tmp_path / "liste.xlsx", *SLOTS), "--branch", "MITTE", "--dry-run")
    assert "Slot → Uhrzeit" in house(*command, "--map", "start=Slot")
    house.refused(*command)


def test_a_field_or_column_that_is_not_there_gets_a_sentence_with_what_there_is(house, tmp_path):
    command = ("import", write(tmp_path / "liste.xlsx", *SLOTS, ("B-2", DAY, "x")), "--branch", "MITTE", "--map")
    field = house.refused(*command, "zeit=Slot")
    assert "„zeit“ gibt es nicht" in field
    assert "start (Uhrzeit)" in field
    assert "nichts (nicht übernehmen)" in field
    column = house.refused(*command, "start=Farbe")
    assert "A „Nr.“, B „Datum“, C „Slot“, D „Name“" in column
    assert "--map FELD=SPALTE" in house.refused(*command, "start")
    assert "--map FELD=SPALTE" in house.refused(*command, "=Slot")
    assert Path(command[1]).exists()


def test_a_column_can_be_left_out(house, tmp_path):
    headed = (("Datum", "Uhrzeit", "Name", "Telefon"), (DAY, time(8, 30), "Weiß, Eva", "0171 3920011"))
    file = write(tmp_path / "liste.xlsx", *headed)
    seen = house.json("import", file, "--branch", "MITTE", "--dry-run", "--map", "nichts=Telefon")
    assert {"header": "Telefon", "field": None} in seen["columns"]
    assert seen["rows"][0]["phone"] is None


def test_cells_are_shown_by_their_shape_unless_names_are_asked_for(house, tmp_path):
    command = ("import", write(tmp_path / "liste.xlsx", *BARE), "--branch", "MITTE", "--dry-run")
    plain = house(*command, code=1)
    assert "Xxxx, Xxx" in plain
    assert "9999 9999999" in plain
    assert "Weiß" not in plain
    assert "Weiß, Eva" in house(*command, "--with-names", code=1)

"""Booking files whose headings or times are not recognised: a person says which column means what (D3)."""
# ruff: noqa: DTZ001 - a file states wall time

from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.domain.bookings import BookingFile, Column, Field, Known
from backoffice.domain.columns import Choices, confirmed, meant, together
from backoffice.domain.errors import BadFile
from backoffice.exchange.booking_file import read_booking_file
from backoffice.exchange.cells import NEVER, time_within

DAY = date(2026, 11, 23)
KNOWN = Known(
    branches=(("MITTE", "Geschäftsstelle Mitte"),),
    groups=("Leistung 1",),
    concerns=("Umzugswunsch", "Fragen zum Bescheid", "Mitteilung Schwangerschaft"),
    sensitive=frozenset({"mitteilungschwangerschaft"}),
)
BARE = (
    ["B-1", DAY, time(8, 30), "Umzugswunsch", "Weiß, Eva", "0171 3920011"],
    ["B-2", DAY, time(9, 0), "Telefon", "Kowalska, Anna", "030 23125100"],
    ["B-3", DAY, time(9, 30), "Mitteilung Schwangerschaft", "Schmidt, Petra", None],
)
"""A list without headings; one of its cells is a word that is a heading elsewhere."""


@pytest.fixture
def write(tmp_path):
    """Write rows to a file and read it: `write(row, …, mapping=…, more={sheet: rows})`."""

    def build(*rows, mapping=None, more=None, name="liste.xlsx"):
        book = openpyxl.Workbook()
        book.active.title = "Termine"
        for row in rows:
            book.active.append(row)
        for title, others in (more or {}).items():
            sheet = book.create_sheet(title)
            for row in others:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return read_booking_file(path, KNOWN, mapping)

    return build


def fields(file: BookingFile) -> dict[str, Field | None]:
    return {column.letter: column.field for column in file.columns}


# --- no headings ---


def test_a_file_without_headings_gives_its_columns_and_waits_for_a_person(write):
    file = write(*BARE)
    assert (file.missing, file.header_row, file.rows) == ("no_header", 0, ())
    assert [column.key for column in file.columns] == ["#A", "#B", "#C", "#D", "#E", "#F"]
    assert file.columns[2].samples == ("08:30", "09:00", "09:30")
    assert (fields(file)["C"], fields(file)["F"]) == (Field.START, Field.PHONE)


def test_a_sensitive_concern_is_no_sample(write):
    assert write(*BARE).columns[3].samples == ("Umzugswunsch", "Telefon")


def test_letters_chosen_once_read_the_file_and_the_next_one(write):
    seen = write(*BARE)
    kept = confirmed(seen, {"#E": Field.NAME})
    assert kept["#C"] is Field.START  # what was guessed and shown holds, too
    for name in ("heute.xlsx", "morgen.xlsx"):
        file = write(*BARE, mapping=kept, name=name)
        assert file.missing is None
        assert [(row.row, row.start, row.name) for row in file.rows] == [
            (1, 510, "Weiß, Eva"), (2, 540, "Kowalska, Anna"), (3, 570, "Schmidt, Petra"),
        ]  # fmt: skip
        assert (file.day, file.ignored) == (DAY, ())


def test_a_letter_kept_from_a_list_with_headings_does_not_open_one_without(write):
    """Its time would be a guess: unattended, nobody sees it."""
    assert write(*BARE, mapping={"#E": Field.NAME}).missing == "no_header"
    assert write(*BARE, mapping={"#E": Field.NAME, "#C": Field.START}).missing is None


def test_letters_without_a_time_ask_for_the_time(write):
    rows = [["B-1", "P3: 8 Uhr 30", "Weiß, Eva"], ["B-2", "P1: 9 Uhr 00", "Rot, Ina"]]
    assert write(*rows).missing == "no_header"
    assert write(*rows, mapping={"#C": Field.NAME}).missing == "no_start_column"
    assert len(write(*rows, mapping={"#C": Field.NAME, "#B": Field.START}).rows) == 2


def test_titles_above_a_list_without_headings_are_read_and_are_no_bookings(write):
    rows = (["Geschäftsstelle Mitte"], ["Stand: 23.11.2026 06:00"], *BARE)
    file = write(*rows, mapping=confirmed(write(*rows), {"#E": Field.NAME}))
    assert (file.branch, file.made_at) == ("Geschäftsstelle Mitte", datetime(2026, 11, 23, 6, 0))
    assert [row.row for row in file.rows] == [3, 4, 5]


def test_a_booking_with_an_unreadable_time_in_the_first_row_is_a_problem_not_a_title(write):
    rows = (["B-0", DAY, "gleich", "Umzugswunsch", "Erste, Eva", "0171 3920012"], *BARE)
    file = write(*rows, mapping=confirmed(write(*BARE), {"#E": Field.NAME}))
    assert [row.row for row in file.rows] == [1, 2, 3, 4]
    assert {issue.code for issue in file.rows[0].problems} == {"start_unreadable"}


def test_the_letter_of_a_column_without_a_heading_in_a_list_with_headings(write):
    head = ["Uhrzeit", "Anliegen", None, "Telefon"]
    row = ["08:30", "Umzugswunsch", "Weiß, Eva", "0171 3920011"]
    assert write(head, row).rows[0].name is None
    file = write(head, row, mapping={"#C": Field.NAME})
    assert (file.missing, file.rows[0].name) == (None, "Weiß, Eva")


def test_letters_kept_from_another_layout_do_not_touch_columns_with_headings(write):
    head = ["Uhrzeit", "Anliegen", "Name", "Telefon"]
    file = write(head, ["08:30", "Umzugswunsch", "Weiß, Eva", "0171 3920011"], mapping={"#A": Field.NAME})
    assert fields(file) == {"A": Field.START, "B": Field.CONCERN, "C": Field.NAME, "D": Field.PHONE}


def test_a_booking_whose_words_are_headings_elsewhere_is_no_header(write):
    rows = (
        ["08:30", "Telefon", "Termin", "Weiß, Eva", "B-1", 20],
        ["09:00", "Telefon", "Info", "Rot, Ina", "B-2", 20],
    )
    assert write(*rows).header_row == 0


def test_a_header_with_a_time_stamp_beside_it_stays_the_header(write):
    file = write(["Datum", "Uhrzeit", "Name", datetime(2026, 11, 23, 6)], [DAY, "08:30", "Weiß, Eva"])
    assert (file.header_row, file.missing, len(file.rows)) == (1, None, 1)


def test_numbered_words_above_times_are_headings(write):
    file = write(["Feld 1", "Feld 2", "Feld 3"], ["08:30", "Umzugswunsch", "Weiß, Eva"])
    assert (file.header_row, file.missing, file.rows[0].start) == (1, None, 510)


def test_of_several_sheets_without_headings_the_widest_visible_one_is_offered(write):
    file = write(["Erläuterung", "siehe Liste"], more={"Liste": BARE})
    assert (file.sheet, len(file.columns)) == ("Liste", 6)
    assert any(issue.code == "other_sheets" for issue in file.issues)


def test_a_sheet_of_single_cells_is_no_table(write):
    with pytest.raises(BadFile) as refused:
        write(["Einkaufsliste"], ["Milch"], ["Brot"])
    assert refused.value.code == "no_header"


# --- no time ---


def test_a_list_whose_times_nobody_recognises_waits_for_a_person_and_is_then_read(write):
    rows = (["Datum", "Slot", "Name"], [DAY, "P3: 8 Uhr 30", "Weiß, Eva"], [DAY, "P1: 0900h", "Rot, Ina"])
    file = write(*rows)
    assert (file.missing, file.rows, file.header_row) == ("no_start_column", (), 1)
    assert file.columns[1].samples == ("P3: 8 Uhr 30", "P1: 0900h")
    read = write(*rows, mapping={"Slot": Field.START})
    assert read.missing is None
    assert [row.start for row in read.rows] == [510, None]
    assert {issue.code for issue in read.rows[1].problems} == {"start_unreadable"}


def test_days_alone_hold_no_time_but_moments_do(write):
    assert write(["Datum", "Name"], [DAY, "Weiß, Eva"]).missing == "no_start_column"
    assert write(["Datum", "Name"], [datetime(2026, 11, 23, 8, 30), "Weiß, Eva"]).rows[0].start == 510


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        (830, 510, None), ("0830", 510, None), ("8h30", 510, None), ("8 Uhr 30", 510, None),
        ("Platz 3, 08:30", 510, None), ("Mo 23.11.2026 P2 08:30-09:00", 510, 540), ("8 Uhr", 480, None),
        ("um 8.30 Uhr (Tel.)", 510, None),
    ],
)  # fmt: skip
def test_a_time_is_found_in_whatever_a_chosen_cell_says(cell, start, end):
    said = time_within(cell)
    assert (said.minute, said.end) == (start, end)


@pytest.mark.parametrize("cell", ["gleich", "", None, 2570, "9999", "1 2 3", True, 7, 12345, "8:30 9:30 10:30"])
def test_where_there_is_no_time_none_is_made_up(cell):
    assert time_within(cell) == NEVER


def test_only_a_chosen_column_is_read_so_generously(write):
    rows = (["Uhrzeit", "Name"], ["08:30", "Weiß, Eva"], ["P3: 09:00", "Rot, Ina"])
    assert [row.start for row in write(*rows).rows] == [510, None]
    assert [row.start for row in write(*rows, mapping={"Uhrzeit": Field.START}).rows] == [510, 540]


# --- what is chosen ---


def test_a_field_goes_to_the_column_chosen_last():
    kept = together({"Uhrzeit": Field.START, "Tel": Field.PHONE}, {"Slot": Field.START, "Mobil": Field.PHONE})
    assert kept == {"Tel": Field.PHONE, "Slot": Field.START, "Mobil": Field.PHONE}
    assert together({"Slot": Field.START}, {"Slot": None}) == {"Slot": None}


def test_a_later_choice_beats_an_earlier_one_further_left(write):
    rows = (["Von", "Slot", "Name"], ["08:00", "08:30", "Weiß, Eva"])
    kept = together({"Von": Field.START}, {"Slot": Field.START})
    assert write(*rows, mapping=kept).rows[0].start == 510


@pytest.mark.parametrize(
    ("typed", "letter"),
    [("Slot", "B"), ("  slot ", "B"), ("b", "B"), ("Spalte C", "C"), ("#C", "C"), ("C", "C"),
     ("Farbe", None), ("", None)],
)  # fmt: skip
def test_a_column_is_meant_by_its_heading_or_its_letter(typed, letter):
    columns = (Column(0, "Datum", Field.DAY), Column(1, "Slot", None), Column(2, "", None))
    found = meant(typed, columns)
    assert (found.letter if found else None) == letter


def test_a_heading_goes_before_a_letter():
    assert meant("B", (Column(0, "B", None), Column(1, "A", None))).index == 0


@given(st.integers(0, 63))
def test_letters_are_those_of_spreadsheets(index):
    from openpyxl.utils import get_column_letter

    column = Column(index, "", None)
    assert column.letter == get_column_letter(index + 1)
    assert Choices({column.key: Field.NAME}).field("", index) is Field.NAME
    assert Choices({column.key: Field.NAME}).key("Name", index) is None


def test_a_heading_that_looks_like_a_letter_key_is_found_by_itself():
    assert Choices({"#C": Field.NAME}).field("#C", 0) is Field.NAME
    assert Choices({"№": None}).key("№", 4) == "№"

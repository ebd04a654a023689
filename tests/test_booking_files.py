"""Reading booking files of unknown layout (D2, D3): the three samples, and every way a cell can say a thing."""
# ruff: noqa: DTZ001 - a file states wall time

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from backoffice.domain.bookings import LENGTHS, BookedRow, BookingFile, Field, Known
from backoffice.domain.errors import BadFile
from backoffice.domain.merge import KnownBooking, RowState, merge, number_key
from backoffice.domain.names import name_key
from backoffice.domain.states import Status
from backoffice.domain.terms import Channel, Origin
from backoffice.exchange.booking_file import read_booking_file
from backoffice.exchange.source_file import Deletion, delete_source, newest_file
from backoffice.store.tables.appointments import Appointment, Customer
from backoffice.store.tables.base import table
from backoffice.wording.files import ISSUES

LISTS = Path(__file__).parent / "daylists"
SAMPLES = sorted(LISTS.glob("*.xlsx"))
DAY = date(2026, 11, 23)
KNOWN = Known(
    branches=(("MITTE", "Geschäftsstelle Mitte"), ("NORD", "Geschäftsstelle Nord")),
    groups=("Eingangszone", "Leistung 1", "Leistung 2"),
    concerns=("Umzugswunsch", "Neuantrag stellen", "Fragen zum Bescheid"),
    office_emails=frozenset({"termine@jobcenter.example.org"}),
)
HEAD = ["Datum", "Uhrzeit", "Anliegen", "Name", "Telefon"]
ROW = [datetime(2026, 11, 23), time(8, 30), "Umzugswunsch", "Weiß, Eva", "0171 3920011"]


@pytest.fixture
def write(tmp_path):
    """Write rows to a file and read it back: `write(head, row, …, name=…, title=…)`."""

    def build(
        *rows, name="liste.xlsx", sheet="Termine", epoch=None, known=KNOWN, mapping=None, change=None, progress=None
    ):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        if change:
            change(book)
        path = tmp_path / name
        book.save(path)
        return read_booking_file(path, known, mapping, progress)

    return build


def only(file: BookingFile) -> BookedRow:
    assert len(file.rows) == 1, file
    return file.rows[0]


def codes(issues) -> set[str]:
    return {issue.code for issue in issues}


def test_every_issue_has_its_german_phrase(write):
    """Spot check on real findings; the source is searched in test_hostile_files."""
    odd = write(HEAD, [None, "halb neun", None, "a@example.org", "b@example.org"], ROW)
    for row in odd.rows:
        assert codes(row.notes) | codes(row.problems) <= set(ISSUES)
    assert codes(odd.issues) <= set(ISSUES)


# --- the samples ---


def test_there_are_three_samples():
    assert len(SAMPLES) == 3


def facts(row: BookedRow) -> tuple:
    return (
        number_key(row.booking_number), row.day, row.start, row.channel, row.concern, row.remark,
        name_key(row.name, row.family, row.given), row.phone, row.email, row.customer_number, row.bg_number,
    )  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name[:2])
def test_the_samples_hold_the_same_24_appointments(path):
    file = read_booking_file(path, KNOWN)
    first = read_booking_file(SAMPLES[0], KNOWN)
    assert [facts(r) for r in file.rows] == [facts(r) for r in first.rows]
    assert len(file.rows) == 24
    assert (file.branch, file.day) == ("Geschäftsstelle Mitte", DAY)
    assert not any(r.problems for r in file.rows)
    assert all(r.phone and r.name for r in file.rows)


def test_the_first_sample_in_detail():
    file = read_booking_file(SAMPLES[0], KNOWN)
    peter = file.rows[7]
    assert (peter.booking_number, peter.start, peter.end, peter.group) == ("B-70008", 540, 560, "Leistung 2")
    assert (peter.family, peter.given, peter.name) == ("Schmidt", "Peter", "Schmidt, Peter")
    assert (peter.phone, peter.phone_raw) == ("+493023125115", "030 23125-115")
    assert (peter.channel, peter.customer_number) == (Channel.PHONE, "214C345678")
    assert (peter.remark, peter.booked_at) == ("gelber Zettel liegt vor", datetime(2026, 11, 18, 9, 8))
    assert file.rows[14].family == '=HYPERLINK("http://example.invalid","klick")'
    assert file.rows[15].name == "[bold]Meyer[/bold], Jan"
    assert file.rows[18].phone == "+48220000000"
    assert (file.issues, file.ignored, file.header_row, file.made_at) == ((), (), 1, None)


def test_the_second_sample_is_silent_on_length_and_group():
    file = read_booking_file(SAMPLES[1], KNOWN)
    assert {r.end for r in file.rows} == {r.group for r in file.rows} == {None}
    assert codes(file.issues) == {"no_duration", "no_group", "channel_from_remark"}
    means = {c.header: c.field for c in file.columns}
    assert (means["Nr."], means["Lfd. Nummer"]) == (Field.BOOKING_NUMBER, Field.POSITION)
    assert file.rows[7].remark == "gelber Zettel liegt vor"
    assert file.provisional is None


def test_the_third_sample_says_when_it_was_made():
    file = read_booking_file(SAMPLES[2], KNOWN)
    assert (file.header_row, file.made_at) == (4, datetime(2026, 11, 23, 6, 0))
    assert file.provisional is False
    assert [(i.code, dict(i.values)["row"]) for i in file.ignored] == [("row_empty", "29"), ("row_footer", "30")]
    assert {r.group for r in file.rows} == {"Eingangszone", "Leistung 1", "Leistung 2"}
    assert {r.family for r in file.rows} == {None}


def test_the_samples_one_after_another_change_nothing_that_staff_did():
    first, *others = (read_booking_file(path, KNOWN) for path in SAMPLES)
    known = [
        KnownBooking(id=str(i), version=1, base=r, current=r, touched=i < 3, origin=Origin.IMPORTED,
                     status=Status.DONE if i < 3 else Status.BOOKED)
        for i, r in enumerate(first.rows)
    ]  # fmt: skip
    for file in others:
        plan = merge(file, known, today=DAY, minute=600, office_emails=KNOWN.office_emails)
        assert plan.counts[RowState.UNCHANGED] == 24 == len(plan.rows)
        assert all(r.merged is None and r.new_base is None for r in plan.rows)


# --- branch, day, time stamp ---


@pytest.mark.parametrize(
    "title",
    [
        ["Standort: Geschäftsstelle Nord", "Datum: 23.11.2026"],
        ["Standort:", "Geschäftsstelle Nord", "Datum:", datetime(2026, 11, 23)],
        ["Termine am 23. November 2026, Geschäftsstelle Nord"],
        ["Terminliste Geschaeftsstelle Nord 2026-11-23, Stand: 22.11.2026 18:05"],
        ["Dienststelle: NORD | für den 23.11.26"],
    ],
)
def test_title_rows_name_branch_and_day(write, title):
    file = write(title, [], HEAD[1:], ROW[1:])
    assert (file.branch, file.day, only(file).day) == ("Geschäftsstelle Nord", DAY, DAY)


@pytest.mark.parametrize(
    "name",
    [
        "Tagesuebersicht_Geschaeftsstelle Mitte_23.11.2026.xlsx",
        "termine 2026-11-23 Geschäftsstelle Mitte.xlsx",
        "20261123_geschaeftsstelle_mitte_export.xlsx",
    ],
)
def test_the_file_name_names_branch_and_day(write, name):
    file = write(HEAD[1:], ROW[1:], name=name)
    assert (file.branch, file.day) == ("Geschäftsstelle Mitte", DAY)


def test_a_branch_we_do_not_know_is_named_as_written(write):
    file = write(HEAD, ROW, name="Tagesuebersicht_Geschaeftsstelle Fern_23.11.2026.xlsx")
    assert file.branch == "Geschaeftsstelle Fern"
    assert "unknown_branch" in codes(file.issues)
    assert "no_branch" in codes(write(HEAD, ROW).issues)


def test_a_row_of_another_branch_is_a_problem(write):
    head, row = [*HEAD, "Standort"], [*ROW, "Mitte"]
    file = write(head, row, row, [*ROW, "Geschäftsstelle Nord"])
    assert file.branch == "Geschäftsstelle Mitte"
    assert [codes(r.problems) for r in file.rows] == [set(), set(), {"other_branch"}]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Stand: 23.11.2026 06:00 Uhr", datetime(2026, 11, 23, 6)),
        ("erstellt am 22.11.2026 um 18:05", datetime(2026, 11, 22, 18, 5)),
        ("Stand: 23.11.2026", None),
    ],
)
def test_the_time_stamp(write, text, made):
    assert write(["Termine am 23.11.2026"], [text], HEAD, ROW).made_at == made
    assert write(HEAD, ROW, [text]).made_at == made


def test_a_file_made_before_six_is_provisional(write):
    assert write(["Stand: 23.11.2026 05:59"], HEAD, ROW).provisional is True


def test_without_any_day_nothing_is_assumed(write):
    file = write(HEAD[1:], ROW[1:])
    assert (file.day, only(file).day, only(file).problems) == (None, None, ())
    assert "no_day" in codes(file.issues)


def test_a_list_for_several_days_is_refused(write):
    with pytest.raises(BadFile) as refused:
        write(HEAD, ROW, [datetime(2026, 11, 24), *ROW[1:]])
    assert (refused.value.code, refused.value.values["days"]) == ("several_days", "23.11.2026, 24.11.2026")


def test_a_stray_row_of_another_day_is_a_problem(write):
    file = write(HEAD, *[ROW] * 9, [datetime(2026, 11, 24), *ROW[1:]])
    assert file.day == DAY
    assert [codes(r.problems) for r in file.rows] == [set()] * 9 + [{"other_day_in_row"}]


def test_contradicting_days_are_said_and_the_rows_count(write):
    file = write(["Termine am 24.11.2026"], HEAD, ROW)
    assert file.day == DAY
    assert "day_conflict" in codes(file.issues)


# --- times ---


@pytest.mark.parametrize(
    "cell",
    [
        time(8, 30), "08:30", "8:30", "08:30 Uhr", "08:30:00", "8.30 Uhr", "08.30", "ab 08:30 Uhr", 0.3541666667,
        8.5 / 24, datetime(2026, 11, 23, 8, 30), timedelta(hours=8, minutes=30), "\xa008:30\xa0Uhr", "Mo, 08:30",
    ],
)  # fmt: skip
def test_half_past_eight(write, cell):
    assert only(write(HEAD, [ROW[0], cell, *ROW[2:]])).start == 510


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 11, 23), date(2026, 11, 23), "23.11.2026", "Mo, 23.11.2026", "Montag, 23. November 2026",
        "2026-11-23", "23.11.26", 46349,
    ],
)  # fmt: skip
def test_the_same_monday(write, cell):
    assert only(write(HEAD, [cell, *ROW[1:]])).day == DAY


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2026, 11, 23, 8, 30),
        "23.11.2026 08:30",
        "Mo 23.11.2026, 08:30 Uhr",
        46349.3541666667,
        "2026-11-23T08:30",
    ],
)
@pytest.mark.parametrize("heading", ["Datum/Uhrzeit", "Termin", "Datum", "Beginn"])
def test_day_and_time_in_one_cell(write, cell, heading):
    row = only(write([heading, *HEAD[2:]], [cell, *ROW[2:]]))
    assert (row.day, row.start) == (DAY, 510)


def test_both_epochs_of_excel(write):
    file = write(HEAD, [*ROW[:1], datetime(2026, 11, 23, 8, 30), *ROW[2:]], epoch=CALENDAR_MAC_1904)
    assert (only(file).day, only(file).start) == (DAY, 510)
    bare = (DAY - date(1904, 1, 1)).days
    assert only(write(HEAD, [bare, 0.3541666667, *ROW[2:]], epoch=CALENDAR_MAC_1904)).day == DAY


@pytest.mark.parametrize(
    ("heading", "cell", "end"),
    [
        ("Dauer", 20, 530), ("Dauer (Min.)", "20", 530), ("Dauer", "20 Min.", 530), ("Dauer", "0:20", 530),
        ("Dauer", time(0, 20), 530), ("Dauer", timedelta(minutes=20), 530), ("Dauer", "1 Std. 10 Min.", 580),
        ("Dauer", "1,5 h", 600), ("Bis", "08:50", 530), ("Ende", time(8, 50), 530),
    ],
)  # fmt: skip
def test_lengths(write, heading, cell, end):
    assert only(write([*HEAD, heading], [*ROW, cell])).end == end


def test_from_to_in_one_cell(write):
    row = only(write(HEAD, [ROW[0], "08:30 – 08:50 Uhr", *ROW[2:]]))
    assert (row.start, row.end) == (510, 530)


def test_unreadable_times(write):
    file = write(
        [*HEAD, "Dauer"], [*ROW, 20], [*ROW, 20], [*ROW, "lang"], [ROW[0], "halb neun", *ROW[2:], 20],
        ["31.02.2026", *ROW[1:], 20], [ROW[0], "25:00", *ROW[2:], 20],
    )  # fmt: skip
    found = [codes(r.problems) | codes(r.notes) for r in file.rows]
    assert found[2:] == [{"duration_unreadable"}, {"start_unreadable"}, {"day_unreadable"}, {"start_unreadable"}]
    assert codes(only(write([*HEAD, "Ende"], [*ROW, "08:10"])).notes) == {"end_before_start"}


# --- columns ---


def test_unknown_columns_are_shown_not_dropped(write):
    file = write([*HEAD, "Quux"], [*ROW, "x"])
    assert [(i.code, i.values) for i in file.issues if i.code == "unknown_column"] == [
        ("unknown_column", (("column", "Quux"),))
    ]
    assert file.columns[-1].filled == 1


def test_a_saved_choice_goes_before_every_guess(write):
    head, row = [*HEAD, "Quux", "Bemerkung"], [*ROW, "Umzugswunsch", "egal"]
    file = write(head, row, mapping={"quux": Field.REMARK, "Bemerkung": None, "Anliegen": None})
    assert (only(file).remark, only(file).concern) == ("Umzugswunsch", None)
    assert "unknown_column" not in codes(file.issues)


def test_a_file_without_known_headings_is_read_by_its_cells(write):
    head = ["Wann", "Was", "Wer", "Wie"]
    rows = [
        ["08:30", "Umzugswunsch", "a@example.org", "telefonisch"],
        ["08:50", "Neuantrag stellen", "b@example.org", "vor Ort"],
    ]
    file = write(["23.11.2026"], head, *rows)
    assert [c.field for c in file.columns] == [Field.START, Field.CONCERN, Field.EMAIL, Field.CHANNEL]
    assert [r.start for r in file.rows] == [510, 530]


def test_nr_is_a_position_or_a_booking_number_by_its_cells(write):
    counted = write(["Nr", *HEAD], [1, *ROW], [2, *ROW], [3, *ROW])
    booked = write(["Nr", *HEAD], [70001, *ROW], [70002, *ROW], [70005, *ROW])
    assert (counted.columns[0].field, booked.columns[0].field) == (Field.POSITION, Field.BOOKING_NUMBER)
    assert [r.booking_number for r in booked.rows] == ["70001", "70002", "70005"]


def test_serviceplatz_is_the_group_only_where_it_names_one(write):
    group = write([*HEAD, "Serviceplatz"], [*ROW, "leistung 1"])
    point = write([*HEAD, "Serviceplatz"], [*ROW, "L1-2"])
    assert only(group).group == "Leistung 1"
    assert only(point).group is None
    assert {"no_group", "unknown_column"} <= codes(point.issues)


def test_terminart_may_be_the_way_or_something_else(write):
    way = write([*HEAD, "Terminart"], [*ROW, "telefonisch"], [*ROW, "Video"], [*ROW, "persönlich"])
    assert [r.channel for r in way.rows] == [Channel.PHONE, None, Channel.IN_PERSON]
    assert "channel_unknown" in codes(way.rows[1].notes)
    other = write([*HEAD, "Terminart"], [*ROW, "Beratung"])
    assert only(other).channel is None
    assert "no_channel" in codes(other.issues)


@pytest.mark.parametrize(
    ("remark", "channel", "left"),
    [
        ("telefonisch; gelber Zettel liegt vor", Channel.PHONE, "gelber Zettel liegt vor"),
        ("Kind kommt mit; persönlich", Channel.IN_PERSON, "Kind kommt mit"),
        ("telefonisch", Channel.PHONE, None),
        ("telefonisch, ab 10 Uhr", Channel.PHONE, "ab 10 Uhr"),
        ("bitte nicht telefonisch melden", None, "bitte nicht telefonisch melden"),
        ("Russisch, bitte Dolmetscher", None, "Russisch, bitte Dolmetscher"),
    ],
)
def test_the_way_inside_the_remark(write, remark, channel, left):
    row = only(write([*HEAD, "Bemerkung"], [*ROW, remark]))
    assert (row.channel, row.remark) == (channel, left)


def test_two_name_columns_in_any_words(write):
    for head in (["Nachname", "Vorname"], ["Name", "Vorname"], ["Familienname", "Rufname"]):
        row = only(write([*HEAD[:3], *head], [*ROW[:3], "Weiß", "Eva"]))
        assert (row.family, row.given, row.name) == ("Weiß", "Eva", "Weiß, Eva")


def test_one_name_column_separates_only_by_a_comma_throughout(write):
    assert only(write(HEAD, ROW)).family == "Weiß"
    mixed = write(HEAD, ROW, [*ROW[:3], "Paul Schmidt", None])
    assert {r.family for r in mixed.rows} == {None}
    assert mixed.rows[0].name == "Weiß, Eva"


def test_two_numbers_two_phones_two_remarks_are_put_together(write):
    head = [*HEAD, "Mobil", "Kundennummer", "BG-Nummer", "Bemerkung", "Hinweis"]
    row = only(write(head, [*ROW, "030 23125-111", "214A123456", "21402//0001234", "eins", "zwei"]))
    assert (row.phone, row.phone_note) == ("+491713920011", "030 23125-111")
    assert (row.customer_number, row.bg_number, row.remark) == ("214A123456", "21402//0001234", "eins; zwei")


def test_a_second_column_for_the_same_thing_is_said(write):
    file = write([*HEAD, "Anliegensart"], [*ROW, "anderes"])
    assert only(file).concern == "Umzugswunsch"
    assert "second_column" in codes(file.issues)


# --- cells against each other ---


def test_a_mail_address_as_phone_is_a_problem_not_a_value(write):
    row = only(write(HEAD, [*ROW[:4], "eva@example.org"]))
    assert (row.phone, codes(row.problems)) == (None, {"phone_email"})


def test_swapped_cells_are_problems(write):
    head = [*HEAD, "E-Mail", "Kundennummer"]
    row = only(write(head, [*ROW[:3], "a@example.org", "0171 3920011", "030 23125-111", "b@example.org"]))
    assert codes(row.problems) == {"name_is_email", "email_is_phone", "number_is_email"}
    assert (row.name, row.email, row.number_raw) == (None, None, None)


def test_number_cells_do_no_damage(write):
    head = [*HEAD, "Buchungsnummer", "Kundennummer"]
    row = only(write(head, [*ROW[:4], 1713920011, 70001.0, 214020001234]))
    assert (row.booking_number, row.phone) == ("70001", "+491713920011")
    assert codes(row.notes) == {"phone_zero_restored", "number_without_sign"}
    assert row.number_raw == "214020001234"
    rounded = only(write(HEAD, [*ROW[:4], 4.942e11]))
    assert (rounded.phone, codes(rounded.notes)) == (None, {"phone_rounded"})


def test_a_phone_appointment_without_a_number_is_said(write):
    row = only(write([*HEAD, "Terminart"], [*ROW[:4], None, "telefonisch"]))
    assert codes(row.notes) == {"phone_missing"}


def test_formulas_are_no_values(write):
    file = write([*HEAD, "Bemerkung"], [*ROW, "=1+1"], [*ROW[:3], '=CONCAT("a","b")', *ROW[4:], None])
    assert (file.rows[0].remark, codes(file.rows[0].notes)) == (None, {"formula"})
    assert codes(file.rows[1].problems) == {"formula"}


def test_text_that_looks_like_a_formula_is_text(write):
    def as_text(book):
        cell = book.active["D2"]
        cell.value, cell.data_type = "=cmd|' /C calc'!A0", "s"
        book.active["E2"].value = "'+49 30 23125 112"

    row = only(write(HEAD, ROW, change=as_text))
    assert (row.name, row.phone, row.problems) == ("=cmd|' /C calc'!A0", "+493023125112", ())


def test_dangerous_characters_are_removed_and_it_is_said(write):
    row = only(write(HEAD, [*ROW[:3], "Wei\u202eß\u200b, [/b]_x001B_[2JEva", ROW[4]]))
    assert row.name == "Weiß, [/b][2JEva"
    assert codes(row.notes) == {"characters_removed"}


def test_a_name_of_2000_characters_is_cut(write):
    row = only(write(HEAD, [*ROW[:3], "x" * 2000, ROW[4]]))
    assert len(row.name) == 160
    assert codes(row.notes) == {"shortened"}


# --- rows that are none ---


def test_what_is_no_booking_is_listed_with_its_row(write):
    file = write(
        HEAD, ROW, [], ["Summe", None, None, 24], HEAD, ROW, ["Seite 1 von 1"], [None, "09:00"], ["", " "],
        ["Gesamt: 2 Termine"],
    )  # fmt: skip
    assert len(file.rows) == 2
    listed = {(i.code, dict(i.values)["row"]) for i in file.ignored}
    assert listed == {
        ("row_empty", "3"), ("row_footer", "4"), ("row_header", "5"), ("row_footer", "7"), ("row_free", "8"),
        ("row_empty", "9"), ("row_footer", "10"),
    }  # fmt: skip


def test_a_person_without_a_time_is_never_dropped(write):
    file = write(HEAD, ROW, [ROW[0], None, "Umzugswunsch", "Ende, Michael", "0171 3920012"])
    assert codes(file.rows[1].problems) == {"no_start"}


def test_what_the_file_calls_cancelled_is_no_booking(write):
    file = write([*HEAD, "Status"], [*ROW, "gebucht"], [*ROW, "storniert"])
    assert len(file.rows) == 1
    assert codes(file.ignored) == {"row_cancelled"}


# --- sheets ---


def test_a_second_sheet_with_something_else_is_named(write):
    file = write(HEAD, ROW, change=lambda b: b.create_sheet("Legende", 0).append(["Abkürzungen"]))
    assert (file.sheet, len(file.rows)) == ("Termine", 1)
    assert [i.values for i in file.issues if i.code == "other_sheets"] == [(("sheets", "Legende"),)]


def test_two_lists_are_refused(write):
    def second(book):
        sheet = book.create_sheet("Dienstag")
        sheet.append(HEAD)
        sheet.append(ROW)

    with pytest.raises(BadFile) as refused:
        write(HEAD, ROW, change=second)
    assert (refused.value.code, refused.value.values["sheets"]) == ("two_lists", "Termine, Dienstag")


def test_a_hidden_copy_does_not_count(write):
    def hidden(book):
        sheet = book.create_sheet("alt")
        sheet.append(HEAD)
        sheet.append(ROW)
        sheet.sheet_state = "hidden"

    assert write(HEAD, ROW, change=hidden).sheet == "Termine"


def test_progress_is_told_to_the_end(write):
    calls = []
    write(HEAD, *[ROW] * 60, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (60, 60)
    assert all(total in (0, 60) and done <= 61 for done, total in calls)


# --- the files themselves ---


def test_the_newest_file_is_offered(tmp_path):
    import os

    assert newest_file(tmp_path) is None
    for age, name in enumerate(["neu.xlsx", "alt.xlsx", "~$neu.xlsx", "liste.csv"]):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    os.utime(tmp_path / "~$neu.xlsx", (2_000_000, 2_000_000))
    (tmp_path / "ordner.xlsx").mkdir()
    assert newest_file(tmp_path) == tmp_path / "neu.xlsx"
    assert newest_file(tmp_path / "fehlt") is None


def test_deleting_a_source_says_whether_it_is_gone(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    read = sha256(b"x").hexdigest()
    assert delete_source(path, read) is Deletion.GONE
    assert not path.exists()
    assert delete_source(path, read) is Deletion.GONE
    assert delete_source(tmp_path, read) is Deletion.HELD
    path.write_bytes(b"x")

    def held(self, missing_ok=False):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", held)
    assert delete_source(path, read) is Deletion.HELD


def test_a_file_that_nobody_read_is_not_deleted(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"new list")
    assert delete_source(path, sha256(b"old list").hexdigest()) is Deletion.REPLACED
    assert path.read_bytes() == b"new list"


@pytest.mark.parametrize(
    ("heading", "field", "attributes"),
    [
        ("Buchungsnr", Field.BOOKING_NUMBER, ["booking_number"]),
        ("Anliegen", Field.CONCERN, ["concern"]),
        ("Name", Field.NAME, ["name"]),
        ("Telefon", Field.PHONE, ["phone_raw", "phone_note"]),
        ("E-Mail", Field.EMAIL, ["email"]),
        ("Kundennummer", Field.NUMBER, ["number_raw"]),
        ("Bemerkung", Field.REMARK, ["remark"]),
    ],
)
def test_what_is_read_can_be_stored(write, heading, field, attributes):
    """Columns that are shorter than what the reader lets through fail on a server, and only there."""
    text = "a" * 2000
    row = only(write(["Datum", "Beginn", "Art", heading], [ROW[0], "09:00", "telefonisch", text]))
    for attribute in attributes:
        assert len(getattr(row, attribute) or "") <= LENGTHS[field]
        assert codes(row.notes) & {"shortened", "email_invalid"}
        owner = Customer if attribute in Customer.model_fields else Appointment
        column = table(owner).c["concern_text" if attribute == "concern" else attribute]
        assert column.type.length >= LENGTHS[field]


def test_a_name_in_two_columns_fits_when_it_is_put_together(write):
    row = only(write(["Beginn", "Anliegen", "Nachname", "Vorname"], ["09:00", "x", "N" * 99, "V" * 99]))
    assert (row.family, row.given) == ("N" * 80, "V" * 80)
    assert row.name == "N" * 80 + ", " + "V" * 78
    assert codes(row.notes) >= {"shortened"}


def test_a_number_behind_a_long_text_is_found_and_the_text_cut(write):
    row = only(write(["Beginn", "Anliegen", "Telefon"], ["09:00", "x", "bitte " * 15 + "030 23125115"]))
    assert row.phone == "+493023125115"
    assert len(row.phone_raw) <= 80
    assert [n.field for n in row.notes if n.code == "shortened"] == [Field.PHONE]

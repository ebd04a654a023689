"""A day worked by line commands alone, from an empty store on, on both engines (issue part 8, D54)."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commandline import CommandLine, at

LISTS = Path(__file__).parent / "daylists"


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """Somebody at a store that holds nothing yet."""
    return CommandLine(store_url, clock)


@pytest.fixture
def house(line: CommandLine) -> CommandLine:
    """A house with one branch, built by line commands."""
    line("store", "init", "--name", "Jobcenter Probe")
    line(
        *("branch", "add", "mitte", "--name", "Geschäftsstelle Mitte"),
        *("--group", "Eingangszone", "front-desk", "2", "--group", "Leistung 1", "benefits", "3"),
        *("--group", "Leistung 2", "benefits", "3", "--team", "Leistungsteam 1", "benefits", "--optional"),
    )
    return line


@pytest.fixture
def day(house: CommandLine, tmp_path: Path) -> CommandLine:
    """The same house with the plain list of Monday in it."""
    house("import", str(copied("01_schlicht.xlsx", tmp_path)), "--branch", "MITTE", "--yes")
    return house


def copied(name: str, folder: Path) -> Path:
    return Path(shutil.copy(next(LISTS.glob(f"{name}*")), folder / name))


def test_a_whole_day_by_line_commands_alone(day: CommandLine, clock) -> None:
    line = day
    first, second, third = (row["id"] for row in line.rows(channel="in_person")[:3])
    phone, another = (row["id"] for row in line.rows(channel="phone")[:2])
    assert "ist da" in line("arrive", first[-6:])
    assert line.row(first)["status"] == "arrived"
    line("begin", first[-6:])
    line("finish", first[-6:], "--settled", "--note", given="Bescheid erklärt\n")
    assert line.row(first)["status"] == "done"
    line("reopen", first, given="Nachfrage an der Tür\n")
    assert line.row(first)["status"] == "reopened"
    line("finish", first, "--placement", "--application", "yes", given="Teamleitung M&I\nruft morgen an\n")
    line("no-show", second[-6:])
    line("arrive", second)
    line("begin", second)
    line("interrupt", second)
    line("leave", second)
    line("claim", third)
    line("release", third)
    line("assign", third, "--to-me")
    assert line.row(third)["assigned_to"]
    line("assign", third, "--to-nobody")
    line("note", third, given="Mappe liegt am Empfang\n")
    assert line.row(third)["notes"] == 1
    line(
        "finish",
        third,
        "--with",
        first,
        "--other-jobcenter",
        "--application",
        "yes",
        given="Servicestelle JC Umland\n",
    )
    line("attempt", phone)
    clock.advance(minutes=11)
    line("attempt", phone, "--result", "message-left")
    assert line.row(phone)["status"] == "not_reached"
    line("cancel", another, "--by-customer")
    walked = line("walk-in", given="Umzugswunsch\nAlbers\nAnke\n030 23125-115\n\n\n")[:6]
    line("finish", walked, "--settled")
    assert "Zurückgenommen: erledigt" in line("undo")
    assert line.row(line.rows(name="Albers, Anke")[0]["id"])["status"] == "arrived"
    assert "Ohne Gespräch" not in line("promises", code=1)
    assert {row["id"] for row in line.json("promises", code=1)["appointments"]} >= {phone, second}
    assert line("store", "check") == "Der Speicher ist in Ordnung.\n"


def test_lists_are_without_names_unless_they_are_asked_for(day: CommandLine) -> None:
    full = day.json("today", "--with-names")
    names = {word for row in full["rows"] for word in row["name"].replace(",", "").split() if len(word) > 3}
    phones = {row["phone"] for row in full["rows"] if row["phone"]}
    one = full["rows"][0]["id"]
    assert len(full["rows"]) == 24
    for told in (
        day("today"),
        day("today", "--json"),
        day("show", one),
        day("arrive", one),
        day("search", given="Schmidt\n"),
        day("undo", one),
    ):
        assert not [word for word in names | phones if word in told]
    assert full["rows"][0]["name"] in day("today", "--with-names")
    assert full["rows"][0]["name"] in day("show", one, "--with-names")


def test_sensitive_concerns_have_no_title_on_any_list(day: CommandLine) -> None:
    told = day("today", "--with-names") + day("today", "--json", "--with-names")
    assert "Persönliches Anliegen" in told
    assert "Schwangerschaft" not in told


def test_an_appointment_is_named_by_the_end_of_its_id(day: CommandLine) -> None:
    one = day.json("today")["rows"][0]["id"]
    assert one[-6:] in day("today")
    day("arrive", one[-6:].upper())
    assert day.row(one)["status"] == "arrived"
    assert "mindestens 4 Zeichen" in day.refused("arrive", one[-3:])
    assert "mindestens 4 Zeichen" in day.refused("arrive", "Schmidt")
    assert "gibt es hier nicht" in day.refused("arrive", "00000000")


def test_what_fits_several_appointments_changes_none(house: CommandLine, clock) -> None:
    from backoffice.desk.organisation_views import Branches
    from backoffice.desk.walk_ins import WalkIn
    from backoffice.opening import open_desk

    desk = open_desk(house.url, clock=clock)
    branch = desk.read(Branches())[0].id
    for first in "ab":
        desk.perform(desk.new(WalkIn, branch_id=branch, appointment_id=first * 24 + "12345678"))
    desk.store.close()
    assert "enden 2 Kennungen" in house.refused("leave", "5678")
    house("leave", "b12345678")
    assert [row["status"] for row in house.json("today")["rows"]] in (["arrived", "left"], ["left", "arrived"])


def test_several_at_once_each_with_its_own_answer_and_one_undo(day: CommandLine) -> None:
    ids = [row["id"] for row in day.rows(channel="in_person")[:3]]
    day("arrive", ids[0])
    told = day.run("arrive", *ids, code=1)
    assert told.stdout.count("ist da") == 2
    assert "Das passt" not in told.stdout
    assert "falsche Stand" in told.stderr
    assert "2×" in day("undo")
    assert [day.row(one)["status"] for one in ids] == ["arrived", "booked", "booked"]


def test_undo_of_something_older_is_shown_first(day: CommandLine, clock) -> None:
    one = day.json("today")["rows"][0]["id"]
    day("arrive", one)
    clock.advance(minutes=5)
    assert "backoffice undo --yes" in day.refused("undo")
    assert day.row(one)["status"] == "arrived"
    day("undo", "--yes")
    assert day.row(one)["status"] == "booked"
    assert "noch nichts geändert" in day.refused("undo")


def test_work_on_paper_is_entered_afterwards(day: CommandLine, clock) -> None:
    one, other = (row["id"] for row in day.rows(channel="in_person")[:2])
    clock.instant = at(12)
    day("arrive", one, "--at", "8:02")
    assert day.row(one)["arrived_at"] == "2026-11-23T08:02+01:00"
    assert "Zukunft" in day.refused("arrive", other, "--at", "13:00")
    assert "letzten Arbeitstag" in day.refused("arrive", other, "--at", "9:00", "--day", "2026-11-19")
    assert "--day braucht --at" in day.refused("arrive", other, "--day", "gestern", code=2)
    assert "keine Uhrzeit" in day.refused("arrive", other, "--at", "irgendwann", code=2)


def test_texts_come_as_lines_or_as_one_object(day: CommandLine) -> None:
    one, other, third = (row["id"] for row in day.rows(channel="in_person")[:3])
    day(
        *("finish", one, "--placement", "--other-jobcenter", "--note", "--application", "no"),
        given=json.dumps(
            {"contact": "Teamleitung", "agreed": "ruft an", "other_contact": "JC Umland", "note": "ok so"}
        ),
    )
    told = day("show", one, "--with-names")
    assert "Teamleitung; ruft an" in told
    assert "JC Umland" in told
    assert "ok so" in told
    assert "Es fehlt die Eingabe „Notiz“" in day.refused("note", other)
    assert "JSON" in day.refused("note", other, given='{"note": 1}')
    assert "JSON" in day.refused("note", other, given='{"note"')
    assert "höchstens 200 Zeichen" in day.refused("note", third, given="x" * 201)


def test_what_a_command_refuses_names_the_command_that_helps(day: CommandLine, clock) -> None:
    clock.instant = at(7)
    one, phone = day.rows(channel="in_person")[0]["id"], day.rows(channel="phone")[0]["id"]
    assert "--settled" in day.refused("finish", one)
    assert "backoffice cancel" in day.refused("no-show", one)
    assert "backoffice no-show" in day.refused("attempt", one)
    assert "wrong-number" in day.refused("attempt", phone, "--result", "no-number")
    clock.instant = at(18, 30)
    assert "backoffice attempt" in day.refused("no-show", phone)
    assert "backoffice finish" in day.refused("cancel", one, "--by-office")
    assert "Wer sagt ab?" in day.refused("cancel", one, code=2)
    assert "An wen?" in day.refused("assign", one, code=2)
    assert "backoffice staff list" in day.refused("assign", one, "--to", "niemand")
    assert "Telefonnummer ist nicht lesbar" in day.refused("walk-in", given="\n\n\nkeine\n\n\n")


def test_the_same_list_again_changes_nothing_and_the_file_is_gone(house: CommandLine, tmp_path: Path) -> None:
    file = copied("01_schlicht.xlsx", tmp_path)
    seen = house.json("import", str(file), "--branch", "MITTE", "--dry-run")
    assert file.exists()
    assert house.json("today")["rows"] == []
    assert seen["counts"]["new"] == 24
    house("import", str(file), "--branch", "MITTE", "--yes")
    assert not file.exists()
    kept = copied("01_schlicht.xlsx", tmp_path)
    again = house.json("import", str(kept), "--branch", "mitte", "--yes", "--keep-file")
    assert kept.exists()
    assert again["counts"] == {**dict.fromkeys(again["counts"], 0), "unchanged": 24}


def test_the_object_of_an_import_has_exactly_these_keys(house: CommandLine, tmp_path: Path) -> None:
    file = copied("02_", tmp_path).rename(tmp_path / "02_Tagesuebersicht_Geschaeftsstelle Mitte_23.11.2026.xlsx")
    seen = house.json("import", str(file), "--branch", "MITTE", "--dry-run")
    assert list(seen) == [
        "file", "sheet", "header_row", "branch", "day", "made_at", "provisional", "columns", "rows", "counts",
    ]  # fmt: skip
    assert (seen["file"], seen["branch"], seen["day"]) == (file.name, "MITTE", "2026-11-23")
    assert all(list(column) == ["header", "field"] for column in seen["columns"])
    assert list(seen["rows"][0]) == [
        "row", "state", "booking_number", "start", "end", "channel", "concern", "area", "name", "phone", "email",
        "customer_number", "bg_number", "service_point", "notes", "problems",
    ]  # fmt: skip
    assert {row["channel"] for row in seen["rows"]} == {"in_person", "phone"}
    assert all(isinstance(note, str) and " " in note for row in seen["rows"] for note in row["notes"])


def test_nobody_is_there_to_confirm(house: CommandLine, tmp_path: Path) -> None:
    file = copied("01_schlicht.xlsx", tmp_path)
    assert "gespeichert ist nichts" in house.refused("import", str(file), "--branch", "MITTE")
    assert file.exists()
    assert house.json("today")["rows"] == []


def test_somebody_confirms_or_does_not(house: CommandLine, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("backoffice.cli.asking.at_terminal", lambda: True)
    file = copied("01_schlicht.xlsx", tmp_path)
    assert "alles, wie es war" in house.refused("import", str(file), "--branch", "MITTE", given="\n")
    assert file.exists()
    told = house.run("import", str(file), "--branch", "MITTE", given="j\n")
    assert "24 neu – so einlesen? [j/N]" in told.stderr
    assert "Buchungsdatei gelöscht." in told.stdout


def test_many_vanished_rows_need_their_own_acceptance(day: CommandLine, tmp_path: Path, clock) -> None:
    import openpyxl

    file = copied("01_schlicht.xlsx", tmp_path)
    book = openpyxl.load_workbook(file)
    book.worksheets[0].delete_rows(8, 12)
    book.save(file)
    clock.instant = at(6, 5)
    assert "--accept-vanished" in day.refused("import", str(file), "--branch", "MITTE", "--yes")
    assert file.exists()
    day("import", str(file), "--branch", "MITTE", "--yes", "--accept-vanished")
    gone = day.rows(status="presumed_cancelled")
    assert len(gone) == 12
    day("confirm-cancelled", gone[0]["id"])
    day("reject-cancelled", gone[1]["id"])
    assert [day.row(row["id"])["status"] for row in gone[:2]] == ["cancelled_by_customer", "booked"]


def test_rows_to_clarify_are_listed_and_the_good_ones_stored(house: CommandLine, tmp_path: Path) -> None:
    import openpyxl

    file = copied("01_schlicht.xlsx", tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in next(sheet.iter_rows(min_row=1, max_row=1))]
    column = next(n for n, heading in enumerate(headings, 1) if str(heading).startswith("Telefon"))
    sheet.cell(3, column).value = "wer@example.org"
    book.save(file)
    told = house("import", str(file), "--branch", "MITTE", "--yes")
    assert "Zu klären:\nZeile 3, B-70002" in told
    assert "E-Mail-Adresse in der Telefonspalte" in told
    assert len(house.json("today")["rows"]) == 23
    for row in range(2, 26):
        sheet.cell(row, column).value = "wer@example.org"
    book.save(file)
    assert "Jede Zeile" in house.refused("import", str(file), "--branch", "MITTE", "--yes")
    assert file.exists()


def test_another_branch_or_day_stops(house: CommandLine, tmp_path: Path) -> None:
    house("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--group", "Eingangszone", "front-desk", "1")
    file = copied("01_schlicht.xlsx", tmp_path)
    command = ("import", str(file), "--yes", "--branch")
    assert "nicht von „Geschäftsstelle Nord“" in house.refused(*command, "NORD")
    assert "Die Datei ist vom 23.11.2026" in house.refused(*command, "MITTE", "--day", "2026-11-24")
    assert "branch list" in house.refused(*command, "WEST")
    assert "gibt es nicht" in house.refused("import", str(tmp_path / "weg.xlsx"), "--branch", "MITTE", "--yes")
    assert file.exists()


def test_the_branch_is_one_s_own_or_has_to_be_said(day: CommandLine) -> None:
    day("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--group", "Eingangszone", "front-desk", "1")
    assert "--branch" in day.refused("today")
    login = next(one["login"] for one in day.json("staff", "list"))
    day("staff", "place", login, "--branch", "NORD")
    assert day("today").startswith("Geschäftsstelle Nord")
    assert len(day.json("today", "--branch", "mitte")["rows"]) == 24


def test_groups_and_other_spellings_are_added_later(house: CommandLine) -> None:
    house("branch", "add-group", "MITTE", "Leistung 3", "benefits", "2")
    assert "--prefix" in house.refused("branch", "add-group", "MITTE", "Lotsen 3", "benefits", "2")
    house("branch", "add-group", "MITTE", "Lotsen 3", "benefits", "2", "--prefix", "LO")
    assert "gibt es hier schon" in house.refused("branch", "add-group", "MITTE", "Leistung 3", "benefits", "2")
    assert "Umzugswunsch" in house("concern", "list")
    house("concern", "alias", "Umzugswunsch", "Tapetenwechsel")
    assert "schon hinterlegt" in house.refused("concern", "alias", "Umzugswunsch", "Tapetenwechsel")
    assert "Bereich" in house.refused("concern", "alias", "Gibt es nicht", "so")
    assert "schon" in house.refused("branch", "add", "MITTE", "--name", "Anders")
    assert "Großbuchstaben" in house.refused("branch", "add", "M", "--name", "Anders")


def test_a_record_says_each_document_on_a_line_of_its_own(day: CommandLine) -> None:
    from backoffice.domain.catalogue_texts import DOCUMENTS

    one = next(row["id"] for row in day.json("today")["rows"] if row["concern"] == "Umzugswunsch")
    told = [line for line in day("show", one).splitlines() if line.startswith("Unterlagen")]
    assert [line.split(maxsplit=1)[1] for line in told] == DOCUMENTS["Umzugswunsch"].splitlines()


def test_a_part_of_the_day_and_the_state_before_the_long_words(day: CommandLine) -> None:
    ids = [row["id"] for row in day.rows(channel="in_person") if row["start"] > "08:30"]
    assert "keiner: wartet" in day("today", "--only", "waiting")
    day("arrive", *ids[:2])
    day("assign", ids[2], "--to-me")
    for only, expected in (("waiting", ids[:2]), ("mine", [ids[2]])):
        assert [row["id"] for row in day.json("today", "--only", only)["rows"]] == expected
        told = [line.split("  ") for line in day("today", "--only", only).splitlines()[3:]]
        assert [cells[0] for cells in told] == [one[-6:] for one in expected]
        assert {cells[2] for cells in told} <= {"da, wartet 0 min", "gebucht"}
    assert len(day.json("today", "--only", "open")["rows"]) == 24
    assert all(row["emergency"] for row in day.json("today", "--only", "emergency")["rows"])
    head = day("today").splitlines()[0]
    assert head.startswith("Geschäftsstelle Mitte, Mo 23.11.2026, Liste")


def test_an_undo_says_what_came_back_and_where_it_stands(day: CommandLine, clock) -> None:
    one = next(row for row in day.rows(channel="in_person", emergency=False) if row["start"] > "08:30")
    day("arrive", one["id"])
    told = day("undo").splitlines()
    assert told[0] == "Zurückgenommen: ist da."
    assert told[1] == f"{one['start']} {one['concern']} ({one['id'][-6:]}): gebucht."
    day("arrive", one["id"])
    clock.advance(minutes=5)
    assert one["id"][-6:] in day.refused("undo")


def test_an_empty_day_names_the_command_that_fills_it(house: CommandLine) -> None:
    assert "backoffice import DATEI --branch MITTE" in house("today")


def test_the_first_hour_names_the_next_step_each_time(line: CommandLine) -> None:
    """An administrator who follows the sentences arrives at a day with people in it."""
    assert "backoffice branch add --help" in line("store", "init", "--name", "Haus")
    for command in (("today",), ("today", "--branch", "MITTE"), ("import", "x.xlsx", "--branch", "MITTE")):
        assert "backoffice branch add --help" in line.refused(*command)
    assert "backoffice branch add MITTE --name" in line("branch", "add", "--help")
    told = line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte")
    assert "backoffice branch add-group MITTE Eingangszone front-desk 4" in told
    line("branch", "add-group", "MITTE", "Eingangszone", "front-desk", "4")
    told = line("branch", "add", "NORD", "--name", "Geschäftsstelle Nord", "--group", "Leistung 1", "benefits", "2")
    assert "backoffice staff add ANMELDUNG --branch NORD --role caseworker" in told
    assert "backoffice import DATEI --branch NORD" in told
    told = line("staff", "add", "anna", "--branch", "NORD", "--no-login", given="Anna Probe\n")
    assert "backoffice staff grant anna caseworker --branch NORD" in told
    assert "staff grant" not in line(
        *("staff", "add", "bea", "--branch", "NORD", "--role", "caseworker", "--no-login"), given="Bea Probe\n"
    )
    assert "backoffice branch list" in line.refused("today")  # two of them: which one?

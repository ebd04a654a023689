"""Every file with personal data that the program made or kept is listed with its date, and deleted from there."""

import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice import config
from backoffice.desk.files_left import FilesLeft
from backoffice.desk.outbox import deliver
from backoffice.desk.request_sheets import sheets_folder
from backoffice.desk.slips import slips_folder
from backoffice.exchange.request_file import save_xlsx
from backoffice.exchange.slip_file import Saved, save_text
from backoffice.opening import open_desk
from backoffice.store.tables.base import table
from backoffice.store.tables.journal import JournalEntry, JournalPayload, JournalRow, Outbox
from backoffice.wording import request_sheet
from tests.commandline import CommandLine
from tests.test_request_sheet import SHEET

LIST = next((Path(__file__).parent / "daylists").glob("01_schlicht*"))


@pytest.fixture
def local(tmp_path: Path, clock) -> CommandLine:
    """The administrator of a house with one branch, on a local store."""
    return founded(CommandLine(str(tmp_path / "haus.db"), clock))


@pytest.fixture
def house(store_url: str, clock) -> CommandLine:
    """The same on each engine."""
    return founded(CommandLine(store_url, clock))


def founded(line: CommandLine) -> CommandLine:
    line("store", "init", "--name", "Jobcenter Probe")
    line("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", "--group", "Leistung 1", "benefits", "3")
    return line


def store_of(line: CommandLine) -> Path:
    return Path(str(line.url))


def everything_kept(line: CommandLine) -> str:
    """What journal and outbox hold, as text."""
    desk = open_desk(line.url, clock=line.clock)
    try:
        tables = [table(model) for model in (JournalEntry, JournalPayload, JournalRow, Outbox)]
        return desk.store.read(lambda c: "\n".join(str(row) for of in tables for row in c.execute(sa.select(of))))
    finally:
        desk.store.close()


def test_a_backup_is_listed_until_it_is_deleted_and_then_forgotten(local: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.db"
    told = local("store", "backup", str(copy))
    assert "zu löschen bis Mo 07.12.2026" in told
    assert local("store", "files").split("  ") == [
        "Sicherung", "ganzer Speicher", "vom Mo 23.11.2026", "zu löschen bis Mo 07.12.2026", f"{copy}\n",
    ]  # fmt: skip
    listed = local.json("store", "files")
    assert [(one["kind"], one["path"], one["delete_by"], one["here"]) for one in listed] == [
        ("backup", str(copy), "2026-12-07", True)
    ]
    assert "gelöscht ist nichts" in local.refused("store", "files", "--delete", str(copy))
    assert copy.exists()
    assert str(copy) in everything_kept(local)
    Path(f"{copy}-journal").write_bytes(b"left by somebody who opened it")
    assert "gelöscht" in local("store", "files", "--delete", "kopie.db", "--yes")
    assert not list(tmp_path.glob("kopie.db*"))
    assert local("store", "files").startswith("Keine")
    kept = everything_kept(local)
    assert "copy_deleted" in kept
    assert "kopie.db" not in kept


def test_the_day_may_be_said_and_what_is_due_goes_at_once(local: CommandLine, tmp_path: Path, clock) -> None:
    first, second = tmp_path / "kurz.db", tmp_path / "lang.db"
    local("store", "backup", str(first), "--delete-by", "+1w")
    local("store", "backup", str(second))
    assert "Vergangenheit" in local.refused(
        "store", "backup", str(tmp_path / "x.db"), "--delete-by", "01.11.2026", code=2
    )
    assert local("store", "files", "--delete-due") == "Keine Datei hat ihr Löschdatum erreicht.\n"
    clock.advance(days=7)
    local("store", "files", "--delete-due", "--yes")
    assert (first.exists(), second.exists()) == (False, True)
    assert [one["path"] for one in local.json("store", "files")] == [str(second)]


def test_somebody_answers_before_anything_goes(
    local: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "kopie.db"
    local("store", "backup", str(copy))
    monkeypatch.setattr("backoffice.cli.kept.at_terminal", lambda: True)
    asked = local.run("store", "files", "--delete", str(copy), given="n\n", code=1)
    assert f"Sicherung {copy} endgültig löschen? [j/N]" in asked.stderr
    assert copy.exists()
    copy.rename(tmp_path / "stick.db")
    assert "hier nicht zu finden" in local("store", "files")
    asked = local.run("store", "files", "--delete", str(copy), given="j\n")
    assert "liegt hier nicht" in asked.stderr
    assert local.json("store", "files") == []
    assert (tmp_path / "stick.db").exists()


def test_what_is_no_copy_is_never_deleted(local: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.db"
    local("store", "backup", str(copy))
    copy.write_text("Ein Brief an die Leitung.", "utf-8")
    assert "keine Kopie des Speichers" in local.refused("store", "files", "--delete", str(copy), "--yes")
    assert copy.exists()
    other = tmp_path / "fremd.db"
    other.write_bytes(store_of(local).read_bytes())
    assert "steht nicht" in local.refused("store", "files", "--delete", str(other), "--yes")
    assert "steht nicht" in local.refused("store", "files", "--delete", str(local.url), "--yes")
    assert other.exists()


def test_a_backup_that_did_not_come_about_is_not_listed(local: CommandLine, tmp_path: Path) -> None:
    assert "nicht gelungen" in local.refused("store", "backup", str(tmp_path / "nirgends" / "x.db"), code=3)
    assert "wird nicht überschrieben" in local.refused("store", "backup", str(LIST), code=3)
    assert local.json("store", "files") == []
    assert str(LIST) not in everything_kept(local)


def test_whoever_may_read_the_file_is_listed_with_what_they_copied(
    local: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: "sicherung")
    local("store", "backup", str(tmp_path / "nachts.db"))
    monkeypatch.undo()
    monkeypatch.setenv("BACKOFFICE_CONFIG", str(tmp_path / "config"))
    assert "nachts.db" in local("store", "files")


def test_a_store_of_another_schema_is_copied_all_the_same_and_that_is_said(
    local: CommandLine, tmp_path: Path
) -> None:
    raw = sqlite3.connect(store_of(local))
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    done = local.run("store", "backup", str(tmp_path / "kopie.db"))
    assert "steht in keiner Liste" in done.stderr
    assert (tmp_path / "kopie.db").exists()


def test_copies_of_an_upgrade_are_found_beside_the_store(local: CommandLine, tmp_path: Path) -> None:
    """However they came to lie there: an upgrade that was broken off remembers nothing."""
    copies = [Path(shutil.copy(store_of(local), tmp_path / f"haus.db.before-{name}")) for name in ("0002", "0002-2")]
    (tmp_path / "haus.db.before-0003").write_text("no store")
    (tmp_path / "haus.db.before-0002-journal").write_bytes(b"")
    listed = local.json("store", "files")
    assert [(one["kind"], one["path"]) for one in listed] == [("upgrade", str(path)) for path in copies]
    assert "Kopie vor dem Erneuern" in local("store", "files")
    local("store", "files", "--delete", str(copies[0]), "--yes")
    assert [one["path"] for one in local.json("store", "files")] == [str(copies[1])]
    assert (tmp_path / "haus.db.before-0003").exists()
    assert not (tmp_path / "haus.db.before-0002-journal").exists()


def test_a_kept_list_is_deleted_as_after_an_import_and_only_if_it_is_that_one(
    house: CommandLine, tmp_path: Path
) -> None:
    path = Path(shutil.copy(LIST, tmp_path / "liste.xlsx"))
    house("import", str(path), "--branch", "MITTE", "--yes", "--keep-file")
    listed = house("store", "files")
    assert listed.startswith("Buchungsliste  MITTE Mo 23.11.2026  vom Mo 23.11.2026  zu löschen bis Di 24.11.2026")
    assert "Buchungsdatei gelöscht" in house("store", "files", "--delete", str(path), "--yes")
    assert not path.exists()
    assert house.json("store", "files") == []
    # The same list once more; by the time it is to go, another one lies there that nobody has read.
    shutil.copy(LIST, path)
    house("import", str(path), "--branch", "MITTE", "--yes", "--keep-file")
    path.write_bytes(b"the list of tomorrow")
    assert "eine andere Datei" in house("store", "files", "--delete", str(path), "--yes", code=1)
    assert path.read_bytes() == b"the list of tomorrow"
    assert house.json("store", "files") == []


def test_copies_are_the_administrations_and_no_worker_takes_them(
    local: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local("store", "backup", str(tmp_path / "kopie.db"))
    local("staff", "add", "mia", "--branch", "MITTE", "--role", "appointment-manager", given="Mia Probe\n")
    desk = open_desk(local.url, clock=local.clock)
    assert deliver(desk) == ()  # what every start does
    assert len(desk.read(FilesLeft(store_of(local)))) == 1
    desk.store.close()
    monkeypatch.setattr("backoffice.account.login", lambda: "mia")
    assert local.json("store", "files") == []
    assert "steht nicht" in local.refused("store", "files", "--delete", "kopie.db", "--yes")
    assert (tmp_path / "kopie.db").exists()


def a_slip(made: datetime) -> Path:
    """A Terminzettel that was written then."""
    saved = save_text("Ihr Termin\n", slips_folder(config.data_folder()), date(2026, 12, 1), 620)
    assert isinstance(saved, Saved)
    os.utime(saved.path, (made.timestamp(), made.timestamp()))
    return saved.path


def test_slips_are_listed_for_whoever_wrote_them_and_deleted_like_the_others(house: CommandLine, clock) -> None:
    path = a_slip(clock.now())
    assert house("store", "files").split("  ") == [
        "Terminzettel", "ohne Namen", "vom Mo 23.11.2026", "zu löschen bis Di 24.11.2026", f"{path}\n",
    ]  # fmt: skip
    assert [(one["kind"], one["branch"], one["day"]) for one in house.json("store", "files")] == [
        ("slip", None, None)
    ]
    assert house("store", "files", "--delete-due") == "Keine Datei hat ihr Löschdatum erreicht.\n"
    assert house("store", "files", "--delete", path.name, "--yes") == f"{path}: Terminzettel gelöscht.\n"
    assert not path.exists()
    a_slip(clock.now() - timedelta(days=3))
    house("store", "files", "--delete-due", "--yes")
    assert house.json("store", "files") == []


def a_sheet(day: date) -> Path:
    """A request sheet for an interpreter of that day."""
    sheet = replace(SHEET, day=day)
    saved = save_xlsx(sheet, request_sheet.lines(sheet), sheets_folder(config.data_folder()))
    assert isinstance(saved, Path)
    return saved


def test_request_sheets_are_listed_until_the_day_after_their_appointment(local: CommandLine) -> None:
    past, coming = a_sheet(date(2026, 11, 20)), a_sheet(date(2026, 11, 24))
    assert local("store", "files").splitlines()[1].split("  ") == [
        "Anfrage Sprachmittlung", "ohne Namen", "vom Mo 23.11.2026", "zu löschen bis Mi 25.11.2026", str(coming),
    ]  # fmt: skip
    assert [(one["kind"], one["branch"], one["delete_by"]) for one in local.json("store", "files")] == [
        ("sheet", None, "2026-11-21"), ("sheet", None, "2026-11-25"),
    ]  # fmt: skip
    deleted = "Anfrage an die Sprachmittlung gelöscht.\n"
    assert local("store", "files", "--delete-due", "--yes") == f"{past}: {deleted}"
    assert local("store", "files", "--delete", coming.name, "--yes") == f"{coming}: {deleted}"
    assert local.json("store", "files") == []
    assert not past.exists()
    assert not coming.exists()


def test_showing_and_deleting_are_two_calls(local: CommandLine) -> None:
    assert "--json zeigt nur" in local.refused("store", "files", "--delete-due", "--json", code=2)

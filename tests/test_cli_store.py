"""Making, checking, copying a store by line commands; and the sentence for each way one can be unusable."""

import functools
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from backoffice.store.places import parse
from backoffice.store.store import Patience, open_store
from backoffice.store.tables.base import table
from backoffice.store.tables.occupancy import Occupancy
from tests.commandline import CommandLine
from tests.office import Office

ROOT = Path(__file__).parent.parent


@pytest.fixture
def line(store_url: str, clock) -> CommandLine:
    """Somebody at a store that was just initialised."""
    made = CommandLine(store_url, clock)
    made("store", "init", "--name", "Jobcenter Probe")
    return made


@pytest.fixture
def local(tmp_path: Path, clock) -> CommandLine:
    """Somebody at a device on which there is no store yet."""
    return CommandLine(str(tmp_path / "ordner" / "store.db"), clock)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    hasty = functools.partial(open_store, patience=Patience(all_in_all=0.2, for_a_lock=0.1))
    monkeypatch.setattr("backoffice.opening.open_store", hasty)


def statement(line: CommandLine, *sql: str) -> None:
    """Do something to the store behind the program's back."""
    place = parse(str(line.url))
    if place.path is None:
        with psycopg.connect(str(line.url).replace("+psycopg", ""), autocommit=True) as connection:
            for one in sql:
                connection.execute(one)  # type: ignore[call-overload]
        return
    with sqlite3.connect(place.path) as local:
        for one in sql:
            local.execute(one)
    local.close()


def test_whoever_initialises_a_store_administers_it(local: CommandLine) -> None:
    told = local("store", "init", "--name", "Jobcenter Probe")
    assert told.startswith("Speicher eingerichtet: Jobcenter Probe.")
    assert "backoffice branch add" in told
    one = local.json("staff", "list")[0]
    assert [role["role"] for role in one["roles"]] == ["admin", "caseworker"]
    assert "schon ein Haus eingerichtet" in local.refused("store", "init")
    assert local("branch", "list") == "Es gibt noch keine Geschäftsstelle.\n"


def test_who_sits_there_is_asked_for_their_name(local: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoffice.cli.stores.at_terminal", lambda: True)
    monkeypatch.setattr("backoffice.cli.asking.at_terminal", lambda: True)
    assert "Änne Probe verwaltet ihn" in local("store", "init", given="Änne Probe\n")


def test_the_example_without_appointments(line: CommandLine, local: CommandLine) -> None:
    assert "schon ein Haus" in line.refused("store", "init", "--example")
    local("store", "init", "--example")
    assert [branch["code"] for branch in local.json("branch", "list")] == [
        "MITTE", "NORD", "OST", "SUED", "WEST", "JBA",
    ]  # fmt: skip
    assert local.json("today")["rows"] == []


def test_a_whole_store_is_told_so_and_a_damaged_one_in_counts(
    office: Office, clock, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.account.login", lambda: office.desk.login)
    line = CommandLine(store_url, clock)
    first, second = office.book(), office.book(600, place="L1-2")
    line("arrive", first)
    assert line("store", "check") == "Der Speicher ist in Ordnung.\n"
    ticks = table(Occupancy)
    statement(
        line,
        f"DELETE FROM occupancy WHERE holder_id = '{second}'",
        f"UPDATE occupancy SET tick = tick + 100 WHERE holder_id = '{first}'",
        f"UPDATE appointment SET version = 3 WHERE id = '{second}'",
    )
    told = line("store", "check", code=1)
    assert told.splitlines() == [
        "Belegungen fehlen: 8",
        "Belegungen zu viel: 4",
        "geänderte Termine ohne Verlauf: 1",
    ]
    assert office.desk.store.read(lambda c: c.scalar(sa.select(sa.func.count()).select_from(ticks))) == 4


def test_two_on_one_point_are_found(office: Office, clock, store_url: str) -> None:
    line = CommandLine(store_url, clock)
    office.book()
    second = office.book(600)
    statement(line, f"UPDATE appointment SET start_minute = 540, end_minute = 560 WHERE id = '{second}'")
    assert "doppelt belegte Zeiten: 4" in line("store", "check", code=1)


def test_a_copy_is_whole_and_never_overwrites(local: CommandLine, tmp_path: Path) -> None:
    local("store", "init")
    copy = tmp_path / "kopie.db"
    assert "Personendaten" in local("store", "backup", str(copy))
    assert CommandLine(str(copy), local.clock)("store", "check").startswith("Der Speicher ist in Ordnung")
    assert "wird nicht überschrieben" in local.refused("store", "backup", str(copy), code=3)
    if os.name == "posix":
        assert copy.stat().st_mode & 0o077 == 0


def test_a_server_is_copied_by_its_own_tools(line: CommandLine, tmp_path: Path) -> None:
    copy = tmp_path / "kopie.db"
    if parse(str(line.url)).shared:
        assert "pg_dump" in line.refused("store", "backup", str(copy))
    else:
        line("store", "backup", str(copy))


def test_upgrade_leaves_a_current_store_and_makes_none(line: CommandLine, local: CommandLine) -> None:
    assert "schon auf dem Stand" in line("store", "upgrade")
    assert "gibt es nicht" in local.refused("store", "upgrade", code=3)
    assert not Path(str(local.url)).exists()


def test_a_newer_store_is_left_alone(line: CommandLine) -> None:
    statement(line, "UPDATE alembic_version SET version_num = '9999'")
    for command in (("today",), ("store", "check"), ("store", "upgrade"), ("demo", "--no-open")):
        assert "neuer als dieses Programm" in line.refused(*command, code=3)
    assert "neuer" in line("doctor", code=3)


def test_an_empty_one_names_the_command_that_fills_it(local: CommandLine) -> None:
    assert "backoffice store init" in local.refused("today", code=3)
    path = Path(str(local.url))
    path.parent.mkdir()
    sqlite3.connect(path).close()
    path.touch()
    for command in (("today",), ("store", "check"), ("store", "upgrade")):
        assert "noch nicht eingerichtet" in local.refused(*command, code=3)


def test_what_is_no_store_is_not_touched(local: CommandLine) -> None:
    path = Path(str(local.url))
    path.parent.mkdir()
    path.write_text("Ein Brief, keine Datenbank.\n" * 100, "utf-8")
    before = path.read_bytes()
    for command in (("today",), ("store", "init"), ("store", "check"), ("demo", "--no-open")):
        assert "beschädigt" in local.refused(*command, code=3)
    assert path.read_bytes() == before


def test_a_network_drive_is_refused_by_name(clock) -> None:
    line = CommandLine("sqlite://////server/freigabe/store.db", clock)
    for command in (("today",), ("store", "init"), ("doctor",)):
        assert "postgresql://" in line.refused(*command, code=3)


def test_an_address_nobody_understands(clock) -> None:
    assert "Gemeint ist ein Dateipfad" in CommandLine("mysql://db/haus", clock).refused("today", code=3)
    told = CommandLine("postgresql://anna:geheim@db/haus", clock).refused("today", code=3)
    assert "backoffice login" in told
    assert "geheim" not in told


def test_a_store_that_another_program_holds(local: CommandLine, impatient: None) -> None:
    local("store", "init")
    holder = sqlite3.connect(str(local.url), isolation_level=None)
    try:
        holder.execute("BEGIN EXCLUSIVE")
        assert "hält den Speicher gerade fest" in local.refused("branch", "list", code=3)
    finally:
        holder.close()
    local("branch", "list")


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_store_that_can_only_be_read(line: CommandLine) -> None:
    database = parse(str(line.url)).url.database
    statement(line, f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    line("branch", "list")
    told = line.refused("branch", "add", "MITTE", "--name", "Geschäftsstelle Mitte", code=3)
    assert "nicht beschreiben" in told


def test_a_server_that_is_down(clock, tmp_path: Path) -> None:
    line = CommandLine(f"postgresql+psycopg://anna@/haus?host={tmp_path}", clock)
    told = line.refused("today", code=3)
    assert "nicht erreichbar" in told
    assert "Bitte gleich noch einmal" in told
    assert "Speicher" in line("doctor", code=3)


def test_a_database_that_is_not_there(line: CommandLine, clock) -> None:
    if parse(str(line.url)).shared:
        other = parse(str(line.url)).url.set(database="gibtesnicht").render_as_string()
        assert "gibt es diese Datenbank nicht" in CommandLine(other, clock).refused("today", code=3)


def test_doctor_tells_what_is_there_and_nothing_about_people(line: CommandLine) -> None:
    told = line("doctor")
    for word in ("Programm", "SQLite", "Zeichensatz", "Einstellungen", "Kennwort-Tresor", "Rechte", "Administration"):
        assert word in told
    assert "passt zum Programm" in told
    assert ("Server" in told) == parse(str(line.url)).shared


def test_what_nobody_foresaw_gets_a_number_and_no_traceback(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("Schmidt, Peter")

    monkeypatch.setattr("backoffice.desk.organisation_views.Branches.run", fail)
    told = line.refused("branch", "list")
    assert told.startswith("Das hätte nicht geschehen dürfen.")
    assert "Traceback" not in told
    noted = (tmp_path / "config" / "data" / "backoffice.log").read_text("utf-8")
    assert told.split("Nummer ")[1][:6] in noted
    assert "RuntimeError" in noted
    assert "Schmidt" not in told + noted


def test_ctrl_c_ends_quietly(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("backoffice.desk.organisation_views.Branches.run", interrupt)
    assert line.refused("branch", "list", code=130).strip() == ""


def test_from_the_shell_with_a_real_pipe_and_a_real_exit_code(local: CommandLine) -> None:
    local("store", "init", "--example")
    environment = {**os.environ, "BACKOFFICE_STORE": str(local.url), "PYTHONIOENCODING": "utf-8"}

    def shell(command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", command.replace("backoffice", f"{sys.executable} -m backoffice")],
            capture_output=True, text=True, check=False, cwd=ROOT, env=environment, encoding="utf-8",
        )  # fmt: skip

    done = shell("printf 'Umzugswunsch\\nAlbers\\n\\n\\n\\n\\n' | backoffice walk-in")
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(shell("backoffice today --json --with-names").stdout)
    assert seen["rows"][0]["name"] == "Albers"
    assert done.stdout[:6] == seen["rows"][0]["id"][-6:]
    refused = shell("backoffice arrive 00000000")
    assert (refused.returncode, refused.stdout) == (1, "")
    piped = shell("backoffice staff list | head -1")
    assert "Traceback" not in piped.stderr
    assert "BrokenPipe" not in piped.stderr


def test_without_a_command_the_program_opens(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    import backoffice.app

    opened: list[tuple[object, ...]] = []

    def run(url: str | None, *, day: object = None, branch: object = None, password: object = None) -> int:
        opened.append((url, day, branch, password))
        return 0

    monkeypatch.setattr(backoffice.app, "run", run)
    monkeypatch.setattr("backoffice.terminal.refused", lambda: False)
    line("--branch", "MITTE", "--day", "2026-11-24")
    assert opened == [(line.url, date(2026, 11, 24), "MITTE", None)]

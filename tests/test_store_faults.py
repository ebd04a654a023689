"""What can be wrong with a store, each made really wrong: the right code, a German sentence, nothing half done."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.desk.noting import AddNote
from backoffice.desk.organisation_views import House
from backoffice.domain.clock import FixedClock
from backoffice.domain.errors import StoreUnavailable
from backoffice.store.migrate import upgrade
from backoffice.store.places import on_network, parse
from backoffice.store.roles import grant_login
from backoffice.store.store import Patience, Store, open_store
from backoffice.store.tables.base import table
from backoffice.store.tables.organisation import Setting
from backoffice.wording.refusals import refusal
from tests.conftest import MONDAY_0830
from tests.office import build
from tests.servers import Server, own_server

HASTY = Patience(all_in_all=0.3, for_a_lock=0.05)
NOBODY = 65534


@contextmanager
def unavailable(code: str) -> Iterator[None]:
    """Inside, the store must be unavailable for this reason, and a person is told in full."""
    with pytest.raises(StoreUnavailable) as told:
        yield
    assert told.value.code == code
    said = refusal(told.value)
    assert "„?“" not in str(said), "the sentence lacks what it is about"
    assert said.title
    assert all(text[-1] in ".…)" for text in (said.message, said.remedy)), said


@pytest.fixture
def path(tmp_path: Path, sqlite_template: Path) -> Path:
    """A migrated local store."""
    return Path(shutil.copy(sqlite_template, tmp_path / "store.db"))


@pytest.fixture
def local(path: Path, clock) -> Iterator[Store]:
    """The same, opened by somebody in a hurry."""
    store = open_store(str(path), clock, patience=HASTY)
    yield store
    store.close()


def put(name: str, value: str = "x"):
    return lambda tx: tx.insert(Setting, name=name, value=value)


def settings(store: Store) -> set[str]:
    return set(store.read(lambda c: c.scalars(sa.select(table(Setting).c.name)).all()))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1), ("trusted_schema", 0), ("busy_timeout", 50)],
)
def test_every_connection_is_careful(local: Store, pragma: str, value: int) -> None:
    """Some builds of the library are careful by themselves: this asks, instead of hoping to see a loss."""
    asked = f"PRAGMA {pragma}"
    assert local.read(lambda c: c.exec_driver_sql(asked).scalar()) == value
    assert local.write(lambda tx: tx.connection.exec_driver_sql(asked).scalar()) == value


# --- local files ------------------------------------------------------------------------------------------------


def test_missing(tmp_path: Path, clock) -> None:
    store = open_store(str(tmp_path / "nirgends" / "store.db"), clock)
    for ask in (store.ensure_usable, store.changes.poll, lambda: settings(store), lambda: store.write(put("a"))):
        with unavailable("store_missing"):
            ask()
    assert not (tmp_path / "nirgends").exists(), "a missing store must not be made by asking for it"
    with unavailable("store_missing"):
        upgrade(parse(str(tmp_path / "nirgends" / "store.db")))
    store.close()


def test_empty_and_not_ours(tmp_path: Path, clock) -> None:
    empty, foreign = tmp_path / "leer.db", tmp_path / "fremd.db"
    empty.touch()
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE lesezeichen (url TEXT)")
    other.commit()
    other.close()
    for path, code in ((empty, "store_empty"), (foreign, "store_damaged")):
        store = open_store(str(path), clock)
        with unavailable(code):
            store.ensure_usable()
        store.close()
    before = foreign.read_bytes()
    with unavailable("store_damaged"):
        upgrade(parse(str(foreign)))
    assert foreign.read_bytes() == before


def test_garbage_and_a_wiped_header(path: Path, tmp_path: Path, clock) -> None:
    garbage = tmp_path / "urlaub.db"
    garbage.write_bytes(b"\x89PNG" + bytes(range(256)) * 40)
    wiped = Path(shutil.copy(path, tmp_path / "kaputt.db"))
    with wiped.open("r+b") as file:
        file.write(b"\0" * 100)
    for broken in (garbage, wiped):
        before = broken.read_bytes()
        store = open_store(str(broken), clock)
        for ask in (store.ensure_usable, store.changes.poll, lambda s=store: s.write(put("a"))):
            with unavailable("store_damaged"):
                ask()
        with unavailable("store_damaged"):
            upgrade(parse(str(broken)))
        store.close()
        assert broken.read_bytes() == before, "what is damaged is never overwritten"


@pytest.mark.parametrize(("revision", "code"), [("9999", "store_newer"), (None, "store_empty")])
def test_another_schema(path: Path, local: Store, revision: str | None, code: str) -> None:
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM alembic_version")
    if revision:
        raw.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    raw.commit()
    raw.close()
    with unavailable(code):
        local.ensure_usable()
    if revision:
        with unavailable("store_newer"):
            upgrade(local.place)


def test_locked_by_another_program_and_free_again(path: Path, local: Store) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with unavailable("store_busy"):
        local.write(put("a"))
    assert settings(local) == set()  # reading goes on beside it
    other.execute("COMMIT")
    local.write(put("b"))
    assert settings(local) == {"b"}
    other.execute("BEGIN EXCLUSIVE")
    with unavailable("store_busy"):
        settings(local)
    other.close()
    assert settings(local) == {"b"}


def test_a_lock_that_is_given_back_in_time_is_waited_for(path: Path, clock) -> None:
    store = open_store(str(path), clock, patience=Patience(all_in_all=20, for_a_lock=0.01))
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    begun = threading.Event()
    tries = 0

    def count(*_: object) -> None:
        nonlocal tries
        tries += 1
        if tries == 3:
            begun.set()

    sa.event.listen(store.engine, "checkout", count)
    giving = threading.Thread(target=lambda: (begun.wait(20), other.execute("COMMIT")))
    giving.start()
    store.write(put("a"))
    giving.join()
    assert tries >= 3
    assert settings(store) == {"a"}
    other.close()
    store.close()


@contextmanager
def as_nobody() -> Iterator[None]:
    """File rights do not bind the superuser: become somebody they do bind."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="file rights are those of POSIX")
@pytest.mark.parametrize(
    ("file", "folder", "code"),
    [(0o444, 0o755, "store_read_only"), (0o666, 0o555, "store_read_only"), (0o000, 0o755, "store_no_right")],
)
def test_rights_on_file_and_folder(path: Path, clock, file: int, folder: int, code: str) -> None:
    # Not under the test's own folder: nobody else could even reach it.
    with tempfile.TemporaryDirectory(prefix="bo-rights-") as made:
        closed = Path(made) / "store.db"
        shutil.copy(path, closed)
        closed.chmod(file)
        Path(made).chmod(folder)
        store = open_store(str(closed), clock, patience=HASTY)
        try:
            refusal(StoreUnavailable(code))  # what is loaded late is loaded while it may be read
            with as_nobody():
                if file:
                    assert settings(store) == set()
                with unavailable(code):
                    store.write(put("a"))
        finally:
            store.close()
            Path(made).chmod(0o755)


def test_full_disk_and_room_again(path: Path, local: Store) -> None:
    limit = 0

    @sa.event.listens_for(local.engine, "checkout")
    def _limit(raw, *_: object) -> None:
        raw.execute(f"PRAGMA max_page_count={limit or 1_000_000}")

    limit = path.stat().st_size // 4096  # SQLite never goes below what there is
    with unavailable("store_full"):
        local.write(lambda tx: [tx.insert(Setting, name=f"s{n}", value="x" * 4000) for n in range(20)])
    assert settings(local) == set()
    limit = 0
    local.write(put("a"))
    assert settings(local) == {"a"}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only the superuser can mount a small disk")
def test_a_really_full_disk(path: Path, tmp_path: Path, clock) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = path.stat().st_size + 64 * 1024
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        store = open_store(str(shutil.copy(path, disk / "store.db")), clock, patience=HASTY)
        with unavailable("store_full"):
            store.write(lambda tx: [tx.insert(Setting, name=f"s{n}", value="x" * 4000) for n in range(60)])
        assert settings(store) == set()
        store.write(put("a"))
        assert settings(store) == {"a"}
        store.close()
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_new_store_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    with unavailable("store_not_writable"):
        upgrade(parse(str(tmp_path / "datei" / "store.db")), create=True)


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/haus /home nfs4 rw,vers=4.2 0 0
//server/akten /mnt/akten\\040alt cifs rw 0 0
/dev/sdb1 /home/ort ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
broken-line
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/var/lib/store.db", False),
        ("/home/wer/store.db", True),
        ("/home/ort/store.db", False),
        ("/homestead/store.db", False),
        ("/mnt/akten alt/store.db", True),
        ("/run/store.db", False),
    ],
)
def test_network_drives_are_told_by_the_mount_table(path: str, remote: bool) -> None:
    assert on_network(Path(path), MOUNTS) is remote


@pytest.mark.parametrize("url", [r"\\server\akten\store.db", "//server/akten/store.db", r"sqlite:///\\server\a\s.db"])
def test_paths_to_servers_are_refused(url: str) -> None:
    with unavailable("store_on_network"):
        parse(url)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("mysql://server/haus", "store_url"),
        ("sqlite://", "store_url"),
        ("sqlite:///x.db?mode=ro", "store_url"),
        ("postgresql://wer:geheim@server/haus", "password_in_url"),
        ("postgresql://wer@server/haus?password=geheim", "password_in_url"),
        ("://", "store_url"),
    ],
)
def test_addresses_that_are_none(url: str, code: str) -> None:
    with unavailable(code):
        parse(url)


def test_an_address_is_never_shown_with_what_is_secret() -> None:
    assert parse("postgresql://wer@server/haus").shown == "postgresql+psycopg://wer@server/haus"


# --- the shared store -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of our own with a founded house, to be broken."""
    with own_server() as server:
        server.sql("CREATE DATABASE haus")
        upgrade(parse(server.url("haus")))
        store = open_store(server.url("haus"), FixedClock(MONDAY_0830))
        found(store, Founding(house_name="Testhaus", login="postgres", name="Chefin Test"), MONDAY_0830)
        store.administer(lambda c: grant_login(c, "anna", "richtig"))
        server.require_password("anna")
        store.close()
        yield server


def shared(server: Server, database: str = "haus", login: str = "postgres", password: str | None = None) -> Store:
    return open_store(server.url(database, login), FixedClock(MONDAY_0830), password, HASTY)


def test_a_login_that_is_refused_is_told_at_once(server: Server) -> None:
    for login, password in (("anna", "falsch"), ("anna", None), ("niemand", None)):
        store = shared(server, login=login, password=password)
        connects = 0

        @sa.event.listens_for(store.engine, "do_connect")
        def _count(*_: object) -> None:
            nonlocal connects
            connects += 1

        with unavailable("login_refused"):
            store.write(put("a"))
        assert connects == 1, "a wrong password that is tried again locks the account"
        with unavailable("login_refused"):
            store.changes.poll()
        store.close()
    store = shared(server, login="anna", password="richtig")
    store.ensure_usable()
    store.close()


def test_a_database_that_is_missing_or_closed(server: Server) -> None:
    store = shared(server, "nirgends")
    with unavailable("store_missing_database"):
        store.ensure_usable()
    store.close()
    server.sql("CREATE DATABASE zu")
    server.sql("REVOKE CONNECT ON DATABASE zu FROM PUBLIC")
    store = shared(server, "zu", "anna", "richtig")
    with unavailable("store_no_right"):
        store.ensure_usable()
    store.close()
    store = shared(server, "zu")
    with unavailable("store_empty"):
        store.ensure_usable()
    store.close()


def test_a_desk_may_not_alter_tables_nor_the_journal(server: Server) -> None:
    store = shared(server, login="anna", password="richtig")
    for statement in (
        "CREATE TABLE eigene (a int)",
        "ALTER TABLE customer ADD COLUMN x int",
        "DROP TABLE note",
        "UPDATE journal_entry SET code = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_row",
    ):
        with unavailable("store_no_right"):
            store.write(lambda tx, s=statement: tx.connection.exec_driver_sql(s))
    store.close()


def test_a_server_in_read_only_mode(server: Server) -> None:
    store = shared(server)
    server.sql("ALTER DATABASE haus SET default_transaction_read_only = on")
    try:
        with unavailable("store_read_only"):
            store.write(put("a"))
        store.ensure_usable()
    finally:
        server.sql("ALTER DATABASE haus SET default_transaction_read_only = off")
    store.close()


def test_a_lock_that_others_hold(server: Server) -> None:
    one, two = shared(server), shared(server)
    with one.engine.connect() as holding, holding.begin():
        holding.execute(sa.text("LOCK TABLE setting IN ACCESS EXCLUSIVE MODE"))
        with unavailable("store_busy"):
            two.write(put("b"))
        with unavailable("store_busy"):
            settings(two)
    two.write(put("b"))
    assert "b" in settings(two)
    one.close()
    two.close()


def test_down_at_the_start_and_going_down_while_open(server: Server) -> None:
    clock = FixedClock(MONDAY_0830)
    store = shared(server)
    desk = Desk(store, "postgres", "desk-1", clock)
    office = build(desk)
    note = desk.new(AddNote, appointment_id=office.book(), text="vor dem Ausfall begonnen")
    assert desk.changed() is False
    server.stop()
    late = shared(server)
    for ask in (
        late.ensure_usable,
        lambda: desk.perform(note),
        lambda: desk.read(House()),
        desk.changed,
        desk.changed,
    ):
        with unavailable("server_unreachable"):
            ask()
    server.start()
    late.ensure_usable()
    assert desk.changed() is True  # whatever happened meanwhile is read anew
    assert desk.read(House()).name == "Testhaus"
    first, again = desk.perform(note), desk.perform(note)
    assert first.entry_id == again.entry_id == note.id
    assert server.sql("SELECT count(*) FROM note", "haus") == [(1,)]
    late.close()
    store.close()


def test_nobody_listens_there(clock) -> None:
    store = open_store("postgresql://wer@127.0.0.1:1/haus", clock, patience=HASTY)
    with unavailable("server_unreachable"):
        store.ensure_usable()
    store.close()


def test_all_connections_in_use(server: Server) -> None:
    store = shared(server)
    with store.engine.connect(), store.engine.connect(), store.engine.connect():
        store.engine.pool._timeout = 0.05
        with unavailable("store_busy"):
            settings(store)
    assert isinstance(settings(store), set)
    store.close()

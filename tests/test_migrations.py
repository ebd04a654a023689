"""The schema: made from nothing it is what the tables say; an older one is brought forward and loses nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.errors import StoreUnavailable
from backoffice.store.migrate import backup_file, upgrade
from backoffice.store.places import parse
from backoffice.store.store import Store, open_store
from backoffice.store.tables import import_all
from backoffice.store.tables.base import METADATA
from backoffice.store.tables.organisation import Branch
from backoffice.store.version import HEAD, KNOWN, State, state_of
from tests.office import build
from tests.servers import own_server

PROJECT = Path(__file__).parent.parent
import_all()


def test_a_fresh_store_is_what_the_tables_say(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def compare(connection: sa.Connection) -> list:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)

    assert store.read(compare) == []


def test_the_program_knows_its_own_migrations() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(PROJECT / "backoffice/store/migrations"))
    assert scripts.get_heads() == [HEAD]
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == KNOWN


def test_everything_has_a_name_and_nothing_is_deleted_by_reference(store: Store) -> None:
    def look(connection: sa.Connection) -> None:
        inspector = sa.inspect(connection)
        for name, of in METADATA.tables.items():
            assert inspector.get_pk_constraint(name)["name"] == f"pk_{name}"
            unnamed = [
                *(c for c in inspector.get_unique_constraints(name) if not c["name"]),
                *(c for c in inspector.get_check_constraints(name) if not c["name"]),
                *(c for c in inspector.get_foreign_keys(name) if not c["name"]),
            ]
            assert unnamed == [], name
            there = {tuple(k["constrained_columns"]): k for k in inspector.get_foreign_keys(name)}
            assert len(there) == len(of.foreign_keys)
            for columns, key in there.items():
                assert key["options"].get("ondelete") == "RESTRICT", (name, columns)
            named_checks = {str(c.name) for c in of.constraints if isinstance(c, sa.CheckConstraint)}
            assert named_checks == {c["name"] for c in inspector.get_check_constraints(name)}

    store.read(look)


def test_the_database_itself_refuses_what_a_word_list_does_not_hold(store: Store) -> None:
    branch = {"id": "b", "code": "B", "name": "B", "address": "", "front_desk_phone": "", "version": 1}

    def work(tx, area: str) -> None:
        tx.insert(Branch, **branch)
        row = {"id": "t", "branch_id": "b", "area": area, "name": "T", "phone": "", "shown_number": "", "version": 1}
        columns = sa.table("team", *(sa.column(name) for name in row))
        tx.connection.execute(sa.insert(columns).values(row))

    with pytest.raises(StoreUnavailable, match="store_failed"):
        store.write(lambda tx: work(tx, "quatsch"))
    store.write(lambda tx: work(tx, "benefits"))
    assert store.read(lambda c: c.scalar(sa.text("SELECT name FROM team"))) == "T"


def test_a_second_starter_waits_and_finds_the_work_done(tmp_path: Path, clock) -> None:
    path = tmp_path / "neu.db"
    path.touch()
    states: list[State] = []
    both = threading.Barrier(2)

    def start() -> None:
        both.wait(10)
        states.append(upgrade(parse(str(path))))

    starting = [threading.Thread(target=start) for _ in range(2)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join(60)
    assert sorted(states) == [State.CURRENT, State.EMPTY]
    opened = open_store(str(path), clock)
    opened.ensure_usable()
    opened.close()


def test_the_same_on_a_server() -> None:
    with own_server() as server:
        server.sql("CREATE DATABASE neu")
        states: list[State] = []
        starting = [
            threading.Thread(target=lambda: states.append(upgrade(parse(server.url("neu"))))) for _ in range(2)
        ]
        for thread in starting:
            thread.start()
        for thread in starting:
            thread.join(60)
        assert sorted(states) == [State.CURRENT, State.EMPTY]
        assert server.sql("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'neu_desk'") == [(False,)]


# --- the program as it is installed, and the one after it ---------------------------------------------------------


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel of this program holds, unpacked: nothing of the checkout is in it."""
    folder = tmp_path_factory.mktemp("wheel")
    try:
        import hatchling  # noqa: F401  (where it is there, nothing is fetched)

        isolation = ["--no-build-isolation"]
    except ImportError:
        isolation = []
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *isolation, "-w", str(folder), str(PROJECT)],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode and not isolation and "hatchling" in built.stderr:
        pytest.skip("no build backend here and none to be fetched: the wheel cannot be made")
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(site: Path, code: str, *arguments: str) -> str:
    """Run code with the program of a folder, far from the checkout."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


UPGRADE = """
import sys
from pathlib import Path
import backoffice
from backoffice.store.migrate import upgrade
from backoffice.store.places import parse
assert Path(backoffice.__file__).is_relative_to(Path.cwd()), backoffice.__file__
print(upgrade(parse(sys.argv[1]), create=True).value)
"""


def test_an_installed_program_makes_a_store(installed: Path, tmp_path: Path, clock) -> None:
    path = tmp_path / "store.db"
    assert run(installed, UPGRADE, str(path)) == "empty"
    assert run(installed, UPGRADE, str(path)) == "current"
    store = open_store(str(path), clock)
    store.ensure_usable()
    store.close()
    assert path.stat().st_mode & 0o077 == 0


AFTER = f"{int(HEAD) + 1:04d}"

NEXT = f'''"""A step that rebuilds a table others refer to: the dangerous kind."""

import sqlalchemy as sa
from alembic import op

revision = "{AFTER}"
down_revision = "{HEAD}"


def upgrade() -> None:
    """Add a column and a check to the appointments."""
    with op.batch_alter_table("appointment", recreate="auto") as batch:
        batch.add_column(sa.Column("later", sa.Integer(), nullable=True))
        batch.alter_column("remark", existing_type=sa.String(400), type_=sa.String(500))
'''


@pytest.fixture
def next_program(installed: Path, tmp_path: Path) -> Path:
    """The same program one schema further on, as a later release will be."""
    site = tmp_path / "next"
    shutil.copytree(installed, site)
    store = site / "backoffice" / "store"
    (store / "migrations" / "versions" / f"{AFTER}_next.py").write_text(NEXT)
    version = (store / "version.py").read_text()
    changed = version.replace(f'HEAD = "{HEAD}"', f'HEAD = "{AFTER}"').replace(f'"{HEAD}")', f'"{HEAD}", "{AFTER}")')
    assert changed != version
    (store / "version.py").write_text(changed)
    return site


def counted(path: Path) -> dict[str, int]:
    raw = sqlite3.connect(path)
    try:
        return {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in METADATA.tables}
    finally:
        raw.close()


def test_an_older_store_is_copied_first_and_loses_nothing(
    next_program: Path, tmp_path: Path, sqlite_template: Path, clock
) -> None:
    path = Path(shutil.copy(sqlite_template, tmp_path / "store.db"))
    store = open_store(str(path), clock)
    found(store, Founding(house_name="Testhaus", login="chefin", name="Chefin Test"), clock.now())
    office = build(Desk(store, "chefin", "desk-1", clock))
    for n in range(4):
        office.book(540 + 30 * n, name=f"Zanderkanarius{n}, Ida")
    store.close()
    before = counted(path)
    assert before["placement"] == 4
    (tmp_path / f"store.db.before-{AFTER}").write_text("left by an upgrade that failed")
    assert run(next_program, UPGRADE, str(path)) == "older"
    assert counted(path) == before
    assert (tmp_path / f"store.db.before-{AFTER}").read_text() == "left by an upgrade that failed"
    copy = tmp_path / f"store.db.before-{AFTER}-2"
    assert counted(copy) == before
    assert copy.stat().st_mode & 0o077 == 0
    assert run(next_program, UPGRADE, str(path)) == "current"

    # This program meets the newer store: it does not touch it.
    newer, older = open_store(str(path), clock), open_store(str(copy), clock)
    with pytest.raises(StoreUnavailable, match="store_newer"):
        newer.ensure_usable()
    with pytest.raises(StoreUnavailable, match="store_newer"):
        upgrade(parse(str(path)))
    assert older.read(state_of) is State.CURRENT
    older.close()
    newer.close()

    # Rebuilding the table left no second copy of anybody in the file's unused pages.
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA secure_delete=ON")
    raw.execute("UPDATE customer SET name = '', family = '', given = ''")
    raw.commit()
    raw.close()
    assert b"Zanderkanarius" not in path.read_bytes()


# --- stores of earlier programs -----------------------------------------------------------------------------------

OLD_ROWS = (
    "INSERT INTO branch VALUES ('b', 'MITTE', 'Mitte', '', '', 1, 1)",
    (
        "INSERT INTO customer (id, branch_id, name, language, protected, version)"
        " VALUES ('c', 'b', 'Weiß, Thea', 'ar', false, 1)"
    ),
    (
        "INSERT INTO appointment (id, branch_id, customer_id, concern_text, day, start_minute, end_minute,"
        " assumed_end, status, origin, backdated, version) VALUES ('a', 'b', 'c', '', '2026-11-23', 540, 560,"
        " false, 'done', 'imported', false, 2)"
    ),
    "INSERT INTO outcome (id, appointment_id, branch_id, kind, forwarded) VALUES ('o', 'a', 'b', 'settled', false)",
)

ROWS_SINCE_0002 = (
    (
        "INSERT INTO service_point_group (id, branch_id, area, name, position, version)"
        " VALUES ('g', 'b', 'benefits', 'Leistung 1', 0, 1)"
    ),
    (
        "INSERT INTO service_point (id, branch_id, group_id, name, position, active, version)"
        " VALUES ('p', 'b', 'g', 'L1-1', 0, true, 1)"
    ),
    "INSERT INTO placement (appointment_id, branch_id, service_point_id) VALUES ('a', 'b', 'p')",
    (
        "INSERT INTO closure (id, branch_id, first_day, last_day, name, version)"
        " VALUES ('z', 'b', '2026-11-27', '2026-11-27', 'Personalversammlung', 1)"
    ),
)

ROWS_SINCE_0003 = (
    (
        "INSERT INTO closure (id, branch_id, first_day, last_day, name, kind, start_minute, end_minute, version)"
        " VALUES ('z', 'b', '2026-11-27', '2026-11-27', 'Personalversammlung', 'closed', 0, 1440, 1)"
    ),
    (
        "INSERT INTO service_point (id, branch_id, group_id, name, position, active, reason, version)"
        " VALUES ('p', 'b', 'g', 'L1-1', 0, true, '', 1)"
    ),
)


def rows_of(revision: str) -> tuple[str, ...]:
    """What stood in a store of that schema: newer columns that must not be empty are filled."""
    if revision == "0001":
        return OLD_ROWS
    if revision == "0002":
        return OLD_ROWS + ROWS_SINCE_0002
    with_documents = OLD_ROWS[2].replace("backdated, version)", "backdated, documents, version)")
    with_documents = with_documents.replace("false, 2)", "false, '', 2)")
    group, _, placement, _ = ROWS_SINCE_0002
    customer = OLD_ROWS[1].replace("'ar'", "'ara'") if revision >= "0005" else OLD_ROWS[1]
    return (
        OLD_ROWS[0],
        customer,
        with_documents,
        OLD_ROWS[3],
        group,
        ROWS_SINCE_0003[1],
        placement,
        ROWS_SINCE_0003[0],
    )


def as_of(url: str, revision: str) -> None:
    """A store as the program of an earlier schema left it, with a finished appointment in it."""
    from alembic import command
    from alembic.config import Config

    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "backoffice:store/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in rows_of(revision):
            connection.exec_driver_sql(statement)
    engine.dispose()


def brought_forward(url: str, clock) -> None:
    assert upgrade(parse(url)) is State.OLDER
    store = open_store(url, clock)
    assert store.read(lambda c: c.scalar(sa.text("SELECT language FROM customer"))) == "ara"
    rows = store.read(lambda c: c.execute(sa.text("SELECT id, kind, ticket_id FROM outcome")).all())
    assert [tuple(row) for row in rows] == [("o".ljust(len(rows[0][0])), "settled", None)]
    test_a_fresh_store_is_what_the_tables_say(store)
    test_everything_has_a_name_and_nothing_is_deleted_by_reference(store)

    def promise_more(connection: sa.Connection) -> None:  # the list of outcomes has grown since
        connection.exec_driver_sql("UPDATE outcome SET kind = 'commitment'")
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            connection.exec_driver_sql("UPDATE outcome SET kind = 'versprochen'")

    with store.engine.begin() as connection:
        promise_more(connection)
    store.close()


def what_was_closed(url: str, clock) -> list[tuple]:
    """The closures and service points of a store, as they are now, and the place that was given."""
    store = open_store(url, clock)
    asked = (
        "SELECT name, kind, start_minute, end_minute, group_id FROM closure",
        "SELECT name, first_day, last_day, reason FROM service_point",
        "SELECT count(*), null FROM placement",
    )
    found = [tuple(row) for query in asked for row in store.read(lambda c, q=query: c.execute(sa.text(q)).all())]
    store.close()
    return found


CLOSED = [("Personalversammlung", "closed", 0, 1440, None), ("L1-1", None, None, ""), (1, None)]


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006", "0007"])
def test_a_local_store_of_an_earlier_schema_comes_forward(tmp_path: Path, clock, revision: str) -> None:
    url = f"sqlite:///{tmp_path / 'alt.db'}"
    as_of(url, revision)
    brought_forward(url, clock)
    assert what_was_closed(url, clock) == (CLOSED if revision != "0001" else [(0, None)])


def test_a_shared_store_of_an_earlier_schema_comes_forward(clock) -> None:
    with own_server() as server:
        for revision in ("0001", "0002", "0003", "0004", "0005", "0006", "0007"):
            server.sql(f"CREATE DATABASE alt_{revision}")
            as_of(server.url(f"alt_{revision}"), revision)
            brought_forward(server.url(f"alt_{revision}"), clock)
        for revision in ("0002", "0003", "0004", "0005", "0006", "0007"):
            assert what_was_closed(server.url(f"alt_{revision}"), clock) == CLOSED


# --- backups ------------------------------------------------------------------------------------------------------

WRITER = """
import sys
from backoffice.store.store import open_store
from backoffice.store.tables.organisation import Setting
from backoffice.domain.clock import SystemClock
store = open_store(sys.argv[1], SystemClock())
n = 0
while True:
    # Two rows that belong together: a copy with only one of them would be torn.
    def work(tx):
        tx.insert(Setting, name=f"a{n}", value="x" * 900)
        tx.insert(Setting, name=f"b{n}", value="y" * 900)
    store.write(work)
    n += 1
    print(n, flush=True)
"""


def test_a_backup_is_whole_while_somebody_writes(tmp_path: Path, sqlite_template: Path) -> None:
    path = Path(shutil.copy(sqlite_template, tmp_path / "store.db"))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=PROJECT, text=True
    )
    assert writer.stdout is not None
    with writer, writer.stdout:
        try:
            for number in range(5):
                assert writer.stdout.readline(), "nobody writes"
                copy = tmp_path / f"copy{number}.db"
                backup_file(path, copy)
                raw = sqlite3.connect(copy)
                names = {row[0] for row in raw.execute("SELECT name FROM setting")}
                assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                raw.close()
                assert {"a" + name[1:] for name in names} | {"b" + name[1:] for name in names} == names
                assert len(names) >= 2 * number
                assert copy.stat().st_mode & 0o077 == 0
        finally:
            writer.kill()


def test_a_backup_never_overwrites_and_leaves_nothing_half(tmp_path: Path, sqlite_template: Path) -> None:
    target = tmp_path / "sicherung.db"
    target.write_text("wichtig")
    with pytest.raises(StoreUnavailable, match="backup_exists"):
        backup_file(sqlite_template, target)
    assert target.read_text() == "wichtig"
    with pytest.raises(StoreUnavailable, match="store_missing"):
        backup_file(tmp_path / "nirgends.db", tmp_path / "neu.db")
    garbage = tmp_path / "kein_speicher.db"
    garbage.write_bytes(b"nichts davon" * 500)
    with pytest.raises(StoreUnavailable, match="backup_failed"):
        backup_file(garbage, tmp_path / "neu.db")
    assert not (tmp_path / "neu.db").exists()
    with pytest.raises(StoreUnavailable, match="backup_failed"):
        backup_file(sqlite_template, tmp_path / "kein" / "ordner.db")

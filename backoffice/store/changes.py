"""Has somebody else changed the store? One cheap question, asked about once a second, the same for both engines."""

import sqlite3
import threading

import sqlalchemy as sa
from sqlalchemy import exc

from backoffice.store.faults import unavailable
from backoffice.store.places import Place


class ChangeSignal:
    """Compares the store's mark with the one seen last. One long-lived connection of its own.

    SQLite's `data_version` counts other connections' commits and is only comparable on the same connection;
    PostgreSQL's snapshot moves with every writing transaction of the server.
    """

    def __init__(self, place: Place, engine: sa.Engine) -> None:
        self._place = place
        self._engine = engine
        self._lock = threading.Lock()
        self._file: sqlite3.Connection | None = None
        self._seen: str | None = None

    def poll(self) -> bool:
        """True where something was committed since the last call (the first call only takes the mark).

        `StoreUnavailable` where the store does not answer; the next successful call then says True.
        """
        with self._lock:
            try:
                mark = self._mark()
            except exc.SQLAlchemyError as error:
                self._seen = "lost"
                raise unavailable(error, self._place) from error
            except sqlite3.Error as error:
                self._seen = "lost"
                self._drop()
                raise unavailable(exc.OperationalError("", {}, error), self._place) from error
            changed = self._seen is not None and mark != self._seen
            self._seen = mark
            return changed

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _mark(self) -> str:
        if self._place.path is None:
            reading = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            with reading as connection:
                return str(connection.scalar(sa.text("SELECT pg_current_snapshot()::text")))
        if self._file is None:
            # Not `mode=ro`: after a crash the first reader has to be able to roll the journal back.
            self._file = sqlite3.connect(
                f"{self._place.path.as_uri()}?mode=rw",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
        return str(self._file.execute("PRAGMA data_version").fetchone()[0])

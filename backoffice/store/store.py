"""A store that was opened: reading, changing, and asking whether it changed."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from backoffice.domain.clock import Clock
from backoffice.domain.errors import Conflict, StoreUnavailable
from backoffice.store.changes import ChangeSignal
from backoffice.store.engine import READ_ONLY, make_engine
from backoffice.store.faults import is_overtaken, is_transient, unavailable
from backoffice.store.places import Place, parse
from backoffice.store.transaction import Transaction
from backoffice.store.version import State, state_of

T = TypeVar("T")

SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ"}
"""How a shared store is read. Not `postgresql_readonly`: given back, such a connection says READ WRITE by itself,
whatever the server's own default is."""

OVERTAKEN_TRIES = 3
"""How often a change is looked at again because somebody else wrote the same row first."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a desk waits for others before a person hears of it, in seconds."""

    all_in_all: float = 8.0
    """No further try begins later than this; a server that restarts is back by then."""
    for_a_lock: float = 2.0
    """How long one try waits for a lock that somebody else holds."""


class Store:
    """One place where everything is kept; safe to use from several threads."""

    def __init__(
        self, place: Place, clock: Clock, password: str | None = None, patience: Patience = Patience()
    ) -> None:
        self.place = place
        self.clock = clock
        self.patience = patience
        self.engine = make_engine(place, password, lock_seconds=patience.for_a_lock)
        self.changes = ChangeSignal(place, self.engine)
        self._writing = threading.Lock()

    @property
    def shared(self) -> bool:
        """Whether it is a server that many workstations use."""
        return self.place.shared

    def close(self) -> None:
        """Give all connections back."""
        self.changes.close()
        self.engine.dispose()

    def ensure_usable(self) -> None:
        """Refuse to work on a store that is missing, empty, older or newer than this program, or another one's."""
        if self.place.path is not None and not self.place.path.exists():
            raise StoreUnavailable("store_missing", path=str(self.place.path))
        state = self.read(state_of)
        if state is State.FOREIGN:
            raise StoreUnavailable("store_damaged", path=self.place.shown)
        if state is not State.CURRENT:
            raise StoreUnavailable(f"store_{state.value}", path=self.place.shown)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Run a reading function on a connection of its own; nothing stays open afterwards.

        A lost connection is tried once more on a fresh one. `StoreUnavailable` where the store does not answer.
        """
        try:
            return self._read(work)
        except exc.SQLAlchemyError as error:
            if not is_transient(error):
                raise unavailable(error, self.place) from error
        try:
            return self._read(work)
        except exc.SQLAlchemyError as error:
            raise unavailable(error, self.place) from error

    def administer(self, work: Callable[[sa.Connection], T]) -> T:
        """Run something on the server itself that no journal keeps: logins (PostgreSQL only), in one transaction."""
        try:
            with self.engine.begin() as connection:
                return work(connection)
        except exc.SQLAlchemyError as error:
            raise unavailable(error, self.place) from error

    def _read(self, work: Callable[[sa.Connection], T]) -> T:
        # One snapshot for all that a reading function asks: its lists and its counts belong together.
        options = SNAPSHOT if self.shared else {READ_ONLY: True}
        with self.engine.connect() as plain:
            return work(plain.execution_options(**options))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run a change in one transaction: all of it or nothing.

        Tried again, with a growing pause, where a lock is held elsewhere or the connection was lost. That is safe
        because a command is stored under its id in the same transaction: `work` must look for it first.
        `StoreUnavailable` once the patience is at an end, Conflict where somebody else keeps being first.
        """
        began = time.monotonic()
        attempt = 0
        while True:
            try:
                with self._writing, self._transaction() as tx:
                    return work(tx)
            except exc.SQLAlchemyError as error:
                attempt += 1
                pause = random.uniform(0.5, 1.0) * min(0.05 * 2**attempt, 0.5)  # noqa: S311  (jitter, no secret)
                if is_overtaken(error):
                    if attempt >= OVERTAKEN_TRIES:
                        raise Conflict("changed_meanwhile") from error
                elif not is_transient(error) or time.monotonic() + pause - began > self.patience.all_in_all:
                    raise unavailable(error, self.place) from error
            time.sleep(pause)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        with self.engine.connect() as connection, connection.begin():
            yield Transaction(connection, self._now(connection))

    def time(self) -> datetime:
        """What time it is where everything is kept (aware, UTC): the server's clock, else this workstation's."""
        return self.read(self._now)

    def _now(self, connection: sa.Connection) -> datetime:
        if not self.shared:
            return self.clock.now()
        stamp: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return stamp.astimezone(UTC)


def open_store(url: str, clock: Clock, password: str | None = None, patience: Patience = Patience()) -> Store:
    """A store at a URL or file path; nothing is asked of it yet (`ensure_usable` does that)."""
    return Store(parse(url), clock, password, patience)

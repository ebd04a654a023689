"""A real desk on a slow or failing line: what it is asked waits at a gate, or goes wrong in a way nobody foresaw."""

import threading
from typing import Any

from backoffice.desk.desk import Desk


class SlowDesk(Desk):
    """Waits at `gate` before reading one of `slow`, and before writing where `slow` holds `Command`'s kind."""

    def __init__(self, like: Desk) -> None:
        super().__init__(like.store, like.login, like.id, like.clock)
        self.gate = threading.Event()
        self.slow: set[str] = set()
        """The queries (by class name) and commands (by kind) that wait."""
        self.broken: set[str] = set()
        """Those that go wrong, after they waited."""

    def read(self, query: Any) -> Any:
        """As a desk does it, once the gate is open."""
        self._through(type(query).__name__)
        return super().read(query)

    def perform(self, command: Any) -> Any:
        """As a desk does it, once the gate is open."""
        self._through(command.kind)
        return super().perform(command)

    def _through(self, name: str) -> None:
        if name in self.slow:
            self.gate.wait(20)
        if name in self.broken:
            raise LookupError(name)

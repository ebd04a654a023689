"""The one time that a booking dialog keeps for its desk: taken and given back beside the screen (D26, D28)."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from backoffice.desk.desk import Desk
from backoffice.desk.holding import HoldTime, ReleaseHold
from backoffice.domain.errors import BackofficeError
from backoffice.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that stands until an instant (UTC), by the store's clock."""

    id: str
    until: datetime


class Holding:
    """One desk's hold. Wishes are numbered where keys are pressed; what was overtaken meanwhile is not carried out.

    `keep`, `release` and `settled` may take a while and are meant for threads; one runs after the other.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._newest = 0
        self._held: tuple[str, str] | None = None

    @property
    def id(self) -> str | None:
        """The hold's id; one that expired meanwhile is no harm: it is simply gone."""
        return None if self._held is None else self._held[0]

    def next(self) -> int:
        """The number of a new wish; all that came before are overtaken."""
        self._newest += 1
        return self._newest

    def keep(self, number: int, branch_id: str, make: Callable[..., HoldTime]) -> Held | None:
        """Hold a time instead of the one that was held; None: another wish came. Refused as `HoldTime` refuses."""
        with self._lock:
            if number != self._newest:
                return None
            command = make(hold_id=new_id(), instead_of=self.id)
            done = self._desk.perform(command)
            self._held = (command.hold_id, branch_id)
            return Held(command.hold_id, datetime.fromisoformat(done.values["until"]))

    def release(self, number: int) -> None:
        """Give back what is held, unless a newer wish came; where that does not go, it expires by itself."""
        with self._lock:
            if self._held is None or number != self._newest:
                return
            (hold_id, branch_id), self._held = self._held, None
            with suppress(BackofficeError):
                self._desk.perform(self._desk.new(ReleaseHold, hold_id=hold_id, branch_id=branch_id))

    def settled(self) -> str | None:
        """The id of the hold, once nothing is under way any more."""
        with self._lock:
            return self.id

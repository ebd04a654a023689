"""How the program stays in step with its store: asked once a second, and said once where it does not answer."""

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual import work
from textual.app import App

from backoffice.domain.errors import BackofficeError, StoreUnavailable

if TYPE_CHECKING:
    from backoffice.desk.desk import Desk

SILENT_AFTER = 5.0
"""Seconds without an answer after which the store counts as cut off."""


@runtime_checkable
class FollowsStore(Protocol):
    """A dialog that is told when something was committed; a cover is not."""

    def store_changed(self) -> None:
        """Read again what is shown of the store."""


class InStep(App[int]):
    """Tells the screen that is shown what other desks changed, and whether there is a connection."""

    desk: "Desk | None" = None
    _connected = True
    _asking = False

    def _base_screen(self) -> Any:
        """The screen under all dialogs."""
        return self.screen_stack[0]

    @work(group="poll", exit_on_error=False)
    async def poll(self) -> None:
        """Ask whether another desk changed the store; the screen that is shown reloads what it shows.

        While an earlier question has no answer yet nothing is asked: only the time goes on.
        """
        if self.desk is None:
            return
        if self._asking:
            self._base_screen().tick()
            return
        from backoffice.screens.own_thread import in_own_thread

        self._asking = True
        try:
            answer = in_own_thread(self.desk.changed)
            done, _ = await asyncio.wait({answer}, timeout=SILENT_AFTER)
            if not done:
                self._connection(StoreUnavailable("server_unreachable"))
            changed = await answer
        except BackofficeError as error:
            self._connection(error)
            return
        finally:
            self._asking = False
        if not self.screen_stack:
            return  # the program ends
        self._connection(None)
        screen = self._base_screen()
        if changed:
            screen.store_changed()
            for over in self.screen_stack[1:]:
                if isinstance(over, FollowsStore):
                    over.store_changed()
        screen.tick()

    def _connection(self, error: BackofficeError | None) -> None:
        if (error is None) == self._connected or not self.screen_stack:
            return
        self._connected = error is None
        self._base_screen().connection_changed(error)

    @property
    def connected(self) -> bool:
        """Whether the store answered when it was asked last."""
        return self._connected

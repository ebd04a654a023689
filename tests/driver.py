"""A person at the keyboard, in lazygit's tone: press, then look; waits until nothing runs any more."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from backoffice.app import BackofficeApp, Start
from backoffice.desk.desk import Desk
from backoffice.domain.clock import FixedClock
from backoffice.widgets.record_list import RecordList
from tests.frames import frame, lines

QUIET = 4
"""So many looks in a row, a hundredth of a second apart, have to find nothing running: a key that was held back for a
moment, or a list that is read after the one before, begins between two of them.
"""


class Driver:
    """Drives the whole program."""

    def __init__(self, app: BackofficeApp, pilot: Any) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until no worker but the poll runs and nothing is left to paint."""
        quiet = 0
        for _ in range(400):
            if quiet:  # as `pause` does, but without painting each time
                await self.pilot._wait_for_screen()
            await asyncio.sleep(0.01)
            busy = [w for w in self.app.workers if not w.is_finished and w.group != "poll" and not self._asks(w)]
            quiet = 0 if busy else quiet + 1
            if quiet == QUIET:
                break
        else:
            raise AssertionError(f"still busy: {[w.name for w in busy]}")
        await self.pilot.pause()

    def _asks(self, worker: Any) -> bool:
        """A worker that waits for a dialog's answer does not count as busy."""
        return worker.group in ("ask", "morning") and len(self.app.screen_stack) > 1

    async def press(self, *keys: str) -> None:
        """Press keys, slowly enough for a hand."""
        for key in keys:
            await self.pilot.press(key)
            await asyncio.sleep(0.012)
            await self.pilot.pause()
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        await self.press(*({" ": "space", "/": "slash", ".": "full_stop"}.get(c, c) for c in text))

    @property
    def records(self) -> RecordList[Any]:
        """The day's list."""
        return self.app.screen_stack[0].query_one("#rows", RecordList)

    @property
    def selected(self) -> str:
        """The name under the cursor."""
        row = self.records.cursor_row
        return "" if row is None else row.name

    @property
    def shown(self) -> str:
        """Everything on the screen."""
        return frame(self.app)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return lines(self.app)

    @property
    def notice(self) -> str:
        """What the day's notice line says."""
        return str(self.app.screen_stack[0].notice.text)

    @property
    def dialog(self) -> str:
        """The title of the dialog on top; empty: none."""
        return getattr(self.app.screen, "box_title", "") if self.app.screen.is_modal else ""


@asynccontextmanager
async def at_desk(
    open_desk: Callable[[], Desk], clock: FixedClock, *, size: tuple[int, int] = (80, 24), **start: Any
) -> AsyncIterator[Driver]:
    """The program, opened, with its first screen shown."""
    app = BackofficeApp(Start(open_desk, **start), clock)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        for _ in range(500):
            await pilot.pause(0.01)
            if app.screen.is_modal or hasattr(app.screen_stack[0], "store_changed"):
                break
        await driver.settle()
        yield driver

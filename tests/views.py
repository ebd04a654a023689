"""A stage for dialogs: an empty screen with one field below, so that it shows what a dialog does to it."""

from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.widgets import Input

from backoffice import keys
from backoffice.widgets.text_input import TextInput
from tests.frames import lines
from tests.hosts import Host

ON_SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
"""A screen shows what queries give; that they give the same on both engines is tested where they are."""


class Stage(Host):
    """Shows dialogs; `results` are what they were dismissed with. Has the app's own keys, counted in `called`."""

    BINDINGS: ClassVar = [*keys.bindings(keys.Place.APP)]

    def __init__(self, clock, theme="dunkel"):
        super().__init__(theme=theme)
        self.clock = clock
        self.results = []
        self.called = []

    def compose(self) -> ComposeResult:
        yield TextInput("darunter", id="below")

    def show(self, dialog):
        """Put a dialog on top."""
        self.push_screen(dialog, self.results.append)
        return dialog

    @property
    def below(self):
        """The field of the screen below."""
        return self.screen_stack[0].query_one("#below", Input)

    def action_help(self):
        from backoffice.screens.help import HelpDialog

        self.called.append("help")
        self.push_screen(HelpDialog(self.screen))

    def action_search(self):
        self.called.append("search")

    def action_privacy(self):
        from backoffice.screens.privacy import PrivacyScreen

        self.called.append("privacy")
        self.push_screen(PrivacyScreen())

    async def action_quit(self):
        self.called.append("quit")


async def settled(app, pilot):
    """Wait until no worker runs and everything is painted. A worker whose screen has a dialog on top waits for it."""
    await pilot.pause()
    while busy := [w for w in app.workers if not w.is_finished and w.node is app.screen]:
        await app.workers.wait_for_complete(busy)
        await pilot.pause()
    await pilot.pause()


async def press(app, pilot, *keys):
    """Press keys one after another as a hand does: each is decided before the next one comes."""
    for key in keys:
        await pilot.press(key)
        settle = getattr(app.screen, "settle_keys", None)
        if settle is not None:
            settle()
        await settled(app, pilot)


def read(app):
    """What stands on the screen as one line of text, borders and line breaks taken away: for long sentences."""
    return " ".join(" ".join(line.strip(" │┌┐└┘─") for line in lines(app)).split())
